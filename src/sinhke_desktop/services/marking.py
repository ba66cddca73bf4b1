"""One mark of the record put on many households at once, as a meeting or a list of the commune says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sinhke_desktop.domain.household_lists import NO, YES
from sinhke_desktop.domain.operations import CHANGE, Value
from sinhke_desktop.domain.typed_values import typed_text
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.i18n import _
from sinhke_desktop.services.workspace import Workspace, author
from sinhke_desktop.storage import households as stored
from sinhke_desktop.storage import journal

REASONED = ("no_labour", "cannot_escape")
MARKABLE = (*REASONED, "local_minority")
"""Fields of a household that can be marked for many; the first two are marked with a reason."""


@dataclass(frozen=True, slots=True)
class Before:
    """What one household's fields held before they were marked."""

    household_id: str
    values: tuple[tuple[str, Value], ...]


def judge(name: str, value: str, reason: str) -> dict[str, Value]:
    """The fields that a mark writes; raises InvalidInput: DD-01 no such mark, HO-07 a reason is missing."""
    problems: list[Problem] = []
    why = typed_text(reason)
    if name not in MARKABLE or value not in (YES, NO):
        problems.append(Problem("name", _("Choose one of the list."), "DD-01"))
    if name in REASONED and value == YES and not why:
        problems.append(Problem("reason", _("Say why."), "HO-07"))
    if problems:
        raise InvalidInput(problems)
    wanted: dict[str, Value] = {name: value}
    if name in REASONED:
        wanted[f"{name}_reason"] = why if value == YES else ""
    return wanted


def mark(workspace: Workspace, household_ids: Sequence[str], name: str, value: str, reason: str = "") -> list[Before]:
    """Set the field *name* of :data:`MARKABLE` to ``yes`` or ``no``, for all or none; returns what changed.

    Raises InvalidInput as :func:`judge` does.
    """
    wanted = judge(name, value, reason)
    found: list[Before] = []
    drafts: list[journal.Draft] = []
    with workspace.database.write() as connection:
        for household in stored.get_households(connection, list(dict.fromkeys(household_ids))):
            now = {field: getattr(household, field) for field in wanted}
            changes = {field: wanted[field] for field in wanted if now[field] != wanted[field]}
            if changes and not household.removed:
                drafts.append(journal.Draft(stored.KIND, household.id, changes, CHANGE, typed_text(reason)))
                found.append(Before(household.id, tuple((field, now[field]) for field in changes)))
        if drafts:
            journal.save(connection, author(workspace), drafts)
    return found


def unmark(workspace: Workspace, before: Sequence[Before], reason: str) -> None:
    """Give the fields of :func:`mark` their values back."""
    drafts = [journal.Draft(stored.KIND, one.household_id, dict(one.values), CHANGE, reason) for one in before]
    if drafts:
        with workspace.database.write() as connection:
            journal.save(connection, author(workspace), drafts)
