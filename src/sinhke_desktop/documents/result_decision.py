"""The decision of the commune's chairman that recognises a round's results, with its annex of households."""

from __future__ import annotations

import re
from dataclasses import replace

from reportlab.lib.enums import TA_CENTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, KeepTogether, PageBreak, Paragraph

from sinhke_desktop.documents import tables
from sinhke_desktop.documents.centred import Centred
from sinhke_desktop.documents.fonts import ITALIC
from sinhke_desktop.documents.letter import (
    BODY,
    OPEN_NUMBER,
    SIGNER,
    Heading,
    LetterHead,
    Signature,
    caption,
    closing,
    escaped,
    letter_head,
    paragraphs,
    signature,
    title,
    written_day,
)
from sinhke_desktop.documents.paper import ANNEX_NOTE, REVIEW_DECISION, Story, footnotes, lower_first
from sinhke_desktop.domain.money import format_number
from sinhke_desktop.domain.paper_symbol import LetterKind, number_words, parse_number
from sinhke_desktop.domain.round_paper import DecisionPaper, RecognisedGroup, RoundFrame

MARKS = (
    "Câu chữ của Mẫu số 02 (Quyết định 24/2021/QĐ-TTg) chưa đối chiếu được.",
    "Sau ngày 01/7/2025 không còn cấp huyện; cơ quan cho ý kiến trước khi công nhận chưa xác định được.",
)
BASIS = ParagraphStyle("can-cu", parent=BODY, fontName=ITALIC)
_ARTICLE = re.compile(r"^(Điều \d+\.)")
"""``Điều 1.`` is bold, as the decree has it."""
DECIDES = ParagraphStyle("quyet-dinh", parent=SIGNER, alignment=TA_CENTER, spaceBefore=6, spaceAfter=6)


def decision(paper: DecisionPaper) -> Story:
    """The decision and, on pages of its own, the annex with a list for each group."""
    frame = paper.frame
    commune = frame.commune
    head = _head(frame)
    story: Story = [Heading(head), *title("Quyết định", f"Về việc công nhận kết quả {frame.name}")]
    story.append(Centred(f"Chủ tịch Ủy ban nhân dân {commune.name}".upper(), DECIDES))
    story += paragraphs(_bases(frame), BASIS)
    story.append(Centred("QUYẾT ĐỊNH:", DECIDES))
    story += [Paragraph(_ARTICLE.sub(r"<b>\1</b>", escaped(text)), BODY) for text in _articles(paper)]
    block = signature(commune)
    authority = block.authority if block.authority.upper().startswith(("KT", "Q.")) else ""
    signed = Signature(authority, block.title or "Chủ tịch", frame.signer or block.name,
                       ("Như Điều 3;", "Các thôn, tổ dân phố (để công khai);", "Lưu: VT."))  # fmt: skip
    story.append(KeepTogether([story.pop(), closing(signed)]))
    return [*story, PageBreak(), *_annex(paper), *footnotes((*MARKS, *frame.marks))]


def _head(frame: RoundFrame) -> LetterHead:
    """The decision's heading; its own symbol where one was given with the number."""
    head = letter_head(frame.commune, (frame.decision_date or frame.due_on).year, LetterKind.DECISION)
    number, symbol = parse_number(frame.decision_number)
    return replace(head, number=number, symbol=symbol or head.symbol, day=frame.decision_date)


def _bases(frame: RoundFrame) -> list[str]:
    bases = [
        "Căn cứ Luật Tổ chức chính quyền địa phương;",
        f"Căn cứ {REVIEW_DECISION} quy định quy trình rà soát hộ nghèo, hộ cận nghèo hằng năm;",
    ]
    if frame.legal_source:
        bases.append(f"Căn cứ {frame.legal_source};")
    if frame.plan_paper:
        bases.append(f"Căn cứ {frame.plan_paper};")
    return [*bases, f"Theo kết quả {frame.name} và đề nghị của Ban Chỉ đạo rà soát hộ nghèo, hộ cận nghèo."]


def _articles(paper: DecisionPaper) -> list[str]:
    frame = paper.frame
    found = [
        f"Điều 1. Công nhận kết quả {frame.name} trên địa bàn {lower_first(frame.commune.name)} như sau "
        "(có danh sách kèm theo):"
    ]
    for place, group in enumerate(paper.groups):
        end = "." if place == len(paper.groups) - 1 else ";"
        households, members = format_number(len(group.households)), format_number(group.members)
        found.append(f"- {group.name[:1].upper()}{group.name[1:]}: {households} hộ, {members} nhân khẩu{end}")
    return [
        *found,
        "Điều 2. Quyết định này có hiệu lực kể từ ngày ký. Hộ nghèo, hộ cận nghèo được cấp, ghi Giấy chứng nhận hộ "
        "nghèo, hộ cận nghèo theo quy định.",
        "Điều 3. Chánh Văn phòng Hội đồng nhân dân và Ủy ban nhân dân, trưởng các phòng chuyên môn, trưởng các thôn, "
        "tổ dân phố và các hộ có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này.",
    ]


def _annex(paper: DecisionPaper) -> Story:
    frame = paper.frame
    head = _head(frame)
    number = number_words(head.number) or OPEN_NUMBER
    when = written_day(head.day, head.year)
    issuer = f"Chủ tịch Ủy ban nhân dân {lower_first(frame.commune.name)}"
    found: Story = [*title("Danh sách", f"Các hộ được công nhận theo kết quả {frame.name}")]
    found.append(Paragraph(
        escaped(f"(Kèm theo Quyết định số {number}/{head.symbol} {when} của {issuer})"), ANNEX_NOTE
    ))  # fmt: skip
    for place, group in enumerate(paper.groups, 1):
        count = f"{format_number(len(group.households))} hộ, {format_number(group.members)} nhân khẩu"
        found += caption(f"{_roman(place)}. {group.name[:1].upper()}{group.name[1:]}: {count}")
        found.append(_list(group))
    return found


def _roman(number: int) -> str:
    return ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")[number - 1]


def _list(group: RecognisedGroup) -> Flowable:
    rows: list[list[Flowable | str]] = [
        [
            tables.centred(str(number)), tables.text(one.head), tables.text(one.hamlet),
            tables.centred(str(one.members)), "",
        ]
        for number, one in enumerate(group.households, 1)
    ]  # fmt: skip
    total = str(group.members)
    rows.append(["", tables.text("Cộng", bold=True), "", tables.centred(total, bold=True), ""])
    head = ("TT", "Họ và tên chủ hộ", "Thôn, tổ dân phố", "Số nhân khẩu", "Ghi chú")
    return tables.ruled(head, rows, (12, 65, 42, 20, 26), total=True)
