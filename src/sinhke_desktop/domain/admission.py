"""The office's decisions on a bundle: apply, duplicate, old, gap or fork, and which operations are new.

Operations are recognised by uid, gaps by (epoch, counter); what does not follow from what is held is a fork and is
never applied. Source: exchange.md c.6, c.8.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from sinhke_desktop.domain.operations import Operation, Stamp, StampedOperation, chain_start
from sinhke_desktop.domain.protocol import Announced, chain_after


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
        chain = chain_after(chain, stamp, operation)
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
    if stream is None and view.chain_at(announced.epoch, announced.base_counter + 1) is not None:
        _check_same_epoch(announced.epoch, operations, view)
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


def _check_same_epoch(epoch: str, operations: Sequence[StampedOperation], view: OfficeView) -> None:
    """This store itself wrote in that epoch: a copy of it sends, which may say nothing else at the same places."""
    for held in operations:
        if view.chain_at(epoch, held.stamp.counter) not in (None, held.chain):
            raise Forked(f"another operation was written here at counter {held.stamp.counter}")


def _chain_held(view: OfficeView, epoch: str, counter: int) -> str | None:
    return chain_start(epoch) if counter == 0 else view.chain_at(epoch, counter)


def held_by_sender(announced: Announced, verdict: Verdict) -> dict[str, int]:
    """Epoch → counter up to which the sender of that bundle held every operation when it sealed it.

    Its own epoch to the bundle's end; of earlier ones what was receipted there, as all else was stamped anew. What it
    does not hold goes to it with the next receipt (c.9). A fork or gap proves nothing: then it gets everything.
    """
    if verdict in (Verdict.FORK, Verdict.GAP):
        return {}
    received = {one.epoch: one.received for one in announced.parents if one.received}
    return received | {announced.epoch: announced.last_counter}
