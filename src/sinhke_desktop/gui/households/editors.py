"""Small editors of the record: completion without accents, a field with warnings, Enter that goes on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QCompleter,
    QGridLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from sinhke_desktop.domain.vietnamese import fold
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.widgets import label

FOLDED = Qt.ItemDataRole.UserRole + 7


class AccentFreeCompleter(QCompleter):
    """Offers the texts that contain what was typed, accents and case not minded."""

    def __init__(self, texts: Sequence[str], parent: QObject) -> None:
        model = QStandardItemModel(parent)
        for text in texts:
            item = QStandardItem(text)
            item.setData(fold(text), FOLDED)
            model.appendRow(item)
        super().__init__(model, parent)
        self.setCompletionRole(FOLDED)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter or Tab in the list takes what is chosen there, and goes on in the form at once."""
        popup = self.popup()
        if watched is not popup or event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
            return super().eventFilter(watched, event)
        chosen = popup.currentIndex()
        popup.hide()
        editor = self.parent()
        if chosen.isValid():
            text = self.pathFromIndex(chosen)
            if isinstance(editor, QComboBox):
                editor.setEditText(text)
            elif isinstance(editor, QLineEdit):
                editor.setText(text)
        again = QKeyEvent(QEvent.Type.KeyPress, event.key(), event.modifiers(), event.text())
        if editor is not None:
            QApplication.sendEvent(editor, again)
        return True

    def splitPath(self, path: str) -> list[str]:
        return [fold(path)]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        return str(index.data(Qt.ItemDataRole.DisplayRole) or "")


class Cell(QWidget):
    """One field of a row: title above, problem or warning in words below. The row decides how wide it is."""

    def __init__(self, title: str, editor: QWidget) -> None:
        super().__init__()
        self.title = title
        self.editor = editor
        self._problem = ""
        self._warning = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        self._title = label(title, "secondary")
        self._title.setBuddy(editor)
        self._under = label("", "problem")
        self._under.hide()
        column.addWidget(self._title)
        column.addWidget(editor)
        column.addWidget(self._under)
        column.addStretch(1)
        if title:
            editor.setAccessibleName(title)

    def show_title(self, *, shown: bool) -> None:
        """A row below another one of the same columns needs no titles."""
        self._title.setVisible(shown)

    def set_problem(self, text: str) -> None:
        """Say what is wrong; nothing can be saved before it is mended."""
        self._problem = text
        self._show()

    def set_warning(self, text: str) -> None:
        """Say what looks odd; it can be saved all the same."""
        self._warning = text
        self._show()

    def problem(self) -> str:
        """What is wrong, or an empty text."""
        return self._problem

    def warning(self) -> str:
        """What looks odd, or an empty text."""
        return self._warning

    def _show(self) -> None:
        text = self._problem or self._warning
        self._under.setText(text)
        self._under.setVisible(bool(text))
        theme.restyle(self._under, "role", "problem" if self._problem else "secondary")
        theme.restyle(self._under, "tone", "" if self._problem else "near-poor")
        theme.restyle(self.editor, "wrong", "true" if self._problem else "false")
        self.editor.setAccessibleDescription(text)


class Ticks(QWidget):
    """Boxes to tick, filled column by column, in *most* columns or as many as fit."""

    def __init__(self, boxes: Sequence[QCheckBox], most: int = 2) -> None:
        super().__init__()
        self._boxes = tuple(boxes)
        self._most = most
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(2)
        self._place(most)

    def minimumSizeHint(self) -> QSize:
        widest = max((box.minimumSizeHint().width() for box in self._boxes), default=0)
        return QSize(widest, self._grid.minimumSize().height())

    def _place(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        while self._grid.count():
            self._grid.takeAt(0)
        deep = -(-len(self._boxes) // columns)
        for at, box in enumerate(self._boxes):
            self._grid.addWidget(box, at % deep, at // deep)
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        widest = max((box.sizeHint().width() for box in self._boxes), default=0)
        self._place(max(min((event.size().width() + 12) // (widest + 12), self._most), 1))


class EnterGoesOn(QObject):
    """In a form Enter goes to the next field and presses buttons; the wheel does not change lists passed over.

    :attr:`entered` tells a field that Enter was pressed in it; a slot that goes elsewhere sets :attr:`handled`.
    """

    entered = Signal(QWidget)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.handled = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QComboBox) and not watched.hasFocus():
            event.ignore()
            return True
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or event.modifiers() not in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        ):
            return False
        if isinstance(watched, QPushButton):
            watched.click()
            return True
        if isinstance(watched, (QLineEdit, QComboBox, QCheckBox)):
            if isinstance(watched, QLineEdit):
                watched.editingFinished.emit()
            self.handled = False
            self.entered.emit(watched)
            if self.handled:
                return True
            tab = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier, "\t")
            QApplication.sendEvent(watched, tab)
            return True
        return False

    def watch(self, *widgets: QWidget) -> None:
        """Let Enter go on in *widgets*."""
        for widget in widgets:
            widget.installEventFilter(self)
            if isinstance(widget, QComboBox):
                widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
