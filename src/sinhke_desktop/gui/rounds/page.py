"""Rà soát: the round as a line of steps, what is missing, what comes next; each step is a section below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sinhke_desktop.domain.review import ReviewKind
from sinhke_desktop.domain.round_paper import PaperKind
from sinhke_desktop.domain.round_state import RoundStage
from sinhke_desktop.domain.rounds import ReviewRound
from sinhke_desktop.gui import errors, theme
from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.pages import Page
from sinhke_desktop.gui.rounds.compare_section import CompareSection
from sinhke_desktop.gui.rounds.doubts_section import DoubtsSection
from sinhke_desktop.gui.rounds.list_section import ListSection
from sinhke_desktop.gui.rounds.meeting_section import MeetingSection
from sinhke_desktop.gui.rounds.paper_dialog import round_paper_dialog
from sinhke_desktop.gui.rounds.posting_section import ComplaintSection, PostingSection
from sinhke_desktop.gui.rounds.presenter import RoundRead, RoundsPresenter
from sinhke_desktop.gui.rounds.result_section import CertificateSection, DecisionSection
from sinhke_desktop.gui.rounds.round_dialogs import ChangeRoundDialog, OpenRoundDialog
from sinhke_desktop.gui.rounds.section import LazySections, Section, later
from sinhke_desktop.gui.rounds.survey_section import SurveySection
from sinhke_desktop.gui.rounds.words import (
    COMPARE,
    DOUBTS,
    deadline_words,
    next_section,
    next_words,
    stage_line,
    stage_names,
)
from sinhke_desktop.gui.widgets import (
    EmptyState,
    Notice,
    PageHeader,
    PrimaryButton,
    QuietButton,
    SearchField,
    Stage,
    StageLine,
    StageState,
    choices,
)
from sinhke_desktop.gui.widgets.fields import Form
from sinhke_desktop.gui.widgets.form_dialog import Later
from sinhke_desktop.gui.widgets.paper_view import PaperDialog
from sinhke_desktop.gui.widgets.section_tabs import SectionTabs
from sinhke_desktop.i18n import _
from sinhke_desktop.services import rounds
from sinhke_desktop.services.review_process import process
from sinhke_desktop.services.round_issue import RoundDrawn
from sinhke_desktop.services.rules import rule_sets_for


class RoundsPage(Page):
    """One round, from the list to the certificates."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.presenter = RoundsPresenter(self, context.workspace, context.runner.run, context.toast, context.refresh)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.which = choices()
        self.which.setAccessibleName(_("Round"))
        self.open_button = QuietButton(_("Open a round"), "plus", self.new, tip=_("Open a round (Ctrl+N)"))
        self.change_button = QuietButton("", "pencil", self.change_round, key="Ctrl+R", tip=_("Change the round"))
        self.change_button.setAccessibleName(_("Change the round"))
        self.next = PrimaryButton(_("Next"), "arrow-right", self.go_on, key="Ctrl+J")
        self._filters()
        self.header = PageHeader(
            _("Reviews"), "", self.which, self.hamlet, self.field, self.change_button, self.open_button, self.next
        )
        column.addWidget(self.header)
        self.notice = Notice()
        column.addWidget(self.notice)
        self.empty = EmptyState(
            "clipboard-check",
            _("No round was opened yet"),
            _("The yearly round runs from 01/09 to 14/12; requests in between are reviewed in the round of a month."),
            _("Open a round"),
            self.new,
        )
        column.addWidget(self.empty, 1)
        self.stages = StageLine()
        column.addWidget(self.stages)
        column.addWidget(self._bar())
        self.body = QWidget()
        column.addWidget(self.body, 1)
        self._inside = QVBoxLayout(self.body)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self.sections = LazySections(self._makers(), self._take)
        self.section: Section = self.sections[RoundStage.LIST]
        self.section.show()
        self.which.currentIndexChanged.connect(lambda _at: self._choose_round())
        self._read: RoundRead | None = None
        self._wanted = ""
        self.dialog: OpenRoundDialog | ChangeRoundDialog | PaperDialog | None = None
        for part in (
            self.empty, self.stages, self.bar, self.body, self.which, self.hamlet, self.field, self.next,
            self.change_button,
        ):  # fmt: skip
            part.hide()

    def _bar(self) -> QWidget:
        self.bar = self.tabs = SectionTabs(stage_names())
        self.tabs.chosen.connect(self._show_section)
        return self.bar

    def _filters(self) -> None:
        self.hamlet = choices(("", _("All hamlets")))
        self.hamlet.setAccessibleName(_("Hamlet"))
        self.hamlet.currentIndexChanged.connect(lambda _at: self._show_filtered())
        self.field = SearchField(_("Find by name"))
        self.field.setMaximumWidth(theme.px(200))
        self.field.searched.connect(lambda _text: self._show_filtered())

    def _makers(self) -> dict[str, Callable[[], Section]]:
        listed = partial(self.show_paper, hamlet_id="")
        return {
            RoundStage.LIST: partial(ListSection, self.context, self.presenter, listed),
            RoundStage.SURVEY: partial(SurveySection, self.presenter),
            RoundStage.MEETING: partial(MeetingSection, self.presenter, self.show_paper),
            RoundStage.POSTING: partial(PostingSection, self.presenter, self.show_paper),
            RoundStage.COMPLAINTS: partial(ComplaintSection, self.presenter, self.show_paper),
            RoundStage.DECISION: partial(DecisionSection, self.presenter, self.show_paper),
            RoundStage.CERTIFICATES: partial(CertificateSection, self.presenter, self.show_paper),
            DOUBTS: partial(DoubtsSection, self.context, self.presenter),
            COMPARE: partial(CompareSection, self.presenter),
        }

    def _take(self, section: Section) -> None:
        section.hide()
        self._inside.addWidget(section)

    # The page's contract

    def refresh(self) -> None:
        self.presenter.refresh()

    def open(self, **args: object) -> None:
        self._wanted = str(args.get("section") or "")
        round_id = str(args.get("round_id") or "")
        if round_id:
            self.presenter.refresh(round_id)
        elif self._wanted:
            self.go_to(self._wanted)

    def search(self) -> None:
        self.field.setFocus()

    def new(self) -> None:
        standards = [(one.id, one.name) for one in rule_sets_for(self.context.workspace)]
        self.dialog = OpenRoundDialog(self, self.presenter.today(), standards, self._open_round)
        self.dialog.open()

    def may_leave(self) -> bool:
        survey = self.sections.get(RoundStage.SURVEY)
        if not isinstance(survey, SurveySection) or not survey.dirty() or survey.save():
            return True
        self.go_to(RoundStage.SURVEY)
        return False

    # What the presenter shows

    def show_round(self, read: RoundRead) -> None:
        """See :class:`RoundsView`."""
        self._read = read
        board = read.board
        self.empty.setVisible(board is None)
        for part in (self.stages, self.bar, self.body, self.hamlet, self.field, self.open_button):
            part.setVisible(board is not None)
        if board is None:
            for part in (self.which, self.next, self.change_button):
                part.hide()
            self.header.set_title(_("Reviews"))
            self.header.set_subtitle("")
            self.notice.show_text("warn", deadline_words(read.deadlines))
            return
        round_ = board.round
        self.change_button.setVisible(not round_.decision_number)
        self._fill_rounds(read)
        self.header.set_title(rounds.round_name(round_))
        self.header.set_subtitle(self._subtitle(read))
        self.notice.show_text("warn", deadline_words(read.deadlines, round_.id))
        line = stage_line(board)
        self.stages.set_stages([Stage(one.name, one.detail, StageState(one.state)) for one in line])
        self.next.setText(next_words(board))
        self.next.setVisible(any(one.state == "now" for one in line))
        self._fill_hamlets(board.hamlets)
        self.tabs.show_tab(COMPARE, shown=bool(round_.second_rule_set))
        if self._wanted:
            wanted, self._wanted = self._wanted, ""
            self.go_to(wanted)
        self._show_filtered()

    def _subtitle(self, read: RoundRead) -> str:
        board = read.board
        if board is None:
            return ""
        one = board.round
        words = [
            f"{one.started_on:%d/%m/%Y} – {one.due_on:%d/%m/%Y}",
            board.rules.name if board.rules else one.rule_set,
        ]
        if one.decision_number and one.decision_date:
            words.append(_("Decision {number} of {day:%d/%m/%Y}").format(
                number=one.decision_number, day=one.decision_date))  # fmt: skip
        else:
            words += [due.when for due in read.deadlines if due.key == "round" and due.round_id == one.id]
        return " · ".join(words)

    def _fill_rounds(self, read: RoundRead) -> None:
        with QSignalBlocker(self.which):
            self.which.clear()
            for one in read.rounds:
                self.which.addItem(rounds.round_name(one), one.id)
            self.which.setCurrentIndex(self.which.findData(self.presenter.round_id))
        self.which.setVisible(len(read.rounds) > 1)

    def _fill_hamlets(self, hamlets: object) -> None:
        if not isinstance(hamlets, dict):
            return
        chosen = str(self.hamlet.currentData() or "")
        with QSignalBlocker(self.hamlet):
            self.hamlet.clear()
            self.hamlet.addItem(_("All hamlets"), "")
            for hamlet_id, name in hamlets.items():
                self.hamlet.addItem(name, hamlet_id)
            self.hamlet.setCurrentIndex(max(self.hamlet.findData(chosen), 0))

    def show_error(self, error: BaseException) -> None:
        """See :class:`RoundsView`."""
        errors.show(self, error)

    def show_paper(self, kind: PaperKind, household_ids: Sequence[str] = (), hamlet_id: str = "") -> None:
        """Draw papers and show them before they are printed."""

        def shown(drawn: RoundDrawn) -> None:
            self.dialog = round_paper_dialog(self, self.context, drawn)
            self.dialog.open()

        self.presenter.draw(kind, hamlet_id or str(self.hamlet.currentData() or ""), household_ids, shown)

    # What was pressed

    def go_to(self, section: str) -> None:
        """Show a section by its key."""
        if section in self.sections.makers:
            self.tabs.choose(section)

    def go_on(self) -> None:
        """To the next thing to do, and begin it."""
        board = self.presenter.board
        if board is not None:
            section = next_section(board)
            self.go_to(section)
            self.sections[section].begin()

    def _show_section(self, key: str) -> None:
        self.section = self.sections[key]
        for one in self.sections.values():
            one.setVisible(one is self.section)
        self._show_filtered()

    def _show_filtered(self) -> None:
        if self._read is not None and self._read.board is not None:
            self.section.show_read(self._read, self.field.text(), str(self.hamlet.currentData() or ""))

    def _choose_round(self) -> None:
        if self.may_leave():
            self.presenter.refresh(str(self.which.currentData() or ""))
        else:
            with QSignalBlocker(self.which):
                self.which.setCurrentIndex(self.which.findData(self.presenter.round_id))

    def change_round(self) -> None:
        """Change or remove the round that is shown."""
        board = self.presenter.board
        if board is None or board.round.decision_number:
            return
        workspace, round_id = self.context.workspace, board.round.id

        def save(form: Form) -> Later:
            typed = [form.text(name) for name in ("plan_paper", "second_rule_set", "posting_days", "note")]
            act = partial(rounds.change, workspace, round_id, *typed)
            return later(self.presenter, act, _("The round is changed."))

        def remove(reason: str) -> Later:
            return later(
                self.presenter, partial(rounds.remove, workspace, round_id, reason), _("The round is removed.")
            )

        standards = [(one.id, one.name) for one in rule_sets_for(workspace) if one.id != board.round.rule_set]
        mark = process().unverified.get("posting_working_days", "")
        self.dialog = ChangeRoundDialog(self, board.round, standards, mark, save, remove)
        self.dialog.open()

    def _open_round(self, form: Form) -> Later:
        typed = [form.text(one) for one in ("year", "month", "rule_set", "second_rule_set", "plan_paper")]
        act = partial(rounds.open_round, self.context.workspace, ReviewKind(form.text("kind")), *typed)

        def opened(round_: ReviewRound) -> None:
            self.presenter.round_id = round_.id
            self.presenter.tell(_("{round} is open.").format(round=rounds.round_name(round_)))

        return Later(self.presenter.run, act, opened)
