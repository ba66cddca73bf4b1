"""The log holds places only; Qt's own words come from the catalogue."""

import logging
from pathlib import Path

import pytest

from sinhke_desktop.gui import logs
from sinhke_desktop.gui.language import CatalogueTranslator


@pytest.fixture
def folder(tmp_path: Path):
    root = logging.getLogger("sinhke_desktop")
    before = list(root.handlers)
    yield tmp_path / "log"
    for added in [one for one in root.handlers if one not in before]:
        root.removeHandler(added)
        added.close()
    logs.stop()


def test_an_error_is_logged_by_its_places_without_its_words(folder: Path) -> None:
    logs.start(folder)
    try:
        raise ValueError("Nguyễn Thị Thử, 058123456789")
    except ValueError as error:
        logging.getLogger("sinhke_desktop.gui").error("bug", exc_info=error)
    text = (folder / logs.LOG_FILE).read_text(encoding="utf-8")
    assert "ValueError" in text
    assert "test_logs_and_language.py" in text
    assert "Nguyễn" not in text


def test_a_large_log_is_put_aside(folder: Path) -> None:
    folder.mkdir()
    (folder / logs.LOG_FILE).write_bytes(b"x" * (logs.LARGEST + 1))
    logs.start(folder)
    assert (folder / f"{logs.LOG_FILE}.1").stat().st_size == logs.LARGEST + 1
    assert (folder / logs.LOG_FILE).stat().st_size == 0


def test_a_folder_that_refuses_means_no_log_and_no_error(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    before = len(logging.getLogger("sinhke_desktop").handlers)
    logs.start(blocked / "log")
    assert len(logging.getLogger("sinhke_desktop").handlers) == before


def test_qts_words_are_vietnamese_and_unknown_ones_stay() -> None:
    translator = CatalogueTranslator()
    assert translator.translate("QPlatformTheme", "Cancel") == "Hủy"
    assert translator.translate("QPlatformTheme", "&Yes") == "Có"
    assert translator.translate("QWhatever", "Flux capacitor") == "Flux capacitor"
    assert translator.translate("QWhatever", "") == ""
