"""What the office returns for correction, the commune's answer, and the end of it; all of it travels."""

from datetime import date

import pytest
import two_machines as two

from sinhke_desktop.domain.return_request import ReturnState
from sinhke_desktop.errors import InvalidInput, NotFound
from sinhke_desktop.services import hamlets, place, returned_records, reviews
from sinhke_desktop.services.returned_records import REPORT, NotYourTurn
from sinhke_desktop.services.reviews import ReviewInput


@pytest.fixture
def office(office, workspace, stick):
    """The office that the commune is paired with; it holds the commune's hamlet."""
    place.check(workspace)
    hamlets.add(workspace, "Thôn Thử")
    two.pair(workspace, office, stick)
    two.exchanged(workspace, office, stick)
    return office


@pytest.fixture
def household_id(workspace, office, stick):
    made = two.register(workspace, "Nguyễn Văn Một")
    two.exchanged(workspace, office, stick)
    return made


def test_a_returned_record_goes_down_is_answered_and_closed(workspace, office, household_id, stick):
    asked = returned_records.ask(office, two.CODE, "household", household_id, "  Thiếu số CCCD ", "phone")
    assert (asked.asked_by, asked.asked_on, asked.reason) == ("Lê Thị Huyện", date(2025, 11, 20), "Thiếu số CCCD")
    assert (returned_records.count_open(office), returned_records.count_open(workspace)) == (0, 0)
    read = two.exchanged(workspace, office, stick)
    assert (read.taken_in, read.returned) == (1, 1)
    [shown] = returned_records.requests(workspace)
    assert (shown.title, shown.kind_label, shown.field) == ("Hộ Nguyễn Văn Một, thôn Thử", "Hộ", "Điện thoại")
    assert returned_records.count_open(workspace) == 1
    assert [one.id for one in returned_records.of_household(workspace, household_id)] == [asked.id]
    returned_records.answer(workspace, asked.id, "Đã sửa")
    assert returned_records.count_open(workspace) == 0
    two.exchanged(workspace, office, stick)
    [answered] = returned_records.requests(office, two.CODE)
    assert (answered.request.state, answered.request.answer) == (ReturnState.ANSWERED, "Đã sửa")
    assert answered.request.answered_by == "Nguyễn Thị Thử"
    assert returned_records.count_open(office, two.CODE) == 1
    returned_records.close(office, asked.id)
    assert returned_records.requests(office) == []
    assert returned_records.of_household(office, household_id) == []
    [closed] = returned_records.requests(office, open_only=False)
    assert closed.request.state is ReturnState.CLOSED
    two.exchanged(workspace, office, stick)
    assert returned_records.requests(workspace) == []


def test_a_receipt_counts_only_what_still_waits(workspace, office, household_id, stick):
    asked = returned_records.ask(office, two.CODE, "household", household_id, "Thiếu số CCCD")
    returned_records.close(office, asked.id)
    assert two.exchanged(workspace, office, stick).returned == 0


def test_reviews_and_reports_are_returned_too(workspace, office, household_id, stick):
    review = reviews.record(workspace, ReviewInput(household_id, "2025", income_points="100"))
    two.exchanged(workspace, office, stick)
    returned_records.ask(office, two.CODE, "review", review.id, "Điểm không khớp")
    returned_records.ask(office, two.CODE, REPORT, "2025-10", "Thiếu phần kinh phí")
    two.exchanged(workspace, office, stick)
    by_kind = {one.request.subject_kind: one for one in returned_records.requests(workspace)}
    assert by_kind["review"].title.startswith("Kết quả rà soát 2025 của hộ Nguyễn Văn Một")
    assert by_kind[REPORT].title == "tháng 10 năm 2025"
    place_of = returned_records.whereabouts(workspace, "review", review.id)
    assert place_of.household_id == household_id
    assert returned_records.whereabouts(workspace, "household", household_id).household_id == household_id
    assert returned_records.whereabouts(workspace, "review_round", "a").round_id == "a"
    assert returned_records.whereabouts(workspace, "unknown", "a").household_id == ""


def test_reasons_are_remembered_newest_first_and_once(office, household_id):
    for words in ("Thiếu số CCCD", "Sai thôn", "Thiếu số CCCD"):
        returned_records.ask(office, two.CODE, "household", household_id, words)
    assert returned_records.reasons(office) == ["Thiếu số CCCD", "Sai thôn"]
    assert returned_records.communes(office) == {two.CODE: "Xã Anh Dũng"}


def test_a_request_may_be_put_back_removed_or_asked_once_more(workspace, office, household_id, stick):
    asked = returned_records.ask(office, two.CODE, "household", household_id, "Thiếu số CCCD")
    two.exchanged(workspace, office, stick)
    returned_records.answer(workspace, asked.id, "Đã sửa")
    returned_records.undo(workspace, asked, asked.id)
    assert returned_records.requests(workspace)[0].request == asked
    returned_records.answer(workspace, asked.id, "Không có")
    two.exchanged(workspace, office, stick)
    again = returned_records.ask_again(office, asked.id, "Xem lại sổ")
    assert (again.state, again.reason) == (ReturnState.OPEN, "Xem lại sổ")
    returned_records.undo(office, None, asked.id)
    assert returned_records.requests(office, open_only=False) == []


def test_what_cannot_be_asked_answered_or_closed_is_refused(workspace, office, household_id, stick):
    asked = returned_records.ask(office, two.CODE, "household", household_id, "Thiếu số CCCD")
    two.exchanged(workspace, office, stick)
    for refused in (
        lambda: returned_records.ask(office, two.CODE, "household", household_id, "  "),
        lambda: returned_records.ask(office, two.CODE, REPORT, "hôm qua", "Thiếu"),
        lambda: returned_records.answer(workspace, asked.id, " "),
        lambda: returned_records.ask_again(office, asked.id, ""),
    ):
        with pytest.raises(InvalidInput):
            refused()
    with pytest.raises(NotFound):
        returned_records.ask(office, "22831", "household", household_id, "Thiếu")
    with pytest.raises(NotFound):
        returned_records.ask(office, two.CODE, "review", household_id, "Thiếu")
    with pytest.raises(NotYourTurn):
        returned_records.close(workspace, asked.id)
    returned_records.close(office, asked.id)
    with pytest.raises(NotYourTurn):
        returned_records.close(office, asked.id)


def test_report_periods_run_back_from_the_day():
    found = dict(returned_records.report_periods(date(2025, 11, 20)))
    assert list(found)[:2] == ["2025-11", "2025-10"]
    assert found["2025-Q3"] == "quý III năm 2025"
    assert len(found) == 12 + 4 + 4 + 3
    assert returned_records._report_name("final") == "final"
