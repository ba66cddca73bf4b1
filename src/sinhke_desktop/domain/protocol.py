"""The exchange's decisions, sender's side and receiver's side, without files, keys or tables.

A device counts its operations in an *epoch* (counters from 1, a hash chain over them) and its bundles in the same epoch
(numbers from 1). A bundle is cumulative: everything not yet receipted. The receiving office keeps one cursor per epoch,
knows operations by uid, and compares chains: what does not follow from what it holds is a fork and is never applied.
No decision looks at a clock. Source: exchange.md c.5, c.6, c.8; ``tests/domain/protocol_model.py`` checks it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Protocol

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


class Verdict(StrEnum):
    """What the office does with a bundle (c.8)."""

    APPLY = "apply"
    DUPLICATE = "duplicate"
    OLD = "old"
    GAP = "gap"
    FORK = "fork"


class Note(StrEnum):
    """What the office tells a person beside the verdict."""

    NONE = ""
    FIRST = "first"
    NEW_EPOCH = "new-epoch"
    RESTORED_FROM_OLD = "restored-from-old"
    REINSTALLED = "reinstalled"


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
    (header hash) to its last bundle; all are 0 or empty before the first. ``receipted`` is one cursor per epoch.
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
    """All that the office says to one device; ``office_sequence`` grows whenever anything in it changes."""

    device: str
    office_sequence: int
    streams: tuple[StreamReceipt, ...]


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


@dataclass(frozen=True, slots=True)
class Stream:
    """What the office holds of one epoch of one device."""

    device: str
    epoch: str
    cursor: int
    chain: str
    last_sequence: int
    header_hash: str
    forked: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """The verdict on a bundle; ``missing`` names the first counters lacking in a gap (first, last)."""

    verdict: Verdict
    note: Note = Note.NONE
    missing: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Admission:
    """What an applied bundle adds: ``fresh`` operations, and known ones (by uid) that only came under a new stamp."""

    fresh: tuple[StampedOperation, ...]
    restamped: tuple[StampedOperation, ...]


class BrokenChain(Exception):
    """A bundle's operations do not follow one another as its header says: it was altered or made wrongly."""


class Forked(Exception):
    """A bundle contradicts what the office holds: quarantine it, tell the device, lose nothing."""


class OfficeView(Protocol):
    """What the office's store answers; nothing here changes it."""

    def stream(self, epoch: str) -> Stream | None:
        """The epoch's stream, or None if none of its bundles was applied."""
        ...

    def header_hash(self, epoch: str, sequence: int) -> str | None:
        """The header hash of the applied bundle with that number."""
        ...

    def chain_at(self, epoch: str, counter: int) -> str | None:
        """The chain hash held at that place."""
        ...

    def commits(self, uids: Collection[str]) -> Mapping[str, str]:
        """uid → commit of those of *uids* that are held."""
        ...

    def knows_device(self, device: str) -> bool:
        """True if any bundle of that device was applied."""
        ...


# ---------------------------------------------------------------- sender


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
        chain = _chain_after(chain, Stamp(epoch, counter), held.operation)
        moved.append(StampedOperation(held.operation, Stamp(epoch, counter), chain))
    earlier = tuple(parent for parent in state.parents if parent.received)
    parent = Parent(state.epoch, state.counter, state.chain, state.base, base_chain if state.base else "")
    following = SenderState(
        machine=machine,
        epoch=epoch,
        counter=len(moved),
        chain=chain,
        parents=(*earlier, parent),
        receipted=dict(state.receipted),
        office_sequence=state.office_sequence,
    )
    return following, tuple(moved)


def forgetting_receipts(state: SenderState) -> SenderState:
    """The state that sends everything again, to a new office or one that lost some; a new epoch must follow."""
    return replace(state, receipted={}, parents=(), office_sequence=0)


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
        epoch=state.epoch,
        sequence=state.sequence + 1,
        previous=state.previous,
        base_counter=state.base,
        base_chain=base_chain,
        last_counter=state.counter,
        last_chain=state.chain,
        parents=state.parents,
    )


def bundle_sealed(state: SenderState, plan: BundlePlan, header_hash: str) -> SenderState:
    """The state after *plan* was sealed under *header_hash*."""
    return replace(state, sequence=plan.sequence, bundle_counter=plan.last_counter, previous=header_hash)


def settle_receipt(state: SenderState, receipt: Receipt, chain_at: ChainAt) -> Settlement:
    """Move the cursor as far as the office's chain is our chain; anything else is a reason for a new epoch.

    Cursors only grow, so an old receipt is harmless; but what contradicts us counts however old it is (an office put
    back from a backup numbers its receipts lower for a while). It is ``fresh`` if it says anything new.
    """
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


# ---------------------------------------------------------------- receiver


def decide(announced: Announced, view: OfficeView) -> Decision:
    """The verdict from the signed header alone; APPLY is provisional until :func:`admit` has seen the operations."""
    held = view.header_hash(announced.epoch, announced.sequence)
    if held is not None:
        return Decision(Verdict.DUPLICATE if held == announced.header_hash else Verdict.FORK)
    for parent in announced.parents:
        if parent.received and view.chain_at(parent.epoch, parent.received) != parent.received_chain:
            return Decision(Verdict.GAP, missing=(1, parent.received))
    stream = view.stream(announced.epoch)
    if stream is None:
        return _decide_unknown_epoch(announced, view)
    if stream.device != announced.device:
        return Decision(Verdict.FORK)
    before = view.header_hash(announced.epoch, announced.sequence - 1)
    if before is not None and before != announced.previous:
        return Decision(Verdict.FORK)
    if announced.base_counter > stream.cursor:
        return Decision(Verdict.GAP, missing=(stream.cursor + 1, announced.base_counter))
    if _chain_held(view, announced.epoch, announced.base_counter) != announced.base_chain:
        return Decision(Verdict.FORK)
    if announced.last_counter <= stream.cursor:
        same = _chain_held(view, announced.epoch, announced.last_counter) == announced.last_chain
        return Decision(Verdict.OLD if same else Verdict.FORK)
    return Decision(Verdict.APPLY)


def _decide_unknown_epoch(announced: Announced, view: OfficeView) -> Decision:
    if announced.base_counter > 0:
        return Decision(Verdict.GAP, missing=(1, announced.base_counter))
    if not announced.parents:
        known = view.knows_device(announced.device)
        return Decision(Verdict.APPLY, Note.REINSTALLED if known else Note.FIRST)
    for parent in announced.parents:
        stream = view.stream(parent.epoch)
        if stream is not None and stream.cursor > parent.counter:
            return Decision(Verdict.APPLY, Note.RESTORED_FROM_OLD)
    return Decision(Verdict.APPLY, Note.NEW_EPOCH)


def chained(announced: Announced, numbered: Iterable[tuple[int, Operation]]) -> tuple[StampedOperation, ...]:
    """The bundle's operations with their places, the chain worked out anew from the announced base.

    Raises :class:`BrokenChain` unless they lead, without a gap, to the announced end.
    """
    chain, counter = announced.base_chain, announced.base_counter
    if counter == 0 and chain != chain_start(announced.epoch):
        raise BrokenChain("the epoch does not start where every epoch starts")
    found: list[StampedOperation] = []
    for number, operation in numbered:
        counter += 1
        if number != counter:
            raise BrokenChain(f"operation {counter} is missing or out of place")
        stamp = Stamp(announced.epoch, counter)
        chain = _chain_after(chain, stamp, operation)
        found.append(StampedOperation(operation, stamp, chain))
    if (counter, chain) != (announced.last_counter, announced.last_chain):
        raise BrokenChain("the operations do not end where the header says")
    return tuple(found)


def admit(announced: Announced, operations: Sequence[StampedOperation], view: OfficeView) -> Admission:
    """What to apply of a bundle decided APPLY; known operations are recognised by uid (c.6 rule 3).

    *operations* come from :func:`chained`. Raises :class:`BrokenChain`, or :class:`Forked` if the office holds
    something else at a place or under a uid.
    """
    stream = view.stream(announced.epoch)
    cursor = stream.cursor if stream is not None else 0
    chains = {held.stamp.counter: held.chain for held in operations}
    if stream is not None and cursor > announced.base_counter and chains[cursor] != stream.chain:
        raise Forked(f"another operation is held at counter {cursor}")
    known = view.commits({held.operation.uid for held in operations})
    fresh: dict[str, StampedOperation] = {}
    restamped: list[StampedOperation] = []
    for held in operations:
        uid = held.operation.uid
        if uid in fresh:
            raise BrokenChain(f"operation {uid} comes twice")
        if uid in known and known[uid] != held.operation.commit():
            raise Forked(f"operation {uid} is held with another content")
        if held.stamp.counter <= cursor:
            continue
        if uid in known:
            restamped.append(held)
        else:
            fresh[uid] = held
    return Admission(tuple(fresh.values()), tuple(restamped))


def _chain_held(view: OfficeView, epoch: str, counter: int) -> str | None:
    return chain_start(epoch) if counter == 0 else view.chain_at(epoch, counter)


def _chain_after(chain: str, stamp: Stamp, operation: Operation) -> str:
    return chain_next(
        chain, stamp, operation.uid, operation.commune_code, operation.entity, operation.base, operation.commit()
    )
