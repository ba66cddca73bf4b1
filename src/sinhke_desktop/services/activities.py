"""What happened lately, one line for each act: an import, an act of a household, a change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sinhke_desktop.domain.life_act import ACT_NAMES, ActKind
from sinhke_desktop.domain.operations import Operation, StampedOperation
from sinhke_desktop.domain.overview import Activity
from sinhke_desktop.i18n import N_, _
from sinhke_desktop.services import imports
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import households as stored_households
from sinhke_desktop.storage import journal
from sinhke_desktop.storage.import_batches import ImportBatch

LOOKED_AT = 400
SHOWN = 6
ACT = "life_act"

_WORDS = {
    ("household", "create"): N_("Added household {name}"),
    ("household", "change"): N_("Changed household {name}"),
    ("household", "remove"): N_("Removed household {name}"),
    ("household", "restore"): N_("Restored household {name}"),
    ("review", "create"): N_("Recorded a review of {name}"),
    ("review", "change"): N_("Changed a review of {name}"),
    ("support", "create"): N_("Recorded support of {name}"),
    ("hamlet", "create"): N_("Added hamlet {name}"),
    ("livelihood_model", "create"): N_("Proposed the model {name}"),
    ("livelihood_model", "change"): N_("Changed the model {name}"),
}


def lately(workspace: Workspace) -> list[Activity]:
    """The newest acts, newest first; an import that can still be taken back says so."""
    with workspace.database.read() as connection:
        recent = journal.recent_operations(connection, LOOKED_AT)
        names = _names(recent, stored_households.head_names(connection, _household_ids(recent)))
    return _activities(workspace, recent, names)


def _household_ids(recent: Sequence[StampedOperation]) -> list[str]:
    ids = set()
    for one in recent:
        operation = one.operation
        if operation.entity_kind == "household":
            ids.add(operation.entity_id)
        elif "household_id" in operation.changes:
            ids.add(str(operation.changes["household_id"]))
    return sorted(ids)


def _names(recent: Sequence[StampedOperation], heads: dict[str, str]) -> dict[str, str]:
    """Operation uid → the name to show for it."""
    names = {}
    for one in recent:
        operation = one.operation
        household_id = (
            operation.entity_id if operation.entity_kind == "household" else operation.changes.get("household_id")
        )
        names[operation.uid] = heads.get(str(household_id), str(operation.changes.get("name") or ""))
    return names


def _activities(workspace: Workspace, recent: Sequence[StampedOperation], names: dict[str, str]) -> list[Activity]:
    """The newest acts, one line each: an import, or what one officer did of one kind at one time."""
    batches = {one.id: one for one in imports.recent(workspace)}
    lives = {one.operation.entity_id for one in recent if one.operation.entity_kind == ACT}
    acts: dict[tuple[str, ...], list[Operation]] = {}
    for one in recent:
        operation = one.operation
        if operation.batch in batches:
            acts.setdefault(("batch", operation.batch), []).append(operation)
        elif operation.entity_kind == ACT and operation.changes.get("kind") in tuple(ActKind):
            acts.setdefault((ACT, operation.entity_id), []).append(operation)
        elif operation.batch not in lives:
            text = _WORDS.get((operation.entity_kind, operation.action), "")
            if text and names.get(operation.uid) and operation.claimed_time:
                acts.setdefault((text, operation.claimed_time), []).append(operation)
    return [_activity(key, some, batches, names) for key, some in list(acts.items())[:SHOWN]]


def _activity(
    key: tuple[str, ...], some: list[Operation], batches: dict[str, ImportBatch], names: dict[str, str]
) -> Activity:
    when = datetime.fromisoformat(some[0].claimed_time)
    if key[0] == "batch":
        batch = batches[key[1]]
        return Activity(when, _("Imported {file}").format(file=batch.file_name), "" if batch.undone_at else batch.id)
    if key[0] == ACT:
        what = ACT_NAMES[ActKind(str(some[0].changes["kind"]))]
        return Activity(when, f"{what}: {names[some[0].uid]}" if names[some[0].uid] else what)
    name = names[some[0].uid]
    entities = {operation.entity_id for operation in some}
    if len(entities) > 1:
        name = _("{name} and {count} more").format(name=name, count=len(entities) - 1)
    return Activity(when, _(key[0]).format(name=name))
