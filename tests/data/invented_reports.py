"""Invented models reported on: cattle or vegetables, few households or many, ordinary and longest names."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from sinhke_desktop.domain.commune import Area, Commune
from sinhke_desktop.domain.exits import Evidence, Exit, HouseholdResult, ModelIncome, exits
from sinhke_desktop.domain.follow_up import FollowUp
from sinhke_desktop.domain.funding import BudgetLine, FundForm, InputHandover, Payment
from sinhke_desktop.domain.livelihood import ChoiceStatus, LivelihoodModel, Stage
from sinhke_desktop.domain.losses import Loss, LossKind
from sinhke_desktop.domain.market import Delivery
from sinhke_desktop.domain.model_results import Commendation, Commended, CommendingLevel, Lesson, LessonKind
from sinhke_desktop.domain.model_targets import Measure, PlanTarget, TargetLine, TargetState, YearRate
from sinhke_desktop.domain.participant import Participant
from sinhke_desktop.domain.report import (
    Deprived,
    HerdMonth,
    InputHandedOver,
    ParticipantState,
    ProgressReport,
    SourceMoney,
)
from sinhke_desktop.domain.report_period import REVIEWS, PeriodKind, ReportPeriod, period_of, review_period
from sinhke_desktop.domain.report_totals import ByParticipant, known_on, noted_in, reported, results_on, totals
from sinhke_desktop.domain.report_traces import traces
from sinhke_desktop.domain.review import PovertyClass, ResultStatus, Review, ReviewKind
from sinhke_desktop.domain.revolving import PassOn, Repayment, RepaymentDue, RepaymentForm
from sinhke_desktop.domain.supervision import Body, SupervisionFinding
from sinhke_desktop.domain.training import Training, TrainingKind
from sinhke_desktop.domain.whole_file import WholeFile

COMMUNE = Commune(
    "22828", "Xã Anh Dũng", "Khánh Hòa", Area.RURAL, "2025", issuing_body="Ủy ban nhân dân xã Anh Dũng",
    place="Anh Dũng", report_to="Ủy ban nhân dân tỉnh Khánh Hòa", signer_authority="TM. Ủy ban nhân dân",
    signer_title="Chủ tịch", signer_name="Nguyễn Văn Thành", recipients="Như trên;\nLưu: VT, KT.",
)  # fmt: skip
NAMES = ("Chamaléa Thị Bích Đào", "Katơr Văn Hươu", "Pi Năng Thị Mỡ", "Tain Minh Thuận", "Đàng Năng Bảo Hộ",
         "Thành Thị Ngọc Trâm", "Nguyễn Hữu Phước")  # fmt: skip
LONG_NAME = "Chamaléa Katơr Thị Nguyễn Hoàng Phương Thuỳ Ngọc Bích Trường Vĩnh"
LONG_SOURCE = "Nguồn số {}: Quỹ Vì người nghèo và các nguồn xã hội hoá của doanh nghiệp, hợp tác xã"
MARK = "Dấu dữ liệu 1204-7F3A92C14B08 · gói gửi số 12"
CATTLE = LivelihoodModel(
    "m", "22828", "22828", "2023-2025", "Nuôi bò cái sinh sản", group_name="Nhóm cộng đồng thôn Tân Tiến",
    thing="bò cái sinh sản", status=ChoiceStatus.ACTIVE, stage=Stage.RUNNING, approved_on=date(2023, 12, 22),
    handed_over_on=date(2024, 6, 19), running_on=date(2024, 6, 19), decision_number="3578/QĐ-UBND",
    decision_date=date(2023, 12, 22), started_on=date(2024, 6, 19), duration_months=24, households_wanted=9,
)  # fmt: skip
PLANTS = replace(CATTLE, name="Trồng măng tây xanh", thing="măng tây xanh", unit="m²")


def whole_file(model: LivelihoodModel = CATTLE, households: int = 7, *, long: bool = False) -> WholeFile:
    """The file of *model* on 15/10/2025 with *households* that were followed from July to October."""
    people, noted, handed, paid = [], [], [], []
    many = 10**6 if long else 1
    for number in range(households):
        poor = PovertyClass.POOR if number % 7 < 2 else PovertyClass.NEAR_POOR
        one = Participant(f"p{number:04d}", "22828", "m", f"h{number}", poor, date(2024, 6, 19))
        people.append(one)
        handed.append(InputHandover(f"i{number}", "22828", one.id, model.thing, model.unit, 2 * many, 18_870_000,
                                    date(2024, 6, 19), budget_line_id="b0"))  # fmt: skip
        paid.append(Payment(f"t{number}", "22828", "b0", date(2025, 8, 5), 1_000_000 * many, participant_id=one.id))
        for month in (7, 8, 9, 10):
            if number % 7 == 6 and month > 9:
                continue
            sick = int(number % 7 == 2 and month == 10)
            noted.append(FollowUp(
                f"f{number}-{month}", "22828", one.id, f"2025-{month:02d}", date(2025, month, 10 + number % 15),
                2 * many + (month > 8), int(month == 9) * many, int(number % 7 == 4 and month == 10) * many, 0, sick,
                500_000 * month * many, "Bò mẹ bị tiêu chảy" if sick else "",
                "Tiêm phòng đợt 2" if number % 7 in (2, 4) and month == 10 else "",
            ))  # fmt: skip
    lines = [BudgetLine("b0", "22828", "m", "GNBV", FundForm.MONEY, 264_180_000 * many),
             BudgetLine("b1", "22828", "m", "DU-VAT", FundForm.KIND, 176_120_000 * many)]  # fmt: skip
    paid.append(Payment("t-own", "22828", "b1", date(2025, 10, 2), 150_000_000 * many))
    names = {one.household_id: LONG_NAME if long else NAMES[place % 7] for place, one in enumerate(people)}
    places = {one.household_id: "Tổ dân phố số 12 Phước Thiện Đông Nam" if long else "Thôn Tân Tiến" for one in people}
    return WholeFile(
        date(2025, 10, 28), model, people, lines, paid, handed, noted, records=_records(people),
        names={**names, "next": "Mang Thị Nhận"}, places={**places, "next": "Thôn Tân Hòa"},
        sources={"GNBV": LONG_SOURCE.format(1) if long else "Chương trình MTQG giảm nghèo bền vững",
                 "DU-VAT": LONG_SOURCE.format(2) if long else "Đối ứng của hộ bằng hiện vật"},
    )  # fmt: skip


def _records(people: list[Participant]) -> dict[str, list[object]]:
    if not people:
        return {}
    first, day = people[0], date(2025, 10, 6)
    return {
        "training": [Training("k1", "22828", "m", TrainingKind.COURSE, day, "Ủ chua thức ăn",
                              participant_ids=",".join(one.id for one in people[:5]))],
        "loss": [Loss("l1", "22828", first.id, day, LossKind.DISASTER, "Tốc mái chuồng", worth=3_000_000,
                      compensated=1_000_000),
                 Loss("l2", "22828", first.id, date(2025, 9, 1), LossKind.DISEASE, "Bê chết")],
        "delivery": [Delivery("d1", "22828", "m", day, "bê", 2, 9_000_000, participant_id=first.id),
                     Delivery("d2", "22828", "m", day, "phân", 1, 500_000)],
        "supervision_finding": [
            SupervisionFinding("g1", "22828", "m", Body.FRONT, day, "Chuồng ẩm", participant_id=first.id,
                               demand="Làm lại nền chuồng", deadline=date(2025, 10, 20)),
            SupervisionFinding("g2", "22828", "m", Body.COUNCIL, date(2025, 8, 1), "Tốt", demand="Ghi sổ",
                               mended_on=day, mending="Đã ghi sổ"),
        ],
        "repayment": [Repayment("r1", "22828", first.id, RepaymentForm.MONEY, day, 5_000_000)],
        "repayment_due": [RepaymentDue("u1", "22828", first.id, RepaymentForm.MONEY, date(2025, 11, 20), 5_000_000)],
        "pass_on": [PassOn("o1", "22828", "m", "next", RepaymentForm.KIND, day, None, 1, "con bê",
                           from_participant_id=first.id)],
        "commendation": [Commendation("c1", "22828", "m", Commended.COLLECTIVE, "Nhóm cộng đồng",
                                      CommendingLevel.COMMUNE, "Giấy khen", on=day),
                         Commendation("c2", "22828", "m", Commended.HOUSEHOLD, "Hộ ông A", CommendingLevel.PROVINCE)],
        "lesson": [
            Lesson(f"n-{kind}", "22828", "m", kind, text, on=day)
            for kind, text in (
                (LessonKind.STRENGTH, "Bốc thăm công khai."), (LessonKind.WEAKNESS, "Thiếu cỏ mùa khô."),
                (LessonKind.CAUSE, "Trồng cỏ chậm."), (LessonKind.LESSON, "trồng cỏ trước khi giao bò"),
                (LessonKind.PROPOSAL, "Đề nghị hỗ trợ giống cỏ."),
            )
        ],
    }  # fmt: skip


def _result(one: Participant, number: int, file: WholeFile) -> HouseholdResult:
    review = Review(f"w{number}", "22828", one.household_id, 2025, ReviewKind.AD_HOC, ResultStatus.OFFICIAL,
                    date(2025, 10, 5))  # fmt: skip
    seen = (Evidence(review, PovertyClass.NEAR_POOR),) if number % 7 == 1 else ()
    return HouseholdResult(one, file.names[one.household_id], "", ModelIncome(0, 0), Exit.NOT_REVIEWED, seen)


def report_of(
    period: ReportPeriod | PeriodKind = PeriodKind.MONTH, file: WholeFile | None = None, *, bare: bool = False
) -> ProgressReport:
    """A report on *file* as the services put it together; *bare* without rates, targets and what households lack."""
    whole = file or whole_file()
    if isinstance(period, PeriodKind):
        start = whole.model.started_on or whole.today
        period = review_period(period, start, whole.today) if period in REVIEWS else period_of(period, whole.today)
    day = min(period.last, whole.today)
    known = known_on(whole, day)
    visited: dict[str, set[date]] = {}
    for one in whole.follow_ups:
        if one.visited_on:
            visited.setdefault(f"h{int(one.participant_id[1:])}", set()).add(one.visited_on)
    results = results_on([_result(one, n, whole) for n, one in enumerate(whole.participants)], known, day)
    before = period.before
    some = ByParticipant(known)
    months = sorted({one.month for one in known.follow_ups})
    made = ProgressReport(
        COMMUNE, period, day, known, totals(whole, visited, period), exits(results, day),
        before=totals(whole, visited, before) if before else None, results=tuple(results),
        exits_before=exits(results_on(results, known, before.last), before.last) if before else None,
        participants=tuple(_state(one, some, visited, period) for one in reported(known, period)),
        sources=tuple(SourceMoney(known.source(line.id), line.planned, sum(
            one.amount for one in known.payments if one.budget_line_id == line.id), 0,
            ("Chương trình mục tiêu quốc gia", "Đối ứng của hộ")[place]) for place, line in enumerate(known.lines)),
        inputs=tuple(_inputs(known)),
        herd=tuple(HerdMonth(month, some.whole_herd(month).alive or 0) for month in months),
        mark=MARK,
    )  # fmt: skip
    if period.kind is not PeriodKind.MONTH and not bare:
        made = replace(made, **planned(made))
    return replace(made, traces=traces(made))


def _inputs(file: WholeFile) -> list[InputHandedOver]:
    if not file.handovers:
        return []
    one = file.handovers[0]
    whole = sum(each.quantity for each in file.handovers)
    return [InputHandedOver(f"{one.kind[:1].upper()}{one.kind[1:]}", one.unit, whole, one.unit_price,
                            len(file.handovers), one.handed_on, file.source("b0"))]  # fmt: skip


def _state(
    one: Participant, some: ByParticipant, visited: dict[str, set[date]], period: ReportPeriod
) -> ParticipantState:
    noted = noted_in(some.follow_ups[one.id], period)
    days = [day for day in visited.get(one.household_id, ()) if period.holds(day)]
    number = int(one.household_id[1:])
    now = PovertyClass.NEAR_POOR if number % 7 == 1 else one.class_at_entry
    return ParticipantState(
        one, some.file.names[one.household_id], some.file.places[one.household_id], now,
        noted[-1].alive if noted else None, *(
            sum(getattr(each, name) or 0 for each in noted) if noted else None
            for name in ("born", "bought", "lost", "sold", "passed_on")
        ),
        sick=noted[-1].sick if noted else None, income=sum(each.income or 0 for each in noted) if noted else None,
        visits=len(days), last_visit=max(visited.get(one.household_id, ()), default=None),
        problems=tuple(dict.fromkeys(each.problem for each in noted if each.problem)),
        next_step=noted[-1].next_step if noted else "",
    )  # fmt: skip


def planned(made: ProgressReport) -> dict[str, object]:
    """Targets, rates and what households lack, for a longer period."""
    fall = PlanTarget(Measure.POVERTY_FALL, "Tỷ lệ hộ nghèo của xã giảm mỗi năm", Decimal("1.5"), Decimal(2))
    works = PlanTarget(Measure.EFFECTIVE, "Xã triển khai có hiệu quả 01 mô hình sinh kế")
    return {
        "targets": (
            TargetLine(works, "đã có thu nhập từ mô hình: có", TargetState.NOT_KNOWN, "Cán bộ đánh giá lại."),
            TargetLine(fall, "7,32% → 5,43%: giảm 1,89 điểm %", TargetState.REACHED, "", 2024),
            TargetLine(fall, "5,43% → 5,26%: giảm 0,17 điểm %", TargetState.NOT_REACHED,
                       "Có kết quả sơ bộ, chờ kết quả chính thức.", 2025),
        ),
        "rates": (YearRate(2022, None, None), YearRate(2023, 732, 10_000), YearRate(2024, 543, 10_000),
                  YearRate(2025, 526, 10_000, preliminary=True)),
        "deprived": (Deprived("employment", "Việc làm", 3, 1), Deprived("cleanWater", "Nguồn nước sinh hoạt", 2, 2)),
        "lacking": tuple((one.household_id, frozenset({"cleanWater"})) for one in made.participants[:2]),
    }  # fmt: skip
