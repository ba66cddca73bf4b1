"""The side of the page after the choice: stages, the month, money, inputs, households, what needs a look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sinhke_desktop.domain.money import format_dong, format_number, format_percent
from sinhke_desktop.domain.review import CLASS_NAMES
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.livelihood.model_dialogs import tone
from sinhke_desktop.gui.livelihood.month_card import MonthCard
from sinhke_desktop.gui.livelihood.records import ParticipantRow
from sinhke_desktop.gui.livelihood.stage_picker import StagePicker
from sinhke_desktop.gui.livelihood.standing import StageWords, Target, targets
from sinhke_desktop.gui.widgets import (
    Card,
    Column,
    Columns,
    LinkButton,
    Notice,
    ProgressBar,
    QuietButton,
    RowsModel,
    Stage,
    StageState,
    clear,
    label,
)
from sinhke_desktop.gui.widgets.wrapping import WrapTable
from sinhke_desktop.i18n import _
from sinhke_desktop.services.livelihood import InputTotal, ModelStatus


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """A source's money, or the sum of all (*code* empty)."""

    code: str
    name: str
    planned: int
    paid: int


class RunningView(QWidget):
    """Tells what was pressed; the page answers."""

    stage_chosen = Signal(int)
    source_asked = Signal()
    payment_asked = Signal(str)
    handover_asked = Signal()
    handovers_opened = Signal(int)
    join_asked = Signal()
    participant_opened = Signal(str)
    end_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        stages = Card()
        self.stages = StagePicker()
        self.stages.chosen.connect(self.stage_chosen)
        stages.add(self.stages)
        column.addWidget(stages)
        self.month = MonthCard()
        self.month.join_asked.connect(self.join_asked)
        column.addWidget(self.month)
        self.warnings = Notice()
        column.addWidget(self.warnings)
        row = Columns(side_by_side=theme.px(900))
        row.add(self._money_card(), 3)
        row.add(self._targets_card(), 2)
        column.addWidget(row)
        column.addWidget(self._participants_card())
        column.addWidget(self._inputs_card())
        self.end = LinkButton(_("End this model…"), pressed=self.end_asked.emit)
        column.addWidget(self.end)
        column.addStretch(1)

    def _money_card(self) -> Card:
        card = Card(_("Money by source"))
        card.add_to_head(QuietButton(_("Add a source"), "plus", self.source_asked.emit))
        card.add_to_head(QuietButton(_("Record a payment"), "wallet", lambda: self.payment_asked.emit("")))
        self.money: RowsModel[MoneyRow] = RowsModel(
            [
                Column(_("Source"), lambda row: row.name, strong=_is_sum),
                Column(_("Planned (đ)"), lambda row: format_dong(row.planned), numeric=True, strong=_is_sum),
                Column(_("Paid (đ)"), lambda row: format_dong(row.paid), numeric=True, strong=_is_sum),
                Column(_("Share"), self._share, numeric=True, strong=_is_sum),
            ]
        )
        self.money_table = WrapTable(self.money)
        self.money_table.opened.connect(lambda row: self.payment_asked.emit(self.money.rows[row].code))
        self._no_money = label(
            _("No source is planned yet. Add each source: state budget, funds, banks, the households' own part."),
            "secondary",
        )
        card.add(self._no_money)
        card.add(self.money_table)
        card.body.addStretch(1)
        return card

    def _share(self, row: MoneyRow) -> str:
        return format_percent(row.planned, sum(one.planned for one in self.money.rows if one.code), 1)

    def _targets_card(self) -> Card:
        card = Card(_("Against the plan"))
        self._targets = QVBoxLayout()
        self._targets.setSpacing(theme.px(6))
        card.body.addLayout(self._targets)
        card.body.addStretch(1)
        return card

    def _participants_card(self) -> Card:
        card = Card(_("Households taking part"))
        card.add_to_head(QuietButton(_("Add households"), "user-plus", self.join_asked.emit))
        self.participants: RowsModel[ParticipantRow] = RowsModel(
            [
                Column(_("Head of household"), lambda row: row.name),
                Column(_("Hamlet"), lambda row: row.hamlet),
                Column(
                    _("Class when joining"),
                    lambda row: CLASS_NAMES[row.participant.class_at_entry],
                    tone=lambda row: tone(row.participant.class_at_entry),
                ),
                Column(_("Class now"), lambda row: CLASS_NAMES[row.class_now], tone=lambda row: tone(row.class_now)),
                Column(_("Joined on"), lambda row: f"{row.participant.joined_on:%d/%m/%Y}", numeric=True),
                Column(_("Commitment"), _commitment, numeric=True),
                Column(_("Left on"), _left, numeric=True, tip=lambda row: row.participant.leave_reason),
            ]
        )
        self.participant_table = WrapTable(self.participants)
        self.participant_table.opened.connect(
            lambda row: self.participant_opened.emit(self.participants.rows[row].participant.id)
        )
        self._nobody = label(_("No household takes part yet."), "secondary")
        card.add(self._nobody)
        card.add(self.participant_table)
        return card

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

    def show_model(
        self, status: ModelStatus, stages: Sequence[StageWords], participants: Sequence[ParticipantRow]
    ) -> None:
        """Show where the model stands."""
        self.stages.set_stages([Stage(one.name, one.detail, StageState(one.state)) for one in stages])
        money = [MoneyRow(one.code, one.name, one.planned, one.paid) for one in status.budget.sources]
        if money:
            money.append(MoneyRow("", _("Total"), status.budget.planned, status.budget.paid))
        self._fill(self.money_table, self.money, money, self._no_money)
        self._fill(self.participant_table, self.participants, participants, self._nobody)
        self._fill(self.input_table, self.inputs, status.inputs, self._no_inputs)
        self._show_targets(targets(status, participants))
        self.warnings.show_text("warn", "\n".join(status.warnings))

    def _fill(self, table: WrapTable, model: RowsModel, rows: Sequence[object], nothing: QWidget) -> None:  # type: ignore[type-arg]
        model.set_rows(rows)
        table.fit()
        table.setVisible(bool(rows))
        nothing.setVisible(not rows)

    def _show_targets(self, found: Sequence[Target]) -> None:
        clear(self._targets)
        for target in found:
            row = QWidget()
            line = QVBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(theme.px(2))
            line.addWidget(label(target.name))
            line.addWidget(label(target.text, "strong"))
            if target.share is not None:
                line.addWidget(ProgressBar(target.share))
            self._targets.addWidget(row)


def _is_sum(row: MoneyRow) -> bool:
    return not row.code


def _commitment(row: ParticipantRow) -> str:
    signed = row.participant.commitment_signed_on
    return f"{signed:%d/%m/%Y}" if signed else _("not yet")


def _left(row: ParticipantRow) -> str:
    return f"{row.participant.left_on:%d/%m/%Y}" if row.participant.left_on else ""
