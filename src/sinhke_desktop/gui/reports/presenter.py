"""A report: its period chosen, facts and wording read together, typed wording kept, pages drawn. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from sinhke_desktop.domain.report import ProgressReport, Sentence
from sinhke_desktop.domain.report_paper import ReportPaper
from sinhke_desktop.domain.report_period import PeriodKind
from sinhke_desktop.domain.report_text import Worded
from sinhke_desktop.domain.typed_values import typed_lines
from sinhke_desktop.errors import NotFound, SinhkeError
from sinhke_desktop.gui.context import Runs, Toasts
from sinhke_desktop.i18n import _


@dataclass(frozen=True, slots=True)
class PeriodChoice:
    """A period to choose: its key, its name as papers write it, whether its report was made here."""

    key: str
    name: str
    made: bool


@dataclass(frozen=True, slots=True)
class ReportRead:
    """What is read of a kind of report: its periods, and of the one chosen its facts, titles, wording and draft.

    Without a report there is no period of this kind yet.
    """

    periods: tuple[PeriodChoice, ...]
    report: ProgressReport | None = None
    titles: Mapping[str, str] | None = None
    sections: Mapping[str, Worded] | None = None
    draft: Mapping[str, tuple[Sentence, ...]] | None = None


@dataclass(frozen=True, slots=True)
class ReportServices:
    """What the page asks of the services; ``read`` and ``render`` are called in the worker."""

    read: Callable[[PeriodKind, str, date | None], ReportRead]
    render: Callable[[ProgressReport, Mapping[str, Worded], ReportPaper], bytes]
    word: Callable[[ProgressReport, str, str], Worded]
    kept: Callable[[ProgressReport, str], str]
    redraft: Callable[[ProgressReport, str, int | None], Worded]
    put_back: Callable[[ProgressReport, str, str], Worded]


class ReportsView(Protocol):
    """What the presenter needs of the page."""

    def show_periods(self, kind: PeriodKind, periods: tuple[PeriodChoice, ...], key: str) -> None:
        """Offer the periods of *kind*; the one with *key* is shown."""
        ...

    def show_no_model(self) -> None:
        """There is no model to report on."""
        ...

    def show_not_begun(self) -> None:
        """The model has not begun; there is no period yet."""
        ...

    def show_sections(self, titles: Mapping[str, str], sections: Mapping[str, Worded]) -> None:
        """Make and fill the fields of the sections."""
        ...

    def show_section(self, section: str, worded: Worded) -> None:
        """Fill one section's field."""
        ...

    def show_marks(self, section: str, worded: Worded) -> None:
        """Say of a section's paragraphs which the officer worded."""
        ...

    def show_pdf(self, report: ProgressReport, pdf: bytes, paper: ReportPaper) -> None:
        """Show the pages."""
        ...

    def show_error(self, error: BaseException) -> None:
        """Say what went wrong."""
        ...


class ReportsPresenter:
    """One period at a time; wording is saved when one leaves its field, prints, saves or goes on."""

    def __init__(self, view: ReportsView, services: ReportServices, run: Runs, toast: Toasts) -> None:
        self._view, self._services, self._run, self._toast = view, services, run, toast
        self.kind, self.key = PeriodKind.MONTH, ""
        self.until: date | None = None
        self.paper = ReportPaper()
        self.report: ProgressReport | None = None
        self.draft: Mapping[str, tuple[Sentence, ...]] = {}
        self._periods: tuple[PeriodChoice, ...] = ()
        self._sections: dict[str, Worded] = {}
        self._typed: dict[str, str] = {}
        self._turn = 0
        self._asked = 0

    def refresh(self, kind: PeriodKind | None = None, key: str | None = None) -> None:
        """Read again, in the worker, perhaps another kind or period; what is typed is kept first."""
        self.keep()
        if kind is not None and kind is not self.kind:
            self.kind, self.key, self.until = kind, "", None
        if key is not None and key != self.key:
            self.key, self.paper = key, ReportPaper()
        self._asked += 1
        asked, wanted, until = self._asked, (self.kind, self.key), self.until
        self._run(
            lambda _progress: self._services.read(*wanted, until),
            lambda read: self._have_read(asked, read),
            failed=self._not_read,
        )

    def end_on(self, day: date | None) -> None:
        """Let a mid-term or final review end on *day*."""
        self.until = day
        self.refresh()

    def step(self, count: int) -> None:
        """Go *count* periods on (back for a negative count), not beyond the newest."""
        keys = [one.key for one in self._periods]
        if self.key in keys:
            place = keys.index(self.key) - count
            if 0 <= place < len(keys):
                self.refresh(key=keys[place])

    def _have_read(self, asked: int, read: ReportRead) -> None:
        if asked != self._asked:
            return
        self._periods, self.report = read.periods, read.report
        self._typed.clear()
        if read.report is None or read.sections is None or read.titles is None:
            self._view.show_not_begun()
            return
        self.key = read.report.period.key
        self._sections, self.draft = dict(read.sections), read.draft or {}
        self._view.show_periods(self.kind, read.periods, self.key)
        self._view.show_sections(read.titles, self._sections)
        self.draw()

    def _not_read(self, error: BaseException) -> None:
        self.report = None
        if isinstance(error, NotFound):
            self._view.show_no_model()
        else:
            self._view.show_error(error)

    def typed(self, section: str, text: str) -> None:
        """Something was typed into a section; the page calls :meth:`draw` after a short pause."""
        if typed_lines(text) == "\n".join(self._sections[section].lines):
            self._typed.pop(section, None)
        else:
            self._typed[section] = text

    def sections(self) -> dict[str, Worded]:
        """The wording as typed."""
        found = dict(self._sections)
        for section, text in self._typed.items():
            found[section] = Worded(tuple(Sentence(line, own=True) for line in typed_lines(text).splitlines()))
        return found

    def give(self, paper: ReportPaper) -> None:
        """Number, day and addressee as they stand on the paper."""
        self.paper = paper
        self.draw()

    def draw(self) -> None:
        """Draw the pages of what is typed, in the worker; only the newest are shown."""
        report = self.report
        if report is None:
            return
        self._turn += 1
        turn, sections, paper = self._turn, self.sections(), self.paper
        self._run(
            lambda _progress: self._services.render(report, sections, paper),
            lambda pdf: self._have_drawn(turn, report, pdf, paper),
            failed=self._view.show_error,
        )

    def _have_drawn(self, turn: int, report: ProgressReport, pdf: bytes, paper: ReportPaper) -> None:
        if turn == self._turn:
            self._view.show_pdf(report, pdf, paper)

    def keep(self) -> bool:
        """Save the wording that was typed; True if all of it is kept."""
        report = self.report
        for section, text in list(self._typed.items()):
            if report is None:
                break
            try:
                self._sections[section] = self._services.word(report, section, text)
            except SinhkeError as error:
                self._view.show_error(error)
                return False
            del self._typed[section]
            self._view.show_marks(section, self._sections[section])
        return True

    def unsaved(self) -> bool:
        """Is there wording that is not kept yet?"""
        return bool(self._typed)

    def redraft(self, section: str, line: int | None = None) -> None:
        """Let a section's sentences (or its paragraph *line*) follow the data again; it can be undone."""
        report = self.report
        if report is None or not self.keep():
            return
        if line is not None and line >= len(self._sections[section].sentences):
            return
        try:
            kept = self._services.kept(report, section)
            self._sections[section] = self._services.redraft(report, section, line)
        except SinhkeError as error:
            self._view.show_error(error)
            return
        self._show(section)
        self._toast(_("The draft stands there again."), lambda: self._put_back(report, section, kept))

    def _put_back(self, report: ProgressReport, section: str, kept: str) -> None:
        if self.report is not report:
            return
        self._sections[section] = self._services.put_back(report, section, kept)
        self._show(section)

    def _show(self, section: str) -> None:
        self._view.show_section(section, self._sections[section])
        self.draw()

    def drafted(self, section: str, line: int) -> str:
        """What the draft says in the place of a paragraph that the officer worded; empty where there is none."""
        sentences = self._sections[section].sentences
        if section in self._typed or line >= len(sentences) or not sentences[line].own:
            return ""
        key = sentences[line].key
        return next((one.text for one in self.draft.get(section, ()) if key and one.key == key), "")

    def file_name(self) -> str:
        """What the PDF is called: ``bao-cao-mo-hinh-2025-Q3.pdf``."""
        return f"bao-cao-mo-hinh-{self.key}.pdf"
