"""The receiving office: its store of many communes, receiving, receipts. Source: exchange.md c.8-c.10."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from sinhke_desktop.bundles.keys import PublicKeys
from sinhke_desktop.domain.admission import Verdict
from sinhke_desktop.domain.vietnamese import tidy
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.paths import Folders
from sinhke_desktop.services import office_receipts, receiving_plan, staging, sticks, taking_in
from sinhke_desktop.services.outcomes import Outcome
from sinhke_desktop.services.pairing import own_keys
from sinhke_desktop.services.staging import StagedState
from sinhke_desktop.services.taking_in import Signed, Taken
from sinhke_desktop.services.workspace import OFFICE, Created, Workspace, create
from sinhke_desktop.storage import office, staged
from sinhke_desktop.storage import office_receipts as receipts_store
from sinhke_desktop.storage import paired_devices as devices
from sinhke_desktop.storage.exchange import OFFICE_NAME, Connection
from sinhke_desktop.storage.livelihood import one_active_model
from sinhke_desktop.storage.local_values import set_value
from sinhke_desktop.storage.places import find_commune


@dataclass(frozen=True, slots=True)
class CommuneStanding:
    """One paired machine of a commune as the office sees it; times are labels (ISO, UTC)."""

    commune_code: str
    name: str
    device: str
    number: str
    bundles: int
    received_up_to: int
    last_received_at: str
    open_forks: int
    revoked: bool


def office_init(folders: Folders, password: str, name: str) -> Created:
    """Make an office's store and keys; raises StoreExists, PasswordTooShort."""
    created = create(folders, password, role=OFFICE)
    with created.workspace.database.write() as connection:
        set_value(connection, OFFICE_NAME, tidy(name))
    own_keys(created.workspace)
    return created


def office_receive(workspace: Workspace, path: Path, receipt_folder: Path | None = None) -> Outcome:
    """Receive one bundle at once and write the receipt to *receipt_folder* (or beside the bundle).

    A commune's main machine receives from its other machines in the same way and passes on what it took in. Bundles
    that were held until this one came are received with it.

    Raises a BundleRefused with its own code for what is no whole, true, fitting bundle of a paired machine; its rows
    are then as before. Duplicates, old bundles, gaps and forks are told in the outcome.
    """
    content = sticks.take(path)
    one: Signed | None = None
    try:
        with one_active_model(), workspace.database.write() as connection:
            one = taking_in.signed(workspace, connection, content)
            taken, woken = _taken(workspace, connection, one, sticks.shown_name(path))
            gap = taken.decision.verdict is Verdict.GAP
            receipt = office_receipts.seal(workspace, connection, one.device, taken.hashes, even_if_empty=gap)
    except receiving_plan.REFUSALS as refused:
        if one is not None:
            _keep_refused(workspace, one, sticks.shown_name(path), refused)
        raise
    receiving_plan.finish(workspace, taken)
    folder = receipt_folder if receipt_folder is not None else path.parent
    for header_hash in woken:
        receiving_plan.apply_staged(workspace, header_hash)
    if woken:
        written = office_receipts.write_receipt_of(workspace, one.device.device, folder)
    else:
        written = office_receipts.put(workspace, receipt, folder) if receipt is not None else None
    return replace(receiving_plan.told(one, taken), receipt_path=written.path if written is not None else None)


def _taken(workspace: Workspace, connection: Connection, one: Signed, file_name: str) -> tuple[Taken, list[str]]:
    """Keep the bundle and take it in, in one transaction; one that was received before changes nothing."""
    file = staging.keep(workspace, connection, one, file_name)
    if not file.staged_at:
        return Taken(taking_in.decide(connection, one)), []
    return receiving_plan.take(workspace, connection, one)


def _keep_refused(workspace: Workspace, one: Signed, file_name: str, refused: SinhkeError) -> None:
    """A signed bundle that cannot be taken in is kept as refused until a person forgets it."""
    with workspace.database.write() as connection:
        staging.keep(workspace, connection, one, file_name)
        staged.set_state(connection, one.announced.header_hash, StagedState.REFUSED.value, refused.code)


def office_communes(workspace: Workspace) -> list[CommuneStanding]:
    """Every paired machine by commune code."""
    found: list[CommuneStanding] = []
    with workspace.database.read() as connection:
        for device in devices.paired_devices(connection):
            bundles = office.received_bundles(connection, device.device)
            streams = receipts_store.receipt_for(connection, device.device).streams
            for code in device.commune_codes:
                commune = find_commune(connection, code)
                found.append(
                    CommuneStanding(
                        commune_code=code,
                        name=commune.name if commune is not None else device.name,
                        device=device.device,
                        number=PublicKeys(device.device, device.recipient).number("commune"),
                        bundles=len(bundles),
                        received_up_to=bundles[-1].sequence if bundles else 0,
                        last_received_at=bundles[-1].received_at if bundles else "",
                        open_forks=sum(one.forked for one in streams),
                        revoked=device.revoked,
                    )
                )
    return sorted(found, key=lambda one: (one.commune_code, one.device))
