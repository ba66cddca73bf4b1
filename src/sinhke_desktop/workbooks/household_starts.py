"""Where households begin among the people of a list: by numbers, by heads, by values that stand once for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sinhke_desktop.domain.cell_texts import text_of, tidied, whole_number
from sinhke_desktop.domain.listed_values import is_head
from sinhke_desktop.domain.review_list import Cell

_OF_HOUSEHOLDS = ("poverty_class", "poor_mark", "near_poor_mark", "income_points", "deprivation_points", "hamlet")
_MOST, _FEW = 0.8, 0.1


@dataclass(slots=True)
class HouseholdStarts:
    """Says of each person, in the list's order, whether a household begins there.

    ``people`` are all of the list: they show whether the numbers count households or people (``counts_people``),
    whether a household's number stands on each of its rows, and which values stand only on its first row.
    """

    columns: Mapping[str, int]
    people: Sequence[Sequence[Cell]]
    counts_people: bool = field(init=False, default=False)
    _everywhere: bool = field(init=False, default=False)
    _opening: tuple[str, ...] = field(init=False, default=())
    _label: str | None = field(init=False, default=None)
    _has_head: bool = field(init=False, default=False)

    def __post_init__(self) -> None:
        heads = [row for row in self.people if self._is_head(row)]
        others = [row for row in self.people if not self._is_head(row)]
        numbered = sum(bool(self._label_of(row)) for row in others)
        self._everywhere = bool(others) and numbered > len(others) / 2
        changes = sum(
            bool(label := self._label_of(row)) and label != self._label_of(before) and not self._is_head(row)
            for before, row in zip(self.people, self.people[1:], strict=False)
        )
        self.counts_people = bool(others) and changes > len(others) / 2 and "relation" in self.columns
        self._opening = tuple(
            name
            for name in _OF_HOUSEHOLDS
            if name in self.columns
            and self._filled(heads, name) >= _MOST * len(heads) > 0
            and self._filled(others, name) <= _FEW * len(others)
        )

    def _cell(self, row: Sequence[Cell], name: str) -> Cell:
        index = self.columns.get(name)
        return row[index] if index is not None and index < len(row) else None

    def _is_head(self, row: Sequence[Cell]) -> bool:
        return is_head(self._cell(row, "relation"))

    def _label_of(self, row: Sequence[Cell]) -> str:
        return tidied(text_of(self._cell(row, "household_number")))

    def _filled(self, rows: Sequence[Sequence[Cell]], name: str) -> int:
        return sum(self._cell(row, name) is not None for row in rows)

    def begins(self, row: Sequence[Cell]) -> bool:
        """True where a household begins with *row*; call it once for each person, in order."""
        label = "" if self.counts_people else self._label_of(row)
        head = self._is_head(row)
        begins = self._begins(row, label, head=head)
        if begins:
            self._label, self._has_head = label, head
        else:
            self._label = label if self._label is None else self._label
            self._has_head = self._has_head or head
        return begins

    def _begins(self, row: Sequence[Cell], label: str, *, head: bool) -> bool:
        first = whole_number(self._cell(row, "member_number")) == 1
        opens = any(self._cell(row, name) is not None for name in self._opening)
        if label:
            return label != self._label or first or not self._everywhere or (head and opens)
        if "relation" not in self.columns:
            return first or not {"household_number", "member_number"} & self.columns.keys()
        numbered = "household_number" in self.columns and not self.counts_people
        if "member_number" in self.columns:
            none_yet = head and self._label is None
            return (first and (head or opens or not numbered)) or (head and opens) or none_yet
        if self._label is None:
            return True
        if numbered and self._opening:
            return head and opens
        if len(self._opening) > 1:
            return opens
        return head or (opens and not numbered)
