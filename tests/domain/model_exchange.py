"""The machines and offices of the model and what they do with each other; :mod:`model_world` has the histories."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace

from model_checks import Broken
from model_store import Answer, Applied, Bundle, Sender, Site, Store, Written

from sinhke_desktop.domain import admission, protocol
from sinhke_desktop.domain.operations import (
    CHANGE,
    CREATE,
    ERASURE,
    REMOVE,
    EntityState,
    Operation,
    StampedOperation,
    chain_start,
    fold,
)

COMMUNE, OFFICE, MAIN = "22828", "office", "main"
ENTITIES = (("household", f"{0:032x}"), ("household", f"{1:032x}"), ("review", f"{2:032x}"))
PATHS = {
    "household": ("note", "phone", "member/0011223344556677/full_name"),
    "review": ("note", "reviewed_on", "declared_class", "income_points"),
}


class Exchange:
    """Who there is and what each can do. Mutants override the methods under "the program's decisions"."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.told: Callable[[str], None] | None = None
        self.bag: list[Bundle] = []
        self.answers: list[Answer] = []
        self.truth: dict[str, tuple[Operation, frozenset[str]]] = {}
        self.verdicts: Counter[str] = Counter()
        self.reasons: Counter[str] = Counter()
        self.happened: Counter[str] = Counter()
        self.arrived: defaultdict[str, set[str]] = defaultdict(set)
        self.office = self.new_site(OFFICE, "")
        shape = self.random.randrange(3)
        self.devices = [self.new_site(MAIN, OFFICE)]
        if shape == 1:
            self.devices.append(self.new_site("other", OFFICE))
        elif shape == 2:
            self.devices.append(self.new_site("second", MAIN))
        for site in self.devices:
            self.pair(site)

    # the program's decisions

    def decide(self, store: Store, announced: protocol.Announced) -> admission.Decision:
        return admission.decide(announced, store)

    def admit(self, store: Store, bundle: Bundle) -> admission.Admission:
        numbered = [(held.stamp.counter, held.operation) for held in bundle.operations]
        return admission.admit(bundle.announced, admission.chained(bundle.announced, numbered), store)

    def start_epoch(self, store: Store, machine: str) -> None:
        pending = [held for held in store.log.values() if not store.state.is_receipted(held.stamp)]
        base_chain = store.own_chain_at(store.state.epoch, store.state.base) or ""
        store.state, moved = protocol.start_epoch(store.state, machine, self.hexadecimal(), pending, base_chain)
        for held in moved:
            store.put(held)

    def settle(self, store: Store, receipt: protocol.Receipt) -> protocol.Settlement:
        return protocol.settle_receipt(store.state, receipt, store.own_chain_at)

    def reasons_at_opening(self, site: Site) -> tuple[protocol.Reason, ...]:
        return protocol.reasons_for_new_epoch(site.store.state, site.machine, site.anchor, restored=site.restored)

    def fold(self, operations: Sequence[Operation]) -> EntityState:
        return fold(operations)

    def lacking(self, store: Store, device: str) -> tuple[Operation, ...]:
        return store.lacking(device)

    def rotate(self, store: Store, device: str) -> None:
        """The machine counts as received what may not be here: its receipts say so by another office epoch."""
        sender = store.senders[device]
        store.senders[device] = Sender(self.hexadecimal(), sender.office_sequence + 1)

    def put_back(self, site: Site) -> None:
        """A receiving store that does not go on where it was tells every machine."""
        for device in site.store.senders:
            self.rotate(site.store, device)

    def adopt(self, store: Store, operations: Sequence[Operation]) -> int:
        """Take in what came with a receipt or from a second machine, at the end of the own chain."""
        fresh = [one for one in operations if one.uid not in store.log]
        for one in fresh:
            store.append(one)
        return len(fresh)

    def keep(self, site: Site, admitted: admission.Admission) -> list[StampedOperation]:
        """Write what was admitted; returns the places that stand beside the operations' own."""
        store = site.store
        if site.relays:
            self.adopt(store, [held.operation for held in admitted.fresh])
            return [*admitted.restamped, *admitted.fresh]
        for held in admitted.fresh:
            store.put(held)
        return list(admitted.restamped)

    # what happens

    def say(self, text: str) -> None:
        if self.told is not None:
            self.told(text)

    def hexadecimal(self, bits: int = 128) -> str:
        return f"{self.random.getrandbits(bits):0{bits // 4}x}"

    def new_site(self, key: str, to: str) -> Site:
        machine = self.hexadecimal()
        state = protocol.first_epoch(machine, self.hexadecimal())
        return Site(key, to, machine, Store(state, paired_with=to), state.anchor())

    def receiver_of(self, key: str) -> Site | None:
        """Any of the machines with that key; a copy has the same."""
        if key == OFFICE:
            return self.office
        found = [one for one in self.devices if one.key == key]
        return self.random.choice(found) if found else None

    def pair(self, site: Site) -> None:
        """Receipts go on being numbered where those of an earlier pairing ended, as in ``services.machines``."""
        for receiver in (self.office, *self.devices):
            if receiver.key == site.to:
                last = receiver.store.senders.get(site.key, Sender("", -1)).office_sequence
                receiver.store.senders[site.key] = Sender(self.hexadecimal(), last + 1)

    def open(self, site: Site) -> None:
        reasons = self.reasons_at_opening(site)
        site.restored = False
        if reasons:
            self.new_epoch(site, reasons)
            self.put_back(site)
        site.anchor = site.store.state.anchor()

    def new_epoch(self, site: Site, reasons: Sequence[protocol.Reason]) -> None:
        self.say(f"{site.key}: new epoch for {', '.join(reasons)}")
        self.reasons.update(reasons)
        self.start_epoch(site.store, site.machine)
        site.anchor = site.store.state.anchor()
        self.check_claims(site)

    def edit(self, site: Site) -> None:
        """A change, a conflict decided, or now and then an erasure."""
        kind, entity_id = self.random.choice(ENTITIES)
        seen = site.store.said_of(entity_id)
        state = self.fold(seen)
        draw = self.random.random()
        if seen and draw < 0.05:
            self.write(site, kind, entity_id, state.heads, {"removed": True}, REMOVE, ERASURE)
            site.store.empty({one.uid for one in seen})
            self.happened["erased"] += 1
        elif state.conflicts and draw < 0.5:
            decided = {one.path: self.random.choice(one.choices)[1] for one in state.conflicts}
            self.write(site, kind, entity_id, state.heads, decided, CHANGE)
            self.happened["decided"] += 1
        else:
            paths = self.random.sample(PATHS[kind], self.random.randint(1, 2))
            changes = {path: self.random.randrange(1000) for path in paths}
            self.write(site, kind, entity_id, state.heads, changes, CHANGE if seen else CREATE)

    def write(
        self, site: Site, kind: str, entity_id: str, heads: Sequence[str], changes: dict[str, object], action: str,
        batch: str = "",
    ) -> None:  # fmt: skip
        operation = Written(
            self.hexadecimal(), COMMUNE, kind, entity_id, action, tuple(heads), changes, site.key,  # type: ignore[arg-type]
            f"{site.clock:04d}-01-01T00:00:00Z", self.hexadecimal(), batch=batch,
        )  # fmt: skip
        held = {uid for uid, one in site.store.log.items() if one.operation.entity_id == entity_id}
        self.truth[operation.uid] = (operation, frozenset(held.union(*(self.truth[uid][1] for uid in held))))
        site.store.append(operation)
        self.say(f"{site.key}: {action} {operation.uid[:4]} of {entity_id[-1]} {dict(changes)} on {list(heads)}")

    def export(self, site: Site) -> Bundle:
        store, state = site.store, site.store.state
        if store.outbox is None or protocol.has_news(state):
            counters = range(state.base + 1, state.counter + 1)
            pending = [store.log[store.places[state.epoch, counter]] for counter in counters]
            base_chain = store.own_chain_at(state.epoch, state.base) or ""
            plan = protocol.plan_bundle(state, counters, base_chain)
            announced = protocol.Announced(
                site.key, plan.epoch, plan.sequence, plan.previous, plan.base_counter, plan.base_chain,
                plan.last_counter, plan.last_chain, plan.parents, self.hexadecimal(),
            )  # fmt: skip
            store.outbox = Bundle(site.to, announced, tuple(pending))
            store.state = protocol.bundle_sealed(state, plan, announced.header_hash)
            self.happened["sealed"] += 1
            if self.random.random() > 0.05:  # else the machine stops before the anchor is written
                site.anchor = store.state.anchor()
        return store.outbox

    def receive(self, site: Site, bundle: Bundle) -> Answer:
        store, announced = site.store, bundle.announced
        if announced.device not in store.senders:  # put back to before their pairing, so they are paired again
            store.senders[announced.device] = Sender(self.hexadecimal())
        verdict = self.decide(store, announced).verdict
        if verdict is admission.Verdict.APPLY:
            try:
                self.apply(site, bundle, self.admit(store, bundle))
            except admission.Forked:
                verdict = admission.Verdict.FORK
        if verdict is admission.Verdict.FORK:
            self.set_aside(store, announced)
        elif verdict is admission.Verdict.GAP:
            self.rotate_at_gap(store, announced.device)
        self.remember_place(store, announced, verdict)
        self.verdicts[verdict] += 1
        self.verdicts["nothing new"] += verdict in (admission.Verdict.DUPLICATE, admission.Verdict.OLD)
        place = f"{announced.epoch[:4]} {announced.base_counter}-{announced.last_counter} no. {announced.sequence}"
        self.say(f"{site.key} receives {place} of {announced.device}: {verdict}")
        return self.answer(site, announced.device)

    def remember_place(self, store: Store, announced: protocol.Announced, verdict: admission.Verdict) -> None:
        store.seen[announced.device] = admission.held_by_sender(announced, verdict)

    def rotate_at_gap(self, store: Store, device: str) -> None:
        self.rotate(store, device)

    def set_aside(self, store: Store, announced: protocol.Announced) -> None:
        if announced.header_hash in store.set_aside:
            return
        store.set_aside |= {announced.header_hash}
        stream = store.streams.get(announced.epoch)
        if stream is None:
            start = chain_start(announced.epoch)
            stream = admission.Stream(announced.device, announced.epoch, 0, start, 0, "", forked=False)
        if stream.device == announced.device and not stream.forked:
            store.streams[announced.epoch] = replace(stream, forked=True)
            store.grow(announced.device)

    def apply(self, site: Site, bundle: Bundle, admitted: admission.Admission) -> None:
        store, announced = site.store, bundle.announced
        for held in self.keep(site, admitted):
            store.beside[held.stamp.epoch, held.stamp.counter] = (held.operation.uid, held.chain)
        old = store.streams.get(announced.epoch)
        store.streams[announced.epoch] = admission.Stream(
            announced.device, announced.epoch, announced.last_counter, announced.last_chain, announced.sequence,
            announced.header_hash, old is not None and old.forked,
        )  # fmt: skip
        store.headers[announced.epoch, announced.sequence] = announced.header_hash
        self.arrived[site.key].update(held.operation.uid for held in (*admitted.fresh, *admitted.restamped))
        store.grow(announced.device)
        store.applied.append(Applied(bundle, tuple(held.operation.uid for held in admitted.fresh), old))
        store.follow([held.operation for held in admitted.fresh])

    def answer(self, site: Site, device: str) -> Answer:
        """The receipt for the machine: the one already made, until there is something new to say."""
        store = site.store
        lacking = self.lacking(store, device)
        made = store.sealed.get(device)
        if made is not None and [one.uid for one in made.operations] != [one.uid for one in lacking]:
            store.grow(device)
        sender = store.senders[device]
        if made is not None and made.receipt.office_sequence == sender.office_sequence:
            return made
        mine = sorted((s for s in store.streams.values() if s.device == device), key=lambda stream: stream.epoch)
        streams = (
            protocol.StreamReceipt(s.epoch, s.cursor, s.chain, s.last_sequence, s.header_hash, s.forked) for s in mine
        )
        receipt = protocol.Receipt(device, sender.office_sequence, tuple(streams), sender.office_epoch)
        store.sealed[device] = Answer(site.key, receipt, lacking)
        return store.sealed[device]

    def read_receipt(self, site: Site, answer: Answer) -> bool:
        """True if anything was new."""
        if answer.signer != site.to:
            return False
        store = site.store
        settlement = self.settle(store, answer.receipt)
        if settlement.fresh:
            store.state = settlement.state
        if protocol.Reason.OFFICE_HOLDS_LESS in settlement.reasons:
            told = (answer.receipt.office_epoch, answer.receipt.office_sequence)
            if told in store.sent_again_for:
                raise Broken("endless", f"{site.key} sends all again for a receipt that it had read")
            store.sent_again_for |= {told}
        taken = self.adopt(store, answer.operations)
        store.follow(answer.operations)
        self.say(f"{site.key} reads {answer.receipt.office_sequence} of {answer.receipt.office_epoch[:4]}: +{taken}")
        if settlement.reasons:
            self.new_epoch(site, settlement.reasons)
        self.check_claims(site)
        return bool(taken or settlement.reasons)

    def check_claims(self, site: Site) -> None:
        """What a machine counts as received was held at its receiver at some time."""
        for uid, held in site.store.log.items():
            if site.store.state.is_receipted(held.stamp) and uid not in self.arrived[site.to]:
                raise Broken("false claim", f"{site.key} counts as received what never was at {site.to}")
