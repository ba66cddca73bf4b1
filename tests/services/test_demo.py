from pathlib import Path

import pytest

from sinhke_desktop.domain.round_state import HouseholdState
from sinhke_desktop.paths import Folders, folders
from sinhke_desktop.progress import Cancelled
from sinhke_desktop.services import (
    conflicts,
    demo,
    households,
    integrity,
    office_receipts,
    receiving,
    register,
    returned_records,
    reviews,
    round_board,
    round_results,
    rounds,
    sample_exchange,
    supports,
)  # fmt: skip
from sinhke_desktop.services import workspace as workspaces

PASSWORD = "mật khẩu xã mẫu"


class Stops:
    """The person presses Cancel at a step."""

    def __init__(self, at: int) -> None:
        self._at = at

    def step(self, done: int, total: int) -> None:
        assert 0 < done <= total
        if done >= self._at:
            raise Cancelled


def test_the_sample_commune_is_whole_and_opens_with_password_and_recovery_code(tmp_path: Path):
    places = folders(tmp_path / "mẫu")
    code = demo.build_sample(places, PASSWORD)
    workspace = workspaces.open_with_password(places, PASSWORD)
    try:
        assert integrity.check(workspace).ok
        summary = reviews.summary(workspace, demo.YEAR)
        assert (summary.households, summary.poor, summary.near_poor) == (120, 69, 51)
        assert (workspace.commune_code, workspace.officer) == ("22828", demo.OFFICER)
        assert summary.by_hamlet.keys() == demo.TOTALS.keys()
    finally:
        workspaces.close(workspace)
    workspaces.close(workspaces.open_with_recovery(places, code, "mật khẩu khác hẳn"))


def test_a_store_that_is_there_is_not_touched(tmp_path: Path):
    places = folders(tmp_path / "mẫu")
    workspaces.close(workspaces.create(places, PASSWORD).workspace)
    before = (places.data / "keyslots.a.json").read_bytes()
    with pytest.raises(workspaces.StoreExists):
        demo.build_sample(places, "một mật khẩu khác")
    assert (places.data / "keyslots.a.json").read_bytes() == before


@pytest.mark.parametrize("at", [1, 3, 5])
def test_cancelling_leaves_nothing_behind_and_the_next_try_works(tmp_path: Path, at: int):
    places = Folders(tmp_path / "mẫu", tmp_path / "cài đặt", tmp_path / "nhật ký")
    with pytest.raises(Cancelled):
        demo.build_sample(places, PASSWORD, Stops(at))
    assert not workspaces.exists(places)
    assert not (tmp_path / "mẫu.part").exists()
    places.data.mkdir()
    demo.build_sample(places, PASSWORD)
    assert workspaces.exists(places)


def test_a_folder_with_other_files_is_refused_and_left_as_it_was(tmp_path: Path):
    places = folders(tmp_path / "mẫu")
    places.data.mkdir()
    (places.data / "ghi chú.txt").write_text("của tôi", encoding="utf-8")
    with pytest.raises(workspaces.storage_database.StorageRefused):
        demo.build_sample(places, PASSWORD)
    assert [path.name for path in tmp_path.iterdir()] == ["mẫu"]
    assert (places.data / "ghi chú.txt").read_text(encoding="utf-8") == "của tôi"


def test_the_whole_job_ends_with_the_same_state_on_both_sides(tmp_path: Path):
    done = demo.run_demo(tmp_path / "thử", PASSWORD)
    assert done.same_state
    assert done.operations_sent == done.operations_received
    assert done.received_up_to == 1
    assert (done.ended_participants, done.out_of_poverty) == (6, 5)
    assert done.model_file.read_bytes().startswith(b"%PDF")
    assert done.replication_sheet.read_bytes().startswith(b"%PDF")
    side = done.office
    assert (side.conflicts_decided, side.returned_answered, side.received_up_to, side.same_state) == (1, 1, 4, True)
    assert done.households in [int(words) for words in side.plan.read_text(encoding="utf-8").split() if words.isdigit()]
    assert all(phone in side.decided.read_text(encoding="utf-8") for phone in sample_exchange.PHONES)
    assert sample_exchange.ANSWER in side.returned.read_text(encoding="utf-8")
    assert side.tables.read_bytes().startswith(b"%PDF")
    assert side.planned > done.households < done.operations_sent
    assert side.totals_received > side.tables_printed
    office = workspaces.open_with_password(folders(done.office_dir), PASSWORD)
    try:
        assert integrity.check(office).ok
        assert {one.commune_code for one in receiving.office_communes(office)} == {"22828"}
        assert conflicts.count(office) == returned_records.count_open(office) == 0
    finally:
        workspaces.close(office)


def test_an_office_that_gives_no_receipt_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(office_receipts, "seal", lambda *_given, **_how: None)
    with pytest.raises(RuntimeError):
        demo.run_demo(tmp_path / "thử", PASSWORD)


def test_the_sample_households_have_whole_records_that_agree_with_their_reviews(tmp_path: Path):
    places = folders(tmp_path / "mẫu")
    demo.build_sample(places, PASSWORD)
    workspace = workspaces.open_with_password(places, PASSWORD)
    try:
        rows = register.load(workspace, demo.YEAR).rows
        assert len(supports.doubles(workspace)) == 1
        for row in rows:
            household = households.get(workspace, row.household_id)
            lacking = reviews.of_household(workspace, row.household_id)[0].review.deprived
            assert household.causes
            assert ("cleanWater" in lacking) == (household.water_source == "unprotected")
            assert ("housingArea" in lacking) == ((household.dwelling_area or 0) < 800 * len(household.members))
            assert ("healthInsurance" in lacking) == any(member.insured == "no" for member in household.members)
    finally:
        workspaces.close(workspace)


def test_the_sample_round_went_from_its_list_to_the_certificates(tmp_path: Path):
    places = folders(tmp_path / "mẫu")
    demo.build_sample(places, PASSWORD)
    workspace = workspaces.open_with_password(places, PASSWORD)
    try:
        (round_,) = rounds.all_rounds(workspace)
        found = round_results.results(workspace, round_.id)
        assert round_.decision_number == "215/QĐ-UBND"
        assert len(found.rows) == 120
        board = round_board.read(workspace, round_.id)
        assert len(board.certificates) == 120
        assert {row.state for row in board.rows} == {HouseholdState.DECIDED}
    finally:
        workspaces.close(workspace)
