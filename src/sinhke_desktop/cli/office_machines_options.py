"""What the commands on an office's machines, keys and mergers take."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from sinhke_desktop.i18n import _


def add_office_machines(command: Callable[[str, str, str], argparse.ArgumentParser]) -> None:
    """The actions of ``office`` on machines and keys; *command* makes one of name, function and text."""
    command("machines", "office_machines.machines", _("machines that send here, and what is kept of revoked ones"))
    revoke = command("revoke", "office_machines.revoke", _("believe a lost machine no further"))
    revoke.add_argument("machine", metavar=_("MACHINE"), help=_("the beginning of its key or number"))
    revoke.add_argument(
        "--after",
        type=int,
        default=0,
        metavar=_("N"),
        help=_("the last bundle that is believed; else the last received"),
    )
    accept = command("accept", "office_machines.accept", _("believe one kept bundle of a revoked machine"))
    accept.add_argument("file", metavar=_("HASH"), help=_("the beginning of the bundle's hash, see machines"))
    numbers = command("numbers", "office_machines.numbers", _("the office's number and its keys"))
    numbers.add_argument("--out", type=Path, metavar=_("FILE"), help=_("write the sheet for the communes (PDF)"))
    rotate = command("rotate-keys", "office_machines.rotate_keys", _("change the office's key"))
    rotate.add_argument(
        "--stolen", action="store_true", help=_("the old key is in other hands: every machine must be paired anew")
    )
    retire = command("retire-key", "office_machines.retire_key", _("forget an earlier key of the office"))
    retire.add_argument("position", type=int, metavar=_("N"), help=_("which key, see numbers"))
    retire.add_argument("--force", action="store_true", help=_("even if machines use it: they must be paired anew"))
    merge = command("merge-commune", "office_machines.merge_commune", _("count an old commune code under a new one"))
    merge.add_argument("old", nargs="?", default="", metavar=_("OLD"), help=_("old code; without it all are listed"))
    merge.add_argument("new", nargs="?", default="", metavar=_("NEW"), help=_("code that it counts under"))
    merge.add_argument("--basis", default="", metavar=_("TEXT"), help=_("the decision that merged them"))
    merge.add_argument("--take-back", action="store_true", help=_("let the old code count for itself again"))
