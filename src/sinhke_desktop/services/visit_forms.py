"""Gathering what a household's visit form shows from its last records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sinhke_desktop.domain.follow_up import FollowUp
from sinhke_desktop.domain.funding import InputHandover
from sinhke_desktop.domain.hamlet import Hamlet
from sinhke_desktop.domain.livelihood import LivelihoodModel
from sinhke_desktop.domain.money import format_dong
from sinhke_desktop.domain.participant import Participant
from sinhke_desktop.domain.poverty import current_class
from sinhke_desktop.domain.review import CLASS_NAMES, PovertyClass, Review
from sinhke_desktop.domain.typed_values import month_name
from sinhke_desktop.domain.vietnamese import fold, name_sort_key
from sinhke_desktop.domain.visit import FollowUpFigures, Participation, VisitForm, hamlet_head_title, without_names
from sinhke_desktop.domain.visit_record import Visit, parse_agreements
from sinhke_desktop.services import communes, livelihood, reviews
from sinhke_desktop.services.workspace import Workspace, today
from sinhke_desktop.storage import households as stored_households
from sinhke_desktop.storage import places, records
from sinhke_desktop.storage import reviews as stored_reviews
from sinhke_desktop.storage.livelihood import follow_ups_of, handovers_of, last_visits

FEW = 200
"""Up to so many households, their reviews are read one by one."""


def hamlet_named(workspace: Workspace, name: str) -> Hamlet | None:
    """The hamlet of this name, accents and case aside, with or without its kind."""
    with workspace.database.read() as connection:
        hamlets = places.all_hamlets(connection, workspace.commune_code)
    exact = [one for one in hamlets if name in (one.name, f"{one.kind} {one.name}")]
    folded = [one for one in hamlets if fold(name) in (fold(one.name), fold(f"{one.kind} {one.name}"))]
    return next(iter(exact or folded), None)


def forms_for(workspace: Workspace, household_ids: Sequence[str]) -> list[VisitForm]:
    """The forms of the households that exist among the ids, in the hamlets' order, then by the head's given name."""
    commune, code = communes.current(workspace), workspace.commune_code
    parts = _participations(workspace)
    classes = reviews.Classes(workspace)
    with workspace.database.read() as connection:
        hamlets = {hamlet.id: hamlet for hamlet in places.all_hamlets(connection, code)}
        households = stored_households.get_households(connection, list(dict.fromkeys(household_ids)))
        seen = last_visits(connection, code)
        visits: defaultdict[str, list[Visit]] = defaultdict(list)
        for visit in records.all_of(connection, Visit, code):
            visits[visit.household_id].append(visit)
    known: defaultdict[str, list[tuple[Review, PovertyClass]]] = defaultdict(list)
    for review in _reviews(workspace, [one.id for one in households]):
        known[review.household_id].append((review, classes.of(review)))
    last_reviews = [known[one.id][-1][0] for one in households if known[one.id]]
    standings = {one.review.household_id: one for one in reviews.with_standing(workspace, last_reviews)}
    now = today(workspace)
    forms: list[tuple[tuple[int, str, str], VisitForm]] = []
    for household in households:
        if household.removed or not household.members:
            continue
        hamlet = hamlets.get(household.hamlet_id)
        standing = standings.get(household.id)
        last = standing.review if standing else None
        made = _last_made(visits[household.id])
        form = VisitForm(
            household=household,
            commune_name=commune.name,
            hamlet_name=f"{hamlet.kind} {hamlet.name}" if hamlet else "",
            class_name=CLASS_NAMES[current_class(known[household.id], now)],
            explanation=without_names(standing.standing.explanation) if standing else "",
            review_year=last.year if last else None,
            income_points=last.income_points if last else None,
            deprivation_points=last.deprivation_points if last else None,
            deprived=last.deprived if last else frozenset(),
            participation=parts.get(household.id),
            needs=made.needs if made else "",
            agreements=parse_agreements(made.agreements) if made else (),
            last_visit=date.fromisoformat(seen[household.id]) if household.id in seen else None,
            planned_on=_planned(visits[household.id], made),
            officer=workspace.officer,
            hamlet_head_title=hamlet_head_title(hamlet.kind if hamlet else ""),
        )
        order = (hamlet.position if hamlet else 10**6, name_sort_key(household.head.full_name), household.id)
        forms.append((order, form))
    forms.sort(key=lambda one: one[0])
    return [form for _order, form in forms]


def _reviews(workspace: Workspace, household_ids: Sequence[str]) -> list[Review]:
    with workspace.database.read() as connection:
        if len(household_ids) > FEW:
            return stored_reviews.all_reviews(connection, workspace.commune_code)
        return [review for one in household_ids for review in stored_reviews.reviews_of(connection, one)]


def _last_made(visits: Sequence[Visit]) -> Visit | None:
    made = [visit for visit in visits if visit.visited_on is not None]
    return max(made, key=lambda visit: (visit.visited_on or date.min, visit.id), default=None)


def _planned(visits: Sequence[Visit], made: Visit | None) -> date | None:
    still_open = [visit.planned_on for visit in visits if visit.visited_on is None and visit.planned_on is not None]
    return min(still_open, default=made.next_visit_on if made else None)


def _participations(workspace: Workspace) -> dict[str, Participation]:
    """Household → its part in an active model."""
    code = workspace.commune_code
    found: dict[str, Participation] = {}
    for model in livelihood.active(workspace):
        with workspace.database.read() as connection:
            joined = records.all_of(connection, Participant, code, model_id=model.id)
            joined = [one for one in joined if one.left_on is None]
            handed = handovers_of(connection, code, joined)
            noted = follow_ups_of(connection, code, joined)
        for participant in joined:
            mine = [one for one in handed if one.participant_id == participant.id]
            months = [one for one in noted if one.participant_id == participant.id]
            found[participant.household_id] = Participation(
                model_name=_model_title(model),
                inputs=inputs_in_words(mine),
                last=_figures(months[-1]) if months else None,
                participant_id=participant.id,
            )
    return found


def _model_title(model: LivelihoodModel) -> str:
    return f"{model.name}, {model.group_name[0].lower()}{model.group_name[1:]}" if model.group_name else model.name


def inputs_in_words(handovers: Sequence[InputHandover]) -> str:
    """``02 con bò cái sinh sản (19/06/2024); trị giá 37.740.000 đồng``; empty without handovers."""
    if not handovers:
        return ""
    sums: dict[tuple[str, str, date], int] = {}
    for one in handovers:
        key = (one.unit, one.kind, one.handed_on)
        sums[key] = sums.get(key, 0) + one.quantity
    words = ", ".join(f"{count:02d} {unit} {kind} ({day:%d/%m/%Y})" for (unit, kind, day), count in sums.items())
    return f"{words}; trị giá {format_dong(sum(one.amount for one in handovers))} đồng"


def _figures(follow_up: FollowUp) -> FollowUpFigures:
    return FollowUpFigures(
        f"({month_name(follow_up.month)})", follow_up.alive, follow_up.born, follow_up.lost, follow_up.sold,
        follow_up.sick, follow_up.income, follow_up.problem, follow_up.next_step, follow_up.bought,
        follow_up.passed_on,
    )  # fmt: skip
