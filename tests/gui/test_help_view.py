"""The help as one reads it: chapters, words found, links, pictures, words in the page, F1 from everywhere."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QShortcut, QTextDocument
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.gui import theme
from sinhke_desktop.gui.error_dialogs import ErrorDialog
from sinhke_desktop.gui.help import opening
from sinhke_desktop.gui.help.printing import HelpPaperDialog
from sinhke_desktop.gui.help.window import GEOMETRY, HelpWindow
from sinhke_desktop.gui.main_window import MainWindow
from sinhke_desktop.gui.widgets.dialog import Dialog
from sinhke_desktop.i18n import _
from sinhke_desktop.services import help_pages
from sinhke_desktop.settings import Settings


@pytest.fixture
def settings(tmp_path) -> Settings:
    return Settings(tmp_path)


@pytest.fixture
def window(qtbot, qapp, settings):
    theme.apply(qapp)
    owner = QWidget()
    qtbot.addWidget(owner)
    made = HelpWindow(owner, settings, "nhap-excel")
    made.resize(1000, 700)
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: made.view.presenter.topic == "nhap-excel")
    yield made
    if made in QApplication.topLevelWidgets():
        made.close()


def typed(qtbot, window, words: str) -> None:
    window.view.search()
    qtbot.keyClicks(window.view.field, words)


def test_the_page_asked_for_is_open_and_marked_in_its_chapter(window) -> None:
    assert window.view.text.toPlainText().startswith("Nhập danh sách từ Excel")
    tree = window.view.tree
    assert tree.currentIndex().data() == "Nhập danh sách từ Excel"
    assert tree.currentIndex().parent().data() == "Hộ dân"


def test_pictures_are_as_wide_as_the_column_at_most(qtbot, window) -> None:
    text = window.view.text
    shown = text.loadResource(QTextDocument.ResourceType.ImageResource.value, QUrl("pictures/nhap-excel.png"))
    assert 0 < shown.width() / shown.devicePixelRatio() <= text.room().width
    before = text.room().width
    window.resize(760, 700)
    qtbot.waitUntil(lambda: text.room().width < before and f'width="{text.room().width}"' in text.toHtml())


def test_words_are_found_as_one_types_and_enter_opens_at_the_heading(qtbot, window) -> None:
    typed(qtbot, window, "dia day")
    qtbot.waitUntil(lambda: window.view.hits.isVisible() and bool(window.view.hits.found.hits))
    assert window.view.hits.found.hits[0].topic == "sao-luu"
    qtbot.keyClick(window.view.field, Qt.Key.Key_Return)
    assert window.view.presenter.topic == "sao-luu"
    qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: window.view.presenter.topic == "nhap-excel")


def test_where_nothing_is_found_a_suggestion_leads_on(qtbot, window) -> None:
    typed(qtbot, window, "xyzzy")
    qtbot.waitUntil(window.view.nothing.isVisible)
    link = window.view.nothing.findChildren(type(window.view.nothing.findChildren(QWidget)[1]))[0]
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert window.view.presenter.topic == "tim-ho"
    qtbot.waitUntil(window.view.tree.isVisible)


def test_a_link_is_followed_and_down_goes_to_the_chapters(qtbot, window) -> None:
    window.view.text.anchorClicked.emit(QUrl("tim-ho"))
    assert window.view.presenter.topic == "tim-ho"
    qtbot.keyClick(window.view.field, Qt.Key.Key_Down)
    assert window.view.tree.hasFocus()
    qtbot.keyClick(window.view.tree, Qt.Key.Key_Down)
    assert window.view.presenter.topic == "loc-ho"


def test_words_in_the_page_are_found_without_accents_one_after_the_other(qtbot, window) -> None:
    view = window.view
    view.find_in_page()
    qtbot.keyClicks(view.finding.words, "ap dung")
    assert view.finding.said.text() == "1 / 1"
    view.text.verticalScrollBar().setValue(0)
    view.finding.words.setText("excel")
    count = view.text.found_count()
    assert count > 3
    assert view.finding.said.text() == f"1 / {count}"
    qtbot.keyClick(view.finding.words, Qt.Key.Key_Return)
    assert view.finding.said.text() == f"2 / {count}"
    qtbot.keyClick(window, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(window, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert view.finding.said.text() == f"{count} / {count}"
    view.finding.words.setText("xyzzy")
    assert view.finding.said.text() == _("Nothing found")
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert view.finding.isHidden()
    assert window.isVisible()


def test_a_narrow_window_shows_the_page_or_the_chapters(qtbot, window) -> None:
    view = window.view
    assert view.listing.isHidden()
    window.resize(500, 600)
    qtbot.waitUntil(lambda: view.listing.isVisible() and view.text.isVisible())
    assert not view.tree.isVisible()
    view.listing.click()
    assert view.tree.isVisible()
    assert not view.text.isVisible()
    view.open("tim-ho")
    assert view.text.isVisible()
    typed(qtbot, window, "sao luu")
    qtbot.waitUntil(view.hits.isVisible)
    assert not view.text.isVisible()
    qtbot.keyClick(view.field, Qt.Key.Key_Return)
    assert view.text.isVisible()
    window.resize(1000, 600)
    qtbot.waitUntil(view.listing.isHidden)


def test_escape_closes_and_the_size_is_remembered(qtbot, window, settings) -> None:
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert settings.get(GEOMETRY)


def test_the_page_its_chapter_or_the_book_can_be_printed(qtbot, window) -> None:
    window.view.print.click()
    menu = next(one for one in window.view.findChildren(QMenu) if one.actions())
    assert [action.text() for action in menu.actions()] == [_("This page"), _("This chapter"), _("The whole book")]
    menu.actions()[0].trigger()
    menu.close()
    qtbot.waitUntil(lambda: isinstance(window.view._print.dialog, HelpPaperDialog))
    dialog = window.view._print.dialog
    assert dialog.preview.pdf.startswith(b"%PDF")
    assert dialog.print.isEnabled()
    dialog.reject()


def test_f1_opens_the_help_of_what_is_shown_and_again_goes_on_in_the_same_window(qtbot, qapp, settings) -> None:
    theme.apply(qapp)
    main = MainWindow(settings)
    qtbot.addWidget(main)

    class Content(QWidget):
        target = "usb"

        def help_target(self) -> str:
            return self.target

    content = Content()
    main.show_content(content)
    with qtbot.waitExposed(main):
        main.show()
    main.activateWindow()
    qtbot.waitUntil(main.isActiveWindow)
    qtbot.waitUntil(lambda: bool(main.findChildren(QShortcut)))  # made once the window is painted
    qtbot.keyClick(main, Qt.Key.Key_F1)
    qtbot.waitUntil(lambda: bool(main.findChildren(HelpWindow)))
    [window] = main.findChildren(HelpWindow)
    qtbot.waitUntil(lambda: window.view.presenter.topic == "usb")
    content.target = "sao-luu"
    assert opening.open_for(main) is window
    assert window.view.presenter.topic == "sao-luu"
    window.close()


def test_the_error_dialog_leads_to_its_code_while_it_waits(qtbot, qapp) -> None:
    theme.apply(qapp)
    dialog = ErrorDialog(None, SinhkeError("Gói không trọn vẹn.", "Chép lại.", "GB-02"))
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.about.click()
    [window] = dialog.findChildren(HelpWindow)
    qtbot.waitUntil(lambda: window.view.presenter.topic == "loi-goi-du-lieu")
    assert dialog.help_target() == help_pages.code_target("GB-02") == "loi-goi-du-lieu#gb-02"
    window.close()


def test_f1_in_a_dialog_opens_the_help_before_it(qtbot, qapp) -> None:
    theme.apply(qapp)
    dialog = Dialog(None, "Thử", "Lưu")
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(dialog, Qt.Key.Key_F1)
    qtbot.waitUntil(lambda: bool(dialog.findChildren(HelpWindow)))
    dialog.findChildren(HelpWindow)[0].close()
