"""The options of ``visit-forms``. Light on purpose: no service is loaded here."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from sinhke_desktop.i18n import _

CLASSES = ("poor", "near-poor", "newly-escaped", "none", "unknown")
"""The classes of :class:`sinhke_desktop.domain.review.PovertyClass`; a test compares them."""
PAPERS = ("a4", "a5")
ORDERS = ("kept", "address", "name")


def add_visit_form_options(parser: argparse.ArgumentParser, count: Callable[[str], int]) -> None:
    """Whose forms, and how they are printed; *count* reads a number."""
    parser.add_argument("--hamlet", action="append", default=[], metavar=_("NAME"), help=_("a hamlet; may be repeated"))
    parser.add_argument("--household", action="append", default=[], metavar=_("ID"), help=_("a household; repeatable"))
    parser.add_argument(
        "--due-by", default="", metavar=_("DAY"), help=_("only those due for a visit on this day (dd/mm/yyyy)")
    )
    parser.add_argument(
        "--class", dest="classes", action="append", default=[], choices=CLASSES,
        help=_("only this class; may be repeated"),
    )  # fmt: skip
    parser.add_argument("--participants", action="store_true", help=_("only households in the model"))
    parser.add_argument(
        "--spare", type=count, default=0, metavar=_("N"), help=_("so many forms without a household")
    )  # fmt: skip
    parser.add_argument("--paper", choices=PAPERS, default=PAPERS[0], help=_("paper of the forms (default a4)"))
    parser.add_argument("--two-sided", action="store_true", help=_("print on both sides"))
    parser.add_argument(
        "--route", action=argparse.BooleanOptionalAction, default=True,
        help=_("the list to walk along on top (default yes)"),
    )  # fmt: skip
    parser.add_argument(
        "--order", choices=ORDERS, default=ORDERS[0], help=_("order within a hamlet (default the kept walking order)")
    )
