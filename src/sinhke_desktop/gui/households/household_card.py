"""The first card of the record: where the household lives and how it is reached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from sinhke_desktop.domain.hamlet import Hamlet
from sinhke_desktop.domain.household import HouseholdInput
from sinhke_desktop.domain.household_lists import YES_NO
from sinhke_desktop.gui.households.cell_grid import CellGrid
from sinhke_desktop.gui.households.editors import EnterGoesOn
from sinhke_desktop.gui.households.quick_choice import QuickChoice
from sinhke_desktop.gui.widgets import Card
from sinhke_desktop.i18n import _


class HouseholdCard(Card):
    """Tells :attr:`changed` the field."""

    changed = Signal(str)

    def __init__(self, enter: EnterGoesOn) -> None:
        super().__init__(_("1. Household"))
        self.hamlet = QuickChoice((), numbered=False, blank=_("Choose the hamlet"))
        self.address, self.phone, self.note = QLineEdit(), QLineEdit(), QLineEdit()
        self.grid = CellGrid(enter)
        self.grid.add("hamlet_id", _("Hamlet"), self.hamlet)
        self.grid.add("address", _("Address"), self.address)
        self.grid.add("phone", _("Telephone"), self.phone)
        self.grid.add("location", _("Location (coordinates or how to get there)"), QLineEdit())
        self.grid.add("local_minority", _("Local ethnic minority household"), QuickChoice(YES_NO))
        self.grid.add("note", _("Note"), self.note)
        self.grid.place()
        self.grid.changed.connect(self.changed)
        self.add(self.grid)

    def show_typed(self, typed: HouseholdInput, hamlets: Sequence[Hamlet]) -> None:
        """Fill the fields."""
        self.hamlet.blockSignals(True)
        self.hamlet.offer((hamlet.id, _name(hamlet)) for hamlet in hamlets)
        self.hamlet.blockSignals(False)
        known = {hamlet.id for hamlet in hamlets}
        values = {field: getattr(typed, field) for field in self.grid.cells}
        self.grid.set_values(values | {"hamlet_id": typed.hamlet_id if typed.hamlet_id in known else ""})

    def values(self) -> dict[str, str]:
        """What stands in the fields."""
        return self.grid.values()

    def show_problems(self, texts: Mapping[str, str]) -> dict[str, QWidget]:
        """Put each problem under its field."""
        return self.grid.show_problems(texts)

    def order(self) -> list[QWidget]:
        """The fields in the order of Tab."""
        return self.grid.order()


def _name(hamlet: Hamlet) -> str:
    """The hamlet's name with its kind before it, once."""
    plain = bool(hamlet.kind) and not hamlet.name.lower().startswith(hamlet.kind.lower())
    return f"{hamlet.kind} {hamlet.name}" if plain else hamlet.name
