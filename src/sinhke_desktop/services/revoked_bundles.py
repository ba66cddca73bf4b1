"""What came from revoked machines after the last bundle that is believed: kept whole, accepted one by one (b.30)."""

from __future__ import annotations

from sinhke_desktop.bundles.refusals import Revoked
from sinhke_desktop.services import machines, receiving_plan, staging
from sinhke_desktop.services.outcomes import Outcome
from sinhke_desktop.services.staging import StagedFile
from sinhke_desktop.services.workspace import Workspace


def quarantined(workspace: Workspace) -> list[StagedFile]:
    """The bundles that wait for review, by commune and number."""
    return [one for one in staging.staged(workspace) if one.code == Revoked.code]


def accept(workspace: Workspace, header_hash: str) -> Outcome:
    """Believe one bundle of a revoked machine after all and receive it; from then on it is the last believed one.

    Raises what :func:`.receiving_plan.apply_staged` raises.
    """
    device = next((one.device for one in quarantined(workspace) if one.header_hash == header_hash), "")
    outcome = receiving_plan.apply_staged(workspace, header_hash, believed=True)
    if device and outcome.code == "":
        machines.revoke(workspace, device)
    return outcome
