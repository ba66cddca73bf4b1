"""The copy of personal data for the person who asked (Luật 91/2025/QH15): every field in words, record by record."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable, Paragraph

from sinhke_desktop.documents import tables
from sinhke_desktop.documents.letter import (
    ADDRESSEE,
    HEADING,
    Heading,
    Signature,
    closing,
    escaped,
    letter_head,
    paragraphs,
    signature,
    title,
)
from sinhke_desktop.documents.paper import Story, lower_first, render_papers
from sinhke_desktop.domain.paper_symbol import LetterKind
from sinhke_desktop.domain.personal_copy import CopySection, PersonalCopy

NAME = "Bản sao dữ liệu cá nhân"


def render_personal_copy(copy: PersonalCopy) -> bytes:
    """The copy as PDF; the same data give the same bytes."""
    return render_papers([(copy.person or copy.head, _story(copy))], name=NAME, author=copy.commune.name)


def _story(copy: PersonalCopy) -> Story:
    from sinhke_desktop.documents import fonts

    fonts.register()
    commune = copy.commune
    whom = f"ông (bà) {copy.person}, hộ ông (bà) {copy.head}" if copy.person else f"hộ ông (bà) {copy.head}"
    story: Story = [Heading(letter_head(commune, copy.made_on.year, LetterKind.PERSONAL_COPY))]
    story += title("Bản sao", "Dữ liệu cá nhân đang lưu trong sổ hộ")
    story.append(Paragraph(escaped(f"Của {whom}, {lower_first(copy.hamlet)}"), ADDRESSEE))
    story += paragraphs([
        f"Ủy ban nhân dân {lower_first(commune.name)} cung cấp bản sao dữ liệu cá nhân theo yêu cầu của người có dữ "
        "liệu, theo Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15. Dữ liệu được thu thập, lưu trữ để rà soát hộ nghèo, "
        f"hộ cận nghèo theo quy định của pháp luật; bản sao lập theo dữ liệu ngày {copy.made_on:%d/%m/%Y}."
    ])  # fmt: skip
    for number, section in enumerate(copy.sections, 1):
        story += paragraphs([f"{number}. {section.title}"], HEADING)
        story.append(_table(section))
    story += paragraphs([
        "Nếu có nội dung chưa đúng, đề nghị báo cho cán bộ giảm nghèo xã để sửa. Bản sao này có dữ liệu nhạy cảm, chỉ "
        "giao cho người có dữ liệu hoặc người được ủy quyền."
    ])  # fmt: skip
    block = signature(commune)
    signed = Signature(block.authority, block.title, block.name, ("Người yêu cầu;", "Lưu: VT."))
    return [*story, closing(signed)]


def _table(section: CopySection) -> Flowable:
    rows: Sequence[Sequence[Flowable | str]] = [
        [tables.text(name), tables.text(value)] for name, value in section.lines
    ]
    return tables.ruled(("Thông tin", "Nội dung"), rows, (60, 105))
