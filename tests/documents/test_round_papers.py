"""The papers of a round: what they say, what they must not say, that nothing is cut, that the same gives the same."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date

import pypdfium2 as pdfium
import pytest
from pdf_reader import read

from sinhke_desktop.documents.round_papers import kind_of, render_round_papers
from sinhke_desktop.domain.commune import Area, Commune
from sinhke_desktop.domain.household import HEAD, Birth, Member, Sex
from sinhke_desktop.domain.review import ALL_INDICATORS, INDICATORS, PovertyClass, ReviewKind
from sinhke_desktop.domain.round_paper import (
    CertificatePaper,
    CertificateRow,
    CertificateRowsPaper,
    CertificateYear,
    ComplaintPaper,
    DecisionPaper,
    ExplanationPaper,
    HamletToReview,
    MeetingResult,
    MinutesPaper,
    PaperKind,
    PostedHousehold,
    PostingPaper,
    RecognisedGroup,
    RecognisedHousehold,
    RefusalPaper,
    ReviewListPaper,
    RoundFrame,
    ToReview,
)
from sinhke_desktop.domain.rounds import Complaint, ComplaintOutcome, VillageMeeting
from sinhke_desktop.domain.vote_sheet import PERSON, CountingPaper, Question, VoteSheet

COMMUNE = Commune(
    "22828", "Xã Anh Dũng", "Khánh Hòa", Area.RURAL, "2025", issuing_body="Ủy ban nhân dân xã Anh Dũng",
    place="Anh Dũng", report_to="Ủy ban nhân dân tỉnh Khánh Hòa", signer_authority="TM. Ủy ban nhân dân",
    signer_title="Chủ tịch", signer_name="Nguyễn Văn Thành", recipients="Như trên;\nLưu: VT, KT.",
)  # fmt: skip
NAMES = ("Chamaléa Thị Bích Đào", "Katơr Văn Hươu", "Pi Năng Thị Mỡ", "Tain Minh Thuận", "Đàng Năng Bảo Hộ",
         "Thành Thị Ngọc Trâm", "Nguyễn Hữu Phước", "Lê Thị Ứng", "Bá Trung Thiệu", "Mang Xuân Quỳnh")  # fmt: skip
LONG_NAME = "Chamaléa Katơr Thị Nguyễn Hoàng Phương Thuỳ Ngọc Bích Trường Vĩnh"
LONG_HAMLET = "Thôn Tân Bình Ma Nới Phước Thạnh Hạ"
CLASSES = (PovertyClass.POOR, PovertyClass.NEAR_POOR, PovertyClass.NONE, PovertyClass.NEWLY_ESCAPED)
FRAME = RoundFrame(
    COMMUNE, 2025, ReviewKind.YEARLY, date(2025, 9, 1), date(2025, 12, 14),
    legal_source="Nghị định 07/2021/NĐ-CP (Điều 3), Nghị định 351/2025/NĐ-CP; Thông tư 07/2021/TT-BLĐTBXH",
    plan_paper="Kế hoạch số 84/KH-UBND ngày 11/9/2025",
)  # fmt: skip
MARK = "Tiêu chí hộ cận nghèo 2027-2030 chưa kiểm chứng."


def name(number: int) -> str:
    """A head's name; every seventh is as long as a name gets."""
    return LONG_NAME if number % 7 == 6 else NAMES[number % len(NAMES)]


MEETING = VillageMeeting(
    "c" * 32, "22828", "d" * 32, "a" * 32, date(2025, 10, 5), attempt=2, place="Nhà văn hóa thôn Tân Tiến",
    chair="Mang Xuân Quỳnh", secretary="Thành Thị Ngọc Trâm", present=41, listed_households=36, represented=33,
    officials="Nguyễn Thị Thu Hà (cán bộ giảm nghèo), Lê Văn Hai", reviewers="02 người: Katơr Văn Hươu, Lê Thị Ứng",
    front="Bí thư chi bộ, Hội Phụ nữ, Hội Nông dân, Ban công tác Mặt trận",
    opinions="Đề nghị xem lại hộ thứ 3 vì nhà đã sửa.\nĐề nghị thông báo sớm kết quả <chính thức> & công khai.",
)  # fmt: skip
RESULTS = tuple(
    MeetingResult(
        name(number), 1 + number % 8, CLASSES[number % 4], CLASSES[(number + 1) % 4], 41 - number, number,
        "Nhà đã sửa mái" if number == 2 else "",
    )
    for number in range(36)
)  # fmt: skip
PEOPLE = tuple(
    Member(f"{number:016d}", number + 1, name(number), HEAD if number == 0 else "Con dâu",
           (Sex.MALE, Sex.FEMALE, None)[number % 3], Birth(1962 + number), "Raglai", f"0582620{number:05d}",
           disability="severe", card_issued_on=date(2021, 5, 3))
    for number in range(14)
)  # fmt: skip
CERTIFICATE = CertificatePaper(
    COMMUNE, PEOPLE[0], "Thôn Tân Tiến", "Tổ 3", PEOPLE,
    (CertificateYear(2024, PovertyClass.POOR, frozenset(list(INDICATORS)[:4]), date(2024, 12, 10), "Nguyễn Văn Thành"),
     CertificateYear(2025, PovertyClass.NEAR_POOR, frozenset(list(INDICATORS)[6:8]), date(2025, 12, 12))),
    2022, 2026, "15", date(2022, 1, 20),
)  # fmt: skip
COMPLAINT = Complaint(
    "e" * 32, "22828", "d" * 32, "f" * 32, "Pi Năng Thị Mỡ", "Hộ tôi chưa có nhà tiêu nhưng không được tính thiếu hụt.",
    date(2025, 10, 8), date(2025, 10, 20), answered_on=date(2025, 10, 15),
    answer="Tổ rà soát đã đến xem lại ngày 14/10/2025.\nHộ chưa có nhà tiêu hợp vệ sinh, nay tính thêm 01 chỉ số.",
    outcome=ComplaintOutcome.CHANGED,
)  # fmt: skip
EXPLANATION = ExplanationPaper(
    FRAME, LONG_NAME, LONG_HAMLET, PovertyClass.POOR, Area.RURAL, frozenset(list(INDICATORS)[3:9]), 95, 1_500_000, 140,
    3, tuple(INDICATORS),
)  # fmt: skip
SHEET = VoteSheet(
    COMMUNE, LONG_HAMLET, f"về kết quả {FRAME.name}",
    tuple(Question(f"{name(number)}: hộ nghèo", 30 + number % 5, number % 3) for number in range(36)), 2025, slips=3,
    present=41, threshold="ít nhất 50% số người dự họp", voter=PERSON, marks=(MARK,),
)  # fmt: skip
PAPERS = {
    PaperKind.REVIEW_LIST: ReviewListPaper(
        FRAME,
        tuple(
            HamletToReview(hamlet, tuple(
                ToReview(name(number), 1 + number % 8, CLASSES[number % 4], "Đang quản lý" if number % 3 else
                         "Có giấy đề nghị", None if number % 3 else date(2025, 9, 3),
                         "" if number % 3 else "Cần khảo sát") for number in range(size)
            )) for hamlet, size in ((LONG_HAMLET, 60), ("Thôn Tân Tiến", 3))
        ),
    ),
    PaperKind.MINUTES: MinutesPaper(FRAME, "Thôn Tân Tiến", RESULTS, MEETING),
    PaperKind.POSTING: PostingPaper(
        FRAME, LONG_HAMLET, tuple(PostedHousehold(name(number), CLASSES[number % 4]) for number in range(70)),
        "Nhà văn hóa thôn", date(2025, 10, 6), date(2025, 10, 8),
    ),
    PaperKind.COMPLAINT: ComplaintPaper(FRAME, COMPLAINT, "Thôn Tân Tiến", "Pi Năng Thị Mỡ", PovertyClass.POOR),
    PaperKind.REFUSAL: RefusalPaper(
        FRAME, LONG_NAME, LONG_HAMLET, "Thu nhập ước tính cao hơn mức chuẩn (150 điểm so với 140 điểm).", "07",
        date(2025, 9, 3),
    ),
    PaperKind.DECISION: DecisionPaper(
        FRAME,
        tuple(
            RecognisedGroup(group, tuple(
                RecognisedHousehold(name(number), LONG_HAMLET, 1 + number % 6) for number in range(size)
            )) for group, size in (("hộ nghèo", 45), ("hộ cận nghèo", 12), ("hộ thoát nghèo", 3))
        ),
    ),
    PaperKind.CERTIFICATES: CERTIFICATE,
    PaperKind.CERTIFICATE_ROWS: CertificateRowsPaper(
        FRAME, tuple(CertificateRow(str(number + 1), name(number), LONG_HAMLET, CERTIFICATE.years[number % 2])
                     for number in range(40)),
    ),
    PaperKind.EXPLANATION: EXPLANATION,
    PaperKind.VOTE_SHEETS: SHEET,
    PaperKind.COUNTING: CountingPaper(SHEET),
}  # fmt: skip


def words(pdf: bytes) -> str:
    """All words of *pdf*, white space evened."""
    document = pdfium.PdfDocument(pdf)
    try:
        texts = [document[number].get_textpage().get_text_range() for number in range(len(document))]
    finally:
        document.close()
    return " ".join(" ".join(texts).split())


def page_words(pdf: bytes) -> list[str]:
    """The words of each page."""
    document = pdfium.PdfDocument(pdf)
    try:
        return [" ".join(document[number].get_textpage().get_text_range().split()) for number in range(len(document))]
    finally:
        document.close()


@pytest.mark.parametrize("kind", list(PaperKind))
def test_the_same_input_gives_the_same_bytes(kind: PaperKind) -> None:
    assert kind_of(PAPERS[kind]) is kind
    once, again = render_round_papers([PAPERS[kind]]), render_round_papers([PAPERS[kind]])
    assert hashlib.sha256(once).digest() == hashlib.sha256(again).digest()


def test_without_papers_there_is_nothing_to_print() -> None:
    with pytest.raises(ValueError, match="no papers"):
        render_round_papers([])


@pytest.mark.parametrize("kind", [PaperKind.REVIEW_LIST, PaperKind.POSTING, PaperKind.MINUTES, PaperKind.DECISION])
def test_long_lists_repeat_their_head_on_every_page(kind: PaperKind) -> None:
    pages = [page for page in page_words(render_round_papers([PAPERS[kind]])) if LONG_NAME in page]
    assert len(pages) > 1
    assert all("Họ và tên chủ hộ" in page for page in pages)


def test_pages_of_several_papers_are_numbered_from_each_papers_first_page() -> None:
    both = page_words(render_round_papers([PAPERS[PaperKind.POSTING], PAPERS[PaperKind.POSTING]]))
    half = len(both) // 2
    assert both[:half] == both[half:]
    assert both[0].startswith("ỦY BAN")
    assert both[1].startswith("2 ")


def test_the_minutes_hold_the_fields_of_the_circular() -> None:
    said = words(render_round_papers([PAPERS[PaperKind.MINUTES]]))
    for wanted in (
        "BIÊN BẢN", "(lần 2)", "ngày 05 tháng 10 năm 2025", "Nhà văn hóa thôn Tân Tiến", "Chủ trì: Mang Xuân Quỳnh",
        "33/36 hộ trong danh sách rà soát, đạt 91,67%", "Tổng số người dự họp: 41 người", "Rà soát viên: 02 người",
        "lập thành 02 bản", "ĐẠI DIỆN HỘ DÂN", "THƯ KÝ", "CHỦ TRÌ", "Ý kiến: Nhà đã sửa mái",
        "<chính thức> & công khai",
    ):  # fmt: skip
        assert wanted in said
    passed = sum(one.agreed * 2 >= MEETING.present for one in RESULTS if one.agreed is not None)
    assert f"đồng ý: {passed}/36 hộ" in said
    assert "Số:" not in said


def test_half_of_those_present_is_enough_and_one_fewer_is_not() -> None:
    result = MeetingResult("Lê Thị Ứng", 3, PovertyClass.POOR, PovertyClass.POOR, 20, 20)
    assert result.passed(40) is True
    assert result.passed(41) is False
    assert replace(result, agreed=None).passed(40) is None
    assert result.passed(0) is None


def test_minutes_before_the_meeting_are_a_form_to_fill_in() -> None:
    open_results = tuple(replace(one, agreed=None, disagreed=None, note="") for one in RESULTS[:3])
    said = words(render_round_papers([MinutesPaper(FRAME, "Thôn Tân Tiến", open_results)]))
    assert "………/……… hộ trong danh sách rà soát, đạt ………%" in said
    assert "đồng ý: ………/3 hộ" in said
    assert "Không có ý kiến khác" not in said


def test_the_public_list_says_names_hamlet_and_class_and_nothing_else() -> None:
    said = words(render_round_papers([PAPERS[PaperKind.POSTING]]))
    assert LONG_NAME in said
    assert LONG_HAMLET in said
    assert "Hộ cận nghèo: " in said
    assert "03 ngày làm việc, kể từ ngày 06/10/2025 đến hết ngày 08/10/2025" in said
    for never in ("CCCD", "Raglai", "Dân tộc", "khuyết tật", "Năm sinh", "Số điện thoại", "nhân khẩu"):
        assert never not in said


def test_the_number_and_day_of_a_decision_stay_open_until_they_are_known() -> None:
    said = words(render_round_papers([PAPERS[PaperKind.DECISION]]))
    assert "Số: /QĐ-UBND" in said
    assert "Anh Dũng, ngày tháng năm 2025" in said
    known = replace(FRAME, decision_number="312/QĐ-UBND", decision_date=date(2026, 2, 3), signer="Lê Thị Ứng")
    said = words(render_round_papers([replace(PAPERS[PaperKind.DECISION], frame=known)]))
    assert "Số: 312/QĐ-UBND" in said
    assert "Anh Dũng, ngày 03 tháng 02 năm 2026" in said
    assert "(Kèm theo Quyết định số 312/QĐ-UBND ngày 03 tháng 02 năm 2026 của" in said
    assert "TM. ỦY BAN" not in said


def test_a_decisions_counts_are_those_of_its_lists() -> None:
    paper = PAPERS[PaperKind.DECISION]
    assert isinstance(paper, DecisionPaper)
    said = words(render_round_papers([paper]))
    for group in paper.groups:
        members = sum(one.members for one in group.households)
        assert f"- {group.name[0].upper()}{group.name[1:]}: {len(group.households)} hộ, {members} nhân khẩu" in said


def test_a_refusal_and_an_answer_give_their_reasons() -> None:
    said = words(render_round_papers([PAPERS[PaperKind.REFUSAL]]))
    assert "Lý do: Thu nhập ước tính cao hơn mức chuẩn (150 điểm so với 140 điểm)." in said
    assert "Giấy đề nghị số 07 ngày 03/09/2025" in said
    said = words(render_round_papers([PAPERS[PaperKind.COMPLAINT]]))
    assert "nay tính thêm 01 chỉ số" in said
    assert "Kết luận: sửa kết quả." in said
    undecided = replace(COMPLAINT, answer="", outcome=ComplaintOutcome.OPEN)
    assert "Kết luận" not in words(render_round_papers([ComplaintPaper(FRAME, undecided)]))


def test_the_explanation_compares_points_and_names_what_is_lacking() -> None:
    said = words(render_round_papers([EXPLANATION]))
    assert "Kết quả sơ bộ: Hộ nghèo." in said
    assert "Hộ được 95 điểm; mức chuẩn khu vực nông thôn là 140 điểm, ứng với 1.500.000 đồng" in said
    assert "thu nhập ước tính của hộ không cao hơn mức chuẩn" in said
    assert "2. Những mặt còn thiếu: 6/12" in said
    assert "- Diện tích nhà ở: nhà ở chật, mỗi người được dưới 8 mét vuông." in said
    unknown = replace(EXPLANATION, poverty_class=PovertyClass.UNKNOWN, points_limit=None)
    assert "chưa được công bố" in words(render_round_papers([unknown]))


def test_every_indicator_is_explained_in_words() -> None:
    from sinhke_desktop.domain.indicator_words import WORDS

    assert set(WORDS) == set(ALL_INDICATORS)


@pytest.mark.parametrize(
    "kind", [one for one in PaperKind if one not in (PaperKind.CERTIFICATES, PaperKind.VOTE_SHEETS)]
)
def test_what_is_unverified_stands_below_the_paper(kind: PaperKind) -> None:
    paper = PAPERS[kind]
    if kind is not PaperKind.COUNTING:
        paper = replace(paper, frame=replace(FRAME, marks=(MARK,)))
    said = words(render_round_papers([paper]))
    assert MARK in said
    assert "cán bộ kiểm tra trước khi ký" in said


def test_a_certificate_says_number_and_day_of_the_card_or_leaves_the_day_open() -> None:
    said = page_words(render_round_papers([CERTIFICATE]))[0]
    assert "Số CCCD/CMND: 058262000000 Ngày cấp: 03/05/2021" in said
    head = replace(PEOPLE[0], card_issued_on=None, citizen_id="")
    said = page_words(render_round_papers([replace(CERTIFICATE, head=head)]))[0]
    assert "Số CCCD/CMND: Ngày cấp: Nơi thường trú" in said


def test_a_certificate_lists_members_and_years() -> None:
    pages = page_words(render_round_papers([CERTIFICATE]))
    assert len(pages) == 3
    assert "Số: 15/GCN-HN.HCN" in pages[0]
    assert "058262000000" in pages[0]
    assert "Thôn Tân Tiến, Xã Anh Dũng, Khánh Hòa" in pages[0]
    assert PEOPLE[13].full_name in pages[1]
    assert "10/12/2024 N " in pages[2]
    assert "12/12/2025 CN" in pages[2]
    assert "giai đoạn 2022-2026" in pages[2]


def test_one_years_row_is_printed_alone_where_it_stands_in_the_whole() -> None:
    whole = render_round_papers([CERTIFICATE])
    row = render_round_papers([replace(CERTIFICATE, only_year=2025)])
    said = page_words(row)
    assert len(said) == 1
    assert said[0].split()[:2] == ["CN", "12/12/2025"] or said[0].split()[:2] == ["12/12/2025", "CN"]
    assert "Năm" not in said[0]
    assert "2024" not in said[0]
    assert place_of(row, 0, "12/12/2025") == pytest.approx(place_of(whole, 2, "12/12/2025"), abs=0.01)


def place_of(pdf: bytes, page: int, text: str) -> tuple[float, float, float, float]:
    """Where *text* stands on *page*: left, bottom, right, top in points."""
    document = pdfium.PdfDocument(pdf)
    try:
        found = document[page].get_textpage()
        start, _length = found.search(text).get_next() or (0, 0)
        return tuple(found.get_charbox(start))
    finally:
        document.close()


def test_the_articles_of_a_decision_are_told_by_bold_numbers() -> None:
    (first, *_more) = read(render_round_papers([PAPERS[PaperKind.DECISION]]))
    for number in (1, 2, 3):
        article = next(piece for piece in first.pieces if piece.text.startswith(f"Điều {number}."))
        assert article.font == "LiberationSerif-Bold"
        assert article.text.strip() == f"Điều {number}."
