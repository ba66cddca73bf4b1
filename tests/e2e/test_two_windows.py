"""A commune and its receiving office, two programs side by side: paired, sent, pulled, received, differed, agreed."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("two_windows.py")


@pytest.mark.window
@pytest.mark.slow
def test_a_commune_and_its_office_hold_the_same_after_a_pulled_stick_a_difference_and_a_return(tmp_path: Path):
    assert shutil.which("Xvfb"), "Xvfb is not installed; packaging/system-packages.sh test installs it"
    environment = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    done = subprocess.run(
        [sys.executable, str(SCRIPT), "--work", str(tmp_path / "hai bên")],
        capture_output=True,
        encoding="utf-8",
        env=environment,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    commune, office = found["seen"]["commune"], found["seen"]["office"]
    assert "GB-23" in commune["pulled"]
    assert commune["after_pull"] == []
    assert office["after_undo"] == 0
    assert [row[1] for row in office["tables"]] == ["Xã Anh Dũng", "Tổng cộng"]
    assert [commune[f"receipt_{number}"] for number in (1, 2, 3)] == [
        f"Đơn vị tiếp nhận đã nhận đủ đến gói số {number}." for number in (1, 2, 3)
    ]
    assert found["same_state"] is True
    assert found["problems"] == []
    assert found["open"] == [0, 0]
    assert found["decided_by"] == [["Trần Thị Nhận"], ["Trần Thị Nhận"]]
    assert found["phones"] == found["phones_there"] == ["0902000002"]
    assert found["received_up_to"] == [3, 3]
    assert found["received"] == [1, 2, 3]
    assert found["waiting_receipt"] is False
    assert found["returned"] == [[["Chưa có số căn cước của chủ hộ", "Đã sửa", "closed"]]] * 2
