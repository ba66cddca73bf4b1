"""Commands on an office's store on a server: set it up, let machines join, change its password, upgrade it."""

from __future__ import annotations

import argparse
import os

from sinhke_desktop.cli.answers import Answer, fields
from sinhke_desktop.cli.opening import opened, password, secret
from sinhke_desktop.i18n import _
from sinhke_desktop.paths import Folders, folders
from sinhke_desktop.services import machines, server_store
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.services.workspace import Created

SERVER_PASSWORD_VARIABLE = "SINHKE_SERVER_PASSWORD"  # noqa: S105 - the variable's name


def server_password(address: str) -> str:
    """The role's password on the server: from ``SINHKE_SERVER_PASSWORD``, none if not needed, else typed unseen."""
    given = os.environ.get(SERVER_PASSWORD_VARIABLE, "")
    if given or not server_store.needs_password(address):
        return given
    return secret(_("Password on the server: "))


def made(places: Folders, name: str, address: str) -> Created:
    """A new office's store on the server."""
    return server_store.office_init(places, password(new=True), name, address, server_password(address))


def join(arguments: argparse.Namespace) -> Answer:
    """Let this machine work in an office's store on a server."""
    places = folders(arguments.data_dir)
    there = server_password(arguments.server)
    code = arguments.code or secret(_("Invitation or recovery code: "))
    workspace = server_store.join(places, password(new=True), arguments.server, code, there)
    try:
        if arguments.officer:
            workspace = workspaces.as_officer(workspace, arguments.officer)
        number = machines.office_number(workspace)
    finally:
        workspaces.close(workspace)
    content = {"number": number, "data_dir": str(places.data), "officer": arguments.officer}
    lines = fields([(_("Number to read aloud"), number), (_("Data folder"), str(places.data))])
    return Answer(content, [_("This machine works in the office's store now."), *lines])


def invite(arguments: argparse.Namespace) -> Answer:
    """Make a code by which one more machine may join."""
    with opened(arguments, role=workspaces.OFFICE) as workspace:
        code = server_store.invite(workspace)
    told = _("Read it to the other officer. It is good for one machine and shown only now; an earlier one is void.")
    return Answer({"code": code}, [*fields([(_("Invitation"), code)]), told])


def server(arguments: argparse.Namespace) -> Answer:
    """Where the data lie and who makes the backups; or keep a new password of the server."""
    if arguments.new_password:
        there = os.environ.get(SERVER_PASSWORD_VARIABLE) or secret(_("Password on the server: "))
        server_store.change_server_password(folders(arguments.data_dir), password(), there)
        return Answer({"ok": True}, [_("The server takes the new password. It is kept sealed on this machine.")])
    with opened(arguments, role=workspaces.OFFICE) as workspace:
        address = server_store.settings_of(workspace).address.text()
    return Answer({"address": address}, [*fields([(_("Server"), address)]), server_store.backups_told()])


def upgrade(arguments: argparse.Namespace) -> Answer:
    """Bring the tables on the server to this program's version, once a copy was made."""
    workspaces.close(workspaces.upgrade_server_tables(folders(arguments.data_dir), password()))
    return Answer({"ok": True}, [_("The tables on the server have this program's version now.")])
