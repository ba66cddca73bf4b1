"""The decisions of lately, and taking one back: both sides then stand against each other again, wherever it travels."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sinhke_desktop.domain.operations import REMOVED, FieldConflict, Operation, Value, fold
from sinhke_desktop.errors import NotFound
from sinhke_desktop.i18n import _
from sinhke_desktop.services import entity_words
from sinhke_desktop.services.conflicts import DECIDED, REOPENED, action_of
from sinhke_desktop.services.workspace import Workspace, author
from sinhke_desktop.storage import conflicts as stored
from sinhke_desktop.storage import journal
from sinhke_desktop.storage.exchange import Connection
from sinhke_desktop.storage.livelihood import one_active_model


@dataclass(frozen=True, slots=True)
class DecisionMade:
    """A decision of lately; ``uid`` takes it back (:func:`reopen`)."""

    uid: str
    entity_kind: str
    entity_id: str
    kind_label: str
    title: str
    commune_code: str
    officer: str
    claimed_time: str
    reason: str
    fields: tuple[tuple[str, str], ...]


def reopen(workspace: Workspace, uid: str) -> None:
    """Take a decision back: both sides stand against each other again, here and wherever it travels.

    What was changed after it in other fields stays. Raises NotFound where *uid* is no decision of this store.
    """
    with one_active_model(), workspace.database.write() as connection:
        held = stored.operations(connection, [uid]).get(uid)
        if held is None or held.operation.batch != DECIDED:
            raise NotFound(_("This decision is not in the store. Nothing was changed."))
        decided = held.operation
        before = _before(connection, decided)
        heads = journal.heads_of(connection, [decided.entity_id]).get(decided.entity_id, [])
        writer = author(workspace)
        sides: dict[str, dict[str, Value]] = {}
        for one in before:
            for side, value in one.choices:
                sides.setdefault(side, {})[one.path] = value
        journal.adopt(
            connection,
            [
                replace(
                    decided, uid=secrets.token_hex(16), salt=secrets.token_hex(16), action=action_of(changes),
                    base=tuple(heads), changes=changes, officer=writer.officer, claimed_time=writer.claimed_time,
                    reason="", batch=REOPENED,
                )
                for changes in sides.values()
            ],
        )  # fmt: skip


def _before(connection: Connection, decided: Operation) -> list[FieldConflict]:
    """What was open before the decision, of the paths that it settled."""
    known = {one.operation.uid: one.operation for one in journal.operations_of(connection, [decided.entity_id])}
    earlier: dict[str, Operation] = {}
    waiting = [uid for uid in decided.base if uid in known]
    while waiting:
        uid = waiting.pop()
        if uid not in earlier:
            earlier[uid] = known[uid]
            waiting += [base for base in known[uid].base if base in known]
    return [one for one in fold(earlier.values()).conflicts if one.path in decided.changes]


def decided(workspace: Workspace, limit: int = 50) -> list[DecisionMade]:
    """The newest decisions that still hold, newest first."""
    with workspace.database.read() as connection:
        made = [one.operation for one in stored.in_batch(connection, DECIDED, limit)]
        heads = journal.heads_of(connection, sorted({one.entity_id for one in made}))
        taken_back = _taken_back(connection, made)
        holding = [one for one in made if one.uid not in taken_back and heads.get(one.entity_id)]
        titles = entity_words.titles(connection, [one.entity for one in holding])
        words = entity_words.Words(connection)
        return [
            DecisionMade(
                one.uid, one.entity_kind, one.entity_id, entity_words.kind_label(one.entity_kind),
                titles.get(one.entity, ""), one.commune_code, one.officer, one.claimed_time, one.reason,
                tuple(_settled(one, words)),
            )
            for one in holding
        ]  # fmt: skip


def _settled(one: Operation, words: entity_words.Words) -> Iterable[tuple[str, str]]:
    for path, value in one.changes.items():
        if path.rpartition("/")[2] == REMOVED:
            yield _("Removed or kept"), _("Removed") if value else _("Kept")
        else:
            yield entity_words.field_label(one.entity_kind, path), words.shown(one.entity_kind, path, value)


def _taken_back(connection: Connection, made: Sequence[Operation]) -> set[str]:
    """The decisions after which both sides were put up again."""
    found: set[str] = set()
    by_entity: dict[str, list[str]] = {}
    for one in journal.operations_of(connection, sorted({one.entity_id for one in made})):
        if one.operation.batch == DECIDED:
            by_entity.setdefault(one.operation.entity_id, []).append(one.operation.uid)
        elif one.operation.batch == REOPENED:
            found.update(by_entity.pop(one.operation.entity_id, []))
    return found
