"""Operations as JSON lines and back. The chain is not written: the receiver works it out from the header's base."""

from __future__ import annotations

import re
from collections.abc import Sequence
from sys import intern
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
from sinhke_desktop.domain.operations import ACTIONS, ERASED, Operation, StampedOperation, Value

MOST_CHANGES = 5_000
MOST_BASES = 1_000
SHORT = 10
"""Values up to this length repeat (peoples, relations, classes, keys of choices) and are held once."""
_FIELDS = frozenset({"base", "commune", "ctr", "id", "kind", "payload", "salt", "uid"})
_ERASED_FIELDS = frozenset({"base", "commit", "commune", "ctr", "id", "kind", "uid"})
_PAYLOAD = frozenset({"action", "batch", "changes", "officer", "reason", "time"})
_CODE = re.compile(r"[0-9]{5}")
_KIND = re.compile(r"[a-z][a-z_]{0,31}")
_ENTITY = re.compile(r"[0-9A-Za-z_-]{1,32}")
_PATH = re.compile(r"[a-z][a-z0-9_]{0,39}(?:/[0-9a-f]{16,32}/[a-z][a-z0-9_]{0,39})?")


def written_line(
    uid: str, counter: int, commune_code: str, kind: str, entity_id: str, base: str, payload: str, salt: str,
    commitment: str = "",
) -> bytes:  # fmt: skip
    """One operation, as it stands in the journal, as a canonical JSON line without its newline.

    *base* are uids joined by commas, *payload* is the canonical JSON that the commitment covers. All but the payload
    are digits, letters and underscores, so the line is put together without decoding anything. Of an operation whose
    content was erased (no payload, no salt) the *commitment* goes in their place.
    """
    bases = '"' + base.replace(",", '","') + '"' if base else ""
    if not payload:
        return (
            f'{{"base":[{bases}],"commit":"{commitment}","commune":"{commune_code}","ctr":{counter},"id":"{entity_id}",'
            f'"kind":"{kind}","uid":"{uid}"}}'
        ).encode()
    return (
        f'{{"base":[{bases}],"commune":"{commune_code}","ctr":{counter},"id":"{entity_id}","kind":"{kind}",'
        f'"payload":{payload},"salt":"{salt}","uid":"{uid}"}}'
    ).encode()


def operation_line(held: StampedOperation) -> bytes:
    """As :func:`written_line`, from the operation itself."""
    operation = held.operation
    return written_line(
        operation.uid,
        held.stamp.counter,
        operation.commune_code,
        operation.entity_kind,
        operation.entity_id,
        ",".join(operation.base),
        operation.payload().decode(),
        operation.salt,
        operation.commit(),
    )


def read_operations(lines: Sequence[bytes]) -> list[tuple[int, Operation]]:
    """(counter, operation) of each line; raises :class:`WrongContents` for any word off the format."""
    found: list[tuple[int, Operation]] = []
    for line in lines:
        loaded = load_object(line)
        erased = isinstance(loaded, dict) and "commit" in loaded
        values = check_keys(loaded, "operation", _ERASED_FIELDS if erased else _FIELDS)
        found.append((check_number(values["ctr"], "ctr", 1), _operation(values)))
    return found


def _operation(values: dict[str, Any]) -> Operation:
    base = tuple(check_hex(one, "base", 32) for one in check_list(values["base"], "base", MOST_BASES))
    if list(base) != sorted(set(base)):
        raise WrongContents("base not sorted")
    if "commit" in values:
        return _erased(values, base)
    payload = check_keys(values["payload"], "payload", _PAYLOAD)
    if payload["action"] not in ACTIONS:
        raise WrongContents("action")
    return Operation(
        uid=check_hex(values["uid"], "uid", 32),
        commune_code=intern(_shaped(values["commune"], "commune", _CODE)),
        entity_kind=intern(_shaped(values["kind"], "kind", _KIND)),
        entity_id=_shaped(values["id"], "id", _ENTITY),
        action=intern(payload["action"]),
        base=base,
        changes=_changes(payload["changes"]),
        officer=intern(check_text(payload["officer"], "officer", 200)),
        claimed_time=intern(check_text(payload["time"], "time", 40)),
        salt=check_hex(values["salt"], "salt", 32),
        reason=check_text(payload["reason"], "reason"),
        batch=check_hex(payload["batch"], "batch", 32, empty=True),
    )


def _erased(values: dict[str, Any], base: tuple[str, ...]) -> Operation:
    """An operation of which only the commitment is left."""
    return Operation(
        uid=check_hex(values["uid"], "uid", 32),
        commune_code=_shaped(values["commune"], "commune", _CODE),
        entity_kind=_shaped(values["kind"], "kind", _KIND),
        entity_id=_shaped(values["id"], "id", _ENTITY),
        action=ERASED,
        base=base,
        changes={},
        officer="",
        claimed_time="",
        salt="",
        erased=check_hex(values["commit"], "commit", 64),
    )


def _shaped(value: object, name: str, shape: re.Pattern[str]) -> str:
    if not isinstance(value, str) or not shape.fullmatch(value):
        raise WrongContents(name)
    return value


def _changes(value: object) -> dict[str, Value]:
    if not isinstance(value, dict) or len(value) > MOST_CHANGES:
        raise WrongContents("changes")
    found: dict[str, Value] = {}
    for path, new in value.items():
        if not _PATH.fullmatch(path):
            raise WrongContents("path")
        if isinstance(new, str):
            check_text(new, path)
            if len(new) <= SHORT:
                new = intern(new)
        elif new is not None and not isinstance(new, int):
            raise WrongContents(path)
        found[path if "/" in path else intern(path)] = new
    return found
