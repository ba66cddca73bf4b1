"""What is done by the window's loop a little later."""

import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QObject

from sinhke_desktop.gui.later import later

BESIDE_A_BUSY_THREAD = """
import threading
from PySide6.QtCore import QCoreApplication, QObject, QTimer
from sinhke_desktop.gui.later import later

def work():
    while True:
        [object() for _ in range(1000)]

app = QCoreApplication([])
threading.Thread(target=work, daemon=True).start()
left = list(range(50))

def more():
    for _ in range(20):
        owner = QObject(app)
        later(owner, print, 60_000)
        later(owner, owner.deleteLater)
    if left:
        left.pop()
    else:
        app.quit()

timer = QTimer()
timer.timeout.connect(more)
timer.start(0)
app.exec()
"""


def test_it_is_done_from_the_loop_once_and_leaves_nothing_behind(qtbot) -> None:
    owner, done = QObject(), []
    later(owner, lambda: done.append(1))
    assert done == []
    qtbot.waitUntil(lambda: done == [1] and not owner.children())


def test_it_is_not_done_for_who_is_gone(qtbot) -> None:
    owner, done = QObject(), []
    later(owner, lambda: done.append("for nobody"))
    owner.deleteLater()
    last = QObject()
    later(last, lambda: done.append("last"), 20)
    qtbot.waitUntil(lambda: "last" in done)
    assert done == ["last"]


def test_owners_that_go_first_are_no_matter_beside_a_busy_thread() -> None:
    subprocess.run([sys.executable, "-c", BESIDE_A_BUSY_THREAD], check=True, timeout=60)


def test_qt_is_never_asked_to_do_it_with_a_receiver() -> None:
    source = Path(__file__).parents[2] / "src" / "sinhke_desktop"
    assert [
        path.name for path in source.rglob("*.py") if "QTimer.singleShot(" in path.read_text(encoding="utf-8")
    ] == []
