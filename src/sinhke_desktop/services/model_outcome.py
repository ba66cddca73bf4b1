"""What came of a model in one reading: its households' exits and the plan's targets."""

from __future__ import annotations

from dataclasses import dataclass

from sinhke_desktop.domain.exits import Exits, HouseholdResult
from sinhke_desktop.domain.exits import exits as sums_of
from sinhke_desktop.domain.model_targets import TargetLine
from sinhke_desktop.domain.whole_file import WholeFile
from sinhke_desktop.progress import SILENT, Progress
from sinhke_desktop.services import exits, model_targets, whole_file
from sinhke_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Outcome:
    """The file, its households with their exits, the sums, the targets."""

    file: WholeFile
    results: tuple[HouseholdResult, ...]
    exits: Exits
    targets: tuple[TargetLine, ...]


def of_model(workspace: Workspace, model_id: str = "", progress: Progress = SILENT) -> Outcome:
    """The outcome of a model so far, or of the active one; a task for big communes. Raises NotFound (MH-13)."""
    file = whole_file.read(workspace, model_id)
    found = exits.results(workspace, file)
    sums = sums_of(found, file.today)
    lines = model_targets.of_model(workspace, file, sums, progress)
    return Outcome(file, tuple(found), sums, tuple(lines))
