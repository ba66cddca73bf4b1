from pathlib import Path

import pytest

from sinhke_desktop.cli import exchange
from sinhke_desktop.cli.exchange import NumberDiffers, confirmed

LIST = Path(__file__).parents[1] / "data" / "ra-soat-2025.xlsx"


class Typed:
    """A terminal at which somebody types one line."""

    def __init__(self, line: str) -> None:
        self._line = line

    def isatty(self) -> bool:
        return True

    def readline(self) -> str:
        return self._line


@pytest.fixture
def office(terminal, tmp_path, capsys):
    other = type(terminal)(tmp_path / "Đơn vị tiếp nhận", capsys)
    other.json("office", "init", "--name", "Đơn vị thử")
    return other


def test_the_number_as_heard_confirms_whatever_its_spaces():
    assert confirmed("12345 67890", "1234567890") is True
    with pytest.raises(NumberDiffers) as told:
        confirmed("12345 67890", "12345 67891")
    assert told.value.code == "GB-26"


def test_nobody_at_the_terminal_is_no_confirmation(monkeypatch):
    monkeypatch.setattr("sys.stdin", None)
    assert confirmed("12345", "") is False


@pytest.mark.parametrize(("line", "agreed"), [("có\n", True), ("yes\n", True), ("không\n", False), ("", False)])
def test_a_person_is_asked_whether_the_number_was_heard(monkeypatch, capsys, line, agreed):
    monkeypatch.setattr(exchange.sys, "stdin", Typed(line))
    assert confirmed("12345", "") is agreed
    assert "12345" in capsys.readouterr().err


def test_a_commune_pairs_exports_and_learns_what_was_received(commune, office, stick):
    asked = commune.json("pair", "request", "--to", str(stick))
    answer = office.json("office", "pair", asked["path"], "--number", asked["number"])
    assert answer["commune_code"] == "22828"
    assert commune.json("pair", "accept", answer["path"], "--number", answer["number"])["office"] == "Đơn vị thử"

    commune.json("import-households", str(LIST))
    bundle = commune.json("export", "--to", str(stick))
    assert commune.json("verify", bundle["path"])["operations"] == bundle["operations"]

    received = office.json("office", "receive", bundle["path"])
    assert received["new_operations"] == bundle["operations"]
    assert received["same_state"] is True
    assert office.json("office", "communes")["communes"][0]["received_up_to"] == 1

    read = commune.json("receipt", received["receipt"])
    assert read["fresh"] is True
    assert read["received_up_to"] == 1
    assert read["waiting"] == 0
    assert read["same_state"] is True

    assert office.run("office", "receive", bundle["path"]) == 1
    assert "(GB-08)" in office.out


def test_without_the_number_nothing_is_paired(commune, office, stick):
    asked = commune.json("pair", "request", "--to", str(stick))
    assert office.error("office", "pair", asked["path"])["code"] == "GB-25"
    assert office.error("office", "pair", asked["path"], "--number", "1")["code"] == "GB-26"
    assert office.json("office", "communes")["communes"] == []
    assert commune.error("export", "--to", str(stick))["code"] == "GB-17"


def test_a_command_of_the_other_side_is_refused(commune, office):
    assert commune.error("office", "communes")["code"] == "DL-10"
    assert office.error("households")["code"] == "DL-10"
