"""Commands of an office on what sticks bring: stage, plan, receive, take back, write receipts."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sinhke_desktop.bundles.refusals import BundleRefused
from sinhke_desktop.cli.answers import Answer, fields, table
from sinhke_desktop.cli.opening import opened, progress
from sinhke_desktop.domain.record_changes import How, KindCount
from sinhke_desktop.errors import NotFound
from sinhke_desktop.i18n import _
from sinhke_desktop.services import office_receipts, receiving_plan, receiving_undo, staging
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.services.entity_words import kind_label
from sinhke_desktop.services.outcomes import Outcome
from sinhke_desktop.services.planned_changes import PlannedChange
from sinhke_desktop.services.receiving_plan import ReceivingPlan
from sinhke_desktop.services.staging import StagedFile, StagedState
from sinhke_desktop.services.workspace import Workspace

SHOWN = 8


def stage(arguments: argparse.Namespace) -> Answer:
    """Take bundles into the list of those that wait; exit 1 if one of them was not taken."""
    with opened(arguments, role=workspaces.OFFICE) as workspace:
        paths, odd = _paths(arguments.paths)
        found = staging.stage(workspace, paths, progress())
    lines = _staged_lines(found) or [_("No bundle was found there.")]
    if odd:
        lines.append(_("{count} files there look like a virus's. Have the stick scanned.").format(count=odd))
    refused = any(one.state is StagedState.REFUSED and not one.staged_at for one in found)
    return Answer({"files": [_staged(one) for one in found], "odd": odd}, lines, 1 if refused else 0)


def _paths(named: Sequence[Path]) -> tuple[list[Path], int]:
    """The named files, and the bundles in named folders, with how many odd files lie beside them."""
    paths: list[Path] = []
    odd = 0
    for path in named:
        if path.is_dir():
            there = staging.found_on(path)
            paths += there.bundles
            odd += there.odd
        else:
            paths.append(path)
    return paths, odd


def staged(arguments: argparse.Namespace) -> Answer:
    """What waits, is held or was refused."""
    with opened(arguments, role=workspaces.OFFICE) as workspace:
        found = staging.staged(workspace)
    return Answer({"files": [_staged(one) for one in found]}, _staged_lines(found) or [_("Nothing waits.")])


def _staged(one: StagedFile) -> dict[str, Any]:
    return {
        "file": one.header_hash[:SHOWN],
        "name": one.file_name,
        "kind": one.kind,
        "sender": one.sender,
        "commune_codes": list(one.commune_codes),
        "number": one.number,
        "size": one.size,
        "state": one.state.value,
        "code": one.code,
        "message": one.message,
        "advice": one.advice,
        "staged_at": one.staged_at or None,
    }


def _staged_lines(found: Iterable[StagedFile]) -> list[str]:
    words = {
        StagedState.WAITING: _("waits"),
        StagedState.HELD: _("held"),
        StagedState.REFUSED: _("refused"),
        StagedState.APPLIED: _("received"),
    }
    header = (_("File"), _("Sender"), _("Bundle"), _("State"), _("Name"), _("Why"))
    rows = [
        (one.header_hash[:SHOWN], one.sender, one.number, words[one.state], one.file_name, _why(one.code, one.message))
        for one in found
    ]
    return table(header, rows)


def _why(code: str, message: str) -> str:
    return f"{message} ({code})" if code else ""


def named_file(workspace: Workspace, digits: str) -> str:
    """The header hash that begins with *digits*; raises NotFound unless just one staged file does."""
    fitting = [one.header_hash for one in staging.staged(workspace) if one.header_hash.startswith(digits.lower())]
    if len(fitting) != 1:
        raise NotFound(_("No single staged file begins with {digits}.").format(digits=digits), _("See: office staged"))
    return fitting[0]


def plan(arguments: argparse.Namespace) -> Answer:
    """What receiving a staged bundle would change; exit 1 if it could not be received."""
    with opened(arguments, role=workspaces.OFFICE) as workspace:
        planned = receiving_plan.plan(workspace, named_file(workspace, arguments.file), progress())
    content = {
        "verdict": planned.verdict.value if planned.verdict is not None else None,
        "code": planned.code,
        "message": planned.message,
        "advice": planned.advice,
        "sender": planned.file.sender,
        "number": planned.number,
        "conflicts": planned.conflicts,
        "same_state": planned.same_state,
        "counts": _counts(planned.counts),
        "changes": [_change(one) for one in planned.changes],
        "left_out": planned.left_out,
    }
    return Answer(content, _plan_lines(planned, whole=arguments.all), 1 if planned.code else 0)


def _counts(counts: Mapping[str, KindCount]) -> dict[str, dict[str, int]]:
    return {
        kind: {"new": one.new, "changed": one.changed, "removed": one.removed, "conflicts": one.conflicts}
        for kind, one in counts.items()
    }


def _change(one: PlannedChange) -> dict[str, Any]:
    return {
        "kind": one.entity_kind,
        "id": one.entity_id,
        "title": one.title,
        "how": one.how.value,
        "conflicts": one.conflicts,
        "fields": [
            {
                "path": field.path,
                "label": field.label,
                "before": field.before,
                "after": field.after,
                "sides": [
                    {"value": side.shown, "officer": side.officer, "time": side.claimed_time} for side in field.sides
                ],
            }
            for field in one.fields
        ],
    }


def counted_lines(counts: Mapping[str, KindCount]) -> list[str]:
    """The numbers by kind as a table."""
    header = (_("Records"), _("New"), _("Changed"), _("Removed"), _("To decide"))
    return table(
        header, [(kind_label(kind), one.new, one.changed, one.removed, one.conflicts) for kind, one in counts.items()]
    )


def _plan_lines(planned: ReceivingPlan, *, whole: bool) -> list[str]:
    words = {
        How.NEW: _("new"),
        How.CHANGED: _("changed"),
        How.REMOVED: _("removed"),
        How.RESTORED: _("restored"),
    }
    if planned.code:
        return [f"{planned.message} {planned.advice} ({planned.code})"]
    lines = fields(
        [
            (_("Sender"), planned.file.sender),
            (_("Bundle"), planned.number),
            (_("To decide"), planned.conflicts or None),
            (_("Both sides then hold the same"), _yes_no(planned.same_state)),
        ]
    )
    lines += counted_lines(planned.counts) or [planned.message]
    for one in planned.changes if whole else planned.changes[:SHOWN]:
        lines.append(f"{words[one.how]}: {one.title}")
        for field in one.fields if one.how is How.CHANGED or one.conflicts else ():
            lines.append(f"    {field.label}: {field.before or '–'} → {field.after or '–'}")
            lines += [f"        {side.shown or '–'} ({side.officer}, {side.claimed_time[:10]})" for side in field.sides]
    hidden = planned.left_out + (0 if whole else max(0, len(planned.changes) - SHOWN))
    return [*lines, _("and {count} more records").format(count=hidden)] if hidden else lines


def _yes_no(value: bool | None) -> str | None:
    return None if value is None else _("yes") if value else _("no")


def apply(arguments: argparse.Namespace) -> Answer:
    """Receive waiting bundles; exit 1 if one was understood but not applied, or refused."""
    told: list[dict[str, Any]] = []
    with opened(arguments, role=workspaces.OFFICE) as workspace:
        wanted = [named_file(workspace, one) for one in arguments.files] or [
            one.header_hash for one in staging.staged(workspace) if one.state is StagedState.WAITING
        ]
        for header_hash in wanted:
            try:
                told.append(_told(header_hash, receiving_plan.apply_staged(workspace, header_hash, progress())))
            except BundleRefused as refused:
                told.append(
                    {"file": header_hash[:SHOWN], "verdict": None, "code": refused.code, "message": refused.message}
                )
    lines = [f"{one['file']}: {one['message']}" + (f" ({one['code']})" if one["code"] else "") for one in told]
    return Answer({"received": told}, lines or [_("Nothing waits.")], 1 if any(one["code"] for one in told) else 0)


def _told(header_hash: str, done: Outcome) -> dict[str, Any]:
    return {
        "file": header_hash[:SHOWN],
        "verdict": done.verdict.value,
        "code": done.code,
        "message": done.message,
        "sender": done.sender,
        "number": done.number,
        "new_operations": done.new_operations,
        "conflicts": done.conflicts,
        "same_state": done.same_state,
    }


def forget(arguments: argparse.Namespace) -> Answer:
    """Drop a staged bundle for good."""
    with opened(arguments, role=workspaces.OFFICE) as workspace:
        header_hash = named_file(workspace, arguments.file)
        staging.forget(workspace, header_hash)
    return Answer({"forgotten": header_hash[:SHOWN]}, [_("The file was dropped.")])


def undo(arguments: argparse.Namespace) -> Answer:
    """Take a receiving back, or list what was received and whether it can be taken back."""
    with opened(arguments, role=workspaces.OFFICE) as workspace:
        found = receiving_undo.last_received(workspace)
        if arguments.epoch:
            fitting = [
                one
                for one in found
                if one.epoch.startswith(arguments.epoch.lower()) and one.sequence == arguments.bundle
            ]
            if len(fitting) != 1:
                raise NotFound(_("No such bundle was received."), _("See: office undo"))
            receiving_undo.undo(workspace, fitting[0].epoch, fitting[0].sequence)
            return Answer(
                {"undone": True, "number": fitting[0].number},
                [_("The receiving was taken back. The machine's next receipt asks it to send again.")],
            )
    content = {
        "received": [
            {
                "epoch": one.epoch[:SHOWN],
                "number": one.number,
                "sender": one.sender,
                "received_at": one.received_at,
                "officer": one.officer,
                "new_operations": one.new_operations,
                "reason_not": one.reason_not,
            }
            for one in found
        ]
    }
    header = (_("Epoch"), _("Bundle"), _("Sender"), _("Received"), _("Changes"), _("Cannot be taken back because"))
    rows = [
        (one.epoch[:SHOWN], one.number, one.sender, one.received_at[:16], one.new_operations, one.reason_not)
        for one in found
    ]
    return Answer(content, table(header, rows) or [_("Nothing was received yet.")])


def receipts(arguments: argparse.Namespace) -> Answer:
    """Write the receipts of all machines with news, or of those named."""
    with opened(arguments, role=workspaces.OFFICE) as workspace:
        known = [one.device for one in office_receipts.receipt_states(workspace)]
        named = [device for digits in arguments.machine for device in known if device.startswith(digits.lower())]
        if len(named) != len(arguments.machine):
            raise NotFound(_("No such machine is paired with this office."), _("See: office machines"))
        written = office_receipts.write_receipts(workspace, arguments.to, named, progress())
    content = {
        "receipts": [
            {"machine": one.device[:SHOWN], "sender": one.sender, "path": str(one.path), "carries": one.carries}
            for one in written
        ]
    }
    header = (_("Machine"), _("Sender"), _("File"), _("Changes that go with it"))
    rows = [(one.device[:SHOWN], one.sender, one.file_name, one.carries) for one in written]
    return Answer(content, table(header, rows) or [_("No machine waits for a receipt.")])
