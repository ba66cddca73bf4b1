"""Giám sát: what the Front, mass organisations and the council found, by when it must be mended, how it was."""

from __future__ import annotations

from sinhke_desktop.domain.supervision import BODY_NAMES, SupervisionFinding
from sinhke_desktop.gui.livelihood.file.model_file import ModelFile
from sinhke_desktop.gui.livelihood.file.section import FileSection, RecordCard
from sinhke_desktop.gui.widgets import Column
from sinhke_desktop.i18n import _
from sinhke_desktop.services.livelihood import ModelStatus


class SupervisionSection(FileSection):
    """Findings, what is demanded and what was done."""

    def __init__(self, file: ModelFile) -> None:
        super().__init__(file)
        self.findings = RecordCard(
            file,
            "supervision_finding",
            [
                Column(_("Finding"), lambda row: row.finding.replace("\n", " ")),
                Column(_("Body"), lambda row: BODY_NAMES[row.body]),
                Column(_("Day"), lambda row: f"{row.on:%d/%m/%Y}", numeric=True),
                Column(_("Demand"), lambda row: row.demand.replace("\n", " ")),
                Column(_("Deadline"), lambda row: f"{row.deadline:%d/%m/%Y}" if row.deadline else "", numeric=True),
                Column(_("State"), self._state, tone=self._tone),
            ],
            add=_("Add a finding"),
            empty=_("No supervision was noted yet."),
            wrap=(0, 3),
            start=lambda: {"on": f"{file.today():%d/%m/%Y}"},
        )
        self.column.addWidget(self.findings)
        self.column.addStretch(1)

    def _state(self, row: SupervisionFinding) -> str:
        if row.mended_on:
            return _("mended {day:%d/%m/%Y}").format(day=row.mended_on)
        if row.overdue(self.file.today()):
            return _("overdue")
        return _("open") if row.open else _("nothing to mend")

    def _tone(self, row: SupervisionFinding) -> str:
        if row.overdue(self.file.today()):
            return "poor"
        return "near-poor" if row.open else "escaped"

    def show_read(self, status: ModelStatus) -> None:
        """Show the findings; late ones are named above."""
        rows = self.findings.show_rows()
        late = [row for row in rows if row.overdue(self.file.today())]
        text = _("{count} findings are not mended by their deadline.").format(count=len(late))
        self.notice.show_text("warn", text if late else "")
