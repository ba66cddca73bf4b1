"""Issued papers: every paper that leaves the program is kept whole, with its number, day and hash, to print it again.

One door for the window and the command line: make the PDF, call :func:`issue`, then print it or write it to a file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from sinhke_desktop.domain.access import Action
from sinhke_desktop.domain.issued_paper import IssuedPaper
from sinhke_desktop.domain.typed_values import Typed, judged_day, typed_text
from sinhke_desktop.errors import InvalidInput, NotFound, Problem
from sinhke_desktop.i18n import _
from sinhke_desktop.services import data_mark, privacy
from sinhke_desktop.services.printing import write_document
from sinhke_desktop.services.workspace import Workspace, today
from sinhke_desktop.storage import issued_papers as stored


@dataclass(frozen=True, slots=True)
class Forgotten:
    """A kept copy that was deleted, whole, so that :func:`restore` can put it back."""

    paper: IssuedPaper
    pdf: bytes
    household_ids: tuple[str, ...]


def issue(
    workspace: Workspace,
    kind: str,
    title: str,
    pdf: bytes,
    *,
    subject: str = "",
    household_ids: Sequence[str] = (),
    number: Typed = "",
    dated_on: Typed = "",
) -> IssuedPaper:
    """Keep *pdf* whole and note in the access log that it leaves; the same bytes again only count once more.

    Raises InvalidInput (MH-04) for a day that is none, StorageRefused; then nothing should be handed out.
    """
    from sinhke_desktop.documents.preview import page_count

    day = _judged(dated_on)
    mark = data_mark.current(workspace)
    sha256 = hashlib.sha256(pdf).hexdigest()
    privacy.note_printed(workspace, list(household_ids), " · ".join(filter(None, (title, subject))))
    with workspace.database.write() as connection:
        known = stored.same(connection, sha256)
        if known is not None:
            stored.count_again(connection, known.id)
            return replace(known, times=known.times + 1)
        paper = IssuedPaper(
            workspace.new_id(), kind, title, subject, workspace.officer, privacy.moment(workspace), page_count(pdf),
            len(pdf), sha256, mark.text(), mark.bundle, typed_text(number), day,
        )  # fmt: skip
        stored.put(connection, paper, pdf, household_ids)
    return paper


def write(
    workspace: Workspace,
    path: Path,
    kind: str,
    title: str,
    pdf: bytes,
    *,
    subject: str = "",
    household_ids: Sequence[str] = (),
    number: Typed = "",
    dated_on: Typed = "",
) -> IssuedPaper:
    """Keep *pdf* by :func:`issue`, then write it to *path*; raises what that raises, and DocumentNotWritten."""
    paper = issue(
        workspace, kind, title, pdf, subject=subject, household_ids=household_ids, number=number, dated_on=dated_on
    )
    write_document(path, pdf)
    return paper


def _judged(dated_on: Typed) -> date | None:
    problems: list[Problem] = []
    day = judged_day(dated_on, "dated_on", problems)
    if problems:
        raise InvalidInput(problems)
    return day


def listed(workspace: Workspace) -> list[IssuedPaper]:
    """All issued papers, newest first."""
    with workspace.database.read() as connection:
        return stored.listed(connection)


def of_household(workspace: Workspace, household_id: str) -> list[IssuedPaper]:
    """The papers that tell of a household, newest first."""
    with workspace.database.read() as connection:
        return stored.naming(connection, household_id)


def households_of(workspace: Workspace, paper_id: str) -> list[str]:
    """The ids of the households that a paper tells of."""
    with workspace.database.read() as connection:
        return stored.households_of(connection, paper_id)


def pdf_of(workspace: Workspace, paper_id: str) -> bytes:
    """The paper exactly as it was issued; raises NotFound (IN-05) where it is gone or its bytes are not the same."""
    with workspace.database.read() as connection:
        paper, pdf = stored.find(connection, paper_id), stored.pdf_of(connection, paper_id)
    if paper is None or pdf is None or hashlib.sha256(pdf).hexdigest() != paper.sha256:
        text = _("The kept copy of this paper is not there any more, or not whole.")
        raise NotFound(text, _("Make the paper anew from the data."), "IN-05")
    return pdf


def again(workspace: Workspace, paper_id: str) -> bytes:
    """The paper as it was issued, noted as printed once more; raises NotFound (IN-05), StorageRefused."""
    pdf = pdf_of(workspace, paper_id)
    with workspace.database.read() as connection:
        paper = stored.find(connection, paper_id)
        households = stored.households_of(connection, paper_id)
    if paper is not None:
        issue(workspace, paper.kind, paper.title, pdf, subject=paper.subject, household_ids=households)
    return pdf


def give_number(workspace: Workspace, paper_id: str, number: Typed, dated_on: Typed) -> IssuedPaper:
    """Note the number and day that the office wrote on the paper; raises InvalidInput (MH-04), NotFound (IN-05)."""
    problems: list[Problem] = []
    day = judged_day(dated_on, "dated_on", problems, latest=today(workspace))
    if problems:
        raise InvalidInput(problems)
    with workspace.database.write() as connection:
        paper = stored.find(connection, paper_id)
        if paper is None:
            raise _gone()
        stored.set_number(connection, paper_id, typed_text(number), day)
    privacy.note_access(workspace, Action.REGISTERED, detail=f"Ghi số {typed_text(number)}: {paper.title}")
    return replace(paper, number=typed_text(number), dated_on=day)


def forget(workspace: Workspace, paper_id: str) -> Forgotten:
    """Delete a kept copy, for example of a trial print; the access log keeps that it was printed.

    Raises NotFound (IN-05) where it is gone already.
    """
    with workspace.database.write() as connection:
        paper, pdf = stored.find(connection, paper_id), stored.pdf_of(connection, paper_id)
        if paper is None or pdf is None:
            raise _gone()
        households = stored.households_of(connection, paper_id)
        stored.drop(connection, paper_id)
    privacy.note_access(workspace, Action.REGISTERED, detail=f"Xóa bản lưu: {paper.title}")
    return Forgotten(paper, pdf, tuple(households))


def restore(workspace: Workspace, forgotten: Forgotten) -> None:
    """Put a deleted copy back as it was; nothing happens where the same paper was issued again meanwhile."""
    with workspace.database.write() as connection:
        if stored.same(connection, forgotten.paper.sha256) is None:
            stored.put(connection, forgotten.paper, forgotten.pdf, forgotten.household_ids)


def _gone() -> NotFound:
    return NotFound(_("This paper is not kept any more."), _("Open the page again."), "IN-05")


def made_at(paper: IssuedPaper) -> datetime:
    """When the paper was made, in the commune's own time."""
    return privacy.here(paper.made_at)


def year_of(paper: IssuedPaper) -> int:
    """The year that the paper belongs to: of its own day, else when it was made."""
    return paper.dated_on.year if paper.dated_on else made_at(paper).year


def size_kept(workspace: Workspace) -> int:
    """How many bytes all kept copies take."""
    with workspace.database.read() as connection:
        return stored.size(connection)
