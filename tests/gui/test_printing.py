"""Printing: each page in its own size on a sheet that lies as it does, sharp, with ranges, sides and Cancel."""

import pytest
from pdf_samples import MARGIN, sample_pdf
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget
from reportlab.lib.pagesizes import A3, A4, A5, landscape

from sinhke_desktop.documents.preview import OpenPdf
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.tasks import Runner
from sinhke_desktop.gui.widgets import printing
from sinhke_desktop.gui.widgets.printing import (
    LONG_SIDE,
    PRINTER,
    SHORT_SIDE,
    SIDES,
    PrintDialog,
    PrinterRefused,
    a4_printer,
    print_pages,
)
from sinhke_desktop.progress import SILENT, Cancelled
from sinhke_desktop.settings import Settings

pytestmark = pytest.mark.usefixtures("qapp")
WORDS = "Hộ ông Đỗ Đức Dũng\nChamaléa Thị Bích Đào"


def printed(path, pdf, pages=(0,), **how) -> OpenPdf:
    """What a printer that writes PDF made of *pages*."""
    printer = a4_printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    assert print_pages(printer, pdf, list(pages), SILENT, **how) == len(pages)
    return OpenPdf(path.read_bytes())


def ink(document: OpenPdf, page: int, scale: float = 2.0) -> tuple[tuple[float, float, float, float], bytes, int]:
    """Left, top, right, bottom of what is not white, in points; the grey pixels and their width."""
    drawn = document.render(page, scale, grey=True)
    rows = [drawn.pixels[at : at + drawn.width] for at in range(0, len(drawn.pixels), drawn.stride)]
    dark = [row for row, pixels in enumerate(rows) if min(pixels) < 128]
    columns = [at for at in range(drawn.width) if min(drawn.pixels[at :: drawn.stride]) < 128]
    box = (columns[0] / scale, dark[0] / scale, columns[-1] / scale, dark[-1] / scale)
    return box, drawn.pixels, drawn.width


@pytest.mark.parametrize("size", [A4, landscape(A4)], ids=["upright", "across"])
def test_ink_lies_where_the_paper_has_it_and_margins_are_not_scaled(tmp_path, size):
    pdf = sample_pdf([WORDS], [size])
    paper, sheet = OpenPdf(pdf), printed(tmp_path / "a.pdf", pdf)
    assert sheet.sizes[0] == pytest.approx(size, abs=1)
    box, pixels, width = ink(paper, 0)
    made, again, wide = ink(sheet, 0)
    assert made == pytest.approx(box, abs=0.6)
    assert made[0] == pytest.approx(MARGIN, abs=1)
    assert wide == pytest.approx(width, abs=2)
    assert sum(255 - pixel for pixel in again) == pytest.approx(sum(255 - pixel for pixel in pixels), rel=0.08)
    if len(again) == len(pixels):
        apart = sum(abs(one - two) > 128 for one, two in zip(pixels, again, strict=True))
        assert apart < len(pixels) * 0.002


def test_each_page_lies_on_its_sheet_as_it_does_on_the_screen(tmp_path):
    sheet = printed(tmp_path / "a.pdf", sample_pdf(["a", "b", "c"], [A4, landscape(A4), A4]), (0, 1, 2))
    across = [width > height for width, height in sheet.sizes]
    assert across == [False, True, False]


def test_a_smaller_page_keeps_its_size_in_the_middle_and_a_bigger_one_is_made_smaller(tmp_path):
    small = printed(tmp_path / "a.pdf", sample_pdf([WORDS], [A5]))
    (left, top, right, bottom), _pixels, _width = ink(small, 0)
    assert small.sizes[0] == pytest.approx(A4, abs=1)
    assert right - left == pytest.approx(A5[0] - 2 * MARGIN, abs=2)
    assert left == pytest.approx(A4[0] - right, abs=2)
    assert top == pytest.approx(A4[1] - bottom, abs=2)
    (left, _top, right, _bottom), _pixels, _width = ink(printed(tmp_path / "b.pdf", sample_pdf([WORDS], [A3])), 0)
    assert right - left == pytest.approx((A3[0] - 2 * MARGIN) / 2**0.5, abs=3)


def test_two_pages_stand_beside_each_other_on_a_sheet_across(tmp_path):
    sheet = printed(tmp_path / "a.pdf", sample_pdf(["a", "b", "c"]), (0, 1, 2), two_up=True)
    assert len(sheet) == 2
    assert sheet.sizes[0] == pytest.approx(landscape(A4), abs=1)
    (left, _top, right, _bottom), _pixels, _width = ink(sheet, 0)
    assert left == pytest.approx(MARGIN / 2**0.5, abs=2)
    assert right == pytest.approx(A4[1] - MARGIN / 2**0.5, abs=2)
    (_left, _top, right, _bottom), _pixels, _width = ink(sheet, 1)
    assert right < A4[1] / 2


@pytest.fixture
def drawn(monkeypatch):
    """How pages were drawn to be printed: dots an inch, grey, rows."""
    found = []
    render = OpenPdf.render

    def watched(self, page, scale, *, grey=False, strip=None, printing=False):
        if scale > 1:
            found.append((scale * 72, grey, strip[1] if strip else 0))
        return render(self, page, scale, grey=grey, strip=strip, printing=printing)

    monkeypatch.setattr(OpenPdf, "render", watched)
    return found


def test_black_pages_are_sharp_and_never_drawn_at_once(tmp_path, drawn):
    printed(tmp_path / "a.pdf", sample_pdf([WORDS]))
    assert all(dots == pytest.approx(600) and grey for dots, grey, _rows in drawn)
    width = round(A4[0] * 600 / 72)
    assert all(rows * width <= printing.STRIP_PIXELS for _dots, _grey, rows in drawn)
    assert sum(rows for _dots, _grey, rows in drawn) == pytest.approx(A4[1] * 600 / 72, abs=1)


def test_coloured_pages_keep_their_colour(tmp_path, drawn):
    sheet = printed(tmp_path / "a.pdf", sample_pdf([WORDS], colour=True))
    assert drawn == [(pytest.approx(300), False, 0)]
    assert sheet.coloured(0)


def test_a_printer_of_grey_gets_no_colour(tmp_path, drawn):
    printer = a4_printer()
    printer.setOutputFileName(str(tmp_path / "a.pdf"))
    printer.setColorMode(QPrinter.ColorMode.GrayScale)
    print_pages(printer, sample_pdf([WORDS], colour=True), [0], SILENT)
    assert {grey for _dots, grey, _rows in drawn} == {True}
    assert OpenPdf((tmp_path / "a.pdf").read_bytes()).coloured(0) is False


def test_a_grey_field_becomes_dots_as_dark_as_it_is(tmp_path):
    pdf = sample_pdf(["x"], shade=0.75)
    picture = printing.black_and_white(OpenPdf(pdf), 0, 600 / 72)
    field = picture.copy(2000, 3500, 1000, 1000).convertToFormat(QImage.Format.Format_Grayscale8)
    assert sum(bytes(field.constBits())) / 1_000_000 == pytest.approx(0.75 * 255, abs=3)


def test_a_cancelled_print_draws_no_further_sheet(tmp_path):
    class Stop:
        def step(self, done, total):
            if done == 2:
                raise Cancelled

    printer = a4_printer()
    printer.setOutputFileName(str(tmp_path / "a.pdf"))
    with pytest.raises(Cancelled):
        print_pages(printer, sample_pdf(["a"] * 4), range(4), Stop())
    assert printer.printerState() != QPrinter.PrinterState.Active
    assert len(OpenPdf((tmp_path / "a.pdf").read_bytes())) <= 2


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_takes_nothing_is_told_of(tmp_path):
    printer = a4_printer()
    printer.setOutputFileName(str(tmp_path / "no folder" / "a.pdf"))
    with pytest.raises(PrinterRefused):
        print_pages(printer, sample_pdf(["a"]), [0], SILENT)


# The dialog


@pytest.fixture
def parent(qtbot, qapp):
    theme.apply(qapp)
    window = QWidget()
    qtbot.addWidget(window)
    runner = Runner(window)
    window.runner = runner
    window.show()
    yield window
    runner.close()


@pytest.fixture
def two_printers(monkeypatch):
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["Canon", "HP"])
    monkeypatch.setattr(QPrinterInfo, "defaultPrinterName", lambda: "Canon")


@pytest.fixture
def jobs(monkeypatch):
    """What would have been printed: pages, two_up, copies, sides."""
    found, sides = [], []

    def note(printer, _pdf, pages, _progress, *, two_up=False):
        found.append((list(pages), two_up, printer.copyCount(), sides[-1]))

    monkeypatch.setattr(QPrinter, "setDuplex", lambda _printer, wanted: sides.append(wanted))
    monkeypatch.setattr(printing, "print_pages", note)
    return found


def test_what_was_chosen_is_printed_after_it_was_kept_and_remembered(qtbot, parent, two_printers, jobs, tmp_path):
    settings, kept, told = Settings(tmp_path), [], []

    def keep():
        kept.append(list(jobs))
        return "kept"

    dialog = PrintDialog(parent, parent.runner, sample_pdf(["a"] * 9), "Phiếu", settings=settings, keep=keep,
                         printed=told.append)  # fmt: skip
    assert dialog.form.text("printer") == "Canon"
    dialog.open()
    for name, text in (("printer", "HP"), ("pages", "1-3, 7"), ("copies", "2"), ("sides", SHORT_SIDE), ("layout", "2")):
        dialog.form.set_text(name, text)
    dialog.confirm()
    qtbot.waitUntil(lambda: told == ["kept"])
    assert kept == [[]]
    assert jobs == [([0, 1, 2, 6], True, 2, QPrinter.DuplexMode.DuplexShortSide)]
    assert (settings.get(PRINTER, ""), settings.get(SIDES, "")) == ("HP", SHORT_SIDE)
    again = PrintDialog(parent, parent.runner, sample_pdf(["a"]), "Phiếu", settings=settings)
    assert (again.form.text("printer"), again.form.text("sides"), again.form.text("copies")) == ("HP", SHORT_SIDE, "1")
    again.form.set_text("sides", LONG_SIDE)
    again.confirm()
    qtbot.waitUntil(lambda: len(jobs) == 2)
    assert jobs[1] == ([0], False, 1, QPrinter.DuplexMode.DuplexLongSide)


def test_nothing_is_printed_where_it_could_not_be_kept(qtbot, parent, two_printers, jobs, monkeypatch):
    told = []
    monkeypatch.setattr(Runner, "run_shown",
                        lambda _self, _parent, _title, work, _done, **_how: told.append(work))  # fmt: skip

    def refuse():
        raise OSError

    dialog = PrintDialog(parent, parent.runner, sample_pdf(["a"]), "Phiếu", keep=refuse)
    dialog.confirm()
    with pytest.raises(OSError, match=r"^$"):
        told[0](SILENT)
    assert jobs == []


@pytest.mark.parametrize(("name", "text"), [("pages", "3-1"), ("pages", "10"), ("copies", "0"), ("copies", "²"),
                                            ("copies", "100")])  # fmt: skip
def test_what_cannot_be_printed_is_said_beside_its_field(parent, two_printers, jobs, name, text):
    dialog = PrintDialog(parent, parent.runner, sample_pdf(["a"] * 9), "Phiếu")
    dialog.open()
    dialog.form.set_text(name, text)
    dialog.confirm()
    assert dialog.form.fields[name].problem() != ""
    assert dialog.isVisible()
    assert jobs == []


def test_without_a_printer_the_pdf_is_offered(parent, monkeypatch):
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    saved = []
    dialog = PrintDialog(parent, parent.runner, sample_pdf(["a"]), "Phiếu", save=lambda: saved.append(1))
    dialog.open()
    assert dialog.primary.isEnabled() is False
    assert dialog.notice.text() != ""
    dialog.notice.findChildren(type(dialog.cancel))[0].click()
    assert saved == [1]
    assert dialog.isVisible() is False
    assert PrintDialog(parent, parent.runner, sample_pdf(["a"]), "Phiếu").notice.findChildren(type(dialog.cancel)) == []
