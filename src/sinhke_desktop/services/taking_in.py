"""Taking in one bundle, step by step within the caller's transaction, cheapest check first (exchange.md c.8).

The plan, the receiving and the receiving in one step all run this code; the plan rolls it back.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection
from dataclasses import dataclass, field

from sinhke_desktop.bundles.container import Container, split
from sinhke_desktop.bundles.header import SYNC
from sinhke_desktop.bundles.keys import Keys
from sinhke_desktop.bundles.lines import read_operations
from sinhke_desktop.bundles.refusals import (
    Altered,
    NewerFormat,
    OutOfScope,
    Resigned,
    Revoked,
    UnknownSender,
    WrongKind,
)
from sinhke_desktop.bundles.sealing import Opened, open_body
from sinhke_desktop.domain import admission
from sinhke_desktop.domain.admission import Admission, Decision, Stream, Verdict
from sinhke_desktop.domain.operations import ERASURE, Operation, chain_start
from sinhke_desktop.domain.protocol import Announced
from sinhke_desktop.domain.record_changes import KindCount, as_values, counted
from sinhke_desktop.progress import SILENT, Progress, Stretch, watched
from sinhke_desktop.services import office_keys
from sinhke_desktop.services.incoming import judged
from sinhke_desktop.services.workspace import COMMUNE, Workspace
from sinhke_desktop.storage import changed_records, erasure, journal, office, quarantined
from sinhke_desktop.storage import paired_devices as devices
from sinhke_desktop.storage.exchange import Connection
from sinhke_desktop.storage.office import OfficeStore, ReceivedBundle
from sinhke_desktop.storage.paired_devices import PairedDevice

READING, CHAINING, WRITING, JUDGING, COMPARING = (0, 250), (250, 350), (350, 650), (650, 800), (800, 1_000)
"""What each step takes of the way, in thousandths."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A whole file that a paired machine signed, with the keys of ours that it is sealed for."""

    content: bytes
    sealed: Container
    device: PairedDevice
    keys: Keys

    @property
    def announced(self) -> Announced:
        """Its place."""
        return self.sealed.header.announced()


@dataclass(frozen=True, slots=True)
class Taken:
    """What was done with it; all but ``decision`` is empty unless it was applied.

    ``touched`` are the ids of the records that its new operations write, by kind; ``hashes`` the state hashes that were
    worked out, by commune code.
    """

    decision: Decision
    received: ReceivedBundle | None = None
    touched: dict[str, list[str]] = field(default_factory=dict)
    counts: dict[str, KindCount] = field(default_factory=dict)
    hashes: dict[str, str] = field(default_factory=dict)
    erased: bool = False


def now(workspace: Workspace) -> str:
    """The label of what is done now."""
    return workspace.clock().isoformat(timespec="seconds")


def signed(workspace: Workspace, connection: Connection, content: bytes, kinds: Collection[str] = (SYNC,)) -> Signed:
    """*content* taken apart, of one of *kinds*, its sender known, signature and body right, addressed to us.

    Raises what :func:`.container.split` raises, WrongKind, UnknownSender, Altered, ForAnother, RetiredKey.
    """
    sealed = split(content)
    if sealed.header.kind not in kinds:
        raise WrongKind(sealed.header.kind)
    device = devices.paired_device(connection, sealed.header.device)
    if device is None:
        raise UnknownSender
    sealed.verify(device.device)
    return Signed(content, sealed, device, office_keys.addressed(workspace, connection, sealed.header.to, device))


def check_not_revoked(device: PairedDevice, announced: Announced) -> None:
    """Raise Revoked for what a revoked machine says beyond the place up to which it is believed."""
    believed = announced.epoch == device.revoked_epoch and announced.last_counter <= device.revoked_counter
    if device.revoked and not believed:
        raise Revoked(device.name)


def decide(connection: Connection, one: Signed, *, believed: bool = False) -> Decision:
    """The verdict from the signed header alone; raises Revoked (unless *believed*), Resigned."""
    announced = one.announced
    if not believed:
        check_not_revoked(one.device, announced)
    view = OfficeStore(connection)
    held = view.stream(announced.epoch)
    if held is not None and held.device != announced.device:
        raise Resigned
    return admission.decide(announced, view)


def take_in(
    workspace: Workspace, connection: Connection, one: Signed, *, believed: bool = False, progress: Progress = SILENT
) -> Taken:
    """Apply the bundle, or set it aside where its verdict is a fork; the other verdicts change nothing.

    *progress* counts thousandths of the way. Raises BundleRefused, Cancelled; the caller must then roll back.
    """
    _give_office_epoch(connection, one.device)
    taken = Taken(decide(connection, one, believed=believed))
    if taken.decision.verdict is Verdict.APPLY:
        taken = _opened(workspace, connection, one, taken.decision, progress)
    verdict = taken.decision.verdict
    office.remember_place(connection, one.announced, verdict)
    office_keys.note_use(connection, one.device, one.keys, verdict)
    if verdict is Verdict.FORK:
        _set_aside(workspace, connection, one)
    return taken


def _give_office_epoch(connection: Connection, device: PairedDevice) -> None:
    """Name this office's epoch for a machine that was paired by an earlier program."""
    if not device.office_epoch:
        devices.set_office_epoch(connection, device.device, secrets.token_hex(16))


def have_it_sent_again(connection: Connection, device: PairedDevice) -> None:
    """The machine counts as received what is not here: its next receipt says so, and it sends everything."""
    devices.set_office_epoch(connection, device.device, secrets.token_hex(16))


def _opened(workspace: Workspace, connection: Connection, one: Signed, decision: Decision, progress: Progress) -> Taken:
    """Open it, check every operation, admit and write them; a fork may only show now."""
    opened = open_body(one.sealed, one.keys)
    numbered = _read(opened.lines, progress)
    _check_scope(one.device, [operation for _, operation in numbered])
    announced, view = one.announced, OfficeStore(connection)
    before = view.stream(announced.epoch)
    following = watched(numbered, Stretch(progress, *CHAINING), len(numbered))
    try:
        admitted = admission.admit(announced, admission.chained(announced, following), view)
    except admission.BrokenChain as broken:
        raise Altered from broken
    except admission.Forked:
        return Taken(Decision(Verdict.FORK))
    del numbered, following
    return _written(workspace, connection, one, opened, (decision, admitted, before), progress)


def _read(lines: list[bytes], progress: Progress) -> list[tuple[int, Operation]]:
    """The operations of *lines*, which are let go as they are read: both at once would fill the memory."""
    total, stretch = len(lines), Stretch(progress, *READING)
    found: list[tuple[int, Operation]] = []
    while lines:
        stretch.step(len(found), total)
        found += read_operations(lines[: office.SLICE])
        del lines[: office.SLICE]
    return found


def _check_scope(device: PairedDevice, operations: list[Operation]) -> None:
    """Every record must be of the certificate's communes and of a shape that this program's tables have."""
    for operation in operations:
        if operation.commune_code not in device.commune_codes:
            raise OutOfScope(operation.commune_code)
        if office.misfit(operation):
            raise NewerFormat


def _written(
    workspace: Workspace,
    connection: Connection,
    one: Signed,
    opened: Opened,
    admitted: tuple[Decision, Admission, Stream | None],
    progress: Progress,
) -> Taken:
    """Write what was admitted, count what it changed, compare both sides."""
    decision, admission_, before = admitted
    announced = one.announced
    fresh = [held.operation for held in admission_.fresh]
    touched = changed_records.by_kind(fresh)
    live_before = changed_records.live_marks(connection, touched)
    with judged(connection, fresh, Stretch(progress, *JUDGING)):
        written = office.write_operations(
            connection, admission_, relaying=workspace.role == COMMUNE, progress=Stretch(progress, *WRITING)
        )
        emptied = erasure.follow(connection, fresh)
    office.move_cursor(connection, announced)
    ids = [entity_id for some in touched.values() for entity_id in some]
    conflicting = changed_records.in_conflict(connection, ids)
    counts = counted(touched, live_before, changed_records.live_marks(connection, touched), conflicting)
    same, hashes = _compared(connection, opened, Stretch(progress, *COMPARING))
    received = ReceivedBundle(
        epoch=announced.epoch,
        sequence=announced.sequence,
        new_operations=written,
        conflicts=changed_records.count_conflicts(connection, ids),
        note=decision.note,
        same_state=same,
        claimed_time=one.sealed.header.claimed_time,
        received_at=now(workspace),
        officer=workspace.officer,
        prior_cursor=before.cursor if before is not None else 0,
        prior_chain=before.chain if before is not None else chain_start(announced.epoch),
        prior_sequence=before.last_sequence if before is not None else 0,
        prior_header_hash=before.header_hash if before is not None else "",
        summary=json.dumps(as_values(counts)),
    )
    office.keep_received(connection, announced, received)
    office.note(connection, now(workspace), "receive", announced.device, f"{announced.epoch} {announced.sequence}")
    erased = emptied > 0 or any(operation.batch == ERASURE for operation in fresh)
    return Taken(decision, received, touched, counts, hashes, erased)


def _compared(connection: Connection, opened: Opened, progress: Progress) -> tuple[bool, dict[str, str]]:
    """Whether both sides now hold the same, and the commune's state hash here."""
    code = opened.end.get("commune")
    if not isinstance(code, str):
        return False, {}
    heads, here = journal.hashes(connection, code, progress)
    said = (opened.end.get("heads_hash"), opened.end.get("state_hash"))
    return said == (heads, here), {code: here}


def _set_aside(workspace: Workspace, connection: Connection, one: Signed) -> None:
    announced = one.announced
    if quarantined.quarantine(connection, announced, one.content, "fork", now(workspace)):
        office.note(connection, now(workspace), "fork", announced.device, f"{announced.epoch} {announced.sequence}")
