"""One field: a label, the editor, and what is wrong with what was typed, under it; and the field for passwords."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from sinhke_desktop.gui import theme
from sinhke_desktop.gui.qt_names import Qt, set_named
from sinhke_desktop.gui.widgets.text import label
from sinhke_desktop.i18n import _

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent


class PasswordField(QLineEdit):
    """Hidden typing with an eye to look at it, and a word when Caps Lock seems to be on."""

    caps_lock_seen = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        set_named(self, "inputMethodHints", "ImhSensitiveData|ImhNoPredictiveText")
        self._eye = QAction(theme.icon("eye", "muted"), _("Show what is typed"), self)
        self._eye.triggered.connect(self._toggle)
        self.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = event.text()
        if len(typed) == 1 and typed.isalpha() and typed.upper() != typed.lower():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps_lock_seen.emit(typed.isupper() != shifted)
        super().keyPressEvent(event)

    def _toggle(self) -> None:
        hidden = self.echoMode() == QLineEdit.EchoMode.Password
        self.setEchoMode(QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password)
        self._eye.setIcon(theme.icon("eye-off" if hidden else "eye", "muted"))


class FormField(QWidget):
    """A label above its editor, a quiet hint and, when there is one, the problem in words under it."""

    def __init__(self, title: str, editor: QWidget, hint: str = "") -> None:
        super().__init__()
        self.editor = editor
        self._hint_text = hint
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._title = label(title, "secondary")
        self._title.setBuddy(editor)
        self._under = label(hint, "secondary")
        column.addWidget(self._title)
        column.addWidget(editor)
        column.addWidget(self._under)
        self._under.setVisible(bool(hint))  # as a child: alone it would be a window for a moment
        column.addStretch(1)
        editor.setAccessibleName(title)

    def set_title(self, title: str) -> None:
        """Another label."""
        self._title.setText(title)
        self.editor.setAccessibleName(title)

    def set_problem(self, text: str) -> None:
        """Say what is wrong under the field; an empty text takes it away."""
        self._under.setText(text or self._hint_text)
        self._under.setVisible(bool(text or self._hint_text))
        theme.restyle(self._under, "role", "problem" if text else "secondary")
        theme.restyle(self.editor, "wrong", "true" if text else "false")
        self.editor.setAccessibleDescription(text)

    def problem(self) -> str:
        """The problem shown now, or an empty text."""
        return self._under.text() if self._under.property("role") == "problem" else ""
