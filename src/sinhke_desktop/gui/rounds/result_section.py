"""Quyết định: preliminary and official results side by side; Giấy chứng nhận: issued, withdrawn, written on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QCheckBox

from sinhke_desktop.domain.money import format_number
from sinhke_desktop.domain.review import PovertyClass
from sinhke_desktop.domain.round_forms import DecisionInput
from sinhke_desktop.domain.round_movement import LISTED, TURN_NAMES
from sinhke_desktop.domain.round_paper import PaperKind
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.gui.rounds.presenter import RoundRead, RoundsPresenter
from sinhke_desktop.gui.rounds.round_dialogs import CertificatesDialog, CorrectDialog, DecisionDialog, ReasonDialog
from sinhke_desktop.gui.rounds.section import TableSection, later
from sinhke_desktop.gui.rounds.survey_sheet import lacking_keys, lacking_text
from sinhke_desktop.gui.rounds.words import (
    class_tone,
    class_word,
    found_among,
    missing_words,
    movement_word,
    state_tone,
    state_word,
)
from sinhke_desktop.gui.widgets import Column, DangerButton, QuietButton, label
from sinhke_desktop.gui.widgets.fields import Form
from sinhke_desktop.gui.widgets.form_dialog import Later
from sinhke_desktop.i18n import _
from sinhke_desktop.services import certificates, communes, round_decisions, round_survey
from sinhke_desktop.services.review_process import process
from sinhke_desktop.services.round_board import BoardRow
from sinhke_desktop.services.round_results import ResultCounts, RoundResults
from sinhke_desktop.services.round_survey import SurveyInput

Papers = Callable[[PaperKind, Sequence[str], str], None]


def counts_words(found: RoundResults) -> str:
    """Poor and near-poor households by the preliminary and the newest results, rates, and who left what."""
    total = found.total
    lines = [_side(total, _("Preliminary"), preliminary=True), _side(total, _("Now"), preliminary=False)]
    turns = [f"{TURN_NAMES[one]} {format_number(count)}" for one, count in sorted(total.turns.items())]
    return "\n".join([*lines, " · ".join(turns)] if turns else lines)


def _side(total: ResultCounts, name: str, *, preliminary: bool) -> str:
    counted = total.preliminary if preliminary else total.now
    poor, near = counted[PovertyClass.POOR], counted[PovertyClass.NEAR_POOR]
    text = _("{name}: {poor} poor ({poor_rate}), {near} near-poor ({near_rate}), {other} neither")
    return text.format(
        name=name, poor=format_number(poor), near=format_number(near), other=format_number(total.listed - poor - near),
        poor_rate=total.rate(PovertyClass.POOR, preliminary=preliminary),
        near_rate=total.rate(PovertyClass.NEAR_POOR, preliminary=preliminary),
    )  # fmt: skip


class DecisionSection(TableSection[BoardRow]):
    """The results and the decision."""

    def __init__(self, presenter: RoundsPresenter, papers: Papers) -> None:
        columns: list[Column[BoardRow]] = [
            Column(_("Head of household"), lambda row: row.head_name, strong=lambda row: True),
            Column(_("Hamlet"), lambda row: row.hamlet_name),
            Column(_("Before"), lambda row: class_word(row.before), tone=lambda row: class_tone(row.before)),
            Column(
                _("Preliminary"), lambda row: class_word(row.preliminary_class) if row.preliminary else "",
                tone=lambda row: class_tone(row.preliminary_class),
            ),
            Column(_("Official"), self._official, tone=self._official_tone, tip=state_word),
            Column(_("Movement"), movement_word),
            Column(_("Why it differs"), lambda row: row.why, tip=lambda row: row.why),
        ]  # fmt: skip
        super().__init__(presenter, columns, (0, 6), _("No household has a result yet."))
        self._papers = papers
        self.decide = QuietButton(_("Decide"), "check", self.begin, key="Ctrl+Return")
        self.take_back = DangerButton(_("Take the decision back"), "undo-2", self._take_back)
        self.correct = QuietButton(_("Correct an official result"), "pencil", self._correct)
        self.print = QuietButton(_("Print the decision"), "printer", lambda: papers(PaperKind.DECISION, (), ""))
        self.changed = QCheckBox(_("Only those that changed"))
        self.changed.toggled.connect(lambda _on: self._show_again())
        for button in (self.decide, self.correct, self.take_back, self.print, self.changed):
            self.tools.add(button)
        self.counts = label("", "body")
        self.column.insertWidget(1, self.counts)
        self.reason = label("", "secondary")
        self.column.addWidget(self.reason)
        self.table.chosen.connect(self._explain)
        self._read: RoundRead | None = None
        self._filter = ("", "")
        self.dialog: DecisionDialog | ReasonDialog | CorrectDialog | None = None

    def _official(self, row: BoardRow) -> str:
        return class_word(row.official_class) if row.official is not None else state_word(row)

    def _official_tone(self, row: BoardRow) -> str:
        return class_tone(row.official_class) if row.official is not None else state_tone(row)

    def _explain(self, at: int) -> None:
        """Why the chosen household is in its class."""
        board = self.presenter.board
        row = self.model.rows[at] if 0 <= at < len(self.model.rows) else None
        self.reason.setText(f"{row.head_name}: {board.explanation(row)}" if board and row else "")

    def show_read(self, read: RoundRead, text: str, hamlet_id: str) -> None:
        self._read, self._filter = read, (text, hamlet_id)
        self._show_again()

    def _show_again(self) -> None:
        read = self._read
        if read is None or read.board is None or read.results is None:
            return
        decided = bool(read.board.round.decision_number)
        self.decide.setVisible(not decided)
        self.take_back.setVisible(decided)
        self.correct.setVisible(decided)
        rows = found_among(read.results.rows, *self._filter)
        self.show_rows([row for row in rows if row.changed] if self.changed.isChecked() else rows)
        self.counts.setText(counts_words(read.results))
        if decided and read.board.round.decision_date:
            words = _("Decision {number} of {day:%d/%m/%Y}, signed by {signer}.").format(
                number=read.board.round.decision_number, day=read.board.round.decision_date,
                signer=read.board.round.signer,
            )  # fmt: skip
            self.say(" ".join(filter(None, (words, read.board.round.note))))
        else:
            missing = missing_words(read.board)
            self.say(_("Still missing: {what}").format(what=missing) if missing else _("Nothing is missing."))

    def begin(self) -> None:
        read = self._read
        if read is None or read.board is None or read.results is None or read.board.round.decision_number:
            return
        where = self.presenter.workspace, self.presenter.round_id

        def save(form: Form) -> Later:
            typed = DecisionInput(**{name: form.text(name) for name in form.fields})
            if missing and not typed.override_reason.strip():
                raise InvalidInput([Problem("override_reason", _("Say why."), "RD-05")])
            said = _("The results are recognised.")
            return later(self.presenter, lambda: round_decisions.decide(*where, typed), said)

        missing = missing_words(read.board)
        signer = read.board.round.signer or communes.current(self.presenter.workspace).signer_name
        self.dialog = DecisionDialog(
            self, missing, counts_words(read.results), signer, self.presenter.today(), save
        )  # fmt: skip
        self.dialog.open()

    def _take_back(self) -> None:
        where = self.presenter.workspace, self.presenter.round_id

        def save(form: Form) -> Later:
            said = _("The decision was taken back; {count} records.")
            act = partial(round_decisions.take_back, *where, form.text("reason"))
            return Later(self.presenter.run, act, lambda count: self.presenter.tell(said.format(count=count)))

        text = _("The official results go, the preliminary ones stay. Certificates must be taken back first.")
        self.dialog = ReasonDialog(self, _("Take the decision back"), text, _("Take back"), save)
        self.dialog.open()

    def _correct(self) -> None:
        rows, board = self.chosen(), self.presenter.board
        if len(rows) != 1 or board is None or rows[0].official is None:
            self.say(_("Choose one household with an official result."))
            return
        (row,) = rows
        official = rows[0].official
        names = round_survey.indicators(self.presenter.workspace, board.round)
        keys = list(names)

        def save(form: Form) -> Later:
            lacking = lacking_keys(form.text("deprived"), keys)
            if lacking is None:
                text = _("Type the numbers of the lacking indicators, for example 1 4 7.")
                raise InvalidInput([Problem("deprived", text, "RS-04")])
            typed = SurveyInput(form.text("income_points"), lacking, form.text("income_per_head"))
            where = self.presenter.workspace, self.presenter.round_id, row.household_id
            act = partial(round_decisions.correct, *where, typed, form.text("reason"))
            return later(self.presenter, act, _("The result is corrected."))

        points = "" if official.income_points is None else str(official.income_points)
        income = "" if official.income_per_head is None else format_number(official.income_per_head)
        legend = ", ".join(f"{place} {name}" for place, name in enumerate(names.values(), 1))
        lacking = lacking_text(official.deprived, keys)
        self.dialog = CorrectDialog(self, row.head_name, points, lacking, income, legend, save)
        self.dialog.open()


class CertificateSection(TableSection[BoardRow]):
    """Who holds a certificate, who gets one, who gives it back."""

    def __init__(self, presenter: RoundsPresenter, papers: Papers) -> None:
        columns: list[Column[BoardRow]] = [
            Column(_("Head of household"), lambda row: row.head_name, strong=lambda row: True),
            Column(_("Hamlet"), lambda row: row.hamlet_name),
            Column(
                _("Official"),
                lambda row: class_word(row.official_class),
                tone=lambda row: class_tone(row.official_class),
            ),
            Column(_("Number"), self._number),
            Column(_("Issued on"), self._issued),
            Column(_("To do"), self._to_do, tone=self._tone),
        ]
        super().__init__(presenter, columns, (0,), _("Certificates follow the decision."))
        self._papers = papers
        self.issue = QuietButton(_("Issue certificates"), "file-check", self.begin, key="Ctrl+G")
        self.withdraw = QuietButton(_("Withdraw from who escaped"), "x", self._withdraw)
        self.print = QuietButton(
            _("Print certificates"), "printer",
            lambda: papers(PaperKind.CERTIFICATES, [row.household_id for row in self.chosen()], ""),
        )  # fmt: skip
        self.rows_paper = QuietButton(
            _("Print the year's rows"), "printer", lambda: papers(PaperKind.CERTIFICATE_ROWS, (), "")
        )
        for button in (self.issue, self.withdraw, self.print, self.rows_paper):
            self.tools.add(button)
        self.dialog: CertificatesDialog | ReasonDialog | None = None

    def _number(self, row: BoardRow) -> str:
        board = self.presenter.board
        held = board.certificates.get(row.household_id) if board else None
        return held.number if held else ""

    def _issued(self, row: BoardRow) -> str:
        board = self.presenter.board
        held = board.certificates.get(row.household_id) if board else None
        return f"{held.issued_on:%d/%m/%Y}" if held else ""

    def _to_do(self, row: BoardRow) -> str:
        held = bool(self._number(row))
        if row.current_class in LISTED:
            if not held:
                return _("Issue")
            return _("Issued") if self._is_new(row) else _("Write the year's row")
        return _("Withdraw") if held else ""

    def _is_new(self, row: BoardRow) -> bool:
        """Issued by this round's decision, so that the year's row stands in it."""
        board = self.presenter.board
        held = board.certificates.get(row.household_id) if board else None
        decided = board.round.decision_date if board else None
        return held is not None and decided is not None and held.issued_on >= decided

    def _tone(self, row: BoardRow) -> str:
        return "escaped" if self._is_new(row) and row.current_class in LISTED else "near-poor"

    def show_read(self, read: RoundRead, text: str, hamlet_id: str) -> None:
        board = read.board
        if board is None:
            return
        listed = [
            row for row in board.rows
            if row.official and (row.current_class in LISTED or row.household_id in board.certificates)
        ]  # fmt: skip
        self.show_rows(found_among(listed, text, hamlet_id))
        give, take = len(certificates.to_issue(board)), len(certificates.to_withdraw(board))
        self.issue.setEnabled(give > 0)
        self.withdraw.setEnabled(take > 0)
        if board.round.decision_number:
            words = _("{give} to be issued, {take} to be withdrawn.").format(give=give, take=take)
            self.say(f"{words} {process().unverified.get('certificate_suffix', '')}")
        else:
            self.say("")

    def begin(self) -> None:
        board = self.presenter.board
        if board is None or not certificates.to_issue(board):
            return
        where = self.presenter.workspace, self.presenter.round_id

        def save(form: Form) -> Later:
            typed = form.text("issued_on"), form.text("first_number")
            said = _("The certificates are issued.")
            return later(self.presenter, lambda: certificates.issue(*where, *typed)[1], said)

        first = certificates.first_free_number(self.presenter.workspace)
        mark = process().unverified.get("certificate_suffix", "")
        count = len(certificates.to_issue(board))
        suffix = process().certificate_suffix
        self.dialog = CertificatesDialog(self, count, first, suffix, mark, self.presenter.today(), save)
        self.dialog.open()

    def _withdraw(self) -> None:
        where = self.presenter.workspace, self.presenter.round_id

        def save(form: Form) -> Later:
            typed = form.text("day"), form.text("reason")
            said = _("The certificates are withdrawn.")
            return later(self.presenter, lambda: certificates.withdraw(*where, *typed)[1], said)

        self.dialog = ReasonDialog(
            self, _("Withdraw from who escaped"), _("The certificates stay in the books with the day and the reason."),
            _("Withdraw"), save, day=self.presenter.today(), reason="Đã thoát nghèo, thoát cận nghèo",
        )  # fmt: skip
        self.dialog.open()
