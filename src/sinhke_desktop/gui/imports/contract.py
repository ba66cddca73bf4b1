"""What the import page's presenter needs: the steps, the services, and what it asks of the page. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Protocol

from sinhke_desktop.domain.column_mapping import ColumnMapping
from sinhke_desktop.domain.import_plan import PlannedHousehold, RowKind
from sinhke_desktop.domain.review_list import ListProblem
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui.imports.column_choice import ColumnsShown
from sinhke_desktop.gui.imports.words import RecentLine
from sinhke_desktop.progress import Progress
from sinhke_desktop.services.imports import ImportResult, Looked, PreparedImport, UndoBlocked, Undone
from sinhke_desktop.storage.import_batches import ImportBatch


class Step(IntEnum):
    """The steps; COLUMNS is passed over where the header is understood, and can be gone to."""

    FILE = 0
    COLUMNS = 1
    FOUND = 2
    PREVIEW = 3
    DONE = 4


class Runs(Protocol):
    """Long work with a dialog that says how far it is and can be cancelled."""

    def __call__(
        self,
        title: str,
        work: Callable[[Progress], object],
        done: Callable[[object], object],
        failed: Callable[[BaseException], object],
    ) -> None:
        """Start it; what is cancelled changes nothing and calls neither."""
        ...


@dataclass(frozen=True, slots=True)
class ImportServices:
    """What an import does with the store."""

    look: Callable[[Path, Progress], Looked]
    plan: Callable[[Looked, int | None, ColumnMapping | None, Progress], PreparedImport]
    apply: Callable[[PreparedImport, Progress], ImportResult]
    undo: Callable[[str], int]
    undo_untouched: Callable[[str], Undone]
    hand_back: Callable[[PreparedImport, Path, Progress], int]
    recent: Callable[[], Sequence[ImportBatch]]


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in the file, in words."""

    file_name: str
    facts: tuple[tuple[str, str], ...]
    columns: tuple[str, ...]
    year: int
    not_read: tuple[str, ...] = ()
    remembered: bool = False


class ImportsView(Protocol):
    """What the presenter needs of the page."""

    def show_step(self, step: Step) -> None:
        """Show one step."""
        ...

    def show_error(self, error: SinhkeError | None) -> None:
        """Say what happened; None takes it away."""
        ...

    def show_columns(self, shown: ColumnsShown) -> None:
        """Show what each column is taken for."""
        ...

    def offer_untouched(self, import_id: str, error: UndoBlocked) -> None:
        """Say what was changed since, and offer to take back the others."""
        ...

    def ask_year(self, path: Path) -> None:
        """The list names no year: ask for it."""
        ...

    def show_found(self, found: Found) -> None:
        """Show sheet, columns and year."""
        ...

    def show_counts(self, counts: dict[RowKind, int], chosen: RowKind | None) -> None:
        """Show how many households are new, changed, the same, wrong."""
        ...

    def show_rows(self, rows: Sequence[PlannedHousehold]) -> None:
        """Show the households of the chosen kind."""
        ...

    def show_hamlets(self, names: Sequence[str]) -> None:
        """Say which hamlets will be created."""
        ...

    def show_problems(self, problems: Sequence[ListProblem]) -> None:
        """Show what is wrong by row and column."""
        ...

    def show_leave_out(self, wrong: int) -> None:
        """Ask to tick that *wrong* households stay out; 0 asks nothing."""
        ...

    def show_can_apply(self, *, can: bool, why_not: str) -> None:
        """Allow Apply, or say why not."""
        ...

    def show_result(self, text: str, *, can_undo: bool) -> None:
        """Say what was stored."""
        ...

    def show_recent(self, lines: Sequence[RecentLine]) -> None:
        """Show the imports of before."""
        ...

    def tell(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """Say a short word."""
        ...

    def changed(self) -> None:
        """Something was stored."""
        ...

    def failed(self, error: BaseException) -> None:
        """A fault of the program."""
        ...
