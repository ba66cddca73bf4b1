import unicodedata

import pytest

from sinhke_desktop.domain.commune import Area
from sinhke_desktop.errors import NotFound
from sinhke_desktop.services.units import find_units, unit


def names(query, limit=20):
    return [found.full_name for found in find_units(query, limit)]


def test_a_unit_is_found_without_accents_best_first():
    assert names("anh dung")[0] == "Xã Anh Dũng"
    assert names("xa anh dung")[0] == "Xã Anh Dũng"
    assert names("  ANH   DŨNG ")[0] == "Xã Anh Dũng"
    assert names(unicodedata.normalize("NFD", "Bác Ái"), 3) == ["Xã Bác Ái", "Xã Bác Ái Đông", "Xã Bác Ái Tây"]


def test_an_old_unit_leads_to_the_unit_made_from_it():
    found = find_units("hoa son")
    anh_dung = next(unit for unit in found if unit.code == "22828")
    assert found.index(anh_dung) < 3
    assert [(old.code, old.name) for old in anh_dung.made_from] == [("22825", "Xã Hòa Sơn"), ("22828", "Xã Ma Nới")]
    assert names("xã ma nới")[0] == "Xã Anh Dũng"


def test_a_split_unit_leads_to_each_of_its_parts():
    found = find_units("dong hai ninh thuan")
    assert {"22780", "22888"} <= {unit.code for unit in found}
    parts = [old for unit in found if unit.code in ("22780", "22888") for old in unit.made_from if old.code == "22768"]
    assert [old.whole for old in parts] == [False, False]


def test_codes_find_the_current_unit_before_the_one_of_old():
    assert names("22828") == ["Xã Anh Dũng"]
    assert names("22825") == ["Xã Anh Dũng"]
    assert names("22780") == ["Phường Đông Hải"]


def test_words_of_commune_district_and_province_may_be_mixed():
    assert names("khanh hoa anh dung")[0] == "Xã Anh Dũng"
    assert names("anh dũng, ninh sơn, ninh thuận") == ["Xã Anh Dũng"]
    assert names("ma noi ninh son") == ["Xã Anh Dũng"]


def test_apostrophes_do_not_matter():
    assert names("mdrak")[0] == names("M’Drăk")[0] == "Xã M'Drắk"


def test_nothing_is_found_for_nothing():
    assert names("") == names(" - ") == names("zzzz") == []


def test_no_more_than_the_limit_are_shown():
    assert len(names("hoa", 5)) == 5
    assert len(names("hoa")) == 20


def test_a_unit_is_had_by_its_code():
    anh_dung = unit("22828")
    assert (anh_dung.full_name, anh_dung.province_name) == ("Xã Anh Dũng", "Tỉnh Khánh Hòa")
    assert anh_dung.default_area is Area.RURAL
    assert unit("22780").default_area is Area.URBAN


def test_an_unknown_code_is_told():
    with pytest.raises(NotFound, match="99999"):
        unit("99999")
