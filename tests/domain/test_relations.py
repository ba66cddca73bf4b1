"""Relations to a new head that follow from the relations to the old one."""

import pytest

from sinhke_desktop.domain.household import HEAD, Birth, Member, Sex
from sinhke_desktop.domain.life_act import ActKind, LifeAct, people_of, people_text
from sinhke_desktop.domain.relations import proposed_relation, proposed_relations

MALE, FEMALE = Sex.MALE, Sex.FEMALE


def member(relation, sex=None, year=0, key="1"):
    return Member(key, 1, "Người", relation, sex, Birth(year) if year else None)


@pytest.mark.parametrize(
    ("new_head", "other", "relation"),
    [
        (member("Vợ"), member(HEAD), "Chồng"),
        (member("Chồng"), member(HEAD), "Vợ"),
        (member("Vợ"), member("Con trai"), "Con trai"),
        (member("Vợ"), member("Con dâu"), "Con dâu"),
        (member("Con trai"), member(HEAD, MALE), "Bố"),
        (member("Con gái"), member(HEAD, FEMALE), "Mẹ"),
        (member("Con trai"), member("Vợ"), "Mẹ"),
        (member("Con trai"), member("Con dâu"), "Vợ"),
        (member("Con gái"), member("Con rể"), "Chồng"),
        (member("Con trai", year=1990), member("Con gái", FEMALE, 1985), "Chị"),
        (member("Con trai", year=1980), member("Con gái", FEMALE, 1985), "Em"),
        (member("Con trai"), member("Con gái", FEMALE, 1985), ""),
        (member("Con trai"), member("Con rể"), ""),
        (member("Mẹ"), member(HEAD, MALE), "Con trai"),
        (member("Con dâu"), member("Cháu", FEMALE), "Con gái"),
        (member("Khác"), member("Vợ"), ""),
        (member(HEAD), member("Vợ"), "Vợ"),
    ],
)  # fmt: skip
def test_only_what_follows_is_proposed(new_head, other, relation):
    assert proposed_relation(new_head, other) == relation


def test_grandchildren_are_children_where_only_one_couple_can_have_them():
    son = member("Con trai", MALE, 1985, "s")
    wife, child = member("Con dâu", FEMALE, 1988, "w"), member("Cháu", MALE, 2015, "c")
    assert proposed_relations(son, (son, wife, child)) == {"w": "Vợ", "c": "Con trai"}
    second = member("Con dâu", FEMALE, 1990, "x")
    assert proposed_relations(son, (son, wife, second, child)) == {"w": "", "x": "", "c": ""}


def test_people_who_moved_over_are_written_with_both_ids():
    from datetime import date

    text = people_text({"a": "b", "c": ""})
    act = LifeAct("1", "22828", ActKind.SPLIT, "h", date(2025, 1, 1), "x", member_ids=text)
    assert people_of(act) == {"a": "b", "c": ""}
