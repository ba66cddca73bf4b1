"""A grid to type in like a spreadsheet: typing replaces, Enter goes down, Tab right, Delete empties, Ctrl+V pastes."""

from __future__ import annotations

from typing import Any, Protocol

from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QLineEdit, QStyleOptionViewItem, QWidget

from sinhke_desktop.gui import theme
from sinhke_desktop.gui.widgets.table import Index, PillDelegate
from sinhke_desktop.gui.widgets.wrapping import WrapTable

LEAST_TYPING = 200
LEAVING = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Return: (1, 0),
    Qt.Key.Key_Enter: (1, 0),
    Qt.Key.Key_Tab: (0, 1),
    Qt.Key.Key_Backtab: (0, -1),
}
"""Keys that leave a cell that is typed in: so many cells down and to the right."""


class Sheet(Protocol):
    """What a grid shows and takes; rows and columns count from 0."""

    def titles(self) -> list[str]:
        """The columns' titles."""
        ...

    def row_count(self) -> int:
        """How many rows there are."""
        ...

    def text(self, row: int, column: int) -> str:
        """What stands in the cell."""
        ...

    def shown(self, row: int, column: int) -> str:
        """What the cell shows while nobody types in it; usually its text."""
        ...

    def editable(self, row: int, column: int) -> bool:
        """Can one type into the cell?"""
        ...

    def numeric(self, column: int) -> bool:
        """Do the column's cells stand at the right?"""
        ...

    def problem(self, row: int, column: int) -> str:
        """What is wrong with the cell, in words; empty where nothing is."""
        ...

    def mark(self, row: int, column: int) -> str:
        """``strong``, ``quiet``, ``late`` or empty: how the cell is written."""
        ...

    def put(self, row: int, column: int, text: str) -> None:
        """Take what was typed into the cell."""
        ...


class SheetModel(QAbstractTableModel):
    """A :class:`Sheet` for Qt; :attr:`typed` tells that something was typed."""

    typed = Signal()

    def __init__(self, sheet: Sheet, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sheet = sheet
        self._strong = theme.font(theme.BODY, QFont.Weight.DemiBold)

    def set_sheet(self, sheet: Sheet) -> None:
        """Show another sheet, or the same one read again."""
        self.beginResetModel()
        self._sheet = sheet
        self.endResetModel()

    def look_again(self) -> None:
        """The contents changed, the rows and columns did not."""
        if self.rowCount():
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else self._sheet.row_count()

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._sheet.titles())

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and self._sheet.editable(index.row(), index.column()):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._sheet.shown(row, column)
        if role == Qt.ItemDataRole.EditRole:
            return self._sheet.text(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(self._sheet.numeric(column))
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._sheet.problem(row, column) or None
        if role == Qt.ItemDataRole.FontRole and self._sheet.mark(row, column) == "strong":
            return self._strong
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._ink(row, column)
        if role == Qt.ItemDataRole.BackgroundRole and self._sheet.problem(row, column):
            return theme.colour("poor-soft")
        return None

    def _ink(self, row: int, column: int) -> QColor | None:
        mark = self._sheet.mark(row, column)
        if mark == "late" or self._sheet.problem(row, column):
            return theme.colour("poor-text")
        return theme.colour("muted") if mark == "quiet" else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row, column = index.row(), index.column()
        if role != Qt.ItemDataRole.EditRole or not self._sheet.editable(row, column):
            return False
        if str(value) == self._sheet.text(row, column):
            return True
        self._sheet.put(row, column, str(value))
        self.look_again()
        self.typed.emit()
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._sheet.titles()[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(self._sheet.numeric(section))
        return None


def _alignment(numeric: bool) -> int:
    across = Qt.AlignmentFlag.AlignRight if numeric else Qt.AlignmentFlag.AlignLeft
    return int(across | Qt.AlignmentFlag.AlignVCenter)


class SheetDelegate(PillDelegate):
    """The editor of a cell: wide enough to type in; Enter, Tab, Up and Down leave it as in a spreadsheet."""

    def __init__(self, table: SheetTable) -> None:
        super().__init__(table)
        self._table = table

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setAlignment(Qt.AlignmentFlag(int(index.data(Qt.ItemDataRole.TextAlignmentRole))))
        theme.restyle(editor, "cell", "true")
        return editor

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QLineEdit):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
            editor.selectAll()

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        where = option.rect
        if not int(index.data(Qt.ItemDataRole.TextAlignmentRole)) & int(Qt.AlignmentFlag.AlignRight.value):
            right = self._table.viewport().width()
            where.setWidth(max(where.width(), min(theme.px(LEAST_TYPING), right - where.left())))
        editor.setGeometry(where)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and isinstance(editor, QLineEdit):
            step = LEAVING.get(Qt.Key(event.key()))
            if step is not None:
                self.commitData.emit(editor)
                self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
                self._table.go(*step)
                return True
        return super().eventFilter(editor, event)


class SheetTable(WrapTable):
    """A :class:`WrapTable` to type in."""

    def __init__(self, model: SheetModel, *, wrap: tuple[int, ...] = (0,), plain: bool = True) -> None:
        super().__init__(model, wrap=wrap, plain=plain)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.AnyKeyPressed | trigger.EditKeyPressed | trigger.DoubleClicked)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setItemDelegate(SheetDelegate(self))
        self._sheet_model = model

    def go(self, down: int, right: int) -> None:
        """Go so many cells on, staying inside the grid; at the end of a line Tab goes on in the next one."""
        index = self.currentIndex()
        row, column = index.row() + down, index.column() + right
        columns, rows = self._sheet_model.columnCount(), self._sheet_model.rowCount()
        if right > 0:
            while row < rows and not self._takes(row, column):
                column += 1
                if column >= columns:
                    row, column = row + 1, 0
        elif right < 0:
            while row >= 0 and not self._takes(row, column):
                column -= 1
                if column < 0:
                    row, column = row - 1, columns - 1
        if 0 <= row < rows and 0 <= column < columns:
            self.setCurrentIndex(self._sheet_model.index(row, column))

    def _takes(self, row: int, column: int) -> bool:
        index = self._sheet_model.index(row, column)
        return bool(self._sheet_model.flags(index) & Qt.ItemFlag.ItemIsEditable)

    def begin(self) -> None:
        """Put the focus on the first cell that can be typed into."""
        self.setFocus()
        if not self.currentIndex().isValid() or not self._takes(
            self.currentIndex().row(), self.currentIndex().column()
        ):
            self.setCurrentIndex(self._sheet_model.index(0, 0))
            if not self._takes(0, 0):
                self.go(0, 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go(1, 0)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            for index in self.selectedIndexes():
                self._sheet_model.setData(index, "")
        elif event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self._copied())
        elif event.matches(QKeySequence.StandardKey.Paste):
            self._paste(QGuiApplication.clipboard().text())
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, following: bool) -> bool:
        """Tab stays inside the grid until its last cell, then leaves it."""
        if self._more(1 if following else -1):
            self.go(0, 1 if following else -1)
            return True
        return super().focusNextPrevChild(following)

    def _more(self, step: int) -> bool:
        index = self.currentIndex()
        if not index.isValid():
            return False
        columns = self._sheet_model.columnCount()
        at = index.row() * columns + index.column() + step
        while 0 <= at < self._sheet_model.rowCount() * columns:
            if self._takes(at // columns, at % columns):
                return True
            at += step
        return False

    def _copied(self) -> str:
        chosen = sorted((index.row(), index.column()) for index in self.selectedIndexes())
        rows: dict[int, list[str]] = {}
        for row, column in chosen:
            rows.setdefault(row, []).append(str(self._sheet_model.index(row, column).data() or ""))
        return "\n".join("\t".join(cells) for cells in rows.values())

    def _paste(self, text: str) -> None:
        start = self.currentIndex()
        if not start.isValid():
            return
        for down, line in enumerate(text.rstrip("\n").split("\n")):
            for right, cell in enumerate(line.rstrip("\r").split("\t")):
                index = self._sheet_model.index(start.row() + down, start.column() + right)
                if index.isValid():
                    self._sheet_model.setData(index, cell.strip())
