"""The dialog that shows, saves and prints the papers of a model's file."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from sinhke_desktop.domain.livelihood import ModelInput, Stage
from sinhke_desktop.errors import NotFound
from sinhke_desktop.gui.livelihood.file import papers_dialog
from sinhke_desktop.gui.livelihood.page import LivelihoodPage
from sinhke_desktop.services import candidates, livelihood, model_papers, participants, privacy
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
    qtbot.waitUntil(lambda: not frame.runner.busy())
    return shown


def test_the_header_s_button_lists_every_paper_and_shows_the_chosen_one(dialog):
    assert [dialog.list.item(row).text() for row in range(dialog.list.count())] == [
        one.title for one in PAPERS.values()
    ]
    assert dialog.subject_id == "2025-11"
    assert dialog.preview.pdf.startswith(b"%PDF")
    assert dialog.save.isEnabled()
    assert dialog.print.isEnabled()


def test_another_subject_makes_other_pages(qtbot, dialog):
    first = dialog.preview.pdf
    dialog.subject.setCurrentIndex(1)
    qtbot.waitUntil(lambda: dialog.preview.pdf not in (b"", first))
    assert dialog.subject_id == "2025-10"


def test_a_saved_paper_is_whole_and_noted(dialog, monkeypatch, tmp_path, workspace):
    path = tmp_path / "báo cáo.pdf"
    monkeypatch.setattr(papers_dialog, "pdf_to_write", lambda *_asked: path)
    dialog.save.click()
    assert path.read_bytes() == dialog.preview.pdf
    assert dialog.notice.isVisible()
    assert privacy.accesses(workspace)[0].detail == "Báo cáo tháng"


def test_giving_up_the_file_s_name_writes_nothing(dialog, monkeypatch, workspace):
    monkeypatch.setattr(papers_dialog, "pdf_to_write", lambda *_asked: None)
    before = len(privacy.accesses(workspace))
    dialog.save.click()
    assert len(privacy.accesses(workspace)) == before


def test_a_folder_that_cannot_be_written_is_said(dialog, monkeypatch, tmp_path):
    blocked = tmp_path / "tệp"
    blocked.write_text("đây là tệp")
    monkeypatch.setattr(papers_dialog, "pdf_to_write", lambda *_asked: blocked / "a.pdf")
    dialog.save.click()
    assert "a.pdf" in dialog.notice.text()


def test_print_asks_for_the_printer(dialog, workspace):
    dialog.print.click()
    assert dialog.printing.isVisible()
    assert privacy.accesses(workspace)[0].detail == "Báo cáo tháng"


def test_a_paper_without_subjects_says_what_is_missing(dialog, monkeypatch):
    monkeypatch.setattr(model_papers, "subjects", lambda *_asked: {})
    dialog.list.setCurrentRow(-1)
    dialog.list.setCurrentRow(0)
    assert dialog.nothing.isVisible()
    assert not dialog.subject.isVisible()
    assert not dialog.save.isEnabled()


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
    qtbot.waitUntil(lambda: not context.runner.busy())


def test_without_a_model_only_papers_before_the_choice_are_offered(qtbot, dialog):
    none = papers_dialog.PapersDialog(dialog, dialog._context, "", kinds=("monthly_report",))
    assert none.kinds == []
