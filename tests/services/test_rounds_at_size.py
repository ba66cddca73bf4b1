"""A round over the households of a large commune: read in one pass, decided in one step."""

import time

import pytest

from sinhke_desktop.domain.household import HEAD, Household, Member
from sinhke_desktop.domain.operations import CREATE
from sinhke_desktop.domain.review import PovertyClass, ResultStatus, Review, ReviewKind
from sinhke_desktop.domain.round_forms import DecisionInput
from sinhke_desktop.domain.round_state import HouseholdState
from sinhke_desktop.services import (
    hamlets,
    round_board,
    round_decisions,
    round_list,
    round_results,
    round_survey,
    rounds,
)
from sinhke_desktop.services.round_survey import SurveyInput
from sinhke_desktop.services.workspace import author
from sinhke_desktop.storage import households as stored_households
from sinhke_desktop.storage import journal
from sinhke_desktop.storage import reviews as stored_reviews

COUNT = 20_000
THREE = frozenset({"employment", "nutrition", "healthInsurance"})


def fill(workspace, count):
    """*count* households of four members in ten hamlets, all poor by the year before."""
    homes = [hamlets.add(workspace, f"Thôn {number}") for number in range(10)]
    drafts = []
    for number in range(count):
        members = tuple(
            Member(
                f"{number * 4 + place:016x}", place, f"Nguyễn Văn {number} {place}", HEAD if place == 1 else "Con trai"
            )
            for place in range(1, 5)
        )
        household = Household(f"{number:032x}", workspace.commune_code, homes[number % 10].id, members)
        fields = stored_households.household_fields(household)
        drafts.append(journal.Draft("household", household.id, fields, CREATE, new=True))
        review = Review(
            f"{number + 2**64:032x}", workspace.commune_code, household.id, 2024, status=ResultStatus.OFFICIAL,
            income_points=100, deprived=THREE,
        )  # fmt: skip
        drafts.append(journal.Draft("review", review.id, stored_reviews.review_fields(review), CREATE, new=True))
    with workspace.database.write() as connection:
        journal.save(connection, author(workspace), drafts)


@pytest.mark.slow
def test_a_round_of_twenty_thousand_households_is_read_decided_and_taken_back(workspace):
    fill(workspace, COUNT)
    took = {}

    def timed(name, work):
        began = time.perf_counter()
        result = work()
        took[name] = time.perf_counter() - began
        return result

    opened = rounds.open_round(workspace, ReviewKind.YEARLY, "2025")
    count, _step = timed("list", lambda: round_list.build_list(workspace, opened.id))
    assert count == COUNT
    typed = {
        f"{number:032x}": SurveyInput("150" if number % 4 else "110", THREE, surveyed_on="20/10/2025")
        for number in range(COUNT)
    }
    timed("survey", lambda: round_survey.survey(workspace, opened.id, typed))
    board = timed("board", lambda: round_board.read(workspace, opened.id))
    assert board.states == {HouseholdState.MEET: COUNT}
    found = timed("results", lambda: round_results.results(workspace, opened.id))
    assert found.total.now[PovertyClass.POOR] == COUNT // 4
    decision = DecisionInput("125/QĐ-UBND", "20/11/2025", "Trần Văn Ký", "Thử số lượng lớn")
    timed("decide", lambda: round_decisions.decide(workspace, opened.id, decision))
    assert round_board.read(workspace, opened.id).states == {HouseholdState.DECIDED: COUNT}
    assert timed("take back", lambda: round_decisions.take_back(workspace, opened.id, "Thử")) == COUNT + 1
    print({name: round(seconds, 1) for name, seconds in took.items()})
    assert took["board"] < 20
    assert took["results"] < 25
