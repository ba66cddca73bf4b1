"""What the commands that receive, take back, receipt and survey take."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from sinhke_desktop.i18n import _


def add_office_receiving(command: Callable[[str, str, str], argparse.ArgumentParser]) -> None:
    """The actions of ``office`` on what sticks bring; *command* makes one of name, function and text."""
    stage = command("stage", "office_receiving.stage", _("take bundles from a stick into the list of those that wait"))
    stage.add_argument("paths", nargs="+", type=Path, metavar=_("FILE"), help=_("bundles, or the stick's folder"))
    command("staged", "office_receiving.staged", _("what waits, is held or was refused"))
    plan = command("plan", "office_receiving.plan", _("what receiving a waiting bundle would change; changes nothing"))
    _file(plan)
    plan.add_argument("--all", action="store_true", help=_("every changed record with its fields"))
    apply = command("apply", "office_receiving.apply", _("receive waiting bundles (all, or those named)"))
    apply.add_argument("files", nargs="*", metavar=_("FILE"), help=_("the first digits as in the list"))
    _file(command("forget", "office_receiving.forget", _("drop a staged bundle for good")))
    undo = command("undo", "office_receiving.undo", _("take a receiving back; without arguments: what was received"))
    undo.add_argument("epoch", nargs="?", default="", metavar=_("EPOCH"), help=_("the first digits as in the list"))
    undo.add_argument("bundle", nargs="?", default=0, type=int, metavar=_("NUMBER"), help=_("the bundle's number"))
    receipts = command("receipts", "office_receiving.receipts", _("write the receipts of all machines with news"))
    receipts.add_argument("--to", type=Path, required=True, metavar=_("FOLDER"), help=_("the stick's folder"))
    receipts.add_argument("--machine", action="append", default=[], metavar=_("MACHINE"), help=_("only this machine"))
    standing = command("standing", "office_standing.standing", _("who has sent, who is missing, what changed"))
    standing.add_argument("--since", default="", metavar=_("DAY"), help=_("what came before that day does not count"))
    standing.add_argument("--missing", action="store_true", help=_("only those that are missing"))
    expected = command("expected", "office_standing.expected", _("the communes that should send"))
    expected.add_argument("codes", nargs="*", metavar=_("CODE"), help=_("codes of communes to add to the list"))
    expected.add_argument("--province", default="", metavar=_("NAME"), help=_("all communes of a province"))
    expected.add_argument("--old-district", default="", metavar=_("NAME"), help=_("those of an old district only"))
    expected.add_argument("--clear", action="store_true", help=_("begin with an empty list"))
    log = command("log", "office_standing.log", _("what was done in the exchange, newest first"))
    log.add_argument("--limit", type=int, default=50, metavar=_("NUMBER"), help=_("how many lines"))


def _file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar=_("FILE"), help=_("the first digits as in the list"))
