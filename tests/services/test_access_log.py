"""Tests of the access log: what is written, found again, and deleted after its term."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from sinhke_desktop.domain.access import Action
from sinhke_desktop.errors import InvalidInput
from sinhke_desktop.services import privacy


def at(workspace, *moment):
    return replace(workspace, clock=lambda: datetime(*moment, tzinfo=UTC))


def test_an_access_is_kept_with_officer_time_and_what_was_done(workspace):
    privacy.note_access(workspace, Action.OPENED, "a" * 32, "citizen_id", " Sổ  hộ ")

    (entry,) = privacy.accesses(workspace)
    assert (entry.at, entry.officer, entry.action) == ("2025-11-20T03:00:00+00:00", "Nguyễn Thị Thử", "opened")
    assert (entry.household_id, entry.fields, entry.detail) == ("a" * 32, "citizen_id", "Sổ hộ")
    assert entry.words == "Mở hồ sơ"


def test_the_log_is_filtered_by_day_in_vietnam_action_officer_and_household(workspace):
    privacy.note_access(at(workspace, 2025, 11, 19, 16, 59), Action.OPENED, "a" * 32)
    privacy.note_access(at(workspace, 2025, 11, 19, 17, 0), Action.PRINTED, "a" * 32)
    privacy.note_accesses(replace(workspace, officer="Lê Văn Hai"), Action.PRINTED, ["b" * 32, "c" * 32])

    day = date(2025, 11, 20)
    assert len(privacy.accesses(workspace)) == 4
    assert [one.household_id[0] for one in privacy.accesses(workspace, since=day)] == ["c", "b", "a"]
    assert [one.action for one in privacy.accesses(workspace, until=date(2025, 11, 19))] == ["opened"]
    assert len(privacy.accesses(workspace, actions=[Action.PRINTED], officer="Nguyễn Thị Thử")) == 1
    assert len(privacy.accesses(workspace, household_id="a" * 32, limit=1)) == 1
    assert privacy.officers(workspace) == ["Lê Văn Hai", "Nguyễn Thị Thử"]


def test_purging_deletes_only_what_is_older_than_the_term_and_says_so(workspace):
    privacy.note_access(at(workspace, 2023, 10, 31, 16, 0), Action.OPENED)
    privacy.note_access(at(workspace, 2023, 10, 31, 18, 0), Action.OPENED)

    assert privacy.past_term(workspace) == 1
    assert privacy.purge(workspace) == 1
    assert [(one.action, one.detail) for one in privacy.accesses(workspace)] == [("purged", "1"), ("opened", "")]
    assert privacy.purge(workspace) == 0


def test_the_term_is_chosen_within_reason(workspace):
    assert privacy.months_kept(workspace) == 24
    privacy.keep_months(workspace, 12)
    assert privacy.months_kept(workspace) == 12
    with pytest.raises(InvalidInput):
        privacy.keep_months(workspace, 1)


def test_the_log_is_no_part_of_the_journal(workspace):
    from sinhke_desktop.storage import journal

    with workspace.database.read() as connection:
        before = journal.count_operations(connection)
    privacy.note_access(workspace, Action.OPENED, "a" * 32)
    with workspace.database.read() as connection:
        assert journal.count_operations(connection) == before
