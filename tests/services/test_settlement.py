"""The money of a stored model: what is refused, what is warned of, and how it adds up."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sinhke_desktop.domain.funding import BudgetLineInput, HandoverInput, Payment, PaymentInput
from sinhke_desktop.domain.support import SupportInput
from sinhke_desktop.errors import InvalidInput
from sinhke_desktop.services import funding, model_records, participants, payment_rules, settlement, supports
from sinhke_desktop.services.workspace import author
from sinhke_desktop.storage import journal, records

DAY = "01/07/2025"


def codes(raised):
    return [(one.field, one.code) for one in raised.value.problems]


@pytest.fixture
def state(sample):
    """(workspace, model, the programme's line, the participants by name, a new line of the Fund)."""
    workspace, model = sample
    line = next(one for one in funding.lines(workspace, model.id) if one.source_code == "GNBV")
    fund = funding.add_line(workspace, model.id, BudgetLineInput("QVNN-XA", planned="50.000.000", year="2025"))
    return workspace, model, line, participants.of_model(workspace, model.id), fund


def note(workspace, model, line, kind, amount, year="2025"):
    typed = {"budget_line_id": line.id, "kind": kind, "on": DAY, "amount": str(amount), "year": year}
    return model_records.add(workspace, "budget_entry", typed, model.id)


def test_a_payment_is_for_a_household_of_the_model_and_says_who_took_it(state):
    workspace, model, _line, joined, fund = state
    typed = PaymentInput(DAY, "5.000.000", "PC 01", participant_id=joined[0].id, payee="Bà Lan")
    made = funding.pay(workspace, fund.id, typed)
    assert (made.participant_id, made.payee) == (joined[0].id, "Bà Lan")
    with pytest.raises(InvalidInput) as refused:
        funding.pay(workspace, fund.id, PaymentInput(DAY, "1", participant_id="0" * 32))
    assert codes(refused) == [("participant_id", "MH-16")]
    found = settlement.settlement(workspace, model.id)
    assert next(one.paid for one in found.households if one.participant_id == joined[0].id) == 5_000_000


def test_the_same_payment_twice_is_refused_unless_it_is_meant_even_from_another_line(state):
    workspace, _model, line, _joined, fund = state
    funding.pay(workspace, fund.id, PaymentInput(DAY, "5.000.000", "PC 01"))
    for line_id in (fund.id, line.id):
        with pytest.raises(InvalidInput) as refused:
            funding.pay(workspace, line_id, PaymentInput(DAY, "5.000.000", "pc 01"))
        assert codes(refused) == [("meant", "MH-43")]
        assert "5.000.000" in str(refused.value)
    funding.pay(workspace, fund.id, PaymentInput(DAY, "5.000.000", "PC 01", meant=True))
    assert len([one for one in funding.payments(workspace, _model.id) if one.budget_line_id == fund.id]) == 2


def test_many_are_paid_at_once_or_none(state):
    workspace, model, _line, joined, fund = state
    typed = [PaymentInput(DAY, "2.000.000", "BK 05", participant_id=one.id) for one in joined]
    assert len(funding.pay_many(workspace, fund.id, typed)) == 7
    with workspace.database.read() as connection:
        before = journal.count_operations(connection)
    again = [PaymentInput(DAY, "1.000.000", "BK 06", participant_id=joined[0].id), typed[1], PaymentInput(DAY, "")]
    with pytest.raises(InvalidInput) as refused:
        funding.pay_many(workspace, fund.id, again)
    assert codes(refused) == [("rows.1.meant", "MH-43"), ("rows.2.amount", "MH-03")]
    twice = [PaymentInput(DAY, "9", "BK 07", participant_id=joined[0].id)] * 2
    with pytest.raises(InvalidInput) as refused:
        funding.pay_many(workspace, fund.id, twice)
    assert codes(refused) == [("rows.1.meant", "MH-43")]
    with workspace.database.read() as connection:
        assert journal.count_operations(connection) == before
    assert funding.budget(workspace, model.id).paid == 422_580_000 + 14_000_000


def test_a_handover_is_paid_once_whatever_line_pays(state):
    workspace, model, line, joined, fund = state
    funding.hand_over(
        workspace,
        [HandoverInput(one.id, "1", "3.000.000", DAY, "thức ăn", "bao", minutes_number="02/BB") for one in joined[:2]],
    )
    funding.pay(workspace, line.id, PaymentInput(DAY, "4.000.000", "02/BB"))
    with pytest.raises(InvalidInput) as refused:
        funding.pay(workspace, fund.id, PaymentInput(DAY, "2.000.001", "02/BB"))
    assert codes(refused) == [("amount", "MH-44")]
    assert "6.000.001" in str(refused.value)
    assert "6.000.000" in str(refused.value)
    funding.pay(workspace, fund.id, PaymentInput(DAY, "2.000.000", "02/BB"))
    assert settlement.settlement(workspace, model.id).sources[0].handed == 264_180_000


def test_a_payment_is_corrected_and_moved_to_another_line(state):
    workspace, _model, line, joined, fund = state
    made = funding.pay(workspace, fund.id, PaymentInput(DAY, "5.000.000", "PC 01"))
    changed = funding.change_payment(
        workspace, made.id, line.id, PaymentInput(DAY, "6.000.000", "PC 01", participant_id=joined[0].id)
    )
    assert (changed.id, changed.budget_line_id, changed.amount) == (made.id, line.id, 6_000_000)
    with pytest.raises(InvalidInput):
        funding.change_payment(workspace, made.id, line.id, PaymentInput(DAY, ""))


def test_what_is_settled_stays_paid(state):
    workspace, model, _line, _joined, fund = state
    paid = funding.pay(workspace, fund.id, PaymentInput(DAY, "5.000.000", "PC 01"))
    note(workspace, model, fund, "allotted", 10_000_000)
    settled = note(workspace, model, fund, "settled", 5_000_000)
    for act in (
        lambda: funding.remove_payment(workspace, paid.id, "nhầm"),
        lambda: funding.change_payment(workspace, paid.id, fund.id, PaymentInput(DAY, "4.999.999", "PC 01")),
        lambda: funding.change_payment(workspace, paid.id, _line.id, PaymentInput(DAY, "5.000.000", "PC 01")),
    ):
        with pytest.raises(InvalidInput) as refused:
            act()
        assert codes(refused) == [("amount", "MH-41")]
    model_records.remove(workspace, "budget_entry", settled.id)
    funding.remove_payment(workspace, paid.id, "nhầm")
    assert funding.budget(workspace, model.id).sources[-2].paid == 0


def test_entries_that_contradict_the_money_are_refused(state):
    workspace, model, _line, _joined, fund = state
    with pytest.raises(InvalidInput) as refused:
        note(workspace, model, fund, "settled", 1)
    assert codes(refused) == [("amount", "MH-41"), ("amount", "MH-42")]
    funding.pay(workspace, fund.id, PaymentInput(DAY, "5.000.000", "PC 01"))
    allotted = note(workspace, model, fund, "allotted", 10_000_000)
    note(workspace, model, fund, "settled", 5_000_000)
    over = note(workspace, model, fund, "carried-over", 4_000_000)
    with pytest.raises(InvalidInput) as refused:
        note(workspace, model, fund, "returned", 1_000_001)
    assert codes(refused) == [("amount", "MH-42")]
    with pytest.raises(InvalidInput) as refused:
        model_records.remove(workspace, "budget_entry", allotted.id)
    assert codes(refused) == [("amount", "MH-42")]
    note(workspace, model, fund, "returned", 4_000_000, "2026")
    with pytest.raises(InvalidInput):
        model_records.remove(workspace, "budget_entry", over.id)
    with pytest.raises(InvalidInput):
        model_records.change(workspace, "budget_entry", allotted.id, {"budget_line_id": _line.id})
    model_records.change(workspace, "budget_entry", allotted.id, {"amount": "9.000.000"})


def test_a_contradiction_that_two_machines_made_can_be_taken_back(state):
    workspace, model, _line, _joined, fund = state
    funding.pay(workspace, fund.id, PaymentInput(DAY, "10", "PC 01"))
    note(workspace, model, fund, "allotted", 30)
    first = note(workspace, model, fund, "settled", 10)
    with workspace.database.write() as connection:
        second = replace(first, id="a" * 32, amount=15)
        journal.save(connection, author(workspace), records.drafts(connection, [second]))
    assert any("25" in text for text in settlement.settlement(workspace, model.id).warnings)
    model_records.remove(workspace, "budget_entry", first.id)
    model_records.remove(workspace, "budget_entry", second.id)
    assert not any("25" in text for text in settlement.settlement(workspace, model.id).warnings)


def test_what_households_contribute_needs_no_allotment(state):
    workspace, model, _line, _joined, _fund = state
    own = funding.add_line(workspace, model.id, BudgetLineInput("DU-CONG", "labour", "9.000.000"))
    funding.pay(workspace, own.id, PaymentInput(DAY, "8.000.000"))
    note(workspace, model, own, "settled", 8_000_000)
    assert own.source_code in payment_rules.own_codes()
    sources = {one.code: one for one in settlement.settlement(workspace, model.id).sources}
    assert (sources["DU-CONG"].own, sources["DU-CONG"].sums.settled) == (True, 8_000_000)


def test_the_published_case_adds_up_by_source_line_and_year(sample):
    workspace, model = sample
    found = settlement.settlement(workspace, model.id)
    assert [(one.code, one.sums.planned, one.sums.paid, one.handed, one.share) for one in found.sources] == [
        ("GNBV", 264_180_000, 264_180_000, 264_180_000, 6000),
        ("DU-VAT", 176_120_000, 158_400_000, 0, 4000),
    ]
    assert (found.total.planned, found.total.paid) == (440_300_000, 422_580_000)
    assert found.years[0] == 2024
    assert found.warnings == ()
    assert sum(one.handed for one in found.households) == 264_180_000


def test_equal_payments_without_a_paper_are_warned_of(state):
    workspace, model, _line, _joined, fund = state
    for _time in range(2):
        funding.pay(workspace, fund.id, PaymentInput(DAY, "5.000.000"))
    assert any("5.000.000" in text for text in settlement.settlement(workspace, model.id).warnings)


def test_a_source_outside_its_years_is_warned_of(state):
    workspace, model, _line, _joined, _fund = state
    funding.add_line(workspace, model.id, BudgetLineInput("GNBV", planned="1", year="2027"))
    funding.add_line(workspace, model.id, BudgetLineInput("MTQG-2035", planned="1", year="2025"))
    funding.add_line(workspace, model.id, BudgetLineInput("GNBV", planned="1", year="2024"))
    texts = [text for text in settlement.settlement(workspace, model.id).warnings if "202" in text]
    assert [("2027" in text, "31/12/2035" in text) for text in texts] == [(True, False), (False, True)]


def test_a_household_that_got_the_same_from_another_source_is_named(state):
    workspace, model, _line, joined, _fund = state
    supports.give(
        workspace,
        SupportInput(joined[0].household_id, "production", "Bò giống", "QVNN-XA", "10/10/2024", value="10.000.000"),
    )
    (double,) = settlement.settlement(workspace, model.id).doubles
    assert double.household_id == joined[0].household_id
    assert supports.doubles_among(workspace, [joined[1].household_id]) == []


def test_a_payment_whose_line_is_gone_can_still_be_taken_back(state):
    workspace, _model, _line, _joined, fund = state
    made = funding.pay(workspace, fund.id, PaymentInput(DAY, "5", "PC 01"))
    orphan = Payment("b" * 32, made.commune_code, "0" * 32, made.paid_on, 5)
    with workspace.database.write() as connection:
        journal.save(connection, author(workspace), records.drafts(connection, [orphan]))
    funding.remove_payment(workspace, orphan.id, "nhầm")


def test_an_entry_whose_line_is_gone_can_still_be_taken_back(state):
    workspace, model, _line, _joined, fund = state
    made = note(workspace, model, fund, "allotted", 5)
    with workspace.database.write() as connection:
        orphan = replace(made, id="c" * 32, budget_line_id="0" * 32)
        journal.save(connection, author(workspace), records.drafts(connection, [orphan]))
    model_records.remove(workspace, "budget_entry", orphan.id)
    assert settlement.settlement(workspace, model.id).warnings == ()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["pay", "allotted", "settled", "carried-over", "returned"]),
                          st.integers(1, 20), st.sampled_from([2024, 2025])), min_size=4, max_size=14))  # fmt: skip
def test_whatever_is_noted_the_settlement_adds_up_and_nothing_is_settled_twice(state, acts):
    workspace, model, _line, _joined, _fund = state
    line = funding.add_line(workspace, model.id, BudgetLineInput("XHH", planned="1000"))
    refusals = set()
    for number, (kind, amount, year) in enumerate(acts):
        try:
            if kind == "pay":
                typed = PaymentInput(date(year, 6, 1), str(amount), f"PC {line.id[:6]}-{number % 5}")
                funding.pay(workspace, line.id, typed)
            else:
                note(workspace, model, line, kind, amount, str(year))
        except InvalidInput as refused:
            refusals |= {one.code for one in refused.problems}
    assert refusals <= {"MH-41", "MH-42", "MH-43"}
    rows = [row for row in settlement.settlement(workspace, model.id).rows if row.line.id == line.id]
    assert sum(row.sums.settled for row in rows) <= sum(row.sums.paid for row in rows)
    assert all(row.sums.left >= 0 for row in rows)
    papers = [one for one in funding.payments(workspace, model.id) if one.budget_line_id == line.id]
    assert len({(one.paper, one.amount, one.paid_on) for one in papers}) == len(papers)
