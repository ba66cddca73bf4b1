"""The strip under a member's row: everything else that the paper asks about one person."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QLineEdit

from sinhke_desktop.domain.household import MemberInput
from sinhke_desktop.domain.household_lists import LABELS_OF_FIELD
from sinhke_desktop.gui.households import member_details
from sinhke_desktop.gui.households.cell_grid import CellGrid
from sinhke_desktop.gui.households.editors import EnterGoesOn
from sinhke_desktop.gui.households.quick_choice import QuickChoice
from sinhke_desktop.i18n import _


def titles() -> dict[str, str]:
    """Field → its title."""
    return {
        "insured": _("Health insurance"),
        "health_insurance_number": _("Health-insurance number"),
        "schooling": _("Attends school"),
        "education": _("Highest certificate"),
        "work": _("Work"),
        "labour_capacity": _("Labour capacity"),
        "disability": _("Disability"),
        "social_allowance": _("Monthly social allowance"),
        "merit": _("Person of merit"),
        "nutrition": _("Nutrition"),
        "card_issued_on": _("Card issued on"),
        "old_citizen_id": _("Old citizen number (CMND)"),
        "phone": _("Telephone"),
        "note": _("Note"),
    }


class MemberDetails(CellGrid):
    """The fields of :data:`.member_details.FIELDS`; only those that make sense at the member's age are shown."""

    def __init__(self, member: MemberInput, enter: EnterGoesOn, day: date) -> None:
        super().__init__(enter, columns=4)
        names = titles()
        for field in member_details.FIELDS:
            if field in LABELS_OF_FIELD:
                self.add(field, names[field], QuickChoice(LABELS_OF_FIELD[field]), span=2 if field == "work" else 1)
            else:
                self.add(field, names[field], QLineEdit())
        self.set_values({field: getattr(member, field) for field in member_details.FIELDS})
        self.show_for(member, day)
        self.place()

    def show_for(self, member: MemberInput, day: date) -> None:
        """Show what is asked about *member*, whose age may have changed."""
        self.show_only(member_details.asked(member, day))
