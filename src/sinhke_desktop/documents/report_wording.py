"""The first draft of a report's sentences, from its facts; the officer changes what needs changing.

A sentence stands only where the data say it; each has a key, so that an edited report knows which it replaced.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sinhke_desktop.documents import report_results, report_review
from sinhke_desktop.documents.report_words import NAMED, joined, names, referred, sentence, two
from sinhke_desktop.domain import report_traces as behind
from sinhke_desktop.domain.losses import LossKind
from sinhke_desktop.domain.model_results import LessonKind
from sinhke_desktop.domain.report import ProgressReport, Sentence
from sinhke_desktop.domain.report_period import PeriodKind
from sinhke_desktop.domain.report_text import sections_of
from sinhke_desktop.domain.report_totals import open_on, staying_on
from sinhke_desktop.domain.review import CLASS_NAMES

MOST_PROBLEMS = 8
"""Households whose difficulties are told in sentences; of more the number is said and the table shows them."""
MOST_STEPS = 8
OWN = "Đối ứng của hộ"
"""The group of sources that households bring themselves."""
Drafted = Iterator[tuple[str, str]]


def draft(report: ProgressReport) -> dict[str, tuple[Sentence, ...]]:
    """Sentences in administrative Vietnamese for every section of the report, in the order of the paper."""
    makers = {
        "general": _general, "results": report_results.results, "money": report_results.money,
        "plan": report_results.plan, "assessment": report_review.assessment, "difficulties": _difficulties,
        "lessons": report_review.lessons, "proposals": _proposals, "next_work": _next_work,
    }  # fmt: skip
    return {
        section: tuple(Sentence(text, key) for key, text in makers[section](report))
        for section in sections_of(report.period.kind)
    }


def titles(report: ProgressReport) -> dict[str, str]:
    """Section → its title without number, in the order of the paper."""
    period = report.period
    ahead = "thời gian" if period.review else period.noun
    known = {
        "general": "Thông tin chung",
        "results": "Kết quả thực hiện" if period.review else f"Kết quả thực hiện trong {period.noun}",
        "money": "Kinh phí và vật tư, con giống",
        "plan": "Kết quả so với mục tiêu, kế hoạch",
        "assessment": "Đánh giá chung",
        "difficulties": "Khó khăn, vướng mắc",
        "lessons": "Bài học kinh nghiệm",
        "proposals": "Kiến nghị, đề xuất",
        "next_work": f"Nhiệm vụ trọng tâm {ahead} tới",
    }
    return {section: known[section] for section in sections_of(period.kind)}


def _general(report: ProgressReport) -> Drafted:
    model = report.model
    first = f"Mô hình sinh kế: {model.name}"
    yield "model", first + (f", thực hiện theo {report.decision}." if report.decision else ".")
    if model.group_name:
        yield "group", f"Đơn vị thực hiện: {model.group_name}."
    when = []
    if model.started_on and model.started_on <= report.as_of:
        when.append(f"bắt đầu từ ngày {model.started_on:%d/%m/%Y}")
    if model.duration_months:
        when.append(f"thời gian thực hiện {model.duration_months} tháng")
    yield "stage", "; ".join([f"Giai đoạn hiện nay: {report.stage}", *([", ".join(when)] if when else [])]) + "."
    if report.unfinished:
        yield (
            "unfinished",
            f"Số liệu tính đến ngày {report.as_of:%d/%m/%Y}; {report.period.noun} báo cáo chưa kết thúc.",
        )
    yield from _households(report)


def _households(report: ProgressReport) -> Drafted:
    staying = staying_on(report.file, report.as_of)
    if not staying:
        yield "households", f"Đến ngày {report.as_of:%d/%m/%Y} chưa có hộ tham gia được ghi nhận."
    else:
        classes = Counter(CLASS_NAMES[one.class_at_entry].lower() for one in staying)
        parts = ", ".join(f"{two(number)} {name}" for name, number in classes.items())
        count = referred(report, f"{two(len(staying))} hộ tham gia", behind.PARTICIPANTS)
        text = f"Đến ngày {report.as_of:%d/%m/%Y} có {count}, trong đó khi tham gia có {parts}"
        wanted = report.model.households_wanted
        yield "households", text + (f"; số hộ đăng ký tham gia là {two(wanted)} hộ." if wanted else ".")
    moves = []
    if report.totals.joined and not report.period.review:
        moves.append(referred(report, f"{two(report.totals.joined)} hộ tham gia mới", behind.JOINED))
    if report.totals.left:
        moves.append(referred(report, f"{two(report.totals.left)} hộ thôi tham gia", behind.LEFT))
    if moves:
        yield "moves", f"Trong {report.period.noun} có {joined(moves)}."


def _difficulties(report: ProgressReport) -> Drafted:
    found = False
    troubled = [one for one in report.participants if one.problems]
    for one in troubled[:MOST_PROBLEMS]:
        found = True
        place = f" ({one.hamlet})" if one.hamlet else ""
        told = sentence("; ".join(text.rstrip(". ") for text in one.problems))
        yield f"problem.{one.participant.id[:12]}", f"Hộ {one.name}{place}: {told}"
    if len(troubled) > MOST_PROBLEMS:
        yield "more-problems", f"Ngoài ra còn {two(len(troubled) - MOST_PROBLEMS)} hộ có khó khăn, nêu trong bảng."
    for key, text in _open_matters(report):
        found = True
        yield key, text
    if not found:
        yield "none", f"Trong {report.period.noun} chưa ghi nhận khó khăn, vướng mắc."


def _open_matters(report: ProgressReport) -> Drafted:
    totals = report.totals
    if totals.losses_open:
        yield "losses-open", f"Còn {two(totals.losses_open)} vụ thiệt hại chưa ghi biện pháp khắc phục, hỗ trợ."
    late = [
        one for one in report.file.of("supervision_finding")
        if open_on(one, report.as_of) and one.deadline is not None and one.deadline < report.as_of
    ]  # fmt: skip
    if late:
        count = referred(report, f"{two(len(late))} kiến nghị giám sát", behind.OPEN_FINDINGS)
        yield "findings-late", f"Còn {count} quá hạn chưa khắc phục."
    here = {one.id for one in staying_on(report.file, report.as_of)}
    missed = [one.name for one in report.participants if not one.visits and one.participant.id in here]
    if missed:
        count = referred(report, f"{two(len(missed))} hộ", behind.NOT_VISITED)
        named = f": {names(missed)}" if len(missed) <= NAMED else ""
        yield "missed", f"Chưa thăm được {count} trong {report.period.noun}{named}."
    if report.totals.flows.difference and report.totals.followed:
        words = f"{two(abs(report.totals.flows.difference))} {report.unit}"
        yield (
            "difference",
            (f"Số kiểm đếm cuối kỳ chênh lệch {words} so với số cộng từ theo dõi; cần đối chiếu lại với từng hộ."),
        )


def _proposals(report: ProgressReport) -> Drafted:
    found = False
    if report.totals.sick or _ill(report):
        found = True
        area = report_results.grows(report)
        yield "health", (
            "Đề nghị cơ quan chuyên môn hướng dẫn phòng trừ sâu bệnh, khắc phục thiệt hại cho các hộ tham gia." if area
            else "Đề nghị cơ quan thú y hướng dẫn phòng, chữa bệnh, tiêm phòng cho vật nuôi của các hộ tham gia."
        )  # fmt: skip
    late = [one.name for one in report.sources if one.paid < one.planned and one.group != OWN]
    if late:
        found = True
        yield (
            "funds",
            (
                "Đề nghị các cơ quan, đơn vị liên quan phối hợp giải ngân phần kinh phí còn lại của các nguồn: "
                f"{'; '.join(late)}."
            ),
        )
    for one in report.file.of("lesson"):
        if one.kind is LessonKind.PROPOSAL and (report.period.review or report.period.holds(one.on)):
            found = True
            yield f"lesson.{one.id[:12]}", sentence(one.text)
    if not found:
        yield "none", "Không có kiến nghị, đề xuất."


def _ill(report: ProgressReport) -> bool:
    """True if a disease or pests did harm in the period."""
    kinds = (LossKind.DISEASE, LossKind.PEST)
    return any(one.kind in kinds and report.period.holds(one.on) for one in report.file.of("loss"))


def _next_work(report: ProgressReport) -> Drafted:
    steps: dict[str, list[str]] = {}
    keys: dict[str, str] = {}
    for one in report.participants:
        if one.next_step:
            step = one.next_step.strip().rstrip(".")
            steps.setdefault(step, []).append(one.name)
            keys.setdefault(step, one.participant.id[:12])
    for step, who in list(steps.items())[:MOST_STEPS]:
        yield f"step.{keys[step]}", f"{step[:1].upper()}{step[1:]} (hộ {names(who)})."
    here = {one.id for one in staying_on(report.file, report.as_of)}
    missed = sum(not one.visits and one.participant.id in here for one in report.participants)
    if missed:
        yield "missed", f"Thăm {two(missed)} hộ chưa thăm được trong {report.period.noun}."
    if report.totals.findings_open:
        count = referred(report, f"{two(report.totals.findings_open)} kiến nghị giám sát", behind.OPEN_FINDINGS)
        yield "findings", f"Khắc phục {count} còn mở."
    own = [one.name for one in report.sources if one.paid < one.planned and one.group == OWN]
    if own:
        yield "own", f"Vận động các hộ hoàn thành phần còn lại của nguồn: {'; '.join(own)}."
    yield from _falling_due(report)
    if report.period.kind is not PeriodKind.FINAL:
        yield "go-on", "Tiếp tục theo dõi, hướng dẫn kỹ thuật cho các hộ tham gia và báo cáo kết quả theo quy định."
    else:
        yield "keep-up", "Hướng dẫn các hộ duy trì kết quả của mô hình sau khi kết thúc."


def _falling_due(report: ProgressReport) -> Drafted:
    after = report.period.after
    if after is None:
        return
    due = sum(after.holds(one.due_on) for one in report.file.of("repayment_due"))
    if due:
        yield "repay", f"Đôn đốc {two(due)} kỳ hạn hoàn trả quay vòng đến hạn trong {after.name}."
    ends = report.model.ends_on
    if after.holds(ends) and report.model.accepted_on is None:
        yield "accept", f"Chuẩn bị nghiệm thu mô hình, hết thời gian thực hiện ngày {ends:%d/%m/%Y}."
