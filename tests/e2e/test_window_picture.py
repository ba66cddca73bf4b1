"""The window starts as a process of its own and can be looked at."""

import os
import subprocess
import sys
from pathlib import Path

from PIL import Image


def picture_of(folder: Path, path: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "sinhke_desktop", "--data-dir", str(folder), "--screenshot", str(path)],
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        timeout=60,
        check=False,
    )


def test_the_first_page_is_painted_saved_and_the_program_leaves(tmp_path: Path):
    done = picture_of(tmp_path / "dữ liệu", tmp_path / "cửa sổ.png")
    assert done.returncode == 0, done.stderr
    with Image.open(tmp_path / "cửa sổ.png") as picture:
        colours = picture.convert("RGB").getcolors(maxcolors=picture.width * picture.height)
        assert picture.width >= 480
    assert colours is not None
    assert len(colours) > 50


def test_a_picture_that_cannot_be_saved_is_told_by_the_exit_status(tmp_path: Path):
    assert picture_of(tmp_path / "dữ liệu", tmp_path / "không có" / "cửa sổ.png").returncode == 1
