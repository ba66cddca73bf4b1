"""Rule files: what ships, what a province may add, and that every wrong one is refused with its line."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from sinhke_desktop.domain.commune import Area
from sinhke_desktop.domain.poverty import AreaLine, judge, rule_set_for
from sinhke_desktop.domain.review import ALL_INDICATORS, INDICATORS, PovertyClass, Review
from sinhke_desktop.errors import NotFound
from sinhke_desktop.paths import resource
from sinhke_desktop.services import reviews, rules
from sinhke_desktop.services.rule_lines import line_of, lines_of
from sinhke_desktop.services.rules import RuleFileWrong, read_rule_sets, rule_sets, rule_sets_for

RIGHT = (resource("rules") / "vn-2022.toml").read_text(encoding="utf-8")
PROVINCE = '[province]\nname = "Tỉnh Khánh Hòa"\ncode = "56"\n'


def line_with(text, part):
    """The line, from 1, of the first line that holds *part*."""
    return next(number for number, line in enumerate(text.splitlines(), 1) if part in line)


def local(province=PROVINCE, **changes):
    """A province's file with 1,800,000 / 2,300,000 for 2025 and 2026."""
    text = (
        RIGHT.replace('"VN-2022"', '"KH-2025"')
        .replace("valid_from = 2022-01-01", "valid_from = 2025-01-01")
        .replace("income = 1_500_000", "income = 1_800_000")
        .replace("points = 140", "points = 150")
        .replace("income = 2_000_000", "income = 2_300_000")
        .replace("points = 175", "points = 190")
    )
    for old, new in changes.items():
        text = text.replace(old, new)
    return text + "\n" + province


def written(folder, text, name="tinh.toml"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def refusal(path):
    """Why the file is refused, or None."""
    try:
        read_rule_sets(path.parent)
    except RuleFileWrong as wrong:
        return wrong
    return None


def test_the_standard_of_2022_holds_to_the_end_of_2026():
    found = rule_set_for(rule_sets(), date(2026, 12, 31))
    assert found is not None
    assert found is rule_set_for(rule_sets(), date(2022, 1, 1))
    assert found.id == "VN-2022"
    assert found.lines == {
        Area.RURAL: AreaLine(1_500_000, 140, 2_250_000), Area.URBAN: AreaLine(2_000_000, 175, 3_000_000)
    }  # fmt: skip
    assert (found.poor_indicators, found.points_per_indicator, found.near_poor) == (3, 10, True)
    assert found.indicators == tuple(INDICATORS)
    assert found.unverified == ()
    assert "351/2025/NĐ-CP" in found.legal_source
    assert (found.bands.area_below, found.bands.child_below, found.bands.insured_from) == (800, 16, 6)
    assert {"working_from", "pension"} <= found.bands.unverified


@pytest.mark.parametrize(("year", "male", "female"), [(2025, (61, 3), (56, 8)), (2026, (61, 6), (57, 0))])
def test_working_age_moves_with_the_year(year, male, female):
    found = rule_set_for(rule_sets(), date(year, 1, 1)).bands.pension_age(year)
    assert (divmod(found.male, 12), divmod(found.female, 12)) == (male, female)


def test_the_standard_of_2027_has_no_points_counts_waste_and_says_what_is_unverified():
    found = rule_set_for(rule_sets(), date(2027, 1, 1))
    assert found is not None
    assert found is rule_set_for(rule_sets(), date(2030, 12, 31))
    assert found.lines == {Area.RURAL: AreaLine(2_200_000, None), Area.URBAN: AreaLine(2_800_000, None)}
    assert found.poor_indicators == 3
    assert set(found.indicators) == set(ALL_INDICATORS) - {"informationAccessAssets"}
    assert not found.near_poor
    assert len(found.unverified) == 3
    standing = judge(Review("1", "22828", "2", 2027, income_points=100), Area.RURAL, found)
    assert standing.poverty_class is PovertyClass.UNKNOWN
    assert standing.marks[:3] == found.unverified


@pytest.mark.parametrize("day", [date(2021, 12, 31), date(2031, 1, 1)])
def test_outside_these_years_no_standard_holds(day):
    assert rule_set_for(rule_sets(), day) is None


WRONG = [
    ('id = "VN-2022"', "id = 5", "QT-03", "id"),
    ('id = "VN-2022"', 'id = " "', "QT-03", "id"),
    ("valid_from = 2022-01-01", "valid_from = 2022-01-01T00:00:00", "QT-03", "valid_from"),
    ("valid_from = 2022-01-01", 'valid_from = "2022-01-01"', "QT-03", "valid_from"),
    ("valid_to = 2026-12-31", "valid_to = 2020-12-31", "QT-05", "valid_to"),
    ("valid_to = 2026-12-31", "valid_to = 2026-13-31", "QT-01", ""),
    ("poor_indicators = 3", "poor_indicators = true", "QT-03", "poor_indicators"),
    ("poor_indicators = 3", "poor_indicators = 13", "QT-06", ""),
    ("poor_indicators = 3", "poor_indicators = ", "QT-01", ""),
    ("poor_indicators = 3", "poor_indicators 3", "QT-01", ""),
    ("points_per_indicator = 10", "points_per_indicator = 0", "QT-03", "points_per_indicator"),
    ('    "employment"', '    "wealth"', "QT-06", "wealth"),
    ('    "employment"', "    1", "QT-03", "indicators"),
    ("points = 140", "points = -1", "QT-03", "points"),
    ("average = 2_250_000", "average = 1_000_000", "QT-03", ""),
    ("income = 2_000_000", "income = 2.5", "QT-03", "income"),
    ("income = 2_000_000", "incone = 2_000_000", "QT-04", "incone"),
    ("[lines.urban]", "[lines.city]", "QT-04", "lines.city"),
    ("[lines.urban]", "[lines.urban", "QT-01", ""),
    ("adult_upper_from = 18", "adult_upper_from = 12", "QT-03", "adult_upper_from"),
    ("male = [61, 3]", "male = [61, 30]", "QT-03", "male"),
    ("female = [57, 0]", "female = 57", "QT-03", "female"),
    ("near_poor = true", 'near_poor = "yes"', "QT-03", "near_poor"),
    ("unverified = []", "unverified = []\nnote = 'x'", "QT-04", "note"),
    ('near-poor = "Hộ cận nghèo"', "near-poor = 1", "QT-03", "near-poor"),
    ('unverified_classes = ["average"]', 'unverified_classes = ["rich"]', "QT-04", "rich"),
    ("income = 2_000_000", "income = 2.000.000", "QT-01", "1_500_000"),
    ("income = 2_000_000", f"income = {'9' * 20}", "QT-03", "100.000.000"),
    ("income = 2_000_000", f"income = {'9' * 5000}", "QT-01", ""),
    ("income = 2_000_000", "income = -2_000_000", "QT-03", "income"),
    ("points = 140", f"points = {'[' * 3000}{']' * 3000}", "QT-01", ""),
    ("child_below = 16", "child_below = 160", "QT-03", "child_below"),
    ("elderly_from = 60", "elderly_from = 16", "QT-03", "elderly_from"),
    ("adult_to = 30", "adult_to = 17", "QT-03", "adult_upper_from"),
    ("dependants_over_percent = 50", "dependants_over_percent = 100", "QT-03", "dependants_over_percent"),
    ("fragile_parts = 2", "fragile_parts = 4", "QT-03", "fragile_parts"),
    ("working_from = 15", "working_from = 65", "QT-03", "working_from"),
    ("year = 2022", "year = 2021 # again", "QT-03", "2021"),
    ("year = 2021", "year = 2029", "QT-03", "2029"),
]


@pytest.mark.parametrize(("right", "wrong", "code", "named"), WRONG)
def test_a_wrong_file_is_refused_with_its_line_and_what_is_wrong(tmp_path, right, wrong, code, named):
    assert right in RIGHT
    text = RIGHT.replace(right, wrong, 1)
    with pytest.raises(RuleFileWrong) as caught:
        read_rule_sets(written(tmp_path, text, "mine.toml").parent)
    expected = line_with(text, "wealth" if "wealth" in wrong else wrong.splitlines()[-1])
    if right == '    "employment"' and "1" in wrong:
        expected = line_with(text, "indicators = [")
    if wrong == "year = 2029":
        expected = line_with(text, "year = 2022")
    assert (caught.value.code, caught.value.line) == (code, expected)
    assert f"mine.toml, dòng {expected}:" in caught.value.message
    assert named in caught.value.what


def test_a_field_that_is_missing_is_named(tmp_path):
    with pytest.raises(RuleFileWrong, match="Thiếu mục valid_from") as caught:
        read_rule_sets(written(tmp_path, RIGHT.replace("valid_from = 2022-01-01\n", "")).parent)
    assert caught.value.code == "QT-02"
    text = RIGHT[: RIGHT.index("[lines.urban]")]
    with pytest.raises(RuleFileWrong, match=r"lines\.urban"):
        read_rule_sets(written(tmp_path, text).parent)


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("", 1, "không có nội dung"),
        (" \n\n", 1, "không có nội dung"),
        ("# chỉ có ghi chú\n", 1, "Thiếu mục id"),
        (RIGHT.replace(RIGHT[RIGHT.index("legal_source") : RIGHT.index("valid_from")], ""), 1, "legal_source"),
        (RIGHT.replace('name = "Chuẩn nghèo đa chiều 2022-2026"', 'name = """a\nb"""'), 3, "một dòng"),
        (RIGHT.replace('name = "Chuẩn nghèo đa chiều 2022-2026"', 'name = ""'), 3, "để trống"),
        (
            f"indicators = []\n{RIGHT[: RIGHT.index('indicators = [')]}{RIGHT[RIGHT.index('unverified = []') :]}",
            1,
            "không có chỉ số",
        ),
    ],
)
def test_what_is_empty_or_left_out_is_told(tmp_path, text, line, what):
    with pytest.raises(RuleFileWrong, match=what) as caught:
        read_rule_sets(written(tmp_path, text).parent)
    assert caught.value.line == line


def test_the_line_is_right_after_dotted_names_texts_of_several_lines_and_odd_line_ends(tmp_path):
    rural = RIGHT[RIGHT.index("[lines.rural]") : RIGHT.index("[lines.urban]")]
    dotted = RIGHT.replace(rural, "[lines]\nrural.income = -5\n")
    inline = RIGHT.replace(rural, "[lines]\nrural = { income = -5 }\n")
    quoted = RIGHT.replace("unverified = []", 'unverified = ["""\nincome = 1\n"""]').replace("2_000_000", "-5", 1)
    parted = RIGHT.replace("near_poor = true", "near_poor = true # a\u2028b").replace("2_000_000", "-5", 1)
    windows = RIGHT.replace("2_000_000", "-5", 1).replace("\n", "\r\n")
    for text in (dotted, inline, quoted, parted, windows):
        path = tmp_path / "tinh.toml"
        path.write_bytes(text.encode())
        told = refusal(path)
        line = next(number for number, one in enumerate(text.split("\n"), 1) if "income = -5" in one)
        assert (told.code, told.line) == ("QT-03", line), text[told.line]


def test_an_indicator_that_stands_twice_is_told(tmp_path):
    text = RIGHT.replace('    "employment"', '    "nutrition"', 1)
    with pytest.raises(RuleFileWrong, match="nutrition") as caught:
        read_rule_sets(written(tmp_path, text).parent)
    assert caught.value.code == "QT-06"


def test_a_file_that_is_no_text_or_too_large_is_refused(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_bytes(b"id = 1\n\xff\xfe")
    with pytest.raises(RuleFileWrong, match=r"mine\.toml, dòng 2") as caught:
        read_rule_sets(tmp_path)
    assert caught.value.code == "QT-01"
    path.write_bytes(b"#" * 300_000)
    with pytest.raises(RuleFileWrong) as caught:
        read_rule_sets(tmp_path)
    assert caught.value.code == "QT-10"


def test_two_standards_for_one_day_are_refused(tmp_path):
    written(tmp_path, RIGHT, "one.toml")
    written(tmp_path, RIGHT.replace("VN-2022", "VN-X").replace("2022-01-01", "2026-12-31"), "two.toml")
    with pytest.raises(RuleFileWrong, match="VN-2022") as caught:
        read_rule_sets(tmp_path)
    assert (caught.value.code, caught.value.file) == ("QT-09", "two.toml")


def test_standards_that_follow_each_other_are_read_oldest_first(tmp_path):
    later = RIGHT.replace("VN-2022", "VN-X").replace("2022-01-01", "2027-01-01").replace("2026-12-31", "2027-12-31")
    written(tmp_path, later, "a.toml")
    written(tmp_path, RIGHT, "b.toml")
    assert [one.id for one in read_rule_sets(tmp_path)] == ["VN-2022", "VN-X"]


def test_lines_are_found_through_lists_comments_and_repeated_sections():
    text = 'a = [\n  "x", # [y]\n  "=",\n]\n[[b.c]]\nd = 1\n[[b.c]]\nd = 2\n["e"]\n"f" = "[g]"\n'
    lines = lines_of(text)
    assert [line_of(lines, path) for path in ("a", "b.c.0.d", "b.c.1.d", "b.c.1.z", "e.f", "no")] == [1, 6, 8, 7, 10, 1]


@given(some.integers(0, len(RIGHT) - 1), some.integers(0, 30), some.text('"[]=,#\\n{}x9.\\\\', max_size=3))
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_damage_to_a_file_is_told_with_a_line_of_the_file_and_never_a_fault(tmp_path, at, count, put):
    text = RIGHT[:at] + put + RIGHT[at + count :]
    told = refusal(written(tmp_path, text))
    assert told is None or 1 <= told.line <= len(text.split("\n")) + 1
    assert told is None or f"tinh.toml, dòng {told.line}:" in told.message


# a province's own standard


def test_a_provinces_own_standard_goes_before_the_national_one_in_its_province(workspace, tmp_path):
    added = rules.add_file(workspace, written(tmp_path, local()))
    assert added.province.name == "Tỉnh Khánh Hòa"
    here = rule_sets_for(workspace)
    assert [one.id for one in here] == ["KH-2025", "VN-2022", "VN-2027"]
    assert rule_set_for(here, date(2025, 11, 1)).id == "KH-2025"
    assert rule_set_for(here, date(2024, 12, 31)).id == "VN-2022"
    review = Review("1", "22828", "2", 2025, income_points=145)
    assert reviews.Classes(workspace).of(review) is PovertyClass.NEAR_POOR
    rules.remove_file(workspace, "tinh.toml")
    assert rule_sets_for(workspace) == rule_sets()
    assert reviews.Classes(workspace).of(review) is PovertyClass.NONE


def test_a_standard_of_an_old_province_holds_where_its_communes_went(workspace, tmp_path):
    old = local('[province]\nname = "Ninh Thuận"\ncode = "58"\nold = true\n')
    rules.add_file(workspace, written(tmp_path, old, "ninh-thuan.toml"))
    assert rule_sets_for(workspace)[0].id == "KH-2025"
    assert rule_sets_for(replace(workspace, commune_code="00004")) == rule_sets()


def test_a_standard_of_another_province_changes_nothing_here(workspace, tmp_path):
    other = local('[province]\nname = "Thành phố Hà Nội"\ncode = "01"\n')
    rules.add_file(workspace, written(tmp_path, other))
    assert rule_sets_for(workspace) == rule_sets()
    assert [(one.local, one.here) for one in rules.standards(workspace)] == [
        (False, True),
        (False, True),
        (True, False),
    ]


REFUSED = [
    ({}, "", "QT-08", "id ="),
    ({"income = 1_800_000": "income = 1_400_000"}, PROVINCE, "QT-07", "income = 1_400_000"),
    ({"income = 2_300_000": "income = 1_999_999"}, PROVINCE, "QT-07", "income = 1_999_999"),
    ({"points = 150": "points = 139"}, PROVINCE, "QT-07", "points = 139"),
    ({"points = 150": "points = 140"}, PROVINCE, "QT-07", "points = 140"),
    ({"poor_indicators = 3": "poor_indicators = 4"}, PROVINCE, "QT-07", "poor_indicators = 4"),
    ({"valid_from = 2025-01-01": "valid_from = 2021-12-31"}, PROVINCE, "QT-05", "valid_from"),
    ({"valid_to = 2026-12-31": "valid_to = 2030-12-31", "income = 1_800_000": "income = 2_500_000",
      "average = 2_250_000": "average = 3_250_000"}, PROVINCE, "QT-07", "income = 2_300_000"),
    ({"KH-2025": "VN-2022"}, PROVINCE, "QT-09", "id ="),
    ({}, PROVINCE.replace("Khánh Hòa", "Ninh Thuận"), "QT-08", 'name = "Tỉnh Ninh Thuận"'),
    ({}, PROVINCE.replace("56", "58"), "QT-08", 'code = "58"'),
    ({}, PROVINCE.replace("56", "khánh"), "QT-08", 'code = "khánh"'),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "province", "code", "line"), REFUSED)
def test_a_provinces_standard_that_may_not_be_is_refused_with_its_line(
    workspace, tmp_path, changes, province, code, line
):
    text = local(province, **changes)
    with pytest.raises(RuleFileWrong) as caught:
        rules.add_file(workspace, written(tmp_path, text))
    assert caught.value.code == code
    assert caught.value.line == (line_with(text, line) if province else 1)
    assert rules.standards(workspace) == [one for one in rules.standards(workspace) if not one.local]


def test_days_without_a_national_standard_are_refused(workspace, tmp_path):
    text = local(
        **{"valid_from = 2025-01-01": "valid_from = 2027-01-01", "valid_to = 2026-12-31": "valid_to = 2031-01-01",
           "income = 1_800_000": "income = 2_500_000", "average = 2_250_000": "average = 3_250_000",
           "income = 2_300_000": "income = 2_900_000"}
    )  # fmt: skip
    with pytest.raises(RuleFileWrong, match="01/01/2031") as caught:
        rules.check_file(written(tmp_path, text))
    assert (caught.value.code, caught.value.line) == ("QT-05", line_with(text, "valid_to"))


def test_two_files_of_one_province_may_not_overlap_and_a_file_is_not_written_over(workspace, tmp_path):
    rules.add_file(workspace, written(tmp_path, local()))
    with pytest.raises(RuleFileWrong) as caught:
        rules.add_file(workspace, written(tmp_path, local(**{"KH-2025": "KH-X"}), "hai.toml"))
    assert caught.value.code == "QT-09"
    later = local(**{"KH-2025": "HN", PROVINCE: ""}, province='[province]\nname = "Hà Nội"\ncode = "01"\n')
    with pytest.raises(RuleFileWrong, match="trùng tên"):
        rules.add_file(workspace, written(tmp_path, later))


def test_a_province_and_one_that_went_into_it_may_not_hold_on_the_same_days(workspace, tmp_path):
    rules.add_file(workspace, written(tmp_path, local()))
    old = '[province]\nname = "{name}"\ncode = "{code}"\nold = true\n'
    within = local(old.format(name="Ninh Thuận", code="58"), **{"KH-2025": "NT"})
    with pytest.raises(RuleFileWrong) as caught:
        rules.add_file(workspace, written(tmp_path, within, "ninh-thuan.toml"))
    assert (caught.value.code, caught.value.line) == ("QT-09", line_with(within, "valid_from"))
    elsewhere = local(old.format(name="Phú Yên", code="54"), **{"KH-2025": "PY"})
    assert rules.add_file(workspace, written(tmp_path, elsewhere, "phu-yen.toml")).id == "PY"


def test_a_broken_file_in_the_folder_is_named_and_stops_nothing(workspace, tmp_path):
    rules.add_file(workspace, written(tmp_path, local()))
    folder = workspace.folders.data / "rules"
    written(folder, "id = \n", "hong.toml")
    found = {one.file: one for one in rules.standards(workspace)}
    assert found["hong.toml"].error.line == 1
    assert found["hong.toml"].rules is None
    assert [one.id for one in rule_sets_for(workspace)] == ["KH-2025", "VN-2022", "VN-2027"]
    rules.remove_file(workspace, "hong.toml")
    assert "hong.toml" not in {one.file for one in rules.standards(workspace)}
    with pytest.raises(NotFound):
        rules.remove_file(workspace, "../sinhke.db")


def test_a_file_changed_in_the_folder_is_read_again(workspace, tmp_path):
    rules.add_file(workspace, written(tmp_path, local()))
    assert rule_sets_for(workspace)[0].lines[Area.RURAL].income == 1_800_000
    written(workspace.folders.data / "rules", local(**{"income = 1_800_000": "income = 1_850_000 "}))
    assert rule_sets_for(workspace)[0].lines[Area.RURAL].income == 1_850_000
