"""A part of the program's own tests, pytest-qt among them, run by the installed Python in a copy of its folder."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from importlib.metadata import files
from pathlib import Path

from release import LOCKS, TOP
from windows.wine_world import Wine, demand

OF_PYTEST = (
    "pytest",
    "pluggy",
    "pygments",
    "iniconfig",
    "pytest-qt",
    "packaging",
    "hypothesis",
    "sortedcontainers",
    "attrs",
)
"""Pure Python, so those of this machine serve; their versions are the lock's."""
QT_TEST = ("QtTest.pyd", "Qt6Test.dll")
"""What pytest-qt needs and the program does not."""
CHOSEN = (
    "test_limits.py::test_a_child_within_its_bounds_works_on",
    "test_uncached.py",
    "test_locking.py",
    "test_installation.py",
    "domain/test_vietnamese.py",
    "domain/test_passwords.py",
    "storage/test_keyslots.py",
    "storage/test_database.py",
    "storage/test_records.py",
    "bundles/test_container.py",
    "bundles/test_keys.py",
    "workbooks/test_odd_cells.py",
    "workbooks/test_review_workbook.py",
    "services/test_sticks.py",
    "services/test_exchange.py",
    "gui/test_drives.py",
    "gui/test_record_page.py",
    "gui/test_first_start_presenter.py",
)
"""Paths, locks, the encrypted file, bundles, sticks, limited children, some pages; Wine keeps no memory bounds."""
FEWEST = 100
NO_ENVIRONMENT = 'import os\n\nos.environ["QT_QPA_PLATFORM"] = "offscreen"\n'
"""Wine passes no QT_ variables on."""


def run(wine: Wine, version_folder: Path, work: Path) -> None:
    """Copy, add pytest, run :data:`CHOSEN`; every test must pass and none be skipped, :data:`FEWEST` at least."""
    folder = work / "tests" / "versions" / version_folder.name
    shutil.copytree(version_folder, folder)
    for name in OF_PYTEST:
        add_distribution(name, folder / "site")
    add_qt_test(folder / "site" / "PySide6", work / "qt")
    shutil.copytree(TOP / "tests", work / "tests" / "tests", ignore=shutil.ignore_patterns("__pycache__"))
    ini = re.search(r"\[tool\.pytest\.ini_options\].*?\n(?=\n\[)", (TOP / "pyproject.toml").read_text(), re.DOTALL)
    demand(ini is not None, "no settings of pytest in pyproject.toml")
    (work / "tests" / "pyproject.toml").write_text(ini.group() if ini else "", encoding="utf-8")
    (work / "tests" / "start.py").write_text(START, encoding="utf-8")
    chosen = [f"tests/{one}" for one in CHOSEN]
    said = wine.run(
        [folder / "python.exe", "-B", "-X", "utf8", "start.py", *chosen], timeout=1800, cwd=work / "tests", status=None
    )
    (work / "tests.txt").write_text(said, encoding="utf-8")
    passed = re.search(r"(?m)^(\d+) passed[^,]* in ", said)
    demand(passed is not None and int(passed.group(1)) >= FEWEST, f"see {work / 'tests.txt'}\n{said[-2000:]}")


START = (
    NO_ENVIRONMENT
    + """import sys

sys.path.insert(0, ".")
import pytest

sys.exit(pytest.main(["-q", "-p", "no:cacheprovider", "--basetemp", r"C:\\\\thử", *sys.argv[1:]]))
"""
)


def add_distribution(name: str, site: Path) -> None:
    """Copy the files of the distribution *name* of this machine's Python into *site*."""
    listed = files(name) or []
    demand(bool(listed), f"{name} is not installed here")
    for one in listed:
        if one.parts[0] != ".." and "__pycache__" not in one.parts:
            target = site.joinpath(*one.parts)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(Path(str(one.locate())), target)


def add_qt_test(target: Path, work: Path) -> None:
    """Put :data:`QT_TEST` out of the locked wheel beside the other Qt files."""
    lock = (LOCKS / "windows.txt").read_text(encoding="utf-8")
    wanted = re.search(r"(?m)^pyside6-essentials==(?:.*\\\n)+.*\n", lock)
    demand(wanted is not None, "PySide6 is not in the lock")
    work.mkdir()
    (work / "qt.txt").write_text(wanted.group() if wanted else "", encoding="utf-8")
    words = ["download", "--quiet", "--no-deps", "--require-hashes", "--only-binary=:all:", "--platform", "win_amd64"]
    words += ["--python-version", "3.11", "--dest", str(work), "--requirement", str(work / "qt.txt")]
    subprocess.run([sys.executable, "-m", "pip", "--disable-pip-version-check", *words], check=True)
    wheel = next(work.glob("*.whl"))
    for name in QT_TEST:
        (target / name).write_bytes(_member(wheel, f"PySide6/{name}"))


def _member(wheel: Path, name: str) -> bytes:
    from zipfile import ZipFile

    with ZipFile(wheel) as archive:
        return archive.read(name)
