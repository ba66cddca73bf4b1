"""What a mid-term or final review (sơ kết, tổng kết) says: an assessment and lessons, only from what was noted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sinhke_desktop.documents.report_words import dong, joined, sentence, two
from sinhke_desktop.domain.model_results import COMMENDED_NAMES, LessonKind
from sinhke_desktop.domain.model_targets import TargetState
from sinhke_desktop.domain.money import format_percent
from sinhke_desktop.domain.report import ProgressReport

Drafted = Iterator[tuple[str, str]]


def assessment(report: ProgressReport) -> Drafted:
    """How far the plan was reached, strengths, weaknesses and causes as the model's file notes them."""
    yield "reached", _reached(report)
    counted = [one.target for one in report.targets if one.state is TargetState.REACHED]
    missed = [one.target for one in report.targets if one.state is TargetState.NOT_REACHED]
    if counted or missed:
        unknown = len(report.targets) - len(counted) - len(missed)
        parts = [
            f"{two(len(counted))} chỉ tiêu đạt", f"{two(len(missed))} chưa đạt",
            *([f"{two(unknown)} chưa đủ số liệu để đánh giá"] if unknown else []),
        ]  # fmt: skip
        yield "targets", f"So với {two(len(report.targets))} chỉ tiêu của kế hoạch: {', '.join(parts)}."
    noted = False
    for kind, title in (
        (LessonKind.STRENGTH, "Kết quả, cách làm hay"), (LessonKind.WEAKNESS, "Tồn tại, hạn chế"),
        (LessonKind.CAUSE, "Nguyên nhân"),
    ):  # fmt: skip
        texts = _texts(report, kind)
        if texts:
            noted = True
            yield kind.value, sentence(f"{title}: {'; '.join(texts)}")
    if not noted:
        yield "none", "Hồ sơ mô hình chưa ghi ưu điểm, hạn chế và nguyên nhân."
    praised = [one for one in report.file.of("commendation") if one.on is not None]
    if praised:
        named = "; ".join(f"{COMMENDED_NAMES[one.to].lower()} {one.name}" + (f" ({one.award})" if one.award else "")
                          for one in praised)  # fmt: skip
        yield "praised", f"Khen thưởng: {named}."


def _reached(report: ProgressReport) -> str:
    months = len(report.period.months)
    parts = [f"có {two(report.totals.households)} hộ tham gia"] if report.totals.households else []
    if report.planned:
        parts.append(f"giải ngân {dong(report.paid)}, đạt {format_percent(report.paid, report.planned)} kế hoạch")
    if report.totals.income:
        parts.append(f"các hộ thu nhập từ mô hình {dong(report.totals.income)}")
    if report.exits.reviewed:
        out = f"{two(report.exits.out)}/{two(report.exits.households)} hộ"
        parts.append(f"{out} thoát nghèo, thoát cận nghèo hoặc không tái nghèo")
    when = f"Trong thời gian {report.period.name}, qua {two(months)} tháng"
    return f"{when}, mô hình {joined(parts)}." if parts else f"{when}, chưa ghi nhận kết quả của mô hình."


def lessons(report: ProgressReport) -> Drafted:
    """The lessons of the model's file."""
    found = False
    for one in report.file.of("lesson"):
        if one.kind is LessonKind.LESSON:
            found = True
            yield f"lesson.{one.id[:12]}", sentence(one.text)
    if not found:
        yield "none", "Hồ sơ mô hình chưa ghi bài học kinh nghiệm."


def _texts(report: ProgressReport, kind: LessonKind) -> Sequence[str]:
    return [
        " ".join(one.text.split()).rstrip(".")[:1].lower() + " ".join(one.text.split()).rstrip(".")[1:]
        for one in report.file.of("lesson") if one.kind is kind
    ]  # fmt: skip
