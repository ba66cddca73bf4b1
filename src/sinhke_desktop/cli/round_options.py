"""The commands of review rounds and their options. Light on purpose: no service is loaded here."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from sinhke_desktop.i18n import _

PAPERS = ("review-list", "minutes", "posting", "complaint", "refusal", "decision", "certificates", "certificate-rows",
          "explanation")  # fmt: skip
Add = Callable[[str, str, str], argparse.ArgumentParser]


def add_round_options(add: Add, year: Callable[[str], int], month: Callable[[str], str]) -> None:
    """Describe every action; *add* makes the parser of one from its name, the function it runs and its help."""
    opening = add("open", "rounds.open_round", _("open the yearly round or the round of a month"))
    opening.add_argument("--year", type=year, metavar=_("YEAR"), help=_("year of the yearly round"))
    opening.add_argument("--month", type=month, metavar="YYYY-MM", help=_("month of an ad-hoc round"))
    opening.add_argument("--rules", default="", metavar=_("ID"), help=_("poverty standard; else the one in force"))
    opening.add_argument("--second", default="", metavar=_("ID"), help=_("second standard, for comparison"))
    _which(add("status", "rounds.status", _("states, what is missing, results, deadlines")))
    listing = _which(add("list", "rounds.listing", _("show the list to review")))
    listing.add_argument("--build", action="store_true", help=_("first put everybody on the books on it"))
    listing.add_argument("--applied", default="", metavar=_("ID"), help=_("first add a household that applied"))
    listing.add_argument("--on", default="", metavar=_("DAY"), help=_("day of its request"))
    listing.add_argument("--number", default="", metavar=_("NUMBER"), help=_("number of its request"))
    screen = _which(add("screen", "rounds.screen", _("note the quick screen (phiếu A)")))
    screen.add_argument("household", nargs="+", metavar=_("ID"), help=_("the households"))
    screen.add_argument("--outcome", required=True, choices=("survey", "out"), help=_("to be surveyed or not"))
    screen.add_argument("--reason", default="", metavar=_("TEXT"), help=_("why not"))
    _survey(_which(add("survey", "rounds.survey", _("record the survey of a household"))))
    _meeting(_which(add("meeting", "rounds.meeting", _("record a hamlet's meeting and its votes"))))
    _rest(add)


def _which(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument(
        "--round", default="", metavar=_("ROUND"), help=_("2025 or 2025-10; else the newest without a decision")
    )
    return parser


def _survey(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("household", metavar=_("ID"), help=_("the household"))
    parser.add_argument("--points", default="", metavar="A", help=_("income points A"))
    parser.add_argument("--lacking", default="", metavar="1,4,7", help=_("numbers of the lacking indicators"))
    parser.add_argument("--income", default="", metavar=_("SUM"), help=_("income a person a month"))
    _on(parser, _("day of the survey; else today"), needed=False)


def _meeting(parser: argparse.ArgumentParser) -> None:
    _hamlet(parser, needed=True)
    _on(parser, _("day of the meeting"))
    parser.add_argument("--present", required=True, metavar=_("COUNT"), help=_("people present"))
    parser.add_argument(
        "--vote", action="append", default=[], metavar="ID=20/3", help=_("who agreed and disagreed; repeatable")
    )
    parser.add_argument("--others-agree", action="store_true", help=_("all agree with the households not named"))
    parser.add_argument("--place", default="", metavar=_("TEXT"), help=_("where it was held"))
    parser.add_argument("--chair", default="", metavar=_("NAME"), help=_("who chaired it"))


def _rest(add: Add) -> None:
    post = _which(add("post", "rounds.post", _("record that a list was hung out")))
    _hamlet(post)
    post.add_argument("--place", required=True, metavar=_("TEXT"), help=_("where it hangs"))
    _on(post, _("since when"))
    complain = _which(add("complain", "rounds.complain", _("record an objection")))
    complain.add_argument("--household", default="", metavar=_("ID"), help=_("about which household"))
    complain.add_argument("--by", required=True, metavar=_("NAME"), help=_("who objects"))
    complain.add_argument("--about", required=True, metavar=_("TEXT"), help=_("what is objected to"))
    _on(complain, _("when it came"))
    decide = _which(add("decide", "rounds.decide", _("recognise the results")))
    decide.add_argument("--number", required=True, metavar=_("NUMBER"), help=_("number of the decision"))
    decide.add_argument("--day", required=True, metavar=_("DAY"), help=_("day of the decision"))
    decide.add_argument("--signer", required=True, metavar=_("NAME"), help=_("who signs"))
    decide.add_argument("--reason", default="", metavar=_("TEXT"), help=_("why, where something is missing"))
    papers = _which(add("papers", "rounds.papers", _("print papers of the round (PDF)")))
    papers.add_argument("--kind", required=True, choices=PAPERS, help=_("which paper"))
    _hamlet(papers)
    papers.add_argument("--out", required=True, type=Path, metavar=_("FILE"), help=_("PDF file to write"))


def _hamlet(parser: argparse.ArgumentParser, *, needed: bool = False) -> None:
    parser.add_argument("--hamlet", required=needed, default="", metavar=_("NAME"), help=_("the hamlet"))


def _on(parser: argparse.ArgumentParser, text: str, *, needed: bool = True) -> None:
    parser.add_argument("--on", required=needed, default="", metavar=_("DAY"), help=text)
