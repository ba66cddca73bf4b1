"""A review round from its list to the certificates in the real window."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("window_journey.py")


@pytest.mark.window
def test_a_round_goes_from_its_list_to_the_certificates(tmp_path: Path):
    environment = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    done = subprocess.run(
        [sys.executable, str(SCRIPT), "--work", str(tmp_path / "đợt"), "--shots", str(tmp_path / "shots"), "--round"],
        capture_output=True,
        encoding="utf-8",
        env=environment,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, f"{done.stderr}\npictures: {tmp_path / 'shots'}"
    found = json.loads(done.stdout)
    assert found == {
        "problems": [],
        "decision": "215/QĐ-UBND",
        "states": ["decided"],
        "classes": {"Đỗ Đức Dũng": "poor", "Hồ Thị Lan": "none", "Mấu Văn Phước": "near-poor"},
        "certificates": ["1/GCN-HN.HCN", "2/GCN-HN.HCN"],
    }
