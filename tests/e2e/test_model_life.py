"""Published models typed into the real window; one of them from the proposal to its end."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("window_journey.py")


def carried(tmp_path: Path, case: str) -> dict[str, object]:
    environment = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    done = subprocess.run(
        [
            sys.executable,
            str(SCRIPT),
            "--work",
            str(tmp_path / "xã"),
            "--shots",
            str(tmp_path / "shots"),
            "--model",
            case,
        ],
        capture_output=True,
        encoding="utf-8",
        env=environment,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, f"{done.stderr}\npictures: {tmp_path / 'shots'}"
    return json.loads(done.stdout)


@pytest.mark.window
def test_a_model_goes_from_its_choice_to_the_final_review_without_leaving_the_window(tmp_path: Path):
    assert carried(tmp_path, "hoa-son") == {
        "problems": [], "status": "ended", "stage": "ended", "by_class": {"near-poor": 5, "poor": 2},
        "planned": 440_300_000, "paid": 440_300_000, "settled": 440_300_000, "shares": [6000, 4000], "handed": 14,
        "worth": 264_180_000, "alive": 14, "out": 7, "due": [], "lessons": 1,
    }  # fmt: skip


@pytest.mark.window
@pytest.mark.parametrize(
    ("case", "classes", "planned", "handed", "worth"),
    [
        ("long-hoa", {"near-poor": 9, "newly-escaped": 2, "poor": 1}, 713_000_000, 120, 290_000_000),
        ("mau-lam", {"poor": 36}, 360_000_000, 36, 360_000_000),
    ],
)
def test_a_published_model_is_typed_in(tmp_path: Path, case, classes, planned, handed, worth):
    found = carried(tmp_path, case)
    assert found["problems"] == []
    assert found["by_class"] == classes
    assert (found["planned"], found["handed"], found["worth"]) == (planned, handed, worth)
    assert sum(found["shares"]) == 10_000
