"""The first draft of a monthly report's sentences, from its facts; the officer changes what needs changing."""

from __future__ import annotations

from collections import Counter

from sinhke_desktop.domain.money import amount_in_words, format_dong, format_number, format_percent
from sinhke_desktop.domain.report import MonthlyReport, ParticipantState, ReportTexts

NAMED = 5
"""So many households are named in a sentence; of more only the number is said."""


def draft(report: MonthlyReport) -> ReportTexts:
    """Sentences in administrative Vietnamese for every part of the report."""
    return ReportTexts(
        general=_general(report),
        results=_results(report),
        money=_money(report),
        difficulties=_difficulties(report),
        proposals=_proposals(report),
        next_work=_next_work(report),
    )


def month_name(report: MonthlyReport) -> str:
    """``tháng 10 năm 2025``; January and February are written 01, 02 as papers do."""
    year, month = report.year_and_month
    return f"tháng {month:02d} năm {year}" if month < 3 else f"tháng {month} năm {year}"


def _general(report: MonthlyReport) -> tuple[str, ...]:
    first = f"Mô hình sinh kế: {report.model_name}"
    first += f", thực hiện theo {report.decision}." if report.decision else "."
    when = []
    if report.started_on:
        when.append(f"bắt đầu từ ngày {report.started_on:%d/%m/%Y}")
    if report.duration_months:
        when.append(f"thời gian thực hiện {report.duration_months} tháng")
    sentences = [first]
    if report.group_name:
        sentences.append(f"Đơn vị thực hiện: {report.group_name}.")
    if when or report.stage:
        stage = f"Giai đoạn hiện nay: {report.stage}" if report.stage else "Mô hình"
        sentences.append(f"{stage}{'; ' if report.stage and when else ' ' if when else ''}{', '.join(when)}.")
    classes = Counter(one.class_at_entry.lower() for one in report.participants if one.class_at_entry)
    count = len(report.participants)
    if count:
        parts = ", ".join(f"{number:02d} {name}" for name, number in classes.items())
        sentences.append(f"Số hộ tham gia: {count:02d} hộ" + (f", trong đó khi tham gia có {parts}." if parts else "."))
    return tuple(sentences)


def _results(report: MonthlyReport) -> tuple[str, ...]:
    if not report.participants:
        return ("Chưa có hộ tham gia được ghi nhận.",)
    visited = [one for one in report.participants if _in_month(one, report)]
    sentences = [
        f"Trong {month_name(report)}, cán bộ đã đến thăm và ghi nhận tình hình của {len(visited):02d}/"
        f"{len(report.participants):02d} hộ tham gia.",
        *_herd(report),
    ]
    income = report.total("income")
    if income:
        sentences.append(f"Thu nhập từ mô hình ghi nhận được: {format_dong(income)} đồng.")
    better = [one for one in report.participants if one.class_now != one.class_at_entry and one.class_now]
    if better:
        named = "; ".join(
            f"{one.name} (từ {one.class_at_entry.lower()} sang {one.class_now.lower()})" for one in better[:NAMED]
        )
        sentences.append(f"Có {len(better):02d} hộ thay đổi diện so với khi tham gia: {named}{_and_more(len(better))}.")
    return tuple(sentences)


def _herd(report: MonthlyReport) -> tuple[str, ...]:
    alive = report.total("alive")
    if alive is None:
        return ()
    counts = (
        ("sinh thêm", report.total("born")),
        ("chết hoặc mất", report.total("lost")),
        ("đã bán", report.total("sold")),
    )
    changes = ", ".join(f"{words} {format_number(count)}" for words, count in counts if count)
    counted = f"Tổng số {report.unit} còn sống ở các hộ đã thăm là {format_number(alive)}"
    text = f"{counted}; trong tháng {changes or 'không có biến động'}"
    sick = report.total("sick")
    return (f"{text}; hiện có {format_number(sick)} {report.unit} đang ốm." if sick else f"{text}.",)


def _in_month(one: ParticipantState, report: MonthlyReport) -> bool:
    return one.last_visit is not None and (one.last_visit.year, one.last_visit.month) == report.year_and_month


def _money(report: MonthlyReport) -> tuple[str, ...]:
    if not report.sources:
        return ("Chưa có số liệu về kinh phí.",)
    return (
        f"Tổng kinh phí theo kế hoạch: {format_dong(report.planned)} đồng ({amount_in_words(report.planned)}); "
        f"đã giải ngân {format_dong(report.paid)} đồng, đạt {format_percent(report.paid, report.planned, 1)} kế hoạch.",
    )


def _difficulties(report: MonthlyReport) -> tuple[str, ...]:
    sentences = [
        f"Hộ {one.name} ({one.hamlet}): {_sentence(one.problem)}" for one in report.participants if one.problem
    ]
    missed = [one.name for one in report.participants if not _in_month(one, report)]
    if missed:
        sentences.append(f"Chưa thăm được trong tháng: {', '.join(missed[:NAMED])}{_and_more(len(missed))}.")
    return tuple(sentences) or ("Trong tháng chưa ghi nhận khó khăn, vướng mắc.",)


def _proposals(report: MonthlyReport) -> tuple[str, ...]:
    sentences = []
    if report.total("sick") or report.total("lost"):
        sentences.append(
            "Đề nghị cơ quan thú y hướng dẫn phòng, chữa bệnh, tiêm phòng cho vật nuôi của các hộ tham gia."
        )
    late = [source.name for source in report.sources if source.paid < source.planned]
    if late:
        sentences.append(
            "Đề nghị các cơ quan, đơn vị liên quan phối hợp giải ngân phần kinh phí còn lại của các nguồn: "
            f"{'; '.join(late)}."
        )
    return tuple(sentences) or ("Không có kiến nghị, đề xuất.",)


def _next_work(report: MonthlyReport) -> tuple[str, ...]:
    steps: dict[str, list[str]] = {}
    for one in report.participants:
        if one.next_step:
            steps.setdefault(one.next_step.strip().rstrip("."), []).append(one.name)
    sentences = [f"{step} (hộ {', '.join(names[:NAMED])}{_and_more(len(names))})." for step, names in steps.items()]
    missed = sum(not _in_month(one, report) for one in report.participants)
    if missed:
        sentences.append(f"Thăm {missed:02d} hộ chưa thăm được trong tháng.")
    sentences.append("Tiếp tục theo dõi, hướng dẫn kỹ thuật cho các hộ tham gia và báo cáo kết quả theo quy định.")
    return tuple(sentences)


def _sentence(text: str) -> str:
    text = text.strip()
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _and_more(count: int) -> str:
    return f" và {count - NAMED:02d} hộ khác" if count > NAMED else ""
