from collections import Counter

import pytest

from sinhke_desktop.domain.vietnamese import normalise_tone, tidy
from sinhke_desktop.paths import resource
from sinhke_desktop.services import lists

FORMER_NINH_THUAN = {
    "22738": ("Phường Đô Vinh", "22738 22831"),
    "22741": ("Phường Bảo An", "22741 22744 22774"),
    "22759": ("Phường Phan Rang", "22750 22759 22762 22765"),
    "22780": ("Phường Đông Hải", "22768 22771 22779 22780"),
    "22786": ("Xã Bác Ái Tây", "22783 22786 22789"),
    "22795": ("Xã Bác Ái", "22792 22795 22804"),
    "22801": ("Xã Bác Ái Đông", "22798 22801"),
    "22810": ("Xã Ninh Sơn", "22810 22819"),
    "22813": ("Xã Lâm Sơn", "22813 22816"),
    "22822": ("Xã Mỹ Sơn", "22807 22822"),
    "22828": ("Xã Anh Dũng", "22825 22828"),
    "22834": ("Phường Ninh Chử", "22777 22834"),
    "22840": ("Xã Công Hải", "22837 22840"),
    "22846": ("Xã Vĩnh Hải", "22846 22867 22868"),
    "22849": ("Xã Thuận Bắc", "22843 22849 22856"),
    "22852": ("Xã Ninh Hải", "22852 22853 22864"),
    "22861": ("Xã Xuân Hải", "22855 22858 22861"),
    "22870": ("Xã Ninh Phước", "22870 22882 22894"),
    "22873": ("Xã Phước Hậu", "22873 22879 22912"),
    "22888": ("Xã Phước Dinh", "22768 22888 22903"),
    "22891": ("Xã Phước Hữu", "22876 22891"),
    "22897": ("Xã Thuận Nam", "22897 22898 22906"),
    "22900": ("Xã Phước Hà", "22885 22900"),
    "22909": ("Xã Cà Ná", "22909 22910"),
}


def test_the_list_holds_every_commune_of_30_april_2026():
    units = lists.units()
    assert Counter(unit.kind for unit in units.values()) == {"Xã": 2611, "Phường": 697, "Đặc khu": 13}
    assert len({unit.province_code for unit in units.values()}) == 34
    by_province = Counter(unit.province_name for unit in units.values())
    assert by_province["Tỉnh Khánh Hòa"] == 65
    assert by_province["Tỉnh Đắk Lắk"] == 102
    assert by_province["Tỉnh Vĩnh Long"] == 124
    assert {unit.list_version for unit in units.values()} == {"2026-04-30"}
    assert units["26368"].full_name == "Phường Long Thành"
    assert units["26368"].province_name == "Thành phố Đồng Nai"


def test_codes_are_five_digits_and_names_are_tidy():
    for code, unit in lists.units().items():
        assert len(code) == 5
        assert code.isdigit()
        assert unit.name == tidy(normalise_tone(unit.name))
        assert "’" not in unit.name
        assert unit.made_from, code


def test_the_units_of_former_ninh_thuan_are_those_of_the_official_conversion_table():
    found = {
        code: (unit.full_name, " ".join(sorted(old.code for old in unit.made_from)))
        for code, unit in lists.units().items()
        if any(old.province == "Tỉnh Ninh Thuận" for old in unit.made_from)
    }
    assert found == FORMER_NINH_THUAN
    partly = {old.code for code in found for old in lists.old_units()[code] if not old.whole}
    assert partly == {"22768"}


def test_a_code_of_old_can_name_another_place_today():
    assert lists.units()["22888"].name == "Phước Dinh"
    old = {unit.code: unit.name for units in lists.old_units().values() for unit in units}
    assert old["22888"] == "Xã An Hải"
    assert old["22903"] == "Xã Phước Dinh"


def test_old_communes_count_as_before_the_merger():
    by_province = Counter(
        province
        for _code, province in {(old.code, old.province) for units in lists.old_units().values() for old in units}
    )
    counts = {"Ninh Thuận": 62, "Khánh Hòa": 132, "Phú Yên": 106, "Đắk Lắk": 180, "Vĩnh Long": 102, "Trà Vinh": 104}
    assert {name: by_province[f"Tỉnh {name}"] for name in counts} == counts


def test_there_are_54_ethnic_groups_whose_codes_differ_between_the_lists():
    groups = lists.ethnic_groups()
    assert [group.code_1979 for group in groups] == [f"{number:02d}" for number in range(1, 55)]
    assert sorted(group.code_2008 for group in groups if group.code_2008) == [
        f"{number:02d}" for number in range(1, 21)
    ]
    by_name = {group.name: group for group in groups}
    assert (by_name["Hoa"].code_1979, by_name["Hoa"].code_2008) == ("04", "06")
    assert (by_name["Ra-glai"].code_1979, by_name["Ra-glai"].code_2008) == ("21", "19")


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Raglay", "Ra-glai"),
        ("Ê đê", "Ê-đê"),
        ("M'Nông", "Mnông"),
        ("HMông", "Mông"),
        ("Chàm", "Chăm"),
        ("Khmer", "Khơ-me"),
        ("kinh", "Kinh"),
        ("K’Ho", "Cơ-ho"),
        ("21", None),
    ],
)
def test_spellings_met_in_real_lists_are_known(typed, name):
    assert lists.canonical_ethnic_group(typed) == name


def test_funding_sources_are_bound_to_their_years():
    codes = {year: {source.code for source in lists.funding_sources(year)} for year in (2024, 2026)}
    assert {"GNBV", "DTTS-1719", "NTM", "QVNN-HUYEN"} <= codes[2024]
    assert "MTQG-2035" not in codes[2024]
    assert {"MTQG-2035", "QVNN-XA", "QHTND", "XHH", "DU-CONG"} <= codes[2026]
    assert not {"GNBV", "QVNN-HUYEN"} & codes[2026]
    assert len({source.code for source in lists.all_funding_sources()}) == len(lists.all_funding_sources())


def test_each_proposed_criterion_has_a_weight_and_a_hint():
    criteria = lists.criteria()
    assert len({criterion.key for criterion in criteria}) == 8
    assert all(1 <= criterion.weight <= 5 and criterion.name and criterion.hint for criterion in criteria)


def test_every_list_says_where_it_comes_from():
    folder = resource("lists")
    stems = {path.stem for path in folder.iterdir() if path.suffix in (".csv", ".toml")} - {"communes_old"}
    assert stems == {path.name.removesuffix(".source.md") for path in folder.glob("*.source.md")}


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("key,name,weight,hint\nrisk,Rủi ro,4,x\nmarket,Thị trường,bốn,x\n", 3),
        ("key,name,weight,hint\nrisk,Rủi ro,4\n", 2),
        ("key,name,weight,hint\nrisk,Rủi ro,4,x,y\n", 2),
        ("key,name\nrisk,Rủi ro\n", 2),
    ],
)
def test_a_damaged_list_is_named_with_its_line(tmp_path, content, line):
    path = tmp_path / "criteria.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(lists.ListDamaged) as caught:
        lists.read_list(path, lambda row: (row["key"], int(row["weight"]), row["hint"]))
    assert caught.value.code == "DM-01"
    assert "criteria.csv" in caught.value.message
    assert str(line) in caught.value.message


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00", b'a,b\n"x"y,1\n'])
def test_a_list_that_is_missing_or_no_text_is_refused(tmp_path, content):
    path = tmp_path / "units.csv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(lists.ListDamaged):
        lists.read_list(path, lambda row: row["a"])
