"""The command that builds the sample commune and does the whole job with it."""

from __future__ import annotations

import argparse
import os
import secrets
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sinhke_desktop.cli.answers import Answer, fields
from sinhke_desktop.cli.opening import PASSWORD_VARIABLE, progress
from sinhke_desktop.i18n import _
from sinhke_desktop.services import demo as service


def demo(arguments: argparse.Namespace) -> Answer:
    """Do the whole job below ``--out``; says where everything lies and the password of both stores."""
    given = os.environ.get(PASSWORD_VARIABLE)
    password = given or f"xa-mau-{secrets.token_hex(4)}"
    done = service.run_demo(arguments.out, password, progress())
    content = _plain(asdict(done))
    if not given:
        content["password"] = password
    sent = _("{sent} sent, {received} received").format(sent=done.operations_sent, received=done.operations_received)
    office = done.office
    lines = fields(
        [
            (_("Households"), done.households),
            (_("Members"), done.members),
            (_("Poor households"), done.poor),
            (_("Near-poor households"), done.near_poor),
            (_("Participants"), done.participants),
            (_("Out of poverty in the ended model"), f"{done.out_of_poverty}/{done.ended_participants}"),
            (_("Changes"), sent),
            (_("Visit forms"), str(done.visit_forms)),
            (_("Report"), str(done.report)),
            (_("File of the ended model"), str(done.model_file)),
            (_("Sheet to do it elsewhere"), str(done.replication_sheet)),
            (_("Bundle"), str(done.bundle)),
            (_("Receipt"), str(done.receipt)),
            (_("Commune's data"), str(done.data_dir)),
            (_("Office's data"), str(done.office_dir)),
            (_("What receiving would change"), str(office.plan)),
            (_("Difference decided"), str(office.decided)),
            (_("Record returned and answered"), str(office.returned)),
            (_("Numbers alone"), str(office.totals)),
            (_("Tables of all communes"), str(office.tables)),
            (_("Password of both"), "" if given else password),
        ]
    )
    verdict = (
        _("The office holds exactly what the commune holds.")
        if done.same_state
        else _("The office does not hold what the commune holds. Please report this.")
    )
    return Answer(content, [*lines, verdict], 0 if done.same_state else 1)


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    """*values* with paths as text, those inside too."""
    return {
        name: _plain(value) if isinstance(value, dict) else str(value) if isinstance(value, Path) else value
        for name, value in values.items()
    }
