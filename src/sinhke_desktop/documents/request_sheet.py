"""The requests of a household (decision 24/2021/QĐ-TTg, Mẫu số 01 and 04; domain.md 2.4), filled in or blank.

The fields are those of the forms as they were seen described; the wording between them is the program's own, which the
sheet says.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether

from sinhke_desktop.documents import fonts, tables
from sinhke_desktop.documents.fact_line import SIZE, FactLine, fact
from sinhke_desktop.documents.letter import (
    BODY,
    HEADING,
    Room,
    StateHeading,
    addressed,
    letter_head,
    paragraphs,
    title,
    written_day,
)
from sinhke_desktop.documents.paper import OpenLines, Story, lower_first, render_papers, signatures
from sinhke_desktop.documents.ticks import TickLine
from sinhke_desktop.domain.household import Member, Sex
from sinhke_desktop.domain.request_paper import Occupation, Request, RequestPaper, occupation
from sinhke_desktop.domain.review import CLASS_NAMES, PovertyClass

TITLES = {
    Request.REVIEW: "Giấy đề nghị rà soát hộ nghèo, hộ cận nghèo",
    Request.ESCAPE: "Giấy đề nghị công nhận hộ thoát nghèo, hộ thoát cận nghèo",
}
FORM_NAMES = {Request.REVIEW: "Mẫu số 01", Request.ESCAPE: "Mẫu số 04"}
SUBJECTS = {
    Request.REVIEW: "Rà soát hộ nghèo, hộ cận nghèo",
    Request.ESCAPE: "Công nhận hộ thoát nghèo, hộ thoát cận nghèo",
}
MARK = (
    "{form} (Quyết định số 24/2021/QĐ-TTg) dựng lại từ các trường đã thu thập; câu chữ, thứ tự của mẫu gốc chưa đối "
    "chiếu được, cán bộ kiểm tra trước khi dùng."
)
BLANK_MEMBERS, BLANK_HEIGHT = 6, 17.0
_PART = ParagraphStyle("phan", parent=HEADING, leading=16, spaceBefore=2, spaceAfter=2, keepWithNext=0)
_TEXT = ParagraphStyle("loi", parent=BODY, leading=17, spaceAfter=3)
_ROOM = 35 * mm
_WIDTHS = (9, 47, 13, 22, 25, 16, 17, 16)
_NAMES = ("TT", "Họ và tên", "Giới tính", "Ngày sinh", "Quan hệ với chủ hộ", "Có việc làm", "Không có việc làm",
          "Đang đi học")  # fmt: skip


def render_requests(papers: Sequence[RequestPaper]) -> bytes:
    """*papers* of one kind as PDF, each with pages of its own; the same values give the same bytes.

    Raises ValueError without papers.
    """
    fonts.register()
    stories = [(one.head.full_name if one.head else "Mẫu trống", _request(one)) for one in papers]
    if not stories:
        raise ValueError("no papers")
    kind, author = papers[0].kind, papers[0].commune.name
    return render_papers(stories, name=TITLES[kind], author=author, foot=MARK.format(form=FORM_NAMES[kind]))


def _request(paper: RequestPaper) -> Story:
    commune = paper.commune
    place = letter_head(commune, paper.year).place
    story: Story = [StateHeading(f"{place}, {written_day(paper.day, paper.year)}")]
    story += title("Giấy đề nghị", SUBJECTS[paper.kind])
    story += addressed(f"Chủ tịch Ủy ban nhân dân {lower_first(commune.name)}")
    story += _part("I. Người đề nghị") + _identity(paper)
    story += [*_part("II. Thành viên trong hộ"), _members(paper)]
    story += _asked(paper)
    end = paragraphs([
        "Gia đình tôi cam đoan những nội dung khai trên là đúng sự thật và chịu trách nhiệm trước pháp luật về lời "
        "khai của mình."
    ], _TEXT)  # fmt: skip
    signers = signatures(("", "", ""), ("Người đề nghị", "(Ký, ghi rõ họ tên)", _name(paper)))
    return [*story, KeepTogether([*end, signers])]


def _part(text: str) -> Story:
    """A part's heading, on the next page where nothing of the part would follow it on this one."""
    return [CondPageBreak(_ROOM), *paragraphs([text], _PART)]


def _name(paper: RequestPaper) -> str:
    return paper.head.full_name if paper.head else ""


def _identity(paper: RequestPaper) -> Story:
    head, commune = paper.head, paper.commune
    shown = head if not paper.hidden else None
    where = ", ".join(filter(None, (paper.hamlet, lower_first(commune.name), commune.province_name)))
    known = ", ".join(filter(None, (paper.address, where))) if head else ""
    issued = f"{shown.card_issued_on:%d/%m/%Y}" if shown and shown.card_issued_on else ""
    sex = head.sex if head else None
    sexes = (("1. Nam", sex is Sex.MALE), ("2. Nữ", sex is Sex.FEMALE))
    return [
        fact("1. Họ và tên", _name(paper)),
        TickLine("2. Giới tính:", sexes, size=SIZE, space_after=0),
        FactLine((
            ("3. Ngày, tháng, năm sinh", str(shown.birth) if shown and shown.birth else "", 0.58),
            ("4. Dân tộc", shown.ethnic_group if shown else "", 0.42),
        )),
        FactLine((("5. Số CCCD/CMND", shown.citizen_id if shown else "", 0.58), ("Ngày cấp", issued, 0.42))),
        fact("6. Nơi thường trú", known),
        fact("7. Nơi ở hiện tại", known),
    ]  # fmt: skip


def _members(paper: RequestPaper) -> Flowable:
    rows: list[list[Flowable | str]] = [_row(number, one, paper) for number, one in enumerate(paper.members, 1)]
    if paper.head is None:
        rows = [[tables.centred(str(number)), Room(BLANK_HEIGHT), *[""] * 6] for number in range(1, BLANK_MEMBERS + 1)]
    return tables.ruled(_NAMES, rows, _WIDTHS)


def _row(number: int, member: Member, paper: RequestPaper) -> list[Flowable | str]:
    does = occupation(member)
    sex = {Sex.MALE: "1", Sex.FEMALE: "2", None: ""}[member.sex]
    birth = "" if paper.hidden or member.birth is None else str(member.birth)
    return [
        tables.centred(str(number)), tables.text(member.full_name), tables.centred(sex), tables.centred(birth),
        tables.text(member.relation), *[tables.centred("x" if does is one else "") for one in Occupation],
    ]  # fmt: skip


def _asked(paper: RequestPaper) -> Story:
    """What is asked for, and why."""
    story: Story = _part("III. Nội dung đề nghị")
    if paper.kind is Request.REVIEW:
        story += paragraphs([
            "Đề nghị rà soát hộ gia đình tôi theo quy định về hộ nghèo, hộ cận nghèo."
        ], _TEXT)  # fmt: skip
    else:
        listed = paper.poverty_class in (PovertyClass.POOR, PovertyClass.NEAR_POOR)
        if listed:
            year = f" theo kết quả rà soát năm {paper.class_year}" if paper.class_year else ""
            story += paragraphs([f"Gia đình tôi hiện là {lower_first(CLASS_NAMES[paper.poverty_class])}{year}."], _TEXT)
        choices = (
            ("hộ thoát nghèo", paper.poverty_class is PovertyClass.POOR),
            ("hộ thoát cận nghèo", paper.poverty_class is PovertyClass.NEAR_POOR),
        )
        story.append(TickLine("Đề nghị công nhận là:", choices, size=SIZE))
    return [*story, fact("Lý do đề nghị", paper.reason), *([] if paper.reason else [OpenLines(1)])]
