"""Commands on the sample commune, which has a model, its money and months of follow-up."""

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


def test_the_model_s_money_adds_up_to_the_published_sums(commune):
    status = commune.json("model", "status")
    assert status["name"] == "Nuôi bò cái sinh sản"
    assert status["participants"] == 7
    assert status["by_class"] == {"poor": 2, "near-poor": 5}
    assert (status["planned"], status["paid"]) == (440_300_000, 422_580_000)
    assert status["budget"]["Chương trình MTQG giảm nghèo bền vững"] == {"planned": 264_180_000, "paid": 264_180_000}
    assert status["inputs"] == [
        {
            "kind": "bò cái sinh sản",
            "unit": "con",
            "quantity": 14,
            "unit_price": 18_870_000,
            "amount": 264_180_000,
            "households": 7,
            "handed_on": "2024-06-19",
        }
    ]


def test_the_model_is_told_in_words(commune):
    assert commune.run("model", "status") == 0
    for words in ("Nuôi bò cái sinh sản", "440.300.000", "264.180.000", "Hộ cận nghèo: 5", "bò cái sinh sản"):
        assert words in commune.out


def test_the_monthly_report_is_written(commune, tmp_path):
    told = commune.json("report", "--period", "2024-06", "--out", str(tmp_path / "mới" / "báo cáo.pdf"))
    assert told["period"] == "2024-06"
    assert (tmp_path / "mới" / "báo cáo.pdf").read_bytes().startswith(b"%PDF")
    assert commune.error("report", "--period", "2099-01", "--out", str(tmp_path / "x.pdf"))["code"] == "NH-01"
    assert not (tmp_path / "x.pdf").exists()


def test_what_is_wrong_with_typed_text_is_listed_by_field(commune, tmp_path):
    error = commune.error("report", "--period", "2099-01", "--out", str(tmp_path / "x.pdf"))
    assert [(one["field"], one["code"]) for one in error["problems"]] == [("month", "MH-07")]


def test_visit_forms_of_the_whole_commune_are_the_default(commune, tmp_path):
    assert commune.json("visit-forms", "--out", str(tmp_path / "phiếu.pdf"))["forms"] == 120


def test_the_sample_is_whole_and_told_in_words(commune):
    assert commune.run("doctor") == 0
    assert commune.out.startswith("Kho dữ liệu nguyên vẹn.\n")
