"""Commands on the sample commune, which has a model, its money and months of follow-up."""

import shutil
from pathlib import Path

import pytest

from sinhke_desktop.domain.livelihood import ChoiceStatus
from sinhke_desktop.paths import folders
from sinhke_desktop.services import candidates, demo
from sinhke_desktop.services import workspace as workspaces

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
    state = status["budget"]["Chương trình MTQG giảm nghèo bền vững"]
    assert (state["planned"], state["allotted"], state["paid"], state["settled"]) == (264_180_000,) * 4
    assert (state["share"], state["carried"], state["returned"], state["unspent"]) == (6000, 0, 0, 0)
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


def test_every_total_of_the_model_is_told(commune):
    status = commune.json("model", "status")
    assert status.keys() >= {
        "by_class_now", "allotted", "settled", "carried", "returned", "unspent", "herd", "income", "training",
        "deliveries", "losses", "supervision", "revolving", "exits", "targets", "missing_papers", "overdue_stages",
        "warnings", "early_warnings", "things", "commendations", "lessons", "replications", "joined", "left",
    }  # fmt: skip
    herd = status["herd"]
    given = herd["handed"] + herd["born"] + herd["bought"] - herd["lost"] - herd["sold"] - herd["passed_on"]
    assert given == herd["expected"] == herd["alive"]
    assert status["planned"] == sum(one["planned"] for one in status["budget"].values())
    assert sum(status["exits"]["by_result"].values()) == status["exits"]["households"] == 7
    assert {one["measure"] for one in status["targets"]} >= {"effective", "participants-out", "poverty-fall"}
    (fund,) = status["revolving"]
    assert fund["balance"] == fund["repaid"] - fund["passed_on"]


def test_the_ended_model_of_the_sample_is_told_by_its_id(commune):
    store = workspaces.open_with_password(folders(commune.folder), PASSWORD)
    try:
        ended = next(one for one in candidates.all_models(store) if one.status is ChoiceStatus.ENDED)
    finally:
        workspaces.close(store)
    status = commune.json("model", "status", "--model", ended.id)
    assert (status["status"], status["stage"], status["missing_papers"]) == ("ended", "replicated", [])
    assert (status["exits"]["out"], status["exits"]["households"]) == (5, 6)
    states = {one["measure"]: one["state"] for one in status["targets"]}
    assert (states["effective"], states["participants-out"]) == ("reached", "not-reached")
    assert status["settled"] == status["paid"] == status["planned"] == 126_000_000
    assert status["revolving"][0]["outstanding"] == 0


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


def test_a_report_of_any_period_is_written_with_its_workbook_number_and_day(commune, tmp_path):
    out, excel = tmp_path / "quý.pdf", tmp_path / "quý.xlsx"
    told = commune.json("report", "--period", "quý 3/2024", "--out", str(out), "--excel", str(excel), "--number", "7",
                        "--day", "05/10/2024", "--addressee", "Sở Nông nghiệp và Môi trường")  # fmt: skip
    assert (told["period"], told["first"], told["last"]) == ("2024-Q3", "2024-07-01", "2024-09-30")
    assert excel.exists()
    assert {one["number"] for one in told["figures"]} >= {1, 16}
    assert commune.run("report", "--period", "interim", "--until", "01/03/2025", "--out", str(out)) == 0
    assert str(out) in commune.out
    assert commune.error("report", "--period", "2025", "--out", str(out), "--day", "mai")["code"] == "NH-01"


def test_what_is_wrong_with_typed_text_is_listed_by_field(commune, tmp_path):
    error = commune.error("report", "--period", "2099-01", "--out", str(tmp_path / "x.pdf"))
    assert [(one["field"], one["code"]) for one in error["problems"]] == [("month", "MH-07")]


def test_visit_forms_of_the_whole_commune_are_the_default(commune, tmp_path):
    assert commune.json("visit-forms", "--out", str(tmp_path / "phiếu.pdf"))["forms"] == 120


def test_the_sample_is_whole_and_told_in_words(commune):
    assert commune.run("doctor") == 0
    assert commune.out.startswith("Kho dữ liệu nguyên vẹn.\n")
