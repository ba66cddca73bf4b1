"""Old units going into a commune: codes with their list, hamlets named one by one where nothing else is certain."""

from dataclasses import replace

import pytest

from sinhke_desktop.domain.household import HEAD, HouseholdInput, MemberInput
from sinhke_desktop.domain.life_act import ActKind
from sinhke_desktop.errors import InvalidInput
from sinhke_desktop.services import communes, hamlets, household_acts, households, integrity, life_undo

DAY, WHY = "01/07/2025", "Nghị quyết 202/2025/QH15"


@pytest.fixture
def two_hamlets(workspace):
    found = [hamlets.add(workspace, name) for name in ("Tân Hòa", "Ma Nới")]
    for hamlet in found:
        households.register(workspace, HouseholdInput(hamlet.id, (MemberInput(f"Chủ {hamlet.name}", HEAD),)))
    return found


def households_of(workspace):
    with workspace.database.read() as connection:
        from sinhke_desktop.storage import households as stored

        return {one.head.full_name: one for one in stored.all_households(connection, workspace.commune_code)}


def codes(caught):
    return {problem.code for problem in caught.value.problems}


def test_an_old_code_is_told_with_its_list():
    told = communes.unit_words("22825", communes.OLD_LIST, "Xã Hòa Sơn")
    assert told.startswith("Xã Hòa Sơn, 22825 (")
    assert told.endswith("30/06/2025)")
    assert communes.unit_words("", "") == ""


def test_two_old_communes_become_one_and_stay_linked(workspace, two_hamlets):
    tan_hoa, ma_noi = two_hamlets
    done = communes.absorb(workspace, "22825", communes.OLD_LIST, DAY, [tan_hoa.id], WHY)
    communes.absorb(workspace, "22828", communes.OLD_LIST, DAY, [ma_noi.id], WHY)
    assert (done.hamlets, done.households) == (1, 1)
    assert done.act.kind is ActKind.COMMUNES_MERGED
    assert {one.name: one.old_commune_code for one in hamlets.all_hamlets(workspace)} == {
        "Tân Hòa": "22825",
        "Ma Nới": "22828",
    }
    found = households_of(workspace)
    assert {name: (one.former_commune_code, one.former_list_version) for name, one in found.items()} == {
        "Chủ Tân Hòa": ("22825", "2025-06-30"),
        "Chủ Ma Nới": ("22828", "2025-06-30"),
    }
    (line,) = household_acts.acts_of(workspace, found["Chủ Tân Hòa"].id)
    assert line.act.id == done.act.id
    assert "22825" in line.act.note
    life_undo.undo(workspace, done.act.id)
    assert households_of(workspace)["Chủ Tân Hòa"].former_commune_code == ""
    assert hamlets.all_hamlets(workspace)[0].old_commune_code == ""
    assert integrity.check(workspace).ok


def test_which_hamlet_lay_where_is_never_guessed(workspace, two_hamlets):
    with pytest.raises(InvalidInput) as caught:
        communes.absorb(workspace, "22825", communes.OLD_LIST, DAY, [], WHY)
    assert codes(caught) == {"DS-18"}
    communes.absorb(workspace, "22825", communes.OLD_LIST, DAY, [two_hamlets[0].id], WHY)
    with pytest.raises(InvalidInput) as caught:
        communes.absorb(workspace, "22828", communes.OLD_LIST, DAY, [one.id for one in two_hamlets], WHY)
    assert codes(caught) == {"DS-19"}
    with pytest.raises(InvalidInput) as caught:
        communes.absorb(workspace, "22825", communes.OLD_LIST, DAY, [two_hamlets[0].id], WHY)
    assert codes(caught) == {"DS-18"}


def test_a_split_commune_needs_its_hamlets_named(workspace, two_hamlets):
    of_dong_hai = replace(workspace, commune_code="22780")
    split = next(one for one in communes.old_units(of_dong_hai) if not one.whole)
    assert (split.code, split.name) == ("22768", "Phường Đông Hải")
    with pytest.raises(InvalidInput) as caught:
        communes.absorb(of_dong_hai, "22768", communes.OLD_LIST, DAY, [], WHY)
    assert codes(caught) == {"DS-18"}
    assert "Phường Đông Hải" in caught.value.problems[0].message


def test_units_that_went_elsewhere_and_codes_without_a_list_are_refused(workspace, two_hamlets):
    for code, version in (("22768", communes.OLD_LIST), ("22825", ""), ("825", communes.OLD_LIST)):
        with pytest.raises(InvalidInput) as caught:
            communes.absorb(workspace, code, version, DAY, [two_hamlets[0].id], WHY)
        assert codes(caught) == {"DS-17"}
