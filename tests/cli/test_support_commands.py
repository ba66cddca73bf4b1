"""Supports on the command line."""

from pathlib import Path

import pytest

from sinhke_desktop.cli.parser import SUPPORT_KINDS
from sinhke_desktop.domain.support import SupportKind

LIST = Path(__file__).parents[1] / "data" / "ra-soat-2025.xlsx"
COW = ("--kind", "production", "--what", "bò cái sinh sản", "--day", "05/03/2025", "--value", "18.000.000")


@pytest.fixture
def ids(commune):
    commune.json("import-households", str(LIST))
    return [one["id"] for one in commune.json("households", "--limit", "3")["households"]]


def test_the_kinds_are_those_of_the_program():
    assert tuple(SupportKind) == SUPPORT_KINDS


def test_a_support_is_recorded_listed_and_warned_of_when_two_sources_pay(commune, ids):
    made = commune.json("support", "add", ids[0], *COW, "--source", "GNBV")
    assert made["warnings"] == []
    assert made["supports"][0]["value"] == 18_000_000
    again = commune.json("support", "add", ids[0], *COW, "--source", "XHH")
    assert len(again["warnings"]) == 1
    listed = commune.json("support", "list", ids[0])["supports"]
    assert {one["source"] for one in listed} == {"GNBV", "XHH"}
    (double,) = commune.json("support", "doubles")["doubles"]
    assert double["household"] == ids[0]
    assert commune.run("support", "doubles") == 0
    assert "bò cái sinh sản" in commune.out
    assert commune.run("support", "list", ids[0]) == 0
    assert "18.000.000" in commune.out


def test_the_same_for_several_households_is_all_or_none(commune, ids):
    assert len(commune.json("support", "add", *ids, *COW, "--source", "GNBV")["supports"]) == 3
    assert commune.error("support", "add", *ids, *COW, "--source", "MTQG-2035")
    assert len(commune.json("support", "list", ids[2])["supports"]) == 1


def test_nothing_paid_twice_is_said_in_words(commune):
    assert commune.run("support", "doubles") == 0
    assert "trùng" in commune.out
