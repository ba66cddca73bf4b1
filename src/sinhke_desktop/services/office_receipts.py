"""Receipts for machines: what is held of them, and what they lack; the same bytes until something changes (c.9)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sinhke_desktop.bundles.keys import PublicKeys
from sinhke_desktop.bundles.receipts import ReceiptPaper, write_receipt
from sinhke_desktop.errors import NotFound
from sinhke_desktop.i18n import _
from sinhke_desktop.progress import SILENT, Progress
from sinhke_desktop.services import machines, office_keys, place, sticks
from sinhke_desktop.services.taking_in import now
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import journal, office
from sinhke_desktop.storage import office_receipts as store
from sinhke_desktop.storage import paired_devices as devices
from sinhke_desktop.storage.exchange import Connection
from sinhke_desktop.storage.office_receipts import MadeReceipt
from sinhke_desktop.storage.paired_devices import PairedDevice


@dataclass(frozen=True, slots=True)
class ReceiptOut:
    """A receipt that stands on the stick; ``carries`` counts the changes made elsewhere that go with it."""

    device: str
    sender: str
    file_name: str
    path: Path
    carries: int


@dataclass(frozen=True, slots=True)
class ReceiptState:
    """A machine's receipt: ``waiting`` if there is something to say that no written receipt says.

    ``written_at`` is when the newest one was written to a stick (ISO, UTC), empty if never.
    """

    device: str
    sender: str
    commune_codes: tuple[str, ...]
    waiting: bool
    written_at: str


@dataclass(frozen=True, slots=True)
class SealedReceipt:
    """A receipt that is kept in the store and not yet, or not again, on a stick."""

    device: str
    sender: str
    made: MadeReceipt
    content: bytes
    carries: int


def write_receipts(
    workspace: Workspace, folder: Path, devices_named: Sequence[str] = (), progress: Progress = SILENT
) -> list[ReceiptOut]:
    """Write the receipts of all machines with news, or of *devices_named* (news or not), to *folder*.

    A machine that never sent anything gets its commune's data back, if the office holds any. Raises NotFound for a
    machine that is not paired, StickRefused, Cancelled; receipts before that are written and count as handed over.
    *progress* counts machines.
    """
    with workspace.database.read() as connection:
        known = {one.device: one for one in devices.paired_devices(connection)}
        news = store.with_news(connection)
    missing = [device for device in devices_named if device not in known]
    if missing:
        raise NotFound(_("No such machine is paired with this office."))
    wanted = list(devices_named) or [one for one in known if one in news and not known[one].revoked]
    found: list[ReceiptOut] = []
    for number, device in enumerate(wanted):
        progress.step(number, len(wanted))
        written = write_receipt_of(workspace, device, folder)
        if written is not None:
            found.append(written)
            with workspace.database.write() as connection:
                office.note(connection, now(workspace), "receipt", device, written.file_name)
    progress.step(len(wanted), len(wanted))
    return found


def write_receipt_of(workspace: Workspace, device: str, folder: Path) -> ReceiptOut | None:
    """Write one machine's receipt to *folder*; None if there is nothing to say to it yet.

    Killed before the copy is verified, the receipt still counts as not handed over; the next one has the same bytes.
    """
    with workspace.database.write() as connection:
        paired = devices.paired_device(connection, device)
        if paired is None:
            raise NotFound(_("No such machine is paired with this office."))
        one = seal(workspace, connection, paired, {})
    return put(workspace, one, folder) if one is not None else None


def put(workspace: Workspace, one: SealedReceipt, folder: Path) -> ReceiptOut:
    """Copy a kept receipt to *folder*; once the copy is verified it counts as handed over. Raises StickRefused."""
    path = sticks.put(folder, one.made.file_name, one.content)
    with workspace.database.write() as connection:
        store.mark_written(connection, one.device, one.made.office_sequence, now(workspace))
    place.write_anchor(workspace)
    return ReceiptOut(one.device, one.sender, one.made.file_name, path, one.carries)


def seal(
    workspace: Workspace,
    connection: Connection,
    device: PairedDevice,
    known: Mapping[str, str],
    *,
    even_if_empty: bool = False,
) -> SealedReceipt | None:
    """The machine's receipt: the one already made, until there is something new to say; None before the first.

    A revoked machine is told what is held of it, but gets nobody's data any more. *known* are state hashes just worked
    out, by commune code.
    """
    stamped = [] if device.revoked else store.lacking_at(connection, device)
    lacking, carried = tuple(one.operation for one in stamped), store.carried_hash(stamped)
    receipt = store.receipt_for(connection, device.device, carried)
    if not (receipt.streams or lacking or even_if_empty):
        return None
    earlier = store.sealed_receipt(connection, device.device)
    if earlier is not None and earlier[0].office_sequence == receipt.office_sequence:
        return SealedReceipt(device.device, device.name, *earlier, carries=len(lacking))
    hashes = {code: known.get(code) or journal.state_hash(connection, code) for code in device.commune_codes}
    keys = office_keys.for_machine(workspace, connection, device.device)
    communes, mergers = machines.merged(connection, device)
    paper = ReceiptPaper(
        receipt,
        hashes,
        now(workspace),
        lacking,
        rotations=office_keys.notices(workspace, connection, device.device),
        communes=communes,
        mergers=mergers,
    )
    content = write_receipt(keys, PublicKeys(device.device, device.recipient), paper)
    name = f"XDGN_{device.commune_codes[0]}_{receipt.office_sequence:06d}_{device.device[:8]}.xxr"
    made = MadeReceipt(receipt.office_sequence, carried, name)
    store.keep_receipt(connection, device.device, made, content)
    return SealedReceipt(device.device, device.name, made, content, len(lacking))


def receipt_states(workspace: Workspace) -> list[ReceiptState]:
    """Every paired machine's receipt, by commune."""
    with workspace.database.read() as connection:
        known = devices.paired_devices(connection)
        news = store.with_news(connection)
        made = store.made_receipts(connection)
    found = [
        ReceiptState(
            one.device, one.name, one.commune_codes, one.device in news,
            made[one.device].written_at if one.device in made else "",
        )
        for one in known
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.commune_codes, one.device))
