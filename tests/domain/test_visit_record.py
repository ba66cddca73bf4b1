"""Visits planned and made."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinhke_desktop.domain.typed_values import typed_text
from sinhke_desktop.domain.visit import Agreement
from sinhke_desktop.domain.visit_record import VisitInput, format_agreements, judge_visit, parse_agreements
from sinhke_desktop.errors import InvalidInput

TODAY = date(2025, 11, 20)
texts = st.text(max_size=40).map(typed_text)


@given(st.lists(st.builds(Agreement, texts.filter(bool), texts, st.none() | st.dates()), max_size=5))
def test_agreements_come_back_as_they_were_made(agreements):
    assert parse_agreements(format_agreements(agreements)) == tuple(agreements)


def test_an_agreement_without_words_is_left_out():
    assert format_agreements([Agreement(" "), Agreement("Tiêm phòng")]) == "Tiêm phòng\t\t"


def test_a_visit_is_planned_or_made():
    with pytest.raises(InvalidInput) as error:
        judge_visit(VisitInput("h"), "v", "22828", "A", TODAY)
    assert error.value.problems[0].code == "TV-01"
    assert judge_visit(VisitInput("h", planned_on="01/12/2025"), "v", "22828", "A", TODAY).visited_on is None


def test_a_visit_is_not_made_in_the_future_and_the_next_one_is_later():
    with pytest.raises(InvalidInput) as error:
        judge_visit(VisitInput("", visited_on="21/11/2025"), "v", "22828", "A", TODAY)
    assert {problem.field for problem in error.value.problems} == {"household_id", "visited_on"}
    with pytest.raises(InvalidInput) as error:
        judge_visit(VisitInput("h", visited_on="20/11/2025", next_visit_on="20/11/2025"), "v", "22828", "A", TODAY)
    assert error.value.problems[0].field == "next_visit_on"
