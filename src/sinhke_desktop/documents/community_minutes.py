"""The minutes of a village meeting about the livelihood model (pattern of decree 59/2023/NĐ-CP, Mẫu 02 and 03).

What nobody has entered yet stays open, so that the same paper serves as a form to be filled in at the meeting.
"""

from __future__ import annotations

from dataclasses import replace

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether

from sinhke_desktop.documents import fonts, tables
from sinhke_desktop.documents.letter import HEADING, Heading, LetterHead, caption, paragraphs, title, written_day
from sinhke_desktop.documents.meeting_invitation import GRASSROOTS_LAW, MARK, subject_words
from sinhke_desktop.documents.paper import (
    DOTS,
    OPEN,
    OpenLines,
    Story,
    count,
    footnotes,
    hamlet_head,
    line,
    lower_first,
    render_papers,
    signatures,
)
from sinhke_desktop.domain.choosing import AGREEMENT_PERCENT, agrees
from sinhke_desktop.domain.meeting_paper import CandidateVoice, MeetingPaper
from sinhke_desktop.domain.model_library import PROPOSED
from sinhke_desktop.domain.money import format_dong, format_percent
from sinhke_desktop.domain.paper_symbol import LetterKind, parse_number

_VOTES_NEED = 60 * mm
_BY_HAND = "(Ký, ghi rõ họ tên)"


def render_minutes(paper: MeetingPaper) -> bytes:
    """The minutes as they are signed, or the form where the meeting was not held yet, as PDF; always the same bytes."""
    fonts.register()
    return render_papers([("Biên bản", _minutes(paper))], name="Biên bản họp thôn", author=paper.commune.name)


def _minutes(paper: MeetingPaper) -> Story:
    commune, meeting = paper.commune, paper.meeting
    story: Story = [Heading(_head(paper)), *title("Biên bản", f"Họp cộng đồng dân cư {subject_words(paper)}")]
    begins = meeting.begins_at or "…… giờ …… phút"
    story += paragraphs([
        f"Thực hiện {GRASSROOTS_LAW}, hôm nay, vào hồi {begins}, {_day(paper)}, tại "
        f"{meeting.place or DOTS}, {lower_first(paper.hamlet)}, {lower_first(commune.name)} tổ chức họp cộng đồng "
        f"dân cư {subject_words(paper)}."
    ])  # fmt: skip
    story += paragraphs(["I. Thành phần tham dự"], HEADING) + _attendance(paper)
    story += paragraphs(["II. Nội dung đã trình bày"], HEADING) + _texts(meeting.content, 3)
    if paper.candidates:
        story += [*caption("Hiệu quả dự tính của một hộ (đồng)"), _economics(paper.candidates), *_proposed(paper)]
    story += paragraphs(["III. Ý kiến thảo luận"], HEADING) + _texts(meeting.opinions, 6)
    story += [CondPageBreak(_VOTES_NEED), *paragraphs(["IV. Kết quả biểu quyết"], HEADING), *_votes(paper)]
    story += paragraphs(["V. Kết luận"], HEADING) + _texts(meeting.conclusion, 3)
    end = paragraphs([
        "Cuộc họp kết thúc vào hồi …… giờ …… phút cùng ngày. Biên bản đã được đọc cho những người dự họp nghe, thống "
        "nhất và lập thành 02 bản có giá trị như nhau: 01 bản lưu tại thôn, 01 bản gửi Ủy ban nhân dân "
        f"{lower_first(commune.name)}."
    ])  # fmt: skip
    signers = signatures(
        ("Đại diện hộ dân", _BY_HAND, ""), ("Thư ký", _BY_HAND, meeting.secretary), ("Chủ trì", _BY_HAND, meeting.chair)
    )
    return [*story, KeepTogether([*end, signers]), *footnotes((MARK,))]


def _head(paper: MeetingPaper) -> LetterHead:
    """The hamlet's heading; number and day only where the minutes were given a number."""
    head = hamlet_head(paper.commune, paper.hamlet, paper.year)
    if not paper.meeting.minutes_number:
        return head
    number, symbol = parse_number(paper.meeting.minutes_number)
    symbol = symbol or LetterKind.MINUTES
    return replace(head, numbered=True, number=number, symbol=symbol, day=paper.meeting.held_on)


def _day(paper: MeetingPaper) -> str:
    """The day of the meeting, or dots to write it on."""
    if paper.meeting.held_on is None:
        return f"ngày …… tháng …… năm {paper.year}"
    return written_day(paper.meeting.held_on, paper.year)


def _attendance(paper: MeetingPaper) -> Story:
    meeting = paper.meeting
    known = meeting.households_all and meeting.households_present is not None
    share = paper.share_present if known else f"{OPEN}%"
    absent = f"{OPEN}%"
    if known:
        absent = format_percent(meeting.absent or 0, meeting.households_all or 0, 1)
    found: Story = [line("1. Chủ trì", meeting.chair), line("2. Thư ký", meeting.secretary)]
    found += paragraphs([
        f"3. Tổng số hộ của {lower_first(paper.hamlet)}: {count(meeting.households_all)} hộ, trong đó:",
        f"- Số hộ có đại diện dự họp: {count(meeting.households_present)} hộ, đạt {share};",
        f"- Số hộ không có đại diện dự họp: {count(meeting.absent)} hộ, chiếm {absent}.",
    ])  # fmt: skip
    others = "; ".join(part.strip().rstrip(".;") for part in meeting.others_present.splitlines() if part.strip())
    return [*found, line("4. Thành phần khác", others)]


def _texts(text: str, lines: int) -> Story:
    said = [part for part in text.splitlines() if part.strip()]
    return paragraphs(said) if said else [OpenLines(lines)]


def _economics(candidates: tuple[CandidateVoice, ...]) -> Flowable:
    head = ("TT", "Mô hình", "Chu kỳ (tháng)", "Chi", "Thu", "Còn lại", "Hoàn vốn (tháng thứ)", "Còn lại khi xấu nhất")
    rows: list[list[Flowable | str]] = []
    for number, one in enumerate(candidates, 1):
        cells = [""] * 5
        if one.figures is not None:
            flow, payback = one.figures.expected, one.figures.expected.payback_month
            cells = [format_dong(flow.cost), format_dong(flow.income), format_dong(flow.net),
                     "" if payback is None else str(payback), format_dong(one.figures.worst.net)]  # fmt: skip
        rows.append([
            tables.centred(str(number)), tables.text(one.name), tables.centred(str(one.cycle) if one.figures else ""),
            *[tables.number(cell) for cell in cells[:3]], tables.centred(cells[3]), tables.number(cells[4]),
        ])  # fmt: skip
    return tables.ruled(head, rows, (9, 44, 14, 22, 22, 21, 14, 19))


def _proposed(paper: MeetingPaper) -> Story:
    if not any(one.proposed for one in paper.candidates):
        return []
    return paragraphs([f"Bảng trên có khoản mang dấu: {PROPOSED.lower()}."])


def _votes(paper: MeetingPaper) -> Story:
    present = paper.meeting.households_present
    if not paper.candidates:
        mine = (paper.meeting.votes_for, paper.meeting.votes_against)
        return paragraphs([
            f"Số hộ tán thành: {count(mine[0])} hộ; số hộ không tán thành: {count(mine[1])} hộ, trong {count(present)} "
            "hộ có đại diện dự họp."
        ])  # fmt: skip
    head = ("TT", "Mô hình", "Hộ dự họp", "Tán thành", "Không tán thành", "Không có ý kiến", "Tỷ lệ tán thành")
    rows: list[list[Flowable | str]] = []
    agreed = []
    for number, one in enumerate(paper.candidates, 1):
        cells = ["" if present is None else str(present), "", "", "", ""]
        if one.votes_for is not None and one.votes_against is not None and present:
            rest = present - one.votes_for - one.votes_against
            cells[1:] = [str(one.votes_for), str(one.votes_against), str(rest),
                         format_percent(one.votes_for, present, 1)]  # fmt: skip
            agreed += [one.name] if agrees(one.votes_for, present) else []
        rows.append([
            tables.centred(str(number)), tables.text(one.name), *[tables.centred(cell) for cell in cells]
        ])  # fmt: skip
    found = [*caption("Kết quả kiểm phiếu (mỗi hộ dự họp một phiếu)")]
    found.append(tables.ruled(head, rows, (9, 62, 17, 17, 20, 20, 20)))
    told = f"Mô hình được trên {AGREEMENT_PERCENT}% số hộ dự họp tán thành: {', '.join(agreed) or DOTS}."
    if any(one.votes_for is not None for one in paper.candidates) and not agreed:
        told = f"Không có mô hình nào được trên {AGREEMENT_PERCENT}% số hộ dự họp tán thành."
    return [*found, *paragraphs([told])]
