"""The page of tables over a real store: numbers lead to households, totals are typed, files are written."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from sinhke_desktop.domain.poverty_tables.table import Cell, Column, Row, Table
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.privacy import masking
from sinhke_desktop.gui.tables.grid import TableGrid, measured_rows
from sinhke_desktop.gui.tables.page import TablesPage
from sinhke_desktop.services import denominators, hamlets, issued_papers, reviews
from sinhke_desktop.services.denominators import Typed
from sinhke_desktop.services.reviews import ReviewInput
from sinhke_desktop.settings import Settings


@pytest.fixture
def shown(qtbot, open_page, two_poor):
    """The page with two poor households of 2025; returns its frame."""
    frame = open_page(TablesPage)
    settled(qtbot, frame)
    return frame


def settled(qtbot, frame):
    qtbot.waitUntil(lambda: not frame.runner.busy(), timeout=60_000)
    qtbot.waitUntil(lambda: frame.page.presenter.table is None or frame.page.grid.rows_model.table is not None)


def choose(qtbot, frame, number):
    frame.page.list.setCurrentRow(number - 1)
    settled(qtbot, frame)
    qtbot.waitUntil(lambda: frame.page.presenter.table.number == number)


def press(frame, row, column, key=Qt.Key.Key_Return):
    grid = frame.page.grid
    grid.setCurrentIndex(grid.rows_model.index(row, column + grid.rows_model.label_count))
    QTest.keyClick(grid, key)


def test_without_reviews_the_page_says_what_is_missing_and_leads_to_the_import(qtbot, open_page):
    frame = open_page(TablesPage)
    qtbot.waitUntil(lambda: frame.page.none.isVisible())
    assert not frame.page.sides.isVisible()
    frame.page.none.button.click()
    assert frame.went == [("households", {"imports": True})]


def test_enter_on_a_number_opens_exactly_its_households(shown, two_poor):
    press(shown, 0, 2)
    (key, args) = shown.went[-1]
    assert key == "households"
    assert set(args["ids"].split(",")) == {one.id for one in two_poor}
    assert "Biểu 1" in args["title"]
    assert "Hộ nghèo" in args["title"]


def test_a_zero_opens_nothing_and_a_hamlets_name_opens_the_hamlet(shown, hamlet_here):
    press(shown, 0, 4)
    assert shown.went == []
    press(shown, 0, -1)
    assert shown.went == [("households", {"hamlet_id": hamlet_here.id})]


def test_a_line_of_a_list_opens_its_household(qtbot, shown, two_poor):
    choose(qtbot, shown, 15)
    press(shown, 1, 2)
    assert shown.went[-1][1]["household_id"] in {one.id for one in two_poor}


def test_every_table_is_shown_with_two_levels_of_headings_where_it_has_them(qtbot, shown):
    for number in range(1, 16):
        choose(qtbot, shown, number)
        table, grid = shown.page.presenter.table, shown.page.grid
        assert shown.page.title.text().startswith(f"Biểu {number}. ")
        assert grid.rows_model.columnCount() == len(table.columns) + grid.rows_model.label_count
        assert bool(grid.headings.above) == table.two_levels
        assert grid.sticky.headings.height() == grid.headings.height()


def test_totals_that_are_missing_are_asked_for_and_the_rate_appears(qtbot, shown, workspace, hamlet_here):
    assert "Thôn Tân Tiến" in shown.page.missing.text()
    assert shown.page.presenter.table.rows[0].text(3) == "–"
    shown.page.ask_totals()
    dialog = shown.page.dialog
    dialog.sheet.put(0, 1, "1")
    dialog.confirm()
    assert dialog.isVisible()
    assert "TH-08" in dialog.notice.text()
    dialog.sheet.put(0, 1, "200")
    dialog.sheet.put(0, 2, "800")
    dialog.confirm()
    settled(qtbot, shown)
    assert not shown.page.missing.isVisible()
    qtbot.waitUntil(lambda: shown.page.presenter.table.rows[0].text(3) == "1,00")
    assert hamlets.totals(workspace, 2025) == {hamlet_here.id: 200}


def test_the_numbers_of_last_year_are_a_start(shown, workspace, hamlet_here):
    denominators.state(workspace, 2024, [Typed(hamlet_here.id, {"households": "190", "persons": "750"})])
    shown.page.ask_totals()
    shown.page.dialog.before.click()
    assert [shown.page.dialog.sheet.text(0, column) for column in (1, 2)] == ["190", "750"]
    shown.page.dialog.reject()


def test_a_sum_that_does_not_hold_is_told_and_leads_to_its_households(qtbot, shown, workspace, two_poor):
    deprived = frozenset({"healthInsurance", "employment", "dependentPerson"})
    for one in two_poor:
        reviews.record(workspace, ReviewInput(one.id, "2024", income_points="100", deprived=deprived))
    (this_year,) = [one for one in reviews.of_household(workspace, two_poor[0].id) if one.review.year == 2025]
    reviews.remove(workspace, this_year.review.id, "nhập nhầm")
    choose(qtbot, shown, 2)
    shown.page.refresh()
    settled(qtbot, shown)
    qtbot.waitUntil(lambda: shown.page.breaks.isVisible())
    assert "1 hộ" in shown.page.breaks.text()
    shown.page.presenter.open_breaks()
    assert shown.went[-1][1]["ids"] == two_poor[0].id


def test_official_results_that_are_none_yet_leave_words_and_no_table(qtbot, shown):
    box = shown.page.results
    box.setCurrentIndex(1)
    box.activated.emit(1)
    qtbot.waitUntil(lambda: shown.page.empty.isVisible())
    assert not shown.page.grid.isVisible()
    box.setCurrentIndex(0)
    box.activated.emit(0)
    qtbot.waitUntil(lambda: shown.page.grid.isVisible())


@pytest.mark.parametrize(("key", "ending", "magic"), [(Qt.Key.Key_S, "pdf", b"%PDF"), (Qt.Key.Key_E, "xlsx", b"PK")])
def test_ctrl_s_and_ctrl_e_write_what_is_chosen(qtbot, shown, tmp_path, monkeypatch, key, ending, magic):
    asked = []

    def answer(_parent, _title, start, _kinds):
        asked.append(start)
        return str(tmp_path / "bảng"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    shown.page.which.setCurrentIndex(2)
    shown.page.which.activated.emit(2)
    QTest.keyClick(shown.window, key, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(shown.toasts), timeout=20_000)
    assert asked[0].endswith(f"15-bieu-2025.{ending}")
    assert (tmp_path / f"bảng.{ending}").read_bytes().startswith(magic)


def test_the_table_can_be_copied_as_lines(shown):
    lines = shown.page.grid.copied().split("\n")
    assert lines[1].split("\t")[:5] == ["1", "Thôn Tân Tiến", "–", "–", "2"]
    assert lines[-1].split("\t")[1] == "Tổng cộng"


def test_facts_are_read_again_only_after_a_change(qtbot, shown, workspace):
    before = shown.page.presenter.facts
    shown.page.refresh()
    settled(qtbot, shown)
    assert shown.page.presenter.facts is before
    hamlets.add(workspace, "Đá Bàn")
    shown.page.refresh()
    settled(qtbot, shown)
    assert shown.page.presenter.facts is not before
    qtbot.waitUntil(lambda: len(shown.page.presenter.table.rows) == 3)


def test_a_shared_screen_covers_sensitive_columns_until_somebody_asks(qtbot, open_page, two_poor, workspace, tmp_path):
    covering = masking.Masking(workspace, Settings(tmp_path / "config"))
    masking.install(covering)
    try:
        frame = open_page(TablesPage)
        settled(qtbot, frame)
        covering.switch(True)
        choose(qtbot, frame, 15)
        model = frame.page.grid.rows_model
        place = [column.field for column in model.table.columns].index("ethnic_group") + model.label_count
        assert model.index(0, place).data() == masking.DOTS
        covering.reveal()
        assert model.index(0, place).data() == "Kinh"
    finally:
        masking.install(None)


def test_ctrl_p_shows_the_pages_which_are_kept_when_saved(qtbot, shown, workspace, tmp_path, monkeypatch):
    QTest.keyClick(shown.window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: shown.page.dialog is not None, timeout=20_000)
    paper = shown.page.dialog.paper
    assert paper.preview.pages.count >= 1
    for press, ending, magic in ((paper.save, "pdf", b"%PDF"), (paper.excel, "xlsx", b"PK")):
        target = tmp_path / f"biểu.{ending}"
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given, path=target: (str(path), ""))
        press.click()
        qtbot.waitUntil(target.exists)
        settled(qtbot, shown)
        assert target.read_bytes().startswith(magic)
    (kept,) = issued_papers.listed(workspace)
    assert (kept.kind, kept.times) == ("poverty_tables", 2)
    assert kept.title.startswith("Biểu 1.")


@pytest.mark.parametrize("count", [0, 1, 100, 101, 149, 150, 3321])
def test_the_measured_rows_are_in_the_table_begin_with_the_first_and_end_with_the_last(count):
    rows = measured_rows(count)
    assert rows == sorted(set(rows))
    assert len(rows) <= 202
    assert rows[:100] == list(range(min(count, 100)))
    assert (rows[-1] if rows else -1) == count - 1


def test_a_column_is_wide_enough_for_the_sum_and_for_a_longer_text_below_the_first_rows(qtbot):
    grid = TableGrid()
    qtbot.addWidget(grid)
    names = ["Xã ngắn"] * 300
    names[140] = "Phường có tên dài hơn hẳn các xã khác"
    rows = [Row(str(at), name, (Cell(at),)) for at, name in enumerate(names, 1)]
    rows.append(Row("", "Tổng cộng", (Cell(123_456_789_012),), total=True))
    grid.show_table(Table(1, "Biểu", "", (Column("Số hộ"),), tuple(rows), (), ()))
    metrics = QFontMetrics(theme.font(theme.BODY, QFont.Weight.DemiBold))
    assert grid.columnWidth(1) > metrics.horizontalAdvance(names[140])
    assert grid.columnWidth(2) > metrics.horizontalAdvance("123.456.789.012")
