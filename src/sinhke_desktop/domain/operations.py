"""The journal's entries and what follows from a set of them: heads, conflicts, state and the hashes over them.

Every change of a household, review, model, visit... is one :class:`Operation`. Its content never changes once written;
its :class:`Stamp` (epoch, counter) may, when a restored or copied store starts a new epoch (see :mod:`.protocol`).
Ordering is by counters and hashes only: ``claimed_time`` is a label. Source: exchange.md c.1-c.6.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TypeAlias

from sinhke_desktop.domain.decisions import concerns, is_decision, undecided
from sinhke_desktop.domain.lineage import Lineage, line_of
from sinhke_desktop.domain.lineage import Tangled as Tangled

MOST_SIDES = 100
"""Sides that may have changed one record without knowing of each other; honest machines are a handful."""

Value: TypeAlias = str | int | bool | None
"""What a field holds on the wire. Money is whole đồng; dates are ISO text; there are no floats."""

REMOVED = "removed"
CREATE, CHANGE, REMOVE, RESTORE = "create", "change", "remove", "restore"
ACTIONS = (CREATE, CHANGE, REMOVE, RESTORE)
ERASED = "erased"
"""The action of an operation whose content was erased; no payload ever says it."""
ERASURE = "6589fcbc9bd9e2b8c515bd4f49b6c9be"
"""The batch of the operation that ends an erasure: whoever receives it empties all that it replaces. It is the start of
SHA-256("sinhke-erasure-v1"), so that nobody can type it as a reason."""

_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode


def canonical(value: object) -> bytes:
    """JSON with sorted keys, no spaces, UTF-8: the one form in which anything is hashed or signed."""
    return _encode(value).encode()


@dataclass(frozen=True, slots=True)
class Operation:
    """One change of one entity.

    ``changes`` maps a path to its new value: ``note`` of the entity itself, ``member/<id>/full_name`` of a part of it.
    ``base`` are the uids of the heads that it replaces (sorted). ``batch`` names the import it belongs to, or is empty.
    ``uid`` and ``salt`` are 32 hexadecimal digits. ``erased`` is the commitment that stands for a content that was
    erased by law: such an operation keeps its place in the chain and says nothing more.
    """

    uid: str
    commune_code: str
    entity_kind: str
    entity_id: str
    action: str
    base: tuple[str, ...]
    changes: Mapping[str, Value]
    officer: str
    claimed_time: str
    salt: str
    reason: str = ""
    batch: str = ""
    erased: str = ""

    @property
    def entity(self) -> str:
        """Kind and id in one word, as hashed."""
        return f"{self.entity_kind}:{self.entity_id}"

    def payload(self) -> bytes:
        """The erasable part, canonical: what was changed, by whom, when and why; empty once it was erased."""
        if self.erased:
            return b""
        return canonical(
            {
                "action": self.action,
                "batch": self.batch,
                "changes": self.changes,
                "officer": self.officer,
                "reason": self.reason,
                "time": self.claimed_time,
            }
        )

    def commit(self) -> str:
        """HMAC-SHA256 of the payload under the salt: stands for the payload in the chain, also after its erasure."""
        return self.erased or commit_of(self.salt, self.payload())


@dataclass(frozen=True, slots=True)
class Stamp:
    """An operation's place: the device's epoch (32 hexadecimal digits) and its counter there, from 1."""

    epoch: str
    counter: int


@dataclass(frozen=True, slots=True)
class StampedOperation:
    """An operation with its place and the chain hash up to and with it."""

    operation: Operation
    stamp: Stamp
    chain: str


def commit_of(salt: str, payload: bytes) -> str:
    """HMAC-SHA256 of *payload* under *salt* (hexadecimal)."""
    return hmac.digest(bytes.fromhex(salt), payload, "sha256").hex()


def chain_start(epoch: str) -> str:
    """The chain hash before an epoch's first operation."""
    return hashlib.sha256(b"sinhke-chain-v1\0" + epoch.encode()).hexdigest()


def chain_next(
    previous: str, stamp: Stamp, uid: str, commune_code: str, entity: str, base: Iterable[str], commit: str
) -> str:
    """The chain hash after one more operation; any change of its place, identity, entity, base or content shows."""
    line = "\0".join((previous, uid, stamp.epoch, str(stamp.counter), commune_code, entity, ",".join(base), commit))
    return hashlib.sha256(line.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """One path with different values; ``choices`` are (operation uid, value), sorted by uid.

    For a decision one of them may be an operation that did not write it, with the value that its writer saw.
    """

    path: str
    choices: tuple[tuple[str, Value], ...]


@dataclass(slots=True)
class EntityState:
    """What a set of operations says of one entity.

    A path in conflict shows the value of the smallest uid that wrote it, whatever the order of arrival, until a person
    decides.
    """

    fields: dict[str, Value] = field(default_factory=dict)
    heads: tuple[str, ...] = ()
    conflicts: tuple[FieldConflict, ...] = ()

    @property
    def live(self) -> bool:
        """False for what was removed or never created."""
        return bool(self.fields) and not self.fields.get(REMOVED)


def fold(operations: Iterable[Operation]) -> EntityState:
    """The state of one entity from all its operations, in any order, repeats allowed.

    Different paths of concurrent operations merge; the same path with different values is a conflict, both kept. A
    decision (:mod:`.decisions`) never merges: what was changed by someone who had not seen it is a conflict on it as
    well, unless both sides say the same of it. Raises :class:`Tangled` for what no honest machine writes.
    """
    known = {op.uid: op for op in operations}
    if not known:
        return EntityState()
    [only, *others] = known.values()
    if not others and only.uid not in only.base:
        return EntityState(dict(only.changes), (only.uid,), ())
    line = line_of(known)
    if line is not None:
        fields: dict[str, Value] = {}
        for op in line:
            fields.update(op.changes)
        return EntityState(fields, (line[-1].uid,), ())
    lineage = Lineage(known)
    replaced = {base for op in known.values() for base in op.base}
    heads = tuple(sorted(uid for uid in known if uid not in replaced))
    merged: dict[str, Value] = {}
    conflicts: list[FieldConflict] = []
    for path, writers in sorted(_writers(known, known).items()):
        last = lineage.last(writers)
        choices = [(uid, known[uid].changes[path]) for uid in last]
        merged[path] = choices[0][1]
        if is_decision(known[last[0]].entity_kind, path):
            choices += _unaware(known, lineage, path, writers, last)
        if any(value != choices[0][1] for _, value in choices):
            conflicts.append(FieldConflict(path, tuple(sorted(choices, key=itemgetter(0)))))
    return EntityState(merged, heads, tuple(conflicts))


def _writers(known: Mapping[str, Operation], counted: Container[str]) -> dict[str, list[str]]:
    """Path → the *counted* operations that write it, sorted."""
    writers: dict[str, list[str]] = {}
    for uid in sorted(known):
        if uid in counted:
            for path in known[uid].changes:
                writers.setdefault(path, []).append(uid)
    return writers


def _unaware(
    known: Mapping[str, Operation], lineage: Lineage, path: str, writers: Sequence[str], last: Sequence[str]
) -> list[tuple[str, Value]]:
    """What those saw at a decision's *path* who changed something else without knowing its *last* writers.

    One operation for each value, the smallest uid.
    """
    scope = concerns(path)
    sides = lineage.beside(
        last, [uid for uid in sorted(known) if any(changed.startswith(scope) for changed in known[uid].changes)]
    )
    if len(sides) > MOST_SIDES:
        raise Tangled("too many sides of one record")
    found: dict[tuple[type, Value], tuple[str, Value]] = {}
    for uid in sides:
        seen = lineage.last(lineage.before(uid, writers))
        value = known[seen[0]].changes[path] if seen else undecided(known[uid].entity_kind, path)
        found.setdefault((type(value), value), (uid, value))
    return list(found.values())


def fields_from(operations: Iterable[Operation], counted: Container[str]) -> dict[str, Value]:
    """What those operations of one entity say whose uids are *counted*; the order among them is that of all.

    So a change that counts from an earlier day than it was written still comes after what it replaced. Where counted
    operations are concurrent, the smallest uid wins as in :func:`fold`; all counted, both agree.
    """
    known = {op.uid: op for op in operations}
    line = line_of(known)
    fields: dict[str, Value] = {}
    if line is not None:
        for op in line:
            if op.uid in counted:
                fields.update(op.changes)
        return fields
    lineage = Lineage(known)
    for path, uids in _writers(known, counted).items():
        fields[path] = known[lineage.last(uids)[0]].changes[path]
    return fields


def erased_whole(operations: Iterable[Operation], state: EntityState) -> bool:
    """True for an entity of which nothing is left but that it was there: it has no row anywhere."""
    return not state.fields.keys() - {REMOVED} and any(op.erased for op in operations)


def empty(value: Value) -> bool:
    """True for what means "nothing said": None, an empty text, False. A zero is a value."""
    return value is None or value is False or value == ""


def meaningful(fields: Mapping[str, Value]) -> dict[str, Value]:
    """The fields without empty ones (see :func:`empty`) and without removed parts: what two stores must agree on."""
    ending = "/" + REMOVED
    gone = {path.rsplit("/", 1)[0] for path, value in fields.items() if value and path.endswith(ending)}
    said: dict[str, Value] = {
        path: value for path, value in fields.items() if value or (value == 0 and value is not False)
    }
    if not gone:
        return said
    return {path: value for path, value in said.items() if not ("/" in path and path.rsplit("/", 1)[0] in gone)}


def content_digest(entity: str, fields: Mapping[str, Value]) -> bytes:
    """SHA-256 of one live entity's meaningful content."""
    return hashlib.sha256(entity.encode() + b"\0" + canonical(meaningful(fields))).digest()


def state_hash(entities: Iterable[tuple[str, Mapping[str, Value]]]) -> str:
    """SHA-256 over all live entities, sorted by name; the same content gives the same hash on every machine."""
    digests = sorted((entity, content_digest(entity, fields)) for entity, fields in entities)
    total = hashlib.sha256(b"sinhke-state-v1\0")
    for _, digest in digests:
        total.update(digest)
    return total.hexdigest()


def heads_hash(entities: Iterable[tuple[str, Iterable[str]]]) -> str:
    """SHA-256 over (entity, sorted heads): the same history gives the same hash, whatever the order of arrival."""
    total = hashlib.sha256(b"sinhke-heads-v1\0")
    for entity, heads in sorted((entity, sorted(heads)) for entity, heads in entities):
        total.update(f"{entity}\0{','.join(heads)}\n".encode())
    return total.hexdigest()


def differences(old: Mapping[str, Value], new: Mapping[str, Value]) -> dict[str, Value]:
    """The paths of *new* whose value differs from *old*; a path that *new* does not name stays as it was."""
    absent = object()
    return {path: value for path, value in new.items() if old.get(path, absent) != value}
