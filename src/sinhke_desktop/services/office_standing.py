"""Who has sent, who is missing, what changed: every commune of a receiving office, by grouped queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sinhke_desktop.domain.commune import CommuneUnit
from sinhke_desktop.services.receiving_plan import KindCount
from sinhke_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Standing:
    """One commune. ``received_up_to`` is the newest bundle's number, 0 for none; ``last_received_at`` a label.

    ``changed_since`` counts by entity kind what was received since its last receipts; ``missing`` says that
    nothing came since the asked day (or ever). ``conflicts`` counts records, ``machines`` also revoked ones;
    ``revoked`` says that no machine of it is believed any more. ``expected`` communes are on the office's list.
    """

    commune_code: str
    name: str
    machines: int
    received_up_to: int
    last_received_at: str
    changed_since: Mapping[str, KindCount]
    missing: bool
    waiting_receipt: bool
    conflicts: int
    open_returns: int
    forks: int
    revoked: bool
    expected: bool = False
    held_files: int = 0


def standing(workspace: Workspace, expected_since: date | None = None) -> list[Standing]:
    """Every paired or expected commune by code; *expected_since*: what came before that day does not count."""
    raise NotImplementedError


def expected_communes(workspace: Workspace) -> tuple[str, ...]:
    """The codes that this office waits for, sorted; empty if no list is kept."""
    raise NotImplementedError


def expect_communes(workspace: Workspace, codes: Sequence[str]) -> None:
    """Keep the list of communes that should send; raises NotFound for a code that no list has."""
    raise NotImplementedError


def units_of(province: str, old_district: str = "") -> list[CommuneUnit]:
    """The current communes of a province, or those made from units of an old district; names as one types them."""
    raise NotImplementedError
