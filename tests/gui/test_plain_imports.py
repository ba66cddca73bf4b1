"""Python's own import after Qt was loaded."""

import builtins
import subprocess
import sys

from sinhke_desktop.gui import plain_imports

WATCHED = """
import inspect
from sinhke_desktop.gui import plain_imports
plain_imports.put_back()
read = []
inspect.getsource = lambda module: read.append(module.__name__) or ""
import colorsys
from sinhke_desktop.gui import theme
print(read)
"""


def test_modules_are_not_read_once_more_by_pyside_after_they_were_imported() -> None:
    told = subprocess.run([sys.executable, "-c", WATCHED], capture_output=True, text=True, timeout=120, check=True)
    assert told.stdout.strip() == "[]"


def test_an_import_that_pyside_left_alone_is_left_alone(monkeypatch) -> None:
    own = builtins.__import__
    monkeypatch.delattr(builtins, "__orig_import__", raising=False)
    plain_imports.put_back()
    assert builtins.__import__ is own
