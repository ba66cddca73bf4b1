"""Kỹ thuật, thị trường: training and technical visits, contracts with buyers, what was delivered."""

from __future__ import annotations

from sinhke_desktop.domain.market import BUYER_KIND_NAMES
from sinhke_desktop.domain.money import format_dong, format_number
from sinhke_desktop.domain.training import TRAINING_KIND_NAMES
from sinhke_desktop.gui.livelihood.file.model_file import ModelFile
from sinhke_desktop.gui.livelihood.file.section import FileSection, RecordCard
from sinhke_desktop.gui.widgets import Column
from sinhke_desktop.i18n import _
from sinhke_desktop.services.livelihood import ModelStatus


class MarketSection(FileSection):
    """What the households learned and to whom they sell."""

    def __init__(self, file: ModelFile) -> None:
        super().__init__(file)
        self._people: dict[str, str] = {}
        self._contracts: dict[str, str] = {}
        self.training = RecordCard(
            file,
            "training",
            [
                Column(_("Topic"), lambda row: row.topic),
                Column(_("Kind"), lambda row: TRAINING_KIND_NAMES[row.kind]),
                Column(_("Day"), lambda row: f"{row.on:%d/%m/%Y}", numeric=True),
                Column(_("Taught by"), lambda row: row.teacher),
                Column(_("Households"), lambda row: str(len(row.attended)), numeric=True),
                Column(_("Cost (đ)"), lambda row: format_dong(row.cost) if row.cost else "", numeric=True),
            ],
            add=_("Add a training"),
            empty=_("No training or technical visit was noted yet."),
            wrap=(0, 3),
            start=lambda: {"on": f"{file.today():%d/%m/%Y}"},
        )
        self.contracts = RecordCard(
            file,
            "market_contract",
            [
                Column(_("Buyer"), lambda row: row.buyer),
                Column(_("Kind"), lambda row: BUYER_KIND_NAMES[row.kind]),
                Column(_("Product"), lambda row: row.product),
                Column(_("Agreed"), _agreed, numeric=True),
                Column(_("Price (đ)"), lambda row: format_dong(row.unit_price) if row.unit_price else "", numeric=True),
                Column(_("Until"), lambda row: f"{row.valid_to:%d/%m/%Y}" if row.valid_to else "", numeric=True),
            ],
            add=_("Add a contract"),
            empty=_("No enterprise or cooperative has promised to buy yet."),
            wrap=(0, 2),
        )
        self.deliveries = RecordCard(
            file,
            "delivery",
            [
                Column(_("Household"), lambda row: self._people.get(row.participant_id, _("the whole group"))),
                Column(_("Day"), lambda row: f"{row.on:%d/%m/%Y}", numeric=True),
                Column(_("Product"), lambda row: row.product),
                Column(_("Quantity"), lambda row: f"{format_number(row.quantity)} {row.unit}", numeric=True),
                Column(_("Unit price (đ)"), lambda row: format_dong(row.unit_price), numeric=True),
                Column(_("Amount (đ)"), lambda row: format_dong(row.amount), numeric=True),
                Column(_("Sold to"), lambda row: self._contracts.get(row.contract_id, row.buyer)),
            ],
            add=_("Note a delivery"),
            empty=_("Nothing was sold yet."),
            wrap=(0, 2, 6),
            start=lambda: {"on": f"{file.today():%d/%m/%Y}"},
        )
        for card in (self.training, self.contracts, self.deliveries):
            self.column.addWidget(card)
        self.column.addStretch(1)

    def show_read(self, status: ModelStatus) -> None:
        """Show training, contracts and deliveries."""
        self._people = self.file.names("participant")
        self.training.show_rows()
        self._contracts = {one.id: one.buyer for one in self.contracts.show_rows()}
        self.deliveries.show_rows()


def _agreed(row: object) -> str:
    quantity = getattr(row, "quantity", None)
    return f"{format_number(quantity)} {getattr(row, 'unit', '')}" if quantity else ""
