"""What some of an entity's operations say, in the order of all of them."""

from hypothesis import given, settings
from hypothesis import strategies as st

from sinhke_desktop.domain.operations import CHANGE, CREATE, Operation, fields_from, fold


def operation(number, base, changes, action=CHANGE):
    uids = tuple(sorted(f"{one:032x}" for one in base))
    return Operation(f"{number:032x}", "22828", "household", "h", action, uids, changes, "", "", "0" * 32)


@st.composite
def histories(draw):
    """Operations whose bases are any earlier ones, as two machines that work apart make them."""
    made = [operation(1, (), {"a": 0, "b": 0}, CREATE)]
    for number in range(2, draw(st.integers(2, 8)) + 1):
        base = draw(st.sets(st.integers(1, number - 1), min_size=1, max_size=2))
        changes = draw(st.dictionaries(st.sampled_from("abc"), st.integers(1, 9), min_size=1))
        made.append(
            operation(number * 7919 % 1000003, {one * 7919 % 1000003 if one > 1 else 1 for one in base}, changes)
        )
    return made


@settings(deadline=None)
@given(histories(), st.randoms(use_true_random=False))
def test_all_of_them_say_what_the_state_is(history, random):
    shuffled = random.sample(history, len(history))
    assert fields_from(shuffled, {one.uid for one in history}) == fold(history).fields


def test_what_counts_from_an_earlier_day_still_comes_after_what_it_replaced():
    made = operation(1, (), {"hamlet_id": "x", "note": ""}, CREATE)
    noted = operation(2, (1,), {"note": "later", "hamlet_id": "y"})
    moved = operation(3, (2,), {"hamlet_id": "z"})
    history = [made, noted, moved]
    assert fields_from(history, {made.uid, moved.uid}) == {"hamlet_id": "z", "note": ""}
    assert fields_from(history, {made.uid, noted.uid}) == {"hamlet_id": "y", "note": "later"}
    assert fields_from(history, set()) == {}


def test_concurrent_ones_among_those_that_count_are_decided_as_in_the_state():
    made = operation(1, (), {"a": 0}, CREATE)
    one, other = operation(2, (1,), {"a": 2}), operation(3, (1,), {"a": 3})
    joined = operation(4, (2, 3), {"a": 4})
    history = [made, other, one, joined]
    assert fields_from(history, {made.uid, one.uid, other.uid}) == {"a": 2}
    assert fields_from(history, {made.uid, other.uid}) == {"a": 3}
    assert fields_from(history, {item.uid for item in history}) == {"a": 4}
