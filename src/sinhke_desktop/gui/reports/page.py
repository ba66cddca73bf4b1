"""Báo cáo: kind and period, the sentences on the left, the pages on the right as one types."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, QTimer
from PySide6.QtWidgets import QFrame, QLineEdit, QScrollArea, QSplitter, QVBoxLayout, QWidget

from sinhke_desktop.domain.report import ProgressReport
from sinhke_desktop.domain.report_paper import ReportPaper
from sinhke_desktop.domain.report_period import REVIEWS, PeriodKind, parse_period
from sinhke_desktop.domain.report_text import SECTIONS, Worded
from sinhke_desktop.domain.typed_values import parse_day
from sinhke_desktop.gui import errors, theme
from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.pages import Page
from sinhke_desktop.gui.reports.figures_dialog import FiguresDialog
from sinhke_desktop.gui.reports.paper_form import PaperForm
from sinhke_desktop.gui.reports.presenter import PeriodChoice, ReportsPresenter
from sinhke_desktop.gui.reports.reading import report_services
from sinhke_desktop.gui.reports.section_field import SectionField
from sinhke_desktop.gui.widgets import EmptyState, Flow, PageHeader, Pill, QuietButton, choices, label
from sinhke_desktop.gui.widgets.paper_view import PaperView
from sinhke_desktop.i18n import _
from sinhke_desktop.services import reports

DRAWN_AFTER_MS = 400
FOLDER, LOOKED_AT = "reports_folder", "reports"


class ReportsPage(Page):
    """The report of one period."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.figures = QuietButton(
            _("Figures and households"), "users", lambda: self.show_figures(), key="Ctrl+H",
            tip=_("The households behind each figure; in the text Ctrl+Enter on [3]"),
        )  # fmt: skip
        self.number = QuietButton(_("Number, day, addressee"), "file-text", self.ask_paper, key="Ctrl+M")
        self.header = PageHeader(_("Reports"), "", self.figures, self.number)
        column.addWidget(self.header)
        self.bar = self._bar()
        column.addWidget(self.bar)
        self.empty = EmptyState(
            "file-text",
            _("There is nothing to report yet"),
            _("The report tells of the commune's livelihood model. Choose it first, then the report writes itself."),
            _("To the livelihood model"),
            lambda: context.navigate("livelihood"),
        )
        self.not_begun = EmptyState(
            "file-text",
            _("There is no period to report on yet"),
            _("Reports begin with the month in which the model was approved or handed over."),
            _("To the livelihood model"),
            lambda: context.navigate("livelihood"),
        )
        self.sides = QSplitter(Qt.Orientation.Horizontal)
        self.sides.setChildrenCollapsible(False)
        self.paper = PaperView(context, folder=FOLDER)
        self.paper.issued.connect(lambda _kept: self._issued())
        self.sides.addWidget(self._wording())
        self.sides.addWidget(self.paper)
        self.sides.setStretchFactor(0, 2)
        self.sides.setStretchFactor(1, 3)
        self.sides.setSizes([theme.px(430), theme.px(700)])
        for part in (self.empty, self.not_begun, self.sides):
            column.addWidget(part, 1)
            part.hide()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(DRAWN_AFTER_MS)
        self.presenter = ReportsPresenter(self, report_services(context.workspace), context.runner.run, context.toast)
        self._pause.timeout.connect(self.presenter.draw)
        self._remembered()
        self.dialog: FiguresDialog | PaperForm | None = None

    def _bar(self) -> QWidget:
        words = {
            PeriodKind.MONTH: _("Month"), PeriodKind.QUARTER: _("Quarter"), PeriodKind.HALF: _("Half-year"),
            PeriodKind.YEAR: _("Year"), PeriodKind.INTERIM: _("Mid-term review"), PeriodKind.FINAL: _("Final review"),
        }  # fmt: skip
        self.kind = choices(*((one.value, name) for one, name in words.items()))
        self.kind.setAccessibleName(_("Kind of report"))
        self.kind.setToolTip(_("Kind of report"))
        self.kind.activated.connect(lambda _at: self.presenter.refresh(PeriodKind(self.kind.currentData())))
        self.period = choices()
        self.period.setAccessibleName(_("Period of the report"))
        self.period.setToolTip(_("Period of the report"))
        self.period.activated.connect(lambda _at: self.presenter.refresh(key=str(self.period.currentData())))
        self.until = QLineEdit()
        self.until.setAccessibleName(_("Last day of the review"))
        self.until.setToolTip(_("Last day of the review"))
        self.until.setPlaceholderText(_("until 20/06/2025"))
        self.until.setMaximumWidth(theme.px(190))
        self.until.editingFinished.connect(self._end_on)
        self.before = QuietButton(
            "", "chevron-left", lambda: self.presenter.step(-1), key="Alt+Left", tip=_("Period before")
        )
        self.after = QuietButton(
            "", "chevron-right", lambda: self.presenter.step(1), key="Alt+Right", tip=_("Period after")
        )
        self.before.setAccessibleName(_("Period before"))
        self.after.setAccessibleName(_("Period after"))
        self.state = Pill("", "neutral")
        return Flow(self.kind, self.before, self.period, self.after, self.until, self.state, gap=8)

    def _wording(self) -> QWidget:
        ground = QWidget()
        ground.setProperty("kind", "ground")
        column = QVBoxLayout(ground)
        column.setContentsMargins(2, 0, 10, 0)
        column.setSpacing(12)
        text = _("Change what needs changing, a line for each paragraph. What you do not touch follows the data.")
        column.addWidget(label(text, "secondary"))
        self.sections = {section: self._section(section) for section in SECTIONS}
        for field in self.sections.values():
            column.addWidget(field)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(ground)
        area.setMinimumWidth(theme.px(260))
        return area

    def _remembered(self) -> None:
        match self.context.settings.get(LOOKED_AT):
            case [str(kind), str(period)] if kind in tuple(PeriodKind):
                self.presenter.kind, self.presenter.key = PeriodKind(kind), period

    # The page's contract

    def refresh(self) -> None:
        self.presenter.refresh()

    def open(self, **args: object) -> None:
        wanted = str(args.get("month") or args.get("period") or "")
        if wanted:
            found = parse_period(wanted)
            kind, key = (found, found.value) if isinstance(found, PeriodKind) else (found.kind, found.key)
            self.presenter.refresh(kind, key)

    def search(self) -> None:
        self.paper.search()

    def may_leave(self) -> bool:
        return self.presenter.keep()

    # What the presenter shows

    def show_periods(self, kind: PeriodKind, periods: tuple[PeriodChoice, ...], key: str) -> None:
        """See :class:`ReportsView`."""
        with QSignalBlocker(self.kind), QSignalBlocker(self.period):
            self.kind.setCurrentIndex(max(self.kind.findData(kind.value), 0))
            self.period.clear()
            for one in periods:
                words = _("{period} · made") if one.made else "{period}"
                self.period.addItem(words.format(period=one.name[:1].upper() + one.name[1:]), one.key)
            place = max(self.period.findData(key), 0)
            self.period.setCurrentIndex(place)
        self.after.setEnabled(place > 0)
        self.before.setEnabled(place + 1 < len(periods))
        made = any(one.made for one in periods if one.key == key)
        self.state.show_tone(_("made") if made else _("not made yet"), "escaped" if made else "neutral")
        self.context.settings.set(LOOKED_AT, [kind.value, key])

    def show_no_model(self) -> None:
        """See :class:`ReportsView`."""
        self._show_part(self.empty)

    def show_not_begun(self) -> None:
        """See :class:`ReportsView`."""
        with QSignalBlocker(self.kind):
            self.kind.setCurrentIndex(max(self.kind.findData(self.presenter.kind.value), 0))
        self._show_part(self.not_begun)

    def show_sections(self, titles: Mapping[str, str], sections: Mapping[str, Worded]) -> None:
        """See :class:`ReportsView`."""
        self._show_part(self.sides)
        for section, field in self.sections.items():
            field.setVisible(section in titles)
            if section in titles:
                field.set_title(titles[section])
                field.show_text(sections[section])

    def _section(self, section: str) -> SectionField:
        field = SectionField()
        field.text.textChanged.connect(partial(self._typed, section))
        field.text.cursorPositionChanged.connect(partial(self._moved, section))
        field.text.left.connect(lambda: self.presenter.keep())
        field.text.asked.connect(self.show_figures)
        field.redraft.connect(partial(self._redraft, section))
        return field

    def show_section(self, section: str, worded: Worded) -> None:
        """See :class:`ReportsView`."""
        self.sections[section].show_text(worded)
        self._moved(section)

    def show_marks(self, section: str, worded: Worded) -> None:
        """See :class:`ReportsView`."""
        self.sections[section].show_marks(worded)
        self._moved(section)

    def show_pdf(self, report: ProgressReport, pdf: bytes, paper: ReportPaper) -> None:
        """See :class:`ReportsView`."""
        texts = self.presenter.sections()
        opened = self.context.workspace
        self.paper.show_paper(
            pdf, kind=reports.KIND, title=reports.title_of(report.period), subject=report.model.name,
            household_ids=reports.household_ids(report), file_name=self.presenter.file_name(),
            excel=lambda path: reports.write_excel(opened, report, path, texts=texts), number=paper.number,
            dated_on=paper.day,
        )  # fmt: skip

    def show_error(self, error: BaseException) -> None:
        """See :class:`ReportsView`."""
        errors.show(self, error)

    def _show_part(self, shown: QWidget) -> None:
        for part in (self.empty, self.not_begun, self.sides):
            part.setVisible(part is shown)
        for button in (self.figures, self.number):
            button.setVisible(shown is self.sides)
        self.bar.setVisible(shown is not self.empty)
        review, here = self.presenter.kind in REVIEWS, shown is self.sides
        for widget, wanted in (
            (self.before, not review), (self.period, True), (self.after, not review), (self.until, review),
            (self.state, True),
        ):  # fmt: skip
            widget.setVisible(here and wanted)

    # What was pressed

    def _typed(self, section: str) -> None:
        self.presenter.typed(section, self.sections[section].text.toPlainText())
        self._pause.start()

    def _moved(self, section: str) -> None:
        """The cursor is in another paragraph: say what the draft says there."""
        field = self.sections[section]
        here = field.text.hasFocus() or field.isAncestorOf(field.window().focusWidget() or self)
        draft = self.presenter.drafted(section, field.line()) if here else ""
        field.show_draft(draft, own=bool(draft))

    def _redraft(self, section: str, line: int) -> None:
        self.presenter.redraft(section, None if line < 0 else line)

    def _end_on(self) -> None:
        try:
            day: date | None = parse_day(self.until.text())
        except ValueError:
            self.until.setText(f"{self.presenter.until:%d/%m/%Y}" if self.presenter.until else "")
            return
        if day != self.presenter.until:
            self.presenter.end_on(day)

    def _issued(self) -> None:
        """The paper left the program: it is made."""
        report = self.presenter.report
        if report is not None:
            reports.mark_made(self.context.workspace, report.period.key, report.model.id)
        self.presenter.refresh()

    def show_figures(self, number: int = 0) -> None:
        """The figures with their households, at *number*."""
        report = self.presenter.report
        if report is not None and report.traces and self.presenter.keep():
            self.dialog = FiguresDialog(
                self, report.traces, lambda one: self.context.navigate("households", household_id=one), number
            )
            self.dialog.open()

    def ask_paper(self) -> None:
        """Ask for number, day and addressee."""
        report = self.presenter.report
        if report is not None and self.presenter.keep():
            self.dialog = PaperForm(self, self.presenter.paper, report.commune.report_to, self.presenter.give)
            self.dialog.open()
