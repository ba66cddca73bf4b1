"""The follow-up book: everything noted of a participant, empty rows behind it, a page for each quarter."""

from dataclasses import replace
from datetime import date

import pypdfium2 as pdfium
import pytest

from sinhke_desktop.documents.follow_up_book import render_follow_up_books
from sinhke_desktop.domain.commune import Area, Commune
from sinhke_desktop.domain.follow_up import FollowUp
from sinhke_desktop.domain.follow_up_book import MOST_MONTHS, FollowUpBook, quarters
from sinhke_desktop.domain.funding import InputHandover
from sinhke_desktop.domain.livelihood import LivelihoodModel
from sinhke_desktop.domain.losses import Loss, LossKind
from sinhke_desktop.domain.participant import Participant
from sinhke_desktop.domain.repaying import ledger
from sinhke_desktop.domain.review import PovertyClass
from sinhke_desktop.domain.revolving import Repayment, RepaymentDue, RepaymentForm
from sinhke_desktop.domain.training import Training, TrainingKind
from sinhke_desktop.domain.visit import Agreement
from sinhke_desktop.domain.visit_record import Visit, format_agreements

COMMUNE = Commune("22828", "Xã Anh Dũng", "Khánh Hòa", Area.RURAL, "2025", place="Anh Dũng")
LONG_NAME = "Chamaléa Katơr Thị Nguyễn Hoàng Phương Thuỳ Ngọc Bích Trường Vĩnh"
MODEL = LivelihoodModel(
    "m", "22828", "22828", "2025-2030", "Nuôi bò cái sinh sản", thing="bò cái", decision_number="12/QĐ-UBND",
    decision_date=date(2026, 3, 1), started_on=date(2026, 3, 10), duration_months=18,
)  # fmt: skip
PART = Participant("p", "22828", "m", "h", PovertyClass.POOR, date(2026, 3, 10), date(2026, 3, 12))
DUES = (
    RepaymentDue("1", "22828", "p", RepaymentForm.MONEY, date(2027, 1, 1), amount=999_999_999_999),
    RepaymentDue("2", "22828", "p", RepaymentForm.KIND, date(2027, 6, 1), quantity=2, unit="con bê"),
)
BACK = (Repayment("r", "22828", "p", RepaymentForm.MONEY, date(2026, 12, 1), amount=100_000_000),)
BOOK = FollowUpBook(
    COMMUNE, MODEL, PART, LONG_NAME, "Thôn Tân Tiến", "Tổ hợp tác Tân Tiến", "Trưởng nhóm", "Nguyễn Thị Thu Hà",
    date(2026, 11, 27), ("Làm chuồng trại đúng hướng dẫn.",),
    inputs=(InputHandover("i", "22828", "p", "Bò cái lai Sind", "con", 2, 18_870_000, date(2026, 3, 20), tag="TB-01"),),
    ledger=ledger(DUES, BACK), agreed_share=7_548_000,
    noted=(
        FollowUp("f", "22828", "p", "2026-04", date(2026, 4, 20), 2, 1, 0, 0, 1, 12_500_000, "thiếu cỏ", "trồng cỏ"),
    ),
    visits=(
        Visit("v", "22828", "h", visited_on=date(2026, 4, 20), officer="Hồ Thị Lan", next_visit_on=date(2026, 5, 20),
              agreements=format_agreements([Agreement("Sửa chuồng", "hộ", date(2026, 5, 1))])),
        Visit("w", "22828", "h", planned_on=date(2026, 12, 1), officer="Chưa đi"),
    ),
    trainings=(Training("t", "22828", "m", TrainingKind.COURSE, date(2026, 5, 5), "Nuôi bò", teacher="Khuyến nông"),),
    losses=(Loss("l", "22828", "p", date(2026, 6, 6), LossKind.DISEASE, "bê", 1, "con", 8_000_000, done="báo thú y"),),
)  # fmt: skip


def pages(books):
    pdf = render_follow_up_books(books)
    assert pdf == render_follow_up_books(books)
    document = pdfium.PdfDocument(pdf)
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def test_the_book_holds_everything_that_was_noted():
    said = pages([BOOK])
    whole = " ".join(said)
    for wanted in (
        "SỔ THEO DÕI HỘ THAM GIA MÔ HÌNH", f"Chủ hộ: {LONG_NAME}", "số 12/QĐ-UBND ngày 01/03/2026",
        "Tổ, nhóm: Tổ hợp tác Tân Tiến, trưởng nhóm", "Hộ đã ký cam kết ngày 12/03/2026:", "1. Làm chuồng trại",
        "20/03/2026 Bò cái lai Sind 2 con 18.870.000 37.740.000 TB-01",
        "Cộng đã nhận: 37.740.000 đồng (Ba mươi bảy triệu", "Mức trả theo thỏa thuận: 7.548.000 đồng.",
        "999.999.999.999 100.000.000 999.899.999.999", "2 con bê", "Tháng 04/2026, thăm ngày 20/04/2026", "12.500.000",
        "thiếu cỏ", "trồng cỏ", "20/04/2026 Hồ Thị Lan Sửa chuồng (hộ, trước 01/05/2026) 20/05/2026",
        "05/05/2026 Tập huấn Nuôi bò Khuyến nông", "06/06/2026 1 con bê (dịch bệnh) 8.000.000 báo thú y",
        "Sổ do phần mềm đề xuất",
    ):  # fmt: skip
        assert wanted in whole
    assert "Chưa đi" not in whole


def test_each_quarter_has_a_page_from_the_first_month_to_the_models_end():
    months = BOOK.months
    assert (months[0], months[-1]) == ("2026-03", "2027-09")
    said = pages([BOOK])
    assert [f"quý {number} năm {year}" in " ".join(said) for year, number in ((2026, 1), (2026, 2), (2027, 3))] == [
        True
    ] * 3
    assert sum("IV. Theo dõi từng tháng" in page for page in said) == len(quarters(months)) == 7


def test_months_end_where_the_household_left_and_go_on_where_no_end_is_known():
    gone = replace(PART, left_on=date(2026, 8, 1), leave_reason="chuyển đi")
    assert replace(BOOK, participant=gone).months[-1] == "2026-08"
    assert "Hộ thôi tham gia ngày 01/08/2026: chuyển đi." in " ".join(pages([replace(BOOK, participant=gone)]))
    assert replace(BOOK, model=replace(MODEL, duration_months=None)).months[-1] == "2027-05"
    assert replace(BOOK, model=replace(MODEL, duration_months=2)).months[-1] == "2027-05"
    assert replace(BOOK, model=replace(MODEL, ended_on=date(2026, 9, 9))).months[-1] == "2026-09"
    assert len(replace(BOOK, model=replace(MODEL, duration_months=600)).months) == MOST_MONTHS
    late = FollowUp("g", "22828", "p", "2026-10")
    assert replace(BOOK, participant=gone, noted=(late,)).months[-1] == "2026-10"


def test_an_empty_book_is_a_book_to_write_on():
    bare = replace(
        BOOK, model=replace(MODEL, decision_number="", decision_date=None, unit=""), inputs=(), ledger=ledger((), ()),
        agreed_share=None, noted=(), visits=(), trainings=(), losses=(),
        participant=replace(PART, commitment_signed_on=None), points=(),
    )  # fmt: skip
    whole = " ".join(pages([bare]))
    assert "Hộ cam kết (chưa ghi ngày ký):" in whole
    assert "Cộng đã nhận: 0 đồng" in whole
    assert "Mức trả" not in whole
    assert "Đang nuôi, trồng Sinh thêm" in whole


def test_each_book_of_several_counts_its_own_pages():
    one, both = pages([BOOK]), pages([BOOK, BOOK])
    assert both == one * 2


def test_without_books_there_is_nothing_to_print():
    with pytest.raises(ValueError, match="no papers"):
        render_follow_up_books([])
