"""The first page's numbers and its next steps."""

from datetime import date
from pathlib import Path

from sinhke_desktop.domain.household import HEAD, HouseholdInput, MemberInput
from sinhke_desktop.domain.review import ReviewKind
from sinhke_desktop.services import hamlets, households, imports, lives, overview, rounds

LIST = Path(__file__).parents[1] / "data" / "ra-soat-2025.xlsx"


def test_an_empty_store_says_how_to_begin(workspace):
    found = overview.overview(workspace, date(2025, 11, 20))
    assert [step.key for step in found.next_steps] == ["no-households", "first-household", "no-model", "backup"]
    assert [(step.target, step.args) for step in found.next_steps[:2]] == [
        ("households", (("imports", "1"),)), ("households", (("new", "1"),)),
    ]  # fmt: skip
    assert found.numbers.households == 0
    assert found.model is None


def test_an_imported_list_shows_its_numbers_rates_and_activity(workspace):
    result = imports.apply(workspace, imports.plan(workspace, LIST))
    found = overview.overview(workspace, date(2025, 11, 20))
    assert (found.numbers.poor, found.numbers.near_poor, found.numbers.members) == (69, 51, 464)
    assert found.numbers.poor_share is None
    assert "no-totals" in {step.key for step in found.next_steps}
    assert [(one.text, one.undo_import) for one in found.activities if one.undo_import] == [
        ("Nhập từ tệp ra-soat-2025.xlsx", result.import_id)
    ]
    assert sum(bar.poor + bar.near_poor for bar in found.hamlets) == 120
    for hamlet in hamlets.all_hamlets(workspace):
        hamlets.set_total(workspace, hamlet.id, 2025, 222)
    rated = overview.overview(workspace, date(2025, 11, 20))
    assert rated.numbers.poor_share == 6.22
    assert "no-totals" not in {step.key for step in rated.next_steps}


def test_a_round_that_is_to_be_opened_or_decided_stands_among_the_next_steps(village):
    workspace, _ids = village
    before = overview.overview(workspace, date(2025, 11, 20)).next_steps[1]
    assert (before.key, before.target, before.button) == ("open-round", "rounds", "Mở đợt rà soát")
    opened = rounds.open_round(workspace, ReviewKind.YEARLY, "2025")
    steps = overview.overview(workspace, date(2025, 12, 12)).next_steps
    due = next(step for step in steps if step.key == "round")
    assert dict(due.args)["round_id"] == opened.id
    assert not due.urgent
    late = overview.overview(workspace, date(2025, 12, 20)).next_steps
    assert next(step for step in late if step.key == "round").urgent


def test_an_act_is_one_line_of_what_happened_lately(village):
    workspace, ids = village
    lives.leave(workspace, ids["Lê Văn Bình"], "10/11/2025", "về quê vợ", "Xã Phước Dinh")
    texts = [one.text for one in overview.overview(workspace, date(2025, 11, 20)).activities]
    assert texts[0] == "Chuyển đi: Lê Văn Bình"
    assert not any("Removed" in text or text.startswith("Đưa hộ Lê Văn Bình") for text in texts[1:])


def test_once_there_is_a_household_the_first_one_is_not_offered_any_more(workspace):
    hamlet = hamlets.add(workspace, "Tân Tiến")
    head = MemberInput("Đỗ Đức Dũng", HEAD, "male", "1979", "Kinh")
    assert "first-household" in {step.key for step in overview.overview(workspace, date(2025, 11, 20)).next_steps}
    households.register(workspace, HouseholdInput(hamlet.id, (head,)))
    assert "first-household" not in {step.key for step in overview.overview(workspace, date(2025, 11, 20)).next_steps}
