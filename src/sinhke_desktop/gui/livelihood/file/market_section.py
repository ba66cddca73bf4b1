"""Kỹ thuật, thị trường: training and whom it reached, contracts with buyers, what was delivered at which price."""

from __future__ import annotations

from typing import Any

from sinhke_desktop.domain.market import BUYER_KIND_NAMES, ContractStanding, ContractState, Delivery, Sales
from sinhke_desktop.domain.money import format_dong, format_number
from sinhke_desktop.domain.training import TRAINING_KIND_NAMES
from sinhke_desktop.domain.typed_values import month_name
from sinhke_desktop.gui.livelihood.file.model_file import ModelFile
from sinhke_desktop.gui.livelihood.file.section import FileSection, RecordCard
from sinhke_desktop.gui.livelihood.file.sums_card import SumsCard
from sinhke_desktop.gui.widgets import Column, label
from sinhke_desktop.i18n import _
from sinhke_desktop.services import market, trainings
from sinhke_desktop.services.livelihood import ModelStatus
from sinhke_desktop.services.market import HouseholdSales
from sinhke_desktop.services.trainings import Reached, TrainingCost

STATE_TONES = {
    ContractState.RUNNING: "escaped", ContractState.ENDING: "near-poor", ContractState.ENDED: "poor",
}  # fmt: skip


class MarketSection(FileSection):
    """What the households learned and to whom they sell."""

    def __init__(self, file: ModelFile) -> None:
        super().__init__(file)
        self._people: dict[str, str] = {}
        self._contracts: dict[str, str] = {}
        self._standings: dict[str, ContractStanding] = {}
        self._make_training()
        self._make_contracts()
        self._make_deliveries()
        self._make_sums()
        for card in (
            self.training, self.reached, self.costs, self.contracts, self.deliveries, self.sales, self.sold_by,
        ):  # fmt: skip
            self.column.addWidget(card)
        self.column.addStretch(1)

    def _make_training(self) -> None:
        self.training = RecordCard(
            self.file,
            "training",
            [
                Column(_("Topic"), lambda row: row.topic),
                Column(_("Kind"), lambda row: TRAINING_KIND_NAMES[row.kind]),
                Column(_("Day"), lambda row: f"{row.on:%d/%m/%Y}", numeric=True),
                Column(_("Taught by"), lambda row: row.teacher),
                Column(_("Number of households"), lambda row: str(len(row.attended)), numeric=True),
                Column(_("Cost (đ)"), lambda row: format_dong(row.cost) if row.cost else "", numeric=True),
            ],
            add=_("Add a training"),
            empty=_("No training or technical visit was noted yet."),
            wrap=(0, 3),
            start=lambda: {"on": f"{self.file.today():%d/%m/%Y}"},
        )
        self.never = label("", "secondary")
        self.training.add(self.never)
        columns: list[Column[Reached]] = [
            Column(_("Household"), lambda row: row.name),
            Column(_("Times"), lambda row: str(row.count), numeric=True),
            Column(_("Last on"), lambda row: f"{row.last:%d/%m/%Y}" if row.last else "", numeric=True),
            Column(
                _("State"),
                lambda row: _("taught") if row.count else _("never taught"),
                tone=lambda row: "escaped" if row.count else "near-poor",
            ),
        ]
        self.reached = SumsCard(_("Whom the training reached"), columns)
        costs: list[Column[TrainingCost]] = [
            Column(_("Source"), lambda row: row.name),
            Column(_("Training (đ)"), lambda row: format_dong(row.cost), numeric=True),
            Column(_("Planned (đ)"), lambda row: format_dong(row.planned) if row.budget_line_id else "", numeric=True),
            Column(_("Paid (đ)"), lambda row: format_dong(row.paid) if row.budget_line_id else "", numeric=True),
        ]
        self.costs = SumsCard(_("Cost of training by source"), costs)

    def _make_contracts(self) -> None:
        words = {
            ContractState.RUNNING: _("in force"),
            ContractState.ENDING: _("ends soon"),
            ContractState.ENDED: _("ended"),
        }
        self.contracts = RecordCard(
            self.file,
            "market_contract",
            [
                Column(_("Buyer"), lambda row: row.buyer),
                Column(_("Kind"), lambda row: BUYER_KIND_NAMES[row.kind]),
                Column(_("Product"), lambda row: row.product),
                Column(_("Agreed quantity"), _agreed, numeric=True),
                Column(_("Delivered"), self._delivered, numeric=True),
                Column(_("Price (đ)"), lambda row: format_dong(row.unit_price) if row.unit_price else "", numeric=True),
                Column(_("Until"), lambda row: f"{row.valid_to:%d/%m/%Y}" if row.valid_to else "", numeric=True),
                Column(
                    _("State"),
                    lambda row: words[self._standings[row.id].state],
                    tone=lambda row: STATE_TONES[self._standings[row.id].state],
                ),
            ],
            add=_("Add a contract"),
            empty=_("No enterprise or cooperative has promised to buy yet."),
            wrap=(0, 2),
        )

    def _make_deliveries(self) -> None:
        self.deliveries = RecordCard(
            self.file,
            "delivery",
            [
                Column(_("Household"), lambda row: self._people.get(row.participant_id, _("the whole group"))),
                Column(_("Day"), lambda row: f"{row.on:%d/%m/%Y}", numeric=True),
                Column(_("Product"), lambda row: row.product),
                Column(_("Quantity"), lambda row: f"{format_number(row.quantity)} {row.unit}", numeric=True),
                Column(_("Unit price (đ)"), lambda row: format_dong(row.unit_price), numeric=True),
                Column(_("Amount (đ)"), lambda row: format_dong(row.amount), numeric=True),
                Column(_("Sold to"), lambda row: self._contracts.get(row.contract_id, row.buyer)),
                Column(_("Price"), self._price, tone=lambda row: "poor" if self._cheap(row) else ""),
            ],
            add=_("Note a delivery"),
            empty=_("Nothing was sold yet."),
            wrap=(0, 2, 6),
            start=lambda: {"on": f"{self.file.today():%d/%m/%Y}"},
        )

    def _make_sums(self) -> None:
        sums: list[Column[Sales]] = [
            Column(_("Buyer"), lambda row: row.buyer or _("Buyer not noted"), strong=_is_sum),
            Column(_("Month"), lambda row: month_name(row.month) if row.month else "", numeric=True),
            Column(_("Deliveries"), lambda row: str(row.deliveries), numeric=True, strong=_is_sum),
            Column(_("Amount (đ)"), lambda row: format_dong(row.amount), numeric=True, strong=_is_sum),
        ]
        self.sales = SumsCard(_("Sales by buyer and month"), sums)
        by_household: list[Column[HouseholdSales]] = [
            Column(_("Household"), lambda row: row.name),
            Column(_("Deliveries"), lambda row: str(row.deliveries), numeric=True),
            Column(_("Sold for (đ)"), lambda row: format_dong(row.sold), numeric=True),
            Column(_("Income by the follow-up (đ)"), lambda row: format_dong(row.noted), numeric=True),
        ]
        self.sold_by = SumsCard(_("Sales beside the income noted"), by_household)

    def _delivered(self, row: Any) -> str:
        return f"{format_number(self._standings[row.id].delivered)} {row.unit}"

    def _cheap(self, row: Delivery) -> bool:
        standing = self._standings.get(row.contract_id)
        return standing is not None and row in standing.cheap

    def _price(self, row: Delivery) -> str:
        return _("below the agreed one") if self._cheap(row) else ""

    def show_read(self, status: ModelStatus) -> None:
        """Show training, contracts, deliveries and what they add up to."""
        taught = trainings.summary(self.file.workspace, self.file.model_id)
        sold = market.summary(self.file.workspace, self.file.model_id)
        self._people = self.file.names("participant")
        self._standings = {one.contract.id: one for one in sold.contracts}
        self._contracts = {one.contract.id: one.contract.buyer for one in sold.contracts}
        held = self.training.show_rows()
        text = _("Never taught ({count}): {names}.")
        never = taught.never if held else []
        names = "; ".join(one.name for one in never)
        self.never.setText(text.format(count=len(never), names=names) if never else "")
        self.never.setVisible(bool(never))
        self.reached.show_rows(list(taught.reached) if held else [])
        self.costs.show_rows(list(taught.costs))
        self.contracts.show_rows()
        self.deliveries.show_rows()
        rows = list(sold.sales)
        if rows:
            rows.append(Sales(_("Total"), "", sum(one.deliveries for one in rows), sold.amount))
        self.sales.show_rows(rows)
        self.sold_by.show_rows(list(sold.households))
        self.notice.show_text("warn", "\n".join((*sold.warnings, *taught.warnings)))


def _is_sum(row: Sales) -> bool:
    return not row.month


def _agreed(row: Any) -> str:
    return f"{format_number(row.quantity)} {row.unit}" if row.quantity else ""
