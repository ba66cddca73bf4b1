"""Histories that no honest machine writes end in a refusal, not in a program that never answers."""

import pytest

from sinhke_desktop.domain import lineage
from sinhke_desktop.domain.operations import CHANGE, Operation, Tangled, fields_from, fold


def operation(number: int, *base: int) -> Operation:
    return Operation(
        f"{number:032x}", "22828", "hamlet", "1" * 32, CHANGE, tuple(f"{one:032x}" for one in base),
        {"name": f"Thôn {number}"}, "Lê Thị Thử", "2025", "0" * 32,
    )  # fmt: skip


@pytest.mark.parametrize(
    "circle",
    [
        [operation(1, 1)],
        [operation(1, 2), operation(2, 1)],
        [operation(1), operation(2, 1, 4), operation(3, 2), operation(4, 3)],
    ],
)
def test_operations_that_replace_each_other_in_a_circle_are_refused(circle):
    with pytest.raises(Tangled):
        fold(circle)
    with pytest.raises(Tangled):
        fields_from(circle, {circle[0].uid})


def test_more_concurrent_operations_than_any_history_has_are_refused(monkeypatch):
    monkeypatch.setattr(lineage, "MOST_CONCURRENT", 3)
    assert len(fold([operation(number) for number in range(3)]).heads) == 3
    with pytest.raises(Tangled):
        fold([operation(number) for number in range(4)])


def test_a_long_line_is_no_tangle(monkeypatch):
    monkeypatch.setattr(lineage, "MOST_CONCURRENT", 3)
    line = [operation(0), *(operation(number, number - 1) for number in range(1, 50))]
    assert fold(line).fields == {"name": "Thôn 49"}


def test_thousands_of_concurrent_operations_are_folded_without_hours_or_gigabytes():
    two_lines = [operation(0), operation(1)]
    two_lines += [operation(number, number - 2) for number in range(2, 4_000)]
    state = fold(two_lines)
    assert state.heads == (f"{3_998:032x}", f"{3_999:032x}")
    assert [value for _, value in state.conflicts[0].choices] == ["Thôn 3998", "Thôn 3999"]
