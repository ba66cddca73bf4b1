"""Forms that were not saved are kept, found again, merged with what is stored, and forgotten."""

from dataclasses import replace

from sinhke_desktop.domain.household import HEAD, HouseholdInput, MemberInput
from sinhke_desktop.services import half_filled
from sinhke_desktop.services.half_filled import HalfFilled, merged
from sinhke_desktop.services.reviews import ReviewInput

HEAD_INPUT = MemberInput("Đỗ Đức Dũng", HEAD, "male", "1979", "Kinh", id="1" * 16)
WIFE = MemberInput("Lê Thị Nga", "Vợ", "female", "năm kia", insured="yes", id="2" * 16)
TYPED = HouseholdInput("a" * 32, (HEAD_INPUT, WIFE), address="Tổ 2", causes="capital,illness", list_number=3)
FORM = HalfFilled(
    "t1", "c" * 32, TYPED, replace(TYPED, address=""),
    {2025: ReviewInput(year="2025", income_points="11x", deprived=frozenset({"employment", "nutrition"}))},
)  # fmt: skip


def test_a_form_is_found_again_as_it_was_typed(workspace):
    half_filled.keep(workspace, FORM)
    (found,) = half_filled.kept(workspace)
    assert replace(found, kept_at="") == FORM
    assert found.kept_at.startswith("2025-11-20")
    assert found.name == "Đỗ Đức Dũng"


def test_a_form_typed_on_replaces_itself_and_others_stay(workspace):
    half_filled.keep(workspace, FORM)
    half_filled.keep(workspace, HalfFilled("t2", "", HouseholdInput(members=(MemberInput("Ka"),))))
    half_filled.keep(workspace, replace(FORM, typed=replace(TYPED, note="x")))
    assert [(one.token, one.typed.note) for one in half_filled.kept(workspace)] == [("t2", ""), ("t1", "x")]
    half_filled.drop(workspace, "t2")
    assert [one.token for one in half_filled.kept(workspace)] == ["t1"]
    half_filled.drop_of(workspace, "c" * 32)
    assert half_filled.kept(workspace) == []


def test_what_others_stored_meanwhile_stays_beside_what_was_typed():
    before = HouseholdInput("a" * 32, (HEAD_INPUT, WIFE), address="Tổ 1", phone="")
    typed = replace(before, members=(replace(HEAD_INPUT, phone="0912345678"), WIFE), note="đang gõ")
    now = replace(before, members=(replace(HEAD_INPUT, birth="1980"), WIFE), address="Tổ 9")
    found = merged(HalfFilled("t", "c" * 32, typed, before), now)
    assert (found.address, found.note) == ("Tổ 9", "đang gõ")
    assert found.members == (replace(HEAD_INPUT, birth="1980", phone="0912345678"), WIFE)


def test_members_added_or_removed_on_either_side_are_kept_apart():
    child, stranger = MemberInput("Đỗ Thị Mai"), MemberInput("Ka Dâng", id="9" * 16)
    before = HouseholdInput(members=(HEAD_INPUT, WIFE))
    typed = replace(before, members=(HEAD_INPUT, child))
    found = merged(HalfFilled("t", "c", typed, before), replace(before, members=(HEAD_INPUT, WIFE, stranger)))
    assert found.members == (HEAD_INPUT, child, stranger)
    gone = replace(before, members=(HEAD_INPUT,))
    assert merged(HalfFilled("t", "c", before, before), gone).members == (HEAD_INPUT,)


def test_cells_of_a_sheet_are_kept_until_nothing_is_typed(workspace):
    half_filled.keep_sheet(workspace, "r1", {"c" * 32: {"income_points": "120"}, "d" * 32: {"deprived": "1 4"}})
    half_filled.keep_sheet(workspace, "r2", {"c" * 32: {"income_points": "90"}})
    assert half_filled.kept_sheet(workspace, "r1")["d" * 32] == {"deprived": "1 4"}
    half_filled.drop_of(workspace, "c" * 32)
    assert half_filled.kept_sheet(workspace, "r1") == {"d" * 32: {"deprived": "1 4"}}
    half_filled.drop_of(workspace, "c" * 32)
    half_filled.keep_sheet(workspace, "r1", {})
    assert half_filled.kept_sheet(workspace, "r1") == {}
    assert half_filled.kept_sheet(workspace, "r2") == {}
