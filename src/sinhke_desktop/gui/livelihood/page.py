"""Mô hình sinh kế: the comparison until one is chosen, then the commune's one model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeVar

from PySide6.QtCore import QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from sinhke_desktop.domain.choosing import Ranked
from sinhke_desktop.domain.livelihood import Stage
from sinhke_desktop.domain.typed_values import month_name
from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.livelihood.choosing import ChoosingView
from sinhke_desktop.gui.livelihood.file.model_file import ModelFile
from sinhke_desktop.gui.livelihood.follow_up_sheet import FollowUpSheet
from sinhke_desktop.gui.livelihood.presenter import LivelihoodPresenter, VoteRow
from sinhke_desktop.gui.livelihood.questions import CandidateQuestions, ModelQuestions
from sinhke_desktop.gui.livelihood.records import ModelRecords, ParticipantRow
from sinhke_desktop.gui.livelihood.running import RunningView
from sinhke_desktop.gui.livelihood.scoring_sheet import ScoringSheet
from sinhke_desktop.gui.livelihood.standing import headline, stage_words
from sinhke_desktop.gui.pages import Page
from sinhke_desktop.gui.widgets import (
    EmptyState,
    Flow,
    PageHeader,
    Pill,
    PrimaryButton,
    QuietButton,
    choices,
    label,
)
from sinhke_desktop.i18n import _
from sinhke_desktop.services.livelihood import ModelStatus

V = TypeVar("V", bound=QWidget)


class LivelihoodPage(Page):
    """Shows the comparison or the model of an area; dialogs say what they need through the presenter."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.records = ModelRecords(context.workspace)
        self.presenter = LivelihoodPresenter(self, self.records, context.toast, context.runner.run)
        self.candidates = CandidateQuestions(self, self.records, self.presenter)
        self.questions = ModelQuestions(self, self.records, self.presenter)
        self._make_headers(column)
        self.empty = EmptyState(
            "sprout",
            _("No model is proposed yet"),
            _("Propose two or more models, score them by the criteria, record how each hamlet votes, then choose one."),
            _("Propose a model"),
            self.candidates.propose,
        )
        self.waiting = label(_("One moment…"), "secondary")
        column.addWidget(self.waiting)
        self._choosing: ChoosingView | None = None
        self._running: RunningView | None = None
        column.addWidget(self.empty, 1)
        for part in (self.empty, self.choosing_header, self.running_header, self._line):
            part.hide()
        self._wanted: dict[str, object] = {}
        self._side: QWidget | None = None
        self.area.currentIndexChanged.connect(lambda _at: self.presenter.choose_area(str(self.area.currentData())))
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(lambda: self.running)
        self._soon.start(0)

    @property
    def choosing(self) -> ChoosingView:
        """The side before the choice, made when it is first needed."""
        if self._choosing is None:
            self._choosing = self._add(ChoosingView(ModelFile(self.context)))
            self._connect_choosing(self._choosing)
        return self._choosing

    @property
    def running(self) -> RunningView:
        """The side after the choice, made while the model is read."""
        if self._running is None:
            self._running = self._add(RunningView(ModelFile(self.context)))
            self._connect_running(self._running)
        return self._running

    def _add(self, part: V) -> V:
        part.hide()
        self._column.addWidget(part, 1)
        return part

    def _make_headers(self, column: QVBoxLayout) -> None:
        self.area = choices()
        self.area.setAccessibleName(_("Area"))
        self.choose = PrimaryButton(_("Choose this model"), "check", self.candidates.choose, key="Ctrl+Return")
        self.propose = QuietButton(
            _("Propose a model"), "plus", self.candidates.propose, tip=_("Propose a model (Ctrl+N)")
        )
        self.choosing_header = PageHeader(_("Choosing the livelihood model"), "", self.propose, self.choose)
        self.pill = Pill("", "accent")
        self.report = QuietButton(_("Report"), "file-text", self._report, key="Ctrl+R")
        self.papers = QuietButton(_("Print papers"), "printer", self._print_papers, key="Ctrl+P")
        self.note = PrimaryButton(_("Note this month"), "clipboard-pen", self._note_month, key="Ctrl+S")
        self.running_header = PageHeader(_("Livelihood model"), "", self.report, self.papers, self.note)
        self.headline = label("", "secondary", wrap=False)
        self._line = Flow(self.pill, self.headline, self.area)
        for part in (self.choosing_header, self.running_header, self._line):
            column.addWidget(part)

    def _connect_choosing(self, choosing: ChoosingView) -> None:
        choosing.typed.connect(self._scored)
        choosing.looked_at.connect(self.presenter.choosing.look_at)
        choosing.change_asked.connect(self.candidates.change_candidate)
        choosing.remove_asked.connect(self.candidates.remove_candidate)
        choosing.vote_asked.connect(self.candidates.vote)
        choosing.vote_opened.connect(self.candidates.remove_vote)

    def _connect_running(self, running: RunningView) -> None:
        running.stage_chosen.connect(self.questions.set_stage)
        running.source_asked.connect(self.questions.add_source)
        running.payment_asked.connect(self.questions.pay)
        running.all_paid_asked.connect(self.questions.pay_all)
        running.payment_opened.connect(self.questions.correct_payment)
        running.handover_asked.connect(self.questions.hand_over)
        running.handovers_opened.connect(self.questions.show_handovers)
        running.join_asked.connect(self.questions.join)
        running.participant_opened.connect(self.questions.open_participant)
        running.end_asked.connect(self.questions.end)
        running.change_asked.connect(self.questions.change_model)
        running.month.typed.connect(self.presenter.running.typed)
        running.month.stepped.connect(self._step_month)
        running.month.forget_asked.connect(self.presenter.running.forget_typing)
        away = QShortcut(QKeySequence("Esc"), running.month.grid, running.month.grid.clearSelection)
        away.setContext(Qt.ShortcutContext.WidgetShortcut)

    # The page's contract

    def refresh(self) -> None:
        self.presenter.refresh()

    def new(self) -> None:
        if self.waiting.isHidden() and self._side is self._running:
            self.questions.join()
        elif self.waiting.isHidden():
            self.candidates.propose()

    def may_leave(self) -> bool:
        return self.presenter.running.save()

    def open(self, **args: object) -> None:
        if args.get("area"):
            self.presenter.choose_area(str(args["area"]))
        self._wanted = args
        if self._side is not None:
            self._go_to_wanted()

    def _go_to_wanted(self) -> None:
        """To the section that another page named, once there is something to look at."""
        args, self._wanted = self._wanted, {}
        if args.get("section") and self._side in (self._running, self._choosing):
            (self.running if self._side is self._running else self.choosing).look_at(str(args["section"]))
        if args.get("month") and self._side is self._running:
            self.running.look_at("follow")
            self.running.month.grid.begin()

    # What the presenters show

    def _show_side(self, shown: QWidget) -> None:
        self._side = shown
        self.waiting.hide()
        self._line.show()
        for part in (self.empty, self._choosing, self._running):
            if part is not None:
                part.setVisible(part is shown)
        self.running_header.setVisible(shown is self._running)
        self.pill.setVisible(shown is self._running)
        self.choosing_header.setVisible(shown is not self._running)
        for button in (self.choose, self.propose):
            button.setVisible(shown is self._choosing)

    def show_areas(self, areas: dict[str, str], chosen: str) -> None:
        """See :class:`LivelihoodView`."""
        self.area.setVisible(len(areas) > 1)
        _fill(self.area, areas, chosen)
        where = _("Programme {period}: each commune one model")
        self.headline.setText(where.format(period=self.records.period()))

    def show_nothing(self) -> None:
        """See :class:`LivelihoodView`."""
        self._show_side(self.empty)

    def show_scoring(self, sheet: ScoringSheet) -> None:
        """See :class:`LivelihoodView`."""
        self._show_side(self.choosing)
        self.choosing.show_scoring(sheet)
        self._go_to_wanted()

    def show_candidate(self, ranked: Ranked, votes: Sequence[VoteRow], warnings: Sequence[str]) -> None:
        """See :class:`LivelihoodView`."""
        self.candidates.warnings = warnings
        self.choosing.show_candidate(ranked, votes, warnings)

    def show_model(
        self, status: ModelStatus, participants: Sequence[ParticipantRow], dues: Mapping[Stage, date]
    ) -> None:
        """See :class:`LivelihoodView`."""
        self.questions.status, self.questions.participants = status, participants
        self._show_side(self.running)
        self.running_header.set_title(status.name)
        self.headline.setText(headline(status))
        ended = status.model.ended_on
        text = _("Ended on {day:%d/%m/%Y}") if ended else _("The commune's only model, {period}")
        self.pill.setText(text.format(day=ended, period=status.model.period))
        self.note.setVisible(ended is None)
        self.running.end.setVisible(ended is None)
        month = status.model.month_number(self.records.today())
        self.running.show_model(status, stage_words(status, month, dues), participants)
        self._go_to_wanted()

    def show_month(self, sheet: FollowUpSheet, *, first: bool, last: bool) -> None:
        """See :class:`LivelihoodView`."""
        self.running.month.show_month(sheet, first=first, last=last)

    def show_typing(self, wrong: Sequence[str], *, dirty: bool) -> None:
        """See :class:`LivelihoodView`."""
        self.running.month.show_typing(wrong, dirty=dirty)
        month = month_name(self.presenter.running.month)
        words = _("Save month {month}") if dirty else _("Note month {month}")
        self.note.setText(words.format(month=month))

    # What was pressed

    def _scored(self) -> None:
        self.presenter.choosing.typed()
        self.choosing.model.look_again()

    def _note_month(self) -> None:
        running = self.presenter.running
        if running.dirty():
            running.save()
        else:
            self.running.look_at("follow")
            self.running.month.grid.begin()

    def _step_month(self, months: int) -> None:
        running = self.presenter.running
        if running.save():
            running.step(months)

    def _print_papers(self) -> None:
        self.questions.print_papers()

    def _report(self) -> None:
        self.context.navigate("reports", month=self.presenter.running.month)


def _fill(box: QComboBox, pairs: dict[str, str], chosen: str) -> None:
    with QSignalBlocker(box):
        box.clear()
        for value, words in pairs.items():
            box.addItem(words, value)
        box.setCurrentIndex(box.findData(chosen))
