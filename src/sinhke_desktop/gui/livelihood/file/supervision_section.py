"""Giám sát: what the Front, mass organisations and the council found, by when it must be mended, how it was."""

from __future__ import annotations

from sinhke_desktop.domain.supervision import BODY_NAMES, SupervisionFinding
from sinhke_desktop.gui.livelihood.file.model_file import ModelFile
from sinhke_desktop.gui.livelihood.file.section import FileSection, RecordCard
from sinhke_desktop.gui.widgets import Column, Form, QuietButton
from sinhke_desktop.gui.widgets.form_dialog import FormDialog, day_field, note_field
from sinhke_desktop.i18n import _
from sinhke_desktop.services import supervision
from sinhke_desktop.services.livelihood import ModelStatus


class SupervisionSection(FileSection):
    """Findings, what is demanded and what was done; one button notes that a finding was mended."""

    def __init__(self, file: ModelFile) -> None:
        super().__init__(file)
        self._people: dict[str, str] = {}
        self.dialog: FormDialog | None = None
        self.findings = RecordCard(
            file,
            "supervision_finding",
            [
                Column(_("Finding"), self._finding),
                Column(_("Body"), lambda row: BODY_NAMES[row.body]),
                Column(_("Day"), lambda row: f"{row.on:%d/%m/%Y}", numeric=True),
                Column(_("Demand"), lambda row: row.demand.replace("\n", " ")),
                Column(_("Deadline"), lambda row: f"{row.deadline:%d/%m/%Y}" if row.deadline else "", numeric=True),
                Column(_("State"), self._state, tone=self._tone, tip=lambda row: row.mending),
            ],
            add=_("Add a finding"),
            empty=_("No supervision was noted yet."),
            wrap=(0, 1, 3),
            start=lambda: {"on": f"{file.today():%d/%m/%Y}"},
        )
        self.mend_button = QuietButton(
            _("Mended now"), "check", self.mend, tip=_("Note how the chosen finding was mended")
        )  # fmt: skip
        self.findings.add_to_head(self.mend_button)
        self.findings.table.chosen.connect(lambda _row: self._show_button())
        self.column.addWidget(self.findings)
        self.column.addStretch(1)

    def _finding(self, row: SupervisionFinding) -> str:
        where = self._people.get(row.participant_id, "")
        said = row.finding.replace("\n", " ")
        return f"{where}: {said}" if where else said

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
        self._people = self.file.names("participant")
        rows = self.findings.show_rows()
        late = [one for one in supervision.overdue(self.file.workspace) if one.finding in rows]
        text = _("{count} findings are not mended by their deadline.").format(count=len(late))
        self.notice.show_text("warn", "\n".join([text, *(one.text for one in late)]) if late else "")
        self._show_button()

    def _show_button(self) -> None:
        """There is something to mend, and it is chosen or the only one."""
        self.mend_button.setVisible(any(row.open for row in self.findings.model.rows))
        self.mend_button.setEnabled(self.chosen() is not None)

    def chosen(self) -> SupervisionFinding | None:
        """The open finding that is chosen, or the only open one."""
        rows: list[SupervisionFinding] = list(self.findings.model.rows)
        at = self.findings.table.current_row()
        if at >= 0:
            return rows[at] if rows[at].open else None
        waiting = [row for row in rows if row.open]
        return waiting[0] if len(waiting) == 1 else None

    def mend(self) -> None:
        """Ask when and how the chosen finding was mended."""
        finding = self.chosen()
        if finding is None:
            return

        def save(form: Form) -> None:
            supervision.mend(self.file.workspace, finding.id, form.text("mended_on"), form.text("mending"))

        dialog = FormDialog(self, _("Mended now"), save, self.findings.saved, text=finding.demand)
        dialog.form.add("mended_on", _("Mended on"), day_field(self.file.today()))
        dialog.form.add("mending", _("How it was mended"), note_field(), span=2)
        self.dialog = dialog
        dialog.open()
        dialog.form.fields["mending"].editor.setFocus()
