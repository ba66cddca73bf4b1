"""Two machines of one commune open the same round apart; joined, there is one round and one list."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from sinhke_desktop.domain.commune import Area
from sinhke_desktop.domain.household import HEAD, HouseholdInput, MemberInput
from sinhke_desktop.domain.review import ReviewKind
from sinhke_desktop.domain.round_forms import DecisionInput
from sinhke_desktop.paths import folders
from sinhke_desktop.services import (
    communes,
    hamlets,
    households,
    reviews,
    round_board,
    round_decisions,
    round_list,
    round_survey,
    rounds,
    units,
)
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.services.reviews import ReviewInput
from sinhke_desktop.services.round_survey import SurveyInput
from sinhke_desktop.storage import journal


@pytest.fixture
def other(tmp_path):
    """A second store of the same commune."""
    created = workspaces.create(folders(tmp_path / "máy hai"), "mật-khẩu-thử-2")
    ready = replace(created.workspace, clock=lambda: datetime(2025, 11, 20, 3, 0, tzinfo=UTC))
    ready = communes.set_up(ready, units.unit("22828"), Area.RURAL, "2023-2025", "Trần Thị Hai")
    yield ready
    workspaces.close(ready)


def tell(teller, hearer):
    """Everything that *teller* wrote itself reaches *hearer*."""
    with teller.database.read() as connection:
        written = journal.operations_after(connection, journal.place(connection).epoch, 0)
    with hearer.database.write() as connection:
        return journal.receive(connection, written)


def test_both_speak_of_the_same_round_entries_and_official_results(workspace, other):
    hamlet = hamlets.add(workspace, "Tân Tiến")
    household = households.register(
        workspace, HouseholdInput(hamlet.id, (MemberInput("Hồ Thị Lan", HEAD, "female", "1979", "Kinh"),))
    )
    typed = ReviewInput(household.id, "2024", status="official", income_points="100")
    reviews.record(workspace, typed)
    tell(workspace, other)
    for one in (workspace, other):
        made = rounds.open_round(one, ReviewKind.YEARLY, "2025")
        assert round_list.build_list(one, made.id)[0] == 1
        round_survey.survey(one, made.id, {household.id: SurveyInput("120", surveyed_on="20/10/2025")})
        typed_decision = DecisionInput("1/QĐ-UBND", "20/11/2025", "Trần Văn Ký", "Thử hai máy")
        round_decisions.decide(one, made.id, typed_decision)
    assert tell(other, workspace).conflicts == 0
    assert len(rounds.all_rounds(workspace)) == 1
    (row,) = round_board.read(workspace, made.id).rows
    assert row.official is not None
    with workspace.database.read() as connection:
        mine = journal.state_hash(connection)
    tell(workspace, other)
    with other.database.read() as connection:
        assert journal.state_hash(connection) == mine


def test_different_answers_show_as_a_conflict_and_not_as_two_records(workspace, other):
    hamlet = hamlets.add(workspace, "Tân Tiến")
    head = MemberInput("Hồ Thị Lan", HEAD, "female", "1979", "Kinh")
    household = households.register(workspace, HouseholdInput(hamlet.id, (head,)))
    tell(workspace, other)
    for one, points in ((workspace, "120"), (other, "130")):
        made = rounds.open_round(one, ReviewKind.YEARLY, "2025")
        round_list.propose(one, made.id, household.id)
        round_survey.survey(one, made.id, {household.id: SurveyInput(points, surveyed_on="20/10/2025")})
    assert tell(other, workspace).conflicts > 0
    assert len(round_board.read(workspace, made.id).rows) == 1
