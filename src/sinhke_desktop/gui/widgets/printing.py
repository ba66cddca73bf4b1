"""Printing a PDF: which printer, pages, copies, sides; drawn page by page in the worker, with Cancel."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from sinhke_desktop.documents.preview import OpenPdf, page_count
from sinhke_desktop.domain.page_ranges import parse_pages
from sinhke_desktop.errors import InvalidInput, Problem, SinhkeError
from sinhke_desktop.gui.widgets.fields import Form, choices
from sinhke_desktop.gui.widgets.form_dialog import FormDialog
from sinhke_desktop.i18n import _
from sinhke_desktop.progress import Progress
from sinhke_desktop.settings import Settings

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from sinhke_desktop.gui.tasks import Runner

BLACK_DOTS, COLOUR_DOTS = 600, 300
"""Dots an inch at most: as sharp as laser printers are, and fewer where there are colours, 32 bits a dot."""
STRIP_PIXELS = 6_000_000
"""Greys are drawn strip by strip, so that no page needs more memory than this many pixels."""
SURELY_BIGGER = 0.99
"""Qt takes A4 for some dots smaller than it is: no reason to make a page smaller."""
BLACK, WHITE = 0xFF000000, 0xFFFFFFFF
MOST_COPIES = 99
PRINTER, SIDES = "printer", "printer_sides"
ONE_SIDE, LONG_SIDE, SHORT_SIDE = "one", "long", "short"


class PrinterRefused(SinhkeError):
    """The printer took no page (``IN-02``)."""

    code = "IN-02"

    def __init__(self) -> None:
        super().__init__(
            _("The printer did not take the pages. Your data are safe."),
            _("Check that it is switched on and has paper, or save the PDF and print it elsewhere."),
        )


def print_pages(
    printer: QPrinter, pdf: bytes, pages: Sequence[int], progress: Progress, *, two_up: bool = False
) -> int:
    """Draw *pages* (from 0) of *pdf* on *printer*, each on an A4 sheet that lies as the page does; returns how many.

    Pages keep their size, in the middle of the sheet; only one bigger than A4 is made smaller. *two_up* puts two pages,
    made smaller, on a sheet across. Raises :class:`PrinterRefused`, Cancelled; then no further page is drawn, but what
    was drawn may still come out: not every system lets a job be dropped.
    """
    document = OpenPdf(pdf)
    sheets = [list(pages[at : at + 2]) for at in range(0, len(pages), 2)] if two_up else [[page] for page in pages]
    painter = QPainter()
    printer.setFullPage(True)
    try:
        for done, sheet in enumerate(sheets):
            progress.step(done, len(sheets))
            lay_sheet(printer, across=two_up or _lies_across(document, sheet[0]))
            if not (printer.newPage() if done else painter.begin(printer)):
                raise PrinterRefused
            painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
            for place, page in enumerate(sheet):
                width = printer.width() / 2 if two_up else printer.width()
                _draw(painter, printer, document, page, QRectF(place * width, 0, width, printer.height()))
    except BaseException:
        printer.abort()
        raise
    finally:
        if painter.isActive():
            painter.end()
        document.close()
    progress.step(len(sheets), len(sheets))
    return len(pages)


def _lies_across(document: OpenPdf, page: int) -> bool:
    width, height = document.sizes[page]
    return width > height


def _draw(painter: QPainter, printer: QPrinter, document: OpenPdf, page: int, room: QRectF) -> None:
    """Draw *page* into the middle of *room* (dots of the printer), in its own size unless it is bigger."""
    dots = printer.resolution()
    size = [side * dots / 72 for side in document.sizes[page]]
    share = min(room.width() / size[0], room.height() / size[1])
    share = share if share < SURELY_BIGGER else 1.0
    left = room.left() + (room.width() - size[0] * share) / 2
    top = room.top() + (room.height() - size[1] * share) / 2
    coloured = printer.colorMode() != printer.ColorMode.GrayScale and document.coloured(page)
    each = ceil(dots / (COLOUR_DOTS if coloured else BLACK_DOTS))
    scale = dots / each / 72 * share
    if coloured:
        drawn = document.render(page, scale)
        image = QImage(drawn.pixels, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGB32)
    else:
        image = black_and_white(document, page, scale)
    painter.drawImage(QRectF(left, top, image.width() * each, image.height() * each), image)


def black_and_white(document: OpenPdf, page: int, scale: float) -> QImage:
    """The page in one bit a pixel, greys as dots, as laser printers print: small, and sharp at the edges."""
    width, height = document.pixels(page, scale)
    rows = max(STRIP_PIXELS // width, 1)
    parts: list[bytes] = []
    stride = 0
    for at in range(0, height, rows):
        drawn = document.render(page, scale, grey=True, strip=(at, min(rows, height - at)), printing=True)
        grey = QImage(drawn.pixels, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_Grayscale8)
        strip = grey.convertToFormat(QImage.Format.Format_Mono, Qt.ImageConversionFlag.DiffuseDither)
        if strip.color(0) != BLACK:
            strip.invertPixels()
        stride = strip.bytesPerLine()
        parts.append(bytes(strip.constBits()))
    whole = QImage(b"".join(parts), width, height, stride, QImage.Format.Format_Mono).copy()
    whole.setColorTable([BLACK, WHITE])
    return whole


def lay_sheet(printer: QPrinter, *, across: bool) -> None:
    """The next sheet is A4, upright or *across*."""
    orientation = QPageLayout.Orientation.Landscape if across else QPageLayout.Orientation.Portrait
    printer.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), orientation, QMarginsF(0, 0, 0, 0)))


def a4_printer(name: str = "") -> QPrinter:
    """A printer (the system's own choice without *name*) set to A4."""
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if name:
        printer.setPrinterName(name)
    lay_sheet(printer, across=False)
    return printer


class PrintDialog(FormDialog):
    """Asks for printer, pages, copies and sides, then prints; the choices are remembered."""

    def __init__(
        self,
        parent: QWidget,
        runner: Runner,
        pdf: bytes,
        title: str,
        *,
        settings: Settings | None = None,
        keep: Callable[[], object] = lambda: None,
        printed: Callable[[Any], object] = lambda _kept: None,
        stopped: Callable[[], object] = lambda: None,
        save: Callable[[], object] | None = None,
    ) -> None:
        """*keep* is called in the worker before the first page goes out; *printed* is told what it returned.

        *stopped* is called where the person gave up on the way. *save* is offered where this machine knows no printer.
        """
        from PySide6.QtPrintSupport import QPrinterInfo

        super().__init__(parent, _("Print"), self._start, lambda: None, primary=_("Print"), text=title)
        self._runner, self._pdf, self._sheet, self._settings = runner, pdf, parent, settings
        self._keep, self._printed, self._stopped = keep, printed, stopped
        self._count = page_count(pdf)
        names = QPrinterInfo.availablePrinterNames()
        printers = choices(*((name, name) for name in names))
        printers.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.form.add("printer", _("Printer"), printers, span=2)
        pages = QLineEdit()
        pages.setPlaceholderText(_("All {pages} pages").format(pages=self._count))
        self.form.add("pages", _("Pages"), pages, hint=_("For example 1-3, 7"))
        self.form.add("copies", _("Copies"), QLineEdit("1"))
        sides = ((ONE_SIDE, _("On one side")), (LONG_SIDE, _("On both sides, turned over the long side")),
                 (SHORT_SIDE, _("On both sides, turned over the short side")))  # fmt: skip
        self.form.add("sides", _("Sides of the paper"), choices(*sides), span=2)
        layouts = (("1", _("One page on a sheet")), ("2", _("Two smaller pages on a sheet")))
        self.form.add("layout", _("On a sheet of A4"), choices(*layouts), span=2)
        wished = str(settings.get(PRINTER, "")) if settings is not None else ""
        self.form.set_text("printer", wished if wished in names else QPrinterInfo.defaultPrinterName())
        self.form.set_text("sides", str(settings.get(SIDES, ONE_SIDE)) if settings is not None else ONE_SIDE)
        if not names:
            self._say_no_printer(save)

    def _say_no_printer(self, save: Callable[[], object] | None) -> None:
        self.form.setEnabled(False)
        self.primary.setEnabled(False)
        text = _("This machine knows no printer. Save the PDF to a stick and print it where there is one.")
        self.notice.show_text("warn", text)
        if save is not None:

            def leave() -> None:
                self.reject()
                save()

            self.notice.add_button(_("Save PDF"), leave)

    def _start(self, form: Form) -> None:
        pages = [page - 1 for page in self._pages(form)]
        copies = self._copies(form)
        printer = a4_printer(form.text("printer"))
        printer.setCopyCount(copies)
        sides = {LONG_SIDE: printer.DuplexMode.DuplexLongSide, SHORT_SIDE: printer.DuplexMode.DuplexShortSide}
        printer.setDuplex(sides.get(form.text("sides"), printer.DuplexMode.DuplexNone))
        if self._settings is not None:
            self._settings.set(PRINTER, form.text("printer"))
            self._settings.set(SIDES, form.text("sides"))
        pdf, keep, two_up = self._pdf, self._keep, form.text("layout") == "2"

        def work(progress: Progress) -> object:
            kept = keep()
            print_pages(printer, pdf, pages, progress, two_up=two_up)
            return kept

        self._runner.run_shown(self._sheet, _("Printing"), work, self._printed, cancelled=self._stopped)

    def _pages(self, form: Form) -> list[int]:
        try:
            return parse_pages(form.text("pages"), self._count)
        except ValueError:
            text = _("Type pages from 1 to {pages}, such as 1-3, 7.").format(pages=self._count)
            raise InvalidInput([Problem("pages", text)]) from None

    def _copies(self, form: Form) -> int:
        text = form.text("copies").strip()
        if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= MOST_COPIES):
            text = _("Type a number from 1 to {most}.").format(most=MOST_COPIES)
            raise InvalidInput([Problem("copies", text)])
        return int(text)
