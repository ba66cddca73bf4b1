"""What all steps of the first start share: a question, why it is asked, fields by the names that problems use."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from sinhke_desktop.gui import theme
from sinhke_desktop.gui.qt_names import Qt
from sinhke_desktop.gui.widgets.text import label

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from sinhke_desktop.gui.widgets.form_field import FormField

C = TypeVar("C", bound=StrEnum)
Offered = Sequence[tuple[C, str, str]]


class StepPart(QWidget):
    """One step; Enter in a field, or on a choice, tells :attr:`entered`."""

    entered = Signal()

    def __init__(self, question: str, why: str) -> None:
        super().__init__()
        self.fields: dict[str, FormField] = {}
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(12)
        self.column.addWidget(label(question, "card-title"))
        self.why = label(why, "secondary")
        self.column.addWidget(self.why)
        self.setAccessibleName(question)
        self.setAccessibleDescription(why)

    def first_field(self) -> QWidget:
        """Where typing begins."""
        return self

    def to_first_problem(self) -> None:
        """Let typing go on in the first field with a problem, in the place of what stands there."""
        field = next((one for one in self.fields.values() if one.problem()), None)
        if field is not None:
            field.editor.setFocus()
            if callable(select := getattr(field.editor, "selectAll", None)):
                select()

    def clear(self) -> None:
        """Forget what nobody may read afterwards."""

    def _field(self, name: str, title: str, editor: QWidget, hint: str = "") -> FormField:
        from PySide6.QtWidgets import QLineEdit

        from sinhke_desktop.gui.widgets.form_field import FormField  # the step that is painted first has no fields

        field = self.fields[name] = FormField(title, editor, hint)
        if isinstance(editor, QLineEdit):
            editor.returnPressed.connect(self.entered)
        return field

    def _choices(
        self, offered: Offered[C], chosen: C, changed: Callable[[], object] = lambda: None
    ) -> Mapping[C, QRadioButton]:
        """Things to choose one of, each with a sentence under it."""
        group = QButtonGroup(self)
        buttons = {}
        for value, title, explanation in offered:
            button = buttons[value] = QRadioButton(title)
            group.addButton(button)
            self.column.addWidget(button)
            words = label(explanation, "secondary")
            words.setContentsMargins(theme.px(26), 0, 0, theme.px(6))
            self.column.addWidget(words)
            button.setAccessibleDescription(explanation)
            button.toggled.connect(lambda _on: changed())
        buttons[chosen].setChecked(True)
        return buttons

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(self.focusWidget(), QRadioButton):
            self.entered.emit()
            return
        super().keyPressEvent(event)


def chosen(buttons: Mapping[C, QRadioButton]) -> C:
    """Which one is chosen."""
    return next(value for value, button in buttons.items() if button.isChecked())
