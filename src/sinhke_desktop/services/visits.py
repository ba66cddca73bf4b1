"""Visits: who is due, plans and records, and the forms to take along."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sinhke_desktop.domain.hamlet import Hamlet
from sinhke_desktop.domain.household import HEAD
from sinhke_desktop.domain.poverty import current_class
from sinhke_desktop.domain.review import PovertyClass, Review
from sinhke_desktop.domain.typed_values import Typed, month_name, month_of, typed_text
from sinhke_desktop.domain.vietnamese import name_sort_key
from sinhke_desktop.domain.visit import DueReason
from sinhke_desktop.domain.visit_record import Visit, VisitInput, judge_visit
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.i18n import _
from sinhke_desktop.services import follow_ups, livelihood, reviews, visit_forms
from sinhke_desktop.services.visit_forms import forms_for
from sinhke_desktop.services.workspace import Workspace, author
from sinhke_desktop.services.workspace import today as today_of
from sinhke_desktop.storage import households as stored_households
from sinhke_desktop.storage import journal, places, records
from sinhke_desktop.storage import reviews as stored_reviews
from sinhke_desktop.storage.exchange import Connection
from sinhke_desktop.storage.livelihood import last_visits

__all__ = ["DueReason", "VisitDue", "due", "forms_for", "in_hamlet", "of_household", "plan", "record",
           "remove"]  # fmt: skip

LONG_DAYS = 90
VISITED_CLASSES = (PovertyClass.POOR, PovertyClass.NEAR_POOR, PovertyClass.NEWLY_ESCAPED)


@dataclass(frozen=True, slots=True)
class VisitDue:
    """A household to visit; ``text`` says why in words."""

    household_id: str
    head_name: str
    hamlet_id: str
    hamlet_name: str
    reason: DueReason
    text: str
    last_visit: date | None = None
    planned_on: date | None = None
    participant_id: str = ""


@dataclass(frozen=True, slots=True)
class _Person:
    name: str
    hamlet_id: str
    hamlet_name: str
    order: tuple[int, str]


def _people(workspace: Workspace) -> dict[str, _Person]:
    code = workspace.commune_code
    with workspace.database.read() as connection:
        hamlets = {hamlet.id: hamlet for hamlet in places.all_hamlets(connection, code)}
        lines = stored_households.register_lines(connection, code)
    found: dict[str, _Person] = {}
    for line in lines:
        household_id, hamlet_id, name, relation = str(line[0]), str(line[1]), str(line[4]), line[5]
        if household_id in found and relation != HEAD:
            continue
        hamlet = hamlets.get(hamlet_id)
        order = (hamlet.position if hamlet else 10**6, name_sort_key(name))
        found[household_id] = _Person(name, hamlet_id, hamlet.name if hamlet else "", order)
    return found


def due(
    workspace: Workspace, today: date | None = None, limit: int | None = None, by: date | None = None
) -> list[VisitDue]:
    """Whom to visit: participants without this month's follow-up, then planned visits whose day has come, then poor,
    near-poor and newly escaped households not visited for 90 days, those never visited first; each household once.

    With *by*, a day to come, those too whose planned day or ninetieth day falls before it or on it.
    """
    today = today or today_of(workspace)
    day = max(by or today, today)
    people = _people(workspace)
    with workspace.database.read() as connection:
        seen = last_visits(connection, workspace.commune_code)
        visits = records.all_of(connection, Visit, workspace.commune_code)
    last = {household_id: date.fromisoformat(day) for household_id, day in seen.items()}
    found: dict[str, VisitDue] = {}
    for one in (*_follow_ups_due(workspace, people, last, today), *_planned_due(people, visits, last, day)):
        found.setdefault(one.household_id, one)
    if limit is None or len(found) < limit:
        for one in _long_ago(workspace, people, last, day):
            found.setdefault(one.household_id, one)
    return list(found.values())[:limit]


def _one(household_id: str, person: _Person, reason: DueReason, text: str, last: Mapping[str, date]) -> VisitDue:
    return VisitDue(
        household_id, person.name, person.hamlet_id, person.hamlet_name, reason, text, last.get(household_id)
    )  # fmt: skip


def _follow_ups_due(
    workspace: Workspace, people: Mapping[str, _Person], last: Mapping[str, date], today: date
) -> list[VisitDue]:
    month = month_of(today)
    found = []
    for model in livelihood.active(workspace):
        for line in follow_ups.table(workspace, model.id, month).lines:
            household_id = line.participant.household_id
            if line.noted is None and household_id in people:
                text = _("Takes part in the model; no follow-up for month {month} yet.").format(month=month_name(month))
                one = _one(household_id, people[household_id], DueReason.FOLLOW_UP, text, last)
                found.append(replace(one, participant_id=line.participant.id))
    return sorted(found, key=lambda one: people[one.household_id].order)


def _planned_due(
    people: Mapping[str, _Person], visits: Sequence[Visit], last: Mapping[str, date], today: date
) -> list[VisitDue]:
    found = []
    for visit in visits:
        household_id, done = visit.household_id, last.get(visit.household_id, date.min)
        if visit.visited_on is None:
            day, settled = visit.planned_on, visit.planned_on is not None and done >= visit.planned_on
        else:
            day, settled = visit.next_visit_on, done > visit.visited_on
        if day is None or day > today or settled or household_id not in people:
            continue
        text = _("Planned for {day:%d/%m/%Y}.").format(day=day)
        found.append(replace(_one(household_id, people[household_id], DueReason.PLANNED, text, last), planned_on=day))
    return sorted(found, key=lambda one: (one.planned_on or today, people[one.household_id].order))


def _long_ago(
    workspace: Workspace, people: Mapping[str, _Person], last: Mapping[str, date], today: date
) -> list[VisitDue]:
    with workspace.database.read() as connection:
        known = stored_reviews.all_reviews(connection, workspace.commune_code)
    classes = reviews.Classes(workspace)
    by_household: defaultdict[str, list[tuple[Review, PovertyClass]]] = defaultdict(list)
    for review in known:
        by_household[review.household_id].append((review, classes.of(review)))
    found = []
    for household_id, person in people.items():
        visited = last.get(household_id)
        if visited is not None and (today - visited).days <= LONG_DAYS:
            continue
        if current_class(by_household[household_id], today) not in VISITED_CLASSES:
            continue
        text = _("Last visited on {day:%d/%m/%Y}.").format(day=visited) if visited else _("Not visited yet.")
        found.append(_one(household_id, person, DueReason.LONG_AGO, text, last))
    return sorted(found, key=lambda one: (one.last_visit or date.min, people[one.household_id].order))


def plan(workspace: Workspace, household_id: str, planned_on: Typed, note: str = "") -> Visit:
    """Plan a visit; a plan of this household that is still open is moved to the new day. Raises InvalidInput."""
    return _save(workspace, VisitInput(household_id, planned_on=planned_on, note=note))


def record(workspace: Workspace, typed: VisitInput) -> Visit:
    """Record a visit that was made; the household's open plan becomes this visit. Raises InvalidInput."""
    if not typed_text(typed.visited_on):
        raise InvalidInput([Problem("visited_on", _("Type the day of the visit."), "TV-01")])
    return _save(workspace, typed)


def _save(workspace: Workspace, typed: VisitInput) -> Visit:
    visit = judge_visit(typed, workspace.new_id(), workspace.commune_code, workspace.officer, today_of(workspace))
    with workspace.database.write() as connection:
        stored_households.get_household(connection, visit.household_id)
        visit = in_place_of_plan(connection, visit)
        journal.save(connection, author(workspace), records.drafts(connection, [visit]))
    return visit


def in_place_of_plan(connection: Connection, visit: Visit) -> Visit:
    """*visit* under the id of the household's open plan, if there is one: the plan becomes this visit."""
    known = records.all_of(connection, Visit, visit.commune_code, household_id=visit.household_id)
    still_open = sorted((one for one in known if one.visited_on is None), key=lambda one: (str(one.planned_on), one.id))
    if not still_open:
        return visit
    return replace(visit, id=still_open[0].id, planned_on=visit.planned_on or still_open[0].planned_on)


def remove(workspace: Workspace, visit_id: str, reason: str) -> None:
    """Take back a visit or a plan; its history stays."""
    with workspace.database.write() as connection:
        gone = replace(records.get(connection, Visit, visit_id), removed=True)
        journal.save(connection, author(workspace), records.drafts(connection, [gone], typed_text(reason)))


def of_household(workspace: Workspace, household_id: str) -> list[Visit]:
    """The household's visits, newest first, an open plan before them."""
    with workspace.database.read() as connection:
        found = records.all_of(connection, Visit, workspace.commune_code, household_id=household_id)
    return sorted(
        found, key=lambda one: (one.visited_on is None, one.visited_on or one.planned_on, one.id), reverse=True
    )


def in_hamlet(workspace: Workspace, hamlet_id: str) -> list[str]:
    """The ids of the households living in a hamlet, by the head's given name."""
    with workspace.database.read() as connection:
        everywhere = stored_households.hamlets_and_sizes(connection, workspace.commune_code)
        inside = [household_id for household_id, (lives_in, _size) in everywhere.items() if lives_in == hamlet_id]
        households = stored_households.get_households(connection, inside)
    return [one.id for one in sorted(households, key=lambda one: (name_sort_key(one.head.full_name), one.id))]


def hamlet_of(workspace: Workspace, name: str) -> Hamlet | None:
    """The hamlet of this name, accents and case aside, with or without its kind (``thon tan tien``)."""
    return visit_forms.hamlet_named(workspace, name)
