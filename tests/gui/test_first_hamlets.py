"""A blank register leads to the first household, and asks for the hamlets before it."""

from PySide6.QtCore import Qt

from sinhke_desktop.gui.households.page import HouseholdsPage
from sinhke_desktop.gui.overview.page import OverviewPage
from sinhke_desktop.gui.widgets import QuietButton
from sinhke_desktop.services import hamlets


def test_the_first_household_asks_for_hamlets_and_goes_on_with_the_record(qtbot, open_page, workspace) -> None:
    page = open_page(HouseholdsPage).page
    page.new()
    dialog = page.first_hamlets
    dialog.confirm()
    assert dialog.form.fields["name"].problem()
    qtbot.keyClicks(dialog.form.fields["name"].editor, "Thon Go, Ap Ba")
    qtbot.keyClick(dialog.form.fields["name"].editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.shown is page.record)
    assert [(one.kind, one.name) for one in hamlets.all_hamlets(workspace)] == [("Thôn", "Go"), ("Thôn", "Ap Ba")]


def test_with_a_hamlet_the_record_opens_at_once(open_page, hamlet_here) -> None:
    page = open_page(HouseholdsPage).page
    page.new()
    assert page.shown is page.record


def test_an_empty_overview_leads_to_the_import_and_to_the_first_household(qtbot, open_page) -> None:
    frame = open_page(OverviewPage)
    frame.settle()
    for words in ("Nhập từ Excel", "Thêm hộ"):
        button = next(one for one in frame.page.findChildren(QuietButton) if one.text().strip() == words)
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert frame.went == [("households", {"imports": "1"}), ("households", {"new": "1"})]


def test_hamlets_without_any_poor_household_show_what_the_chart_is_for(open_page, hamlet_here) -> None:
    frame = open_page(OverviewPage)
    frame.settle()
    assert frame.page._no_bars.isVisibleTo(frame.page)
    assert not frame.page.bars.isVisibleTo(frame.page)
