"""Visits to the participants of a model: done this month, planned, due, overdue; plans for many at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sinhke_desktop.domain.livelihood import ChoiceStatus
from sinhke_desktop.domain.participant import Participant
from sinhke_desktop.domain.poverty import months_between
from sinhke_desktop.domain.typed_values import Typed, month_of
from sinhke_desktop.domain.vietnamese import name_sort_key
from sinhke_desktop.domain.visit_record import Visit, VisitInput, judge_visit
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.i18n import _
from sinhke_desktop.services import livelihood, participants, visits
from sinhke_desktop.services.follow_up_limits import limits
from sinhke_desktop.services.workspace import Workspace, today
from sinhke_desktop.storage import households as stored_households
from sinhke_desktop.storage import places, records
from sinhke_desktop.storage.livelihood import last_visits


class VisitState(StrEnum):
    """How it stands with the month's visit, the most pressing first."""

    OVERDUE = "overdue"
    DUE = "due"
    PLANNED = "planned"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class ModelVisit:
    """One household taking part: when it was visited last and is to be visited next.

    Overdue: no visit for so many full months as the limits say, counted from the day it joined where there was none.
    Planned: an open plan, or the next visit agreed at the last one, from today on.
    """

    participant_id: str
    household_id: str
    name: str
    hamlet: str
    state: VisitState
    last_visit: date | None
    planned_on: date | None

    @property
    def wanted(self) -> bool:
        """True while this month's visit is still to be made."""
        return self.state is not VisitState.DONE


def of_model(workspace: Workspace, model_id: str) -> list[ModelVisit]:
    """The households taking part today, the most pressing first, then by hamlet and given name; none once it ended."""
    if livelihood.current(workspace, model_id).status is ChoiceStatus.ENDED:
        return []
    now, code = today(workspace), workspace.commune_code
    joined = [one for one in participants.of_model(workspace, model_id) if one.left_on is None or one.left_on > now]
    with workspace.database.read() as connection:
        homes = {
            one.id: one for one in stored_households.get_households(connection, [one.household_id for one in joined])
        }
        hamlets = {one.id: one for one in places.all_hamlets(connection, code)}
        seen = last_visits(connection, code)
        known = records.all_of(connection, Visit, code, household_id=list(homes))
    found = []
    for one in joined:
        household = homes[one.household_id]
        hamlet = hamlets.get(household.hamlet_id)
        last = date.fromisoformat(seen[household.id]) if household.id in seen else None
        planned = _planned([visit for visit in known if visit.household_id == household.id], last, now)
        line = ModelVisit(
            one.id, household.id, household.head.full_name, hamlet.name if hamlet else "",
            _state(one, last, planned, now), last, planned,
        )  # fmt: skip
        found.append(((hamlet.position if hamlet else 10**6, name_sort_key(line.name), line.participant_id), line))
    states = list(VisitState)
    found.sort(key=lambda pair: (states.index(pair[1].state), *pair[0]))
    return [line for _order, line in found]


def _planned(mine: Sequence[Visit], last: date | None, now: date) -> date | None:
    """The nearest day from today on for which a visit is planned or was agreed."""
    days = []
    for visit in mine:
        if visit.visited_on is None:
            days.append(visit.planned_on)
        elif visit.visited_on == last:
            days.append(visit.next_visit_on)
    return min((day for day in days if day is not None and day >= now), default=None)


def _state(one: Participant, last: date | None, planned: date | None, now: date) -> VisitState:
    if last is not None and month_of(last) == month_of(now):
        return VisitState.DONE
    if planned is not None:
        return VisitState.PLANNED
    if months_between(last or one.joined_on, now) >= limits().unvisited_months:
        return VisitState.OVERDUE
    return VisitState.DUE


def plan(workspace: Workspace, household_ids: Sequence[str], planned_on: Typed, note: str = "") -> int:
    """Plan a visit to each household on one day; an open plan is moved to it. Returns how many.

    Raises InvalidInput (TV-01) for a day that is missing or past, or without a household; nothing is saved then.
    """
    now = today(workspace)
    problems = []
    if not household_ids:
        problems.append(Problem("household_id", _("Choose the household."), "TV-01"))
    else:
        typed = VisitInput(household_ids[0], planned_on=planned_on)
        judged = judge_visit(typed, workspace.new_id(), workspace.commune_code, workspace.officer, now)
        if judged.planned_on is not None and judged.planned_on < now:
            problems.append(Problem("planned_on", _("This day is past; plan for today or later."), "TV-01"))
    if problems:
        raise InvalidInput(problems)
    for household_id in household_ids:
        visits.plan(workspace, household_id, planned_on, note)
    return len(household_ids)
