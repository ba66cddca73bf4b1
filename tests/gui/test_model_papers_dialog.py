"""The dialog that shows, saves and prints the papers of a model's file."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from workbook_cells import cells

from sinhke_desktop.domain.livelihood import ModelInput, Stage
from sinhke_desktop.errors import NotFound
from sinhke_desktop.gui.livelihood.file import papers_dialog
from sinhke_desktop.gui.livelihood.page import LivelihoodPage
from sinhke_desktop.gui.widgets import paper_view
from sinhke_desktop.services import candidates, issued_papers, livelihood, model_papers, participants
from sinhke_desktop.services.model_papers import PAPERS


@pytest.fixture
def model(workspace, two_poor):
    one = candidates.add(workspace, ModelInput("Nuôi bò cái sinh sản", thing="bò", proposed_on="01/06/2023"))
    candidates.choose(workspace, one.id, "Hợp đất", "35/QĐ-UBND", "22/12/2023")
    livelihood.advance(workspace, one.id, Stage.HANDED_OVER, date(2025, 9, 1))
    for household in two_poor:
        participants.add(workspace, one.id, household.id, date(2025, 9, 1))
    return livelihood.current(workspace)


@pytest.fixture
def dialog(qtbot, open_page, model):
    frame = open_page(LivelihoodPage)
    QTest.mouseClick(frame.page.papers, Qt.MouseButton.LeftButton)
    shown = frame.page.questions.dialog
    shown.list.setCurrentRow(shown.kinds.index("monthly_report"))
    qtbot.waitUntil(lambda: not frame.runner.busy(), timeout=60_000)
    return shown


def test_the_header_s_button_lists_every_paper_and_shows_the_chosen_one(dialog):
    assert [dialog.list.item(row).text() for row in range(dialog.list.count())] == [
        one.title for one in PAPERS.values()
    ]
    assert dialog.subject_id == "2025-11"
    assert dialog.paper.pdf.startswith(b"%PDF")
    assert dialog.paper.save.isEnabled()
    assert dialog.paper.print.isEnabled()
    assert dialog.paper.excel.isVisible()


def test_another_subject_makes_other_pages(qtbot, dialog):
    first = dialog.paper.pdf
    dialog.subject.setCurrentIndex(1)
    qtbot.waitUntil(lambda: dialog.paper.pdf not in (b"", first))
    assert dialog.subject_id == "2025-10"


def test_a_saved_paper_is_whole_and_kept(qtbot, dialog, monkeypatch, tmp_path, workspace):
    path = tmp_path / "báo cáo.pdf"
    monkeypatch.setattr(paper_view, "pdf_to_write", lambda *_asked: path)
    pdf = dialog.paper.pdf
    dialog.paper.save.click()
    qtbot.waitUntil(dialog.paper.notice.isVisible)
    assert path.read_bytes() == pdf
    (kept,) = issued_papers.listed(workspace)
    assert (kept.kind, kept.title, kept.subject) == ("monthly_report", "Báo cáo tháng", dialog.subject.currentText())
    assert len(issued_papers.households_of(workspace, kept.id)) == 2


def test_a_workbook_of_the_same_figures_is_written(qtbot, dialog, monkeypatch, tmp_path):
    path = tmp_path / "báo cáo.xlsx"
    monkeypatch.setattr(paper_view, "excel_to_write", lambda *_asked: path)
    dialog.paper.excel.click()
    qtbot.waitUntil(dialog.paper.notice.isVisible)
    assert "Đỗ Đức Dũng" in cells(path)


def test_a_paper_that_is_no_table_offers_no_workbook(qtbot, dialog):
    dialog.list.setCurrentRow(dialog.kinds.index("commitment"))
    qtbot.waitUntil(lambda: dialog.paper.pdf != b"")
    assert dialog.paper.excel.isVisible() is False


def test_a_paper_without_subjects_says_what_is_missing(dialog, monkeypatch):
    monkeypatch.setattr(model_papers, "subjects", lambda *_asked: {})
    dialog.list.setCurrentRow(-1)
    dialog.list.setCurrentRow(0)
    assert dialog.nothing.isVisible()
    assert not dialog.subject.isVisible()
    assert not dialog.paper.save.isEnabled()


def test_a_refused_paper_says_why(qtbot, dialog, monkeypatch):
    def refused(*_asked):
        raise NotFound("Chưa có số liệu.", "Ghi trước.")

    monkeypatch.setattr(model_papers, "render", refused)
    dialog.subject.setCurrentIndex(1)
    qtbot.waitUntil(lambda: dialog.notice.isVisible())
    assert "Chưa có số liệu." in dialog.notice.text()


def test_only_papers_asked_for_are_offered_and_the_wanted_one_comes_first(qtbot, dialog, model):
    context = dialog._context
    some = papers_dialog.PapersDialog(
        dialog, context, model.id, kinds=("monthly_report",), kind="monthly_report", subject_id="2025-09"
    )
    assert (some.kinds, some.subject_id) == (["monthly_report"], "2025-09")
    qtbot.waitUntil(lambda: not context.runner.busy(), timeout=60_000)


def test_without_a_model_only_papers_before_the_choice_are_offered(qtbot, dialog):
    none = papers_dialog.PapersDialog(dialog, dialog._context, "", kinds=("monthly_report",))
    assert none.kinds == []
