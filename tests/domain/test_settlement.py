"""Money by line and year: the identities hold, and no đồng counts twice."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from sinhke_desktop.domain.budget_entries import BudgetEntry, EntryKind
from sinhke_desktop.domain.funding import BudgetLine, FundForm, InputHandover, Payment
from sinhke_desktop.domain.settlement import (
    NO_YEAR,
    HouseholdMoney,
    Sums,
    add_up,
    beyond_handover,
    by_household,
    by_year,
    carried,
    handed_from,
    household_warnings,
    line_problems,
    line_warnings,
    twin_of,
    unproved_twins,
    whole_line,
)

DAY = date(2025, 3, 1)


def line(number, planned=0, *, code="GNBV", year=None, removed=False):
    return BudgetLine(f"l{number}", "22828", "m", code, FundForm.MONEY, planned, year=year, removed=removed)


def entry(kind, amount, year=2025, *, of=0, removed=False):
    return BudgetEntry(f"{kind}{amount}{year}", "22828", f"l{of}", kind, DAY, amount, year, removed=removed)


def payment(amount, *, key="p", of=0, on=DAY, paper="", household="", payee="", removed=False):
    return Payment(key, "22828", f"l{of}", on, amount, paper, "", household, payee, removed)


def handover(amount, *, household="h", number="", of=0, removed=False):
    return InputHandover("g" + household, "22828", household, "bò", "con", 1, amount, DAY, budget_line_id=f"l{of}",
                         minutes_number=number, removed=removed)  # fmt: skip


def said(problems):
    return [(one.field, one.code) for one in problems]


amounts = st.integers(1, 10**11)
years = st.integers(2023, 2027)
some_lines = st.lists(
    st.tuples(st.integers(0, 10**11), st.sampled_from(["GNBV", "XHH", "DU-VAT"]), st.none() | years), max_size=5
).map(lambda found: [line(n, planned, code=code, year=year) for n, (planned, code, year) in enumerate(found)])
some_entries = st.lists(st.tuples(st.integers(0, 4), st.sampled_from(EntryKind), amounts, years), max_size=12).map(
    lambda found: [
        BudgetEntry(f"e{n}", "22828", f"l{of}", kind, DAY, amount, year)
        for n, (of, kind, amount, year) in enumerate(found)
    ]
)
some_payments = st.lists(st.tuples(st.integers(0, 4), amounts, years), max_size=12).map(
    lambda found: [
        payment(amount, key=f"p{n}", of=of, on=date(year, 6, 1)) for n, (of, amount, year) in enumerate(found)
    ]
)


@given(some_lines, some_entries, some_payments)
def test_every_dong_stands_in_exactly_one_line_and_year(lines, entries, payments):
    rows = by_year(lines, entries, payments)
    total = add_up(row.sums for row in rows)
    ids = {one.id for one in lines}

    def of_kind(kind):
        return sum(one.amount for one in entries if one.kind is kind and one.budget_line_id in ids)

    assert total.planned == sum(one.planned for one in lines)
    assert total.paid == sum(one.amount for one in payments if one.budget_line_id in ids)
    assert total.allotted == of_kind(EntryKind.ALLOTTED)
    assert total.settled == of_kind(EntryKind.SETTLED)
    assert total.returned == of_kind(EntryKind.RETURNED)
    assert total.carried_over == total.carried_in == of_kind(EntryKind.CARRIED_OVER) == carried(rows)
    assert len({(row.line.id, row.year) for row in rows}) == len(rows)


@given(some_lines, some_entries, some_payments)
def test_each_year_s_settlement_adds_up_and_the_years_join_without_gap(lines, entries, payments):
    rows = {(row.line.id, row.year): row.sums for row in by_year(lines, entries, payments)}
    for (line_id, year), sums in rows.items():
        assert sums.carried_in + sums.allotted == sums.settled + sums.carried_over + sums.returned + sums.left
        before = rows.get((line_id, year - 1), Sums())
        assert sums.carried_in == before.carried_over
    for one in lines:
        mine = by_year([one], entries, payments)
        whole = whole_line(mine)
        assert whole.carried_in == whole.carried_over == 0
        assert whole.left == whole.allotted - whole.settled - whole.returned == sum(row.sums.left for row in mine)


@given(some_lines, some_entries, some_payments)
def test_a_line_without_problems_settles_no_more_than_paid_and_accounts_for_no_more_than_was_there(
    lines, entries, payments
):
    for one in lines:
        wrong = line_problems(one, entries, payments, own=False)
        rows = by_year([one], entries, payments)
        total = add_up(row.sums for row in rows)
        assert (total.settled > total.paid) == ("MH-41" in {problem.code for problem in wrong})
        assert any(row.sums.left < 0 for row in rows) == ("MH-42" in {problem.code for problem in wrong})
        if not wrong:
            assert whole_line(rows).left >= 0


def test_money_carried_over_is_settled_in_the_year_after_and_counts_once():
    entries = [
        entry(EntryKind.ALLOTTED, 100, 2024), entry(EntryKind.SETTLED, 60, 2024),
        entry(EntryKind.CARRIED_OVER, 40, 2024), entry(EntryKind.SETTLED, 30, 2025),
        entry(EntryKind.RETURNED, 10, 2025),
    ]  # fmt: skip
    payments = [payment(60, on=date(2024, 5, 1)), payment(30, key="q")]
    first, second = by_year([line(0, 100)], entries, payments)
    assert (first.year, first.sums) == (2024, Sums(100, 0, 100, 60, 60, 40, 0))
    assert (second.year, second.sums) == (2025, Sums(0, 40, 0, 30, 30, 0, 10))
    assert whole_line([first, second]) == Sums(100, 0, 100, 90, 90, 0, 10)
    assert line_problems(line(0, 100), entries, payments, own=False) == []
    more = [*entries, entry(EntryKind.RETURNED, 1, 2025)]
    assert said(line_problems(line(0, 100), more, payments, own=False)) == [("amount", "MH-42")]


def test_removed_lines_entries_and_payments_count_for_nothing():
    entries = [entry(EntryKind.ALLOTTED, 9, removed=True)]
    assert by_year([line(0, 5, removed=True)], [], []) == ()
    (row,) = by_year([line(0, 5)], entries, [payment(7, removed=True)])
    assert (row.year, row.sums) == (NO_YEAR, Sums(planned=5))


def test_a_plan_stands_in_its_year_or_in_the_first_of_the_others():
    assert [(row.year, row.sums.planned) for row in by_year([line(0, 5, year=2023)], [], [payment(1)])] == [
        (2023, 5), (2025, 0),
    ]  # fmt: skip
    assert [(row.year, row.sums.planned) for row in by_year([line(0, 5)], [], [payment(1)])] == [(2025, 5)]


def test_what_households_contribute_themselves_is_settled_without_an_allotment():
    entries, payments = [entry(EntryKind.SETTLED, 5)], [payment(5)]
    assert line_problems(line(0, 5, code="DU-VAT"), entries, payments, own=True) == []
    assert said(line_problems(line(0, 5), entries, payments, own=False)) == [("amount", "MH-42")]
    assert said(line_problems(line(0, 5), entries, [], own=True)) == [("amount", "MH-41")]


def warnings(lines, entries=(), payments=(), handovers=()):
    rows = by_year(lines, entries, payments)
    return line_warnings(lines, rows, handovers, lambda one: one.id, {"DU-VAT"})


def test_more_paid_than_planned_or_allotted_and_more_allotted_or_handed_than_planned_is_told():
    assert warnings([line(0, 10)], [entry(EntryKind.ALLOTTED, 10)], [payment(10)], [handover(10)]) == []
    assert [text.split(":")[0] for text in warnings([line(0, 10)], [entry(EntryKind.ALLOTTED, 11)], [payment(12)],
                                                    [handover(13)])] == ["l0"] * 4  # fmt: skip
    assert len(warnings([line(0, 20)], [entry(EntryKind.ALLOTTED, 5)], [payment(6)])) == 1
    assert warnings([line(0, 20, code="DU-VAT")], [entry(EntryKind.ALLOTTED, 5)], [payment(6)]) == []
    assert warnings([line(0, 20)], [], [payment(6)]) == []


def test_the_same_paper_sum_and_day_is_the_same_payment_unless_it_is_for_another_household():
    first = payment(5, key="a", paper="05/BK", household="h1")
    assert twin_of(payment(5, key="b", paper="05/bk", household="h1"), [first]) == first
    assert twin_of(payment(5, key="b", paper="05/BK", of=1), [first]) == first
    assert twin_of(payment(5, key="b", paper="05/BK", household="h2"), [first]) is None
    assert twin_of(payment(5, key="b", paper="06/BK", household="h1"), [first]) is None
    assert twin_of(payment(6, key="b", paper="05/BK", household="h1"), [first]) is None
    assert twin_of(payment(5, key="b", paper="05/BK", household="h1", on=date(2025, 3, 2)), [first]) is None
    assert twin_of(first, [first]) is None
    assert (
        twin_of(payment(5, key="b", paper="05/BK", household="h1"), [payment(5, paper="05/BK", removed=True)]) is None
    )


def test_payments_without_a_household_are_told_apart_by_who_took_the_money():
    shop = payment(5, key="a", paper="HĐ 1", payee="Cửa hàng A")
    assert twin_of(payment(5, key="b", paper="HĐ 1", payee="cửa hàng a"), [shop]) == shop
    assert twin_of(payment(5, key="b", paper="HĐ 1", payee="Cửa hàng B"), [shop]) is None
    assert twin_of(payment(5, key="b", paper="HĐ 1"), [shop]) == shop


def test_equal_payments_without_a_paper_are_only_to_be_looked_at():
    first, second = payment(5, key="a"), payment(5, key="b")
    assert twin_of(second, [first]) is None
    assert unproved_twins([first, second, payment(5, key="c", paper="1"), payment(5, key="d", of=1)]) == [second]


@given(st.lists(st.tuples(st.sampled_from(["1", "2"]), amounts, st.sampled_from(["", "h1", "h2"])), max_size=10))
def test_payments_that_each_had_no_twin_hold_no_twins(typed):
    kept = []
    for n, (paper, amount, household) in enumerate(typed):
        one = payment(amount, key=f"p{n}", paper=paper, household=household)
        if twin_of(one, kept) is None:
            kept.append(one)
    assert all(twin_of(one, kept) is None for one in kept)


def test_a_handover_is_not_paid_beyond_its_worth_from_two_lines():
    handed = [handover(60, household="h1", number="02/BB"), handover(40, household="h2", number="02/BB")]
    first = payment(70, key="a", paper="02/BB")
    assert beyond_handover(payment(30, key="b", paper="02/bb", of=1), [first], handed) is None
    assert beyond_handover(payment(31, key="b", paper="02/BB", of=1), [first], handed) == (101, 100)
    assert beyond_handover(payment(999, key="b", paper="HĐ 7"), [first], handed) is None
    assert beyond_handover(payment(999, key="b"), [first], [handover(5)]) is None
    assert beyond_handover(replaced(first), [first], handed) is None
    assert (
        beyond_handover(payment(31, key="b", paper="02/BB"), [payment(70, paper="02/BB", removed=True)], handed) is None
    )


def replaced(one):
    return payment(100, key=one.id, paper=one.paper)


def test_nor_for_one_household_beyond_what_it_got():
    handed = [handover(60, household="h1", number="02/BB"), handover(40, household="h2", number="02/BB")]
    assert beyond_handover(payment(41, paper="02/BB", household="h2"), [], handed) == (41, 40)
    assert beyond_handover(payment(40, paper="02/BB", household="h2"), [], handed) is None


def test_households_are_compared_in_what_was_paid_and_what_they_got():
    lines = {one.id: one for one in (line(0), line(1, code="DU-VAT"))}
    paid = [payment(7, household="h1"), payment(3, key="q", of=1, household="h1"), payment(5, key="r"),
            payment(9, key="s", household="h1", removed=True), payment(2, key="t", of=8, household="h2")]  # fmt: skip
    handed = [handover(6, household="h1"), handover(6, household="h2", removed=True), handover(6, household="x")]
    found = by_household(["h1", "h2"], lines, paid, handed, {"DU-VAT"})
    assert found == (HouseholdMoney("h1", 7, 6, 3), HouseholdMoney("h2", 0, 0, 0))
    assert found[0].difference == 1
    (text,) = household_warnings([*found, HouseholdMoney("h3", 5, 0, 0)], {"h1": "Bà Lan"})
    assert text.startswith("Bà Lan: ")
    assert handed_from("l0", handed) == 12
