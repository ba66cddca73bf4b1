"""What is imported while the person types the password, and in which thread."""

import json
import os
import subprocess
import sys

RECORDED = """
import json, sys, threading
from importlib.abc import MetaPathFinder

seen = {}

class Recorder(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.startswith("sinhke_desktop."):
            seen[name] = threading.current_thread() is threading.main_thread()

sys.meta_path.insert(0, Recorder())
from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QApplication
from sinhke_desktop.gui import warm_up
from sinhke_desktop.gui.tasks import Runner

class Ready:
    def info(self, word):
        app.exit(0)

app = QApplication([])
together, real = [], warm_up.import_module

def counted(name):
    had = set(sys.modules)
    module = real(name)
    if threading.current_thread() is threading.main_thread():
        together.append([one for one in set(sys.modules) - had if one.startswith("sinhke_desktop.gui.")])
    return module

warm_up.import_module = counted
warm_up.log, warm_up.PAUSE_MS = Ready(), 0
before = set(seen)
runner = Runner(app)
warm_up.warm_up(runner.run, app)
app.exec()
runner.close()
print(json.dumps([{name: where for name, where in seen.items() if name not in before}, together]))
"""


def test_what_makes_classes_of_qt_is_imported_by_the_windows_loop_and_services_by_the_worker() -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    words = [sys.executable, "-c", RECORDED]
    done = subprocess.run(words, capture_output=True, encoding="utf-8", env=environment, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    in_the_loop, together = json.loads(done.stdout)
    assert in_the_loop["sinhke_desktop.gui.households.page"]
    assert in_the_loop["sinhke_desktop.gui.shell"]
    assert not in_the_loop["sinhke_desktop.services.register"]
    assert [name for name, where in in_the_loop.items() if name.startswith("sinhke_desktop.gui.") and not where] == []
    assert len(together) > 200
    assert max(len(names) for names in together) <= 5, "a page came with all that it asks for"
