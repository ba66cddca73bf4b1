"""Early warnings and the revolving fund from the command line."""

import pytest

from sinhke_desktop.domain.funding import BudgetLineInput, HandoverInput
from sinhke_desktop.domain.household import HEAD, HouseholdInput, MemberInput
from sinhke_desktop.domain.livelihood import ModelInput, Stage
from sinhke_desktop.domain.repaying import ScheduleInput
from sinhke_desktop.paths import folders
from sinhke_desktop.services import (
    candidates,
    funding,
    hamlets,
    households,
    livelihood,
    model_records,
    participants,
    repay_schedules,
    revolving,
)
from sinhke_desktop.services import workspace as workspaces


@pytest.fixture
def goats(commune):
    """A running model whose one household got 25 million and owes a fifth of it since 2024."""
    opened = workspaces.open_with_password(folders(commune.folder), "mật khẩu dòng lệnh")
    hamlet = hamlets.add(opened, "Tân Tiến")
    head = MemberInput("Hồ Thị Lan", HEAD, "female", "1979", "Kinh")
    home = households.register(opened, HouseholdInput(hamlet.id, (head,)))
    model = candidates.add(opened, ModelInput("Nuôi dê", thing="dê", proposed_on="01/06/2023"))
    candidates.choose(opened, model.id, "Hợp đất", "12/QĐ-UBND", "01/11/2023")
    livelihood.advance(opened, model.id, Stage.HANDED_OVER, "06/12/2023")
    one = participants.add(opened, model.id, home.id, "06/12/2023").participant
    line = funding.add_line(opened, model.id, BudgetLineInput("GNBV", planned="25000000"))
    funding.hand_over(opened, [HandoverInput(one.id, "10", "2500000", "06/12/2023", budget_line_id=line.id)])
    revolving.agree(opened, model.id, revolving.Agreement("20", "Trả một lần", "Trưởng thôn", "Mua dê"))
    repay_schedules.make_schedule(opened, model.id, ScheduleInput(first_on="06/06/2024"))
    typed = {"participant_id": one.id, "form": "kind", "quantity": "1", "unit": "con", "on": "01/06/2024"}
    model_records.add(opened, "repayment", typed, model.id)
    workspaces.close(opened)
    return commune


def test_warnings_say_who_and_why_in_words_and_json(goats):
    found = goats.json("model", "warnings")
    assert (found["behind"], found["sliding_back"]) == (1, 0)
    (one,) = found["households"]
    assert (one["name"], one["hamlet"]) == ("Hồ Thị Lan", "Tân Tiến")
    assert {reason["kind"] for reason in one["reasons"]} == {
        "not-visited", "repayment-overdue", "no-training", "not-signed",
    }  # fmt: skip
    assert one["weight"] == sum(reason["weight"] for reason in one["reasons"])
    assert "đề xuất" in found["marks"][0]
    assert goats.run("model", "warnings") == 0
    assert "5.000.000 đ" in goats.out


def test_the_revolving_fund_shows_every_ledger_and_balances(goats):
    found = goats.json("model", "revolving")
    assert (found["percent"], found["keeper"], found["rest"]) == (20, "Trưởng thôn", "Mua dê")
    for line in found["fund"]:
        assert line["balance"] == line["repaid"] - line["passed_on"]
    (one,) = found["households"]
    assert (one["support"], one["wanted"]) == (25_000_000, 5_000_000)
    assert one["owed"] == [{"form": "money", "unit": "đ", "left": 5_000_000}]
    assert [due["left"] for due in one["instalments"]] == [5_000_000]
    assert one["beyond"] == "1 con"
    assert goats.run("model", "revolving") == 0
    assert "25.000.000" in goats.out
    assert "con" in goats.out


def test_a_model_without_households_has_nobody_to_look_at(commune):
    opened = workspaces.open_with_password(folders(commune.folder), "mật khẩu dòng lệnh")
    model = candidates.add(opened, ModelInput("Nuôi dê"))
    workspaces.close(opened)
    assert commune.json("model", "warnings", "--model", model.id)["households"] == []
    assert commune.run("model", "warnings", "--model", model.id) == 0
    assert commune.json("model", "revolving", "--model", model.id)["percent"] is None
    assert commune.run("model", "revolving", "--model", model.id) == 0
    assert commune.error("model", "revolving")["code"] == "MH-13"
