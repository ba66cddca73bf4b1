"""What waits until the window is painted, and what the first window does without."""

import os
import subprocess
import sys

import pytest
from PySide6.QtWidgets import QWidget

from sinhke_desktop.gui import first_paint
from sinhke_desktop.gui.first_paint import after_first_paint
from sinhke_desktop.gui.program import STORE_FILES

HEAVY = (
    "PySide6.QtNetwork", "PySide6.QtPrintSupport", "sqlalchemy", "alembic", "sqlcipher3", "pydantic", "reportlab",
    "cv2", "numpy", "PIL", "openpyxl", "xlsxwriter", "python_calamine", "cryptography", "pyrage", "psycopg",
    "importlib.metadata", "subprocess", "concurrent.futures",
    "sinhke_desktop.cli", "sinhke_desktop.storage", "sinhke_desktop.documents", "sinhke_desktop.workbooks",
    "sinhke_desktop.bundles", "sinhke_desktop.scans", "sinhke_desktop.services.workspace",
    "sinhke_desktop.services.units", "sinhke_desktop.gui.shell", "sinhke_desktop.gui.warm_up",
    "sinhke_desktop.gui.error_dialogs", "sinhke_desktop.crashes",
)  # fmt: skip
MOST_OF_OURS = 60
QT_NAMES = "all of Qt's names"
"""What :mod:`sinhke_desktop.gui.qt_names` is about."""
WATCHED = f"""
import os, sys
from sinhke_desktop.gui import theme
app = theme.application("sinhke-desktop")
from sinhke_desktop.gui import main as window

def told():
    names = sorted(sys.modules)
    if "Qt" in vars(sys.modules["PySide6.QtCore"]):
        names.append({QT_NAMES!r})
    print(*names, sep=chr(10))
    sys.stdout.flush()
    os._exit(0)

window._listen = lambda *_: told()  # of what waits for the first paint the first
from sinhke_desktop.__main__ import main
main([])
"""


def imported_at_the_first_paint(folder) -> set[str]:
    surroundings = os.environ | {"SINHKE_DATA_DIR": str(folder), "QT_QPA_PLATFORM": "offscreen"}
    told = subprocess.run(
        [sys.executable, "-c", WATCHED], env=surroundings, capture_output=True, text=True, timeout=120, check=True
    )
    return set(told.stdout.splitlines())


@pytest.mark.parametrize("store", [False, True], ids=["first start", "password"])
def test_the_first_window_is_painted_before_anything_heavy_is_imported(tmp_path, store) -> None:
    if store:
        (tmp_path / STORE_FILES[0]).write_bytes(b"")
    found = imported_at_the_first_paint(tmp_path)
    page = "sinhke_desktop.gui.unlock.page" if store else "sinhke_desktop.gui.first_start.page"
    assert page in found
    assert QT_NAMES not in found
    assert {one for one in found if one in HEAVY or one.startswith(tuple(f"{name}." for name in HEAVY))} == set()
    assert len([one for one in found if one.startswith("sinhke_desktop")]) < MOST_OF_OURS


@pytest.fixture
def window(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    return made


def test_what_waits_begins_once_when_the_window_has_been_painted(qtbot, window) -> None:
    done = []
    after_first_paint(window, lambda: done.append(window.isVisible()))
    qtbot.wait(20)
    assert done == []
    window.show()
    qtbot.waitUntil(lambda: bool(done))
    window.repaint()
    qtbot.wait(20)
    assert done == [True]


def test_what_waits_begins_also_for_a_window_that_is_never_painted(qtbot, window, monkeypatch) -> None:
    monkeypatch.setattr(first_paint, "UNSEEN_MS", 10)
    done = []
    after_first_paint(window, lambda: done.append(1))
    qtbot.waitUntil(lambda: done == [1])
    window.show()
    qtbot.wait(20)
    assert done == [1]


def test_what_waits_is_forgotten_with_its_window(qtbot, monkeypatch) -> None:
    monkeypatch.setattr(first_paint, "UNSEEN_MS", 10)
    done = []
    window = QWidget()
    after_first_paint(window, lambda: done.append(1))
    window.deleteLater()
    qtbot.wait(40)
    assert done == []
