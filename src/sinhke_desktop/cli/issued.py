"""The register of issued papers: listed, written again as they were, numbered; a mark compared with the data."""

from __future__ import annotations

import argparse
from typing import Any

from sinhke_desktop.cli.answers import Answer, table
from sinhke_desktop.cli.opening import opened
from sinhke_desktop.domain.issued_paper import IssuedPaper
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.i18n import _
from sinhke_desktop.services import data_mark, issued_papers
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.services.printing import write_document
from sinhke_desktop.services.workspace import Workspace


def papers(arguments: argparse.Namespace) -> Answer:
    """All papers newest first, or what one of the options asks for."""
    with opened(arguments) as workspace:
        if arguments.check_mark:
            return _compared(workspace, arguments.check_mark)
        if arguments.again:
            return _again(workspace, arguments)
        if arguments.number:
            paper_id, number = arguments.number
            return _listing([issued_papers.give_number(workspace, paper_id, number, arguments.day)])
        return _listing(issued_papers.listed(workspace))


def check_mark(arguments: argparse.Namespace) -> Answer:
    """A mark of a commune's paper beside what the office has received."""
    with opened(arguments, role=workspaces.OFFICE) as workspace:
        return _compared(workspace, arguments.mark)


def _again(workspace: Workspace, arguments: argparse.Namespace) -> Answer:
    if arguments.out is None:
        raise InvalidInput([Problem("out", _("Say with --out which file to write."), "IN-06")])
    write_document(arguments.out, issued_papers.again(workspace, arguments.again))
    line = _("The paper was written again, as it was issued, to {file}.").format(file=arguments.out)
    return Answer({"id": arguments.again, "path": str(arguments.out.absolute())}, [line])


def _compared(workspace: Workspace, mark: str) -> Answer:
    found = data_mark.compare(workspace, mark)
    content = {
        "mark": found.mark,
        "held": found.held,
        "counter": found.counter,
        "made_on": found.made_on.isoformat() if found.made_on else None,
    }
    if not found.held:
        return Answer(content, [_("Mark {mark}: these data are not in this store.").format(mark=found.mark)], 1)
    day = f" ({found.made_on:%d/%m/%Y})" if found.made_on else ""
    text = _("Mark {mark}: it fits the data in this store, change number {counter}.")
    return Answer(content, [text.format(mark=found.mark, counter=found.counter) + day])


def _listing(found: list[IssuedPaper]) -> Answer:
    header = (_("Made"), _("Paper"), _("Number"), _("Day"), _("Pages"), _("Id"))
    rows = [
        (
            f"{issued_papers.made_at(one):%d/%m/%Y %H:%M}",
            " · ".join(filter(None, (one.title, one.subject))),
            one.number,
            f"{one.dated_on:%d/%m/%Y}" if one.dated_on else "",
            one.pages,
            one.id,
        )
        for one in found
    ]
    lines = table(header, rows) or [_("No paper has left this machine yet")]
    return Answer({"papers": [_paper(one) for one in found]}, lines)


def _paper(one: IssuedPaper) -> dict[str, Any]:
    return {
        "id": one.id,
        "kind": one.kind,
        "title": one.title,
        "subject": one.subject,
        "number": one.number or None,
        "day": one.dated_on.isoformat() if one.dated_on else None,
        "made_at": issued_papers.made_at(one).isoformat(),
        "officer": one.officer,
        "pages": one.pages,
        "size": one.size,
        "sha256": one.sha256,
        "mark": one.mark,
        "bundle": one.bundle or None,
        "times": one.times,
    }
