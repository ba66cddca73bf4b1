"""Files from sticks in the office's own store: checked cheapest first, kept whole until they are applied or forgotten.

What is refused before its signature was found good is told and not kept. What a paired machine signed and cannot be
applied is kept as refused until a person forgets it; what follows after a gap is held. Source: exchange.md c.8, b.28.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from sinhke_desktop.progress import SILENT, Progress
from sinhke_desktop.services.workspace import Workspace


class StagedState(StrEnum):
    """Where a file from a stick stands.

    APPLIED ones stay, out of the list of :func:`staged`, until a receipt for them has left: an undone receiving makes
    them WAITING again.
    """

    WAITING = "waiting"
    HELD = "held"
    REFUSED = "refused"
    APPLIED = "applied"


@dataclass(frozen=True, slots=True)
class StagedFile:
    """One file taken from a stick; ``size`` in bytes, ``staged_at`` a label (ISO, UTC), empty if it was not kept.

    ``header_hash`` is empty for what was not recognised at all. ``code``, ``message`` and ``advice`` say why it is held
    or refused, or that it was received before (``GB-08``, ``GB-09``, not kept).
    """

    header_hash: str
    file_name: str
    kind: str
    device: str
    sender: str
    commune_codes: tuple[str, ...]
    number: int
    size: int
    state: StagedState
    code: str
    message: str
    advice: str
    staged_at: str


@dataclass(frozen=True, slots=True)
class StickFiles:
    """What lies in a folder, by the first bytes of each regular file, whatever it is called.

    ``odd`` counts what honest sticks do not hold (.lnk, .exe, .scr..., links): a sign of a virus (exchange.md b.28).
    """

    bundles: tuple[Path, ...]
    key_files: tuple[Path, ...]
    receipts: tuple[Path, ...]
    certificates: tuple[Path, ...]
    odd: int


def found_on(folder: Path) -> StickFiles:
    """The files of this program in *folder* and its subfolders one deep, by name; raises StickRefused."""
    raise NotImplementedError


def stage(workspace: Workspace, paths: Sequence[Path], progress: Progress = SILENT) -> list[StagedFile]:
    """Take *paths* into the store, in their order; the same file twice is one.

    One answer for each path; no refusal is raised. Raises Cancelled between two files and what the disk refuses; files
    before that are kept. *progress* counts files.
    """
    raise NotImplementedError


def staged(workspace: Workspace) -> list[StagedFile]:
    """What waits, is held or was refused, by commune and number."""
    raise NotImplementedError


def forget(workspace: Workspace, header_hash: str) -> None:
    """Drop a staged file for good; raises StagedGone (``GB-31``) if it is not there any more."""
    raise NotImplementedError
