"""Random histories of the exchange's model, and what must hold after them."""

from __future__ import annotations

from dataclasses import replace

from model_checks import Broken, check_entity, check_store
from model_exchange import OFFICE, Exchange
from model_store import Bundle, Site

from sinhke_desktop.domain import protocol
from sinhke_desktop.domain.admission import Stream
from sinhke_desktop.domain.operations import ERASURE, Stamp, StampedOperation, chain_start


class World(Exchange):
    """A random history of an exchange, and the rounds after which all must be well."""

    office_troubles = 0.06

    def back_up(self, site: Site) -> None:
        site.backups.append((site.store.copy(), site.anchor))

    def restore(self, site: Site) -> None:
        """By the program, by copying the data file, or by copying the whole folder with its anchor."""
        if not site.backups:
            return
        store, anchor = self.random.choice(site.backups)
        site.store = store.copy()
        way = self.random.choice(("program", "file", "folder"))
        self.say(f"{site.key} is put back to {store.state.epoch[:4]} {store.state.counter} as a {way}")
        self.happened[f"restored by {way}"] += 1
        site.restored = way == "program"
        if way == "folder":
            site.anchor = anchor
        if site.store.paired_with != site.to:
            self.pair_again(site)
        self.open(site)

    def clone(self, site: Site) -> None:
        if len(self.devices) >= 4:
            return
        machine = site.machine if self.random.random() < 0.2 else self.hexadecimal()
        twin = Site(site.key, site.to, machine, site.store.copy(), site.anchor, site.clock, list(site.backups))
        self.devices.append(twin)
        self.say(f"{site.key} is copied, {'same' if machine == site.machine else 'another'} machine")
        self.open(twin)

    def lose(self, site: Site) -> None:
        """The machine is gone; a new one takes its place, and those behind it are paired anew."""
        self.devices.remove(site)
        self.happened["machines lost"] += 1
        new = self.new_site(f"{site.key}'", site.to)
        self.devices.append(new)
        self.say(f"{site.key} is lost, {new.key} takes its place")
        self.pair(new)
        if any(one.key == site.key for one in self.devices):
            return
        for other in self.devices:
            if other.to == site.key:
                other.to = new.key
                self.pair_again(other)

    def pair_again(self, site: Site) -> None:
        """With another receiver than the store knows of: everything is sent to it."""
        self.pair(site)
        site.store.paired_with, site.store.outbox = site.to, None
        site.store.state = protocol.forgetting_receipts(site.store.state)
        self.new_epoch(site, ())

    def forge(self) -> None:
        """Identities that the office holds, with other contents, in an epoch of the forger's own."""
        said = {uid for uid, held in self.office.store.log.items() if not held.operation.erased}
        usable = [b for b in self.bag if b.operations and all(held.operation.uid in said for held in b.operations)]
        if not usable:
            return
        bundle = self.random.choice(usable)
        epoch, operations = self.hexadecimal(), list[StampedOperation]()
        chain = chain_start(epoch)
        for counter, one in enumerate(bundle.operations, start=1):
            false = replace(one.operation, changes=dict.fromkeys(one.operation.changes, "forged"))
            chain = protocol.chain_after(chain, Stamp(epoch, counter), false)
            operations.append(StampedOperation(false, Stamp(epoch, counter), chain))
        announced = protocol.Announced(
            bundle.announced.device, epoch, 1, "", 0, chain_start(epoch), len(operations), chain, (),
            self.hexadecimal(),
        )  # fmt: skip
        self.happened["forged"] += 1
        self.receive(self.office, Bundle(OFFICE, announced, tuple(operations)))

    def deliver(self) -> None:
        if not self.bag:
            return
        bundle = self.random.choice(self.bag)
        if self.random.random() < 0.5:
            self.bag.remove(bundle)
            if self.random.random() < 0.3:
                return  # lost on the way
        receiver = self.receiver_of(bundle.to)
        if receiver is not None:
            answer = self.receive(receiver, bundle)
            if self.random.random() >= 0.4:
                self.answers.append(answer)

    def read_some_receipt(self) -> None:
        if self.answers:
            answer = self.random.choice(self.answers)
            readers = [one for one in self.devices if one.key == answer.receipt.device]
            if readers:
                self.read_receipt(self.random.choice(readers), answer)

    def trouble_at_the_office(self) -> None:
        """Its own work, a backup, an old state with or without anyone knowing, a receiving undone."""
        draw, office = self.random.random(), self.office
        if draw < 0.35:
            self.edit(office)
        elif draw < 0.6:
            self.back_up(office)
        elif draw < 0.8 and office.backups:
            office.store = self.random.choice(office.backups)[0].copy()
            known = self.random.random() < 0.5
            self.happened["office restored knowingly" if known else "office restored unknown to anyone"] += 1
            self.say(f"the office is put back, {'known' if known else 'unknown'}")
            if known:
                office.store.state = protocol.first_epoch(office.machine, self.hexadecimal())
                self.put_back(office)
        elif office.store.applied:
            self.undo(office)

    def undo(self, site: Site) -> None:
        """Let a receiving's operations leave the store again if nothing builds on them."""
        store = site.store
        done = self.random.choice(store.applied)
        announced, fresh = done.bundle.announced, set(done.fresh)
        newest = store.streams.get(announced.epoch)
        if newest is None or newest.header_hash != announced.header_hash:
            return
        mine = {
            (announced.epoch, counter)
            for counter in range((done.before.cursor if done.before else 0) + 1, announced.last_counter + 1)
        }
        builds = any(fresh.intersection(h.operation.base) for uid, h in store.log.items() if uid not in fresh)
        echoed = any(uid in fresh for place, (uid, _) in store.beside.items() if place not in mine)
        if builds or echoed or any(self.truth[uid][0].batch == ERASURE for uid in fresh):
            return
        self.say(f"the office undoes {announced.epoch[:4]} no. {announced.sequence} of {announced.device}")
        self.happened["undone"] += 1
        for uid in fresh:
            stamp = store.log.pop(uid).stamp
            del store.places[stamp.epoch, stamp.counter]
        for place in mine:
            store.beside.pop(place, None)
        store.applied.remove(done)
        del store.headers[announced.epoch, announced.sequence]
        if done.before is None and not newest.forked:
            del store.streams[announced.epoch]
        else:  # a fork that was met stays told
            start = Stream(announced.device, announced.epoch, 0, chain_start(announced.epoch), 0, "")
            store.streams[announced.epoch] = replace(done.before or start, forked=newest.forked)
        self.after_undo(site, announced.device)

    def after_undo(self, site: Site, device: str) -> None:
        site.store.seen.pop(device, None)
        self.rotate(site.store, device)

    def step(self) -> None:
        if self.random.random() < self.office_troubles:
            self.trouble_at_the_office()
            return
        site = self.random.choice(self.devices)
        draw = self.random.random()
        if draw < 0.38:
            self.edit(site)
        elif draw < 0.56:
            self.bag.append(self.export(site))
        elif draw < 0.72:
            self.deliver()
        elif draw < 0.81:
            self.read_some_receipt()
        elif draw < 0.885:
            self.back_up(site)
        elif draw < 0.94:
            self.restore(site)
        elif draw < 0.96:
            site.clock = self.random.choice((1970, 2009, 2026, 2038, 2099))
        elif draw < 0.98:
            self.clone(site)
        elif draw < 0.985:
            self.lose(site)
        else:
            self.forge()

    def run(self, steps: int = 40, rounds: int = 8) -> None:
        for _ in range(steps):
            self.step()
        for number in range(1, rounds + 1):
            self.say(f"-- round {number}")
            if not self.exchange_all():
                self.happened[f"quiet after {number}"] += 1
                break
        else:
            raise Broken("endless", f"not quiet after {rounds} rounds of full exchange")
        self.check()

    def exchange_all(self) -> bool:
        """Every machine sends to its receiver and reads the receipt; True if anything at all was new."""
        new = False
        for site in sorted(self.devices, key=lambda one: one.to == OFFICE):
            receiver = self.office if site.to == OFFICE else next(one for one in self.devices if one.key == site.to)
            self.open(site)
            quiet = self.verdicts["nothing new"]
            answer = self.receive(receiver, self.export(site))
            new = self.read_receipt(site, answer) or new or self.verdicts["nothing new"] == quiet
        return new

    def check(self) -> None:
        log = self.office.store.log
        for site in self.devices:
            if not site.store.log.keys() <= log.keys():
                raise Broken("lost", f"an operation alive on {site.key} never reached the office")
            if site.store.log.keys() != log.keys():
                raise Broken("kept back", f"{site.key} lacks what the office holds")
            if any(not site.store.state.is_receipted(held.stamp) for held in site.store.log.values()):
                raise Broken("unconfirmed", f"{site.key} has no receipt for all of its work")
        for site in (self.office, *self.devices):
            check_store(site.key, site.store, self.truth, log.keys())
        for entity_id in {held.operation.entity_id for held in log.values()}:
            said = self.office.store.said_of(entity_id)
            check_entity(said, log.keys(), self.fold(said), self.truth)
