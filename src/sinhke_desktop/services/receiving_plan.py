"""What receiving a staged file would change, and receiving it: the same code, rolled back or not (exchange.md c.8)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from sinhke_desktop.domain.admission import Verdict
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.progress import SILENT, Progress
from sinhke_desktop.services.outcomes import Outcome
from sinhke_desktop.services.staging import StagedFile
from sinhke_desktop.services.workspace import Workspace

MOST_LISTED = 2_000
"""Records that a plan lists one by one; all of them are counted."""

How: TypeAlias = Literal["new", "changed", "removed", "restored"]


class StoreChanged(SinhkeError):
    """The commune's data changed between plan and receiving (``GB-32``); nothing was received."""

    code = "GB-32"


@dataclass(frozen=True, slots=True)
class Side:
    """One of the values of a field in conflict, in words; ``claimed_time`` is the writer's clock (ISO, UTC)."""

    shown: str
    officer: str
    claimed_time: str


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field before and after in words; ``sides`` are given where both were changed differently."""

    path: str
    label: str
    before: str
    after: str
    sides: tuple[Side, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedChange:
    """What becomes of one record; ``conflicts`` counts its fields that a person must decide."""

    entity_kind: str
    entity_id: str
    kind_label: str
    title: str
    commune_code: str
    how: How
    fields: tuple[FieldChange, ...]
    conflicts: int


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many records of one kind are new, changed (restored ones too), removed, in conflict."""

    new: int = 0
    changed: int = 0
    removed: int = 0
    conflicts: int = 0


@dataclass(frozen=True, slots=True)
class ReceivingPlan:
    """What would happen. ``code`` is empty if the file would be applied.

    ``counts`` are by entity kind; ``changes`` are the first :data:`MOST_LISTED` records, conflicts first, then removed,
    changed and new ones; ``left_out`` counts the others. ``same_state``: both sides would then hold the same (None if
    not applied). ``ground`` goes to :func:`apply_staged`, which refuses if the data under the plan have changed.
    """

    file: StagedFile
    verdict: Verdict | None
    code: str
    message: str
    advice: str
    number: int
    counts: Mapping[str, KindCount]
    changes: tuple[PlannedChange, ...]
    conflicts: int
    same_state: bool | None
    left_out: int = 0
    ground: str = ""


def plan(workspace: Workspace, header_hash: str, progress: Progress = SILENT) -> ReceivingPlan:
    """What receiving that file would change: it is received and rolled back.

    A refusal is told in the plan (``verdict`` None). Raises StagedGone (``GB-31``), Cancelled.
    """
    raise NotImplementedError


def apply_staged(workspace: Workspace, header_hash: str, progress: Progress = SILENT, *, ground: str = "") -> Outcome:
    """Receive that file in one transaction; its receipt leaves with :func:`.office_receipts.write_receipts`.

    Duplicates, old bundles, gaps (then held) and forks (then set aside) are told in the outcome. Raises a BundleRefused
    (the file is kept as refused), StagedGone (``GB-31``), :class:`StoreChanged` with another *ground* than the plan's,
    Cancelled; then nothing was received.
    """
    raise NotImplementedError
