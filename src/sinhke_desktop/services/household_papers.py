"""The papers about households: which there are, for what each can be made, and their pages.

One door for the window and the command line. To add a paper, put a :class:`HouseholdPaper` into :data:`PAPERS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sinhke_desktop.documents import life_map, request_sheet
from sinhke_desktop.domain.household import Household
from sinhke_desktop.domain.household_lists import YES
from sinhke_desktop.domain.issued_paper import IssuedPaper
from sinhke_desktop.domain.request_paper import Request
from sinhke_desktop.errors import InvalidInput, NotFound, Problem
from sinhke_desktop.i18n import _
from sinhke_desktop.services import (
    follow_up_books,
    household_letters,
    household_models,
    issued_papers,
    life_maps,
)
from sinhke_desktop.services.printing import write_document
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import households as stored_households

CHOSEN, BLANK = "Hộ đã chọn", "Mẫu trống"
BLANK_SUBJECT = "blank"
Render = Callable[[Workspace, Sequence[Household], str, bool], bytes]
Subjects = Callable[[Workspace, Sequence[Household]], Mapping[str, str]]


def the_households(_workspace: Workspace, households: Sequence[Household]) -> Mapping[str, str]:
    """The one subject of papers that need nothing but households: the empty id."""
    return {"": CHOSEN} if households else {}


@dataclass(frozen=True, slots=True)
class HouseholdPaper:
    """One paper.

    ``title`` is Vietnamese as it stands on the paper. ``subjects`` gives, for households, id → words of what the paper
    can be made for (rounds, models…): nothing means that there is nothing to print yet. ``render`` makes the PDF of
    households and one of these ids, with True where sensitive data may stand on it. ``blank``: there is also an empty
    form, to be filled in by hand. ``private``: it asks whether sensitive data may stand on it. ``open_to_restricted``:
    it is also made for households whose data are restricted, their details left open.
    """

    kind: str
    title: str
    render: Render
    subjects: Subjects = the_households
    blank: bool = False
    private: bool = False
    open_to_restricted: bool = False


def subjects(workspace: Workspace, kind: str, household_ids: Sequence[str]) -> dict[str, str]:
    """Id → words of what the paper can be made for; raises InvalidInput for an unknown kind."""
    paper = _known(kind)
    found = dict(paper.subjects(workspace, _told(workspace, paper, household_ids)))
    return {**found, BLANK_SUBJECT: BLANK} if paper.blank else found


def told(workspace: Workspace, kind: str, household_ids: Sequence[str]) -> list[Household]:
    """The households that the paper may tell of, in the order given: removed ones and, but for papers that leave their
    details open, those whose data are restricted are left out."""
    return _told(workspace, _known(kind), household_ids)


def render(
    workspace: Workspace, kind: str, household_ids: Sequence[str] = (), subject_id: str = "", *, private: bool = False
) -> bytes:
    """The paper as PDF, to look at; before it leaves the program call :func:`issue`.

    Without a household, or with :data:`BLANK_SUBJECT`, the empty form. *private* lets sensitive data stand on papers
    that ask for it. Raises InvalidInput (GT-01) for an unknown kind or where it must be said for what, NotFound (GT-02)
    where there is nothing to print.
    """
    paper = _known(kind)
    households = _told(workspace, paper, household_ids)
    if paper.blank and (subject_id == BLANK_SUBJECT or not household_ids):
        return paper.render(workspace, (), "", False)
    offered = dict(paper.subjects(workspace, households))
    if not offered:
        text = _("There is nothing to print here yet: {paper}.").format(paper=paper.title)
        more = _("Households without what the paper tells of, or whose data are restricted, are left out.")
        raise NotFound(text, more, "GT-02")
    chosen = next(iter(offered)) if not subject_id and "" not in offered else subject_id
    if chosen not in offered:
        text = _("Say what the paper is made for: {subjects}.").format(subjects="; ".join(offered.values()))
        raise InvalidInput([Problem("subject", text, "GT-01")])
    return paper.render(workspace, households, chosen, private and paper.private)


def issue(
    workspace: Workspace, kind: str, pdf: bytes, household_ids: Sequence[str] = (), subject: str = ""
) -> IssuedPaper:
    """Keep the paper in the register of issued papers before it leaves; raises StorageRefused."""
    paper = _known(kind)
    ids = [one.id for one in _told(workspace, paper, household_ids)]
    return issued_papers.issue(workspace, kind, paper.title, pdf, subject=subject, household_ids=ids)


def write(
    workspace: Workspace,
    kind: str,
    path: Path,
    household_ids: Sequence[str] = (),
    subject_id: str = "",
    *,
    private: bool = False,
) -> Path:
    """Write the paper to *path*; raises what :func:`render` raises, and DocumentNotWritten."""
    made = render(workspace, kind, household_ids, subject_id, private=private)
    issue(workspace, kind, made, household_ids, subject_of(workspace, kind, household_ids))
    write_document(path, made)
    return path


def subject_of(workspace: Workspace, kind: str, household_ids: Sequence[str]) -> str:
    """What the register of issued papers says of it: the household's head, or how many households."""
    found = _told(workspace, _known(kind), household_ids)
    if not found:
        return BLANK
    return found[0].head.full_name if len(found) == 1 else f"{len(found)} hộ"


def _told(workspace: Workspace, paper: HouseholdPaper, household_ids: Sequence[str]) -> list[Household]:
    with workspace.database.read() as connection:
        found = stored_households.get_households(connection, list(dict.fromkeys(household_ids)))
    return [
        one for one in found if not one.removed and one.members and (paper.open_to_restricted or one.restricted != YES)
    ]


def _known(kind: str) -> HouseholdPaper:
    if kind not in PAPERS:
        text = _("There is no such paper; these are known: {papers}.").format(papers=", ".join(PAPERS))
        raise InvalidInput([Problem("kind", text, "GT-01")])
    return PAPERS[kind]


def _life_maps(workspace: Workspace, households: Sequence[Household], _subject: str, private: bool) -> bytes:
    return life_map.render_life_maps(life_maps.maps(workspace, households, private=private))


PAPERS: dict[str, HouseholdPaper] = {
    one.kind: one
    for one in (
        HouseholdPaper("life_map", life_map.TITLE, _life_maps, private=True),
        *(
            HouseholdPaper(
                kind.value, request_sheet.TITLES[kind], household_letters.requests(kind), blank=True,
                open_to_restricted=True,
            )
            for kind in Request
        ),
        HouseholdPaper("explanation", "Phiếu giải thích kết quả cho hộ", household_letters.explanations,
                       household_letters.explained),
        HouseholdPaper("certificate", "Giấy chứng nhận hộ nghèo, hộ cận nghèo", household_letters.certificates,
                       household_letters.certified_rounds),
        HouseholdPaper(follow_up_books.KIND, follow_up_books.TITLE, household_models.books, household_models.models),
    )
}  # fmt: skip
"""Kind → paper, in the order in which they are offered."""
