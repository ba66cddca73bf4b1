"""The model in three charts: money by source, what lives (or the area) by month, income by month."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sinhke_desktop.domain.money import format_dong
from sinhke_desktop.gui.widgets import Bar, BarChart, Card, Columns, LineChart, Series, label
from sinhke_desktop.i18n import _
from sinhke_desktop.services.timeline import Charts, SourceBars

MILLION = 1_000_000


class ChartsCard(QWidget):
    """Three cards; each says what is missing while there is nothing to draw."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        money = Card(_("Money by source (million đ)"))
        self.money = BarChart(_("Money by source (million đ)"))
        self.no_money = label(_("No source is planned yet."), "secondary")
        money.add(self.money)
        money.add(self.no_money)
        column.addWidget(money)
        both = Columns()
        herd = Card(_("Alive, or area, by month"))
        self.herd = LineChart(_("Alive, or area, by month"), "", 0)
        self.no_herd = label(_("Nothing was counted yet."), "secondary")
        herd.add(self.herd)
        herd.add(self.no_herd)
        herd.body.addStretch(1)
        income = Card(_("Income by month (million đ)"))
        self.income = LineChart(_("Income by month (million đ)"), "", 1)
        self.no_income = label(_("No income was noted yet."), "secondary")
        income.add(self.income)
        income.add(self.no_income)
        income.body.addStretch(1)
        both.add(herd)
        both.add(income)
        column.addWidget(both)

    def show_charts(self, found: Charts) -> None:
        """Draw them."""
        bars = [bar for one in found.money for bar in _bars(one)]
        self.money.set_bars(bars)
        self.money.setVisible(bool(bars))
        self.no_money.setVisible(not bars)
        herd = [(month, float(count)) for month, count in found.herd]
        income = [(month, amount / MILLION) for month, amount in found.income]
        for chart, empty, points, tone, name in (
            (self.herd, self.no_herd, herd, "accent", found.unit),
            (self.income, self.no_income, income, "escaped", "đ"),
        ):
            chart.set_lines(marks([month for month, _value in points]),
                            [Series(name, tone, tuple(value for _month, value in points))])  # fmt: skip
            chart.setVisible(bool(points))
            empty.setVisible(not points)


def marks(months: Sequence[str]) -> list[str]:
    """``06``… under the points, with the year at the first and each January; every other one where there are many."""
    found = []
    step = 1 if len(months) <= 9 else 2 if len(months) <= 18 else 4
    for place, month in enumerate(months):
        words = f"{month[5:7]}/{month[2:4]}" if place == 0 or month.endswith("-01") else month[5:7]
        found.append(words if place % step == 0 else "")
    return found


def _bars(one: SourceBars) -> list[Bar]:
    amounts = ((_("planned"), one.planned, "neutral"), (_("paid"), one.paid, "accent"),
               (_("settled"), one.settled, "escaped"))  # fmt: skip
    return [
        Bar(
            f"{one.name}-{words}",
            f"{one.name}: {words}",
            ((round(amount / MILLION), tone),),
            f"{format_dong(amount)} đ",
        )
        for words, amount, tone in amounts
        if amount or words == amounts[0][0]
    ]
