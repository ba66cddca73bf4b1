"""Losses of a model: what happened, what it cost, what was done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sinhke_desktop.domain import typed_record as form
from sinhke_desktop.domain.typed_record import PersonalMark


class LossKind(StrEnum):
    """Why something was lost."""

    DISEASE = "disease"
    DISASTER = "disaster"
    PEST = "pest"
    ACCIDENT = "accident"
    THEFT = "theft"
    MARKET = "market"
    OTHER = "other"


LOSS_KIND_NAMES = {
    LossKind.DISEASE: "Dịch bệnh",
    LossKind.DISASTER: "Thiên tai, hạn hán",
    LossKind.PEST: "Sâu bệnh hại",
    LossKind.ACCIDENT: "Tai nạn",
    LossKind.THEFT: "Mất trộm",
    LossKind.MARKET: "Rớt giá, không bán được",
    LossKind.OTHER: "Khác",
}


@dataclass(frozen=True, slots=True)
class Loss:
    """One loss of one household; ``worth`` and ``compensated`` in đồng."""

    id: str
    commune_code: str
    participant_id: str
    on: date
    kind: LossKind
    what: str
    quantity: int | None = None
    unit: str = ""
    worth: int | None = None
    cause: str = ""
    done: str = ""
    compensated: int | None = None
    note: str = ""
    removed: bool = False


LOSS = (
    form.link("participant_id", "Hộ", "participant", required=True),
    form.day("on", "Ngày", required=True, past=True),
    form.choice("kind", "Loại thiệt hại", LOSS_KIND_NAMES),
    form.text("what", "Thiệt hại gì", required=True),
    form.number("quantity", "Số lượng"),
    form.text("unit", "Đơn vị"),
    form.money("worth", "Giá trị thiệt hại (đ)"),
    form.text("cause", "Nguyên nhân", personal=PersonalMark.SENSITIVE),
    form.text("done", "Đã làm gì"),
    form.money("compensated", "Đã hỗ trợ, bồi thường (đ)"),
    form.text("note", "Ghi chú", personal=PersonalMark.SENSITIVE),
)
