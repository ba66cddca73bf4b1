"""What livelihood models handed over, beside the supports that were recorded by themselves."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from sinhke_desktop.domain.funding import BudgetLine, InputHandover
from sinhke_desktop.domain.livelihood import LivelihoodModel
from sinhke_desktop.domain.participant import Participant
from sinhke_desktop.storage.livelihood import handovers_of
from sinhke_desktop.storage.records import all_of


@dataclass(frozen=True, slots=True)
class ModelGift:
    """A handover with the household that got it and the model and budget line that paid, where one was named."""

    handover: InputHandover
    household_id: str
    model: LivelihoodModel
    source_code: str


def model_gifts(connection: Connection, commune_code: str, household_id: str = "") -> list[ModelGift]:
    """What models handed to one household, or to every one of the commune, oldest first.

    Where no budget line was named the source is that of the model's lines if they have only one, else empty.
    """
    wanted = {"household_id": household_id} if household_id else {}
    joined = {one.id: one for one in all_of(connection, Participant, commune_code, **wanted)}
    if not joined:
        return []
    models = {one.id: one for one in all_of(connection, LivelihoodModel, commune_code)}
    lines = {one.id: one for one in all_of(connection, BudgetLine, commune_code)}
    found = []
    for handover in handovers_of(connection, commune_code, list(joined.values())):
        participant = joined[handover.participant_id]
        model = models.get(participant.model_id)
        if model is not None:
            line = lines.get(handover.budget_line_id)
            source = line.source_code if line else _only_source(model.id, lines)
            found.append(ModelGift(handover, participant.household_id, model, source))
    return found


def _only_source(model_id: str, lines: dict[str, BudgetLine]) -> str:
    codes = {line.source_code for line in lines.values() if line.model_id == model_id}
    return codes.pop() if len(codes) == 1 else ""
