"""Two machines of a commune work at once: the difference is shown, decided by keys in the real window, travels back."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("window_journey.py")


@pytest.mark.window
@pytest.mark.slow
def test_what_two_machines_wrote_differently_is_decided_once_and_holds_on_both(tmp_path: Path):
    assert shutil.which("Xvfb"), "Xvfb is not installed; packaging/system-packages.sh test installs it"
    environment = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    done = subprocess.run(
        [sys.executable, str(SCRIPT), "--two", "--work", str(tmp_path / "hai máy"), "--shots", str(tmp_path / "s")],
        capture_output=True,
        encoding="utf-8",
        env=environment,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, f"{done.stderr}\npictures: {tmp_path / 's'}"
    found = json.loads(done.stdout)
    assert found["problems"] == []
    assert found["main_machine"].startswith("Máy chính của")
    assert found["taken_in"] is True
    assert found["sides"] == ["0901000001", "0902000002"]
    assert found["ready_before"] is False
    assert found["phones"] == ["0902000002", "0902000002"]
    assert found["open"] == [0, 0]
    assert found["decided_by"] == ["Nguyễn Thị Thử"]
    assert found["same_state"] is True
