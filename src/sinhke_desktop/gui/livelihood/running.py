"""The side of the page after the choice: the line of stages, and the model's file below it, one section at a time."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabBar, QVBoxLayout, QWidget

from sinhke_desktop.gui.livelihood.file.choice_section import ChoiceSection
from sinhke_desktop.gui.livelihood.file.follow_section import FollowSection
from sinhke_desktop.gui.livelihood.file.households_section import HouseholdsSection
from sinhke_desktop.gui.livelihood.file.inputs_section import InputsSection
from sinhke_desktop.gui.livelihood.file.market_section import MarketSection
from sinhke_desktop.gui.livelihood.file.model_file import ModelFile
from sinhke_desktop.gui.livelihood.file.money_section import MoneySection
from sinhke_desktop.gui.livelihood.file.papers_section import PapersSection
from sinhke_desktop.gui.livelihood.file.results_section import ResultsSection
from sinhke_desktop.gui.livelihood.file.revolving_section import RevolvingSection
from sinhke_desktop.gui.livelihood.file.section import FileSection
from sinhke_desktop.gui.livelihood.file.supervision_section import SupervisionSection
from sinhke_desktop.gui.livelihood.file.timeline_section import TimelineSection
from sinhke_desktop.gui.livelihood.records import ParticipantRow
from sinhke_desktop.gui.livelihood.stage_picker import StagePicker
from sinhke_desktop.gui.livelihood.standing import StageWords, targets
from sinhke_desktop.gui.widgets import Card, LinkButton, Stage, StageState
from sinhke_desktop.i18n import _
from sinhke_desktop.services.livelihood import ModelStatus


class RunningView(QWidget):
    """Tells what was pressed; the page answers."""

    stage_chosen = Signal(int)
    source_asked = Signal()
    payment_asked = Signal(str)
    all_paid_asked = Signal()
    payment_opened = Signal(object)
    handover_asked = Signal()
    handovers_opened = Signal(int)
    join_asked = Signal()
    participant_opened = Signal(str)
    end_asked = Signal()
    change_asked = Signal()

    def __init__(self, file: ModelFile) -> None:
        super().__init__()
        self.file = file
        self._status: ModelStatus | None = None
        self._participants: Sequence[ParticipantRow] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        stages = Card()
        self.stages = StagePicker()
        self.stages.chosen.connect(self.stage_chosen)
        stages.add(self.stages)
        column.addWidget(stages)
        self._make_sections()
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setAccessibleName(_("Sections of the model's file"))
        column.addWidget(self.tabs)
        for key, (title, section) in self._titled.items():
            self.tabs.setTabData(self.tabs.addTab(title), key)
            column.addWidget(section)
            section.hide()
        self.tabs.currentChanged.connect(lambda _at: self._show_section())
        self.end = LinkButton(_("End this model…"), pressed=self.end_asked.emit)
        column.addWidget(self.end)
        column.addStretch(1)
        self._show_section()

    def _make_sections(self) -> None:
        file = self.file
        self.follow, self.households, self.money = FollowSection(file), HouseholdsSection(file), MoneySection(file)
        self.inputs, self.papers = InputsSection(file), PapersSection(file)
        self.choice = ChoiceSection(file)
        self._titled: dict[str, tuple[str, FileSection]] = {
            "follow": (_("Follow-up"), self.follow),
            "households": (_("Households"), self.households),
            "money": (_("Money"), self.money),
            "inputs": (_("Animals, inputs"), self.inputs),
            "market": (_("Technique, market"), MarketSection(file)),
            "supervision": (_("Supervision"), SupervisionSection(file)),
            "revolving": (_("Revolving fund"), RevolvingSection(file)),
            "results": (_("Results"), ResultsSection(file)),
            "timeline": (_("Time line"), TimelineSection(file)),
            "papers": (_("Stages, papers"), self.papers),
            "choice": (_("Choice"), self.choice),
        }
        self.month = self.follow.month
        self.month.join_asked.connect(self.join_asked)
        self.households.join_asked.connect(self.join_asked)
        self.households.participant_opened.connect(self.participant_opened)
        self.choice.change_asked.connect(self.change_asked)
        self.money.source_asked.connect(self.source_asked)
        self.money.payment_asked.connect(self.payment_asked)
        self.money.all_asked.connect(self.all_paid_asked)
        self.money.payment_opened.connect(self.payment_opened)
        self.inputs.handover_asked.connect(self.handover_asked)
        self.inputs.handovers_opened.connect(self.handovers_opened)

    def section(self, key: str) -> FileSection:
        """One section by its key."""
        return self._titled[key][1]

    def section_keys(self) -> list[str]:
        """The sections in the order of the tabs."""
        return list(self._titled)

    def look_at(self, key: str) -> None:
        """Show a section."""
        self.tabs.setCurrentIndex(self.section_keys().index(key))

    def _show_section(self) -> None:
        shown = str(self.tabs.tabData(self.tabs.currentIndex()))
        for key, (_title, section) in self._titled.items():
            section.setVisible(key == shown)
        self._read(shown)

    def _read(self, key: str) -> None:
        """Only the section in sight is read."""
        if self._status is None:
            return
        section = self.section(key)
        section.show_read(self._status)
        if section is self.follow:
            self.follow.show_targets(targets(self._status, self._participants))

    def show_model(
        self, status: ModelStatus, stages: Sequence[StageWords], participants: Sequence[ParticipantRow]
    ) -> None:
        """Show where the model stands."""
        self._status, self._participants = status, participants
        self.file.look_at(status.model.id)
        self.stages.set_stages([Stage(one.name, one.detail, StageState(one.state)) for one in stages])
        self._show_section()
