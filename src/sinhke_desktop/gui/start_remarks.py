"""What is worth saying at the start about the place of the data and the screen, once, until it changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QCheckBox, QWidget

from sinhke_desktop.gui.first_start.words import place_risk
from sinhke_desktop.gui.widgets.dialog import Dialog
from sinhke_desktop.gui.widgets.text import label
from sinhke_desktop.i18n import _
from sinhke_desktop.services.data_place import PlaceKind
from sinhke_desktop.settings import Settings

SEEN = "start_remarks_seen"
LEAST_SCREEN = QSize(800, 540)
"""In pixels as the system scales them: on less, pages must be scrolled so much that one loses one's way."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to say; ``key`` is remembered where the person does not want to read it again."""

    key: str
    text: str


def remarks(folder: Path, kind: PlaceKind, room: QSize, settings: Settings) -> tuple[Remark, ...]:
    """What to say of data in *folder*, a place of *kind*, and of a screen with *room*, in design pixels."""
    found = []
    if risk := place_risk(kind):
        where = _("The data lie in {folder}.").format(folder=folder)
        found.append(Remark(f"{kind}:{folder}", f"{where} {risk}"))
    if room.width() < LEAST_SCREEN.width() or room.height() < LEAST_SCREEN.height():
        text = _(
            "This screen is small, so pages have to be scrolled. Choose a higher resolution or a smaller scale in the "
            "system's display settings."
        )
        found.append(Remark("screen", text))
    seen = settings.get(SEEN, [])
    return tuple(one for one in found if one.key not in seen)


class RemarksDialog(Dialog):
    """Says them all at once, with a box to tick against being told again."""

    def __init__(self, parent: QWidget, found: Sequence[Remark], settings: Settings) -> None:
        super().__init__(parent, _("Please note"), _("Understood"), width=560)
        self._keys, self._settings = [one.key for one in found], settings
        for one in found:
            self.add(label(one.text))
        self.not_again = QCheckBox(_("Do not show this again"))
        self.add(self.not_again)
        self.cancel.hide()
        self.primary.setFocus()

    def confirm(self) -> None:
        if self.not_again.isChecked():
            self._settings.remember(SEEN, [*self._settings.get(SEEN, []), *self._keys])
        super().confirm()
