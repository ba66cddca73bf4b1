"""Losses of a model: what they sum up to, of which nothing was done, and which contradict the month's follow-up."""

from __future__ import annotations

from dataclasses import dataclass

from sinhke_desktop.domain.livelihood import LivelihoodModel
from sinhke_desktop.domain.losses import Loss, LossSum, loss_sum, months_unlike
from sinhke_desktop.domain.money import format_number
from sinhke_desktop.domain.participant import Participant
from sinhke_desktop.domain.typed_values import month_name
from sinhke_desktop.i18n import _
from sinhke_desktop.services import model_links, model_records
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import records
from sinhke_desktop.storage.livelihood import follow_ups_of


@dataclass(frozen=True, slots=True)
class Losses:
    """All losses of a model; ``warnings`` name the open ones and the months that say something else."""

    total: LossSum
    warnings: tuple[str, ...]


def summary(workspace: Workspace, model_id: str) -> Losses:
    """The losses of the model's households, oldest first in the warnings."""
    code = workspace.commune_code
    found: list[Loss] = model_records.of_model(workspace, "loss", model_id)
    names = model_links.participant_names(workspace, model_id)
    with workspace.database.read() as connection:
        model = records.get(connection, LivelihoodModel, model_id)
        joined = records.all_of(connection, Participant, code, model_id=model_id)
        noted = follow_ups_of(connection, code, joined)
    warnings = [
        _("{name}, {day:%d/%m/%Y}: {what}; nothing was done yet.").format(
            name=names.get(one.participant_id, "–"), day=one.on, what=one.what
        )
        for one in found
        if one.open
    ]
    text = _("{name}, month {month}: {lost} {unit} noted as losses, {said} in the month's follow-up.")
    for participant_id, name in names.items():
        mine = [one for one in found if one.participant_id == participant_id]
        months = [one for one in noted if one.participant_id == participant_id]
        for month, lost, said in months_unlike(mine, months, model.unit):
            facts = {"lost": format_number(lost), "said": format_number(said), "unit": model.unit}
            warnings.append(text.format(name=name, month=month_name(month), **facts))
    return Losses(loss_sum(found), tuple(warnings))
