"""One of the values of a field, to be chosen by click, Enter or its number; and a field with all of them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from sinhke_desktop.gui import theme
from sinhke_desktop.gui.differences.presenter import side_note, spoken, who_and_when
from sinhke_desktop.gui.widgets import Columns, Pill, label
from sinhke_desktop.i18n import _
from sinhke_desktop.services.conflicts import ConflictChoice, FieldConflictShown

PRESSED = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class ChoiceCard(QFrame):
    """A value with its number, who wrote it and when; tells :attr:`chosen`. Never chosen by itself."""

    chosen = Signal()

    def __init__(self, number: int, field: FieldConflictShown, choice: ConflictChoice) -> None:
        super().__init__()
        self.uid = choice.uid
        self.setProperty("kind", "choice")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._spoken = spoken(number, field, choice)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(10)
        self._number = Pill(str(number), "neutral")
        row.addWidget(self._number, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        value = label(choice.shown or "–", "strong")
        parts = [value, label(who_and_when(choice), "secondary")]
        if side_note(choice):
            parts.append(label(side_note(choice), "secondary"))
        for part in parts:
            part.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
            words.addWidget(part)
        words.addStretch(1)
        row.addLayout(words, 1)
        self.set_chosen(on=False)

    def set_chosen(self, *, on: bool) -> None:
        """Show whether this value was chosen."""
        self._number.show_tone(
            ("✓ " if on else "") + self._number.text().removeprefix("✓ "), "accent" if on else "neutral"
        )
        theme.restyle(self, "chosen", "true" if on else "false")
        self.setAccessibleName(f"{self._spoken} – {_('chosen')}" if on else self._spoken)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.chosen.emit()
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in PRESSED and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.chosen.emit()
            return
        super().keyPressEvent(event)


class FieldChoice(QWidget):
    """A field's name and its values side by side; one below the other where it is narrow."""

    def __init__(self, field: FieldConflictShown, pick: Callable[[str, int], object]) -> None:
        super().__init__()
        self.path = field.path
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(field.label, "strong"), 1)
        if field.decision:
            head.addWidget(Pill(_("Decision"), "warn"))
        column.addLayout(head)
        beside = Columns(side_by_side=theme.px(460), gap=10)
        self.cards: list[ChoiceCard] = []
        for number, choice in enumerate(field.choices, 1):
            card = ChoiceCard(number, field, choice)
            card.chosen.connect(lambda number=number: pick(field.path, number))
            self.cards.append(card)
            beside.add(card)
        column.addWidget(beside)

    def show_pick(self, uid: str) -> None:
        """Mark the value that was chosen; an empty *uid* marks none."""
        for card in self.cards:
            card.set_chosen(on=card.uid == uid)

    @property
    def open(self) -> bool:
        """True while no value is chosen."""
        return not any(card.property("chosen") == "true" for card in self.cards)
