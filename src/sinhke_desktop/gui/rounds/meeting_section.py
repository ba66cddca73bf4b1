"""Họp dân: every hamlet's meetings and what waits for a vote."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from sinhke_desktop.domain.round_forms import MeetingInput, VoteTyped
from sinhke_desktop.domain.round_paper import PaperKind
from sinhke_desktop.domain.rounds import VillageMeeting
from sinhke_desktop.gui.rounds.meeting_dialog import MeetingDialog
from sinhke_desktop.gui.rounds.presenter import RoundRead, RoundsPresenter
from sinhke_desktop.gui.rounds.round_dialogs import ReasonDialog
from sinhke_desktop.gui.rounds.section import TableSection, later
from sinhke_desktop.gui.widgets import Column, QuietButton
from sinhke_desktop.gui.widgets.fields import Form
from sinhke_desktop.gui.widgets.form_dialog import Later
from sinhke_desktop.i18n import _
from sinhke_desktop.services import round_meetings
from sinhke_desktop.services.review_process import process
from sinhke_desktop.services.round_meetings import HamletMeetings


def _last(row: HamletMeetings) -> str:
    meeting = row.meetings[-1] if row.meetings else None
    return _("{number} on {day:%d/%m/%Y}").format(number=meeting.attempt, day=meeting.held_on) if meeting else ""


def _stand(row: HamletMeetings) -> str:
    if row.waiting:
        return _("Meeting to be held")
    if row.again:
        return _("Survey again first")
    return _("Done") if row.meetings else _("Nothing to vote on yet")


class MeetingSection(TableSection[HamletMeetings]):
    """One line a hamlet; Enter opens its newest meeting or records the next."""

    def __init__(self, presenter: RoundsPresenter, papers: Callable[[PaperKind, Sequence[str], str], None]) -> None:
        columns: list[Column[HamletMeetings]] = [
            Column(_("Hamlet"), lambda row: row.hamlet_name, strong=lambda row: True),
            Column(_("Households"), lambda row: str(row.households), numeric=True),
            Column(_("To vote on"), lambda row: str(row.waiting), numeric=True),
            Column(_("Below half"), lambda row: str(row.again), numeric=True),
            Column(_("Last meeting"), _last),
            Column(
                _("People present"), lambda row: str(row.meetings[-1].present) if row.meetings else "", numeric=True
            ),
            Column(
                _("Stands"), _stand,
                tone=lambda row: "near-poor" if row.waiting else "poor" if row.again else "escaped" if row.meetings
                else "neutral",
            ),
        ]  # fmt: skip
        super().__init__(presenter, columns, (0, 4), _("No hamlet has households on the list yet."))
        self._papers = papers
        self.record_button = QuietButton(_("Record a meeting"), "users-round", self.begin, key="Ctrl+M")
        self.change = QuietButton(_("Change the last meeting"), "pencil", self._change)
        self.remove = QuietButton(_("Take the last meeting away"), "x", self._remove)
        self.ballots = QuietButton(_("Print vote sheets"), "vote", partial(self._print, PaperKind.VOTE_SHEETS))
        self.counting = QuietButton(
            _("Print the counting"), "clipboard-check", partial(self._print, PaperKind.COUNTING)
        )
        self.print = QuietButton(_("Print the minutes"), "printer", partial(self._print, PaperKind.MINUTES))
        for button in (self.record_button, self.change, self.remove, self.ballots, self.counting, self.print):
            self.tools.add(button)
        self.table.opened.connect(lambda _row: self._open())
        self.dialog: MeetingDialog | ReasonDialog | None = None

    def show_read(self, read: RoundRead, text: str, hamlet_id: str) -> None:
        del text
        if read.board is None:
            return
        open_round = not read.board.round.decision_number
        for button in (self.record_button, self.change, self.remove):
            button.setEnabled(open_round)
        rows = [row for row in round_meetings.by_hamlet(read.board) if hamlet_id in ("", row.hamlet_id)]
        self.show_rows(rows)
        copies = _("Minutes are made in {count} copies, one for the hamlet, one for the commune.")
        self.say(copies.format(count=process().minutes_copies))

    def _row(self) -> HamletMeetings | None:
        rows = self.chosen()
        if not rows and self.model.rows:
            waiting = [at for at, row in enumerate(self.model.rows) if row.waiting]
            self.table.choose(waiting[0] if waiting else 0)
            rows = self.chosen()
        return rows[0] if rows else None

    def begin(self) -> None:
        row = self._row()
        if row is None:
            return
        if not row.waiting:
            self.say(_("No household of {hamlet} waits for a vote.").format(hamlet=row.hamlet_name))
            return
        self._ask(row, None)

    def _open(self) -> None:
        row = self._row()
        if row is not None:
            if row.meetings and not row.waiting:
                self._ask(row, row.meetings[-1])
            else:
                self.begin()

    def _change(self) -> None:
        row = self._row()
        if row is None or not row.meetings:
            self.say(_("No meeting was recorded for this hamlet yet."))
            return
        self._ask(row, row.meetings[-1])

    def _ask(self, row: HamletMeetings, meeting: VillageMeeting | None) -> None:
        board = self.presenter.board
        if board is None or board.round.decision_number:
            return
        households = round_meetings.rows_to_vote(board, row.hamlet_id, meeting)
        attempt = meeting.attempt if meeting else row.next_attempt
        where = self.presenter.workspace, self.presenter.round_id

        def record(typed: MeetingInput, votes: dict[str, VoteTyped]) -> Later:
            said = _("The meeting of {hamlet} is recorded.").format(hamlet=row.hamlet_name)
            return later(self.presenter, lambda: round_meetings.record(*where, typed, votes)[1], said)

        self.dialog = MeetingDialog(
            self, row.hamlet_id, row.hamlet_name, attempt, households, meeting, self.presenter.today(),
            process().agreement_percent, record,
        )  # fmt: skip
        self.dialog.open()

    def _remove(self) -> None:
        row = self._row()
        if row is None or not row.meetings:
            self.say(_("No meeting was recorded for this hamlet yet."))
            return
        meeting = row.meetings[-1]

        def save(form: Form) -> Later:
            where, reason = self.presenter.workspace, form.text("reason")
            act = partial(round_meetings.remove, where, meeting.id, reason)
            return later(self.presenter, act, _("The meeting was taken away."))

        text = f"{row.hamlet_name}: {_last(row)}"
        self.dialog = ReasonDialog(self, _("Take the last meeting away"), text, _("Take away"), save)
        self.dialog.open()

    def _print(self, kind: PaperKind) -> None:
        row = self._row()
        self._papers(kind, (), row.hamlet_id if row else "")
