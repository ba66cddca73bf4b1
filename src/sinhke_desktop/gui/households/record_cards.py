"""The cards of the record one below the other, in the paper form's order, and the way of the keys through them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from sinhke_desktop.domain.household import HouseholdInput
from sinhke_desktop.errors import Problem
from sinhke_desktop.gui.households.dwelling_card import DwellingCard
from sinhke_desktop.gui.households.editors import EnterGoesOn
from sinhke_desktop.gui.households.household_card import HouseholdCard
from sinhke_desktop.gui.households.members_form import MembersForm
from sinhke_desktop.gui.households.needs_card import NeedsCard
from sinhke_desktop.gui.households.record_terms import Surroundings
from sinhke_desktop.gui.households.review_form import ReviewForm
from sinhke_desktop.gui.widgets import Card, Scrolled
from sinhke_desktop.i18n import _
from sinhke_desktop.services.lists import ethnic_groups


class RecordCards(QScrollArea):
    """Tells :attr:`changed` the field of the household, :attr:`left` that a field was finished."""

    changed = Signal(str)
    left = Signal()

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._filling = False
        self._shown = HouseholdInput()
        self._enter = EnterGoesOn(self)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMinimumHeight(200)
        self.inside = Scrolled()
        self.inside.setProperty("kind", "ground")
        self.setWidget(self.inside)
        self._sections = QVBoxLayout(self.inside)
        self._sections.setContentsMargins(0, 12, 6, 12)
        self._sections.setSpacing(12)
        self.household = HouseholdCard(self._enter)
        people = Card(_("2. Members"))
        self.members = MembersForm([group.name for group in ethnic_groups()], self._enter, around.today)
        people.add(self.members)
        self.dwelling, self.needs = DwellingCard(self._enter), NeedsCard(self._enter)
        self.review = ReviewForm(self._enter)
        self.review.set_title(_("5. Review of the year"))
        for card in (self.household, people, self.dwelling, self.needs, self.review):
            self._sections.addWidget(card)
        self._sections.addStretch(1)
        self._connect()

    def _connect(self) -> None:
        for card in (self.household, self.dwelling, self.needs):
            card.changed.connect(self._told)
            card.grid.left.connect(self.left)
        self.members.changed.connect(self._member_told)
        self.members.left.connect(self.left)
        self.members.reordered.connect(self.chain)
        self.members.finished.connect(lambda: self.go_to(self.dwelling.order()[0]))

    def add_card(self, widget: QWidget) -> None:
        """One more card below the others."""
        self._sections.insertWidget(self._sections.count() - 1, widget)

    def _told(self, field: str) -> None:
        if not self._filling:
            self.changed.emit(field)

    def _member_told(self, field: str) -> None:
        if not field:
            self.chain()
        self._told(field)
        if field.endswith((".sex", ".relation")):
            self.left.emit()

    # the way of the keys

    def order(self) -> list[QWidget]:
        """The fields in the order of Tab."""
        return [
            *self.household.order(), *self.members.order(), *self.dwelling.order(), *self.needs.order(),
            *self.review.order(),
        ]  # fmt: skip

    def chain(self) -> None:
        """Let Tab follow the paper again, after fields came or went."""
        for before, after in pairwise(self.order()):
            QWidget.setTabOrder(before, after)

    def go_to(self, widget: QWidget) -> None:
        """Put the focus there and bring it into sight."""
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        self.ensureWidgetVisible(widget)

    def begin_typing(self) -> None:
        """Put the focus where typing begins: the hamlet, or the head where the hamlet is known."""
        (self.members.rows[0].name if self.household.hamlet.value() else self.household.hamlet).setFocus()

    def next_card(self, by: int) -> None:
        """Go to the beginning of the next card, or of the one before with -1."""
        starts = [
            self.household.hamlet, self.members.rows[0].name, self.dwelling.toggle, self.needs.toggle,
            self.review.order()[0],
        ]  # fmt: skip
        cards = (self.household, self.members, self.dwelling, self.needs, self.review)
        holder = self.focusWidget()
        at = next((at for at, card in enumerate(cards) if holder and card.isAncestorOf(holder)), -1 if by > 0 else 0)
        self.go_to(starts[(at + by) % len(starts)])

    def keep_focus(self) -> None:
        """Put the focus on the first member if it is in no card."""
        holder = self.focusWidget()
        if self.members.rows and (holder is None or not self.inside.isAncestorOf(holder)):
            self.members.rows[0].name.setFocus()

    # what is typed

    def typed(self) -> HouseholdInput:
        """The household as it stands in the form."""
        texts: dict[str, Any] = {**self.household.values(), **self.dwelling.values(), **self.needs.values()}
        return replace(self._shown, members=self.members.members(), **texts)

    def show_typed(self, typed: HouseholdInput, around: Surroundings) -> None:
        """Fill the form; nothing is told."""
        self._filling = True
        self._shown = typed
        self.household.show_typed(typed, around.hamlets)
        self.members.day = around.today
        self.members.show_members(typed.members)
        self.dwelling.show_typed(typed)
        self.needs.show_typed(typed)
        self.chain()
        self._filling = False

    def show_problems(self, problems: Sequence[Problem]) -> dict[str, QWidget]:
        """Put each problem under its field; returns the editors of those that have one."""
        texts = {one.field: one.message for one in problems}
        wrong = self.members.show_problems(problems) | self.review.show_problems(problems)
        for card in (self.household, self.dwelling, self.needs):
            wrong |= card.show_problems(texts)
        return wrong

    def go_to_first(self, wrong: dict[str, QWidget]) -> None:
        """Put the focus on the first of the fields with a problem."""
        self.go_to(next(widget for widget in self.order() if widget in wrong.values()))
