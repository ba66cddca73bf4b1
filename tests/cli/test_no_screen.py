"""Without a screen the program says so in plain words instead of letting Qt abort."""

import os
import subprocess
import sys
from pathlib import Path


def test_a_start_without_a_screen_is_told_plainly_and_leaves_the_folder_alone(tmp_path: Path):
    unset = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    done = subprocess.run(
        [sys.executable, "-m", "sinhke_desktop", "--data-dir", str(tmp_path / "dữ liệu")],
        capture_output=True,
        encoding="utf-8",
        env={name: value for name, value in os.environ.items() if name not in unset},
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("Máy này không có màn hình")
    assert done.stderr.rstrip().endswith("(MO-02)")
    assert done.stdout == ""
    assert not (tmp_path / "dữ liệu").exists()
