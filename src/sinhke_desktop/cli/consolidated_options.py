"""What the commands on all communes of a receiving office take."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from sinhke_desktop.i18n import _

VIEWS = ("targets", "months", "supports", "standing")


def add_consolidated(command: Callable[[str, str, str], argparse.ArgumentParser]) -> None:
    """The actions of ``office`` on all communes together; *command* makes one of name, function and text."""
    tables = command("tables", "consolidated.tables", _("the poverty tables of all communes, or of one"))
    _year(tables)
    tables.add_argument("--table", type=int, action="append", metavar="N", help=_("one table (repeatable); else all"))
    _out(tables)
    register = command("register", "consolidated.register", _("the households of all communes, or of one"))
    register.add_argument("--search", default="", metavar=_("TEXT"), help=_("name, citizen number, hamlet, telephone"))
    register.add_argument("--class", dest="poverty_class", default="", metavar=_("CLASS"), help=_("poor, near-poor…"))
    register.add_argument(
        "--limit", type=int, default=100, metavar="N", help=_("how many lines are printed; 0 for all")
    )
    _out(register)
    _out(command("models", "consolidated.models", _("the livelihood models of all communes")))
    targets = command("targets", "consolidated.targets", _("targets, months and supports of all communes"))
    _year(targets)
    targets.add_argument("--view", choices=VIEWS, default=VIEWS[0], help=_("which table"))
    _out(targets)


def _year(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--year", type=int, default=0, metavar=_("YEAR"), help=_("else the newest with results"))


def _out(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--commune", default="", metavar=_("CODE"), help=_("one commune only"))
    parser.add_argument("--pdf", type=Path, metavar=_("FILE"), help=_("write a PDF, which is kept among the papers"))
    parser.add_argument("--xlsx", type=Path, metavar=_("FILE"), help=_("write an Excel workbook"))
