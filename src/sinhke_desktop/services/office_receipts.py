"""Receipts for machines: what is held of them, and what they lack; the same bytes until something changes (c.9)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sinhke_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ReceiptOut:
    """A receipt that stands on the stick; ``carries`` counts the changes made elsewhere that go with it."""

    device: str
    sender: str
    file_name: str
    path: Path
    carries: int


@dataclass(frozen=True, slots=True)
class ReceiptState:
    """A machine's receipt: ``waiting`` if there is something to say that no written receipt says.

    ``written_at`` is when the newest one was written to a stick (ISO, UTC), empty if never.
    """

    device: str
    sender: str
    commune_codes: tuple[str, ...]
    waiting: bool
    written_at: str


def write_receipts(workspace: Workspace, folder: Path, devices: Sequence[str] = ()) -> list[ReceiptOut]:
    """Write the receipts of all machines with news, or of *devices* (news or not), to *folder*.

    A machine that never sent anything gets its commune's data back, if the office holds any. Raises StickRefused;
    receipts before that are written and count as handed over.
    """
    raise NotImplementedError


def receipt_states(workspace: Workspace) -> list[ReceiptState]:
    """Every paired machine's receipt, by commune."""
    raise NotImplementedError
