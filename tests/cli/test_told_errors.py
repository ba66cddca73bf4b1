import argparse
import json

import pytest

from sinhke_desktop.cli import main as command_line
from sinhke_desktop.cli import store


def test_an_error_is_told_on_standard_error_with_its_code(terminal):
    assert terminal.run("doctor") == 1
    assert terminal.out == ""
    assert terminal.err.endswith("(DL-07)\n")


def test_an_error_in_json_stands_on_standard_output(terminal):
    error = terminal.error("doctor")
    assert error["code"] == "DL-07"
    assert error["message"]
    assert error["advice"]
    assert terminal.err == ""


def test_a_wrong_password_changes_nothing(commune, monkeypatch):
    before = commune.json("doctor")["state_hash"]
    monkeypatch.setenv("SINHKE_PASSWORD", "không phải mật khẩu")
    assert commune.error("doctor")["code"].startswith("MK-")
    monkeypatch.undo()
    monkeypatch.setenv("SINHKE_PASSWORD", "mật khẩu dòng lệnh")
    assert commune.json("doctor")["state_hash"] == before


def test_without_password_and_terminal_the_variable_is_named(commune, monkeypatch):
    monkeypatch.delenv("SINHKE_PASSWORD")
    monkeypatch.setattr("sys.stdin", None)
    error = commune.error("doctor")
    assert error["code"] == "MK-06"
    assert "SINHKE_PASSWORD" in error["advice"]


def test_a_missing_file_is_told_and_no_fault(commune):
    assert commune.error("import-households", "không có.xlsx")["code"] != "PM-01"


def test_a_fault_keeps_a_report_without_what_was_typed(terminal, monkeypatch):
    def broken(arguments: argparse.Namespace) -> None:
        raise ZeroDivisionError("Nguyễn Văn Kín, 079123456789")

    monkeypatch.setattr(store, "doctor", broken)
    assert terminal.run("doctor", "--json") == 70
    assert json.loads(terminal.out)["error"]["code"] == "PM-01"
    reports = list((terminal.folder / "log").glob("crash-*.txt"))
    assert len(reports) == 1
    text = reports[0].read_text(encoding="utf-8")
    assert "builtins.ZeroDivisionError" in text
    assert "cli/main.py" in text
    assert "Kín" not in text
    assert "079123456789" not in text
    assert str(terminal.folder) not in text


def test_a_fault_is_told_even_where_no_report_can_be_kept(terminal, monkeypatch):
    def broken(arguments: argparse.Namespace) -> None:
        raise ZeroDivisionError

    terminal.folder.write_text("a file where the folder should be")
    monkeypatch.setattr(store, "doctor", broken)
    assert terminal.run("doctor") == 70
    assert "builtins.ZeroDivisionError" in terminal.err
    assert "(PM-01)" in terminal.err


@pytest.mark.parametrize("stop", [KeyboardInterrupt, command_line.Cancelled])
def test_a_stopped_command_ends_with_130(terminal, monkeypatch, stop):
    def stopped(arguments: argparse.Namespace) -> None:
        raise stop

    monkeypatch.setattr(store, "doctor", stopped)
    assert terminal.run("doctor") == 130
    assert terminal.out == ""
