"""The side of the page after the choice: the line of stages, and the model's file below it, one section at a time."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sinhke_desktop.gui.livelihood.file.follow_section import FollowSection
from sinhke_desktop.gui.livelihood.file.model_file import ModelFile
from sinhke_desktop.gui.livelihood.file.section import FileSection
from sinhke_desktop.gui.livelihood.records import ParticipantRow
from sinhke_desktop.gui.livelihood.stage_picker import StagePicker
from sinhke_desktop.gui.livelihood.standing import StageWords, targets
from sinhke_desktop.gui.widgets import Card, LinkButton, Stage, StageState
from sinhke_desktop.gui.widgets.section_tabs import SectionTabs
from sinhke_desktop.i18n import N_, _
from sinhke_desktop.services.livelihood import ModelStatus

SECTIONS = {
    "follow": N_("Follow-up"),
    "households": N_("Households"),
    "money": N_("Money"),
    "inputs": N_("Animals, inputs"),
    "market": N_("Technique, market"),
    "supervision": N_("Supervision"),
    "revolving": N_("Revolving fund"),
    "results": N_("Results"),
    "timeline": N_("Time line"),
    "papers": N_("Stages, papers"),
    "choice": N_("Choice"),
}
"""Key → title; ``file/<key>_section.py`` holds the class, which is imported and made when it is first looked at."""
ASKS = (
    "source_asked", "payment_asked", "all_paid_asked", "payment_opened", "handover_asked", "handovers_opened",
    "join_asked", "participant_opened", "change_asked",
)  # fmt: skip
"""Signals of sections that the page answers."""


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
        self._made: dict[str, FileSection] = {}
        self.tabs = SectionTabs({key: _(title) for key, title in SECTIONS.items()})
        self.tabs.setAccessibleName(_("Sections of the model's file"))
        column.addWidget(self.tabs)
        self._sections = QVBoxLayout()
        column.addLayout(self._sections)
        self.follow = FollowSection(file)
        self._take("follow", self.follow)
        self.month = self.follow.month
        self.month.join_asked.connect(self.join_asked)
        self.tabs.chosen.connect(lambda _key: self._show_section())
        self.end = LinkButton(_("End this model…"), pressed=self.end_asked.emit)
        column.addWidget(self.end)
        column.addStretch(1)
        self._show_section()

    def _take(self, key: str, section: FileSection) -> None:
        """Put a new section in its place; what it asks is passed on."""
        self._made[key] = section
        section.hide()
        self._sections.addWidget(section)
        for name in ASKS:
            if hasattr(section, name):
                getattr(section, name).connect(getattr(self, name))

    def section(self, key: str) -> FileSection:
        """One section by its key, made when it is first asked for."""
        if key not in self._made:
            module = import_module(f"sinhke_desktop.gui.livelihood.file.{key}_section")
            self._take(key, getattr(module, f"{key.capitalize()}Section")(self.file))
        return self._made[key]

    def section_keys(self) -> list[str]:
        """The sections in the order of the tabs."""
        return list(SECTIONS)

    def look_at(self, key: str) -> None:
        """Show a section."""
        self.tabs.choose(key)

    def _show_section(self) -> None:
        shown = self.tabs.current()
        section = self.section(shown)
        for one in self._made.values():
            one.setVisible(one is section)
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
