"""Letters of a round to one person: the answer to a complaint, a refusal with its reason, why a class is what it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from reportlab.platypus import KeepTogether

from sinhke_desktop.documents.letter import (
    HEADING,
    Heading,
    Room,
    Signature,
    addressed,
    closing,
    paragraphs,
    signature,
    title,
)
from sinhke_desktop.documents.paper import (
    DOTS,
    REVIEW_DECISION,
    OpenLines,
    Story,
    commune_head,
    footnotes,
    line,
    lower_first,
    signatures,
)
from sinhke_desktop.domain.commune import Area
from sinhke_desktop.domain.indicator_words import WORDS
from sinhke_desktop.domain.money import format_dong
from sinhke_desktop.domain.paper_symbol import LetterKind
from sinhke_desktop.domain.review import ALL_INDICATORS, CLASS_NAMES, PovertyClass
from sinhke_desktop.domain.round_paper import ComplaintPaper, ExplanationPaper, RefusalPaper, RoundFrame
from sinhke_desktop.domain.rounds import OUTCOME_NAMES, ComplaintOutcome

LETTER_MARK = "Mẫu văn bản do phần mềm soạn, văn bản rà soát không quy định mẫu hoặc chưa tìm thấy mẫu."
_AREA = {Area.RURAL: "khu vực nông thôn", Area.URBAN: "khu vực thành thị"}


def _day(day: date | None) -> str:
    return f" ngày {day:%d/%m/%Y}" if day else ""


def _to(person: str, hamlet: str) -> Story:
    place = f", {lower_first(hamlet)}" if hamlet else ""
    return addressed(f"Ông (bà) {person}{place}")


def _signed(frame: RoundFrame, person: str) -> Signature:
    block = signature(frame.commune)
    return Signature(block.authority, block.title, block.name, (f"Ông (bà) {person};", "Lưu: VT."))


def complaint_answer(paper: ComplaintPaper) -> Story:
    """The written answer; where none was decided yet, with lines to write on."""
    frame, complaint = paper.frame, paper.complaint
    head = replace(commune_head(frame, LetterKind.LETTER), about=f"trả lời ý kiến về kết quả {frame.name}")
    story: Story = [Heading(head), Room(10), *_to(complaint.complainant, paper.hamlet)]
    about = f" đối với hộ ông (bà) {paper.head}" if paper.head and paper.head != complaint.complainant else ""
    story += paragraphs([
        f"Ủy ban nhân dân {lower_first(frame.commune.name)} nhận được ý kiến của ông (bà){_day(complaint.received_on)} "
        f"về kết quả {frame.name}{about}, nội dung: {complaint.about.rstrip('.')}.",
        f"Sau khi xem xét, kiểm tra lại theo {REVIEW_DECISION}, Ủy ban nhân dân {lower_first(frame.commune.name)} "
        "trả lời như sau:",
    ])  # fmt: skip
    story += paragraphs(complaint.answer.splitlines()) if complaint.answer.strip() else [OpenLines(5)]
    if complaint.outcome is not ComplaintOutcome.OPEN:
        story += paragraphs([f"Kết luận: {lower_first(OUTCOME_NAMES[complaint.outcome])}."])
    if paper.class_now is not PovertyClass.UNKNOWN and paper.head:
        story += paragraphs([
            f"Kết quả rà soát của hộ ông (bà) {paper.head}: {lower_first(CLASS_NAMES[paper.class_now])}."
        ])  # fmt: skip
    last = paragraphs([
        f"Ủy ban nhân dân {lower_first(frame.commune.name)} thông báo để ông (bà) biết. Nếu không đồng ý với nội dung "
        "trả lời, ông (bà) có quyền khiếu nại theo quy định của pháp luật về khiếu nại."
    ])  # fmt: skip
    end = KeepTogether([*last, closing(_signed(frame, complaint.complainant))])
    return [*story, end, *footnotes((LETTER_MARK, *frame.marks))]


def refusal(paper: RefusalPaper) -> Story:
    """A request that is not granted, with the reason in writing."""
    frame = paper.frame
    subject = "Không công nhận hộ nghèo, hộ cận nghèo"
    story: Story = [Heading(commune_head(frame, LetterKind.NOTICE))]
    story += [*title("Thông báo", subject), *_to(paper.head, paper.hamlet)]
    number = f" số {paper.request_number}" if paper.request_number else ""
    story += paragraphs([
        f"Ủy ban nhân dân {lower_first(frame.commune.name)} đã nhận Giấy đề nghị{number}{_day(paper.applied_on)} của "
        f"ông (bà). Qua {frame.name} theo {REVIEW_DECISION}, hộ của ông (bà) không đủ điều kiện để được công nhận là "
        "hộ nghèo, hộ cận nghèo.",
        f"Lý do: {paper.reason.rstrip('.') or DOTS}.",
        "Ông (bà) có quyền đề nghị xem xét lại, khiếu nại theo quy định của pháp luật, hoặc nộp Giấy đề nghị mới khi "
        "hoàn cảnh của hộ thay đổi.",
    ])  # fmt: skip
    end = KeepTogether([story.pop(), closing(_signed(frame, paper.head))])
    return [*story, end, *footnotes((LETTER_MARK, *frame.marks))]


def explanation(paper: ExplanationPaper) -> Story:
    """Why a household is in its class, in words that a villager understands."""
    frame = paper.frame
    status = "chính thức" if paper.official else "sơ bộ"
    story: Story = [Heading(replace(commune_head(frame, LetterKind.NOTICE), numbered=False))]
    story += title("Phiếu giải thích", f"Kết quả {frame.name}")
    story += [line("Hộ ông (bà)", paper.head), line("Nơi ở", f"{paper.hamlet}, {frame.commune.name}")]
    story += paragraphs([f"Kết quả {status}: {CLASS_NAMES[paper.poverty_class]}."], HEADING)
    story += paragraphs(["1. Thu nhập"], HEADING) + paragraphs([_income(paper)])
    names = [key for key in paper.indicators if key in paper.deprived]
    names += sorted(key for key in paper.deprived if key not in paper.indicators)
    story += paragraphs([f"2. Những mặt còn thiếu: {len(names)}/{len(paper.indicators)}"], HEADING)
    if names:
        story += paragraphs([
            f"- {ALL_INDICATORS.get(key, key)}: {WORDS.get(key, 'chưa đạt mức của quy định')}." for key in names
        ])  # fmt: skip
    else:
        story += paragraphs(["Hộ không thiếu chỉ số nào trong các chỉ số được xét."])
    story += paragraphs(["3. Vì sao có kết quả này"], HEADING) + paragraphs([_why(paper, len(names))])
    last = paragraphs(["4. Nếu thấy chưa đúng"], HEADING) + paragraphs([
        "Ông (bà) nói với trưởng thôn hoặc cán bộ giảm nghèo xã, hoặc gửi ý kiến bằng văn bản đến Ủy ban nhân dân "
        f"{lower_first(frame.commune.name)}. Mọi ý kiến đều được ghi lại và trả lời."
    ])  # fmt: skip
    source = [f"Căn cứ: {frame.legal_source}."] if frame.legal_source else []
    story += paragraphs(source)
    by_hand = "(Ký, ghi rõ họ tên)"
    signers = signatures(("Đại diện hộ", by_hand, ""), ("Cán bộ giảm nghèo", by_hand, ""))
    return [*story, KeepTogether([*last, signers]), *footnotes((LETTER_MARK, *frame.marks))]


def _income(paper: ExplanationPaper) -> str:
    if paper.income_per_head is not None and paper.income_limit and _points_say_nothing(paper):
        compared = "cao hơn" if paper.income_per_head > paper.income_limit else "không cao hơn"
        return (
            f"Thu nhập ước tính của hộ là {format_dong(paper.income_per_head)} đồng mỗi người mỗi tháng, {compared} "
            f"mức chuẩn {_AREA[paper.area]} là {format_dong(paper.income_limit)} đồng."
        )
    if paper.income_points is None:
        return "Chưa có điểm thu nhập của hộ, nên chưa so sánh được với chuẩn."
    line_words = f"{format_dong(paper.income_limit)} đồng mỗi người mỗi tháng" if paper.income_limit else "mức chuẩn"
    if paper.points_limit is None:
        return f"Hộ được {paper.income_points} điểm. Điểm tương ứng với {line_words} chưa được công bố."
    above = paper.income_points > paper.points_limit
    compared = "cao hơn" if above else "không cao hơn"
    return (
        f"Cán bộ rà soát không hỏi thu nhập từng đồng mà chấm điểm theo người làm, nhà cửa, đồ dùng, ruộng đất, vật "
        f"nuôi của hộ. Hộ được {paper.income_points} điểm; mức chuẩn {_AREA[paper.area]} là {paper.points_limit} điểm, "
        f"ứng với {line_words}. Như vậy thu nhập ước tính của hộ {compared} mức chuẩn."
    )


def _points_say_nothing(paper: ExplanationPaper) -> bool:
    return paper.income_points is None or paper.points_limit is None


def _why(paper: ExplanationPaper, lacking: int) -> str:
    needed = paper.poor_indicators
    if paper.poverty_class is PovertyClass.POOR:
        return (
            f"Hộ nghèo là hộ có thu nhập không cao hơn mức chuẩn và thiếu từ {needed} mặt trở lên. Hộ ông (bà) thiếu "
            f"{lacking} mặt, nên là hộ nghèo."
        )
    if paper.poverty_class is PovertyClass.NEAR_POOR:
        return (
            f"Hộ cận nghèo là hộ có thu nhập không cao hơn mức chuẩn nhưng thiếu dưới {needed} mặt. Hộ ông (bà) thiếu "
            f"{lacking} mặt, nên là hộ cận nghèo."
        )
    if paper.poverty_class is PovertyClass.UNKNOWN:
        return "Chưa đủ dữ liệu để xếp loại. Cán bộ sẽ khảo sát thêm rồi thông báo lại cho hộ."
    return (
        "Hộ có thu nhập ước tính cao hơn mức chuẩn thì không phải hộ nghèo, hộ cận nghèo, dù còn thiếu mặt nào. Những "
        "mặt còn thiếu vẫn được ghi lại để xét các hỗ trợ khác."
    )
