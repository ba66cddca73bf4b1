"""Findings of supervision: what is overdue in the active models, and that something was mended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sinhke_desktop.domain.overview import NextStep
from sinhke_desktop.domain.supervision import BODY_NAMES, SupervisionFinding
from sinhke_desktop.domain.typed_values import Typed, typed_text
from sinhke_desktop.i18n import _
from sinhke_desktop.services import livelihood, model_records
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.services.workspace import today as today_of


@dataclass(frozen=True, slots=True)
class OverdueFinding:
    """A finding that was not mended by its deadline, with the model that it is about."""

    finding: SupervisionFinding
    model_name: str
    area_code: str
    days: int

    @property
    def text(self) -> str:
        """``Hội Nông dân: làm lại chuồng (hạn 01/11/2025, quá 19 ngày)``."""
        said = self.finding.demand.splitlines()[0]
        text = _("{body}: {demand} (due {day:%d/%m/%Y}, {days} days ago)")
        return text.format(
            body=BODY_NAMES[self.finding.body], demand=said, day=self.finding.deadline, days=self.days
        )  # fmt: skip


def overdue(workspace: Workspace, today: date | None = None) -> list[OverdueFinding]:
    """What was not mended by its deadline in the commune's active models, oldest deadline first."""
    now = today or today_of(workspace)
    found = [
        OverdueFinding(one, model.name, model.area_code, (now - one.deadline).days)
        for model in livelihood.active(workspace)
        for one in model_records.of_model(workspace, "supervision_finding", model.id)
        if one.overdue(now)
    ]
    return sorted(found, key=lambda one: (-one.days, one.finding.id))


def steps(workspace: Workspace, today: date) -> list[NextStep]:
    """The step of the first page for overdue findings; none where nothing is overdue."""
    late = overdue(workspace, today)
    if not late:
        return []
    text = _("{count} supervision findings are not mended in time").format(count=len(late))
    args = (("section", "supervision"), ("area", late[0].area_code))
    return [NextStep("supervision-overdue", text, late[0].text, _("View"), "livelihood", args, urgent=True)]


def mend(workspace: Workspace, finding_id: str, mended_on: Typed, mending: str) -> SupervisionFinding:
    """Note that a finding was mended, when and how; raises InvalidInput (MH-02 without words, MH-04)."""
    typed = {"mended_on": mended_on or today_of(workspace), "mending": mending}
    changed: SupervisionFinding = model_records.change(
        workspace, "supervision_finding", finding_id, typed, typed_text(mending)
    )
    return changed
