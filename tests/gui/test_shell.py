"""The window around the pages, on a real store: navigation, keys, status bar, look, settings, help."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from sinhke_desktop.domain.overview import Standing
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.pages import COMMUNE, OFFICE, places
from sinhke_desktop.gui.program import HIGH_CONTRAST, TYPE_SCALE, apply_look
from sinhke_desktop.gui.shell import Shell
from sinhke_desktop.gui.tasks import Runner
from sinhke_desktop.services import hamlets
from sinhke_desktop.settings import Settings


@pytest.fixture
def settings(tmp_path) -> Settings:
    return Settings(tmp_path / "config")


@pytest.fixture
def shell(qtbot, qapp, workspace, settings):
    theme.apply(qapp)
    runner = Runner(None)
    made = Shell(
        workspace,
        runner,
        settings,
        workspace.folders,
        standing=lambda: Standing(received_up_to=6),
        names=("Xã Anh Dũng", "Tỉnh Khánh Hòa"),
    )
    qtbot.addWidget(made)
    made.resize(1366, 768)
    with qtbot.waitExposed(made):
        made.show()
    made.begin()
    yield made
    runner.close()


def test_the_first_page_opens_and_the_status_bar_speaks(qtbot, shell) -> None:
    assert shell.current == "overview"
    qtbot.waitUntil(lambda: "6" in shell.status.text())


def test_a_page_is_made_only_when_it_is_opened(shell) -> None:
    assert list(shell._made) == ["overview"]
    shell.navigate("settings")
    assert list(shell._made) == ["overview", "settings"]


def test_keys_lead_to_pages(qtbot, shell) -> None:
    shell.activateWindow()
    qtbot.waitUntil(shell.isActiveWindow)
    qtbot.keyClick(shell, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: shell.current == "settings")


def test_a_page_with_unsaved_typing_is_not_left(shell) -> None:
    page = shell.page()
    page.may_leave = lambda: False
    shell.navigate("settings")
    assert shell.current == "overview"
    assert shell.navigation.buttons["overview"].isChecked()


def test_an_unknown_page_changes_nothing(shell) -> None:
    shell.navigate("nowhere")
    assert shell.current == "overview"


def test_the_last_page_is_remembered_but_not_help_or_settings(shell, settings) -> None:
    shell.navigate("settings")
    assert settings.get("last_page") == "overview"


def test_a_narrow_window_keeps_icons_with_their_names_as_tooltips(qtbot, shell) -> None:
    shell.resize(683, 384)
    button = shell.navigation.buttons["overview"]
    qtbot.waitUntil(lambda: button.text() == "")
    assert button.toolTip() != ""
    assert button.accessibleName() != ""
    shell.resize(1366, 768)
    qtbot.waitUntil(lambda: button.text() != "")


@pytest.mark.parametrize("key", ["overview", "help", "settings"])
@pytest.mark.parametrize("size", [(1366, 768), (683, 384)])
def test_no_label_of_a_page_is_cut_off(qtbot, shell, key: str, size: tuple[int, int]) -> None:
    shell.resize(*size)
    shell.navigate(key)
    seen = 0

    def whole() -> None:
        nonlocal seen
        seen = 0
        for part in shell.page().findChildren(QLabel):
            if part.isVisible() and part.text():
                seen += 1
                needed = part.heightForWidth(part.width()) if part.wordWrap() else part.sizeHint().height()
                assert part.height() >= needed, part.text()

    qtbot.waitUntil(lambda: shell.page().isVisible())
    whole()
    assert seen


def test_hamlets_and_their_totals_are_kept(qtbot, shell, workspace) -> None:
    shell.navigate("settings", tab="hamlets")
    page = shell.page()
    assert page.presenter.add_hamlet("Tân Tiến", "Thôn")
    page.hamlets.change.click()
    dialog = page._dialog
    dialog.form.set_text("households", "240")
    qtbot.mouseClick(dialog.primary, Qt.MouseButton.LeftButton)
    hamlet = hamlets.all_hamlets(workspace)[0]
    assert hamlets.totals(workspace, page.presenter.year) == {hamlet.id: 240}
    assert shell.toast.isVisible()


def test_a_refused_hamlet_keeps_the_dialog_open_with_the_reason(qtbot, shell) -> None:
    shell.navigate("settings", tab="hamlets")
    page = shell.page()
    page.hamlets.add_asked.emit()
    dialog = page._dialog
    qtbot.mouseClick(dialog.primary, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    assert dialog.form.fields["name"].problem() != ""
    dialog.reject()


def test_the_look_is_remembered_and_asked_to_be_redone(qtbot, qapp, shell, settings) -> None:
    shell.navigate("settings", tab="look")
    look = shell.page().look
    look.sizes.setCurrentIndex(len(theme.SCALES) - 1)
    look.contrast.setChecked(True)
    with qtbot.waitSignal(shell.look_changed):
        look.apply.click()
    assert settings.get(TYPE_SCALE) == 2.0
    assert settings.get(HIGH_CONTRAST) is True
    apply_look(qapp, settings)
    assert theme.current().name == "contrast"
    assert theme.current().scale >= 2.0
    theme.apply(qapp)


def test_a_damaged_scale_in_the_settings_counts_as_none(qapp, settings) -> None:
    settings.set(TYPE_SCALE, "groß")
    apply_look(qapp, settings)
    assert theme.px(100) >= 100
    theme.apply(qapp)


def test_every_present_place_can_be_made_for_its_role() -> None:
    assert {place.key for place in places("commune")} <= {place.key for place in COMMUNE}
    assert {place.key for place in places("office")} <= {place.key for place in OFFICE}
    assert "settings" in {place.key for place in places("office")}
