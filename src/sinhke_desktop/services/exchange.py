"""Sending to the receiving office: sealing, copying to a stick, reading receipts. Source: exchange.md c.7, c.9."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sinhke_desktop.bundles.container import split
from sinhke_desktop.bundles.header import PAIR, RECEIPT, SYNC
from sinhke_desktop.bundles.keys import Keys
from sinhke_desktop.bundles.lines import read_operations, written_line
from sinhke_desktop.bundles.refusals import Altered, ForAnother
from sinhke_desktop.bundles.sealing import new_header, open_body, seal
from sinhke_desktop.domain import admission, protocol
from sinhke_desktop.domain.access import Action
from sinhke_desktop.domain.protocol import Reason
from sinhke_desktop.errors import NotFound, SinhkeError
from sinhke_desktop.i18n import _
from sinhke_desktop.progress import SILENT, Progress
from sinhke_desktop.services import place, privacy, sticks
from sinhke_desktop.services.pairing import Pairing, own_keys, own_number, paired, pairing
from sinhke_desktop.services.receipt_reading import ReceiptRead as ReceiptRead
from sinhke_desktop.services.receipt_reading import read_receipt as read_receipt
from sinhke_desktop.services.receipt_reading import received_up_to
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import exchange as store
from sinhke_desktop.storage import journal
from sinhke_desktop.storage.exchange import Connection

ENDING = ".xxb"
MOST_SEEN = 50


@dataclass(frozen=True, slots=True)
class Exported:
    """A verified copy on a stick. ``again`` is True if nothing was new and the last bundle's very bytes were copied."""

    path: Path
    epoch: str
    number: int
    operations: int
    size: int
    again: bool
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class SentBundle:
    """A bundle of this machine. ``received`` only once a receipt says so; times are labels (ISO, UTC)."""

    epoch: str
    number: int
    file_name: str
    operations: int
    sealed_at: str
    copied_at: str
    received: bool


@dataclass(frozen=True, slots=True)
class ExchangeState:
    """What the page "send and receive" shows.

    ``waiting`` counts changes without a receipt, ``unsealed`` those that are in no bundle yet, ``without_receipt``
    bundles. ``received_up_to`` is the number of the newest bundle that the office holds, 0 for none. The receiver may
    be the commune's main machine.
    """

    paired: bool
    office_name: str
    office_number: str
    own_number: str
    bundles: tuple[SentBundle, ...]
    received_up_to: int
    without_receipt: int
    waiting: int
    unsealed: int
    main_machine: bool = False


@dataclass(frozen=True, slots=True)
class Verified:
    """What a whole, signed file says of itself. ``operations`` is None if this machine has no key to look inside."""

    kind: str
    sender_number: str
    number: int
    epoch: str
    operations: int | None
    claimed_time: str
    own: bool


def export_to(workspace: Workspace, folder: Path, progress: Progress = SILENT) -> Exported:
    """Seal what has no receipt yet, copy it to *folder*, read it back and verify it as the office will.

    Nothing new: the last bundle's bytes again. The bundle stays "without receipt" until :func:`read_receipt`.
    Raises NotPaired, StickRefused, Cancelled; once sealed, a bundle is safe in the outbox whatever happens.
    """
    office = paired(workspace)
    keys = own_keys(workspace)
    reasons = place.check(workspace, own_bundles=_own_bundles(folder, keys))
    again = True
    with workspace.database.write() as connection:
        state = store.sender_state(connection)
        if protocol.has_news(state):
            again = False
            state = _seal_next(workspace, connection, state, keys, office)
        bundle = store.from_outbox(connection, state.epoch, state.sequence)
    place.write_anchor(workspace)
    path = sticks.put(folder, bundle.file_name, bundle.content, progress)
    _check_as_receiver(sticks.take(path), keys)
    with workspace.database.write() as connection:
        store.mark_copied(connection, bundle.epoch, bundle.sequence, _now(workspace))
    privacy.note_access(workspace, Action.SENT, detail=bundle.file_name)
    return Exported(path, bundle.epoch, bundle.sequence, bundle.operations, len(bundle.content), again, reasons)


def copy_again(workspace: Workspace, epoch: str, number: int, folder: Path, progress: Progress = SILENT) -> Path:
    """Write a sealed bundle's very bytes to another stick, read back and verified; raises NotFound, StickRefused."""
    with workspace.database.read() as connection:
        if not any((one.epoch, one.sequence) == (epoch, number) for one in store.outbox(connection)):
            raise NotFound(_("This bundle is not in the store. Nothing was written."))
        bundle = store.from_outbox(connection, epoch, number)
    path = sticks.put(folder, bundle.file_name, bundle.content, progress)
    _check_as_receiver(sticks.take(path), own_keys(workspace))
    with workspace.database.write() as connection:
        store.mark_copied(connection, epoch, number, _now(workspace))
    privacy.note_access(workspace, Action.SENT, detail=bundle.file_name)
    return path


def _now(workspace: Workspace) -> str:
    return workspace.clock().isoformat(timespec="seconds")


def _seal_next(
    workspace: Workspace, connection: Connection, state: protocol.SenderState, keys: Keys, office: Pairing
) -> protocol.SenderState:
    base_chain = store.chain_at(connection, state.epoch, state.base)
    if base_chain is None:
        raise RuntimeError("the receipted operation is not in the journal")
    written = store.written_after(connection, state.epoch, state.base)
    plan = protocol.plan_bundle(state, [one.counter for one in written], base_chain)
    code = workspace.commune_code
    header = replace(
        new_header(SYNC, keys, (office.office.signing,)),
        cert=office.serial,
        epoch=plan.epoch,
        seq=plan.sequence,
        prev=plan.previous,
        base_ctr=plan.base_counter,
        base_chain=plan.base_chain,
        last_ctr=plan.last_counter,
        last_chain=plan.last_chain,
        parents=plan.parents,
        claimed_time=_now(workspace),
    )
    end = {
        "commune": code,
        "heads_hash": journal.heads_hash(connection, code),
        "state_hash": journal.state_hash(connection, code),
    }
    recipients = (office.office.recipient, keys.public.recipient)
    finished, content = seal(header, [written_line(*one) for one in written], keys, recipients, end)
    sealed = store.SealedBundle(
        epoch=plan.epoch,
        sequence=plan.sequence,
        header_hash=finished.digest(),
        file_name=f"XDGN_{code}_{plan.sequence:06d}_{plan.epoch[:4]}{ENDING}",
        base_counter=plan.base_counter,
        last_counter=plan.last_counter,
        operations=len(written),
        content=content,
        sealed_at=_now(workspace),
    )
    store.put_in_outbox(connection, sealed)
    following = protocol.bundle_sealed(state, plan, sealed.header_hash)
    store.set_sender_state(connection, following)
    return following


def _own_bundles(folder: Path, keys: Keys) -> list[tuple[str, int]]:
    """Places of this machine's own bundles on the stick; what cannot be read is not ours to judge here."""
    found: list[tuple[str, int]] = []
    try:
        paths: Sequence[Path] = sorted(folder.glob(f"XDGN_*{ENDING}"))[-MOST_SEEN:]
    except OSError as error:
        raise sticks.stick_refused(error) from error
    for path in paths:
        try:
            sealed = split(sticks.take(path))
            if sealed.header.device == keys.public.signing and sealed.header.kind == SYNC:
                sealed.verify(keys.public.signing)
                found.append((sealed.header.epoch, sealed.header.seq))
        except SinhkeError:
            continue
    return found


def _check_as_receiver(content: bytes, keys: Keys) -> None:
    """Signature, both hashes, decryption, unpacking, first and last line: the file is what was sealed."""
    sealed = split(content)
    sealed.verify(keys.public.signing)
    open_body(sealed, keys)


def state(workspace: Workspace) -> ExchangeState:
    """What was sealed, copied and received."""
    office = pairing(workspace)
    with workspace.database.read() as connection:
        now = store.sender_state(connection)
        sealed = store.outbox(connection)
        waiting = store.count_unreceipted(connection, now)
    bundles = tuple(
        SentBundle(
            one.epoch,
            one.sequence,
            one.file_name,
            one.operations,
            one.sealed_at,
            one.copied_at,
            one.last_counter <= now.receipted.get(one.epoch, -1),
        )
        for one in sealed
    )
    return ExchangeState(
        paired=office is not None,
        office_name=office.office_name if office else "",
        office_number=office.office_number if office else "",
        own_number=own_number(workspace),
        bundles=bundles,
        received_up_to=received_up_to(sealed, now),
        without_receipt=sum(not one.received and one.epoch == now.epoch for one in bundles),
        waiting=waiting,
        unsealed=now.counter - now.bundle_counter,
        main_machine=office is not None and office.main_machine,
    )


def send_all_again(workspace: Workspace) -> int:
    """Count nothing as received any more, so that the next bundle holds everything; returns how many changes that is.

    For an office whose store was lost or put back from an old backup. What it still has, it recognises.
    """
    with workspace.database.write() as connection:
        store.forget_receipts(connection)
        place.begin_new_epoch(workspace, connection)
        waiting = store.count_unreceipted(connection, store.sender_state(connection))
    place.write_anchor(workspace)
    return waiting


def verify(workspace: Workspace, path: Path) -> Verified:
    """Check a file's wholeness and signature, and its contents as far as this machine can open it.

    The sender is only as known as its number: compare it. Raises BundleRefused, StickRefused.
    """
    keys = own_keys(workspace)
    sealed = split(sticks.take(path))
    header = sealed.header
    sealed.verify(header.device)
    count: int | None
    try:
        opened = open_body(sealed, keys)
        count = len(opened.lines)
        if header.kind == SYNC:
            admission.chained(header.announced(), read_operations(opened.lines))
    except admission.BrokenChain as broken:
        raise Altered from broken
    except ForAnother:
        count = None
    return Verified(
        kind=header.kind,
        sender_number=header.device[:8],
        number=header.seq if header.kind in (SYNC, RECEIPT) else 0,
        epoch=header.epoch,
        operations=count if header.kind != PAIR else None,
        claimed_time=header.claimed_time,
        own=header.device == keys.public.signing,
    )
