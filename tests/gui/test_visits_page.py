"""The visits page on a real store, driven by keys."""

from datetime import date

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from sinhke_desktop.documents.preview import page_count
from sinhke_desktop.domain.form_sheet import FormSheet
from sinhke_desktop.domain.form_stack import FormPaper, StackChoice
from sinhke_desktop.domain.visit_route import WalkingOrder
from sinhke_desktop.gui.visits.page import VisitsPage
from sinhke_desktop.gui.visits.presenter import Empty
from sinhke_desktop.services import form_stacks, issued_papers, visit_routes, visits
from sinhke_desktop.storage import records


@pytest.fixture
def frame(open_page, two_poor):
    return open_page(VisitsPage)


def idle(qtbot, frame):
    qtbot.waitUntil(lambda: not frame.runner.busy(), timeout=60_000)


def made(qtbot, frame):
    frame.page.print.click()
    qtbot.waitUntil(lambda: frame.page.form_side.isVisible())


def sheets_of(workspace):
    with workspace.database.read() as connection:
        return records.all_of(connection, FormSheet, workspace.commune_code)


def names(frame):
    return [line.name for line in frame.page.presenter.lines]


def test_space_ticks_the_line_and_the_button_says_how_many(frame):
    page = frame.page
    assert "2" in page.print.text()
    page.table.choose(0)
    QTest.keyClick(page.table, Qt.Key.Key_Space)
    assert page.presenter.chosen() == [page.presenter.lines[0].household_id]
    assert "1" in page.print.text()
    QTest.keyClick(page.table, Qt.Key.Key_Space)
    assert page.presenter.chosen() == []
    assert "2" in page.print.text()


def test_names_and_ticks_both_fit_into_their_column(frame):
    table = frame.page.table
    table.fit()
    longest = max(table.fontMetrics().horizontalAdvance(line.name) for line in frame.page.presenter.lines)
    assert table.columnWidth(0) >= longest + 50


def test_ctrl_p_shows_the_forms_inside_the_program_and_saves_nothing_yet(qtbot, frame, workspace):
    QTest.keyClick(frame.window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: frame.page.form_side.isVisible())
    view = frame.page.paper
    assert page_count(view.pdf) == view.preview.pages.count == 3
    assert sheets_of(workspace) == []
    frame.window.activateWindow()
    qtbot.waitUntil(frame.window.isActiveWindow)
    QTest.keyClick(frame.window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: frame.page.list_side.isVisible())


def test_saving_the_stack_notes_its_forms_and_they_are_told_to_be_out(qtbot, frame, workspace, tmp_path, monkeypatch):
    path = tmp_path / "phiếu.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    made(qtbot, frame)
    frame.page.paper.save.click()
    qtbot.waitUntil(lambda: path.exists())
    idle(qtbot, frame)
    assert path.read_bytes() == frame.page.paper.pdf
    assert sorted(one.household_id for one in sheets_of(workspace)) == sorted(
        line.household_id for line in frame.page.presenter.lines
    )
    assert [one.kind for one in issued_papers.listed(workspace)] == ["visit_forms"]
    frame.page.back.click()
    assert all("hôm nay" in line.form or "today" in line.form for line in frame.page.presenter.lines)


def test_from_the_hamlets_due_visits_to_the_printer_in_four_clicks(qtbot, frame, workspace, monkeypatch):
    sent = []
    clicks = 0

    def press(button):
        nonlocal clicks
        clicks += 1
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    page = frame.page
    hamlet_id = page.presenter.lines[0].hamlet_id
    press(page.hamlets.tabs.buttons[hamlet_id])
    press(page.print)
    qtbot.waitUntil(lambda: page.form_side.isVisible())
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["Canon"])
    monkeypatch.setattr(QPrinterInfo, "defaultPrinterName", lambda: "Canon")
    press(page.paper.print)
    dialog = page.paper.printing
    monkeypatch.setattr(
        "sinhke_desktop.gui.widgets.printing.print_pages",
        lambda _printer, pdf, pages, _progress, **_options: sent.append((pdf, len(pages))) or len(pages),
    )
    press(dialog.primary)
    qtbot.waitUntil(lambda: bool(sent))
    idle(qtbot, frame)
    assert clicks <= 4
    assert sent == [(page.paper.pdf, page_count(page.paper.pdf))]
    due = {one.household_id for one in visits.due(workspace) if one.hamlet_id == hamlet_id}
    assert {one.household_id for one in sheets_of(workspace)} == due


def test_choices_of_printing_are_remembered_and_used(qtbot, frame, workspace):
    options = frame.page.options
    options.paper.setCurrentIndex(1)
    options.sides.setCurrentIndex(1)
    options.order.setCurrentIndex(2)
    options.spare.setCurrentIndex(3)
    options.list.setChecked(False)
    wanted = StackChoice(FormPaper.A5, True, 3, False, WalkingOrder.NAME)
    assert options.choice() == wanted
    again = VisitsPage(frame.page.context)
    qtbot.addWidget(again)
    assert again.options.choice() == wanted
    made(qtbot, frame)
    assert frame.page.paper.stack.sheets[0].version == "TN1"
    assert len(frame.page.paper.stack.sheets) == 5


def test_spare_forms_can_be_printed_where_nobody_is_shown(qtbot, frame):
    frame.page.field.setText("không ai")
    frame.page.presenter.search("không ai")
    assert frame.page.empty[Empty.NOT_FOUND].isVisible()
    assert frame.page.print.isEnabled() is False
    frame.page.options.spare.setCurrentIndex(1)
    assert frame.page.print.isEnabled()
    made(qtbot, frame)
    assert [one.household_id for one in frame.page.paper.stack.sheets] == [""]


def test_the_list_narrows_to_class_model_and_forms_that_are_out(qtbot, frame, workspace):
    page = frame.page
    everyone = names(frame)
    page.class_box.setCurrentIndex(page.class_box.findData("newly-escaped"))
    assert names(frame) == []
    page.class_box.setCurrentIndex(0)
    page.participants.setChecked(True)
    assert names(frame) == []
    page.participants.setChecked(False)
    page.which.setCurrentIndex(page.which.findData("out"))
    idle(qtbot, frame)
    assert page.empty[Empty.NONE_OUT].isVisible()
    first = page.presenter._read.everybody[0].household_id
    form_stacks.issue(workspace, form_stacks.make(workspace, [first]))
    page.refresh()
    idle(qtbot, frame)
    assert [line.household_id for line in page.presenter.lines] == [first]
    page.which.setCurrentIndex(page.which.findData("month"))
    idle(qtbot, frame)
    assert set(everyone) <= set(names(frame))


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


def test_households_chosen_elsewhere_are_shown_here(qtbot, frame):
    wanted = frame.page.presenter.lines[0].household_id
    frame.page.open(print_forms=wanted)
    qtbot.waitUntil(lambda: frame.page.form_side.isVisible())
    assert frame.page.paper.stack.household_ids == (wanted,)


def test_a_hamlet_named_elsewhere_is_chosen_here_and_remembered(qtbot, frame):
    hamlet_id = frame.page.presenter.lines[0].hamlet_id
    frame.page.open(hamlet_id=hamlet_id)
    assert frame.page.hamlets.tabs.current() == hamlet_id
    again = VisitsPage(frame.page.context)
    qtbot.addWidget(again)
    assert again.presenter.hamlet_id == hamlet_id


# The walking order


@pytest.fixture
def route(qtbot, frame):
    frame.page.options.route.click()
    dialog = frame.page.dialog
    hamlet_id = frame.page.presenter.lines[0].hamlet_id
    dialog.hamlet.setCurrentIndex(dialog.hamlet.findData(hamlet_id))
    qtbot.waitUntil(lambda: not frame.runner.busy(), timeout=60_000)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def ids(dialog):
    return [stop.household_id for stop in dialog.stops]


def test_alt_and_arrows_move_a_household_and_undo_moves_it_back(route):
    before = ids(route)
    assert len(before) == 2
    route.list.setCurrentRow(0)
    QTest.keyClick(route, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert ids(route) == before
    QTest.keyClick(route, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert ids(route) == before[::-1]
    assert route.list.currentRow() == 1
    assert route.list.item(0).text().startswith("1. ")
    QTest.keyClick(route, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert ids(route) == before
    assert route.undo.isEnabled() is False
    route.take_back()
    assert ids(route) == before


def test_dragging_moves_a_household_too(qtbot, route):
    before = ids(route)
    model = route.list.model()
    assert model.moveRows(QModelIndex(), 0, 1, QModelIndex(), 2)
    qtbot.waitUntil(lambda: ids(route) != before)
    assert ids(route) == before[::-1]
    assert route.list.item(0).text().startswith("1. ")


def test_the_order_saved_is_kept_used_and_taken_back_by_undo(qtbot, frame, workspace, route):
    hamlet_id, before = route.hamlet_id(), ids(route)
    route.list.setCurrentRow(0)
    route.down.click()
    route.confirm()
    assert visit_routes.kept(workspace, hamlet_id) == tuple(before[::-1])
    text, undo = frame.toasts[-1]
    assert text
    undo()
    assert visit_routes.kept(workspace, hamlet_id) == ()


def test_sorting_by_name_and_address_can_be_undone(route):
    before = ids(route)
    route.list.setCurrentRow(0)
    route.down.click()
    route.name.click()
    assert ids(route) == before
    route.address.click()
    assert sorted(ids(route)) == sorted(before)
    route.undo.click()
    assert ids(route) == before[::-1]


def test_an_order_that_cannot_be_kept_says_why(route, monkeypatch):
    from sinhke_desktop.services.printing import DocumentNotWritten

    def full(*_args):
        raise DocumentNotWritten("Đĩa đầy.", "Dọn bớt.")

    monkeypatch.setattr(visit_routes, "keep", full)
    route.confirm()
    assert route.notice.isVisible()
    assert route.isVisible()


def test_a_hamlet_where_nobody_lives_has_nothing_to_put_in_order(qtbot, frame, workspace, route):
    from sinhke_desktop.services import hamlets

    hamlets.add(workspace, "Xóm Mới")
    frame.page.refresh()
    idle(qtbot, frame)
    route.reject()
    frame.page.options.route.click()
    dialog = frame.page.dialog
    dialog.hamlet.setCurrentIndex(dialog.hamlet.count() - 1)
    idle(qtbot, frame)
    assert dialog.nobody.isVisible()
    assert dialog.primary.isEnabled() is False


def test_today_is_the_day_on_the_paper(qtbot, frame):
    made(qtbot, frame)
    assert frame.page.paper.stack.sheets[0].printed_on == date(2025, 11, 20)
