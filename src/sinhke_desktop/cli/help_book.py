"""The command that writes the help as a book; needs no store."""

from __future__ import annotations

import argparse

from sinhke_desktop.cli.answers import Answer
from sinhke_desktop.i18n import _
from sinhke_desktop.services import help_print


def write(arguments: argparse.Namespace) -> Answer:
    """Write the book to ``--out`` and say how many pages it has."""
    count = help_print.write_book(arguments.out)
    text = _("{file}: {count} pages").format(file=arguments.out, count=count)
    return Answer({"path": str(arguments.out.absolute()), "pages": count}, [text])
