"""Phiếu giới thiệu mô hình để nhân rộng: one or two pages for a commune that wants to do the model too."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, KeepTogether, Paragraph

from sinhke_desktop.documents import fonts, tables
from sinhke_desktop.documents.letter import (
    BODY,
    HEADING,
    Heading,
    Room,
    escaped,
    letter_head,
    title,
)
from sinhke_desktop.documents.paper import render_papers
from sinhke_desktop.domain.economics import SIDE_NAMES, CashFlow
from sinhke_desktop.domain.exits import OUT
from sinhke_desktop.domain.funding import format_share
from sinhke_desktop.domain.livelihood import KIND_NAMES, STAGES, Stage, stage_name
from sinhke_desktop.domain.model_paper import ModelPaperFacts
from sinhke_desktop.domain.model_results import LESSON_KIND_NAMES, LessonKind
from sinhke_desktop.domain.money import format_dong, format_number, format_percent
from sinhke_desktop.domain.paper_symbol import LetterKind
from sinhke_desktop.domain.review import CLASS_NAMES
from sinhke_desktop.domain.vietnamese import fold

NAME = "Phiếu giới thiệu mô hình"
TEXT = ParagraphStyle("phieu", parent=BODY, fontSize=13, leading=15.5, firstLineIndent=0, spaceAfter=6)
TOPIC = ParagraphStyle("phieu-muc", parent=HEADING, fontSize=13, leading=15.5, spaceBefore=4, spaceAfter=4,
                       firstLineIndent=0)  # fmt: skip
NOTE = "Chi phí và thu nhập là ước tính cho một hộ theo hồ sơ mô hình, không phải định mức."
MOST_LESSONS = 6


def render_replication_sheet(facts: ModelPaperFacts) -> bytes:
    """The sheet as PDF; the same facts give the same bytes."""
    fonts.register()
    model = facts.file.model
    head = letter_head(facts.commune, facts.file.today.year, LetterKind.INTRODUCTION)
    story: list[Flowable] = [Heading(head), *title(NAME, model.name), Room(4)]
    for number, (topic, content) in enumerate(_topics(facts), 1):
        story += [Paragraph(escaped(f"{number}. {topic}"), TOPIC), *content]
    last = story.pop()
    story.append(KeepTogether([story.pop(), last]))
    name = f"{NAME}: {model.name}"
    return render_papers([(name, story)], name=name, author=head.issuing_body, subject=model.name)


def _topics(facts: ModelPaperFacts) -> list[tuple[str, list[Flowable]]]:
    return [
        ("Mô hình là gì", _texts(what_it_is(facts))),
        ("Điều kiện để làm", _texts(conditions(facts))),
        ("Đầu vào cho một hộ", _inputs(facts)),
        ("Chi phí và thu nhập của một hộ", _economics(facts)),
        ("Các bước và thời gian", _texts([steps(facts)])),
        ("Kinh phí theo nguồn", _money(facts)),
        ("Kết quả", _texts(outcome(facts))),
        ("Bài học kinh nghiệm", _texts(lessons(facts))),
        ("Rủi ro", _texts(risks(facts))),
        ("Liên hệ", _texts(contact(facts))),
    ]


def _texts(some: Sequence[str]) -> list[Flowable]:
    return [Paragraph(escaped(text), TEXT) for text in some]


def what_it_is(facts: ModelPaperFacts) -> list[str]:
    """Kind, place, decision, households by class, how long."""
    model, file = facts.file.model, facts.file
    classes: dict[str, int] = {}
    for one in file.participants:
        name = CLASS_NAMES[one.class_at_entry]
        classes[name] = classes.get(name, 0) + 1
    joined = ", ".join(f"{count} {name.lower()}" for name, count in classes.items())
    place = ", ".join(filter(None, (file.hamlets.get(model.hamlet_id, ""), facts.area)))
    thing = f" ({model.thing})" if model.thing and fold(model.thing) not in fold(model.name) else ""
    found = [f"{model.name}{thing}. Hình thức: {KIND_NAMES[model.kind].lower()}. Nơi làm: {place}."]
    if file.participants:
        found.append(f"{len(file.participants)} hộ tham gia ({joined}).")
    if model.decision_number and model.decision_date:
        found.append(f"Quyết định số {model.decision_number} ngày {model.decision_date:%d/%m/%Y}.")
    if model.duration_months:
        found.append(f"Thời gian thực hiện {model.duration_months} tháng.")
    return [" ".join(found)]


def conditions(facts: ModelPaperFacts) -> list[str]:
    """Why it was chosen here, who carries it, what the people agreed on."""
    model = facts.file.model
    found = [model.choice_reason] if model.choice_reason else []
    if facts.economics is not None and facts.economics.own:
        found.append(f"Hộ tự lo được khoảng {format_dong(facts.economics.own)} đồng (đối ứng) cho một chu kỳ.")
    if trainings := facts.file.of("training"):
        found.append(f"Có người hướng dẫn kỹ thuật: mô hình này đã có {len(trainings)} lần tập huấn, đến hộ.")
    contracts = facts.file.of("market_contract")
    buyers = ", ".join(dict.fromkeys(one.buyer for one in contracts))
    found.append(f"Đầu ra: {buyers}." if buyers else "Đầu ra: chưa có hợp đồng tiêu thụ, cần tìm trước khi làm.")
    if model.repay_rules:
        found.append(f"Quay vòng: {model.repay_rules}")
    return found


def _inputs(facts: ModelPaperFacts) -> list[Flowable]:
    if not facts.inputs:
        return _texts(["Chưa bàn giao con giống, vật tư."])
    head = ("Con giống, vật tư", "Đơn vị", "Bình quân một hộ", "Đơn giá (đồng)", "Thành tiền một hộ (đồng)")
    rows: list[list[Flowable | str]] = [
        [
            tables.text(one.kind), tables.centred(one.unit), tables.number(_each(one.quantity, one.households)),
            tables.number(format_dong(one.unit_price)), tables.number(format_dong(one.amount // one.households)),
        ]
        for one in facts.inputs
    ]  # fmt: skip
    return [tables.ruled(head, rows, (55, 18, 26, 31, 35))]


def _each(quantity: int, households: int) -> str:
    whole, rest = divmod(quantity, households)
    return format_number(whole) if not rest else f"{quantity / households:.1f}".replace(".", ",")


def _economics(facts: ModelPaperFacts) -> list[Flowable]:
    lines = facts.file.of("economic_line")
    if facts.economics is None or not lines:
        return _texts(["Chưa hạch toán chi phí, thu nhập của một hộ."])
    cycle = facts.economics.expected.cycle
    head = ("Khoản", "Thu, chi", "Số lượng", "Đơn giá (đồng)", "Số lần", "Cả chu kỳ (đồng)")
    rows: list[list[Flowable | str]] = [
        [
            tables.text(one.name + (" (hộ tự lo)" if one.own else "")), tables.centred(SIDE_NAMES[one.side]),
            tables.number(f"{format_number(one.quantity)} {one.unit}".strip()),
            tables.number(format_dong(one.unit_price)), tables.centred(str(len(one.months(cycle)))),
            tables.number(format_dong(one.amount * len(one.months(cycle)))),
        ]
        for one in lines
    ]  # fmt: skip
    words = [
        f"Một chu kỳ {cycle} tháng: {_flow(facts.economics.expected)}.",
        f"Khi xấu nhất: {_flow(facts.economics.worst)}. {NOTE}",
    ]
    return [tables.ruled(head, rows, (56, 15, 22, 28, 14, 30)), *_texts(words)]


def _flow(flow: CashFlow) -> str:
    month = flow.payback_month
    back = f"thu hồi vốn từ tháng thứ {month}" if month is not None else "chưa thu hồi được vốn trong chu kỳ"
    left = "còn lãi" if flow.net >= 0 else "lỗ"
    return (f"chi {format_dong(flow.cost)} đồng, thu {format_dong(flow.income)} đồng, {left} "
            f"{format_dong(abs(flow.net))} đồng; {back}")  # fmt: skip


def steps(facts: ModelPaperFacts) -> str:
    """The stages that were reached with their days, in one line."""
    model = facts.file.model
    noted = [(stage, day) for stage in STAGES if (day := model.day_of(stage)) is not None]
    return " → ".join(f"{stage_name(model, stage)} ({day:%d/%m/%Y})" for stage, day in noted) or "Chưa ghi giai đoạn."


def _money(facts: ModelPaperFacts) -> list[Flowable]:
    if not facts.sources:
        return _texts(["Chưa ghi nguồn vốn."])
    head = ("Nguồn vốn", "Kế hoạch (đồng)", "Cơ cấu", "Đã chi (đồng)")
    rows: list[list[Flowable | str]] = [
        [
            tables.text(one.name), tables.number(format_dong(one.sums.planned)), tables.number(format_share(one.share)),
            tables.number(format_dong(one.sums.paid)),
        ]
        for one in facts.sources
    ]  # fmt: skip
    rows.append([
        tables.text("Tổng cộng", bold=True), tables.number(format_dong(facts.total.planned), bold=True),
        tables.number("100,00%" if facts.total.planned else "–", bold=True),
        tables.number(format_dong(facts.total.paid), bold=True),
    ])  # fmt: skip
    return [tables.ruled(head, rows, (80, 33, 19, 33), total=True)]


def outcome(facts: ModelPaperFacts) -> list[str]:
    """Exits, herd, income, places that do it already."""
    exits, herd, unit = facts.exits, facts.herd, facts.file.model.unit
    found = []
    if exits.households:
        share = format_percent(exits.out, exits.households, 1)
        more = f"; {exits.preliminary} hộ mới có kết quả sơ bộ" if exits.preliminary else ""
        found.append(f"{exits.out} trong {exits.households} hộ đã thoát nghèo, thoát cận nghèo ({share}){more}.")
    if herd.handed:
        found.append(
            f"Giao {format_number(herd.handed)} {unit}, sinh thêm {format_number(herd.born)}, đã bán "
            f"{format_number(herd.sold)}, chết, mất {format_number(herd.lost)}; hiện có "
            f"{format_number(herd.expected if herd.alive is None else herd.alive)} {unit}."
        )
    if facts.income:
        found.append(f"Thu nhập đã ghi từ mô hình: {format_dong(facts.income)} đồng.")
    known = [one.income.per_month for one in facts.results if one.income.per_month is not None]
    if known:
        found.append(f"Bình quân mỗi hộ {format_dong(sum(known) // len(known))} đồng một tháng có ghi.")
    places = ", ".join(one.place for one in facts.file.of("replication"))
    if places:
        found.append(f"Đã nhân rộng tại: {places}.")
    out = [one for one in facts.results if one.exit in OUT and one.last is not None and one.last.official]
    if out:
        found.append(f"Căn cứ: kết quả rà soát chính thức của {len(out)} hộ.")
    return [" ".join(found) or "Chưa có kết quả."]


def lessons(facts: ModelPaperFacts) -> list[str]:
    """Strengths and lessons first, at most six."""
    order = (LessonKind.LESSON, LessonKind.STRENGTH, LessonKind.WEAKNESS, LessonKind.CAUSE, LessonKind.PROPOSAL)
    some = sorted(facts.file.of("lesson"), key=lambda one: order.index(one.kind))[:MOST_LESSONS]
    return [f"- {LESSON_KIND_NAMES[one.kind]}: {one.text}" for one in some] or ["Chưa ghi bài học."]


def risks(facts: ModelPaperFacts) -> list[str]:
    """What the model's form says, and the losses that were noted."""
    found = [line for line in facts.file.model.risks.splitlines() if line.strip()]
    losses = facts.file.of("loss")
    if losses:
        worth = format_dong(sum(one.worth or 0 for one in losses))
        found.append(f"Đã ghi {len(losses)} lần thiệt hại, trị giá {worth} đồng.")
    return found or ["Chưa ghi rủi ro."]


def contact(facts: ModelPaperFacts) -> list[str]:
    """The commune, and who leads the groups; no telephone of a person goes out with the sheet."""
    body = facts.commune.issuing_body or f"Ủy ban nhân dân {facts.commune.name}"
    leaders = ", ".join(f"{one.name} ({one.leader})" for one in facts.file.of("producer_group") if one.leader)
    found = [f"{body}, {facts.commune.province_name}."]
    if leaders:
        found.append(f"Tổ, nhóm: {leaders}.")
    if (day := facts.file.model.day_of(Stage.REVIEWED)) is not None:
        found.append(f"Đã tổng kết ngày {day:%d/%m/%Y}.")
    return [" ".join(found)]
