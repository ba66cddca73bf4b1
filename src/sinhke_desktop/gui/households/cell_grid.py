"""Fields with a title above and a problem below, in as many columns as there is room for; some may be hidden."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from sinhke_desktop.gui import theme
from sinhke_desktop.gui.households.editors import Cell, EnterGoesOn
from sinhke_desktop.gui.households.quick_choice import QuickChoice
from sinhke_desktop.gui.households.tick_list import TickList

Editor = QLineEdit | QuickChoice | TickList


class CellGrid(QWidget):
    """Tells :attr:`changed` the field, :attr:`left` that one was finished."""

    changed = Signal(str)
    left = Signal()

    def __init__(self, enter: EnterGoesOn, columns: int = 3, least: int = 230) -> None:
        super().__init__()
        self._enter = enter
        self._most = columns
        self._least = least
        self._columns = columns
        self._spans: dict[str, int] = {}
        self._hidden: Collection[str] = ()
        self._filling = False
        self.cells: dict[str, Cell] = {}
        self.editors: dict[str, Editor] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)

    def add(self, field: str, title: str, editor: Editor, span: int = 1) -> None:
        """One more field, *span* columns wide where there is room; :meth:`place` after the last one shows them."""
        self.cells[field] = Cell(title, editor)
        self.cells[field].setParent(self)
        self.editors[field] = editor
        self._spans[field] = span
        if isinstance(editor, QLineEdit):
            editor.textChanged.connect(lambda: self._told(field))
            editor.editingFinished.connect(self.left)
            self._enter.watch(editor)
        elif isinstance(editor, QComboBox):
            editor.currentIndexChanged.connect(lambda: self._told(field))
            self._enter.watch(editor)
        else:
            editor.changed.connect(lambda: self._told(field))
            self._enter.watch(*editor.boxes.values())

    def _told(self, field: str) -> None:
        if not self._filling:
            self.changed.emit(field)

    def values(self) -> dict[str, str]:
        """What stands in every field, hidden ones too."""
        return {
            field: editor.text() if isinstance(editor, QLineEdit) else editor.value()
            for field, editor in self.editors.items()
        }

    def set_values(self, values: Mapping[str, str]) -> None:
        """Fill the fields; nothing is told."""
        self._filling = True
        for field, editor in self.editors.items():
            if isinstance(editor, QLineEdit):
                editor.setText(values[field])
            else:
                editor.set_value(values[field])
        self._filling = False

    def show_only(self, shown: Iterable[str]) -> None:
        """Hide every field but *shown*."""
        hidden = set(self.cells) - set(shown)
        if hidden != set(self._hidden):
            self._hidden = hidden
            self.place()
            self._fit()

    def order(self) -> list[QWidget]:
        """The fields in the order of Tab."""
        return [
            widget
            for editor in self.editors.values()
            for widget in (editor.boxes.values() if isinstance(editor, TickList) else (editor,))
        ]

    def show_problems(self, texts: Mapping[str, str], prefix: str = "") -> dict[str, QWidget]:
        """Put each problem under its field; returns the editors of those that have one, by path."""
        wrong: dict[str, QWidget] = {}
        for field, cell in self.cells.items():
            text = texts.get(prefix + field, "")
            cell.set_problem(text)
            if text:
                editor = self.editors[field]
                wrong[prefix + field] = editor.first() if isinstance(editor, TickList) else editor
        return wrong

    def minimumSizeHint(self) -> QSize:
        widest = max((cell.minimumSizeHint().width() for _field, cell in self._shown()), default=0)
        return QSize(widest, self._grid.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As many columns as their fields need to show all their words."""
        widths = [cell.minimumSizeHint().width() // self._spans[field] for field, cell in self._shown()]
        needed = max(theme.px(self._least), *widths) + self._grid.horizontalSpacing()
        fitting = max(min(self._most, (self.width() + self._grid.horizontalSpacing()) // needed), 1)
        if fitting != self._columns:
            self._columns = fitting
            self.place()

    def _shown(self) -> list[tuple[str, Cell]]:
        return [(field, cell) for field, cell in self.cells.items() if field not in self._hidden]

    def place(self) -> None:
        """Put the fields into their columns."""
        while self._grid.count():
            self._grid.takeAt(0)
        at = 0
        for field, cell in self.cells.items():
            if field in self._hidden:
                cell.hide()
                continue
            span = min(self._spans[field], self._columns)
            if at % self._columns + span > self._columns:
                at += self._columns - at % self._columns
            self._grid.addWidget(cell, at // self._columns, at % self._columns, 1, span)
            cell.show()
            at += span
        for column in range(self._most):
            self._grid.setColumnStretch(column, 1 if column < self._columns else 0)
        self.updateGeometry()
