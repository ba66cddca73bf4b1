"""The options of the commands on updates. Light on purpose: no service is loaded here."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from sinhke_desktop.i18n import _


def add_update_options(command: Callable[[str, str, str], argparse.ArgumentParser]) -> None:
    """Add ``check``, ``install``, ``back`` and ``verify``; *command* makes one of name, function and description."""
    check = command("check", "update.check", _("what an update pack, or a stick, offers to this program"))
    install = command("install", "update.install", _("copy the data, then install an update pack for the next start"))
    for one in (check, install):
        one.add_argument("path", type=Path, metavar=_("PATH"), help=_("the pack (.capnhat), or the folder it lies in"))
    command("back", "update.back", _("copy the data, then go back to the version before at the next start"))
    command("verify", "update.verify", _("compare the installed program's files with what was signed"))
