"""Surveys typed like a spreadsheet: points A, the numbers of the lacking indicators, income a person. Knows no Qt."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from sinhke_desktop.domain.money import format_number
from sinhke_desktop.domain.review import CLASS_NAMES, PovertyClass, Review
from sinhke_desktop.errors import InvalidInput
from sinhke_desktop.i18n import _
from sinhke_desktop.services.round_board import BoardRow
from sinhke_desktop.services.round_survey import SurveyInput

NAME, HAMLET, POINTS, LACKING, INCOME, DAY, SURVEYOR, CLASS = range(8)
TYPED = {POINTS: "income_points", LACKING: "deprived", INCOME: "income_per_head", DAY: "surveyed_on",
         SURVEYOR: "surveyor"}  # fmt: skip
COLUMNS = {name: column for column, name in TYPED.items()}
Typed = Mapping[str, Mapping[int, str]]
"""Household → column → what was typed and is not saved."""


def by_name(typed: Typed) -> dict[str, dict[str, str]]:
    """*typed* with the columns' names, as it is put away."""
    return {one: {TYPED[column]: text for column, text in cells.items()} for one, cells in typed.items() if cells}


def by_column(cells: Mapping[str, Mapping[str, str]]) -> dict[str, dict[int, str]]:
    """What was put away, by column again; columns that this version does not know are left out."""
    return {one: {COLUMNS[name]: text for name, text in some.items() if name in COLUMNS} for one, some in cells.items()}


def lacking_keys(text: str, indicators: Sequence[str]) -> frozenset[str] | None:
    """``1 4 7`` or ``1,4,7`` as keys of indicators, by their place in the form; None where a number is none of them."""
    parts = [part for part in re.split(r"[\s,;.]+", text.strip()) if part]
    if not all(part.isascii() and part.isdigit() and 1 <= int(part) <= len(indicators) for part in parts):
        return None
    return frozenset(indicators[int(part) - 1] for part in parts)


def lacking_text(keys: frozenset[str], indicators: Sequence[str]) -> str:
    """The numbers of the lacking indicators, ``1 4 7``."""
    return " ".join(str(place) for place, key in enumerate(indicators, 1) if key in keys)


class SurveySheet:
    """One line a household; what was typed is kept until it is saved, cell by cell."""

    def __init__(
        self,
        rows: Sequence[BoardRow],
        indicators: Mapping[str, str],
        class_of: Callable[[Review], PovertyClass],
        typed: Typed,
        today: str,
        cover: Callable[[str, str], str] = lambda _household_id, text: text,
    ) -> None:
        """*typed*: what was typed before and not saved, by household; *today* fills an empty day.

        *cover* says of a household's id and what it lacks what a shared screen may show.
        """
        self.rows = list(rows)
        self.indicators = list(indicators)
        self._class_of = class_of
        self._today, self._cover = today, cover
        shown = {row.household_id for row in rows}
        self.typed: dict[str, dict[int, str]] = {
            one: dict(cells) for one, cells in typed.items() if one in shown and cells
        }
        self._refused: dict[tuple[str, int], str] = {}

    def titles(self) -> list[str]:
        """The columns' titles."""
        return [
            _("Head of household"), _("Hamlet"), _("Points A"), _("Lacking (numbers)"), _("Income a person (đ)"),
            _("Surveyed on"), _("Surveyor"), _("Class"),
        ]  # fmt: skip

    def row_count(self) -> int:
        """One row a household."""
        return len(self.rows)

    def text(self, row: int, column: int) -> str:
        """What stands in the cell: typed, else stored."""
        one = self.rows[row]
        cells = self.typed.get(one.household_id, {})
        return cells[column] if column in cells else self._stored(one, column)

    def _stored(self, row: BoardRow, column: int) -> str:
        if column == NAME:
            return row.head_name
        if column == HAMLET:
            return row.hamlet_name
        if column == SURVEYOR:
            return row.entry.surveyor
        review = row.current
        if column == DAY:
            day = row.entry.surveyed_on or (review.reviewed_on if review else None)
            return f"{day:%d/%m/%Y}" if day else ""
        if review is None:
            return ""
        if column == POINTS:
            return "" if review.income_points is None else str(review.income_points)
        if column == LACKING:
            return lacking_text(review.deprived, self.indicators)
        if column == INCOME:
            return "" if review.income_per_head is None else format_number(review.income_per_head)
        return ""

    def shown(self, row: int, column: int) -> str:
        """The class follows from what is typed; what a stored survey says to be lacking may be covered."""
        if column == CLASS:
            return self._class(row)
        text, household_id = self.text(row, column), self.rows[row].household_id
        if column == LACKING and LACKING not in self.typed.get(household_id, {}):
            return self._cover(household_id, text)
        return text

    def _class(self, row: int) -> str:
        one = self.rows[row]
        points = self.text(row, POINTS).strip()
        income = re.sub(r"[. đ]", "", self.text(row, INCOME))
        keys = lacking_keys(self.text(row, LACKING), self.indicators)
        if keys is None or (points and not points.isdecimal()) or (income and not income.isdecimal()):
            return ""
        if not points and not income:
            return ""
        base = one.current or Review("", "", one.household_id, one.entry.applied_on.year if one.entry.applied_on else 0)
        review = Review(
            base.id, base.commune_code, one.household_id, base.year or 2000,
            income_points=int(points) if points else None, deprived=keys,
            income_per_head=int(income) if income else None,
        )  # fmt: skip
        found = self._class_of(review)
        return "" if found is PovertyClass.UNKNOWN else CLASS_NAMES[found]

    def editable(self, row: int, column: int) -> bool:
        """Everything that is typed, as long as the round is not decided."""
        return column in TYPED and self.rows[row].official is None

    def numeric(self, column: int) -> bool:
        """Points and income."""
        return column in (POINTS, INCOME)

    def problem(self, row: int, column: int) -> str:
        """Why the cell was refused."""
        one = self.rows[row].household_id
        if column == LACKING and lacking_keys(self.text(row, column), self.indicators) is None:
            return _("Type the numbers of the lacking indicators, for example 1 4 7.")
        return self._refused.get((one, column), "")

    def mark(self, row: int, column: int) -> str:
        """Names and classes are strong, hamlets quiet."""
        return "strong" if column in (NAME, CLASS) else "quiet" if column == HAMLET else ""

    def put(self, row: int, column: int, text: str) -> None:
        """Keep what was typed; the day of today comes by itself with the first number."""
        one = self.rows[row]
        self._refused.pop((one.household_id, column), None)
        cells = self.typed.setdefault(one.household_id, {})
        if text.strip() == self._stored(one, column):
            cells.pop(column, None)
        else:
            cells[column] = text.strip()
        if column in (POINTS, LACKING, INCOME) and cells and DAY not in cells and not self._stored(one, DAY):
            cells[DAY] = self._today
        if not cells:
            del self.typed[one.household_id]

    def inputs(self) -> dict[str, SurveyInput]:
        """What is to be saved, by household; raises InvalidInput never: wrong numbers stay marked and out."""
        found = {}
        for row, one in enumerate(self.rows):
            if one.household_id not in self.typed:
                continue
            keys = lacking_keys(self.text(row, LACKING), self.indicators)
            if keys is None:
                continue
            found[one.household_id] = SurveyInput(
                self.text(row, POINTS), keys, self.text(row, INCOME), self.text(row, DAY), self.text(row, SURVEYOR)
            )
        return found

    def wrong_numbers(self) -> bool:
        """Is a typed list of indicators not readable?"""
        return any(lacking_keys(self.text(row, LACKING), self.indicators) is None for row in range(len(self.rows)))

    def refuse(self, wrong: InvalidInput) -> None:
        """Mark the cells that were refused."""
        for problem in wrong.problems:
            household_id, _dot, name = problem.field.partition(".")
            self._refused[household_id, COLUMNS.get(name, POINTS)] = problem.message
