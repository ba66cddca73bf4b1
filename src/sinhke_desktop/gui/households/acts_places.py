"""The dialogs of acts about where a household lives: another hamlet, leaving the commune, arriving in it."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from sinhke_desktop.domain.life_act import ActKind
from sinhke_desktop.gui.households.acts_dialogs import ActDialog, hamlet_choices
from sinhke_desktop.gui.widgets import choices
from sinhke_desktop.i18n import _
from sinhke_desktop.services import lives
from sinhke_desktop.services.life_rules import Acted


class MoveDialog(ActDialog):
    """The household moves to another hamlet of the commune."""

    kind = ActKind.MOVED

    def build(self) -> None:
        """Where to."""
        first = ("", _("Choose the hamlet"))
        known = hamlet_choices(self.hamlets, self.household.hamlet_id)
        self.form.add("hamlet_id", _("New hamlet"), choices(first, *known))
        self.form.add("address", _("New address, if known"), QLineEdit())

    def record(self, on: str, reason: str, paper: str) -> Acted:
        hamlet_id, address = self.form.text("hamlet_id"), self.form.text("address")
        return lives.move(self.workspace, self.household.id, hamlet_id, on, reason, address, paper)


class LeavingDialog(ActDialog):
    """The whole household leaves the commune."""

    kind = ActKind.LEFT

    def build(self) -> None:
        """Where to."""
        self.form.add("to_where", _("Place they go to"), QLineEdit(), span=2)

    def record(self, on: str, reason: str, paper: str) -> Acted:
        return lives.leave(self.workspace, self.household.id, on, reason, self.form.text("to_where"), paper)


class ArrivalDialog(ActDialog):
    """Since when a household that is registered lives here; or that one that had left is back."""

    kind = ActKind.ARRIVED

    def build(self) -> None:
        """Where from."""
        self.form.add("from_where", _("Where from"), QLineEdit(), span=2)

    def look(self) -> None:
        """Nothing follows from it."""

    def record(self, on: str, reason: str, paper: str) -> Acted:
        act = lives.come_back if self.household.removed else lives.note_arrival
        return act(self.workspace, self.household.id, on, reason, self.form.text("from_where"), paper)
