"""The village meetings about the choice, and what all hamlets say of every candidate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sinhke_desktop.domain.choosing import Consensus, VillageVote
from sinhke_desktop.domain.community_meeting import COMMUNITY_MEETING, CommunityMeeting
from sinhke_desktop.domain.livelihood import ChoiceStatus, LivelihoodModel
from sinhke_desktop.domain.money import format_number, format_percent
from sinhke_desktop.domain.typed_record import typed_of
from sinhke_desktop.gui.livelihood.file.model_file import ModelFile
from sinhke_desktop.gui.livelihood.file.papers_dialog import PapersDialog
from sinhke_desktop.gui.livelihood.meeting_dialog import MeetingDialog, TypedMeeting, Votes
from sinhke_desktop.gui.widgets import Card, Column, Dialog, QuietButton, RowsModel, label
from sinhke_desktop.gui.widgets.wrapping import WrapTable
from sinhke_desktop.i18n import _
from sinhke_desktop.services import candidates, community_meetings, meeting_papers


@dataclass(frozen=True, slots=True)
class Said:
    """What the hamlets say of one candidate, with the names of those that have not met."""

    model: LivelihoodModel
    said: Consensus
    waiting: tuple[str, ...]


class ConsensusCard(Card):
    """One line a candidate: hamlets that met, households present, in favour, against, agreed or not, who is missing."""

    def __init__(self) -> None:
        super().__init__(_("What all hamlets say"))
        self.model: RowsModel[Said] = RowsModel(
            [
                Column(_("Model"), lambda row: row.model.name),
                Column(_("Hamlets met"), lambda row: f"{len(row.said.votes)}/{len(row.said.votes) + len(row.waiting)}",
                       numeric=True),
                Column(_("Present"), lambda row: format_number(row.said.present), numeric=True),
                Column(_("In favour"), lambda row: format_number(row.said.votes_for), numeric=True),
                Column(_("Against"), lambda row: format_number(row.said.votes_against), numeric=True),
                Column(_("Share in favour"), lambda row: row.said.share, numeric=True, strong=lambda row: True),
                Column(_("Consensus"), _agreed, tone=_agreed_tone),
                Column(_("Not met yet"), lambda row: ", ".join(row.waiting) or "–"),
            ]
        )  # fmt: skip
        self.table = WrapTable(self.model, wrap=(0, 7))
        self.add(self.table)
        self.add(
            label(_("Agreed: more than half of the households present; a hamlet's latest vote counts."), "secondary")
        )

    def show_rows(self, rows: Sequence[Said]) -> None:
        """Show *rows*."""
        self.model.set_rows(list(rows))
        self.table.fit()


def _agreed(row: Said) -> str:
    if not row.said.present:
        return _("not asked")
    return _("agreed") if row.said.agreed else _("not agreed")


def _agreed_tone(row: Said) -> str:
    if not row.said.present:
        return "neutral"
    return "escaped" if row.said.agreed else "poor"


class MeetingsCard(QWidget):
    """The meetings of an area in a period; ``dialog`` is the last dialog that was opened."""

    def __init__(self, file: ModelFile) -> None:
        super().__init__()
        self._file = file
        self._area = self._period = ""
        self._hamlets: dict[str, str] = {}
        self._models: list[LivelihoodModel] = []
        self._counts: dict[str, list[VillageVote]] = {}
        self.dialog: Dialog | None = None
        self.consensus = ConsensusCard()
        self.card = Card(_("Village meetings"))
        self.print_button = QuietButton(_("Print invitation, minutes"), "printer", self.print_papers)
        for button in (
            self.print_button,
            QuietButton(_("Invite"), "plus", partial(self.ask, invite=True)),
            QuietButton(_("Record a meeting"), "vote", self.ask, key="Ctrl+Shift+B"),
        ):
            self.card.add_to_head(button)
        self.model: RowsModel[CommunityMeeting] = RowsModel(
            [
                Column(_("Hamlet"), lambda row: self._hamlets.get(row.hamlet_id, "–")),
                Column(_("State"), self._state, tone=self._tone),
                Column(_("Day"), _day, numeric=True),
                Column(_("Households present"), _present, numeric=True),
                Column(_("Votes"), self._votes),
                Column(_("Conclusion"), lambda row: row.conclusion),
            ]
        )
        self.table = WrapTable(self.model, wrap=(0, 4, 5))
        self.table.opened.connect(lambda row: self.open(self.model.rows[row]))
        self._nothing = label(
            _("No meeting was planned or held yet. Invite the hamlets, print the invitations, record each meeting."),
            "secondary",
        )
        self.card.add(self._nothing)
        self.card.add(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.consensus)
        column.addWidget(self.card)

    def show_area(self, area: str, period: str, *, open_only: bool = False) -> None:
        """Read and show the meetings about an area's choice; *open_only* leaves out models already decided on."""
        self._area, self._period = area, period
        workspace = self._file.workspace
        self._hamlets = candidates.area_hamlets(workspace, workspace.commune_code)
        ranked = candidates.compare(workspace, period, area)
        self._models = [one.model for one in ranked]
        said = community_meetings.said_of(workspace, period, area)
        self.consensus.show_rows(
            [
                Said(one, said[one.id], tuple(self._hamlets.get(key, "–") for key in said[one.id].waiting))
                for one in self._models
                if one.status is ChoiceStatus.CANDIDATE or not open_only
            ]
        )
        found = community_meetings.of_area(workspace, period, area)
        self._counts = {meeting.id: community_meetings.votes_of(workspace, meeting.id) for meeting in found}
        self.model.set_rows(found)
        self.table.fit()
        self.table.setVisible(bool(found))
        self.print_button.setVisible(bool(found))
        self._nothing.setVisible(not found)

    def _state(self, row: CommunityMeeting) -> str:
        if row.held_on:
            return _("held")
        late = row.planned_on is not None and row.planned_on < self._file.today()
        return _("to be recorded") if late else _("invited")

    def _tone(self, row: CommunityMeeting) -> str:
        if row.held_on:
            return "escaped"
        return "near-poor" if row.planned_on is not None and row.planned_on < self._file.today() else "accent"

    def _votes(self, row: CommunityMeeting) -> str:
        names = {one.id: one.name for one in self._models}
        return "; ".join(
            f"{names.get(one.model_id, '–')}: {one.votes_for}/{one.households_present}"
            for one in self._counts.get(row.id, [])
        )

    def ask(self, *, invite: bool = False) -> None:
        """Ask for a new meeting or invitation."""
        day = f"{self._file.today():%d/%m/%Y}"
        typed = TypedMeeting({"invited_on": day} if invite else {"held_on": day})
        self._open(None, typed, invite=invite)

    def open(self, meeting: CommunityMeeting) -> None:
        """Show a meeting: one that was only invited is recorded now, any is changed or removed."""
        votes = {one.model_id: (str(one.votes_for), str(one.votes_against)) for one in self._counts[meeting.id]}
        fields = typed_of(meeting, COMMUNITY_MEETING)
        if meeting.held_on is None and meeting.planned_on is not None and meeting.planned_on <= self._file.today():
            fields["held_on"] = fields["planned_on"]
        invite = meeting.held_on is None and not fields["held_on"]
        self._open(meeting, TypedMeeting(fields, votes), invite=invite)

    def _open(self, meeting: CommunityMeeting | None, typed: TypedMeeting, *, invite: bool) -> None:
        asked = [one for one in self._models if one.status is ChoiceStatus.CANDIDATE or one.id in typed.votes]

        def save(fields: dict[str, str], votes: Votes | None) -> None:
            community_meetings.record(
                self._file.workspace, fields, votes, meeting_id=meeting.id if meeting else "", area_code=self._area
            )

        dialog = self.dialog = MeetingDialog(
            self, self._hamlets, asked, save, self._saved, typed=typed, invite=invite,
            remove=partial(self._take_away, meeting) if meeting else None,
        )  # fmt: skip
        dialog.open()

    def _saved(self) -> None:
        self._file.context.toast(_("Saved"))
        self._file.context.refresh()

    def _take_away(self, meeting: CommunityMeeting) -> None:
        workspace = self._file.workspace
        votes = tuple(one.id for one in self._counts[meeting.id])
        community_meetings.remove(workspace, meeting.id)
        self._file.context.refresh()

        def undo() -> None:
            community_meetings.restore(workspace, meeting.id, votes)
            self._file.context.refresh()

        self._file.context.toast(_("The meeting and its votes were removed."), undo)

    def print_papers(self) -> None:
        """Show the papers of the meetings."""
        row = self.table.current_row()
        chosen = self.model.rows[row] if 0 <= row < len(self.model.rows) else None
        kind = meeting_papers.INVITATION if chosen is not None and chosen.held_on is None else meeting_papers.MINUTES
        dialog = self.dialog = PapersDialog(
            self, self._file.context, self._running(), kinds=tuple(meeting_papers.TITLES), kind=kind,
            subject_id=chosen.id if chosen else "",
        )  # fmt: skip
        dialog.open()

    def _running(self) -> str:
        """The chosen model of the area, or nothing before the choice."""
        chosen = (ChoiceStatus.ACTIVE, ChoiceStatus.ENDED)
        return next((one.id for one in self._models if one.status in chosen), "")


def _day(row: CommunityMeeting) -> str:
    day = row.held_on or row.planned_on
    return " · ".join(filter(None, (f"{day:%d/%m/%Y}" if day else "", row.begins_at)))


def _present(row: CommunityMeeting) -> str:
    if row.households_present is None:
        return "–"
    if not row.households_all:
        return format_number(row.households_present)
    share = format_percent(row.households_present, row.households_all, 1)
    return f"{row.households_present}/{row.households_all} ({share})"
