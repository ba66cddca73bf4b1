"""Households: what is stored, what is refused, what the history says."""

import pytest

from sinhke_desktop.domain.household import HouseholdInput, MemberInput
from sinhke_desktop.domain.review import PovertyClass
from sinhke_desktop.errors import InvalidInput, NotFound
from sinhke_desktop.services import hamlets, households, integrity, register, reviews
from sinhke_desktop.services.reviews import ReviewInput


@pytest.fixture
def hamlet(workspace):
    return hamlets.add(workspace, "Tân Tiến")


def typed(hamlet, **other):
    head = MemberInput("Đỗ Đức Dũng", "chủ hộ", "male", "1979", "Raglay", "058079000123")
    child = MemberInput("Đỗ Thị Hoà", "con gái", "female", "3/5/2011")
    return HouseholdInput(hamlet.id, other.pop("members", (head, child)), **other)


def test_a_registered_household_reads_back_as_typed(workspace, hamlet):
    made = households.register(workspace, typed(hamlet, phone="0912 345 678", note="  gần   suối "))
    again = households.get(workspace, made.id)
    assert again == made
    assert again.phone == "0912345678"
    assert again.note == "gần suối"
    assert [member.relation for member in again.members] == ["Chủ hộ", "Con gái"]
    assert again.members[1].birth.iso == "2011-05-03"
    assert again.head.ethnic_group == "Ra-glai"


def test_every_problem_is_named_with_its_field(workspace, hamlet):
    bad = HouseholdInput("", (MemberInput("", "vợ", "", "2199"), MemberInput("A", "vợ", "", "31/2/2000", phone="12")))
    with pytest.raises(InvalidInput) as caught:
        households.register(workspace, bad)
    fields = {problem.field for problem in caught.value.problems}
    assert fields == {
        "hamlet_id",
        "members",
        "members.0.full_name",
        "members.0.birth",
        "members.1.birth",
        "members.1.phone",
    }
    assert households.removed(workspace) == []
    assert register.load(workspace).rows == []


def test_two_heads_are_refused(workspace, hamlet):
    two = (MemberInput("A", "Chủ hộ"), MemberInput("B", "Chủ hộ"))
    with pytest.raises(InvalidInput) as caught:
        households.register(workspace, typed(hamlet, members=two))
    assert [problem.code for problem in caught.value.problems] == ["HO-04"]


def test_a_change_shows_in_the_history_with_old_and_new_value(workspace, hamlet):
    made = households.register(workspace, typed(hamlet))
    head, child = made.members
    kept = MemberInput("Đỗ Đức Dũng", "Chủ hộ", "male", "1980", "Raglai", "058079000123", id=head.id)
    households.change(workspace, made.id, typed(hamlet, members=(kept,)))
    newest = households.history(workspace, made.id)[:2]
    assert {(entry.path, entry.old, entry.new) for entry in newest} == {
        (f"member/{head.id}/birth", "1979", "1980"),
        (f"member/{child.id}/removed", None, True),
    }
    assert [member.full_name for member in households.get(workspace, made.id).members] == ["Đỗ Đức Dũng"]


def test_a_change_of_nothing_writes_nothing(workspace, hamlet):
    made = households.register(workspace, typed(hamlet))
    before = integrity.check(workspace).counts["operation"]
    same = typed(hamlet, members=tuple(
        MemberInput(m.full_name, m.relation, m.sex.value, str(m.birth), m.ethnic_group, m.citizen_id, id=m.id)
        for m in made.members
    ))  # fmt: skip
    households.change(workspace, made.id, same)
    assert integrity.check(workspace).counts["operation"] == before


def test_a_removed_household_can_be_restored(workspace, hamlet):
    made = households.register(workspace, typed(hamlet))
    with pytest.raises(InvalidInput):
        households.remove(workspace, made.id, " ")
    households.remove(workspace, made.id, "Chuyển đi nơi khác")
    assert register.load(workspace).rows == []
    assert [one.id for one in households.removed(workspace)] == [made.id]
    households.restore(workspace, made.id)
    assert [row.household_id for row in register.load(workspace).rows] == [made.id]
    assert integrity.check(workspace).ok


def test_an_unknown_household_is_said_to_be_missing(workspace):
    with pytest.raises(NotFound):
        households.get(workspace, "0" * 32)


def test_odd_citizen_ids_warn_but_are_stored(workspace, hamlet):
    first = households.register(workspace, typed(hamlet))
    second = households.register(workspace, typed(hamlet))
    assert households.warnings(workspace, first)[0].code == "CC-04"
    odd = typed(hamlet, members=(MemberInput("A", "Chủ hộ", "female", "1979", "", "058079000999"),))
    assert {problem.code for problem in households.warnings(workspace, households.register(workspace, odd))} == {
        "CC-03"
    }
    assert second.members[0].citizen_id == first.members[0].citizen_id


def test_the_register_finds_without_accents_and_sorts_by_given_name(workspace, hamlet):
    for name in ("Trần Văn Ánh", "Lê Thị An", "Phạm Hoà", "Đỗ Văn Đức", "Hồ Hòa"):
        households.register(workspace, typed(hamlet, members=(MemberInput(name, "Chủ hộ"),)))
    whole = register.load(workspace)
    assert [row.head_name for row in whole.rows] == ["Lê Thị An", "Trần Văn Ánh", "Đỗ Văn Đức", "Hồ Hòa", "Phạm Hoà"]
    assert [row.head_name for row in whole.find("duc")] == ["Đỗ Văn Đức"]
    assert {row.head_name for row in whole.find("hoa")} == {"Hồ Hòa", "Phạm Hoà"}
    assert whole.find("duc hoa") == []
    assert len(whole.find("", hamlet.id)) == 5


def test_a_review_gives_a_class_with_its_reason(workspace, hamlet):
    made = households.register(workspace, typed(hamlet))
    lacking = frozenset({"employment", "nutrition", "cleanWater"})
    reviews.record(
        workspace, ReviewInput(made.id, "2025", income_points="118", deprivation_points="40", deprived=lacking)
    )
    [one] = reviews.of_household(workspace, made.id)
    assert one.standing.poverty_class is PovertyClass.POOR
    assert "1.500.000 đ" in one.standing.explanation
    assert len(one.doubts) == 1
    reviews.record(workspace, ReviewInput(made.id, "2025", income_points="118", deprived=frozenset({"nutrition"})))
    assert [one.standing.poverty_class for one in reviews.of_household(workspace, made.id)] == [PovertyClass.NEAR_POOR]
    assert register.load(workspace).rows[0].poverty_class is PovertyClass.NEAR_POOR
    total = reviews.summary(workspace, 2025)
    assert (total.households, total.members, total.poor, total.near_poor) == (1, 2, 0, 1)
    assert total.by_hamlet == {"Tân Tiến": 1}


def test_a_household_above_the_line_after_a_poor_year_has_newly_escaped(workspace, hamlet):
    made = households.register(workspace, typed(hamlet))
    lacking = frozenset({"employment", "nutrition", "cleanWater"})
    reviews.record(workspace, ReviewInput(made.id, "2023", income_points="100", deprived=lacking))
    reviews.record(workspace, ReviewInput(made.id, "2024", income_points="180"))
    assert reviews.standing_of(workspace, made.id) is PovertyClass.NEWLY_ESCAPED
    assert len(register.load(workspace).find(poverty_class=PovertyClass.NEWLY_ESCAPED)) == 1


def test_wrong_points_are_refused_by_field(workspace, hamlet):
    made = households.register(workspace, typed(hamlet))
    with pytest.raises(InvalidInput) as caught:
        reviews.record(
            workspace,
            ReviewInput(made.id, "25", income_points="nhiều", reviewed_on="hôm qua", deprived=frozenset({"x"})),
        )
    assert {problem.field for problem in caught.value.problems} == {"year", "income_points", "reviewed_on", "deprived"}


def test_the_doctor_finds_a_row_changed_behind_the_journals_back(workspace, hamlet):
    made = households.register(workspace, typed(hamlet))
    assert integrity.check(workspace).ok
    with workspace.database.write() as connection:
        connection.exec_driver_sql(f"UPDATE household SET note = 'x' WHERE id = '{made.id}'")
    found = integrity.check(workspace)
    assert not found.ok
    assert "does not match" in found.problems[0]
