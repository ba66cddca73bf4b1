"""Cards and what stands in them: page header, big numbers, empty states, notices."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.qt_names import Qt, set_named
from sinhke_desktop.gui.widgets.buttons import PrimaryButton, QuietButton
from sinhke_desktop.gui.widgets.layouts import Flow, bring_into_view
from sinhke_desktop.gui.widgets.text import label

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent


class Card(QFrame):
    """A white card with an optional title; put widgets with :meth:`add` or use ``.body`` (a QVBoxLayout)."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(16, 14, 16, 14)
        self.body.setSpacing(10)
        self.head: QHBoxLayout | None = None
        self._title: QLabel | None = None
        if title:
            self._title = label(title, "card-title")
            self.head = QHBoxLayout()
            self.head.setSpacing(8)
            self.head.addWidget(self._title, 1)
            self.body.addLayout(self.head)

    def set_title(self, title: str) -> None:
        """Another title, for a card that was made with one."""
        if self._title is not None:
            self._title.setText(title)

    def add_to_head(self, widget: QWidget) -> None:
        """Put *widget* at the right of the title."""
        if self.head is not None:
            self.head.addWidget(widget, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Put *widget* below what is there."""
        self.body.addWidget(widget, stretch)


class PageHeader(QWidget):
    """A page's title with a quiet subtitle and its buttons at the right, which wrap when there is no room."""

    def __init__(self, title: str, subtitle: str = "", *buttons: QWidget) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        self._title = label(title, "page-title")
        self._subtitle = label(subtitle, "secondary")
        self._subtitle.setVisible(bool(subtitle))
        words.addStretch(1)
        words.addWidget(self._title)
        words.addWidget(self._subtitle)
        words.addStretch(1)
        row.addLayout(words, 1)
        self._buttons = Flow(right=True)
        self._buttons.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        row.addWidget(self._buttons, 2)
        for button in buttons:
            self.add_button(button)

    def add_button(self, button: QWidget) -> None:
        """One more button at the right; the primary one comes last."""
        self._buttons.add(button)

    def set_title(self, text: str) -> None:
        """Another title."""
        self._title.setText(text)

    def set_subtitle(self, text: str) -> None:
        """Another subtitle; empty hides it."""
        self._subtitle.setText(text)
        self._subtitle.setVisible(bool(text))


class StatCard(QFrame):
    """A big number with its name above and its meaning below; a click or Enter tells :attr:`chosen`."""

    chosen = Signal()

    def __init__(self, name: str, tone: str = "ink", *, opens: bool = False) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._opens = opens
        body = QVBoxLayout(self)
        body.setContentsMargins(14, 12, 14, 12)
        body.setSpacing(0)
        self._name = label(name, "secondary")
        self._number = label("–", "number", wrap=False, tone=tone)
        self._number.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self._detail = label("", "secondary")
        for part in (self._name, self._number, self._detail):
            body.addWidget(part)
        body.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        if opens:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def set_values(self, number: str, detail: str = "") -> None:
        """Show *number* and what it means."""
        self._number.setText(number)
        self._detail.setText(detail)
        self.setAccessibleName(f"{self._name.text()}: {number}. {detail}")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if (
            self._opens
            and event.button() == Qt.MouseButton.LeftButton
            and self.rect().contains(event.position().toPoint())
        ):
            self.chosen.emit()
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._opens and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit()
            return
        super().keyPressEvent(event)


class EmptyState(QWidget):
    """An empty page: what belongs here, how to begin, and the button that does it (``.button``, or None)."""

    def __init__(
        self, icon: str, title: str, text: str, button: str = "", pressed: Callable[[], object] | None = None
    ) -> None:
        super().__init__()
        body = QVBoxLayout(self)
        body.setSpacing(8)
        body.addStretch(1)
        picture = QLabel()
        picture.setPixmap(theme.pixmap(icon, "accent", 36))
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        body.addWidget(picture)
        self.title = label(title, "card-title")
        self.text = label(text, "secondary")
        for words in (self.title, self.text):
            words.setAlignment(Qt.AlignmentFlag.AlignCenter)
            body.addWidget(words)
        self.button: QPushButton | None = None
        if button:
            self.button = PrimaryButton(button, pressed=pressed)
            body.addSpacing(6)
            body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignCenter)
        body.addStretch(2)


NOTICE_ICONS = {
    "info": ("info", "accent"),
    "done": ("circle-check", "escaped"),
    "warn": ("triangle-alert", "near-poor"),
    "error": ("circle-alert", "poor"),
}


class Notice(QFrame):
    """One thing to know, in words: *kind* is info, done, warn or error; *code* is shown in brackets."""

    def __init__(self, kind: str = "info", text: str = "", code: str = "") -> None:
        super().__init__()
        self.setProperty("kind", "notice")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 10, 14, 10)
        row.setSpacing(10)
        self._picture = QLabel()
        set_named(self._picture, "alignment", "AlignTop|AlignLeft")
        row.addWidget(self._picture)
        self._text = label()
        row.addWidget(self._text, 1)
        self._row = row
        self._write(kind, text, code)
        if not text:
            self.hide()

    def show_text(self, kind: str, text: str, code: str = "") -> None:
        """Say *text*; an empty text hides the notice. What was done or went wrong is scrolled into view."""
        self._write(kind, text, code)
        self.setVisible(bool(text))
        if text and kind in ("done", "error"):
            bring_into_view(self)

    def _write(self, kind: str, text: str, code: str) -> None:
        self._text.setText(f"{text} ({code})" if code else text)
        if not text:
            return
        name, token = NOTICE_ICONS[kind]
        self._picture.setPixmap(theme.pixmap(name, token))
        theme.restyle(self, "tone", kind)

    def show_error(self, error: SinhkeError) -> None:
        """Say what happened, what to do next, and the code."""
        self.show_text("error", " ".join(part for part in (error.message, error.advice) if part), error.code)

    def text(self) -> str:
        """What it says now."""
        return self._text.text()

    def add_button(self, text: str, pressed: Callable[[], object]) -> QPushButton:
        """A quiet button at the right of the text."""
        button = QuietButton(text, pressed=pressed)
        self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return button
