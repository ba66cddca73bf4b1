"""The record's page of visits: what each form said, in words, covered where this screen covers it."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from sinhke_desktop.domain.visit import Agreement
from sinhke_desktop.domain.visit_record import VisitInput
from sinhke_desktop.gui.households.visits_pane import VisitsPane
from sinhke_desktop.gui.pages import Page
from sinhke_desktop.gui.privacy import masking
from sinhke_desktop.services import visits
from sinhke_desktop.services.workspace import author
from sinhke_desktop.settings import Settings
from sinhke_desktop.storage import journal, records


class Host(Page):
    """A page with nothing but the pane."""

    def __init__(self, context):
        super().__init__(context)
        self.pane = VisitsPane(context)
        QVBoxLayout(self).addWidget(self.pane)


def visit(workspace, household_id, day, **more):
    typed = VisitInput(household_id, visited_on=day, agreements=[Agreement("Sửa chuồng", "hộ")], needs="vay 20 triệu")
    made = visits.record(workspace, typed)
    with workspace.database.write() as connection:
        journal.save(connection, author(workspace), records.drafts(connection, [replace(made, **more)]))


@pytest.fixture
def shown(open_page, workspace, two_poor, qtbot):
    """The pane over two visits of the first household."""
    first = two_poor[0].id
    visit(workspace, first, "01/10/2025")
    said = {"deprived": "employment,cleanWater", "kept": "+-?", "need_keys": "loan,job"}
    visit(workspace, first, "10/11/2025", sheet_number="41290736", indicators_seen=True, **said)
    frame = open_page(Host)
    frame.page.pane.show_household(first)
    qtbot.waitUntil(lambda: frame.page.pane.model.rowCount() == 2)
    return frame.page.pane


def cells(pane, row):
    model = pane.model
    return [model.data(model.index(row, column), Qt.ItemDataRole.DisplayRole) for column in range(model.columnCount())]


def test_a_form_that_came_back_stands_in_the_record_in_words(shown):
    day, number, kept, lacks, needs, agreed, following = cells(shown, 0)
    assert (day, number, following) == ("10/11/2025", "4129 0736", "")
    assert kept == "đã làm, chưa làm, chưa rõ"
    assert lacks.startswith("Việc làm, ")
    assert needs == "Vay vốn, Việc làm; vay 20 triệu"
    assert agreed == "Sửa chuồng (hộ)"


def test_a_visit_whose_indicators_were_not_asked_says_nothing_of_them(shown):
    assert cells(shown, 1)[1:4] == ["", "", ""]


def test_what_is_sensitive_is_dots_while_the_screen_covers_it(shown, workspace, tmp_path):
    covering = masking.Masking(workspace, Settings(tmp_path / "other"))
    masking.install(covering)
    try:
        covering.switch(True)
        assert "Việc làm" not in cells(shown, 0)[3]
        assert cells(shown, 0)[0] == "10/11/2025"
    finally:
        masking.install(None)


def test_a_household_without_visits_is_led_to_the_page_of_visits(open_page, workspace, two_poor, qtbot):
    frame = open_page(Host)
    pane = frame.page.pane
    pane.show_household(two_poor[1].id)
    qtbot.waitUntil(lambda: not frame.runner.busy(), timeout=60_000)
    assert pane.nothing.isVisible()
    assert not pane.table.isVisible()
    qtbot.mouseClick(pane.nothing.button, Qt.MouseButton.LeftButton)
    assert frame.went == [("visits", {})]
