"""Animals and areas counted: what came less what went is what lives."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from sinhke_desktop.domain.follow_up import FollowUp, Herd, all_herds, herd_of
from sinhke_desktop.domain.funding import InputHandover
from sinhke_desktop.domain.raised_things import (
    ENDS,
    HAPPENING_NAMES,
    ORIGIN_NAMES,
    STATE_NAMES,
    Happening,
    Life,
    Origin,
    RaisedThing,
    State,
    ThingEvent,
    lives,
)
from sinhke_desktop.domain.thing_counts import (
    MOST_SINGLE,
    ThingCount,
    count,
    ends,
    may_happen,
    parse_tags,
    things_of,
    unlike_follow_up,
)

FIRST = date(2024, 6, 19)


def thing(number=0, *, origin=Origin.HANDED, since=FIRST, quantity=1, unit="con", household="h"):
    return RaisedThing(f"t{number}", "22828", household, "bò", f"HS-{number}", origin, since, quantity, unit)


def event(kind, days=1, *, of=0, key="e", removed=False):
    return ThingEvent(f"{key}{days}", "22828", f"t{of}", kind, FIRST + timedelta(days), removed=removed)


def life(*kinds, **more):
    """A thing to which *kinds* happened, one a day."""
    return Life(thing(**more), tuple(event(kind, number) for number, kind in enumerate(kinds, 1)))


some_lives = st.lists(
    st.tuples(
        st.sampled_from(Origin), st.integers(0, 40), st.integers(1, 3), st.lists(st.sampled_from(Happening), max_size=6)
    ),
    max_size=12,
).map(
    lambda found: [
        life(*_until_end(kinds), number=n, origin=origin, since=FIRST + timedelta(days), quantity=quantity)
        for n, (origin, days, quantity, kinds) in enumerate(found)
    ]
)


def _until_end(kinds):
    at = next((place for place, kind in enumerate(kinds) if kind in ENDS), len(kinds))
    return kinds[: at + 1]


@given(some_lives, st.integers(0, 60))
def test_what_lives_is_handed_born_and_bought_less_dead_sold_and_passed_on(some, days):
    until = FIRST + timedelta(days)
    counted = count(some, until)
    assert counted.alive == counted.expected
    assert counted.alive == sum(
        one.thing.quantity
        for one in some
        if one.thing.since <= until and not any(it.kind in ENDS and it.on <= until for it in one.events)
    )
    assert 0 <= counted.sick <= counted.alive


@given(some_lives, st.integers(1, 12))
def test_the_sums_of_households_are_the_sums_of_all(some, parts):
    split = [count(some[at::parts]) for at in range(parts)]
    for name in ThingCount.__dataclass_fields__:
        assert sum(getattr(one, name) for one in split) == getattr(count(some), name)


counts = st.integers(0, 9)
months = st.lists(st.tuples(counts, counts, counts, counts, counts), max_size=8)


@given(st.lists(st.tuples(counts, months), min_size=1, max_size=6))
def test_the_herd_of_the_follow_ups_balances_for_each_household_and_for_all(households):
    herds = []
    for number, (handed, noted) in enumerate(households):
        handovers = [InputHandover("g", "22828", f"h{number}", "bò", "con", handed, 1, FIRST)]
        alive, found = handed, []
        for at, (born, bought, lost, sold, passed_on) in enumerate(noted):
            alive += born + bought - lost - sold - passed_on
            found.append(
                FollowUp(f"f{at}", "22828", f"h{number}", f"2024-{at + 1:02d}" if at > 5 else f"2025-{at + 1:02d}",
                         alive=None, born=born, bought=bought, lost=lost, sold=sold, passed_on=passed_on)
            )  # fmt: skip
        herds.append(herd_of(handovers, found))
        assert herds[-1].expected == alive
    total = all_herds(herds)
    assert total.expected == total.alive == sum(one.expected for one in herds)


def test_every_state_has_its_words_and_follows_from_what_happened():
    assert set(STATE_NAMES) == set(State)
    assert set(HAPPENING_NAMES) == set(Happening)
    assert set(ORIGIN_NAMES) == set(Origin)
    assert life().state is State.ALIVE
    assert life(Happening.SICK).state is State.SICK
    assert life(Happening.SICK).sick
    assert life(Happening.SICK, Happening.RECOVERED, Happening.VACCINATED).state is State.ALIVE
    assert life(Happening.SICK, Happening.DEAD).state is State.DEAD
    assert not life(Happening.SOLD).alive
    assert life(Happening.PASSED_ON).state is State.PASSED_ON
    assert life(Happening.REPLACED).ended.kind is Happening.REPLACED
    assert life(Happening.SICK, Happening.SOLD).state_on(FIRST + timedelta(1)) is State.SICK


def test_removed_things_and_events_are_left_out_and_the_end_comes_last():
    things = [thing(2), thing(1), RaisedThing("t3", "22828", "h", "bò", "x", Origin.BORN, FIRST, removed=True)]
    events = [
        event(Happening.DEAD, of=1),
        event(Happening.SICK, of=1, key="f"),
        event(Happening.SOLD, of=2, removed=True),
    ]
    first, second = lives(things, events)
    assert [one.kind for one in first.events] == [Happening.SICK, Happening.DEAD]
    assert second.alive


def test_only_what_can_still_happen_is_offered():
    assert Happening.RECOVERED not in may_happen(life())
    assert Happening.SICK not in may_happen(life(Happening.SICK))
    assert Happening.RECOVERED in may_happen(life(Happening.SICK))
    assert may_happen(life(Happening.DEAD)) == []
    assert ends(Happening.SOLD)
    assert not ends(Happening.HARVESTED)


def test_tags_are_read_one_by_one_and_as_a_range():
    assert parse_tags("HS-01, HS-02;HS-03\n HS-01 ") == ["HS-01", "HS-02", "HS-03"]
    assert parse_tags("HS-08 đến HS-11") == ["HS-08", "HS-09", "HS-10", "HS-11"]
    assert parse_tags("HS-08..10") == ["HS-08", "HS-09", "HS-10"]
    assert parse_tags("HS-1 đến HT-3") == ["HS-1 đến HT-3"]
    assert parse_tags("9..3") == ["9..3"]
    assert parse_tags(f"1..{MOST_SINGLE + 1}") == [f"1..{MOST_SINGLE + 1}"]
    assert parse_tags("") == []


def made(quantity, tag="", unit="con", taken=()):
    problems = []
    handover = InputHandover("g", "22828", "h", "bò", unit, quantity, 1, FIRST, tag)
    return things_of(handover, taken, lambda number: f"n{number}", problems), [one.code for one in problems]


def test_a_handover_s_animals_come_under_their_tags():
    things, wrong = made(2, "HS-01, HS-02")
    assert [(one.id, one.tag, one.quantity, one.origin, one.handover_id) for one in things] == [
        ("n0", "HS-01", 1, Origin.HANDED, "g"), ("n1", "HS-02", 1, Origin.HANDED, "g"),
    ]  # fmt: skip
    assert wrong == []
    things, _none = made(3, "HS-01", taken={"19/06/2024-1"})
    assert [one.tag for one in things] == ["HS-01", "19/06/2024-2", "19/06/2024-3"]


def test_areas_and_large_lots_are_one_thing():
    (area,), _none = made(500, "Thửa 12", "m²")
    assert (area.tag, area.quantity, area.unit) == ("Thửa 12", 500, "m²")
    (lot,), _none = made(MOST_SINGLE + 1)
    assert (lot.tag, lot.quantity) == ("Lô 19/06/2024", MOST_SINGLE + 1)


def test_tags_must_fit_the_number_and_be_free():
    assert made(1, "HS-01, HS-02") == ([], ["MH-47"])
    assert made(1, "HS-01", taken={"HS-01"}) == ([], ["MH-47"])


def test_things_that_differ_from_the_month_s_count_are_told():
    herd = Herd(2, 0, 0, 0, 2, "2024-07")
    both = [life(number=0), life(number=1)]
    assert unlike_follow_up(both, herd, "Bà Lan", "con") == ""
    assert unlike_follow_up([], herd, "Bà Lan", "con") == ""
    assert unlike_follow_up(both, Herd(2, 0, 0, 0, None), "Bà Lan", "con") == ""
    assert unlike_follow_up([life(unit="m²")], herd, "Bà Lan", "con") == ""
    text = unlike_follow_up([life(), life(Happening.DEAD, number=1)], herd, "Bà Lan", "con")
    assert text.startswith("Bà Lan: ")
    assert "1 con" in text
    assert "07/2024" in text
    assert unlike_follow_up([*both, life(number=2, since=date(2024, 8, 1))], herd, "Bà Lan", "con") == ""
