"""The list to review: everybody on the commune's books, who applied, whom the hamlets propose; the quick screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sinhke_desktop.domain.poverty import current_class
from sinhke_desktop.domain.review import PovertyClass, Review
from sinhke_desktop.domain.round_forms import required_reason
from sinhke_desktop.domain.rounds import EntryOrigin, ReviewRound, RoundEntry, Screening
from sinhke_desktop.domain.typed_values import Typed, derived_id, judged_day, typed_text
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.i18n import _
from sinhke_desktop.services import round_board, round_steps
from sinhke_desktop.services.reviews import Classes
from sinhke_desktop.services.round_board import Board, BoardRow
from sinhke_desktop.services.rounds import undecided
from sinhke_desktop.services.workspace import Workspace, today
from sinhke_desktop.storage import households as stored_households
from sinhke_desktop.storage import records
from sinhke_desktop.storage import reviews as stored_reviews
from sinhke_desktop.storage import rounds as stored
from sinhke_desktop.storage.rounds import Connection, drafts_of_records

ON_THE_BOOKS = (PovertyClass.POOR, PovertyClass.NEAR_POOR)


def entry_id(round_id: str, household_id: str) -> str:
    """The id of a household's place on a round's list, the same on every machine."""
    return derived_id("round_entry", round_id, household_id)


def on_the_books(
    workspace: Workspace, connection: Connection, round_: ReviewRound, *, newly_escaped: bool = False
) -> list[str]:
    """The households that were poor or near-poor when the round began, by id.

    One without any result from before counts by its first result, so that a commune's first list can be reviewed too.
    """
    wanted = {*ON_THE_BOOKS, *([PovertyClass.NEWLY_ESCAPED] if newly_escaped else [])}
    before = round_board.classes_before(workspace, connection, round_)
    classes = Classes(workspace)
    first: dict[str, Review] = {}
    for review in stored_reviews.all_reviews(connection, round_.commune_code):
        if review.household_id not in before:
            first.setdefault(review.household_id, review)
    for household_id, review in first.items():
        before[household_id] = current_class([(review, classes.of(review))], review.as_of)
    lines = stored.household_lines(connection, round_.commune_code)
    return sorted(one for one, its in before.items() if its in wanted and one in lines and lines[one].alive)


def build_list(workspace: Workspace, round_id: str, *, newly_escaped: bool = False) -> tuple[int, str]:
    """Put everybody on the books on the list; returns how many came on it and the step.

    Who is on it already, or was taken off with a reason, stays as it is.
    """
    with workspace.database.write() as connection:
        round_ = undecided(connection, round_id)
        ids = on_the_books(workspace, connection, round_, newly_escaped=newly_escaped)
        wanted = [
            RoundEntry(entry_id(round_id, one), workspace.commune_code, round_id, one, EntryOrigin.ON_BOOKS)
            for one in ids
        ]
        known = stored.known_ids(connection, RoundEntry, [one.id for one in wanted])
        new = [one for one in wanted if one.id not in known]
        return len(new), round_steps.save(workspace, connection, drafts_of_records(connection, new))


def apply_for(
    workspace: Workspace, round_id: str, household_id: str, on: Typed, request_number: str = ""
) -> tuple[RoundEntry, str]:
    """Put a household that handed in a request on the list; raises InvalidInput (RD-04 where it is on it)."""
    problems: list[Problem] = []
    day = judged_day(on, "applied_on", problems, required=True, latest=today(workspace))
    if problems:
        raise InvalidInput(problems)
    number = typed_text(request_number)
    return _add(workspace, round_id, household_id, EntryOrigin.APPLIED, applied_on=day, request_number=number)


def propose(workspace: Workspace, round_id: str, household_id: str, note: str = "") -> tuple[RoundEntry, str]:
    """Put a household that its hamlet proposes on the list; raises InvalidInput (RD-04)."""
    return _add(workspace, round_id, household_id, EntryOrigin.PROPOSED, note=typed_text(note))


def _add(
    workspace: Workspace, round_id: str, household_id: str, origin: EntryOrigin, **fields: object
) -> tuple[RoundEntry, str]:
    with workspace.database.write() as connection:
        undecided(connection, round_id)
        if not household_id or stored_households.get_household(connection, household_id).removed:
            raise InvalidInput([Problem("household_id", _("Choose the household."), "MH-02")])
        entry = RoundEntry(entry_id(round_id, household_id), workspace.commune_code, round_id, household_id, origin)
        known = records.find(connection, RoundEntry, entry.id)
        if known is not None and not known.removed:
            raise InvalidInput([Problem("household_id", _("This household is on the list already."), "RD-04")])
        entry = replace(entry, **fields)  # type: ignore[arg-type]
        return entry, round_steps.save(workspace, connection, drafts_of_records(connection, [entry]))


def take_off(workspace: Workspace, round_id: str, household_ids: Sequence[str], reason: str) -> str:
    """Take households off the list with a reason; returns the step."""
    problems: list[Problem] = []
    why = required_reason(reason, "reason", problems)
    if problems:
        raise InvalidInput(problems)
    with workspace.database.write() as connection:
        undecided(connection, round_id)
        gone = [replace(entry, removed=True) for entry in _entries(connection, round_id, household_ids)]
        return round_steps.save(workspace, connection, drafts_of_records(connection, gone, why))


def _entries(connection: Connection, round_id: str, household_ids: Sequence[str]) -> list[RoundEntry]:
    return [records.get(connection, RoundEntry, entry_id(round_id, one)) for one in household_ids]


def screen(
    workspace: Workspace, round_id: str, household_ids: Sequence[str], outcome: Screening, reason: str = ""
) -> str:
    """Note the quick screen (phiếu A); OUT needs a reason. Households on the books are always surveyed (RD-08)."""
    problems: list[Problem] = []
    why = required_reason(reason, "reason", problems) if outcome is Screening.OUT else typed_text(reason)
    if problems:
        raise InvalidInput(problems)
    with workspace.database.write() as connection:
        undecided(connection, round_id)
        entries = _entries(connection, round_id, household_ids)
        if any(one.origin is EntryOrigin.ON_BOOKS for one in entries):
            text = _("Households on the commune's books are surveyed without a quick screen.")
            raise InvalidInput([Problem("household_id", text, "RD-08")])
        changed: list[records.Record] = []
        for one in entries:
            kept = outcome is Screening.OUT
            changed.append(
                replace(
                    one,
                    screening=outcome,
                    screening_reason=why,
                    refused_on=one.refused_on if kept else None,
                    refusal_reason=one.refusal_reason if kept else "",
                )
            )
        return round_steps.save(workspace, connection, drafts_of_records(connection, changed))


def refused_rows(board: Board) -> list[BoardRow]:
    """Who is refused in writing: screened out, or applied and by the official result neither poor nor near-poor."""
    return [
        row
        for row in board.rows
        if row.entry.screening is Screening.OUT
        or (row.entry.origin is EntryOrigin.APPLIED and row.official_class is PovertyClass.NONE)
    ]


def refuse(workspace: Workspace, round_id: str, household_id: str, on: Typed, reason: str = "") -> str:
    """Note the day of the refusal in writing of a household that is not recognised, with its reason.

    Without *reason* that of the quick screen; refusals are written before and after the decision.
    """
    problems: list[Problem] = []
    day = judged_day(on, "refused_on", problems, required=True, latest=today(workspace))
    with workspace.database.write() as connection:
        (entry,) = _entries(connection, round_id, [household_id])
        why = required_reason(reason or entry.screening_reason, "refusal_reason", problems)
        if problems:
            raise InvalidInput(problems)
        changed = replace(entry, refused_on=day, refusal_reason=why)
        return round_steps.save(workspace, connection, drafts_of_records(connection, [changed]))
