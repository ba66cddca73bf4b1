"""Every cell of the fifteen tables against counting anew from what was true."""

from collections import Counter
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from invented_years import CAUSES, NEAR, NONE, POOR, UNKNOWN, YEAR, communes
from recounting import (
    INDICATORS_OF_YEAR,
    MANY,
    PLACES,
    by_unit,
    check,
    counted,
    events,
    group_of,
    has_merit,
    here,
    is_minority,
    number_of,
    of_class,
    people_of,
    rate_of,
    stated,
    total,
    unable,
)

from sinhke_desktop.domain.poverty_tables import build
from sinhke_desktop.domain.poverty_tables.table import Unit
from sinhke_desktop.domain.review import INDICATORS, Movement


@given(communes())
@MANY
def test_table_1(commune):
    def average(one, unit):
        if not one.here_now or one.now not in (NONE, UNKNOWN) or not one.average:
            return 0
        return len(one.people_now) if unit is Unit.PERSONS else 1

    kinds = [of_class(POOR), of_class(NEAR), average]
    columns = [stated(total("households")), stated(total("persons"))]
    for unit, name in ((Unit.HOUSEHOLDS, "households"), (Unit.PERSONS, "persons")):
        for kind in kinds:

            def amount(one, _unit, kind=kind, unit=unit):
                return kind(one, unit)

            def whole(commune, place, _unit, unit=unit, name=name):
                stated_total = total(name)(commune, place)
                all_kinds = sum(
                    kind(one, unit) for kind in kinds for one in commune.households if place in ("", one.hamlet_now)
                )
                return None if stated_total is None or stated_total < all_kinds else stated_total

            columns += [number_of(amount), rate_of(amount, whole)]
    check(commune, 1, columns)


@given(communes())
@MANY
def test_tables_2_and_3(commune):
    opening_known = any(one.before is not None for one in commune.households)
    for number, cls in ((2, POOR), (3, NEAR)):
        known = {one.id: events(one, cls, opening_known) for one in commune.households}

        def column(at, known=known):
            def cell(commune, place, unit):
                if not opening_known and at < 4:
                    return {}, "–"
                amounts = Counter()
                for one in commune.households:
                    for where, households, people in known[one.id][0].get(at, []):
                        if place in ("", where):
                            amounts[one.id] += people if unit is Unit.PERSONS else households
                return amounts, None

            return cell

        check(commune, number, [column(at) for at in range(9)], tuple(Unit))
        broken = {one.household_id for one in build(counted(commune), number).breaks}
        assert broken == {one for one, (_found, breaks) in known.items() if breaks}


@given(communes())
@MANY
def test_who_became_near_poor_is_the_same_in_every_hamlet_of_both_tables(commune):
    if not any(one.before is not None for one in commune.households):
        return
    poor, near = build(counted(commune), 2), build(counted(commune), 3)
    for one, other in zip(poor.rows, near.rows, strict=True):
        assert (one.text(1), set(one.household_ids(1))) == (other.text(4), set(other.household_ids(4)))
        assert (one.text(4), set(one.household_ids(4))) == (other.text(1), set(other.household_ids(1)))


@given(communes(), st.booleans())
@MANY
def test_tables_4_to_7(commune, earlier):
    keys = tuple(INDICATORS) if earlier else INDICATORS_OF_YEAR
    for number, cls in ((4, POOR), (6, NEAR)):

        def lacks(key, cls=cls):
            return lambda one, _unit: int(here(one, cls) and key in one.lacking)

        def lacking(one, _unit, cls=cls):
            return len(one.lacking & set(keys)) if here(one, cls) else 0

        def whole(commune, place, _unit, cls=cls):
            return sum(here(one, cls) for one in commune.households if place in ("", one.hamlet_now))

        columns = [number_of(of_class(cls)), number_of(lacking), *[number_of(lacks(key)) for key in keys]]
        shares = [number_of(of_class(cls)), *[rate_of(lacks(key), whole) for key in keys]]
        if earlier:
            assert len(build(counted(commune, keys), number).columns) == len(columns) == 14
        else:
            check(commune, number, columns)
            check(commune, number + 1, shares)


@given(communes())
@MANY
def test_table_8(commune):
    columns = []
    for cls in (POOR, NEAR):
        tests = [
            lambda one: True, lambda one: is_minority(group_of(one)), unable, has_merit,
            lambda one: not (is_minority(group_of(one)) or unable(one) or has_merit(one)),
        ]  # fmt: skip
        columns += [number_of(of_class(cls, test)) for test in tests]
    check(commune, 8, columns, tuple(Unit))


@given(communes(least=6, most=14))
@MANY
def test_table_9(commune):
    groups = Counter(
        group_of(one) for one in commune.households
        if (here(one, POOR) or here(one, NEAR)) and is_minority(group_of(one)) and group_of(one) != "Khác"
    )  # fmt: skip
    named = sorted(groups, key=lambda group: (-groups[group], group))[:8]
    columns = []
    for cls in (POOR, NEAR):
        tests = [lambda one: True, lambda one: group_of(one) == "Kinh", lambda one: is_minority(group_of(one))]
        tests += [lambda one, group=group: group_of(one) == group for group in named]
        tests.append(lambda one: is_minority(group_of(one)) and group_of(one) not in named)
        columns += [number_of(of_class(cls, test)) for test in tests]
    check(commune, 9, columns)


@given(communes())
@MANY
def test_table_10(commune):
    columns = []
    for cls in (POOR, NEAR):
        columns.append(number_of(of_class(cls)))
        columns += [
            number_of(of_class(cls, lambda one, cause=cause: cause in one.line["causes"].split(",")))
            for cause in CAUSES
        ]
    check(commune, 10, columns)


def children(commune, one):
    """The children under 16 on the day of the review, with their ages in full years."""
    review = next(review for review in commune.records.reviews if (review.household_id, review.year) == (one.id, YEAR))
    day = review.reviewed_on or date(YEAR, 12, 31)
    found = []
    for person in one.people_now:
        if person.birth:
            year, *rest = (int(part) for part in person.birth.split("-"))
            age = day.year - year - (1 if rest and (day.month, day.day) < tuple(rest) else 0)
            if 0 <= age < 16:
                found.append((person, age))
    return found


@given(communes())
@MANY
def test_table_11(commune):
    def ill(one, person):
        if person.insured or person.nutrition:
            return person.insured == "no" or person.nutrition not in ("", "good")
        return bool(one.lacking & {"nutrition", "healthInsurance"})

    def out_of_school(one, person, age):
        if age < 3:
            return False
        return person.schooling == "none" if person.schooling else "childSchoolAttendance" in one.lacking

    columns = []
    for cls in (POOR, NEAR):
        for test in (
            lambda _one, _person, _age: True, lambda one, person, _age: ill(one, person), out_of_school
        ):  # fmt: skip

            def amount(one, _unit, cls=cls, test=test):
                if not here(one, cls):
                    return 0
                return sum(test(one, person, age) for person, age in children(commune, one))

            columns.append(number_of(amount))
    check(commune, 11, columns)


@given(communes())
@MANY
def test_tables_12_and_13(commune):
    def kinh(commune, place, unit):
        some, minority = everybody(commune, place, unit), of_minorities(commune, place, unit)
        return None if None in (some, minority) or minority > some else some - minority

    everybody = by_unit(total("households"), total("persons"))
    of_minorities = by_unit(total("minority_households"), total("minority_persons"))
    local = by_unit(total("local_minority_households"), total("local_minority_persons"))
    for number, cls in ((12, POOR), (13, NEAR)):
        groups = [
            (of_class(cls), everybody),
            (of_class(cls, lambda one: True, lambda one: people_of(one, "Kinh")), kinh),
            (of_class(cls, lambda one: True, lambda one: people_of(one, "")), of_minorities),
            (of_class(cls, lambda one: one.line["local_minority"] == "yes", lambda one: people_of(one, "")), local),
        ]  # fmt: skip
        tests = [None, lambda one: group_of(one) == "Kinh", lambda one: is_minority(group_of(one)), None]
        columns = [stated(whole) for _amount, whole in groups]
        for (amount, whole), test in zip(groups, tests, strict=True):

            def split(one, unit, amount=amount, test=test):
                return 0 if test and unit is Unit.HOUSEHOLDS and not test(one) else amount(one, unit)

            columns += [number_of(split), rate_of(split, whole)]
        female = [has_merit, unable, lambda one: any(
            person.sex == "female" for person in
            ([person for person in one.people_now if person.relation == "Chủ hộ"] or one.people_now)[:1])]  # fmt: skip
        columns += [number_of(of_class(cls, test)) for test in female]
        check(commune, number, columns, tuple(Unit))


SUPPORTS = ("health", "education", "production", "loan", "housing")


def lines_of(one, order, cls, opening_known):
    """The lines of a household on a list."""
    way = next((at for at in (4, 5, 6, 7) if at in events(one, cls, opening_known)[0]), None)
    if one.here_before and one.before is cls:
        standing = "cũ"
    elif way is None:
        standing = "cũ" if one.said is Movement.OLD else ""
    else:
        standing = "tái" if way == 5 else "mới"
    head = ([person for person in one.people_now if person.relation == "Chủ hộ"] or one.people_now)[0]
    needs = {need if need in SUPPORTS else "" for need in one.line["needs"].split(",") if need}
    ids = {person.id for person in one.people_now}
    for place, person in enumerate(one.people_now, 1):
        first = person.id == head.id
        got = {
            each.kind if each.kind in SUPPORTS else "" for each in one.received
            if each.member_id == person.id or (first and each.member_id not in ids)
        }  # fmt: skip
        marks = [", ".join(sign for sign, some in (("N", needs if first else ()), ("Đ", got)) if kind in some)
                 for kind in (*SUPPORTS, "")]  # fmt: skip
        year = person.birth[:4]
        man, woman = {"male": (year or "x", ""), "female": ("", year or "x")}.get(person.sex, (f"{year}?", ""))
        yield [
            str(order), str(place), "(hạn chế xử lý)" if one.line["restricted"] else person.name, man, woman,
            person.ethnic_group, person.relation, standing if first else "", "x" if person.merit == "yes" else "",
            "x" if first and one.line["local_minority"] else "", "x" if first and unable(one) else "", *marks,
        ]  # fmt: skip


@given(communes())
@MANY
def test_tables_14_and_15(commune):
    opening_known = any(one.before is not None for one in commune.households)
    for number, cls in ((14, NEAR), (15, POOR)):
        mine = [one for place in PLACES for one in commune.households if here(one, cls) and one.hamlet_now == place]
        expected = [
            (one.id, cells) for order, one in enumerate(mine, 1) if one.people_now
            for cells in lines_of(one, order, cls, opening_known)
        ]  # fmt: skip
        rows = build(counted(commune), number).rows
        assert [(row.household_id, list(row.cells)) for row in rows] == expected
