"""The register's further filters in words. Knows no Qt."""

from __future__ import annotations

from sinhke_desktop.domain.household_lists import CAUSES, NEEDS
from sinhke_desktop.domain.review import ALL_INDICATORS
from sinhke_desktop.gui.households.register_terms import Filters
from sinhke_desktop.i18n import _
from sinhke_desktop.services.register import Mark


def mark_words() -> dict[Mark, str]:
    """Each mark as a box to tick, in the order of the dialog."""
    return {
        Mark.NOT_REVIEWED: _("Not reviewed this year"),
        Mark.ESCAPED: _("Rose out of poverty less than 36 months ago"),
        Mark.MINORITY: _("The head belongs to an ethnic minority"),
        Mark.FEMALE_HEAD: _("The head is a woman"),
        Mark.NO_LABOUR: _("No member is able to work"),
        Mark.CANNOT_ESCAPE: _("Cannot escape poverty"),
        Mark.PARTICIPANT: _("Takes part in a livelihood model"),
        Mark.NO_CITIZEN_ID: _("A member has no citizen id in the register"),
        Mark.RESTRICTED: _("Data restricted"),
    }


def chips(filters: Filters) -> list[tuple[str, str, str]]:
    """(kind, mark, words) of each further filter that holds."""
    found = []
    if filters.indicator:
        name = ALL_INDICATORS.get(filters.indicator, filters.indicator)
        found.append(("indicator", "", _("Lacks: {name}").format(name=name)))
    if filters.cause:
        name = CAUSES.get(filters.cause, filters.cause)
        found.append(("cause", "", _("Cause: {name}").format(name=name)))
    if filters.need:
        found.append(("need", "", _("Need: {name}").format(name=NEEDS.get(filters.need, filters.need))))
    return found + [("marks", mark.value, words) for mark, words in mark_words().items() if mark in filters.marks]
