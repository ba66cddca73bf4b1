"""The follow-up books of a model's participants, filled with what was noted of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sinhke_desktop.documents.follow_up_book import TITLE as TITLE
from sinhke_desktop.documents.follow_up_book import render_follow_up_books
from sinhke_desktop.domain.follow_up_book import FollowUpBook
from sinhke_desktop.domain.participant import Participant
from sinhke_desktop.domain.participation import role_name
from sinhke_desktop.domain.visit_record import Visit
from sinhke_desktop.services import communes, revolving, whole_file
from sinhke_desktop.services.participation_rules import commitment_points
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import records

KIND = "follow_up_book"
ALL = "Tất cả hộ tham gia"


def subjects(workspace: Workspace, model_id: str) -> Mapping[str, str]:
    """All that take part (the empty id), then each by the head's given name with the hamlet; nothing without any."""
    if not model_id:
        return {}
    file = whole_file.read(workspace, model_id)
    named = {
        one.id: " · ".join(filter(None, (file.names.get(one.household_id, "–"), file.places.get(one.household_id, ""))))
        for one in file.staying
    }
    return {"": ALL, **named} if named else {}


def render(workspace: Workspace, model_id: str, participant_id: str = "") -> bytes:
    """The book of one participant, or of all that take part when the id is empty, as PDF."""
    return render_follow_up_books(books(workspace, model_id, [participant_id] if participant_id else None))


def books(workspace: Workspace, model_id: str, participant_ids: Sequence[str] | None = None) -> list[FollowUpBook]:
    """The books of the given participants, or of all that take part, by the head's given name."""
    file = whole_file.read(workspace, model_id)
    wanted = [one for one in file.participants if one.id in participant_ids] if participant_ids else file.staying
    given_back = {one.participant.id: one for one in revolving.overview(workspace, model_id).households}
    points, commune = commitment_points(workspace, file.model), communes.current(workspace)
    groups = {one.id: one.name for one in file.of("producer_group")}
    with workspace.database.read() as connection:
        seen = records.all_of(
            connection, Visit, workspace.commune_code, household_id=[one.household_id for one in wanted]
        )
    return [
        FollowUpBook(
            commune, file.model, one, file.names.get(one.household_id, "–"), file.places.get(one.household_id, ""),
            groups.get(one.group_id, file.model.group_name), role_name(one.role), workspace.officer, file.today, points,
            inputs=tuple(sorted(_of(file.handovers, one), key=lambda each: (each.handed_on, each.id))),
            ledger=given_back[one.id].ledger,
            agreed_share=given_back[one.id].wanted,
            noted=tuple(sorted(_of(file.follow_ups, one), key=lambda each: each.month)),
            visits=tuple(sorted(_made(seen, one), key=lambda each: (str(each.visited_on), each.id))),
            trainings=tuple(each for each in file.of("training") if one.id in each.attended),
            losses=tuple(_of(file.of("loss"), one)),
        )
        for one in wanted
    ]  # fmt: skip


def _of(some: Sequence[Any], participant: Participant) -> list[Any]:
    return [one for one in some if one.participant_id == participant.id]


def _made(visits: Sequence[Visit], participant: Participant) -> list[Visit]:
    """The visits to the household since it joined."""
    return [
        one
        for one in visits
        if one.household_id == participant.household_id
        and one.visited_on is not None
        and one.visited_on >= participant.joined_on
    ]
