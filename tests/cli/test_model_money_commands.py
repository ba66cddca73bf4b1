"""A model's money, animals and papers from the command line, on the sample commune."""

import shutil
from pathlib import Path

import pytest

from sinhke_desktop.paths import folders
from sinhke_desktop.services import demo

PASSWORD = "mật khẩu dòng lệnh"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample commune's data folder, made once."""
    folder = tmp_path_factory.mktemp("mẫu") / "xã"
    demo.build_sample(folders(folder), PASSWORD)
    return folder


@pytest.fixture
def commune(terminal, sample: Path):
    shutil.copytree(sample, terminal.folder)
    return terminal


def test_money_is_told_by_source_and_year_and_adds_up(commune):
    found = commune.json("model", "money")
    assert next((one["code"], one["planned"], one["share"]) for one in found["sources"]) == ("GNBV", 264_180_000, 6000)
    assert sum(one["share"] for one in found["sources"]) == 10_000
    assert found["total"]["planned"] == sum(one["planned"] for one in found["sources"]) == 440_300_000
    for row in found["years"]:
        came, went = row["carried_in"] + row["allotted"], row["settled"] + row["carried_over"] + row["returned"]
        assert came - went == row["left"]
    assert sum(one["handed"] for one in found["households"]) == 264_180_000
    assert commune.run("model", "money") == 0
    assert "264.180.000" in commune.out


def test_things_are_told_with_their_state_and_balance(commune):
    found = commune.json("model", "things")
    total = found["total"]
    came = sum(total[name] for name in ("handed", "born", "bought", "replacement", "received"))
    assert total["alive"] == came - sum(total[name] for name in ("dead", "sold", "passed_on", "replaced"))
    assert len(found["things"]) >= 14
    assert commune.run("model", "things") == 0
    assert "HS-01" in commune.out


def test_a_paper_of_the_model_is_written(commune, tmp_path):
    out = tmp_path / "bien ban.pdf"
    answer = commune.json("model", "paper", "handover_minutes", "--of", "2024-06-19|", "--out", str(out))
    assert answer["kind"] == "handover_minutes"
    assert out.read_bytes().startswith(b"%PDF")
    listed = {one["kind"]: one["of"] for one in commune.json("model", "papers")["papers"]}
    assert "2024-06-19|each" in listed["handover_minutes"]
    assert commune.run("model", "papers") == 0
    assert "Danh sách chi trả" in commune.out
