"""Sums to pay to each household as a grid to type in. Knows no Qt."""

from __future__ import annotations

from collections.abc import Mapping

from sinhke_desktop.domain.money import format_dong
from sinhke_desktop.domain.typed_record import MOST_MONEY
from sinhke_desktop.domain.typed_values import parse_number
from sinhke_desktop.i18n import _


class PaySheet:
    """A line for each household and one with the sum; :meth:`put_all` types the same for all not typed apart."""

    def __init__(self, people: Mapping[str, str]) -> None:
        """*people* are participant id → words."""
        self._ids = list(people)
        self._names = list(people.values())
        self._typed: dict[int, str] = {}
        self._all = ""
        self._refused: dict[int, str] = {}

    def titles(self) -> list[str]:
        """Household and sum."""
        return [_("Household"), _("Sum (đ)")]

    def row_count(self) -> int:
        """The households and the total."""
        return len(self._ids) + 1 if self._ids else 0

    def text(self, row: int, column: int) -> str:
        """What stands in the cell."""
        if row == len(self._ids):
            return format_dong(self.total()) if column else _("Total")
        return self._typed.get(row, self._all) if column else self._names[row]

    def shown(self, row: int, column: int) -> str:
        """The sum with dots where it can be read."""
        text = self.text(row, column)
        amount = self._amount(text) if column else None
        return text if amount is None else format_dong(amount)

    def editable(self, row: int, column: int) -> bool:
        """Sums can be typed."""
        return column == 1 and row < len(self._ids)

    def numeric(self, column: int) -> bool:
        """Sums stand at the right."""
        return column == 1

    def problem(self, row: int, column: int) -> str:
        """What is wrong with a sum."""
        if column != 1 or row >= len(self._ids):
            return ""
        text = self.text(row, column)
        if text and self._amount(text) is None:
            return _("Type the sum in đồng, digits only.")
        return self._refused.get(row, "")

    def mark(self, row: int, column: int) -> str:
        """The total is strong."""
        return "strong" if row == len(self._ids) else ""

    def put(self, row: int, column: int, text: str) -> None:
        """Take the sum typed for one household; it stays when the sum for all changes."""
        self._typed[row] = text.strip()
        self._refused.pop(row, None)

    def put_all(self, text: str) -> None:
        """Take the sum for every household that has none of its own."""
        self._all = text.strip()
        self._refused.clear()

    def refuse(self, number: int, message: str) -> None:
        """Say what is wrong with the *number*-th (from 0) of the sums that :meth:`paid` gave."""
        rows = [row for row in range(len(self._ids)) if self.text(row, 1)]
        self._refused[rows[number]] = message

    def paid(self) -> list[tuple[str, str]]:
        """Participant id and typed sum of each household that has one."""
        return [(one, self.text(row, 1)) for row, one in enumerate(self._ids) if self.text(row, 1)]

    def total(self) -> int:
        """Đồng of all sums that can be read."""
        return sum(self._amount(text) or 0 for _one, text in self.paid())

    def _amount(self, text: str) -> int | None:
        try:
            amount = parse_number(text)
        except ValueError:
            return None
        return amount if amount is not None and 0 < amount <= MOST_MONEY else None
