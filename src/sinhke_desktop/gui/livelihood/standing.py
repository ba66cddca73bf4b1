"""Where the active model stands, in words and shares. Knows no Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sinhke_desktop.domain.exits import OUT, exit_of
from sinhke_desktop.domain.livelihood import Stage as ModelStage
from sinhke_desktop.domain.money import format_dong, format_number
from sinhke_desktop.domain.typed_values import month_name
from sinhke_desktop.gui.livelihood.records import ParticipantRow
from sinhke_desktop.i18n import _
from sinhke_desktop.services.livelihood import ModelStatus


@dataclass(frozen=True, slots=True)
class StageWords:
    """A stage with the line under it; ``state`` is done, now or later."""

    name: str
    detail: str
    state: str


@dataclass(frozen=True, slots=True)
class Target:
    """Something to compare with the plan; *share* (0 to 1) is None where there is nothing to compare with."""

    name: str
    text: str
    share: float | None = None


def stage_words(
    status: ModelStatus, month_number: int | None, dues: Mapping[ModelStage, date] | None = None
) -> list[StageWords]:
    """The stages; the running one says which of the model's months it is, one to come its due day (*dues*)."""
    states = {"done": "done", "current": "now", "open": "later"}
    found = []
    for mark in status.stages:
        detail = f"{mark.on:%d/%m/%Y}" if mark.on else ""
        running = mark.stage is ModelStage.RUNNING or mark.stage is ModelStage.HANDED_OVER
        if mark.state == "current" and running and month_number and status.model.duration_months:
            detail = _("month {number} of {all}").format(number=month_number, all=status.model.duration_months)
        due = (dues or {}).get(mark.stage)
        if due is not None and mark.on is None:
            detail = _("due on {day:%d/%m/%Y}").format(day=due)
        elif mark.stage is ModelStage.ACCEPTED and mark.on is None and status.model.ends_on is not None:
            detail = _("due {month}").format(month=f"{status.model.ends_on:%m/%Y}")
        found.append(StageWords(mark.name, detail, states[mark.state]))
    return found


def targets(status: ModelStatus, participants: Sequence[ParticipantRow]) -> list[Target]:
    """Money, out of poverty, follow-up of the month, the herd, the income."""
    staying = [row for row in participants if row.participant.left_on is None]
    out = sum(exit_of(row.participant.class_at_entry, [row.class_now]) in OUT for row in staying)
    found = []
    if status.budget.planned:
        text = _("{paid} of {planned} đ")
        sums = {"paid": format_dong(status.budget.paid), "planned": format_dong(status.budget.planned)}
        found.append(Target(_("Paid out"), text.format(**sums), status.budget.paid / status.budget.planned))
    if staying:
        text = _("{count} of {all} households").format(count=out, all=len(staying))
        found.append(Target(_("Out of poverty since joining"), text, out / len(staying)))
    if status.participants:
        text = _("{count} of {all} households").format(count=status.followed_up, all=status.participants)
        name = _("Followed up in month {month}").format(month=month_name(status.month))
        found.append(Target(name, text, status.followed_up / status.participants))
    herd = status.herd
    if herd.handed:
        text = _(
            "{handed} handed over + {born} born + {bought} bought − {lost} lost − {sold} sold − {passed_on} passed on "
            "= {expected} {unit}"
        )
        counts = {"handed": herd.handed, "born": herd.born, "bought": herd.bought, "lost": herd.lost,
                  "sold": herd.sold, "passed_on": herd.passed_on}  # fmt: skip
        words = {name: format_number(number) for name, number in counts.items()}
        expected = format_number(herd.expected)
        found.append(Target(_("What was handed over"), text.format(**words, expected=expected, unit=status.model.unit)))
    if status.income:
        found.append(Target(_("Income noted so far"), f"{format_dong(status.income)} đ"))
    return found


def headline(status: ModelStatus) -> str:
    """A line under the model's name: households, money, decision."""
    parts = [_("{count} households").format(count=status.participants)]
    if status.budget.planned:
        parts.append(f"{format_dong(status.budget.planned)} đ")
    if status.model.decision_number and status.model.decision_date:
        text = _("decision {number} of {day:%d/%m/%Y}")
        parts.append(text.format(number=status.model.decision_number, day=status.model.decision_date))
    return " · ".join(parts)
