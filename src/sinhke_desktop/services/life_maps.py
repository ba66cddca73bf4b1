"""The life maps of households, gathered from what is known of each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sinhke_desktop.domain.follow_up import herd_of
from sinhke_desktop.domain.household import Household
from sinhke_desktop.domain.household_lists import words_of
from sinhke_desktop.domain.life_map import (
    LifeMap,
    class_by_year,
    have_lines,
    lack_lines,
    people_lines,
    received_line,
)
from sinhke_desktop.domain.livelihood import LivelihoodModel
from sinhke_desktop.domain.money import format_dong, format_number
from sinhke_desktop.domain.poverty_tables.scopes import hamlet_words
from sinhke_desktop.domain.repaying import Instalment, Ledger, ledger
from sinhke_desktop.domain.revolving import PassOn, Repayment, RepaymentDue, RepaymentForm, given_back
from sinhke_desktop.domain.visit_record import Visit, parse_agreements
from sinhke_desktop.services import communes, participants, reviews, supports, visits
from sinhke_desktop.services.reviews import ReviewStanding
from sinhke_desktop.services.workspace import Workspace, today
from sinhke_desktop.storage import places, records
from sinhke_desktop.storage.livelihood import follow_ups_of, handovers_of

AHEAD_MONTHS = 12
NOTHING_LACKING = "Không thiếu mặt nào trong các mặt được xét"


def maps(workspace: Workspace, households: Sequence[Household], *, private: bool = False) -> list[LifeMap]:
    """One map for each of *households*, in their order; *private* adds health, ethnic group and causes."""
    with workspace.database.read() as connection:
        hamlets = {one.id: hamlet_words(one) for one in places.all_hamlets(connection, workspace.commune_code)}
    known = reviews.of_households(workspace, [one.id for one in households])
    return [_map(workspace, one, hamlets.get(one.hamlet_id, ""), known[one.id], private=private) for one in households]


def _map(
    workspace: Workspace, household: Household, hamlet: str, standings: Sequence[ReviewStanding], *, private: bool
) -> LifeMap:
    now = today(workspace)
    last = standings[0].review if standings else None
    made = [one for one in visits.of_household(workspace, household.id) if one.visited_on is not None]
    newest = max(made, key=lambda one: (str(one.visited_on), one.id), default=None)
    wish = ", ".join(
        filter(None, (words_of("needs", household.needs).lower(), household.needs_note if private else ""))
    )
    lack = lack_lines(last.deprived, private=private) if last else ()
    if last and not last.deprived:
        lack = (NOTHING_LACKING,)
    if private and household.causes:
        lack = (*lack, f"Vì sao còn khó: {words_of('causes', household.causes).lower()}")
    return LifeMap(
        commune=communes.current(workspace),
        hamlet=hamlet,
        head=household.head.full_name,
        made_on=now,
        people=people_lines(household.members, now, private=private),
        have=have_lines(household, _herd(workspace, household.id)),
        lack=lack,
        received=tuple(received_line(one.support) for one in supports.received(workspace, household.id)),
        agreed=tuple(map(str, parse_agreements(newest.agreements))) if newest else (),
        ahead=_ahead(workspace, household.id, newest, now),
        years=class_by_year([(one.review.as_of, one.standing.poverty_class) for one in standings]),
        wish=wish,
    )


def _herd(workspace: Workspace, household_id: str) -> str:
    """``3 con bò cái sinh sản``: what it raises in the model that it is in, as last counted; else nothing."""
    part = next((one for one in participants.of_household(workspace, household_id) if one.left_on is None), None)
    if part is None:
        return ""
    code = workspace.commune_code
    with workspace.database.read() as connection:
        model = records.get(connection, LivelihoodModel, part.model_id)
        herd = herd_of(handovers_of(connection, code, [part]), follow_ups_of(connection, code, [part]))
    alive = herd.expected if herd.alive is None else herd.alive
    return f"{format_number(alive)} {model.unit} {model.thing}".strip() if alive and model.thing else ""


def _ahead(workspace: Workspace, household_id: str, newest: Visit | None, now: date) -> tuple[tuple[str, str], ...]:
    """What comes in the year ahead, by day: visits, what was agreed, instalments."""
    found: list[tuple[date, str]] = [
        (one.planned_on, "cán bộ đến thăm")
        for one in visits.of_household(workspace, household_id)
        if one.visited_on is None and one.planned_on is not None
    ]
    if newest is not None:
        if newest.next_visit_on is not None:
            found.append((newest.next_visit_on, "cán bộ đến thăm"))
        found += [
            (one.due, one.text[:1].lower() + one.text[1:]) for one in parse_agreements(newest.agreements) if one.due
        ]
    owed = [
        (one.due.due_on, f"trả quay vòng {_size(one)}{' (đã quá hạn)' if one.overdue(now) else ''}")
        for one in _ledger(workspace, household_id).instalments
        if one.left
    ]
    latest = date.fromordinal(now.toordinal() + AHEAD_MONTHS * 31)
    coming = sorted({*(one for one in found if one[0] >= now), *owed})
    return tuple((f"{day:%d/%m/%Y}", what) for day, what in coming if day <= latest)


def _size(one: Instalment) -> str:
    if one.due.form is RepaymentForm.MONEY:
        return f"{format_dong(one.left)} đồng"
    return f"{format_number(one.left)} {one.due.unit}"


def _ledger(workspace: Workspace, household_id: str) -> Ledger:
    code = workspace.commune_code
    ids = [one.id for one in participants.of_household(workspace, household_id)]
    if not ids:
        return ledger((), ())
    with workspace.database.read() as connection:
        dues = records.all_of(connection, RepaymentDue, code, participant_id=ids)
        came = records.all_of(connection, Repayment, code, participant_id=ids)
        went = records.all_of(connection, PassOn, code, from_participant_id=ids)
    return ledger(dues, given_back(came, went))
