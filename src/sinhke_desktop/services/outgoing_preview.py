"""What leaves with the next bundle, record by record and in words: which kinds of personal data, of whom, to whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sinhke_desktop.domain.household import Household, Member
from sinhke_desktop.domain.operations import CREATE, REMOVE, REMOVED, Operation, Value, empty
from sinhke_desktop.domain.personal_fields import FIELDS, Mark, PersonalField
from sinhke_desktop.domain.review import Review
from sinhke_desktop.progress import SILENT, Progress
from sinhke_desktop.services import entity_words
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import exchange as store
from sinhke_desktop.storage.personal_records import entities_about, restricted_ids
from sinhke_desktop.storage.records import KINDS

MOST_LISTED = 2000


@dataclass(frozen=True, slots=True)
class LeavingRecord:
    """One record that leaves; ``changed`` names its changed fields, ``restricted`` if its household's data are."""

    entity_kind: str
    entity_id: str
    kind_label: str
    title: str
    how: str
    changed: tuple[str, ...]
    restricted: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """What leaves: the words of personal fields that say something, basic and sensitive ones; the records.

    ``left_out`` counts records beyond MOST_LISTED, ``restricted`` the restricted households among what leaves.
    """

    basic: tuple[str, ...]
    sensitive: tuple[str, ...]
    records: tuple[LeavingRecord, ...]
    left_out: int
    restricted: int


def preview(workspace: Workspace, progress: Progress = SILENT) -> Preview:
    """Read what has no receipt yet; seconds where whole lists were imported: call it in a task."""
    progress.step(0, 3)
    with workspace.database.read() as connection:
        waiting = [one.operation for one in store.unreceipted(connection, store.sender_state(connection))]
        progress.step(1, 3)
        merged = _merged(waiting)
        listed = list(merged)[:MOST_LISTED]
        titles = entity_words.titles(connection, [f"{kind}:{entity_id}" for kind, entity_id in listed])
        limited = restricted_ids(connection, workspace.commune_code)
        about = {entity for household_id in limited for entity in entities_about(connection, household_id)}
    progress.step(2, 3)
    basic, sensitive = _personal(waiting)
    records = tuple(
        LeavingRecord(
            kind, entity_id, entity_words.kind_label(kind), titles.get(f"{kind}:{entity_id}", ""),
            merged[(kind, entity_id)].how, merged[(kind, entity_id)].labels(kind), (kind, entity_id) in about,
        )
        for kind, entity_id in listed
    )  # fmt: skip
    leaving = sum(("household", household_id) in merged for household_id in limited)
    progress.step(3, 3)
    return Preview(basic, sensitive, records, len(merged) - len(listed), leaving)


@dataclass(slots=True)
class _Merged:
    """All waiting operations of one record as one."""

    how: str
    paths: dict[str, Value]

    def labels(self, kind: str) -> tuple[str, ...]:
        """The changed fields in words; of a new record none, all of it is new."""
        if self.how != "changed":
            return ()
        return tuple(dict.fromkeys(entity_words.field_label(kind, path) for path in self.paths))


def _merged(waiting: Iterable[Operation]) -> dict[tuple[str, str], _Merged]:
    found: dict[tuple[str, str], _Merged] = {}
    for one in waiting:
        key = (one.entity_kind, one.entity_id)
        known = found.setdefault(key, _Merged("new" if one.action == CREATE else "changed", {}))
        known.paths.update(one.changes)
        if one.action == REMOVE:
            known.how = "removed"
        elif known.how == "removed" and REMOVED in one.changes:
            known.how = "changed"
    return found


def _personal(waiting: Iterable[Operation]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of the basic and of the sensitive fields that say something, in the order of the field lists."""
    said: set[tuple[str, str, str]] = set()
    for one in waiting:
        for path, value in one.changes.items():
            if not empty(value):
                part, _slash, rest = path.partition("/")
                said.add((one.entity_kind, part if rest else "", rest.rpartition("/")[2] if rest else path))
    found: dict[Mark, dict[str, None]] = {Mark.BASIC: {}, Mark.SENSITIVE: {}}
    for kind, part, fields in _fields():
        for name, field in fields.items():
            if field.mark in found and (kind, part, name) in said:
                found[field.mark][field.words] = None
    return tuple(found[Mark.BASIC]), tuple(found[Mark.SENSITIVE])


def _fields() -> list[tuple[str, str, Mapping[str, PersonalField]]]:
    """(kind, part, its fields) of everything that can hold personal data, people first."""
    kinds: dict[type[Any], str] = {**KINDS, Household: "household", Review: "review"}
    people = [("household", "member", FIELDS[Member])]
    return people + [(kinds[record], "", fields) for record, fields in FIELDS.items() if record in kinds]
