"""The options of the command that records an act in a household's life. Light: no service is loaded here."""

from __future__ import annotations

import argparse

from sinhke_desktop.i18n import _

KINDS = ("arrived", "back", "left", "split", "merged", "head-changed", "died", "parted", "born", "joined", "moved")


def add_act_options(parser: argparse.ArgumentParser) -> None:
    """Give *parser* what ``household-act`` takes."""
    parser.add_argument("id", metavar=_("ID"), help=_("the household's id"))
    parser.add_argument("kind", choices=KINDS, help=_("what happened"))
    parser.add_argument("--on", required=True, metavar=_("DAY"), help=_("the day of the act, for example 19/06/2024"))
    parser.add_argument("--reason", required=True, metavar=_("TEXT"), help=_("why"))
    parser.add_argument("--paper", default="", metavar=_("TEXT"), help=_("number of the paper"))
    parser.add_argument("--member", action="append", default=[], metavar=_("ID"), help=_("a member; may be repeated"))
    parser.add_argument("--head", default="", metavar=_("ID"), help=_("who becomes the head"))
    parser.add_argument("--rest-head", default="", metavar=_("ID"), help=_("who leads those who stay, after a split"))
    parser.add_argument(
        "--relation", action="append", default=[], metavar=_("ID=TEXT"), help=_("what a member is to the new head")
    )
    parser.add_argument("--into", default="", metavar=_("ID"), help=_("the household that is joined"))
    parser.add_argument("--hamlet", default="", metavar=_("NAME"), help=_("the new hamlet"))
    parser.add_argument("--where", default="", metavar=_("TEXT"), help=_("where from or where to"))
    parser.add_argument("--name", default="", metavar=_("NAME"), help=_("who is born or joins"))
    parser.add_argument("--as", dest="as_relation", default="", metavar=_("TEXT"), help=_("relation to the head"))
    parser.add_argument("--sex", choices=("male", "female"), help=_("male or female"))
    parser.add_argument("--birth", default="", metavar=_("DAY"), help=_("date or year of birth"))
