"""The monthly report: the decree's layout, the published model's money, and no text ever cut."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date

import numpy as np
import pypdfium2 as pdfium
import pytest

from sinhke_desktop.documents.charts import herd_chart_svg, money_chart_svg
from sinhke_desktop.documents.letter import letter_head, signature
from sinhke_desktop.documents.preview import page_count, render_page
from sinhke_desktop.documents.progress_report import render_progress_report
from sinhke_desktop.documents.report_wording import draft
from sinhke_desktop.domain.commune import Area, Commune
from sinhke_desktop.domain.report import (
    HerdMonth,
    InputHandedOver,
    MonthlyReport,
    ParticipantState,
    ReportTexts,
    SourceMoney,
)

COMMUNE = Commune(
    "22828", "Xã Anh Dũng", "Khánh Hòa", Area.RURAL, "2025", issuing_body="Ủy ban nhân dân xã Anh Dũng",
    place="Anh Dũng", report_to="Ủy ban nhân dân tỉnh Khánh Hòa", signer_authority="TM. Ủy ban nhân dân",
    signer_title="Chủ tịch", signer_name="Nguyễn Văn Thành", recipients="Như trên;\nLưu: VT, KT.",
)  # fmt: skip
NAMES = ("Chamaléa Thị Bích Đào", "Katơr Văn Hươu", "Pi Năng Thị Mỡ", "Tain Minh Thuận", "Đàng Năng Bảo Hộ",
         "Thành Thị Ngọc Trâm", "Nguyễn Hữu Phước")  # fmt: skip
LONG_NAME = "Chamaléa Katơr Thị Nguyễn Hoàng Phương Thuỳ Ngọc Bích Trường Vĩnh"


def _participant(number: int, name: str) -> ParticipantState:
    return ParticipantState(
        name, "Thôn Tân Tiến", "Hộ nghèo" if number < 2 else "Hộ cận nghèo",
        "Hộ nghèo" if number < 1 else "Hộ cận nghèo",
        alive=2, born=number % 2, lost=int(number == 4), sold=0, sick=int(number == 2), income=1_500_000 * number,
        last_visit=None if number == 6 else date(2025, 10, 10 + number),
        problem="Bò mẹ bị tiêu chảy" if number == 2 else "",
        next_step="Tiêm phòng đợt 2" if number in (2, 4) else "",
    )  # fmt: skip


REPORT = MonthlyReport(
    COMMUNE, "2025-10", "Nuôi bò cái sinh sản", "Quyết định số 3578/QĐ-UBND ngày 22/12/2023",
    "nhóm cộng đồng thôn Tân Tiến", date(2024, 6, 19), 24, "theo dõi hằng tháng", "con bò",
    tuple(_participant(number, name) for number, name in enumerate(NAMES)),
    (SourceMoney("Chương trình mục tiêu quốc gia giảm nghèo bền vững", 264_180_000, 264_180_000),
     SourceMoney("Đối ứng của hộ (bằng hiện vật)", 176_120_000, 150_000_000)),
    (InputHandedOver("Bò cái sinh sản", "con", 14, 18_870_000, 7, date(2024, 6, 19)),),
    tuple(HerdMonth(f"2025-{month:02d}", alive) for month, alive in ((7, 14), (8, 15), (9, 17), (10, 14))),
)  # fmt: skip
LONGEST = replace(
    REPORT,
    commune=replace(
        COMMUNE,
        governing_body="Ủy ban nhân dân tỉnh Bà Rịa - Vũng Tàu và các đơn vị hợp nhất",
        issuing_body="Ủy ban nhân dân đặc khu Côn Đảo Hoàng Sa Trường Sa Phú Quý Vân Đồn",
        place="Đặc khu Côn Đảo Hoàng Sa Trường Sa Phú Quý",
    ),
    participants=tuple(
        ParticipantState(LONG_NAME, "Tổ dân phố số 12 Phước Thiện Đông Nam", "Hộ mới thoát nghèo", "Không thuộc diện",
                         12345, 1234, 123, 1234, 999, 987_654_321_098, date(2025, 10, 28),
                         "Nắng hạn kéo dài, thiếu nước và thức ăn cho đàn bò, chuồng trại hư hỏng " * 2, "Sửa chuồng")
        for _ in range(25)
    ),
    sources=tuple(
        SourceMoney(f"Nguồn số {number}: Quỹ Vì người nghèo và các nguồn xã hội hoá của doanh nghiệp, hợp tác xã",
                    987_654_321_098_765, 123_456_789_012_345)
        for number in range(7)
    ),
    inputs=(InputHandedOver("Bò cái sinh sản giống lai Zebu, đã tiêm", "con giống", 123_456, 9_876_543_210, 120),),
)  # fmt: skip
EMPTY = MonthlyReport(replace(COMMUNE, recipients="", report_to=""), "2026-01", "Trồng măng tây xanh")


def _texts(pdf: bytes) -> list[str]:
    document = pdfium.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def _words(pdf: bytes) -> str:
    return " ".join(" ".join(_texts(pdf)).split())


def test_the_published_model_reads_as_published() -> None:
    words = _words(render_progress_report(REPORT))
    for part in (
        "264.180.000", "176.120.000", "440.300.000", "60,0%", "40,0%", "85,2%", "94,1%", "18.870.000",
        "Bốn trăm bốn mươi triệu ba trăm nghìn đồng", "Quyết định số 3578/QĐ-UBND ngày 22/12/2023",
        "02 hộ nghèo, 05 hộ cận nghèo", *NAMES,
    ):  # fmt: skip
        assert part in words
    assert words == unicodedata.normalize("NFC", words)


def test_the_layout_is_that_of_the_decree() -> None:
    first, *later = _texts(render_progress_report(REPORT))
    for part in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "ỦY BAN NHÂN DÂN", "XÃ ANH DŨNG",
        "BÁO CÁO", "Tiến độ thực hiện mô hình sinh kế tháng 10 năm 2025", "Kính gửi: Ủy ban nhân dân tỉnh Khánh Hòa",
    ):  # fmt: skip
        assert part in first
    assert "".join(first.split()).find("Số:/BC-UBND") > 0
    assert "ngàythángnăm2025" in "".join(first.split())
    for part in ("Nơi nhận:", "- Lưu: VT, KT.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Nguyễn Văn Thành"):
        assert part in later[-1]


def test_pages_are_numbered_from_the_second_on() -> None:
    pdf = render_progress_report(LONGEST)
    document = pdfium.PdfDocument(pdf)
    try:
        for number, page in enumerate(document, 1):
            margin = page.get_textpage().get_text_bounded(bottom=page.get_height() - 17 * 72 / 25.4)
            assert margin.strip() == ("" if number == 1 else str(number))
    finally:
        document.close()


@pytest.mark.parametrize("report", [REPORT, LONGEST, EMPTY], ids=["usual", "longest", "empty"])
def test_nothing_reaches_into_the_margins(report: MonthlyReport) -> None:
    pdf = render_progress_report(report)
    for page in range(page_count(pdf)):
        width, height, pixels = render_page(pdf, page, 1.5)
        picture = np.frombuffer(pixels, np.uint8).reshape(height, width, 3)
        per_mm = width / 210
        assert (picture[:, : int(29 * per_mm)] > 250).all()
        assert (picture[:, int(196 * per_mm) :] > 250).all()
        assert (picture[int(278 * per_mm) :] > 250).all()


def test_the_longest_names_and_largest_sums_stay_whole() -> None:
    words = _words(render_progress_report(LONGEST))
    assert words.count("987.654.321.098") >= 25
    assert words.count("987.654.321.098.765") == 7
    assert "1.219.318.518.533.760" in words
    assert words.count(LONG_NAME) >= 25


def test_table_heads_are_repeated_on_every_page() -> None:
    pages = [" ".join(text.split()) for text in _texts(render_progress_report(LONGEST))]
    with_rows = [page for page in pages if "Không thuộc diện" in page and "28/10/2025" in page]
    assert len(with_rows) > 3
    assert all("Thu nhập (đồng)" in page for page in with_rows)


def test_the_same_report_gives_the_same_bytes_with_embedded_faces_only() -> None:
    pdf = render_progress_report(REPORT)
    assert pdf == render_progress_report(REPORT)
    assert b"Helvetica" not in pdf
    assert b"Times-Roman" not in pdf
    assert pdf.count(b"/FontFile2") == pdf.count(b"/Subtype /TrueType") > 0
    assert b"/Lang (vi-VN)" in pdf


def test_title_and_bookmarks_name_the_report_and_its_sections() -> None:
    document = pdfium.PdfDocument(render_progress_report(REPORT))
    meta = document.get_metadata_dict()
    titles = [entry.get_title() for entry in document.get_toc()]
    document.close()
    assert meta["Title"] == "Báo cáo tiến độ thực hiện mô hình sinh kế tháng 10 năm 2025"
    assert meta["Author"] == "Ủy ban nhân dân xã Anh Dũng"
    assert titles[:2] == [meta["Title"], "I. Thông tin chung"]
    assert len(titles) == 7


def test_the_draft_tells_what_happened() -> None:
    texts = draft(REPORT)
    assert texts.results == (
        "Trong tháng 10 năm 2025, cán bộ đã đến thăm và ghi nhận tình hình của 06/07 hộ tham gia.",
        "Tổng số con bò còn sống ở các hộ đã thăm là 14; trong tháng sinh thêm 3, chết hoặc mất 1; "
        "hiện có 1 con bò đang ốm.",
        "Thu nhập từ mô hình ghi nhận được: 31.500.000 đồng.",
        "Có 01 hộ thay đổi diện so với khi tham gia: Katơr Văn Hươu (từ hộ nghèo sang hộ cận nghèo).",
    )
    assert texts.difficulties == (
        "Hộ Pi Năng Thị Mỡ (Thôn Tân Tiến): Bò mẹ bị tiêu chảy.",
        "Chưa thăm được trong tháng: Nguyễn Hữu Phước.",
    )
    assert texts.next_work[0] == "Tiêm phòng đợt 2 (hộ Pi Năng Thị Mỡ, Đàng Năng Bảo Hộ)."
    assert texts.proposals[1].endswith("phần kinh phí còn lại của các nguồn: Đối ứng của hộ (bằng hiện vật).")


def test_an_empty_month_still_makes_a_whole_report() -> None:
    words = _words(render_progress_report(EMPTY))
    assert "tháng 01 năm 2026" in words
    assert "Chưa có hộ tham gia được ghi nhận." in words
    assert "Chưa có số liệu về kinh phí." in words
    assert "- Lưu: VT." in words


def test_the_officers_sentences_replace_the_draft_and_may_hold_any_sign() -> None:
    texts = ReportTexts(general=("Giá < 5 & > 3 <b>đồng</b>",), next_work=("Việc một.", "Việc hai."))
    words = _words(render_progress_report(REPORT, texts))
    assert "Giá < 5 & > 3 <b>đồng</b>" in words
    assert "Việc hai." in words
    assert "Chưa thăm được trong tháng" not in words


def test_without_setup_the_heading_is_made_from_the_communes_name() -> None:
    bare = Commune("1", "Phường Bảo An", "Khánh Hòa", Area.URBAN, "2025")
    head = letter_head(bare, 2025)
    assert (head.issuing_body, head.place) == ("Ủy ban nhân dân Phường Bảo An", "Bảo An")
    assert signature(bare).recipients == ("Lưu: VT.",)


def test_charts_for_the_screen_are_set_in_the_windows_face() -> None:
    money = money_chart_svg(REPORT.sources)
    herd = herd_chart_svg(REPORT.herd, REPORT.unit)
    assert "264,2" in money
    assert "Đã giải ngân" in money
    assert "10/2025" in herd
    for svg in (money, herd):
        assert svg.lstrip().startswith("<?xml")
        assert "Liberation" not in svg
        assert "'Be Vietnam Pro'" in svg
        assert "fill: None" not in svg
        assert "clip" not in svg
    assert "font-weight: 600" in herd
