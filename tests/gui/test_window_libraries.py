"""The libraries of the window are loaded beside Python's own beginning, and what lacks is told."""

import shutil
import subprocess
import sys
from pathlib import Path

import PySide6
import pytest

from sinhke_desktop.gui import window_libraries
from sinhke_desktop.gui.window_libraries import WindowLibraries

INSIDE = Path(PySide6.__file__).parent
ALONE = """
import sys
from sinhke_desktop.gui.window_libraries import WindowLibraries
libraries = WindowLibraries()
assert "PySide6" not in sys.modules
missing = libraries.missing()
mapped = open("/proc/self/maps").read()
print(repr(missing), "libqxcb.so" in mapped, "libQt6Widgets.so.6" in mapped, "libfontconfig" in mapped)
from PySide6.QtCore import QCoreApplication, QThread, qInstallMessageHandler
qInstallMessageHandler(lambda *told: print(told))
app = QCoreApplication([])
print(app.thread() is QThread.currentThread() or app.thread() == QThread.currentThread())
"""


@pytest.fixture
def x11(monkeypatch):
    """A display for X11; nothing connects to it."""
    monkeypatch.setenv("DISPLAY", ":1")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    return monkeypatch


def alone(script: str) -> list[str]:
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
    return told.stdout.splitlines()


@pytest.mark.skipif(sys.platform != "linux", reason="libraries of X11")
def test_they_are_loaded_by_a_thread_and_qt_still_takes_the_first_one_for_its_main_thread(x11) -> None:
    assert alone(ALONE) == ["'' True True True", "True"]


@pytest.mark.parametrize(
    "surroundings",
    [{"DISPLAY": ""}, {"WAYLAND_DISPLAY": "wayland-0"}, {"QT_QPA_PLATFORM": "offscreen"}],
    ids=["no display", "wayland", "offscreen"],
)
def test_nothing_is_loaded_where_the_window_is_not_one_for_x11(x11, surroundings) -> None:
    for name, value in surroundings.items():
        x11.setenv(name, value)
    x11.setattr(window_libraries.threading, "Thread", None)
    assert WindowLibraries().missing() == ""


@pytest.mark.skipif(sys.platform != "linux", reason="libraries of X11")
def test_what_lacks_is_named(x11, tmp_path) -> None:
    places = tmp_path / "Qt"
    (places / "lib").mkdir(parents=True)
    plugin = tmp_path / window_libraries.PLUGIN
    plugin.parent.mkdir(parents=True)
    shutil.copyfile(INSIDE / window_libraries.PLUGIN, plugin)
    x11.setattr(window_libraries, "_plugin", lambda: plugin)
    told = WindowLibraries().missing()
    assert "libQt6Core.so.6" in told
    assert "cannot open shared object file" in told
