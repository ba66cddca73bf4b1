from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinhke_desktop.domain.support import (
    Source,
    Support,
    SupportInput,
    SupportKind,
    judge_support,
    similar,
    twice_paid,
)
from sinhke_desktop.errors import InvalidInput

TODAY = date(2025, 11, 20)
SOURCES = {
    "GNBV": Source("GNBV", "Giảm nghèo bền vững", date(2021, 1, 1), date(2025, 12, 31)),
    "QVNN-HUYEN": Source("QVNN-HUYEN", "Quỹ cấp huyện", None, date(2025, 6, 30)),
    "MTQG-2035": Source("MTQG-2035", "Chương trình 2026-2035", date(2026, 1, 1), date(2035, 12, 31)),
    "XHH": Source("XHH", "Xã hội hóa"),
}
TYPED = SupportInput("h1", "production", " bò cái  sinh sản ", "GNBV", "5/3/2025", "", "2", "con", "36.000.000 đ")


def judged(**changes):
    from dataclasses import replace

    return judge_support(replace(TYPED, **changes), "s1", "22828", {"m1"}, SOURCES, TODAY)


def codes(**changes):
    with pytest.raises(InvalidInput) as refused:
        judged(**changes)
    return {(problem.field, problem.code) for problem in refused.value.problems}


def support(support_id, what, source, day=date(2025, 3, 5), kind=SupportKind.PRODUCTION, household="h1", **more):
    return Support(support_id, "22828", household, kind, what, source, day, **more)


def pairs(*supports, **more):
    return [(one.id, other.id) for one, other in twice_paid(supports, **more)]


def test_what_was_typed_becomes_support_with_tidy_text_whole_numbers_and_a_day():
    made = judged()
    assert (made.what, made.received_on, made.quantity, made.value) == (
        "bò cái sinh sản", date(2025, 3, 5), 2, 36_000_000,
    )  # fmt: skip


def test_every_problem_is_named_at_once_with_its_code():
    assert codes(kind="cow", what=" ", source_code="?", received_on="hôm qua", value="nhiều", quantity="0") == {
        ("kind", "SP-01"), ("what", "SP-02"), ("source_code", "SP-03"), ("received_on", "MH-04"), ("value", "MH-03"),
        ("quantity", "MH-03"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("source", "day"), [("QVNN-HUYEN", "01/07/2025"), ("MTQG-2035", "05/03/2025"), ("GNBV", "31/12/2020")]
)
def test_a_source_must_have_existed_on_that_day(source, day):
    assert codes(source_code=source, received_on=day) == {("source_code", "SP-04")}


def test_a_source_holds_on_its_last_day():
    assert judged(source_code="QVNN-HUYEN", received_on="30/06/2025").source_code == "QVNN-HUYEN"


@pytest.mark.parametrize(("kind", "member"), [("training", ""), ("job", ""), ("cash", "somebody else")])
def test_training_and_jobs_name_a_member_of_the_household(kind, member):
    assert codes(kind=kind, member_id=member) == {("member_id", "SP-05")}


def test_training_of_a_member_is_kept():
    assert judged(kind="training", member_id="m1").member_id == "m1"


def test_what_lies_in_the_future_was_not_received():
    assert codes(received_on="21/11/2025", source_code="XHH") == {("received_on", "MH-04")}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("bò cái sinh sản", "2 con bò giống", True),
        ("Bò cái sinh sản", "heo nái sinh sản", False),
        ("lợn giống", "Heo giống", True),
        ("Thẻ BHYT", "thẻ bảo hiểm y tế", True),
        ("bồn nước 1000 lít", "bồn chứa nước", True),
        ("sinh sản", "sinh sản", True),
        ("máy cắt cỏ", "xe đạp", False),
        ("", "", False),
    ],
)
def test_two_descriptions_of_one_thing_are_known(one, other, same):
    assert similar(one, other) is similar(other, one) is same


def test_the_same_thing_from_two_sources_in_one_year_is_a_pair():
    assert pairs(support("a", "bò cái", "GNBV"), support("b", "bò giống", "XHH", date(2025, 9, 1))) == [("a", "b")]


def test_another_year_kind_household_or_source_is_no_pair():
    first = support("a", "bò cái", "GNBV")
    assert pairs(first, support("b", "bò cái", "XHH", date(2024, 3, 5))) == []
    assert pairs(first, support("b", "bò cái", "XHH", kind=SupportKind.CASH)) == []
    assert pairs(first, support("b", "bò cái", "XHH", household="h2")) == []
    assert pairs(first, support("b", "bò cái", "GNBV")) == []
    assert pairs(first, support("b", "bò cái", "XHH", removed=True)) == []


def test_a_house_is_given_once_in_many_years():
    house = SupportKind.HOUSING
    one = support("a", "xây nhà", "GNBV", date(2021, 5, 1), house)
    other = support("b", "nhà tình thương", "XHH", kind=house)
    assert pairs(one, other) == [("a", "b")]


def test_the_same_ear_tag_is_the_same_animal_whatever_it_is_called():
    one = support("a", "bê, thẻ VN1234", "GNBV", date(2023, 1, 2))
    other = support("b", "gia súc", "XHH", kind=SupportKind.OTHER, note="số tai vn1234")
    assert pairs(one, other) == [("a", "b")]


def test_what_one_model_hands_over_is_no_pair_but_another_source_beside_it_is():
    one, two = support("a", "bò", "GNBV"), support("b", "bò", "XHH")
    other = support("c", "bò cái", "QVNN-HUYEN")
    assert pairs(one, two, models={"a": "m", "b": "m"}) == []
    assert pairs(one, two, other, models={"a": "m", "b": "m"}) == [("a", "c"), ("b", "c")]
    assert pairs(one, other, own={"GNBV"}) == []


def test_one_model_may_pay_several_animals_from_several_sources_but_not_the_same_one_twice():
    one, other = support("a", "bò HS-01", "GNBV", note="VN0417"), support("b", "bò HS-02", "XHH", note="VN0417")
    assert pairs(one, other, models={"a": "m", "b": "m"}) == [("a", "b")]


def test_training_of_two_members_is_not_the_same_training():
    kind = SupportKind.TRAINING
    one = support("a", "may công nghiệp", "GNBV", kind=kind, member_id="m1")
    assert pairs(one, support("b", "may công nghiệp", "XHH", kind=kind, member_id="m2")) == []
    assert pairs(one, support("b", "may công nghiệp", "XHH", kind=kind, member_id="m1")) == [("a", "b")]


some_supports = st.lists(
    st.builds(
        support,
        st.uuids().map(lambda one: one.hex),
        st.sampled_from(["bò cái sinh sản", "con bò VN001", "heo giống", "xây nhà", "thẻ BHYT", ""]),
        st.sampled_from(list(SOURCES)),
        st.dates(date(2023, 1, 1), date(2025, 11, 1)),
        st.sampled_from(list(SupportKind)),
        st.sampled_from(["h1", "h2"]),
        member_id=st.sampled_from(["", "m1", "m2"]),
    ),
    max_size=10,
    unique_by=lambda one: one.id,
)


@given(some_supports, st.randoms())
def test_pairs_do_not_depend_on_the_order_and_never_share_a_source(supports, chance):
    found = twice_paid(supports)
    mixed = list(supports)
    chance.shuffle(mixed)
    assert {frozenset((a.id, b.id)) for a, b in found} == {frozenset((a.id, b.id)) for a, b in twice_paid(mixed)}
    assert len({frozenset((a.id, b.id)) for a, b in found}) == len(found)
    for one, other in found:
        assert one.source_code != other.source_code
        assert one.household_id == other.household_id
        assert one.received_on <= other.received_on
        assert twice_paid([other, one]) == [(one, other)]
