"""Forms of named fields, and editors of their own kinds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QSizePolicy,
    QWidget,
)

from sinhke_desktop.errors import Problem
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.widgets.form_field import FormField
from sinhke_desktop.gui.widgets.found_choice import FoundChoice
from sinhke_desktop.gui.widgets.layouts import GAP

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent


class SearchField(QLineEdit):
    """Search as one types; Down leaves for the results, Esc empties it."""

    searched = Signal(str)
    left_down = Signal()

    def __init__(self, placeholder: str) -> None:
        super().__init__()
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setClearButtonEnabled(True)
        self.addAction(QAction(theme.icon("search", "muted"), "", self), QLineEdit.ActionPosition.LeadingPosition)
        needed = self.fontMetrics().horizontalAdvance(placeholder) + theme.px(80)
        self.setMinimumWidth(min(needed, theme.px(220)))
        self.setMaximumWidth(max(needed, theme.px(420)))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self.searched)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.left_down.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class TickChoices(QListWidget):
    """Several of a list, each with a box to tick; what is chosen is ids joined by commas."""

    def __init__(self, words: Mapping[str, str]) -> None:
        super().__init__()
        for value, text in words.items():
            item = QListWidgetItem(text)
            item.setData(Qt.ItemDataRole.UserRole, value)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.addItem(item)
        rows = min(max(len(words), 2), 6)
        self.setFixedHeight(rows * (self.fontMetrics().height() + theme.px(8)) + theme.px(12))
        self.setTabKeyNavigation(False)

    def _items(self) -> list[QListWidgetItem]:
        return [self.item(row) for row in range(self.count())]

    def value(self) -> str:
        """The ids of what is ticked."""
        on = [one for one in self._items() if one.checkState() is Qt.CheckState.Checked]
        return ",".join(str(one.data(Qt.ItemDataRole.UserRole)) for one in on)

    def set_value(self, text: str) -> None:
        """Tick exactly the ids of *text*."""
        wanted = set(text.split(","))
        for one in self._items():
            on = one.data(Qt.ItemDataRole.UserRole) in wanted
            one.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)


class Form(QWidget):
    """Named fields in a grid of one or more columns; reads typed text and puts each problem beside its field."""

    changed = Signal()

    def __init__(self, columns: int = 1) -> None:
        super().__init__()
        self._columns = columns
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GAP)
        self._grid.setVerticalSpacing(GAP)
        self._shown_columns = columns
        self._spans: list[tuple[FormField, int]] = []
        self.fields: dict[str, FormField] = {}

    def add(self, name: str, title: str, editor: QWidget, hint: str = "", span: int = 1) -> FormField:
        """One more field; *name* is the attribute that problems are reported for."""
        field = FormField(title, editor, hint)
        self._spans.append((field, span))
        self._place()
        self.fields[name] = field
        if isinstance(editor, QLineEdit):
            editor.textChanged.connect(self.changed)
        elif isinstance(editor, QComboBox):
            editor.currentIndexChanged.connect(self.changed)
            editor.editTextChanged.connect(self.changed)
        elif isinstance(editor, QPlainTextEdit):
            editor.textChanged.connect(self.changed)
        return field

    def minimumSizeHint(self) -> QSize:
        widest = max((field.minimumSizeHint().width() for field in self.fields.values()), default=0)
        return QSize(widest, self._grid.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        fitting = max(min(self._columns, event.size().width() // theme.px(250)), 1)
        if fitting != self._shown_columns:
            self._shown_columns = fitting
            self._place()

    def _place(self) -> None:
        """Put the fields into as many columns as there is room for."""
        columns, at = self._shown_columns, 0
        for field, wanted in self._spans:
            span = min(wanted, columns)
            if at % columns + span > columns:
                at += columns - at % columns
            self._grid.addWidget(field, at // columns, at % columns, 1, span)
            at += span
        for column in range(self._columns):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def text(self, name: str) -> str:
        """What stands in the field: typed text, or a list's chosen data (its text where there is none)."""
        editor = self.fields[name].editor
        if isinstance(editor, FoundChoice):
            return editor.value()
        if isinstance(editor, QLineEdit):
            return editor.text()
        if isinstance(editor, QPlainTextEdit):
            return editor.toPlainText()
        if isinstance(editor, TickChoices):
            return editor.value()
        if isinstance(editor, QComboBox):
            known = not editor.isEditable() or editor.currentText() == editor.itemText(editor.currentIndex())
            chosen = editor.currentData() if known else None
            return editor.currentText() if chosen is None else str(chosen)
        raise TypeError(type(editor).__name__)

    def set_text(self, name: str, text: str) -> None:
        """Fill the field; a list is set by its data, else by its text."""
        editor = self.fields[name].editor
        if isinstance(editor, FoundChoice):
            editor.set_value(text)
        elif isinstance(editor, QLineEdit):
            editor.setText(text)
        elif isinstance(editor, QPlainTextEdit):
            editor.setPlainText(text)
        elif isinstance(editor, TickChoices):
            editor.set_value(text)
        elif isinstance(editor, QComboBox):
            found = editor.findData(text)
            found = editor.findText(text) if found < 0 else found
            editor.setCurrentIndex(found)
            if editor.isEditable():
                editor.setEditText(text)
        else:
            raise TypeError(type(editor).__name__)

    def show_problems(self, problems: Iterable[Problem], *, focus: bool = False) -> list[Problem]:
        """Put each problem under its field, clear the others; returns those that belong to no field here."""
        by_field: dict[str, str] = {}
        homeless = []
        for problem in problems:
            if problem.field in self.fields:
                by_field[problem.field] = " ".join(
                    part for part in (by_field.get(problem.field), problem.message) if part
                )
            else:
                homeless.append(problem)
        for name, field in self.fields.items():
            field.set_problem(by_field.get(name, ""))
        if focus:
            first = next((name for name in self.fields if name in by_field), None)
            if first is not None:
                self.fields[first].editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return homeless


def choices(*pairs: tuple[str, str]) -> QComboBox:
    """A list to choose from: pairs of data and the words shown."""
    box = QComboBox()
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    for value, words in pairs:
        box.addItem(words, value)
    return box
