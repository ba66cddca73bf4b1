"""What becomes of a planned sum: allotted, paid (see :mod:`.funding`), settled, carried over to another year, returned.

Shapes follow the report habits of domain.md 3.3 (carry-over is reported) and 3.2 (settlement); the settlement papers of
circular 55/2023/TT-BTC were not seen, which the printed table says.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sinhke_desktop.domain import typed_record as form


class EntryKind(StrEnum):
    """What the entry says of the budget line's money."""

    ALLOTTED = "allotted"
    SETTLED = "settled"
    CARRIED_OVER = "carried-over"
    RETURNED = "returned"


ENTRY_KIND_NAMES = {
    EntryKind.ALLOTTED: "Phân bổ",
    EntryKind.SETTLED: "Quyết toán",
    EntryKind.CARRIED_OVER: "Chuyển nguồn sang năm sau",
    EntryKind.RETURNED: "Nộp trả, hủy dự toán",
}


@dataclass(frozen=True, slots=True)
class BudgetEntry:
    """One entry of a budget line, in đồng; ``year`` is the budget year that it belongs to."""

    id: str
    commune_code: str
    budget_line_id: str
    kind: EntryKind
    on: date
    amount: int
    year: int
    paper: str = ""
    note: str = ""
    removed: bool = False


BUDGET_ENTRY = (
    form.link("budget_line_id", "Nguồn vốn", "budget_line", required=True),
    form.choice("kind", "Loại", ENTRY_KIND_NAMES),
    form.day("on", "Ngày", required=True, past=True),
    form.money("amount", "Số tiền (đ)", required=True, least=1),
    form.number("year", "Năm ngân sách", required=True, least=2000, most=2100),
    form.text("paper", "Số quyết định, chứng từ"),
    form.text("note", "Ghi chú"),
)
