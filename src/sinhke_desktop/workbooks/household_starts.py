"""Where households begin among the people of a list: by numbers, by heads, by values that stand once for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sinhke_desktop.domain.cell_texts import text_of, tidied, whole_number
from sinhke_desktop.domain.listed_values import is_head
from sinhke_desktop.domain.review_list import Cell

_OF_HOUSEHOLDS = (
    ("poverty_class",), ("poor_mark", "near_poor_mark"), ("income_points",), ("deprivation_points",), ("hamlet",),
)  # fmt: skip
_MOST, _FEW, _ENOUGH = 0.8, 0.1, 4


@dataclass(slots=True)
class HouseholdStarts:
    """Says of each person of a list whether a household begins there (``begins``, in the list's order).

    ``second_heads`` are places of heads that begin one, yet lack the only value that other heads have beside them.

    ``people`` are all of the list: they show whether the numbers count households or people (``counts_people``),
    whether a household's number stands on each of its rows, and which values stand only on its first row.
    """

    columns: Mapping[str, int]
    people: Sequence[Sequence[Cell]]
    counts_people: bool = field(init=False, default=False)
    begins: list[bool] = field(init=False, default_factory=list)
    second_heads: set[int] = field(init=False, default_factory=set)
    _everywhere: bool = field(init=False, default=False)
    _numbered: bool = field(init=False, default=False)
    _opening: tuple[tuple[int, ...], ...] = field(init=False, default=())

    def __post_init__(self) -> None:
        heads = [is_head(self._cell(row, "relation")) for row in self.people]
        labels = [tidied(text_of(self._cell(row, "household_number"))) for row in self.people]
        others = len(heads) - sum(heads)
        rows = list(zip(heads, labels, strict=True))
        numbered = sum(bool(label) and not head for head, label in rows)
        changes = sum(
            bool(label) and not head and label != before
            for (head, label), before in zip(rows[1:], labels, strict=False)
        )
        self._everywhere = numbered > others / 2
        self.counts_people = changes > others / 2 and "relation" in self.columns
        self._numbered = any(labels) and not self.counts_people
        self._opening = tuple(self._opening_columns(heads, others))
        self._walk(heads, [""] * len(labels) if self.counts_people else labels)

    def _cell(self, row: Sequence[Cell], name: str) -> Cell:
        index = self.columns.get(name)
        return row[index] if index is not None and index < len(row) else None

    def _opening_columns(self, heads: Sequence[bool], others: int) -> Iterator[tuple[int, ...]]:
        """Columns of values that stand once for each household, on the row of its head."""
        count = len(heads) - others
        few = max(others >= _ENOUGH, _FEW * others)
        for names in _OF_HOUSEHOLDS:
            indices = tuple(self.columns[name] for name in names if name in self.columns)
            filled = [head for head, row in zip(heads, self.people, strict=True) if _has(row, indices)]
            if sum(filled) >= _MOST * count > 0 and len(filled) - sum(filled) <= few:
                yield indices

    def _walk(self, heads: Sequence[bool], labels: Sequence[str]) -> None:
        current: str | None = None
        for row, head, label in zip(self.people, heads, labels, strict=True):
            begins = self._begins(row, label, current, head=head)
            if begins and head and not label and current is not None and self._opening and not self._opens(row):
                self.second_heads.add(len(self.begins))
            self.begins.append(begins)
            if begins or current is None:
                current = label

    def _opens(self, row: Sequence[Cell]) -> bool:
        return any(_has(row, indices) for indices in self._opening)

    def _begins(self, row: Sequence[Cell], label: str, current: str | None, *, head: bool) -> bool:
        """True where a household begins with *row*, *current* being the label of the one before, None for none."""
        if label and label != current:
            return True
        first = whole_number(self._cell(row, "member_number")) == 1
        opens = self._opens(row)
        if label:
            return first or not self._everywhere or (head and opens)
        if "relation" not in self.columns:
            return first or not {"household_number", "member_number"} & self.columns.keys()
        if "member_number" in self.columns:
            none_yet = head and current is None
            return (first and (head or opens or not self._numbered)) or (head and opens) or none_yet
        if current is None:
            return True
        if self._numbered and self._opening:
            return head and opens
        if len(self._opening) > 1:
            return opens
        return head or (opens and not self._numbered)


def _has(row: Sequence[Cell], indices: Sequence[int]) -> bool:
    return any(index < len(row) and row[index] is not None for index in indices)
