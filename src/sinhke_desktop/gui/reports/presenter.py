"""A month's report: facts and wording read together, typed wording kept, pages drawn for what is typed. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Protocol

from sinhke_desktop.domain.report import MonthlyReport, ReportTexts
from sinhke_desktop.domain.report_text import SECTIONS
from sinhke_desktop.domain.typed_values import month_name, month_of, next_month, typed_lines
from sinhke_desktop.errors import NotFound, SinhkeError
from sinhke_desktop.gui.context import Runs, Toasts
from sinhke_desktop.i18n import _


@dataclass(frozen=True, slots=True)
class MonthRead:
    """The facts of a month, its wording, and which sections the officer worded."""

    report: MonthlyReport
    texts: ReportTexts
    edited: frozenset[str]


@dataclass(frozen=True, slots=True)
class ReportServices:
    """What the page asks of the services; ``read`` and ``render`` are called in the worker."""

    read: Callable[[str], MonthRead]
    render: Callable[[MonthlyReport, ReportTexts], bytes]
    word: Callable[[str, str, str], ReportTexts]
    redraft: Callable[[str, str], ReportTexts]
    write: Callable[[Path, bytes], None]
    mark_made: Callable[[str], None]
    today: Callable[[], date]


class ReportsView(Protocol):
    """What the presenter needs of the page."""

    def show_month(self, month: str, *, last: bool) -> None:
        """Say which month it is; *last*: there is none after it."""
        ...

    def show_no_model(self) -> None:
        """There is no model to report on."""
        ...

    def show_texts(self, texts: ReportTexts, edited: frozenset[str]) -> None:
        """Fill the fields of the sections."""
        ...

    def show_edited(self, edited: frozenset[str]) -> None:
        """Mark the sections that the officer worded."""
        ...

    def show_pdf(self, pdf: bytes) -> None:
        """Show the pages."""
        ...

    def show_error(self, error: BaseException) -> None:
        """Say what went wrong."""
        ...


class ReportsPresenter:
    """One month at a time; wording is saved when one leaves its field, prints, saves or goes on."""

    def __init__(self, view: ReportsView, services: ReportServices, run: Runs, toast: Toasts) -> None:
        self._view, self._services, self._run, self._toast = view, services, run, toast
        self.month = month_of(services.today())
        self._report: MonthlyReport | None = None
        self._kept = ReportTexts()
        self._typed: dict[str, str] = {}
        self._edited: frozenset[str] = frozenset()
        self._turn = 0
        self.pdf = b""

    def refresh(self, month: str = "") -> None:
        """Read the month again, in the worker; what is typed is kept first."""
        self.keep()
        self.month = month or self.month
        wanted = self.month
        self._view.show_month(wanted, last=wanted >= month_of(self._services.today()))
        self._run(lambda _progress: self._services.read(wanted), self._have_read, failed=self._not_read)

    def step(self, months: int) -> None:
        """Go *months* on, not beyond this month."""
        month = next_month(self.month, months)
        if month <= month_of(self._services.today()):
            self.refresh(month)

    def _have_read(self, read: MonthRead) -> None:
        if read.report.month != self.month:
            return
        self._report, self._kept, self._edited = read.report, read.texts, read.edited
        self._typed.clear()
        self._view.show_texts(read.texts, read.edited)
        self.draw()

    def _not_read(self, error: BaseException) -> None:
        self._report = None
        if isinstance(error, NotFound):
            self._view.show_no_model()
        else:
            self._view.show_error(error)

    def typed(self, section: str, text: str) -> None:
        """Something was typed into a section; the page calls :meth:`draw` after a short pause."""
        if typed_lines(text) == "\n".join(getattr(self._kept, section)):
            self._typed.pop(section, None)
        else:
            self._typed[section] = text

    def texts(self) -> ReportTexts:
        """The wording as typed."""
        typed = {section: tuple(typed_lines(text).splitlines()) for section, text in self._typed.items()}
        return replace(self._kept, **typed)

    def draw(self) -> None:
        """Draw the pages of what is typed, in the worker; only the newest are shown."""
        report = self._report
        if report is None:
            return
        self._turn += 1
        turn, texts = self._turn, self.texts()
        self._run(
            lambda _progress: self._services.render(report, texts),
            lambda pdf: self._have_drawn(turn, pdf),
            failed=self._view.show_error,
        )

    def _have_drawn(self, turn: int, pdf: bytes) -> None:
        if turn == self._turn:
            self.pdf = pdf
            self._view.show_pdf(pdf)

    def keep(self) -> bool:
        """Save the wording that was typed; True if all of it is kept."""
        for section in [one for one in SECTIONS if one in self._typed]:
            try:
                self._kept = self._services.word(self.month, section, self._typed[section])
            except SinhkeError as error:
                self._view.show_error(error)
                return False
            del self._typed[section]
            self._edited |= {section}
            self._view.show_edited(self._edited)
        return True

    def unsaved(self) -> bool:
        """Is there wording that is not kept yet?"""
        return bool(self._typed)

    def redraft(self, section: str) -> None:
        """Let the sentences of a section follow the facts again."""
        self._typed.pop(section, None)
        try:
            self._kept = self._services.redraft(self.month, section)
        except SinhkeError as error:
            self._view.show_error(error)
            return
        self._edited -= {section}
        self._view.show_texts(self.texts(), self._edited)
        self.draw()

    def file_name(self) -> str:
        """What the PDF is called: ``bao-cao-mo-hinh-2025-11.pdf``."""
        return f"bao-cao-mo-hinh-{self.month}.pdf"

    def write(self, path: Path) -> None:
        """Save the PDF as it is shown to *path*."""
        if not self.keep():
            return
        try:
            self._services.write(path, self.pdf)
            self._services.mark_made(self.month)
        except SinhkeError as error:
            self._view.show_error(error)
            return
        saved = _("Report of month {month} saved as {file}.")
        self._toast(saved.format(month=month_name(self.month), file=path.name))
