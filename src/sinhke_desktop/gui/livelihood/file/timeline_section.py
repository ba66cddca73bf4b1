"""Dòng thời gian: everything that happened to the model by day, by kind where wished, and charts of the whole."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox
from shiboken6 import isValid

from sinhke_desktop.domain.timeline import EVENT_NAMES, EventKind, Happened
from sinhke_desktop.gui.livelihood.file.charts_card import ChartsCard
from sinhke_desktop.gui.livelihood.file.model_file import ModelFile
from sinhke_desktop.gui.livelihood.file.section import FileSection
from sinhke_desktop.gui.widgets import Card, Column, RowsModel, label
from sinhke_desktop.gui.widgets.wrapping import WrapTable
from sinhke_desktop.i18n import _
from sinhke_desktop.progress import Progress
from sinhke_desktop.services import timeline
from sinhke_desktop.services.livelihood import ModelStatus
from sinhke_desktop.services.timeline import Charts

TONES = {EventKind.LOSS: "poor", EventKind.SUPERVISION: "near-poor", EventKind.STAGE: "escaped"}


class TimelineSection(FileSection):
    """The time line and the charts; both are read in the worker."""

    def __init__(self, file: ModelFile) -> None:
        super().__init__(file)
        self.charts = ChartsCard()
        self.column.addWidget(self.charts)
        card = Card(_("What happened to the model"))
        self.kinds = QComboBox()
        self.kinds.setAccessibleName(_("Show only"))
        self.kinds.addItem(_("Everything"), "")
        for kind, words in EVENT_NAMES.items():
            self.kinds.addItem(words, kind.value)
        self.kinds.currentIndexChanged.connect(lambda _at: self._show_kind())
        card.add_to_head(self.kinds)
        self.events: RowsModel[Happened] = RowsModel(
            [
                Column(_("Day"), lambda row: f"{row.on:%d/%m/%Y}", numeric=True),
                Column(_("Kind"), lambda row: EVENT_NAMES[row.kind], tone=lambda row: TONES.get(row.kind, "neutral")),
                Column(_("What happened"), lambda row: row.text),
                Column(_("More about it"), lambda row: row.detail),
            ]
        )
        self.table = WrapTable(self.events, wrap=(2, 3))
        self.table.setAccessibleName(_("What happened to the model"))
        card.add(self.table)
        self.nothing = label(_("Nothing of this kind happened yet."), "secondary")
        card.add(self.nothing)
        self.column.addWidget(card)
        self.column.addStretch(1)
        self._all: list[Happened] = []
        self.nothing.hide()

    def show_read(self, status: ModelStatus) -> None:
        """Read the time line and the charts."""
        model_id, workspace = status.model.id, self.file.workspace

        def work(_progress: Progress) -> tuple[list[Happened], Charts]:
            return timeline.of_model(workspace, model_id), timeline.charts(workspace, model_id)

        def done(found: tuple[list[Happened], Charts]) -> None:
            if isValid(self) and self.file.model_id == model_id:
                self._all = found[0][::-1]
                self.charts.show_charts(found[1])
                self._show_kind()

        self.file.context.runner.run(work, done)

    def _show_kind(self) -> None:
        wanted = str(self.kinds.currentData() or "")
        rows = [one for one in self._all if not wanted or one.kind == wanted]
        self.events.set_rows(rows)
        self.table.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        self.table.fit()
