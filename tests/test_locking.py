"""One program at a time on a data folder."""

import subprocess
import sys
from pathlib import Path

import pytest

from sinhke_desktop.locking import DataInUse, FolderLock

TAKE = """
import sys
from pathlib import Path
from sinhke_desktop.locking import FolderLock
FolderLock(Path(sys.argv[1])).take()
"""


def other_program(folder: Path) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-X", "utf8", "-c", TAKE, str(folder)]
    return subprocess.run(words, capture_output=True, encoding="utf-8", check=False)


def test_another_program_is_refused_while_the_folder_is_held(tmp_path: Path) -> None:
    with FolderLock(tmp_path):
        refused = other_program(tmp_path)
    assert refused.returncode != 0
    assert "DataInUse" in refused.stderr


def test_a_folder_given_back_is_free(tmp_path: Path) -> None:
    with FolderLock(tmp_path):
        pass
    assert other_program(tmp_path).returncode == 0


def test_a_program_that_died_leaves_no_lock(tmp_path: Path) -> None:
    assert other_program(tmp_path).returncode == 0
    FolderLock(tmp_path).take().release()


def test_within_one_program_the_last_holder_frees_it(tmp_path: Path) -> None:
    first, second = FolderLock(tmp_path).take(), FolderLock(tmp_path).take()
    first.release()
    first.release()
    assert other_program(tmp_path).returncode != 0
    second.release()
    assert other_program(tmp_path).returncode == 0


def test_the_refusal_has_its_code() -> None:
    with pytest.raises(DataInUse) as refused:
        raise DataInUse
    assert refused.value.code == "MO-01"
