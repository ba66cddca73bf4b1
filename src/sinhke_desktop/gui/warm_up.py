"""Imports what comes next while the person types the password, so that no page waits for its own code later."""

from __future__ import annotations

import logging
from importlib import import_module
from importlib.util import find_spec

from sinhke_desktop.gui.context import Runs

log = logging.getLogger(__name__)

FIRST = (
    "sinhke_desktop.services.units",
    "sinhke_desktop.services.workspace",
    "sinhke_desktop.services.communes",
    "sinhke_desktop.services.overview",
    "sinhke_desktop.gui.shell",
)
PAGES = (
    "overview", "households", "rounds", "livelihood", "visits", "reports", "tables", "exchange", "settings", "privacy",
    "help", "office", "communes", "differences", "consolidated", "machines",
)  # fmt: skip
SECTIONS = (
    "households", "money", "inputs", "market", "supervision", "revolving", "results", "timeline", "papers", "choice",
)  # fmt: skip
MODULES = (
    *FIRST,
    *(f"sinhke_desktop.gui.{key}.page" for key in PAGES),
    *(f"sinhke_desktop.gui.livelihood.file.{key}_section" for key in SECTIONS),
)
"""In the order in which they are needed; each is one piece of work, so that opening the data never waits long."""


def warm_up(run: Runs, at: int = 0) -> None:
    """Import one module after the other in the worker; what this build does not hold is left out."""
    if at == len(MODULES):
        run(lambda _progress: import_module("sinhke_desktop.services.lists").units(), lambda _units: log.info("ready"))
        return
    run(lambda _progress: _import(MODULES[at]), lambda _module: warm_up(run, at + 1))


def _import(name: str) -> None:
    try:
        present = find_spec(name) is not None
    except ModuleNotFoundError:
        present = False
    if present:
        import_module(name)
