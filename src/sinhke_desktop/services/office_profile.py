"""The receiving office of this store: set up once, its name and paper headings changed at any time."""

from __future__ import annotations

import json
from dataclasses import asdict, fields, replace

from sinhke_desktop.domain.receiving_office import ReceivingOffice
from sinhke_desktop.domain.vietnamese import tidy
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.i18n import _
from sinhke_desktop.services.pairing import own_keys
from sinhke_desktop.services.workspace import OFFICE, ROLE, Workspace, as_officer
from sinhke_desktop.storage.exchange import OFFICE_NAME
from sinhke_desktop.storage.local_values import get_value, set_value

HEADING = "office_heading"
"""The local value that keeps how the office's papers are headed, in JSON."""


def set_up(workspace: Workspace, name: str, officer: str) -> Workspace:
    """Make an empty store an office's, with its name, keys and officer; returns the workspace that knows them.

    Raises :class:`InvalidInput` without a name (TL-04) or officer (TL-01), or when the store is a commune's (TL-05).
    """
    problems = []
    if not tidy(name):
        problems.append(Problem("office", _("Type the name of the receiving office."), "TL-04"))
    if not tidy(officer):
        problems.append(Problem("office_officer", _("Type the officer's name."), "TL-01"))
    if workspace.commune_code:
        problems.append(Problem("office", _("This store already belongs to a commune."), "TL-05"))
    if problems:
        raise InvalidInput(problems)
    with workspace.database.write() as connection:
        set_value(connection, ROLE, OFFICE)
        set_value(connection, OFFICE_NAME, tidy(name))
    ready = as_officer(replace(workspace, role=OFFICE), tidy(officer))
    own_keys(ready)
    return ready


def profile(workspace: Workspace) -> ReceivingOffice:
    """The office of this store."""
    with workspace.database.read() as connection:
        name, kept = get_value(connection, OFFICE_NAME), get_value(connection, HEADING)
    known = {one.name for one in fields(ReceivingOffice)}
    heading = json.loads(kept) if kept else {}
    return ReceivingOffice(name, **{key: value for key, value in heading.items() if key in known and key != "name"})


def change(workspace: Workspace, office: ReceivingOffice) -> ReceivingOffice:
    """Keep the changed name and headings, tidied line by line; raises :class:`InvalidInput` without a name (TL-04)."""
    tidied = {key: "\n".join(tidy(line) for line in value.splitlines()) for key, value in asdict(office).items()}
    wanted = ReceivingOffice(**tidied)
    if not wanted.name:
        raise InvalidInput([Problem("name", _("Type the name of the receiving office."), "TL-04")])
    del tidied["name"]
    with workspace.database.write() as connection:
        set_value(connection, OFFICE_NAME, wanted.name)
        set_value(connection, HEADING, json.dumps(tidied, ensure_ascii=False))
    return wanted
