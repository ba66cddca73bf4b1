"""What importing a list would do."""

from dataclasses import replace
from itertools import count

import pytest

from sinhke_desktop.domain.hamlet import Hamlet
from sinhke_desktop.domain.household import Birth, Sex
from sinhke_desktop.domain.import_plan import NewIds, RowKind, StoredHousehold, plan_import
from sinhke_desktop.domain.review import PovertyClass, ResultStatus
from sinhke_desktop.domain.review_list import ListedHousehold, ListedMember, ListProblem, ReviewList, Severity

HAMLET = Hamlet("a" * 32, "22828", "Tân Hòa")


def member(row, name, relation="Chủ hộ", year=1962, citizen_id="", sex=Sex.FEMALE):
    return ListedMember(row, None, name, relation, sex, Birth(year), "Kinh", citizen_id)


HOA = member(8, "Cao Thị Hoa", citizen_id="058162000001")
BINH = member(9, "Cao Văn Bình", "Con trai", 1990, "058090000002", Sex.MALE)
ONE = ListedHousehold(
    8, 1, (HOA, BINH), "Tân Hòa", "Thôn", "Tân Hòa", PovertyClass.POOR,
    income_points=68, deprivation_points=30, deprived=frozenset({"nutrition", "cleanWater", "employment"}),
)  # fmt: skip


@pytest.fixture
def ids():
    numbers = count(1)
    return NewIds(lambda: f"{next(numbers):032x}", lambda: f"{next(numbers):016x}")


def listing(*households, problems=()):
    return ReviewList("", "", 2025, "DS", {}, households, tuple(problems))


@pytest.fixture
def plan(ids):
    def make(*households, stored=(), problems=(), hamlets=(HAMLET,)):
        listed = listing(*households, problems=problems)
        return plan_import(listed, stored, hamlets, year=2025, commune_code="22828", ids=ids)

    return make


@pytest.fixture
def stored(plan):
    row = plan(ONE).rows[0]
    return StoredHousehold(row.household, row.review)


def test_an_unknown_household_is_new_with_a_preliminary_yearly_review(plan):
    made = plan(ONE)
    assert made.households == {"new": 1, "changed": 0, "same": 0, "wrong": 0}
    assert made.members == {"new": 2, "changed": 0, "same": 0, "wrong": 0}
    (row,) = made.rows
    assert row.household.head.full_name == "Cao Thị Hoa"
    assert [one.position for one in row.household.members] == [1, 2]
    assert (row.review.year, row.review.status) == (2025, ResultStatus.PRELIMINARY)
    assert row.review.household_id == row.household.id
    assert row.household_changed
    assert row.review_changed


def test_the_same_list_again_changes_nothing(plan, stored):
    made = plan(ONE, stored=[stored])
    assert made.changes_nothing
    assert made.members["same"] == 2
    assert made.rows[0].household == stored.household
    assert made.rows[0].review == stored.review


def test_a_wrong_household_is_counted_with_its_reason_and_not_matched(plan, stored):
    problem = ListProblem(9, "C", "NK-01", Severity.ERROR, "The name is missing.")
    made = plan(replace(ONE, wrong=True), stored=[stored], problems=[problem])
    assert made.households["wrong"] == 1
    assert made.members["wrong"] == 2
    assert made.rows[0].reasons == ("The name is missing.",)
    assert made.rows[0].household is None
    assert made.not_listed == 1


def test_a_difference_is_told_in_words(plan, stored):
    changed = replace(ONE, income_points=72, members=(replace(HOA, full_name="Cao Thị Hoà"), BINH))
    made = plan(changed, stored=[stored])
    (row,) = made.rows
    assert row.kind is RowKind.CHANGED
    assert row.members == (RowKind.CHANGED, RowKind.SAME)
    assert [(one.old, one.new) for one in row.changes] == [("Cao Thị Hoa", "Cao Thị Hoà"), ("68", "72")]


def test_empty_cells_erase_nothing(plan, stored):
    kept = replace(
        stored, household=replace(stored.household, note="gần chợ"), review=replace(stored.review, note="đã xem")
    )
    empty = replace(
        ONE, number=None, poverty_class=None, income_points=None, deprivation_points=None, deprived=None,
        members=(replace(HOA, ethnic_group="", sex=None, birth=None), replace(BINH, citizen_id="")),
    )  # fmt: skip
    made = plan(empty, stored=[kept])
    assert made.households["same"] == 1
    assert made.rows[0].household == kept.household
    assert made.rows[0].review == kept.review


def test_a_year_does_not_replace_the_full_date_of_that_year(plan, stored):
    head = replace(stored.household.members[0], birth=Birth(1962, 5, 3))
    dated = replace(stored, household=replace(stored.household, members=(head, stored.household.members[1])))
    assert plan(ONE, stored=[dated]).households["same"] == 1


def test_members_missing_from_the_list_stay_and_new_ones_are_added(plan, stored):
    lan = member(9, "Cao Thị Lan", "Con gái", 2015)
    (row,) = plan(replace(ONE, members=(HOA, lan)), stored=[stored]).rows
    assert [one.full_name for one in row.household.members] == ["Cao Thị Hoa", "Cao Văn Bình", "Cao Thị Lan"]
    assert row.members == (RowKind.SAME, RowKind.NEW)
    assert row.household.members[2].position == 3


def test_without_citizen_ids_name_birth_and_hamlet_find_the_household(plan, stored):
    bare = replace(ONE, members=(replace(HOA, citizen_id="", full_name="CAO THI HOA"), BINH))
    assert plan(bare, stored=[stored]).rows[0].household_id == stored.household.id
    other = replace(ONE, hamlet="Đá Bàn", members=(replace(HOA, citizen_id=""),))
    made = plan(other, stored=[stored], hamlets=(HAMLET, Hamlet("b" * 32, "22828", "Đá Bàn")))
    assert made.households["new"] == 1


def test_a_like_name_with_another_citizen_id_is_another_household(plan, stored):
    other = replace(ONE, members=(replace(HOA, citizen_id="058162000009"),))
    assert plan(other, stored=[stored]).households["new"] == 1


def test_a_new_head_takes_over_and_the_former_one_stays_a_member(plan, stored):
    led = replace(ONE, members=(replace(BINH, relation="Chủ hộ"),))
    (row,) = plan(led, stored=[stored]).rows
    assert row.household_id == stored.household.id
    assert [(one.full_name, one.relation) for one in row.household.members] == [
        ("Cao Thị Hoa", "Khác"), ("Cao Văn Bình", "Chủ hộ"),
    ]  # fmt: skip


def test_one_who_moved_into_another_household_does_not_take_the_old_one_along(plan, stored):
    husband = member(8, "Lê Văn Nam", citizen_id="058088000005", sex=Sex.MALE)
    other = [
        member(row, f"Lê Thị {name}", "Con gái", 2012, f"05831200000{row}") for row, name in ((10, "An"), (11, "Na"))
    ]
    joined = replace(ONE, members=(husband, replace(BINH, relation="Em"), *other))
    made = plan(joined, stored=[stored])
    assert made.households["new"] == 1
    assert "Cao Văn Bình" in made.rows[0].reasons[0]


def test_twins_of_one_name_are_matched_once_each(plan):
    twins = tuple(member(row, "Cao Thị Na", "Con gái", 2015) for row in (9, 10))
    household = replace(ONE, members=(HOA, *twins))
    first = plan(household).rows[0]
    again = plan(household, stored=[StoredHousehold(first.household, first.review)])
    assert again.members["same"] == 3
    assert len(again.rows[0].household.members) == 3


def test_only_hamlets_that_an_importable_household_names_are_created(plan):
    made = plan(
        replace(ONE, hamlet="Gòn 1", hamlet_kind="Ấp"), replace(ONE, row=20, hamlet="Mới", wrong=True), hamlets=()
    )
    assert [(one.kind, one.name) for one in made.new_hamlets] == [("Ấp", "Gòn 1")]
    assert made.rows[0].household.hamlet_id == made.new_hamlets[0].id


def test_an_official_status_is_kept(plan, stored):
    official = replace(stored, review=replace(stored.review, status=ResultStatus.OFFICIAL))
    (row,) = plan(replace(ONE, income_points=70), stored=[official]).rows
    assert row.review.status is ResultStatus.OFFICIAL
    assert row.review.income_points == 70
