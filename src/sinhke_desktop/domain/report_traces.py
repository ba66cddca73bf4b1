"""The households behind a report's figures: each kind of figure has one number, the same in every report and period.

So a sentence that the officer worded keeps pointing at the same thing when the data change.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sinhke_desktop.domain.exits import EXIT_NAMES, OUT
from sinhke_desktop.domain.follow_up import counted_as_area
from sinhke_desktop.domain.money import format_dong, format_number
from sinhke_desktop.domain.participant import Participant
from sinhke_desktop.domain.report import ParticipantState, ProgressReport, Trace, TraceRow
from sinhke_desktop.domain.report_totals import ByParticipant, measured, open_on, staying_on
from sinhke_desktop.domain.review import CLASS_NAMES, INDICATORS, PovertyClass
from sinhke_desktop.domain.revolving import given_back, measure_of
from sinhke_desktop.domain.typed_values import month_of

(PARTICIPANTS, JOINED, LEFT, VISITED, NOT_VISITED, HERD, BORN, BOUGHT, LOST, SOLD, PASSED_ON, HANDED_NOW, SICK, INCOME,
 SALES, PAID, PAID_NOW, HANDED, TAUGHT, NEVER_TAUGHT, FINDINGS, OPEN_FINDINGS, LOSSES, REPAID, PASSED, EXITS, CHANGED,
 COMMENDED, DEPRIVED, RATE) = range(1, 31)  # fmt: skip
"""The numbers in brackets."""
MOST_NAMED = 60
"""A list on paper names so many households; of longer ones it says the number and where to look."""
NOBODY = "Không ghi riêng cho hộ nào"
MODEL_PAGE = "Mô hình sinh kế"


@dataclass(frozen=True, slots=True)
class _Places:
    """Names and hamlets of the file's households."""

    report: ProgressReport

    def row(self, household_id: str, value: str) -> TraceRow:
        """One household's line."""
        file = self.report.file
        return TraceRow(household_id, file.names.get(household_id, "–"), file.places.get(household_id, ""), value)

    def of(self, participant: Participant, value: str) -> TraceRow:
        """One participant's line."""
        return self.row(participant.household_id, value)

    def summed(self, amounts: Mapping[str, int], unit: str) -> tuple[TraceRow, ...]:
        """A line for each participant with what it adds; what has none stands last."""
        file = self.report.file
        rows = [
            self.of(one, f"{format_number(amounts[one.id])} {unit}") for one in file.participants if amounts.get(one.id)
        ]
        known = {one.id for one in file.participants}
        rest = sum(amount for key, amount in amounts.items() if key not in known)
        if rest:
            rows.append(TraceRow("", NOBODY, "", f"{format_number(rest)} {unit}"))
        return tuple(rows)


def traces(report: ProgressReport) -> tuple[Trace, ...]:
    """What stands behind every figure that *report* has, by number; figures that are nothing have no line."""
    places = _Places(report)
    found = [
        *_people(report, places),
        *_herd(report, places),
        *_money(report, places),
        *_work(report, places),
        *_outcome(report, places),
    ]
    return tuple(sorted(found, key=lambda one: one.number))


def _households(count: int) -> str:
    return f"{format_number(count)} hộ"


def _trace(number: int, title: str, figure: str, counts: str, rows: Iterable[TraceRow], tab: str) -> list[Trace]:
    listed = tuple(rows)
    return [Trace(number, title, figure, counts, listed, f"{MODEL_PAGE} › {tab}")] if listed else []


def _people(report: ProgressReport, places: _Places) -> list[Trace]:
    period, file = report.period, report.file
    staying = staying_on(file, report.as_of)
    joined = [one for one in file.participants if period.holds(one.joined_on)]
    left = [one for one in file.participants if period.holds(one.left_on)]
    seen = [one for one in report.participants if one.visits]
    here = {one.id for one in staying}
    missed = [one for one in report.participants if not one.visits and one.participant.id in here]
    tab = "Hộ tham gia"
    return [
        *_trace(PARTICIPANTS, "Hộ tham gia", _households(len(staying)),
                f"Hộ đang tham gia ngày {report.as_of:%d/%m/%Y}, diện hộ khi tham gia",
                (places.of(one, CLASS_NAMES[one.class_at_entry]) for one in staying), tab),
        *_trace(JOINED, "Hộ tham gia mới", _households(len(joined)), "Hộ có ngày tham gia trong kỳ",
                (places.of(one, f"{one.joined_on:%d/%m/%Y}") for one in joined), tab),
        *_trace(LEFT, "Hộ thôi tham gia", _households(len(left)), "Hộ có ngày thôi tham gia trong kỳ, lý do",
                (places.of(one, f"{one.left_on:%d/%m/%Y}, {one.leave_reason}") for one in left), tab),
        *_trace(VISITED, "Hộ đã được thăm", _households(len(seen)),
                "Hộ có ít nhất một lần thăm hoặc theo dõi có ghi ngày trong kỳ",
                (places.of(one.participant, _seen(one)) for one in seen), "Theo dõi"),
        *_trace(NOT_VISITED, "Hộ chưa được thăm", _households(len(missed)), "Hộ đang tham gia, chưa thăm trong kỳ",
                (places.of(one.participant, "") for one in missed), "Theo dõi"),
    ]  # fmt: skip


def _seen(one: ParticipantState) -> str:
    return f"{one.visits} lần, gần nhất {one.last_visit:%d/%m/%Y}"


def _herd(report: ProgressReport, places: _Places) -> list[Trace]:
    unit, noted = report.unit, report.totals.flows
    area = counted_as_area(report.model.unit)
    staying = {one.id for one in staying_on(report.file, report.as_of)}
    words = (
        (BORN, "born", "Trồng mới" if area else "Sinh thêm", noted.born),
        (BOUGHT, "bought", "Mua thêm", noted.bought),
        (LOST, "lost", "Mất trắng, hư hại" if area else "Chết, mất", noted.lost),
        (SOLD, "sold", "Đã bán, thu hoạch" if area else "Đã bán", noted.sold),
        (PASSED_ON, "passed_on", "Chuyển tiếp", noted.passed_on),
        (SICK, "sick", "Bị sâu bệnh" if area else "Đang ốm", report.totals.sick),
    )
    alive = "Diện tích" if area else "Còn sống"
    found = _trace(
        HERD, f"{alive} cuối kỳ", f"{format_number(noted.end or 0)} {unit}",
        "Số đếm gần nhất của từng hộ đến cuối kỳ; hộ chưa đếm tính theo số đã giao và biến động đã ghi",
        (places.of(one.participant, f"{format_number(herd)} {unit}") for one, herd in herds(report)), "Theo dõi",
    )  # fmt: skip
    handed: dict[str, int] = {}
    for one in report.file.handovers:
        if one.in_herd and report.period.holds(one.handed_on):
            handed[one.participant_id] = handed.get(one.participant_id, 0) + one.quantity
    found += _trace(HANDED_NOW, "Giao trong kỳ", f"{format_number(sum(handed.values()))} {unit}",
                    "Số lượng đã bàn giao trong kỳ", places.summed(handed, unit), "Bàn giao")  # fmt: skip
    for number, name, title, whole in words:
        amounts = {
            one.participant.id: getattr(one, name) or 0
            for one in report.participants
            if name != "sick" or one.participant.id in staying
        }
        counts = "Số ghi ở lần theo dõi gần nhất trong kỳ" if name == "sick" else "Tổng các tháng theo dõi trong kỳ"
        found += _trace(number, title, f"{format_number(whole)} {unit}", counts, places.summed(amounts, unit),
                        "Theo dõi")  # fmt: skip
    return found


def herds(report: ProgressReport) -> list[tuple[ParticipantState, int]]:
    """The participants that make up the herd at the end, each with its own."""
    some, month = ByParticipant(report.file), month_of(report.as_of)
    found = []
    for one in report.participants:
        if one.participant.took_part_in(month):
            herd = some.herd(one.participant, month)
            found.append((one, herd.expected if herd.alive is None else herd.alive))
    return found


def _money(report: ProgressReport, places: _Places) -> list[Trace]:
    file, period = report.file, report.period
    ever: dict[str, int] = {}
    now: dict[str, int] = {}
    for one in file.payments:
        ever[one.participant_id] = ever.get(one.participant_id, 0) + one.amount
        if period.holds(one.paid_on):
            now[one.participant_id] = now.get(one.participant_id, 0) + one.amount
    income = {one.participant.id: one.income or 0 for one in report.participants}
    income[""] = report.totals.income - sum(income.values())
    sold: dict[str, int] = {}
    for one in file.of("delivery"):
        if period.holds(one.on):
            sold[one.participant_id] = sold.get(one.participant_id, 0) + one.amount
    given: dict[str, list[str]] = {}
    for handover in file.handovers:
        words = f"{format_number(handover.quantity)} {handover.unit} {handover.kind}"
        given.setdefault(handover.participant_id, []).append(words)
    return [
        *_trace(INCOME, "Thu nhập từ mô hình trong kỳ", f"{format_dong(report.totals.income)} đồng",
                "Thu nhập ghi khi theo dõi; tháng chưa ghi thì tính tiền giao bán", places.summed(income, "đồng"),
                "Theo dõi"),
        *_trace(SALES, "Sản phẩm giao bán trong kỳ", f"{format_dong(sum(sold.values()))} đồng",
                "Số lượng nhân đơn giá của từng lần giao bán", places.summed(sold, "đồng"), "Tiêu thụ"),
        *_trace(PAID, "Giải ngân đến cuối kỳ", f"{format_dong(report.paid)} đồng",
                "Các khoản chi, đóng góp đã ghi đến cuối kỳ", places.summed(ever, "đồng"), "Vốn"),
        *_trace(PAID_NOW, "Giải ngân trong kỳ", f"{format_dong(report.totals.paid)} đồng",
                "Các khoản chi, đóng góp có ngày trong kỳ", places.summed(now, "đồng"), "Vốn"),
        *_trace(HANDED, "Vật tư, con giống đã giao", _households(len(given)), "Hộ đã nhận bàn giao đến cuối kỳ",
                (places.of(one, "; ".join(given[one.id])) for one in file.participants if one.id in given),
                "Bàn giao"),
    ]  # fmt: skip


def _work(report: ProgressReport, places: _Places) -> list[Trace]:
    file, period = report.file, report.period
    held = [one for one in file.of("training") if period.holds(one.on)]
    staying = staying_on(file, report.as_of)
    ever = {participant_id for one in file.of("training") for participant_id in one.attended}
    times = {one.id: sum(one.id in some.attended for some in held) for one in file.participants}
    findings = file.of("supervision_finding")
    back = [one for one in given_back(file.of("repayment"), file.of("pass_on")) if period.holds(one.on)]
    passed = [one for one in file.of("pass_on") if period.holds(one.on)]
    by_id = {one.id: one for one in file.participants}

    def some(records: Iterable[Any], text: Any) -> list[TraceRow]:
        return [
            places.of(by_id[one.participant_id], text(one)) if one.participant_id in by_id
            else TraceRow("", NOBODY, "", text(one)) for one in records
        ]  # fmt: skip

    new = [one for one in findings if period.holds(one.on)]
    left_open = [one for one in findings if open_on(one, report.as_of)]
    losses = [one for one in file.of("loss") if period.holds(one.on)]
    untaught = [one for one in staying if one.id not in ever] if ever else []
    taught = [one for one in file.participants if times[one.id]]
    tab = "Giám sát"
    return [
        *_trace(TAUGHT, "Hộ dự tập huấn trong kỳ", _households(len(taught)), "Hộ dự ít nhất một buổi, số buổi đã dự",
                (places.of(one, f"{times[one.id]} buổi") for one in taught), "Tập huấn"),
        *_trace(NEVER_TAUGHT, "Hộ chưa dự tập huấn", _households(len(untaught)),
                "Hộ đang tham gia, chưa dự buổi nào từ đầu mô hình", (places.of(one, "") for one in untaught),
                "Tập huấn"),
        *_trace(FINDINGS, "Lượt giám sát trong kỳ", f"{len(new)} lượt", "Kết quả giám sát có ngày trong kỳ",
                some(new, lambda one: _line(one.on, one.finding)), tab),
        *_trace(OPEN_FINDINGS, "Kiến nghị giám sát chưa khắc phục", f"{len(left_open)} kiến nghị",
                "Kiến nghị chưa ghi ngày khắc phục đến cuối kỳ",
                some(left_open, lambda one: _line(one.deadline, one.demand)), tab),
        *_trace(LOSSES, "Thiệt hại trong kỳ", f"{len(losses)} vụ", "Vụ thiệt hại có ngày trong kỳ",
                some(losses, lambda one: _line(one.on, one.what)), "Thiệt hại"),
        *_trace(REPAID, "Hoàn trả quay vòng trong kỳ", measured(report.totals.repaid),
                "Các lần hoàn trả và chuyển thẳng cho hộ tiếp theo", some(back, _size), "Quay vòng"),
        *_trace(PASSED, "Chuyển cho hộ tiếp theo trong kỳ", measured(report.totals.passed),
                "Hộ nhận tiếp trong kỳ", (places.row(one.household_id, _size(one)) for one in passed), "Quay vòng"),
    ]  # fmt: skip


def _line(day: date | None, text: str) -> str:
    words = " ".join(text.split())
    return f"{day:%d/%m/%Y}: {words}" if day else words


def _size(one: Any) -> str:
    measure, size = measure_of(one)
    return f"{one.on:%d/%m/%Y}: {measured({measure: size})}"


def _outcome(report: ProgressReport, places: _Places) -> list[Trace]:
    staying = {one.id for one in staying_on(report.file, report.as_of)}
    out = [one for one in report.results if one.exit in OUT and one.participant.id in staying]
    changed = [one for one in report.participants if changed_class(one)]
    praised = [one for one in report.file.of("commendation") if report.period.holds(one.on)]
    by_id = {one.id: one for one in report.file.participants}
    rows = [
        places.of(by_id[one.participant_id], f"{one.on:%d/%m/%Y}: {one.award}") if one.participant_id in by_id
        else TraceRow("", one.name, "", f"{one.on:%d/%m/%Y}: {one.award}") for one in praised
    ]  # fmt: skip
    return [
        *_trace(EXITS, "Hộ thoát nghèo, thoát cận nghèo, không tái nghèo", _households(len(out)),
                "Theo kết quả rà soát gần nhất sau khi tham gia, đến cuối kỳ",
                (places.of(one.participant, EXIT_NAMES[one.exit]) for one in out), "Kết quả"),
        *_trace(CHANGED, "Hộ thay đổi diện so với khi tham gia", _households(len(changed)),
                "Diện hộ khi tham gia và diện hộ cuối kỳ",
                (places.of(one.participant, class_change(one)) for one in changed), "Kết quả"),
        *_trace(COMMENDED, "Khen thưởng trong kỳ", f"{len(praised)} tập thể, cá nhân, hộ",
                "Khen thưởng có ngày quyết định trong kỳ", rows, "Kết quả"),
        *_deprived(report, places),
        *_rate(report),
    ]  # fmt: skip


def changed_class(one: ParticipantState) -> bool:
    """True where both classes are known and differ."""
    unknown = PovertyClass.UNKNOWN
    return one.class_now not in (unknown, one.participant.class_at_entry) and one.participant.class_at_entry != unknown


def class_change(one: ParticipantState) -> str:
    """``từ hộ nghèo sang hộ cận nghèo``."""
    return f"từ {CLASS_NAMES[one.participant.class_at_entry].lower()} sang {CLASS_NAMES[one.class_now].lower()}"


def _deprived(report: ProgressReport, places: _Places) -> list[Trace]:
    by_household = dict(report.lacking)
    rows = [
        places.of(one.participant, ", ".join(INDICATORS.get(key, key) for key in INDICATORS
                                             if key in by_household[one.household_id]))
        for one in report.participants if by_household.get(one.household_id)
    ]  # fmt: skip
    figure = f"{sum(one.now for one in report.deprived)} chỉ số thiếu hụt"
    return _trace(DEPRIVED, "Chỉ số thiếu hụt của hộ tham gia", figure,
                  "Chỉ số thiếu hụt theo lần rà soát gần nhất đến cuối kỳ", rows, "Kết quả")  # fmt: skip


def _rate(report: ProgressReport) -> list[Trace]:
    known = [one for one in report.rates if one.poor is not None]
    if not known:
        return []
    last = known[-1]
    figure = f"{_households(last.poor or 0)} nghèo năm {last.year}"
    counts = "Hộ nghèo của xã theo kết quả rà soát năm, trên tổng số hộ dân của năm đó"
    return [Trace(RATE, "Tỷ lệ hộ nghèo của xã", figure, counts, (), f"Bảng biểu › năm {last.year} › Biểu 1")]
