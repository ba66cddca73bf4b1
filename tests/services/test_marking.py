"""One mark for many households."""

import pytest

from sinhke_desktop.errors import InvalidInput
from sinhke_desktop.services import households, marking
from sinhke_desktop.storage import journal


def state(workspace):
    with workspace.database.read() as connection:
        return journal.state_hash(connection)


def test_a_mark_is_set_for_all_and_taken_back_leaves_the_state_as_it_was(village):
    workspace, ids = village
    some = list(ids.values())[:3]
    before = state(workspace)
    changed = marking.mark(workspace, [*some, some[0]], "cannot_escape", "yes", " Bệnh  nặng ")
    assert [one.household_id for one in changed] == some
    stored = households.get(workspace, some[1])
    assert (stored.cannot_escape, stored.cannot_escape_reason) == ("yes", "Bệnh nặng")
    assert marking.mark(workspace, some, "cannot_escape", "yes", "Bệnh nặng") == []
    marking.unmark(workspace, changed, "hoàn tác")
    assert state(workspace) == before


def test_no_takes_the_reason_away(village):
    workspace, ids = village
    one = ids["Lê Văn Bình"]
    marking.mark(workspace, [one], "no_labour", "yes", "Già yếu")
    marking.mark(workspace, [one], "no_labour", "no")
    stored = households.get(workspace, one)
    assert (stored.no_labour, stored.no_labour_reason) == ("no", "")


@pytest.mark.parametrize(
    ("name", "value", "reason", "code"),
    [("no_labour", "yes", " ", "HO-07"), ("restricted", "yes", "x", "DD-01"), ("local_minority", "maybe", "", "DD-01")],
)
def test_what_may_not_be_marked_changes_nothing(village, name, value, reason, code):
    workspace, ids = village
    before = state(workspace)
    with pytest.raises(InvalidInput) as refused:
        marking.mark(workspace, list(ids.values()), name, value, reason)
    assert [problem.code for problem in refused.value.problems] == [code]
    assert state(workspace) == before


def test_households_in_the_recycle_bin_are_left_alone(village):
    workspace, ids = village
    one, other = list(ids.values())[:2]
    households.remove(workspace, one, "trùng")
    changed = marking.mark(workspace, [one, other], "local_minority", "yes")
    assert [before.household_id for before in changed] == [other]
