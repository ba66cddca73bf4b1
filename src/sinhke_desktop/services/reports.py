"""Progress reports of the model: facts of a period, sentences drafted or as the officer worded them, PDF and Excel."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from sinhke_desktop.domain.access import Action
from sinhke_desktop.domain.report import ProgressReport, Sentence
from sinhke_desktop.domain.report_paper import ReportPaper
from sinhke_desktop.domain.report_period import REVIEWS, PeriodKind, ReportPeriod, period_of
from sinhke_desktop.domain.report_text import (
    ReportText,
    Worded,
    kept_text,
    report_text_id,
    reworded,
    sections_of,
    worded,
)
from sinhke_desktop.domain.typed_values import typed_lines
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.i18n import _
from sinhke_desktop.progress import SILENT, Progress
from sinhke_desktop.services import issued_papers, livelihood, privacy, report_facts
from sinhke_desktop.services.printing import write_document
from sinhke_desktop.services.report_facts import period_for
from sinhke_desktop.services.workspace import Workspace, author, today
from sinhke_desktop.storage import journal, records
from sinhke_desktop.storage.local_values import get_value, set_value

KIND = "progress_report"
_MADE = "report."

Drafts = Mapping[str, tuple[Sentence, ...]]
Sections = dict[str, Worded]


def facts(
    workspace: Workspace, period: str, model_id: str = "", *, until: date | None = None, progress: Progress = SILENT
) -> ProgressReport:
    """The facts of a period by its key or as typed (:func:`.report_period.parse_period`) of a model, or the active one.

    Raises InvalidInput (MH-07) for a period that is none or has not begun, NotFound (MH-13) without a model.
    """
    found = period_for(workspace, period, model_id, until)
    return report_facts.facts(workspace, found, model_id, progress)


def drafted(report: ProgressReport) -> Drafts:
    """The sentences that the program drafts from the facts, by section."""
    from sinhke_desktop.documents.report_wording import draft

    return draft(report)


def texts(workspace: Workspace, report: ProgressReport) -> Sections:
    """The report's sections: paragraph by paragraph as the officer worded them, else drafted."""
    draft = drafted(report)
    with workspace.database.read() as connection:
        found = records.all_of(
            connection, ReportText, workspace.commune_code, model_id=report.model.id, month=report.period.key
        )
    kept = {one.section: one.text for one in found}
    return {section: _shown(kept.get(section, ""), draft[section]) for section in sections_of(report.period.kind)}


_texts = texts


def _shown(kept: str, draft: Sequence[Sentence]) -> Worded:
    return worded(kept, draft) if kept else Worded(tuple(draft))


def kept_of(workspace: Workspace, report: ProgressReport, section: str) -> str:
    """What is kept of a section's wording, empty where it follows the data."""
    text_id = _text_id(workspace, report, section)
    with workspace.database.read() as connection:
        found = records.find(connection, ReportText, text_id)
    return found.text if found is not None and not found.removed else ""


def word(workspace: Workspace, report: ProgressReport, section: str, text: str) -> Worded:
    """Keep the officer's wording of a section (see ``SECTIONS``), a line for each paragraph; returns the section.

    Paragraphs that say what the draft says follow the data. Raises InvalidInput (MH-02) for an unknown section.
    """
    draft = _draft_of(report, section)
    shown = _shown(kept_of(workspace, report, section), draft)
    wanted = reworded(shown, draft, typed_lines(text).splitlines())
    return _keep(workspace, report, section, kept_text(wanted, draft))


def redraft(workspace: Workspace, report: ProgressReport, section: str, line: int | None = None) -> Worded:
    """Forget the officer's wording of a section, or of its paragraph *line* alone; it follows the data again.

    A paragraph for which there is no draft goes away. Raises InvalidInput (MH-02) for an unknown section.
    """
    draft = _draft_of(report, section)
    if line is None:
        return _keep(workspace, report, section, "")
    shown = _shown(kept_of(workspace, report, section), draft)
    lines = list(shown.lines)
    key = shown.sentences[line].key
    lines[line : line + 1] = [one.text for one in draft if key and one.key == key]
    return _keep(workspace, report, section, kept_text(reworded(shown, draft, lines), draft))


def put_back(workspace: Workspace, report: ProgressReport, section: str, kept: str) -> Worded:
    """Keep a section as it was kept before (see :func:`kept_of`): the undo of :func:`redraft`."""
    return _keep(workspace, report, section, kept)


def _draft_of(report: ProgressReport, section: str) -> tuple[Sentence, ...]:
    if section not in sections_of(report.period.kind):
        raise InvalidInput([Problem("section", _("The report has no such part."), "MH-02")])
    return drafted(report)[section]


def _text_id(workspace: Workspace, report: ProgressReport, section: str) -> str:
    return report_text_id(workspace.commune_code, report.model.id, report.period.key, section)


def _keep(workspace: Workspace, report: ProgressReport, section: str, text: str) -> Worded:
    text_id = _text_id(workspace, report, section)
    record = ReportText(
        text_id, workspace.commune_code, report.model.id, report.period.key, section, text, removed=not text
    )
    with workspace.database.write() as connection:
        if text or records.find(connection, ReportText, text_id) is not None:
            journal.save(connection, author(workspace), records.drafts(connection, [record]))
    return _shown(text, _draft_of(report, section))


def titles(report: ProgressReport) -> dict[str, str]:
    """Section → its title as it stands on the paper, in its order."""
    from sinhke_desktop.documents.report_wording import titles as of_paper

    return of_paper(report)


def render(workspace: Workspace, report: ProgressReport, paper: ReportPaper | None = None) -> bytes:
    """The report as PDF; the same records, wording and *paper* (number, day, addressee) give the same bytes."""
    return render_texts(report, texts(workspace, report), paper or ReportPaper())


def render_texts(report: ProgressReport, sections: Mapping[str, Worded], paper: ReportPaper) -> bytes:
    """The same for wording that is perhaps not kept yet."""
    from sinhke_desktop.documents.progress_report import render_progress_report

    return render_progress_report(report, sections, paper)


def render_of_model(workspace: Workspace, model_id: str, period: str) -> bytes:
    """The report of one period as PDF, for the list of a model's papers."""
    return render(workspace, facts(workspace, period, model_id))


def write_pdf(workspace: Workspace, report: ProgressReport, path: Path, paper: ReportPaper | None = None) -> Path:
    """Keep the report among the issued papers and write it to *path*; raises StorageRefused, DocumentNotWritten."""
    pdf = render(workspace, report, paper)
    issue(workspace, report, pdf, paper)
    write_document(path, pdf)
    return path


def write_excel(
    workspace: Workspace,
    report: ProgressReport,
    path: Path,
    progress: Progress = SILENT,
    texts: Mapping[str, Worded] | None = None,
) -> Path:
    """Write the report's tables and the lists behind its figures as a workbook, and note that they leave.

    Raises StorageRefused, DocumentNotWritten.
    """
    from sinhke_desktop.services import report_workbook

    privacy.note_access(workspace, Action.EXPORTED, detail=f"{title_of(report.period)}, {path.name}")
    return report_workbook.write(report, _texts(workspace, report) if texts is None else texts, path, progress)


def issue(workspace: Workspace, report: ProgressReport, pdf: bytes, paper: ReportPaper | None = None) -> None:
    """Keep *pdf* among the issued papers, whose households are those that it names, and note that it was made."""
    given = paper or ReportPaper()
    issued_papers.issue(
        workspace, KIND, title_of(report.period), pdf, subject=report.model.name,
        household_ids=household_ids(report), number=given.number, dated_on=given.day,
    )  # fmt: skip
    mark_made(workspace, report.period.key, report.model.id)


def title_of(period: ReportPeriod) -> str:
    """``Báo cáo quý III năm 2025``; a review with its days."""
    return f"Báo cáo {period.review} {period.name}" if period.review else f"Báo cáo {period.name}"


def household_ids(report: ProgressReport) -> list[str]:
    """Every household that the report names."""
    named = [one.household_id for one in report.participants]
    named += [one for trace in report.traces for one in trace.household_ids]
    return list(dict.fromkeys(named))


def periods_of(kind: PeriodKind) -> Callable[[Workspace, str], dict[str, str]]:
    """For a model, key → name of the periods of *kind* since it was handed over or approved, newest first."""
    return lambda workspace, model_id: {one.key: one.name for one in periods(workspace, kind, model_id)}


def periods(workspace: Workspace, kind: PeriodKind, model_id: str = "") -> list[ReportPeriod]:
    """The periods of *kind* since the model was handed over or approved that have begun, newest first.

    None before it was approved; raises NotFound (MH-13) without a model.
    """
    model, now = livelihood.current(workspace, model_id), today(workspace)
    begun = model.started_on or model.approved_on
    if begun is None or begun > now:
        return []
    if kind in REVIEWS:
        return [period_for(workspace, kind, model.id)]
    found = []
    period: ReportPeriod | None = period_of(kind, now)
    while period is not None and period.last >= begun:
        found.append(period)
        period = period.before
    return found


def mark_made(workspace: Workspace, period: str, model_id: str = "") -> None:
    """Remember on this machine that the report of a period (its key) was printed or saved; a review is its model's."""
    with workspace.database.write() as connection:
        set_value(connection, _made_key(period, model_id), author(workspace).claimed_time)


def made(workspace: Workspace, period: str, model_id: str = "") -> bool:
    """True if the report of the period with this key was printed or saved on this machine."""
    with workspace.database.read() as connection:
        return bool(get_value(connection, _made_key(period, model_id)))


def _made_key(period: str, model_id: str) -> str:
    return f"{_MADE}{model_id}.{period}" if period in REVIEWS else _MADE + period
