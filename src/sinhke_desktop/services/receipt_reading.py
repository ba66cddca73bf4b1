"""Receipts on the machine that sent: how far it was received, what came along from elsewhere (exchange.md c.9)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sinhke_desktop.bundles import receipts
from sinhke_desktop.bundles.refusals import Altered, NewerFormat, OutOfScope
from sinhke_desktop.domain import protocol
from sinhke_desktop.domain.operations import ERASURE, Operation
from sinhke_desktop.domain.protocol import Reason
from sinhke_desktop.domain.return_request import ReturnRequest, ReturnState
from sinhke_desktop.i18n import _
from sinhke_desktop.services import merged_commune, place, sticks
from sinhke_desktop.services.incoming import judged
from sinhke_desktop.services.pairing import follow_office, own_keys, paired
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import erasure, journal, records
from sinhke_desktop.storage import exchange as store
from sinhke_desktop.storage import office as office_store
from sinhke_desktop.storage.database import compact
from sinhke_desktop.storage.exchange import Connection


@dataclass(frozen=True, slots=True)
class ReceiptRead:
    """What a receipt changed. ``same_state`` is None when more was recorded since the bundle it answers.

    ``taken_in`` counts changes made elsewhere that came with it, ``conflicts`` those that a person must decide.
    ``office_number`` is the office's new number, where its keys were changed with the old ones vouching for them;
    ``returned`` counts the records that the office sent back with it. ``merged_into`` is the code of the commune that
    this one became part of; the store belongs to it from the next opening on.
    """

    fresh: bool
    received_up_to: int
    waiting: int
    reasons: tuple[Reason, ...]
    same_state: bool | None
    code: str
    message: str
    taken_in: int = 0
    conflicts: int = 0
    office_number: str = ""
    returned: int = 0
    merged_into: str = ""


def received_up_to(sealed: Sequence[store.SealedBundle], now: protocol.SenderState) -> int:
    """The number of the newest bundle that the receiver holds, 0 for none."""
    held = [one.sequence for one in sealed if one.last_counter <= now.receipted.get(one.epoch, -1)]
    return held[-1] if held else 0


def read_receipt(workspace: Workspace, path: Path) -> ReceiptRead:
    """Take in a receipt of the paired office; raises NotPaired, BundleRefused (``GB-18`` for another office's).

    An older receipt than the last one is told (``GB-19``) and changes nothing.
    """
    office, keys = paired(workspace), own_keys(workspace)
    paper = receipts.read_receipt(sticks.take(path), keys, office.office, office.former, office.past)
    with workspace.database.write() as connection:
        following = follow_office(connection, office, paper.signer, paper.rotations)
        following = merged_commune.take_in(workspace, connection, following, paper.communes, paper.mergers)
        before = store.sender_state(connection)
        settlement = protocol.settle_receipt(
            before, paper.receipt, lambda epoch, counter: store.chain_at(connection, epoch, counter)
        )
        if settlement.fresh:
            store.set_sender_state(connection, settlement.state)
        taken = _take_in(connection, paper.operations, following.commune_codes)
        if settlement.reasons or following.position > office.position:
            place.begin_new_epoch(workspace, connection)
        now = store.sender_state(connection)
        waiting = store.count_unreceipted(connection, now)
        up_to = received_up_to(store.outbox(connection), now)
        theirs = paper.state_hashes.get(workspace.commune_code)
        same = None
        if waiting <= taken.new_operations and theirs is not None:
            same = theirs == journal.state_hash(connection, workspace.commune_code)
        returned = _returned(connection, paper.operations)
        merged_into = merged_commune.go_over(workspace, connection)
    place.write_anchor(workspace)
    if any(one.batch == ERASURE for one in paper.operations):
        compact(workspace.database)
    code, message = _told(settlement, up_to, taken.new_operations, main_machine=office.main_machine)
    return ReceiptRead(
        settlement.fresh,
        up_to,
        waiting,
        settlement.reasons,
        same,
        code,
        message,
        taken.new_operations,
        taken.conflicts,
        following.office_number if following.position > office.position else "",
        returned,
        merged_into,
    )


def _take_in(connection: Connection, operations: Sequence[Operation], codes: Sequence[str]) -> journal.Received:
    """Adopt what the office sends along, after the checks that any bundle goes through; raises BundleRefused."""
    known = journal.known_commits(connection, [one.uid for one in operations])
    for one in operations:
        if one.commune_code not in codes:
            raise OutOfScope(one.commune_code)
        if office_store.misfit(one):
            raise NewerFormat
        if known.get(one.uid, one.commit()) != one.commit():
            raise Altered
    with judged(connection, [one for one in operations if one.uid not in known]):
        taken = journal.adopt(connection, operations)
        erasure.follow(connection, operations)
    return taken


def _returned(connection: Connection, operations: Sequence[Operation]) -> int:
    """How many records the office returned with these operations and still waits for."""
    asked = {one.entity_id for one in operations if one.entity_kind == records.KINDS[ReturnRequest]}
    found = [records.find(connection, ReturnRequest, one) for one in asked]
    return sum(one is not None and one.state is ReturnState.OPEN and not one.removed for one in found)


def _told(settlement: protocol.Settlement, up_to: int, taken: int, *, main_machine: bool) -> tuple[str, str]:
    if not settlement.fresh and not taken:
        return "GB-19", _("This receipt is older than the last one read. Nothing was changed.")
    if Reason.OFFICE_HOLDS_LESS in settlement.reasons:
        return "", _(
            "The office was put back to an earlier state and holds less than it had confirmed. Nothing is lost: the "
            "next bundle holds everything again."
        )
    if settlement.reasons:
        return "", _(
            "The office holds something else under this machine's numbers. The program goes on under new numbers; "
            "nothing is lost, everything without a receipt will be sent again."
        )
    if main_machine:
        return "", _("The main machine has received everything up to bundle number {number}.").format(number=up_to)
    return "", _("The office has received everything up to bundle number {number}.").format(number=up_to)
