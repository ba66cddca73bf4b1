"""All communes of an office on one page: counted, sorted, gone down into, searched, written."""

import pytest
from office_of_communes import add_commune, add_household, state_totals
from PySide6.QtCore import Qt

from sinhke_desktop.domain.access import Action
from sinhke_desktop.domain.support import SupportInput
from sinhke_desktop.gui.consolidated import register_presenter
from sinhke_desktop.gui.consolidated.choice import Tab, View
from sinhke_desktop.gui.consolidated.page import ConsolidatedPage
from sinhke_desktop.services import consolidated, model_sample, office_standing, privacy, register, supports

MODEL_HEADS = ("Đỗ Đức Dũng", "Lê Văn Bình", "Phạm Thị Thu Hường", "Nguyễn Thị Kim Cúc", "Trần Văn Đức", "Võ Hữu Thắng",
               "Hồ Thị Lan")  # fmt: skip


@pytest.fixture
def two(office_here):
    """Two communes that sent, a third that is waited for."""
    first = add_commune(office_here, "22828", "Xã Anh Dũng")
    add_household(first, "Lê Văn Một", poor=True)
    add_household(first, "Katơr Thị Ba", poor=False)
    state_totals(first, 50, 200)
    second = add_commune(office_here, "22435", "Xã Cam Hiệp")
    add_household(second, "Trần Thị Bốn", poor=True)
    office_standing.expect_communes(office_here, ["22480"])
    return office_here


@pytest.fixture
def shown(open_office_page, two):
    frame = open_office_page(ConsolidatedPage)
    frame.settle()
    return frame


def texts(frame, column=2):
    table = frame.page.presenter.table
    return {row.label: row.text(column) for row in table.rows}


def test_an_office_that_received_nothing_is_led_to_receiving(open_office_page):
    frame = open_office_page(ConsolidatedPage)
    assert frame.page.none.isVisible()
    assert not frame.page.tabs.isVisible()
    frame.page.none.button.click()
    assert frame.went == [("office", {})]


def test_stale_communes_are_counted_while_the_page_is_looked_at(shown, two):
    assert consolidated.stale(two) == []
    assert not shown.page.counting.isVisible()
    assert texts(shown) == {"Xã Anh Dũng": "1", "Xã Cam Hiệp": "1", "Xã Nam Cam Ranh (chưa gửi)": "–", "Tổng cộng": "2"}


def test_counting_can_be_stopped_and_the_old_numbers_stay(shown, two, monkeypatch):
    add_household(consolidated.of_commune(two, "22435"), "Võ Thị Năm", poor=True)
    monkeypatch.setattr(shown.page, "is_shown", lambda: False)
    shown.page.presenter.refresh()
    shown.settle()
    assert shown.page.counting.isVisible()
    shown.page.counting.findChildren(type(shown.page.back))[0].click()
    assert not shown.page.counting.isVisible()
    assert consolidated.stale(two) == ["22435"]
    assert texts(shown)["Xã Cam Hiệp (đang tính lại)"] == "1"


def test_a_heading_sorts_and_turns_round_and_f4_does_the_same(qtbot, shown):
    grid = shown.page.grid
    grid.headings.sectionClicked.emit(grid.rows_model.label_count + 2)
    shown.settle()
    assert shown.page.presenter.choice.descending
    grid.setCurrentIndex(grid.rows_model.index(0, grid.rows_model.label_count))
    qtbot.keyClick(grid, Qt.Key.Key_F4)
    shown.settle()
    assert shown.page.presenter.choice.column == 0
    assert next(iter(texts(shown))) == "Xã Anh Dũng"
    grid.sticky.headings.sectionClicked.emit(1)
    shown.settle()
    assert (shown.page.presenter.choice.column, shown.page.presenter.choice.descending) == (-1, False)
    assert list(texts(shown))[-1] == "Tổng cộng"


def test_one_goes_from_a_line_to_the_commune_to_its_households_to_one_of_them(qtbot, shown, two):
    page = shown.page
    page.presenter.open(0, 2)
    shown.settle()
    assert page.back.isVisible()
    assert list(texts(shown)) == ["Thôn Xã Anh Dũng", "Tổng cộng"]
    page.presenter.open(0, 2)
    shown.settle()
    assert page.register.isVisible()
    assert [one.row.head_name for one in page.presenter.register.rows] == ["Lê Văn Một"]
    assert "Xã Anh Dũng" in page.register.behind.text()
    qtbot.keyClick(page.register.table, Qt.Key.Key_Return)
    shown.settle()
    assert page.dialog.windowTitle() == "Lê Văn Một"
    assert [one.action for one in privacy.accesses(two)] == [Action.OPENED]
    page.dialog.back.click()
    [(place, args)] = shown.went
    code, kind, household_id, title = args["return_record"]
    assert (place, code, kind, household_id) == (
        "differences",
        "22828",
        "household",
        page.presenter.register.rows[0].row.household_id,
    )
    assert title.startswith("Hộ Lê Văn Một")
    page.register.behind.findChildren(type(page.back))[0].click()
    shown.settle()
    assert len(page.presenter.register.rows) == 2
    page.tabs.choose(Tab.TABLES)
    shown.settle()
    assert list(texts(shown))[-1] == "Tổng cộng"
    assert not page.back.isVisible()


def test_a_commune_that_sent_nothing_opens_nothing(shown):
    shown.page.presenter.open(2, 2)
    assert "chưa gửi" in shown.toasts[-1][0]
    shown.page.presenter.open(99, 0)
    shown.page.presenter.open(3, 2)
    assert shown.page.presenter.choice.commune is None


def test_another_page_may_ask_for_one_commune(shown):
    shown.page.open(commune_code="22435")
    shown.settle()
    assert shown.page.presenter.choice.commune.code == "22435"
    shown.page.presenter.back()
    shown.settle()
    assert len(texts(shown)) == 4


def test_search_finds_in_all_communes_without_accents(qtbot, shown):
    page = shown.page
    page.search()
    shown.settle()
    assert len(page.presenter.register.rows) == 3
    page.register.search.setText("kator")
    qtbot.waitUntil(lambda: len(page.presenter.register.rows) == 1)
    page.register.search.setText("khong co ai")
    qtbot.waitUntil(lambda: page.register.none.isVisible())
    page.register.search.clear()
    qtbot.waitUntil(lambda: len(page.presenter.register.rows) == 3)
    page.register.commune.setCurrentIndex(page.register.commune.findData("22435"))
    page.register.commune.activated.emit(0)
    shown.settle()
    assert [one.commune for one in page.presenter.register.rows] == ["Xã Cam Hiệp"]
    assert "Xã Cam Hiệp" in page.presenter.register.about()


def test_ctrl_f_takes_the_keys_at_once_and_no_table_that_is_still_being_built_comes_over_them(
    qtbot, shown, monkeypatch
):
    page = shown.page
    page.presenter.show()
    page.search()
    tables = []
    monkeypatch.setattr(page, "show_table", lambda *given: tables.append(given))
    assert page.register.search.hasFocus()
    qtbot.keyClicks(shown.window.focusWidget(), "xa")
    shown.settle()
    assert tables == []
    assert page.register.search.text() == "xa"
    assert page.register.isVisible()


def test_a_register_that_is_still_being_read_does_not_cover_the_table_chosen_after_it(shown):
    page = shown.page
    page.search()
    page.tabs.choose(Tab.TABLES)
    shown.settle()
    assert page.grid.isVisible()
    assert not page.register.isVisible()


def test_searching_where_nothing_was_received_keeps_saying_so(open_office_page):
    frame = open_office_page(ConsolidatedPage)
    frame.page.search()
    frame.settle()
    assert frame.page.none.isVisible()
    assert not frame.page.register.isVisible()


def test_very_many_households_are_only_read_when_asked(shown, monkeypatch):
    monkeypatch.setattr(register_presenter, "MOST_UNASKED", 1)
    shown.page.tabs.choose(Tab.REGISTER)
    shown.settle()
    assert shown.page.register.many.isVisible()
    assert not shown.page.presenter.can_save()
    shown.page.register.many.button.click()
    shown.settle()
    assert len(shown.page.presenter.register.rows) == 3


def test_models_open_their_figures(shown, two):
    view = consolidated.of_commune(two, "22828")
    for head in MODEL_HEADS:
        add_household(view, head, poor=head == MODEL_HEADS[0], year="2023")
    model_sample.enter(view)
    shown.refresh()
    shown.settle()
    shown.page.tabs.choose(Tab.MODELS)
    shown.settle()
    assert texts(shown, 0)["Xã Anh Dũng"] == "Nuôi bò cái sinh sản"
    shown.page.presenter.open(0, 0)
    shown.settle()
    assert shown.page.dialog.windowTitle() == "Nuôi bò cái sinh sản"
    shown.page.dialog.reject()
    shown.page.presenter.open(1, 0)
    shown.settle()
    assert "chưa gửi mô hình" in shown.toasts[-1][0]


def test_every_tab_and_table_is_shown_and_written(shown, two, tmp_path, monkeypatch):
    from sinhke_desktop.gui.consolidated import page as module

    page = shown.page
    monkeypatch.setattr(module, "pdf_to_write", lambda *_args: tmp_path / "bieu.pdf")
    monkeypatch.setattr(module, "excel_to_write", lambda *_args: tmp_path / "bieu.xlsx")
    view = consolidated.of_commune(two, "22828")
    [row] = register.load(view).find("kator")
    source = supports.sources_on("20/01/2025")[0].code
    supports.give(view, SupportInput(row.household_id, "cash", "Tiền Tết", source, "20/01/2025"))
    shown.refresh()
    shown.settle()
    names = set()
    for tab in Tab:
        page.tabs.choose(tab)
        shown.settle()
        for view in View if tab is Tab.TARGETS else (View.TARGETS,):
            page.view.setCurrentIndex(page.view.findData(view.value))
            page.view.activated.emit(0)
            shown.settle()
            assert page.presenter.can_save(), (tab, view)
            names.add(page.presenter.choice.file_name("pdf"))
            for button in (page.pdf, page.excel):
                button.click()
                shown.settle()
            assert (tmp_path / "bieu.pdf").read_bytes()[:4] == b"%PDF"
            assert (tmp_path / "bieu.xlsx").read_bytes()[:2] == b"PK"
            for one in tmp_path.glob("bieu.*"):
                one.unlink()
    assert "tong-hop-so-ho.pdf" in names
    assert "tong-hop-bieu-1-2025.pdf" in names


def test_a_view_of_which_nobody_sent_anything_says_so(shown):
    shown.page.tabs.choose(Tab.TARGETS)
    shown.settle()
    shown.page.presenter.choose(view=View.MONTHS)
    shown.settle()
    assert shown.page.empty.isVisible()
    assert not shown.page.presenter.can_save()
    shown.page.pdf.click()
    shown.page.print.click()
    assert shown.page.dialog is None


def test_all_thirteen_are_printed_together(shown):
    page = shown.page
    page.which.setCurrentIndex(1)
    page.which.activated.emit(1)
    assert page.presenter.choice.file_name("pdf") == "tong-hop-13-bieu-2025.pdf"
    page.number.setCurrentIndex(3)
    page.number.activated.emit(3)
    shown.settle()
    assert page.title.text().startswith("Biểu 4. ")
    page.print.click()
    shown.settle()
    assert page.dialog.windowTitle() == "13 biểu tổng hợp các xã"
    page.dialog.reject()


def test_the_tab_is_remembered(open_office_page, shown):
    shown.page.tabs.choose(Tab.TARGETS)
    shown.settle()
    again = open_office_page(ConsolidatedPage)
    again.settle()
    assert again.page.presenter.choice.tab is Tab.TARGETS


def test_ctrl_tab_goes_through_the_tabs(shown):
    shown.page._next_tab(1)
    shown.settle()
    assert shown.page.presenter.choice.tab is Tab.MODELS
    shown.page._next_tab(-1)
    shown.settle()
    assert shown.page.presenter.choice.tab is Tab.TABLES
