"""The libraries of the window, loaded by a thread while Python is busy with its own beginning. Imports no Qt.

They take a tenth of the time until the window is painted, and what lacks is told before Qt would only abort.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import sys
import threading
from pathlib import Path

PLUGIN = Path("Qt", "plugins", "platforms", "libqxcb.so")
"""What Qt loads for a window for X11; it asks for nearly all that the system has to give."""
QT = ("libQt6Core.so.6", "libQt6Gui.so.6", "libQt6Widgets.so.6")
"""Of the folder ``lib`` beside ``plugins``, each after those that it asks for."""
FONTS = "libfontconfig.so.1"


class WindowLibraries:
    """Begins to load them at once, where the window is one for X11; else there is nothing to do."""

    def __init__(self) -> None:
        self._told = ""
        self._thread: threading.Thread | None = None
        plugin = _plugin()
        if plugin is not None:
            self._thread = threading.Thread(target=self._load, args=(plugin,), daemon=True)
            self._thread.start()

    def missing(self) -> str:
        """Wait until they are loaded; empty, or what the system says of one that lacks."""
        if self._thread is not None:
            self._thread.join()
        return self._told

    def _load(self, plugin: Path) -> None:
        system = ctypes.CDLL(None)
        system.dlopen.argtypes, system.dlopen.restype = (ctypes.c_char_p, ctypes.c_int), ctypes.c_void_p
        system.dlerror.restype = ctypes.c_char_p
        libraries = plugin.parents[2] / "lib"
        for library in (*(libraries / name for name in QT), plugin):
            # Called as a function of the system it lets Python go on beside it; ctypes' own loading does not.
            if not system.dlopen(os.fsencode(library), os.RTLD_NOW | os.RTLD_LOCAL):
                self._told = os.fsdecode(system.dlerror() or b"")
                return
        try:
            ctypes.CDLL(FONTS, mode=os.RTLD_LAZY | os.RTLD_NOLOAD).FcInit()
        except (OSError, AttributeError):  # Qt brings its own then
            return


def _plugin() -> Path | None:
    chosen = os.environ.get("QT_QPA_PLATFORM", "")
    if not sys.platform.startswith("linux") or not os.environ.get("DISPLAY") or chosen not in ("", "xcb"):
        return None
    if os.environ.get("WAYLAND_DISPLAY") and not chosen:
        return None
    found = importlib.util.find_spec("PySide6")
    places = list(found.submodule_search_locations or ()) if found is not None else []
    plugin = Path(places[0], PLUGIN) if places else None
    return plugin if plugin is not None and plugin.is_file() else None
