"""The commands on updates by stick."""

import json

import pytest
import sealed_versions

from sinhke_desktop.__main__ import main
from sinhke_desktop.cli import main as command_line
from sinhke_desktop.services import update_state, updates
from sinhke_desktop.services import workspace as workspaces

PASSWORD = "mật-khẩu-thử-1"


@pytest.fixture
def made(tmp_path):
    (tmp_path / "versions").mkdir()
    return sealed_versions.Maker(tmp_path / "versions")


@pytest.fixture
def here(made, monkeypatch):
    """The program as if it ran from an installation of version 0.1.0."""
    found = made.installed("0.1.0")
    monkeypatch.setattr(updates, "installed", lambda: found)
    return found


@pytest.fixture
def told(capsys, data_folders, monkeypatch):
    """Called with the words of a command: (exit status, its JSON)."""
    monkeypatch.setenv("SINHKE_PASSWORD", PASSWORD)

    def run(*words):
        status = main([*words, "--data-dir", str(data_folders.data), "--json"])
        return status, json.loads(capsys.readouterr().out)

    return run


def test_a_stick_says_what_it_offers(made, here, told, tmp_path):
    stick = tmp_path / "usb"
    stick.mkdir()
    assert told("update", "check", str(stick))[0] == 1
    made.pack("0.2.0").rename(stick / "SinhKe-0.2.0.capnhat")
    made.pack("0.0.1").rename(stick / "cu.capnhat")
    status, content = told("update", "check", str(stick))
    assert status == 0
    assert (content["version"], content["kind"]) == ("0.1.0", "tar")
    assert [(one["version"], one["news"]) for one in content["offers"]] == [("0.2.0", sealed_versions.NEWS)]
    assert [one["code"] for one in content["refused"]] == ["BN-06"]


def test_the_same_is_said_as_text(made, here, capsys, tmp_path):
    assert main(["update", "check", str(made.pack("0.2.0"))]) == 0
    text = capsys.readouterr().out
    assert "0.2.0" in text
    assert "Biểu 7" in text
    (tmp_path / "usb").mkdir()
    assert main(["update", "check", str(tmp_path / "usb")]) == 1
    assert "không có tệp cập nhật" in capsys.readouterr().out


def test_installing_copies_the_data_first(made, here, told, workspace, tmp_path):
    workspaces.close(workspace)
    stick = tmp_path / "usb"
    stick.mkdir()
    status, content = told("update", "install", str(stick))
    assert (status, content["error"]["code"]) == (1, "BN-01")
    made.pack("0.0.1").rename(stick / "cu.capnhat")
    status, content = told("update", "install", str(stick))
    assert (status, content["error"]["code"]) == (1, "BN-06")
    made.pack("0.2.0").rename(stick / "moi.capnhat")
    assert told("update", "install", str(stick)) == (0, {"version": "0.2.0", "previous": "0.1.0", "backup": 1})
    assert update_state.read_trial(here.installation.root).backup == 1


def test_without_a_store_there_is_nothing_to_copy(made, here, told):
    assert told("update", "install", str(made.pack("0.2.0")))[1]["backup"] is None


def test_the_new_version_is_confirmed_by_the_first_command_that_opens_the_data(
    made, here, told, workspace, capsys, monkeypatch
):
    workspaces.close(workspace)
    root = here.installation.root
    told("update", "install", str(made.pack("0.2.0")))
    new = made.seen_from(root, "0.2.0")
    monkeypatch.setattr(updates, "installed", lambda: new)
    monkeypatch.setenv("SINHKE_PASSWORD", PASSWORD)
    assert main(["doctor", "--data-dir", str(workspace.folders.data)]) == 0
    assert "0.2.0" in capsys.readouterr().err
    assert told("doctor")[0] == 0
    assert told("update", "back") == (0, {"version": "0.1.0", "previous": "0.2.0", "backup": 2})
    assert update_state.version_in(root, "current.txt") == "0.1.0"


def test_a_version_that_cannot_open_the_data_ends_as_a_fault(made, here, told, workspace, monkeypatch, capsys):
    workspaces.close(workspace)
    told("update", "install", str(made.pack("0.2.0")))
    new = made.seen_from(here.installation.root, "0.2.0")
    monkeypatch.setattr(updates, "installed", lambda: new)

    def broken(*_given):
        raise RuntimeError("bug")

    monkeypatch.setattr(workspaces, "open_with_password", broken)
    assert main(["doctor", "--data-dir", str(workspace.folders.data), "--json"]) == command_line.FAULT
    said = capsys.readouterr()
    assert said.out == "", "the version before answers on standard output"
    assert f"({command_line.UPDATE_FAILED})" in said.err


def test_the_installed_files_are_compared(made, here, told, capsys):
    status, content = told("update", "verify")
    assert (status, content["ok"], content["version"]) == (0, True, "0.1.0")
    folder = here.installation.version_folder
    (folder / "diem-moi.txt").write_bytes(b"x")
    (folder / "_internal" / "empty").unlink()
    (folder / "more").write_bytes(b"x")
    status, content = told("update", "verify")
    assert (status, content["ok"]) == (1, False)
    assert (content["missing"], content["altered"], content["extra"]) == (
        ["_internal/empty"], ["diem-moi.txt"], ["more"],
    )  # fmt: skip
    main(["update", "verify"])
    assert "LGPL" in capsys.readouterr().out


def test_a_checkout_is_not_updated(told, made):
    for words in (("verify",), ("back",), ("check", str(made.pack("0.2.0")))):
        status, content = told("update", *words)
        assert status == 1
        assert "BN-12" in json.dumps(content)
