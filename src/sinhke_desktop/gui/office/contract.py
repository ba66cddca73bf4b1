"""What the receiving page's presenter needs: the steps, the services, and what it asks of the page. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from pathlib import Path
from typing import Protocol

from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui.office.words import CountRow, FileRow, OutcomeRow, ReceiptRow, ReceivedRow
from sinhke_desktop.progress import Progress
from sinhke_desktop.services.office_receipts import ReceiptOut, ReceiptState
from sinhke_desktop.services.outcomes import Outcome
from sinhke_desktop.services.receiving_plan import PlannedChange, ReceivingPlan
from sinhke_desktop.services.receiving_undo import Undoable
from sinhke_desktop.services.staging import StagedFile
from sinhke_desktop.services.stick_files import StickFiles


class Step(IntEnum):
    """Where a person is on the way from the stick to the receipt."""

    FILES = 0
    PREVIEW = 1
    DONE = 2
    RECEIPTS = 3


class Show(StrEnum):
    """Which of the planned changes are listed."""

    ALL = "all"
    CONFLICTS = "conflicts"
    NEW = "new"
    CHANGED = "changed"
    REMOVED = "removed"
    RESTORED = "restored"


@dataclass(frozen=True, slots=True)
class OfficeServices:
    """What the page asks of the services; all of it is called in the worker.

    ``apply`` takes a file's hash, the ground of the plan that was looked at ("" for none) and the progress.
    """

    found_on: Callable[[Path], StickFiles]
    stage: Callable[[Sequence[Path], Progress], Sequence[StagedFile]]
    staged: Callable[[], Sequence[StagedFile]]
    forget: Callable[[str], None]
    plan: Callable[[str, Progress], ReceivingPlan]
    apply: Callable[[str, str, Progress], Outcome]
    last_received: Callable[[], Sequence[Undoable]]
    undo: Callable[[str, int], None]
    receipt_states: Callable[[], Sequence[ReceiptState]]
    write_receipts: Callable[[Path, Sequence[str]], Sequence[ReceiptOut]]


@dataclass(frozen=True, slots=True)
class PlanShown:
    """A plan in words: whose bundle, what will happen, how many records of each kind, whether it can be received."""

    title: str
    detail: str
    verdict: str
    tone: str
    counts: tuple[CountRow, ...]
    can_receive: bool


class OfficeView(Protocol):
    """What the presenter needs of the page."""

    def show_step(self, step: Step) -> None:
        """Show one step."""
        ...

    def show_files(self, rows: Sequence[FileRow], *, can_receive_all: bool) -> None:
        """List the files that wait, are held or were refused."""
        ...

    def show_found(self, text: str, *, key_files: Sequence[Path]) -> None:
        """Say what lies on the stick; *key_files* lead to pairing. An empty text says nothing."""
        ...

    def show_odd(self, text: str) -> None:
        """Warn of what honest sticks do not hold; empty for nothing odd."""
        ...

    def show_plan(self, shown: PlanShown) -> None:
        """Say what receiving the chosen file would change."""
        ...

    def show_changes(self, changes: Sequence[PlannedChange], counts: Mapping[Show, int], chosen: Show) -> None:
        """List the planned changes of the chosen kind."""
        ...

    def show_outcomes(self, rows: Sequence[OutcomeRow], summary: str) -> None:
        """Say what became of each file."""
        ...

    def show_received(self, rows: Sequence[ReceivedRow]) -> None:
        """List what was received lately."""
        ...

    def show_receipts(self, rows: Sequence[ReceiptRow], *, here: int) -> None:
        """List the machines whose receipt waits; *here* of them sent what was just read from the stick."""
        ...

    def show_written(self, text: str) -> None:
        """Say which receipts stand on the stick and that it may be pulled out."""
        ...

    def show_error(self, error: SinhkeError | None) -> None:
        """Say what happened; None takes it away."""
        ...

    def tell(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """Say a short word."""
        ...

    def changed(self) -> None:
        """Something was received, taken back or written."""
        ...

    def failed(self, error: BaseException) -> None:
        """A fault of the program."""
        ...
