"""The log file: where in the program something went wrong, never what people typed or are called."""

from __future__ import annotations

import faulthandler
import logging
from pathlib import Path

LOG_FILE = "sinhke.log"
FAULT_FILE = "faults.log"
LARGEST = 500_000

_faults = None
_target: logging.Handler | None = None


class _Places(logging.Formatter):
    """Formats errors as places only: an error's own text may hold a person's name."""

    def formatException(self, ei: object) -> str:
        error = ei[1] if isinstance(ei, tuple) else None
        from sinhke_desktop.crashes import places

        return places(error) if isinstance(error, BaseException) else ""


def start(folder: Path) -> None:
    """Log into *folder* and note hard faults there; a folder that refuses means no log.

    A file of more than 500 kB is put aside at the start, in place of the one put aside before.
    """
    global _faults, _target
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in (LOG_FILE, FAULT_FILE):
            path = folder / name
            if path.exists() and path.stat().st_size > LARGEST:
                path.replace(path.with_name(f"{name}.1"))
        target = logging.FileHandler(folder / LOG_FILE, encoding="utf-8")
        _faults = (folder / FAULT_FILE).open("a", encoding="utf-8")
        faulthandler.enable(_faults)
    except OSError:
        return
    _target = target
    target.setFormatter(_Places("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger("sinhke_desktop")
    root.addHandler(target)
    root.setLevel(logging.INFO)


def stop() -> None:
    """Stop logging and noting hard faults, and close both files."""
    global _faults, _target
    if _target is not None:
        logging.getLogger("sinhke_desktop").removeHandler(_target)
        _target.close()
        _target = None
    if _faults is not None:
        faulthandler.disable()
        _faults.close()
        _faults = None
