"""The steps that are a choice: where the data lie, what the machine is for, what comes first when all is set up."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from sinhke_desktop.gui.first_start.contract import Begin, Role
from sinhke_desktop.gui.first_start.step_part import StepPart, chosen
from sinhke_desktop.gui.widgets.text import label
from sinhke_desktop.i18n import _

if TYPE_CHECKING:
    from sinhke_desktop.services.data_place import PlaceOffer


class Place(StrEnum):
    """Where a portable program keeps the data."""

    COMPUTER = "computer"
    BESIDE = "beside"


class PlaceStep(StepPart):
    """Where the data of a portable program lie; asked before there are any."""

    def __init__(self) -> None:
        super().__init__(
            _("Where are the data to be kept?"),
            _("The program runs from a folder of its own; the data should lie where they are not lost with a stick."),
        )
        self.buttons = self._choices(
            (
                (Place.COMPUTER, _("On this computer (recommended)"), _("They stay when the stick is pulled out.")),
                (Place.BESIDE, _("Beside the program"), _("The data go wherever the program's folder goes.")),
            ),
            Place.COMPUTER,
        )  # fmt: skip
        self.folder = label("", "secondary")
        self.column.addWidget(self.folder)
        later = _("This can be changed as long as nothing is set up here; afterwards the data stay where they are.")
        self.column.addWidget(label(later, "secondary"))
        self.column.addStretch(1)
        self._offer: PlaceOffer | None = None
        for button in self.buttons.values():
            button.toggled.connect(lambda _on: self._say_folder())

    def first_field(self) -> QWidget:
        return self.buttons[chosen(self.buttons)]

    def show_offer(self, offer: PlaceOffer) -> None:
        """Choose what is in force and name the folders."""
        self._offer = offer
        self.buttons[Place.BESIDE if offer.beside_now else Place.COMPUTER].setChecked(True)
        self._say_folder()

    def beside(self) -> bool:
        """Whether the data are to lie beside the program."""
        return chosen(self.buttons) is Place.BESIDE

    def _say_folder(self) -> None:
        if self._offer is not None:
            folder = self._offer.beside if self.beside() else self._offer.computer
            self.folder.setText(_("Folder: {folder}").format(folder=folder))


class RoleStep(StepPart):
    """What this machine is for; Enter takes the choice."""

    def __init__(self) -> None:
        super().__init__(
            _("What is this computer for?"),
            _("A commune and a receiving office do different work, so each has pages of its own."),
        )
        offered = (
            (
                Role.COMMUNE,
                _("A commune: keeping the register of poor and near-poor households"),
                _("The officer in charge of poverty reduction works here: households, reviews, the livelihood model."),
            ),
            (
                Role.OFFICE,
                _("A receiving office: gathering what the communes send"),
                _("Bundles come on sticks or as files; receipts go back. Nothing is typed here about households."),
            ),
            (
                Role.SECOND,
                _("A second machine of a commune that has one already"),
                _(
                    "Choose the same commune, area and period as on the main machine. Then the page Send and receive "
                    "opens: pair with the main machine, and everything comes with its first receipt."
                ),
            ),
        )
        self.buttons = self._choices(offered, Role.COMMUNE)
        self.column.addStretch(1)

    def first_field(self) -> QWidget:
        return self.buttons[self.role()]

    def role(self) -> Role:
        """What was chosen."""
        return chosen(self.buttons)


class WhatNowStep(StepPart):
    """What the person wants to do first; the first household needs the hamlet it lives in."""

    def __init__(self) -> None:
        super().__init__(
            _("What do you want to begin with?"),
            _("An empty register shows nothing yet; with a list or a first household every page has its use."),
        )
        self.buttons = self._choices(
            (
                (
                    Begin.IMPORT,
                    _("Import the review list from Excel"),
                    _("The quickest way: the commune's own workbook, looked at row by row before it is taken in."),
                ),
                (
                    Begin.HOUSEHOLD,
                    _("Begin empty with the first household"),
                    _("Type household by household in the order of the paper form."),
                ),
                (
                    Begin.PAGES,
                    _("Only look around first"),
                    _("The overview opens; it says what to do next."),
                ),
            ),
            Begin.IMPORT,
            self._chosen,
        )
        self.hamlets = QLineEdit()
        self.hamlets.setPlaceholderText(_("for example: Thôn Tân Tiến, Thôn Đá Bàn"))
        hint = _("Every household belongs to a hamlet. Several are separated by commas; more can be added later.")
        self._hamlets = self._field("hamlets", _("Hamlets of the commune"), self.hamlets, hint)
        self.column.addWidget(self._hamlets)
        self.column.addStretch(1)
        self._chosen()

    def first_field(self) -> QWidget:
        return self.buttons[self.begin()]

    def begin(self) -> Begin:
        """What was chosen."""
        return chosen(self.buttons)

    def _chosen(self) -> None:
        if hasattr(self, "_hamlets"):
            self._hamlets.setVisible(self.begin() is Begin.HOUSEHOLD)
