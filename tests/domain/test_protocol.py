"""The table of verdicts and the reasons for a new epoch, case by case."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest

from sinhke_desktop.domain import admission, protocol
from sinhke_desktop.domain.admission import Note, Verdict
from sinhke_desktop.domain.operations import CREATE, Operation, Stamp, StampedOperation, chain_next, chain_start
from sinhke_desktop.domain.protocol import Anchor, Announced, Parent, Reason, Receipt, StreamReceipt

EPOCH, OTHER = "a" * 32, "b" * 32


def operation(number: int, note: str = "x") -> Operation:
    return Operation(
        f"{number:032x}", "22828", "household", f"{number:032x}", CREATE, (), {"note": note}, "", "", "0" * 32
    )


def chain_of(made: list[Operation], epoch: str = EPOCH) -> list[StampedOperation]:
    chain, found = chain_start(epoch), list[StampedOperation]()
    for counter, one in enumerate(made, 1):
        stamp = Stamp(epoch, counter)
        chain = chain_next(chain, stamp, one.uid, one.commune_code, one.entity, one.base, one.commit())
        found.append(StampedOperation(one, stamp, chain))
    return found


HELD = chain_of([operation(number) for number in range(1, 6)])


def announced(base: int = 0, last: int = 5, held: list[StampedOperation] = HELD, **changes: object) -> Announced:
    """A bundle of *held* from *base* to *last* as the honest device announces it."""
    epoch = held[0].stamp.epoch
    made = Announced(
        device="d",
        epoch=epoch,
        sequence=1,
        previous="",
        base_counter=base,
        base_chain=held[base - 1].chain if base else chain_start(epoch),
        last_counter=last,
        last_chain=held[last - 1].chain if last else chain_start(epoch),
        parents=(),
        header_hash="h1",
    )
    return replace(made, **changes)


@dataclass
class Held:
    """An office that holds the first three operations from bundle 1."""

    cursor: int = 3
    device: str = "d"
    headers: dict[tuple[str, int], str] = field(default_factory=lambda: {(EPOCH, 1): "h1"})

    def stream(self, epoch: str) -> admission.Stream | None:
        if epoch != EPOCH or not self.cursor:
            return None
        return admission.Stream(self.device, EPOCH, self.cursor, HELD[self.cursor - 1].chain, 1, "h1")

    def header_hash(self, epoch: str, sequence: int) -> str | None:
        return self.headers.get((epoch, sequence)) if self.cursor else None

    def chain_at(self, epoch: str, counter: int) -> str | None:
        return HELD[counter - 1].chain if epoch == EPOCH and counter <= self.cursor else None

    def commits(self, uids: object) -> dict[str, str]:
        known = {held.operation.uid: held.operation.commit() for held in HELD[: self.cursor]}
        return {uid: commit for uid, commit in known.items() if uid in uids}  # type: ignore[operator]

    def knows_device(self, device: str) -> bool:
        return bool(self.cursor) and device == self.device


SECOND = {"sequence": 2, "previous": "h1", "header_hash": "h2"}


@pytest.mark.parametrize(
    ("bundle", "verdict"),
    [
        (announced(0, 3), Verdict.DUPLICATE),
        (announced(0, 3, header_hash="other"), Verdict.FORK),
        (announced(0, 5, **SECOND), Verdict.APPLY),
        (announced(3, 5, **SECOND), Verdict.APPLY),
        (announced(0, 5, **{**SECOND, "previous": "h0"}), Verdict.FORK),
        (announced(0, 5, **{**SECOND, "device": "e"}), Verdict.FORK),
        (announced(4, 5, **SECOND), Verdict.GAP),
        (announced(3, 5, **{**SECOND, "base_chain": "0" * 64}), Verdict.FORK),
        (announced(0, 2, **SECOND), Verdict.OLD),
        (announced(3, 3, **SECOND), Verdict.OLD),
        (announced(0, 2, **{**SECOND, "last_chain": "0" * 64}), Verdict.FORK),
    ],
)
def test_the_table_of_verdicts_for_a_known_epoch(bundle: Announced, verdict: Verdict) -> None:
    assert admission.decide(bundle, Held()).verdict is verdict


def test_a_gap_names_what_is_missing() -> None:
    assert admission.decide(announced(5, 5, **SECOND), Held()).missing == (4, 5)
    assert admission.decide(announced(2, 5), Held(0)).missing == (1, 2)


def test_an_office_that_lost_what_it_had_receipted_has_a_gap_in_any_later_epoch() -> None:
    moved = chain_of([operation(9)], OTHER)
    bundle = announced(0, 1, moved, parents=(Parent(EPOCH, 5, HELD[4].chain, 5, HELD[4].chain),))
    assert admission.decide(bundle, Held(3)) == admission.Decision(Verdict.GAP, missing=(1, 5))
    assert admission.decide(bundle, Held(0)) == admission.Decision(Verdict.GAP, missing=(1, 5))
    assert admission.decide(bundle, Held(5)).verdict is Verdict.APPLY
    twin = replace(bundle, parents=(Parent(EPOCH, 5, HELD[4].chain, 5, "0" * 64),))
    assert admission.decide(twin, Held(5)) == admission.Decision(Verdict.GAP, missing=(1, 5))


def test_earlier_epochs_receipts_are_told_until_all_is_sent_again() -> None:
    later, _ = protocol.start_epoch(STATE, "m", OTHER, HELD[3:], HELD[2].chain)
    last, _ = protocol.start_epoch(later, "m", "c" * 32, (), "")
    assert [(one.epoch, one.received) for one in last.parents] == [(EPOCH, 3), (OTHER, 0)]
    forgotten = protocol.forgetting_receipts(last)
    assert (forgotten.parents, forgotten.receipted, forgotten.office_sequence) == ((), {}, 0)


@pytest.mark.parametrize(
    ("parents", "cursor", "note"),
    [
        ((), 0, Note.FIRST),
        ((), 3, Note.REINSTALLED),
        ((Parent(EPOCH, 3, HELD[2].chain),), 3, Note.NEW_EPOCH),
        ((Parent(EPOCH, 2, HELD[1].chain),), 3, Note.RESTORED_FROM_OLD),
    ],
)
def test_an_unknown_epoch_is_accepted_and_noted(parents: tuple[Parent, ...], cursor: int, note: Note) -> None:
    moved = chain_of([held.operation for held in HELD], OTHER)
    decision = admission.decide(announced(held=moved, parents=parents), Held(cursor))
    assert (decision.verdict, decision.note) == (Verdict.APPLY, note)


def test_known_operations_under_new_numbers_are_only_restamped() -> None:
    moved = chain_of([held.operation for held in HELD], OTHER)
    admitted = admission.admit(announced(held=moved), moved, Held())
    assert [held.operation.uid for held in admitted.fresh] == [held.operation.uid for held in HELD[3:]]
    assert admitted.restamped == tuple(moved[:3])


def test_what_lies_below_the_cursor_is_not_applied_again() -> None:
    admitted = admission.admit(announced(**SECOND), HELD, Held())
    assert (admitted.fresh, admitted.restamped) == (tuple(HELD[3:]), ())


def test_another_operation_at_a_held_place_is_a_fork() -> None:
    twin = chain_of([held.operation for held in HELD[:2]] + [operation(number) for number in range(10, 13)])
    with pytest.raises(admission.Forked):
        admission.admit(announced(held=twin, **SECOND), twin, Held())


def test_a_known_uid_with_another_content_is_a_fork() -> None:
    false = chain_of([operation(1, "forged")], OTHER)
    with pytest.raises(admission.Forked):
        admission.admit(announced(0, 1, false), false, Held())


def numbered(held: list[StampedOperation]) -> list[tuple[int, Operation]]:
    return [(one.stamp.counter, one.operation) for one in held]


def test_an_honest_bundles_operations_get_their_places_back() -> None:
    assert admission.chained(announced(), numbered(HELD)) == tuple(HELD)
    assert admission.chained(announced(3, 5), numbered(HELD[3:])) == tuple(HELD[3:])


@pytest.mark.parametrize(
    "spoiled",
    [
        HELD[1:],
        HELD[:4],
        [*HELD[:2], HELD[3], HELD[2], HELD[4]],
        [replace(HELD[0], operation=operation(1, "changed")), *HELD[1:]],
        [replace(HELD[0], operation=replace(HELD[0].operation, entity_id="e" * 32)), *HELD[1:]],
        [replace(HELD[0], operation=replace(HELD[0].operation, base=("e" * 32,))), *HELD[1:]],
        [],
    ],
)
def test_operations_that_do_not_follow_one_another_are_refused(spoiled: list[StampedOperation]) -> None:
    with pytest.raises(admission.BrokenChain):
        admission.chained(announced(), numbered(spoiled))


def test_an_epoch_starts_where_every_epoch_starts() -> None:
    with pytest.raises(admission.BrokenChain):
        admission.chained(announced(base_chain="0" * 64), numbered(HELD))


def test_one_operation_twice_in_a_bundle_is_refused() -> None:
    twice = chain_of([operation(1), operation(1)])
    with pytest.raises(admission.BrokenChain):
        admission.admit(announced(0, 2, twice), twice, Held(0))


STATE = protocol.SenderState("m", EPOCH, 5, HELD[4].chain, 2, 4, "h2", receipted={EPOCH: 3}, office_sequence=1)


@pytest.mark.parametrize(
    ("machine", "anchor", "more", "reasons"),
    [
        ("m", Anchor(EPOCH, 2, 5), {}, ()),
        ("m", Anchor(EPOCH, 1, 3), {}, ()),
        ("m", None, {}, (Reason.ANCHOR_MISSING,)),
        ("m", Anchor(OTHER, 2, 5), {}, (Reason.ANCHOR_DIFFERENT,)),
        ("m", Anchor(EPOCH, 3, 5), {}, (Reason.ANCHOR_AHEAD,)),
        ("m", Anchor(EPOCH, 2, 6), {}, (Reason.ANCHOR_AHEAD,)),
        ("n", Anchor(EPOCH, 2, 5), {}, (Reason.OTHER_MACHINE,)),
        ("m", Anchor(EPOCH, 2, 5), {"restored": True}, (Reason.RESTORED,)),
        ("m", Anchor(EPOCH, 2, 5), {"own_bundles": [(EPOCH, 2), (OTHER, 9)]}, ()),
        ("m", Anchor(EPOCH, 2, 5), {"own_bundles": [(EPOCH, 3)]}, (Reason.OWN_BUNDLE_AHEAD,)),
    ],
)
def test_the_reasons_for_a_new_epoch(machine: str, anchor: Anchor | None, more: dict, reasons: tuple) -> None:
    assert protocol.reasons_for_new_epoch(STATE, machine, anchor, **more) == reasons


def test_a_new_epoch_stamps_everything_without_a_receipt_anew() -> None:
    state, moved = protocol.start_epoch(STATE, "n", OTHER, HELD[3:], HELD[2].chain)
    assert [held.stamp for held in moved] == [Stamp(OTHER, 1), Stamp(OTHER, 2)]
    assert [held.operation for held in moved] == [held.operation for held in HELD[3:]]
    assert (state.counter, state.chain, state.sequence, state.base) == (2, moved[-1].chain, 0, 0)
    assert state.parents == (Parent(EPOCH, 5, HELD[4].chain, 3, HELD[2].chain),)
    assert state.receipted == {EPOCH: 3}
    assert admission.chained(announced(0, 2, list(moved)), numbered(list(moved))) == moved


def test_a_bundle_holds_everything_since_the_receipt() -> None:
    plan = protocol.plan_bundle(STATE, [4, 5], HELD[2].chain)
    assert (plan.sequence, plan.previous, plan.base_counter, plan.last_counter) == (3, "h2", 3, 5)
    sealed = protocol.bundle_sealed(STATE, plan, "h3")
    assert not protocol.has_news(sealed)
    assert protocol.has_news(protocol.stamped(sealed, chain_of([operation(n) for n in range(1, 7)])[-1]))


@pytest.mark.parametrize("counters", [[3, 4, 5], [5], [4], [5, 4], []])
def test_a_bundle_with_a_hole_is_never_planned(counters: list[int]) -> None:
    with pytest.raises(ValueError, match="without a gap"):
        protocol.plan_bundle(STATE, counters, HELD[2].chain)


def chain_at(epoch: str, counter: int) -> str | None:
    return HELD[counter - 1].chain if epoch == EPOCH and 0 < counter <= 5 else None


@pytest.mark.parametrize(
    ("stream", "cursor", "reasons"),
    [
        (StreamReceipt(EPOCH, 5, HELD[4].chain, 2, "h2"), 5, ()),
        (StreamReceipt(EPOCH, 2, HELD[1].chain, 1, "h1"), 3, ()),
        (StreamReceipt(EPOCH, 7, "0" * 64, 4, "h4"), 3, (Reason.RECEIPT_AHEAD,)),
        (StreamReceipt(EPOCH, 5, "0" * 64, 2, "h2"), 3, (Reason.RECEIPT_DIFFERENT,)),
        (StreamReceipt(EPOCH, 5, HELD[4].chain, 2, "h2", forked=True), 5, (Reason.FORK_REPORTED,)),
        (StreamReceipt(OTHER, 5, "0" * 64, 2, "h2", forked=True), 3, ()),
    ],
)
def test_a_receipt_moves_the_cursor_only_along_our_own_chain(
    stream: StreamReceipt, cursor: int, reasons: tuple[Reason, ...]
) -> None:
    settlement = protocol.settle_receipt(STATE, Receipt("d", 2, (stream,)), chain_at)
    assert settlement.fresh
    assert (settlement.state.base, settlement.reasons) == (cursor, reasons)


def test_an_older_receipt_moves_no_cursor_back() -> None:
    stream = StreamReceipt(EPOCH, 2, HELD[1].chain, 1, "h1")
    settlement = protocol.settle_receipt(STATE, Receipt("d", 1, (stream,)), chain_at)
    assert settlement == protocol.Settlement(STATE, fresh=False)


def test_a_fork_counts_even_in_a_receipt_with_a_lower_number() -> None:
    stream = StreamReceipt(EPOCH, 2, HELD[1].chain, 1, "h1", forked=True)
    settlement = protocol.settle_receipt(STATE, Receipt("d", 1, (stream,)), chain_at)
    assert settlement == protocol.Settlement(STATE, fresh=True, reasons=(Reason.FORK_REPORTED,))


def receipt(sequence: int, office_epoch: str, *streams: StreamReceipt) -> Receipt:
    return Receipt("d", sequence, streams, office_epoch)


WHOLE = StreamReceipt(EPOCH, 5, HELD[4].chain, 2, "h2")
PART = StreamReceipt(EPOCH, 2, HELD[1].chain, 1, "h1")


def test_an_office_that_holds_less_than_it_confirmed_gets_everything_again() -> None:
    settlement = protocol.settle_receipt(replace(STATE, office_epoch="o1"), receipt(7, "o2", PART), chain_at)
    assert settlement.reasons == (Reason.OFFICE_HOLDS_LESS,)
    assert (settlement.state.receipted, settlement.state.parents) == ({}, ())
    assert (settlement.state.office_epoch, settlement.state.past_offices) == ("o2", ("o1",))


def test_an_office_that_confirms_all_again_is_believed_at_once() -> None:
    settlement = protocol.settle_receipt(replace(STATE, office_epoch="o1"), receipt(7, "o2", WHOLE), chain_at)
    assert (settlement.fresh, settlement.reasons, settlement.state.base) == (True, (), 5)
    assert settlement.state.office_epoch == "o2"


def test_the_first_named_epoch_of_an_office_leaves_nothing_behind() -> None:
    settlement = protocol.settle_receipt(STATE, receipt(7, "o1", WHOLE), chain_at)
    assert settlement.state.past_offices == ()


def test_an_office_epoch_that_was_left_counts_again_once_it_speaks_of_our_epoch() -> None:
    left = replace(STATE, office_epoch="o2", past_offices=("o1",))
    for silent in (PART, StreamReceipt(OTHER, 9, "0" * 64, 2, "h2")):
        old = protocol.settle_receipt(left, receipt(9, "o1", silent), chain_at)
        assert (old.fresh, old.state, old.reasons) == (False, left, ())
    back = protocol.settle_receipt(left, receipt(1, "o1", WHOLE), chain_at)
    assert (back.fresh, back.state.office_epoch, back.state.past_offices) == (True, "o1", ("o2",))
    forked = protocol.settle_receipt(left, receipt(1, "o1", replace(WHOLE, cursor=3, forked=True)), chain_at)
    assert forked.reasons


@pytest.mark.parametrize("verdict", list(Verdict))
def test_a_sender_holds_its_bundle_s_epoch_and_what_was_receipted_before(verdict: Verdict) -> None:
    parents = (Parent(OTHER, 9, "c", 4, "r"), Parent("c" * 32, 3, "c"))
    proven = verdict not in (Verdict.FORK, Verdict.GAP)
    expected = {OTHER: 4, EPOCH: 5} if proven else {}
    assert admission.held_by_sender(announced(3, 5, parents=parents), verdict) == expected
