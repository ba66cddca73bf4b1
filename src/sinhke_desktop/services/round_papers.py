"""The papers of a review round as PDF, gathered from its records; each printing stands in the access log."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sinhke_desktop.domain.access import Action
from sinhke_desktop.domain.round_paper import (
    PAPER_NAMES,
    PaperKind,
)
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.i18n import _
from sinhke_desktop.services import household_papers, privacy, round_board
from sinhke_desktop.services.printing import write_document
from sinhke_desktop.services.round_paper_contents import Gathering
from sinhke_desktop.services.workspace import Workspace

if TYPE_CHECKING:
    from sinhke_desktop.documents.round_papers import Paper


class NothingToPrint(SinhkeError):
    """The round holds nothing that such a paper could say (``IN-05``)."""

    code = "IN-05"


def papers(
    workspace: Workspace,
    round_id: str,
    kind: PaperKind,
    path: Path,
    hamlet_id: str = "",
    only: Sequence[str] = (),
    *,
    row_only: bool = False,
) -> Path:
    """Write the round's papers of *kind* as one PDF to *path* and note it in the access log.

    *hamlet_id* takes one hamlet, *only* ids of households (of complaints for ``COMPLAINT``). ``row_only`` prints of
    certificates only the round's year. Raises NotFound, :class:`NothingToPrint`, DocumentNotWritten.
    """
    content = render(workspace, round_id, kind, hamlet_id, only, row_only=row_only)
    privacy.note_access(workspace, Action.PRINTED, detail=f"{PAPER_NAMES[kind]}: {path.name}")
    write_document(path, content)
    return path


def render(
    workspace: Workspace,
    round_id: str,
    kind: PaperKind,
    hamlet_id: str = "",
    only: Sequence[str] = (),
    *,
    row_only: bool = False,
) -> bytes:
    """The PDF of :func:`papers`, for a preview; the same records give the same bytes."""
    from sinhke_desktop.documents.round_papers import render_round_papers

    gathered = Gathering(workspace, round_board.read(workspace, round_id), hamlet_id, frozenset(only), row_only)
    found = _of(gathered, kind)
    if not found:
        raise NothingToPrint(
            _("There is nothing to print for this paper yet: {paper}.").format(paper=PAPER_NAMES[kind]),
            _("Do this step of the round first, or choose another hamlet."),
        )
    return render_round_papers(found, gathered.indicators)


def _of(gathered: Gathering, kind: PaperKind) -> Sequence[Paper]:
    """The papers of *kind*."""
    made: Mapping[PaperKind, Callable[[], Sequence[Paper]]] = {
        PaperKind.REVIEW_LIST: gathered.review_list,
        PaperKind.MINUTES: gathered.minutes,
        PaperKind.POSTING: gathered.postings,
        PaperKind.COMPLAINT: gathered.complaints,
        PaperKind.REFUSAL: gathered.refusals,
        PaperKind.DECISION: gathered.decision,
        PaperKind.CERTIFICATES: lambda: household_papers.certificate_papers(gathered),
        PaperKind.CERTIFICATE_ROWS: lambda: household_papers.certificate_rows(gathered),
        PaperKind.EXPLANATION: lambda: household_papers.explanations(gathered),
    }
    return made[kind]()
