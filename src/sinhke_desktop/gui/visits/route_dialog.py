"""The order in which one walks through a hamlet: moved by keys or by hand, by address, by name, with undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from sinhke_desktop.domain.visit_route import RouteStop, by_address, by_name
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.widgets import Dialog, EmptyState, Flow, QuietButton, choices
from sinhke_desktop.i18n import _
from sinhke_desktop.services import visit_routes

STOP = Qt.ItemDataRole.UserRole


class RouteDialog(Dialog):
    """Puts the households of one of *hamlets* (id, name) in order; *saved* is given the hamlet and the order before."""

    def __init__(
        self,
        parent: QWidget,
        context: Context,
        hamlets: Sequence[tuple[str, str]],
        hamlet_id: str,
        saved: Callable[[str, tuple[str, ...]], object],
    ) -> None:
        text = _("Forms and the list on top follow this order. Alt+Up and Alt+Down move a household, or drag it.")
        super().__init__(parent, _("Walking order"), _("Save the order"), text=text, width=860)
        self._context, self._saved = context, saved
        self._before: list[list[RouteStop]] = []
        self.hamlet = choices(*hamlets)
        self.hamlet.setAccessibleName(_("Hamlet"))
        self.hamlet.setCurrentIndex(max(self.hamlet.findData(hamlet_id), 0))
        self.up = QuietButton(_("Up"), "chevron-up", lambda: self.move_current(-1), tip="Alt+↑")
        self.down = QuietButton(_("Down"), "chevron-down", lambda: self.move_current(1), tip="Alt+↓")
        self.address = QuietButton(_("By address"), "map-pin", lambda: self._sort(by_address))
        self.name = QuietButton(_("By given name"), "users", lambda: self._sort(by_name))
        self.undo = QuietButton(_("Undo"), "undo-2", self.take_back, tip="Ctrl+Z")
        self.add(Flow(self.hamlet, self.up, self.down, self.address, self.name, self.undo, gap=8))
        self.list = QListWidget()
        self.list.setAccessibleName(_("Households in walking order"))
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setMinimumHeight(theme.px(360))
        self.list.model().rowsMoved.connect(self._dropped, Qt.ConnectionType.QueuedConnection)
        self.add(self.list)
        self.nobody = EmptyState("users", _("Nobody lives in this hamlet yet"), _("Choose another hamlet."))
        self.nobody.hide()
        self.add(self.nobody)
        self.hamlet.currentIndexChanged.connect(lambda _at: self._read())
        for key, press in (
            ("Alt+Up", partial(self.move_current, -1)), ("Alt+Down", partial(self.move_current, 1)),
            ("Ctrl+Z", self.take_back),
        ):  # fmt: skip
            QShortcut(QKeySequence(key), self, press)
        self.stops: list[RouteStop] = []
        self._read()

    def hamlet_id(self) -> str:
        """The hamlet that is put in order."""
        return str(self.hamlet.currentData() or "")

    def _read(self) -> None:
        workspace, hamlet_id = self._context.workspace, self.hamlet_id()
        self._context.runner.run(lambda _progress: visit_routes.stops(workspace, hamlet_id), self._show_read)

    def _show_read(self, stops: list[RouteStop]) -> None:
        self._before.clear()
        self._show(stops, 0)
        self.list.setVisible(bool(stops))
        self.nobody.setVisible(not stops)
        self.list.setFocus()

    def _show(self, stops: list[RouteStop], current: int) -> None:
        self.stops = stops
        self.list.clear()
        for place, stop in enumerate(stops, 1):
            item = QListWidgetItem(_words(place, stop))
            item.setData(STOP, stop.household_id)
            self.list.addItem(item)
        self.list.setCurrentRow(current)
        for button in (self.up, self.down, self.address, self.name, self.primary):
            button.setEnabled(bool(stops))
        self.undo.setEnabled(bool(self._before))

    def _change(self, stops: list[RouteStop], current: int) -> None:
        if stops != self.stops:
            self._before.append(self.stops)
            self._show(stops, current)

    def move_current(self, by: int) -> None:
        """Move the current household one place up (-1) or down (1)."""
        at = self.list.currentRow()
        to = at + by
        if at >= 0 and 0 <= to < len(self.stops):
            stops = list(self.stops)
            stops.insert(to, stops.pop(at))
            self._change(stops, to)

    def _sort(self, sort: Callable[[list[RouteStop]], list[RouteStop]]) -> None:
        self._change(sort(self.stops), 0)

    def _dropped(self, *_moved: object) -> None:
        by_id = {stop.household_id: stop for stop in self.stops}
        ids = [str(self.list.item(row).data(STOP)) for row in range(self.list.count())]
        self._change([by_id[one] for one in ids], self.list.currentRow())

    def take_back(self) -> None:
        """Undo the last change."""
        if self._before:
            self._show(self._before.pop(), max(self.list.currentRow(), 0))

    def confirm(self) -> None:
        """Keep the order."""
        hamlet_id, ids = self.hamlet_id(), [stop.household_id for stop in self.stops]
        try:
            before = visit_routes.kept(self._context.workspace, hamlet_id)
            visit_routes.keep(self._context.workspace, hamlet_id, ids)
        except SinhkeError as error:
            self.notice.show_error(error)
            return
        self.accept()
        self._saved(hamlet_id, before)


def _words(place: int, stop: RouteStop) -> str:
    return f"{place}. {stop.head_name}" + (f" – {stop.address}" if stop.address else "")
