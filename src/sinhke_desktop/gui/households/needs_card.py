"""Why the household is poor and what it wishes; the marks "no labour capacity" and "cannot escape" with reasons."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from sinhke_desktop.domain.household_lists import CAUSES, NEEDS, YES, YES_NO
from sinhke_desktop.gui.households.editors import EnterGoesOn
from sinhke_desktop.gui.households.fold_card import FoldCard
from sinhke_desktop.gui.households.quick_choice import QuickChoice
from sinhke_desktop.gui.households.tick_list import TickList
from sinhke_desktop.i18n import _

MARKS = ("no_labour", "cannot_escape")


class NeedsCard(FoldCard):
    """Nguyên nhân và nguyện vọng."""

    def __init__(self, enter: EnterGoesOn) -> None:
        super().__init__(enter, _("4. Causes and wishes"))
        grid = self.grid
        grid.add("causes", _("Causes of poverty, the weightiest first"), TickList(CAUSES, ranked=True), span=3)
        grid.add("cause_note", _("Note on the causes"), QLineEdit(), span=3)
        grid.add("needs", _("Needs and wishes"), TickList(NEEDS), span=3)
        grid.add("needs_note", _("Note on the wishes"), QLineEdit(), span=3)
        grid.add("no_labour", _("Without labour capacity"), QuickChoice(YES_NO))
        grid.add("no_labour_reason", _("Why without labour capacity"), QLineEdit(), span=2)
        grid.add("cannot_escape", _("Cannot escape poverty"), QuickChoice(YES_NO))
        grid.add("cannot_escape_reason", _("Why it cannot escape"), QLineEdit(), span=2)
        grid.place()
        self.arrange()

    def arrange(self) -> None:
        """A reason is asked where a mark is set, and shown where one stands."""
        values = self.values()
        unasked = {f"{mark}_reason" for mark in MARKS if values[mark] != YES and not values[f"{mark}_reason"]}
        self.grid.show_only(set(self.grid.cells) - unasked)
