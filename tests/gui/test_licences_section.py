"""Settings: licences and data sources, searched, read, copied and saved."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from sinhke_desktop.domain.licences import PartKind
from sinhke_desktop.gui.settings.licences_section import ALL_NAME, kind_words
from sinhke_desktop.gui.settings.page import SettingsPage
from sinhke_desktop.i18n import _


@pytest.fixture
def frame(qtbot, open_page):
    """The settings at the licences, read."""
    frame = open_page(SettingsPage)
    frame.page.open(tab="licences")
    frame.page.licences.setFocus()
    qtbot.waitUntil(lambda: bool(frame.page.licences.licences.parts), timeout=20_000)
    return frame


def test_the_list_shows_every_part_and_the_first_one_s_text(frame):
    section = frame.page.licences
    assert len(section.model.rows) == len(section.licences.parts) > 300
    assert section.text.toPlainText().startswith("SinhKe Desktop")
    assert "Apache License" in section.text.toPlainText()
    assert section.copy.isEnabled()
    assert section.save.isEnabled()


def test_typing_narrows_the_list_and_shows_the_found_text(qtbot, frame):
    section = frame.page.licences
    qtbot.keyClicks(section.search, "danh muc xa phuong")
    assert [part.id for part in section.model.rows] == ["list-communes"]
    assert "vietnamadminunits" in section.text.toPlainText()
    qtbot.keyClick(section.search, Qt.Key.Key_Escape)
    assert len(section.model.rows) > 300


def test_words_that_nothing_has_leave_an_empty_list_that_says_so(qtbot, frame):
    section = frame.page.licences
    qtbot.keyClicks(section.search, "xyzzy")
    assert section.model.rows == []
    assert section.count.text() == _("No part has these words.")
    assert section.text.toPlainText() == ""
    assert not section.copy.isEnabled()


def test_the_shown_text_is_copied(frame):
    section = frame.page.licences
    section.copy.click()
    assert QGuiApplication.clipboard().text() == section.text.toPlainText()
    assert [text for text, _undo in frame.toasts] == [_("The licence was copied.")]


def test_all_licences_are_saved_as_one_file(qtbot, frame, tmp_path, monkeypatch):
    target = tmp_path / ALL_NAME
    answers = iter([("", ""), (str(target), "")])
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: next(answers))
    frame.page.licences.save.click()
    assert frame.toasts == []
    frame.page.licences.save.click()
    qtbot.waitUntil(lambda: bool(frame.toasts), timeout=20_000)
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in target.read_text(encoding="utf-8")


def test_every_kind_of_part_has_words_of_its_own():
    assert len({kind_words(kind) for kind in PartKind}) == len(PartKind)
