"""Niêm yết: the lists hung out, until when they hang; Ý kiến: what people object to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from sinhke_desktop.domain.round_forms import AnswerInput, ComplaintInput, PostingInput
from sinhke_desktop.domain.round_paper import PaperKind
from sinhke_desktop.domain.round_state import HouseholdState, display_ends
from sinhke_desktop.domain.rounds import OUTCOME_NAMES, Complaint, ComplaintOutcome, PublicPosting
from sinhke_desktop.gui.rounds.presenter import RoundRead, RoundsPresenter
from sinhke_desktop.gui.rounds.round_dialogs import AnswerDialog, ComplaintDialog, PostingDialog, ReasonDialog
from sinhke_desktop.gui.rounds.section import TableSection, later
from sinhke_desktop.gui.widgets import Column, QuietButton
from sinhke_desktop.gui.widgets.fields import Form
from sinhke_desktop.gui.widgets.form_dialog import Later
from sinhke_desktop.i18n import _
from sinhke_desktop.services import round_postings
from sinhke_desktop.services.review_process import process

Papers = Callable[[PaperKind, Sequence[str], str], None]


def _day(day: object) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


class PostingSection(TableSection[PublicPosting]):
    """The lists hung out."""

    def __init__(self, presenter: RoundsPresenter, papers: Papers) -> None:
        columns: list[Column[PublicPosting]] = [
            Column(_("Where it hangs"), lambda row: row.place, strong=lambda row: True),
            Column(_("Hamlet"), self._hamlet),
            Column(_("Hung out on"), lambda row: _day(row.posted_on)),
            Column(_("Complete on"), lambda row: _day(self._ends(row))),
            Column(_("Taken down"), lambda row: _day(row.taken_down_on)),
            Column(_("Stands"), self._stand, tone=self._tone),
        ]
        super().__init__(
            presenter, columns, (0,), _("No list was hung out yet. It names who the meetings agreed with.")
        )
        self.post = QuietButton(_("Hang the list out"), "clipboard-pen", self.begin, key="Ctrl+Shift+P")
        self.take_down = QuietButton(_("Taken down"), "check", self._take_down)
        self.remove = QuietButton(_("Recorded by mistake"), "x", self._remove)
        self.print = QuietButton(
            _("Print the public lists"), "printer", lambda: papers(PaperKind.POSTING, (), self._hamlet_id)
        )
        for button in (self.post, self.take_down, self.remove, self.print):
            self.tools.add(button)
        self._hamlet_id = ""
        self.dialog: PostingDialog | ReasonDialog | None = None

    def _hamlet(self, row: PublicPosting) -> str:
        board = self.presenter.board
        return (board.hamlets.get(row.hamlet_id, "") if board else "") or _("Whole commune")

    def _ends(self, row: PublicPosting) -> object:
        board = self.presenter.board
        return display_ends(row, board.round.posting_days) if board else None

    def _hangs(self, row: PublicPosting) -> bool:
        board = self.presenter.board
        return board is not None and self.presenter.today() < display_ends(row, board.round.posting_days)

    def _stand(self, row: PublicPosting) -> str:
        return _("Hangs out") if self._hangs(row) else _("Complete")

    def _tone(self, row: PublicPosting) -> str:
        return "near-poor" if self._hangs(row) else "escaped"

    def show_read(self, read: RoundRead, text: str, hamlet_id: str) -> None:
        del text
        board = read.board
        if board is None:
            return
        self._hamlet_id = hamlet_id
        for button in (self.post, self.take_down, self.remove):
            button.setEnabled(not board.round.decision_number)
        self.show_rows([one for one in board.postings if hamlet_id in ("", one.hamlet_id) or not one.hamlet_id])
        waiting = sorted({row.hamlet_name for row in board.rows if row.state is HouseholdState.POST})
        mark = process().unverified.get("posting_working_days", "")
        words = _("Still to be hung out: {hamlets}.").format(hamlets=", ".join(waiting)) if waiting else ""
        self.say(" ".join(filter(None, (words, mark))))

    def begin(self) -> None:
        board = self.presenter.board
        if board is None or board.round.decision_number:
            return
        waiting = [row.hamlet_id for row in board.rows if row.state is HouseholdState.POST]
        chosen = self._hamlet_id or (waiting[0] if waiting else "")
        where = self.presenter.workspace, self.presenter.round_id

        def save(form: Form) -> Later:
            typed = PostingInput(**{name: form.text(name) for name in form.fields})
            said = _("The list is recorded as hung out.")
            return later(self.presenter, lambda: round_postings.post(*where, typed)[1], said)

        mark = " ".join(process().unverified.get(name, "") for name in ("posting_working_days", "working_days"))
        self.dialog = PostingDialog(self, board.hamlets, chosen, self.presenter.today(), mark, save)
        self.dialog.open()

    def _take_down(self) -> None:
        rows = self.chosen()
        if len(rows) != 1:
            self.say(_("Choose one list."))
            return

        def save(form: Form) -> Later:
            act = partial(round_postings.take_down, self.presenter.workspace, rows[0].id, form.text("day"))
            return later(self.presenter, act, _("The day is noted."))

        self.dialog = ReasonDialog(
            self, _("Taken down"), rows[0].place, _("Save"), save, day=self.presenter.today(), needs_reason=False
        )
        self.dialog.open()

    def _remove(self) -> None:
        rows = self.chosen()
        if len(rows) != 1:
            self.say(_("Choose one list."))
            return

        def save(form: Form) -> Later:
            act = partial(round_postings.remove_posting, self.presenter.workspace, rows[0].id, form.text("reason"))
            return later(self.presenter, act, _("The list was taken away."))

        self.dialog = ReasonDialog(self, _("Recorded by mistake"), rows[0].place, _("Take away"), save)
        self.dialog.open()


class ComplaintSection(TableSection[Complaint]):
    """The objections and their answers."""

    def __init__(self, presenter: RoundsPresenter, papers: Papers) -> None:
        columns: list[Column[Complaint]] = [
            Column(_("Who objects"), lambda row: row.complainant, strong=lambda row: True),
            Column(_("About the household"), self._household),
            Column(_("What is objected to"), lambda row: row.about.replace("\n", " "), tip=lambda row: row.about),
            Column(_("Received on"), lambda row: _day(row.received_on)),
            Column(_("To be answered by"), lambda row: _day(row.due_on)),
            Column(_("Outcome"), lambda row: OUTCOME_NAMES[row.outcome], tone=self._tone),
        ]
        super().__init__(presenter, columns, (2,), _("Nobody objected so far."))
        self._papers = papers
        self.record_button = QuietButton(_("Record an objection"), "plus", self._record, key="Ctrl+Y")
        self.answer = QuietButton(_("Answer"), "pencil", self._answer)
        self.print = QuietButton(_("Print the answers"), "printer", lambda: papers(PaperKind.COMPLAINT, (), ""))
        for button in (self.record_button, self.answer, self.print):
            self.tools.add(button)
        self._hamlet_id = ""
        self.table.opened.connect(lambda _row: self._answer())
        self.dialog: ComplaintDialog | AnswerDialog | None = None

    def _household(self, row: Complaint) -> str:
        board = self.presenter.board
        found = board.row(row.household_id) if board and row.household_id else None
        return found.head_name if found else ""

    def _tone(self, row: Complaint) -> str:
        if row.outcome is not ComplaintOutcome.OPEN:
            return "escaped"
        return "poor" if row.due_on < self.presenter.today() else "near-poor"

    def show_read(self, read: RoundRead, text: str, hamlet_id: str) -> None:
        board = read.board
        if board is None:
            return
        self._hamlet_id = hamlet_id
        for button in (self.record_button, self.answer):
            button.setEnabled(not board.round.decision_number)
        mine = {row.household_id for row in board.rows if hamlet_id in ("", row.hamlet_id)}
        rows = [one for one in board.complaints if not one.household_id or one.household_id in mine]
        words = text.casefold()
        self.show_rows([one for one in rows if words in f"{one.complainant} {self._household(one)}".casefold()])
        self.say(process().unverified.get("complaint_working_days", ""))

    def begin(self) -> None:
        waiting = [at for at, row in enumerate(self.model.rows) if row.outcome is ComplaintOutcome.OPEN]
        if waiting:
            self.table.choose(waiting[0])
            self._answer()
        else:
            self._record()

    def _record(self) -> None:
        board = self.presenter.board
        if board is None or board.round.decision_number:
            return
        where = self.presenter.workspace, self.presenter.round_id

        def save(form: Form) -> Later:
            typed = ComplaintInput(**{name: form.text(name) for name in form.fields})
            said = _("The objection is recorded.")
            return later(self.presenter, lambda: round_postings.complain(*where, typed)[1], said)

        shown = (row for row in board.rows if self._hamlet_id in ("", row.hamlet_id))
        names = {row.household_id: f"{row.head_name} ({row.hamlet_name})" for row in shown}
        mark = process().unverified.get("complaint_working_days", "")
        self.dialog = ComplaintDialog(self, names, "", self.presenter.today(), mark, save)
        self.dialog.open()

    def _answer(self) -> None:
        rows, board = self.chosen(), self.presenter.board
        if len(rows) != 1 or board is None or board.round.decision_number:
            self.say(_("Choose one objection."))
            return

        def save(form: Form) -> Later:
            typed = AnswerInput(**{name: form.text(name) for name in form.fields})
            act = partial(round_postings.answer, self.presenter.workspace, rows[0].id, typed)
            return later(self.presenter, act, _("The answer is noted."))

        self.dialog = AnswerDialog(self, rows[0], self.presenter.today(), save)
        self.dialog.open()
