"""Hộ tham gia: who takes part, in which group and class, under which conditions; shares and commitments."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sinhke_desktop.domain.joining_conditions import to_look_at
from sinhke_desktop.domain.money import format_percent
from sinhke_desktop.domain.participation import GroupShare, role_name, without_commitment
from sinhke_desktop.domain.producer_group import GROUP_KIND_NAMES
from sinhke_desktop.domain.review import CLASS_NAMES
from sinhke_desktop.gui.livelihood.file.model_file import ModelFile
from sinhke_desktop.gui.livelihood.file.papers_dialog import PapersDialog
from sinhke_desktop.gui.livelihood.file.section import FileSection, RecordCard
from sinhke_desktop.gui.livelihood.model_dialogs import tone
from sinhke_desktop.gui.livelihood.participant_dialogs import PointsDialog, ShareDialog, SignedDialog
from sinhke_desktop.gui.widgets import Card, Column, Dialog, Flow, QuietButton, RowsModel, label
from sinhke_desktop.gui.widgets.wrapping import WrapTable
from sinhke_desktop.i18n import _
from sinhke_desktop.services import commitments, participation, participation_rules
from sinhke_desktop.services.livelihood import ModelStatus
from sinhke_desktop.services.model_process import process
from sinhke_desktop.services.participation import Parts, PartStanding


class HouseholdsSection(FileSection):
    """Tells :attr:`join_asked`, :attr:`participant_opened` (the id); ``dialog`` is the last one of its own."""

    join_asked = Signal()
    participant_opened = Signal(str)

    def __init__(self, file: ModelFile) -> None:
        super().__init__(file)
        self.dialog: Dialog | None = None
        self.parts: Parts | None = None
        self.column.addWidget(self._participants_card())
        self.column.addWidget(self._share_card())
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
        self.participants: RowsModel[PartStanding] = RowsModel(
            [
                Column(_("Head of household"), lambda row: "\n".join(filter(None, (row.name, row.hamlet)))),
                Column(_("Role, group"), _group_and_role),
                Column(
                    _("Class when joining"),
                    lambda row: CLASS_NAMES[row.participant.class_at_entry],
                    tone=lambda row: tone(row.participant.class_at_entry),
                ),
                Column(_("Class now"), lambda row: CLASS_NAMES[row.class_now], tone=lambda row: tone(row.class_now)),
                Column(_("Commitment"), _commitment, numeric=True),
                Column(_("To look at"), _to_look_at, tip=_conditions_tip),
                Column(_("In the model"), _stay),
            ]
        )
        self.participant_table = WrapTable(self.participants, wrap=(0, 1, 5, 6))
        self.participant_table.setAccessibleName(_("Households taking part"))
        self.participant_table.opened.connect(
            lambda row: self.participant_opened.emit(self.participants.rows[row].participant.id)
        )
        self._nobody = label(_("No household takes part yet."), "secondary")
        card.add(self._nobody)
        card.add(self.participant_table)
        self.sign = QuietButton(_("All have signed…"), "check", self.sign_all)
        self.print = QuietButton(_("Print commitments"), "printer", self.print_commitments)
        self.points = QuietButton(_("What households promise…"), "square-pen", self.word_points)
        self._to_hand_on = label()
        card.add(self._to_hand_on)
        card.add(Flow(self.print, self.sign, self.points))
        return card

    def _share_card(self) -> QWidget:
        card = Card(_("Poor, near-poor and newly escaped households"))
        self.least = QuietButton(_("Least share…"), "square-pen", self.set_least)
        card.add_to_head(self.least)
        self._share, self._mark = label(), label("", "secondary")
        card.add(self._share)
        card.add(self._mark)
        return card

    def show_read(self, status: ModelStatus) -> None:
        """Read who takes part, the shares and the groups."""
        parts = self.parts = participation.parts(self.file.workspace, status.model.id)
        row = self.participant_table.current_row()
        self.participants.set_rows(parts.lines)
        self.participant_table.fit()
        self.participant_table.setVisible(bool(parts.lines))
        self._nobody.setVisible(not parts.lines)
        if 0 <= row < len(parts.lines):
            self.participant_table.choose(row)
        held = [_held_words(line) for line in parts.lines if line.to_hand_on]
        self._to_hand_on.setText("\n".join(held))
        self._to_hand_on.setVisible(bool(held))
        unsigned = self._unsigned()
        self.sign.setEnabled(bool(unsigned))
        self.print.setEnabled(parts.share.all > 0)
        said = [_("Not signed yet: {names}.").format(names=", ".join(unsigned))] if unsigned else []
        if parts.share.too_small:
            said.append(_("The share of poor, near-poor and newly escaped households is below the least one."))
        self.notice.show_text("warn", "\n".join(said))
        self._show_share(parts)
        self.groups.show_rows()

    def _show_share(self, parts: Parts) -> None:
        lines = [_share_words(_("The whole model"), parts.share)]
        lines += [_share_words(name, share) for name, share in parts.by_group.items() if share.all]
        self._share.setText("\n".join(lines))
        kept = participation_rules.least_share(self.file.workspace, self.file.model_id)
        marks = process().unverified
        text = _("Least share {percent} %, set by {basis}.").format(percent=kept.percent, basis=kept.basis)
        self._mark.setText(f"{text if kept.percent else marks['least_share_percent']} {marks['newly_escaped']}")

    def _unsigned(self) -> list[str]:
        if self.parts is None:
            return []
        waiting = {one.id for one in without_commitment([line.participant for line in self.parts.lines])}
        return [line.name for line in self.parts.lines if line.participant.id in waiting]

    def sign_all(self) -> None:
        """Ask for the day on which all signed that have not yet."""
        self._ask(
            SignedDialog(
                self, ", ".join(self._unsigned()),
                lambda day: participation.sign_all(self.file.workspace, self.file.model_id, day),
                self.file.context.refresh,
            )
        )  # fmt: skip

    def print_commitments(self) -> None:
        """Show the commitments, all in one file at first."""
        kind = commitments.KIND
        self._ask(PapersDialog(self, self.file.context, self.file.model_id, kinds=(kind,), kind=kind))

    def word_points(self) -> None:
        """Ask for the points of the commitment."""
        self._ask(PointsDialog(self, self.file.context, self.file.model()))

    def set_least(self) -> None:
        """Ask for the least share."""
        self._ask(ShareDialog(self, self.file.context, self.file.model_id))

    def _ask(self, dialog: Dialog) -> None:
        self.dialog = dialog
        dialog.open()


def _group_and_role(row: PartStanding) -> str:
    return " · ".join(filter(None, (role_name(row.participant.role), row.group)))


def _commitment(row: PartStanding) -> str:
    signed = row.participant.commitment_signed_on
    return f"{signed:%d/%m/%Y}" if signed else _("not yet")


def _to_look_at(row: PartStanding) -> str:
    return "; ".join(dict.fromkeys(one.short for one in to_look_at(row.conditions))) or _("nothing")


def _conditions_tip(row: PartStanding) -> str:
    return "\n".join(one.text for one in row.conditions)


def _stay(row: PartStanding) -> str:
    """Since when, or until when and why; who took whose place."""
    one = row.participant
    said = [_("since {day:%d/%m/%Y}").format(day=one.joined_on)]
    if one.left_on is not None:
        text = _("left on {day:%d/%m/%Y}: {reason}")
        said = [text.format(day=one.left_on, reason=one.leave_reason)]
    if row.replaces:
        said.append(_("in place of {name}").format(name=row.replaces))
    if row.replaced_by:
        said.append(_("replaced by {name}").format(name=row.replaced_by))
    return "\n".join(said)


def _held_words(row: PartStanding) -> str:
    text = _("{name} has left; to be handed on: {things}.")
    return text.format(name=row.name, things="; ".join(row.to_hand_on))


def _share_words(name: str, share: GroupShare) -> str:
    text = _("{name}: {count} of {all} households ({percent})")
    percent = format_percent(share.eligible, share.all)
    return text.format(name=name, count=share.eligible, all=share.all, percent=percent)
