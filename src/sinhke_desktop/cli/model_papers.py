"""Commands that list and print the papers of a model's file."""

from __future__ import annotations

import argparse

from sinhke_desktop.cli.answers import Answer, table
from sinhke_desktop.cli.opening import opened
from sinhke_desktop.domain.vietnamese import fold
from sinhke_desktop.errors import NotFound
from sinhke_desktop.i18n import _
from sinhke_desktop.services import livelihood, model_papers
from sinhke_desktop.services.model_papers import PAPERS, ModelPaper
from sinhke_desktop.services.workspace import Workspace


def listing(arguments: argparse.Namespace) -> Answer:
    """Every paper with what it can be made for now."""
    with opened(arguments) as workspace:
        found = [(paper, _offered(workspace, paper, arguments.model)) for paper in PAPERS.values()]
    content = [{"kind": paper.kind, "title": paper.title, "of": offered} for paper, offered in found]
    rows = [(paper.kind, paper.title, len(offered)) for paper, offered in found]
    return Answer({"papers": content}, table((_("Kind"), _("Paper"), _("Can be made for")), rows))


def paper(arguments: argparse.Namespace) -> Answer:
    """Write one paper as PDF."""
    with opened(arguments) as workspace:
        known = PAPERS.get(arguments.kind)
        model_id = _model_id(workspace, arguments.model, before_choice=known is not None and known.before_choice)
        subject = _meant(workspace, arguments.kind, model_id, arguments.of)
        model_papers.write(workspace, arguments.kind, arguments.out, model_id, subject)
    line = _("The paper was written to {file}.").format(file=arguments.out)
    return Answer({"path": str(arguments.out.absolute()), "kind": arguments.kind, "of": subject}, [line])


def _model_id(workspace: Workspace, asked: str, *, before_choice: bool) -> str:
    try:
        return livelihood.current(workspace, asked).id
    except NotFound:
        if before_choice and not asked:
            return ""
        raise


def _offered(workspace: Workspace, known: ModelPaper, asked: str) -> dict[str, str]:
    try:
        model_id = _model_id(workspace, asked, before_choice=known.before_choice)
    except NotFound:
        if asked:
            raise
        return {}
    return model_papers.subjects(workspace, known.kind, model_id)


def _meant(workspace: Workspace, kind: str, model_id: str, said: str) -> str:
    """The id of what *said* names, else *said* itself, which is then refused with what there is to choose from."""
    offered = model_papers.subjects(workspace, kind, model_id)
    if said in offered:
        return said
    fits = [one for one, words in offered.items() if fold(said) in fold(words)]
    return fits[0] if said and len(fits) == 1 else said
