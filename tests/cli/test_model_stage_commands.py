"""``model status`` names the stages, what is overdue and what is missing."""

import pytest

from sinhke_desktop.domain.livelihood import STAGES, ModelInput, Stage
from sinhke_desktop.paths import folders
from sinhke_desktop.services import candidates, livelihood, stages
from sinhke_desktop.services import workspace as workspaces

PASSWORD = "mật khẩu dòng lệnh"


@pytest.fixture
def model(commune):
    workspace = workspaces.open_with_password(folders(commune.folder), PASSWORD)
    made = candidates.add(workspace, ModelInput("Nuôi bò", thing="bò cái", proposed_on="15/05/2023"))
    candidates.choose(workspace, made.id, "Hợp đất", "35/QĐ-UBND", "01/06/2023")
    livelihood.advance(workspace, made.id, Stage.HANDED_OVER, "19/06/2024")
    stages.set_dues(workspace, made.id, {Stage.ACCEPTED: "01/07/2025"})
    workspaces.close(workspace)
    return made


def test_the_status_holds_all_stages_with_days_and_papers(commune, model):
    found = commune.json("model", "status")
    assert [one["stage"] for one in found["stages"]] == [stage.value for stage in STAGES]
    by_stage = {one["stage"]: one for one in found["stages"]}
    assert by_stage["handed-over"]["on"] == "2024-06-19"
    assert (by_stage["accepted"]["due_on"], by_stage["accepted"]["reached"]) == ("2025-07-01", False)
    assert by_stage["approved"]["papers"]["there"] == 1
    assert found["overdue_stages"] == [{"stage": "accepted", "name": "Nghiệm thu", "due_on": "2025-07-01"}]
    assert {"stage": "consulted", "key": "meeting-minutes", "name": "Biên bản họp dân (Mẫu 03)"} in found[
        "missing_papers"
    ]


def test_the_status_says_in_words_what_is_late_and_missing(commune, model):
    assert commune.run("model", "status") == 0
    assert "Quá hạn từ 01/07/2025: Nghiệm thu" in commune.out
    assert "Thiếu ở giai đoạn “Bàn giao”: Biên bản bàn giao con giống, vật tư" in commune.out
