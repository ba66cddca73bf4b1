"""One store of the exchange in memory: what the program's tables keep of a machine, an office, or both at once.

Decisions are not made here: :mod:`protocol_model` asks the program's own domain for them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from sinhke_desktop.domain import admission, protocol
from sinhke_desktop.domain.operations import ERASED, ERASURE, Operation, Stamp, StampedOperation, chain_start


class Written(Operation):
    """An operation that works its commitment and its emptied form out once."""

    def commit(self) -> str:
        """As the program's, remembered."""
        found: str | None = self.__dict__.get("commitment")
        if found is None:
            found = self.__dict__["commitment"] = super().commit()
        return found

    def emptied(self) -> Written:
        """What is left of it after its erasure."""
        if self.erased:
            return self
        found: Written | None = self.__dict__.get("left")
        if found is None:
            found = Written(
                self.uid, self.commune_code, self.entity_kind, self.entity_id, ERASED, self.base, {}, "", "", "",
                erased=self.commit(),
            )  # fmt: skip
            self.__dict__["left"] = found
        return found


@dataclass(frozen=True)
class Bundle:
    """A sealed bundle: to whom, and bytes that never change."""

    to: str
    announced: protocol.Announced
    operations: tuple[StampedOperation, ...]


@dataclass(frozen=True)
class Answer:
    """A sealed receipt with the operations that it carries."""

    signer: str
    receipt: protocol.Receipt
    operations: tuple[Operation, ...]


@dataclass(frozen=True)
class Sender:
    """What a receiving store keeps of a paired machine."""

    office_epoch: str
    office_sequence: int = 0


@dataclass(frozen=True)
class Applied:
    """A bundle that was applied, with what is needed to undo it."""

    bundle: Bundle
    fresh: tuple[str, ...]
    before: admission.Stream | None


@dataclass
class Store:
    """A data file; answers as :class:`admission.OfficeView`.

    ``beside`` are further places of operations it holds; ``seen`` is epoch → counter that a machine said it held.
    """

    state: protocol.SenderState
    log: dict[str, StampedOperation] = field(default_factory=dict)
    places: dict[tuple[str, int], str] = field(default_factory=dict)
    beside: dict[tuple[str, int], tuple[str, str]] = field(default_factory=dict)
    outbox: Bundle | None = None
    streams: dict[str, admission.Stream] = field(default_factory=dict)
    headers: dict[tuple[str, int], str] = field(default_factory=dict)
    senders: dict[str, Sender] = field(default_factory=dict)
    seen: dict[str, Mapping[str, int]] = field(default_factory=dict)
    sealed: dict[str, Answer] = field(default_factory=dict)
    set_aside: frozenset[str] = frozenset()
    applied: list[Applied] = field(default_factory=list)
    sent_again_for: frozenset[tuple[str, int]] = frozenset()
    paired_with: str = ""

    def copy(self) -> Store:
        """A backup."""
        return Store(
            self.state, dict(self.log), dict(self.places), dict(self.beside), self.outbox, dict(self.streams),
            dict(self.headers), dict(self.senders), dict(self.seen), dict(self.sealed), self.set_aside,
            list(self.applied), self.sent_again_for, self.paired_with,
        )  # fmt: skip

    # what a sending machine asks

    def own_chain_at(self, epoch: str, counter: int) -> str | None:
        """The chain of its own operation there."""
        return chain_start(epoch) if counter == 0 else self._chain(epoch, counter)

    def _chain(self, epoch: str, counter: int) -> str | None:
        uid = self.places.get((epoch, counter))
        return None if uid is None else self.log[uid].chain

    def put(self, held: StampedOperation) -> None:
        """Write an operation at its place, or move it there."""
        uid = held.operation.uid
        earlier = self.log.get(uid)
        if earlier is not None:
            del self.places[earlier.stamp.epoch, earlier.stamp.counter]
        self.log[uid] = held
        self.places[held.stamp.epoch, held.stamp.counter] = uid

    def append(self, operation: Operation) -> None:
        """Write an operation at the end of the store's own chain."""
        stamp = Stamp(self.state.epoch, self.state.counter + 1)
        held = StampedOperation(operation, stamp, protocol.chain_after(self.state.chain, stamp, operation))
        self.put(held)
        self.state = protocol.stamped(self.state, held)

    def said_of(self, entity_id: str) -> list[Operation]:
        """The entity's operations that were not erased."""
        return [
            held.operation
            for held in self.log.values()
            if held.operation.entity_id == entity_id and not held.operation.erased
        ]

    def follow(self, received: Collection[Operation]) -> None:
        """Empty what erasing operations replace, which came now or stand over what came now."""
        if any(one.operation.batch == ERASURE for one in self.log.values()):
            entities = {one.entity_id for one in received}
            for held in list(self.log.values()):
                if held.operation.batch == ERASURE and held.operation.entity_id in entities:
                    self.empty(self.replaced_by(held.operation))

    def replaced_by(self, operation: Operation) -> set[str]:
        """All that it replaces, directly or not."""
        found, waiting = set[str](), list(operation.base)
        while waiting:
            uid = waiting.pop()
            if uid in self.log and uid not in found:
                found.add(uid)
                waiting.extend(self.log[uid].operation.base)
        return found

    def empty(self, uids: Iterable[str]) -> None:
        """Erase what those operations say."""
        for uid in uids:
            held = self.log[uid]
            assert isinstance(held.operation, Written)
            self.log[uid] = replace(held, operation=held.operation.emptied())

    # what a receiving office asks

    def stream(self, epoch: str) -> admission.Stream | None:
        """The epoch's stream."""
        return self.streams.get(epoch)

    def header_hash(self, epoch: str, sequence: int) -> str | None:
        """The applied bundle with that number."""
        return self.headers.get((epoch, sequence))

    def chain_at(self, epoch: str, counter: int) -> str | None:
        """The chain hash at that place, whichever way the operation came."""
        found = self._chain(epoch, counter)
        if found is not None:
            return found
        other = self.beside.get((epoch, counter))
        return None if other is None else other[1]

    def commits(self, uids: Collection[str]) -> Mapping[str, str]:
        """uid → commitment of what is held."""
        return {uid: self.log[uid].operation.commit() for uid in uids if uid in self.log}

    def knows_device(self, device: str) -> bool:
        """True if any of its bundles was applied."""
        return any(stream.device == device for stream in self.streams.values())

    def grow(self, device: str) -> None:
        """There is something new to say to the machine."""
        sender = self.senders[device]
        self.senders[device] = replace(sender, office_sequence=sender.office_sequence + 1)

    def lacking(self, device: str) -> tuple[Operation, ...]:
        """What the machine does not hold, as it stood when its newest bundle was read; all if it never sent."""
        upto = self.seen.get(device)
        if upto is None:
            return tuple(held.operation for held in self.log.values())
        held = {uid for (epoch, counter), (uid, _) in self.beside.items() if counter <= upto.get(epoch, 0)}
        return tuple(
            one.operation
            for uid, one in self.log.items()
            if one.stamp.counter > upto.get(one.stamp.epoch, 0) and uid not in held
        )


@dataclass
class Site:
    """A machine with a store; ``to`` is the key of whoever receives from it, empty for the office itself."""

    key: str
    to: str
    machine: str
    store: Store
    anchor: protocol.Anchor | None
    clock: int = 2026
    backups: list[tuple[Store, protocol.Anchor | None]] = field(default_factory=list)
    restored: bool = False

    @property
    def relays(self) -> bool:
        """A commune's machine passes on what it receives."""
        return bool(self.to)
