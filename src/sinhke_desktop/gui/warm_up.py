"""Imports what comes next while the person types the password, so that no page waits for its own code later.

What knows no Qt is imported in the worker. What makes classes of Qt is imported by the window's own loop, a module at a
time and those first that others ask for: PySide does not bear new classes from one thread while another one works with
those there are, and a page with all that it asks for would hold the loop for too long.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from importlib import import_module
from importlib.abc import InspectLoader
from importlib.util import find_spec
from pkgutil import iter_modules
from typing import cast

from PySide6.QtCore import QObject

from sinhke_desktop.gui.context import Runs
from sinhke_desktop.gui.later import later

log = logging.getLogger(__name__)

FIRST = (
    "sinhke_desktop.services.units",
    "sinhke_desktop.services.workspace",
    "sinhke_desktop.services.communes",
    "sinhke_desktop.services.overview",
)
WITH_QT = (
    "widgets", "tables", "overview", "households", "rounds", "livelihood", "livelihood.file", "visits", "reports",
    "exchange", "settings", "privacy", "help", "office", "communes", "differences", "consolidated", "machines",
)  # fmt: skip
"""Folders of gui, in the order in which they are needed."""
PAUSE_MS = 20
"""Between two modules, for keys and painting."""


def warm_up(run: Runs, owner: QObject) -> None:
    """Import in the worker by *run*, then in the window's loop as long as *owner* lives; tells the log when ready."""
    services = [*FIRST, *(name for name in _below("sinhke_desktop.services") if name not in FIRST)]
    _in_the_worker(run, owner, services)


def _below(package: str) -> Iterator[str]:
    """The modules in *package*, without those in its folders."""
    for one in iter_modules(import_module(package).__path__, f"{package}."):
        if not one.ispkg:
            yield one.name


def _in_the_worker(run: Runs, owner: QObject, names: Sequence[str]) -> None:
    """Each module is one piece of work, so that opening the data never waits long."""
    if names:
        run(lambda _progress: import_module(names[0]), lambda _module: _in_the_worker(run, owner, names[1:]))
        return
    units = import_module("sinhke_desktop.services.lists").units
    run(lambda _progress: units(), lambda _units: _in_the_loop(owner, _leaves_first(_with_qt(), set())))


def _with_qt() -> Iterator[str]:
    for folder in WITH_QT:
        yield from _below(f"sinhke_desktop.gui.{folder}")
    yield "sinhke_desktop.gui.shell"


def _leaves_first(names: Iterable[str], seen: set[str]) -> Iterator[str]:
    """Of *names* and what they ask for, the modules not imported yet, each after those that it asks for itself."""
    for name in names:
        if name not in sys.modules and name not in seen:
            seen.add(name)
            yield from _leaves_first(_asked_for_by(name), seen)
            yield name


def _asked_for_by(name: str) -> list[str]:
    """The modules with Qt that the code of module *name* names."""
    spec = find_spec(name)
    code = cast("InspectLoader", spec.loader).get_code(name) if spec else None
    return [one for one in code.co_names if one.startswith("sinhke_desktop.gui.")] if code else []


def _in_the_loop(owner: QObject, names: Iterator[str]) -> None:
    name = next(names, None)
    if name is None:
        log.info("ready")
        return
    import_module(name)
    later(owner, partial(_in_the_loop, owner, names), PAUSE_MS)
