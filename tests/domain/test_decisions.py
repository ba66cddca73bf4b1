"""Classes, votes and approvals never merge by themselves; everything else does, as an independent merge has it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from sinhke_desktop.domain import operations as ops
from sinhke_desktop.domain.decisions import DECISIONS, concerns, is_decision, undecided
from sinhke_desktop.domain.operations import CHANGE, Operation, Tangled, fields_from, fold
from sinhke_desktop.storage import all_tables
from sinhke_desktop.storage.rows import columns
from sinhke_desktop.storage.tables import ENTITY_TABLES


def operation(uid, base=(), kind="review", **changes):
    return Operation(
        uid, "22828", kind, "e" * 32, CHANGE, tuple(sorted(base)), changes, "Thử", "2025-11-20T03:00:00", "0" * 32
    )


def conflicts(*history):
    return {one.path: one.choices for one in fold(history).conflicts}


START = operation("0", declared_class="poor", note="1", status="preliminary")


def test_every_decision_is_a_column_and_starts_as_the_column_does():
    assert all_tables.tables.ENTITY_TABLES is ENTITY_TABLES
    for kind, paths in DECISIONS.items():
        held = columns(ENTITY_TABLES[kind].table)
        assert {path: held[path] for path in paths} == dict(paths)


def test_a_class_and_a_note_changed_apart_are_a_conflict_with_the_class_that_each_saw():
    decided, noted = operation("a", ["0"], declared_class="near_poor"), operation("b", ["0"], note="2")
    assert conflicts(START, decided, noted) == {"declared_class": (("a", "near_poor"), ("b", "poor"))}
    assert fold([START, decided, noted]).fields["declared_class"] == "near_poor"


def test_what_was_never_decided_is_offered_as_the_empty_value():
    start = operation("0", note="1")
    apart = (operation("a", ["0"], income_points=120), operation("b", ["0"], average_living=True))
    assert conflicts(start, *apart) == {
        "income_points": (("a", 120), ("b", None)),
        "average_living": (("a", False), ("b", True)),
    }


def test_both_sides_deciding_the_same_is_no_conflict():
    apart = (
        operation("a", ["0"], declared_class="near_poor"),
        operation("b", ["0"], declared_class="near_poor", note="2"),
        operation("c", ["b"], note="3"),
    )
    assert conflicts(START, *apart) == {}


def test_writing_again_what_the_other_side_saw_is_no_conflict():
    assert conflicts(START, operation("a", ["0"], declared_class="poor"), operation("b", ["0"], note="2")) == {}


def test_a_decision_upon_both_settles_it_and_another_change_upon_both_does_not():
    apart = (START, operation("a", ["0"], declared_class="near_poor"), operation("b", ["0"], note="2"))
    assert "declared_class" in conflicts(*apart, operation("c", ["a", "b"], note="3"))
    settled = operation("d", ["c"], declared_class="poor")
    assert conflicts(*apart, operation("c", ["a", "b"], note="3"), settled) == {}


def test_a_later_change_by_one_who_saw_the_decision_is_no_conflict():
    assert conflicts(START, operation("a", ["0"], declared_class="near_poor"), operation("b", ["a"], note="2")) == {}


def test_other_fields_of_a_decided_record_still_merge():
    assert conflicts(START, operation("a", ["0"], note="2"), operation("b", ["0"], reviewed_on="2025-10-01")) == {}


def test_a_record_without_decisions_merges_as_before():
    start = operation("0", kind="household", note="1")
    apart = (operation("a", ["0"], "household", note="2"), operation("b", ["0"], "household", phone="9"))
    assert conflicts(start, *apart) == {}


def test_removing_a_result_that_another_changes_is_a_conflict():
    apart = (operation("a", ["0"], removed=True), operation("b", ["0"], note="2"))
    assert conflicts(START, *apart) == {"removed": (("a", True), ("b", False))}


def test_removing_a_household_that_another_changes_is_a_conflict_too():
    start = operation("0", kind="household", note="1")
    apart = (operation("a", ["0"], "household", note="2"), operation("b", ["0"], "household", removed=True))
    assert conflicts(start, *apart) == {"removed": (("a", False), ("b", True))}


def test_removing_a_member_stands_against_changes_of_that_member_alone():
    start = operation("0", kind="household", **{"member/1/note": "", "member/2/note": ""})
    removed = operation("a", ["0"], "household", **{"member/1/removed": True})
    same, other = ({f"member/{number}/note": "x"} for number in (1, 2))
    assert conflicts(start, removed, operation("b", ["0"], "household", **other)) == {}
    assert conflicts(start, removed, operation("b", ["0"], "household", **same)) == {
        "member/1/removed": (("a", True), ("b", False))
    }


def test_several_unaware_sides_that_saw_the_same_are_one_choice():
    apart = [operation(uid, ["0"], note="2") for uid in "bcd"]
    assert conflicts(START, operation("e", ["0"], status="official"), *apart) == {
        "status": (("b", "preliminary"), ("e", "official"))
    }


def test_what_was_erased_took_no_side():
    emptied = replace(operation("b", ["0"]), erased="c" * 64, action=ops.ERASED)
    assert conflicts(START, operation("a", ["0"], status="official"), emptied) == {}


def test_more_sides_than_any_commune_has_machines_are_refused(monkeypatch):
    monkeypatch.setattr(ops, "MOST_SIDES", 2)
    apart = [operation(uid, ["0"], note="2") for uid in "bc"]
    decided = operation("a", ["0"], status="official")
    assert "status" in conflicts(START, decided, *apart)
    with pytest.raises(Tangled):
        fold([START, decided, *apart, operation("d", ["0"], note="2")])


PATHS = ["note", "declared_class", "average_living", "removed", "member/1/note", "member/1/removed"]


@some.composite
def histories(draw):
    """Operations whose bases are earlier ones, in any shape of branches and joins, some of them emptied."""
    found = []
    for number in range(draw(some.integers(1, 8))):
        uids = [one.uid for one in found]
        base = draw(some.sets(some.sampled_from(uids), max_size=3)) if uids else set()
        changes = draw(some.dictionaries(some.sampled_from(PATHS), some.integers(0, 2), max_size=2))
        found.append(operation(f"{draw(some.integers(0, 99)):02d}{number}", base, **changes))
    return found


def merged_by_reference(history):
    """Path → sets of (uid, value) that are in conflict, worked out operation by operation from who knew what."""
    known = {one.uid: one for one in history}

    def seen_by(uid):
        found, waiting = set(), list(known[uid].base)
        while waiting:
            if (next_one := waiting.pop()) in known and next_one not in found:
                found.add(next_one)
                waiting += known[next_one].base
        return found

    seen = {uid: seen_by(uid) for uid in known}

    def newest(uids):
        return {uid for uid in uids if not any(uid in seen[other] for other in uids)}

    def apart(one, other):
        return one != other and one not in seen[other] and other not in seen[one]

    found = {}
    for path in PATHS:
        writers = {uid for uid in known if path in known[uid].changes}
        final = newest(writers)
        choices = {(uid, known[uid].changes[path]) for uid in final}
        if path in {"declared_class", "average_living", "removed", "member/1/removed"} and final:
            part = "member/1/" if path.startswith("member/1/") else ""
            sides = {uid for uid in known if any(changed.startswith(part) for changed in known[uid].changes)}
            unaware = {uid for uid in sides if all(apart(uid, one) for one in final)}
            by_value = {}
            for uid in sorted(newest(unaware)):
                view = sorted(newest(writers & seen[uid]))
                value = known[view[0]].changes[path] if view else undecided("review", path)
                by_value.setdefault((type(value), value), (uid, value))
            choices |= set(by_value.values())
        if len({value for _, value in choices}) > 1:
            found[path] = choices
    return found


@given(histories())
def test_the_conflicts_are_those_of_a_merge_worked_out_independently(history):
    assert {path: set(choices) for path, choices in conflicts(*history).items()} == merged_by_reference(history)


@given(histories(), some.randoms())
def test_neither_order_nor_repeats_change_what_is_in_conflict(history, chance):
    shuffled = [*history, *chance.sample(history, len(history) // 2)]
    chance.shuffle(shuffled)
    assert fold(shuffled) == fold(history)


@given(histories())
def test_counting_all_operations_shows_the_same_fields(history):
    assert fields_from(history, {one.uid for one in history}) == fold(history).fields


@given(histories())
def test_a_local_change_settles_the_paths_that_it_writes_and_no_others(history):
    """As the journal's own door does, which drops the conflicts of the paths of a local change."""
    before = fold(history)
    change = operation("zz", before.heads, note="9", declared_class="none")
    after = {one.path: one.choices for one in fold([*history, change]).conflicts}
    left = {one.path: one.choices for one in before.conflicts if one.path not in change.changes}
    assert after == left


def test_a_class_is_a_decision_and_a_note_is_not():
    assert is_decision("review", "declared_class")
    assert not is_decision("review", "note")
    assert not is_decision("household", "declared_class")
    assert is_decision("household", "removed")
    assert is_decision("household", "member/1/removed")
    assert (concerns("removed"), concerns("member/1/removed")) == ("", "member/1/")
