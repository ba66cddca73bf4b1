"""Households keyed by the keyboard alone in the real window: nothing is lost, and it takes fewer keys than a sheet."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("window_journey.py")


@pytest.mark.window
def test_households_are_keyed_one_after_the_other_by_keys_alone(tmp_path: Path):
    environment = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    words = ["--work", str(tmp_path / "nhập"), "--shots", str(tmp_path / "shots"), "--keying", "4"]
    done = subprocess.run(
        [sys.executable, str(SCRIPT), *words],
        capture_output=True, encoding="utf-8", env=environment, timeout=180, check=False,
    )  # fmt: skip
    assert done.returncode == 0, f"{done.stderr}\npictures: {tmp_path / 'shots'}"
    found = json.loads(done.stdout)
    assert (found["lost"], found["never_typed"]) == ([], [])
    assert (found["households"], found["hamlets"], found["left_running"]) == (4, 1, [])
    assert found["keys"] < found["in_a_sheet_completing"] < found["in_a_sheet"]
