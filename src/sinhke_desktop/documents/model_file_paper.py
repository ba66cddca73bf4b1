"""Hồ sơ mô hình sinh kế: the whole file of a model on paper; tables break over pages under repeated headings."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable, Paragraph

from sinhke_desktop.documents import fonts
from sinhke_desktop.documents.charts import herd_chart
from sinhke_desktop.documents.letter import (
    HEADING,
    Bookmark,
    Heading,
    Room,
    caption,
    closing,
    escaped,
    letter_head,
    paragraphs,
    signature,
    title,
)
from sinhke_desktop.documents.model_file_tables import (
    exits_table,
    findings_table,
    follow_up_table,
    fund_table,
    handovers_table,
    happened_table,
    inputs_table,
    lessons_table,
    losses_table,
    market_table,
    meetings_table,
    participants_table,
    sources_table,
    stages_table,
    targets_table,
    trainings_table,
)
from sinhke_desktop.documents.paper import render_papers
from sinhke_desktop.documents.replication_sheet import conditions, what_it_is
from sinhke_desktop.domain.model_paper import ModelPaperFacts
from sinhke_desktop.domain.model_results import COMMENDED_NAMES, COMMENDING_LEVEL_NAMES
from sinhke_desktop.domain.paper_symbol import LetterKind

NAME = "Hồ sơ mô hình sinh kế"
FEWEST_MONTHS, MOST_MONTHS = 3, 12
EXITS_NOTE = (
    "Thu nhập tính bằng đồng một tháng của hộ. Hiện nay: thu nhập cuối kỳ nếu đã ghi, nếu chưa thì là thu nhập trước "
    "khi tham gia cộng phần mô hình mang lại bình quân một tháng có ghi."
)
Content = list[Flowable]


def render_model_file(facts: ModelPaperFacts) -> bytes:
    """The whole file as PDF; the same facts give the same bytes."""
    fonts.register()
    model = facts.file.model
    head = letter_head(facts.commune, facts.file.today.year, LetterKind.MODEL_FILE)
    story: Content = [Heading(head), *title(NAME, model.name)]
    for number, (name, content) in enumerate(_sections(facts), 1):
        text = f"{number}. {name}"
        story += [Bookmark(f"muc-{number}", text), Paragraph(escaped(text.upper()), HEADING), *content]
    story.append(closing(signature(facts.commune)))
    name = f"{NAME}: {model.name}"
    return render_papers([(name, story)], name=name, author=head.issuing_body, subject=model.name)


def _sections(facts: ModelPaperFacts) -> list[tuple[str, Content]]:
    file = facts.file
    return [
        ("Lựa chọn mô hình", [*paragraphs([*what_it_is(facts), *conditions(facts)]),
                              *_table("Họp dân, biểu quyết", meetings_table(file), "Chưa ghi cuộc họp.")]),
        ("Giai đoạn, giấy tờ", _table("", stages_table(file.model, facts.papers), "Chưa có giai đoạn.")),
        ("Hộ tham gia", _table("", participants_table(facts), "Chưa có hộ tham gia.")),
        ("Kinh phí", _table("", sources_table(facts), "Chưa ghi nguồn vốn.")),
        ("Con giống, vật tư", [*_table("Đã bàn giao", inputs_table(facts.inputs), "Chưa bàn giao."),
                               *_table("Theo hộ", handovers_table(file), "")]),
        ("Theo dõi", [*_table("", follow_up_table(file), "Chưa ghi theo dõi."), *_herd(facts)]),
        ("Tập huấn, tiêu thụ, thiệt hại", [
            *_table("Tập huấn, kỹ thuật", trainings_table(file), "Chưa có tập huấn."),
            *_table("Hợp đồng, giao bán", market_table(file), "Chưa có hợp đồng, chưa bán."),
            *_table("Thiệt hại", losses_table(file), "Không ghi thiệt hại."),
        ]),
        ("Giám sát", _table("", findings_table(file), "Chưa có cuộc giám sát.")),
        ("Quay vòng", _table("", fund_table(facts.fund), "Chưa có quay vòng.")),
        ("Kết quả", _results(facts)),
        ("Dòng thời gian", _table("", happened_table(facts.happened), "Chưa có việc nào.")),
    ]  # fmt: skip


def _table(name: str, table: Flowable | None, nothing: str) -> Content:
    if table is None:
        return paragraphs([nothing]) if nothing else []
    return [*caption(name), table] if name else [table]


def _herd(facts: ModelPaperFacts) -> Content:
    if len(facts.herd_months) < FEWEST_MONTHS:
        return []
    return [herd_chart(facts.herd_months[-MOST_MONTHS:], facts.file.model.unit), Room(8)]


def _results(facts: ModelPaperFacts) -> Content:
    found = [
        *_table("Chỉ tiêu của kế hoạch và kết quả", targets_table(facts.targets), ""),
        *paragraphs([facts.plan.name + ".", facts.plan.unverified]),
        *_table("Hộ thoát nghèo và thu nhập của hộ", exits_table(facts.results), ""),
    ]
    if facts.results:
        found += paragraphs([EXITS_NOTE])
    found += _table("Bài học", lessons_table(facts.file), "Chưa ghi bài học.")
    found += paragraphs(_commended(facts))
    return found


def _commended(facts: ModelPaperFacts) -> Sequence[str]:
    found = []
    for one in facts.file.of("commendation"):
        given = f"Quyết định {one.number} ngày {one.on:%d/%m/%Y}" if one.on else "mới đề nghị"
        award = f"{one.award}, " if one.award else ""
        found.append(f"Khen thưởng {COMMENDED_NAMES[one.to].lower()} {one.name}: {award}"
                     f"{COMMENDING_LEVEL_NAMES[one.level].lower()}; {given}.")  # fmt: skip
    for one in facts.file.of("replication"):
        size = f", {one.households} hộ" if one.households else ""
        day = f", từ {one.begun_on:%d/%m/%Y}" if one.begun_on else ""
        found.append(f"Nhân rộng tại {one.place}{size}{day}.")
    return found
