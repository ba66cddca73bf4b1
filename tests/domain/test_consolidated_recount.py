"""Tables over several communes against plain loops over what was true of each household in each of them."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st
from invented_years import NEAR, POOR, YEAR, communes
from recounting import MANY, PLACES, counted, events, group_of, here, is_minority, of_class, total

from sinhke_desktop.domain.commune_totals import as_values, total_from
from sinhke_desktop.domain.consolidated import Given, in_order, poverty_table, total_of
from sinhke_desktop.domain.poverty_tables import build
from sinhke_desktop.domain.poverty_tables.table import Unit

SOME = settings(MANY, max_examples=15)
SEVERAL = st.lists(communes(least=0, most=6), min_size=1, max_size=4)


def kept(commune, number):
    """The commune's total after it went through JSON, as it does between the store and the sums."""
    told = total_of(build(counted(commune), number, every_group=True), YEAR)
    return total_from(json.loads(json.dumps(as_values(told))))


def table(some, number, **more):
    shown = [Given(f"{place:05d}", f"Xã {place}", kept(one, number)) for place, one in enumerate(some)]
    return poverty_table(number, YEAR, [*shown, Given("99999", "Xã im lặng", silent=True)], **more)


def whole(some, number, unit=None):
    return next(row for row in table(some, number).rows if row.total and row.unit is unit)


def summed(some, amount, unit=Unit.HOUSEHOLDS):
    return sum(amount(one, unit) for commune in some for one in commune.households)


def together(some, name):
    """What was stated of all hamlets of all communes; None where one hamlet's is missing."""
    values = [total(name)(commune, place) for commune in some for place in PLACES]
    return None if None in values else sum(values)


@SOME
@given(SEVERAL)
def test_the_first_table_counts_households_and_people_of_all_communes(some):
    row = whole(some, 1)
    values = [cell.value for cell in row.cells]
    assert values[:2] == [together(some, "households"), together(some, "persons")]
    assert values[2] == summed(some, of_class(POOR))
    assert values[4] == summed(some, of_class(NEAR))
    assert values[8] == summed(some, of_class(POOR), Unit.PERSONS)
    assert values[10] == summed(some, of_class(NEAR), Unit.PERSONS)


@SOME
@given(SEVERAL)
def test_movements_of_all_communes_are_those_of_each(some):
    facts = [counted(one) for one in some]
    for number, cls in ((2, POOR), (3, NEAR)):
        row = whole(some, number, Unit.HOUSEHOLDS)
        for column in range(9):
            found = 0
            for commune, known in zip(some, facts, strict=True):
                for one in commune.households:
                    entries, _broken = events(one, cls, known.opening_known)
                    found += sum(households for _place, households, _people in entries.get(column, ()))
            unknown = column < 4 and not all(known.opening_known for known in facts)
            assert row.cells[column].value == (None if unknown else found), (number, column)


@SOME
@given(SEVERAL)
def test_lacks_of_all_communes_are_counted_over_the_households_of_the_class(some):
    counts, rates = whole(some, 4), whole(some, 5)
    poor = summed(some, of_class(POOR))
    keys = counted(some[0]).indicators
    for place, key in enumerate(keys):
        lacking = summed(some, of_class(POOR, lambda one, key=key: key in one.lacking))
        assert counts.cells[place + 2].value == lacking
        assert (rates.cells[place + 1].value, rates.cells[place + 1].whole) == (lacking, poor)


@SOME
@given(SEVERAL)
def test_every_household_of_a_minority_stands_in_one_column_of_the_ninth_table(some):
    found = table(some, 9)
    row = next(one for one in found.rows if one.total)
    first = {column.title: cell.value for column, cell in zip(found.columns, row.cells, strict=True)
             if column.group == "Hộ nghèo"}  # fmt: skip
    assert first["Tổng số DTTS"] == summed(some, of_class(POOR, lambda one: is_minority(group_of(one))))
    named = {title: value for title, value in first.items() if title not in ("Tổng số", "Kinh", "Tổng số DTTS")}
    assert sum(named.values()) == first["Tổng số DTTS"]
    assert len(named) <= 9
    for title, value in named.items():
        if title != "Khác":
            wanted = sum(here(one, POOR) and group_of(one) == title for commune in some for one in commune.households)
            assert value == wanted, title


@SOME
@given(SEVERAL, st.integers(-1, 12), st.booleans())
def test_sorting_keeps_every_line_and_the_sum_last(some, column, descending):
    for number in (1, 2):
        before = table(some, number)
        after = in_order(before, min(column, len(before.columns) - 1), descending=descending)
        assert sorted(map(id, after.rows)) == sorted(map(id, before.rows))
        assert [row.total for row in after.rows] == [row.total for row in before.rows]
        units = [row.unit for row in after.rows]
        assert units == [row.unit for row in before.rows]
