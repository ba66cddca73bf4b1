"""The model's file from the command line: fields, adding by names, listing, changing, removing."""

from pathlib import Path

import pytest

from sinhke_desktop.domain.livelihood import ModelInput
from sinhke_desktop.paths import folders
from sinhke_desktop.services import candidates, participants
from sinhke_desktop.services import workspace as workspaces

LIST = Path(__file__).parents[1] / "data" / "ra-soat-2025.xlsx"
PASSWORD = "mật khẩu dòng lệnh"


@pytest.fixture
def model(commune):
    commune.json("import-households", str(LIST))
    ids = [one["id"] for one in commune.json("households", "--limit", "2")["households"]]
    workspace = workspaces.open_with_password(folders(commune.folder), PASSWORD)
    made = candidates.add(workspace, ModelInput("Nuôi bò", thing="bò cái", proposed_on="15/05/2023"))
    candidates.choose(workspace, made.id, "Hợp đất", "35/QĐ-UBND", "01/06/2023")
    for one in ids:
        participants.add(workspace, made.id, one, "19/06/2024")
    workspaces.close(workspace)
    return [one["head"] for one in commune.json("households", "--limit", "2")["households"]]


def test_the_fields_of_a_kind_are_told_without_a_store(terminal):
    found = terminal.json("model", "fields", "loss")
    assert found["title"] == "Thiệt hại"
    assert [one["name"] for one in found["fields"]][:3] == ["participant_id", "on", "kind"]
    assert terminal.run("model", "fields", "training") == 0
    assert "Hình thức" in terminal.out


def test_a_record_is_added_by_a_households_name_listed_changed_and_removed(commune, model):
    made = commune.json(
        "model", "add", "loss", f"participant_id={model[0]}", "on=01/09/2025", "kind=disease", "what=1 con bê"
    )
    assert made["what"] == "1 con bê"
    assert [one["id"] for one in commune.json("model", "list", "loss")["records"]] == [made["id"]]
    assert commune.run("model", "list", "loss") == 0
    assert "1 con bê" in commune.out
    changed = commune.json("model", "change", "loss", made["id"], "worth=5.000.000", "--reason", "định giá lại")
    assert changed["worth"] == 5_000_000
    assert commune.json("model", "remove", "loss", made["id"])["removed"]
    assert commune.json("model", "list", "loss")["records"] == []


def test_what_cannot_be_taken_is_told_with_its_code(commune, model):
    def code(*words):
        problems = commune.error("model", "add", *words)
        return problems["code"], [one["code"] for one in problems.get("problems", [])]

    assert code("loss", "what")[1] == ["MH-15"]
    assert code("loss", "participant_id=Không Có Ai", "on=01/09/2025", "kind=theft", "what=bò")[1] == ["MH-16"]
    assert code("loss", "on=hôm qua")[1]


def test_a_meeting_can_be_noted_before_any_model_is_chosen(commune):
    made = commune.json("model", "add", "community_meeting", "subject=choice", "place=Nhà văn hóa thôn")
    assert made["place"] == "Nhà văn hóa thôn"
    assert commune.error("model", "add", "lesson", "kind=lesson", "text=Chọn con giống tại chỗ")["code"] == "MH-13"
