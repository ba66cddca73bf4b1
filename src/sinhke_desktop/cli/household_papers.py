"""The command that prints papers about households: one household, some, or a whole hamlet."""

from __future__ import annotations

import argparse
import re

from sinhke_desktop.cli.answers import Answer
from sinhke_desktop.cli.households import hamlet_named
from sinhke_desktop.cli.opening import opened
from sinhke_desktop.domain.vietnamese import fold
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.i18n import _
from sinhke_desktop.services import household_papers, households, register
from sinhke_desktop.services.household_papers import BLANK_SUBJECT
from sinhke_desktop.services.register import Register
from sinhke_desktop.services.workspace import Workspace


def paper(arguments: argparse.Namespace) -> Answer:
    """Write a paper of the households named, of the hamlets named, or the empty form, as PDF."""
    with opened(arguments) as workspace:
        chosen = _chosen(workspace, arguments)
        subject = BLANK_SUBJECT if arguments.blank else _meant(workspace, arguments.kind, chosen, arguments.of)
        household_papers.write(workspace, arguments.kind, arguments.out, chosen, subject, private=arguments.private)
        count = len(household_papers.told(workspace, arguments.kind, chosen))
    content = {"path": str(arguments.out.absolute()), "kind": arguments.kind, "households": count, "of": subject}
    return Answer(content, [_("The paper was written to {file}.").format(file=arguments.out)])


def _chosen(workspace: Workspace, arguments: argparse.Namespace) -> list[str]:
    if not arguments.household and not arguments.hamlet:
        return []
    known = register.load(workspace)
    found = [_named(workspace, known, one) for one in arguments.household]
    for name in arguments.hamlet:
        hamlet_id = hamlet_named(workspace, name).id
        found += [row.household_id for row in known.rows if row.hamlet_id == hamlet_id]
    return found


def _named(workspace: Workspace, known: Register, said: str) -> str:
    """The household of an id, or the only one that a search finds; raises NotFound, InvalidInput (GT-03)."""
    if re.fullmatch(r"[0-9a-f]{32}", said):
        return households.get(workspace, said).id
    rows = known.find(said)
    if len(rows) != 1:
        text = _("“{text}” fits {count} households; give the household's id.").format(text=said, count=len(rows))
        raise InvalidInput([Problem("household", text, "GT-03")])
    return rows[0].household_id


def _meant(workspace: Workspace, kind: str, chosen: list[str], said: str) -> str:
    """The id of what *said* names, else *said* itself, which is then refused with what there is to choose from."""
    offered = household_papers.subjects(workspace, kind, chosen)
    fits = [one for one, words in offered.items() if fold(said) in fold(words)]
    return fits[0] if said and said not in offered and len(fits) == 1 else said
