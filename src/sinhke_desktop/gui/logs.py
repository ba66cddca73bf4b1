"""The log file: where in the program something went wrong, never what people typed or are called."""

from __future__ import annotations

import faulthandler
import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

from sinhke_desktop.crashes import crash_report, keep_report, places

__all__ = ["crash_report", "keep_report", "places", "start"]

LOG_FILE = "sinhke.log"
FAULT_FILE = "faults.log"

_faults = None


class _Places(logging.Formatter):
    """Formats errors as places only: an error's own text may hold a person's name."""

    def formatException(self, ei: object) -> str:
        error = ei[1] if isinstance(ei, tuple) else None
        return places(error) if isinstance(error, BaseException) else ""


def start(folder: Path) -> None:
    """Log into *folder* (3 files of 500 kB) and note hard faults there; a folder that refuses means no log."""
    global _faults
    try:
        folder.mkdir(parents=True, exist_ok=True)
        target = RotatingFileHandler(folder / LOG_FILE, maxBytes=500_000, backupCount=2, encoding="utf-8")
        _faults = (folder / FAULT_FILE).open("a", encoding="utf-8")
        faulthandler.enable(_faults)
    except OSError:
        return
    target.setFormatter(_Places("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger("sinhke_desktop")
    root.addHandler(target)
    root.setLevel(logging.INFO)
