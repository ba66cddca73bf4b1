"""The exchange with one rule taken out each; the model must notice."""

from __future__ import annotations

from dataclasses import replace

from model_world import World

from sinhke_desktop.domain import admission, protocol
from sinhke_desktop.domain.admission import Decision, Verdict
from sinhke_desktop.domain.operations import EntityState


class OneCursorForAllEpochs(World):
    """Rule 1 of c.6 taken out: the cursor of the old epoch is kept in the new one."""

    def start_epoch(self, store, machine):
        kept = store.state.base
        super().start_epoch(store, machine)
        store.state = replace(store.state, receipted={**store.state.receipted, store.state.epoch: kept})

    def export(self, site):
        state = site.store.state
        if state.base > state.counter:
            site.store.state = replace(state, receipted={**state.receipted, state.epoch: state.counter})
        return super().export(site)


class NothingRestamped(World):
    """Rule 2 of c.6 taken out: what has no receipt keeps its old epoch and counter."""

    def start_epoch(self, store, machine):
        store.state, _ = protocol.start_epoch(store.state, machine, self.hexadecimal(), (), "")


class SkipsKnownNumbers(World):
    """Rule 3 of c.6 taken out: what has a number that the office knows is skipped, whatever it holds."""

    def decide(self, store, announced):
        if store.header_hash(announced.epoch, announced.sequence) is not None:
            return Decision(Verdict.DUPLICATE)
        stream = store.stream(announced.epoch)
        if stream is not None and announced.base_counter > stream.cursor:
            return Decision(Verdict.GAP)
        return Decision(Verdict.APPLY)

    def admit(self, store, bundle):
        stream = store.stream(bundle.announced.epoch)
        cursor = stream.cursor if stream is not None else 0
        new = [held for held in bundle.operations if held.stamp.counter > cursor]
        return admission.Admission(
            tuple(held for held in new if held.operation.uid not in store.log),
            tuple(held for held in new if held.operation.uid in store.log),
        )


class KnowsByPlace(World):
    """Rule 3 of c.6 taken out: an operation is recognised by its place, not by its uid."""

    def admit(self, store, bundle):
        admitted = super().admit(store, bundle)
        return admission.Admission((*admitted.fresh, *admitted.restamped), ())


class TakesOtherContent(World):
    """Rule 3 of c.6 taken out: the same uid with another content replaces what is held."""

    def admit(self, store, bundle):
        stream = store.stream(bundle.announced.epoch)
        cursor = stream.cursor if stream is not None else 0
        new = [held for held in bundle.operations if held.stamp.counter > cursor]
        known = [held for held in new if held.operation.uid in store.log]
        for held in known:
            store.log[held.operation.uid] = replace(store.log[held.operation.uid], operation=held.operation)
        return admission.Admission(tuple(held for held in new if held not in known), tuple(known))


class WithoutAnchor(World):
    """Rule 4 of c.6: the anchor is never looked at."""

    def reasons_at_opening(self, site):
        site.anchor = site.store.state.anchor()
        return super().reasons_at_opening(site)


class ReceiptsUnchecked(World):
    """A receipt's cursor is believed without comparing the chain there with our own."""

    def settle(self, store, receipt):
        state = store.state
        cursors = {stream.epoch: stream.cursor for stream in receipt.streams}
        if cursors.get(state.epoch, 0) > state.counter:
            cursors[state.epoch] = state.counter
        settled = replace(state, receipted={**state.receipted, **cursors}, office_sequence=receipt.office_sequence)
        return protocol.Settlement(settled, fresh=True)


class ForksUntold(World):
    """The device is not told of forks, so it never starts a new epoch for them."""

    def settle(self, store, receipt):
        settled = super().settle(store, receipt)
        return settled if protocol.Reason.OFFICE_HOLDS_LESS in settled.reasons else replace(settled, reasons=())


class SameOfficeAfterGaps(World):
    """An office that meets a gap goes on confirming under its old epoch."""

    def rotate_at_gap(self, store, device):
        store.grow(device)


class SameOfficeAfterRestoring(World):
    """An office put back knowingly goes on confirming under its old epoch, at gaps too."""

    office_troubles = 0.15

    def put_back(self, site):
        pass

    def rotate_at_gap(self, store, device):
        pass


class SameOfficeAfterUndoing(World):
    """An office that undid a receiving goes on confirming under its old epoch, at gaps too."""

    office_troubles = 0.15

    def after_undo(self, site, device):
        site.store.seen.pop(device, None)

    def rotate_at_gap(self, store, device):
        pass


class OldOfficeBelieved(World):
    """Every receipt of another epoch of the office is gone over to, also an old one."""

    office_troubles = 0.3

    def step(self):
        super().step()
        self.read_some_receipt()

    def settle(self, store, receipt):
        return protocol.settle_receipt(replace(store.state, past_offices=()), receipt, store.own_chain_at)


class OldOfficeNeverAgain(World):
    """An epoch of the office once left is never gone over to again."""

    office_troubles = 0.3

    def step(self):
        super().step()
        self.read_some_receipt()

    def settle(self, store, receipt):
        if receipt.office_epoch in store.state.past_offices:
            return protocol.Settlement(store.state, fresh=False)
        return super().settle(store, receipt)


class ParentsForgotten(World):
    """A bundle does not say what was receipted in earlier epochs, so a restored office misses it silently."""

    office_troubles = 0.25

    def trouble_at_the_office(self):
        if self.office.backups and self.random.random() < 0.5:
            self.office.store = self.random.choice(self.office.backups)[0].copy()
        else:
            self.back_up(self.office)

    def decide(self, store, announced):
        return super().decide(store, replace(announced, parents=()))


class AdoptedOutsideTheChain(World):
    """What came with a receipt is written beside the own chain, so it is never sent on."""

    def adopt(self, store, operations):
        fresh = [one for one in operations if one.uid not in store.log]
        state = store.state
        store.state = replace(state, epoch=self.hexadecimal(), counter=0)
        for one in fresh:
            store.append(one)
        store.state = state
        return len(fresh)


class RelayedUnderTheSendersStamp(World):
    """A main machine keeps what it receives at the sender's places, so its own bundles do not hold it."""

    def keep(self, site, admitted):
        for held in admitted.fresh:
            site.store.put(held)
        return list(admitted.restamped)


class LackingByAllEpochs(World):
    """A machine is thought to hold everything that any of its epochs ever sent."""

    def lacking(self, store, device):
        upto = {one.epoch: one.cursor for one in store.streams.values() if one.device == device}
        kept = store.seen.get(device)
        if kept is None:
            return super().lacking(store, device)
        store.seen[device] = upto
        found = super().lacking(store, device)
        store.seen[device] = kept
        return found


class LackingByAppliedBundles(World):
    """Only applied bundles tell what their machine holds, not repeated ones."""

    def remember_place(self, store, announced, verdict):
        if verdict is Verdict.APPLY:
            super().remember_place(store, announced, verdict)


class LackingByAnnouncedParents(World):
    """A machine is thought to hold its earlier epochs as far as it had come there, receipted or not."""

    def remember_place(self, store, announced, verdict):
        super().remember_place(store, announced, verdict)
        if store.seen[announced.device]:
            told = {one.epoch: one.counter for one in announced.parents}
            store.seen[announced.device] = {**store.seen[announced.device], **told}


class NothingCarriedBack(World):
    """Receipts carry no operations."""

    def lacking(self, store, device):
        return ()


class ErasuresNotFollowed(World):
    """What another store erased is not erased here."""

    def apply(self, site, bundle, admitted):
        kept = dict(site.store.log)
        super().apply(site, bundle, admitted)
        for uid, held in kept.items():
            site.store.log[uid] = replace(site.store.log[uid], operation=held.operation)


class NewestDateWins(World):
    """Conflicts are settled by the clock."""

    def fold(self, operations):
        state = super().fold(operations)
        fields = {}
        for operation in sorted(operations, key=lambda op: (op.claimed_time, op.uid)):
            fields.update(operation.changes)
        return EntityState(fields, state.heads, ())


class DecisionsMerge(World):
    """A class changed beside another change of the same review is taken over silently."""

    def fold(self, operations):
        state = super().fold(operations)
        by_uid = {operation.uid: operation for operation in operations}
        written = tuple(
            one for one in state.conflicts if all(one.path in by_uid[uid].changes for uid, _ in one.choices)
        )
        return EntityState(state.fields, state.heads, written)


MUTANTS: tuple[tuple[type[World], tuple[str, ...]], ...] = (
    (OneCursorForAllEpochs, ("false claim",)),
    (NothingRestamped, ("lost", "unconfirmed")),
    (SkipsKnownNumbers, ("lost",)),
    (KnowsByPlace, ("chain", "endless")),
    (TakesOtherContent, ("overwritten", "erased")),
    (ReceiptsUnchecked, ("false claim",)),
    (ForksUntold, ("endless",)),
    (SameOfficeAfterGaps, ("endless", "lost")),
    (SameOfficeAfterRestoring, ("lost", "endless")),
    (SameOfficeAfterUndoing, ("lost", "endless")),
    (OldOfficeBelieved, ("endless",)),
    (OldOfficeNeverAgain, ("unconfirmed",)),
    (ParentsForgotten, ("lost",)),
    (AdoptedOutsideTheChain, ("lost", "unconfirmed")),
    (RelayedUnderTheSendersStamp, ("lost",)),
    (LackingByAllEpochs, ("kept back",)),
    (LackingByAppliedBundles, ("kept back",)),
    (LackingByAnnouncedParents, ("kept back",)),
    (NothingCarriedBack, ("kept back",)),
    (ErasuresNotFollowed, ("erased",)),
    (NewestDateWins, ("overwritten",)),
    (DecisionsMerge, ("overwritten",)),
)
