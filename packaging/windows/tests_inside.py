"""A part of the program's own tests, pytest-qt among them, run by the installed Python in a copy of its folder."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from zipfile import ZipFile

from release import LOCKS, TOP
from windows.wine_world import LONG, Wine, demand

OF_PYTEST = (
    "pytest",
    "pluggy",
    "pygments",
    "iniconfig",
    "pytest-qt",
    "pytest-timeout",
    "packaging",
    "hypothesis",
    "sortedcontainers",
    "typing-extensions",
    "openpyxl",
    "et-xmlfile",
)
"""What the tests need and the program does not, as dev.txt has it, for Windows."""
QT_TEST = ("PySide6/QtTest.pyd", "PySide6/Qt6Test.dll")
RANDOM = "numpy/random/"
"""What pytest-qt and Hypothesis need of Qt and NumPy, and the program does not."""
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
    "scans/test_codes.py",
    "scans/test_single_boxes.py",
    "services/test_sticks.py",
    "services/test_exchange.py",
    "gui/test_drives.py",
    "gui/test_theme_pictures.py",
    "gui/test_record_page.py",
    "gui/test_first_start_presenter.py",
)
"""Paths, locks, the encrypted file, bundles, read forms, sticks, limited children, pictures of the style, some pages.

Wine keeps no bounds of memory and time, so of the limited children only the one within them is tried.
"""
ELSEWHERE = (
    "test_installation.py::test_this_checkout_is_no_package",
    "test_installation.py::test_an_unreadable_word_of_the_installation_counts_as_none",
    "services/test_sticks.py::test_a_name_taken_by_something_else_is_never_replaced",
    "services/test_sticks.py::test_each_failing_call_is_told_and_leaves_no_final_name[open-1-",
    "services/test_sticks.py::test_each_failing_call_is_told_and_leaves_no_final_name[read-2-",
    "services/test_sticks.py::test_links_folders_pipes_and_giants_are_not_read",
    "gui/test_drives.py::test_a_stick_is_known_by_the_number_of_its_file_system_where_the_system_tells_it",
    "storage/test_database.py::test_a_write_protected_file_is_told",
)
"""They hold where the program lies in its repository; on POSIX: links, pipes, /dev, rights; where a file is read back
by ``os.open`` and ``os.read``, which Windows does by calls of its own (:mod:`sinhke_desktop.uncached`)."""
NO_SERVER = "not server"
"""The server of the tests is a program of this machine, which a Python under Wine cannot start."""
FEWEST = 400
PASSED = re.compile(r"(?m)^(\d+) passed(?:, \d+ (?:deselected|warnings?))* in ")
"""The last line of pytest, if nothing failed and nothing was skipped."""
NO_ENVIRONMENT = 'import os\n\nos.environ["QT_QPA_PLATFORM"] = "offscreen"\n'
"""Wine passes no QT_ variables on."""


def run(wine: Wine, version_folder: Path, work: Path) -> None:
    """Copy, add pytest, run :data:`CHOSEN`; every test must pass and none be skipped, :data:`FEWEST` at least."""
    folder = work / "tests" / "versions" / version_folder.name
    shutil.copytree(version_folder, folder)
    for wheel in wheels("dev.txt", OF_PYTEST, work / "pytest"):
        with ZipFile(wheel) as archive:
            archive.extractall(folder / "site")
    numpy, qt = wheels("windows.txt", ("numpy", "pyside6-essentials"), work / "cut")
    with ZipFile(qt) as archive:
        archive.extractall(folder / "site", QT_TEST)
    with ZipFile(numpy) as archive:
        archive.extractall(folder / "site", [name for name in archive.namelist() if name.startswith(RANDOM)])
    (folder / "site" / "PySide6" / "lib" / "fonts").mkdir(parents=True)  # Qt warns of its lack without a screen
    shutil.copytree(TOP / "tests", work / "tests" / "tests", ignore=shutil.ignore_patterns("__pycache__"))
    ini = re.search(r"\[tool\.pytest\.ini_options\].*?\n(?=\n\[)", (TOP / "pyproject.toml").read_text(), re.DOTALL)
    demand(ini is not None, "no settings of pytest in pyproject.toml")
    (work / "tests" / "pyproject.toml").write_text(ini.group() if ini else "", encoding="utf-8")
    (work / "tests" / "start.py").write_text(START, encoding="utf-8")
    chosen = [f"tests/{one}" for one in CHOSEN] + ["-k", NO_SERVER] + [f"--deselect=tests/{one}" for one in ELSEWHERE]
    said = wine.run(
        [folder / "python.exe", "-B", "-X", "utf8", "start.py", *chosen],
        timeout=2 * LONG,
        cwd=work / "tests",
        status=None,
    )
    (work / "tests.txt").write_text(said, encoding="utf-8")
    passed = PASSED.search(said)
    demand(passed is not None and int(passed.group(1)) >= FEWEST, f"see {work / 'tests.txt'}\n{said[-2000:]}")


START = (
    NO_ENVIRONMENT
    + """import sys

sys.path.insert(0, ".")
import pytest

sys.exit(pytest.main(["-q", "-p", "no:cacheprovider", "--basetemp", r"C:\\\\thử", *sys.argv[1:]]))
"""
)


def wheels(lock: str, names: Sequence[str], work: Path) -> list[Path]:
    """The wheels for Windows of *names*, as the file *lock* pins them, in the new folder *work*."""
    text = (LOCKS / lock).read_text(encoding="utf-8")
    work.mkdir()
    pinned = [re.search(rf"(?m)^{name}==(?:.*\\\n)+.*\n", text) for name in names]
    demand(all(pinned), f"{lock} lacks one of {', '.join(names)}")
    (work / "lock.txt").write_text("".join(one.group() for one in pinned if one), encoding="utf-8")
    words = ["download", "--quiet", "--no-deps", "--require-hashes", "--only-binary=:all:", "--platform", "win_amd64"]
    words += ["--python-version", "3.11", "--dest", str(work), "--requirement", str(work / "lock.txt")]
    subprocess.run([sys.executable, "-m", "pip", "--disable-pip-version-check", *words], check=True)
    return sorted(work.glob("*.whl"))
