"""What stands on a visit form that came back, and what the store knows beside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from sinhke_desktop.domain.access import Action
from sinhke_desktop.domain.follow_up import FollowUp, follow_up_id
from sinhke_desktop.domain.household import Household
from sinhke_desktop.domain.household_lists import YES
from sinhke_desktop.domain.livelihood import LivelihoodModel
from sinhke_desktop.domain.participant import Participant
from sinhke_desktop.domain.returned_form import ReturnedInput, typed_again
from sinhke_desktop.domain.review import Review
from sinhke_desktop.domain.typed_values import month_of
from sinhke_desktop.domain.visit import Agreement
from sinhke_desktop.domain.visit_record import Visit, parse_agreements
from sinhke_desktop.services import privacy
from sinhke_desktop.services.returned_forms import PaperForm, living
from sinhke_desktop.services.workspace import Workspace, today
from sinhke_desktop.storage import places, records
from sinhke_desktop.storage import reviews as stored_reviews
from sinhke_desktop.storage.exchange import Connection
from sinhke_desktop.storage.livelihood import follow_ups_of


@dataclass(frozen=True, slots=True)
class EarlierEntry:
    """Says that a form was entered already: the visit it became, when and by whom."""

    visit: Visit
    on: date | None
    by: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands on a form and what is known beside it.

    ``agreements`` are as printed; ``last`` is the newest month noted before, ``review`` the newest review. ``typed``
    holds an entered form (``entered``) as it would be typed, else it is empty.
    """

    form: PaperForm
    household: Household | None
    hamlet: str = ""
    agreements: tuple[Agreement, ...] = ()
    participant: Participant | None = None
    model: LivelihoodModel | None = None
    last: FollowUp | None = None
    review: Review | None = None
    entered: EarlierEntry | None = None
    typed: ReturnedInput = field(default_factory=ReturnedInput)

    @property
    def restricted(self) -> bool:
        """True where the household's data are restricted."""
        return self.household is not None and self.household.restricted == YES


def standing(workspace: Workspace, form: PaperForm) -> Standing:
    """What stands on *form*; opening it is noted in the access log. Raises InvalidInput (TV-05), StorageRefused."""
    if not form.household_id:
        return Standing(form, None)
    privacy.note_access(workspace, Action.OPENED, form.household_id, detail="Nhập phiếu thăm hộ")
    code = workspace.commune_code
    with workspace.database.read() as connection:
        household = living(connection, form.household_id)
        hamlet = next((one for one in places.all_hamlets(connection, code) if one.id == household.hamlet_id), None)
        entered = entry_of(connection, code, form)
        participant = participant_in(connection, code, form, month_of(today(workspace)))
        months = follow_ups_of(connection, code, [participant]) if participant else []
        mine = _month_of(connection, participant, entered)
        reviews = stored_reviews.reviews_of(connection, form.household_id)
        return Standing(
            form=form,
            household=household,
            hamlet=f"{hamlet.kind} {hamlet.name}" if hamlet else "",
            agreements=printed_agreements(connection, code, form, entered.visit.id if entered else ""),
            participant=participant,
            model=records.find(connection, LivelihoodModel, participant.model_id) if participant else None,
            last=next((one for one in reversed(months) if mine is None or one.month < mine.month), None),
            review=reviews[-1] if reviews else None,
            entered=entered,
            typed=typed_again(entered.visit, mine) if entered else ReturnedInput(form.household_id),
        )


def _month_of(connection: Connection, participant: Participant | None, entered: EarlierEntry | None) -> FollowUp | None:
    """The month that an entered form wrote."""
    if participant is None or entered is None or entered.visit.visited_on is None:
        return None
    found = records.find(connection, FollowUp, follow_up_id(participant.id, month_of(entered.visit.visited_on)))
    return found if found is not None and not found.removed and found.visited_on == entered.visit.visited_on else None


def entry_of(connection: Connection, commune_code: str, form: PaperForm) -> EarlierEntry | None:
    """The visit that was entered from *form* before, here or on another machine."""
    if not form.number:
        return None
    known = records.all_of(connection, Visit, commune_code, sheet_number=form.number)
    known = [one for one in known if not form.household_id or one.household_id == form.household_id]
    if not known:
        return None
    return EarlierEntry(known[-1], form.sheet.returned_on if form.sheet else None, known[-1].officer)


def printed_agreements(
    connection: Connection, commune_code: str, form: PaperForm, without: str = ""
) -> tuple[Agreement, ...]:
    """The agreements as they stand on the paper: kept with its number, else those of the last visit.

    *without* is the id of the visit that the form itself became.
    """
    if form.sheet is not None:
        return parse_agreements(form.sheet.agreements)
    known = records.all_of(connection, Visit, commune_code, household_id=form.household_id)
    made = [one for one in known if one.visited_on is not None and one.id != without]
    last = max(made, key=lambda one: (one.visited_on or date.min, one.id), default=None)
    return parse_agreements(last.agreements) if last else ()


def participant_in(connection: Connection, commune_code: str, form: PaperForm, month: str) -> Participant | None:
    """The household's part in the model in *month*, the one that the form was printed for before others."""
    known = records.all_of(connection, Participant, commune_code, household_id=form.household_id)
    taking = [one for one in known if one.took_part_in(month)]
    printed = form.sheet.participant_id if form.sheet else ""
    return next((one for one in taking if one.id == printed), taking[-1] if taking else None)
