"""Days typed short from a paper."""

from datetime import date

import pytest

from sinhke_desktop.domain.short_days import full_day

TODAY = date(2025, 11, 20)


@pytest.mark.parametrize(
    ("typed", "day"),
    [("14", date(2025, 11, 14)), ("20", TODAY), ("21", date(2025, 10, 21)), ("31", date(2025, 10, 31)),
     ("14/10", date(2025, 10, 14)), ("1/12", date(2024, 12, 1)), ("1410", date(2025, 10, 14)),
     ("14.10", date(2025, 10, 14)), ("14/10/24", date(2024, 10, 14)), ("141024", date(2024, 10, 14)),
     ("14102024", date(2024, 10, 14)), ("14-10-2024", date(2024, 10, 14)), ("29/2", date(2024, 2, 29))],
)  # fmt: skip
def test_a_past_day_is_the_last_such_day(typed, day):
    assert full_day(typed, TODAY, ahead=False) == day


@pytest.mark.parametrize(
    ("typed", "day"),
    [("14", date(2025, 12, 14)), ("20", date(2025, 12, 20)), ("21", date(2025, 11, 21)), ("31", date(2025, 12, 31)),
     ("14/10", date(2026, 10, 14)), ("29/2", date(2028, 2, 29)), ("05/01/26", date(2026, 1, 5))],
)  # fmt: skip
def test_a_coming_day_is_the_next_such_day(typed, day):
    assert full_day(typed, TODAY, ahead=True) == day


@pytest.mark.parametrize("typed", ["", None, "32", "31/2", "30/2/2025", "hôm nay", "0", "14/13", TODAY.isoformat()])
def test_what_is_no_such_day_stays_as_it_was_typed(typed):
    assert full_day(typed, TODAY, ahead=False) == typed
