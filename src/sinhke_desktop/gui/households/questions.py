"""The two questions a record asks: leave without saving, save although somebody looks registered twice."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from PySide6.QtWidgets import QWidget

from sinhke_desktop.errors import Problem
from sinhke_desktop.gui.widgets import DangerButton, Dialog, label
from sinhke_desktop.i18n import _


class LeaveChoice(Enum):
    """What becomes of typed text that is not stored."""

    STAY = "stay"
    SAVE = "save"
    DISCARD = "discard"


class LeaveDialog(Dialog):
    """Asked only if something typed would be lost."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, _("Not saved yet"), _("Save"), cancel=_("Keep typing"))
        self.choice = LeaveChoice.STAY
        self.add(label(_("What you typed in this record is not saved. Save it?")))
        self.discard = DangerButton(_("Discard"), pressed=self._discard, key="Ctrl+D")
        self.buttons.insertWidget(0, self.discard)

    def confirm(self) -> None:
        """Save."""
        self.choice = LeaveChoice.SAVE
        self.accept()

    def _discard(self) -> None:
        self.choice = LeaveChoice.DISCARD
        self.accept()


class DoublesDialog(Dialog):
    """Names who looks registered twice; accepted means save all the same."""

    def __init__(self, parent: QWidget, doubles: Sequence[Problem]) -> None:
        super().__init__(
            parent,
            _("Registered twice?"),
            _("Save all the same"),
            text=_("Somebody in this household seems to be in the register already. Nothing is saved yet."),
            cancel=_("Look again"),
        )
        for one in doubles:
            self.add(label(one.message, "strong", tone="near-poor"))
