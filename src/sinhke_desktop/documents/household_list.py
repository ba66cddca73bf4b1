"""A printed list of households with the least data that says who they are: head, hamlet, members, class."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reportlab.platypus import Flowable

from sinhke_desktop.documents import fonts, tables
from sinhke_desktop.documents.letter import Heading, closing, letter_head, paragraphs, signature, title
from sinhke_desktop.documents.paper import Story, render_papers
from sinhke_desktop.domain.commune import Commune
from sinhke_desktop.domain.paper_symbol import LetterKind

NAME = "Danh sách hộ"


@dataclass(frozen=True, slots=True)
class PrintedHousehold:
    """One line of the list."""

    head: str
    hamlet: str
    members: int
    poverty_class: str


def render_household_list(
    commune: Commune, made_on: date, subject: str, households: Sequence[PrintedHousehold], unnamed: int = 0
) -> bytes:
    """The list as PDF; *unnamed* households are only counted. The same list gives the same bytes."""
    fonts.register()
    story: Story = [Heading(letter_head(commune, made_on.year, LetterKind.LIST)), *title(NAME, subject)]
    people = sum(one.members for one in households)
    story += paragraphs([f"Lập theo sổ hộ ngày {made_on:%d/%m/%Y}: {len(households)} hộ, {people} nhân khẩu."])
    rows: list[list[Flowable | str]] = [
        [
            tables.centred(str(number)), tables.text(one.head), tables.text(one.hamlet),
            tables.centred(str(one.members)), tables.text(one.poverty_class),
        ]
        for number, one in enumerate(households, 1)
    ]  # fmt: skip
    head = ("TT", "Họ và tên chủ hộ", "Thôn", "Số nhân khẩu", "Phân loại")
    story.append(tables.ruled(head, rows, (11, 58, 38, 18, 40)))
    if unnamed:
        story += paragraphs([f"{unnamed:02d} hộ không nêu tên vì đang hạn chế xử lý dữ liệu cá nhân."])
    story.append(closing(signature(commune)))
    return render_papers([(subject, story)], name=NAME, author=commune.name)
