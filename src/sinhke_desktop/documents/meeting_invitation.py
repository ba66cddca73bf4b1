"""The invitation to a village meeting about the livelihood model (pattern of decree 59/2023/NĐ-CP, Mẫu 01)."""

from __future__ import annotations

from dataclasses import replace

from reportlab.platypus import KeepTogether

from sinhke_desktop.documents import fonts
from sinhke_desktop.documents.letter import (
    Heading,
    Signature,
    addressed,
    closing,
    letter_head,
    paragraphs,
    signature,
    title,
    written_day,
)
from sinhke_desktop.documents.paper import DOTS, Story, footnotes, line, lower_first, render_papers
from sinhke_desktop.domain.community_meeting import SUBJECT_NAMES, Subject
from sinhke_desktop.domain.meeting_paper import MeetingPaper
from sinhke_desktop.domain.paper_symbol import LetterKind, parse_number

MARK = (
    "Mẫu dựng theo các trường đã biết của biểu mẫu ban hành kèm Nghị định số 59/2023/NĐ-CP (giấy mời, biên bản kiểm "
    "phiếu, biên bản họp cộng đồng dân cư); câu chữ và thứ tự của mẫu gốc chưa đối chiếu được."
)
GRASSROOTS_LAW = "Luật Thực hiện dân chủ ở cơ sở và Nghị định số 59/2023/NĐ-CP"


def subject_words(paper: MeetingPaper) -> str:
    """What the meeting is about: ``lựa chọn mô hình sinh kế giai đoạn 2023-2025``."""
    words = lower_first(SUBJECT_NAMES[paper.meeting.subject])
    if paper.meeting.subject is Subject.OTHER:
        words = "về mô hình sinh kế"
    return f"{words} giai đoạn {paper.meeting.period}"


def render_invitation(paper: MeetingPaper) -> bytes:
    """The invitation as PDF; the same paper gives the same bytes."""
    fonts.register()
    return render_papers([("Giấy mời", _invitation(paper))], name="Giấy mời họp thôn", author=paper.commune.name)


def _invitation(paper: MeetingPaper) -> Story:
    """One for each household, whose name stays open."""
    commune, meeting = paper.commune, paper.meeting
    head = letter_head(commune, paper.year, LetterKind.INVITATION)
    number, symbol = parse_number(meeting.invitation_number)
    head = replace(head, number=number, symbol=symbol or head.symbol, day=meeting.invited_on)
    story: Story = [Heading(head)]
    story += title("Giấy mời", f"Họp {lower_first(paper.hamlet)} {subject_words(paper)}")
    story += addressed(f"Đại diện hộ ông (bà) {DOTS}")
    story += paragraphs([
        f"Căn cứ {GRASSROOTS_LAW}, Ủy ban nhân dân {lower_first(commune.name)} trân trọng kính mời ông (bà) hoặc "
        f"người đại diện của hộ đến dự cuộc họp của {lower_first(paper.hamlet)}.",
    ])  # fmt: skip
    begins = meeting.begins_at or "…… giờ ……"
    when = f"{begins}, {written_day(meeting.planned_on or meeting.held_on, paper.year)}"
    story += [line("1. Thời gian", when), line("2. Địa điểm", meeting.place)]
    story += [line("3. Chủ trì", meeting.chair), line("4. Nội dung", _content(paper))]
    if paper.candidates:
        story += paragraphs(["Các mô hình đưa ra lấy ý kiến:"])
        story += paragraphs([f"- {one.name};" for one in paper.candidates[:-1]])
        story += paragraphs([f"- {paper.candidates[-1].name}."])
    end = paragraphs([
        "Mỗi hộ cử một người đại diện dự họp và biểu quyết. Rất mong ông (bà) đến dự đầy đủ, đúng giờ."
    ])  # fmt: skip
    block = signature(commune)
    signed = Signature(block.authority, block.title, block.name, ("Như trên;", f"{paper.hamlet};", "Lưu: VT."))
    return [*story, KeepTogether([*end, closing(signed)]), *footnotes((MARK,))]


def _content(paper: MeetingPaper) -> str:
    said = [part.strip().rstrip(".;") for part in paper.meeting.content.splitlines() if part.strip()]
    return "; ".join([*said[:1], *map(lower_first, said[1:])]) or f"Thảo luận, biểu quyết {subject_words(paper)}"
