"""Kết quả: what came of the model: commendations, lessons, where it is done again."""

from __future__ import annotations

from sinhke_desktop.domain.model_results import COMMENDED_NAMES, COMMENDING_LEVEL_NAMES, LESSON_KIND_NAMES
from sinhke_desktop.gui.livelihood.file.model_file import ModelFile
from sinhke_desktop.gui.livelihood.file.section import FileSection, RecordCard
from sinhke_desktop.gui.widgets import Column
from sinhke_desktop.i18n import _
from sinhke_desktop.services.livelihood import ModelStatus


class ResultsSection(FileSection):
    """Commendations, lessons, replication."""

    def __init__(self, file: ModelFile) -> None:
        super().__init__(file)
        self.lessons = RecordCard(
            file,
            "lesson",
            [
                Column(_("Lesson"), lambda row: row.text.replace("\n", " ")),
                Column(_("Kind"), lambda row: LESSON_KIND_NAMES[row.kind]),
            ],
            add=_("Add a lesson"),
            empty=_("No lesson was written down yet."),
        )
        self.commendations = RecordCard(
            file,
            "commendation",
            [
                Column(_("Name"), lambda row: row.name),
                Column(_("Who"), lambda row: COMMENDED_NAMES[row.to]),
                Column(_("Level"), lambda row: COMMENDING_LEVEL_NAMES[row.level]),
                Column(_("Award"), lambda row: row.award),
                Column(_("Decision"), lambda row: row.number if row.on else _("proposed")),
            ],
            add=_("Add a commendation"),
            empty=_("Nobody was commended yet."),
        )
        self.replications = RecordCard(
            file,
            "replication",
            [
                Column(_("Place"), lambda row: row.place),
                Column(_("Households"), lambda row: str(row.households or ""), numeric=True),
                Column(_("Begun on"), lambda row: f"{row.begun_on:%d/%m/%Y}" if row.begun_on else "", numeric=True),
                Column(_("Carried by"), lambda row: row.carried_by),
            ],
            add=_("Add a place"),
            empty=_("The model is not done elsewhere yet."),
            wrap=(0, 3),
        )
        for card in (self.lessons, self.commendations, self.replications):
            self.column.addWidget(card)
        self.column.addStretch(1)

    def show_read(self, status: ModelStatus) -> None:
        """Show what came of the model."""
        for card in (self.lessons, self.commendations, self.replications):
            card.show_rows()
