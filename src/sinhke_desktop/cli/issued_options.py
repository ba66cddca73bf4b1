"""What the command on issued papers takes."""

from __future__ import annotations

import argparse
from pathlib import Path

from sinhke_desktop.i18n import _


def add_issued_options(papers: argparse.ArgumentParser) -> None:
    """Without any of them the register is listed."""
    asked = papers.add_mutually_exclusive_group()
    asked.add_argument(
        "--again", default="", metavar=_("ID"), help=_("write this paper again exactly as it was issued")
    )
    asked.add_argument(
        "--number", nargs=2, default=(), metavar=(_("ID"), _("NUMBER")), help=_("note the number that the office gave")
    )
    asked.add_argument("--check-mark", default="", metavar=_("MARK"), help=_("compare the mark at a paper's foot"))
    papers.add_argument("--day", default="", metavar=_("DAY"), help=_("the day of the paper, with --number"))
    papers.add_argument("--out", type=Path, metavar=_("FILE"), help=_("PDF file to write, with --again"))
