"""Noting in the settings which old commune hamlets came from."""

from sinhke_desktop.gui.settings.page import SettingsPage
from sinhke_desktop.services import communes, hamlets


def settle(qtbot, frame):
    qtbot.waitUntil(lambda: not frame.runner.busy(), timeout=60_000)


def test_an_old_commune_is_noted_for_its_hamlets_and_taken_back(open_page, qtbot, workspace, hamlet_here):
    frame = open_page(SettingsPage)
    page = frame.page
    page.hamlets.mergers_asked.emit()
    dialog = page.merger
    assert [dialog.unit.itemData(at) for at in range(dialog.unit.count())] == ["22825", "22828", "other"]
    dialog.confirm()
    settle(qtbot, frame)
    assert hamlets.all_hamlets(workspace)[0].old_commune_code == ""
    dialog.hamlets.boxes[hamlet_here.id].setChecked(True)
    dialog.confirm()
    settle(qtbot, frame)
    assert hamlets.all_hamlets(workspace)[0].old_commune_code == "22825"
    page.hamlets.mergers_asked.emit()
    (button,) = page.merger.undo_buttons.values()
    button.click()
    settle(qtbot, frame)
    assert communes.mergers(workspace) == []
    assert hamlets.all_hamlets(workspace)[0].old_commune_code == ""
