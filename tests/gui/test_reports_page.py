"""The report page on a real store: kind and period above, typed on the left, drawn on the right."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from sinhke_desktop.domain.follow_up import FollowUpInput
from sinhke_desktop.domain.funding import BudgetLineInput, PaymentInput
from sinhke_desktop.domain.livelihood import ModelInput
from sinhke_desktop.domain.report_period import PeriodKind
from sinhke_desktop.gui.reports.page import ReportsPage
from sinhke_desktop.services import candidates, follow_ups, funding, issued_papers, participants, reports

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def model(workspace):
    one = candidates.add(workspace, ModelInput("Nuôi bò cái sinh sản", thing="bò", proposed_on="01/06/2023"))
    return candidates.choose(workspace, one.id, "Hợp đất", "35/QĐ-UBND", "22/12/2023")


@pytest.fixture
def followed(workspace, model, two_poor):
    """The model with two households, one visited this month."""
    joined = [participants.add(workspace, model.id, one.id, "01/03/2025").participant for one in two_poor]
    follow_ups.record(workspace, FollowUpInput(joined[0].id, "2025-11", "12/11/2025", "3", income="2.000.000"))
    return two_poor


def settled(qtbot, frame):
    qtbot.waitUntil(lambda: not frame.runner.busy(), timeout=60_000)


def test_without_a_model_the_page_leads_to_it(qtbot, open_page):
    frame = open_page(ReportsPage)
    qtbot.waitUntil(lambda: frame.page.empty.isVisible())
    assert not frame.page.bar.isVisible()
    frame.page.empty.button.click()
    assert frame.went == [("livelihood", {})]


@pytest.mark.usefixtures("model")
def test_the_report_appears_at_once_with_its_sentences_beside_it(qtbot, open_page):
    frame = open_page(ReportsPage)
    settled(qtbot, frame)
    assert frame.page.paper.preview.pages.count >= 1
    assert "Nuôi bò cái sinh sản" in frame.page.sections["general"].text.toPlainText()
    assert frame.page.period.currentText().startswith("Tháng 11 năm 2025")
    assert frame.page.state.text() == "chưa lập"


@pytest.mark.usefixtures("followed")
def test_every_kind_is_chosen_with_its_periods_and_remembered(qtbot, open_page):
    frame = open_page(ReportsPage)
    settled(qtbot, frame)
    page = frame.page
    for kind in PeriodKind:
        page.kind.setCurrentIndex(page.kind.findData(kind.value))
        page.kind.activated.emit(page.kind.currentIndex())
        settled(qtbot, frame)
        assert page.presenter.report.period.kind is kind
        shown = [section for section, field in page.sections.items() if field.isVisible()]
        assert shown == list(reports.titles(page.presenter.report))
        assert page.until.isVisible() is (kind in (PeriodKind.INTERIM, PeriodKind.FINAL))
        assert page.before.isVisible() is not page.until.isVisible()
    page.until.setText("01/06/2025")
    page.until.editingFinished.emit()
    settled(qtbot, frame)
    assert f"{page.presenter.report.period.last:%d/%m/%Y}" == "01/06/2025"
    page.until.setText("mai")
    page.until.editingFinished.emit()
    assert page.until.text() == "01/06/2025"
    assert frame.page.context.settings.get("reports") == ["final", "final"]
    page.open(period="2025-Q3")
    settled(qtbot, frame)
    assert page.presenter.key == "2025-Q3"
    page.open(month="2025-10")
    settled(qtbot, frame)
    page.after.click()
    settled(qtbot, frame)
    assert page.presenter.key == "2025-11"
    assert page.period.count() > 10


@pytest.mark.usefixtures("model")
def test_typed_words_are_drawn_after_a_pause_and_kept_when_the_field_is_left(qtbot, open_page, workspace):
    frame = open_page(ReportsPage)
    settled(qtbot, frame)
    before = frame.page.paper.pdf
    field = frame.page.sections["proposals"]
    field.text.setFocus()
    field.text.selectAll()
    QTest.keyClicks(field.text, "Co kien nghi.")
    qtbot.waitUntil(lambda: frame.page.paper.pdf != before)
    report = frame.page.presenter.report
    assert reports.kept_of(workspace, report, "proposals") == ""
    QTest.keyClick(field.text, Qt.Key.Key_Tab)
    assert reports.texts(workspace, report)["proposals"].lines == ("Co kien nghi.",)
    assert field.back.isVisible()
    assert field.own.text() == "sửa tay 1 câu"
    assert len(field.text.extraSelections()) == 1
    field.text.setFocus()
    field.text.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClick(field.text, Qt.Key.Key_Home)
    assert field.draft.text().startswith("Dự thảo: ")
    QTest.keyClick(field.text, Qt.Key.Key_D, CONTROL)
    assert reports.kept_of(workspace, report, "proposals") == ""
    assert not field.back.isVisible()
    frame.toasts[-1][1]()
    assert field.text.toPlainText() == "Co kien nghi."
    field.back.click()
    assert reports.kept_of(workspace, report, "proposals") == ""
    settled(qtbot, frame)


@pytest.mark.usefixtures("model")
def test_a_sentence_taken_out_is_said(qtbot, open_page):
    frame = open_page(ReportsPage)
    settled(qtbot, frame)
    field = frame.page.sections["general"]
    lines = field.text.toPlainText().splitlines()
    field.text.setFocus()
    field.text.setPlainText("\n".join(lines[1:]))
    frame.page.presenter.keep()
    assert field.own.text() == "đã bỏ 1 câu"
    settled(qtbot, frame)


def test_a_reference_opens_the_households_behind_it(qtbot, open_page, followed):
    frame = open_page(ReportsPage)
    settled(qtbot, frame)
    text = frame.page.sections["results"].text
    place = text.toPlainText().index("[4]") + 1
    cursor = text.textCursor()
    cursor.setPosition(place)
    text.setTextCursor(cursor)
    text.setFocus()
    QTest.keyClick(text, Qt.Key.Key_Return, CONTROL)
    dialog = frame.page.dialog
    assert dialog.title.text() == "[4] Hộ đã được thăm: 1 hộ"
    assert [one.name for one in dialog.model.rows] == ["Đỗ Đức Dũng"]
    dialog.table.activated.emit(dialog.model.index(0, 0))
    assert frame.went == [("households", {"household_id": followed[0].id})]
    QTest.mouseClick(text.viewport(), Qt.MouseButton.LeftButton, CONTROL, text.cursorRect().center())
    assert frame.page.dialog is not dialog
    frame.page.dialog.list.setCurrentRow(0)
    assert frame.page.dialog.title.text().startswith("[1] Hộ tham gia: 2 hộ")
    frame.page.dialog.reject()
    text.moveCursor(QTextCursor.MoveOperation.Start)
    before = text.toPlainText()
    QTest.keyClick(text, Qt.Key.Key_Return, CONTROL)
    assert text.toPlainText().replace("\n", "") == before.replace("\n", "")
    settled(qtbot, frame)


@pytest.mark.usefixtures("model")
def test_number_day_and_addressee_go_on_the_paper_and_a_wrong_day_is_told(qtbot, open_page):
    frame = open_page(ReportsPage)
    settled(qtbot, frame)
    before = frame.page.paper.pdf
    frame.page.number.click()
    dialog = frame.page.dialog
    dialog.form.set_text("number", "25")
    dialog.form.set_text("day", "31/02/2025")
    dialog.confirm()
    assert dialog.form.fields["day"].problem()
    dialog.form.set_text("day", "20/11/2025")
    dialog.confirm()
    settled(qtbot, frame)
    assert frame.page.paper.pdf != before
    assert frame.page.paper.shown.number == "25"


@pytest.mark.usefixtures("followed")
def test_what_is_saved_is_kept_as_issued_and_the_period_is_made(qtbot, open_page, tmp_path, monkeypatch, workspace):
    names = iter([tmp_path / "báo cáo.pdf", tmp_path / "báo cáo.xlsx"])
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(next(names)), ""))
    frame = open_page(ReportsPage)
    settled(qtbot, frame)
    QTest.keyClick(frame.window, Qt.Key.Key_S, CONTROL)
    qtbot.waitUntil(lambda: reports.made(workspace, "2025-11"))
    settled(qtbot, frame)
    assert (tmp_path / "báo cáo.pdf").read_bytes().startswith(b"%PDF")
    (kept,) = issued_papers.listed(workspace)
    assert (kept.kind, kept.title) == (reports.KIND, "Báo cáo tháng 11 năm 2025")
    qtbot.waitUntil(lambda: frame.page.state.text() == "đã lập")
    settled(qtbot, frame)
    QTest.keyClick(frame.window, Qt.Key.Key_E, CONTROL)
    qtbot.waitUntil(lambda: (tmp_path / "báo cáo.xlsx").exists())
    settled(qtbot, frame)


def test_a_model_that_is_not_approved_yet_has_no_period(qtbot, open_page, model, monkeypatch):
    monkeypatch.setattr(reports, "periods", lambda *_asked: [])
    frame = open_page(ReportsPage)
    qtbot.waitUntil(lambda: frame.page.not_begun.isVisible())
    frame.page.kind.setCurrentIndex(2)
    frame.page.kind.activated.emit(2)
    settled(qtbot, frame)
    assert frame.page.kind.currentData() == "half-year"
    frame.page.not_begun.button.click()
    assert frame.went == [("livelihood", {})]
    frame.page.show_figures()
    assert frame.page.dialog is None


@pytest.mark.usefixtures("followed")
def test_the_page_comes_back_to_the_kind_and_period_of_last_time(qtbot, open_page):
    frame = open_page(ReportsPage)
    settled(qtbot, frame)
    frame.page.open(period="2025-Q2")
    settled(qtbot, frame)
    again = ReportsPage(frame.page.context)
    assert (again.presenter.kind, again.presenter.key) == (PeriodKind.QUARTER, "2025-Q2")
    again.deleteLater()
    frame.page.open()
    frame.page.search()
    assert frame.page.may_leave()
    assert frame.page.presenter.key == "2025-Q2"


@pytest.mark.usefixtures("followed")
def test_an_edited_sentence_whose_data_changed_is_marked(qtbot, open_page, workspace):
    frame = open_page(ReportsPage)
    settled(qtbot, frame)
    page = frame.page
    lines = page.sections["results"].text.toPlainText().splitlines()
    place = next(number for number, line in enumerate(lines) if line.startswith("Thu nhập"))
    lines[place] = "Thu nhập khá."
    page.sections["results"].text.setPlainText("\n".join(lines))
    assert page.presenter.keep()
    assert not page.sections["results"].stale.isVisible()
    joined = participants.of_model(workspace, page.presenter.report.model.id)
    follow_ups.record(workspace, FollowUpInput(joined[0].id, "2025-11", "12/11/2025", "3", income="9.000.000"))
    page.refresh()
    settled(qtbot, frame)
    assert page.sections["results"].stale.isVisible()
    assert "Thu nhập khá." in page.sections["results"].text.toPlainText()


@pytest.mark.usefixtures("followed")
def test_a_figure_that_names_no_household_opens_none(qtbot, open_page, workspace):
    frame = open_page(ReportsPage)
    settled(qtbot, frame)
    model = frame.page.presenter.report.model
    line = funding.add_line(workspace, model.id, BudgetLineInput("NSX", planned="5.000.000"))
    funding.pay(workspace, line.id, PaymentInput("10/11/2025", "2.000.000"))
    frame.page.refresh()
    settled(qtbot, frame)
    frame.page.show_figures(16)
    dialog = frame.page.dialog
    assert dialog.title.text().startswith("[16]")
    dialog.table.doubleClicked.emit(dialog.model.index(0, 0))
    assert frame.went == []
    dialog.list.setCurrentRow(-1)
    assert dialog.title.text().startswith("[16]")
    dialog.reject()
