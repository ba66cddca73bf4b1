"""What stands in place of the list of visits where it is empty."""

from __future__ import annotations

from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.visits.presenter import Empty
from sinhke_desktop.gui.widgets import EmptyState
from sinhke_desktop.i18n import _


def empty_states(context: Context) -> dict[Empty, EmptyState]:
    """One for each reason, all hidden."""
    found = {
        Empty.NOBODY: EmptyState(
            "users", _("No households yet"),
            _("Import the review list from Excel or add households; then it says here whom to visit."),
            _("To the households"), lambda: context.navigate("households"),
        ),
        Empty.NOT_DUE: EmptyState(
            "circle-check", _("Nobody is due here"),
            _("Everyone on this list was visited in time. Choose all households to print forms all the same."),
        ),
        Empty.NONE_OUT: EmptyState(
            "circle-check", _("No form is out"),
            _("Every printed form came back. Forms that you print stand here until they are entered."),
        ),
        Empty.NOT_FOUND: EmptyState(
            "search", _("Nobody on this list is like that"), _("Type less, or choose another class or day."),
        ),
    }  # fmt: skip
    for one in found.values():
        one.hide()
    return found
