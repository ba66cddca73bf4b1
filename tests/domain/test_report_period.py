"""The periods of reports: keys, names, days, neighbours, and what people type."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinhke_desktop.domain.report_period import (
    KIND_NAMES,
    PeriodKind,
    ReportPeriod,
    parse_period,
    period_of,
    review_period,
)

CALENDAR = (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF, PeriodKind.YEAR)
DAYS = st.dates(date(2001, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("typed", "key", "name", "first", "last"),
    [
        ("2025-10", "2025-10", "tháng 10 năm 2025", date(2025, 10, 1), date(2025, 10, 31)),
        ("02/2024", "2024-02", "tháng 02 năm 2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("tháng 9 năm 2025", "2025-09", "tháng 9 năm 2025", date(2025, 9, 1), date(2025, 9, 30)),
        ("Tháng 9/2025", "2025-09", "tháng 9 năm 2025", date(2025, 9, 1), date(2025, 9, 30)),
        ("2025-Q3", "2025-Q3", "quý III năm 2025", date(2025, 7, 1), date(2025, 9, 30)),
        ("quy 3/2025", "2025-Q3", "quý III năm 2025", date(2025, 7, 1), date(2025, 9, 30)),
        ("Quý IV năm 2025", "2025-Q4", "quý IV năm 2025", date(2025, 10, 1), date(2025, 12, 31)),
        ("quý i/2025", "2025-Q1", "quý I năm 2025", date(2025, 1, 1), date(2025, 3, 31)),
        ("2025-H1", "2025-H1", "6 tháng đầu năm 2025", date(2025, 1, 1), date(2025, 6, 30)),
        ("6 thang cuoi nam 2025", "2025-H2", "6 tháng cuối năm 2025", date(2025, 7, 1), date(2025, 12, 31)),
        ("sáu tháng đầu 2025", "2025-H1", "6 tháng đầu năm 2025", date(2025, 1, 1), date(2025, 6, 30)),
        ("2025", "2025", "năm 2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("năm 2025", "2025", "năm 2025", date(2025, 1, 1), date(2025, 12, 31)),
    ],
)
def test_keys_and_what_people_type_name_the_same_period(typed, key, name, first, last) -> None:
    found = parse_period(typed)
    assert isinstance(found, ReportPeriod)
    assert (found.key, found.name, found.first, found.last) == (key, name, first, last)
    assert parse_period(found.key) == found


@pytest.mark.parametrize(("typed", "kind"), [
    ("interim", PeriodKind.INTERIM), ("Sơ kết", PeriodKind.INTERIM), ("giữa kỳ", PeriodKind.INTERIM),
    ("final", PeriodKind.FINAL), ("tổng kết", PeriodKind.FINAL),
])  # fmt: skip
def test_a_review_is_known_by_its_kind_alone(typed, kind) -> None:
    assert parse_period(typed) is kind


@pytest.mark.parametrize("typed", ["", "13/2025", "2025-13", "2025-Q5", "quý 5/2025", "2025-H3", "tháng này", "0/2025",
                                   "6 tháng giữa năm 2025", "20255"])  # fmt: skip
def test_anything_else_is_refused(typed) -> None:
    with pytest.raises(ValueError):
        parse_period(typed)


@given(DAYS, st.sampled_from(CALENDAR))
def test_periods_of_a_kind_lie_end_to_end_and_keep_their_key(day, kind) -> None:
    found = period_of(kind, day)
    assert found.holds(day)
    assert not found.holds(None)
    after, before = found.after, found.before
    assert after is not None
    assert before is not None
    assert after.first == found.last + timedelta(days=1)
    assert before.last == found.first - timedelta(days=1)
    assert (after.before, before.after) == (found, found)
    assert parse_period(found.key) == found
    assert len(found.key) <= 7
    assert len(found.months) == {"month": 1, "quarter": 3, "half-year": 6, "year": 12}[kind]
    assert found.review == ""


def test_a_review_runs_from_the_start_and_has_no_neighbours() -> None:
    found = review_period(PeriodKind.INTERIM, date(2024, 6, 19), date(2025, 6, 20))
    assert (found.key, found.before, found.after) == ("interim", None, None)
    assert found.name == "từ ngày 19/06/2024 đến ngày 20/06/2025"
    assert (found.months[0], found.months[-1], len(found.months)) == ("2024-06", "2025-06", 13)
    assert (found.review, found.noun) == ("sơ kết", "giai đoạn")
    early = review_period(PeriodKind.FINAL, date(2024, 6, 19), date(2024, 1, 1))
    assert (early.first, early.last, early.review) == (date(2024, 1, 1), date(2024, 1, 1), "tổng kết")


def test_every_kind_has_a_name_and_a_noun() -> None:
    assert set(KIND_NAMES) == set(PeriodKind)
    nouns = {kind: period_of(kind, date(2025, 5, 5)).noun for kind in CALENDAR}
    assert list(nouns.values()) == ["tháng", "quý", "6 tháng", "năm"]
