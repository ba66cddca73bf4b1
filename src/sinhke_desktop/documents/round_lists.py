"""Lists of a review round: the list to review, the public list with the least data, rows for certificates."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable, KeepTogether, Paragraph

from sinhke_desktop.documents import tables
from sinhke_desktop.documents.letter import (
    Heading,
    Signature,
    caption,
    closing,
    escaped,
    paragraphs,
    signature,
    title,
)
from sinhke_desktop.documents.paper import (
    BULLET,
    REVIEW_DECISION,
    Story,
    commune_head,
    footnotes,
    lower_first,
    signatures,
)
from sinhke_desktop.domain.paper_symbol import LetterKind
from sinhke_desktop.domain.review import CLASS_NAMES, PovertyClass
from sinhke_desktop.domain.round_paper import (
    CertificateRowsPaper,
    PostingPaper,
    ReviewListPaper,
    RoundFrame,
    ToReview,
)

POSTED_GROUPS = (
    (PovertyClass.POOR, "Hộ nghèo", "Hộ nghèo"),
    (PovertyClass.NEAR_POOR, "Hộ cận nghèo", "Hộ cận nghèo"),
    (PovertyClass.NEWLY_ESCAPED, "Hộ thoát nghèo, thoát cận nghèo", "Hộ mới thoát nghèo"),
    (PovertyClass.NONE, "Hộ không thuộc diện hộ nghèo, hộ cận nghèo", "Không thuộc diện"),
    (PovertyClass.UNKNOWN, "Hộ chưa có kết quả", "Chưa có kết quả"),
)
POSTING_MARK = (
    "Số ngày niêm yết (03 ngày làm việc) và mẫu thông báo chưa đối chiếu được với Quyết định số 24/2021/QĐ-TTg "
    "và các văn bản sửa đổi."
)


def review_list(paper: ReviewListPaper) -> Story:
    """The list to review, a table for each hamlet (TT 07 Phụ lục I as far as its fields were seen)."""
    frame = paper.frame
    total = sum(len(one.households) for one in paper.hamlets)
    story: Story = [Heading(commune_head(frame, LetterKind.LIST)), *title("Danh sách", f"Hộ cần {frame.name}")]
    story += paragraphs([
        f"Thực hiện {REVIEW_DECISION}{_plan(frame)}, Ủy ban nhân dân {lower_first(frame.commune.name)} lập danh sách "
        f"{total} hộ cần rà soát của {len(paper.hamlets)} thôn, tổ dân phố. Thời gian rà soát: từ ngày "
        f"{frame.started_on:%d/%m/%Y} đến hết ngày {frame.due_on:%d/%m/%Y}."
    ])  # fmt: skip
    for hamlet in paper.hamlets:
        story += caption(f"{hamlet.hamlet}: {len(hamlet.households)} hộ")
        story.append(_to_review(hamlet.households))
    marks = ("Các cột theo thông tin đã thu thập về Phụ lục I Thông tư 07/2021/TT-BLĐTBXH.", *frame.marks)
    return [*story, closing(signature(frame.commune)), *footnotes(marks)]


def _to_review(households: Sequence[ToReview]) -> Flowable:
    head = ("TT", "Họ và tên chủ hộ", "Số nhân khẩu", "Diện hộ trước rà soát", "Lý do đưa vào danh sách",
            "Nhận dạng nhanh")  # fmt: skip
    rows: list[list[Flowable | str]] = []
    for number, one in enumerate(households, 1):
        applied = f" (ngày {one.applied_on:%d/%m/%Y})" if one.applied_on else ""
        rows.append([
            tables.centred(str(number)), tables.text(one.head), tables.centred(str(one.members)),
            tables.text(CLASS_NAMES[one.class_before]), tables.text(one.origin + applied), tables.text(one.screening),
        ])  # fmt: skip
    return tables.ruled(head, rows, (9, 50, 16, 30, 32, 28))


def posting(paper: PostingPaper) -> Story:
    """One hamlet's public list: names and classes only."""
    frame = paper.frame
    story: Story = [Heading(commune_head(frame, LetterKind.NOTICE))]
    story += title("Thông báo", f"Niêm yết công khai kết quả {frame.name} tại {_inside(paper.hamlet)}")
    hung = f" Niêm yết tại: {paper.place}." if paper.place else ""
    days = f"{frame.posting_days:02d} ngày làm việc"
    begin = f", kể từ ngày {paper.posted_on:%d/%m/%Y}" if paper.posted_on else ", kể từ ngày niêm yết"
    end = f" đến hết ngày {paper.until:%d/%m/%Y}" if paper.until else ""
    story += paragraphs([
        f"Ủy ban nhân dân {lower_first(frame.commune.name)} thông báo công khai kết quả {frame.name} của "
        f"{len(paper.households)} hộ tại {_inside(paper.hamlet)}.{hung} Thời gian niêm yết: {days}{begin}{end}."
    ])  # fmt: skip
    number = 0
    for poverty_class, name, result in POSTED_GROUPS:
        heads = [one.head for one in paper.households if one.poverty_class is poverty_class]
        if heads:
            story += caption(f"{name}: {len(heads)} hộ")
            story.append(_posted(heads, number, paper.hamlet, result))
            number += len(heads)
    if paper.unnamed:
        story += paragraphs([f"{paper.unnamed:02d} hộ không nêu tên vì đang hạn chế xử lý dữ liệu cá nhân."])
    last = paragraphs([
        "Hộ gia đình, cá nhân không đồng ý với kết quả trên gửi ý kiến đến trưởng thôn hoặc Ủy ban nhân dân "
        f"{lower_first(frame.commune.name)} trong thời gian niêm yết để được xem xét, trả lời.",
        "Danh sách chỉ nêu thông tin cần thiết cho việc niêm yết theo Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15. "
        "Đề nghị không sao chụp, đăng lại danh sách này.",
    ])  # fmt: skip
    block = signature(frame.commune)
    block = Signature(block.authority, block.title, block.name, (f"{paper.hamlet} (để niêm yết);", "Lưu: VT."))
    return [*story, *last[:-1], KeepTogether([last[-1], closing(block)]), *footnotes((POSTING_MARK, *frame.marks))]


def _posted(heads: Sequence[str], before: int, hamlet: str, result: str) -> Flowable:
    rows: list[list[Flowable | str]] = [
        [tables.centred(str(before + place)), tables.text(head), tables.text(hamlet), tables.text(result)]
        for place, head in enumerate(heads, 1)
    ]
    return tables.ruled(("TT", "Họ và tên chủ hộ", "Thôn, tổ dân phố", "Kết quả rà soát"), rows, (12, 66, 49, 38))


def certificate_rows(paper: CertificateRowsPaper, indicators: Sequence[tuple[str, str]]) -> Story:
    """The sheet from which the year's rows are written into certificates; *indicators* are (key, name) by code."""
    frame = paper.frame
    story: Story = [Heading(commune_head(frame, LetterKind.LIST))]
    story += title("Danh sách", f"Ghi kết quả vào Giấy chứng nhận hộ nghèo, hộ cận nghèo năm {frame.year}")
    codes = [str(number) for number in range(1, len(indicators) + 1)]
    head = ("TT", "Số giấy", "Chủ hộ, nơi ở", "N/ CN", *codes, "Ký nhận")
    rows: list[list[Flowable | str]] = []
    for number, one in enumerate(paper.rows, 1):
        crosses = [tables.centred("x" if key in one.year.deprived else "") for key, _name_ in indicators]
        rows.append([
            tables.centred(str(number)), tables.centred(one.number), tables.person(one.head, one.hamlet),
            tables.centred(one.year.mark, bold=True), *crosses, "",
        ])  # fmt: skip
    code = 5.5
    name = 113 - code * len(indicators)
    story.append(tables.ruled(head, rows, (8, 13, name, 10, *[code] * len(indicators), 21)))
    legend = "; ".join(f"{number}: {lower_first(name)}" for number, (_key, name) in enumerate(indicators, 1))
    story.append(Paragraph(escaped(f"N: hộ nghèo; CN: hộ cận nghèo; x: thiếu hụt. Chỉ số {legend}."), BULLET))
    block = signature(frame.commune)
    story.append(signatures(("Người lập", "", ""), (block.title or "Chủ tịch", "", frame.signer or block.name)))
    return [*story, *footnotes(frame.marks)]


def _plan(frame: RoundFrame) -> str:
    return f" và {frame.plan_paper}" if frame.plan_paper else ""


def _inside(hamlet: str) -> str:
    return lower_first(hamlet)
