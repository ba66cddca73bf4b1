"""Reports of every kind on paper: the decree's layout, text as the facts, links that lead to lists, nothing cut."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import date

import numpy as np
import pypdfium2 as pdfium
import pytest
from invented_reports import CATTLE, COMMUNE, LONG_NAME, MARK, NAMES, PLANTS, report_of, whole_file

from sinhke_desktop.documents.preview import page_count, render_page
from sinhke_desktop.documents.progress_report import render_progress_report
from sinhke_desktop.documents.report_charts import charts, progress_rows
from sinhke_desktop.documents.report_words import references
from sinhke_desktop.domain.report import Sentence
from sinhke_desktop.domain.report_paper import ReportPaper
from sinhke_desktop.domain.report_period import PeriodKind
from sinhke_desktop.domain.report_summary import PROPOSAL
from sinhke_desktop.domain.report_text import Worded
from sinhke_desktop.domain.whole_file import WholeFile

EMPTY_FILE = WholeFile(
    date(2026, 1, 5), replace(PLANTS, decision_number="", group_name="", started_on=None, households_wanted=None)
)
REPORTS = {
    "month": report_of(PeriodKind.MONTH),
    "quarter": report_of(PeriodKind.QUARTER),
    "half-year": report_of(PeriodKind.HALF),
    "year": report_of(PeriodKind.YEAR, whole_file(PLANTS)),
    "interim": report_of(PeriodKind.INTERIM, whole_file(PLANTS)),
    "final": report_of(PeriodKind.FINAL),
    "longest": report_of(PeriodKind.QUARTER, whole_file(households=25, long=True)),
    "empty": report_of(PeriodKind.MONTH, EMPTY_FILE),
    "empty-final": report_of(PeriodKind.FINAL, EMPTY_FILE, bare=True),
}
EVERY = pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)


def pages_of(pdf: bytes) -> list[str]:
    document = pdfium.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def words_of(pdf: bytes) -> str:
    return " ".join(" ".join(pages_of(pdf)).split())


def test_the_published_model_reads_as_published() -> None:
    words = words_of(render_progress_report(REPORTS["month"]))
    for part in (
        "264.180.000", "176.120.000", "440.300.000", "60,00%", "40,00%", "18.870.000",
        "Bốn trăm bốn mươi triệu ba trăm nghìn đồng", "Quyết định số 3578/QĐ-UBND ngày 22/12/2023", *NAMES,
    ):  # fmt: skip
        assert part in words
    assert words == unicodedata.normalize("NFC", words)


@EVERY
def test_every_sentence_and_every_list_stands_on_the_paper(report) -> None:
    from sinhke_desktop.documents.report_wording import draft, titles

    words = words_of(render_progress_report(report))
    for number, name in enumerate(titles(report).values()):
        assert f"{('I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX')[number]}. {name.upper()}" in words
    for some in draft(report).values():
        for one in some:
            assert one.text in words
    for trace in report.traces:
        assert f"[{trace.number}] {trace.title}: {trace.figure}" in words
    assert PROPOSAL in words
    assert words.count(MARK) == page_count(render_progress_report(report))


@EVERY
def test_every_reference_is_a_link_to_its_list(report) -> None:
    pdf = render_progress_report(report)
    document = pdfium.PdfDocument(pdf)
    count = 0
    for page in document:
        at, link = pdfium.raw.c_int(0), pdfium.raw.FPDF_LINK()
        while pdfium.raw.FPDFLink_Enumerate(page, at, link):
            target = pdfium.raw.FPDFLink_GetDest(document, link)
            assert pdfium.raw.FPDFDest_GetDestPageIndex(document, target) >= 0
            count += 1
    text = " ".join(pages_of(pdf)).split("PHỤ LỤC")[0]
    document.close()
    known = [number for number in references(text) if report.trace(number) is not None]
    assert references(text) == known
    assert count >= len(known)
    assert bool(count) is bool(report.traces)


def test_the_layout_is_that_of_the_decree() -> None:
    first, *later = pages_of(render_progress_report(REPORTS["month"]))
    for part in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "ỦY BAN NHÂN DÂN", "XÃ ANH DŨNG",
        "BÁO CÁO", "Tiến độ thực hiện mô hình sinh kế tháng 10 năm 2025", "Kính gửi: Ủy ban nhân dân tỉnh Khánh Hòa",
    ):  # fmt: skip
        assert part in first
    assert "".join(first.split()).find("Số:/BC-UBND") > 0
    assert "ngàythángnăm2025" in "".join(first.split())
    signed = next(page for page in later if "Nơi nhận:" in page)
    for part in ("- Lưu: VT, KT.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Nguyễn Văn Thành"):
        assert part in signed


def test_number_day_and_addressees_stand_where_they_were_given() -> None:
    paper = ReportPaper("7", date(2026, 2, 3), "Sở Nông nghiệp và Môi trường\nỦy ban MTTQ Việt Nam tỉnh")
    first = " ".join(pages_of(render_progress_report(REPORTS["year"], None, paper))[0].split())
    for part in ("Số: 07/BC-UBND", "ngày 03 tháng 02 năm 2026", "- Sở Nông nghiệp và Môi trường;",
                 "- Ủy ban MTTQ Việt Nam tỉnh."):  # fmt: skip
        assert part in first


@pytest.mark.parametrize(("kind", "subject"), [
    (PeriodKind.QUARTER, "Tiến độ thực hiện mô hình sinh kế quý IV năm 2025"),
    (PeriodKind.HALF, "Tiến độ thực hiện mô hình sinh kế 6 tháng cuối năm 2025"),
    (PeriodKind.YEAR, "Tiến độ thực hiện mô hình sinh kế năm 2025"),
    (PeriodKind.INTERIM, "Sơ kết mô hình sinh kế từ ngày 19/06/2024 đến ngày 28/10/2025"),
    (PeriodKind.FINAL, "Tổng kết mô hình sinh kế từ ngày 19/06/2024 đến ngày 28/10/2025"),
])  # fmt: skip
def test_each_kind_names_its_period_in_the_subject_and_title(kind, subject) -> None:
    pdf = render_progress_report(report_of(kind))
    assert subject in " ".join(pages_of(pdf)[0].split())
    document = pdfium.PdfDocument(pdf)
    meta, entries = document.get_metadata_dict(), [entry.get_title() for entry in document.get_toc()]
    document.close()
    assert meta["Title"] == f"Báo cáo {subject[0].lower()}{subject[1:]}"
    assert meta["Author"] == "Ủy ban nhân dân xã Anh Dũng"
    assert "I. Thông tin chung" in entries
    assert "Phụ lục 2. Danh sách hộ đứng sau số liệu" in entries


@EVERY
def test_nothing_reaches_into_the_margins_and_pages_are_numbered_from_the_second_on(report) -> None:
    pdf = render_progress_report(report)
    document = pdfium.PdfDocument(pdf)
    sizes = [page.get_size() for page in document]
    numbers = [page.get_textpage().get_text_bounded(bottom=page.get_height() - 17 * 72 / 25.4).strip()
               for page in document]  # fmt: skip
    document.close()
    assert numbers == ["", *[str(number) for number in range(2, len(numbers) + 1)]]
    for page, (wide, high) in enumerate(sizes):
        width, height, pixels = render_page(pdf, page, 1.5)
        picture = np.frombuffer(pixels, np.uint8).reshape(height, width, 3)
        across = wide > high
        per_mm = width / (297 if across else 210)
        assert (picture[:, : int((19 if across else 29) * per_mm)] > 250).all()
        assert (picture[:, int((278 if across else 196) * per_mm) :] > 250).all()


def test_the_longest_names_and_largest_sums_stay_whole() -> None:
    report = REPORTS["longest"]
    words = words_of(render_progress_report(report))
    assert words.count(LONG_NAME) >= 25
    for sum_ in ("440.300.000.000.000", "264.180.000.000.000", "175.000.000.000.000", "943.500.000.000.000"):
        assert sum_ in words


def test_many_households_stand_in_an_annex_across_whose_head_is_repeated() -> None:
    report = report_of(PeriodKind.YEAR, whole_file(households=80))
    pages = [" ".join(text.split()) for text in pages_of(render_progress_report(report))]
    rows = [page for page in pages if "Thôn Tân Tiến" in page and "10/2025" in page and "Hộ cận nghèo" in page]
    listed = [page for page in rows if "Thăm gần nhất" in page]
    assert len(listed) > 3
    assert "PHỤ LỤC 1 TÌNH HÌNH CỦA CÁC HỘ THAM GIA" in " ".join(pages)
    assert "80 hộ; xem trong phần mềm: Mô hình sinh kế › Hộ tham gia." in " ".join(pages)
    few = " ".join(pages_of(render_progress_report(REPORTS["year"])))
    assert "PHỤ LỤC 1\r\nBIỂU TỔNG HỢP" in few or "BIỂU TỔNG HỢP" in few


@EVERY
def test_the_same_report_gives_the_same_bytes_with_embedded_faces_only(report) -> None:
    pdf = render_progress_report(report)
    assert pdf == render_progress_report(report)
    assert b"Helvetica" not in pdf
    assert b"Times-Roman" not in pdf
    assert pdf.count(b"/FontFile2") == pdf.count(b"/Subtype /TrueType") > 0
    assert b"/Lang (vi-VN)" in pdf


def test_the_officers_sentences_replace_the_draft_and_may_hold_any_sign() -> None:
    texts = {
        "general": Worded((Sentence("Giá < 5 & > 3 <b>đồng</b> [1] [99]"),)),
        "next_work": Worded((Sentence("Việc một."), Sentence("Việc hai."))),
    }
    words = words_of(render_progress_report(REPORTS["month"], texts))
    assert "Giá < 5 & > 3 <b>đồng</b> [1] [99]" in words
    assert "Việc hai." in words
    assert "Chưa thăm được" not in words


def test_only_charts_of_what_is_known_are_drawn() -> None:
    assert list(charts(REPORTS["final"])) == ["money", "progress", "herd", "rates", "deprived"]
    assert list(charts(REPORTS["empty"])) == []
    month = report_of(PeriodKind.MONTH)
    assert "rates" not in charts(month)
    assert list(charts(replace(month, herd=month.herd[:2]))) == ["money", "progress"]
    one_year = replace(REPORTS["final"], rates=REPORTS["final"].rates[:2])
    assert "rates" not in charts(one_year)


def test_charts_keep_apart_without_colour_and_say_their_figures() -> None:
    from reportlab.graphics.shapes import String

    for name, drawing in charts(REPORTS["final"]).items():
        said = " ".join(one.text for one in drawing.contents if isinstance(one, String))
        expected = {"money": "264,2", "progress": "07/09 (77,78%)", "herd": "10/2025", "rates": "5,43%",
                    "deprived": "Việc làm"}  # fmt: skip
        assert expected[name] in said
        for one in drawing.contents:
            for colour in (getattr(one, "fillColor", None), getattr(one, "strokeColor", None)):
                assert colour is None or colour.red == colour.green == colour.blue
    late = replace(REPORTS["final"], file=replace(REPORTS["final"].file, model=replace(CATTLE, duration_months=6)))
    assert progress_rows(late)[0] == ("Thời gian thực hiện (tháng)", 6, 6)


def test_a_line_of_many_months_names_every_other_one() -> None:
    from reportlab.graphics.shapes import String

    from sinhke_desktop.documents.charts import herd_chart
    from sinhke_desktop.domain.report import HerdMonth

    months = [HerdMonth(f"{2024 + number // 12}-{number % 12 + 1:02d}", number) for number in range(24)]
    said = [one.text for one in herd_chart(months, "con").contents if isinstance(one, String)]
    alone = [one.text for one in herd_chart(months[:1], "con").contents if isinstance(one, String)]
    assert alone == ["01/2024", "0", "Số con cuối tháng"]
    assert "12/2025" in said
    assert "11/2025" not in said
    assert len([text for text in said if re.fullmatch(r"\d\d/\d{4}", text)]) == 12


def test_without_setup_the_heading_is_made_from_the_communes_name() -> None:
    bare = replace(COMMUNE, issuing_body="", place="", report_to="", recipients="")
    words = words_of(render_progress_report(replace(REPORTS["empty"], commune=bare)))
    assert "Chưa có số liệu về kinh phí." in words
    assert "Kính gửi" not in words
    assert "- Lưu: VT." in words
