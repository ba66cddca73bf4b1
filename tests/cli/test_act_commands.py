"""Acts in a household's life from the command line."""

from datetime import datetime
from pathlib import Path

import pytest

from sinhke_desktop.services.workspace import VIETNAM

LIST = Path(__file__).parents[1] / "data" / "ra-soat-2025.xlsx"


@pytest.fixture
def filled(commune):
    commune.json("import-households", str(LIST))
    return commune


def big_household(terminal):
    rows = terminal.json("households", "--limit", "40")["households"]
    return next(row["id"] for row in rows if row["members"] >= 3)


def test_a_split_a_look_back_and_its_undoing(filled):
    before = filled.json("doctor")["state_hash"]
    household = filled.json("household", big_household(filled))
    assert filled.json("household", household["id"], "--as-of", "1/1/2020") == {
        "as_of": "2020-01-01",
        "household": None,
    }
    going = household["members"][-1]
    stored_at = datetime.fromisoformat(filled.json("household", household["id"])["history"][0]["when"])
    today = stored_at.astimezone(VIETNAM).date().isoformat()
    done = filled.json(
        "household-act", household["id"], "split", "--on", today, "--reason", "Ra ở riêng", "--member", going["id"],
        "--head", going["id"], "--hamlet", household["hamlet"],
    )  # fmt: skip
    assert [one["name"] for one in done["other_household"]["members"]] == [going["name"]]
    assert len(done["household"]["members"]) == len(household["members"]) - 1
    then = filled.json("household", household["id"], "--as-of", today)["household"]
    assert then["members"] == done["household"]["members"]
    assert filled.json("household", household["id"])["history"][0]["act"] == "split"
    filled.json("undo-act", done["id"], "--reason", "Nhầm")
    assert filled.json("household", household["id"])["members"] == household["members"]
    doctor = filled.json("doctor")
    assert doctor["ok"] is True
    assert doctor["state_hash"] != before, "the act and its undoing stay in the store"


def test_what_is_wrong_is_told_by_field(filled):
    household = big_household(filled)
    error = filled.error("household-act", household, "left", "--on", "1/1/2999", "--reason", " ")
    assert {(one["field"], one["code"]) for one in error["problems"]} == {("happened_on", "DS-01"), ("reason", "DS-03")}
    assert filled.error("household", household, "--as-of", "hôm qua")["problems"][0]["code"] == "DS-01"
    assert filled.error("undo-act", "0" * 32, "--reason", "x")["code"] == "DS-11"
