"""What one candidate costs and brings to one household: its figures, the money by month, the lines to edit."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sinhke_desktop.domain.economics import SIDE_NAMES, EconomicLine
from sinhke_desktop.domain.model_library import PROPOSED, is_proposed
from sinhke_desktop.domain.money import format_dong, format_number
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.livelihood.cash_flow_chart import CashFlowChart
from sinhke_desktop.gui.livelihood.file.model_file import ModelFile
from sinhke_desktop.gui.livelihood.file.section import RecordCard
from sinhke_desktop.gui.widgets import Card, Column, Flow, Notice, Pill, QuietButton, RowsModel, StatCard, label
from sinhke_desktop.gui.widgets.wrapping import WrapTable
from sinhke_desktop.i18n import _
from sinhke_desktop.services import economics, model_library
from sinhke_desktop.services.economics import HouseholdEconomics


def months_words(line: EconomicLine, cycle: int) -> str:
    """When a line falls due: ``0``, ``3, 6, 9``, or ``1–36, mỗi 1 tháng``."""
    months = line.months(cycle)
    if not len(months):
        return _("after the cycle")
    if len(months) <= 3:
        return ", ".join(map(str, months))
    text = _("{first}–{last}, every {step} months") if months.step > 1 else _("{first}–{last}, every month")
    return text.format(first=months[0], last=months[-1], step=months.step)


def payback_words(found: HouseholdEconomics) -> str:
    """From which month on the money is back: ``tháng 21``, or that it never is."""
    month = found.figures.expected.payback_month
    if not found.lines:
        return "–"
    return _("not paid back") if month is None else _("month {month}").format(month=month)


class EconomicsTable(Card):
    """The candidates side by side; opening a row looks at that candidate."""

    def __init__(self, looked_at: Callable[[str], object]) -> None:
        super().__init__(_("The candidates side by side, for one household"))
        self.model: RowsModel[HouseholdEconomics] = RowsModel(
            [
                Column(_("Model"), lambda row: row.model.name),
                Column(_("Cycle (months)"), lambda row: str(row.cycle) if row.lines else "–", numeric=True),
                Column(_("Costs (đ)"), lambda row: _sum(row, row.figures.cost), numeric=True),
                Column(_("Remains (đ)"), lambda row: _sum(row, row.figures.expected.net), numeric=True,
                       strong=lambda row: True),
                Column(_("A month (đ)"), lambda row: _sum(row, row.figures.expected.net_per_month), numeric=True),
                Column(_("Pays back"), payback_words),
                Column(_("At the worst (đ)"), lambda row: _sum(row, row.figures.worst.net), numeric=True),
                Column(_("Wanted by (households)"), _wanted, numeric=True),
            ]
        )  # fmt: skip
        self.table = WrapTable(self.model)
        self.table.opened.connect(lambda row: looked_at(self.model.rows[row].model.id))
        self.table.chosen.connect(lambda row: looked_at(self.model.rows[row].model.id))
        self.add(self.table)

    def show_rows(self, rows: Sequence[HouseholdEconomics], looked_at: str) -> None:
        """Show *rows*, with the candidate looked at chosen."""
        ids = [one.model.id for one in rows]
        with QSignalBlocker(self.table):
            self.model.set_rows(list(rows))
            self.table.fit()
            if looked_at in ids:
                self.table.choose(ids.index(looked_at))


def _sum(row: HouseholdEconomics, amount: int) -> str:
    return format_dong(amount) if row.lines else "–"


def _wanted(row: HouseholdEconomics) -> str:
    wanted = row.model.households_wanted
    return "–" if wanted is None else format_number(wanted)


class EconomicsCard(QWidget):
    """The figures, the chart and the lines of the model that *file* looks at."""

    def __init__(self, file: ModelFile) -> None:
        super().__init__()
        self._file = file
        self._found: HouseholdEconomics | None = None
        self.card = Card(_("Economics of one household"))
        self.keep_button = QuietButton(_("Keep in the library"), "save", self._keep)
        self.card.add_to_head(self.keep_button)
        self.mark = Notice()
        self._figures = {
            "cost": StatCard(_("Costs")), "net": StatCard(_("Remains")), "payback": StatCard(_("Pays back")),
            "deepest": StatCard(_("Most money out")), "worst": StatCard(_("At the worst")),
        }  # fmt: skip
        self._words = label("", "secondary")
        self._legend = Flow(
            Pill(_("Comes in"), "escaped"), Pill(_("Goes out"), "poor"), Pill(_("Remaining so far (line)"), "neutral"),
            label(_("in millions of đ, by month"), "secondary", wrap=False),
        )  # fmt: skip
        self.chart = CashFlowChart()
        self.lines = RecordCard(
            file,
            "economic_line",
            [
                Column(_("Line"), lambda row: row.name),
                Column(_("In or out"), lambda row: SIDE_NAMES[row.side],
                       tone=lambda row: "escaped" if row.side == "income" else "poor"),
                Column(_("Quantity"), lambda row: f"{format_number(row.quantity)} {row.unit}".strip(), numeric=True),
                Column(_("Unit price (đ)"), lambda row: format_dong(row.unit_price), numeric=True),
                Column(_("Month"), lambda row: months_words(row, self._cycle()), numeric=True),
                Column(_("Worst (%)"), lambda row: str(row.worst_percent), numeric=True),
                Column(_("Source of the figure"), _origin),
            ],
            add=_("Add a line"),
            empty=_("No cost or income was estimated yet. Propose the model from the library, or add the lines."),
            wrap=(0, 6),
            start=lambda: {"quantity": "1", "first_month": "0", "worst_percent": "100"},
        )  # fmt: skip
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._row = Flow(*self._figures.values())
        for one in self._figures.values():
            one.setMinimumWidth(theme.px(160))
        for part in (self.mark, self._row, self._words, self._legend, self.chart):
            self.card.add(part)
        column.addWidget(self.card)
        column.addWidget(self.lines)

    def _cycle(self) -> int:
        return self._found.cycle if self._found else 1

    def show_model(self, model_id: str) -> HouseholdEconomics:
        """Read and show the economics of a model."""
        self._file.look_at(model_id)
        found = self._found = economics.of_model(self._file.workspace, model_id)
        expected, worst = found.figures.expected, found.figures.worst
        self.card.set_title(_("Economics of one household: {name}").format(name=found.model.name))
        self._figures["cost"].set_values(format_dong(found.figures.cost), _("own part {amount}").format(
            amount=format_dong(found.figures.own)))  # fmt: skip
        self._figures["net"].set_values(
            format_dong(expected.net), _("{amount} a month").format(amount=format_dong(expected.net_per_month))
        )
        month = "–" if expected.payback_month is None else _("month {month}").format(month=expected.payback_month)
        self._figures["payback"].set_values(month, _("of {cycle} months").format(cycle=found.cycle))
        self._figures["deepest"].set_values(format_dong(-expected.deepest), _("at once"))
        back = (
            _("not paid back") if worst.payback_month is None else _("month {month}").format(month=worst.payback_month)
        )
        self._figures["worst"].set_values(format_dong(worst.net), back)
        outside = _("Not counted, as due after the cycle: {lines}.")
        self._words.setText(outside.format(lines=", ".join(one.name for one in found.outside)) if found.outside else "")
        self._words.setVisible(bool(found.outside))
        text = _("{count} of {all} lines: {mark}.").format(count=found.proposed, all=len(found.lines), mark=PROPOSED)
        self.mark.show_text("warn", text if found.proposed else "")
        self.chart.set_flow(expected)
        for part in (self._row, self._legend, self.chart, self.keep_button):
            part.setVisible(bool(found.lines))
        self.lines.show_rows(found.lines)
        return found

    def _keep(self) -> None:
        try:
            made = model_library.keep_candidate(self._file.workspace, self._file.model_id)
        except SinhkeError as error:
            self.mark.show_error(error)
            return
        self._file.context.toast(_("“{name}” is kept in the commune's library.").format(name=made.name))


def _origin(line: EconomicLine) -> str:
    words = [_("household's own")] if line.own else []
    return " · ".join(filter(None, [*words, _("proposed, not verified") if is_proposed(line) else line.note]))
