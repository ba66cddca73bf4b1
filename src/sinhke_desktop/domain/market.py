"""Where the model's products go: contracts with enterprises and cooperatives, and what was delivered at which price."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sinhke_desktop.domain import typed_record as form
from sinhke_desktop.domain.follow_up import FollowUp
from sinhke_desktop.domain.typed_record import PersonalMark
from sinhke_desktop.domain.typed_values import month_of
from sinhke_desktop.domain.vietnamese import fold, sort_key
from sinhke_desktop.errors import Problem
from sinhke_desktop.i18n import _


class BuyerKind(StrEnum):
    """Who buys."""

    ENTERPRISE = "enterprise"
    COOPERATIVE = "cooperative"
    TRADER = "trader"
    OTHER = "other"


BUYER_KIND_NAMES = {
    BuyerKind.ENTERPRISE: "Doanh nghiệp",
    BuyerKind.COOPERATIVE: "Hợp tác xã",
    BuyerKind.TRADER: "Thương lái",
    BuyerKind.OTHER: "Khác",
}


@dataclass(frozen=True, slots=True)
class MarketContract:
    """A contract to buy; ``unit_price`` is the agreed or the lowest price, in đồng."""

    id: str
    commune_code: str
    model_id: str
    buyer: str
    kind: BuyerKind
    product: str
    unit: str = "kg"
    quantity: int | None = None
    unit_price: int | None = None
    number: str = ""
    signed_on: date | None = None
    valid_to: date | None = None
    terms: str = ""
    note: str = ""
    removed: bool = False

    def check(self, problems: list[Problem], _today: date) -> None:
        """MH-04 for a contract that ends before it was signed."""
        if self.signed_on and self.valid_to and self.valid_to < self.signed_on:
            problems.append(Problem("valid_to", _("The contract ends before it was signed."), "MH-04"))


@dataclass(frozen=True, slots=True)
class Delivery:
    """What one household (or the group) sold at once; the price in đồng."""

    id: str
    commune_code: str
    model_id: str
    on: date
    product: str
    quantity: int
    unit_price: int
    unit: str = "kg"
    participant_id: str = ""
    contract_id: str = ""
    buyer: str = ""
    note: str = ""
    removed: bool = False

    @property
    def amount(self) -> int:
        """Quantity times unit price, in đồng."""
        return self.quantity * self.unit_price


MARKET_CONTRACT = (
    form.text("buyer", "Bên mua", required=True),
    form.choice("kind", "Loại", BUYER_KIND_NAMES),
    form.text("product", "Sản phẩm", required=True),
    form.text("unit", "Đơn vị"),
    form.number("quantity", "Sản lượng cam kết"),
    form.money("unit_price", "Giá cam kết, giá sàn (đ)"),
    form.text("number", "Số hợp đồng"),
    form.day("signed_on", "Ngày ký", past=True),
    form.day("valid_to", "Đến hết ngày"),
    form.lines("terms", "Điều khoản chính"),
    form.text("note", "Ghi chú"),
)
DELIVERY = (
    form.link("participant_id", "Hộ", "participant"),
    form.link("contract_id", "Theo hợp đồng", "market_contract"),
    form.day("on", "Ngày", required=True, past=True),
    form.text("product", "Sản phẩm", required=True),
    form.number("quantity", "Số lượng", required=True, least=1),
    form.text("unit", "Đơn vị"),
    form.money("unit_price", "Đơn giá (đ)", required=True),
    form.text("buyer", "Người mua", personal=PersonalMark.BASIC),
    form.text("note", "Ghi chú"),
)


class ContractState(StrEnum):
    """Where a contract stands on a day."""

    RUNNING = "running"
    ENDING = "ending"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class ContractStanding:
    """A contract with what was delivered under it; only deliveries in its own unit count to ``delivered``.

    ``amount`` is what they brought in đồng, ``cheap`` are deliveries below the agreed price, ``other_unit`` those
    counted in another unit, which cannot be compared.
    """

    contract: MarketContract
    state: ContractState
    delivered: int
    amount: int
    cheap: tuple[Delivery, ...]
    other_unit: tuple[Delivery, ...]

    @property
    def left(self) -> int | None:
        """What is still to be delivered; None where no quantity was agreed."""
        return None if self.contract.quantity is None else max(self.contract.quantity - self.delivered, 0)

    @property
    def short(self) -> bool:
        """True if the contract ended before all was delivered."""
        return self.state is ContractState.ENDED and bool(self.left)


def below_price(delivery: Delivery, contract: MarketContract) -> bool:
    """True if less was paid than agreed for the same unit."""
    same = fold(delivery.unit) == fold(contract.unit)
    return same and contract.unit_price is not None and delivery.unit_price < contract.unit_price


def standing_of(
    contract: MarketContract, deliveries: Sequence[Delivery], today: date, soon_days: int
) -> ContractStanding:
    """Where *contract* stands on *today*; it is ending in its last *soon_days* days."""
    mine = [one for one in deliveries if not one.removed and one.contract_id == contract.id]
    same = [one for one in mine if fold(one.unit) == fold(contract.unit)]
    state = ContractState.RUNNING
    if contract.valid_to is not None and contract.valid_to < today:
        state = ContractState.ENDED
    elif contract.valid_to is not None and contract.valid_to <= today + timedelta(days=soon_days):
        state = ContractState.ENDING
    return ContractStanding(
        contract, state, sum(one.quantity for one in same), sum(one.amount for one in mine),
        tuple(one for one in same if below_price(one, contract)), tuple(one for one in mine if one not in same),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sales:
    """What was sold to one buyer, in one month, or to one buyer in one month; ``amount`` in đồng."""

    buyer: str
    month: str
    deliveries: int
    amount: int


def sales(deliveries: Sequence[Delivery], contracts: Sequence[MarketContract]) -> list[Sales]:
    """By buyer and month, buyers by name; the buyer is the contract's, else the one noted, else empty."""
    names = {one.id: one.buyer for one in contracts}
    groups: dict[tuple[str, str], list[Delivery]] = {}
    for one in deliveries:
        if not one.removed:
            groups.setdefault((names.get(one.contract_id, one.buyer), month_of(one.on)), []).append(one)
    found = [Sales(*key, len(some), sum(one.amount for one in some)) for key, some in groups.items()]
    return sorted(found, key=lambda one: (sort_key(one.buyer), one.month))


def unsaid_income(deliveries: Sequence[Delivery], noted: Sequence[FollowUp]) -> list[tuple[str, int, int]]:
    """(month, đồng delivered, đồng of income by the month's follow-up) of one household where it sold for more than
    its follow-up says it earned; a month without a follow-up says 0."""
    sold: dict[str, int] = {}
    for one in deliveries:
        if not one.removed:
            sold[month_of(one.on)] = sold.get(month_of(one.on), 0) + one.amount
    said = {one.month: one.income or 0 for one in noted if not one.removed}
    return [(month, sold[month], said.get(month, 0)) for month in sorted(sold) if sold[month] > said.get(month, 0)]
