"""Commands on the store itself: make it, open it with the recovery code, check it."""

from __future__ import annotations

import argparse

from sinhke_desktop.cli.answers import Answer, fields
from sinhke_desktop.cli.opening import opened, password, progress, secret
from sinhke_desktop.domain.commune import Area
from sinhke_desktop.i18n import _
from sinhke_desktop.paths import folders
from sinhke_desktop.services import backups, communes, integrity, server_store, units
from sinhke_desktop.services import workspace as workspaces

CURRENT_PERIOD = "2026-2030"


def init(arguments: argparse.Namespace) -> Answer:
    """Make a store for one commune and print its recovery code, this once."""
    unit = units.unit(arguments.commune_code)
    area = Area(arguments.area) if arguments.area else unit.default_area
    places = folders(arguments.data_dir)
    created = workspaces.create(places, password(new=True))
    try:
        communes.set_up(created.workspace, unit, area, arguments.period or CURRENT_PERIOD, arguments.officer)
    finally:
        workspaces.close(created.workspace)
    content = {
        "commune_code": unit.code,
        "commune": unit.full_name,
        "province": unit.province_name,
        "made_from": [old.name for old in unit.made_from],
        "area": area.value,
        "officer": arguments.officer,
        "data_dir": str(places.data),
        "recovery_code": created.recovery_code,
    }
    lines = fields(
        [
            (_("Commune"), f"{unit.full_name}, {unit.province_name} ({unit.code})"),
            (_("Made from"), ", ".join(old.name for old in unit.made_from)),
            (_("Data folder"), str(places.data)),
            (_("Recovery code"), created.recovery_code),
        ]
    )
    lines.append(_("Write the recovery code on paper and keep it apart from this computer. It is shown only now."))
    return Answer(content, lines)


def recover(arguments: argparse.Namespace) -> Answer:
    """Open the store with the recovery code and give it a new password."""
    code = arguments.code or secret(_("Recovery code: "))
    workspaces.close(workspaces.open_with_recovery(folders(arguments.data_dir), code, password(new=True)))
    return Answer({"ok": True}, [_("The store has the new password now.")])


def doctor(arguments: argparse.Namespace) -> Answer:
    """Check the file, the journal's chain and every row; exit 1 when something is wrong."""
    with opened(arguments, role="") as workspace:
        found, on_server = integrity.check(workspace, progress()), workspace.database.on_server
    content = {
        "ok": found.ok,
        "problems": list(found.problems),
        "counts": found.counts,
        "state_hash": found.state_hash,
        "heads_hash": found.heads_hash,
    }
    verdict = _("The store is whole.") if found.ok else _("The store is damaged. Keep it as it is and call for help.")
    counts = fields([(name, count) for name, count in found.counts.items()])
    elsewhere = [server_store.backups_told()] if on_server else []
    return Answer(content, [verdict, *found.problems, *counts, *elsewhere], 0 if found.ok else 1)


def restore(arguments: argparse.Namespace) -> Answer:
    """Put a backup in the place of the data, or list the backups."""
    places = folders(arguments.data_dir)
    if arguments.number is None:
        known = backups.in_folder(places)
        lines = [f"{one.number:6d}  {one.when}  {one.path}" for one in known] or [_("There are no backups yet.")]
        return Answer({"backups": [{"number": one.number, "when": one.when} for one in known]}, lines)
    done = backups.restore(places, arguments.number, password())
    text = _("Backup SL-{number:06d} is in place. What was there lies in {folder}.")
    line = text.format(number=done.backup.number, folder=done.aside)
    return Answer({"restored": done.backup.number, "aside": str(done.aside)}, [line])
