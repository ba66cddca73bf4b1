"""The office's name, officer and paper headings, with a real store."""

from datetime import timedelta

import pytest
from two_machines import exchanged, pair

from sinhke_desktop.domain.receiving_office import ReceivingOffice
from sinhke_desktop.errors import InvalidInput
from sinhke_desktop.gui import standing as spoken
from sinhke_desktop.paths import folders
from sinhke_desktop.services import machines, office_profile, overview, place
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.services.workspace import VIETNAM

PASSWORD = "mật-khẩu-đơn-vị"


@pytest.fixture
def office(tmp_path):
    made = office_profile.set_up(
        workspaces.create(folders(tmp_path / "đơn vị"), PASSWORD).workspace, " Phòng  Nông nghiệp ", " Trần Văn  Nhận "
    )
    yield made
    workspaces.close(made)


def test_an_empty_store_becomes_an_office_with_its_name_keys_and_officer(office):
    assert (office.role, office.officer, office_profile.profile(office).name) == (
        "office", "Trần Văn Nhận", "Phòng Nông nghiệp",
    )  # fmt: skip
    number = machines.office_number(office)
    workspaces.close(office)
    again = workspaces.open_with_password(office.folders, PASSWORD)
    assert (again.role, again.officer, machines.office_number(again)) == ("office", "Trần Văn Nhận", number)
    workspaces.close(again)


def test_an_office_without_a_name_or_an_officer_is_refused(data_folders):
    store = workspaces.create(data_folders, PASSWORD).workspace
    with pytest.raises(InvalidInput) as refused:
        office_profile.set_up(store, " ", "")
    assert [(one.field, one.code) for one in refused.value.problems] == [
        ("office", "TL-04"), ("office_officer", "TL-01"),
    ]  # fmt: skip
    workspaces.close(store)


def test_a_communes_store_does_not_become_an_office(workspace):
    with pytest.raises(InvalidInput) as refused:
        office_profile.set_up(workspace, "Phòng Nông nghiệp", "Trần Văn Nhận")
    assert [one.code for one in refused.value.problems] == ["TL-05"]


def test_changed_headings_are_kept_tidied_line_by_line(office):
    wanted = ReceivingOffice(
        "Phòng  Kinh tế", "ỦY BAN NHÂN DÂN XÃ", "Phòng Kinh tế", "Anh  Dũng", "Ủy ban nhân dân tỉnh", "TL. CHỦ TỊCH",
        "TRƯỞNG PHÒNG", "Trần Văn Nhận", "Như trên; \nLưu:  VT.",
    )  # fmt: skip
    kept = office_profile.change(office, wanted)
    assert (kept.name, kept.place, kept.recipients) == ("Phòng Kinh tế", "Anh Dũng", "Như trên;\nLưu: VT.")
    assert office_profile.profile(office) == kept


def test_the_status_bar_says_when_an_office_last_received_instead_of_when_it_saved(office, workspace, tmp_path):
    assert overview.standing(office).received_at is None
    place.check(workspace)
    pair(workspace, office, tmp_path)
    exchanged(workspace, office, tmp_path)
    standing = overview.standing(office)
    assert standing.received_at is not None
    assert standing.saved_at is None
    shown = standing.received_at.astimezone(VIETNAM)
    assert f"{shown:%d/%m/%Y}" in spoken.words(standing, shown.date() + timedelta(days=5))


def test_an_office_keeps_a_name(office):
    with pytest.raises(InvalidInput) as refused:
        office_profile.change(office, ReceivingOffice(" "))
    assert [(one.field, one.code) for one in refused.value.problems] == [("name", "TL-04")]
    assert office_profile.profile(office).name == "Phòng Nông nghiệp"
