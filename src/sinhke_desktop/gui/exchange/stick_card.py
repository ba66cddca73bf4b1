"""A stick that was plugged in: what lies on it for this machine, each read at one click."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sinhke_desktop.gui.widgets import Card, QuietButton, clear, label
from sinhke_desktop.gui.widgets.drives import Drive
from sinhke_desktop.i18n import _
from sinhke_desktop.services.stick_files import StickFiles

Act = Callable[[Path], object]


class StickCard(Card):
    """One line a file that this machine can use; hidden while there is none."""

    def __init__(self, receipt: Act, certificate: Act, key_file: Act, bundle: Act) -> None:
        super().__init__(_("On the stick"))
        self._acts = {"receipts": receipt, "certificates": certificate, "key_files": key_file, "bundles": bundle}
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        self.body.addLayout(self._lines)
        self.buttons: list[QuietButton] = []
        self.hide()

    def show_found(self, found: Sequence[tuple[Drive, StickFiles]]) -> None:
        """Show what lies on the sticks; the page leaves out what this machine cannot use."""
        clear(self._lines)
        self.buttons = []
        words = {
            "receipts": (_("Receipt {name}"), _("Read it"), "file-check"),
            "certificates": (_("Answer {name}"), _("Compare and pair"), "shield-check"),
            "key_files": (_("Another machine's key file {name}"), _("Compare and pair"), "key-round"),
            "bundles": (_("Another machine's bundle {name}"), _("Look and receive"), "inbox"),
        }
        for drive, files in found:
            for kind, (text, button, icon) in words.items():
                for path in getattr(files, kind):
                    act = self._acts[kind]
                    self._line(f"{drive.name}: {text.format(name=path.name)}", button, icon, act, path)
            if files.odd:
                warning = _("{stick}: {count} files look like a virus. Have the stick checked first.")
                self._lines.addWidget(label(warning.format(stick=drive.name, count=files.odd), "problem"))
        self.setVisible(self._lines.count() > 0)

    def _line(self, text: str, button: str, icon: str, act: Act, path: Path) -> None:
        row = QWidget()
        inside = QHBoxLayout(row)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(label(text), 1)
        pressed = QuietButton(button, icon, lambda: act(path))
        pressed.setAccessibleName(f"{button}: {path.name}")
        self.buttons.append(pressed)
        inside.addWidget(pressed)
        self._lines.addWidget(row)
