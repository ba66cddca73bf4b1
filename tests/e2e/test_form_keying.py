"""Visit forms keyed from paper in the real window by keys alone: all as written, and fast."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("window_journey.py")
LIMIT_SECONDS = 40


@pytest.mark.window
def test_forms_that_came_back_are_keyed_one_after_the_other_in_under_40_seconds_on_average(tmp_path: Path):
    environment = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    words = ["--work", str(tmp_path / "nhập"), "--shots", str(tmp_path / "shots"), "--forms", "12"]
    done = subprocess.run(
        [sys.executable, str(SCRIPT), *words],
        capture_output=True, encoding="utf-8", env=environment, timeout=180, check=False,
    )  # fmt: skip
    assert done.returncode == 0, f"{done.stderr}\npictures: {tmp_path / 'shots'}"
    found = json.loads(done.stdout)
    assert (found["forms"], found["out"], found["as_typed"]) == (12, 0, True)
    assert len(found["months"]) == found["in_model"] == 7
    assert found["seconds_mean"] < LIMIT_SECONDS
    assert found["within_40"] >= 11
