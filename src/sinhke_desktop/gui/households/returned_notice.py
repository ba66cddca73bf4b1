"""The mark in a household's record: what the receiving office returned of it, with its answer at hand."""

from __future__ import annotations

from PySide6.QtCore import SignalInstance

from sinhke_desktop.domain.return_request import ReturnRequest, ReturnState
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.widgets import Notice
from sinhke_desktop.i18n import _
from sinhke_desktop.services import returned_records


class ReturnedNotice(Notice):
    """Follows *shown* (the household's id); hidden where nothing of it waits for the commune."""

    def __init__(self, context: Context, shown: SignalInstance) -> None:
        super().__init__()
        self._context = context
        self.requests: list[ReturnRequest] = []
        self._household_id = ""
        self.fixed = self.add_button(_("Corrected"), self.answer)
        shown.connect(self.follow)

    def follow(self, household_id: str) -> None:
        """Show what was returned of that household."""
        self._household_id = household_id
        self.show_text("info", "")
        if household_id:
            workspace = self._context.workspace
            self._context.runner.run(
                lambda _progress: returned_records.of_household(workspace, household_id),
                lambda found: self._have_read(household_id, found),
            )

    def _have_read(self, household_id: str, found: list[ReturnRequest]) -> None:
        if household_id != self._household_id:
            return
        self.requests = [one for one in found if one.state is ReturnState.OPEN]
        reasons = "; ".join(one.reason for one in self.requests)
        text = _("The receiving office returned this record: {reasons}")
        self.show_text("warn", text.format(reasons=reasons) if reasons else "")

    def answer(self) -> None:
        """Answer all of them as corrected."""
        try:
            for one in self.requests:
                returned_records.answer(self._context.workspace, one.id, _("Corrected"))
        except SinhkeError as error:
            self.show_error(error)
            return
        self._context.toast(_("Answered: corrected"))
        self.follow(self._household_id)
        self._context.refresh()
