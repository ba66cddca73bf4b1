"""Printing a PDF: which printer, how many, which pages; drawn page by page in the worker, with Cancel."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMarginsF, QRect
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtWidgets import QLineEdit, QWidget

from sinhke_desktop.documents.preview import lies_across, page_count, render_page
from sinhke_desktop.errors import InvalidInput, Problem, SinhkeError
from sinhke_desktop.gui.widgets.fields import Form, choices
from sinhke_desktop.gui.widgets.form_dialog import FormDialog
from sinhke_desktop.i18n import _
from sinhke_desktop.progress import Progress

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from sinhke_desktop.gui.tasks import Runner

DOTS_PER_INCH = 200
MOST_COPIES = 99


class PrinterRefused(SinhkeError):
    """The printer took no page (``IN-02``)."""

    code = "IN-02"

    def __init__(self) -> None:
        super().__init__(
            _("The printer did not take the pages. Your data are safe."),
            _("Check that it is switched on and has paper, or save the PDF and print it elsewhere."),
        )


def print_pages(printer: QPrinter, pdf: bytes, pages: Sequence[int], progress: Progress) -> int:
    """Draw *pages* (from 0) of *pdf* on *printer*, each filling its sheet; returns how many.

    Raises :class:`PrinterRefused`, Cancelled; then the job is dropped.
    """
    painter = QPainter()
    printer.setFullPage(True)
    if not painter.begin(printer):
        raise PrinterRefused
    try:
        for done, page in enumerate(pages):
            progress.step(done, len(pages))
            if done and not printer.newPage():
                raise PrinterRefused
            width, height, pixels = render_page(pdf, page, DOTS_PER_INCH / 72)
            image = QImage(pixels, width, height, width * 3, QImage.Format.Format_RGB888)
            painter.drawImage(QRect(0, 0, printer.width(), printer.height()), image)
    except BaseException:
        printer.abort()
        raise
    finally:
        painter.end()
    progress.step(len(pages), len(pages))
    return len(pages)


def a4_printer(name: str = "", *, across: bool = False) -> QPrinter:
    """A printer (the system's own choice without *name*) set to A4, upright or *across*."""
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if name:
        printer.setPrinterName(name)
    orientation = QPageLayout.Orientation.Landscape if across else QPageLayout.Orientation.Portrait
    layout = QPageLayout(QPageSize(QPageSize.PageSizeId.A4), orientation, QMarginsF(0, 0, 0, 0))
    printer.setPageLayout(layout)
    return printer


class PrintDialog(FormDialog):
    """Asks for printer, copies and pages, then prints."""

    def __init__(
        self,
        parent: QWidget,
        runner: Runner,
        pdf: bytes,
        title: str,
        *,
        keep: Callable[[], object] = lambda: None,
        printed: Callable[[Any], object] = lambda _kept: None,
    ) -> None:
        """*keep* is called in the worker before the first page goes out; *printed* is told what it returned."""
        from PySide6.QtPrintSupport import QPrinterInfo

        super().__init__(parent, _("Print"), self._start, lambda: None, primary=_("Print"), text=title)
        self._runner, self._pdf, self._sheet = runner, pdf, parent
        self._keep, self._printed = keep, printed
        names = QPrinterInfo.availablePrinterNames()
        self._count = page_count(pdf)
        self.form.add("printer", _("Printer"), choices(*((name, name) for name in names)), span=2)
        self.form.set_text("printer", QPrinterInfo.defaultPrinterName())
        self.form.add("first", _("From page"), QLineEdit("1"))
        self.form.add("last", _("To page"), QLineEdit(str(self._count)))
        self.form.add("copies", _("Copies"), QLineEdit("1"))
        if not names:
            self.primary.setEnabled(False)
            self.notice.show_text(
                "warn", _("This machine knows no printer. Save the PDF to a stick and print it where there is one.")
            )

    def _start(self, form: Form) -> None:
        first, last = self._number(form, "first", self._count), self._number(form, "last", self._count)
        copies = self._number(form, "copies", MOST_COPIES)
        if first > last:
            raise InvalidInput([Problem("last", _("The last page lies before the first one."))])
        printer = a4_printer(form.text("printer"), across=lies_across(self._pdf))
        printer.setCopyCount(copies)
        pdf, pages, keep = self._pdf, range(first - 1, last), self._keep

        def work(progress: Progress) -> object:
            kept = keep()
            print_pages(printer, pdf, pages, progress)
            return kept

        self._runner.run_shown(self._sheet, _("Printing"), work, self._printed)

    def _number(self, form: Form, name: str, most: int) -> int:
        text = form.text(name).strip()
        if not text.isdecimal() or not 1 <= int(text) <= most:
            raise InvalidInput([Problem(name, _("Type a number from 1 to {most}.").format(most=most))])
        return int(text)
