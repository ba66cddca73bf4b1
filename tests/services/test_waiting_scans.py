"""Pages of scans that wait: grouped by form, put aside, deleted, brought back."""

import json

import pytest

from sinhke_desktop.domain.form_sheet import FormSheet, check_digit
from sinhke_desktop.domain.read_page import TickState
from sinhke_desktop.domain.scan_page import ScanPage, ScanState
from sinhke_desktop.services import households, waiting_scans
from sinhke_desktop.services.workspace import author
from sinhke_desktop.storage import journal, records, scan_pages

NUMBER = "4129073" + check_digit("4129073")


@pytest.fixture
def put(workspace):
    """Keeps a page and gives it."""

    def keep(number="", household_id="", page=1, ticks="", version="TH2", place=1):
        found = ScanPage(
            workspace.new_id(), "a.pdf", place, version, number, household_id, page, 2, ticks, f"{number}{page}{place}",
            "2025-11-20",
        )  # fmt: skip
        with workspace.database.write() as connection:
            scan_pages.put(connection, found, f"picture {page}".encode())
        return found

    return keep


@pytest.fixture
def sheet(village):
    workspace, ids = village
    made = FormSheet("a" * 32, workspace.commune_code, NUMBER, "TN1", ids["Hồ Thị Lan"])
    with workspace.database.write() as connection:
        journal.save(connection, author(workspace), records.drafts(connection, [made]))
    return made


def test_pages_of_one_form_come_together_in_their_order_with_their_ticks(village, sheet, put):
    workspace, _ids = village
    second = put(NUMBER, sheet.household_id, 2, json.dumps({"kept:4:done": ["doubtful", 0.1]}), "TN1R", 1)
    first = put(NUMBER, sheet.household_id, 1, json.dumps({"need:loan": ["marked", 0.4]}), "TN1R", 2)
    (scan,) = waiting_scans.waiting(workspace)
    assert scan.pages == (first, second)
    assert (scan.form.sheet, scan.form.version, scan.form.household_id) == (sheet, "TN1", sheet.household_id)
    assert scan.ticks() == {"need:loan": TickState.MARKED, "kept:4:done": TickState.DOUBTFUL}


def test_the_pages_that_were_not_scanned_are_known(village, sheet, put):
    workspace, _ids = village
    put(NUMBER, sheet.household_id, 2)
    put()
    lone, unknown = waiting_scans.waiting(workspace)
    assert lone.missing == (1,)
    put(NUMBER, sheet.household_id, 1, place=2)
    assert waiting_scans.waiting(workspace)[0].missing == ()
    assert unknown.form is None


def test_pictures_of_one_page_that_disagree_are_doubtful_and_those_that_agree_are_not(village, sheet, put):
    workspace, _ids = village
    for place, read in enumerate(("marked", "marked", "empty"), 1):
        ticks = {"need:loan": [read, 0.1], "need:seed": ["marked", 0.3]}
        put(NUMBER, sheet.household_id, 1, json.dumps(ticks), place=place)
        put(NUMBER, sheet.household_id, 1, place=place + 3)
        (scan,) = waiting_scans.waiting(workspace)
        agreed = TickState.MARKED if place < 3 else TickState.DOUBTFUL
        assert scan.ticks() == {"need:loan": agreed, "need:seed": TickState.MARKED}


def test_pages_without_a_code_come_one_by_one_and_belong_to_no_form(village, put):
    workspace, _ids = village
    put(place=1)
    put(place=2)
    assert [(len(one.pages), one.form, one.ticks()) for one in waiting_scans.waiting(workspace)] == [(1, None, {})] * 2


def test_a_form_of_the_first_version_belongs_to_its_household_and_one_that_left_to_none(village, put):
    workspace, ids = village
    put("", ids["Hồ Thị Lan"], version="TH1")
    put("", ids["Lê Văn Bình"], version="TH1", place=2)
    put("", "f" * 32, version="TH1", place=3)
    put(NUMBER, "", place=4)
    households.remove(workspace, ids["Lê Văn Bình"], "chuyển đi")
    found = [one.form and one.form.household_id for one in waiting_scans.waiting(workspace)]
    assert found == [ids["Hồ Thị Lan"], None, None, None]


def test_a_spare_form_waits_for_its_household(workspace, put):
    spare = FormSheet("b" * 32, workspace.commune_code, NUMBER, "TN1")
    with workspace.database.write() as connection:
        journal.save(connection, author(workspace), records.drafts(connection, [spare]))
    put(NUMBER)
    (scan,) = waiting_scans.waiting(workspace)
    assert (scan.form.household_id, scan.form.sheet) == ("", spare)


def test_what_is_put_aside_waits_no_longer_until_it_is_brought_back(village, sheet, put):
    workspace, _ids = village
    put(NUMBER, sheet.household_id)
    (scan,) = waiting_scans.waiting(workspace)
    waiting_scans.put_aside(workspace, scan)
    assert waiting_scans.waiting(workspace) == []
    (aside,) = waiting_scans.waiting(workspace, ScanState.ASIDE)
    waiting_scans.bring_back(workspace, aside)
    assert waiting_scans.waiting(workspace) == [scan]


def test_deleted_pages_can_be_kept_again(village, sheet, put):
    workspace, _ids = village
    put(NUMBER, sheet.household_id)
    (scan,) = waiting_scans.waiting(workspace)
    gone = waiting_scans.delete(workspace, scan)
    assert [one.picture for one in gone] == [b"picture 1"]
    assert waiting_scans.waiting(workspace) == []
    assert waiting_scans.pictures(workspace, scan.page_ids) == []
    for _twice in range(2):
        waiting_scans.keep_again(workspace, gone)
    assert waiting_scans.waiting(workspace) == [scan]
