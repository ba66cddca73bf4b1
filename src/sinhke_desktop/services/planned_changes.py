"""The records that a receiving changes, each with its fields before and after in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sinhke_desktop.domain.operations import REMOVED, Value, differences, meaningful
from sinhke_desktop.domain.record_changes import How, how_changed
from sinhke_desktop.progress import SILENT, Progress
from sinhke_desktop.services import entity_words
from sinhke_desktop.storage import changed_records
from sinhke_desktop.storage.changed_records import Choice
from sinhke_desktop.storage.exchange import Connection

MOST_LISTED = 2_000
"""Records that are listed one by one; all of them are counted."""
TOGETHER = 200


@dataclass(frozen=True, slots=True)
class Side:
    """One of the values of a field in conflict, in words; ``claimed_time`` is the writer's clock (ISO, UTC)."""

    shown: str
    officer: str
    claimed_time: str


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field before and after in words; ``sides`` are given where both were changed differently."""

    path: str
    label: str
    before: str
    after: str
    sides: tuple[Side, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedChange:
    """What becomes of one record; ``conflicts`` counts its fields that a person must decide."""

    entity_kind: str
    entity_id: str
    kind_label: str
    title: str
    commune_code: str
    how: How
    fields: tuple[FieldChange, ...]
    conflicts: int


def listed(
    before: Connection, after: Connection, touched: Mapping[str, list[str]], progress: Progress = SILENT
) -> tuple[tuple[PlannedChange, ...], int]:
    """The first :data:`MOST_LISTED` changed records and how many are left out, conflicts first, removals next.

    *before* sees the store as it was, *after* as it is within the receiving's transaction. Only the listed records'
    fields are read, so that memory does not grow with the bundle. *progress* counts them and may cancel.
    """
    was, now = changed_records.live_marks(before, touched), changed_records.live_marks(after, touched)
    conflicting = changed_records.in_conflict(after, [one for ids in touched.values() for one in ids])
    order = list(How)
    ranked: list[tuple[bool, int, str, str, How]] = []
    for kind, ids in touched.items():
        for entity_id in ids:
            how = how_changed(was.get(entity_id), now.get(entity_id))
            if how is not None:
                ranked.append((entity_id not in conflicting, order.index(how), kind, entity_id, how))
    ranked.sort(key=lambda one: one[:4])
    chosen = [(kind, entity_id, how) for _calm, _rank, kind, entity_id, how in ranked[:MOST_LISTED]]
    found: list[PlannedChange] = []
    words = entity_words.Words(after)
    for start in range(0, len(chosen), TOGETHER):
        progress.step(start, len(chosen))
        found += _worded(before, after, words, chosen[start : start + TOGETHER])
    return tuple(found), len(ranked) - len(chosen)


def _worded(
    before: Connection, after: Connection, words: entity_words.Words, chosen: list[tuple[str, str, How]]
) -> list[PlannedChange]:
    by_kind: dict[str, list[str]] = {}
    for kind, entity_id, _how in chosen:
        by_kind.setdefault(kind, []).append(entity_id)
    was: dict[str, dict[str, Value]] = {}
    now: dict[str, dict[str, Value]] = {}
    for kind, ids in by_kind.items():
        was.update(changed_records.fields_of(before, kind, ids))
        now.update(changed_records.fields_of(after, kind, ids))
    choices = changed_records.choices_of(after, [entity_id for _kind, entity_id, _how in chosen])
    names = [f"{kind}:{entity_id}" for kind, entity_id, _how in chosen]
    titles = entity_words.titles(after, names)
    codes = changed_records.commune_codes(after, [entity_id for _kind, entity_id, _how in chosen])
    found: list[PlannedChange] = []
    for kind, entity_id, how in chosen:
        mine = choices.get(entity_id, {})
        fields = _fields(words, kind, was.get(entity_id, {}), now.get(entity_id, {}), mine)
        title = titles.get(f"{kind}:{entity_id}", "")
        found.append(
            PlannedChange(
                kind, entity_id, entity_words.kind_label(kind), title, codes.get(entity_id, ""), how, fields, len(mine)
            )
        )
    return found


def _fields(
    words: entity_words.Words,
    kind: str,
    was: Mapping[str, Value],
    now: Mapping[str, Value],
    choices: Mapping[str, tuple[Choice, ...]],
) -> tuple[FieldChange, ...]:
    """What differs between *was* and *now*, and what is in conflict."""
    before, after = meaningful(was), meaningful(now)
    changed = differences(before, after) | {path: None for path in before if path not in after}
    return tuple(
        FieldChange(
            path=path,
            label=entity_words.field_label(kind, path),
            before=words.shown(kind, path, before.get(path)),
            after=words.shown(kind, path, after.get(path)),
            sides=tuple(_sides(words, kind, path, choices.get(path, ()))),
        )
        for path in sorted(changed.keys() | choices.keys())
        if not path.endswith(REMOVED) and not path.endswith("/position")
    )


def _sides(words: entity_words.Words, kind: str, path: str, choices: Iterable[Choice]) -> Iterable[Side]:
    return (Side(words.shown(kind, path, one.value), one.officer, one.claimed_time) for one in choices)
