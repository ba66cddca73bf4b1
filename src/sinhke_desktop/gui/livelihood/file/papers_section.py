"""Giai đoạn, giấy tờ: due days of the stages and their papers; what is missing and what is late."""

from __future__ import annotations

from sinhke_desktop.domain.livelihood import STAGE_NAMES
from sinhke_desktop.domain.stage_papers import PAPER_STATE_NAMES
from sinhke_desktop.gui.livelihood.file.model_file import ModelFile
from sinhke_desktop.gui.livelihood.file.section import FileSection, RecordCard
from sinhke_desktop.gui.widgets import Column
from sinhke_desktop.i18n import _
from sinhke_desktop.services.livelihood import ModelStatus


class PapersSection(FileSection):
    """The stages' due days and papers."""

    def __init__(self, file: ModelFile) -> None:
        super().__init__(file)
        self.papers = RecordCard(
            file,
            "stage_paper",
            [
                Column(_("Paper"), lambda row: row.name),
                Column(_("Stage"), lambda row: STAGE_NAMES[row.stage]),
                Column(_("State"), lambda row: PAPER_STATE_NAMES[row.state]),
                Column(_("Number"), lambda row: row.number),
                Column(_("Signed on"), lambda row: f"{row.dated_on:%d/%m/%Y}" if row.dated_on else "", numeric=True),
            ],
            add=_("Add a paper"),
            empty=_("No paper was noted yet."),
            hidden=lambda: {"key": ""},
        )
        self.dues = RecordCard(
            file,
            "stage_due",
            [
                Column(_("Stage"), lambda row: STAGE_NAMES[row.stage]),
                Column(_("Due on"), lambda row: f"{row.due_on:%d/%m/%Y}", numeric=True),
                Column(_("Note"), lambda row: row.note),
            ],
            add=_("Set a due day"),
            empty=_("No stage has a due day yet."),
            wrap=(0, 2),
        )
        self.column.addWidget(self.papers)
        self.column.addWidget(self.dues)
        self.column.addStretch(1)

    def show_read(self, status: ModelStatus) -> None:
        """Show papers and due days."""
        self.papers.show_rows()
        self.dues.show_rows()
