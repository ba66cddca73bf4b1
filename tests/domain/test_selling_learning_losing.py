"""Contracts and deliveries, training, losses: what they add up to and what contradicts the months."""

from datetime import date

import pytest

from sinhke_desktop.domain.follow_up import FollowUp
from sinhke_desktop.domain.losses import Loss, LossKind, loss_sum, months_unlike
from sinhke_desktop.domain.market import (
    MARKET_CONTRACT,
    BuyerKind,
    ContractState,
    Delivery,
    MarketContract,
    sales,
    standing_of,
    unsaid_income,
)
from sinhke_desktop.domain.training import Training, TrainingKind, cost_by_line, coverage
from sinhke_desktop.domain.typed_record import judge_record
from sinhke_desktop.errors import InvalidInput

TODAY = date(2025, 11, 20)


def contract(key="c", **more):
    known = {"unit": "kg", "quantity": 1_000, "unit_price": 20_000, **more}
    return MarketContract(key, "22828", "m", "HTX Nho Ba Mọi", BuyerKind.COOPERATIVE, "nho", **known)


def sold(key, quantity, price=20_000, day=date(2025, 10, 5), **more):
    known = {"contract_id": "c", **more}
    return Delivery(key, "22828", "m", day, "nho", quantity, price, **known)


def loss(key, quantity=None, day=date(2025, 10, 3), unit="con", **more):
    return Loss(key, "22828", "p", day, LossKind.DISEASE, "bò chết", quantity, unit, **more)


def month(text, **counts):
    return FollowUp(text, "22828", "p", text, **counts)


def training(key, who, day=date(2025, 9, 1), **more):
    return Training(key, "22828", "m", TrainingKind.COURSE, day, "Kỹ thuật", participant_ids=who, **more)


def test_only_deliveries_of_the_contract_and_its_unit_count_against_its_quantity():
    found = standing_of(
        contract(), [sold("1", 300), sold("2", 200, unit="thùng"), sold("3", 9, contract_id=""),
                     sold("4", 50, removed=True)], TODAY, 60,
    )  # fmt: skip
    assert (found.delivered, found.left, [one.id for one in found.other_unit]) == (300, 700, ["2"])
    assert found.amount == 10_000_000


def test_a_delivery_below_the_agreed_price_is_flagged():
    found = standing_of(contract(), [sold("1", 300), sold("2", 200, 19_999), sold("3", 1, 5, unit="thùng")], TODAY, 60)
    assert [one.id for one in found.cheap] == ["2"]
    assert standing_of(contract(unit_price=None), [sold("2", 200, 1)], TODAY, 60).cheap == ()


@pytest.mark.parametrize(
    ("valid_to", "state"),
    [
        (None, ContractState.RUNNING),
        (date(2026, 1, 20), ContractState.RUNNING),
        (date(2026, 1, 19), ContractState.ENDING),
        (TODAY, ContractState.ENDING),
        (date(2025, 11, 19), ContractState.ENDED),
    ],
)
def test_a_contract_is_ending_in_its_last_days(valid_to, state):
    found = standing_of(contract(valid_to=valid_to), [], TODAY, 60)
    assert found.state is state
    assert found.short is (state is ContractState.ENDED)


def test_a_contract_without_a_quantity_has_nothing_left():
    found = standing_of(contract(quantity=None, valid_to=date(2025, 1, 1)), [sold("1", 5)], TODAY, 60)
    assert (found.left, found.short) == (None, False)


def test_a_contract_cannot_end_before_it_was_signed():
    typed = {"buyer": "A", "kind": "trader", "product": "nho", "signed_on": "02/01/2025", "valid_to": "01/01/2025"}
    with pytest.raises(InvalidInput) as wrong:
        judge_record(MarketContract, MARKET_CONTRACT, typed, TODAY, id="x", commune_code="22828", model_id="m")
    assert wrong.value.problems[0].field == "valid_to"


def test_sales_are_summed_by_buyer_and_month():
    some = [
        sold("1", 10), sold("2", 5), sold("3", 1, day=date(2025, 11, 1)),
        sold("4", 2, 1_000, contract_id="", buyer="Bà Tám"), sold("5", 2, removed=True),
    ]  # fmt: skip
    found = [(one.buyer, one.month, one.deliveries, one.amount) for one in sales(some, [contract()])]
    assert found == [
        ("Bà Tám", "2025-10", 1, 2_000),
        ("HTX Nho Ba Mọi", "2025-10", 2, 300_000),
        ("HTX Nho Ba Mọi", "2025-11", 1, 20_000),
    ]


def test_months_that_say_less_income_than_was_sold_for_are_named():
    some = [sold("1", 10), sold("2", 5, day=date(2025, 9, 2)), sold("3", 1, removed=True)]
    noted = [month("2025-10", income=100_000), month("2025-09", income=100_000), month("2025-08", income=9)]
    assert unsaid_income(some, noted) == [("2025-10", 200_000, 100_000)]
    assert unsaid_income(some[:1], []) == [("2025-10", 200_000, 0)]


def test_losses_are_open_until_something_is_done_or_paid():
    some = [
        loss("1", worth=10), loss("2", done="đã mời thú y", worth=5), loss("3", compensated=4, worth=8),
        loss("4", worth=100, removed=True), loss("5"),
    ]  # fmt: skip
    found = loss_sum(some)
    assert (found.count, found.open, found.worth, found.compensated) == (4, 2, 23, 4)


def test_losses_and_the_months_that_contradict_them_are_named_both_ways():
    some = [
        loss("1", 1),
        loss("2", 2, date(2025, 9, 3)),
        loss("3", 5, unit="kg"),
        loss("4"),
        loss("5", 1, removed=True),
    ]
    noted = [month("2025-09", lost=2), month("2025-08", lost=1), month("2025-07", lost=1, removed=True)]
    assert months_unlike(some, noted, "Con") == [("2025-08", 0, 1), ("2025-10", 1, 0)]


def test_training_covers_whom_it_names():
    some = [training("1", "p,q"), training("2", "q", date(2025, 10, 1)), training("3", "r", removed=True)]
    found = [(one.participant_id, one.count, one.last) for one in coverage(some, ["p", "q", "r"])]
    assert found == [("p", 1, date(2025, 9, 1)), ("q", 2, date(2025, 10, 1)), ("r", 0, None)]


def test_training_costs_are_summed_by_budget_line():
    some = [
        training("1", "p", cost=5, budget_line_id="l"), training("2", "p", cost=7), training("3", "p"),
        training("4", "p", cost=2, budget_line_id="l"), training("5", "p", cost=9, removed=True),
    ]  # fmt: skip
    assert cost_by_line(some) == {"l": 7, "": 7}
