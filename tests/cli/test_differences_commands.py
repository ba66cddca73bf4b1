"""Two machines and an office from the command line: pair, receive, decide, return, answer, send only the numbers."""

from contextlib import contextmanager
from pathlib import Path

import pytest
import two_machines as two

from sinhke_desktop.paths import folders
from sinhke_desktop.services import households, machines, register
from sinhke_desktop.services import workspace as workspaces

LIST = Path(__file__).parents[1] / "data" / "ra-soat-2025.xlsx"
PASSWORD = "mật khẩu dòng lệnh"


@contextmanager
def opened(terminal):
    workspace = workspaces.open_with_password(folders(terminal.folder), PASSWORD)
    yield workspace
    workspaces.close(workspace)


@pytest.fixture
def office(commune, tmp_path, capsys, stick):
    """The office that the commune is paired with."""
    other = type(commune)(tmp_path / "Đơn vị tiếp nhận", capsys)
    other.json("office", "init", "--name", "Đơn vị thử")
    asked = commune.json("pair", "request", "--to", str(stick))
    answer = other.json("office", "pair", asked["path"], "--number", asked["number"])
    commune.json("pair", "accept", answer["path"], "--number", answer["number"])
    return other


@pytest.fixture
def second(commune, tmp_path, capsys, stick):
    """A second machine that holds what the commune's list says."""
    commune.json("import-households", str(LIST))
    other = type(commune)(tmp_path / "Máy hai", capsys)
    other.json("init", "--commune-code", "22828", "--officer", "Trần Văn Hai")
    asked = other.json("pair", "request", "--to", str(stick))
    made = commune.json("machine", "pair", asked["path"], "--number", asked["number"])
    other.json("pair", "accept", made["path"], "--number", made["number"])
    assert other.json("receipt", made["receipt"])["taken_in"] == made["carries"] > 0
    return other


def some_household(terminal):
    with opened(terminal) as workspace:
        return min(row.household_id for row in register.load(workspace).rows)


def edit(terminal, household_id, **fields):
    with opened(terminal) as workspace:
        two.change(workspace, household_id, **fields)


def sent(second, commune, stick):
    bundle = second.json("export", "--to", str(stick))["path"]
    looked = commune.json("machine", "receive", bundle, "--dry-run")
    done = commune.json("machine", "receive", bundle)
    assert done["conflicts"] == looked["conflicts"]
    return done, second.json("receipt", done["receipt"])


def test_a_difference_is_listed_decided_taken_back_and_decided_on_the_other_machine(commune, second, stick):
    household_id = some_household(commune)
    edit(commune, household_id, phone="0901000001")
    edit(second, household_id, phone="0902000002")
    done, read = sent(second, commune, stick)
    assert done["conflicts"] == read["conflicts"] == 1
    [found] = commune.json("conflicts")["conflicts"]
    [field] = found["fields"]
    assert (found["record"], field["path"]) == (f"household:{household_id}", "phone")
    assert commune.run("conflicts") == 0
    assert "0902000002" in commune.out
    side = next(one["side"] for one in field["choices"] if one["value"] == "0902000002")
    assert commune.json("decide", found["record"], f"phone={side}", "--reason", "Đã gọi")["left"] == 0
    assert commune.json("conflicts")["conflicts"] == []
    assert commune.json("conflicts", "--decided")["decided"][0]["reason"] == "Đã gọi"
    commune.json("decide", found["record"], "--take-back")
    sent(second, commune, stick)
    assert len(second.json("conflicts")["conflicts"]) == 1
    second.json("decide", found["record"], "phone=1")
    sent(second, commune, stick)
    assert commune.run("conflicts") == 0
    assert household_id not in commune.out
    assert commune.run("conflicts", "--decided") == 0


def test_a_side_that_is_not_there_and_a_record_without_difference_are_refused(commune, second, stick):
    household_id = some_household(commune)
    assert commune.error("decide", f"household:{household_id}", "phone=1")["code"] == "NH-02"
    edit(commune, household_id, phone="0901000001")
    edit(second, household_id, phone="0902000002")
    sent(second, commune, stick)
    for odd in ("phone=3", "phone=x", "note=1"):
        assert commune.run("decide", f"household:{household_id}", odd) == 1


def test_a_bundle_of_a_stranger_is_told_with_its_code(commune, second, stick):
    bundle = stick / "odd.xxb"
    bundle.write_bytes(b"nothing")
    assert commune.run("machine", "receive", str(bundle), "--json") == 1
    assert "GB-01" in commune.out


def test_a_record_is_returned_answered_and_closed(commune, office, stick):
    commune.json("import-households", str(LIST))
    household_id = some_household(commune)

    def up_and_down():
        bundle = commune.json("export", "--to", str(stick))["path"]
        return commune.json("receipt", office.json("office", "receive", bundle)["receipt"])

    up_and_down()
    made = office.json("return", "22828", f"household:{household_id}", "--reason", "Thiếu số CCCD", "--field", "phone")
    edit(commune, household_id, note="Sửa")
    assert up_and_down()["returned"] == 1
    [shown] = commune.json("returned")["returned"]
    assert (shown["id"], shown["state"], shown["field"]) == (made["id"], "open", "phone")
    assert commune.json("answer", made["id"], "Đã sửa")["state"] == "answered"
    up_and_down()
    assert office.run("returned") == 0
    assert "Thiếu số CCCD" in office.out
    assert office.json("returned", "--close", made["id"])["returned"] == []
    assert office.json("returned", "--all")["returned"][0]["state"] == "closed"
    assert commune.error("return", "22828", f"household:{household_id}", "--reason", "x")["code"] == "DL-10"


def test_what_leaves_is_said_and_the_numbers_alone_are_written(commune, office, stick):
    assert commune.run("outgoing") == 0
    commune.json("import-households", str(LIST))
    found = commune.json("outgoing")
    assert "Họ và tên" in found["personal"]
    assert {one["how"] for one in found["records"]} == {"new"}
    assert commune.run("outgoing") == 0
    assert "Hộ " in commune.out
    done = commune.json("export", "--to", str(stick), "--totals")
    assert (Path(done["path"]).suffix, done["number"]) == (".xxt", 1)


def test_the_machines_own_key_file_is_refused(commune, stick):
    asked = commune.json("pair", "request", "--to", str(stick))
    refused = commune.error("machine", "pair", asked["path"], "--number", asked["number"])
    assert refused["code"] == "GB-27"
    with opened(commune) as workspace:
        assert machines.machines(workspace) == []
        assert households.removed(workspace) == []
