"""Conditions of joining, the 36 months, the group's share, replacing, joining again."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinhke_desktop.domain.joining_conditions import (
    ConditionKind,
    HouseholdFacts,
    Weight,
    conditions,
    entry_class,
    escaped_since,
    escaped_until,
    to_look_at,
)
from sinhke_desktop.domain.participant import Participant
from sinhke_desktop.domain.participation import (
    PartInput,
    group_share,
    joined_again,
    judge_part,
    role_name,
    role_of,
    typed_part,
    without_commitment,
)
from sinhke_desktop.domain.poverty import current_class, months_between
from sinhke_desktop.domain.review import PovertyClass, ResultStatus, Review, ReviewKind
from sinhke_desktop.errors import InvalidInput

TODAY = date(2025, 11, 20)
POOR, NEAR, NONE, UNKNOWN = PovertyClass.POOR, PovertyClass.NEAR_POOR, PovertyClass.NONE, PovertyClass.UNKNOWN


def review(day):
    return Review("r" * 32, "22828", "h" * 32, day.year, ReviewKind.YEARLY, ResultStatus.OFFICIAL, reviewed_on=day)


def known(*pairs):
    return tuple((review(day), poverty_class) for day, poverty_class in pairs)


ESCAPED = known((date(2022, 11, 1), POOR), (date(2023, 12, 10), NONE), (date(2024, 12, 1), NONE))


def part(number=1, **changes):
    made = Participant(f"{number}" * 32, "22828", "m" * 32, f"{number}" * 32, POOR, date(2024, 6, 19))
    return replace(made, **changes)


def fields_of(error):
    return {(problem.field, problem.code) for problem in error.value.problems}


def test_newly_escaped_counts_36_full_months_from_the_first_review_that_said_none():
    assert escaped_since(ESCAPED, TODAY) == date(2023, 12, 10)
    assert escaped_until(date(2023, 12, 10)) == date(2026, 12, 9)
    assert entry_class(ESCAPED, date(2026, 12, 9)) is PovertyClass.NEWLY_ESCAPED
    assert entry_class(ESCAPED, date(2026, 12, 10)) is NONE
    assert escaped_since(ESCAPED, date(2026, 12, 10)) is None


@given(st.dates(date(2000, 1, 1), date(2060, 12, 31)))
def test_the_last_day_of_the_36_months_is_the_last_with_fewer_full_months(since):
    last = escaped_until(since)
    assert months_between(since, last) < 36 <= months_between(since, last + timedelta(days=1))


def independent(pairs, day):
    """The class at entry, computed anew: by the reviews until the day, the first one where there is none."""
    before = [one for one in pairs if one[0] <= day] or pairs[:1]
    if not before:
        return UNKNOWN
    if before[-1][1] is not NONE:
        return before[-1][1]
    poor_days = [when for when, poverty_class in before if poverty_class in (POOR, NEAR)]
    if not poor_days:
        return NONE
    escape = min(when for when, _class in before if when > max(poor_days))
    months = (day.year - escape.year) * 12 + day.month - escape.month - (day.day < escape.day)
    return PovertyClass.NEWLY_ESCAPED if months < 36 else NONE


HISTORIES = st.lists(
    st.tuples(st.dates(date(2020, 1, 1), date(2027, 1, 1)), st.sampled_from([POOR, NEAR, NONE, UNKNOWN])),
    max_size=6, unique_by=lambda one: one[0],
).map(sorted)  # fmt: skip


@given(HISTORIES, st.dates(date(2020, 1, 1), date(2031, 1, 1)))
def test_the_class_at_entry_is_the_independently_computed_one(pairs, day):
    found = entry_class(known(*pairs), day)
    assert found is independent(pairs, day)
    since = escaped_since(known(*pairs), day)
    assert (since is not None) == (found is PovertyClass.NEWLY_ESCAPED)
    if since is not None:
        assert since <= day <= escaped_until(since)


def test_a_household_without_older_reviews_joins_in_the_class_of_its_first():
    assert entry_class(ESCAPED, date(2020, 1, 1)) is POOR
    assert entry_class((), TODAY) is UNKNOWN
    assert current_class(ESCAPED, TODAY) is PovertyClass.NEWLY_ESCAPED


@pytest.mark.parametrize(
    ("pairs", "weight", "words"),
    [
        (ESCAPED, Weight.MET, "09/12/2026"),
        (known((date(2024, 11, 1), NEAR)), Weight.MET, ""),
        (known((date(2024, 11, 1), NONE)), Weight.LOOK, ""),
        ((), Weight.LOOK, ""),
    ],
)
def test_the_class_is_the_first_condition(pairs, weight, words):
    (found,) = conditions(HouseholdFacts(pairs), TODAY)
    assert (found.kind, found.weight) == (ConditionKind.CLASS, weight)
    assert words in found.text
    assert found.short


def test_everything_to_look_at_is_told_and_only_taking_part_stands_against():
    facts = HouseholdFacts(
        ESCAPED, no_labour=True, restricted=True, takes_part=True, other_models=("Trồng nho",), received=("1 con dê",),
        doubles=("đã nhận bò",),
    )  # fmt: skip
    found = to_look_at(conditions(facts, TODAY))
    assert [one.kind for one in found] == [
        ConditionKind.TAKES_PART, ConditionKind.LABOUR, ConditionKind.RESTRICTED, ConditionKind.OTHER_MODEL,
        ConditionKind.RECEIVED, ConditionKind.DOUBLE,
    ]  # fmt: skip
    assert [one.kind for one in found if one.weight is Weight.AGAINST] == [ConditionKind.TAKES_PART]
    assert "Trồng nho" in found[3].text


def test_the_share_counts_those_that_stay_by_their_class_at_entry():
    some = [
        part(1, group_id="g"), part(2, class_at_entry=PovertyClass.NEWLY_ESCAPED), part(3, class_at_entry=NONE),
        part(4, left_on=TODAY), part(5, removed=True),
    ]  # fmt: skip
    share = group_share(some, 70)
    assert (share.eligible, share.all, share.too_small) == (2, 3, True)
    assert not group_share(some, 66).too_small
    assert not group_share(some).too_small
    assert (group_share(some, 0, "g").eligible, group_share(some, 0, "g").all) == (1, 1)
    assert not group_share([], 50).too_small


def test_every_field_of_a_part_can_be_typed_and_read_back():
    typed = PartInput(
        "20/06/2024", "21/06/2024", "g" * 32, "leader", "2" * 32, "1.200.000", "3.000.000", "2.500.000", "01/11/2025",
        "chuyển đi",
    )  # fmt: skip
    others = [part(1), part(2, left_on=date(2024, 6, 20), leave_reason="x")]
    made = judge_part(part(1), typed, others, {"g" * 32}, TODAY)
    assert made == part(
        1, joined_on=date(2024, 6, 20), commitment_signed_on=date(2024, 6, 21), group_id="g" * 32, role="leader",
        replaces_id="2" * 32, income_before=1_200_000, income_expected=3_000_000, income_at_end=2_500_000,
        left_on=date(2025, 11, 1), leave_reason="chuyển đi",
    )  # fmt: skip
    assert judge_part(part(1), typed_part(made), others, {"g" * 32}, TODAY) == made


def test_every_wrong_field_of_a_part_is_named_at_once():
    typed = PartInput("", "x", "other", "king", "", "abc", "", "", "01/06/2024", "")
    with pytest.raises(InvalidInput) as error:
        judge_part(part(1), typed, [], {"g"}, TODAY)
    assert fields_of(error) == {
        ("joined_on", "MH-04"), ("commitment_signed_on", "MH-04"), ("group_id", "MH-16"), ("role", "MH-02"),
        ("income_before", "MH-03"), ("leave_reason", "MH-02"),
    }  # fmt: skip
    with pytest.raises(InvalidInput) as error:
        judge_part(part(1), PartInput("19/06/2024", left_on="18/06/2024", leave_reason="x"), [], (), TODAY)
    assert fields_of(error) == {("left_on", "MH-04")}
    with pytest.raises(InvalidInput) as error:
        judge_part(part(1), PartInput("19/06/2024", leave_reason="x"), [], (), TODAY)
    assert fields_of(error) == {("left_on", "MH-04")}


@pytest.mark.parametrize(
    "others",
    [
        [],
        [part(2)],
        [part(2, left_on=date(2025, 1, 1))],
        [part(2, left_on=date(2024, 6, 1)), part(3, replaces_id="2" * 32)],
    ],
)
def test_only_a_household_that_left_before_is_replaced_and_once(others):
    with pytest.raises(InvalidInput) as error:
        judge_part(part(1), PartInput("19/06/2024", replaces_id="2" * 32), others, (), TODAY)
    assert fields_of(error) == {("replaces_id", "MH-33")}


def test_a_household_does_not_replace_itself():
    gone = part(1, left_on=date(2024, 6, 1))
    with pytest.raises(InvalidInput) as error:
        judge_part(gone, PartInput("19/06/2024", replaces_id=gone.id), [gone], (), TODAY)
    assert fields_of(error) == {("replaces_id", "MH-33")}


def test_who_joins_again_keeps_group_role_and_incomes_but_signs_anew():
    before = part(
        1, commitment_signed_on=TODAY, left_on=TODAY, leave_reason="x", group_id="g", role="member", replaces_id="r",
        income_before=1, income_expected=2, income_at_end=3,
    )  # fmt: skip
    again = joined_again(before, part(1, joined_on=TODAY, income_before=0, role="leader"))
    assert again == part(
        1, joined_on=TODAY, group_id="g", role="leader", replaces_id="r", income_before=0, income_expected=2,
        income_at_end=3,
    )  # fmt: skip
    with pytest.raises(InvalidInput) as error:
        joined_again(before, part(1))
    assert fields_of(error) == {("joined_on", "MH-04")}
    kept = joined_again(part(1, income_before=5), part(1, income_expected=7, income_at_end=8))
    assert (kept.income_before, kept.income_expected, kept.income_at_end) == (5, 7, 8)


def test_roles_have_words_and_missing_commitments_are_listed():
    assert role_name("treasurer") == "Thủ quỹ"
    assert role_name("cộng tác viên") == "cộng tác viên"
    assert (role_of("THU QUY"), role_of("leader"), role_name("Thành viên")) == ("treasurer", "leader", "Thành viên")
    some = [part(1), part(2, commitment_signed_on=TODAY), part(3, left_on=TODAY)]
    assert [one.id for one in without_commitment(some)] == ["1" * 32]
