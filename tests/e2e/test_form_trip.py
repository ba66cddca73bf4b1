"""A stack of visit forms goes out and one comes back as a scan, in the real window by clicks and keys only."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("window_journey.py")
MOST_CLICKS = 4


@pytest.mark.window
def test_a_printed_stack_stands_in_the_register_and_a_scanned_form_ends_in_the_households_record(tmp_path: Path):
    environment = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    done = subprocess.run(
        [sys.executable, str(SCRIPT), "--work", str(tmp_path / "phiếu"), "--shots", str(tmp_path / "shots"), "--trip"],
        capture_output=True,
        encoding="utf-8",
        env=environment,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, f"{done.stderr}\npictures: {tmp_path / 'shots'}"
    found = json.loads(done.stdout)
    assert found["problems"] == []
    assert found["clicks_out"] <= MOST_CLICKS
    assert found["papers"] == [["Phiếu thăm hộ", "Thôn Tân Tiến: 14 hộ", 1]]
    assert found["in_register"].startswith("Phiếu thăm hộ · Thôn Tân Tiến: 14 hộ")
    assert found["kept_as_saved"] is True
    assert found["out"] == 13
    assert found["asked"] >= 1
    assert (found["lacking"], found["needs"]) == (["cleanWater", "employment"], ["health", "loan"])
    assert (found["note"], found["agreed"]) == ("Mái nhà dột sau mưa", "Làm giấy bảo hiểm y tế")
    assert found["proves_the_visit"] is True
    assert found["in_record"].endswith("Làm giấy bảo hiểm y tế")
    assert found["shown_again"] == {
        "deprived": "cleanWater,employment",
        "need_keys": "health,loan",
        "notes": "Mái nhà dột sau mưa",
    }
