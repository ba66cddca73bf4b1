"""Hộ tham gia: who takes part, in which group, in which class then and now."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from sinhke_desktop.domain.producer_group import GROUP_KIND_NAMES
from sinhke_desktop.domain.review import CLASS_NAMES
from sinhke_desktop.gui.livelihood.file.model_file import ModelFile
from sinhke_desktop.gui.livelihood.file.section import FileSection, RecordCard
from sinhke_desktop.gui.livelihood.model_dialogs import tone
from sinhke_desktop.gui.livelihood.records import ParticipantRow
from sinhke_desktop.gui.widgets import Card, Column, QuietButton, RowsModel, label
from sinhke_desktop.gui.widgets.wrapping import WrapTable
from sinhke_desktop.i18n import _
from sinhke_desktop.services.livelihood import ModelStatus


class HouseholdsSection(FileSection):
    """Tells :attr:`join_asked`, :attr:`participant_opened` (the id)."""

    join_asked = Signal()
    participant_opened = Signal(str)

    def __init__(self, file: ModelFile) -> None:
        super().__init__(file)
        self.column.addWidget(self._participants_card())
        self.groups = RecordCard(
            file,
            "producer_group",
            [
                Column(_("Group"), lambda row: row.name),
                Column(_("Kind"), lambda row: GROUP_KIND_NAMES[row.kind]),
                Column(_("Led by"), lambda row: row.leader),
                Column(_("Founded on"), lambda row: f"{row.founded_on:%d/%m/%Y}" if row.founded_on else ""),
            ],
            add=_("Add a group"),
            empty=_("Households may work alone or in a group: tổ, nhóm, hội, hợp tác xã."),
        )
        self.column.addWidget(self.groups)
        self.column.addStretch(1)

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

    def show_participants(self, rows: Sequence[ParticipantRow]) -> None:
        """Show who takes part."""
        self.participants.set_rows(rows)
        self.participant_table.fit()
        self.participant_table.setVisible(bool(rows))
        self._nobody.setVisible(not rows)

    def show_read(self, status: ModelStatus) -> None:
        """Show the groups."""
        self.groups.show_rows()


def _commitment(row: ParticipantRow) -> str:
    signed = row.participant.commitment_signed_on
    return f"{signed:%d/%m/%Y}" if signed else _("not yet")


def _left(row: ParticipantRow) -> str:
    return f"{row.participant.left_on:%d/%m/%Y}" if row.participant.left_on else ""
