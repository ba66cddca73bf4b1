from datetime import date

import pytest

from sinhke_desktop.domain.commune import Area
from sinhke_desktop.domain.poverty import AreaLine, judge, rule_set_for
from sinhke_desktop.domain.review import INDICATORS, PovertyClass, Review
from sinhke_desktop.paths import resource
from sinhke_desktop.services.rules import RuleFileWrong, read_rule_sets, rule_sets

RIGHT = (resource("rules") / "vn-2022.toml").read_text(encoding="utf-8")


def test_the_standard_of_2022_holds_to_the_end_of_2026():
    rules = rule_set_for(rule_sets(), date(2026, 12, 31))
    assert rules is not None
    assert rules is rule_set_for(rule_sets(), date(2022, 1, 1))
    assert rules.id == "VN-2022"
    assert rules.lines == {Area.RURAL: AreaLine(1_500_000, 140), Area.URBAN: AreaLine(2_000_000, 175)}
    assert (rules.poor_indicators, rules.points_per_indicator) == (3, 10)
    assert rules.indicators == tuple(INDICATORS)
    assert rules.unverified == ()
    assert "351/2025/NĐ-CP" in rules.legal_source


def test_the_standard_of_2027_has_no_points_and_says_what_is_unverified():
    rules = rule_set_for(rule_sets(), date(2027, 1, 1))
    assert rules is not None
    assert rules is rule_set_for(rule_sets(), date(2030, 12, 31))
    assert rules.lines == {Area.RURAL: AreaLine(2_200_000, None), Area.URBAN: AreaLine(2_800_000, None)}
    assert rules.poor_indicators == 3
    assert "informationAccessAssets" not in rules.indicators
    assert len(rules.unverified) == 3
    review = Review("1", "22828", "2", 2027, income_points=100)
    standing = judge(review, Area.RURAL, rules)
    assert standing.poverty_class is PovertyClass.UNKNOWN
    assert standing.marks == rules.unverified


@pytest.mark.parametrize("day", [date(2021, 12, 31), date(2031, 1, 1)])
def test_outside_these_years_no_standard_holds(day):
    assert rule_set_for(rule_sets(), day) is None


def write(folder, **files):
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("right", "wrong", "named"),
    [
        ('id = "VN-2022"', "id = 5", "id"),
        ('id = "VN-2022"', 'id = " "', "id"),
        ("valid_from = 2022-01-01", "", "valid_from"),
        ("valid_from = 2022-01-01", "valid_from = 2022-01-01T00:00:00", "valid_from"),
        ("valid_to = 2026-12-31", "valid_to = 2020-12-31", "valid_to"),
        ("poor_indicators = 3", "poor_indicators = true", "poor_indicators"),
        ("poor_indicators = 3", "poor_indicators = 13", "poor_indicators"),
        ("points_per_indicator = 10", "points_per_indicator = 0", "points_per_indicator"),
        ('"employment"', '"wealth"', "indicators"),
        ('"employment"', '"nutrition"', "indicators"),
        ('"employment"', "1", "indicators"),
        ("points = 140", "points = -1", "lines.rural.points"),
        ("income = 2_000_000", "income = 2.5", "lines.urban.income"),
        ("income = 2_000_000", "incone = 2_000_000", "lines.urban.incone"),
        ("[lines.urban]", "[lines.city]", "lines.city"),
        ("unverified = []", "unverified = []\nnote = 'x'", "note"),
        ("poor_indicators = 3", "poor_indicators = ", "line 7"),
    ],
)
def test_a_wrong_file_is_named_with_its_field_or_line(tmp_path, right, wrong, named):
    assert right in RIGHT
    write(tmp_path, mine=RIGHT.replace(right, wrong))
    with pytest.raises(RuleFileWrong) as caught:
        read_rule_sets(tmp_path)
    assert caught.value.code == "QT-01"
    assert "mine.toml" in caught.value.message
    assert named in caught.value.message


def test_a_file_without_one_of_the_areas_is_wrong(tmp_path):
    write(tmp_path, mine=RIGHT[: RIGHT.index("[lines.urban]")])
    with pytest.raises(RuleFileWrong, match=r"lines\.urban"):
        read_rule_sets(tmp_path)


def test_a_file_that_is_no_text_is_wrong(tmp_path):
    (tmp_path / "mine.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(RuleFileWrong, match=r"mine\.toml"):
        read_rule_sets(tmp_path)


def test_two_standards_for_one_day_are_refused(tmp_path):
    write(tmp_path, one=RIGHT, two=RIGHT.replace("VN-2022", "VN-X").replace("2022-01-01", "2026-12-31"))
    with pytest.raises(RuleFileWrong, match="VN-2022, VN-X"):
        read_rule_sets(tmp_path)


def test_standards_that_follow_each_other_are_read_oldest_first(tmp_path):
    later = RIGHT.replace("VN-2022", "VN-X").replace("2022-01-01", "2027-01-01").replace("2026-12-31", "2027-12-31")
    write(tmp_path, a=later, b=RIGHT)
    assert [rules.id for rules in read_rule_sets(tmp_path)] == ["VN-2022", "VN-X"]
