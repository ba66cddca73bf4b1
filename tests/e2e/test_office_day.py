"""A receiving office's first day in the real window, on a screen without a monitor, by clicks and keys only."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("window_journey.py")


@pytest.mark.window
def test_an_offices_day_from_the_empty_folder_to_the_receipts(tmp_path: Path):
    assert shutil.which("Xvfb"), "Xvfb is not installed; packaging/system-packages.sh test installs it"
    environment = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    done = subprocess.run(
        [sys.executable, str(SCRIPT), "--office", "--work", str(tmp_path / "ngày đầu"), "--shots", str(tmp_path / "s")],
        capture_output=True,
        encoding="utf-8",
        env=environment,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, f"{done.stderr}\npictures: {tmp_path / 's'}"
    found = json.loads(done.stdout)
    assert found["problems"] == []
    assert (found["role"], found["officer"]) == ("office", "Trần Thị Nhận")
    assert found["title"] == "Sở Nông nghiệp và Môi trường – SinhKe Desktop"
    assert found["office_name"] == "Sở Nông nghiệp và Môi trường"
    assert len(found["planned"]) >= 3
    assert found["after_undo"] == 0
    assert found["received"] == [[1, "Trần Thị Nhận"]]
    assert found["standing"] == ["22828", 1, False]
    assert (found["same_state"], found["receipted_up_to"]) == (True, 1)
