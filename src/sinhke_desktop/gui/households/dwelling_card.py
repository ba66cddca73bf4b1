"""How the household lives: dwelling, water, toilet, waste, internet, devices, in the paper form's order."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from sinhke_desktop.domain.household_lists import DEVICES, STRUCTURE, TOILET, WASTE, WATER, YES_NO
from sinhke_desktop.gui.households.editors import EnterGoesOn
from sinhke_desktop.gui.households.fold_card import FoldCard
from sinhke_desktop.gui.households.quick_choice import QuickChoice
from sinhke_desktop.gui.households.tick_list import TickList
from sinhke_desktop.i18n import _


class DwellingCard(FoldCard):
    """Nhà ở và sinh hoạt."""

    def __init__(self, enter: EnterGoesOn) -> None:
        super().__init__(enter, _("3. Dwelling and daily life"))
        grid = self.grid
        grid.add("dwelling_area", _("Area (m²)"), QLineEdit())
        grid.add("wall", _("Wall"), QuickChoice(STRUCTURE))
        grid.add("pillar", _("Pillars"), QuickChoice(STRUCTURE))
        grid.add("roof", _("Roof"), QuickChoice(STRUCTURE))
        grid.add("water_source", _("Water"), QuickChoice(WATER))
        grid.add("toilet", _("Toilet"), QuickChoice(TOILET))
        grid.add("waste", _("Household waste"), QuickChoice(WASTE))
        grid.add("internet", _("Internet"), QuickChoice(YES_NO))
        grid.add("devices", _("Devices in use"), TickList(DEVICES, alone="none"), span=3)
        grid.place()
