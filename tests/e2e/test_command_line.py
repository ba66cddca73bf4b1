"""The real program as a process of its own, in an empty data folder."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

DATA = Path(__file__).parents[1] / "data"
LIST = DATA / "ra-soat-2025.xlsx"
EXPECTED = json.loads((DATA / "ra-soat-2025.expected.json").read_text(encoding="utf-8"))
PASSWORD = "mật khẩu của xã"


class Program:
    """Starts ``sinhke-desktop`` as a person would, with an environment that knows no display and no language."""

    def __init__(self, folder: Path) -> None:
        kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "HOME", "TMPDIR") if name in os.environ}
        self.environment = kept | {"SINHKE_PASSWORD": PASSWORD, "SINHKE_DATA_DIR": str(folder), "LC_ALL": "C"}

    def run(self, *words: object, text: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "sinhke_desktop", *map(str, words)],
            input=text,
            capture_output=True,
            encoding="utf-8",
            env=self.environment,
            timeout=120,
            check=False,
        )

    def json(self, *words: object) -> Any:
        done = self.run(*words, "--json")
        assert done.returncode == 0, done.stdout + done.stderr
        assert done.stderr == ""
        return json.loads(done.stdout)


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path / "dữ liệu của xã")


def test_a_review_workbook_comes_in_comes_in_again_and_goes_out_without_a_trace(program: Program):
    made = program.json("init", "--commune-code", "22828", "--officer", "Nguyễn Thị Thử")
    assert made["commune"] == "Xã Anh Dũng"
    before = program.json("doctor")

    first = program.json("import-households", LIST)
    assert first["households"] == {"new": 120, "changed": 0, "same": 0, "wrong": 0}
    assert first["members"] == {"new": 464, "changed": 0, "same": 0, "wrong": 0}
    assert [one for one in first["problems"] if one["severity"] == "error"] == EXPECTED["problems"]

    summary = program.json("review-summary", "--year", 2025)
    figures = ("households", "members", "poor", "near_poor", "by_hamlet", "deprived")
    assert {name: summary[name] for name in figures} == {name: EXPECTED[name] for name in figures}
    heads = {one["head"] for one in program.json("households")["households"]}
    assert EXPECTED["first_head"] in heads

    again = program.json("import-households", LIST)
    assert again["households"] == {"new": 0, "changed": 0, "same": 120, "wrong": 0}
    assert again["members"] == {"new": 0, "changed": 0, "same": 464, "wrong": 0}
    assert again["import_id"] is None
    filled = program.json("doctor")
    assert filled["state_hash"] != before["state_hash"]

    program.json("undo-import", first["import_id"])
    after = program.json("doctor")
    assert after["ok"] is True
    assert after["problems"] == []
    assert after["state_hash"] == before["state_hash"]
    assert program.json("households")["total"] == 0
    assert program.run("undo-import", first["import_id"]).returncode == 1


def test_exit_statuses_say_told_and_wrong_usage(program: Program):
    told = program.run("doctor")
    assert (told.returncode, told.stdout) == (1, "")
    assert "(DL-07)" in told.stderr
    usage = program.run("household")
    assert (usage.returncode, usage.stdout) == (2, "")
    assert usage.stderr.startswith("cách dùng: sinhke-desktop household")


def test_without_password_and_without_a_person_nothing_is_opened(program: Program):
    program.json("init", "--commune-code", "22828", "--officer", "Nguyễn Thị Thử")
    del program.environment["SINHKE_PASSWORD"]
    done = program.run("doctor", "--json", text=PASSWORD)
    assert done.returncode == 1
    assert json.loads(done.stdout)["error"]["code"] == "MK-06"


def test_the_demo_does_the_whole_job(program: Program, tmp_path: Path):
    done = program.json("demo", "--out", tmp_path / "thử")
    for name in ("visit_forms", "report", "bundle", "receipt"):
        assert Path(done[name]).is_file(), name
    assert (done["households"], done["members"], done["poor"], done["near_poor"]) == (120, 464, 69, 51)
    assert (done["participants"], done["forms"], done["received_up_to"]) == (7, 120, 1)
    assert done["operations_sent"] == done["operations_received"] > 240
    assert done["same_state"] is True

    status = program.json("model", "status", "--data-dir", done["data_dir"])
    assert (status["planned"], status["participants"]) == (440_300_000, 7)
    assert sorted(one["planned"] for one in status["budget"].values()) == [176_120_000, 264_180_000]
    assert (status["inputs"][0]["quantity"], status["inputs"][0]["amount"]) == (14, 264_180_000)

    communes = program.json("office", "communes", "--data-dir", done["office_dir"])["communes"]
    assert sorted((one["code"], one["received_up_to"]) for one in communes) == [("22828", 2), ("22828", 4)]
    assert all(Path(done["office"][name]).is_file() for name in ("plan", "decided", "returned", "totals", "tables"))
    for folder in ("data_dir", "office_dir"):
        assert program.json("doctor", "--data-dir", done[folder])["ok"] is True

    again = program.run("demo", "--out", tmp_path / "thử", "--json")
    assert again.returncode == 1
    assert json.loads(again.stdout)["error"]["code"] == "DL-08"


def test_a_command_loads_neither_the_window_nor_the_papers(program: Program):
    program.json("init", "--commune-code", "22828", "--officer", "Nguyễn Thị Thử")
    program.environment["PYTHONPROFILEIMPORTTIME"] = "1"
    loaded = program.run("households").stderr
    assert "sinhke_desktop.services.register" in loaded
    for module in ("PySide6", "reportlab", "sinhke_desktop.gui"):
        assert module not in loaded
