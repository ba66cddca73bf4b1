"""The command on licences: list what is bundled, show a part's text, write all of them into a file."""

from __future__ import annotations

import argparse

from sinhke_desktop.cli.answers import Answer, table
from sinhke_desktop.i18n import _
from sinhke_desktop.services import licences


def listing(arguments: argparse.Namespace) -> Answer:
    """Every bundled part, the text of one, or all of them into a file; needs no store."""
    found = licences.read()
    if arguments.part:
        parts = licences.chosen(found, arguments.part)
        texts = [licences.text_of(part, found) for part in parts]
        content = [licences.content(part) | {"text": text} for part, text in zip(parts, texts, strict=True)]
        return Answer({"parts": content}, texts)
    if arguments.out is not None:
        licences.save_all(found, arguments.out)
        told = {"parts": len(found.parts), "path": str(arguments.out.absolute())}
        return Answer(told, [_("Saved to {file}.").format(file=arguments.out)])
    header = (_("Component"), _("Its version"), _("Licence"), _("Came inside"))
    rows = [
        (part.name, part.version, licences.taken_words(part.licence), ", ".join(part.inside)) for part in found.parts
    ]
    return Answer({"parts": [licences.content(part) for part in found.parts]}, table(header, rows))
