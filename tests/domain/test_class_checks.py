"""Classes against points and indicators, as lists state them."""

from datetime import date

import pytest

from sinhke_desktop.domain.class_checks import ClassCheck, say_no_class, say_no_points
from sinhke_desktop.domain.commune import Area
from sinhke_desktop.domain.listed_values import Notes
from sinhke_desktop.domain.poverty import AreaLine, RuleSet
from sinhke_desktop.domain.review import INDICATORS, PovertyClass
from sinhke_desktop.domain.review_list import ListedHousehold, ListedMember

RULES = RuleSet(
    "VN-2022", "", "", date(2022, 1, 1), date(2026, 12, 31), {Area.RURAL: AreaLine(1_500_000, 140)}, 3, 10,
    tuple(INDICATORS),
)  # fmt: skip
COLUMNS = {"poverty_class": "J", "income_points": "K", "deprivation_points": "L"}
POOR, NEAR, NONE, ESCAPED = (
    PovertyClass.POOR, PovertyClass.NEAR_POOR, PovertyClass.NONE, PovertyClass.NEWLY_ESCAPED
)  # fmt: skip


def home(row=9, **given):
    return ListedHousehold(row, 1, (ListedMember(row, 1, "Lò A", "Chủ hộ"),), **given)


def said(household):
    notes = Notes()
    ClassCheck(COLUMNS, RULES, Area.RURAL, notes).look_at(household)
    return [(one.column, one.code, one.severity.value) for one in notes.problems]


@pytest.mark.parametrize(
    ("declared", "a", "b", "marked", "problems"),
    [
        (NEAR, 100, 20, 2, []),
        (POOR, 140, 30, 3, []),
        (POOR, 100, 20, 2, [("J", "PL-01", "error")]),
        (NEAR, 100, 30, 3, [("J", "PL-02", "error")]),
        (NEAR, 141, 20, 2, [("K", "PL-05", "error")]),
        (NONE, 150, 20, 2, []),
        (NONE, 100, 20, 2, [("J", "PL-09", "error")]),
        (ESCAPED, 100, 30, 3, [("J", "PL-09", "error")]),
        (ESCAPED, 150, 30, 3, []),
        (None, 100, 20, 2, []),
        (NEAR, 100, 30, 2, [("L", "PL-07", "warning")]),
        (NEAR, None, 20, 2, []),
        (NEAR, 100, None, 2, []),
        (POOR, 100, 20, None, [("J", "PL-01", "error")]),
        (NEAR, 100, 40, None, [("J", "PL-02", "error")]),
        (NEAR, 100, 15, None, [("L", "PL-07", "warning")]),
        (POOR, 100, 130, None, [("L", "PL-07", "warning")]),
        (POOR, 100, None, None, []),
    ],
)
def test_class_points_and_indicators_must_agree(declared, a, b, marked, problems):
    deprived = None if marked is None else frozenset(list(INDICATORS)[:marked])
    assert said(home(poverty_class=declared, income_points=a, deprivation_points=b, deprived=deprived)) == problems


def test_points_that_nearly_all_have_are_missed_in_the_others():
    homes = [home(row, income_points=None if row == 9 else 100) for row in range(5, 12)]
    notes = Notes()
    notes.error(10, "L", "PL-06", "")
    say_no_points(homes, COLUMNS, notes)
    assert [(one.row, one.column, one.code) for one in notes.problems[1:]] == [(9, "K", "PL-11")]


def test_a_class_is_missed_only_where_the_list_gives_one():
    homes = [home(row, poverty_class=POOR if row in (5, 6) else None) for row in range(5, 10)]
    for columns, rows in (
        (COLUMNS, [7, 8, 9]), ({"poor_mark": "F"}, []), ({}, []),
    ):  # fmt: skip
        notes = Notes()
        say_no_class(homes, columns, notes)
        assert [one.row for one in notes.problems] == rows
    notes = Notes()
    notes.error(8, "J", "PL-04", "")
    say_no_class(homes, COLUMNS, notes)
    assert [one.row for one in notes.problems] == [8, 7, 9]
