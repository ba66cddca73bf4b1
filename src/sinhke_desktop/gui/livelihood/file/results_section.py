"""Kết quả: the plan's targets beside what is reached, each household's exit and income, what remains of the model."""

from __future__ import annotations

from shiboken6 import isValid

from sinhke_desktop.domain.model_results import COMMENDED_NAMES, COMMENDING_LEVEL_NAMES, LESSON_KIND_NAMES
from sinhke_desktop.gui.livelihood.file.exits_card import ExitsCard
from sinhke_desktop.gui.livelihood.file.model_file import ModelFile
from sinhke_desktop.gui.livelihood.file.section import FileSection, RecordCard
from sinhke_desktop.gui.livelihood.file.targets_card import TargetsCard
from sinhke_desktop.gui.widgets import Column
from sinhke_desktop.i18n import _
from sinhke_desktop.progress import Progress
from sinhke_desktop.services import model_outcome
from sinhke_desktop.services.livelihood import ModelStatus
from sinhke_desktop.services.model_outcome import Outcome


class ResultsSection(FileSection):
    """Targets, exits, commendations, lessons, replication. Reviews and tables are read in the worker."""

    def __init__(self, file: ModelFile) -> None:
        super().__init__(file)
        self.targets, self.exits = TargetsCard(), ExitsCard()
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
                Column(_("Commended"), lambda row: row.name),
                Column(_("As"), lambda row: COMMENDED_NAMES[row.to]),
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
                Column(_("Done again in"), lambda row: row.place),
                Column(_("Number of households"), lambda row: str(row.households or ""), numeric=True),
                Column(_("Begun on"), lambda row: f"{row.begun_on:%d/%m/%Y}" if row.begun_on else "", numeric=True),
                Column(_("Carried by"), lambda row: row.carried_by),
            ],
            add=_("Add a place"),
            empty=_("The model is not done elsewhere yet."),
            wrap=(0, 3),
        )
        for card in (self.targets, self.exits, self.lessons, self.commendations, self.replications):
            self.column.addWidget(card)
        self.column.addStretch(1)

    def show_read(self, status: ModelStatus) -> None:
        """Show what came of the model; targets and exits follow when they are read."""
        for card in (self.lessons, self.commendations, self.replications):
            card.show_rows()
        model_id, workspace = status.model.id, self.file.workspace

        def work(progress: Progress) -> Outcome:
            return model_outcome.of_model(workspace, model_id, progress)

        def done(found: Outcome) -> None:
            if isValid(self) and self.file.model_id == model_id:
                self.targets.show_lines(found.targets)
                self.exits.show_results(found.results, found.exits)

        self.file.context.runner.run(work, done)
