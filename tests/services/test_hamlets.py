"""Hamlets and the number of their households by year."""

import unicodedata

import pytest

from sinhke_desktop.domain.household import HouseholdInput, MemberInput
from sinhke_desktop.errors import InvalidInput, NotFound
from sinhke_desktop.services import hamlets, households, integrity


def codes(work, *words):
    with pytest.raises(InvalidInput) as caught:
        work(*words)
    return {(problem.field, problem.code) for problem in caught.value.problems}


def names(workspace):
    return [(one.kind, one.name, one.position) for one in hamlets.all_hamlets(workspace)]


def test_hamlets_keep_the_order_in_which_they_were_added(workspace):
    hamlets.add(workspace, "  Tân   Tiến ")
    hamlets.add(workspace, unicodedata.normalize("NFD", "Tân Hòa"), "Khu phố")
    assert names(workspace) == [("Thôn", "Tân Tiến", 1), ("Khu phố", "Tân Hòa", 2)]


def test_a_name_may_stand_only_once_and_not_be_empty(workspace):
    first = hamlets.add(workspace, "Tân Tiến")
    second = hamlets.add(workspace, "Tân Hòa")
    assert codes(hamlets.add, workspace, " ") == {("name", "TH-02")}
    assert codes(hamlets.add, workspace, "tân tiến") == {("name", "TH-03")}
    assert codes(hamlets.rename, workspace, second.id, "Tân Tiến") == {("name", "TH-03")}
    assert hamlets.rename(workspace, first.id, "Tân Tiến").name == "Tân Tiến"


def test_a_renamed_hamlet_is_the_same_hamlet(workspace):
    made = hamlets.add(workspace, "Tân Tiến")
    renamed = hamlets.rename(workspace, made.id, "Tân Tiến 1", "Ấp")
    assert (renamed.id, renamed.name, renamed.kind) == (made.id, "Tân Tiến 1", "Ấp")
    before = integrity.check(workspace).counts["operation"]
    hamlets.rename(workspace, made.id, "Tân Tiến 1")
    assert integrity.check(workspace).counts["operation"] == before


def test_a_hamlet_with_households_cannot_be_removed(workspace):
    made = hamlets.add(workspace, "Tân Tiến")
    household = households.register(workspace, HouseholdInput(made.id, (MemberInput("A", "Chủ hộ"),)))
    assert codes(hamlets.remove, workspace, made.id) == {("hamlet", "TH-04")}
    households.remove(workspace, household.id, "Chuyển đi")
    hamlets.remove(workspace, made.id)
    assert names(workspace) == []
    with pytest.raises(NotFound) as caught:
        hamlets.rename(workspace, made.id, "X")
    assert caught.value.code == "TH-05"
    hamlets.add(workspace, "Tân Tiến")
    assert integrity.check(workspace).ok


def test_totals_are_by_hamlet_and_year(workspace):
    one, other = hamlets.add(workspace, "Tân Tiến"), hamlets.add(workspace, "Tân Hòa")
    hamlets.set_total(workspace, one.id, 2024, 200)
    hamlets.set_total(workspace, one.id, 2025, 210)
    hamlets.set_total(workspace, one.id, 2025, 222)
    hamlets.set_total(workspace, other.id, 2025, 0)
    assert hamlets.totals(workspace, 2025) == {one.id: 222, other.id: 0}
    assert hamlets.totals(workspace, 2024) == {one.id: 200}
    assert hamlets.totals_by_year(workspace) == {2025: 222}
    assert hamlets.years_with_totals(workspace) == [2024, 2025]
    assert integrity.check(workspace).ok


@pytest.mark.parametrize("number", [-1, 100_001])
def test_impossible_totals_are_refused(workspace, number):
    made = hamlets.add(workspace, "Tân Tiến")
    assert codes(hamlets.set_total, workspace, made.id, 2025, number) == {("households", "TH-06")}
    assert hamlets.totals(workspace, 2025) == {}


def test_several_hamlets_are_added_by_their_names_with_or_without_their_kind(workspace):
    added = hamlets.add_named(workspace, "thôn Tân Tiến, Ấp Gòn 1; Đá Bàn\nTân tiến,,")
    assert [(one.kind, one.name) for one in added] == [("Thôn", "Tân Tiến"), ("Ấp", "Gòn 1"), ("Thôn", "Đá Bàn")]
    assert hamlets.add_named(workspace, "Đá Bàn") == []


def test_naming_no_hamlet_is_refused(workspace):
    with pytest.raises(InvalidInput) as caught:
        hamlets.add_named(workspace, " , ")
    assert caught.value.problems[0].code == "TH-02"
