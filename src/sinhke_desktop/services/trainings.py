"""Training and technical visits of a model: whom they reached, what they cost from which source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sinhke_desktop.domain.money import format_dong
from sinhke_desktop.domain.training import cost_by_line, coverage
from sinhke_desktop.i18n import _
from sinhke_desktop.services import funding, model_links, model_records, participants
from sinhke_desktop.services.workspace import Workspace, today


@dataclass(frozen=True, slots=True)
class Reached:
    """One household taking part: its name with the hamlet, how often it was taught, when last."""

    participant_id: str
    name: str
    count: int
    last: date | None


@dataclass(frozen=True, slots=True)
class TrainingCost:
    """What trainings cost from one budget line, beside what is planned and paid there; đồng.

    ``budget_line_id`` is empty, and so are both sums, where no line was named.
    """

    budget_line_id: str
    name: str
    cost: int
    planned: int
    paid: int


@dataclass(frozen=True, slots=True)
class Trainings:
    """All trainings of a model together; ``warnings`` in words."""

    reached: tuple[Reached, ...]
    costs: tuple[TrainingCost, ...]
    warnings: tuple[str, ...]

    @property
    def never(self) -> list[Reached]:
        """The households that were never taught."""
        return [one for one in self.reached if not one.count]

    @property
    def cost(self) -> int:
        """What all of them cost, in đồng."""
        return sum(one.cost for one in self.costs)


def summary(workspace: Workspace, model_id: str) -> Trainings:
    """Whom the trainings reached of those taking part today, and what they cost."""
    held = model_records.of_model(workspace, "training", model_id)
    now = today(workspace)
    ids = [
        one.id for one in participants.of_model(workspace, model_id) if one.left_on is None or one.left_on > now
    ]  # fmt: skip
    names = model_links.participant_names(workspace, model_id)
    reached = tuple(
        Reached(one.participant_id, names.get(one.participant_id, "–"), one.count, one.last)
        for one in coverage(held, ids)
    )
    lines = {line.id: line for line in funding.lines(workspace, model_id)}
    words = model_links.line_names(workspace, model_id)
    paid: dict[str, int] = {}
    for payment in funding.payments(workspace, model_id):
        paid[payment.budget_line_id] = paid.get(payment.budget_line_id, 0) + payment.amount
    costs, warnings = [], []
    for line_id, cost in cost_by_line(held).items():
        line = lines.get(line_id)
        planned = line.planned if line is not None else 0
        costs.append(
            TrainingCost(line_id, words.get(line_id, _("No source named")), cost, planned, paid.get(line_id, 0))
        )
        if line is None:
            text = _("Trainings for {cost} đ name no source.")
            warnings.append(text.format(cost=format_dong(cost)))
        elif cost > planned:
            text = _("{name}: trainings cost {cost} đ, more than the {planned} đ planned.")
            facts = {"cost": format_dong(cost), "planned": format_dong(planned)}
            warnings.append(text.format(name=words[line_id], **facts))
        elif cost > paid.get(line_id, 0):
            text = _("{name}: trainings cost {cost} đ, but only {paid} đ were paid from it.")
            facts = {"cost": format_dong(cost), "paid": format_dong(paid.get(line_id, 0))}
            warnings.append(text.format(name=words[line_id], **facts))
    costs.sort(key=lambda one: (not one.budget_line_id, -one.cost))
    return Trainings(reached, tuple(costs), tuple(warnings))
