"""Classes against an independent reading of the decree's scoring, and the 36 months of the newly escaped."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from sinhke_desktop.domain.commune import Area
from sinhke_desktop.domain.poverty import class_of, current_class, doubts, judge, money, months_between, rule_set_for
from sinhke_desktop.domain.review import INDICATORS, PovertyClass, Review
from sinhke_desktop.services.rules import rule_sets

POOR, NEAR_POOR, NONE, UNKNOWN = PovertyClass.POOR, PovertyClass.NEAR_POOR, PovertyClass.NONE, PovertyClass.UNKNOWN
KEYS = list(INDICATORS)


def review(income=None, lacking=0, year=2025, **other):
    return Review("1", "22828", "2", year, income_points=income, deprived=frozenset(KEYS[:lacking]), **other)


def rules(year=2025):
    return rule_set_for(rule_sets(), date(year, 12, 31))


def as_the_circular_says(income, lacking, urban):
    """Circular 07/2021: A up to 140 (rural) or 175 (urban) and B of 30 or more is poor, less than 30 near-poor."""
    if income is None:
        return UNKNOWN
    low = income <= 175 if urban else income <= 140
    return {(True, True): POOR, (True, False): NEAR_POOR}.get((low, lacking * 10 >= 30), NONE)


@given(
    some.none() | some.integers(0, 999), some.integers(0, 12), some.sampled_from(list(Area)), some.integers(2022, 2026)
)
def test_the_class_is_the_circulars_for_all_points(income, lacking, area, year):
    expected = as_the_circular_says(income, lacking, area is Area.URBAN)
    one = review(income, lacking, year)
    assert class_of(one, area, rules(year)) is expected
    assert judge(one, area, rules(year)).poverty_class is expected


@pytest.mark.parametrize(
    ("area", "income", "lacking", "expected"),
    [
        (Area.RURAL, 140, 3, POOR), (Area.RURAL, 141, 3, NONE), (Area.RURAL, 140, 2, NEAR_POOR),
        (Area.RURAL, 0, 0, NEAR_POOR), (Area.URBAN, 175, 3, POOR), (Area.URBAN, 176, 12, NONE),
        (Area.URBAN, 141, 2, NEAR_POOR),
    ],
)  # fmt: skip
def test_the_boundaries_belong_to_the_poorer_side(area, income, lacking, expected):
    assert class_of(review(income, lacking), area, rules()) is expected


@pytest.mark.parametrize("area", list(Area))
def test_the_standard_of_2027_gives_no_class_and_says_why(area):
    standing = judge(review(100, 5, 2027), area, rules(2027))
    assert standing.poverty_class is UNKNOWN
    assert standing.rule_set == "VN-2027"
    assert standing.marks
    assert standing.explanation != judge(review(100, 5, 2031), area, rules(2031)).explanation


def test_before_any_standard_there_is_no_class():
    assert rules(2020) is None
    assert judge(review(100, 5, 2020), Area.RURAL, rules(2020)).poverty_class is UNKNOWN


def test_the_explanation_names_line_points_and_count():
    text = judge(review(118, 4), Area.RURAL, rules()).explanation
    assert all(word in text for word in ("1.500.000 đ", "118", "140", "4", "3"))
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
