"""What the line of steps says, and where the main button leads, in every standing of a round."""

from collections import Counter
from datetime import date

import pytest

from sinhke_desktop.domain.commune import Area
from sinhke_desktop.domain.review import PovertyClass, ReviewKind
from sinhke_desktop.domain.round_calendar import Deadline
from sinhke_desktop.domain.round_state import HouseholdState, RoundStage
from sinhke_desktop.domain.rounds import EntryOrigin, ReviewRound, RoundEntry
from sinhke_desktop.gui.rounds import words
from sinhke_desktop.gui.rounds.survey_sheet import lacking_keys, lacking_text
from sinhke_desktop.services.round_board import Board, BoardRow

KEYS = ["employment", "dependentPerson", "nutrition"]


def board(*states, decided=""):
    opened = ReviewRound(
        "r", "22828", 2025, ReviewKind.YEARLY, "", date(2025, 9, 1), date(2025, 12, 14), "VN-2022",
        decision_number=decided,
    )  # fmt: skip
    unknown = PovertyClass.UNKNOWN
    rows = tuple(
        BoardRow(
            RoundEntry(f"e{at}", "22828", "r", f"h{at}", EntryOrigin.ON_BOOKS), f"Hộ {at}", "t", "Tân Tiến", 4, state,
            unknown, None, unknown, None, unknown, None, None, None, None, (),
        )
        for at, state in enumerate(states)
    )  # fmt: skip
    return Board(opened, rows, (), (), (), {}, {}, Area.RURAL, None, states=Counter(states))


@pytest.mark.parametrize(
    ("states", "stage"),
    [
        ((), RoundStage.LIST),
        ((HouseholdState.SCREEN, HouseholdState.READY), RoundStage.LIST),
        ((HouseholdState.SURVEY, HouseholdState.MEET), RoundStage.SURVEY),
        ((HouseholdState.AGAIN, HouseholdState.POST), RoundStage.SURVEY),
        ((HouseholdState.RESURVEY, HouseholdState.READY), RoundStage.SURVEY),
        ((HouseholdState.MEET, HouseholdState.READY), RoundStage.MEETING),
        ((HouseholdState.POST, HouseholdState.READY), RoundStage.POSTING),
        ((HouseholdState.ON_DISPLAY, HouseholdState.READY), RoundStage.POSTING),
        ((HouseholdState.COMPLAINT, HouseholdState.READY), RoundStage.COMPLAINTS),
        ((HouseholdState.READY, HouseholdState.OUT), RoundStage.DECISION),
    ],
)
def test_the_first_step_with_something_left_is_now_and_those_before_are_done(states, stage):
    shown = board(*states)
    line = words.stage_line(shown)
    at = list(RoundStage).index(stage)
    assert [one.state for one in line] == ["done"] * at + ["now"] + ["later"] * (len(line) - at - 1)
    assert words.next_section(shown) is stage
    assert words.next_words(shown)


def test_a_decided_round_without_certificates_to_write_is_done_all_along():
    line = words.stage_line(board(HouseholdState.DECIDED, decided="1/QĐ-UBND"))
    assert {one.state for one in line} == {"done"}


def test_rows_are_found_without_accents_and_by_hamlet():
    rows = board(HouseholdState.SURVEY, HouseholdState.SURVEY).rows
    assert [row.head_name for row in words.found_among(rows, "ho 1", "")] == ["Hộ 1"]
    assert words.found_among(rows, "", "khác") == []


def test_only_near_deadlines_of_the_round_are_said():
    due = [
        Deadline("round", "Công nhận", date(2025, 12, 14), 5, "r"),
        Deadline("round", "Xa", date(2025, 12, 14), 50, "r"),
        Deadline("round", "Khác", date(2025, 12, 14), 5, "s"),
    ]
    assert words.deadline_words(due, "r").count("\n") == 0
    assert "Công nhận" in words.deadline_words(due, "r")


@pytest.mark.parametrize("text", ["1 3", "1,3", "1; 3", " 3 1 ", "1.3"])
def test_lacking_indicators_are_typed_as_numbers_in_any_way(text):
    assert lacking_keys(text, KEYS) == {"employment", "nutrition"}


@pytest.mark.parametrize("text", ["0", "4", "a", "1 x", "-1", "1 ²"])
def test_numbers_outside_the_form_are_not_taken(text):
    assert lacking_keys(text, KEYS) is None


def test_the_numbers_come_back_as_typed():
    assert lacking_text(frozenset({"nutrition", "employment"}), KEYS) == "1 3"
    assert lacking_keys("", KEYS) == frozenset()
