"""One view for every paper: whatever is saved or printed is kept first, and said so."""

import pytest
from pdf_samples import sample_pdf
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QVBoxLayout

from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.pages import Page
from sinhke_desktop.gui.widgets import paper_view, printing
from sinhke_desktop.gui.widgets.paper_view import SIZE, PaperDialog, PaperView
from sinhke_desktop.progress import Cancelled
from sinhke_desktop.services import issued_papers, privacy

PDF = sample_pdf(["Báo cáo", "Đỗ Đức Dũng"])


class Around(Page):
    """A page that holds nothing but the view."""

    def __init__(self, context):
        super().__init__(context)
        self.paper = PaperView(context, folder="folder_of_test")
        QVBoxLayout(self).addWidget(self.paper)


@pytest.fixture
def frame(open_page):
    return open_page(Around)


@pytest.fixture
def paper(frame):
    view = frame.page.paper
    view.show_paper(PDF, kind="progress_report", title="Báo cáo", subject="10/2025", household_ids=["h1"],
                    file_name="bao-cao.pdf")  # fmt: skip
    return view


def said(qtbot, view):
    qtbot.waitUntil(lambda: not view._context.runner.busy() and view.notice.isVisible())
    return view.notice.text()


def test_nothing_can_leave_before_there_is_a_paper(frame):
    view = frame.page.paper
    assert not view.save.isEnabled()
    assert not view.print.isEnabled()
    assert view.excel.isVisible() is False


def test_a_saved_paper_is_kept_and_told(qtbot, paper, workspace, tmp_path, monkeypatch):
    path, told = tmp_path / "báo cáo.pdf", []
    paper.issued.connect(told.append)
    monkeypatch.setattr(paper_view, "pdf_to_write", lambda *asked: path if asked[-1] == "bao-cao.pdf" else None)
    QTest.keyClick(paper.window(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert "báo cáo.pdf" in said(qtbot, paper)
    assert path.read_bytes() == PDF
    (kept,) = issued_papers.listed(workspace)
    assert (kept.kind, kept.title, kept.subject) == ("progress_report", "Báo cáo", "10/2025")
    assert issued_papers.households_of(workspace, kept.id) == ["h1"]
    assert told == [kept]


def test_a_workbook_is_offered_where_one_can_be_written_and_the_paper_is_kept_too(
    qtbot, frame, workspace, tmp_path, monkeypatch
):
    view, path = frame.page.paper, tmp_path / "bảng.xlsx"
    written = []
    view.show_paper(PDF, kind="payment_list", title="Danh sách chi trả", excel=written.append)
    assert view.excel.isVisible()
    monkeypatch.setattr(paper_view, "excel_to_write", lambda *asked: path if asked[-1] == "payment-list.xlsx" else None)
    view.excel.click()
    assert "bảng.xlsx" in said(qtbot, view)
    assert written == [path]
    assert len(issued_papers.listed(workspace)) == 1


def test_giving_up_the_file_s_name_keeps_nothing(qtbot, paper, workspace, monkeypatch):
    monkeypatch.setattr(paper_view, "pdf_to_write", lambda *_asked: None)
    monkeypatch.setattr(paper_view, "excel_to_write", lambda *_asked: None)
    paper.save_pdf()
    paper.save_excel()
    qtbot.waitUntil(lambda: not paper._context.runner.busy(), timeout=60_000)
    assert issued_papers.listed(workspace) == []
    assert privacy.accesses(workspace) == []


def test_a_folder_that_cannot_be_written_is_said(qtbot, paper, tmp_path, monkeypatch):
    (tmp_path / "tệp").write_text("đây là tệp")
    monkeypatch.setattr(paper_view, "pdf_to_write", lambda *_asked: tmp_path / "tệp" / "a.pdf")
    paper.save.click()
    assert "IN-01" in said(qtbot, paper)


def test_nothing_leaves_where_it_cannot_be_kept(qtbot, paper, tmp_path, monkeypatch):
    def refuse(*_asked, **_how):
        raise InvalidInput([Problem("dated_on", "Ngày không đúng.", "MH-04")])

    path = tmp_path / "a.pdf"
    monkeypatch.setattr(issued_papers, "issue", refuse)
    monkeypatch.setattr(paper_view, "pdf_to_write", lambda *_asked: path)
    paper.save.click()
    assert said(qtbot, paper)
    assert not path.exists()


def test_a_fault_of_the_program_is_shown_as_one(qtbot, paper, tmp_path, monkeypatch):
    shown = []
    monkeypatch.setattr(issued_papers, "issue", lambda *_asked, **_how: 1 / 0)
    monkeypatch.setattr(paper_view, "pdf_to_write", lambda *_asked: tmp_path / "a.pdf")
    monkeypatch.setattr(paper_view.errors, "show", lambda _parent, error: shown.append(error))
    paper.save.click()
    qtbot.waitUntil(lambda: len(shown) == 1)
    assert isinstance(shown[0], ZeroDivisionError)


def test_a_printed_paper_is_kept_before_its_first_page_and_told(qtbot, paper, workspace, monkeypatch):
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["HP"])
    kept_before = []
    monkeypatch.setattr(
        printing, "print_pages", lambda *_asked, **_how: kept_before.append(len(issued_papers.listed(workspace)))
    )
    QTest.keyClick(paper.window(), Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: paper.printing is not None)
    paper.printing.confirm()
    assert said(qtbot, paper)
    assert kept_before == [1]


def test_a_stopped_print_says_that_pages_may_still_come(qtbot, paper, monkeypatch):
    def stop(*_asked, **_how):
        raise Cancelled

    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["HP"])
    monkeypatch.setattr(printing, "print_pages", stop)
    paper.print_pages()
    paper.printing.confirm()
    assert said(qtbot, paper)


def test_the_chosen_size_is_remembered_for_the_next_view(qtbot, paper, frame):
    paper.preview.look("1.0")
    again = PaperView(paper._context, folder="x")
    qtbot.addWidget(again)
    assert paper._context.settings.get(SIZE, "") == "1.0"
    again.show_paper(PDF, kind="a", title="A")
    assert again.preview.pages.zoom == 1.0
    paper.preview.look("page")
    third = PaperView(paper._context, folder="x")
    qtbot.addWidget(third)
    assert third.preview._fit == "page"


def test_another_paper_takes_the_place_of_the_first_and_what_was_said_of_it(paper):
    paper.notice.show_text("done", "Đã lưu.")
    paper.clear()
    assert (paper.pdf, paper.notice.text(), paper.preview.pages.count) == (b"", "", 0)
    assert not paper.print.isEnabled()


def test_what_was_said_of_a_paper_stays_while_the_same_one_is_shown_again(paper):
    paper.notice.show_text("done", "Đã lưu.")
    paper.show_paper(PDF, kind="progress_report", title="Báo cáo")
    assert paper.notice.text() == "Đã lưu."
    paper.show_paper(PDF + b"\n", kind="progress_report", title="Báo cáo")
    assert paper.notice.text() == ""


def test_what_is_said_of_a_paper_stands_right_below_the_buttons_that_were_pressed(qtbot, paper):
    paper.notice.show_text("done", "Đã lưu.")
    qtbot.waitUntil(lambda: paper.notice.height() > 10)
    tools, pages = paper.preview.tools, paper.preview.contents.parentWidget()
    top = paper.notice.mapTo(paper, QPoint()).y()
    assert tools.mapTo(paper, QPoint()).y() + tools.height() <= top < pages.mapTo(paper, QPoint()).y()


def test_ctrl_f_finds_in_the_paper_of_a_dialog(qtbot, frame):
    dialog = PaperDialog(frame.page, frame.page.context, "Báo cáo", folder="x")
    dialog.paper.show_paper(PDF, kind="a", title="A")
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.cancel.setFocus()
    QTest.keyClick(dialog.cancel, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert not dialog.paper.preview.finding.isHidden()
    QTest.keyClick(dialog.paper.preview.finding.field, Qt.Key.Key_Escape)
    assert dialog.paper.preview.finding.isHidden()
    assert dialog.isVisible()
    dialog.reject()


def test_marks_above_the_capitals_of_a_dialogs_title_are_not_cut(qtbot, qapp, frame):
    theme.apply(qapp, scale=2.0)
    title = "Ảnh phiếu thăm hộ Ẩ Ỗ"
    dialog = PaperDialog(frame.page, frame.page.context, title, folder="x")
    dialog.open()
    heading = next(one for one in dialog.findChildren(QLabel) if one.text() == title)
    metrics = QFontMetrics(heading.font())
    above = -metrics.tightBoundingRect(title).top() - metrics.ascent()
    theme.apply(qapp)
    assert 0 < above <= heading.contentsMargins().top()
