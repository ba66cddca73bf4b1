"""An office's work with sticks from the command line: stage, plan, apply, undo, receipts, standing."""

import json
from pathlib import Path

import pytest

LIST = Path(__file__).parents[1] / "data" / "ra-soat-2025.xlsx"


@pytest.fixture
def office(terminal, tmp_path, capsys):
    other = type(terminal)(tmp_path / "Đơn vị tiếp nhận", capsys)
    other.json("office", "init", "--name", "Đơn vị thử")
    return other


@pytest.fixture
def paired(commune, office, stick):
    asked = commune.json("pair", "request", "--to", str(stick))
    answer = office.json("office", "pair", asked["path"], "--number", asked["number"])
    commune.json("pair", "accept", answer["path"], "--number", answer["number"])
    commune.run("import-households", str(LIST))
    return commune


def printed(terminal, *words: str) -> str:
    assert terminal.run(*words) == 0
    return terminal.out


def test_a_stick_is_staged_planned_received_taken_back_and_receipted(paired, office, stick):
    whole = Path(paired.json("export", "--to", str(stick))["path"])
    (stick / "XDGN_hỏng.xxb").write_bytes(whole.read_bytes()[:100])
    (stick / "ảnh.lnk").write_bytes(b"x")
    code = office.run("office", "stage", str(stick), "--json")
    out = office.out
    told = json.loads(out)
    assert (code, told["odd"]) == (1, 1)
    [waiting] = [one for one in told["files"] if one["staged_at"]]
    [torn] = [one for one in told["files"] if not one["staged_at"]]
    assert (waiting["state"], waiting["number"], torn["code"]) == ("waiting", 1, "GB-02")

    planned = office.json("office", "plan", waiting["file"])
    assert (planned["verdict"], planned["same_state"], planned["conflicts"]) == ("apply", True, 0)
    assert planned["counts"]["household"]["new"] == sum(
        one["kind"] == "household" and one["how"] == "new" for one in planned["changes"]
    )
    shown = printed(office, "office", "plan", waiting["file"])
    assert "Hộ" in shown
    assert len(printed(office, "office", "plan", waiting["file"], "--all")) > len(shown)
    assert [one["file"] for one in office.json("office", "staged")["files"]] == [waiting["file"]]

    received = office.json("office", "apply")["received"]
    assert [(one["verdict"], one["code"]) for one in received] == [("apply", "")]
    assert "1" in printed(office, "office", "undo")
    [last] = office.json("office", "undo")["received"]
    assert last["reason_not"] == ""
    assert office.json("office", "undo", last["epoch"], "1")["undone"] is True
    assert office.run("office", "undo", last["epoch"], "1") == 1
    assert office.json("office", "apply", waiting["file"])["received"][0]["verdict"] == "apply"

    [receipt] = office.json("office", "receipts", "--to", str(stick))["receipts"]
    assert (Path(receipt["path"]).exists(), receipt["carries"]) == (True, 0)
    assert office.json("office", "receipts", "--to", str(stick))["receipts"] == []
    assert office.json("office", "receipts", "--to", str(stick), "--machine", receipt["machine"])["receipts"]
    assert office.run("office", "receipts", "--to", str(stick), "--machine", "0000") == 1
    assert printed(office, "office", "receipts", "--to", str(stick))
    logged = office.json("office", "log")["log"]
    assert [one["action"] for one in reversed(logged)] == ["pair", "receive", "undo", "receive", "receipt", "receipt"]
    assert {one["detail"] for one in logged if one["action"] in ("receive", "undo")} == {"1"}
    assert printed(office, "office", "log", "--limit", "2").count("\n") == 4


def test_a_refused_bundle_is_told_kept_and_dropped(paired, office, stick):
    path = paired.json("export", "--to", str(stick))["path"]
    device = office.json("office", "machines")["machines"][0]["device"]
    office.json("office", "revoke", device)
    [kept] = office.json("office", "stage", path)["files"]
    assert (kept["state"], kept["code"]) == ("refused", "GB-06")
    assert office.run("office", "plan", kept["file"]) == 1
    code = office.run("office", "apply", kept["file"], "--json")
    out = office.out
    assert (code, json.loads(out)["received"][0]["code"]) == (1, "GB-06")
    assert office.json("office", "forget", kept["file"])["forgotten"] == kept["file"]
    assert office.json("office", "staged")["files"] == []
    assert office.run("office", "forget", kept["file"]) == 1
    assert printed(office, "office", "apply")


def test_the_list_of_communes_that_should_send_is_kept_and_told(office):
    assert office.json("office", "expected")["expected"] == []
    chosen = office.json("office", "expected", "--province", "Ninh Thuận", "--old-district", "Ninh Sơn")["expected"]
    assert "22828" in {one["code"] for one in chosen}
    assert office.run("office", "expected", "--province", "Không Có") == 1
    more = office.json("office", "expected", "22849")["expected"]
    assert len(more) == len(chosen) + 1
    code = office.run("office", "standing", "--json")
    out = office.out
    assert (code, {one["missing"] for one in json.loads(out)["communes"]}) == (1, {True})
    assert len(json.loads(out)["communes"]) == len(more)
    code = office.run("office", "standing", "--since", "31/12/2025", "--missing")
    out = office.out
    assert (code, "Xã Anh Dũng" in out) == (1, True)
    assert office.run("office", "standing", "--since", "ngày mai") == 1
    assert office.json("office", "expected", "--clear")["expected"] == []
    assert office.json("office", "standing")["communes"] == []
