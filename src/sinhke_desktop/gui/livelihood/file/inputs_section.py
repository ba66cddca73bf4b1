"""Con giống, vật tư: what was handed over, and each animal or plot with its life."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal

from sinhke_desktop.domain.funding import InputHandover
from sinhke_desktop.domain.lots import parse_lot
from sinhke_desktop.domain.money import format_dong, format_number
from sinhke_desktop.domain.raised_things import HAPPENING_NAMES
from sinhke_desktop.gui.livelihood.file.handover_dialogs import CorrectHandoverDialog, DrawDialog
from sinhke_desktop.gui.livelihood.file.model_file import ModelFile
from sinhke_desktop.gui.livelihood.file.papers_dialog import PapersDialog
from sinhke_desktop.gui.livelihood.file.section import FileSection, RecordCard
from sinhke_desktop.gui.livelihood.file.things_card import ThingsCard
from sinhke_desktop.gui.livelihood.file.told_card import ToldCard
from sinhke_desktop.gui.widgets import Column, Dialog, QuietButton
from sinhke_desktop.i18n import _
from sinhke_desktop.services import funding, handovers, raised_things
from sinhke_desktop.services.livelihood import ModelStatus
from sinhke_desktop.services.raised_things import HouseholdThings


class InputsSection(FileSection):
    """Tells :attr:`handover_asked`, :attr:`handovers_opened` (the row). ``dialog`` is the last one it opened itself."""

    handover_asked = Signal()
    handovers_opened = Signal(int)

    def __init__(self, file: ModelFile) -> None:
        super().__init__(file)
        self._people: dict[str, str] = {}
        self._things: dict[str, str] = {}
        self.dialog: Dialog | None = None
        self.totals, self.handovers, self.households = self._totals_card(), self._handover_card(), self._herd_card()
        self.inputs, self.input_table = self.totals.model, self.totals.table
        self.things = ThingsCard(file, self._start_thing)
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
        for card in (self.totals, self.handovers, self.households, self.things, self.events):
            self.column.addWidget(card)
        self.column.addStretch(1)

    def _start_thing(self) -> dict[str, str]:
        model = self.file.model()
        return {"kind": model.thing, "unit": model.unit, "quantity": "1", "since": f"{self.file.today():%d/%m/%Y}"}

    def _totals_card(self) -> ToldCard:
        card = ToldCard(
            _("Inputs handed over"),
            [
                Column(_("Input"), lambda row: row.kind),
                Column(_("Quantity"), lambda row: f"{format_number(row.quantity)} {row.unit}", numeric=True),
                Column(_("Unit price (đ)"), lambda row: format_dong(row.unit_price), numeric=True),
                Column(_("Amount (đ)"), lambda row: format_dong(row.amount), numeric=True),
                Column(_("Households"), lambda row: str(row.households), numeric=True),
                Column(_("Since"), lambda row: f"{row.handed_on:%d/%m/%Y}", numeric=True),
            ],
            _("Nothing was handed over yet."),
            QuietButton(_("Hand inputs over"), "package", self.handover_asked.emit),
        )
        card.table.opened.connect(self.handovers_opened)
        return card

    def _handover_card(self) -> ToldCard:
        card = ToldCard(
            _("Handover by household"),
            [
                Column(_("Day"), lambda row: f"{row.handed_on:%d/%m/%Y}"),
                Column(_("Household"), lambda row: self._people.get(row.participant_id, "–")),
                Column(_("What"), lambda row: f"{row.kind} · {format_number(row.quantity)} {row.unit}"),
                Column(_("Ear tag, number"), lambda row: row.tag),
                Column(_("Lot"), _lot_words),
                Column(_("Supplier"), lambda row: row.supplier),
                Column(_("Amount (đ)"), lambda row: format_dong(row.amount), numeric=True),
            ],
            _("Nothing was handed over yet."),
            QuietButton(_("Draw lots"), "vote", self._draw),
            QuietButton(_("Print the minutes"), "printer", self._print),
            wrap=(1, 2, 3, 5),
        )
        card.table.opened.connect(lambda row: self.correct(card.model.rows[row]))
        return card

    def _herd_card(self) -> ToldCard:
        return ToldCard(
            _("How many live in each household"),
            [
                Column(_("Household"), lambda row: row.name),
                Column(_("Alive"), lambda row: format_number(row.counted.alive), numeric=True),
                Column(_("Sick"), lambda row: _some(row.counted.sick), numeric=True),
                Column(_("Born"), lambda row: _some(row.counted.born), numeric=True),
                Column(_("Dead, lost"), lambda row: _some(row.counted.dead), numeric=True),
                Column(_("Sold"), lambda row: _some(row.counted.sold), numeric=True),
                Column(_("Passed on"), lambda row: _some(row.counted.passed_on), numeric=True),
                Column(_("By the last follow-up"), _followed_up, numeric=True),
            ],
            _("No animal or plot is followed by its tag yet."),
        )

    def show_read(self, status: ModelStatus) -> None:
        """Show the sums handed over and the things one by one."""
        workspace, model_id = self.file.workspace, status.model.id
        found = raised_things.things(workspace, model_id)
        self._people = dict(found.names)
        self.totals.show_rows(status.inputs)
        order = {participant_id: place for place, participant_id in enumerate(self._people)}
        handed = sorted(
            funding.handovers(workspace, model_id),
            key=lambda one: (-one.handed_on.toordinal(), one.kind, order.get(one.participant_id, len(order)), one.id),
        )
        self.handovers.show_rows(handed)
        self.handovers.setVisible(bool(status.inputs))
        self.households.show_rows(found.households)
        self.households.setVisible(bool(found.households))
        self.things.show_things(found)
        self._things = {one.thing.id: one.thing.tag for one in found.lives}
        self.events.show_rows()
        self.notice.show_text("warn", "\n".join(found.warnings))

    def correct(self, handover: InputHandover) -> None:
        """Show a handover to correct it or take it back."""
        workspace = self.file.workspace
        mistaken = _("Recorded by mistake")
        self.dialog = CorrectHandoverDialog(
            self, handover, self._people.get(handover.participant_id, "–"), self.file.names("budget_line"),
            lambda typed: handovers.change(workspace, handover.id, typed),
            lambda: funding.remove_handover(workspace, handover.id, mistaken), self.file.context.refresh,
        )  # fmt: skip
        self.dialog.open()

    def _print(self) -> None:
        self.dialog = PapersDialog(self, self.file.context, self.file.model_id, kinds=("handover_minutes",))
        self.dialog.open()

    def _draw(self) -> None:
        handed: Sequence[InputHandover] = self.handovers.model.rows
        open_ones = list(dict.fromkeys((one.handed_on, one.kind) for one in handed if not one.lot))
        if not open_ones:
            self.file.context.toast(_("Lots were drawn for everything handed over already."))
            return
        self.dialog = DrawDialog(self, open_ones, self._listed, self._fallen, self.file.context.refresh)
        self.dialog.open()

    def _listed(self, day: date, kind: str) -> list[str]:
        """The households of a handover in the order of the list that lots are drawn for."""
        chosen = handovers.to_draw(self.file.workspace, self.file.model_id, day, kind)
        people = handovers.people(self.file.workspace, self.file.model_id)
        return [", ".join(filter(None, people[one.participant_id])) for one in chosen]

    def _fallen(self, day: date, kind: str, named: str) -> list[str]:
        drawn = handovers.draw(self.file.workspace, self.file.model_id, day, kind, named)
        found = []
        for one in drawn:
            words = (self._people.get(one.participant_id, "–"), _("lot {lot}").format(lot=one.lot), one.tag)
            found.append(" · ".join(filter(None, words)))
        return found


def _lot_words(row: InputHandover) -> str:
    lot = parse_lot(row.lot)
    return str(lot.number) if lot else row.lot


def _some(number: int) -> str:
    return format_number(number) if number else "–"


def _followed_up(row: HouseholdThings) -> str:
    return "–" if row.followed_up is None else format_number(row.followed_up)
