"""What is doubtful about a review, and that a review in order is left alone."""

from dataclasses import replace
from datetime import date

import pytest

from sinhke_desktop.domain.commune import Area
from sinhke_desktop.domain.household import Birth, Household, Member, Sex
from sinhke_desktop.domain.poverty import rule_set_for
from sinhke_desktop.domain.review import PovertyClass, Review
from sinhke_desktop.domain.review_checks import checks
from sinhke_desktop.domain.review_reasons import reasons_of, reasons_text
from sinhke_desktop.services.rules import rule_sets

DAY = date(2025, 11, 20)
RULES = rule_set_for(rule_sets(), DAY)
HEAD = Member("a", 1, "Lê Văn A", "Chủ hộ", Sex.MALE, Birth(1985, 6, 1), insured="yes", work="own",
              social_allowance="no", disability="no", nutrition="normal")  # fmt: skip
HOUSEHOLD = Household(
    "1", "22828", "h", (HEAD,), dwelling_area=4000, wall="durable", pillar="durable", roof="durable",
    water_source="tap", toilet="septic", internet="yes", devices="tv",
)  # fmt: skip
GOOD = Review("r", "22828", "1", 2025, reviewed_on=DAY, income_points=120, deprivation_points=0)


def codes(review=GOOD, household=HOUSEHOLD, **more):
    return [one.code for one in checks(review, household, Area.RURAL, RULES, **more)]


def test_a_review_in_order_has_no_doubts():
    assert codes() == []
    assert checks(GOOD, HOUSEHOLD, Area.RURAL, None) == []


@pytest.mark.parametrize(("points", "near"), [(134, False), (135, True), (140, True), (145, True), (146, False)])
def test_points_near_the_line_are_told(points, near):
    assert ("KN-02" in codes(replace(GOOD, income_points=points))) is near


@pytest.mark.parametrize(
    ("income", "near"), [(1_399_999, False), (1_400_000, True), (1_600_000, True), (1_600_001, False)]
)
def test_an_income_near_the_line_is_told_where_there_are_no_points(income, near):
    assert ("KN-02" in codes(replace(GOOD, income_points=None, income_per_head=income))) is near


def test_b_that_is_not_ten_for_each_indicator_is_told():
    assert codes(replace(GOOD, deprivation_points=10)) == ["KN-01"]
    assert codes(replace(GOOD, declared_class=PovertyClass.POOR)) == ["KN-01"]


def test_one_open_indicator_that_would_make_it_poor_is_told():
    two = replace(GOOD, deprived=frozenset({"hygienicToilet", "cleanWater"}), deprivation_points=20)
    house = replace(HOUSEHOLD, toilet="none", water_source="unprotected")
    assert codes(two, house) == []
    found = checks(two, replace(house, internet=""), Area.RURAL, RULES)
    assert [one.code for one in found] == ["KN-03"]
    assert "Dịch vụ viễn thông" in found[0].message


def test_points_and_income_on_two_sides_are_told():
    assert codes(replace(GOOD, income_per_head=5_000_000)) == ["KN-04"]
    assert codes(replace(GOOD, income_per_head=1_000_000)) == []


def test_ticks_against_the_data_are_told_until_a_reason_is_given():
    ticked = replace(GOOD, deprived=frozenset({"healthInsurance"}), deprivation_points=10)
    found = checks(ticked, HOUSEHOLD, Area.RURAL, RULES)
    assert [(one.code, one.field) for one in found] == [("KN-05", "healthInsurance")]
    assert "Bảo hiểm y tế" in found[0].message
    assert codes(replace(ticked, overrides=reasons_text({"healthInsurance": "Thẻ hết hạn"}))) == []
    uninsured = replace(HOUSEHOLD, members=(replace(HEAD, insured="no"),))
    assert codes(GOOD, uninsured) == ["KN-05"]


@pytest.mark.parametrize("key", ["nutrition", "childSchoolAttendance"])
def test_an_indicator_of_children_without_children_is_told(key):
    assert "KN-06" in codes(replace(GOOD, deprived=frozenset({key}), deprivation_points=10))
    child = replace(HEAD, id="b", birth=Birth(2015), relation="Con trai", nutrition="stunted", schooling="none")
    with_child = replace(HOUSEHOLD, members=(HEAD, child))
    assert "KN-06" not in codes(replace(GOOD, deprived=frozenset({key}), deprivation_points=10), with_child)


def test_no_labour_and_lacking_work_contradict_each_other():
    ticked = replace(GOOD, deprived=frozenset({"employment"}), deprivation_points=10)
    assert "KN-07" in codes(ticked, replace(HOUSEHOLD, no_labour="yes"))
    assert "KN-07" not in codes(ticked)


@pytest.mark.parametrize(("before", "told"), [(None, False), (1, False), (2, True), (3, True)])
def test_a_size_that_halved_is_told(before, told):
    assert ("KN-08" in codes(size_before=before)) is told


def test_a_leap_from_poor_to_none_without_a_note_is_told():
    poor = replace(GOOD, deprived=frozenset({"cleanWater", "hygienicToilet", "nutrition"}))
    over = replace(GOOD, income_points=200)
    assert codes(over, before=poor) == ["KN-09"]
    assert codes(replace(over, note="Có con đi làm"), before=poor) == []
    assert codes(over, before=GOOD) == []


def test_reasons_are_kept_in_the_forms_order_and_nonsense_gives_none():
    text = reasons_text({"cleanWater": "Giếng hỏng", "employment": "Đang xin việc"})
    assert list(reasons_of(text)) == ["employment", "cleanWater"]
    assert reasons_text({}) == ""
    for wrong in ("", "x", "[1]", '{"employment": 3}'):
        assert reasons_of(wrong) == {}
