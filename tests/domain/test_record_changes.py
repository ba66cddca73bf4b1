"""What became of a record, and the numbers of it by kind."""

import pytest

from sinhke_desktop.domain.record_changes import How, KindCount, as_values, counted, from_values, how_changed, together


@pytest.mark.parametrize(
    ("before", "after", "how"),
    [
        (None, True, How.NEW),
        (True, True, How.CHANGED),
        (False, True, How.RESTORED),
        (True, False, How.REMOVED),
        (True, None, How.REMOVED),
        (None, False, None),
        (False, False, None),
        (False, None, None),
        (None, None, None),
    ],
)
def test_a_record_is_told_by_both_sides(before: bool | None, after: bool | None, how: How | None) -> None:
    assert how_changed(before, after) is how


def test_records_are_counted_by_kind_and_untouched_kinds_left_out() -> None:
    touched = {"household": ["a", "b", "c", "d"], "visit": ["e"]}
    before = {"b": True, "c": True, "d": False}
    after = {"a": True, "b": True, "c": False, "d": True, "e": False}
    counts = counted(touched, before, after, {"b"})
    assert counts == {"household": KindCount(new=1, changed=2, removed=1, conflicts=1)}
    assert from_values(as_values(counts)) == counts
    assert together(counts, counts, {"visit": KindCount(new=1)}) == {
        "household": KindCount(2, 4, 2, 2),
        "visit": KindCount(new=1),
    }
