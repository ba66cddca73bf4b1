"""What a device and its office say to each other, and the device's own decisions; no files, keys or tables.

A device counts its operations in an *epoch* (counters from 1, a hash chain over them) and its bundles in the same epoch
(numbers from 1). A bundle is cumulative: everything not yet receipted. The receiving office keeps one cursor per epoch,
knows operations by uid, and compares chains: what does not follow from what it holds is a fork and is never applied.
No decision looks at a clock. The office's decisions are in :mod:`.admission`. Source: exchange.md c.5, c.6, c.9;
``tests/domain/protocol_model.py`` checks both sides together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from sinhke_desktop.domain.operations import Operation, Stamp, StampedOperation, chain_next, chain_start

ChainAt = Callable[[str, int], str | None]
"""The chain hash that a store holds at (epoch, counter); None where it holds no operation there."""


class Reason(StrEnum):
    """Why a device must go on in a new epoch (c.5)."""

    RESTORED = "restored"
    OTHER_MACHINE = "other-machine"
    ANCHOR_MISSING = "anchor-missing"
    ANCHOR_DIFFERENT = "anchor-different"
    ANCHOR_AHEAD = "anchor-ahead"
    OWN_BUNDLE_AHEAD = "own-bundle-ahead"
    RECEIPT_AHEAD = "receipt-ahead"
    RECEIPT_DIFFERENT = "receipt-different"
    FORK_REPORTED = "fork-reported"
    OFFICE_HOLDS_LESS = "office-holds-less"


@dataclass(frozen=True, slots=True)
class Parent:
    """Where an earlier epoch of the same device ended, as that device knew it, and how far it has a receipt there.

    What was receipted is not sent again in later epochs, so an office that does not hold just that any more has a gap.
    """

    epoch: str
    counter: int
    chain: str
    received: int = 0
    received_chain: str = ""


@dataclass(frozen=True, slots=True)
class Anchor:
    """The small note outside the data file, written whenever an epoch starts and a bundle is sealed."""

    epoch: str
    sequence: int
    counter: int


@dataclass(frozen=True, slots=True)
class SenderState:
    """A device's own place.

    ``counter`` and ``chain`` belong to the epoch's last operation, ``sequence``, ``bundle_counter`` and ``previous``
    (header hash) to its last bundle; all are 0 or empty before the first. ``receipted`` is one cursor per epoch,
    all of them confirmed in ``office_epoch``; receipts of ``past_offices``, epochs of the office that were left, are
    old unless they say something new of our present epoch.
    """

    machine: str
    epoch: str
    counter: int = 0
    chain: str = ""
    sequence: int = 0
    bundle_counter: int = 0
    previous: str = ""
    parents: tuple[Parent, ...] = ()
    receipted: Mapping[str, int] = field(default_factory=dict)
    office_sequence: int = 0
    office_epoch: str = ""
    past_offices: tuple[str, ...] = ()

    def is_receipted(self, stamp: Stamp) -> bool:
        """True if the office has confirmed the operation at *stamp*; the cursor is one per epoch (c.6 rule 1)."""
        return stamp.counter <= self.receipted.get(stamp.epoch, 0)

    @property
    def base(self) -> int:
        """The counter after which the next bundle begins."""
        return self.receipted.get(self.epoch, 0)

    def anchor(self) -> Anchor:
        """What the anchor must say now."""
        return Anchor(self.epoch, self.sequence, self.counter)


@dataclass(frozen=True, slots=True)
class Announced:
    """What a bundle's signed header says of its place; ``header_hash`` stands for the whole header."""

    device: str
    epoch: str
    sequence: int
    previous: str
    base_counter: int
    base_chain: str
    last_counter: int
    last_chain: str
    parents: tuple[Parent, ...]
    header_hash: str = ""


@dataclass(frozen=True, slots=True)
class StreamReceipt:
    """The office's word on one epoch: all operations up to ``cursor`` are held, ``chain`` is its hash there."""

    epoch: str
    cursor: int
    chain: str
    last_sequence: int
    header_hash: str
    forked: bool = False


@dataclass(frozen=True, slots=True)
class Receipt:
    """All that the office says to one device; ``office_sequence`` grows whenever anything in it changes.

    ``office_epoch`` is another than before once the office no longer holds what it had confirmed: it was put back from
    a backup, undid a receiving, or met a gap. Receipts of earlier programs have none.
    """

    device: str
    office_sequence: int
    streams: tuple[StreamReceipt, ...]
    office_epoch: str = ""


@dataclass(frozen=True, slots=True)
class Settlement:
    """What reading a receipt changed; with ``reasons`` the device must start a new epoch from ``state``."""

    state: SenderState
    fresh: bool
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class BundlePlan:
    """What goes into the next bundle: everything in the epoch after the receipted counter."""

    epoch: str
    sequence: int
    previous: str
    base_counter: int
    base_chain: str
    last_counter: int
    last_chain: str
    parents: tuple[Parent, ...]


def first_epoch(machine: str, epoch: str) -> SenderState:
    """The state of a new store."""
    return SenderState(machine=machine, epoch=epoch, chain=chain_start(epoch))


def stamped(state: SenderState, operation: StampedOperation) -> SenderState:
    """The state after *operation* was written at the end of the epoch."""
    return replace(state, counter=operation.stamp.counter, chain=operation.chain)


def reasons_for_new_epoch(
    state: SenderState,
    machine: str,
    anchor: Anchor | None,
    *,
    restored: bool = False,
    own_bundles: Iterable[tuple[str, int]] = (),
) -> tuple[Reason, ...]:
    """Why the device may not go on in its epoch; empty if it may.

    *own_bundles* are (epoch, number) of bundles of this device seen on sticks. What a receipt forces is in
    :func:`settle_receipt`. An anchor behind the store is no reason: the machine stopped between the two writes.
    """
    reasons: list[Reason] = []
    if restored:
        reasons.append(Reason.RESTORED)
    if machine != state.machine:
        reasons.append(Reason.OTHER_MACHINE)
    if anchor is None:
        reasons.append(Reason.ANCHOR_MISSING)
    elif anchor.epoch != state.epoch:
        reasons.append(Reason.ANCHOR_DIFFERENT)
    elif anchor.sequence > state.sequence or anchor.counter > state.counter:
        reasons.append(Reason.ANCHOR_AHEAD)
    if any(epoch == state.epoch and sequence > state.sequence for epoch, sequence in own_bundles):
        reasons.append(Reason.OWN_BUNDLE_AHEAD)
    return tuple(reasons)


def start_epoch(
    state: SenderState, machine: str, epoch: str, unreceipted: Sequence[StampedOperation], base_chain: str
) -> tuple[SenderState, tuple[StampedOperation, ...]]:
    """The state in the new *epoch* and every un-receipted operation re-stamped into it (c.6 rule 2).

    *unreceipted* are all operations of any epoch without a receipt, oldest first; uid and content stay as they are.
    *base_chain* is the chain at ``state.base``.
    """
    chain = chain_start(epoch)
    moved: list[StampedOperation] = []
    for counter, held in enumerate(unreceipted, start=1):
        chain = chain_after(chain, Stamp(epoch, counter), held.operation)
        moved.append(StampedOperation(held.operation, Stamp(epoch, counter), chain))
    earlier = tuple(parent for parent in state.parents if parent.received)
    parent = Parent(state.epoch, state.counter, state.chain, state.base, base_chain if state.base else "")
    following = SenderState(
        machine, epoch, len(moved), chain, parents=(*earlier, parent), receipted=dict(state.receipted),
        office_sequence=state.office_sequence, office_epoch=state.office_epoch, past_offices=state.past_offices,
    )  # fmt: skip
    return following, tuple(moved)


def forgetting_receipts(state: SenderState) -> SenderState:
    """The state that sends everything again, to a new office or one that lost some; a new epoch must follow."""
    return replace(state, receipted={}, parents=(), office_sequence=0, office_epoch="", past_offices=())


def has_news(state: SenderState) -> bool:
    """False if the epoch's last bundle already says all: then its very bytes are copied again (c.1 rule 5)."""
    return state.sequence == 0 or state.counter > state.bundle_counter


def plan_bundle(state: SenderState, counters: Sequence[int], base_chain: str) -> BundlePlan:
    """The place of the next bundle; *counters* are those of the operations that it will hold, in order.

    *base_chain* is the chain at ``state.base``. Raises ValueError if one is missing.
    """
    if list(counters) != list(range(state.base + 1, state.counter + 1)):
        raise ValueError("the operations for a bundle must follow the receipted counter without a gap")
    return BundlePlan(
        state.epoch, state.sequence + 1, state.previous, state.base, base_chain, state.counter, state.chain,
        state.parents,
    )  # fmt: skip


def bundle_sealed(state: SenderState, plan: BundlePlan, header_hash: str) -> SenderState:
    """The state after *plan* was sealed under *header_hash*."""
    return replace(state, sequence=plan.sequence, bundle_counter=plan.last_counter, previous=header_hash)


def settle_receipt(state: SenderState, receipt: Receipt, chain_at: ChainAt) -> Settlement:
    """Move the cursor as far as the office's chain is our chain; anything else is a reason for a new epoch.

    Cursors only grow within one epoch of the office, so an old receipt is harmless; but what contradicts us counts
    however old it is. A new epoch of the office says that it may hold less than it once confirmed: unless it confirms
    all of that again, everything is to be sent anew. Receipts come late and out of order, so an epoch that was left
    is gone over to again if it speaks of our present epoch; it did so after we left it, or we still go on in the same
    (c.9; decision 0024). It is ``fresh`` if it says anything new.
    """
    speaks = any(one.epoch == state.epoch and (one.cursor > state.base or one.forked) for one in receipt.streams)
    if receipt.office_epoch in state.past_offices and not speaks:
        return Settlement(state, fresh=False)
    if receipt.office_epoch != state.office_epoch and receipt.office_epoch:
        return _settle_new_office(state, receipt, chain_at)
    receipted = dict(state.receipted)
    reasons: list[Reason] = []
    for stream in receipt.streams:
        ours = stream.epoch == state.epoch
        if chain_at(stream.epoch, stream.cursor) == stream.chain:
            receipted[stream.epoch] = max(receipted.get(stream.epoch, 0), stream.cursor)
        elif ours and stream.cursor > state.counter:
            reasons.append(Reason.RECEIPT_AHEAD)
        elif ours and stream.cursor > 0:
            reasons.append(Reason.RECEIPT_DIFFERENT)
        if ours and stream.forked:
            reasons.append(Reason.FORK_REPORTED)
    fresh = receipt.office_sequence > state.office_sequence or receipted != state.receipted or bool(reasons)
    newest = max(receipt.office_sequence, state.office_sequence)
    return Settlement(replace(state, receipted=receipted, office_sequence=newest), fresh, tuple(reasons))


def _settle_new_office(state: SenderState, receipt: Receipt, chain_at: ChainAt) -> Settlement:
    """Go over to another epoch of the office; forget its earlier word where the new one falls short of it."""
    left = (*state.past_offices, state.office_epoch) if state.office_epoch else state.past_offices
    past = tuple(epoch for epoch in left if epoch != receipt.office_epoch)
    moved = replace(state, office_epoch=receipt.office_epoch, past_offices=past, office_sequence=0)
    held = {one.epoch: one.cursor for one in receipt.streams if chain_at(one.epoch, one.cursor) == one.chain}
    if all(held.get(epoch, 0) >= cursor for epoch, cursor in state.receipted.items()):
        settled = settle_receipt(moved, receipt, chain_at)
        return replace(settled, fresh=True)
    fresh_start = replace(moved, receipted={}, parents=(), office_sequence=receipt.office_sequence)
    return Settlement(fresh_start, fresh=True, reasons=(Reason.OFFICE_HOLDS_LESS,))


def chain_after(chain: str, stamp: Stamp, operation: Operation) -> str:
    """The chain hash after *operation* at *stamp*."""
    return chain_next(
        chain, stamp, operation.uid, operation.commune_code, operation.entity, operation.base, operation.commit()
    )
