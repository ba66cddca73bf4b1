"""Taking an act back, and taking households out of the recycle bin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sinhke_desktop.domain.household import HEAD, Household
from sinhke_desktop.domain.life_act import ACT_NAMES, ActKind, LifeAct
from sinhke_desktop.domain.operations import CHANGE, CREATE, REMOVE, REMOVED, RESTORE, Operation, Value, fields_from
from sinhke_desktop.domain.vietnamese import tidy
from sinhke_desktop.errors import NotFound, SinhkeError
from sinhke_desktop.i18n import _
from sinhke_desktop.services import hamlets, households
from sinhke_desktop.services.workspace import Workspace, author
from sinhke_desktop.storage import households as stored_households
from sinhke_desktop.storage import import_batches, journal, lives, records
from sinhke_desktop.storage.exchange import Connection


class ActBlocked(SinhkeError):
    """What the act changed was changed or used since (``DS-12``); nothing was undone. ``names`` says what."""

    code = "DS-12"

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(
            _("Something was changed after this act, so it was not undone: {names}.").format(
                names="; ".join(names[:10])
            ),
            _("Undo the later acts first, or record what holds now as a new act."),
        )
        self.names = tuple(names)


def undo(workspace: Workspace, act_id: str, reason: str = "") -> LifeAct:
    """Take an act back: what it made goes, what it changed is as before; as of any day it then never happened.

    Raises NotFound (DS-11) and :class:`ActBlocked` when its households were changed or used since.
    """
    with workspace.database.write() as connection:
        act = lives.acts(connection, [act_id]).get(act_id)
        if act is None or act.removed or act.kind is ActKind.UNDONE:
            raise NotFound(_("There is no such act to undo."), _("Look at the household's acts."), "DS-11")
        by_entity: dict[str, list[Operation]] = {}
        for one in journal.operations_in_batch(connection, act_id):
            if one.operation.entity_kind != lives.KIND:
                by_entity.setdefault(one.operation.entity_id, []).append(one.operation)
        history: dict[str, list[Operation]] = {entity_id: [] for entity_id in by_entity}
        for one in journal.operations_of(connection, sorted(by_entity)):
            history[one.operation.entity_id].append(one.operation)
        blocked = _blocked(connection, by_entity, history)
        if blocked:
            raise ActBlocked(blocked)
        told = tidy(reason) or _("{act} undone").format(act=ACT_NAMES[act.kind])
        undoing = LifeAct(
            workspace.new_id(), act.commune_code, ActKind.UNDONE, act.household_id, act.happened_on, told,
            other_household_id=act.other_household_id, undoes=act.id,
        )  # fmt: skip
        drafts = [
            _inverse(by_entity[entity_id], history[entity_id], undoing, told) for entity_id in reversed(by_entity)
        ]
        own = [*_hamlets_back(connection, drafts), *records.drafts(connection, [undoing], told)]
        own.append(journal.Draft(lives.KIND, act.id, {REMOVED: True}, REMOVE, told))
        journal.save(connection, author(workspace), [*own, *drafts], batch=undoing.id)
    return undoing


def _hamlets_back(connection: Connection, drafts: list[journal.Draft]) -> list[journal.Draft]:
    """What puts the hamlets back in which households of *drafts* live again; changes *drafts* where one has a twin."""
    written = {one.entity_id for one in drafts}
    back: dict[str, journal.Draft] = {}
    for at, draft in enumerate(drafts):
        if draft.entity_kind != stored_households.KIND or draft.changes.get(REMOVED):
            continue
        now = stored_households.get_household(connection, draft.entity_id).hamlet_id
        wanted = str(draft.changes.get("hamlet_id", now))
        if wanted in written:
            continue
        hamlet_id, needed = hamlets.come_back(connection, wanted)
        back |= {one.entity_id: one for one in needed}
        if hamlet_id != wanted:
            drafts[at] = replace(draft, changes={**draft.changes, "hamlet_id": hamlet_id})
    return list(back.values())


def _blocked(
    connection: Connection, by_entity: Mapping[str, Sequence[Operation]], history: Mapping[str, Sequence[Operation]]
) -> list[str]:
    """What was changed or used since, in words; acts undone since do not count."""
    neutral = lives.undone_batches(connection)
    found = []
    for entity_id, written in by_entity.items():
        later = _after(history[entity_id], written[-1])
        since = [one for one in later if one.batch not in neutral]
        if since:
            acts = lives.acts(connection, sorted({one.batch for one in since if one.batch}))
            names = [ACT_NAMES[acts[one.batch].kind] if one.batch in acts else _("changed by hand") for one in since]
            found.append(f"{_name(history[entity_id])} ({', '.join(dict.fromkeys(names))})")
    made = [entity_id for entity_id, written in by_entity.items() if written[0].action == CREATE]
    if made:
        known_acts = list(lives.act_days(connection))
        used = set(import_batches.used_elsewhere(connection, [*made, *known_acts])) & set(made)
        found += [_("{name} (has reviews, supports or visits)").format(name=_name(history[one])) for one in used]
    return found


def _after(history: Sequence[Operation], last: Operation) -> Sequence[Operation]:
    at = next(number for number, one in enumerate(history) if one.uid == last.uid)
    return history[at + 1 :]


def _name(history: Sequence[Operation]) -> str:
    """The head's name, or a hamlet's."""
    fields = fields_from(history, {one.uid for one in history})
    heads = (
        str(fields.get(path.removesuffix("relation") + "full_name", ""))
        for path, value in fields.items()
        if path.endswith("/relation") and value == HEAD and not fields.get(path.removesuffix("relation") + REMOVED)
    )
    return next(heads, "") or str(fields.get("name") or history[0].entity_id[:8])


def _inverse(
    written: Sequence[Operation], history: Sequence[Operation], undoing: LifeAct, reason: str
) -> journal.Draft:
    first = written[0]
    if first.action == CREATE:
        gone: dict[str, Value] = {REMOVED: True}
        if first.entity_kind == stored_households.KIND:
            gone |= {"ended_on": undoing.happened_on.isoformat(), "ended_how": ActKind.UNDONE.value}
        return journal.Draft(first.entity_kind, first.entity_id, gone, REMOVE, reason)
    at = next(number for number, one in enumerate(history) if one.uid == first.uid)
    earlier = {one.uid for one in history[:at]}
    before = fields_from(history, earlier)
    parts = {path.rpartition("/")[0] for path in before if "/" in path}
    changes: dict[str, Value] = {}
    for operation in written:
        for path, value in operation.changes.items():
            owner = path.rpartition("/")[0]
            if owner and owner not in parts:
                changes[f"{owner}/{REMOVED}"] = True
            elif path in before:
                changes[path] = before[path]
            else:
                changes[path] = False if isinstance(value, bool) else "" if isinstance(value, str) else None
    action = RESTORE if changes.get(REMOVED) is False else CHANGE
    return journal.Draft(first.entity_kind, first.entity_id, changes, action, reason)


def take_back(workspace: Workspace, household_id: str) -> Household:
    """Take a household out of the recycle bin; where an act ended it, that act is undone (so nobody is there twice).

    Raises :class:`ActBlocked` where that cannot be, InvalidInput for a household that came of an act undone itself.
    """
    with workspace.database.read() as connection:
        found = stored_households.get_household(connection, household_id)
        about = [one for one in lives.acts_about(connection, household_id) if not (one.removed or one.undoes)]
    if not found.removed:
        return found
    ended = (found.ended_how, found.ended_on)
    ending = [one for one in about if (one.kind.value, one.happened_on.isoformat()) == ended]
    if not ending:
        return households.restore(workspace, household_id)
    undo(workspace, ending[-1].id)
    return households.get(workspace, household_id)
