"""The receiving office: its store of many communes, receiving, receipts. Source: exchange.md c.8-c.10."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from pathlib import Path

from sinhke_desktop.bundles import receipts
from sinhke_desktop.bundles.container import Container, split
from sinhke_desktop.bundles.header import SYNC
from sinhke_desktop.bundles.keys import Keys, PublicKeys
from sinhke_desktop.bundles.lines import read_operations
from sinhke_desktop.bundles.refusals import (
    Altered,
    ForAnother,
    NewerFormat,
    OutOfScope,
    Resigned,
    Revoked,
    UnknownSender,
    WrongKind,
)
from sinhke_desktop.bundles.sealing import Opened, open_body
from sinhke_desktop.domain import admission
from sinhke_desktop.domain.admission import Decision, Note, Verdict
from sinhke_desktop.domain.operations import ERASURE, Operation
from sinhke_desktop.domain.protocol import Announced
from sinhke_desktop.domain.vietnamese import tidy
from sinhke_desktop.paths import Folders
from sinhke_desktop.services import sticks
from sinhke_desktop.services.incoming import judged
from sinhke_desktop.services.outcomes import Outcome, outcome
from sinhke_desktop.services.pairing import own_keys
from sinhke_desktop.services.workspace import COMMUNE, OFFICE, Created, Workspace, create
from sinhke_desktop.storage import erasure, journal, office
from sinhke_desktop.storage import paired_devices as devices
from sinhke_desktop.storage.database import compact
from sinhke_desktop.storage.exchange import OFFICE_NAME, Connection
from sinhke_desktop.storage.livelihood import one_active_model
from sinhke_desktop.storage.local_values import set_value
from sinhke_desktop.storage.office import OfficeStore, ReceivedBundle
from sinhke_desktop.storage.paired_devices import PairedDevice
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


def _now(workspace: Workspace) -> str:
    return workspace.clock().isoformat(timespec="seconds")


def office_receive(workspace: Workspace, path: Path, receipt_folder: Path | None = None) -> Outcome:
    """Receive one bundle and write the receipt to *receipt_folder* (or beside the bundle).

    A commune's main machine receives from its other machines in the same way and passes on what it took in.

    Raises a BundleRefused with its own code for what is no whole, true, fitting bundle of a paired machine; the store
    is then as before. Duplicates, old bundles, gaps and forks are told in the outcome.
    """
    content = sticks.take(path)
    keys = own_keys(workspace)
    sealed = split(content)
    if sealed.header.kind != SYNC:
        raise WrongKind(sealed.header.kind)
    announced = sealed.header.announced()
    with one_active_model(), workspace.database.write() as connection:
        device = devices.paired_device(connection, sealed.header.device)
        if device is None:
            raise UnknownSender
        sealed.verify(device.device)
        if keys.public.signing not in sealed.header.to:
            raise ForAnother
        _check_not_revoked(device, announced)
        _give_office_epoch(connection, device)
        view = OfficeStore(connection)
        held = view.stream(announced.epoch)
        if held is not None and held.device != announced.device:
            raise Resigned
        decision = admission.decide(announced, view)
        received, hashes = None, dict[str, str]()
        if decision.verdict is Verdict.APPLY:
            opened = open_body(sealed, keys)
            numbered = read_operations(opened.lines)
            _check_scope(device, [operation for _, operation in numbered])
            try:
                admitted = admission.admit(announced, admission.chained(announced, numbered), view)
            except admission.BrokenChain as broken:
                raise Altered from broken
            except admission.Forked:
                decision = Decision(Verdict.FORK)
            else:
                received = _apply(workspace, connection, sealed, opened, decision.note, admitted, hashes)
        if decision.verdict is Verdict.FORK:
            _set_aside(workspace, connection, announced, content)
        if decision.verdict is Verdict.GAP:
            _have_it_sent_again(connection, device)
        gap = decision.verdict is Verdict.GAP
        receipt = _receipt(workspace, connection, keys, device, hashes, even_if_empty=gap)
    if received is not None and any(one.operation.batch == ERASURE for one in admitted.fresh):
        compact(workspace.database)
    target = receipt_folder if receipt_folder is not None else path.parent
    written = sticks.put(target, receipt[0], receipt[1]) if receipt is not None else None
    return outcome(decision, announced, device.name, device.commune_codes, received, written)


def _give_office_epoch(connection: Connection, device: PairedDevice) -> None:
    """Name this office's epoch for a machine that was paired by an earlier program."""
    if not device.office_epoch:
        devices.set_office_epoch(connection, device.device, secrets.token_hex(16))


def _have_it_sent_again(connection: Connection, device: PairedDevice) -> None:
    """The machine counts as received what is not here: its next receipt says so, and it sends everything."""
    devices.set_office_epoch(connection, device.device, secrets.token_hex(16))


def _check_not_revoked(device: PairedDevice, announced: Announced) -> None:
    believed = announced.epoch == device.revoked_epoch and announced.last_counter <= device.revoked_counter
    if device.revoked and not believed:
        raise Revoked(device.name)


def _check_scope(device: PairedDevice, operations: list[Operation]) -> None:
    """Every record must be of the certificate's communes and of a shape that this program's tables have."""
    for operation in operations:
        if operation.commune_code not in device.commune_codes:
            raise OutOfScope(operation.commune_code)
        if office.misfit(operation):
            raise NewerFormat


def _apply(
    workspace: Workspace,
    connection: Connection,
    sealed: Container,
    opened: Opened,
    note: Note,
    admitted: admission.Admission,
    hashes: dict[str, str],
) -> ReceivedBundle:
    """Write what was admitted and compare both sides; the commune's state hash goes into *hashes*."""
    announced = sealed.header.announced()
    relaying = workspace.role == COMMUNE
    fresh = [one.operation for one in admitted.fresh]
    with judged(connection, fresh):
        written = office.apply_bundle(connection, announced, admitted, relaying=relaying)
        erasure.follow(connection, fresh)
    code = opened.end.get("commune")
    same = False
    if isinstance(code, str):
        hashes[code] = journal.state_hash(connection, code)
        said = (opened.end.get("heads_hash"), opened.end.get("state_hash"))
        same = said == (journal.heads_hash(connection, code), hashes[code])
    received = ReceivedBundle(
        epoch=announced.epoch,
        sequence=announced.sequence,
        new_operations=written.new_operations,
        conflicts=written.conflicts,
        note=note,
        same_state=same,
        claimed_time=sealed.header.claimed_time,
        received_at=_now(workspace),
    )
    office.keep_received(connection, announced, received)
    office.note(connection, _now(workspace), "receive", announced.device, f"{announced.epoch} {announced.sequence}")
    return received


def _set_aside(workspace: Workspace, connection: Connection, announced: Announced, content: bytes) -> None:
    if office.quarantine(connection, announced, content, "fork", _now(workspace)):
        office.note(connection, _now(workspace), "fork", announced.device, f"{announced.epoch} {announced.sequence}")


def _receipt(
    workspace: Workspace,
    connection: Connection,
    keys: Keys,
    device: PairedDevice,
    known: dict[str, str],
    *,
    even_if_empty: bool = False,
) -> tuple[str, bytes] | None:
    """The machine's receipt: the one already made, until there is something new to say; None before the first.

    *known* are state hashes just worked out, by commune code.
    """
    lacking = tuple(one.operation for one in office.lacking_at(connection, device))
    carried = hashlib.sha256(",".join(one.uid for one in lacking).encode()).hexdigest()
    now = office.receipt_for(connection, device.device, carried)
    if not (now.streams or lacking or even_if_empty):
        return None
    made = office.sealed_receipt(connection, device.device)
    if made is not None and made[0] == now.office_sequence:
        return made[1], made[2]
    hashes = {code: known.get(code) or journal.state_hash(connection, code) for code in device.commune_codes}
    paper = receipts.ReceiptPaper(now, hashes, _now(workspace), lacking)
    content = receipts.write_receipt(keys, PublicKeys(device.device, device.recipient), paper)
    name = f"XDGN_{device.commune_codes[0]}_{now.office_sequence:06d}_{device.device[:8]}.xxr"
    office.keep_receipt(connection, device.device, office.MadeReceipt(now.office_sequence, carried, name), content)
    return name, content


def office_communes(workspace: Workspace) -> list[CommuneStanding]:
    """Every paired machine by commune code."""
    found: list[CommuneStanding] = []
    with workspace.database.read() as connection:
        for device in devices.paired_devices(connection):
            bundles = office.received_bundles(connection, device.device)
            streams = office.receipt_for(connection, device.device).streams
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
