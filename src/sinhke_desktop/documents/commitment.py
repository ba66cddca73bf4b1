"""The commitment of a household that joins the model: what it gets, what it promises, who signs.

No form of it was found in the law (domain.md 3.4: xã Mậu Lâm had its households promise barn, vaccination, grass, no
selling, the first calf for another poor household); the paper says so.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.enums import TA_LEFT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, KeepTogether, Paragraph, Table, TableStyle

from sinhke_desktop.documents import fonts, tables
from sinhke_desktop.documents.letter import (
    ADDRESSEE,
    BODY,
    WIDTH,
    StateHeading,
    escaped,
    letter_head,
    paragraphs,
    title,
    written_day,
)
from sinhke_desktop.documents.paper import FOOTNOTE, Story, lower_first, render_papers, signatures
from sinhke_desktop.domain.commitment import CommitmentPaper
from sinhke_desktop.domain.money import amount_in_words, format_dong, format_number
from sinhke_desktop.domain.participation import ROLE_NAMES, Role

TITLE = "Bản cam kết"
_TO = ParagraphStyle("gui", parent=ADDRESSEE, spaceBefore=0, spaceAfter=5)
_TEXT = ParagraphStyle("loi", parent=BODY, fontSize=13, leading=16, spaceAfter=3)
_FACT = ParagraphStyle("dong", parent=_TEXT, firstLineIndent=0, spaceAfter=0, alignment=TA_LEFT)
OPEN_FACT = "………………………"
_BY_HAND = "(Ký, ghi rõ họ tên)"


def render_commitments(papers: Sequence[CommitmentPaper]) -> bytes:
    """One commitment after the other, each on pages of its own, as PDF; the same values give the same bytes.

    Raises ValueError without papers.
    """
    fonts.register()
    stories = [(paper.head, _commitment(paper)) for paper in papers]
    return render_papers(stories, name=TITLE, author=papers[0].commune.name if papers else "")


def _commitment(paper: CommitmentPaper) -> Story:
    commune, model = paper.commune, paper.model
    place = letter_head(commune, paper.year).place
    story: Story = [
        StateHeading(f"{place}, {_day(paper)}"),
    ]
    story += title(TITLE, f"Tham gia mô hình “{model.name}”")
    group = f"; {paper.group}" if paper.group else ""
    committee = commune.issuing_body or f"Ủy ban nhân dân {lower_first(commune.name)}"
    story.append(Paragraph(escaped(f"Kính gửi: {committee}{group}"), _TO))
    story += _household(paper)
    story += paragraphs([_grounds(paper)], _TEXT)
    if paper.inputs:
        story += [_inputs(paper), *_total(paper)]
    story += paragraphs(["Gia đình tôi cam kết:"], _TEXT)
    story += paragraphs([f"{number}. {point}" for number, point in enumerate(_points(paper), 1)], _TEXT)
    ending = (
        f"Nếu không thực hiện đúng cam kết, gia đình tôi chịu trách nhiệm trước {lower_first(paper.group) or 'nhóm'} "
        f"và Ủy ban nhân dân {lower_first(commune.name)}. Bản cam kết được lập thành 02 bản: hộ giữ 01 bản, Ủy ban "
        f"nhân dân {lower_first(commune.name)} giữ 01 bản."
    )
    last = paragraphs([ending], _TEXT)
    signers = signatures(
        ("Xác nhận của UBND", "(Ký, đóng dấu)", commune.signer_name),
        ("Đại diện tổ, nhóm", _BY_HAND, ""),
        ("Người cam kết", _BY_HAND, paper.head),
    )
    return [*story, KeepTogether([*last, signers]), *paragraphs(paper.marks, FOOTNOTE)]


def _day(paper: CommitmentPaper) -> str:
    if paper.signed_on is None:
        return f"ngày …… tháng …… năm {paper.year}"
    return written_day(paper.signed_on, paper.year)


def _household(paper: CommitmentPaper) -> list[Flowable]:
    """Who promises, two facts a line."""
    leads = paper.role and paper.role != ROLE_NAMES[Role.MEMBER]
    head = f"{paper.head} ({lower_first(paper.role)})" if leads else paper.head
    facts = [
        ("Họ và tên chủ hộ", head), ("Năm sinh", paper.birth),
        ("Số căn cước", paper.citizen_id), ("Điện thoại", paper.phone),
        ("Nơi ở", f"{paper.hamlet}, {lower_first(paper.commune.name)}".removeprefix(", ")),
        ("Loại hộ khi tham gia", lower_first(paper.class_at_entry)),
    ]  # fmt: skip
    cells = [Paragraph(f"{escaped(name)}: {escaped(value) if value else OPEN_FACT}", _FACT) for name, value in facts]
    table = Table([cells[at : at + 2] for at in range(0, len(cells), 2)], colWidths=[WIDTH * 0.56, WIDTH * 0.44])
    table.setStyle(
        TableStyle(
            [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0),
             ("RIGHTPADDING", (0, 0), (-1, -1), 6), ("TOPPADDING", (0, 0), (-1, -1), 0),
             ("BOTTOMPADDING", (0, 0), (-1, -1), 3)]
        )
    )  # fmt: skip
    return [table]


def _grounds(paper: CommitmentPaper) -> str:
    model = paper.model
    decision = ""
    if model.decision_number:
        day = f" ngày {model.decision_date:%d/%m/%Y}" if model.decision_date else ""
        decision = f" được phê duyệt theo Quyết định số {model.decision_number}{day}"
    got = "và nhận:" if paper.inputs else "và nhận con giống, vật tư theo biên bản bàn giao."
    return (
        f"Sau khi được phổ biến nội dung mô hình “{model.name}”{decision}, gia đình tôi tự nguyện đăng ký tham gia "
        f"{got}"
    )


def _inputs(paper: CommitmentPaper) -> Flowable:
    rows: list[list[Flowable | str]] = [
        [
            tables.centred(str(number)), tables.text(one.kind), tables.centred(one.unit),
            tables.number(format_number(one.quantity)), tables.number(format_dong(one.unit_price)),
            tables.number(format_dong(one.amount)), tables.text(one.tag),
        ]
        for number, one in enumerate(paper.inputs, 1)
    ]  # fmt: skip
    whole = sum(one.amount for one in paper.inputs)
    rows.append(["", tables.text("Cộng", bold=True), "", "", "", tables.number(format_dong(whole), bold=True), ""])
    head = ("TT", "Con giống, vật tư", "Đơn vị", "Số lượng", "Đơn giá (đồng)", "Thành tiền (đồng)", "Số tai, số hiệu")
    return tables.ruled(head, rows, (10, 45, 16, 18, 25, 28, 23), total=True)


def _total(paper: CommitmentPaper) -> list[Flowable]:
    whole = sum(one.amount for one in paper.inputs)
    return paragraphs([f"Tổng giá trị bằng chữ: {amount_in_words(whole)}."], _TEXT) if whole else []


def _points(paper: CommitmentPaper) -> list[str]:
    """The points, and what comes back of the support where a share was agreed on."""
    points = list(paper.points)
    if paper.model.repay_percent:
        share = f"{paper.model.repay_percent}% mức hỗ trợ"
        points.append(f"Hoàn trả quay vòng {share} để chuyển cho hộ khác theo thỏa thuận của nhóm.")
    return points
