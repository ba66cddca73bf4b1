"""Commands of the receiving office's side: its store, its communes, its receipts."""

from __future__ import annotations

import argparse

from sinhke_desktop.cli import office_server
from sinhke_desktop.cli.answers import Answer, fields, table
from sinhke_desktop.cli.exchange import confirmed
from sinhke_desktop.cli.opening import opened, password
from sinhke_desktop.i18n import _
from sinhke_desktop.paths import folders
from sinhke_desktop.services import machines, receiving
from sinhke_desktop.services import workspace as workspaces


def init(arguments: argparse.Namespace) -> Answer:
    """Make an office's store and keys; print its number and, this once, the recovery code."""
    places = folders(arguments.data_dir)
    if arguments.server:
        created = office_server.made(places, arguments.name, arguments.server)
    else:
        created = receiving.office_init(places, password(new=True), arguments.name)
    try:
        number = machines.office_number(created.workspace)
    finally:
        workspaces.close(created.workspace)
    content = {
        "name": arguments.name,
        "number": number,
        "data_dir": str(places.data),
        "recovery_code": created.recovery_code,
    }
    lines = fields(
        [
            (_("Office"), arguments.name),
            (_("Number to read aloud"), number),
            (_("Data folder"), str(places.data)),
            (_("Recovery code"), created.recovery_code),
        ]
    )
    lines.append(_("Write the recovery code on paper and keep it apart from this computer. It is shown only now."))
    return Answer(content, lines)


def pair(arguments: argparse.Namespace) -> Answer:
    """Pair the machine of a commune's key file, once its number was compared, and write the answer for it."""
    with opened(arguments, role=workspaces.OFFICE) as workspace:
        asked = machines.read_key_file(arguments.file)
        agreed = confirmed(asked.number, arguments.number)
        path = machines.office_pair(workspace, arguments.file, agreed, arguments.to)
        number = machines.office_number(workspace)
    content = {
        "commune_code": asked.commune_code,
        "commune": asked.commune_name,
        "path": str(path),
        "number": number,
    }
    lines = fields(
        [
            (_("Commune"), f"{asked.commune_name} ({asked.commune_code})"),
            (_("Answer for the commune"), str(path)),
            (_("Number to read aloud"), number),
        ]
    )
    return Answer(content, lines)


def receive(arguments: argparse.Namespace) -> Answer:
    """Receive a bundle and write its receipt; exit 1 when it was understood but not applied."""
    with opened(arguments, role=workspaces.OFFICE) as workspace:
        done = receiving.office_receive(workspace, arguments.file, arguments.receipt_to)
    content = {
        "verdict": done.verdict.value,
        "code": done.code,
        "message": done.message,
        "advice": done.advice,
        "sender": done.sender,
        "commune_codes": list(done.commune_codes),
        "number": done.number,
        "new_operations": done.new_operations,
        "conflicts": done.conflicts,
        "same_state": done.same_state,
        "receipt": str(done.receipt_path) if done.receipt_path else None,
    }
    told = " ".join(part for part in (done.message, done.advice, f"({done.code})" if done.code else "") if part)
    lines = fields(
        [
            (_("Sender"), done.sender),
            (_("Changes"), done.new_operations),
            (_("Receipt"), str(done.receipt_path) if done.receipt_path else None),
        ]
    )
    return Answer(content, [told, *lines], 1 if done.code else 0)


def communes(arguments: argparse.Namespace) -> Answer:
    """Every paired machine with what was received from it."""
    with opened(arguments, role=workspaces.OFFICE) as workspace:
        found = receiving.office_communes(workspace)
    content = {
        "communes": [
            {
                "code": one.commune_code,
                "name": one.name,
                "number": one.number,
                "bundles": one.bundles,
                "received_up_to": one.received_up_to,
                "last_received_at": one.last_received_at or None,
                "open_forks": one.open_forks,
                "revoked": one.revoked,
            }
            for one in found
        ]
    }
    rows = [(one.commune_code, one.name, one.bundles, one.received_up_to, one.last_received_at) for one in found]
    header = (_("Code"), _("Commune"), _("Bundles"), _("Received up to"), _("Last received"))
    return Answer(content, table(header, rows) or [_("No commune is paired yet.")])
