"""What is asked and said about versions."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from sinhke_desktop.gui.widgets import Dialog, label
from sinhke_desktop.i18n import _


class RestartDialog(Dialog):
    """A version is ready: does the program start anew now?"""

    def __init__(self, parent: QWidget, version: str) -> None:
        title = _("Start again now?")
        text = _("The program closes and starts again in version {version}. Or go on working and start it later.")
        super().__init__(parent, title, _("Start again now"), text=text.format(version=version), cancel=_("Later"))


class BackDialog(Dialog):
    """Does the person want the version before?"""

    def __init__(self, parent: QWidget, version: str) -> None:
        title = _("Go back to version {version}").format(version=version)
        text = _(
            "The data are copied first. The next start tries version {version}; if it cannot open the data, the "
            "version in use comes back by itself."
        )
        super().__init__(parent, title, title, text=text.format(version=version))


class UpdatedDialog(Dialog):
    """Which version was taken into use, with what is new, or which was left."""

    def __init__(self, parent: QWidget, words: str, news: str, *, confirmed: bool) -> None:
        title = _("The program was updated") if confirmed else _("The program went back to the version before")
        super().__init__(parent, title, text=words)
        if news:
            self.add(label(news))
