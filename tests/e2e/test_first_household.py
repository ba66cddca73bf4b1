"""From the start to the first household in the real window, counted."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("first_household.py")


@pytest.mark.slow
@pytest.mark.window
@pytest.mark.parametrize(("by", "households", "most_keys"), [("household", 1, 30), ("import", 120, 25)])
def test_the_first_household_takes_few_keys_and_no_more_than_a_few_clicks(by, households, most_keys):
    environment = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    done = subprocess.run(
        [sys.executable, str(SCRIPT), "--by", by],
        capture_output=True, encoding="utf-8", env=environment, timeout=180, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["households"] == households
    assert found["keys"] <= most_keys
    assert found["clicks"] <= 5
