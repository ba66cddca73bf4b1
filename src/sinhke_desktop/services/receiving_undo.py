"""Taking back a receiving while nothing builds on it: its operations leave the store again.

The machine is told by a new epoch of the office in its next receipt, and sends everything again. Source: exchange.md
c.5, c.9; ``tests/services/test_receiving_undo.py`` shows that the store is then as before.
"""

from __future__ import annotations

from dataclasses import dataclass

from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.services.workspace import Workspace

MOST_LISTED = 50


class UndoRefused(SinhkeError):
    """The receiving cannot be taken back (``GB-30``); the sentence says why. Nothing was changed."""

    code = "GB-30"


@dataclass(frozen=True, slots=True)
class Undoable:
    """A received bundle; ``reason_not`` is empty if it can be taken back now. ``number`` is the bundle's, as shown.

    ``epoch`` and ``sequence`` name it; ``received_at`` is a label (ISO, UTC).
    """

    epoch: str
    sequence: int
    commune_code: str
    sender: str
    number: int
    received_at: str
    officer: str
    new_operations: int
    reason_not: str


def last_received(workspace: Workspace, limit: int = MOST_LISTED) -> list[Undoable]:
    """The newest received bundles, newest first, in the order in which they were received."""
    raise NotImplementedError


def undo(workspace: Workspace, epoch: str, sequence: int) -> None:
    """Take that receiving back; the staged file, if it is still kept, waits again. Raises :class:`UndoRefused`."""
    raise NotImplementedError
