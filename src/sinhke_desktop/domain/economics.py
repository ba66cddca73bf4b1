"""What a model costs and brings to one household over its cycle: by month, in all, at the worst, until it pays back.

Amounts are the officer's estimates in đồng for one household; the library's are marked as the program's own proposals.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sinhke_desktop.domain import typed_record as form
from sinhke_desktop.domain.livelihood import LONGEST_CYCLE
from sinhke_desktop.errors import Problem
from sinhke_desktop.i18n import _


class Side(StrEnum):
    """Money that goes out or comes in."""

    COST = "cost"
    INCOME = "income"


SIDE_NAMES = {Side.COST: "Chi", Side.INCOME: "Thu"}


@dataclass(frozen=True, slots=True)
class EconomicLine:
    """One cost or income of one household.

    It falls due in ``first_month`` (0: before the start) and, where ``every_months`` is given, again each so many
    months up to ``last_month`` (the end of the cycle without one). ``worst_percent`` is what remains of it in the worst
    case: below 100 for incomes, above for costs. ``own`` marks what the household itself brings in (đối ứng).
    """

    id: str
    commune_code: str
    model_id: str
    side: Side
    name: str
    quantity: int = 1
    unit: str = ""
    unit_price: int = 0
    first_month: int = 0
    every_months: int | None = None
    last_month: int | None = None
    worst_percent: int = 100
    own: bool = False
    note: str = ""
    removed: bool = False

    @property
    def amount(self) -> int:
        """Quantity times unit price, in đồng, each time."""
        return self.quantity * self.unit_price

    def months(self, cycle: int) -> range:
        """The months of a cycle of *cycle* months in which it falls due."""
        end = cycle if self.last_month is None else min(self.last_month, cycle)
        if not self.every_months:
            return range(self.first_month, self.first_month + 1) if self.first_month <= cycle else range(0)
        return range(self.first_month, end + 1, self.every_months)

    def check(self, problems: list[Problem], _today: date) -> None:
        """MH-03 where the last month lies before the first one."""
        if self.last_month is not None and self.last_month < self.first_month:
            problems.append(Problem("last_month", _("The last month lies before the first one."), "MH-03"))


ECONOMIC_LINE = (
    form.choice("side", "Thu hay chi", SIDE_NAMES),
    form.text("name", "Khoản", required=True),
    form.number("quantity", "Số lượng cho một hộ", required=True, least=1),
    form.text("unit", "Đơn vị"),
    form.money("unit_price", "Đơn giá (đ)", required=True),
    form.number("first_month", "Tháng thứ (0: trước khi bắt đầu)", required=True, most=LONGEST_CYCLE),
    form.number("every_months", "Lặp lại sau mỗi (tháng)", least=1, most=LONGEST_CYCLE),
    form.number("last_month", "Đến tháng thứ", most=LONGEST_CYCLE),
    form.number("worst_percent", "Khi xấu nhất còn (%)", most=1000, hint="Thu dưới 100, chi trên 100"),
    form.yes_no("own", "Hộ tự lo (đối ứng)"),
    form.text("note", "Ghi chú"),
)


@dataclass(frozen=True, slots=True)
class CashFlow:
    """What goes out and comes in by month, from month 0; đồng for one household."""

    costs: tuple[int, ...]
    incomes: tuple[int, ...]

    @property
    def cost(self) -> int:
        """All that goes out."""
        return sum(self.costs)

    @property
    def income(self) -> int:
        """All that comes in."""
        return sum(self.incomes)

    @property
    def net(self) -> int:
        """What remains at the end of the cycle."""
        return self.income - self.cost

    @property
    def cycle(self) -> int:
        """The number of months."""
        return len(self.costs) - 1

    @property
    def by_month(self) -> tuple[int, ...]:
        """What remains of each month."""
        return tuple(income - cost for income, cost in zip(self.incomes, self.costs, strict=True))

    @property
    def running(self) -> tuple[int, ...]:
        """What remains up to the end of each month."""
        found, total = [], 0
        for amount in self.by_month:
            total += amount
            found.append(total)
        return tuple(found)

    @property
    def deepest(self) -> int:
        """The most money that is out at once; what the household must be able to bear or be given."""
        return min(0, *self.running)

    @property
    def payback_month(self) -> int | None:
        """The first month from which on what came in never again falls behind what went out; None without one."""
        running = self.running
        if not self.cost or running[-1] < 0:
            return None
        behind = [month for month, total in enumerate(running) if total < 0]
        return behind[-1] + 1 if behind else 0

    @property
    def net_per_month(self) -> int:
        """What remains, spread over the months of the cycle, rounded toward zero."""
        whole = abs(self.net) // max(self.cycle, 1)
        return -whole if self.net < 0 else whole


@dataclass(frozen=True, slots=True)
class Economics:
    """A model's figures for one household: as expected, in the worst case, and what the household itself brings."""

    expected: CashFlow
    worst: CashFlow
    own: int

    @property
    def cost(self) -> int:
        """All costs of the cycle as expected."""
        return self.expected.cost


def outside_cycle(lines: Sequence[EconomicLine], cycle: int) -> list[EconomicLine]:
    """The lines that fall due only after the cycle and therefore count nowhere."""
    return [line for line in lines if not line.removed and not len(line.months(cycle))]


def economics(lines: Sequence[EconomicLine], cycle: int) -> Economics:
    """The figures of *lines* over a cycle of *cycle* months."""
    live = [line for line in lines if not line.removed]
    own = sum(line.amount * len(line.months(cycle)) for line in live if line.own and line.side is Side.COST)
    return Economics(_flow(live, cycle, worst=False), _flow(live, cycle, worst=True), own)


def _flow(lines: Sequence[EconomicLine], cycle: int, *, worst: bool) -> CashFlow:
    sums = {side: [0] * (cycle + 1) for side in Side}
    for line in lines:
        amount = line.amount * line.worst_percent // 100 if worst else line.amount
        for month in line.months(cycle):
            sums[line.side][month] += amount
    return CashFlow(tuple(sums[Side.COST]), tuple(sums[Side.INCOME]))
