"""Con giống, vật tư: what was handed over, and each animal or plot with its life."""

from __future__ import annotations

from PySide6.QtCore import Signal

from sinhke_desktop.domain.money import format_dong, format_number
from sinhke_desktop.domain.raised_things import HAPPENING_NAMES, ORIGIN_NAMES
from sinhke_desktop.gui.livelihood.file.model_file import ModelFile
from sinhke_desktop.gui.livelihood.file.section import FileSection, RecordCard
from sinhke_desktop.gui.widgets import Card, Column, QuietButton, RowsModel, label
from sinhke_desktop.gui.widgets.wrapping import WrapTable
from sinhke_desktop.i18n import _
from sinhke_desktop.services.livelihood import InputTotal, ModelStatus


class InputsSection(FileSection):
    """Tells :attr:`handover_asked`, :attr:`handovers_opened` (the row)."""

    handover_asked = Signal()
    handovers_opened = Signal(int)

    def __init__(self, file: ModelFile) -> None:
        super().__init__(file)
        self._people: dict[str, str] = {}
        self._things: dict[str, str] = {}
        self.column.addWidget(self._inputs_card())
        self.things = RecordCard(
            file,
            "raised_thing",
            [
                Column(_("Tag, plot"), lambda row: row.tag),
                Column(_("What"), lambda row: row.kind),
                Column(_("Household"), lambda row: self._people.get(row.participant_id, "–")),
                Column(_("Quantity"), lambda row: f"{format_number(row.quantity)} {row.unit}", numeric=True),
                Column(_("Origin"), lambda row: ORIGIN_NAMES[row.origin]),
                Column(_("Since"), lambda row: f"{row.since:%d/%m/%Y}", numeric=True),
            ],
            add=_("Add one"),
            empty=_("Each animal or plot can be followed by its tag, from the handover to its end."),
            wrap=(1, 2),
            start=self._start_thing,
        )
        self.column.addWidget(self.things)
        self.events = RecordCard(
            file,
            "thing_event",
            [
                Column(_("Tag, plot"), lambda row: self._things.get(row.thing_id, "–")),
                Column(_("What happened"), lambda row: HAPPENING_NAMES[row.kind]),
                Column(_("Day"), lambda row: f"{row.on:%d/%m/%Y}", numeric=True),
                Column(_("Amount (đ)"), lambda row: format_dong(row.amount) if row.amount else "", numeric=True),
                Column(_("Cause"), lambda row: row.cause),
                Column(_("What was done"), lambda row: row.done),
            ],
            add=_("Note what happened"),
            empty=_("Nothing was noted of single animals or plots yet."),
            wrap=(0, 4, 5),
            start=lambda: {"on": f"{file.today():%d/%m/%Y}"},
        )
        self.column.addWidget(self.events)
        self.column.addStretch(1)

    def _start_thing(self) -> dict[str, str]:
        model = self.file.model()
        return {"kind": model.thing, "unit": model.unit, "quantity": "1", "since": f"{self.file.today():%d/%m/%Y}"}

    def _inputs_card(self) -> Card:
        card = Card(_("Inputs handed over"))
        card.add_to_head(QuietButton(_("Hand inputs over"), "package", self.handover_asked.emit))
        self.inputs: RowsModel[InputTotal] = RowsModel(
            [
                Column(_("Input"), lambda row: row.kind),
                Column(_("Quantity"), lambda row: f"{format_number(row.quantity)} {row.unit}", numeric=True),
                Column(_("Unit price (đ)"), lambda row: format_dong(row.unit_price), numeric=True),
                Column(_("Amount (đ)"), lambda row: format_dong(row.amount), numeric=True),
                Column(_("Households"), lambda row: str(row.households), numeric=True),
                Column(_("Since"), lambda row: f"{row.handed_on:%d/%m/%Y}", numeric=True),
            ]
        )
        self.input_table = WrapTable(self.inputs)
        self.input_table.opened.connect(self.handovers_opened)
        self._no_inputs = label(_("Nothing was handed over yet."), "secondary")
        card.add(self._no_inputs)
        card.add(self.input_table)
        return card

    def show_read(self, status: ModelStatus) -> None:
        """Show the sums handed over and the things one by one."""
        self.inputs.set_rows(status.inputs)
        self.input_table.fit()
        self.input_table.setVisible(bool(status.inputs))
        self._no_inputs.setVisible(not status.inputs)
        self._people = self.file.names("participant")
        self._things = {one.id: one.tag for one in self.things.show_rows()}
        self.events.show_rows()
