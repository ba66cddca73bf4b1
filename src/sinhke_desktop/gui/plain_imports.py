"""Qt without its second look at every module.

PySide replaces Python's ``import`` by one that reads the source of each module imported after it, to find those that
use its optional spelling of names (``from __feature__ import snake_case``). No module here does, and the reading takes
longer than the importing: Python's own ``import`` is put back.
"""

from __future__ import annotations

import builtins

import PySide6.QtCore  # noqa: F401 - replaces the import


def put_back() -> None:
    """Use Python's own ``import`` from now on; nothing to do where PySide left it as it was."""
    own = getattr(builtins, "__orig_import__", None)
    if own is not None:
        builtins.__import__ = own
