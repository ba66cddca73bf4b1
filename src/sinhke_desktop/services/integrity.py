"""Is the store whole? The file's own checks, the journal's chain, and every row against its operations."""

from __future__ import annotations

from dataclasses import dataclass

from sinhke_desktop.progress import SILENT, Progress
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import audit
from sinhke_desktop.storage.database import integrity_problems


@dataclass(frozen=True, slots=True)
class Doctor:
    """What the check found; ``problems`` are technical words for the person on the telephone."""

    ok: bool
    problems: tuple[str, ...]
    counts: dict[str, int]
    state_hash: str
    heads_hash: str


def check(workspace: Workspace, progress: Progress = SILENT) -> Doctor:
    """Check the whole store; reads everything, changes nothing."""
    problems = integrity_problems(workspace.database)
    progress.step(1, 4)
    with workspace.database.read() as connection:
        problems += audit.chain_problems(connection)
        progress.step(2, 4)
        problems += audit.row_problems(connection)
        progress.step(3, 4)
        counts = audit.counts(connection)
        state, heads = audit.hashes(connection)
    progress.step(4, 4)
    return Doctor(not problems, tuple(problems), counts, state, heads)
