"""A commune's main machine and its other ones: paired, received and receipted as an office does it (exchange.md b.33).

The main machine takes what it receives to the end of its own chain and so sends it on to the office.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sinhke_desktop.bundles.pairing import PairRequest
from sinhke_desktop.progress import SILENT, Progress
from sinhke_desktop.services import machines, office_receipts, receiving_plan, staging
from sinhke_desktop.services.office_receipts import ReceiptOut
from sinhke_desktop.services.outcomes import Outcome
from sinhke_desktop.services.pairing import check_other
from sinhke_desktop.services.receiving_plan import ReceivingPlan
from sinhke_desktop.services.staging import StagedState
from sinhke_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class MachinePaired:
    """The answer for the other machine and, beside it, all that this machine holds (None if it holds nothing)."""

    certificate: Path
    receipt: ReceiptOut | None


@dataclass(frozen=True, slots=True)
class MachineReceived:
    """What became of a bundle, and the receipt that goes back on the same stick."""

    outcome: Outcome
    receipt: ReceiptOut | None


def pair(workspace: Workspace, key_file: Path, *, confirmed: bool) -> MachinePaired:
    """Pair the machine of that key file and write its answer, and everything it lacks, beside the file.

    Raises NotConfirmed, OwnKeys (``GB-27``), NotASecondMachine (``GB-28``), BundleRefused, StickRefused.
    """
    request = machines.read_key_file(key_file)
    certificate = machines.office_pair(workspace, key_file, confirmed)
    written = office_receipts.write_receipts(workspace, key_file.parent, [request.keys.signing])
    return MachinePaired(certificate, written[0] if written else None)


def check(workspace: Workspace, request: PairRequest) -> None:
    """Refuse a key file before its number is compared: raises OwnKeys (``GB-27``), NotASecondMachine (``GB-28``)."""
    check_other(workspace, request.keys, sends=request.commune_code)


def look(workspace: Workspace, path: Path, progress: Progress = SILENT) -> ReceivingPlan:
    """What receiving that bundle would change; one that is refused says so in its ``code``. Raises Cancelled."""
    [file] = staging.stage(workspace, [path])
    if not file.header_hash or file.state in (StagedState.REFUSED, StagedState.APPLIED) or not file.staged_at:
        return ReceivingPlan(file, None, file.code, file.message, file.advice, file.number)
    return receiving_plan.plan(workspace, file.header_hash, progress)


def receive(workspace: Workspace, planned: ReceivingPlan, folder: Path, progress: Progress = SILENT) -> MachineReceived:
    """Receive what :func:`look` showed and write the receipt to *folder*.

    Raises a BundleRefused, StoreChanged (``GB-32``), StagedGone (``GB-31``), StickRefused, Cancelled.
    """
    outcome = receiving_plan.apply_staged(workspace, planned.file.header_hash, progress, ground=planned.ground)
    written = office_receipts.write_receipts(workspace, folder, [planned.file.device])
    return MachineReceived(outcome, written[0] if written else None)
