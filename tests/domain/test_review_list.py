"""Cells of a list turned into values, and hamlet names."""

from datetime import date

import pytest

from sinhke_desktop.domain.hamlet import Hamlet
from sinhke_desktop.domain.hamlet_names import HamletNames, split_kind
from sinhke_desktop.domain.household import Birth, Sex
from sinhke_desktop.domain.listed_values import (
    At,
    Notes,
    parse_birth_cell,
    parse_citizen_id,
    parse_class,
    parse_mark,
    parse_name,
    parse_points,
)
from sinhke_desktop.domain.review import PovertyClass
from sinhke_desktop.domain.review_list import Severity, column_letter


@pytest.fixture
def at():
    return At(9, "C", Notes())


def codes(at):
    return [one.code for one in at.notes.problems]


@pytest.mark.parametrize(
    ("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")]
)
def test_columns_are_lettered_as_in_excel(index, letters):
    assert column_letter(index) == letters


@pytest.mark.parametrize(
    ("cell", "birth", "said"),
    [
        (1962.0, Birth(1962), []),
        ("1962", Birth(1962), []),
        (" 1962 ", Birth(1962), ["NK-06"]),
        (date(1962, 5, 3), Birth(1962, 5, 3), ["NK-07"]),
        ("3/5/1962", Birth(1962, 5, 3), ["NK-07"]),
        ("31/02/1962", None, ["NK-02"]),
        (62.0, None, ["NK-02"]),
        ("khoảng 1960", Birth(1960), ["NK-16"]),
        ("ba mươi", None, ["NK-02"]),
        (2062.0, Birth(2062), ["NK-03"]),
        (None, None, []),
    ],
)
def test_births(at, cell, birth, said):
    assert parse_birth_cell(cell, date(2025, 11, 22), at) == birth
    assert codes(at) == said


@pytest.mark.parametrize(
    ("cell", "number", "said"),
    [
        ("058 162 123 456", "058162123456", []),
        (58162123456.0, "058162123456", ["CC-01"]),
        ("058062123456", "058062123456", ["CC-03"]),
        ("058163123456", "058163123456", ["CC-02"]),
        ("264123456", "264123456", []),
        ("05816212345x", "05816212345x", ["CC-05"]),
        (58999123456.0, "58999123456", ["CC-05"]),
    ],
)
def test_citizen_ids_of_a_woman_born_in_1962(at, cell, number, said):
    assert parse_citizen_id(cell, Sex.FEMALE, Birth(1962), at) == number
    assert codes(at) == said
    assert {one.severity for one in at.notes.problems} <= {Severity.WARNING}


@pytest.mark.parametrize(
    ("cell", "name", "said"),
    [
        ("Katơr Thị Hương", "Katơr Thị Hương", []),
        ("Ðỗ Ðức", "Đỗ Đức", ["NK-11"]),
        ("Hu\u031bo\u031bng", "Hương", ["NK-12"]),
        ("Mai\u00a0\u00adLan", "Mai Lan", ["NK-13"]),
        ("=1+1", "=1+1", ["NK-04"]),
        ("An 2", "An 2", ["NK-04"]),
        ("\u200b", "", ["NK-01"]),
    ],
)
def test_names(at, cell, name, said):
    assert parse_name(cell, at) == name
    assert codes(at) == said


def test_classes_points_and_marks(at):
    assert parse_class(" hộ  Cận nghèo", at) is PovertyClass.NEAR_POOR
    assert parse_class("N", at) is PovertyClass.POOR
    assert parse_points("68", at) == 68
    assert parse_points(0.0, at) == 0
    assert [parse_mark(cell, at) for cell in ("X", 1.0, "có", True, "", 0, "không", None)] == [True] * 4 + [False] * 4
    assert codes(at) == []
    assert parse_class("Q", at) is None
    assert parse_points("nhiều", at) is None
    assert parse_points(68.5, at) is None
    assert parse_mark("?", at) is False
    assert codes(at) == ["PL-04", "PL-06", "PL-06", "CS-01"]


def test_the_kind_is_taken_off_a_hamlet_name():
    assert split_kind("  thôn TÂN  TIẾN ") == ("Thôn", "TÂN TIẾN")
    assert split_kind("Tổ dân phố 5") == ("Tổ dân phố", "5")
    assert split_kind("Đá Bàn") == ("", "Đá Bàn")


def test_a_known_hamlet_is_found_whatever_its_case_and_accents():
    names = HamletNames([Hamlet("1", "22828", "Tân Hòa")], [])
    assert names.find("Tân Hoà").name == "Tân Hòa"
    assert not names.find("Thôn Tân Hòa").respelt
    assert names.find("TAN HOA").respelt


def test_two_hamlets_alike_without_accents_are_not_confused():
    names = HamletNames([Hamlet("1", "22828", "Hòa"), Hamlet("2", "22828", "Hoa")], [])
    assert names.find("Hoa").name == "Hoa"
    assert names.find("Hòa").name == "Hòa"
    assert names.find("HOÁ").name == ""


def test_a_hamlet_is_new_from_three_households_on():
    names = HamletNames([Hamlet("1", "22828", "Tân Hòa")], ["Ấp Mới"] * 3 + ["Tân Hào"] * 2)
    assert names.new_names == ("Mới",)
    assert (names.find("Ấp Mới").kind, names.find("Ấp Mới").new) == ("Ấp", True)
    assert (names.find("Tân Hào").name, names.find("Tân Hào").nearest) == ("", "Tân Hòa")
