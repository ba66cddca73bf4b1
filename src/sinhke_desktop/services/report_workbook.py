"""A report as a workbook: its sentences, tables and round-up row, and a sheet for the list behind each reference.

Every text is written as a text (:mod:`..workbooks.export`), so that nothing that was typed can become a formula.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from sinhke_desktop.domain.model_targets import STATE_NAMES
from sinhke_desktop.domain.report import ProgressReport, Trace
from sinhke_desktop.domain.report_summary import PROPOSAL, SummaryCell, households_row, money_row
from sinhke_desktop.domain.report_text import Worded
from sinhke_desktop.domain.review import CLASS_NAMES
from sinhke_desktop.progress import SILENT, Progress
from sinhke_desktop.services.printing import document_refused
from sinhke_desktop.workbooks.export import Column, Entry, Form, SheetTable, write_tables

Rows = list[Sequence[Entry]]


def write(report: ProgressReport, texts: Mapping[str, Worded], path: Path, progress: Progress = SILENT) -> Path:
    """Write the workbook to *path*, whole or not at all; raises DocumentNotWritten."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_tables(path, sheets(report, texts), progress)
    except OSError as error:
        raise document_refused(path) from error
    return path


def sheets(report: ProgressReport, texts: Mapping[str, Worded]) -> list[SheetTable]:
    """All sheets, those without a row left out."""
    found = [_sentences(report, texts), _summary(report), _households(report), _compared(report), _money(report)]
    found += [_inputs(report), _herd(report), _targets(report), _deprived(report)]
    found += [_behind(report, one) for one in report.traces]
    return [one for one in found if one.height]


def _sheet(
    report: ProgressReport, name: str, title: str, columns: Sequence[Column], rows: Rows, note: str = ""
) -> SheetTable:
    return SheetTable(
        name=name, title=title, columns=columns, rows=rows, above=(report.commune.name.upper(), report.model.name),
        subtitle=f"{report.period.review} {report.period.name}".strip(),
        notes=[text for text in (note, report.mark) if text],
    )  # fmt: skip


def _sentences(report: ProgressReport, texts: Mapping[str, Worded]) -> SheetTable:
    from sinhke_desktop.documents.report_wording import titles

    names = titles(report)
    rows: Rows = [[names[section], line] for section, some in texts.items() for line in some.lines]
    return _sheet(
        report, "Báo cáo", "NỘI DUNG BÁO CÁO", (Column("Phần", width=34), Column("Nội dung", width=110)), rows
    )


def _summary(report: ProgressReport) -> SheetTable:
    cells = [*households_row(report), *money_row(report)]
    columns = [Column(one.title, _form(one), max(9.0, 10 * one.weight), one.group) for one in cells]
    return _sheet(report, "Biểu tổng hợp", "BIỂU TỔNG HỢP", columns, [[one.value for one in cells]], note=PROPOSAL)


def _form(one: SummaryCell) -> Form:
    if isinstance(one.value, str):
        return Form.TEXT
    return Form.RATE if one.title.startswith("Tỷ lệ") else Form.WHOLE


def _households(report: ProgressReport) -> SheetTable:
    whole = Form.WHOLE
    columns = (
        Column("Chủ hộ", width=26), Column("Thôn", width=18), Column("Diện khi tham gia", width=16),
        Column("Diện hiện nay", width=16), Column("Cuối kỳ", whole), Column("Sinh thêm", whole),
        Column("Mua thêm", whole), Column("Chết, mất", whole), Column("Đã bán", whole), Column("Chuyển tiếp", whole),
        Column("Ốm, sâu bệnh", whole), Column("Thu nhập (đồng)", whole, 16), Column("Lượt thăm", whole),
        Column("Thăm gần nhất", Form.DAY), Column("Khó khăn", width=40), Column("Việc tiếp theo", width=30),
    )  # fmt: skip
    rows: Rows = [
        [
            one.name, one.hamlet, CLASS_NAMES[one.participant.class_at_entry], CLASS_NAMES[one.class_now], one.alive,
            one.born, one.bought, one.lost, one.sold, one.passed_on, one.sick, one.income, one.visits, one.last_visit,
            "; ".join(one.problems), one.next_step,
        ]
        for one in report.participants
    ]  # fmt: skip
    return _sheet(report, "Hộ tham gia", "TÌNH HÌNH CỦA CÁC HỘ THAM GIA", columns, rows)


def _compared(report: ProgressReport) -> SheetTable:
    before, earlier, now = report.before, report.period.before, report.totals
    rows: Rows = []
    names = (
        ("households", "Hộ đang tham gia cuối kỳ"), ("joined", "Hộ tham gia mới"), ("left", "Hộ thôi tham gia"),
        ("visited", "Hộ được thăm"), ("visits", "Lượt thăm"), ("income", "Thu nhập từ mô hình (đồng)"),
        ("paid", "Giải ngân trong kỳ (đồng)"), ("trainings", "Buổi tập huấn, hướng dẫn"),
        ("taught", "Hộ dự tập huấn"), ("findings", "Lượt giám sát"),
        ("findings_open", "Kiến nghị giám sát chưa khắc phục"), ("losses", "Vụ thiệt hại"),
        ("losses_worth", "Giá trị thiệt hại (đồng)"),
    )  # fmt: skip
    for key, name in names:
        rows.append([name, getattr(before, key) if before else None, getattr(now, key)])
    columns = (Column("Chỉ tiêu", width=40), Column(earlier.name if earlier and before else "Kỳ trước", Form.WHOLE, 22),
               Column(report.period.name, Form.WHOLE, 22))  # fmt: skip
    return _sheet(report, "So sánh", "SỐ LIỆU TRONG KỲ VÀ KỲ TRƯỚC", columns, rows)


def _money(report: ProgressReport) -> SheetTable:
    columns = (Column("Nguồn vốn", width=50), Column("Kế hoạch (đồng)", Form.WHOLE, 18),
               Column("Trong kỳ (đồng)", Form.WHOLE, 18), Column("Đến cuối kỳ (đồng)", Form.WHOLE, 18))  # fmt: skip
    rows: Rows = [[one.name, one.planned, one.in_period, one.paid] for one in report.sources]
    return _sheet(report, "Kinh phí", "KINH PHÍ THEO NGUỒN VỐN", columns, rows)


def _inputs(report: ProgressReport) -> SheetTable:
    columns = (
        Column("Vật tư, con giống", width=40), Column("Đơn vị"), Column("Số lượng", Form.WHOLE),
        Column("Trong kỳ", Form.WHOLE), Column("Đơn giá (đồng)", Form.WHOLE, 16),
        Column("Thành tiền (đồng)", Form.WHOLE, 18), Column("Số hộ", Form.WHOLE), Column("Giao từ ngày", Form.DAY),
    )  # fmt: skip
    rows: Rows = [
        [one.name, one.unit, one.quantity, one.in_period, one.unit_price, one.amount, one.households, one.handed_on]
        for one in report.inputs
    ]
    return _sheet(report, "Vật tư, con giống", "VẬT TƯ, CON GIỐNG ĐÃ GIAO", columns, rows)


def _herd(report: ProgressReport) -> SheetTable:
    columns = (Column("Tháng", width=14), Column(f"Cuối tháng ({report.unit})", Form.WHOLE, 20))
    rows: Rows = [[f"{one.month[5:]}/{one.month[:4]}", one.alive] for one in report.herd]
    return _sheet(report, "Theo tháng", "SỐ LƯỢNG, DIỆN TÍCH THEO THÁNG", columns, rows)


def _targets(report: ProgressReport) -> SheetTable:
    columns = (Column("Chỉ tiêu", width=50), Column("Yêu cầu", width=26), Column("Thực hiện", width=50),
               Column("Đánh giá", width=12), Column("Ghi chú", width=50))  # fmt: skip
    rows: Rows = [[one.name, one.target.wanted, one.reached, STATE_NAMES[one.state], one.reason]
                  for one in report.targets]  # fmt: skip
    return _sheet(report, "Chỉ tiêu", "CHỈ TIÊU CỦA KẾ HOẠCH VÀ KẾT QUẢ", columns, rows)


def _deprived(report: ProgressReport) -> SheetTable:
    columns = (Column("Chỉ số thiếu hụt", width=40), Column("Khi tham gia (hộ)", Form.WHOLE, 16),
               Column("Hiện nay (hộ)", Form.WHOLE, 16))  # fmt: skip
    rows: Rows = [[one.name, one.before, one.now] for one in report.deprived]
    return _sheet(report, "Thiếu hụt", "CHỈ SỐ THIẾU HỤT CỦA HỘ THAM GIA", columns, rows)


def _behind(report: ProgressReport, trace: Trace) -> SheetTable:
    columns = (Column("Chủ hộ", width=30), Column("Thôn", width=22), Column("Chi tiết", width=60))
    rows: Rows = [[one.name, one.hamlet, one.value] for one in trace.rows] or [["", "", trace.where]]
    title = f"[{trace.number}] {trace.title}: {trace.figure}"
    return _sheet(report, f"({trace.number}) {trace.title}", title, columns, rows, note=f"{trace.counts}.")
