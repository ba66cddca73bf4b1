"""Entering a visit form that came back: the visit, the participant's month, the form and its pictures in one step.

A visit is no review: what was seen of the indicators is kept with the visit, and no class changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from sinhke_desktop.domain.follow_up import FollowUp, follow_up_id
from sinhke_desktop.domain.form_sheet import FormSheet
from sinhke_desktop.domain.returned_form import (
    Judging,
    ReturnedForm,
    ReturnedInput,
    judge_returned,
    keys_of,
    laid_over,
    months_differ,
)
from sinhke_desktop.domain.review import INDICATORS
from sinhke_desktop.domain.scan_page import ScanPage, ScanState
from sinhke_desktop.domain.short_days import full_day
from sinhke_desktop.domain.typed_values import derived_id, month_name, month_of, parse_day, typed_text
from sinhke_desktop.domain.visit_record import Visit
from sinhke_desktop.errors import InvalidInput, Problem, SinhkeError
from sinhke_desktop.i18n import _
from sinhke_desktop.services.form_standing import EarlierEntry, entry_of, participant_in, printed_agreements
from sinhke_desktop.services.returned_forms import PaperForm, living
from sinhke_desktop.services.visits import in_place_of_plan
from sinhke_desktop.services.workspace import Workspace, author, today
from sinhke_desktop.storage import journal, records, scan_pages
from sinhke_desktop.storage import reviews as stored_reviews
from sinhke_desktop.storage.exchange import Connection

Written = Visit | FollowUp | FormSheet


class MonthChoice(StrEnum):
    """What to do where the month was noted before and the form says something else."""

    ASK = "ask"
    FORM = "form"
    NOTED = "noted"


class MonthNoted(SinhkeError):
    """The month was noted before with other figures (``TV-06``); nothing was saved. Both are given to be shown."""

    code = "TV-06"

    def __init__(self, noted: FollowUp, form: FollowUp, differing: Sequence[str]) -> None:
        text = _("Month {month} of this household was noted before with other figures. Nothing was saved yet.")
        super().__init__(text.format(month=month_name(noted.month)), _("Choose which figures hold."))
        self.noted, self.form, self.differing = noted, form, tuple(differing)


class ChangedSince(SinhkeError):
    """What the form wrote was changed afterwards (``TV-07``); nothing was taken back."""

    code = "TV-07"


@dataclass(frozen=True, slots=True)
class Saved:
    """What entering a form wrote, and what stood there before (None where nothing did).

    ``changed`` are the indicators that were seen otherwise than in the newest review.
    """

    visit: Visit
    follow_up: FollowUp | None = None
    sheet: FormSheet | None = None
    changed: frozenset[str] = frozenset()
    before: tuple[tuple[Written, Written | None], ...] = ()
    pages: tuple[ScanPage, ...] = ()


def save(
    workspace: Workspace,
    form: PaperForm,
    typed: ReturnedInput,
    *,
    correcting: str = "",
    month: MonthChoice = MonthChoice.ASK,
    page_ids: Sequence[str] = (),
) -> Saved:
    """Enter *form*; all of it or nothing.

    *correcting* is the id of the visit that the form became before and that is corrected now; *page_ids* are pages of
    scans that the officer confirmed with it. Raises InvalidInput (TV-01, TV-03 to TV-05, MH-03, MH-04, MH-07),
    :class:`MonthNoted`.
    """
    with workspace.database.write() as connection:
        form = _as_stored(connection, form, typed)
        living(connection, typed.household_id)
        entered = entry_of(connection, workspace.commune_code, form)
        _not_entered_meanwhile(entered, correcting)
        judged = _judged(workspace, connection, form, typed, entered)
        writes = _writes(workspace, connection, form, judged, entered, month)
        before = tuple((one, records.find(connection, type(one), one.id)) for one in writes)
        journal.save(connection, author(workspace), records.drafts(connection, writes))
        pages = [page for one in page_ids if (page := scan_pages.find(connection, one)) is not None]
        visit = judged.visit
        scan_pages.settle(
            connection, [one.id for one in pages], ScanState.CONFIRMED, visit.household_id, _visit_in(writes).id
        )
        changed = _seen_otherwise(connection, visit)
    return Saved(
        _visit_in(writes),
        next((one for one in writes if isinstance(one, FollowUp) and not one.removed), None),
        next((one for one in writes if isinstance(one, FormSheet)), None),
        changed, before, tuple(pages),
    )  # fmt: skip


def _visit_in(writes: Sequence[Written]) -> Visit:
    return next(one for one in writes if isinstance(one, Visit))


def _as_stored(connection: Connection, form: PaperForm, typed: ReturnedInput) -> PaperForm:
    """The form as the store has it now, with the household that was given to a spare one."""
    sheet = records.find(connection, FormSheet, form.sheet.id) if form.sheet else None
    for_whom = (sheet.household_id if sheet else "") or form.household_id
    if for_whom and typed.household_id and for_whom != typed.household_id:
        text = _("This form was printed for another household. Nothing was saved; find the form again.")
        raise InvalidInput([Problem("household_id", text, "TV-03")])
    if not typed.household_id:
        text = _("This is a spare form: choose the household whose name is written on it.")
        raise InvalidInput([Problem("household_id", text, "TV-03")])
    return replace(form, sheet=sheet, household_id=typed.household_id)


def _not_entered_meanwhile(entered: EarlierEntry | None, correcting: str) -> None:
    if entered is None or entered.visit.id == correcting:
        return
    text = _("This form was entered already by {name}. Nothing was saved; find it again to correct it.")
    raise InvalidInput([Problem("code", text.format(name=entered.by), "TV-03")])


def _judged(
    workspace: Workspace, connection: Connection, form: PaperForm, typed: ReturnedInput, entered: EarlierEntry | None
) -> ReturnedForm:
    code, now = workspace.commune_code, today(workspace)
    visit_id = entered.visit.id if entered else _new_visit_id(workspace, form)
    visited = _day(typed, now)
    participant = participant_in(connection, code, form, month_of(visited or now))
    printed = printed_agreements(connection, code, form, entered.visit.id if entered else "")
    by = Judging(
        visit_id, code, workspace.officer, now, form.number, len(printed), participant.id if participant else ""
    )
    return judge_returned(typed, by)


def _day(typed: ReturnedInput, now: date) -> date | None:
    try:
        return parse_day(full_day(typed.visited_on, now, ahead=False))
    except ValueError:
        return None


def _new_visit_id(workspace: Workspace, form: PaperForm) -> str:
    """On two machines the same form becomes the same visit; a form without a number gets an id of its own."""
    if not form.number:
        return workspace.new_id()
    return derived_id("returned_form", workspace.commune_code, form.number, form.household_id)


def _writes(
    workspace: Workspace,
    connection: Connection,
    form: PaperForm,
    judged: ReturnedForm,
    entered: EarlierEntry | None,
    choice: MonthChoice,
) -> list[Written]:
    """Everything that the form changes: the visit, the month, the form's own record."""
    if entered is not None:
        visit = replace(judged.visit, planned_on=entered.visit.planned_on)
    else:
        visit = in_place_of_plan(connection, judged.visit)
    found: list[Written] = [visit]
    old = _month_written(connection, form, workspace.commune_code, entered)
    if judged.follow_up is not None:
        found.append(_month(connection, judged.follow_up, old, choice))
    if old is not None and (judged.follow_up is None or judged.follow_up.id != old.id):
        found.append(replace(old, removed=True))
    if form.sheet is not None:
        back = form.sheet.returned_on or today(workspace)
        found.append(replace(form.sheet, household_id=visit.household_id, returned_on=back, visit_id=visit.id, note=""))
    return found


def _month_written(
    connection: Connection, form: PaperForm, commune_code: str, entered: EarlierEntry | None
) -> FollowUp | None:
    """The month that the form wrote when it was entered before."""
    if entered is None or entered.visit.visited_on is None:
        return None
    month = month_of(entered.visit.visited_on)
    participant = participant_in(connection, commune_code, form, month)
    found = records.find(connection, FollowUp, follow_up_id(participant.id, month)) if participant else None
    if found is None or found.removed or found.visited_on != entered.visit.visited_on:
        return None
    return found


def _month(connection: Connection, said: FollowUp, old: FollowUp | None, choice: MonthChoice) -> FollowUp:
    """The month as it is to be written; what the form itself wrote before is replaced whole."""
    noted = records.find(connection, FollowUp, said.id)
    if noted is None or noted.removed or (old is not None and old.id == said.id):
        return said
    differing = months_differ(noted, said)
    if differing and choice is MonthChoice.ASK:
        raise MonthNoted(noted, said, differing)
    if choice is MonthChoice.NOTED:
        return replace(laid_over(said, noted), visited_on=noted.visited_on or said.visited_on)
    return laid_over(noted, said)


def _seen_otherwise(connection: Connection, visit: Visit) -> frozenset[str]:
    """Indicators of the form that were seen otherwise than in the newest review."""
    reviews = stored_reviews.reviews_of(connection, visit.household_id)
    if not visit.indicators_seen or not reviews:
        return frozenset()
    return (keys_of(visit.deprived) ^ reviews[-1].deprived) & frozenset(INDICATORS)


def take_back(workspace: Workspace, saved: Saved, reason: str = "") -> None:
    """Take the whole form back as if it had not been entered; its pages wait again.

    Raises :class:`ChangedSince` where any of it was changed afterwards; then nothing is taken back.
    """
    with workspace.database.write() as connection:
        wanted: list[Written] = []
        for after, before in saved.before:
            if records.find(connection, type(after), after.id) != after:
                raise ChangedSince(
                    _("The form was not taken back: what it wrote was changed afterwards."),
                    _("Find the form again and correct it."),
                )
            wanted.append(before if before is not None else replace(after, removed=True))
        journal.save(connection, author(workspace), records.drafts(connection, wanted, typed_text(reason)))
        for page in saved.pages:
            scan_pages.settle(connection, [page.id], page.state, page.household_id, page.visit_id)
