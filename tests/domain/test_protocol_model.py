"""The exchange's decisions hold in random histories, and each rule taken out is caught."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from sinhke_desktop.domain import admission, protocol
from sinhke_desktop.domain.operations import EntityState, Operation


def load_model() -> ModuleType:
    spec = importlib.util.spec_from_file_location("protocol_model", Path(__file__).with_name("protocol_model.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


model = load_model()
SEEDS = range(7_000_000, 7_003_000)


class OneCursorForAllEpochs(model.World):
    """Rule 1 taken out: the cursor of the old epoch is kept in the new one."""

    def start_epoch(self, store, machine):
        kept = store.state.base
        super().start_epoch(store, machine)
        store.state = replace(store.state, receipted={**store.state.receipted, store.state.epoch: kept})

    def export(self, device):
        state = device.store.state
        if state.base > state.counter:
            device.store.state = replace(state, receipted={**state.receipted, state.epoch: state.counter})
        return super().export(device)


class NothingRestamped(model.World):
    """Rule 2 taken out: what has no receipt keeps its old epoch and counter."""

    def start_epoch(self, store, machine):
        store.state, _ = protocol.start_epoch(store.state, machine, self.hexadecimal(), (), "")


class SkipsKnownNumbers(model.World):
    """Rule 3 taken out: what has a number that the office knows is skipped, whatever it holds."""

    def decide(self, announced):
        if self.office.header_hash(announced.epoch, announced.sequence) is not None:
            return admission.Decision(admission.Verdict.DUPLICATE)
        stream = self.office.stream(announced.epoch)
        if stream is not None and announced.base_counter > stream.cursor:
            return admission.Decision(admission.Verdict.GAP)
        return admission.Decision(admission.Verdict.APPLY)

    def admit(self, bundle):
        stream = self.office.stream(bundle.announced.epoch)
        cursor = stream.cursor if stream is not None else 0
        new = [held for held in bundle.operations if held.stamp.counter > cursor]
        known = self.office.operations
        return admission.Admission(
            tuple(held for held in new if held.operation.uid not in known),
            tuple(held for held in new if held.operation.uid in known),
        )


class KnowsByPlace(model.World):
    """Rule 3 taken out: an operation is recognised by its place, not by its uid."""

    def admit(self, bundle):
        admitted = super().admit(bundle)
        return admission.Admission((*admitted.fresh, *admitted.restamped), ())


class TakesOtherContent(model.World):
    """Rule 3 taken out: the same uid with another content replaces what is held."""

    def admit(self, bundle):
        stream = self.office.stream(bundle.announced.epoch)
        cursor = stream.cursor if stream is not None else 0
        new = tuple(held for held in bundle.operations if held.stamp.counter > cursor)
        self.office.operations.update({held.operation.uid: held.operation for held in new})
        return admission.Admission((), new)


class ReceiptsUnchecked(model.World):
    """A receipt's cursor is believed without comparing the chain there with our own."""

    def settle(self, store, receipt):
        state = store.state
        cursors = {stream.epoch: stream.cursor for stream in receipt.streams}
        if cursors.get(state.epoch, 0) > state.counter:
            cursors[state.epoch] = state.counter
        settled = replace(state, receipted={**state.receipted, **cursors}, office_sequence=receipt.office_sequence)
        return protocol.Settlement(settled, fresh=True)


class ForksUntold(model.World):
    """The device is not told of forks, so it never starts a new epoch for them."""

    def settle(self, store, receipt):
        return replace(super().settle(store, receipt), reasons=())


class GapsUntold(model.World):
    """The device is not told that the restored office lacks something, so it never sends all again."""

    office_troubles = 0.1

    def send_all_again(self, device):
        pass


class EarlierReceiptsUntold(model.World):
    """A bundle does not say what was receipted in earlier epochs, so a restored office misses it silently."""

    office_troubles = 0.1

    def decide(self, announced):
        return super().decide(replace(announced, parents=()))


class NewestDateWins(model.World):
    """Conflicts are settled by the clock."""

    def fold(self, operations: Sequence[Operation]) -> EntityState:
        state = super().fold(operations)
        fields = {}
        for operation in sorted(operations, key=lambda op: (op.claimed_time, op.uid)):
            fields.update(operation.changes)
        return EntityState(fields, state.heads, ())


class WithoutAnchor(model.World):
    """Rule 4: the anchor is never looked at."""

    def reasons_at_opening(self, device):
        device.anchor = device.store.state.anchor()
        return super().reasons_at_opening(device)


def test_nothing_is_lost_or_silently_replaced_in_random_histories() -> None:
    tally = model.run_many(SEEDS)
    assert tally.histories == len(SEEDS)
    assert not tally.failures
    assert tally.verdicts[admission.Verdict.FORK] > 100
    assert tally.verdicts[admission.Verdict.OLD] > 100
    assert tally.verdicts[admission.Verdict.GAP] > 20
    assert all(tally.reasons[reason] > 10 for reason in protocol.Reason if reason not in NEVER_IN_THE_MODEL)


NEVER_IN_THE_MODEL = {protocol.Reason.ANCHOR_MISSING, protocol.Reason.OWN_BUNDLE_AHEAD}


@pytest.mark.parametrize(
    ("mutant", "kind"),
    [
        (OneCursorForAllEpochs, "lost"),
        (NothingRestamped, "lost"),
        (SkipsKnownNumbers, "lost"),
        (KnowsByPlace, "repeated"),
        (TakesOtherContent, "overwritten"),
        (ReceiptsUnchecked, "lost"),
        (ForksUntold, "endless"),
        (GapsUntold, "lost"),
        (EarlierReceiptsUntold, "lost"),
        (NewestDateWins, "overwritten"),
    ],
)
def test_each_rule_taken_out_is_caught(mutant: type, kind: str) -> None:
    tally = model.run_many(SEEDS, mutant, stop_at=kind)
    assert tally.failures[kind], f"{mutant.__name__} passed {tally.histories} histories"


def test_without_the_anchor_nothing_is_lost_but_more_forks_are_met() -> None:
    seeds = SEEDS[:1500]
    without = model.run_many(seeds, WithoutAnchor)
    assert not without.failures
    assert without.verdicts[admission.Verdict.FORK] > 1.1 * model.run_many(seeds).verdicts[admission.Verdict.FORK]


def test_a_history_is_the_same_again_under_the_same_seed() -> None:
    assert model.digest_of(5) == model.digest_of(5)
