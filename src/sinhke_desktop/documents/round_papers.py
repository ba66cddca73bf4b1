"""Every paper of a review round as PDF: one function, whatever the kind; several papers of one kind in one file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from sinhke_desktop.documents import fonts
from sinhke_desktop.documents.certificate_sheet import render_certificates
from sinhke_desktop.documents.meeting_minutes import minutes
from sinhke_desktop.documents.paper import Story, render_papers
from sinhke_desktop.documents.result_decision import decision
from sinhke_desktop.documents.round_letters import complaint_answer, explanation, refusal
from sinhke_desktop.documents.round_lists import certificate_rows, posting, review_list
from sinhke_desktop.documents.vote_sheet import counting, render_vote_sheets
from sinhke_desktop.domain.commune import Commune
from sinhke_desktop.domain.review import ALL_INDICATORS, INDICATORS
from sinhke_desktop.domain.round_paper import (
    PAPER_NAMES,
    CertificatePaper,
    CertificateRowsPaper,
    ComplaintPaper,
    DecisionPaper,
    ExplanationPaper,
    MinutesPaper,
    PaperKind,
    PostingPaper,
    RefusalPaper,
    ReviewListPaper,
)
from sinhke_desktop.domain.vote_sheet import CountingPaper, VoteSheet

Paper: TypeAlias = (
    ReviewListPaper
    | MinutesPaper
    | PostingPaper
    | ComplaintPaper
    | RefusalPaper
    | DecisionPaper
    | CertificatePaper
    | CertificateRowsPaper
    | ExplanationPaper
    | VoteSheet
    | CountingPaper
)


def kind_of(paper: Paper) -> PaperKind:
    """Which kind *paper* is."""
    return _KINDS[type(paper)]


_KINDS: dict[type[object], PaperKind] = {
    ReviewListPaper: PaperKind.REVIEW_LIST,
    MinutesPaper: PaperKind.MINUTES,
    PostingPaper: PaperKind.POSTING,
    ComplaintPaper: PaperKind.COMPLAINT,
    RefusalPaper: PaperKind.REFUSAL,
    DecisionPaper: PaperKind.DECISION,
    CertificatePaper: PaperKind.CERTIFICATES,
    CertificateRowsPaper: PaperKind.CERTIFICATE_ROWS,
    ExplanationPaper: PaperKind.EXPLANATION,
    VoteSheet: PaperKind.VOTE_SHEETS,
    CountingPaper: PaperKind.COUNTING,
}


def render_round_papers(papers: Sequence[Paper], indicators: Sequence[str] = tuple(INDICATORS)) -> bytes:
    """*papers* as one PDF, each from its own page 1; *indicators* are the keys behind codes 1, 2… of certificates.

    The same input gives the same bytes. Raises ValueError without papers.
    """
    certificates = [one for one in papers if isinstance(one, CertificatePaper)]
    if certificates:
        return render_certificates(certificates, indicators)
    ballots = [one for one in papers if isinstance(one, VoteSheet)]
    if ballots:
        return render_vote_sheets(ballots)
    fonts.register()
    stories = [_story(one, indicators) for one in papers]
    if not stories:
        raise ValueError("no papers")
    return render_papers(stories, name=PAPER_NAMES[kind_of(papers[0])], author=_commune(papers[0]).name)


def _commune(paper: Paper) -> Commune:
    if isinstance(paper, CertificatePaper | VoteSheet):
        return paper.commune
    return paper.sheet.commune if isinstance(paper, CountingPaper) else paper.frame.commune


def _story(paper: Paper, indicators: Sequence[str]) -> tuple[str, Story]:
    """A paper's bookmark and content."""
    match paper:
        case ReviewListPaper():
            return PAPER_NAMES[PaperKind.REVIEW_LIST], review_list(paper)
        case MinutesPaper():
            return paper.hamlet, minutes(paper)
        case PostingPaper():
            return paper.hamlet, posting(paper)
        case ComplaintPaper():
            return paper.complaint.complainant, complaint_answer(paper)
        case RefusalPaper():
            return paper.head, refusal(paper)
        case DecisionPaper():
            return PAPER_NAMES[PaperKind.DECISION], decision(paper)
        case CertificateRowsPaper():
            names = [(key, ALL_INDICATORS.get(key, key)) for key in indicators]
            return PAPER_NAMES[PaperKind.CERTIFICATE_ROWS], certificate_rows(paper, names)
        case CountingPaper():
            return paper.sheet.hamlet, counting(paper.sheet)
        case ExplanationPaper():
            return paper.head, explanation(paper)
        case _:
            raise TypeError(type(paper))
