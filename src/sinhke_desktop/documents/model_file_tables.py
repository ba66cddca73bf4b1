"""The tables of a model's file on paper; each is None where there is nothing to list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from reportlab.platypus import Flowable

from sinhke_desktop.documents import tables
from sinhke_desktop.domain.community_meeting import SUBJECT_NAMES
from sinhke_desktop.domain.exits import EXIT_NAMES, HouseholdResult
from sinhke_desktop.domain.funding import format_share
from sinhke_desktop.domain.livelihood import STAGES, LivelihoodModel, stage_name
from sinhke_desktop.domain.losses import LOSS_KIND_NAMES
from sinhke_desktop.domain.model_paper import InputLine, ModelPaperFacts
from sinhke_desktop.domain.model_results import LESSON_KIND_NAMES
from sinhke_desktop.domain.model_targets import STATE_NAMES, TargetLine
from sinhke_desktop.domain.money import format_dong, format_number
from sinhke_desktop.domain.review import CLASS_NAMES
from sinhke_desktop.domain.revolving import REPAYMENT_FORM_NAMES, RepaymentForm, RevolvingFund
from sinhke_desktop.domain.stage_papers import PAPER_STATE_NAMES, PaperLine
from sinhke_desktop.domain.supervision import BODY_NAMES
from sinhke_desktop.domain.timeline import EVENT_NAMES, Happened
from sinhke_desktop.domain.training import TRAINING_KIND_NAMES
from sinhke_desktop.domain.typed_values import month_name
from sinhke_desktop.domain.whole_file import WholeFile

Rows = list[list[Flowable | str]]


def _day(day: date | None) -> Flowable:
    return tables.centred(f"{day:%d/%m/%Y}" if day else "–")


def _dong(amount: int | None, *, bold: bool = False) -> Flowable:
    return tables.number("–" if amount is None else format_dong(amount), bold=bold)


def _count(number: int | None) -> Flowable:
    return tables.centred("–" if number is None else format_number(number))


def _words(*parts: str) -> Flowable:
    return tables.text(". ".join(part.rstrip(".") for part in parts if part).replace("\n", " "))


def _ruled(head: Sequence[str], rows: Rows, widths: Sequence[float], *, total: bool = False) -> Flowable | None:
    return tables.ruled(head, rows, widths, total=total) if rows else None


def meetings_table(file: WholeFile) -> Flowable | None:
    """Meetings and votes."""
    rows: Rows = [
        [_day(one.held_on or one.planned_on), tables.text(file.hamlets.get(one.hamlet_id, "")),
         tables.text(SUBJECT_NAMES[one.subject]), _count(one.households_present), _count(one.votes_for),
         _count(one.votes_against), _words(one.conclusion, one.minutes_number)]
        for one in file.of("community_meeting")
    ]  # fmt: skip
    rows += [
        [_day(one.held_on), tables.text(file.hamlets.get(one.hamlet_id, "")), tables.text("Biểu quyết chọn mô hình"),
         _count(one.households_present), _count(one.votes_for), _count(one.votes_against), ""]
        for one in file.votes
    ]  # fmt: skip
    head = ("Ngày", "Thôn", "Nội dung", "Số hộ dự", "Tán thành", "Không", "Kết luận, biên bản")
    return _ruled(head, rows, (20, 24, 33, 13, 14, 13, 48))


def stages_table(model: LivelihoodModel, papers: Sequence[PaperLine]) -> Flowable | None:
    """Every stage with its day and its papers."""
    rows: Rows = []
    for stage in STAGES:
        mine = [one for one in papers if one.stage is stage]
        day = model.day_of(stage)
        if not mine and day is None:
            continue
        rows.append([tables.text(stage_name(model, stage), bold=True), _day(day), "", ""])
        for one in mine:
            number = one.paper.number if one.paper else ""
            state = PAPER_STATE_NAMES[one.paper.state] if one.paper else "Còn thiếu" if one.missing else "–"
            rows.append([tables.text(one.name), _day(one.paper.dated_on if one.paper else None),
                         tables.text(number), tables.text(state)])  # fmt: skip
    return _ruled(("Giai đoạn, giấy tờ", "Ngày", "Số, ký hiệu", "Tình trạng"), rows, (87, 22, 30, 26))


def participants_table(facts: ModelPaperFacts) -> Flowable | None:
    """Who takes or took part."""
    groups = {one.id: one.name for one in facts.file.of("producer_group")}
    rows: Rows = [
        [tables.centred(str(number)),
         tables.person(facts.file.names.get(one.household_id, "–"), facts.file.places.get(one.household_id, "")),
         tables.text(CLASS_NAMES[one.class_at_entry]), _day(one.joined_on), _day(one.commitment_signed_on),
         _words(groups.get(one.group_id, ""), one.role),
         _words(f"Thôi {one.left_on:%d/%m/%Y}" if one.left_on else "", one.leave_reason)]
        for number, one in enumerate(facts.file.participants, 1)
    ]  # fmt: skip
    head = ("TT", "Chủ hộ, nơi ở", "Diện hộ khi tham gia", "Tham gia", "Ký cam kết", "Tổ, nhóm, vai trò", "Ghi chú")
    return _ruled(head, rows, (8, 36, 22, 20, 20, 35, 24))


def sources_table(facts: ModelPaperFacts) -> Flowable | None:
    """Money by source: planned, allotted, paid, settled, carried over, share."""
    rows: Rows = [
        [tables.text(one.name), _dong(one.sums.planned), tables.number(format_share(one.share)),
         _dong(one.sums.allotted), _dong(one.sums.paid), _dong(one.sums.settled), _dong(one.carried)]
        for one in facts.sources
    ]  # fmt: skip
    if rows:
        total = facts.total
        carried = sum(one.carried for one in facts.sources)
        rows.append([
            tables.text("Tổng cộng", bold=True), _dong(total.planned, bold=True),
            tables.number("100,00%" if total.planned else "–", bold=True), _dong(total.allotted, bold=True),
            _dong(total.paid, bold=True), _dong(total.settled, bold=True), _dong(carried, bold=True),
        ])  # fmt: skip
    head = ("Nguồn vốn (đồng)", "Kế hoạch", "Cơ cấu", "Phân bổ", "Đã chi", "Quyết toán", "Chuyển nguồn")
    return _ruled(head, rows, (40, 24, 15, 23, 24, 23, 16), total=True)


def inputs_table(inputs: Sequence[InputLine]) -> Flowable | None:
    """Inputs by kind and price."""
    rows: Rows = [
        [tables.text(one.kind), tables.centred(one.unit), _count(one.quantity), _dong(one.unit_price),
         _dong(one.amount), _count(one.households)]
        for one in inputs
    ]  # fmt: skip
    if rows:
        total = _dong(sum(one.amount for one in inputs), bold=True)
        rows.append([tables.text("Tổng cộng", bold=True), "", "", "", total, ""])
    head = ("Con giống, vật tư", "Đơn vị", "Số lượng", "Đơn giá (đồng)", "Thành tiền (đồng)", "Số hộ")
    return _ruled(head, rows, (58, 18, 20, 27, 30, 12), total=True)


def handovers_table(file: WholeFile) -> Flowable | None:
    """Handovers household by household."""
    rows: Rows = [
        [tables.text(file.name(one.participant_id)), tables.text(one.kind),
         tables.centred(f"{format_number(one.quantity)} {one.unit}"), tables.text(one.tag), tables.centred(one.lot),
         _day(one.handed_on), _dong(one.amount), tables.text(one.minutes_number)]
        for one in file.handovers
    ]  # fmt: skip
    head = ("Hộ", "Loại", "Số lượng", "Số tai, số hiệu", "Thăm", "Ngày", "Trị giá (đồng)", "Biên bản")
    return _ruled(head, rows, (31, 24, 15, 21, 11, 19, 22, 22))


def follow_up_table(file: WholeFile) -> Flowable | None:
    """The follow-ups by month: how many households, what lives, what came and went, the income."""
    months: dict[str, list[int]] = {}
    for one in file.follow_ups:
        sums = months.setdefault(one.month, [0] * 9)
        parts = (1, one.alive, one.born, one.bought, one.lost, one.sold, one.passed_on, one.sick, one.income)
        for place, value in enumerate(parts):
            sums[place] += value or 0
    rows: Rows = [
        [tables.centred(month_name(month)), *(_count(value) for value in sums[:8]), _dong(sums[8])]
        for month, sums in sorted(months.items())
    ]
    head = ("Tháng", "Số hộ", "Còn sống", "Sinh", "Mua", "Chết, mất", "Bán", "Chuyển", "Ốm", "Thu nhập (đồng)")
    return _ruled(head, rows, (20, 14, 16, 14, 14, 15, 14, 16, 14, 28))


def trainings_table(file: WholeFile) -> Flowable | None:
    """Training and technical visits."""
    rows: Rows = [
        [_day(one.on), tables.text(TRAINING_KIND_NAMES[one.kind]), _words(one.topic), _words(one.teacher, one.place),
         _count(len(one.attended)), _dong(one.cost)]
        for one in file.of("training")
    ]  # fmt: skip
    head = ("Ngày", "Hình thức", "Nội dung", "Người dạy, nơi", "Số hộ", "Kinh phí")
    return _ruled(head, rows, (20, 30, 46, 36, 12, 21))


def market_table(file: WholeFile) -> Flowable | None:
    """Contracts, then what was sold."""
    rows: Rows = [
        [_day(one.signed_on), _words(f"Hợp đồng {one.number}".strip(), one.buyer), tables.text(one.product),
         tables.number(f"{format_number(one.quantity)} {one.unit}" if one.quantity else "–"), _dong(one.unit_price),
         _dong(None)]
        for one in file.of("market_contract")
    ]  # fmt: skip
    rows += [
        [_day(one.on), _words(file.name(one.participant_id) if one.participant_id else "Tổ, nhóm", one.buyer),
         tables.text(one.product), tables.number(f"{format_number(one.quantity)} {one.unit}"), _dong(one.unit_price),
         _dong(one.amount)]
        for one in file.of("delivery")
    ]  # fmt: skip
    head = ("Ngày", "Hợp đồng; hộ bán, người mua", "Sản phẩm", "Số lượng", "Đơn giá (đồng)", "Thành tiền (đồng)")
    return _ruled(head, rows, (20, 52, 27, 20, 23, 23))


def losses_table(file: WholeFile) -> Flowable | None:
    """Losses and what was done."""
    rows: Rows = [
        [_day(one.on), tables.text(file.name(one.participant_id)), _words(LOSS_KIND_NAMES[one.kind], one.what),
         _dong(one.worth), _dong(one.compensated), _words(one.done)]
        for one in file.of("loss")
    ]  # fmt: skip
    head = ("Ngày", "Hộ", "Thiệt hại", "Trị giá (đồng)", "Đã bù (đồng)", "Đã làm gì")
    return _ruled(head, rows, (20, 34, 42, 22, 20, 27))


def findings_table(file: WholeFile) -> Flowable | None:
    """Supervision: finding, demand, deadline, mending."""
    rows: Rows = [
        [_day(one.on), tables.text(BODY_NAMES[one.body]), _words(one.finding), _words(one.demand), _day(one.deadline),
         _words(f"{one.mended_on:%d/%m/%Y}" if one.mended_on else "", one.mending)]
        for one in file.of("supervision_finding")
    ]  # fmt: skip
    head = ("Ngày", "Cơ quan", "Nhận xét", "Kiến nghị", "Hạn", "Đã khắc phục")
    return _ruled(head, rows, (20, 25, 38, 33, 20, 29))


def fund_table(fund: RevolvingFund) -> Flowable | None:
    """The revolving fund in money and goods."""
    rows: Rows = [
        [tables.text(REPAYMENT_FORM_NAMES[one.form]), tables.centred(one.unit), *_fund_sizes(one.form, one.due,
         one.repaid, one.outstanding, one.overdue, one.passed_on, one.balance)]
        for one in fund.lines
    ]  # fmt: skip
    head = ("Hình thức", "Đơn vị", "Phải trả", "Đã trả", "Còn phải trả", "Quá hạn", "Đã chuyển tiếp", "Còn trong quỹ")
    return _ruled(head, rows, (23, 16, 22, 22, 22, 18, 21, 21))


def _fund_sizes(form: RepaymentForm, *sizes: int) -> list[Flowable]:
    return [_dong(one) if form is RepaymentForm.MONEY else tables.number(format_number(one)) for one in sizes]


def targets_table(lines: Sequence[TargetLine]) -> Flowable | None:
    """The plan's targets beside what is reached."""
    rows: Rows = [
        [tables.text(one.name), tables.text(one.target.wanted), _words(one.reached, one.reason),
         tables.centred(STATE_NAMES[one.state])]
        for one in lines
    ]  # fmt: skip
    return _ruled(("Chỉ tiêu", "Yêu cầu", "Đạt được", "Kết quả"), rows, (52, 38, 55, 20))


def exits_table(results: Sequence[HouseholdResult]) -> Flowable | None:
    """Each household's class then and now with its evidence, and its incomes."""
    rows: Rows = []
    for one in results:
        seen = one.last
        status = "" if seen is None else ", chính thức" if seen.official else ", sơ bộ"
        evidence = f"{seen.review.year}{status}: {CLASS_NAMES[seen.poverty_class]}" if seen else "Chưa rà soát"
        left = " (đã thôi)" if one.left else ""
        rows.append([
            tables.person(f"{one.name}{left}", one.hamlet), tables.text(CLASS_NAMES[one.participant.class_at_entry]),
            tables.text(evidence), tables.text(EXIT_NAMES[one.exit]), _dong(one.participant.income_before),
            _dong(one.income_now), _dong(one.participant.income_expected),
        ])  # fmt: skip
    head = ("Chủ hộ, nơi ở", "Khi tham gia", "Rà soát gần nhất", "Kết quả", "Trước", "Hiện nay", "Kỳ vọng")
    return _ruled(head, rows, (34, 20, 29, 27, 18, 19, 18))


def lessons_table(file: WholeFile) -> Flowable | None:
    """What was learned."""
    rows: Rows = [[tables.text(LESSON_KIND_NAMES[one.kind]), _words(one.text)] for one in file.of("lesson")]
    return _ruled(("Loại", "Nội dung"), rows, (45, 120))


def happened_table(happened: Sequence[Happened]) -> Flowable | None:
    """The time line."""
    rows: Rows = [
        [_day(one.on), tables.text(EVENT_NAMES[one.kind]), tables.text(one.text), tables.text(one.detail)]
        for one in happened
    ]
    return _ruled(("Ngày", "Loại", "Việc", "Chi tiết"), rows, (20, 27, 55, 63))
