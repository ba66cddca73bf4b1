"""The commands of choosing the model and their options. Light on purpose: no service is loaded here."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from sinhke_desktop.i18n import _

Add = Callable[[str, str, str], argparse.ArgumentParser]


def add_choosing_options(add: Add) -> None:
    """Describe library, candidates, propose, vote and choose."""
    library = add(
        "library", "choosing.library", _("list the library of models; check, add or remove a file of one's own")
    )
    one = library.add_mutually_exclusive_group()
    one.add_argument("--check", type=Path, metavar=_("FILE"), help=_("check a file (.toml) without adding it"))
    one.add_argument("--add", type=Path, metavar=_("FILE"), help=_("add a file of the commune's own models"))
    one.add_argument("--remove", metavar=_("FILE"), help=_("take a file of the commune's own models away"))
    one.add_argument(
        "--template", type=Path, metavar=_("FILE"), help=_("write the shipped library to a file to begin one's own")
    )
    _place(add("candidates", "choosing.candidates", _("compare the candidates: points, votes, economics")))
    proposing = _place(add("propose", "choosing.propose", _("propose a candidate, also from the library")))
    proposing.add_argument("--from", dest="key", default="", metavar=_("KEY"), help=_("key of an entry of the library"))
    for option, words in (
        ("name", _("name of the model")),
        ("thing", _("what is raised or grown")),
        ("unit", _("counted in")),
        ("wanted", _("how many households want it")),
        ("on", _("day of the proposal")),
    ):
        proposing.add_argument(f"--{option}", default="", metavar=_("TEXT"), help=words)
    voting = add("vote", "choosing.vote", _("record a hamlet's vote on a candidate"))
    voting.add_argument("candidate", metavar=_("CANDIDATE"), help=_("the candidate's id or name"))
    for option, words in (
        ("hamlet", _("the hamlet")),
        ("on", _("day of the meeting")),
        ("present", _("households present")),
        ("for", _("households in favour")),
        ("against", _("households against")),
    ):
        voting.add_argument(f"--{option}", required=True, metavar=_("TEXT"), help=words)
    choosing = add("choose", "choosing.choose", _("choose a candidate as the commune's one model"))
    choosing.add_argument("candidate", metavar=_("CANDIDATE"), help=_("the candidate's id or name"))
    for option, words in (
        ("reason", _("why this model")),
        ("number", _("number of the decision")),
        ("on", _("day of the decision")),
    ):
        choosing.add_argument(f"--{option}", required=True, metavar=_("TEXT"), help=words)


def _place(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("--period", default="", metavar=_("PERIOD"), help=_("the period, as 2023-2025"))
    parser.add_argument("--area", default="", metavar=_("CODE"), help=_("code of a former commune"))
    return parser
