"""What each candidate costs and brings to one household: its lines, their sums, and the candidates side by side."""

from __future__ import annotations

from dataclasses import dataclass

from sinhke_desktop.domain.economics import EconomicLine, Economics, economics, outside_cycle
from sinhke_desktop.domain.livelihood import LivelihoodModel
from sinhke_desktop.domain.model_library import cycle_of, is_proposed
from sinhke_desktop.domain.vietnamese import sort_key
from sinhke_desktop.services.candidates import period_of
from sinhke_desktop.services.model_records import read_of_model
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import records
from sinhke_desktop.storage.exchange import Connection

KIND = "economic_line"


@dataclass(frozen=True, slots=True)
class HouseholdEconomics:
    """A model's lines and their sums for one household over ``cycle`` months, in đồng."""

    model: LivelihoodModel
    lines: tuple[EconomicLine, ...]
    cycle: int
    figures: Economics

    @property
    def proposed(self) -> int:
        """How many lines still carry the mark of the library's own proposals."""
        return sum(is_proposed(one) for one in self.lines)

    @property
    def outside(self) -> tuple[EconomicLine, ...]:
        """Lines that fall due only after the cycle, so that they count nowhere."""
        return tuple(outside_cycle(self.lines, self.cycle))


def of_model(workspace: Workspace, model_id: str) -> HouseholdEconomics:
    """The economics of one model; raises NotFound."""
    with workspace.database.read() as connection:
        return _computed(connection, records.get(connection, LivelihoodModel, model_id))


def compare(workspace: Workspace, period: str = "", area_code: str = "") -> list[HouseholdEconomics]:
    """The economics of every model proposed for an area in a period, by name; those without lines too."""
    wanted = {"period": period or period_of(workspace), "area_code": area_code or workspace.commune_code}
    with workspace.database.read() as connection:
        models = records.all_of(connection, LivelihoodModel, workspace.commune_code, **wanted)
        models = sorted(models, key=lambda one: (sort_key(one.name), one.id))
        return [_computed(connection, one) for one in models]


def _computed(connection: Connection, model: LivelihoodModel) -> HouseholdEconomics:
    lines = tuple(read_of_model(connection, model.commune_code, KIND, model.id))
    cycle = cycle_of(model, lines)
    return HouseholdEconomics(model, lines, cycle, economics(lines, cycle))
