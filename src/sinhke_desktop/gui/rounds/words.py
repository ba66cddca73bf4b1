"""How a round is said on the page: tones of classes and states, the line of steps, what to do next. Knows no Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sinhke_desktop.domain.review import CLASS_NAMES, PovertyClass
from sinhke_desktop.domain.round_calendar import Deadline
from sinhke_desktop.domain.round_movement import MOVEMENT_NAMES, TURN_NAMES
from sinhke_desktop.domain.round_state import STATE_NAMES, HouseholdState, RoundStage
from sinhke_desktop.domain.rounds import ORIGIN_NAMES, SCREENING_NAMES, EntryOrigin
from sinhke_desktop.domain.vietnamese import fold
from sinhke_desktop.i18n import _
from sinhke_desktop.services import certificates
from sinhke_desktop.services.round_board import Board, BoardRow

COMPARE, DOUBTS = "compare", "doubts"
CLASS_TONES = {
    PovertyClass.POOR: "poor",
    PovertyClass.NEAR_POOR: "near-poor",
    PovertyClass.NEWLY_ESCAPED: "escaped",
}
STATE_TONES = {
    HouseholdState.AGAIN: "poor",
    HouseholdState.COMPLAINT: "poor",
    HouseholdState.RESURVEY: "poor",
    HouseholdState.READY: "escaped",
    HouseholdState.DECIDED: "escaped",
    HouseholdState.OUT: "neutral",
    HouseholdState.GONE: "neutral",
    HouseholdState.LEFT_OUT: "neutral",
}


def stage_names() -> dict[str, str]:
    """Section → its title, in the order of the work."""
    return {
        RoundStage.LIST: _("List"),
        RoundStage.SURVEY: _("Survey"),
        RoundStage.MEETING: _("Village meeting"),
        RoundStage.POSTING: _("Posting"),
        RoundStage.COMPLAINTS: _("Objections"),
        RoundStage.DECISION: _("Decision"),
        RoundStage.CERTIFICATES: _("Certificates"),
        DOUBTS: _("To look at again"),
        COMPARE: _("Two standards"),
    }


def class_word(poverty_class: PovertyClass | None) -> str:
    """The class in words; nothing where it is not known."""
    return "" if poverty_class in (None, PovertyClass.UNKNOWN) else CLASS_NAMES[PovertyClass(poverty_class)]


def class_tone(poverty_class: PovertyClass | None) -> str:
    """The tone of the class's pill."""
    if poverty_class in (None, PovertyClass.UNKNOWN):
        return ""
    return CLASS_TONES.get(PovertyClass(poverty_class), "neutral")


def state_word(row: BoardRow) -> str:
    """Where the household stands."""
    return STATE_NAMES[row.state]


def state_tone(row: BoardRow) -> str:
    """The tone of the state's pill."""
    return STATE_TONES.get(row.state, "near-poor")


def origin_word(row: BoardRow) -> str:
    """Why the household is on the list, with its request."""
    word = ORIGIN_NAMES[row.entry.origin]
    number = row.entry.request_number
    return _("{origin}, no. {number}").format(origin=word, number=number) if number else word


def screening_word(row: BoardRow) -> str:
    """The quick screen; a dash for households on the books."""
    return "–" if row.entry.origin is EntryOrigin.ON_BOOKS else SCREENING_NAMES[row.entry.screening]


def movement_word(row: BoardRow) -> str:
    """What the household left, else old, new or relapsed by the official result."""
    if row.current is not None and row.turn is not None:
        return TURN_NAMES[row.turn]
    how = row.official.movement if row.official is not None else None
    return MOVEMENT_NAMES[how] if how is not None else ""


def found_among(rows: Sequence[BoardRow], text: str, hamlet_id: str) -> list[BoardRow]:
    """The rows of a hamlet (or of all) whose head's name holds every word of *text*; accents do not matter."""
    words = fold(text).split()
    return [
        row for row in rows if hamlet_id in ("", row.hamlet_id) and all(word in fold(row.head_name) for word in words)
    ]


@dataclass(frozen=True, slots=True)
class StageWord:
    """One step of the line: title, what is left in it, and where it stands (``done``, ``now``, ``later``)."""

    stage: RoundStage
    name: str
    detail: str
    state: str


def stage_line(board: Board) -> list[StageWord]:
    """The seven steps of the round with what is left in each."""
    left = _left(board)
    decided = bool(board.round.decision_number)
    names = stage_names()
    first = next((stage for stage in RoundStage if left[stage]), RoundStage.CERTIFICATES)
    found = []
    for stage in RoundStage:
        early = list(RoundStage).index(stage) < list(RoundStage).index(first)
        state = "now" if stage is first and (left[stage] or not decided) else "done" if early or decided else "later"
        if stage is first and not left[stage]:
            state = "done"
        detail = _("{count} left").format(count=left[stage]) if left[stage] and board.rows else ""
        if stage is RoundStage.LIST and board.rows and not detail:
            detail = _("{count} households").format(count=len(board.rows))
        if stage is RoundStage.DECISION and decided:
            detail = board.round.decision_number
        found.append(StageWord(stage, names[stage], detail, state))
    return found


def _left(board: Board) -> dict[RoundStage, int]:
    """Stage → how many households it still has to do; the decision counts as one."""
    decided = bool(board.round.decision_number)
    states: Mapping[HouseholdState, int] = {} if decided else board.states
    count = states.get
    return {
        RoundStage.LIST: (0 if board.rows else 1) + count(HouseholdState.SCREEN, 0),
        RoundStage.SURVEY: sum(
            count(one, 0) for one in (HouseholdState.SURVEY, HouseholdState.AGAIN, HouseholdState.RESURVEY)
        ),
        RoundStage.MEETING: count(HouseholdState.MEET, 0),
        RoundStage.POSTING: count(HouseholdState.POST, 0) + count(HouseholdState.ON_DISPLAY, 0),
        RoundStage.COMPLAINTS: count(HouseholdState.COMPLAINT, 0),
        RoundStage.DECISION: 0 if decided else count(HouseholdState.READY, 0),
        RoundStage.CERTIFICATES: len(certificates.to_issue(board)) + len(certificates.to_withdraw(board)),
    }


def next_section(board: Board) -> RoundStage:
    """Where the next thing is to be done."""
    return next((one.stage for one in stage_line(board) if one.state == "now"), RoundStage.CERTIFICATES)


def next_words(board: Board) -> str:
    """The words of the button that leads to the next thing to do."""
    return {
        RoundStage.LIST: _("Make the list") if not board.rows else _("Screen who applied"),
        RoundStage.SURVEY: _("Enter surveys"),
        RoundStage.MEETING: _("Record a meeting"),
        RoundStage.POSTING: _("Hang the list out"),
        RoundStage.COMPLAINTS: _("Answer objections"),
        RoundStage.DECISION: _("Decide"),
        RoundStage.CERTIFICATES: _("Issue certificates"),
    }[next_section(board)]


def missing_words(board: Board) -> str:
    """What stands against the decision, in one line."""
    return " ".join(one.text for one in board.missing)


def deadline_words(deadlines: Sequence[Deadline], round_id: str = "") -> str:
    """The near and overdue deadlines, of one round where it is named; soonest first."""
    near = [one for one in deadlines if one.near and round_id in ("", one.round_id)]
    return "\n".join(f"{one.text}: {one.due_on:%d/%m/%Y} ({one.when})" for one in near[:3])
