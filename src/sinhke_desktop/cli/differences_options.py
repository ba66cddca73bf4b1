"""What the commands on differences, returned records, what leaves and other machines of a commune take."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from sinhke_desktop.i18n import _

Add = Callable[[str, str, str], argparse.ArgumentParser]
"""Name, the function that runs, what it does."""


def add_differences(command: Add) -> None:
    """``conflicts``, ``decide``, ``returned``, ``return``, ``answer``, ``outgoing``."""
    listing = command("conflicts", "differences.conflicts", _("records that two machines wrote differently"))
    listing.add_argument("--commune", default="", metavar=_("CODE"), help=_("one commune only"))
    listing.add_argument("--decided", action="store_true", help=_("the decisions of lately instead"))
    decide = command("decide", "differences.decide", _("say which side's values hold"))
    decide.add_argument("record", metavar=_("KIND:ID"), help=_("as the command conflicts names it"))
    decide.add_argument("choices", nargs="*", metavar=_("FIELD=SIDE"), help=_("field and number of the side: phone=2"))
    decide.add_argument("--reason", default="", metavar=_("TEXT"), help=_("why"))
    decide.add_argument("--take-back", action="store_true", help=_("take the newest decision on this record back"))
    returned = command("returned", "differences.returned", _("records returned for correction"))
    returned.add_argument("--commune", default="", metavar=_("CODE"), help=_("one commune only"))
    returned.add_argument("--all", action="store_true", help=_("closed ones too"))
    returned.add_argument("--close", default="", metavar=_("ID"), help=_("close this one (office)"))
    back = command("return", "differences.return_record", _("return a record to its commune (office)"))
    back.add_argument("commune", metavar=_("CODE"), help=_("code of the commune"))
    back.add_argument("record", metavar=_("KIND:ID"), help=_("household:…, review:…, report:2025-10"))
    back.add_argument("--reason", required=True, metavar=_("TEXT"), help=_("what has to be corrected"))
    back.add_argument("--field", default="", metavar=_("FIELD"), help=_("the one field that is meant"))
    answer = command("answer", "differences.answer", _("answer the office on a returned record"))
    answer.add_argument("id", metavar=_("ID"), help=_("as the command returned names it"))
    answer.add_argument("text", metavar=_("TEXT"), help=_("what was done, or why not"))
    command("outgoing", "differences.outgoing", _("what leaves with the next bundle, in words"))


def add_machines(command: Add) -> None:
    """``machine pair``, ``machine receive``: the side of a commune's main machine."""
    pair = command("pair", "differences.pair_machine", _("pair another machine of this commune"))
    pair.add_argument("file", type=Path, metavar=_("FILE"), help=_("the other machine's key file (.xxk)"))
    pair.add_argument("--number", default="", metavar=_("NUMBER"), help=_("the number that the other machine shows"))
    receive = command("receive", "differences.receive_machine", _("receive the other machine's bundle"))
    receive.add_argument("file", type=Path, metavar=_("FILE"), help=_("the bundle (.xxb)"))
    receive.add_argument("--dry-run", action="store_true", help=_("only say what would change"))
