"""The page of photographs in a record, over the real store."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from sinhke_desktop.gui.households.photos_card import PhotoDialog, PhotosPane, PromiseDialog, photo_services
from sinhke_desktop.services import photos


class PaneInPage(QWidget):
    """The pane as a page of its own."""

    def __init__(self, context):
        super().__init__()
        self.pane = PhotosPane(context, photo_services(context.workspace))
        QVBoxLayout(self).addWidget(self.pane)

    def refresh(self):
        """Nothing is read before a household is shown."""


def settle(qtbot, frame):
    qtbot.waitUntil(lambda: not frame.runner.busy(), timeout=60_000)


@pytest.fixture
def shown(open_page, two_poor, qtbot, tmp_path, monkeypatch):
    """The frame of the pane; choosing a file gives a large photograph."""
    image = QImage(2000, 1500, QImage.Format.Format_RGB32)
    image.fill(0x88AA66)
    path = tmp_path / "chuồng bò.jpg"
    image.save(str(path))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *given: (str(path), ""))
    frame = open_page(PaneInPage)
    frame.pane, frame.household_id = frame.page.pane, two_poor[0].id
    frame.pane.show_household(frame.household_id)
    settle(qtbot, frame)
    return frame


def asked(frame, kind):
    (found,) = [one for one in frame.pane.findChildren(kind) if one.isVisible()]
    return found


def test_a_photograph_is_added_only_after_the_promise_and_described(shown, qtbot, workspace):
    qtbot.mouseClick(shown.pane.add_button, Qt.MouseButton.LeftButton)
    dialog = asked(shown, PromiseDialog)
    assert not dialog.primary.isEnabled()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert photos.of_household(workspace, shown.household_id) == []
    dialog.promise.click()
    qtbot.mouseClick(dialog.primary, Qt.MouseButton.LeftButton)
    settle(qtbot, shown)
    settle(qtbot, shown)
    large = asked(shown, PhotoDialog)
    large.form.set_text("note", "Chuồng bò mới")
    large.form.set_text("taken_on", "32/13/2025")
    large.confirm()
    assert large.form.fields["taken_on"].problem()
    large.form.set_text("taken_on", "19/11/2025")
    large.confirm()
    settle(qtbot, shown)
    (kept,) = photos.of_household(workspace, shown.household_id)
    assert kept.note == "Chuồng bò mới"
    assert len(kept.picture) < 300_000
    assert shown.pane._lines.count() == 1


def test_a_deleted_photograph_comes_back_by_undo(shown, qtbot, workspace, tmp_path):
    shown.pane.add(tmp_path / "chuồng bò.jpg")
    settle(qtbot, shown)
    settle(qtbot, shown)
    large = asked(shown, PhotoDialog)
    large._delete()
    settle(qtbot, shown)
    assert photos.of_household(workspace, shown.household_id) == []
    shown.toasts[-1][1]()
    settle(qtbot, shown)
    assert len(photos.of_household(workspace, shown.household_id)) == 1


def test_a_new_record_takes_no_photographs(shown):
    shown.pane.show_household("")
    assert not shown.pane.add_button.isEnabled()
