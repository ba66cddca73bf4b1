"""The register of requests, what is due, the copy of a person's data, restricting a household's data."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pypdfium2 as pdfium
import pytest
from pdf_samples import sample_pdf

from sinhke_desktop.domain.access import Action
from sinhke_desktop.domain.data_request import RequestKind
from sinhke_desktop.domain.household import HEAD, HouseholdInput, MemberInput
from sinhke_desktop.domain.request_register import RequestInput, due_on
from sinhke_desktop.domain.scan_page import ScanPage, ScanState
from sinhke_desktop.errors import InvalidInput, NotFound
from sinhke_desktop.services import data_requests, hamlets, households, issued_papers, privacy, reviews
from sinhke_desktop.services.reviews import ReviewInput
from sinhke_desktop.storage import scan_pages


@pytest.fixture
def household(workspace):
    hamlet = hamlets.add(workspace, "Tân Tiến")
    people = (
        MemberInput("Chamaléa Thị Bích Đào", HEAD, "female", "03/05/1979", "Raglai", "058179000011", "0901234567",
                    disability="severe"),
        MemberInput("Katơr Văn Hươu", "Con trai", "male", "2006", "Raglai", schooling="upper_secondary"),
    )  # fmt: skip
    typed = HouseholdInput(hamlet.id, people, address="Tổ 3", causes="land,illness", dwelling_area="45,5")
    return households.register(workspace, typed)


def asked(workspace, household, kind=RequestKind.SEE, received="20/11/2025"):
    return data_requests.add(workspace, RequestInput(kind, "Katơr Văn Hươu", household.id, received, "Xin bản sao"))


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2025, 11, 19), date(2025, 11, 21)),
        (date(2025, 11, 20), date(2025, 11, 24)),
        (date(2025, 11, 21), date(2025, 11, 25)),
        (date(2025, 11, 22), date(2025, 11, 25)),
    ],
)
def test_a_request_is_due_two_working_days_after_receipt(received, due):
    assert due_on(received) == due


def test_a_request_is_entered_named_when_overdue_and_answered(workspace, household):
    request = asked(workspace, household)
    assert request.due_on == date(2025, 11, 24)
    (line,) = data_requests.listed(workspace)
    assert (line.head, line.what, line.overdue) == ("Chamaléa Thị Bích Đào", "Xem, nhận bản sao dữ liệu", False)
    later = replace(workspace, clock=lambda: datetime(2025, 11, 25, 3, tzinfo=UTC))
    assert data_requests.listed(later)[0].overdue
    (due,) = privacy.deadlines(later, date(2025, 11, 25))
    assert due.overdue
    assert "Katơr Văn Hươu" in due.text

    data_requests.answer(later, request.id, "25/11/2025", "Đã giao bản sao tại trụ sở")
    assert privacy.deadlines(later, date(2025, 11, 26)) == []
    assert not data_requests.listed(later)[0].overdue


def test_what_is_missing_or_impossible_is_named_by_field(workspace, household):
    with pytest.raises(InvalidInput) as error:
        data_requests.add(workspace, RequestInput("", " ", "", "21/11/2025"))
    assert {one.field for one in error.value.problems} == {"kind", "requester", "received_on"}
    request = asked(workspace, household)
    with pytest.raises(InvalidInput) as error:
        data_requests.answer(workspace, request.id, "19/11/2025", "")
    assert {one.field for one in error.value.problems} == {"answer", "done_on"}
    with pytest.raises(NotFound):
        data_requests.add(workspace, RequestInput("see", "Ai đó", "f" * 32, "20/11/2025"))


def words(path):
    document = pdfium.PdfDocument(path)
    try:
        texts = [document[number].get_textpage().get_text_range() for number in range(len(document))]
    finally:
        document.close()
    return " ".join(" ".join(texts).split())


def test_the_copy_says_everything_in_words_and_is_noted(workspace, household, tmp_path):
    reviews.record(workspace, ReviewInput(household.id, "2025", income_points="95",
                                          deprived=frozenset({"nutrition"})))  # fmt: skip
    path = data_requests.print_copy(workspace, household.id, tmp_path / "bản sao.pdf")
    said = words(path)
    for wanted in ("Chamaléa Thị Bích Đào", "058179000011", "Ra-glai", "Nặng", "Katơr Văn Hươu", "Thôn Tân Tiến",
                   "Thiếu đất sản xuất, Ốm đau", "45,5 m²", "Kết quả rà soát 2025", "Dinh dưỡng", "03/05/1979",
                   "Trung học phổ thông"):  # fmt: skip
        assert wanted in said
    printed, entry = privacy.accesses(workspace)
    assert (entry.action, entry.household_id, entry.detail) == (Action.COPIED, household.id, "bản sao.pdf")
    assert (printed.action, printed.household_id) == (Action.PRINTED, household.id)
    assert "Bản lưu giấy tờ" not in said


def test_the_copy_tells_of_kept_papers_and_scans(workspace, household, tmp_path):
    issued_papers.issue(workspace, "decision", "Quyết định công nhận", sample_pdf(["a"]), household_ids=[household.id],
                        number="125/QĐ-UBND")  # fmt: skip
    page = ScanPage("q1", "phiếu.jpg", 2, "TH2", "", household.id, 1, 1, "{}", "1", "2025-11-19T20:00:00+00:00",
                    ScanState.CONFIRMED)  # fmt: skip
    with workspace.database.write() as connection:
        scan_pages.put(connection, page, b"")
    said = words(data_requests.print_copy(workspace, household.id, tmp_path / "a.pdf"))
    for wanted in ("Bản lưu giấy tờ đã phát hành có nêu hộ", "Quyết định công nhận · số 125/QĐ-UBND",
                   "Trang phiếu đã quét, lưu dạng ảnh", "phiếu.jpg, trang 2", "20/11/2025"):  # fmt: skip
        assert wanted in said
    again = words(data_requests.print_copy(workspace, household.id, tmp_path / "b.pdf"))
    assert "Bản sao dữ liệu cá nhân" in again.partition("Bản lưu giấy tờ")[2]


def test_a_copy_for_one_person_leaves_the_others_out(workspace, household, tmp_path):
    path = data_requests.print_copy(workspace, household.id, tmp_path / "a.pdf", household.members[1].id)
    said = words(path)
    assert "Nhân khẩu: Katơr Văn Hươu" in said
    assert "058179000011" not in said
    with pytest.raises(NotFound):
        data_requests.print_copy(workspace, household.id, tmp_path / "b.pdf", "0" * 16)


def test_restricting_needs_a_reason_is_kept_in_the_history_and_noted(workspace, household):
    with pytest.raises(InvalidInput):
        data_requests.restrict(workspace, household.id, " ")
    data_requests.restrict(workspace, household.id, "Theo yêu cầu của chủ hộ")
    assert households.get(workspace, household.id).restricted == "yes"
    assert [one.id for one in data_requests.restricted(workspace)] == [household.id]
    data_requests.release(workspace, household.id, "Chủ hộ rút yêu cầu")
    assert households.get(workspace, household.id).restricted == ""
    assert [one.action for one in privacy.accesses(workspace)] == [Action.RELEASED, Action.RESTRICTED]
    assert "Theo yêu cầu của chủ hộ" in {one.reason for one in households.history(workspace, household.id)}
