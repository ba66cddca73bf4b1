"""Báo cáo: the month, its wording on the left, the pages on the right as one types."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, QTimer
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QScrollArea, QSplitter, QVBoxLayout, QWidget

from sinhke_desktop.domain.report import MonthlyReport, ReportTexts
from sinhke_desktop.domain.report_text import SECTIONS
from sinhke_desktop.domain.typed_values import month_name, parse_month
from sinhke_desktop.gui import errors, theme
from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.pages import Page
from sinhke_desktop.gui.reports.presenter import MonthRead, ReportServices, ReportsPresenter
from sinhke_desktop.gui.widgets import EmptyState, Flow, LinkButton, PageHeader, Pill, PrimaryButton, QuietButton, label
from sinhke_desktop.gui.widgets.choosing_files import pdf_to_write
from sinhke_desktop.gui.widgets.preview import Preview
from sinhke_desktop.gui.widgets.printing import PrintDialog
from sinhke_desktop.i18n import N_, _
from sinhke_desktop.services import reports, workspace
from sinhke_desktop.services.printing import write_document

DRAWN_AFTER_MS = 400
FOLDER = "reports_folder"
TITLES = {
    "general": N_("I. General"),
    "results": N_("II. Results of the month"),
    "money": N_("III. Money and inputs"),
    "difficulties": N_("IV. Difficulties"),
    "proposals": N_("V. Proposals"),
    "next_work": N_("VI. Work of the next month"),
}


class SectionField(QWidget):
    """One section of the report: its title, whether it was worded by hand, the text, back to the draft."""

    def __init__(self, title: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.own = Pill(_("worded by hand"), "accent")
        self.back = LinkButton(_("Back to the draft"), "undo-2")
        column.addWidget(label(title, "strong"))
        self._marks = Flow(self.own, self.back)
        column.addWidget(self._marks)
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(title)
        self.text.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text.document().documentLayout().documentSizeChanged.connect(lambda _size: self._settle())
        column.addWidget(self.text)

    def show_text(self, text: str) -> None:
        """Fill the field, unless the same stands there."""
        if self.text.toPlainText() != text:
            with QSignalBlocker(self.text):
                self.text.setPlainText(text)
        self._settle()

    def show_own(self, own: bool) -> None:
        """Was it worded by hand?"""
        self._marks.setVisible(own)

    def _settle(self) -> None:
        lines = self.text.document().documentLayout().documentSize().height()
        height = round(lines * self.text.fontMetrics().lineSpacing()) + theme.px(26)
        self.text.setFixedHeight(max(height, theme.px(58)))
        self.text.verticalScrollBar().setValue(0)


class ReportsPage(Page):
    """The report of one month."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.before = QuietButton(
            "", "chevron-left", lambda: self.presenter.step(-1), key="Alt+Left", tip=_("Month before")
        )
        self.after = QuietButton(
            "", "chevron-right", lambda: self.presenter.step(1), key="Alt+Right", tip=_("Month after")
        )
        self.before.setAccessibleName(_("Month before"))
        self.after.setAccessibleName(_("Month after"))
        self.save = QuietButton(_("Save PDF"), "download", self._save, key="Ctrl+S")
        self.print = PrimaryButton(_("Print"), "printer", self._print, key="Ctrl+P")
        self.header = PageHeader(_("Monthly report"), "", self.before, self.after, self.save, self.print)
        column.addWidget(self.header)
        self.empty = EmptyState(
            "file-text",
            _("There is nothing to report yet"),
            _("The report tells of the commune's livelihood model. Choose it first, then the report writes itself."),
            _("To the livelihood model"),
            lambda: context.navigate("livelihood"),
        )
        column.addWidget(self.empty, 1)
        self.sides = QSplitter(Qt.Orientation.Horizontal)
        self.sides.setChildrenCollapsible(False)
        self.preview = Preview(context.runner)
        self.sides.addWidget(self._wording())
        self.sides.addWidget(self.preview)
        self.sides.setStretchFactor(0, 2)
        self.sides.setStretchFactor(1, 3)
        column.addWidget(self.sides, 1)
        self.empty.hide()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(DRAWN_AFTER_MS)
        self.presenter = ReportsPresenter(self, _services(context), context.runner.run, context.toast)
        self._pause.timeout.connect(self.presenter.draw)
        self.dialog: PrintDialog | None = None

    def _wording(self) -> QWidget:
        ground = QWidget()
        ground.setProperty("kind", "ground")
        column = QVBoxLayout(ground)
        column.setContentsMargins(2, 0, 10, 0)
        column.setSpacing(12)
        column.addWidget(label(_("Change what needs changing, a line for each paragraph; it is kept."), "secondary"))
        self.sections: dict[str, SectionField] = {}
        for section in SECTIONS:
            field = self.sections[section] = SectionField(_(TITLES[section]))
            field.text.textChanged.connect(partial(self._typed, section))
            field.text.installEventFilter(self)
            field.back.clicked.connect(partial(self._redraft, section))
            column.addWidget(field)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(ground)
        area.setMinimumWidth(theme.px(260))
        return area

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.presenter.keep()
        return super().eventFilter(watched, event)

    # The page's contract

    def refresh(self) -> None:
        self.presenter.refresh()

    def open(self, **args: object) -> None:
        month = str(args.get("month") or args.get("period") or "")
        if month:
            self.presenter.refresh(parse_month(month))

    def may_leave(self) -> bool:
        return self.presenter.keep()

    # What the presenter shows

    def show_month(self, month: str, *, last: bool) -> None:
        """See :class:`ReportsView`."""
        self.header.set_title(_("Report of month {month}").format(month=month_name(month)))
        self.after.setEnabled(not last)

    def show_no_model(self) -> None:
        """See :class:`ReportsView`."""
        self._show_side(self.empty)

    def show_texts(self, texts: ReportTexts, edited: frozenset[str]) -> None:
        """See :class:`ReportsView`."""
        self._show_side(self.sides)
        for section, field in self.sections.items():
            field.show_text("\n".join(getattr(texts, section)))
        self.show_edited(edited)

    def _show_side(self, shown: QWidget) -> None:
        for part in (self.empty, self.sides):
            part.setVisible(part is shown)
        for button in (self.before, self.after, self.save, self.print):
            button.setVisible(shown is self.sides)

    def show_edited(self, edited: frozenset[str]) -> None:
        """See :class:`ReportsView`."""
        for section, field in self.sections.items():
            field.show_own(section in edited)

    def show_pdf(self, pdf: bytes) -> None:
        """See :class:`ReportsView`."""
        self.preview.show_pdf(pdf)

    def show_error(self, error: BaseException) -> None:
        """See :class:`ReportsView`."""
        errors.show(self, error)

    # What was pressed

    def _typed(self, section: str) -> None:
        self.presenter.typed(section, self.sections[section].text.toPlainText())
        self._pause.start()

    def _step(self, months: int) -> None:
        self.presenter.step(months)

    def _redraft(self, section: str) -> None:
        self.presenter.redraft(section)

    def _save(self) -> None:
        if not self.presenter.pdf:
            return
        path = pdf_to_write(self, self.context.settings, FOLDER, _("Save the report"), self.presenter.file_name())
        if path is not None:
            self.presenter.write(path)

    def _print(self) -> None:
        if self.presenter.pdf and self.presenter.keep():
            title = _("Report of month {month}").format(month=month_name(self.presenter.month))
            month = self.presenter.month
            self.dialog = PrintDialog(self, self.context.runner, self.presenter.pdf, title)
            self.dialog.accepted.connect(lambda: reports.mark_made(self.context.workspace, month))
            self.dialog.open()


def _services(context: Context) -> ReportServices:
    opened = context.workspace

    def read(month: str) -> MonthRead:
        return MonthRead(
            reports.monthly(opened, month), reports.texts(opened, month), reports.edited_sections(opened, month)
        )

    def render(report: MonthlyReport, texts: ReportTexts) -> bytes:
        from sinhke_desktop.documents.progress_report import render_progress_report

        return render_progress_report(report, texts)

    return ReportServices(
        read=read,
        render=render,
        word=partial(reports.word, opened),
        redraft=partial(reports.redraft, opened),
        write=write_document,
        mark_made=partial(reports.mark_made, opened),
        today=lambda: workspace.today(opened),
    )
