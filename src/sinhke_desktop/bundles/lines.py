"""Operations as JSON lines and back. The chain is not written: the receiver works it out from the header's base."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from sinhke_desktop.bundles.refusals import WrongContents
from sinhke_desktop.bundles.strict_json import (
    check_hex,
    check_keys,
    check_list,
    check_number,
    check_text,
    load_object,
)
from sinhke_desktop.domain.operations import (
    ACTIONS,
    Operation,
    Stamp,
    StampedOperation,
    Value,
    canonical,
    chain_next,
)

MOST_CHANGES = 5_000
MOST_BASES = 1_000
_FIELDS = frozenset(
    {"action", "base", "batch", "changes", "commune", "ctr", "id", "kind", "officer", "reason", "salt", "time", "uid"}
)
_CODE = re.compile(r"[0-9]{5}")
_KIND = re.compile(r"[a-z][a-z_]{0,31}")
_ENTITY = re.compile(r"[0-9A-Za-z_-]{1,32}")
_PATH = re.compile(r"[a-z][a-z0-9_]{0,39}(?:/[0-9a-f]{16,32}/[a-z][a-z0-9_]{0,39})?")


def operation_line(held: StampedOperation) -> bytes:
    """One operation as a canonical JSON line without its newline."""
    operation = held.operation
    return canonical(
        {
            "action": operation.action,
            "base": operation.base,
            "batch": operation.batch,
            "changes": operation.changes,
            "commune": operation.commune_code,
            "ctr": held.stamp.counter,
            "id": operation.entity_id,
            "kind": operation.entity_kind,
            "officer": operation.officer,
            "reason": operation.reason,
            "salt": operation.salt,
            "time": operation.claimed_time,
            "uid": operation.uid,
        }
    )


def operation_lines(held: Iterable[StampedOperation]) -> list[bytes]:
    """All as lines, in order."""
    return [operation_line(one) for one in held]


def read_operations(lines: Sequence[bytes], epoch: str, base_chain: str) -> list[StampedOperation]:
    """The operations in *lines*, chained on from *base_chain*; raises :class:`WrongContents`."""
    chain = base_chain
    found: list[StampedOperation] = []
    for line in lines:
        values = check_keys(load_object(line), "operation", _FIELDS)
        operation = _operation(values)
        stamp = Stamp(epoch, check_number(values["ctr"], "ctr", 1))
        chain = chain_next(
            chain, stamp, operation.uid, operation.commune_code, operation.entity, operation.base, operation.commit()
        )
        found.append(StampedOperation(operation, stamp, chain))
    return found


def _operation(values: dict[str, Any]) -> Operation:
    if values["action"] not in ACTIONS:
        raise WrongContents("action")
    base = tuple(check_hex(one, "base", 32) for one in check_list(values["base"], "base", MOST_BASES))
    if list(base) != sorted(set(base)):
        raise WrongContents("base not sorted")
    return Operation(
        uid=check_hex(values["uid"], "uid", 32),
        commune_code=_shaped(values["commune"], "commune", _CODE),
        entity_kind=_shaped(values["kind"], "kind", _KIND),
        entity_id=_shaped(values["id"], "id", _ENTITY),
        action=values["action"],
        base=base,
        changes=_changes(values["changes"]),
        officer=check_text(values["officer"], "officer", 200),
        claimed_time=check_text(values["time"], "time", 40),
        salt=check_hex(values["salt"], "salt", 32),
        reason=check_text(values["reason"], "reason"),
        batch=check_hex(values["batch"], "batch", 32, empty=True),
    )


def _shaped(value: object, name: str, shape: re.Pattern[str]) -> str:
    if not isinstance(value, str) or not shape.fullmatch(value):
        raise WrongContents(name)
    return value


def _changes(value: object) -> dict[str, Value]:
    if not isinstance(value, dict) or len(value) > MOST_CHANGES:
        raise WrongContents("changes")
    for path, new in value.items():
        if not _PATH.fullmatch(path):
            raise WrongContents("path")
        if isinstance(new, str):
            check_text(new, path)
        elif new is not None and not isinstance(new, int):
            raise WrongContents(path)
    return value
