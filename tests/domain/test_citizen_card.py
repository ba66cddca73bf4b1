"""The day of issue and the old number of a citizen card: read, refused by field, said on papers."""

from datetime import date

import pytest

from sinhke_desktop.domain.citizen_card import card_words, judged_card_day, judged_old_number, parse_old_number
from sinhke_desktop.domain.household import MemberInput, judge_member

TODAY = date(2025, 11, 20)


def judged(**typed):
    problems = []
    member = judge_member(MemberInput("Đỗ Đức Dũng", "Chủ hộ", **typed), 1, "0" * 16, TODAY, "members.0", problems)
    return member, [(one.field, one.code) for one in problems]


def test_a_member_keeps_the_cards_day_and_the_old_number_as_digits():
    member, problems = judged(card_issued_on="3/5/2021", old_citizen_id="264 123.456")
    assert (member.card_issued_on, member.old_citizen_id) == (date(2021, 5, 3), "264123456")
    assert problems == []


def test_nothing_typed_is_nothing_known():
    member, problems = judged()
    assert (member.card_issued_on, member.old_citizen_id, problems) == (None, "", [])


@pytest.mark.parametrize("day", ["21/11/2025", "31/12/1956", "40/13/2021", "hôm qua"])
def test_a_day_in_the_future_or_that_is_none_is_refused_under_its_field(day):
    member, problems = judged(card_issued_on=day)
    assert member.card_issued_on is None
    assert problems == [("members.0.card_issued_on", "CC-09")]


def test_the_day_itself_and_the_first_possible_day_are_taken():
    assert judged_card_day("20/11/2025", "f", TODAY, []) == TODAY
    assert judged_card_day("1957-01-01", "f", TODAY, []) == date(1957, 1, 1)


@pytest.mark.parametrize("number", ["26412345", "2641234567", "26412345a", "٢٦٤١٢٣٤٥٦"])
def test_an_old_number_has_9_or_12_digits(number):
    problems = []
    assert judged_old_number(number, "old", problems) == ""
    assert [(one.field, one.code) for one in problems] == [("old", "CC-10")]
    assert parse_old_number("058062001234") == "058062001234"


def test_papers_say_the_number_with_its_day_where_both_are_known():
    assert card_words("058062001234", date(2021, 5, 3)) == "058062001234, cấp ngày 03/05/2021"
    assert card_words("058062001234", None) == "058062001234"
    assert card_words("", date(2021, 5, 3)) == ""
