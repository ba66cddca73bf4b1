"""What the command that prints papers about households takes."""

from __future__ import annotations

import argparse
from pathlib import Path

from sinhke_desktop.i18n import _

KINDS = ("life_map", "request_review", "request_escape", "explanation", "certificate", "follow_up_book")


def add_household_paper_options(command: argparse.ArgumentParser) -> None:
    """The paper, the households, where it goes."""
    command.add_argument("kind", choices=KINDS, help=_("which paper"))
    command.add_argument(
        "household", nargs="*", metavar=_("HOUSEHOLD"), help=_("a household's id, or a name that only one has")
    )
    command.add_argument(
        "--hamlet", action="append", default=[], metavar=_("NAME"), help=_("a hamlet; may be repeated")
    )
    command.add_argument("--of", default="", metavar=_("TEXT"), help=_("round or model that it is made for"))
    command.add_argument("--blank", action="store_true", help=_("the empty form, to be filled in by hand"))
    command.add_argument("--private", action="store_true", help=_("with health and ethnic group, on the life map"))
    command.add_argument("--out", required=True, type=Path, metavar=_("FILE"), help=_("PDF file to write"))
