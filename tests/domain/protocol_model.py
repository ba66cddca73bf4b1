"""A model of the exchange: random histories of devices, sticks and one office, run on the program's own decisions.

Devices edit, export, are backed up, restored, copied, lose their clock; the office is backed up and restored; bundles
and receipts are lost, repeated and reordered; someone forges. After six rounds of full exchange nothing may be missing
or silently replaced.

    python tests/domain/protocol_model.py --histories 100000 --seed 1
"""

from __future__ import annotations

import argparse
import hashlib
import multiprocessing
import random
import time
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sinhke_desktop.domain import admission, protocol
from sinhke_desktop.domain.operations import (
    CHANGE,
    CREATE,
    EntityState,
    Operation,
    Stamp,
    StampedOperation,
    chain_next,
    chain_start,
    fold,
)

COMMUNE = "22828"
PATHS = ("note", "phone", "member/0011223344556677/full_name")


class Broken(AssertionError):
    """An invariant does not hold; ``kind`` names it."""

    def __init__(self, kind: str, text: str) -> None:
        super().__init__(f"{kind}: {text}")
        self.kind = kind


@dataclass(frozen=True)
class Bundle:
    announced: protocol.Announced
    operations: tuple[StampedOperation, ...]


@dataclass
class Store:
    """A device's data file: what a backup keeps."""

    state: protocol.SenderState
    log: list[StampedOperation] = field(default_factory=list)
    outbox: Bundle | None = None

    def copy(self) -> Store:
        return Store(self.state, list(self.log), self.outbox)

    def chain_at(self, epoch: str, counter: int) -> str | None:
        if counter == 0:
            return chain_start(epoch)
        stamp = Stamp(epoch, counter)
        return next((held.chain for held in self.log if held.stamp == stamp), None)

    def of_entity(self, entity_id: str) -> list[Operation]:
        return [held.operation for held in self.log if held.operation.entity_id == entity_id]


@dataclass
class Device:
    key: str
    machine: str
    store: Store
    anchor: protocol.Anchor | None
    clock: int = 2026
    backups: list[tuple[Store, protocol.Anchor | None]] = field(default_factory=list)
    restored: bool = False


class Office:
    """The receiving office's store, answering as :class:`admission.OfficeView`."""

    def __init__(self) -> None:
        self.operations: dict[str, Operation] = {}
        self.rows: list[str] = []
        self.streams: dict[str, admission.Stream] = {}
        self.headers: dict[tuple[str, int], str] = {}
        self.chains: dict[tuple[str, int], str] = {}
        self.sequences: Counter[str] = Counter()
        self.verdicts: Counter[str] = Counter()

    def stream(self, epoch: str) -> admission.Stream | None:
        return self.streams.get(epoch)

    def header_hash(self, epoch: str, sequence: int) -> str | None:
        return self.headers.get((epoch, sequence))

    def chain_at(self, epoch: str, counter: int) -> str | None:
        return self.chains.get((epoch, counter))

    def commits(self, uids: Collection[str]) -> Mapping[str, str]:
        return {uid: self.operations[uid].commit() for uid in uids if uid in self.operations}

    def knows_device(self, device: str) -> bool:
        return any(stream.device == device for stream in self.streams.values())

    def copy(self) -> Office:
        copied = Office()
        copied.operations, copied.rows = dict(self.operations), list(self.rows)
        copied.streams, copied.headers, copied.chains = dict(self.streams), dict(self.headers), dict(self.chains)
        copied.sequences, copied.verdicts = Counter(self.sequences), self.verdicts
        return copied

    def receipt(self, device: str) -> protocol.Receipt:
        mine = sorted((s for s in self.streams.values() if s.device == device), key=lambda stream: stream.epoch)
        streams = (
            protocol.StreamReceipt(s.epoch, s.cursor, s.chain, s.last_sequence, s.header_hash, s.forked) for s in mine
        )
        return protocol.Receipt(device, self.sequences[device], tuple(streams))


class World:
    """One history. Mutants override the methods under "the program's decisions"."""

    office_troubles = 0.03

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.office = Office()
        self.office_backups: list[Office] = []
        self.office_restored = False
        self.bag: list[Bundle] = []
        self.receipts: list[protocol.Receipt] = []
        self.truth: dict[str, tuple[Operation, frozenset[str]]] = {}
        self.reasons: Counter[str] = Counter()
        self.devices = [self.new_device(f"device-{number}") for number in range(self.random.choice((1, 1, 2)))]

    # the program's decisions

    def decide(self, announced: protocol.Announced) -> admission.Decision:
        return admission.decide(announced, self.office)

    def admit(self, bundle: Bundle) -> admission.Admission:
        numbered = [(held.stamp.counter, held.operation) for held in bundle.operations]
        return admission.admit(bundle.announced, admission.chained(bundle.announced, numbered), self.office)

    def start_epoch(self, store: Store, machine: str) -> None:
        pending = [held for held in store.log if not store.state.is_receipted(held.stamp)]
        kept = [held for held in store.log if store.state.is_receipted(held.stamp)]
        base_chain = store.chain_at(store.state.epoch, store.state.base) or ""
        store.state, moved = protocol.start_epoch(store.state, machine, self.hexadecimal(), pending, base_chain)
        store.log = kept + list(moved)

    def settle(self, store: Store, receipt: protocol.Receipt) -> protocol.Settlement:
        return protocol.settle_receipt(store.state, receipt, store.chain_at)

    def reasons_at_opening(self, device: Device) -> tuple[protocol.Reason, ...]:
        return protocol.reasons_for_new_epoch(
            device.store.state, device.machine, device.anchor, restored=device.restored
        )

    def fold(self, operations: Sequence[Operation]) -> EntityState:
        return fold(operations)

    def send_all_again(self, device: Device) -> None:
        """What a person does at the commune when the office says that something is missing."""
        device.store.state = protocol.forgetting_receipts(device.store.state)
        self.new_epoch(device, ())

    def keep(self, admitted: admission.Admission) -> None:
        for held in admitted.fresh:
            self.office.operations.setdefault(held.operation.uid, held.operation)
            self.office.rows.append(held.operation.uid)

    # what happens

    def hexadecimal(self, bits: int = 128) -> str:
        return f"{self.random.getrandbits(bits):0{bits // 4}x}"

    def new_device(self, key: str) -> Device:
        machine = self.hexadecimal()
        state = protocol.first_epoch(machine, self.hexadecimal())
        return Device(key, machine, Store(state), state.anchor())

    def open(self, device: Device) -> None:
        reasons = self.reasons_at_opening(device)
        device.restored = False
        if reasons:
            self.new_epoch(device, reasons)
        device.anchor = device.store.state.anchor()

    def new_epoch(self, device: Device, reasons: Sequence[protocol.Reason]) -> None:
        self.reasons.update(reasons)
        self.start_epoch(device.store, device.machine)
        device.anchor = device.store.state.anchor()

    def edit(self, device: Device) -> None:
        store, entity_id = device.store, f"{self.random.randrange(3):032x}"
        seen = store.of_entity(entity_id)
        heads = self.fold(seen).heads
        changes = {path: self.hexadecimal(16) for path in self.random.sample(PATHS, self.random.randint(1, 2))}
        action = CHANGE if seen else CREATE
        operation = Operation(
            self.hexadecimal(),
            COMMUNE,
            "household",
            entity_id,
            action,
            tuple(heads),
            changes,
            device.key,
            f"{device.clock:04d}-01-01T00:00:00Z",
            self.hexadecimal(),
        )
        self.truth[operation.uid] = (operation, frozenset(op.uid for op in seen))
        held = self.stamp(operation, store.state.epoch, store.state.counter + 1, store.state.chain)
        store.log.append(held)
        store.state = protocol.stamped(store.state, held)

    def stamp(self, op: Operation, epoch: str, counter: int, chain: str) -> StampedOperation:
        stamp = Stamp(epoch, counter)
        following = chain_next(chain, stamp, op.uid, op.commune_code, op.entity, op.base, op.commit())
        return StampedOperation(op, stamp, following)

    def export(self, device: Device) -> Bundle:
        store = device.store
        state = store.state
        if store.outbox is None or protocol.has_news(state):
            pending = [h for h in store.log if h.stamp.epoch == state.epoch and h.stamp.counter > state.base]
            base_chain = store.chain_at(state.epoch, state.base)
            plan = protocol.plan_bundle(state, [held.stamp.counter for held in pending], base_chain or "")
            announced = protocol.Announced(
                device.key,
                plan.epoch,
                plan.sequence,
                plan.previous,
                plan.base_counter,
                plan.base_chain,
                plan.last_counter,
                plan.last_chain,
                plan.parents,
                self.hexadecimal(),
            )
            store.outbox = Bundle(announced, tuple(pending))
            store.state = protocol.bundle_sealed(state, plan, announced.header_hash)
            if self.random.random() > 0.05:  # else the machine stops before the anchor is written
                device.anchor = store.state.anchor()
        self.bag.append(store.outbox)
        return store.outbox

    def receive(self, bundle: Bundle) -> protocol.Receipt:
        office, announced = self.office, bundle.announced
        verdict = self.decide(announced).verdict
        if verdict is admission.Verdict.APPLY:
            try:
                self.apply(bundle, self.admit(bundle))
            except admission.Forked:
                verdict = admission.Verdict.FORK
        if verdict is admission.Verdict.FORK:
            stream = office.streams.get(announced.epoch)
            if stream is not None and stream.device == announced.device and not stream.forked:
                office.streams[announced.epoch] = replace(stream, forked=True)
                office.sequences[announced.device] += 1
        office.verdicts[verdict] += 1
        return office.receipt(announced.device)

    def apply(self, bundle: Bundle, admitted: admission.Admission) -> None:
        office, announced = self.office, bundle.announced
        self.keep(admitted)
        for held in (*admitted.fresh, *admitted.restamped):
            office.chains[held.stamp.epoch, held.stamp.counter] = held.chain
        old = office.streams.get(announced.epoch)
        office.streams[announced.epoch] = admission.Stream(
            announced.device,
            announced.epoch,
            announced.last_counter,
            announced.last_chain,
            announced.sequence,
            announced.header_hash,
            old is not None and old.forked,
        )
        office.headers[announced.epoch, announced.sequence] = announced.header_hash
        office.sequences[announced.device] += 1

    def read_receipt(self, device: Device, receipt: protocol.Receipt) -> None:
        settlement = self.settle(device.store, receipt)
        device.store.state = settlement.state
        for held in device.store.log:
            counted = settlement.state.is_receipted(held.stamp) and not self.office_restored
            if counted and held.operation.uid not in self.office.operations:
                raise Broken("lost", "the device counts as received what the office does not hold")
        if settlement.reasons:
            self.new_epoch(device, settlement.reasons)

    def back_up(self, device: Device) -> None:
        device.backups.append((device.store.copy(), device.anchor))

    def restore(self, device: Device) -> None:
        """By the program, by copying the data file, or by copying the whole folder with its anchor."""
        if not device.backups:
            return
        store, anchor = self.random.choice(device.backups)
        device.store = store.copy()
        way = self.random.choice(("program", "file", "folder"))
        device.restored = way == "program"
        if way == "folder":
            device.anchor = anchor
        self.open(device)

    def clone(self, device: Device) -> None:
        if len(self.devices) >= 4:
            return
        machine = device.machine if self.random.random() < 0.2 else self.hexadecimal()
        twin = Device(device.key, machine, device.store.copy(), device.anchor, device.clock, list(device.backups))
        self.devices.append(twin)
        self.open(twin)

    def forge(self) -> None:
        """Identities that the office holds, with other contents, in an epoch of the forger's own."""
        held_all = [b for b in self.bag if {h.operation.uid for h in b.operations} & set(self.office.operations)]
        if not held_all:
            return
        bundle = self.random.choice(held_all)
        epoch, chain, operations = self.hexadecimal(), "", list[StampedOperation]()
        chain = chain_start(epoch)
        for counter, held in enumerate(bundle.operations, start=1):
            false = replace(held.operation, changes=dict.fromkeys(held.operation.changes, "forged"))
            operations.append(self.stamp(false, epoch, counter, chain))
            chain = operations[-1].chain
        announced = protocol.Announced(
            bundle.announced.device,
            epoch,
            1,
            "",
            0,
            chain_start(epoch),
            len(operations),
            chain,
            (),
            self.hexadecimal(),
        )
        self.receive(Bundle(announced, tuple(operations)))

    def deliver(self) -> None:
        if not self.bag:
            return
        bundle = self.random.choice(self.bag)
        if self.random.random() < 0.5:
            self.bag.remove(bundle)
            if self.random.random() < 0.3:
                return  # lost on the way
        gaps = self.office.verdicts[admission.Verdict.GAP]
        receipt = self.receive(bundle)
        if self.random.random() >= 0.4:
            self.receipts.append(receipt)
            if self.office.verdicts[admission.Verdict.GAP] > gaps:
                self.send_all_again(self.random.choice([d for d in self.devices if d.key == receipt.device]))

    def back_up_or_restore_office(self) -> None:
        if self.office_backups and self.random.random() < 0.5:
            self.office = self.random.choice(self.office_backups).copy()
            self.office_restored = True
        else:
            self.office_backups.append(self.office.copy())

    def read_some_receipt(self) -> None:
        if self.receipts:
            receipt = self.random.choice(self.receipts)
            self.read_receipt(self.random.choice([d for d in self.devices if d.key == receipt.device]), receipt)

    def step(self) -> None:
        if self.random.random() < self.office_troubles:
            self.back_up_or_restore_office()
            return
        device = self.random.choice(self.devices)
        draw = self.random.random()
        if draw < 0.40:
            self.edit(device)
        elif draw < 0.58:
            self.export(device)
        elif draw < 0.72:
            self.deliver()
        elif draw < 0.80:
            self.read_some_receipt()
        elif draw < 0.88:
            self.back_up(device)
        elif draw < 0.94:
            self.restore(device)
        elif draw < 0.97:
            device.clock = self.random.choice((1970, 2009, 2026, 2038, 2099))
        elif draw < 0.99:
            self.clone(device)
        else:
            self.forge()

    def run(self, steps: int = 40, rounds: int = 6) -> None:
        for _ in range(steps):
            self.step()
        for number in range(rounds):
            before = self.office.verdicts[admission.Verdict.FORK]
            for device in self.devices:
                self.open(device)
                gaps = self.office.verdicts[admission.Verdict.GAP]
                self.read_receipt(device, self.receive(self.export(device)))
                if self.office.verdicts[admission.Verdict.GAP] > gaps:
                    self.send_all_again(device)
            if number == rounds - 1 and self.office.verdicts[admission.Verdict.FORK] > before:
                raise Broken("endless", "forks are still met after all rounds of exchange")
        self.check()

    # what must hold

    def check(self) -> None:
        office = self.office
        for device in self.devices:
            for held in device.store.log:
                if held.operation.uid not in office.operations:
                    raise Broken("lost", f"an operation alive on {device.key} never reached the office")
        if len(office.rows) != len(set(office.rows)):
            raise Broken("repeated", "the office holds an operation twice")
        for uid, operation in office.operations.items():
            if uid not in self.truth or operation != self.truth[uid][0]:
                raise Broken("overwritten", "the office holds another content than was written")
        for entity_id in {operation.entity_id for operation in office.operations.values()}:
            self.check_entity([op for op in office.operations.values() if op.entity_id == entity_id])

    def check_entity(self, operations: list[Operation]) -> None:
        state = self.fold(operations)
        by_uid = {operation.uid: operation for operation in operations}
        reached, waiting = set[str](), list(state.heads)
        while waiting:
            uid = waiting.pop()
            if uid in by_uid and uid not in reached:
                reached.add(uid)
                waiting.extend(by_uid[uid].base)
        if reached != set(by_uid):
            raise Broken("lost", "an operation at the office cannot be reached from the heads")
        shown = {(path, value) for path, value in state.fields.items()}
        shown |= {(c.path, value) for c in state.conflicts for _, value in c.choices}
        for operation in operations:
            for path, value in operation.changes.items():
                known_to = (o for o in operations if path in o.changes and operation.uid in self.truth[o.uid][1])
                if next(known_to, None) is None and (path, value) not in shown:
                    raise Broken("overwritten", f"{path} was replaced by someone who had not seen it")


@dataclass
class Tally:
    """Outcome of many histories."""

    histories: int = 0
    failures: Counter[str] = field(default_factory=Counter)
    verdicts: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)

    def add(self, other: Tally) -> None:
        self.histories += other.histories
        self.failures.update(other.failures)
        self.verdicts.update(other.verdicts)
        self.reasons.update(other.reasons)


def run_many(seeds: Sequence[int], world: type[World] = World, stop_at: str = "") -> Tally:
    """Run one history per seed; with *stop_at* end at the first failure of that kind."""
    tally = Tally()
    for seed in seeds:
        history = world(seed)
        tally.histories += 1
        try:
            history.run()
        except Broken as broken:
            tally.failures[broken.kind] += 1
        tally.verdicts.update(history.office.verdicts)
        tally.reasons.update(history.reasons)
        if stop_at and tally.failures[stop_at]:
            break
    return tally


def digest_of(seed: int) -> str:
    """What a history ends in, as one word: the same seed must give the same."""
    world = World(seed)
    world.run()
    return hashlib.sha256(repr(sorted(world.office.operations)).encode()).hexdigest()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--histories", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=multiprocessing.cpu_count())
    chosen = parser.parse_args()
    began = time.monotonic()
    first = chosen.seed * 1_000_000_000
    parts = [
        range(start, min(start + 500, first + chosen.histories))
        for start in range(first, first + chosen.histories, 500)
    ]
    total = Tally()
    with multiprocessing.Pool(chosen.workers) as pool:
        for tally in pool.imap_unordered(run_many, parts):
            total.add(tally)
    failed = sum(total.failures.values())
    bound = f"; 95 % upper bound {3 / total.histories:.4%}" if not failed else ""
    print(f"histories {total.histories}, failures {failed} {dict(total.failures)}{bound}")
    print(f"seed {chosen.seed}, {(time.monotonic() - began) / 60:.1f} minutes, {chosen.workers} workers")
    print(f"verdicts {dict(total.verdicts)}; new epochs {dict(total.reasons)}")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
