"""The numbers alone to the receiving office: no name, no household, no number of any person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sinhke_desktop.bundles.totals import ENDING, TotalsPaper, write_totals
from sinhke_desktop.domain.access import Action
from sinhke_desktop.domain.commune_totals import CommuneTotal
from sinhke_desktop.progress import SILENT, Progress
from sinhke_desktop.services import commune_figures, privacy, sticks
from sinhke_desktop.services.pairing import own_keys, paired
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import exchange as store
from sinhke_desktop.storage.local_values import get_value, set_value

NUMBER = "exchange.totals_number"
"""Local value: ``<epoch> <number>`` of the last file."""
SMALL = 2


@dataclass(frozen=True, slots=True)
class TotalsPreview:
    """What the file would hold: its totals, and how many of their cells stand for one or two households or people."""

    totals: tuple[CommuneTotal, ...]
    numbers: int
    small: int


@dataclass(frozen=True, slots=True)
class TotalsWritten:
    """The file on the stick, its number in the machine's epoch, how many totals and bytes."""

    path: Path
    number: int
    totals: int
    size: int


def preview(workspace: Workspace, progress: Progress = SILENT) -> TotalsPreview:
    """Count everything that the file would hold; seconds for a commune of many years: call it in a task."""
    totals = tuple(commune_figures.count(workspace, progress))
    cells = [cell.value for one in totals for row in one.rows for cell in row.cells if cell.value is not None]
    return TotalsPreview(totals, len(cells), sum(0 < value <= SMALL for value in cells))


def write(
    workspace: Workspace, folder: Path, progress: Progress = SILENT, totals: Sequence[CommuneTotal] | None = None
) -> TotalsWritten:
    """Seal the commune's numbers for its office and write them to *folder*; *totals* if they were counted already.

    Each file has the next number. Raises NotPaired, StickRefused, Cancelled.
    """
    office, keys = paired(workspace), own_keys(workspace)
    counted = tuple(commune_figures.count(workspace, progress)) if totals is None else tuple(totals)
    with workspace.database.write() as connection:
        epoch = store.sender_state(connection).epoch
        last, _space, number = get_value(connection, NUMBER).partition(" ")
        following = int(number) + 1 if last == epoch else 1
        set_value(connection, NUMBER, f"{epoch} {following}")
    claimed = workspace.clock().isoformat(timespec="seconds")
    paper = TotalsPaper(workspace.commune_code, epoch, following, counted, office.serial, claimed)
    content = write_totals(keys, office.office, paper)
    name = f"XDGN_{workspace.commune_code}_{following:06d}_{epoch[:4]}{ENDING}"
    path = sticks.put(folder, name, content, progress)
    privacy.note_access(workspace, Action.SENT, detail=path.name)
    return TotalsWritten(path, following, len(counted), len(content))
