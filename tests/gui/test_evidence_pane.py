"""The record's page of scanned forms: listed, opened whole, printed through the register of papers."""

from io import BytesIO

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout

from sinhke_desktop.domain.scan_page import ScanPage, ScanState
from sinhke_desktop.domain.visit import Agreement
from sinhke_desktop.domain.visit_record import VisitInput
from sinhke_desktop.gui.households.evidence_pane import EvidencePane
from sinhke_desktop.gui.pages import Page
from sinhke_desktop.services import privacy, visits
from sinhke_desktop.storage import scan_pages


class Host(Page):
    """A page with nothing but the pane."""

    def __init__(self, context):
        super().__init__(context)
        self.pane = EvidencePane(context)
        QVBoxLayout(self).addWidget(self.pane)


def keep(workspace, household_id, visit_id, number):
    kept = BytesIO()
    Image.new("L", (1260, 1782), 255).save(kept, "WEBP")
    page = ScanPage(workspace.new_id(), "a.pdf", 1, "TH2", number, household_id, 1, 1, "{}", number, "2025-11-20",
                    ScanState.CONFIRMED, visit_id)  # fmt: skip
    with workspace.database.write() as connection:
        scan_pages.put(connection, page, kept.getvalue())


@pytest.fixture
def frame(open_page, workspace, two_poor):
    """The pane over two pages: of a visit and of one that was taken back."""
    agreed = (Agreement("Tiêm phòng"),)
    visit = visits.record(workspace, VisitInput(two_poor[0].id, visited_on="14/11/2025", agreements=agreed))
    keep(workspace, two_poor[0].id, visit.id, "41290736")
    keep(workspace, two_poor[0].id, "f" * 32, "")
    return open_page(Host)


def test_pages_are_listed_and_enter_shows_one_whole(qtbot, frame, workspace, two_poor):
    pane = frame.page.pane
    pane.show_household(two_poor[0].id)
    qtbot.waitUntil(lambda: not frame.runner.busy(), timeout=60_000)
    shown = [[pane.model.index(row, column).data() for column in range(4)] for row in range(2)]
    assert shown[0] == ["14/11/2025", "4129 0736", "1", "Tiêm phòng"]
    assert "" in shown[1]
    pane.table.choose(0)
    QTest.keyClick(pane.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: pane.dialog is not None)
    assert pane.dialog.paper.preview.pages.count == 1
    assert len(privacy.accesses(workspace, household_id=two_poor[0].id)) == 1
    pane.dialog.reject()


def test_a_household_without_pages_and_a_new_record_say_what_belongs_here(qtbot, frame, two_poor):
    pane = frame.page.pane
    pane.show_household(two_poor[1].id)
    qtbot.waitUntil(lambda: not frame.runner.busy(), timeout=60_000)
    assert pane.nothing.isVisible()
    pane.show_household(two_poor[0].id)
    pane.show_household("")
    qtbot.waitUntil(lambda: not frame.runner.busy(), timeout=60_000)
    assert pane.nothing.isVisible()
