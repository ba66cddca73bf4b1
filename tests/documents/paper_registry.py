"""All papers that the program can make, each built from invented data at its worst; new renderers register here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import samples_forms
import samples_household
import samples_machines
import samples_model
import samples_reports
import samples_rounds
import samples_tables

from sinhke_desktop.documents.page import ACROSS, UPRIGHT

Build = Callable[[], bytes]


@dataclass(frozen=True)
class Margins:
    """How far text stays from the edges of the paper at least, in points."""

    top: float
    bottom: float
    left: float
    right: float


LETTER = Margins(UPRIGHT.top, UPRIGHT.bottom, UPRIGHT.left, UPRIGHT.right)
TURNED = Margins(ACROSS.top, ACROSS.bottom, ACROSS.left, ACROSS.right)
FORM = Margins(14, 14, 14, 14)
"""Sheets drawn at known places: 5 mm is what laser printers reach."""


@dataclass(frozen=True)
class Paper:
    """One paper: which function renders it, how, and whether it is a letter or a sheet drawn at known places."""

    renderer: str
    build: Build
    form: bool = False


LETTERS = {
    **samples_rounds.LETTERS,
    **samples_model.LETTERS,
    **samples_household.LETTERS,
    **samples_reports.LETTERS,
    **samples_tables.LETTERS,
    **samples_machines.LETTERS,
}
FORMS = {**samples_forms.FORMS}
PAPERS = {
    **{key: Paper(renderer, build) for key, (renderer, build) in LETTERS.items()},
    **{key: Paper(renderer, build, form=True) for key, (renderer, build) in FORMS.items()},
}
NOT_PAPERS = frozenset({"render_page", "render_papers", "render_help"})
"""Functions of documents/ that render a picture of a page, lay out what the others give, or print the help."""
