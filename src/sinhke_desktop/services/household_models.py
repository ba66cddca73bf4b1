"""The papers about households' parts in livelihood models."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sinhke_desktop.documents.follow_up_book import render_follow_up_books
from sinhke_desktop.domain.household import Household
from sinhke_desktop.domain.livelihood import LivelihoodModel
from sinhke_desktop.domain.participant import Participant
from sinhke_desktop.services import follow_up_books
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import records


def _parts(workspace: Workspace, households: Sequence[Household]) -> list[Participant]:
    with workspace.database.read() as connection:
        ids = [one.id for one in households]
        return records.all_of(connection, Participant, workspace.commune_code, household_id=ids)


def models(workspace: Workspace, households: Sequence[Household]) -> Mapping[str, str]:
    """Id → name of the models in which any of *households* takes or took part, newest first."""
    wanted = {one.model_id for one in _parts(workspace, households)}
    with workspace.database.read() as connection:
        found = [one for one in records.all_of(connection, LivelihoodModel, workspace.commune_code) if one.id in wanted]
    newest = sorted(found, key=lambda one: (str(one.started_on or one.approved_on or ""), one.id), reverse=True)
    return {one.id: one.name for one in newest}


def books(workspace: Workspace, households: Sequence[Household], model_id: str, _private: bool) -> bytes:
    """The follow-up books of *households* in the model as PDF."""
    ids = [one.id for one in _parts(workspace, households) if one.model_id == model_id]
    return render_follow_up_books(follow_up_books.books(workspace, model_id, ids))
