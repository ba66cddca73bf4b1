"""The steps about who works here: the officer of a commune, or a receiving office and its officer."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from sinhke_desktop.gui.first_start.step_part import StepPart
from sinhke_desktop.i18n import _


class OfficerStep(StepPart):
    """Who works here."""

    def __init__(self) -> None:
        super().__init__(
            _("Who works with this register?"),
            _("Your name stands beside every change, so that it is clear who did what."),
        )
        self.name = QLineEdit()
        self.column.addWidget(self._field("officer", _("Your full name"), self.name))
        self.column.addStretch(1)

    def first_field(self) -> QWidget:
        return self.name


class OfficeStep(StepPart):
    """Which office receives, and who works there."""

    def __init__(self) -> None:
        super().__init__(
            _("Which office receives here?"),
            _("Communes see this name when they pair with you and on every receipt."),
        )
        self.name, self.officer = QLineEdit(), QLineEdit()
        self.name.setPlaceholderText(_("for example: Department of Agriculture and Environment"))
        self.column.addWidget(self._field("office", _("Name of the receiving office"), self.name))
        self.column.addWidget(self._field("office_officer", _("Your full name"), self.officer))
        self.column.addStretch(1)

    def first_field(self) -> QWidget:
        return self.name
