"""The visits page on a real store, driven by keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from sinhke_desktop.documents.preview import page_count
from sinhke_desktop.gui.visits.page import VisitsPage
from sinhke_desktop.gui.widgets.printing import a4_printer, print_pages
from sinhke_desktop.progress import SILENT, Cancelled
from sinhke_desktop.services import visits


@pytest.fixture
def frame(open_page, two_poor):
    return open_page(VisitsPage)


def idle(qtbot, frame):
    qtbot.waitUntil(lambda: not frame.runner.busy())


def printed(qtbot, frame, path):
    frame.page.presenter.tick_all(True)
    frame.page.print_to(path, frame.page.presenter.chosen())
    idle(qtbot, frame)
    qtbot.waitUntil(lambda: frame.page.form_side.isVisible())


def test_space_ticks_the_line_and_the_button_says_how_many(frame):
    page = frame.page
    page.table.choose(0)
    QTest.keyClick(page.table, Qt.Key.Key_Space)
    assert page.presenter.chosen() == [page.presenter.lines[0].household_id]
    assert "1" in page.print.text()
    QTest.keyClick(page.table, Qt.Key.Key_Space)
    assert page.print.isEnabled() is False


def test_names_and_ticks_both_fit_into_their_column(frame):
    table = frame.page.table
    table.fit()
    longest = max(table.fontMetrics().horizontalAdvance(line.name) for line in frame.page.presenter.lines)
    assert table.columnWidth(0) >= longest + 50


def test_ctrl_p_asks_where_and_shows_the_forms_inside_the_program(qtbot, frame, tmp_path, monkeypatch):
    path = tmp_path / "phiếu.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    frame.page.presenter.tick_all(True)
    QTest.keyClick(frame.window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: frame.page.form_side.isVisible())
    assert page_count(path.read_bytes()) == frame.page.preview.pages.count >= 2
    qtbot.waitUntil(lambda: 0 in frame.page.preview.pages.drawn())
    QTest.keyClick(frame.window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: frame.page.list_side.isVisible())


def test_giving_up_the_file_question_prints_nothing(frame, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    frame.page.presenter.tick_all(True)
    frame.page.print.click()
    assert frame.page.list_side.isVisible()
    assert frame.runner.busy() is False


def test_pages_stand_side_by_side_and_one_by_one_when_enlarged(qtbot, frame, tmp_path):
    printed(qtbot, frame, tmp_path / "a.pdf")
    pages = frame.page.preview.pages
    assert pages.area(0).top() == pages.area(1).top()
    for _time in range(5):
        frame.page.preview.bigger.click()
    assert pages.area(1).top() > pages.area(0).bottom()
    frame.page.preview.turn(1)
    assert frame.page.preview.page() == 2


def test_a_visit_is_recorded_from_the_list_with_enter(qtbot, frame, workspace):
    page = frame.page
    page.table.choose(0)
    household_id = page.presenter.lines[0].household_id
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    dialog = page.dialog
    for name, text in (("visited_on", "18/11/2025"), ("next_visit_on", "18/12/2025"), ("text1", "Tiêm phòng"),
                       ("who1", "Thú y xã"), ("due1", "30/11/2025")):  # fmt: skip
        dialog.form.set_text(name, text)
    QTest.keyClick(dialog.form.fields["text1"].editor, Qt.Key.Key_Return)
    (visit,) = visits.of_household(workspace, household_id)
    assert visit.agreements == "Tiêm phòng\tThú y xã\t2025-11-30"
    assert frame.toasts
    idle(qtbot, frame)
    assert household_id not in [line.household_id for line in page.presenter.lines]


def test_someone_agreed_without_saying_what_is_asked_for_it(frame, workspace):
    frame.page.table.choose(0)
    frame.page.new()
    dialog = frame.page.dialog
    dialog.form.set_text("who1", "Thú y xã")
    QTest.keyClick(dialog.form.fields["who1"].editor, Qt.Key.Key_Return)
    assert dialog.form.fields["text1"].problem() != ""
    assert visits.of_household(workspace, frame.page.presenter.lines[0].household_id) == []


def test_printing_fills_one_sheet_for_each_page_asked_for(qtbot, frame, tmp_path):
    printed(qtbot, frame, tmp_path / "a.pdf")
    printer = a4_printer()
    printer.setOutputFileName(str(tmp_path / "giấy.pdf"))
    assert print_pages(printer, frame.page.preview.pdf, [1], SILENT) == 1
    assert page_count((tmp_path / "giấy.pdf").read_bytes()) == 1


def test_a_cancelled_print_leaves_no_sheet(qtbot, frame, tmp_path):
    class Stop:
        def step(self, done, total):
            if done:
                raise Cancelled

    printed(qtbot, frame, tmp_path / "a.pdf")
    printer = a4_printer()
    printer.setOutputFileName(str(tmp_path / "giấy.pdf"))
    with pytest.raises(Cancelled):
        print_pages(printer, frame.page.preview.pdf, [0, 1], Stop())


def test_households_chosen_elsewhere_are_printed_and_shown_here(qtbot, frame, tmp_path, monkeypatch):
    path = tmp_path / "chọn.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    wanted = frame.page.presenter.lines[0].household_id
    frame.page.open(print_forms=wanted)
    qtbot.waitUntil(lambda: frame.page.form_side.isVisible())
    assert page_count(path.read_bytes()) == frame.page.preview.pages.count == 1
