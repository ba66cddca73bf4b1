"""Acts in the life of households: what each changes, what it refuses, that nobody is lost and all can be undone."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from sinhke_desktop.domain.household import HEAD, HouseholdInput, MemberInput
from sinhke_desktop.domain.life_act import ActKind, people_of
from sinhke_desktop.errors import InvalidInput, NotFound
from sinhke_desktop.services import (
    hamlets,
    household_acts,
    households,
    integrity,
    life_undo,
    lives,
    past,
    register,
    reviews,
)
from sinhke_desktop.services.reviews import ReviewInput
from sinhke_desktop.storage import rows

TODAY = "20/11/2025"
WHY = "Theo đơn của hộ"


@pytest.fixture
def here(workspace):
    return hamlets.add(workspace, "Tân Tiến")


@pytest.fixture
def there(workspace):
    return hamlets.add(workspace, "Tân Hòa")


@pytest.fixture
def family(workspace, here):
    return households.register(
        workspace,
        HouseholdInput(
            here.id,
            (
                MemberInput("Đỗ Đức Dũng", HEAD, "male", "1950", "Raglay", "058050000123", insured="yes"),
                MemberInput("Hồ Thị Lan", "Vợ", "female", "1955", "Kinh", "058155000321"),
                MemberInput("Đỗ Văn Sơn", "Con trai", "male", "3/5/1985", "Raglay", "058085000124", "0912345678",
                            "đi làm xa", schooling="none", disability="no"),
                MemberInput("Lê Thị Hoa", "Con dâu", "female", "1988"),
                MemberInput("Đỗ Minh", "Cháu", "male", "2015"),
            ),
            phone="0987654321", local_minority="yes",
        ),
    )  # fmt: skip


def at(workspace, day):
    """The same store on another day."""
    return replace(workspace, clock=lambda: datetime(day.year, day.month, day.day, 5, 0, tzinfo=UTC))


def content(workspace):
    """Everything that lives, but for acts."""
    with workspace.database.read() as connection:
        found = {
            name: {path: value for path, value in fields.items() if value not in (None, "", False)}
            for name, fields in rows.live_entities(connection)
            if not name.startswith("life_act:")
        }
    for fields in found.values():
        gone = {path.rpartition("/")[0] for path in fields if path.endswith("/removed")}
        for path in [path for path in fields if path.rpartition("/")[0] in gone]:
            del fields[path]
    return found


def ids(household):
    return [member.id for member in household.members]


def codes(caught):
    return {problem.code for problem in caught.value.problems}


def split_son(workspace, family, hamlet, on=TODAY):
    son, wife, child = ids(family)[2:]
    return lives.split(
        workspace, family.id, [son, wife, child], son, hamlet.id, on, WHY, relations={wife: "vợ", child: "con trai"}
    )


def test_a_split_moves_people_whole_and_leaves_the_rest_where_it_was(workspace, family, there):
    reviews.record(workspace, ReviewInput(family.id, "2025", income_points="100"))
    acted = split_son(workspace, family, there)
    old, new = households.get(workspace, family.id), households.get(workspace, acted.other.id)
    assert [one.full_name for one in old.members] == ["Đỗ Đức Dũng", "Hồ Thị Lan"]
    assert [(one.full_name, one.relation) for one in new.members] == [
        ("Đỗ Văn Sơn", HEAD),
        ("Lê Thị Hoa", "Vợ"),
        ("Đỗ Minh", "Con trai"),
    ]
    moved = people_of(acted.act)
    for before in family.members[2:]:
        after = next(one for one in new.members if one.id == moved[before.id])
        assert replace(after, id=before.id, position=before.position, relation=before.relation) == before
    assert new.hamlet_id == there.id
    assert new.local_minority == "yes"
    assert len(reviews.of_household(workspace, family.id)) == 1
    assert reviews.of_household(workspace, new.id) == []
    assert integrity.check(workspace).ok


def test_a_split_that_takes_the_head_asks_who_leads_the_rest(workspace, family, there):
    head, wife, son, daughter_in_law, child = ids(family)
    with pytest.raises(InvalidInput) as caught:
        lives.split(workspace, family.id, [head], head, there.id, TODAY, WHY)
    assert codes(caught) == {"DS-07"}
    acted = lives.split(
        workspace, family.id, [head], head, there.id, TODAY, WHY, rest_head_id=wife,
        rest_relations={son: "con trai", daughter_in_law: "con dâu", child: "cháu"},
    )  # fmt: skip
    assert acted.household.head.full_name == "Hồ Thị Lan"
    assert acted.other.head.full_name == "Đỗ Đức Dũng"


def test_wrong_splits_are_refused_with_every_problem_and_write_nothing(workspace, family, there):
    before = content(workspace)
    everybody = ids(family)
    with pytest.raises(InvalidInput) as caught:
        lives.split(workspace, family.id, everybody, everybody[0], there.id, "1/1/2099", "")
    assert codes(caught) == {"DS-01", "DS-03", "DS-06", "DS-08"}
    with pytest.raises(InvalidInput) as caught:
        lives.split(workspace, family.id, [], "", "nowhere", TODAY, WHY)
    assert codes(caught) == {"DS-05", "DS-09"}
    assert content(workspace) == before
    assert household_acts.acts_of(workspace, family.id) == []


def test_split_and_merge_again_keep_everybody_with_every_field(workspace, family, there):
    acted = split_son(workspace, family, there)
    relations = dict(zip(ids(acted.other), ("Con trai", "Con dâu", "Cháu"), strict=True))
    merged = lives.merge(workspace, acted.other.id, family.id, relations, TODAY, WHY)
    now = households.get(workspace, family.id)
    assert [replace(one, id="") for one in now.members] == [replace(one, id="") for one in family.members]
    assert replace(now, members=()) == replace(family, members=())
    gone = households.get(workspace, acted.other.id)
    assert (gone.removed, gone.ended_how, gone.ended_on) == (True, "merged", "2025-11-20")
    assert merged.other.id == gone.id
    assert len(register.load(workspace).rows) == 1
    assert integrity.check(workspace).ok


def test_a_merged_household_comes_back_only_by_undoing(workspace, family, there):
    acted = split_son(workspace, family, there)
    before = content(workspace)
    relations = dict.fromkeys(ids(acted.other), "Khác")
    lives.merge(workspace, acted.other.id, family.id, relations, TODAY, WHY)
    with pytest.raises(InvalidInput) as caught:
        households.restore(workspace, acted.other.id)
    assert codes(caught) == {"DS-13"}
    back = life_undo.take_back(workspace, acted.other.id)
    assert not back.removed
    assert content(workspace) == before


def test_deaths_end_the_household_with_its_last_member(workspace, here):
    made = households.register(workspace, HouseholdInput(here.id, (MemberInput("A", HEAD), MemberInput("B", "Vợ"))))
    first, second = ids(made)
    with pytest.raises(InvalidInput) as caught:
        lives.die(workspace, made.id, first, TODAY, "Bệnh")
    assert codes(caught) == {"DS-07"}
    lives.die(workspace, made.id, first, TODAY, "Bệnh", new_head_id=second)
    assert households.get(workspace, made.id).head.full_name == "B"
    lives.die(workspace, made.id, second, TODAY, "Tuổi già")
    ended = households.get(workspace, made.id)
    assert (ended.removed, ended.ended_how) == (True, "died")
    (entry,) = household_acts.bin_entries(workspace)
    assert (entry.household.head.full_name, entry.act.kind, entry.reason) == ("B", ActKind.DIED, "Tuổi già")
    with pytest.raises(InvalidInput) as caught:
        lives.leave(workspace, made.id, TODAY, WHY)
    assert codes(caught) == {"DS-04"}


def test_births_and_newcomers_have_their_day(workspace, family):
    born = lives.born(workspace, family.id, MemberInput("Đỗ Thị Mai", "cháu", "female"), "5/11/2025", "Khai sinh")
    baby = born.household.members[-1]
    assert (baby.birth.iso, baby.relation, baby.position) == ("2025-11-05", "Cháu", 6)
    joined = lives.join(
        workspace, family.id, MemberInput("Lê Văn Tám", "khác", "male", "1970"), TODAY, WHY, "Xã Ma Nới"
    )
    assert joined.act.note == "Xã Ma Nới"
    with pytest.raises(InvalidInput) as caught:
        lives.part(workspace, family.id, joined.household.members[-1].id, "19/11/2025", WHY)
    assert codes(caught) == {"DS-02"}
    with pytest.raises(InvalidInput) as caught:
        lives.born(workspace, family.id, MemberInput("C", "Chủ hộ", "", "1/11/2025"), "5/11/2025", WHY)
    assert codes(caught) == {"DS-02", "DS-06"}


def test_a_household_that_left_can_come_back_later(workspace, family):
    lives.leave(workspace, family.id, "10/11/2025", "Về quê", "Tỉnh Lâm Đồng")
    with pytest.raises(InvalidInput) as caught:
        lives.come_back(workspace, family.id, "9/11/2025", "Trở về")
    assert codes(caught) == {"DS-02"}
    lives.come_back(workspace, family.id, "15/11/2025", "Trở về")
    now = households.get(workspace, family.id)
    assert (now.removed, now.ended_on, now.arrived_on) == (False, "", "2025-11-15")
    assert [line.act.kind for line in household_acts.acts_of(workspace, family.id)] == [ActKind.ARRIVED, ActKind.LEFT]


def test_arrivals_moves_and_a_new_head(workspace, here, there):
    typed = HouseholdInput(here.id, (MemberInput("A", HEAD), MemberInput("B", "Vợ")))
    arrived = lives.arrive(workspace, typed, "10/11/2025", "Mua nhà", "Xã Ma Nới")
    assert arrived.household.arrived_on == "2025-11-10"
    with pytest.raises(InvalidInput) as caught:
        lives.move(workspace, arrived.household.id, here.id, "9/11/2025", WHY)
    assert codes(caught) == {"DS-02", "DS-09"}
    lives.move(workspace, arrived.household.id, there.id, "12/11/2025", WHY, address="Tổ 2")
    first, second = ids(arrived.household)
    lives.change_head(workspace, arrived.household.id, second, {first: "chồng"}, TODAY, WHY)
    now = households.get(workspace, arrived.household.id)
    assert (now.hamlet_id, now.address, now.head.full_name) == (there.id, "Tổ 2", "B")
    assert [one.relation for one in now.members] == [HEAD, "Chồng"]


def test_undo_gives_everything_back_but_not_over_later_changes(workspace, family, there):
    before = content(workspace)
    acted = split_son(workspace, family, there)
    moved = lives.move(workspace, acted.other.id, family.hamlet_id, TODAY, WHY)
    with pytest.raises(life_undo.ActBlocked) as blocked:
        life_undo.undo(workspace, acted.act.id)
    assert blocked.value.names == ("Đỗ Văn Sơn (Chuyển thôn)",)
    life_undo.undo(workspace, moved.act.id)
    reviews.record(workspace, ReviewInput(acted.other.id, "2025", income_points="100"))
    with pytest.raises(life_undo.ActBlocked):
        life_undo.undo(workspace, acted.act.id)
    reviews.remove(workspace, reviews.of_household(workspace, acted.other.id)[0].review.id, "Nhầm")
    life_undo.undo(workspace, acted.act.id, "Ghi nhầm")
    assert content(workspace) == before
    with pytest.raises(NotFound):
        life_undo.undo(workspace, acted.act.id)
    with pytest.raises(InvalidInput):
        life_undo.take_back(workspace, acted.other.id)
    assert all(line.undone for line in household_acts.acts_of(workspace, acted.other.id))
    assert integrity.check(workspace).ok


def test_what_follows_is_said_before(workspace, family, there):
    reviews.record(workspace, ReviewInput(family.id, "2025", income_points="100"))
    acted = split_son(workspace, family, there)
    told = household_acts.consequences(workspace, ActKind.MERGED, family.id, acted.other.id)
    assert any("1" in one for one in told)
    assert any("Đỗ Văn Sơn" in one for one in told)
    assert household_acts.consequences(workspace, ActKind.DIED, family.id, member_ids=[family.head.id])
    assert household_acts.consequences(workspace, ActKind.BORN, family.id) == []


def test_the_history_names_the_act_of_each_change(workspace, family, there):
    split_son(workspace, family, there)
    entries = households.history(workspace, family.id)
    assert {entry.act for entry in entries} == {"split", ""}
    assert all(entry.reason == WHY for entry in entries if entry.act)


def test_a_day_shows_what_held_then(workspace, family, there):
    family_then = family
    later = at(workspace, date(2025, 12, 10))
    acted = split_son(later, family, there, on="1/12/2025")
    assert past.as_of(later, family.id, date(2025, 11, 19)) is None
    assert past.as_of(later, family.id, date(2025, 11, 30)) == family_then
    assert past.as_of(later, family.id, date(2025, 12, 1)) == acted.household
    assert past.as_of(later, acted.other.id, date(2025, 11, 30)) is None
    assert [one.id for one in past.register_as_of(later, date(2025, 11, 30))] == [family.id]
    assert len(past.register_as_of(later, date(2025, 12, 10))) == 2
    paths = {one.path for one in past.changes_between_days(later, family.id, date(2025, 11, 30), date(2025, 12, 1))}
    assert paths == {f"member/{one}/removed" for one in ids(family)[2:]}
    life_undo.undo(later, acted.act.id)
    assert past.as_of(later, family.id, date(2025, 12, 5)) == family_then


def test_reviews_are_read_as_of_a_day(workspace, family):
    reviews.record(workspace, ReviewInput(family.id, "2025", income_points="100"))
    later = at(workspace, date(2025, 12, 10))
    review = reviews.of_household(workspace, family.id)[0].review
    reviews.record(later, ReviewInput(family.id, "2025", income_points="140"))
    assert past.reviews_as_of(later, family.id, date(2025, 11, 19)) == []
    assert past.reviews_as_of(later, family.id, date(2025, 11, 25)) == [review]
    assert [one.income_points for one in past.reviews_as_of(later, family.id, date(2025, 12, 10))] == [140]


def test_an_earlier_value_can_be_given_back(workspace, family):
    path = f"member/{family.head.id}/full_name"
    typed = HouseholdInput(
        family.hamlet_id,
        tuple(MemberInput(one.full_name + " x", one.relation, id=one.id) for one in family.members[:4]),
        phone="0911111111",
    )
    households.change(workspace, family.id, typed)
    entry = next(one for one in households.history(workspace, family.id) if one.path == "phone" and one.old is None)
    value = past.written_value(workspace, family.id, "phone", entry.operation)
    past.restore_value(workspace, family.id, "phone", value, "Gõ nhầm")
    past.restore_value(workspace, family.id, path, "Đỗ Đức Dũng", "Gõ nhầm")
    past.restore_value(workspace, family.id, f"member/{ids(family)[4]}/removed", False, "Bớt nhầm")
    now = households.get(workspace, family.id)
    assert (now.phone, now.head.full_name, len(now.members)) == ("0987654321", "Đỗ Đức Dũng", 5)
    assert now.members[4] == family.members[4]
    for path, value in (
        (f"member/{ids(family)[1]}/relation", HEAD), ("ended_how", "left"), ("hamlet_id", "gone"), ("nothing", "x"),
        (f"member/{family.head.id}/removed", True),
    ):  # fmt: skip
        with pytest.raises(InvalidInput) as caught:
            past.restore_value(workspace, family.id, path, value, "x")
        assert codes(caught) == {"DS-15"}
    with pytest.raises(NotFound):
        past.written_value(workspace, family.id, "phone", "0" * 32)
    past.restore_state(workspace, family.id, date(2025, 11, 20), "Không đổi")
    assert integrity.check(workspace).ok


def test_a_whole_household_can_be_made_what_it_was(workspace, family, there):
    later = at(workspace, date(2025, 12, 10))
    typed = HouseholdInput(family.hamlet_id, (MemberInput("Người khác", HEAD),), note="gõ nhầm")
    households.change(later, family.id, typed)
    past.restore_state(later, family.id, date(2025, 11, 20), "Gõ nhầm hộ")
    assert households.get(later, family.id) == family
    acted = split_son(later, family, there, on="1/12/2025")
    with pytest.raises(InvalidInput) as caught:
        past.restore_state(later, family.id, date(2025, 11, 20), "x")
    assert codes(caught) == {"DS-16"}
    with pytest.raises(InvalidInput) as caught:
        past.restore_value(later, family.id, f"member/{ids(family)[3]}/removed", False, "x")
    assert codes(caught) == {"DS-15"}
    with pytest.raises(NotFound):
        past.restore_state(later, acted.other.id, date(2025, 11, 20), "x")
    assert integrity.check(later).ok


@pytest.mark.parametrize(
    "act",
    [
        lambda workspace, family: lives.die(workspace, family.id, ids(family)[4], "31/12/2014", WHY),
        lambda workspace, family: lives.part(workspace, family.id, ids(family)[2], "2/5/1985", WHY),
        lambda workspace, family: lives.change_head(workspace, family.id, ids(family)[4], {}, "1/1/2014", WHY),
        lambda workspace, family: lives.leave(workspace, family.id, "1/1/2014", WHY),
        lambda workspace, family: lives.join(
            workspace, family.id, MemberInput("Đỗ An", "Cháu", birth="2/2/2025"), "1/2/2025", WHY
        ),
    ],
)
def test_nothing_happens_to_people_before_they_are_born(workspace, family, act):
    before = content(workspace)
    with pytest.raises(InvalidInput) as caught:
        act(workspace, family)
    assert "DS-02" in codes(caught)
    assert "trước ngày sinh" in str([one.message for one in caught.value.problems])
    assert content(workspace) == before


def test_a_death_on_the_day_or_in_the_year_of_birth_is_taken(workspace, family):
    lives.die(workspace, family.id, ids(family)[4], "1/1/2015", WHY)
    assert len(households.get(workspace, family.id).members) == 4


def test_a_mistyped_year_long_ago_is_refused(workspace, family, there):
    with pytest.raises(InvalidInput) as caught:
        lives.move(workspace, family.id, there.id, "1/1/0202", WHY)
    assert codes(caught) == {"DS-01"}


def test_a_household_brings_its_hamlet_back_where_that_was_removed(workspace, family, here):
    households.remove(workspace, family.id, "Nhầm")
    hamlets.remove(workspace, here.id)
    assert hamlets.all_hamlets(workspace) == []
    assert life_undo.take_back(workspace, family.id).hamlet_id == here.id
    assert [one.id for one in hamlets.all_hamlets(workspace)] == [here.id]
    assert not integrity.check(workspace).problems


def test_a_household_comes_back_into_the_hamlet_that_has_the_name_now(workspace, family, here):
    lives.leave(workspace, family.id, "10/11/2025", "Về quê")
    hamlets.remove(workspace, here.id)
    again = hamlets.add(workspace, "tân tiến")
    lives.come_back(workspace, family.id, "15/11/2025", "Trở về")
    assert households.get(workspace, family.id).hamlet_id == again.id
    assert [one.id for one in hamlets.all_hamlets(workspace)] == [again.id]


@pytest.mark.parametrize("twin", [False, True])
def test_undoing_a_move_does_not_lead_into_a_hamlet_that_is_gone(workspace, family, here, there, twin):
    moved = lives.move(workspace, family.id, there.id, "10/11/2025", WHY)
    hamlets.remove(workspace, here.id)
    wanted = hamlets.add(workspace, "Tân Tiến") if twin else here
    life_undo.undo(workspace, moved.act.id)
    assert households.get(workspace, family.id).hamlet_id == wanted.id
    assert {one.id for one in hamlets.all_hamlets(workspace)} == {wanted.id, there.id}


def test_what_a_household_was_comes_back_with_its_hamlet(workspace, family, here, there):
    later = at(workspace, date(2025, 11, 25))
    typed = HouseholdInput(there.id, tuple(MemberInput(one.full_name, one.relation) for one in family.members))
    households.change(later, family.id, typed)
    hamlets.remove(later, here.id)
    past.restore_state(later, family.id, date(2025, 11, 20), "Ghi nhầm")
    assert households.get(workspace, family.id).hamlet_id == here.id
    assert {one.id for one in hamlets.all_hamlets(workspace)} == {here.id, there.id}
