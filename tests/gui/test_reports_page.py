"""The report page on a real store: typed on the left, drawn on the right."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from sinhke_desktop.domain.livelihood import ModelInput
from sinhke_desktop.gui.reports.page import ReportsPage
from sinhke_desktop.services import candidates, reports


@pytest.fixture
def model(workspace):
    one = candidates.add(workspace, ModelInput("Nuôi bò cái sinh sản", thing="bò", proposed_on="01/06/2023"))
    return candidates.choose(workspace, one.id, "Hợp đất", "35/QĐ-UBND", "22/12/2023")


def settled(qtbot, frame):
    qtbot.waitUntil(lambda: not frame.runner.busy())


def test_without_a_model_the_page_leads_to_it(qtbot, open_page):
    frame = open_page(ReportsPage)
    qtbot.waitUntil(lambda: frame.page.empty.isVisible())
    frame.page.empty.button.click()
    assert frame.went == [("livelihood", {})]


@pytest.mark.usefixtures("model")
def test_the_report_appears_at_once_with_its_sentences_beside_it(qtbot, open_page):
    frame = open_page(ReportsPage)
    settled(qtbot, frame)
    assert frame.page.preview.pages.count >= 1
    assert "Nuôi bò cái sinh sản" in frame.page.sections["general"].text.toPlainText()
    qtbot.waitUntil(lambda: 0 in frame.page.preview.pages.drawn())


@pytest.mark.usefixtures("model")
def test_typed_words_are_drawn_after_a_pause_and_kept_when_the_field_is_left(qtbot, open_page, workspace):
    frame = open_page(ReportsPage)
    settled(qtbot, frame)
    before = frame.page.presenter.pdf
    field = frame.page.sections["proposals"].text
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "Khong co.")
    qtbot.waitUntil(lambda: frame.page.presenter.pdf != before)
    assert reports.edited_sections(workspace, "2025-11") == frozenset()
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert reports.texts(workspace, "2025-11").proposals == ("Khong co.",)
    assert frame.page.sections["proposals"].back.isVisible()
    frame.page.sections["proposals"].back.click()
    assert reports.edited_sections(workspace, "2025-11") == frozenset()
    settled(qtbot, frame)


@pytest.mark.usefixtures("model")
def test_ctrl_s_saves_the_pdf_and_the_folder_is_offered_next_time(qtbot, open_page, tmp_path, monkeypatch):
    asked = []

    def answer(_parent, _title, start, _kinds):
        asked.append(start)
        return str(tmp_path / "báo cáo.pdf"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    frame = open_page(ReportsPage)
    settled(qtbot, frame)
    for count in (1, 2):
        QTest.keyClick(frame.window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda wanted=count: len(frame.toasts) == wanted)
    assert (tmp_path / "báo cáo.pdf").read_bytes() == frame.page.presenter.pdf
    assert asked[1] == str(tmp_path / "bao-cao-mo-hinh-2025-11.pdf")
    settled(qtbot, frame)


@pytest.mark.usefixtures("model")
def test_a_machine_without_printers_says_so_instead_of_printing(qtbot, open_page):
    frame = open_page(ReportsPage)
    settled(qtbot, frame)
    frame.page.print.click()
    dialog = frame.page.dialog
    printers = dialog.form.fields["printer"].editor
    names = [printers.itemText(at) for at in range(printers.count())]
    assert dialog.primary.isEnabled() is bool(names)
    assert bool(dialog.notice.text()) is not bool(names)
    dialog.form.set_text("last", "99")
    dialog.confirm()
    assert dialog.form.fields["last"].problem() != ""
    dialog.reject()
    settled(qtbot, frame)
