"""Filters of the register that were given a name; kept in this store alone, inside the encrypted file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sinhke_desktop.domain.vietnamese import fold, sort_key, tidy
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.i18n import _
from sinhke_desktop.services.register import Mark, Sought
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage.local_values import get_value, set_value

KEY = "register.saved_filters"
MOST = 40
LONGEST_NAME = 60
_TEXTS = ("hamlet_id", "poverty_class", "indicator", "cause", "need")


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """What rows must be like, in which round's classes (None: the newest), under a name; one may hold at start."""

    name: str
    sought: Sought
    year: int | None = None
    at_start: bool = False


def all_filters(workspace: Workspace) -> list[SavedFilter]:
    """Every saved filter, by name; what cannot be read is left out."""
    with workspace.database.read() as connection:
        return _read(get_value(connection, KEY))


def start_filter(workspace: Workspace) -> SavedFilter | None:
    """The filter that the register opens with, if one was chosen."""
    return next((one for one in all_filters(workspace) if one.at_start), None)


def save(workspace: Workspace, saved: SavedFilter) -> SavedFilter:
    """Keep a filter; one of the same name (accents and case aside) is replaced. Raises InvalidInput (LF-01, LF-02)."""
    name = tidy(saved.name)
    if not name or len(name) > LONGEST_NAME:
        text = _("Give the filter a name of at most {most} letters.").format(most=LONGEST_NAME)
        raise InvalidInput([Problem("name", text, "LF-01")])
    kept = replace(saved, name=name, sought=replace(saved.sought, ids=None))
    with workspace.database.write() as connection:
        others = [one for one in _read(get_value(connection, KEY)) if fold(one.name) != fold(name)]
        if len(others) >= MOST:
            text = _("There are already {most} saved filters. Delete one first.").format(most=MOST)
            raise InvalidInput([Problem("name", text, "LF-02")])
        if kept.at_start:
            others = [replace(one, at_start=False) for one in others]
        set_value(connection, KEY, _written([*others, kept]))
    return kept


def remove(workspace: Workspace, name: str) -> None:
    """Forget the filter of this name."""
    with workspace.database.write() as connection:
        others = [one for one in _read(get_value(connection, KEY)) if fold(one.name) != fold(tidy(name))]
        set_value(connection, KEY, _written(others))


def _written(filters: Sequence[SavedFilter]) -> str:
    return json.dumps([_as_json(one) for one in filters], ensure_ascii=False)


def _as_json(saved: SavedFilter) -> dict[str, Any]:
    sought = saved.sought
    return {
        "name": saved.name,
        "year": saved.year,
        "at_start": saved.at_start,
        "hamlet_id": sought.hamlet_id,
        "poverty_class": sought.poverty_class,
        "indicator": sought.indicator,
        "cause": sought.cause,
        "need": sought.need,
        "marks": sorted(sought.marks),
    }


def _read(text: str) -> list[SavedFilter]:
    try:
        stored = json.loads(text or "[]")
    except ValueError:
        return []
    found = [_from_json(one) for one in stored if isinstance(one, dict)] if isinstance(stored, list) else []
    return sorted((one for one in found if one.name), key=lambda one: sort_key(one.name))


def _from_json(stored: dict[str, Any]) -> SavedFilter:
    texts: dict[str, Any] = {name: str(stored.get(name) or "") for name in _TEXTS}
    marks = stored.get("marks")
    known = frozenset(Mark(one) for one in marks if one in tuple(Mark)) if isinstance(marks, list) else frozenset()
    year = stored.get("year")
    return SavedFilter(
        tidy(str(stored.get("name") or "")), Sought(**texts, marks=known), year if isinstance(year, int) else None,
        stored.get("at_start") is True,
    )  # fmt: skip
