"""People registered twice are found however their names were typed."""

import unicodedata

import pytest

from sinhke_desktop.domain.household import HEAD, HouseholdInput, MemberInput, judge_household
from sinhke_desktop.services import duplicates, hamlets, households
from sinhke_desktop.services.workspace import today


@pytest.fixture
def hamlet(workspace):
    return hamlets.add(workspace, "Tân Tiến")


def typed(workspace, hamlet, *members):
    household = HouseholdInput(hamlet.id, tuple(members))
    ids = [f"{number:016x}" for number in range(len(members))]
    return judge_household(household, "e" * 32, workspace.commune_code, ids, today(workspace))


def head(name, birth, citizen_id=""):
    return MemberInput(name, HEAD, "female", birth, "Kinh", citizen_id)


def codes(workspace, household):
    return [one.code for one in duplicates.warnings(workspace, household)]


@pytest.mark.parametrize(
    ("name", "birth", "found"),
    [
        ("Lê Thị Hòa", "03/05/1962", True),
        ("Lê Thị Hoà", "03/05/1962", True),
        ("LÊ THỊ  HOÀ", "1962", True),
        (unicodedata.normalize("NFD", "Lê Thị Hòa"), "3/5/1962", True),
        ("Le Thi Hoa", "03/05/1962", True),
        ("Lê Thị Hoa", "03/05/1962", True),
        ("Lê Thị Hoa", "1962", False),
        ("Lê Thị Hòa", "04/05/1962", False),
        ("Lê Thị Hòa", "1963", False),
        ("Lê Thị Huệ", "03/05/1962", False),
    ],
)
def test_the_same_person_in_another_household_is_found(workspace, hamlet, name, birth, found):
    households.register(workspace, HouseholdInput(hamlet.id, (head("Lê Thị Hòa", "03/05/1962"),)))
    known = codes(workspace, typed(workspace, hamlet, head(name, birth)))
    assert known == (["HO-06"] if found else [])


def test_the_household_of_the_other_is_named(workspace, hamlet):
    other = MemberInput("Lê Thị Hòa", "Vợ", "female", "1962")
    households.register(workspace, HouseholdInput(hamlet.id, (head("Đỗ Đức Dũng", "1960"), other)))
    told = duplicates.namesakes(workspace, typed(workspace, hamlet, head("Lê Thị Hoà", "1962")))
    assert "Đỗ Đức Dũng" in told[0].message
    assert told[0].field == "members.0.full_name"


def test_a_removed_household_and_the_household_itself_do_not_count(workspace, hamlet):
    stored = households.register(workspace, HouseholdInput(hamlet.id, (head("Lê Thị Hòa", "1962", "058162001123"),)))
    assert codes(workspace, stored) == []
    households.remove(workspace, stored.id, "Đăng ký trùng")
    assert codes(workspace, typed(workspace, hamlet, head("Lê Thị Hòa", "1962", "058162001123"))) == []


def test_the_same_number_elsewhere_is_found(workspace, hamlet):
    households.register(workspace, HouseholdInput(hamlet.id, (head("Lê Thị Hòa", "1962", "058162001123"),)))
    assert "CC-04" in codes(workspace, typed(workspace, hamlet, head("Ka Thị Nhẹ", "1962", "058162001123")))


def test_somebody_typed_twice_into_one_household_is_found(workspace, hamlet):
    again = MemberInput("Lê Thị Hoà", "Vợ", "female", "1962", "Kinh", "058162001123")
    household = typed(workspace, hamlet, head("Lê Thị Hòa", "1962", "058162001123"), again)
    found = duplicates.warnings(workspace, household)
    assert sorted((one.field, one.code) for one in found) == [
        ("members.1.citizen_id", "CC-04"), ("members.1.full_name", "HO-06"),
    ]  # fmt: skip
