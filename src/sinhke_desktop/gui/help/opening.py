"""F1: opens the help window where it speaks of what is on the screen; light, as every dialog knows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from sinhke_desktop.gui.help.window import HelpWindow
    from sinhke_desktop.settings import Settings

_settings: Settings | None = None


def remember_in(settings: Settings) -> None:
    """From now on the help window keeps its size and the folder of its files in *settings*."""
    global _settings
    _settings = settings


def listen(widget: QWidget) -> None:
    """F1 in *widget* opens the help for it."""
    QShortcut(QKeySequence.fromString("F1"), widget).activated.connect(lambda: open_for(widget))


def open_for(content: QWidget, usual: str = "") -> HelpWindow:
    """Open the help for what is shown in *content*; *usual* is the topic of its page."""
    from sinhke_desktop.gui.help import targets

    asked = getattr(content, "help_target", None)
    return open_at(content, asked() if callable(asked) else targets.of_screen(content, usual or targets.FIRST))


def open_at(content: QWidget, target: str) -> HelpWindow:
    """Open the help at *target* beside the window of *content*; one that is open there goes to it."""
    from sinhke_desktop.gui.help.window import HelpWindow

    owner = content.window()
    window = next((one for one in owner.findChildren(HelpWindow) if not one.isHidden()), None)
    if window is None:
        window = HelpWindow(owner, _settings, target)
    else:
        window.view.open(target)
    window.show()
    window.raise_()
    window.activateWindow()
    return window
