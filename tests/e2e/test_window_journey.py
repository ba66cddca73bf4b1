"""An officer's first day in the real window, on a screen without a monitor, by clicks and keys only."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("window_journey.py")


@pytest.mark.window
def test_the_first_day_from_the_empty_folder_to_the_receipt(tmp_path: Path):
    assert shutil.which("Xvfb"), "Xvfb is not installed; packaging/system-packages.sh test installs it"
    environment = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    done = subprocess.run(
        [sys.executable, str(SCRIPT), "--work", str(tmp_path / "ngày đầu"), "--shots", str(tmp_path / "shots")],
        capture_output=True,
        encoding="utf-8",
        env=environment,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, f"{done.stderr}\npictures: {tmp_path / 'shots'}"
    found = json.loads(done.stdout)
    assert found["problems"] == []
    assert found["same_state"] is True
    assert found["received_up_to"] == 1
    assert (found["households"], found["changed_phone"]) == (120, ["0912345678"])
    assert found["totals"] == {"Tân Hòa": 318, "Đá Bàn": 241, "Gòn 1": 187, "Tân Lập": 305, "Tân Tiến": 262}
    assert (found["model"], found["not_chosen"], found["votes_for"]) == ("Nuôi bò cái sinh sản", ["Nuôi dê"], [31])
    assert (found["participants"], found["followed_up"], found["income"]) == (2, 2, 3_000_000)
    assert (found["forms"], found["form_pages"]) == (23, 30)
    assert found["report_pages"] >= 2
    assert found["papers"] == ["progress_report", "visit_forms"]
    assert found["officers"] == ["Nguyễn Thị Thử"]
