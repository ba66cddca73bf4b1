"""A household's record and the pages beside it, made one after the other so that the window answers in between."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.households.acts_pane import ActsPane, attach_life
from sinhke_desktop.gui.households.evidence_pane import EvidencePane
from sinhke_desktop.gui.households.photos_card import PhotosPane, photo_services
from sinhke_desktop.gui.households.record_view import RecordPane
from sinhke_desktop.gui.households.supports_card import SupportsPane
from sinhke_desktop.gui.households.supports_presenter import support_services
from sinhke_desktop.gui.households.visits_pane import VisitsPane
from sinhke_desktop.i18n import _

BETWEEN_MS = 40


class RecordParts(QObject):
    """Begins by itself, one part each time the window has nothing else to do; who asks for a part gets it at once."""

    def __init__(
        self,
        parent: QWidget,
        context: Context,
        make: Callable[[], RecordPane],
        take: Callable[[RecordPane], object],
        acted: Callable[[str], object],
    ) -> None:
        """*make* makes the record, *take* puts it in its place; *acted* is told of acts."""
        super().__init__(parent)
        self._context, self._make, self._take, self._acted = context, make, take, acted
        self._left: deque[Callable[[], object]] = deque((
            self._make_record, self._make_acts,
            lambda: self._tab(_("Visits"), VisitsPane(context)),
            lambda: self._tab(_("Supports received"), SupportsPane(context, support_services(context.workspace))),
            lambda: self._tab(_("Photographs"), PhotosPane(context, photo_services(context.workspace))),
            lambda: self._tab(_("Scanned forms"), EvidencePane(context)),
        ))  # fmt: skip
        self._soon = QTimer(self)
        self._soon.timeout.connect(self._make_when_idle)
        self._soon.start(BETWEEN_MS)

    @property
    def record(self) -> RecordPane:
        """The record itself, with all its pages."""
        self._make_all()
        return self._record

    @property
    def acts(self) -> ActsPane:
        """The record's page of acts."""
        self._make_all()
        return self._acts

    def _make_all(self) -> None:
        while self._left:
            self._make_next()

    def _make_when_idle(self) -> None:
        """Not beside what the worker reads: the two would wait for each other."""
        if not self._context.runner.busy():
            self._make_next()

    def _make_next(self) -> None:
        if self._left:
            self._left.popleft()()
        if not self._left:
            self._soon.stop()

    def _make_record(self) -> None:
        self._record = self._make()
        self._take(self._record)

    def _make_acts(self) -> None:
        self._acts = attach_life(self._context, self._record, self._acted)

    def _tab(self, title: str, pane: VisitsPane | SupportsPane | PhotosPane | EvidencePane) -> None:
        self._record.add_tab(title, pane)
        self._record.shown.connect(pane.show_household)
