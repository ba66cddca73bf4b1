"""The register of issued papers: found, looked at, printed again as it was, numbered, compared, deleted with undo."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from pdf_samples import sample_pdf
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtTest import QTest

from sinhke_desktop.domain.issued_paper import IssuedPaper
from sinhke_desktop.domain.round_paper import PaperKind
from sinhke_desktop.gui.papers.page import PapersPage
from sinhke_desktop.gui.papers.presenter import compared_words, filtered, kinds, line, size_words, standing, years
from sinhke_desktop.gui.widgets import paper_view, printing
from sinhke_desktop.services import data_mark, hamlets, issued_papers
from sinhke_desktop.services.data_mark import Compared
from sinhke_desktop.services.paper_kinds import OWN_NAMES, kind_name, round_kind

CTRL = Qt.KeyboardModifier.ControlModifier
REPORT = sample_pdf(["Báo cáo tháng 10", "Đỗ Đức Dũng"], bookmarks=True)


@pytest.fixture
def kept(workspace):
    """A report of 2025 with its number, and forms made a year later."""
    hamlets.add(workspace, "Tân Tiến")
    report = issued_papers.issue(
        workspace, "progress_report", "Báo cáo tháng 10 năm 2025", REPORT, subject="Nuôi bò cái sinh sản",
        household_ids=["h1"], number="12/BC-UBND", dated_on="05/11/2025",
    )  # fmt: skip
    later = replace(workspace, clock=lambda: workspace.clock() + timedelta(days=400))
    return report, issued_papers.issue(later, "visit_forms", "Phiếu thăm hộ", sample_pdf(["Phiếu"]), subject="Tân Bình")


@pytest.fixture
def frame(open_page, kept):
    return open_page(PapersPage)


def idle(qtbot, frame):
    qtbot.waitUntil(lambda: not frame.runner.busy(), timeout=60_000)


def titles(page):
    return [one.paper.title for one in page.model.rows]


def test_an_empty_register_says_what_will_stand_there(open_page):
    frame = open_page(PapersPage)
    assert frame.page.empty.isVisible()
    assert frame.page.filters.isVisible() is False
    frame.page.empty.button.click()
    assert frame.went == [("reports", {})]


def test_papers_stand_there_newest_first_with_all_that_is_known_of_them(frame, workspace):
    page = frame.page
    assert titles(page) == ["Phiếu thăm hộ", "Báo cáo tháng 10 năm 2025"]
    cells = [page.model.index(1, at).data() for at in range(page.model.columnCount())]
    assert cells == ["20/11/2025 10:00", "Báo cáo tháng 10 năm 2025 · Nuôi bò cái sinh sản", "12/BC-UBND", "05/11/2025",
                     "2"]  # fmt: skip
    page.table.choose(1)
    about = page.about.text()
    paper = issued_papers.listed(workspace)[1]
    assert all(word in about for word in (workspace.officer, paper.mark, paper.sha256[:8], "1"))


def test_words_kind_and_year_filter_as_one_types(frame):
    page = frame.page
    page.search()
    QTest.keyClicks(page.field, "bao cao 12/bc")
    assert titles(page) == ["Báo cáo tháng 10 năm 2025"]
    page.field.setText("không có gì")
    assert page.nothing.isVisible()
    assert not page.look.isEnabled()
    page.field.clear()
    page.kind.setCurrentIndex(page.kind.findData("visit_forms"))
    assert titles(page) == ["Phiếu thăm hộ"]
    page.kind.setCurrentIndex(0)
    page.year.setCurrentIndex(page.year.findData("2025"))
    assert titles(page) == ["Báo cáo tháng 10 năm 2025"]


def test_enter_opens_the_very_bytes_and_escape_goes_back(qtbot, frame):
    page = frame.page
    page.table.choose(1)
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    qtbot.waitUntil(page.paper_side.isVisible)
    assert page.paper.pdf == REPORT
    assert "12/BC-UBND" in page.told.text()
    page.search()
    assert not page.paper.preview.finding.isHidden()
    page.back.click()
    assert page.list_side.isVisible()


def test_a_copy_saved_again_is_the_same_counted_and_noted_for_its_households(
    qtbot, frame, workspace, tmp_path, monkeypatch
):
    page, path = frame.page, tmp_path / "lại.pdf"
    asked = []
    monkeypatch.setattr(paper_view, "pdf_to_write", lambda *how: asked.append(how[-1]) or path)
    page.table.choose(1)
    page.open_chosen()
    qtbot.waitUntil(page.paper_side.isVisible)
    page.paper.save.click()
    qtbot.waitUntil(lambda: page.lines[1].paper.times == 2)
    assert path.read_bytes() == REPORT
    assert asked == ["progress-report-12-BC-UBND.pdf"]
    assert len(issued_papers.of_household(workspace, "h1")) == 1


def test_printing_again_asks_for_the_printer_at_once(qtbot, frame, monkeypatch):
    page, jobs = frame.page, []
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["HP"])
    monkeypatch.setattr(printing, "print_pages", lambda _printer, pdf, *_rest, **_how: jobs.append(pdf))
    page.table.choose(1)
    QTest.keyClick(page.table, Qt.Key.Key_P, CTRL)
    qtbot.waitUntil(lambda: page.paper.printing is not None)
    page.paper.printing.confirm()
    qtbot.waitUntil(lambda: jobs == [REPORT])


def test_number_and_day_are_given_afterwards(qtbot, frame, workspace):
    page = frame.page
    page.table.choose(0)
    page.ask_number()
    page.dialog.form.set_text("number", "7/PTH")
    page.dialog.form.set_text("dated_on", "31/02/2025")
    page.dialog.confirm()
    assert page.dialog.form.fields["dated_on"].problem() != ""
    page.dialog.form.set_text("dated_on", "19/11/2025")
    page.dialog.confirm()
    idle(qtbot, frame)
    paper = next(one for one in issued_papers.listed(workspace) if one.kind == "visit_forms")
    assert (paper.number, paper.dated_on) == ("7/PTH", date(2025, 11, 19))
    assert page.chosen().paper == paper
    assert frame.toasts


def test_a_trial_print_is_deleted_and_put_back(qtbot, frame, workspace):
    page = frame.page
    page.table.choose(0)
    page.delete_chosen()
    idle(qtbot, frame)
    assert titles(page) == ["Báo cáo tháng 10 năm 2025"]
    _text, undo = frame.toasts[-1]
    undo()
    idle(qtbot, frame)
    assert titles(page) == ["Phiếu thăm hộ", "Báo cáo tháng 10 năm 2025"]


def test_what_went_meanwhile_is_said(qtbot, frame, workspace, kept, monkeypatch):
    shown = []
    monkeypatch.setattr("sinhke_desktop.gui.errors.show", lambda _parent, error: shown.append(error.code))
    page = frame.page
    page.table.choose(1)
    issued_papers.forget(workspace, kept[0].id)
    page.open_chosen()
    qtbot.waitUntil(lambda: shown == ["IN-05"])
    page.delete_chosen()
    assert shown == ["IN-05", "IN-05"]


def test_without_a_chosen_paper_no_act_does_anything(frame):
    page = frame.page
    page.field.setText("không có gì")
    for act in (page.open_chosen, page.print_again, page.ask_number, page.delete_chosen):
        act()
    assert page.dialog is None
    assert page.list_side.isVisible()


def test_a_mark_from_a_paper_is_compared_with_the_data(frame, workspace, kept):
    page = frame.page
    page.ask_mark()
    page.dialog.mark.setText("x")
    page.dialog.confirm()
    assert page.dialog.form.fields["mark"].problem() != ""
    page.dialog.mark.setText(kept[0].mark.lower())
    page.dialog.confirm()
    words = page.dialog.notice.text()
    assert kept[0].mark in words
    assert "20/11/2025" in words
    assert "12/BC-UBND" in words
    assert page.dialog.notice.property("tone") == "done"
    page.dialog.mark.setText("1-0123456789AB")
    page.dialog.confirm()
    assert page.dialog.notice.property("tone") == "warn"
    assert page.dialog.isVisible()
    page.dialog.reject()


def test_a_paper_is_opened_from_elsewhere_by_its_id(qtbot, frame, kept):
    frame.page.refresh()
    frame.page.open(paper_id=kept[0].id)
    qtbot.waitUntil(frame.page.paper_side.isVisible)
    assert frame.page.paper.pdf == REPORT


# The words, without a window


def paper(**how) -> IssuedPaper:
    made = "2025-11-20T03:00:00+00:00"
    known = IssuedPaper("1", "visit_forms", "Phiếu", "", "Lê Thị Thử", made, pages=1, size=1, sha256="a" * 64)
    return replace(known, **how)


def test_kinds_have_names_in_the_alphabet_s_order_and_years_come_newest_first():
    lines = [line(paper()), line(paper(kind="progress_report", dated_on=date(2024, 1, 2))), line(paper(kind="later"))]
    assert kinds(lines) == [("progress_report", "Báo cáo tiến độ mô hình"), ("later", "later"),
                            ("visit_forms", "Phiếu thăm hộ")]  # fmt: skip
    assert years(lines) == ["2025", "2024"]
    assert filtered(lines, "thử", "later", "2025") == [lines[2]]
    assert filtered(lines, "thữ") == []


def test_every_kind_that_the_program_makes_has_a_name():
    keys = [*OWN_NAMES, *map(round_kind, PaperKind), "payment_list", "life_map"]
    assert [key for key in keys if kind_name(key) == key] == []


def test_sizes_are_said_as_people_say_them():
    assert (size_words(1), size_words(45_600), size_words(1_440_000)) == ("1 kB", "46 kB", "1,4 MB")
    assert "2" in standing(2, 2, 45_600)
    assert standing(1, 2, 45_600).startswith("1")


def test_a_mark_whose_day_is_not_known_any_more_fits_all_the_same():
    held = Compared("9-0123456789AB", held=True, counter=9)
    assert "9-0123456789AB" in compared_words(held, ())
    many = compared_words(held, [paper(title=f"Giấy {number}") for number in range(5)])
    assert "Giấy 2 (+2)" in many


def test_a_line_without_number_day_or_mark_says_nothing_of_them(workspace):
    bare = line(paper())
    assert bare.day == ""
    assert "·  ·" not in f"{bare.standing}{bare.about}"
    assert data_mark.current(workspace).text() not in bare.standing
