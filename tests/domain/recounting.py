"""Counting a commune's tables anew from what was true, by plain loops."""

import re

from hypothesis import HealthCheck, settings
from invented_years import HAMLETS, NEAR, POOR, UNKNOWN, group_name

from sinhke_desktop.domain.poverty_facts import facts
from sinhke_desktop.domain.poverty_tables import build
from sinhke_desktop.domain.poverty_tables.table import Unit
from sinhke_desktop.domain.review import ALL_INDICATORS, Movement

INDICATORS_OF_YEAR = tuple(key for key in ALL_INDICATORS if key != "informationAccessAssets")
PLACES = [hamlet.id for hamlet in HAMLETS]
OTHER = {POOR: NEAR, NEAR: POOR}
MANY = settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def counted(commune, indicators=INDICATORS_OF_YEAR):
    return facts(commune.records, lambda review: review.declared_class, group_name, indicators=indicators)


def half_up(part, whole):
    """The rate in hundredths of a per cent, in whole numbers only."""
    if not whole or part > whole:
        return "–"
    hundredths = (20_000 * part + whole) // (2 * whole)
    return f"{hundredths // 100},{hundredths % 100:02d}"


def dots(number):
    return "–" if number is None else re.sub(r"(?<=\d)(?=(\d{3})+$)", ".", str(number))


def here(one, cls):
    return one.here_now and one.now is cls


def group_of(one):
    """The head's: the head is who is marked so, else the first."""
    heads = [person for person in one.people_now if person.relation == "Chủ hộ"] or one.people_now[:1]
    return group_name(heads[0].ethnic_group) if heads else ""


def is_minority(group):
    return group not in ("", "Kinh", "Người nước ngoài")


def people_of(one, wanted):
    """How many members are ``Kinh`` or of a minority, by their own group, else by the head's."""
    found = 0
    for person in one.people_now:
        group = group_name(person.ethnic_group) or group_of(one)
        found += group == "Kinh" if wanted == "Kinh" else is_minority(group)
    return found


def has_merit(one):
    return any(person.merit == "yes" for person in one.people_now)


def unable(one):
    return one.line["no_labour"] == "yes"


def check(commune, number, columns, units=(None,)):
    """Compare a table: *columns* give (household, unit) → how much it adds, in which hamlet; or a text of a scope."""
    table = build(counted(commune), number)
    rows = iter(table.rows)
    for place in [*PLACES, ""]:
        for unit in units:
            row = next(rows)
            assert (row.hamlet_id, row.unit, row.total) == (place, unit, not place)
            for at, column in enumerate(columns):
                amounts, text = column(commune, place, unit)
                where = (number, table.columns[at].title, place, unit)
                assert row.text(at) == (dots(sum(amounts.values())) if text is None else text), where
                assert set(row.household_ids(at)) == {one for one, amount in amounts.items() if amount}, where
    assert next(rows, None) is None
    assert len(columns) == len(table.columns)


def number_of(amount):
    """A column that adds up *amount* of the households that live in the place at the end of the year."""

    def column(commune, place, unit):
        mine = [one for one in commune.households if place in ("", one.hamlet_now)]
        return {one.id: amount(one, unit) for one in mine if amount(one, unit)}, None

    return column


def rate_of(amount, whole):
    """The share of *whole* (commune, place, unit → number or None)."""

    def column(commune, place, unit):
        amounts, _none = number_of(amount)(commune, place, unit)
        return amounts, half_up(sum(amounts.values()), whole(commune, place, unit))

    return column


def stated(whole):
    return lambda commune, place, unit: ({}, dots(whole(commune, place, unit)))


def total(name):
    """What was stated of a place; of the commune only where every hamlet's is."""

    def whole(commune, place, _unit=None):
        wanted = [place] if place else PLACES
        values = [getattr(commune.totals.get(one), name, None) for one in wanted]
        return None if None in values else sum(values)

    return whole


def by_unit(households, persons):
    return lambda commune, place, unit: (persons if unit is Unit.PERSONS else households)(commune, place)


def of_class(cls, test=lambda one: True, people=lambda one: len(one.people_now)):
    def amount(one, unit):
        if not here(one, cls) or not test(one):
            return 0
        return people(one) if unit is Unit.PERSONS else 1

    return amount


def events(one, cls, opening_known):
    """Column → (hamlet, households, people) of one household in a movement table; None where it breaks the sum."""
    found = {}

    def add(column, place, households, people):
        found.setdefault(column, []).append((place, households, people))

    size_before, size_now = len(one.people_before), len(one.people_now)
    start, end = one.here_before and one.before is cls, here(one, cls)
    if start:
        add(0, one.hamlet_before, 1, size_before)
    if end:
        add(8, one.hamlet_now, 1, size_now)
    if start and not one.here_now:
        add(3, one.hamlet_before, 1, size_before)
    elif start and one.now in (None, UNKNOWN):
        return found, True
    elif start:
        ids_before, ids_now = ({person.id for person in some} for some in (one.people_before, one.people_now))
        if one.hamlet_before != one.hamlet_now:
            add(3, one.hamlet_before, 1, size_before)
            add(7, one.hamlet_now, 1, size_now)
        else:
            add(3, one.hamlet_now, 0, len(ids_before - ids_now))
            add(7, one.hamlet_now, 0, len(ids_now - ids_before))
        if not end:
            add(1 if one.now is OTHER[cls] else 2, one.hamlet_now, 1, size_now)
    elif end:
        column = column_of_newcomer(one, cls, opening_known)
        if column is None:
            return found, opening_known
        add(column, one.hamlet_now, 1, size_now)
    return found, False


def column_of_newcomer(one, cls, opening_known):
    """Why a household is in the class that was not in it before; None where nobody can say."""
    earlier = {one.once, one.before}
    if one.here_before and one.before is OTHER[cls]:
        return 4
    if not one.here_before:
        return 7
    if one.said is Movement.RELAPSED or POOR in earlier or (cls is NEAR and NEAR in earlier):
        return 5
    if one.said is Movement.NEW or one.before is not None:
        return 6
    return 6 if opening_known and one.said is None else None
