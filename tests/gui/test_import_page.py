"""The import page over the real store: columns corrected, wrong rows saved, the untouched taken back."""

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from sinhke_desktop.gui.imports.contract import Step
from sinhke_desktop.gui.imports.page import ImportsPage, UntouchedDialog
from sinhke_desktop.services import households, imports, register

HEAD = ["Mục", "Ai", "Sinh", "Người khai", "Ở đâu", "Diện hưởng", "Quan hệ với chủ hộ"]
ROWS = [
    [1, "Lò Thị A", 1962, "Cán bộ", "Bó", "N", "Chủ hộ"],
    [None, "Lò Văn B", 1990, None, None, None, "Con trai"],
    [2, "Lò Thị C", 2999, "Cán bộ", "Bó", "CN", "Chủ hộ"],
    [3, "Lò Thị D", 1971, "Cán bộ", "Bó", "CN", "Chủ hộ"],
]


@pytest.fixture
def strange(tmp_path):
    """A workbook whose headings nobody understands."""
    book = openpyxl.Workbook()
    book.active.append(["DANH SÁCH NĂM 2025"])
    for row in [HEAD, *ROWS]:
        book.active.append(row)
    book.save(tmp_path / "lạ.xlsx")
    return tmp_path / "lạ.xlsx"


def read(qtbot, frame, path):
    frame.page.read(path)
    qtbot.waitUntil(lambda: not frame.runner.busy(), timeout=20_000)


def choose(qtbot, part, letter, field):
    box = part.fields[letter]
    box.setCurrentIndex(box.findData(field))
    box.activated.emit(box.currentIndex())


def corrected(qtbot, frame, strange):
    read(qtbot, frame, strange)
    part = frame.page.columns
    assert frame.page.presenter.step is Step.COLUMNS
    assert not part.read.isEnabled()
    part.first.setText("2")
    part.last.setText("2")
    part.last.editingFinished.emit()
    for letter, field in (("A", "household_number"), ("B", "full_name"), ("C", "birth"), ("E", "hamlet"),
                          ("F", "poverty_class")):  # fmt: skip
        choose(qtbot, part, letter, field)
    assert part.read.isEnabled()
    QTest.keyClick(frame.window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: frame.page.presenter.step is Step.FOUND, timeout=20_000)


def test_a_strange_list_is_corrected_once_and_known_the_next_time(open_page, qtbot, strange):
    frame = open_page(ImportsPage)
    corrected(qtbot, frame, strange)
    assert frame.page.presenter.step is Step.FOUND
    assert frame.page.found.not_read.text() == "D: Người khai"
    read(qtbot, frame, strange)
    assert frame.page.presenter.step is Step.FOUND
    assert frame.page.found.remembered.isVisible()


def test_the_wrong_rows_are_saved_where_the_person_says(open_page, qtbot, strange, monkeypatch, tmp_path):
    frame = open_page(ImportsPage)
    corrected(qtbot, frame, strange)
    frame.page.presenter.next()
    target = tmp_path / "dòng sai"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(target), ""))
    qtbot.mouseClick(frame.page.preview.hand_back, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not frame.runner.busy(), timeout=20_000)
    saved = openpyxl.load_workbook(tmp_path / "dòng sai.xlsx")
    assert saved.worksheets[0]["C5"].fill.fgColor.rgb == "FFFFC7CE"
    assert frame.toasts


def test_what_nobody_touched_is_offered_to_be_taken_back(open_page, qtbot, strange, workspace):
    frame = open_page(ImportsPage)
    corrected(qtbot, frame, strange)
    presenter = frame.page.presenter
    presenter.next()
    frame.page.preview.leave_out.setChecked(True)
    presenter.apply()
    qtbot.waitUntil(lambda: not frame.runner.busy(), timeout=20_000)
    rows = register.load(workspace).rows
    assert len(rows) == 2
    households.remove(workspace, rows[0].household_id, "thử")
    presenter.undo()
    qtbot.waitUntil(lambda: not frame.runner.busy(), timeout=20_000)
    dialog = frame.page.findChild(UntouchedDialog)
    qtbot.mouseClick(dialog.primary, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not frame.runner.busy(), timeout=20_000)
    assert register.load(workspace).rows == []
    assert imports.recent(workspace)[0].undone_at
