"""Classes against an independent reading of the decree's scoring, and the 36 months of the newly escaped."""

import itertools
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from sinhke_desktop.domain.commune import Area
from sinhke_desktop.domain.poverty import (
    class_of,
    current_class,
    doubts,
    judge,
    money,
    months_between,
    rule_set_for,
)
from sinhke_desktop.domain.review import ALL_INDICATORS, INDICATORS, PovertyClass, Review
from sinhke_desktop.services.rules import rule_sets

POOR, NEAR_POOR, NONE, UNKNOWN = PovertyClass.POOR, PovertyClass.NEAR_POOR, PovertyClass.NONE, PovertyClass.UNKNOWN
KEYS = list(INDICATORS)


def review(income=None, lacking=0, year=2025, **other):
    return Review("1", "22828", "2", year, income_points=income, deprived=frozenset(KEYS[:lacking]), **other)


def rules(year=2025):
    return rule_set_for(rule_sets(), date(year, 12, 31))


TWELVE_OF_2022 = [
    "employment", "dependentPerson", "nutrition", "healthInsurance", "adultEducation", "childSchoolAttendance",
    "housingQuality", "housingArea", "cleanWater", "hygienicToilet", "telecommunication", "informationAccessAssets",
]  # fmt: skip
TWELVE_OF_2027 = [key for key in TWELVE_OF_2022 if key != "informationAccessAssets"] + ["wasteTreatment"]


def as_the_law_says(year, urban, points, income, ticked):
    """The class read anew from the decrees and the circular, without the program's rule files.

    Circular 07/2021: A up to 140 (rural) or 175 (urban) and B of 30 or more is poor, less than 30 near-poor; the lines
    stand for 1,500,000 and 2,000,000 đ. Decree 351/2025 from 2027: 2,200,000 and 2,800,000 đ and three indicators;
    its points and its near-poor are not known.
    """
    if 2022 <= year <= 2026:
        line, most, asked = (2_000_000, 175, TWELVE_OF_2022) if urban else (1_500_000, 140, TWELVE_OF_2022)
    elif 2027 <= year <= 2030:
        line, most, asked = (2_800_000, None, TWELVE_OF_2027) if urban else (2_200_000, None, TWELVE_OF_2027)
    else:
        return UNKNOWN
    b_points = sum(10 for key in asked if key in ticked)
    if most is not None and points is not None:
        low = points <= most
    elif income is not None:
        low = income <= line
    else:
        return UNKNOWN
    if not low:
        return NONE
    if b_points >= 30:
        return POOR
    return NEAR_POOR if year <= 2026 else UNKNOWN


POINTS = [None, 0, 30, 139, 140, 141, 174, 175, 176, 999]
LINES = [1_500_000, 2_000_000, 2_200_000, 2_250_000, 2_800_000, 3_000_000]
INCOMES = [None, 0, *(line + step for line in LINES for step in (-1, 0, 1)), 9_000_000]
YEARS = [2021, 2022, 2025, 2026, 2027, 2030, 2031]


def agrees(year, area, points, income, ticked):
    one = Review(
        "1", "22828", "2", year, income_points=points, income_per_head=income, deprived=frozenset(ticked)
    )  # fmt: skip
    expected = as_the_law_says(year, area is Area.URBAN, points, income, ticked)
    assert class_of(one, area, rules(year)) is expected
    assert judge(one, area, rules(year)).poverty_class is expected


@given(
    some.sampled_from(YEARS) | some.integers(2020, 2032),
    some.sampled_from(list(Area)),
    some.sampled_from(POINTS) | some.integers(0, 999),
    some.sampled_from(INCOMES) | some.integers(0, 5_000_000),
    some.sets(some.sampled_from(list(ALL_INDICATORS)), min_size=1, max_size=4)
    | some.sets(some.sampled_from(list(ALL_INDICATORS))),
)
@settings(max_examples=500)
def test_classes_agree_with_a_second_reading_of_the_law(year, area, points, income, ticked):
    agrees(year, area, points, income, ticked)


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("area", list(Area))
def test_classes_agree_at_every_bound_and_with_every_number_of_indicators(year, area):
    ends = ([], ["informationAccessAssets"], ["wasteTreatment"], ["informationAccessAssets", "wasteTreatment"])
    for points, income, count, end in itertools.product(POINTS, INCOMES, range(12), ends):
        agrees(year, area, points, income, {*KEYS[:count], *end})


@pytest.mark.parametrize(
    ("area", "income", "lacking", "expected"),
    [
        (Area.RURAL, 140, 3, POOR), (Area.RURAL, 141, 3, NONE), (Area.RURAL, 140, 2, NEAR_POOR),
        (Area.RURAL, 0, 0, NEAR_POOR), (Area.URBAN, 175, 3, POOR), (Area.URBAN, 176, 12, NONE),
        (Area.URBAN, 141, 2, NEAR_POOR), (Area.URBAN, 175, 2, NEAR_POOR), (Area.RURAL, 141, 12, NONE),
    ],
)  # fmt: skip
def test_the_boundaries_belong_to_the_poorer_side(area, income, lacking, expected):
    assert class_of(review(income, lacking), area, rules()) is expected


@pytest.mark.parametrize("area", list(Area))
def test_the_standard_of_2027_gives_no_class_without_an_income_and_says_why(area):
    standing = judge(review(100, 5, 2027), area, rules(2027))
    assert standing.poverty_class is UNKNOWN
    assert standing.rule_set == "VN-2027"
    assert standing.marks
    assert standing.explanation != judge(review(100, 5, 2031), area, rules(2031)).explanation


def test_in_2027_who_is_within_the_line_with_few_lacking_is_not_poor_and_perhaps_near_poor():
    standing = judge(review(None, 2, 2027, income_per_head=2_000_000), Area.RURAL, rules(2027))
    assert standing.poverty_class is UNKNOWN
    assert "không phải hộ nghèo" in standing.explanation
    assert "chưa được công bố" in standing.explanation


def test_an_income_decides_only_without_points_and_is_marked():
    by_points = judge(review(100, 3, income_per_head=9_000_000), Area.RURAL, rules())
    assert by_points.poverty_class is POOR
    assert by_points.marks == ()
    by_income = judge(review(None, 3, income_per_head=1_500_000), Area.RURAL, rules())
    assert by_income.poverty_class is POOR
    assert len(by_income.marks) == 1
    assert "1.500.000 đ" in by_income.explanation


def test_points_of_one_standard_tell_of_a_higher_line_only_where_they_lie_within_their_own():
    scored, later = rules(2026), rules(2027)
    assert class_of(review(140, 3, 2026), Area.RURAL, later, scored) is POOR
    assert class_of(review(141, 3, 2026), Area.RURAL, later, scored) is UNKNOWN
    assert class_of(review(141, 3, 2026, income_per_head=2_300_000), Area.RURAL, later, scored) is NONE
    standing = judge(review(140, 3, 2026), Area.RURAL, later, scored)
    assert len(standing.marks) == len(later.unverified) + 1


def test_the_average_living_standard_is_named_above_the_line():
    assert judge(review(None, 0, income_per_head=2_250_000), Area.RURAL, rules()).words == "Hộ có mức sống trung bình"
    assert judge(review(None, 0, income_per_head=2_250_001), Area.RURAL, rules()).words == "Không thuộc diện"
    assert judge(review(None, 0, income_per_head=3_000_000), Area.URBAN, rules()).words == "Hộ có mức sống trung bình"
    assert judge(review(None, 0, income_per_head=1_500_000), Area.RURAL, rules()).words == "Hộ cận nghèo"


@pytest.mark.parametrize(
    ("area", "income", "words"),
    [
        (Area.RURAL, 1_500_000, "Hộ cận nghèo"), (Area.RURAL, 1_500_001, "Hộ có mức sống trung bình"),
        (Area.RURAL, 2_250_000, "Hộ có mức sống trung bình"), (Area.RURAL, 2_250_001, "Không thuộc diện"),
        (Area.URBAN, 2_000_000, "Hộ cận nghèo"), (Area.URBAN, 2_000_001, "Hộ có mức sống trung bình"),
        (Area.URBAN, 3_000_000, "Hộ có mức sống trung bình"), (Area.URBAN, 3_000_001, "Không thuộc diện"),
    ],
)  # fmt: skip
def test_the_bands_of_income_end_where_the_decree_has_them_and_the_average_one_is_marked(area, income, words):
    standing = judge(review(None, 2, income_per_head=income), area, rules())
    assert standing.words == words
    marked = [mark for mark in standing.marks if "chưa đối chiếu" in mark]
    assert bool(marked) is (words == "Hộ có mức sống trung bình")


def test_before_any_standard_there_is_no_class():
    assert rules(2020) is None
    assert judge(review(100, 5, 2020), Area.RURAL, rules(2020)).poverty_class is UNKNOWN


def test_the_explanation_names_line_points_count_and_what_is_lacking():
    text = judge(review(118, 4), Area.RURAL, rules()).explanation
    assert all(word in text for word in ("1.500.000 đ", "118", "140", "4", "3", "Việc làm", "Bảo hiểm y tế"))
    assert "2.000.000 đ" in judge(review(176, 0), Area.URBAN, rules()).explanation
    assert money(264_180_000) == "264.180.000 đ"


@given(some.integers(0, 12), some.none() | some.integers(0, 12).map(lambda count: count * 10))
def test_points_b_that_do_not_fit_the_ticks_are_doubted(lacking, points):
    found = doubts(review(100, lacking, deprivation_points=points), Area.RURAL, rules())
    assert bool(found) is (points is not None and points != lacking * 10)


def test_a_stated_class_that_the_points_do_not_give_is_doubted_and_so_is_an_unknown_indicator():
    assert doubts(review(100, 3, declared_class=POOR), Area.RURAL, rules()) == []
    assert len(doubts(review(100, 3, declared_class=NEAR_POOR), Area.RURAL, rules())) == 1
    assert doubts(review(None, 3, declared_class=NEAR_POOR), Area.RURAL, rules()) == []
    assert len(doubts(Review("1", "22828", "2", 2025, deprived=frozenset({"x"})), Area.RURAL, rules())) == 1


def test_an_indicator_of_another_standard_is_doubted_and_makes_no_points():
    one = review(100, 2, deprivation_points=20)
    with_waste = replace(one, deprived=one.deprived | {"wasteTreatment"})
    assert doubts(one, Area.RURAL, rules()) == []
    assert len(doubts(with_waste, Area.RURAL, rules())) == 1
    assert "Xử lý rác thải" in doubts(with_waste, Area.RURAL, rules())[0]


def test_newly_escaped_on_paper_agrees_with_an_income_above_the_line():
    assert doubts(review(150, 1, declared_class=PovertyClass.NEWLY_ESCAPED), Area.RURAL, rules()) == []
    assert len(doubts(review(100, 1, declared_class=PovertyClass.NEWLY_ESCAPED), Area.RURAL, rules())) == 1


@given(some.dates(date(2015, 1, 1), date(2030, 12, 31)), some.integers(0, 60))
def test_full_months_are_counted_as_a_calendar_counts_them(day, months):
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    later = date(year, month + 1, min(day.day, 28))
    assert months_between(day, later) == months - (day.day > 28)


def classes(*pairs):
    return [(review(100, year=year, reviewed_on=date(year, 12, 1)), found) for year, found in pairs]


@pytest.mark.parametrize(
    ("reviews", "today", "expected"),
    [
        ((), date(2025, 1, 1), UNKNOWN),
        (((2024, POOR),), date(2026, 1, 1), POOR),
        (((2023, POOR), (2024, NONE)), date(2024, 12, 1), PovertyClass.NEWLY_ESCAPED),
        (((2023, POOR), (2024, NONE)), date(2027, 11, 30), PovertyClass.NEWLY_ESCAPED),
        (((2023, POOR), (2024, NONE)), date(2027, 12, 1), NONE),
        (((2023, NEAR_POOR), (2024, NONE), (2025, NONE)), date(2026, 6, 1), PovertyClass.NEWLY_ESCAPED),
        (((2020, POOR), (2021, NONE), (2025, NONE)), date(2026, 1, 1), NONE),
        (((2024, NONE),), date(2025, 1, 1), NONE),
        (((2022, POOR), (2023, NONE), (2024, POOR), (2025, NONE)), date(2026, 1, 1), PovertyClass.NEWLY_ESCAPED),
        (((2023, NONE), (2024, NEAR_POOR)), date(2025, 1, 1), NEAR_POOR),
    ],
)
def test_a_household_is_newly_escaped_for_36_months_from_its_first_review_above_the_line(reviews, today, expected):
    assert current_class(classes(*reviews), today) is expected
