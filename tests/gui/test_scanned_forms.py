"""Forms read from scans, confirmed one by one in the window over a form that was really printed."""

import json
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PIL import ImageDraw
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from sinhke_desktop.domain.form_layout import FieldKind
from sinhke_desktop.domain.form_layouts import layout
from sinhke_desktop.domain.read_page import DOTS_PER_MM, NOT_A_PICTURE, PROBLEMS
from sinhke_desktop.domain.scan_page import ScanPage, ScanState
from sinhke_desktop.domain.visit import Agreement
from sinhke_desktop.domain.visit_record import VisitInput
from sinhke_desktop.gui.visits.page import VisitsPage
from sinhke_desktop.gui.visits.returned.page_picture import SeenPage, cut, fields_of, fitted
from sinhke_desktop.gui.visits.returned.reading import summary
from sinhke_desktop.gui.visits.returned.scan_side import problem_words
from sinhke_desktop.services import form_stacks, visits, waiting_scans
from sinhke_desktop.services.form_reading import FileRead, PageRead, PageResult, Reading
from sinhke_desktop.services.waiting_scans import WaitingScan
from sinhke_desktop.storage import scan_pages

MARKED = {"kept:1:done", "indicator:nutrition", "need:loan"}
DOUBTFUL = {"need:water"}


def idle(qtbot, frame):
    qtbot.waitUntil(lambda: not frame.runner.busy(), timeout=60_000)


def keys(*wanted):
    for one in wanted:
        if isinstance(one, str):
            QTest.keyClicks(QApplication.focusWidget(), one)
        else:
            QTest.keyClick(QApplication.focusWidget(), one)


def save(qtbot, frame):
    with qtbot.waitSignal(frame.page.returned.save.clicked):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    idle(qtbot, frame)


def drawn(image, version, pages):
    """Ticks drawn where they were marked; gives how each box was read."""
    pen, read = ImageDraw.Draw(image), {}
    for field in layout(version).fields(1, pages):
        if field.kind is FieldKind.TICK:
            state = "marked" if field.key in MARKED else "doubtful" if field.key in DOUBTFUL else "empty"
            read[field.key] = [state, 0.2]
            if state == "marked":
                corners = [DOTS_PER_MM * edge for edge in (field.box.left, field.box.top, field.box.right,
                                                           field.box.bottom)]  # fmt: skip
                pen.rectangle(corners, fill=0)
    return read


def put(workspace, picture, number="", household_id="", version="", ticks="", problem="", place=1):
    page = ScanPage(workspace.new_id(), "scan.pdf", place, version, number, household_id, 1 if version else 0,
                    1 if version else 0, ticks, f"{number}{place}", "2025-11-20", problem=problem)  # fmt: skip
    with workspace.database.write() as connection:
        scan_pages.put(connection, page, picture)
    return page


@pytest.fixture
def scanned(workspace, two_poor):
    """The forms of both households printed, marked and read; the second came on a page without a code."""
    for one in two_poor:
        visits.record(workspace, VisitInput(one.id, visited_on="01/10/2025", agreements=(Agreement("Tiêm phòng"),)))
    stack = form_stacks.make(workspace, [one.id for one in two_poor])
    form_stacks.issue(workspace, stack)
    document = pypdfium2.PdfDocument(stack.pdf)
    pages = []
    for place, sheet in enumerate(stack.sheets):
        first = len(document) - sum(one.pages for one in stack.sheets[place:])
        image = document[first].render(scale=DOTS_PER_MM * 25.4 / 72).to_pil().convert("L")
        read = drawn(image, sheet.version, sheet.pages)
        kept = BytesIO()
        image.save(kept, "WEBP", lossless=True)
        if place:
            pages.append(put(workspace, kept.getvalue(), problem="PG-01", place=2))
        else:
            pages.append(put(workspace, kept.getvalue(), sheet.number, sheet.household_id, sheet.version,
                             json.dumps(read)))  # fmt: skip
    document.close()
    return stack.sheets, pages


@pytest.fixture
def frame(qtbot, open_page, scanned):
    """The first scan on the screen."""
    opened = open_page(VisitsPage)
    opened.page.enter.click()
    idle(qtbot, opened)
    pane = opened.page.returned
    assert pane.scans.waiting.isVisible()
    pane.scans.confirm.click()
    idle(qtbot, opened)
    return opened


def state_of(workspace, page):
    with workspace.database.read() as connection:
        return scan_pages.find(connection, page.id)


def test_boxes_are_ticked_as_read_with_their_pictures_and_nothing_is_saved(frame, workspace, scanned):
    sheets, pages = scanned
    sheet = frame.page.returned.sheet
    assert frame.page.returned.presenter.standing.form.number == sheets[0].number
    assert sheet.kept[0].kept() == "+"
    assert (sheet.indicators.marked(), sheet.indicators.seen) == ({"nutrition"}, True)
    assert (sheet.needs.marked(), sheet.needs.doubtful()) == ({"loan"}, ["water"])
    assert sheet.needs.hasFocus()
    assert sheet.needs.boxes["loan"].picture.isVisible()
    assert state_of(workspace, pages[0]).state is ScanState.WAITING
    assert len(visits.of_household(workspace, sheets[0].household_id)) == 1


def test_a_confirmed_form_keeps_its_picture_and_the_next_one_comes(qtbot, frame, workspace, scanned):
    sheets, pages = scanned
    pane = frame.page.returned
    keys("8", "8")
    assert pane.sheet.needs.doubtful() == []
    pane.sheet.fields["visited_on"].editor.setFocus()
    keys("14")
    save(qtbot, frame)
    visit = visits.of_household(workspace, sheets[0].household_id)[0]
    assert (visit.kept, visit.deprived, visit.need_keys) == ("+", "nutrition", "loan")
    page = state_of(workspace, pages[0])
    assert (page.state, page.visit_id) == (ScanState.CONFIRMED, visit.id)
    assert pane.scans.page.isVisible()
    assert pane.scans.page.shown.id == pages[1].id
    assert pane.code.hasFocus()
    keys(sheets[1].number, Qt.Key.Key_Return)
    idle(qtbot, frame)
    assert pane.presenter.standing.form.number == sheets[1].number
    pane.sheet.fields["visited_on"].editor.setFocus()
    keys("13")
    save(qtbot, frame)
    assert state_of(workspace, pages[1]).household_id == sheets[1].household_id
    assert pane.out.isVisible()
    assert pane.scans.on is False


def test_what_is_put_aside_or_deleted_goes_and_comes_back_with_undo(qtbot, frame, workspace, scanned):
    pane = frame.page.returned
    pane.scans.aside.click()
    idle(qtbot, frame)
    assert state_of(workspace, scanned[1][0]).state is ScanState.ASIDE
    assert pane.scans.page.shown.id == scanned[1][1].id
    frame.toasts[-1][1]()
    idle(qtbot, frame)
    assert state_of(workspace, scanned[1][0]).state is ScanState.WAITING
    pane.scans.delete.click()
    idle(qtbot, frame)
    assert state_of(workspace, scanned[1][1]) is None
    frame.toasts[-1][1]()
    idle(qtbot, frame)
    assert len(waiting_scans.waiting(workspace)) == 2


def test_later_passes_over_and_escape_leaves_what_is_not_confirmed_waiting(qtbot, frame, workspace, scanned):
    pane = frame.page.returned
    pane.scans.later.click()
    idle(qtbot, frame)
    assert pane.scans.page.shown.id == scanned[1][1].id
    pane.scans.later.click()
    idle(qtbot, frame)
    assert pane.scans.on is False
    assert len(waiting_scans.waiting(workspace)) == 2
    pane.scans.confirm.click()
    idle(qtbot, frame)
    assert pane.scans.on
    keys(Qt.Key.Key_Escape)
    idle(qtbot, frame)
    assert pane.scans.on is False
    assert pane.scans.waiting.isVisible()


def test_the_whole_page_comes_and_goes_at_a_key_and_can_be_enlarged(qtbot, frame):
    side = frame.page.returned.scans
    assert side.page.isVisible() is False
    side.show_whole()
    assert side.page.isVisible()
    view = side.page.view
    view.setFocus()
    fits = view.transform().m11()
    keys("+")
    assert view.transform().m11() > fits
    keys("-", "-", "0")
    assert view.transform().m11() == pytest.approx(fits)
    keys(Qt.Key.Key_PageDown, Qt.Key.Key_Down)
    for _time in range(20):
        side.page.bigger.click()
    for _time in range(40):
        side.page.smaller.click()
    side.show_whole()
    assert side.page.isVisible() is False
    side.looked_at = None
    side.show_whole()
    assert side.page.isVisible() is False


@pytest.mark.parametrize("problem", [*(one for one in PROBLEMS if one != NOT_A_PICTURE), ""])
def test_every_reason_why_a_page_belongs_to_no_form_has_its_words(problem):
    page = ScanPage("a" * 32, "a.jpg", 1, "", "", "", 0, 0, "", "", "", problem=problem)
    assert len(problem_words(WaitingScan((page,)))) > 40


def test_nothing_is_cut_out_of_a_page_that_was_not_straightened_or_is_of_no_known_version():
    image = QImage(100, 100, QImage.Format.Format_Grayscale8)
    for version, problem in (("TH2", "PG-02"), ("XX9", "")):
        page = ScanPage("a" * 32, "a.jpg", 1, version, "", "", 1, 1, "", "", "", problem=problem)
        assert fields_of(page) == ()
        assert cut([SeenPage(page, image)]) == ({}, {})


def test_a_picture_is_made_smaller_but_never_larger(qapp):
    image = QImage(100, 50, QImage.Format.Format_Grayscale8)
    assert fitted(image, 50).width() == 50
    assert fitted(image, 500).width() == 100
    assert fitted(image, 500, 10).height() == 10


def test_scans_are_chosen_read_with_progress_and_come_at_once(qtbot, open_page, workspace, two_poor, tmp_path,
                                                              monkeypatch):  # fmt: skip
    stack = form_stacks.make(workspace, [two_poor[0].id])
    form_stacks.issue(workspace, stack)
    (tmp_path / "quét").mkdir()
    (tmp_path / "quét" / "phieu.pdf").write_bytes(stack.pdf)
    opened = open_page(VisitsPage)
    opened.page.enter.click()
    idle(qtbot, opened)
    pane = opened.page.returned
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_words: "")
    pane.read_folder.click()
    assert opened.runner.busy() is False
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_words: str(tmp_path / "quét"))
    pane.read_folder.click()
    qtbot.waitUntil(lambda: pane.presenter.standing is not None or pane.scans.page.isVisible(), timeout=60_000)
    idle(qtbot, opened)
    assert pane.scans.on
    numbers = {page.number for scan in waiting_scans.waiting(workspace) for page in scan.pages}
    assert stack.sheets[0].number in numbers
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_words: ([str(tmp_path / "quét" / "phieu.pdf")], ""))
    pane.read.click()
    qtbot.waitUntil(lambda: pane.notice.isVisible(), timeout=60_000)
    idle(qtbot, opened)


def page_read(result):
    return PageRead(1, result)


def test_what_was_read_left_out_and_refused_is_said():
    kept = FileRead(Path("a.pdf"), (page_read(PageResult.KEPT), page_read(PageResult.BLANK)))
    known = FileRead(Path("b.pdf"), (page_read(PageResult.KNOWN),))
    assert summary(Reading((kept,)))[0] == "done"
    kind, words = summary(Reading((kept, known)))
    assert (kind, words.count("1")) == ("done", 3)
    assert summary(Reading((known,)))[0] == "warn"
    assert summary(Reading((kept,), stopped=True))[0] == "warn"
    kind, words = summary(Reading((kept,), missing=tuple(f"Phiếu {number} thiếu trang 2." for number in range(6))))
    assert kind == "warn"
    assert words.endswith("Phiếu 3 thiếu trang 2. Còn 2 phiếu nữa thiếu trang.")
    broken = [FileRead(Path(f"{number}.jpg"), (), "Tệp hỏng.") for number in range(6)]
    kind, words = summary(Reading((kept, *broken)))
    assert kind == "warn"
    assert ("3.jpg: Tệp hỏng." in words, "4.jpg" in words, "2" in words) == (True, False, True)


def test_a_number_that_is_not_known_is_said_beside_the_field_of_a_page_without_a_code(qtbot, frame):
    pane = frame.page.returned
    pane.scans.later.click()
    idle(qtbot, frame)
    qtbot.waitUntil(pane.code.hasFocus)
    keys("50000001", Qt.Key.Key_Return)
    idle(qtbot, frame)
    assert pane.code_field.problem() != ""
    assert pane.scans.on
