"""The register of issued papers from the command line; marks compared in the commune and in the office."""

from pathlib import Path

import pytest

LIST = Path(__file__).parents[1] / "data" / "ra-soat-2025.xlsx"


@pytest.fixture
def issued(commune, tmp_path):
    """A commune that has written the table of a year, and where it lies."""
    commune.json("import-households", str(LIST))
    path = tmp_path / "biểu 1.pdf"
    commune.json("tables", "--year", "2025", "--table", "1", "--out", str(path))
    return path


def test_an_empty_register_says_so(commune):
    assert commune.json("papers") == {"papers": []}
    assert commune.run("papers") == 0
    assert "Chưa có văn bản nào" in commune.out


def test_a_written_paper_stands_in_the_register_and_is_written_again_as_it_was(commune, issued, tmp_path):
    (paper,) = commune.json("papers")["papers"]
    assert (paper["kind"], paper["pages"], paper["times"], paper["number"]) == ("poverty_tables", 1, 1, None)
    assert paper["made_at"].endswith("+07:00")
    again = tmp_path / "lại.pdf"
    commune.json("papers", "--again", paper["id"], "--out", str(again))
    assert again.read_bytes() == issued.read_bytes()
    assert commune.json("papers")["papers"][0]["times"] == 2
    assert "IN-06" in str(commune.error("papers", "--again", paper["id"]))
    assert commune.error("papers", "--again", "khong-co", "--out", str(again))["code"] == "IN-05"


def test_number_and_day_are_noted(commune, issued):
    (paper,) = commune.json("papers")["papers"]
    commune.json("papers", "--number", paper["id"], "12/BC-UBND", "--day", "05/11/2025")
    (paper,) = commune.json("papers")["papers"]
    assert (paper["number"], paper["day"]) == ("12/BC-UBND", "2025-11-05")
    assert commune.run("papers") == 0
    assert "12/BC-UBND" in commune.out
    assert "05/11/2025" in commune.out


def test_a_mark_fits_or_does_not(commune, issued):
    mark = commune.json("papers")["papers"][0]["mark"]
    assert commune.json("papers", "--check-mark", mark)["held"] is True
    assert commune.run("papers", "--check-mark", mark.lower()) == 0
    assert mark in commune.out
    assert commune.run("papers", "--check-mark", "1-0123456789AB") == 1
    assert "IN-04" in str(commune.error("papers", "--check-mark", "x"))


def test_the_office_finds_a_commune_s_mark_once_its_bundle_came(commune, issued, tmp_path, capsys):
    office = type(commune)(tmp_path / "Đơn vị tiếp nhận", capsys)
    office.json("office", "init", "--name", "Đơn vị thử")
    stick = tmp_path / "USB"
    stick.mkdir()
    asked = commune.json("pair", "request", "--to", str(stick))
    answer = office.json("office", "pair", asked["path"], "--number", asked["number"])
    commune.json("pair", "accept", answer["path"], "--number", answer["number"])
    mark = commune.json("papers")["papers"][0]["mark"]
    assert office.run("office", "check-mark", mark) == 1
    sent = commune.json("export", "--to", str(stick))
    office.json("office", "receive", sent["path"])
    found = office.json("office", "check-mark", mark)
    assert (found["held"], found["counter"]) == (True, int(mark.split("-")[0]))
