"""Commands on the machines that an office believes, its own keys, and communes that merged."""

from __future__ import annotations

import argparse
from typing import Any

from sinhke_desktop.cli.answers import Answer, fields, table
from sinhke_desktop.cli.opening import opened
from sinhke_desktop.domain.spoken_number import digits_of
from sinhke_desktop.errors import NotFound
from sinhke_desktop.i18n import _
from sinhke_desktop.services import commune_mergers, number_sheet, office_keys, revoked_bundles
from sinhke_desktop.services import machines as machines_service
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.services.commune_mergers import MergerShown
from sinhke_desktop.services.machines import Machine
from sinhke_desktop.services.office_keys import OfficeKeyShown
from sinhke_desktop.services.workspace import Workspace


def machines(arguments: argparse.Namespace) -> Answer:
    """Every paired machine, and the bundles of revoked ones that are kept for review."""
    with opened(arguments, role=workspaces.OFFICE) as workspace:
        found = machines_service.machines(workspace)
        kept = revoked_bundles.quarantined(workspace)
    content = {
        "machines": [_machine(one) for one in found],
        "kept": [
            {"hash": one.header_hash, "sender": one.sender, "number": one.number, "file": one.file_name} for one in kept
        ],
    }
    header = (_("Machine"), _("Commune"), _("Codes"), _("Bundles"), _("Last received"), _("Standing"))
    rows = [
        (one.device[:8], one.name, ", ".join(one.commune_codes), len(one.bundles), one.last_received_at,
         _("revoked") if one.revoked else "")
        for one in found
    ]  # fmt: skip
    lines = table(header, rows) or [_("No commune is paired yet.")]
    if kept:
        waiting = [(one.header_hash[:8], one.sender, one.number, one.file_name) for one in kept]
        lines += ["", _("Kept for review"), *table((_("Hash"), _("Sender"), _("Number"), _("File")), waiting)]
    return Answer(content, lines)


def _machine(one: Machine) -> dict[str, Any]:
    return {
        "device": one.device,
        "number": one.number,
        "name": one.name,
        "commune_codes": list(one.commune_codes),
        "bundles": len(one.bundles),
        "last_received_at": one.last_received_at or None,
        "revoked": one.revoked,
        "office_key": one.uses_key,
    }


def _chosen(workspace: Workspace, beginning: str) -> Machine:
    """The one machine whose key, or number, begins so; raises NotFound."""
    digits = digits_of(beginning)
    found = [
        one
        for one in machines_service.machines(workspace)
        if one.device.startswith(beginning) or (digits == beginning and digits_of(one.number).startswith(digits))
    ]
    if len(found) != 1 or not beginning:
        raise NotFound(_("No machine, or more than one, begins with “{text}”.").format(text=beginning))
    return found[0]


def revoke(arguments: argparse.Namespace) -> Answer:
    """Believe a machine no further than a received bundle."""
    with opened(arguments, role=workspaces.OFFICE) as workspace:
        machine = _chosen(workspace, arguments.machine)
        epoch, counter = "", None
        if arguments.after:
            place = next((one for one in reversed(machine.bundles) if one.sequence == arguments.after), None)
            if place is None:
                raise NotFound(_("No bundle with this number was received from this machine."))
            epoch, counter = place.epoch, place.last_counter
        done = machines_service.revoke(workspace, machine.device, epoch=epoch, counter=counter)
    content = {
        "device": machine.device,
        "believed_up_to": done.last.sequence if done.last is not None else 0,
        "beyond": [one.sequence for one in done.beyond],
    }
    lines = fields([(_("Revoked"), machine.name), (_("Believed up to bundle"), content["believed_up_to"])])
    if done.beyond:
        lines.append(_("{count} bundles received after it stay in the data.").format(count=len(done.beyond)))
    return Answer(content, lines)


def accept(arguments: argparse.Namespace) -> Answer:
    """Receive one bundle of a revoked machine after all."""
    with opened(arguments, role=workspaces.OFFICE) as workspace:
        kept = [one for one in revoked_bundles.quarantined(workspace) if one.header_hash.startswith(arguments.file)]
        if len(kept) != 1:
            raise NotFound(_("No kept bundle, or more than one, begins with “{text}”.").format(text=arguments.file))
        done = revoked_bundles.accept(workspace, kept[0].header_hash)
    content = {"verdict": done.verdict.value, "number": done.number, "new_operations": done.new_operations}
    return Answer(content, [" ".join(part for part in (done.message, done.advice) if part)], 1 if done.code else 0)


def numbers(arguments: argparse.Namespace) -> Answer:
    """The office's number, its keys, and the sheet for the communes."""
    with opened(arguments, role=workspaces.OFFICE) as workspace:
        known = office_keys.keys(workspace)
        number = machines_service.office_number(workspace)
        if arguments.out is not None:
            number_sheet.write(workspace, arguments.out)
    content = {
        "number": number,
        "sheet": str(arguments.out) if arguments.out is not None else None,
        "keys": [_key(one) for one in known],
    }
    rows = [(one.position, one.number[:11], _standing(one), len(one.used_by)) for one in known]
    lines = fields([(_("Number to read aloud"), number), (_("File"), content["sheet"])])
    return Answer(content, [*lines, *table((_("No."), _("Number"), _("Standing"), _("Machines")), rows)])


def _key(one: OfficeKeyShown) -> dict[str, Any]:
    return {
        "position": one.position,
        "signing": one.signing,
        "number": one.number,
        "newest": one.newest,
        "retired": one.retired,
        "used_by": list(one.used_by),
    }


def _standing(one: OfficeKeyShown) -> str:
    return _("in use") if one.newest else _("retired") if one.retired else _("still opened")


def rotate_keys(arguments: argparse.Namespace) -> Answer:
    """Change the office's key; with --stolen the new one is not vouched for."""
    with opened(arguments, role=workspaces.OFFICE) as workspace:
        made = office_keys.begin_afresh(workspace) if arguments.stolen else office_keys.change(workspace)
    told = (
        _("The office has a new key that nothing vouches for. Every machine must be paired anew.")
        if arguments.stolen
        else _("The office has a new key. Each machine goes over with its next receipt.")
    )
    return Answer(_key(made), [told, *fields([(_("Number to read aloud"), made.number)])])


def retire_key(arguments: argparse.Namespace) -> Answer:
    """Forget an earlier key."""
    with opened(arguments, role=workspaces.OFFICE) as workspace:
        known = {one.position: one.signing for one in office_keys.keys(workspace)}
        office_keys.retire(workspace, known.get(arguments.position, ""), forced=arguments.force)
    return Answer({"position": arguments.position}, [_("The key was retired.")])


def merge_commune(arguments: argparse.Namespace) -> Answer:
    """Note a merger, take one back, or list them with what the lists suggest."""
    with opened(arguments, role=workspaces.OFFICE) as workspace:
        if arguments.take_back:
            commune_mergers.take_back(workspace, arguments.old)
        elif arguments.old:
            commune_mergers.tell(workspace, arguments.old, arguments.new, arguments.basis)
        told = commune_mergers.mergers(workspace)
        suggested = commune_mergers.suggestions(workspace)
    content = {
        "mergers": [_merger(one) for one in told],
        "suggestions": [{"old": one.old_code, "into": [code for code, _name in one.into]} for one in suggested],
    }
    header = (_("Old code"), _("Counts under"), _("Decision"), _("Machines"))
    rows = [
        (
            f"{one.merger.old_code} {one.old_name}",
            f"{one.merger.new_code} {one.new_name}",
            one.merger.basis,
            one.machines,
        )
        for one in told
    ]
    lines = table(header, rows) or [_("No merger was noted")]
    for one in suggested:
        known = ", ".join(f"{code} {name}" for code, name in one.into)
        text = _("Code {code} ({name}) is in no list of today; it went into: {known}.")
        lines.append(text.format(code=one.old_code, name=one.old_name, known=known))
    return Answer(content, lines)


def _merger(one: MergerShown) -> dict[str, Any]:
    return {
        "old": one.merger.old_code,
        "new": one.merger.new_code,
        "basis": one.merger.basis,
        "machines": one.machines,
    }
