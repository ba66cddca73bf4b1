"""Losses of a model: what happened, what it cost, what was done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sinhke_desktop.domain import typed_record as form
from sinhke_desktop.domain.follow_up import FollowUp
from sinhke_desktop.domain.typed_record import PersonalMark
from sinhke_desktop.domain.typed_values import month_of
from sinhke_desktop.domain.vietnamese import fold


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

    @property
    def open(self) -> bool:
        """True while nothing was done about it and nothing compensated."""
        return not self.done and not self.compensated


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


@dataclass(frozen=True, slots=True)
class LossSum:
    """Losses together: how many, of how many nothing was done, and đồng lost and compensated."""

    count: int
    open: int
    worth: int
    compensated: int


def loss_sum(losses: Sequence[Loss]) -> LossSum:
    """The sums of the live ones."""
    live = [one for one in losses if not one.removed]
    return LossSum(
        len(live), sum(one.open for one in live), sum(one.worth or 0 for one in live),
        sum(one.compensated or 0 for one in live),
    )  # fmt: skip


def months_unlike(losses: Sequence[Loss], noted: Sequence[FollowUp], unit: str) -> list[tuple[str, int, int]]:
    """(month, lost by the records of losses, lost by the month's follow-up) of one household, where the two differ.

    Only losses with a quantity counted in *unit*, the model's, are compared.
    """
    wanted = fold(unit)
    gone: dict[str, int] = {}
    for one in losses:
        if not one.removed and one.quantity and fold(one.unit) == wanted:
            gone[month_of(one.on)] = gone.get(month_of(one.on), 0) + one.quantity
    said = {one.month: one.lost for one in noted if not one.removed and one.lost}
    return [
        (month, gone.get(month, 0), said.get(month) or 0)
        for month in sorted(gone.keys() | said.keys())
        if gone.get(month, 0) != (said.get(month) or 0)
    ]
