"""The papers of a model's file: which there are, of what each is made, and their pages.

One door for the window and the command line. To add a paper, put a :class:`ModelPaper` into :data:`PAPERS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sinhke_desktop.domain.issued_paper import IssuedPaper
from sinhke_desktop.domain.report_period import KIND_NAMES, PeriodKind
from sinhke_desktop.errors import InvalidInput, NotFound, Problem
from sinhke_desktop.i18n import _
from sinhke_desktop.services import (
    commitments,
    follow_up_books,
    funding,
    handovers,
    issued_papers,
    meeting_papers,
    model_outcome_papers,
    money_papers,
    paper_workbooks,
    participants,
    reports,
)
from sinhke_desktop.services.printing import write_document
from sinhke_desktop.services.workspace import Workspace

WHOLE_MODEL = "Cả mô hình"
Render = Callable[[Workspace, str, str], bytes]
About = Callable[[Workspace, str, str], Sequence[str]]
Subjects = Callable[[Workspace, str], Mapping[str, str]]
WriteExcel = Callable[[Workspace, str, str, Path], object]


def whole_model(_workspace: Workspace, model_id: str) -> Mapping[str, str]:
    """The one subject of papers about the model as a whole: the empty id; none before a model is chosen."""
    return {"": WHOLE_MODEL} if model_id else {}


def nobody(_workspace: Workspace, _model_id: str, _subject_id: str) -> Sequence[str]:
    """The households of papers that tell of none by name."""
    return ()


def households_named(workspace: Workspace, model_id: str, subject_id: str) -> Sequence[str]:
    """The household of the participant that the subject names, else those of all participants."""
    joined = participants.of_model(workspace, model_id)
    named = [one.household_id for one in joined if one.id in subject_id.split("|")]
    return named or [one.household_id for one in joined]


def households_paid(workspace: Workspace, model_id: str, subject_id: str) -> Sequence[str]:
    """The households of the participants that a payment list names."""
    day, _bar, line_id = subject_id.partition("|")
    homes = {one.id: one.household_id for one in participants.of_model(workspace, model_id)}
    paid = [one for one in funding.payments(workspace, model_id) if one.budget_line_id == line_id]
    return [homes[one.participant_id] for one in paid if one.paid_on.isoformat() == day and one.participant_id in homes]


@dataclass(frozen=True, slots=True)
class ModelPaper:
    """One paper of the file.

    ``title`` is Vietnamese as it stands on the paper. ``subjects`` gives, for a model, id → words of everything that
    the paper can be made for (participants, days, meetings…), in the order to offer them: the empty id stands for the
    whole model or for all of them in one file; nothing means that there is nothing to print yet. ``render`` makes the
    PDF of the model and one of these ids. ``before_choice``: it is also made while no model is chosen; the model's id
    is then empty. ``about`` gives the households that it tells of. ``excel`` writes the same figures as a workbook, for
    papers that are tables.
    """

    kind: str
    title: str
    render: Render
    subjects: Subjects = whole_model
    before_choice: bool = False
    about: About = nobody
    excel: WriteExcel | None = None


def subjects(workspace: Workspace, kind: str, model_id: str) -> dict[str, str]:
    """Id → words of what the paper can be made for; raises InvalidInput for an unknown kind."""
    return dict(_known(kind).subjects(workspace, model_id))


def render(workspace: Workspace, kind: str, model_id: str = "", subject_id: str = "") -> bytes:
    """The paper as PDF, to look at; before it leaves the program call :func:`issue`.

    An empty *subject_id* takes the only subject where there is one alone. Raises InvalidInput (MH-40) for an unknown
    kind or where it must be said for what, NotFound (MH-13) where nothing was noted yet that could be printed.
    """
    paper = _known(kind)
    offered = subjects(workspace, kind, model_id)
    if not offered:
        text = _("There is nothing to print here yet: {paper}.").format(paper=paper.title)
        raise NotFound(text, _("Do the step before it first."), "MH-13")
    chosen = next(iter(offered)) if not subject_id and len(offered) == 1 else subject_id
    if chosen not in offered:
        text = _("Say what the paper is made for: {subjects}.").format(subjects="; ".join(offered.values()))
        raise InvalidInput([Problem("subject", text, "MH-40")])
    return paper.render(workspace, model_id, chosen)


def household_ids(workspace: Workspace, kind: str, model_id: str = "", subject_id: str = "") -> tuple[str, ...]:
    """The households that the paper tells of, for the register of issued papers."""
    return tuple(dict.fromkeys(_known(kind).about(workspace, model_id, subject_id)))


def issue(workspace: Workspace, kind: str, pdf: bytes, model_id: str = "", subject_id: str = "") -> IssuedPaper:
    """Keep the paper in the register of issued papers before it leaves; raises StorageRefused."""
    told = household_ids(workspace, kind, model_id, subject_id)
    words = subjects(workspace, kind, model_id).get(subject_id, "")
    kept = issued_papers.issue(workspace, kind, _known(kind).title, pdf, subject=words, household_ids=told)
    note_left(workspace, kind, model_id, subject_id)
    return kept


def note_left(workspace: Workspace, kind: str, model_id: str, subject_id: str) -> None:
    """Remember, once a paper has left, what follows from it: the report of a period is made."""
    if kind in REPORT_KINDS:
        reports.mark_made(workspace, subject_id, model_id)


def write(workspace: Workspace, kind: str, path: Path, model_id: str = "", subject_id: str = "") -> Path:
    """Write the paper to *path*; raises what :func:`render` raises, and DocumentNotWritten."""
    made = render(workspace, kind, model_id, subject_id)
    issue(workspace, kind, made, model_id, subject_id)
    write_document(path, made)
    return path


def _payments(workspace: Workspace, model_id: str, subject_id: str, path: Path) -> Path:
    return paper_workbooks.write_payment_list(path, money_papers.payment_paper(workspace, model_id, subject_id))


def _settlement(workspace: Workspace, model_id: str, subject_id: str, path: Path) -> Path:
    return paper_workbooks.write_settlement(path, money_papers.settlement_paper(workspace, model_id, subject_id))


def _report(workspace: Workspace, model_id: str, period: str, path: Path) -> Path:
    return reports.write_excel(workspace, reports.facts(workspace, period, model_id), path)


def _known(kind: str) -> ModelPaper:
    if kind not in PAPERS:
        text = _("There is no such paper; these are known: {papers}.").format(papers=", ".join(PAPERS))
        raise InvalidInput([Problem("kind", text, "MH-40")])
    return PAPERS[kind]


def _of_meeting(kind: str) -> Render:
    """The invitation to a meeting, or its minutes."""
    return lambda workspace, _model_id, meeting_id: meeting_papers.render(workspace, kind, meeting_id)


REPORT_KINDS = {
    "monthly_report": PeriodKind.MONTH, "quarterly_report": PeriodKind.QUARTER, "half_yearly_report": PeriodKind.HALF,
    "yearly_report": PeriodKind.YEAR, "interim_report": PeriodKind.INTERIM, "final_report": PeriodKind.FINAL,
}  # fmt: skip
"""Kind of paper → kind of period."""
PAPERS: dict[str, ModelPaper] = {
    one.kind: one
    for one in (
        *(
            ModelPaper(kind, title, _of_meeting(kind), meeting_papers.meetings, before_choice=True)
            for kind, title in meeting_papers.TITLES.items()
        ),
        ModelPaper(commitments.KIND, commitments.TITLE, commitments.render, commitments.subjects,
                   about=households_named),
        ModelPaper(follow_up_books.KIND, follow_up_books.TITLE, follow_up_books.render, follow_up_books.subjects,
                   about=households_named),
        ModelPaper("handover_minutes", "Biên bản bàn giao", handovers.minutes, handovers.subjects,
                   about=households_named),
        ModelPaper("payment_list", "Danh sách chi trả", money_papers.payment_list, money_papers.payment_days,
                   about=households_paid, excel=_payments),
        ModelPaper("settlement_table", "Bảng quyết toán", money_papers.settlement_table, money_papers.settlement_years,
                   excel=_settlement),
        *(
            ModelPaper(kind, KIND_NAMES[period], reports.render_of_model, reports.periods_of(period),
                       about=households_named, excel=_report)
            for kind, period in REPORT_KINDS.items()
        ),
        ModelPaper("model_file", "Hồ sơ mô hình", model_outcome_papers.render_model_file, about=households_named),
        ModelPaper("replication_sheet", "Phiếu giới thiệu mô hình để nhân rộng",
                   model_outcome_papers.render_replication_sheet),
    )
}  # fmt: skip
"""Kind → paper, in the order in which they are offered."""
