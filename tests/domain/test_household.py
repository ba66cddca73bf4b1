"""Typed households: what is read, what is refused by field, what becomes of relations and births."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from sinhke_desktop.domain.household import (
    RELATIONS,
    Birth,
    Household,
    HouseholdInput,
    Member,
    MemberInput,
    Sex,
    canonical_relation,
    judge_household,
    judge_member,
    parse_birth,
)
from sinhke_desktop.errors import InvalidInput

TODAY = date(2025, 11, 20)
HEAD = MemberInput("Đỗ Đức Dũng", "Chủ hộ", "male", "1979")


def judged(**typed):
    fields = {"hamlet_id": "a" * 32, "members": (HEAD,)} | typed
    wanted = HouseholdInput(**fields)
    return judge_household(wanted, "h" * 32, "22828", [f"{n:016x}" for n in range(len(wanted.members))], TODAY)


def problems(**typed):
    with pytest.raises(InvalidInput) as caught:
        judged(**typed)
    return {(one.field, one.code) for one in caught.value.problems}


@pytest.mark.parametrize(
    ("typed", "birth", "shown"),
    [
        ("1962", Birth(1962), "1962"),
        (" 3/5/1962 ", Birth(1962, 5, 3), "03/05/1962"),
        ("03-05-1962", Birth(1962, 5, 3), "03/05/1962"),
        ("03.05.1962", Birth(1962, 5, 3), "03/05/1962"),
        ("1962-5-3", Birth(1962, 5, 3), "03/05/1962"),
        ("29/02/2024", Birth(2024, 2, 29), "29/02/2024"),
    ],
)
def test_births_are_read_as_people_write_them(typed, birth, shown):
    assert parse_birth(typed) == birth
    assert str(birth) == shown
    assert parse_birth(birth.iso) == birth


def test_no_birth_is_no_birth():
    assert parse_birth("  ") is None


@pytest.mark.parametrize("typed", ["62", "5/1962", "31/2/2000", "29/2/2023", "không rõ", "1962.", "32/1/1990"])
def test_what_is_no_birth_is_refused(typed):
    with pytest.raises(ValueError):
        parse_birth(typed)


@given(some.dates(date(1900, 1, 1), date(2025, 12, 31)), some.dates(date(1900, 1, 1), date(2025, 12, 31)))
def test_age_grows_on_the_birthday(born, day):
    age = Birth(born.year, born.month, born.day).age_on(day)
    assert age == day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    assert Birth(born.year).age_on(day) in (age, age + 1)


@pytest.mark.parametrize("relation", RELATIONS)
def test_a_relation_is_known_whatever_the_case_or_unicode_form(relation):
    assert canonical_relation(unicodedata.normalize("NFD", relation.upper())) == relation


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("con trai", "Con trai"), ("chu ho", "Chủ hộ"), ("Cha", "Bố"), ("bà", "Bà"), ("Em họ", "Em họ"), ("", "")],
)
def test_relations_get_their_customary_spelling_and_unknown_ones_stay(typed, kept):
    assert canonical_relation(typed) == kept


def test_what_is_typed_is_tidied():
    made = judged(
        members=(
            MemberInput("  Đỗ   Đức Dũng ", "chủ hộ", "male", citizen_id="058 079 000 123", phone="0912.345.678"),
        ),
        note=unicodedata.normalize("NFD", " gần  suối "), phone="0259-382-7001", list_number=7,
    )  # fmt: skip
    head = made.members[0]
    assert (head.full_name, head.sex, head.citizen_id, head.phone) == (
        "Đỗ Đức Dũng", Sex.MALE, "058079000123", "0912345678"
    )  # fmt: skip
    assert (made.note, made.phone, made.list_number) == ("gần suối", "02593827001", 7)


def test_every_broken_rule_is_named_with_its_field_and_code():
    assert problems(hamlet_id="") == {("hamlet_id", "HO-01")}
    assert problems(members=()) == {("members", "HO-02")}
    assert problems(members=(MemberInput("A", "Vợ"),)) == {("members", "HO-03")}
    assert problems(members=(HEAD, HEAD)) == {("members", "HO-04")}
    assert problems(phone="12") == {("phone", "NK-05")}
    assert problems(members=(HEAD, MemberInput(" ", "Vợ"))) == {("members.1.full_name", "NK-01")}
    assert problems(members=(HEAD, MemberInput("A", "Vợ", birth="mai"))) == {("members.1.birth", "NK-02")}
    assert problems(members=(HEAD, MemberInput("A", "Vợ", birth="2026"))) == {("members.1.birth", "NK-03")}
    assert problems(members=(HEAD, MemberInput("A", "Vợ", birth="1899"))) == {("members.1.birth", "NK-03")}
    assert problems(members=(HEAD, MemberInput("A", "Vợ", phone="84912345678"))) == {("members.1.phone", "NK-05")}


def test_unknown_sex_and_missing_birth_are_allowed():
    made = judged(members=(MemberInput("A", "Chủ hộ", "khác", ""),))
    assert (made.head.sex, made.head.birth) == (None, None)


def test_the_head_is_the_marked_member_else_the_first():
    first, second = Member("1", 1, "A", "Vợ"), Member("2", 2, "B", "Chủ hộ")
    assert Household("h", "22828", "a", (first, second)).head is second
    assert Household("h", "22828", "a", (first,)).head is first


@pytest.mark.parametrize(("typed", "code"), [("21/11/2025", {"NK-03"}), ("20/11/2025", set()), ("2025", set())])
def test_a_birth_later_than_today_is_refused(typed, code):
    found = []
    judge_member(MemberInput("A", birth=typed), 1, "0" * 16, TODAY, "members.0", found)
    assert {one.code for one in found} == code
