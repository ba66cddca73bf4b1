"""Where the model's products go: contracts with enterprises and cooperatives, and what was delivered at which price."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sinhke_desktop.domain import typed_record as form
from sinhke_desktop.domain.typed_record import PersonalMark
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
