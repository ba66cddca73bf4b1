"""The office's name, officer and paper headings, with a real store."""

import pytest

from sinhke_desktop.domain.receiving_office import ReceivingOffice
from sinhke_desktop.errors import InvalidInput
from sinhke_desktop.services import machines, office_profile
from sinhke_desktop.services import workspace as workspaces

PASSWORD = "mật-khẩu-đơn-vị"


@pytest.fixture
def office(data_folders):
    made = office_profile.set_up(
        workspaces.create(data_folders, PASSWORD).workspace, " Phòng  Nông nghiệp ", " Trần Văn  Nhận "
    )
    yield made
    workspaces.close(made)


def test_an_empty_store_becomes_an_office_with_its_name_keys_and_officer(office, data_folders):
    assert (office.role, office.officer, office_profile.profile(office).name) == (
        "office", "Trần Văn Nhận", "Phòng Nông nghiệp",
    )  # fmt: skip
    number = machines.office_number(office)
    workspaces.close(office)
    again = workspaces.open_with_password(data_folders, PASSWORD)
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


def test_an_office_keeps_a_name(office):
    with pytest.raises(InvalidInput) as refused:
        office_profile.change(office, ReceivingOffice(" "))
    assert [(one.field, one.code) for one in refused.value.problems] == [("name", "TL-04")]
    assert office_profile.profile(office).name == "Phòng Nông nghiệp"
