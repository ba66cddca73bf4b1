"""A card of fields that folds to one line of words: closed it costs one Enter, open it is typed through."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from sinhke_desktop.domain.household import HouseholdInput
from sinhke_desktop.domain.household_lists import LABELS_OF_FIELD, words_of
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.households.cell_grid import CellGrid
from sinhke_desktop.gui.households.editors import EnterGoesOn
from sinhke_desktop.gui.widgets import Card, QuietButton, label
from sinhke_desktop.i18n import _


class FoldButton(QuietButton):
    """Opens and closes; Space presses it, Enter goes on to the next field."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            tab = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier, "\t")
            QApplication.sendEvent(self, tab)
        else:
            super().keyPressEvent(event)

    def show_open(self, *, is_open: bool) -> None:
        """Say what a press does."""
        self.setText(_("Fold") if is_open else _("Open"))
        self.setIcon(theme.icon("chevron-up" if is_open else "chevron-down"))


class FoldCard(Card):
    """Put the fields into :attr:`grid`. Tells :attr:`changed` the field, :attr:`folded` that it was turned by hand."""

    changed = Signal(str)
    folded = Signal(bool)

    def __init__(self, enter: EnterGoesOn, title: str) -> None:
        super().__init__(title)
        self.is_open = True
        self.toggle = FoldButton("", "chevron-up", self._pressed)
        self.toggle.setAccessibleName(title)
        self.toggle.setToolTip(_("Space opens or folds, Enter goes on (F6: next card)"))
        self.add_to_head(self.toggle)
        self.summary = label("", "secondary")
        self.add(self.summary)
        self.grid = CellGrid(enter)
        self.add(self.grid)
        self.grid.changed.connect(self._told)
        self.set_open(is_open=True)

    def _told(self, field: str) -> None:
        self.arrange()
        self.changed.emit(field)

    def arrange(self) -> None:
        """Something changed: show or hide what depends on it."""

    def _pressed(self) -> None:
        self.set_open(is_open=not self.is_open)
        self.folded.emit(self.is_open)
        if self.is_open:
            self.grid.order()[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def set_open(self, *, is_open: bool) -> None:
        """Show the fields, or the line that sums them up."""
        self.is_open = is_open
        self.toggle.show_open(is_open=is_open)
        self.grid.setVisible(is_open)
        self._show_summary()

    def _show_summary(self) -> None:
        self.summary.setText(self.in_words() or _("Nothing is filled in yet."))
        self.summary.setVisible(not self.is_open)

    def in_words(self) -> str:
        """What is filled, in one line."""
        parts = []
        for field, value in self.grid.values().items():
            words = words_of(field, value) if field in LABELS_OF_FIELD else value.strip()
            if words:
                parts.append(f"{self.grid.cells[field].title}: {words}")
        return " · ".join(parts)

    def show_typed(self, typed: HouseholdInput) -> None:
        """Fill the fields."""
        self.grid.set_values({field: getattr(typed, field) for field in self.grid.cells})
        self.arrange()
        self._show_summary()

    def values(self) -> dict[str, str]:
        """What stands in the fields."""
        return self.grid.values()

    def show_problems(self, texts: Mapping[str, str]) -> dict[str, QWidget]:
        """Put each problem under its field; a folded card with one opens."""
        wrong = self.grid.show_problems(texts)
        if wrong and not self.is_open:
            self.set_open(is_open=True)
        return wrong

    def order(self) -> list[QWidget]:
        """The fields in the order of Tab."""
        return [self.toggle, *self.grid.order()]
