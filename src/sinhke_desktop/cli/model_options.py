"""The commands of the livelihood model's file and their options. Light on purpose: no service is loaded here."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from sinhke_desktop.cli.choosing_options import add_choosing_options
from sinhke_desktop.i18n import _

KINDS = (
    "community_meeting", "economic_line", "stage_due", "stage_paper", "producer_group", "budget_entry", "raised_thing",
    "thing_event", "loss", "training", "market_contract", "delivery", "supervision_finding", "repayment_due",
    "repayment", "pass_on", "commendation", "lesson", "replication",
)  # fmt: skip
"""The kinds of :mod:`sinhke_desktop.domain.model_records`; a test compares them."""
Add = Callable[[str, str, str], argparse.ArgumentParser]


def add_model_options(add: Add) -> None:
    """Describe every action; *add* makes the parser of one from its name, the function it runs and its help."""
    add_choosing_options(add)
    _model(add("status", "livelihood.status", _("stage, participants, money, inputs")))
    _model(add("warnings", "model_follow.warnings", _("who falls behind, who may slide back, and why")))
    _model(add("revolving", "model_follow.revolving", _("the revolving fund and what each household owes")))
    fields = add("fields", "model_records.fields_of", _("the fields of a kind of record"))
    fields.add_argument("kind", choices=KINDS, metavar=_("KIND"), help=", ".join(KINDS))
    listing = _model(add("list", "model_records.listing", _("list the records of a kind")))
    listing.add_argument("kind", choices=KINDS, metavar=_("KIND"), help=", ".join(KINDS))
    adding = _model(add("add", "model_records.add", _("add a record to the model's file")))
    adding.add_argument("kind", choices=KINDS, metavar=_("KIND"), help=", ".join(KINDS))
    adding.add_argument(
        "values", nargs="+", metavar=_("FIELD=VALUE"), help=_("what is typed; households by name or id")
    )
    changing = _model(add("change", "model_records.change", _("change a record")))
    changing.add_argument("kind", choices=KINDS, metavar=_("KIND"), help=", ".join(KINDS))
    changing.add_argument("id", metavar=_("ID"), help=_("the record's id"))
    changing.add_argument("values", nargs="+", metavar=_("FIELD=VALUE"), help=_("what is typed anew"))
    changing.add_argument("--reason", default="", metavar=_("TEXT"), help=_("why"))
    removing = add("remove", "model_records.remove", _("put a record into the recycle bin"))
    removing.add_argument("kind", choices=KINDS, metavar=_("KIND"), help=", ".join(KINDS))
    removing.add_argument("id", metavar=_("ID"), help=_("the record's id"))
    removing.add_argument("--reason", default="", metavar=_("TEXT"), help=_("why"))
    _model(add("money", "model_money.money", _("money by source, line and year, and what does not fit together")))
    _model(add("things", "model_money.things", _("animals and plots one by one, and how many live")))
    _model(add("papers", "model_papers.listing", _("list the papers of the model's file and what each is made for")))
    paper = _model(add("paper", "model_papers.paper", _("print a paper of the model's file (PDF)")))
    paper.add_argument("kind", metavar=_("KIND"), help=_("which paper; model papers lists them"))
    paper.add_argument("--of", default="", metavar=_("WHAT"), help=_("what it is made for, by its id or words"))
    paper.add_argument("--out", required=True, type=Path, metavar=_("FILE"), help=_("PDF file to write"))


def _model(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("--model", default="", metavar=_("ID"), help=_("a model's id; else the active one"))
    return parser
