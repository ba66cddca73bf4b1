"""Reading a model's whole file at once."""

from __future__ import annotations

from typing import Any

from sinhke_desktop.domain.choosing import VillageVote
from sinhke_desktop.domain.funding import BudgetLine
from sinhke_desktop.domain.livelihood import LivelihoodModel
from sinhke_desktop.domain.model_records import AREA, MODEL_RECORDS
from sinhke_desktop.domain.participant import Participant
from sinhke_desktop.domain.poverty_tables.scopes import hamlet_words
from sinhke_desktop.domain.vietnamese import name_sort_key
from sinhke_desktop.domain.whole_file import WholeFile
from sinhke_desktop.services import funding, livelihood
from sinhke_desktop.services.model_records import read_of_model
from sinhke_desktop.services.workspace import Workspace, today
from sinhke_desktop.storage import households as stored_households
from sinhke_desktop.storage import places, records
from sinhke_desktop.storage.exchange import Connection
from sinhke_desktop.storage.livelihood import follow_ups_of, handovers_of, payments_of


def read(workspace: Workspace, model_id: str = "") -> WholeFile:
    """The file of a model, or of the active one; raises NotFound (MH-13) where none was chosen.

    Meetings about candidates of the area count as the model's until it was approved.
    """
    model = livelihood.current(workspace, model_id)
    code = workspace.commune_code
    sources = funding.source_names()
    order = {source: place for place, source in enumerate(sources)}
    with workspace.database.read() as connection:
        joined = records.all_of(connection, Participant, code, model_id=model.id)
        lines = records.all_of(connection, BudgetLine, code, model_id=model.id)
        kept = {kind: _records(connection, code, kind, model) for kind in MODEL_RECORDS}
        passed = [one.household_id for one in kept["pass_on"]]
        known = stored_households.get_households(connection, [*(one.household_id for one in joined), *passed])
        hamlets = {one.id: hamlet_words(one) for one in places.all_hamlets(connection, code)}
        names = {one.id: one.head.full_name for one in known}
        return WholeFile(
            today=today(workspace),
            model=model,
            participants=sorted(joined, key=lambda one: (name_sort_key(names.get(one.household_id, "")), one.id)),
            lines=sorted(lines, key=lambda one: (order.get(one.source_code, len(order)), one.id)),
            payments=payments_of(connection, code, lines),
            handovers=handovers_of(connection, code, joined),
            follow_ups=follow_ups_of(connection, code, joined),
            votes=records.all_of(connection, VillageVote, code, model_id=model.id),
            records=kept,
            names=names,
            places={one.id: hamlets.get(one.hamlet_id, "") for one in known},
            hamlets=hamlets,
            sources=sources,
        )


def _records(connection: Connection, code: str, kind: str, model: LivelihoodModel) -> list[Any]:
    found = read_of_model(connection, code, kind, model.id)
    if MODEL_RECORDS[kind].owner == AREA and model.approved_on is not None:
        found = [
            one for one in found
            if one.model_id or (one.held_on or one.planned_on or model.approved_on) <= model.approved_on
        ]  # fmt: skip
    return found
