"""What the data of a household say of each indicator: lacking, not lacking, or not clear, and who is named."""

from dataclasses import replace
from datetime import date

import pytest

from sinhke_desktop.domain.derivation import Verdict, names_of, propose
from sinhke_desktop.domain.household import Birth, Household, Member, Sex
from sinhke_desktop.domain.household_lists import DEVICES, TOILET, WATER
from sinhke_desktop.domain.member_tests import in_working_age
from sinhke_desktop.domain.poverty import rule_set_for
from sinhke_desktop.services.rules import rule_sets

L, N, U = Verdict.LACKING, Verdict.NOT_LACKING, Verdict.UNKNOWN
DAY = date(2025, 11, 20)
RULES = rule_set_for(rule_sets(), DAY)

GROWN = Birth(1985, 6, 1)


def member(name="Lê Văn A", birth=GROWN, sex=Sex.MALE, **fields):
    return Member(name, 1, name, "Con trai", sex, birth, **fields)


def household(*members, **fields):
    return Household("1", "22828", "h", members or (member(),), **fields)


def finding(key, *members, day=DAY, **fields):
    return propose(household(*members, **fields), day, rule_set_for(rule_sets(), day)).by_indicator[key]


def born(age, months=0):
    """A birth that makes somebody *age* years and *months* old on DAY."""
    total = DAY.year * 12 + DAY.month - 1 - age * 12 - months
    return Birth(total // 12, total % 12 + 1, DAY.day)


def day_younger(birth):
    return replace(birth, day=birth.day + 1)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"work": "unemployed"}, L), ({"work": "no_contract"}, L), ({"work": "contract"}, N), ({"work": "own"}, N),
        ({"work": "studying"}, N), ({"work": "not_seeking"}, N), ({"work": "unable"}, N), ({}, U),
        ({"work": "unemployed", "labour_capacity": "none"}, N), ({"labour_capacity": "none"}, N),
        ({"disability": "extreme"}, N), ({"work": "unemployed", "birth": None}, U), ({"work": "own", "birth": None}, N),
        ({"birth": born(14)}, N), ({"birth": born(80)}, N), ({"birth": born(80), "work": "unemployed"}, N),
        ({"birth": born(61, 2), "work": "unemployed"}, L), ({"birth": born(61, 3), "work": "unemployed"}, N),
        ({"birth": born(56, 8), "work": "unemployed", "sex": Sex.FEMALE}, N),
        ({"birth": born(56, 7), "work": "unemployed", "sex": Sex.FEMALE}, L),
        ({"birth": born(58), "work": "unemployed", "sex": None}, U),
        ({"birth": born(40), "work": "unemployed", "sex": None}, L),
        ({"birth": born(15), "work": "unemployed"}, L), ({"birth": day_younger(born(15)), "work": "unemployed"}, N),
    ],
)  # fmt: skip
def test_employment(fields, expected):
    assert finding("employment", member(**fields)).verdict is expected


def test_one_without_work_is_enough_whatever_is_not_known_of_others():
    found = finding("employment", member(), member("Lê Thị B", work="unemployed"))
    assert found.verdict is L
    assert "Lê Thị B: không có việc làm" in found.reason
    assert found.unverified


CHILD = {"birth": born(10)}
WORKER = {"social_allowance": "no", "disability": "no"}


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        ([CHILD, CHILD, WORKER], L), ([CHILD, WORKER], N), ([CHILD, CHILD, WORKER, WORKER], N),
        ([CHILD, CHILD, {}], L), ([CHILD, {}, {}], U), ([CHILD, {}, WORKER, WORKER], N), ([{}], U), ([WORKER], N),
        ([{"birth": born(85), "social_allowance": "yes"}, WORKER], N),
        ([{"birth": born(85), "social_allowance": "yes"}], L), ([{"birth": born(85), "social_allowance": "no"}], N),
        ([{"disability": "severe", "social_allowance": "yes"}], L), ([{"social_allowance": "yes"}], U),
        ([{"social_allowance": "yes", "disability": "no"}], N), ([{"disability": "no"}], N),
        ([{"birth": born(16)}, CHILD, WORKER], U), ([{"birth": born(16), **WORKER}, CHILD, WORKER], N),
    ],
)  # fmt: skip
def test_dependants_must_be_more_than_half(people, expected):
    members = [member(f"Người {at}", **fields) for at, fields in enumerate(people)]
    assert finding("dependentPerson", *members).verdict is expected


def test_dependants_are_counted_and_named():
    people = (member("Hoa", **WORKER), member("An", **CHILD), member("Bé", **CHILD))
    reason = finding("dependentPerson", *people).reason
    assert reason.startswith("2 trên 3 người là người phụ thuộc")
    assert "An, Bé" in reason


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({**CHILD, "nutrition": "stunted"}, L), ({**CHILD, "nutrition": "underweight"}, L),
        ({**CHILD, "nutrition": "both"}, L), ({**CHILD, "nutrition": "normal"}, N), (CHILD, U),
        ({"birth": born(16), "nutrition": "stunted"}, N), ({"birth": day_younger(born(16)), "nutrition": "stunted"}, L),
        ({"birth": born(40)}, N), ({"birth": None}, U), ({"birth": None, "nutrition": "normal"}, N),
        ({"birth": Birth(2009)}, U), ({"birth": Birth(2010)}, U), ({"birth": Birth(2008)}, N),
    ],
)  # fmt: skip
def test_nutrition(fields, expected):
    assert finding("nutrition", member(**fields)).verdict is expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"insured": "no"}, L), ({"insured": "yes"}, N), ({}, U), ({"birth": born(6), "insured": "no"}, L),
        ({"birth": day_younger(born(6)), "insured": "no"}, N), ({"birth": day_younger(born(6))}, N),
        ({"birth": None, "insured": "no"}, U), ({"birth": None, "insured": "yes"}, N),
        ({"birth": Birth(2019), "insured": "no"}, U), ({"birth": Birth(2018), "insured": "no"}, L),
        ({"health_insurance_number": "0123456789"}, U),
    ],
)  # fmt: skip
def test_health_insurance(fields, expected):
    assert finding("healthInsurance", member(**fields)).verdict is expected


@pytest.mark.parametrize(
    ("age", "schooling", "education", "expected"),
    [
        (16, "none", "primary", L), (16, "none", "lower_secondary", N), (16, "lower_secondary", "", N),
        (17, "none", "none", L), (18, "none", "lower_secondary", L), (18, "none", "upper_secondary", N),
        (18, "upper_secondary", "lower_secondary", N), (25, "none", "elementary", N), (25, "none", "on_the_job", N),
        (25, "none", "intermediate", N), (25, "none", "college", N), (30, "none", "primary", L),
        (31, "none", "none", N),
        (15, "none", "none", N), (20, "", "primary", U), (20, "none", "", U), (20, "", "upper_secondary", N),
        (20, "vocational", "", N), (None, "none", "none", U), (None, "none", "university", N), (None, "higher", "", N),
    ],
)  # fmt: skip
def test_education_of_adults(age, schooling, education, expected):
    birth = None if age is None else born(age, 3)
    assert finding("adultEducation", member(birth=birth, schooling=schooling, education=education)).verdict is expected


def test_a_year_of_birth_alone_decides_where_both_ages_say_the_same():
    at_the_edge = {"birth": Birth(2007), "schooling": "none"}
    assert finding("adultEducation", member(**at_the_edge, education="primary")).verdict is L
    assert finding("adultEducation", member(**at_the_edge, education="lower_secondary")).verdict is U
    last_day = date(2025, 12, 31)
    assert finding("adultEducation", member(**at_the_edge, education="lower_secondary"), day=last_day).verdict is L


@pytest.mark.parametrize(
    ("age", "schooling", "expected"),
    [
        (2, "none", N), (3, "none", L), (3, "preschool", N), (5, "", U), (6, "preschool", L), (6, "primary", N),
        (11, "lower_secondary", N), (12, "primary", L), (12, "lower_secondary", N), (15, "upper_secondary", N),
        (15, "vocational", N), (15, "none", L), (16, "none", N), (40, "", N), (None, "", U), (None, "none", U),
        (None, "higher", N),
    ],
)  # fmt: skip
def test_schooling_of_children(age, schooling, expected):
    birth = None if age is None else born(age)
    assert finding("childSchoolAttendance", member(birth=birth, schooling=schooling)).verdict is expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("fragile", "fragile", ""), L), (("fragile", "durable", "fragile"), L), (("durable", "durable", ""), N),
        (("fragile", "durable", "durable"), N), (("fragile", "", "durable"), U), (("fragile", "", ""), U),
        (("", "", ""), U), (("durable", "", ""), U),
    ],
)  # fmt: skip
def test_quality_of_the_dwelling(parts, expected):
    assert finding("housingQuality", **dict(zip(("wall", "pillar", "roof"), parts, strict=True))).verdict is expected


@pytest.mark.parametrize(("area", "expected"), [(None, U), (2399, L), (2400, N), (2401, N), (0, L)])
def test_area_of_the_dwelling_of_three(area, expected):
    assert finding("housingArea", member(), member("B"), member("C"), dwelling_area=area).verdict is expected


def test_area_is_told_for_each():
    found = finding("housingArea", member(), member("B"), member("C"), dwelling_area=2200)
    assert found.reason == "22 m² cho 3 người là 7,33 m² mỗi người, dưới 8 m²."
    assert not found.unverified


@pytest.mark.parametrize(
    ("key", "field", "lacking", "options"),
    [
        ("cleanWater", "water_source", {"unprotected"}, WATER),
        ("hygienicToilet", "toilet", {"unhygienic", "none"}, TOILET),
        ("telecommunication", "internet", {"no"}, ("yes", "no")),
        ("informationAccessAssets", "devices", {"none"}, DEVICES),
    ],
)
def test_answers_of_the_household(key, field, lacking, options):
    for option in options:
        assert finding(key, **{field: option}).verdict is (L if option in lacking else N)
    assert finding(key).verdict is U


def test_waste_is_asked_from_2027_on_and_devices_no_more():
    found = propose(household(waste="untreated"), date(2027, 10, 1), rule_sets()[1])
    assert "informationAccessAssets" not in found.by_indicator
    assert found.by_indicator["wasteTreatment"].verdict is L
    assert found.by_indicator["wasteTreatment"].unverified
    assert finding("wasteTreatment", day=date(2027, 10, 1), waste="collected").verdict is N
    assert finding("wasteTreatment", day=date(2027, 10, 1)).verdict is U


def test_a_proposal_counts_points_of_what_is_surely_lacking():
    found = propose(household(member(insured="no"), internet="no", dwelling_area=100), DAY, RULES)
    assert found.deprived == {"healthInsurance", "telecommunication", "housingArea"}
    assert found.points == 30
    assert found.deprived | found.unknown | found.not_lacking == set(RULES.indicators)
    assert list(found.by_indicator) == list(RULES.indicators)


def test_many_names_are_cut_short():
    people = [member(f"Người {at}") for at in range(6)]
    assert names_of(people) == "Người 0, Người 1, Người 2, Người 3 và 2 người nữa"


def test_working_age_is_open_without_a_table():
    bands = replace(RULES.bands, pension=())
    assert in_working_age(member(), DAY, bands) is None
    assert in_working_age(member(birth=born(10)), DAY, bands) is False
