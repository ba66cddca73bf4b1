"""Whose forms are wanted: by hamlet, day, class and part in the model, or picked by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sinhke_desktop.domain.review import PovertyClass
from sinhke_desktop.services import register, visits
from sinhke_desktop.services.register import Mark, RegisterRow
from sinhke_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class VisitChoice:
    """What households must be like; empty means all. ``participants`` are those with a part in the model now."""

    hamlet_ids: frozenset[str] = frozenset()
    classes: frozenset[PovertyClass] = frozenset()
    participants: bool = False

    def fits(self, row: RegisterRow) -> bool:
        """Is *row* like this?"""
        return (
            (not self.hamlet_ids or row.hamlet_id in self.hamlet_ids)
            and (not self.classes or row.poverty_class in self.classes)
            and (not self.participants or Mark.PARTICIPANT in row.marks)
        )


def chosen(
    workspace: Workspace, choice: VisitChoice, *, due_by: date | None = None, household_ids: Sequence[str] = ()
) -> list[str]:
    """The households that are like *choice* and, with *due_by*, due for a visit on that day; *household_ids* go first.

    Where nothing but *household_ids* is asked for, they alone.
    """
    if household_ids and choice == VisitChoice() and due_by is None:
        return list(dict.fromkeys(household_ids))
    rows = [row for row in register.load(workspace).rows if choice.fits(row)]
    if due_by is not None:
        due = {one.household_id for one in visits.due(workspace, by=due_by)}
        rows = [row for row in rows if row.household_id in due]
    return list(dict.fromkeys([*household_ids, *(row.household_id for row in rows)]))
