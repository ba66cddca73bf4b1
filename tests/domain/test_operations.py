"""What a set of operations says: the same in every order, nothing overwritten in silence."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from sinhke_desktop.domain import operations as ops
from sinhke_desktop.domain.operations import Operation, Stamp, fold


def operation(uid, base=(), **changes):
    return Operation(
        uid, "22828", "household", "h" * 32, ops.CHANGE, tuple(sorted(base)), changes, "Thử", "2025-11-20T03:00:00",
        "0" * 32,
    )  # fmt: skip


def test_no_operations_give_nothing():
    state = fold([])
    assert (state.fields, state.heads, state.conflicts, state.live) == ({}, (), (), False)


def test_a_line_of_changes_gives_the_newest_values():
    state = fold(
        [operation("c", ["b"], note="3"), operation("a", note="1", phone="0"), operation("b", ["a"], note="2")]
    )
    assert state.fields == {"note": "3", "phone": "0"}
    assert (state.heads, state.conflicts) == (("c",), ())


def test_concurrent_changes_of_different_fields_merge():
    state = fold(
        [operation("a", note="1", phone="0"), operation("b", ["a"], note="2"), operation("c", ["a"], phone="9")]
    )
    assert state.fields == {"note": "2", "phone": "9"}
    assert (state.heads, state.conflicts) == (("b", "c"), ())


def test_concurrent_changes_of_one_field_are_a_conflict_that_keeps_both():
    state = fold([operation("a", note="1"), operation("c", ["a"], note="3"), operation("b", ["a"], note="2")])
    assert state.fields == {"note": "2"}
    assert [(one.path, one.choices) for one in state.conflicts] == [("note", (("b", "2"), ("c", "3")))]


def test_the_same_value_on_both_sides_is_no_conflict():
    state = fold([operation("a", note="1"), operation("b", ["a"], note="2"), operation("c", ["a"], note="2")])
    assert (state.fields, state.conflicts) == ({"note": "2"}, ())


def test_a_change_upon_both_heads_decides_the_conflict():
    both = [operation("a", note="1"), operation("b", ["a"], note="2"), operation("c", ["a"], note="3")]
    state = fold([*both, operation("d", ["b", "c"], note="4")])
    assert (state.fields, state.heads, state.conflicts) == ({"note": "4"}, ("d",), ())


def test_a_removal_is_seen():
    assert fold([operation("a", note="1")]).live
    assert not fold([operation("a", note="1"), operation("b", ["a"], removed=True)]).live


@some.composite
def histories(draw):
    """Operations whose bases are earlier ones, so that any shape of branches and joins comes about."""
    found = []
    for number in range(draw(some.integers(1, 7))):
        uids = [one.uid for one in found]
        base = draw(some.sets(some.sampled_from(uids), max_size=3)) if uids else set()
        changes = draw(
            some.dictionaries(some.sampled_from(["note", "phone", "address"]), some.integers(0, 2), min_size=1)
        )
        found.append(operation(f"{draw(some.integers(0, 99)):02d}{number}", base, **changes))
    return found


@given(histories(), some.randoms())
def test_neither_order_nor_repeats_change_the_state(history, chance):
    shuffled = [*history, *chance.sample(history, len(history) // 2)]
    chance.shuffle(shuffled)
    assert fold(shuffled) == fold(history)


@given(histories())
def test_every_head_and_no_other_operation_is_unreplaced(history):
    replaced = {uid for one in history for uid in one.base}
    assert set(fold(history).heads) == {one.uid for one in history} - replaced


@given(histories())
def test_a_value_that_nobody_saw_is_shown_or_offered_in_a_conflict(history):
    state = fold(history)
    offered = {(conflict.path, value) for conflict in state.conflicts for _, value in conflict.choices}
    for one in history:
        if one.uid in state.heads:
            for path, value in one.changes.items():
                assert state.fields[path] == value or (path, value) in offered


@pytest.mark.parametrize(("value", "empty"), [(None, True), ("", True), (False, True), (0, False), ("x", False)])
def test_zero_is_a_value_but_nothing_said_is_not(value, empty):
    assert ops.empty(value) is empty


def test_a_zero_differs_from_nothing_said():
    assert ops.meaningful({"income_points": 0, "list_number": None}) == {"income_points": 0}
    assert ops.state_hash([("review:1", {"income_points": 0})]) != ops.state_hash(
        [("review:1", {"income_points": None})]
    )


@pytest.mark.parametrize("value", [None, "", False])
def test_stores_need_not_agree_on_what_a_column_holds_unsaid(value):
    assert ops.meaningful({"a": value, "b": 1}) == {"b": 1}


def test_removed_parts_say_nothing():
    fields = {"note": "x", "member/1/full_name": "A", "member/1/removed": True, "member/2/full_name": "B"}
    assert ops.meaningful(fields) == {"note": "x", "member/2/full_name": "B"}


def test_two_stores_with_the_same_content_have_one_state_hash():
    one = [("household:1", {"note": "x", "phone": ""}), ("household:2", {"list_number": 2})]
    other = [("household:2", {"list_number": 2, "note": None}), ("household:1", {"note": "x", "removed": False})]
    assert ops.state_hash(one) == ops.state_hash(other)
    assert ops.state_hash(one) != ops.state_hash([one[0], ("household:2", {"list_number": 1})])
    assert ops.state_hash(one) != ops.state_hash(one[:1])


def test_heads_hash_depends_on_the_heads_alone():
    assert ops.heads_hash([("a", ["2", "1"]), ("b", ["3"])]) == ops.heads_hash([("b", ["3"]), ("a", ["1", "2"])])
    assert ops.heads_hash([("a", ["1"])]) != ops.heads_hash([("a", ["1", "2"])])


def chain(operations, epoch="e" * 32):
    line = ops.chain_start(epoch)
    for counter, one in enumerate(operations, 1):
        line = ops.chain_next(
            line, Stamp(epoch, counter), one.uid, one.commune_code, one.entity, one.base, one.commit()
        )
    return line


WHOLE = [operation("a", note="1"), operation("b", ["a"], note="2"), operation("c", ["b"], phone="3")]


@pytest.mark.parametrize(
    "altered",
    [
        {"uid": "x"}, {"commune_code": "22829"}, {"entity_kind": "review"}, {"entity_id": "g" * 32},
        {"action": ops.REMOVE}, {"base": ()}, {"changes": {"note": "9"}}, {"officer": "Khác"},
        {"claimed_time": "2025-11-20T03:00:01"}, {"salt": "1" * 32}, {"reason": "x"}, {"batch": "y"},
    ],
    ids=lambda altered: next(iter(altered)),
)  # fmt: skip
def test_any_alteration_of_an_operation_breaks_the_chain(altered):
    assert chain([WHOLE[0], replace(WHOLE[1], **altered), WHOLE[2]]) != chain(WHOLE)


def test_order_epoch_and_length_are_in_the_chain():
    others = [WHOLE[::-1], WHOLE[:2], [WHOLE[0], WHOLE[2]], [*WHOLE, WHOLE[0]]]
    assert len({chain(WHOLE), chain(WHOLE, "f" * 32), *(chain(other) for other in others)}) == 6
    assert all(earlier != later for earlier, later in pairwise([chain(WHOLE[:n]) for n in range(4)]))


def test_differences_name_only_what_the_new_side_says_otherwise():
    assert ops.differences({"a": 1, "b": "x", "c": 3}, {"a": 1, "b": "y", "d": None}) == {"b": "y", "d": None}
    assert ops.differences({"a": True}, {"a": True}) == {}


def test_canonical_text_is_sorted_tight_and_keeps_vietnamese():
    assert ops.canonical({"b": 1, "a": "Đức"}) == '{"a":"Đức","b":1}'.encode()
    with pytest.raises(ValueError):
        ops.canonical(float("nan"))
