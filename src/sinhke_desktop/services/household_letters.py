"""Papers of the review for single households: requests, the explanation of the class, the certificate."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from sinhke_desktop.documents.request_sheet import render_requests
from sinhke_desktop.documents.round_papers import Paper, render_round_papers
from sinhke_desktop.domain.household import Household
from sinhke_desktop.domain.household_lists import YES
from sinhke_desktop.domain.poverty import current_class
from sinhke_desktop.domain.poverty_tables.scopes import hamlet_words
from sinhke_desktop.domain.request_paper import Request, RequestPaper
from sinhke_desktop.domain.review import ResultStatus
from sinhke_desktop.domain.round_paper import ExplanationPaper, PaperKind, RoundFrame
from sinhke_desktop.domain.rounds import Certificate
from sinhke_desktop.domain.rule_set import rule_set_for
from sinhke_desktop.services import communes, reviews, round_board, round_papers, rounds
from sinhke_desktop.services.reviews import ReviewStanding
from sinhke_desktop.services.rules import rule_sets_for
from sinhke_desktop.services.workspace import Workspace, today
from sinhke_desktop.storage import places, records

RenderRequests = Callable[[Workspace, Sequence[Household], str, bool], bytes]


def _hamlets(workspace: Workspace) -> dict[str, str]:
    with workspace.database.read() as connection:
        return {one.id: hamlet_words(one) for one in places.all_hamlets(connection, workspace.commune_code)}


def requests(kind: Request) -> RenderRequests:
    """How the sheets of *kind* are made: one for each household, an empty one without any."""

    def render(workspace: Workspace, households: Sequence[Household], _subject: str, _private: bool) -> bytes:
        hamlets = _hamlets(workspace)
        known = reviews.of_households(workspace, [one.id for one in households])
        papers = [_request(workspace, kind, one, hamlets.get(one.hamlet_id, ""), known[one.id]) for one in households]
        blank = RequestPaper(kind, communes.current(workspace), today(workspace).year)
        return render_requests(papers or [blank])

    return render


def _request(
    workspace: Workspace, kind: Request, household: Household, hamlet: str, known: Sequence[ReviewStanding]
) -> RequestPaper:
    standing = current_class([(one.review, one.standing.poverty_class) for one in reversed(known)], today(workspace))
    return RequestPaper(
        kind, communes.current(workspace), today(workspace).year, household.head, hamlet, household.address,
        household.members, standing, known[0].review.year if known else None, household.restricted == YES,
    )  # fmt: skip


def explained(workspace: Workspace, households: Sequence[Household]) -> Mapping[str, str]:
    """The empty id where any of *households* was reviewed."""
    known = reviews.of_households(workspace, [one.id for one in households])
    return {"": "Kết quả mới nhất"} if any(known.values()) else {}


def explanations(workspace: Workspace, households: Sequence[Household], _subject: str, _private: bool) -> bytes:
    """Why each of *households* that was reviewed is in its class, by its newest result, as PDF."""
    commune, rules, hamlets = communes.current(workspace), rule_sets_for(workspace), _hamlets(workspace)
    known = reviews.of_households(workspace, [one.id for one in households])
    papers: list[Paper] = []
    for household in households:
        for found in known[household.id][:1]:
            review, standing = found.review, found.standing
            rule_set = rule_set_for(rules, review.as_of)
            line = rule_set.lines.get(commune.area) if rule_set else None
            frame = RoundFrame(
                commune, review.year, review.kind, review.as_of, review.as_of, f"{review.as_of:%Y-%m}",
                standing.legal_source, marks=tuple(standing.marks),
            )  # fmt: skip
            papers.append(ExplanationPaper(
                frame=frame,
                head=household.head.full_name,
                hamlet=hamlets.get(household.hamlet_id, ""),
                poverty_class=standing.poverty_class,
                area=commune.area,
                deprived=review.deprived,
                income_points=review.income_points,
                income_limit=line.income if line else None,
                points_limit=line.points if line else None,
                poor_indicators=rule_set.poor_indicators if rule_set else 3,
                indicators=rule_set.indicators if rule_set else (),
                official=review.status is ResultStatus.OFFICIAL,
                income_per_head=review.income_per_head,
            ))  # fmt: skip
    return render_round_papers(papers)


def certified_rounds(workspace: Workspace, households: Sequence[Household]) -> Mapping[str, str]:
    """Round id → name of the decided rounds, newest first, where any of *households* holds a certificate."""
    with workspace.database.read() as connection:
        ids = [one.id for one in households]
        held = records.all_of(connection, Certificate, workspace.commune_code, household_id=ids)
    if not any(one.withdrawn_on is None for one in held):
        return {}
    decided = [one for one in rounds.all_rounds(workspace) if one.decision_date is not None]
    newest = sorted(decided, key=lambda one: (str(one.decision_date), one.id), reverse=True)
    return {one.id: rounds.round_name(one) for one in newest}


def certificates(workspace: Workspace, households: Sequence[Household], round_id: str, _private: bool) -> bytes:
    """The certificates of *households*, or the round's row alone where one was issued before it, as PDF.

    Raises NotFound where none of them was recognised in the round.
    """
    board = round_board.read(workspace, round_id)
    ids = [one.id for one in households]
    found = round_papers.papers(workspace, board, PaperKind.CERTIFICATES, household_ids=ids)
    indicators = tuple(board.rules.indicators) if board.rules else ()
    return render_round_papers(found, indicators) if indicators else render_round_papers(found)
