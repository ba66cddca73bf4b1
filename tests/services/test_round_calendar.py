"""When rounds open and end, working days, and what is left of them."""

from datetime import date, timedelta

import pytest

from sinhke_desktop.domain import round_calendar
from sinhke_desktop.domain.round_calendar import Deadline
from sinhke_desktop.services.review_process import ProcessFileWrong, process, read_process

WEDNESDAY = date(2025, 11, 12)


def test_the_shipped_constants_are_those_of_decision_24_2021():
    constants = process()
    assert round_calendar.yearly_window(constants, 2026) == (date(2026, 9, 1), date(2026, 12, 14))
    assert round_calendar.ad_hoc_window(constants, "2026-02") == (date(2026, 2, 15), date(2026, 3, 2))
    assert (constants.agreement_percent, constants.minutes_copies) == (50, 2)
    assert constants.certificate_suffix == "/GCN-HN.HCN"


def test_what_could_not_be_verified_carries_a_mark():
    assert {"posting_working_days", "complaint_working_days", "working_days"} <= set(process().unverified)


@pytest.mark.parametrize(
    ("count", "ends"),
    [
        (0, WEDNESDAY),
        (1, date(2025, 11, 13)),
        (2, date(2025, 11, 14)),
        (3, date(2025, 11, 17)),
        (8, date(2025, 11, 24)),
    ],
)
def test_working_days_leave_saturdays_and_sundays_out(count, ends):
    assert round_calendar.after_working_days(WEDNESDAY, count) == ends
    assert round_calendar.working_days_between(WEDNESDAY, ends) == count


def test_counting_working_days_and_adding_them_agree_from_every_weekday():
    for offset in range(7):
        first = WEDNESDAY + timedelta(days=offset)
        for count in range(30):
            assert round_calendar.working_days_between(first, round_calendar.after_working_days(first, count)) == count


def test_a_deadline_is_near_in_its_last_week_and_overdue_after_its_day():
    def left(days):
        one = Deadline("round", "", WEDNESDAY, days)
        return one.near, one.overdue

    assert [left(days) for days in (8, 7, 0, -1)] == [(False, False), (True, False), (True, False), (True, True)]


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("agreement_percent = 50", "agreement_percent = 0", "agreement_percent"),
        ("agreement_percent = 50", "agreement_percent = 150", "agreement_percent"),
        ("day = 14, month = 12", "day = 14, month = 13", "yearly_ends"),
        ("day = 14, month = 12", "day = 14, month = 8", "yearly_ends"),
        ("ad_hoc_day = 15", "ad_hoc_day = 31", "ad_hoc_day"),
        ("minutes_copies = 2", "minutes_copies = true", "minutes_copies"),
        ("minutes_copies = 2", "minutes_copys = 2", "minutes_copys"),
        ("minutes_copies = 2", "minutes_copies = ", "line"),
    ],
)
def test_a_wrong_file_of_constants_is_refused_with_what_is_wrong(tmp_path, old, new, named):
    from sinhke_desktop.paths import resource

    text = resource("process", "review-2021.toml").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "sai.toml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(ProcessFileWrong) as error:
        read_process(path)
    assert "sai.toml" in error.value.message
    assert named in error.value.message
