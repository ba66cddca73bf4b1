"""What the commands on an office's server take."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from sinhke_desktop.i18n import _


def add_server_address(parser: argparse.ArgumentParser, *, required: bool) -> None:
    """Where the office's rows lie, if not in a file on this machine."""
    parser.add_argument(
        "--server",
        default="",
        required=required,
        metavar=_("ADDRESS"),
        help=_("keep the data on a PostgreSQL server: {example}").format(
            example="postgresql+psycopg://user@host:5432/name"
        ),
    )


def add_office_server(command: Callable[[str, str, str], argparse.ArgumentParser]) -> None:
    """The actions of ``office`` on a store that lies on a server; *command* makes one of name, function and text."""
    join = command("join", "office_server.join", _("let this machine work in an office's store on a server"))
    add_server_address(join, required=True)
    join.add_argument("--code", default="", metavar=_("CODE"), help=_("invitation or recovery code; else it is asked"))
    join.add_argument("--officer", default="", metavar=_("NAME"), help=_("who works with it"))
    command("invite", "office_server.invite", _("make a code by which one more machine may join"))
    server = command("server", "office_server.server", _("where the office's data lie, and who makes the backups"))
    server.add_argument(
        "--new-password", action="store_true", help=_("ask for this machine's new password on the server and keep it")
    )
    upgrade = command("upgrade", "office_server.upgrade", _("bring the tables on the server to this version"))
    upgrade.add_argument(
        "--copied", action="store_true", required=True, help=_("the administrator has made a copy (pg_dump)")
    )
