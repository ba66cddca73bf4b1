"""The commands about forms that come back and their options. Light on purpose: no service is loaded here."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from sinhke_desktop.i18n import _

Add = Callable[[str, str, str], argparse.ArgumentParser]


def add_form_options(add: Add) -> None:
    """Describe forms, read-forms and form-entry."""
    listed = add("forms", "forms.listed", _("count visit forms that were printed and came back"))
    listed.add_argument("--open", action="store_true", help=_("list those that are out and not back"))
    reading = add("read-forms", "form_reading.read", _("read scans or photographs of visit forms"))
    reading.add_argument(
        "paths", nargs="+", type=Path, metavar=_("FILE"), help=_("pictures, PDFs, or folders with them")
    )
    entry = add("form-entry", "forms.entry", _("enter a visit form that came back"))
    entry.add_argument("number", metavar=_("NUMBER"), help=_("number of the form, or what its QR says"))
    entry.add_argument("--household", default="", metavar=_("NAME"), help=_("whose spare form it is: id or name"))
    for option, words in (
        ("visited-on", _("day of the visit")),
        ("kept", _("of each agreement on the form: + done, - not done, ? not said; written as --kept=+-?")),
        ("deprived", _("indicators seen today, keys joined by commas; “none” where none is lacking")),
        ("corrections", _("corrections to the members")),
        ("notes", _("notes")),
        ("needs", _("needs ticked, keys joined by commas")),
        ("needs-text", _("needs in words")),
        ("next-visit-on", _("day of the next visit")),
    ):
        entry.add_argument(f"--{option}", default="", metavar=_("TEXT"), help=words)
    entry.add_argument(
        "--agreed", nargs="+", action="append", default=[], metavar=_("TEXT"),
        help=_("what was agreed, who does it, by when; may be given several times"),
    )  # fmt: skip
    entry.add_argument(
        "--count", action="append", default=[], metavar=_("NAME=NUMBER"),
        help=_("a figure of the model's month: alive, born, bought, lost, sold, passed_on, sick, income, problem, "
               "next_step"),
    )  # fmt: skip
    entry.add_argument("--correct", action="store_true", help=_("correct a form that was entered before"))
    entry.add_argument(
        "--month", choices=("ask", "form", "noted"), default="ask",
        help=_("where the month was noted otherwise: refuse, take the form's figures, keep the noted ones"),
    )  # fmt: skip
