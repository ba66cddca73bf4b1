"""The progress report of the livelihood model (báo cáo tiến độ, sơ kết, tổng kết mô hình sinh kế) of any period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from reportlab.platypus import Flowable, KeepTogether, Paragraph

from sinhke_desktop.documents import fonts, report_tables
from sinhke_desktop.documents.letter import (
    BODY,
    CAPTION,
    HEADING,
    Bookmark,
    Heading,
    Room,
    addressed,
    closing,
    escaped,
    letter_head,
    signature,
    title,
)
from sinhke_desktop.documents.paper import render_papers
from sinhke_desktop.documents.report_annexes import annexes
from sinhke_desktop.documents.report_charts import charts
from sinhke_desktop.documents.report_results import grows
from sinhke_desktop.documents.report_wording import draft, titles
from sinhke_desktop.documents.report_words import linked
from sinhke_desktop.domain.report import ProgressReport
from sinhke_desktop.domain.report_paper import ReportPaper
from sinhke_desktop.domain.report_text import Worded

KIND = "Báo cáo"
KEPT_WITH_SIGNATURE = 5
"""A last section of so few parts stays whole with the signature; of a longer one its last paragraph does."""
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
CHART_NAMES = {
    "money": "Biểu đồ kinh phí theo nguồn vốn",
    "progress": "Biểu đồ tiến độ so với kế hoạch",
    "rates": "Biểu đồ tỷ lệ hộ nghèo của xã theo năm",
    "deprived": "Biểu đồ chỉ số thiếu hụt của hộ tham gia",
}
Content = list[Flowable]


def report_subject(report: ProgressReport) -> str:
    """The subject (trích yếu): what and which period."""
    review = report.period.review
    if review:
        return f"{review.capitalize()} mô hình sinh kế {report.period.name}"
    return f"Tiến độ thực hiện mô hình sinh kế {report.period.name}"


def render_progress_report(
    report: ProgressReport, texts: Mapping[str, Worded] | None = None, paper: ReportPaper | None = None
) -> bytes:
    """The report as PDF; *texts* replace the drafted sentences. Same facts, texts and *paper* give the same bytes."""
    fonts.register()
    words = texts or {section: Worded(some) for section, some in draft(report).items()}
    given = paper or ReportPaper()
    commune = report.commune
    year = given.day.year if given.day else report.as_of.year
    head = replace(letter_head(commune, year), number=given.number, day=given.day)
    story: Content = [Heading(head), *title(KIND, report_subject(report))]
    story += addressed(*(given.addressee or commune.report_to).splitlines())
    parts = _parts(report)
    last: Content = []
    for number, (section, name) in enumerate(titles(report).items()):
        text = f"{_ROMAN[number]}. {name}"
        said = [Paragraph(linked(report, line), BODY) for line in words[section].lines] if section in words else []
        last = [Bookmark(f"muc-{number + 1}", text), Paragraph(escaped(text.upper()), HEADING), *said]
        last += parts.get(section, [])
        story += last
    kept = len(last) if len(last) <= KEPT_WITH_SIGNATURE else 1
    story[-kept:] = [KeepTogether([*story[-kept:], closing(signature(commune))])]
    subject = report_subject(report)
    name = f"{KIND} {subject[0].lower()}{subject[1:]}"
    story += annexes(report)
    return render_papers(
        [(name, story)], name=name, author=head.issuing_body, subject=report.model.name, foot=report.mark
    )


def _parts(report: ProgressReport) -> dict[str, Content]:
    """Tables and charts below the sentences of each section."""
    herd = "Biểu đồ diện tích theo tháng" if grows(report) else f"Biểu đồ số lượng {report.unit} theo tháng"
    names = CHART_NAMES | {"herd": herd}
    drawn = {key: _chart(names[key], drawing) for key, drawing in charts(report).items()}
    short = len(report.participants) <= report_tables.MOST_IN_TEXT
    return {
        "results": [
            *report_tables.comparison(report),
            *report_tables.flows(report),
            *drawn.get("herd", []),
            *(report_tables.states(report) if short else []),
            *report_tables.deprived(report),
            *drawn.get("deprived", []),
        ],
        "money": [*report_tables.money(report), *drawn.get("money", []), *report_tables.inputs(report)],
        "plan": [*report_tables.targets(report), *drawn.get("progress", []), *drawn.get("rates", [])],
    }


def _chart(name: str, drawing: Flowable) -> Content:
    return [KeepTogether([Paragraph(escaped(name), CAPTION), drawing, Room(8)])]
