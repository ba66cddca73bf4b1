"""What two machines wrote differently: shown in words, decided by a person, taken back, carried to the other side."""

import pytest
import two_machines as two

from sinhke_desktop.errors import InvalidInput, NotFound
from sinhke_desktop.services import conflicts, decisions_made, households, reviews
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.services.reviews import ReviewInput
from sinhke_desktop.storage import journal


@pytest.fixture
def household_id(workspace, second, stick):
    """A household that both machines hold."""
    made = two.register(workspace, "Nguyễn Văn Một")
    two.exchanged(second, workspace, stick)
    return made


def test_the_same_field_changed_on_two_machines_shows_both_values_with_who_and_where(
    workspace, second, household_id, stick
):
    two.change(workspace, household_id, phone="0901000001")
    two.change(second, household_id, phone="0902000002")
    read = two.exchanged(second, workspace, stick)
    assert read.conflicts == 1
    for store in (workspace, second):
        [found] = conflicts.open_conflicts(store)
        [field] = found.fields
        assert (found.entity_kind, found.kind_label, found.commune_code) == ("household", "Hộ", two.CODE)
        assert found.title == "Hộ Nguyễn Văn Một, thôn Thử"
        assert (field.path, field.label, field.decision, found.decision) == ("phone", "Điện thoại", False, False)
        assert {(one.shown, one.officer) for one in field.choices} == {
            ("0901000001", "Nguyễn Thị Thử"),
            ("0902000002", "Trần Văn Hai"),
        }
        assert conflicts.count(store) == conflicts.count(store, two.CODE) == 1
    [at_main] = conflicts.open_conflicts(workspace)
    where = {one.officer: one.machine for one in at_main.fields[0].choices}
    assert where["Nguyễn Thị Thử"] == ""
    assert where["Trần Văn Hai"].endswith(" 2")


def test_what_is_decided_on_one_side_travels_and_is_shown_as_decided_on_both(workspace, second, household_id, stick):
    two.change(workspace, household_id, phone="0901000001")
    two.change(second, household_id, phone="0902000002")
    two.exchanged(second, workspace, stick)
    [found] = conflicts.open_conflicts(workspace)
    wanted = next(one for one in found.fields[0].choices if one.shown == "0902000002")
    conflicts.decide(workspace, "household", household_id, {"phone": wanted.uid}, "  Đã gọi hỏi ")
    assert conflicts.count(workspace) == 0
    two.exchanged(second, workspace, stick)
    assert conflicts.count(second) == 0
    assert households.get(second, household_id).phone == "0902000002"
    for store in (workspace, second):
        [made] = decisions_made.decided(store)
        assert (made.officer, made.reason, made.fields) == (
            "Nguyễn Thị Thử", "Đã gọi hỏi", (("Điện thoại", "0902000002"),),
        )  # fmt: skip


def test_a_decision_taken_back_puts_both_values_up_again_with_their_writers_and_travels(
    workspace, second, household_id, stick
):
    two.change(workspace, household_id, phone="0901000001")
    two.change(second, household_id, phone="0902000002")
    two.exchanged(second, workspace, stick)
    [before] = conflicts.open_conflicts(workspace)
    uid = conflicts.decide(workspace, "household", household_id, {"phone": before.fields[0].choices[0].uid})
    decisions_made.reopen(workspace, uid)
    [after] = conflicts.open_conflicts(workspace)
    said = {(one.shown, one.officer) for one in before.fields[0].choices}
    assert {(one.shown, one.officer) for one in after.fields[0].choices} == said
    assert decisions_made.decided(workspace) == []
    two.exchanged(second, workspace, stick)
    [there] = conflicts.open_conflicts(second)
    assert {(one.shown, one.officer) for one in there.fields[0].choices} == said
    again = conflicts.decide(second, "household", household_id, {"phone": there.fields[0].choices[1].uid})
    assert [one.uid for one in decisions_made.decided(second)] == [again]
    with pytest.raises(NotFound):
        decisions_made.reopen(workspace, "0" * 32)


def test_a_decision_field_is_asked_even_where_the_other_side_changed_something_else(
    workspace, second, household_id, stick
):
    made = reviews.record(workspace, ReviewInput(household_id, "2025", income_points="100"))
    two.exchanged(second, workspace, stick)
    reviews.record(workspace, ReviewInput(household_id, "2025", income_points="140", id=made.id))
    reviews.record(second, ReviewInput(household_id, "2025", income_points="100", note="Đã xem nhà", id=made.id))
    two.exchanged(second, workspace, stick)
    [found] = conflicts.open_conflicts(workspace)
    [field] = found.fields
    assert (field.path, field.decision, found.decision) == ("income_points", True, True)
    assert {(one.shown, one.unaware) for one in field.choices} == {("140", False), ("100", True)}
    assert found.title.startswith("Kết quả rà soát 2025")


def test_a_member_named_differently_is_shown_under_the_members_own_name(workspace, second, household_id, stick):
    two.change(workspace, household_id, name="Nguyễn Văn Mốt")
    two.change(second, household_id, name="Nguyễn Văn Mót")
    two.exchanged(second, workspace, stick)
    [found] = conflicts.open_conflicts(workspace)
    assert found.fields[0].label.endswith(": Họ và tên")
    assert found.fields[0].label.startswith("Nguyễn Văn M")


def test_a_household_removed_here_and_changed_there_is_asked_about(workspace, second, household_id, stick):
    households.remove(workspace, household_id, "Ghi trùng")
    two.change(second, household_id, phone="0902000002")
    two.exchanged(second, workspace, stick)
    [found] = conflicts.open_conflicts(workspace)
    [field] = found.fields
    assert field.path == "removed"
    assert {one.shown for one in field.choices} == {"Đã bỏ: Ghi trùng", "Vẫn giữ, đã sửa: Điện thoại"}
    kept = next(one for one in field.choices if not one.value)
    uid = conflicts.decide(workspace, "household", household_id, {"removed": kept.uid})
    assert not households.get(workspace, household_id).removed
    with workspace.database.read() as connection:
        last = journal.operations_of(connection, [household_id])[-1].operation
    assert (last.uid, last.action) == (uid, "restore")
    [made] = decisions_made.decided(workspace)
    assert made.fields == (("Bỏ hay giữ", "Giữ lại"),)


def test_an_office_decides_for_its_commune_and_the_commune_receives_it(
    workspace, second, household_id, stick, tmp_path
):
    office = two.new_office(tmp_path / "office")
    two.pair(workspace, office, stick)
    two.change(workspace, household_id, phone="0901000001")
    two.change(second, household_id, phone="0902000002")
    two.exchanged(second, workspace, stick)
    two.exchanged(workspace, office, stick)
    [found] = conflicts.open_conflicts(office, two.CODE)
    assert conflicts.open_conflicts(office, "00001") == []
    assert {one.machine for one in found.fields[0].choices} == {"Xã Anh Dũng (1)"}
    conflicts.decide(office, "household", household_id, {"phone": found.fields[0].choices[0].uid})
    with office.database.read() as connection:
        last = journal.operations_of(connection, [household_id])[-1].operation
    assert (last.commune_code, last.officer) == (two.CODE, "Lê Thị Huyện")
    two.exchanged(workspace, office, stick)
    two.exchanged(second, workspace, stick)
    assert (conflicts.count(workspace), conflicts.count(second)) == (0, 0)
    workspaces.close(office)


def test_only_open_paths_and_their_own_sides_can_be_chosen(workspace, second, household_id, stick):
    two.change(workspace, household_id, phone="0901000001", address="Xóm 1")
    two.change(second, household_id, phone="0902000002", address="Xóm 2")
    two.exchanged(second, workspace, stick)
    with pytest.raises(InvalidInput) as refused:
        conflicts.decide(workspace, "household", household_id, {"phone": "0" * 32})
    assert [(one.field, one.code) for one in refused.value.problems] == [("phone", "GB-29")]
    with pytest.raises(InvalidInput):
        conflicts.decide(workspace, "household", household_id, {"note": "0" * 32})
    with pytest.raises(NotFound):
        conflicts.decide(workspace, "review", household_id, {"phone": "0" * 32})
    [found] = conflicts.open_conflicts(workspace)
    by_path = {one.path: one for one in found.fields}
    conflicts.decide(workspace, "household", household_id, {"phone": by_path["phone"].choices[0].uid})
    [left] = conflicts.open_conflicts(workspace)
    assert [one.path for one in left.fields] == ["address"]
    conflicts.decide(workspace, "household", household_id, {"address": by_path["address"].choices[0].uid})
    with pytest.raises(NotFound):
        conflicts.decide(workspace, "household", household_id, {"address": by_path["address"].choices[0].uid})
