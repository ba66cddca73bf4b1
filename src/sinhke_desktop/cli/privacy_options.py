"""What the commands on personal data take."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from sinhke_desktop.domain.data_request import RequestKind
from sinhke_desktop.i18n import _

Command = Callable[[str, str, str], argparse.ArgumentParser]
"""Name, what runs it and a help text give a command."""


def add_privacy_options(command: Command, request: Command, count: Callable[[str], int]) -> None:
    """Add the commands of the family (*command*) and of its register of requests (*request*)."""
    log = command("log", "privacy.log", _("who opened, printed, exported what"))
    log.add_argument("--since", default="", metavar=_("DAY"), help=_("from this day on, for example 19/06/2024"))
    log.add_argument("--limit", type=count, default=200, metavar=_("NUMBER"), help=_("at most so many entries"))
    request("list", "privacy.requests", _("list the requests, open ones first"))
    add = request("add", "privacy.add", _("enter a request; it is due in 2 working days"))
    add.add_argument("kind", choices=[one.value for one in RequestKind], help=_("what is asked for"))
    add.add_argument("requester", metavar=_("NAME"), help=_("who asks"))
    add.add_argument("--household", default="", metavar=_("ID"), help=_("the household's id"))
    add.add_argument("--received-on", default="", metavar=_("DAY"), help=_("the day it came; else today"))
    add.add_argument("--content", default="", metavar=_("TEXT"), help=_("in the person's words"))
    erase = command("erase", "privacy.erase", _("erase for good what an open request names"))
    erase.add_argument("request", metavar=_("ID"), help=_("the request's id"))
    erase.add_argument("--member", default="", metavar=_("ID"), help=_("only this former member"))
