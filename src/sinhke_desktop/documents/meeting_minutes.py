"""The minutes of a hamlet's meeting on the results of a review (biên bản họp dân, TT 07/2021 Phụ lục V; domain.md 2.4).

What nobody has entered yet stays open, so that the same paper serves as a form to be filled in at the meeting.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable, KeepTogether

from sinhke_desktop.documents import tables
from sinhke_desktop.documents.letter import HEADING, Heading, caption, paragraphs, title, written_day
from sinhke_desktop.documents.paper import (
    DOTS,
    OPEN,
    REVIEW_DECISION,
    OpenLines,
    Story,
    count,
    footnotes,
    hamlet_head,
    line,
    lower_first,
    signatures,
)
from sinhke_desktop.domain.money import format_percent
from sinhke_desktop.domain.review import CLASS_NAMES
from sinhke_desktop.domain.round_paper import AGREED_SHARE, MeetingResult, MinutesPaper
from sinhke_desktop.domain.rounds import VillageMeeting

MARK = (
    "Mẫu biên bản dựng lại từ các trường của Phụ lục V Thông tư 07/2021/TT-BLĐTBXH; câu chữ và thứ tự của mẫu gốc "
    "chưa đối chiếu được."
)
_CLOSING_LINES = 6


def minutes(paper: MinutesPaper) -> Story:
    """The minutes as they are signed, or the form where there is no meeting yet."""
    frame, meeting = paper.frame, paper.meeting
    attempt = f" (lần {meeting.attempt})" if meeting and meeting.attempt > 1 else ""
    story: Story = [Heading(hamlet_head(frame.commune, paper.hamlet, frame.year))]
    story += title("Biên bản", f"Họp dân thống nhất kết quả {frame.name}{attempt}")
    when = written_day(meeting.held_on if meeting else None, frame.due_on.year)
    place = meeting.place if meeting and meeting.place else DOTS
    story += paragraphs([
        f"Hôm nay, vào hồi …… giờ …… phút, {when}, tại {place}, {lower_first(paper.hamlet)}, "
        f"{lower_first(frame.commune.name)} tổ chức họp dân để thống nhất kết quả {frame.name} theo {REVIEW_DECISION}."
    ])  # fmt: skip
    story += paragraphs(["I. Thành phần tham dự"], HEADING) + _attendance(meeting)
    story += paragraphs(["II. Kết quả"], HEADING)
    story += [*caption("Kết quả rà soát và biểu quyết của từng hộ"), _results(paper.results, meeting)]
    story += _summary(paper.results, meeting)
    story += paragraphs(["III. Ý kiến tại cuộc họp"], HEADING) + _opinions(meeting)
    end = paragraphs([
        "Cuộc họp kết thúc vào hồi …… giờ …… phút cùng ngày. Biên bản đã được đọc cho những người dự họp nghe, thống "
        "nhất và lập thành 02 bản có giá trị như nhau: 01 bản lưu tại thôn, 01 bản gửi Ủy ban nhân dân "
        f"{lower_first(frame.commune.name)}."
    ])  # fmt: skip
    signers = signatures(
        ("Đại diện hộ dân", "(Ký, ghi rõ họ tên)", ""),
        ("Thư ký", "(Ký, ghi rõ họ tên)", meeting.secretary if meeting else ""),
        ("Chủ trì", "(Ký, ghi rõ họ tên)", meeting.chair if meeting else ""),
    )
    return [*story, KeepTogether([*end, signers]), *footnotes((MARK, *frame.marks))]


def _attendance(meeting: VillageMeeting | None) -> Story:
    present = meeting.present or None if meeting else None
    listed = meeting.listed_households or None if meeting else None
    represented = meeting.represented if meeting and listed else None
    share = format_percent(represented, listed) if represented is not None and listed else f"{OPEN}%"
    named = [
        ("Chủ trì", meeting.chair if meeting else ""),
        ("Thư ký", meeting.secretary if meeting else ""),
        ("Ban Chỉ đạo rà soát cấp xã, cán bộ giảm nghèo", meeting.officials if meeting else ""),
        ("Bí thư chi bộ, các tổ chức chính trị - xã hội, Mặt trận Tổ quốc giám sát", meeting.front if meeting else ""),
        ("Rà soát viên", meeting.reviewers if meeting else ""),
    ]
    found: Story = [line(f"{number}. {name}", value) for number, (name, value) in enumerate(named, 1)]
    found += paragraphs([
        f"6. Đại diện hộ gia đình: {count(represented)}/{count(listed)} hộ trong danh sách rà soát, đạt {share}.",
        f"7. Tổng số người dự họp: {count(present)} người.",
    ])  # fmt: skip
    return found


def _results(results: Sequence[MeetingResult], meeting: VillageMeeting | None) -> Flowable:
    head = ("TT", "Họ và tên chủ hộ", "Số khẩu", "Diện hộ trước rà soát", "Kết quả rà soát", "Đồng ý",
            "Không đồng ý", "Tỷ lệ đồng ý")  # fmt: skip
    present = meeting.present if meeting else 0
    rows: list[list[Flowable | str]] = []
    notes = []
    for number, one in enumerate(results, 1):
        share = format_percent(one.agreed, present) if one.agreed is not None and present else ""
        counted = [str(value) if value is not None else "" for value in (one.agreed, one.disagreed)]
        rows.append([
            tables.centred(str(number)), tables.text(one.head), tables.centred(str(one.members)),
            tables.text(CLASS_NAMES[one.class_before]), tables.text(CLASS_NAMES[one.class_after]),
            *[tables.centred(value) for value in counted], tables.centred(share),
        ])  # fmt: skip
        if one.note:
            notes.append(len(rows))
            rows.append(["", tables.note(f"Ý kiến: {one.note}"), *[""] * 6])
    return tables.ruled(head, rows, (9, 46, 12, 26, 26, 14, 14, 18), notes_after=notes)


def _summary(results: Sequence[MeetingResult], meeting: VillageMeeting | None) -> Story:
    present = meeting.present if meeting else 0
    judged = [(one, one.passed(present)) for one in results]
    if not present or all(passed is None for _one, passed in judged):
        return paragraphs([f"Số hộ được ít nhất {AGREED_SHARE}% số người dự họp đồng ý: {OPEN}/{len(results)} hộ."])
    passed = sum(passed is True for _one, passed in judged)
    texts = [f"Số hộ được ít nhất {AGREED_SHARE}% số người dự họp đồng ý: {passed}/{len(results)} hộ."]
    failed = [one.head for one, passed in judged if passed is False]
    if failed:
        texts.append(f"Các hộ chưa được ít nhất {AGREED_SHARE}% đồng ý phải rà soát và họp lại: {', '.join(failed)}.")
    waiting = sum(passed is None for _one, passed in judged)
    if waiting:
        texts.append(f"Số hộ chưa biểu quyết: {waiting} hộ.")
    return paragraphs(texts)


def _opinions(meeting: VillageMeeting | None) -> Story:
    if meeting is None:
        return [OpenLines(_CLOSING_LINES)]
    said = [text for text in meeting.opinions.splitlines() if text.strip()]
    return paragraphs(said or ["Không có ý kiến khác."])
