"""Contracts with buyers and what was delivered: against what was agreed, by buyer and month, beside the follow-up."""

from __future__ import annotations

from dataclasses import dataclass

from sinhke_desktop.domain.market import (
    ContractStanding,
    ContractState,
    Delivery,
    MarketContract,
    Sales,
    sales,
    standing_of,
    unsaid_income,
)
from sinhke_desktop.domain.money import format_dong, format_number
from sinhke_desktop.domain.participant import Participant
from sinhke_desktop.domain.typed_values import month_name
from sinhke_desktop.i18n import _
from sinhke_desktop.services import model_links, model_records
from sinhke_desktop.services.follow_up_limits import limits
from sinhke_desktop.services.workspace import Workspace, today
from sinhke_desktop.storage import records
from sinhke_desktop.storage.livelihood import follow_ups_of


@dataclass(frozen=True, slots=True)
class HouseholdSales:
    """What one household sold for, and what its follow-ups say it earned in all; đồng."""

    participant_id: str
    name: str
    deliveries: int
    sold: int
    noted: int


@dataclass(frozen=True, slots=True)
class Market:
    """All contracts and deliveries of a model together; ``warnings`` in words."""

    contracts: tuple[ContractStanding, ...]
    sales: tuple[Sales, ...]
    households: tuple[HouseholdSales, ...]
    warnings: tuple[str, ...]

    @property
    def amount(self) -> int:
        """What all deliveries brought, in đồng."""
        return sum(one.amount for one in self.sales)


def summary(workspace: Workspace, model_id: str) -> Market:
    """Where the contracts stand today and what was sold."""
    now, code = today(workspace), workspace.commune_code
    contracts: list[MarketContract] = model_records.of_model(workspace, "market_contract", model_id)
    deliveries: list[Delivery] = model_records.of_model(workspace, "delivery", model_id)
    standings = tuple(standing_of(one, deliveries, now, limits().contract_soon_days) for one in contracts)
    warnings = [text for one in standings for text in _of_contract(one)]
    names = model_links.participant_names(workspace, model_id)
    with workspace.database.read() as connection:
        joined = records.all_of(connection, Participant, code, model_id=model_id)
        noted = follow_ups_of(connection, code, joined)
    households = []
    for participant_id, name in names.items():
        mine = [one for one in deliveries if one.participant_id == participant_id]
        months = [one for one in noted if one.participant_id == participant_id]
        if not mine:
            continue
        households.append(
            HouseholdSales(participant_id, name, len(mine), sum(one.amount for one in mine),
                           sum(one.income or 0 for one in months))
        )  # fmt: skip
        text = _("{name}: sold for {sold} đ in month {month}, but the follow-up says an income of {said} đ.")
        for month, sold, said in unsaid_income(mine, months):
            facts = {"sold": format_dong(sold), "said": format_dong(said)}
            warnings.append(text.format(name=name, month=month_name(month), **facts))
    return Market(standings, tuple(sales(deliveries, contracts)), tuple(households), tuple(warnings))


def _of_contract(one: ContractStanding) -> list[str]:
    """What needs a look in one contract."""
    contract, found = one.contract, []
    if one.short:
        text = _("{buyer}: the contract ended on {day:%d/%m/%Y} with {left} {unit} not delivered.")
        left = format_number(one.left or 0)
        found.append(text.format(buyer=contract.buyer, day=contract.valid_to, left=left, unit=contract.unit))
    elif one.state is ContractState.ENDED:
        text = _("{buyer}: the contract ended on {day:%d/%m/%Y}.")
        found.append(text.format(buyer=contract.buyer, day=contract.valid_to))
    elif one.state is ContractState.ENDING:
        text = _("{buyer}: the contract ends on {day:%d/%m/%Y}.")
        found.append(text.format(buyer=contract.buyer, day=contract.valid_to))
    if one.cheap:
        text = _("{buyer}: {count} deliveries were paid below the agreed {price} đ a {unit}.")
        price = format_dong(contract.unit_price or 0)
        found.append(text.format(buyer=contract.buyer, count=len(one.cheap), price=price, unit=contract.unit))
    if one.other_unit:
        text = _("{buyer}: {count} deliveries are counted in another unit than {unit} and not compared.")
        found.append(text.format(buyer=contract.buyer, count=len(one.other_unit), unit=contract.unit))
    return found
