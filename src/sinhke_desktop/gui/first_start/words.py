"""What the first start says about passwords and places. Knows no Qt."""

from __future__ import annotations

from sinhke_desktop.domain.passwords import Strength, strength
from sinhke_desktop.i18n import _
from sinhke_desktop.services.data_place import PlaceKind


def strength_words(password: str) -> str:
    """How good *password* is, in words, and how to make it better."""
    return {
        Strength.SHORT: _("At least 8 characters; a short sentence is easy to remember."),
        Strength.WEAK: _("Weak: make it longer, for example three or four words."),
        Strength.FAIR: _("Good enough."),
        Strength.STRONG: _("Strong."),
    }[strength(password)]


def place_risk(kind: PlaceKind) -> str:
    """What can happen to data in such a place; empty where nothing speaks against it."""
    return {
        PlaceKind.FIXED: "",
        PlaceKind.REMOVABLE: _(
            "A stick is easily lost, breaks without warning, and damages the data when it is pulled out while the "
            "program writes. Keep the data there only if this computer may not keep them, and make backups on another "
            "drive."
        ),
        PlaceKind.NETWORK: _(
            "The data file is not safe on a network drive: when the connection breaks while the program writes, the "
            "file can be damaged, and two computers could open it at once."
        ),
        PlaceKind.SYNCED: _(
            "This folder is synchronised over the internet (OneDrive, Dropbox, Google Drive…). Personal data of "
            "households would leave this computer, and a half-copied file can damage the data."
        ),
    }[kind]
