"""Small editors of the record: completion without accents, a field with warnings, Enter that goes on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QComboBox,
    QCompleter,
    QLineEdit,
    QPushButton,
    QSizePolicy,
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
        """Enter or Tab in the list takes what is chosen there, and goes on in the form at once.

        A display tells that the list has the focus only when it is shown, for quick hands after it has gone again. Then
        it must not hand the focus on to the field that was left.
        """
        if event.type() == QEvent.Type.Show and isinstance(watched, QAbstractItemView):
            watched.setFocusProxy(self.widget())
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        popup = self.popup()
        if watched is not popup or event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
            return super().eventFilter(watched, event)
        chosen = popup.currentIndex()
        popup.hide()
        popup.setFocusProxy(None)  # type: ignore[arg-type]  # the stub forgets that none is allowed
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
    """Boxes to tick, filled column by column, in *most* columns or as many as fit; as high as its width asks."""

    ACROSS, DOWN = 12, 2

    def __init__(self, boxes: Sequence[QCheckBox], most: int = 2) -> None:
        super().__init__()
        self._boxes = tuple(boxes)
        self._most = most
        for box in self._boxes:
            box.setParent(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _box(self) -> QSize:
        """The room that every box has: the widest and the highest."""
        hints = [box.sizeHint() for box in self._boxes]
        return QSize(max(hint.width() for hint in hints), max(hint.height() for hint in hints) + self.DOWN)

    def _columns(self, width: int) -> int:
        return max(min((width + self.ACROSS) // (self._box().width() + self.ACROSS), self._most), 1)

    def heightForWidth(self, width: int) -> int:
        return -(-len(self._boxes) // self._columns(width)) * self._box().height()

    def sizeHint(self) -> QSize:
        wide = self._most * (self._box().width() + self.ACROSS) - self.ACROSS
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._box().width(), self.heightForWidth(self.width()))

    def _place(self) -> None:
        columns, box = self._columns(self.width()), self._box()
        deep = -(-len(self._boxes) // columns)
        across = (self.width() + self.ACROSS) // columns
        for at, one in enumerate(self._boxes):
            one.setGeometry(at // deep * across, at % deep * box.height(), across - self.ACROSS, box.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._place()
            self.updateGeometry()
        return super().event(event)


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
