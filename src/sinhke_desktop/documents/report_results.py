"""What a report says of its results, its money and the plan: sentences with their figures and where these come from."""

from __future__ import annotations

from collections.abc import Iterator

from sinhke_desktop.documents.report_words import compared, dong, joined, names, referred, two
from sinhke_desktop.domain import report_traces as behind
from sinhke_desktop.domain.exits import Exits
from sinhke_desktop.domain.follow_up import counted_as_area
from sinhke_desktop.domain.model_targets import STATE_NAMES, TargetState
from sinhke_desktop.domain.money import amount_in_words, format_number, format_percent
from sinhke_desktop.domain.rates import change, comma
from sinhke_desktop.domain.report import ProgressReport
from sinhke_desktop.domain.report_period import PeriodKind
from sinhke_desktop.domain.report_totals import measured

Drafted = Iterator[tuple[str, str]]


def grows(report: ProgressReport) -> bool:
    """True for a model that counts an area that grows, not heads."""
    return counted_as_area(report.model.unit)


def results(report: ProgressReport) -> Drafted:
    """What was done in the period, with the change since the period before."""
    if not report.participants:
        yield "nobody", f"Trong {report.period.noun} chưa có hộ tham gia được ghi nhận."
    else:
        yield "visited", _visited(report)
        yield from _herd(report)
    yield from _income(report)
    yield from _work(report)
    yield from _outcome(report)


def _visited(report: ProgressReport) -> str:
    totals, all_ = report.totals, len(report.participants)
    when = f"Trong {report.period.name}" if not report.period.review else f"{report.period.name.capitalize()}"
    if not totals.visited:
        return f"{when} chưa ghi nhận lượt thăm hộ nào trong {two(all_)} hộ tham gia."
    seen = referred(report, f"{two(totals.visited)}/{two(all_)} hộ tham gia", behind.VISITED)
    more = f", tổng cộng {two(totals.visits)} lượt" if totals.visits > totals.visited else ""
    than = compared(report, totals.visited, report.before.visited if report.before else None, "hộ")
    return f"{when}, cán bộ đã đến thăm và ghi nhận tình hình của {seen}{more}{than}."


def _herd(report: ProgressReport) -> Drafted:
    flows, unit, area = report.totals.flows, report.unit, grows(report)
    if flows.end is None or not (flows.start or flows.end or flows.moved):
        return
    what = "diện tích" if area else "số lượng"
    if not report.totals.followed and not flows.moved:
        last = referred(report, f"{format_number(flows.end)} {unit}", behind.HERD)
        yield (
            "herd",
            f"Trong {report.period.noun} chưa có hộ nào được kiểm đếm; {what} theo lần ghi gần nhất là {last}.",
        )
        return
    words = (
        ("giao thêm", flows.handed, behind.HANDED_NOW),
        ("trồng mới" if area else "sinh thêm", flows.born, behind.BORN),
        ("mua thêm", flows.bought, behind.BOUGHT),
        ("mất trắng hoặc hư hại" if area else "chết hoặc mất", flows.lost, behind.LOST),
        ("thu hoạch, bán" if area else "bán", flows.sold, behind.SOLD),
        ("chuyển tiếp", flows.passed_on, behind.PASSED_ON),
    )
    parts = [referred(report, f"{name} {format_number(count)}", number) for name, count, number in words if count]
    end = referred(report, f"{format_number(flows.end)} {unit}", behind.HERD)
    begun = f"Đầu kỳ có {format_number(flows.start)} {unit}; " if flows.start else ""
    moved = f"trong kỳ {joined(parts)}" if parts else "trong kỳ không ghi nhận biến động"
    until = f"đến ngày {report.as_of:%d/%m/%Y}" if report.unfinished else "cuối kỳ"
    text = f"{begun}{moved}; {until} có {end}"
    yield "herd", f"{text[:1].upper()}{text[1:]}{_than_at_start(flows.start, flows.end, unit)}."
    if report.totals.sick:
        state = "bị sâu bệnh" if area else "đang ốm"
        count = referred(report, f"{format_number(report.totals.sick)} {unit}", behind.SICK)
        yield "sick", f"Lần theo dõi gần nhất ghi nhận {count} {state}."


def _than_at_start(start: int, end: int, unit: str) -> str:
    if not start:
        return ""
    if start == end:
        return ", bằng đầu kỳ"
    share = format_percent(abs(end - start), start)
    return f", {'tăng' if end > start else 'giảm'} {format_number(abs(end - start))} {unit} ({share}) so với đầu kỳ"


def _income(report: ProgressReport) -> Drafted:
    totals = report.totals
    than = compared(report, totals.income, report.before.income if report.before else None, "đồng")
    if totals.income:
        amount = referred(report, dong(totals.income), behind.INCOME)
        yield "income", f"Thu nhập từ mô hình ghi nhận trong {report.period.noun} là {amount}{than}."
    elif than:
        yield "income", f"Trong {report.period.noun} chưa ghi nhận thu nhập từ mô hình{than}."
    sold = [one for one in report.file.of("delivery") if report.period.holds(one.on)]
    if sold:
        amount = referred(report, dong(sum(one.amount for one in sold)), behind.SALES)
        yield "sales", f"Giao bán sản phẩm {two(len(sold))} lần, trị giá {amount}."


def _work(report: ProgressReport) -> Drafted:
    totals, noun = report.totals, report.period.noun
    if totals.trainings:
        taught = referred(report, f"{two(totals.taught)} hộ", behind.TAUGHT)
        yield (
            "training",
            (f"Tổ chức {two(totals.trainings)} buổi tập huấn, hướng dẫn kỹ thuật, tham quan; có {taught} tham gia dự."),
        )
    parts = []
    if totals.findings:
        parts.append(f"có {referred(report, f'{two(totals.findings)} lượt giám sát', behind.FINDINGS)}")
    if totals.findings_mended:
        parts.append(f"khắc phục xong {two(totals.findings_mended)} kiến nghị")
    if totals.findings_open:
        parts.append(
            f"còn {referred(report, f'{two(totals.findings_open)} kiến nghị', behind.OPEN_FINDINGS)} chưa khắc phục"
        )
    if parts:
        yield "supervision", f"Giám sát: trong {noun} {'; '.join(parts)}."
    if totals.losses:
        count = referred(report, f"{two(totals.losses)} vụ thiệt hại", behind.LOSSES)
        worth = f", giá trị {dong(totals.losses_worth)}" if totals.losses_worth else ""
        paid = f", đã hỗ trợ, bồi thường {dong(totals.losses_compensated)}" if totals.losses_compensated else ""
        yield "losses", f"Trong {noun} xảy ra {count}{worth}{paid}."
    if totals.repaid:
        amount = referred(report, measured(totals.repaid), behind.REPAID)
        yield "repaid", f"Các hộ hoàn trả quay vòng: {amount}."
    if totals.passed:
        amount = referred(report, measured(totals.passed), behind.PASSED)
        yield "passed", f"Đã chuyển cho hộ tiếp theo: {amount}."


def _outcome(report: ProgressReport) -> Drafted:
    exits = report.exits
    if exits.reviewed:
        yield "exits", _exits(report, exits)
    changed = [one for one in report.participants if behind.changed_class(one)]
    if changed:
        count = referred(report, f"{two(len(changed))} hộ", behind.CHANGED)
        named = names([f"{one.name} ({behind.class_change(one)})" for one in changed])
        yield "classes", f"Có {count} thay đổi diện so với khi tham gia: {named}."
    if report.totals.commended:
        count = referred(report, f"{two(report.totals.commended)} lượt tập thể, hộ, cá nhân", behind.COMMENDED)
        yield "commended", f"Trong {report.period.noun} có {count} được khen thưởng."


def _exits(report: ProgressReport, exits: Exits) -> str:
    states = []
    if exits.official:
        states.append(f"{two(exits.official)} hộ có kết quả chính thức")
    if exits.preliminary:
        states.append(f"{two(exits.preliminary)} hộ mới có kết quả sơ bộ")
    share = format_percent(exits.out, exits.households)
    out = referred(report, f"{two(exits.out)}/{two(exits.households)} hộ", behind.EXITS)
    before = report.exits_before
    than = ""
    if before is not None and before.reviewed and report.period.before is not None and before.out != exits.out:
        word = "tăng" if exits.out > before.out else "giảm"
        than = f", {word} {two(abs(exits.out - before.out))} hộ so với đầu kỳ"
    return (
        f"Theo kết quả rà soát sau khi tham gia ({', '.join(states)}), {out} ({share}) đã thoát nghèo, thoát cận nghèo "
        f"hoặc không tái nghèo{than}."
    )


def money(report: ProgressReport) -> Drafted:
    """Money planned and paid, and what was handed over."""
    if not report.sources:
        yield "none", "Chưa có số liệu về kinh phí."
    else:
        paid = referred(report, dong(report.paid), behind.PAID)
        share = format_percent(report.paid, report.planned)
        plan = f"Tổng kinh phí theo kế hoạch: {dong(report.planned)} ({amount_in_words(report.planned)})"
        done = f"đến ngày {report.as_of:%d/%m/%Y} đã giải ngân {paid}"
        yield "plan", f"{plan}; {done}, đạt {share} kế hoạch." if report.planned else f"{plan}; {done}."
        if not report.period.review:
            yield "period", _paid_now(report)
    if report.year_money is not None:
        planned, spent = report.year_money
        reached = f", đạt {format_percent(spent, planned)} kế hoạch năm" if planned else ""
        year = report.period.first.year
        yield "year", f"Kế hoạch vốn của năm {year} là {dong(planned)}; đã giải ngân {dong(spent)}{reached}."
    if report.inputs:
        given = joined([f"{format_number(one.quantity)} {one.unit} {one.name[:1].lower()}{one.name[1:]}"
                        for one in report.inputs[:4]])  # fmt: skip
        trace = report.trace(behind.HANDED)
        count = referred(report, f"{two(len(trace.household_ids) if trace else 0)} hộ", behind.HANDED)
        worth = dong(sum(one.amount for one in report.inputs))
        more = " và các vật tư khác" if len(report.inputs) > 4 else ""
        yield "inputs", f"Đến ngày {report.as_of:%d/%m/%Y} đã giao cho {count}: {given}{more}; trị giá {worth}."


def _paid_now(report: ProgressReport) -> str:
    now = report.totals.paid
    than = compared(report, now, report.before.paid if report.before else None, "đồng")
    if not now:
        return f"Trong {report.period.noun} không phát sinh giải ngân{than}."
    return f"Trong {report.period.noun} đã giải ngân {referred(report, dong(now), behind.PAID_NOW)}{than}."


def plan(report: ProgressReport) -> Drafted:
    """Each target of the plan beside what is reached, and the commune's poverty rate."""
    latest = max((line.year or 0 for line in report.targets if line.state is not TargetState.NOT_KNOWN), default=0)
    left_out = 0
    for number, line in enumerate(report.targets):
        if line.year is not None and line.year != latest and report.period.kind is not PeriodKind.FINAL:
            left_out += line.state is TargetState.NOT_KNOWN
            continue
        year = f".{line.year}" if line.year else ""
        reason = f" {line.reason}" if line.reason else ""
        yield (
            f"target.{line.target.measure}.{number}{year}",
            (
                f"{line.name}: yêu cầu {line.target.wanted}; kết quả: {line.reached}. "
                f"Đánh giá: {STATE_NAMES[line.state].lower()}.{reason}"
            ),
        )
    if left_out:
        yield "targets-unknown", f"Còn {two(left_out)} chỉ tiêu của các năm khác chưa đủ số liệu, nêu trong bảng."
    yield from _rates(report)
    if not report.targets:
        yield "none", "Chưa có chỉ tiêu của kế hoạch để so sánh."


def _rates(report: ProgressReport) -> Drafted:
    known = [one for one in report.rates if one.rate is not None]
    if not known:
        return
    last = known[-1]
    text = f"Tỷ lệ hộ nghèo của xã năm {last.year} là {comma(last.rate or 0)}%"  # type: ignore[arg-type]
    text = referred(report, text, behind.RATE)
    text += " (sơ bộ)" if last.preliminary else ""
    if len(known) > 1 and known[-2].rate is not None and last.rate is not None:
        moved = change(known[-2].rate, last.rate)
        word = "bằng" if not moved else f"{'giảm' if moved < 0 else 'tăng'} {comma(abs(moved))} điểm % so với"
        text += f", {word} năm {known[-2].year} ({comma(known[-2].rate)}%)"
    yield "rate", f"{text}."
