"""The layout of decree 30/2020/NĐ-CP measured on the PDF: places, sizes, faces and lines of every element."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pypdfium2 as pdfium
import pytest
from pdf_reader import MM, Page, Piece, Rule, read
from worst_cases import BARE, COMMUNES, LONGEST, PLAIN

from sinhke_desktop.documents import fonts, tables
from sinhke_desktop.documents.heading_blocks import MOTTO, STATE
from sinhke_desktop.documents.letter import (
    Heading,
    StateHeading,
    addressed,
    closing,
    letter_head,
    paragraphs,
    signature,
    title,
)
from sinhke_desktop.documents.paper import across, render_papers, upright
from sinhke_desktop.domain.commune import Commune
from sinhke_desktop.domain.paper_symbol import LetterKind

REGULAR, BOLD, ITALIC, BOLD_ITALIC = (
    "LiberationSerif", "LiberationSerif-Bold", "LiberationSerif-Italic", "LiberationSerif-BoldItalic",
)  # fmt: skip
SUBJECT = "Kết quả rà soát hộ nghèo, hộ cận nghèo"
LONG_SUBJECT = (
    "Kết quả thực hiện mô hình sinh kế nuôi bò cái sinh sản, trồng cỏ voi theo nhóm cộng đồng và việc quay vòng vốn "
    "cho các hộ tiếp theo"
)
WORDS = "Thực hiện kế hoạch của Ủy ban nhân dân tỉnh, xã đã tổ chức rà soát tại các thôn và tổng hợp kết quả như sau: "
EDGE = 0.6
every_commune = pytest.mark.parametrize("commune", COMMUNES.values(), ids=list(COMMUNES))
every_shape = pytest.mark.parametrize("turned", [False, True], ids=["upright", "across"])


@pytest.fixture(autouse=True)
def _faces():
    fonts.register()


def letter(commune: Commune, *, turned: bool = False, subject: str = SUBJECT, foot: str = "", **head) -> list[Page]:
    """A whole letter of three pages or more."""
    heading = replace(letter_head(commune, 2025), **head)
    kind = [] if heading.about else title("Báo cáo", subject)
    story = [*([across()] if turned else []), Heading(heading), *kind, *addressed(commune.report_to)]
    story += [*paragraphs([WORDS * 4] * 12), closing(signature(commune))]
    return read(render_papers([("Báo cáo", story)], name="Báo cáo", author=commune.name, foot=foot))


def in_block(page: Page, *, left: bool) -> list[Piece]:
    """Lines of one heading block, from above; the state's block is to the right of the widest issuer."""
    state = page.line(STATE)
    limit = min(state.left, page.line(MOTTO).left) - 1
    lines = [line for line in page.lines() if line.baseline > page.line("BÁO CÁO").baseline]
    return sorted((line for line in lines if (line.right < limit) == left), key=lambda line: -line.baseline)


def below(page: Page, words: Piece) -> Rule:
    """The rule directly below *words*."""
    near = [rule for rule in page.rules if 0 < words.baseline - rule.y < 10 and rule.left < words.middle < rule.right]
    (rule,) = near
    return rule


@every_commune
@every_shape
def test_state_and_motto_stand_at_the_upper_right_with_a_line_as_long_as_the_motto(commune, turned):
    page = letter(commune, turned=turned)[0]
    state, motto = page.line(STATE), page.line(MOTTO)
    assert (state.font, motto.font) == (BOLD, BOLD)
    assert 12 <= state.size <= 13 <= motto.size <= 14
    assert state.text.strip() == STATE == STATE.upper()
    assert state.left > page.width * 0.4
    assert motto.middle == pytest.approx(state.middle, abs=EDGE)
    assert motto.baseline < state.baseline
    rule = below(page, motto)
    assert rule.length == pytest.approx(motto.right - motto.left, abs=2)
    assert rule.middle == pytest.approx(motto.middle, abs=EDGE)


@every_commune
@every_shape
def test_governing_body_upright_issuing_body_bold_with_a_line_of_a_third_to_a_half_below(commune, turned):
    page = letter(commune, turned=turned)[0]
    names = in_block(page, left=True)
    number = names.pop()
    assert number.text.startswith("Số:")
    governing = [line for line in names if line.font == REGULAR]
    issuing = [line for line in names if line.font == BOLD]
    assert names == governing + issuing
    assert bool(governing) == bool(commune.governing_body)
    assert " ".join(" ".join(line.text for line in issuing).split()) == letter_head(commune, 2025).issuing_body.upper()
    assert all(12 <= line.size <= 13 for line in names)
    for line in names:
        assert line.middle == pytest.approx(names[0].middle, abs=EDGE)
    rule = below(page, issuing[-1])
    widest = max(line.right - line.left for line in issuing)
    assert widest / 3 - EDGE <= rule.length <= widest / 2 + EDGE
    assert rule.middle == pytest.approx(names[0].middle, abs=EDGE)


def test_an_issuing_body_of_three_lines_and_a_governing_body_keep_the_order_of_the_decree():
    page = letter(LONGEST)[0]
    names = in_block(page, left=True)
    assert [line.font for line in names].count(BOLD) >= 3
    assert names[0].text.startswith("ỦY BAN NHÂN DÂN")
    assert names[0].font == REGULAR


def test_the_peoples_committee_stands_on_a_line_of_its_own():
    lines = in_block(letter(PLAIN)[0], left=True)
    assert [line.text.strip() for line in lines[:2]] == ["ỦY BAN NHÂN DÂN", "XÃ ANH DŨNG"]


@every_commune
@every_shape
def test_number_and_symbol_stand_below_the_issuing_body_on_the_line_of_place_and_day(commune, turned):
    page = letter(commune, turned=turned)[0]
    number, issuer = page.line("Số:"), in_block(page, left=True)[0]
    day = page.line(letter_head(commune, 2025).place)
    assert (number.font, number.size) == (REGULAR, 13)
    assert number.text.strip().endswith("/BC-BCĐ" if commune is LONGEST else "/BC-UBND")
    assert number.middle == pytest.approx(issuer.middle, abs=4)
    assert day.font == ITALIC
    assert 13 <= day.size <= 14
    assert day.baseline == pytest.approx(number.baseline, abs=0.1)
    assert day.middle == pytest.approx(page.line(STATE).middle, abs=1)
    assert day.text.strip().endswith("năm 2025")


def test_a_given_number_and_day_are_written_with_their_zeros():
    page = letter(PLAIN, number="7", day=date(2025, 2, 3))[0]
    assert page.line("Số:").text.strip() == "Số: 07/BC-UBND"
    assert page.line("Anh Dũng").text.strip() == "Anh Dũng, ngày 03 tháng 02 năm 2025"


def test_an_open_number_and_day_leave_room_to_write():
    page = letter(PLAIN)[0]
    number, day = page.line("Số:"), page.line("Anh Dũng")
    filled = letter(PLAIN, number="123", day=date(2025, 10, 30))[0]
    assert number.right - number.left > filled.line("Số:").right - filled.line("Số:").left
    assert day.right - day.left > 0.9 * (filled.line("Anh Dũng").right - filled.line("Anh Dũng").left)


@every_shape
@pytest.mark.parametrize("subject", [SUBJECT, LONG_SUBJECT])
def test_kind_and_subject_are_bold_in_the_middle_with_a_line_of_a_third_to_a_half_below(turned, subject):
    page = letter(PLAIN, turned=turned, subject=subject)[0]
    kind = page.line("BÁO CÁO")
    to = page.line("Kính gửi:")
    lines = [line for line in page.lines() if kind.baseline > line.baseline > to.baseline]
    assert " ".join(" ".join(line.text for line in lines).split()) == subject
    middle = (page.width + (15 if not turned else 0) * MM) / 2
    for line in (kind, *lines):
        assert line.font == BOLD
        assert 13 <= line.size <= 14
        assert line.middle == pytest.approx(middle, abs=3)
    rule = below(page, lines[-1])
    widest = max(line.right - line.left for line in lines)
    assert widest / 3 - EDGE <= rule.length <= widest / 2 + EDGE


def test_a_letter_without_a_kind_has_its_subject_below_the_number():
    about = "trả lời ý kiến về kết quả rà soát định kỳ hộ nghèo, hộ cận nghèo năm 2025"
    page = letter(PLAIN, about=about, symbol="UBND-KT")[0]
    number, to = page.line("Số:"), page.line("Kính gửi:")
    lines = [
        line for line in page.lines() if number.baseline > line.baseline > to.baseline and line.right < page.width * 0.5
    ]
    assert " ".join(" ".join(line.text for line in lines).split()) == f"V/v {about}"
    for line in lines:
        assert line.font == REGULAR
        assert 12 <= line.size <= 13
        assert line.middle == pytest.approx(number.middle, abs=4)
    with pytest.raises(LookupError):
        page.line("BÁO CÁO")


@every_shape
def test_the_body_is_set_in_13_to_14_with_an_indent_and_room_between_paragraphs(turned):
    page = letter(PLAIN, turned=turned)[1]
    lines = [line for line in page.lines() if line.size == 13.5 and line.font == REGULAR and len(line.text) > 40]
    left = min(line.left for line in lines)
    indents = {round(line.left - left) for line in lines if line.left - left > 5}
    assert all(28 <= one <= 37 for one in indents), "1 cm to 1,27 cm"
    steps = [first.baseline - second.baseline for first, second in pairwise(lines)]
    single = min(steps)
    assert 1.0 <= single / (13.5 * 1.15) <= 1.5
    assert max(steps) - single >= 6 - 0.1


@every_shape
def test_body_lines_reach_both_margins(turned):
    page = letter(PLAIN, turned=turned)[1]
    lines = [line for line in page.lines() if line.size == 13.5 and len(line.text) > 40]
    left, right = (20, 20) if turned else (30, 15)
    assert min(line.left for line in lines) == pytest.approx(left * MM, abs=1)
    assert max(line.right for line in lines) == pytest.approx(page.width - right * MM, abs=1)


@every_shape
def test_recipients_and_signature_stand_as_the_decree_says(turned):
    page = letter(PLAIN, turned=turned)[-1]
    label, first, last = page.line("Nơi nhận:"), page.line("- Như trên;"), page.line("- Lưu: VT, KT.")
    assert (label.font, label.size) == (BOLD_ITALIC, 12)
    assert {(one.font, one.size) for one in (first, last)} == {(REGULAR, 11)}
    assert first.left == pytest.approx((20 if turned else 30) * MM, abs=1)
    authority, office, name = (page.line(one) for one in ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Nguyễn Văn Thành"))
    for one in (authority, office, name):
        assert one.font == BOLD
        assert 13 <= one.size <= 14
        assert one.middle == pytest.approx(authority.middle, abs=EDGE)
        assert one.left > page.width / 2
    assert authority.baseline > office.baseline > name.baseline + 60
    assert label.baseline == pytest.approx(authority.baseline, abs=4)


def test_recipients_of_a_commune_that_set_up_nothing_are_the_file():
    page = letter(BARE)[-1]
    assert page.line("- Lưu: VT.").size == 11
    with pytest.raises(LookupError):
        page.line("Kính gửi")


def test_several_addressees_stand_below_each_other():
    story = addressed("Ủy ban nhân dân tỉnh;", "Sở Nông nghiệp và Môi trường.", " ")
    (page,) = read(render_papers([("Thư", story)], name="Thư", author="Xã"))
    first, second = page.line("- Ủy ban nhân dân tỉnh;"), page.line("- Sở Nông nghiệp và Môi trường.")
    assert page.line("Kính gửi:").text.strip() == "Kính gửi:"
    assert first.left == pytest.approx(second.left, abs=0.1)


def test_a_letters_pages_may_be_turned_for_an_annex_and_back():
    table = tables.ruled(("Thôn", "Hộ"), [[tables.text("Gòn"), tables.number("1")]] * 60, (157, 100))
    story = [Heading(letter_head(PLAIN, 2025)), *paragraphs([WORDS]), across(), *title("Phụ lục", SUBJECT), table,
             upright(), *paragraphs(["Cuối."])]  # fmt: skip
    found = read(render_papers([("Báo cáo", story)], name="Báo cáo", author="Xã", foot="Dấu dữ liệu 1-A"))
    turned = [page.width > page.height for page in found]
    assert turned == [False, *[True] * (len(found) - 2), False]
    for place, page in enumerate(found[1:], 2):
        number = page.line(str(place))
        text_middle = page.width / 2 + (0 if page.width > page.height else 7.5 * MM)
        assert number.middle == pytest.approx(text_middle, abs=1)
        assert page.height - number.top < (30 if page.width > page.height else 20) * MM
        assert 13 <= number.size <= 14
        foot = page.line("Dấu dữ liệu")
        assert 8 <= foot.size <= 9
        assert foot.bottom > 5 * MM
        assert foot.top < (15 if page.width > page.height else 20) * MM
        assert foot.middle == pytest.approx(text_middle, abs=1)


def test_a_foot_that_is_longer_than_the_page_stays_whole():
    foot = "Dấu dữ liệu 1204-7F3A92C14B08 · gói gửi gần nhất số 12, sau gói này có 15 thay đổi chưa gửi · " * 2
    for page in letter(PLAIN, foot=foot.strip()):
        line = page.line("Dấu dữ liệu")
        assert " ".join(line.text.split()) == " ".join(foot.split())
        assert line.right < page.width - 15 * MM + 1


@every_shape
def test_the_rules_are_ink_on_the_page(turned):
    """Rendered, the places of the three rules are dark and the paper around them is not."""
    story = [*([across()] if turned else []), Heading(letter_head(PLAIN, 2025)), *title("Báo cáo", SUBJECT)]
    pdf = render_papers([("Báo cáo", story)], name="Báo cáo", author="Xã")
    (page,) = read(pdf)
    assert len(page.rules) == 3
    scale = 4
    document = pdfium.PdfDocument(pdf)
    picture = document[0].render(scale=scale, grayscale=True).to_pil()
    document.close()
    for rule in page.rules:
        row = (page.height - rule.y) * scale
        inside = [picture.getpixel((int((rule.left + share * rule.length) * scale), int(row))) for share in (0.1, 0.9)]
        beside = [picture.getpixel((int((rule.left + where) * scale), int(row))) for where in (-4, rule.length + 4)]
        assert max(inside) < 128 < min(beside)


def test_a_households_own_paper_has_state_and_motto_in_the_middle():
    story = [StateHeading("Anh Dũng, ngày 03 tháng 02 năm 2025"), *paragraphs([WORDS])]
    (page,) = read(render_papers([("Đơn", story)], name="Đơn", author="Xã"))
    state, day = page.line(STATE), page.line("Anh Dũng")
    assert state.middle == pytest.approx((30 * MM + page.width - 15 * MM) / 2, abs=1)
    assert day.right == pytest.approx(page.width - 15 * MM, abs=2)
    assert below(page, page.line(MOTTO)).length == pytest.approx(page.line(MOTTO).right - page.line(MOTTO).left, abs=2)
    (bare,) = read(render_papers([("Đơn", [StateHeading()])], name="Đơn", author="Xã"))
    assert bare.words() == f"{STATE} {MOTTO}"


def test_a_papers_symbol_is_that_of_its_kind():
    assert letter_head(PLAIN, 2025, LetterKind.DECISION).symbol == "QĐ-UBND"
    assert letter_head(BARE, 2025, LetterKind.SUBMISSION).symbol == "TTr-UBND"
