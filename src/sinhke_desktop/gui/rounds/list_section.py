"""Danh sách: who is reviewed, why, what the quick screen says, who was refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QCheckBox

from sinhke_desktop.domain.round_paper import PaperKind
from sinhke_desktop.domain.rounds import EntryOrigin, Screening
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.rounds.presenter import RoundRead, RoundsPresenter
from sinhke_desktop.gui.rounds.round_dialogs import HouseholdDialog, ReasonDialog, ScreenDialog
from sinhke_desktop.gui.rounds.section import TableSection, later
from sinhke_desktop.gui.rounds.words import (
    class_tone,
    class_word,
    found_among,
    origin_word,
    screening_word,
    state_tone,
    state_word,
)
from sinhke_desktop.gui.widgets import Column, LinkButton, QuietButton
from sinhke_desktop.gui.widgets.fields import Form
from sinhke_desktop.gui.widgets.form_dialog import Later
from sinhke_desktop.i18n import _
from sinhke_desktop.services import round_list
from sinhke_desktop.services.register import Register
from sinhke_desktop.services.round_board import BoardRow

MOST_NAMES = 3


class ListSection(TableSection[BoardRow]):
    """The list to review."""

    def __init__(
        self, context: Context, presenter: RoundsPresenter, papers: Callable[[PaperKind, Sequence[str]], None]
    ) -> None:
        columns: list[Column[BoardRow]] = [
            Column(_("Head of household"), lambda row: row.head_name, strong=lambda row: True),
            Column(_("Hamlet"), lambda row: row.hamlet_name),
            Column(_("Members"), lambda row: str(row.members), numeric=True),
            Column(_("Before"), lambda row: class_word(row.before), tone=lambda row: class_tone(row.before)),
            Column(_("On the list because"), origin_word),
            Column(_("Quick screen"), screening_word, tip=lambda row: row.entry.screening_reason),
            Column(_("Stands"), state_word, tone=state_tone),
        ]
        super().__init__(presenter, columns, (0, 4), _("Nobody is on the list yet. Make it from the commune's books."))
        self._context, self._papers = context, papers
        self._note = ""
        self.build = QuietButton(_("Make the list"), "users", self._build, key="Ctrl+D")
        self.apply = QuietButton(_("Who applied"), "user-plus", self._apply, key="Ctrl+Shift+N")
        self.propose = QuietButton(_("Proposed by the hamlet"), "plus", self._propose)
        self.screen_button = QuietButton(_("Quick screen"), "clipboard-check", self._screen, key="Ctrl+K")
        self.refuse = QuietButton(_("Refusal in writing"), "file-text", self._refuse)
        self.take_off = QuietButton(_("Take off the list"), "x", self._take_off)
        self.print = QuietButton(_("Print the list"), "printer", lambda: self._papers(PaperKind.REVIEW_LIST, ()))
        self.escaped = QCheckBox(_("Newly escaped too"))
        self.explain = LinkButton(_("Print explanations"), "printer", self._explain)
        for button in (
            self.build, self.escaped, self.apply, self.propose, self.screen_button, self.refuse, self.take_off,
            self.print, self.explain,
        ):  # fmt: skip
            self.tools.add(button)
        self.table.opened.connect(self._open)
        self.dialog: HouseholdDialog | ScreenDialog | ReasonDialog | None = None

    def show_read(self, read: RoundRead, text: str, hamlet_id: str) -> None:
        if read.board is None:
            return
        open_round = not read.board.round.decision_number
        for button in (self.build, self.escaped, self.apply, self.propose, self.screen_button, self.take_off):
            button.setEnabled(open_round)
        self.show_rows(found_among(read.board.rows, text, hamlet_id))
        waiting = [row.head_name for row in round_list.refused_rows(read.board) if row.entry.refused_on is None]
        names = ", ".join(waiting[:MOST_NAMES])
        words = _("{count} households wait for a refusal in writing: {names}.")
        said = words.format(count=len(waiting), names=names) if waiting else ""
        self.say(" ".join(filter(None, (self._note, said))))
        self._note = ""

    def begin(self) -> None:
        board = self.presenter.board
        if board is not None and not board.rows:
            self._build()
        else:
            waiting = [at for at, row in enumerate(self.model.rows) if row.entry.origin is EntryOrigin.APPLIED]
            if waiting:
                self.table.choose(waiting[0])
            self.table.setFocus()

    def _build(self) -> None:
        count = 0
        where, escaped = (self.presenter.workspace, self.presenter.round_id), self.escaped.isChecked()

        def build() -> str:
            nonlocal count
            count, step = round_list.build_list(*where, newly_escaped=escaped)
            return step

        def built() -> None:
            none = _("Nobody new is on the books: no poor or near-poor household without a place on the list.")
            self._note = "" if count else none

        self.say(_("One moment…"))
        self.presenter.long_step(build, _("The households on the books are on the list."), built)

    def _apply(self) -> None:
        def put(household_id: str, form: Form) -> Later:
            where = self.presenter.workspace, self.presenter.round_id, household_id
            typed = form.text("applied_on"), form.text("request_number")
            return later(self.presenter, lambda: round_list.apply_for(*where, *typed)[1], _("Put on the list."))

        self._find(_("Households that applied"), put, request=True)

    def _propose(self) -> None:
        def put(household_id: str, form: Form) -> Later:
            where = self.presenter.workspace, self.presenter.round_id, household_id
            note = form.text("note")
            return later(self.presenter, lambda: round_list.propose(*where, note)[1], _("Put on the list."))

        self._find(_("Households that the hamlet proposes"), put, request=False)

    def _find(self, title: str, put: Callable[[str, Form], Later], *, request: bool) -> None:
        board = self.presenter.board
        if board is None:
            return
        listed = {row.household_id for row in board.rows}

        def ask(known: Register) -> None:
            self.dialog = HouseholdDialog(self, title, known, listed, self.presenter.today(), put, request=request)
            self.dialog.open()

        self.presenter.with_register(ask)

    def _names(self, rows: Sequence[BoardRow]) -> str:
        shown = ", ".join(row.head_name for row in rows[:MOST_NAMES])
        more = len(rows) - MOST_NAMES
        return _("{names} and {count} more").format(names=shown, count=more) if more > 0 else shown

    def _screen(self) -> None:
        rows = [row for row in self.chosen() if row.entry.origin is not EntryOrigin.ON_BOOKS]
        if not rows:
            self.say(_("Choose households that applied or were proposed; those on the books are always surveyed."))
            return
        ids = [row.household_id for row in rows]

        def save(form: Form) -> Later:
            where = self.presenter.workspace, self.presenter.round_id, ids
            act = partial(round_list.screen, *where, Screening(form.text("screening")), form.text("reason"))
            return later(self.presenter, act, _("The quick screen is noted."))

        self.dialog = ScreenDialog(self, self._names(rows), save)
        self.dialog.open()

    def _refuse(self) -> None:
        rows = self.chosen()
        if len(rows) != 1:
            self.say(_("Choose one household."))
            return
        (row,) = rows

        def save(form: Form) -> Later:
            where = self.presenter.workspace, self.presenter.round_id, row.household_id
            act = partial(round_list.refuse, *where, form.text("day"), form.text("refusal_reason"))

            def noted(step: str) -> None:
                self.presenter.told(step, _("The refusal is noted."))
                self._papers(PaperKind.REFUSAL, [row.household_id])

            return Later(self.presenter.run, act, noted)

        board = self.presenter.board
        reason = row.entry.refusal_reason or row.entry.screening_reason or (board.explanation(row) if board else "")
        self.dialog = ReasonDialog(
            self, _("Refusal in writing"), row.head_name, _("Save and show the paper"), save,
            day=self.presenter.today(), reason=reason, field="refusal_reason",
        )  # fmt: skip
        self.dialog.open()

    def _take_off(self) -> None:
        rows = self.chosen()
        if not rows:
            self.say(_("Choose the households to take off."))
            return
        ids = [row.household_id for row in rows]

        def save(form: Form) -> Later:
            where = self.presenter.workspace, self.presenter.round_id, ids
            act = partial(round_list.take_off, *where, form.text("reason"))
            return later(self.presenter, act, _("Taken off the list."))

        self.dialog = ReasonDialog(self, _("Take off the list"), self._names(rows), _("Take off"), save)
        self.dialog.open()

    def _explain(self) -> None:
        self._papers(PaperKind.EXPLANATION, [row.household_id for row in self.chosen()])

    def _open(self, row: int) -> None:
        try:
            self._context.navigate("households", household_id=self.model.rows[row].household_id)
        except SinhkeError as error:
            self.say(str(error))
