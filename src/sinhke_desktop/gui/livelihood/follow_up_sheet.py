"""A month's follow-up as a grid to type in: every participant a line, checked as one types. Knows no Qt."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from sinhke_desktop.domain.follow_up import FollowUpInput, counted_as_area, judge_follow_up
from sinhke_desktop.domain.money import format_number
from sinhke_desktop.domain.typed_values import parse_number, typed_text
from sinhke_desktop.errors import Problem
from sinhke_desktop.i18n import _
from sinhke_desktop.services.follow_ups import MonthLine, MonthTable

NAME = "name"
COUNTS = ("alive", "born", "bought", "lost", "sold", "passed_on", "sick", "income")
"""In the order of the visit form, which has no room for what was bought and passed on."""
FIELDS = (NAME, *COUNTS, "visited_on", "problem", "next_step")
WORDS = ("problem", "next_step")


class FollowUpSheet:
    """The lines of a month and what was typed over them; the last line adds the counts up."""

    def __init__(self, table: MonthTable, today: date) -> None:
        self.table = table
        self._today = today
        self._typed: dict[tuple[str, str], str] = {}
        self._problems: dict[tuple[str, str], str] = {}

    def titles(self) -> list[str]:
        """The columns' titles; those of numbers and days in two lines, to leave room for words."""
        if counted_as_area(self.table.model.unit):
            counts = [
                _("Still good"), _("Newly planted"), _("Bought"), _("Lost outright"), _("Sold"), _("Revolved"),
                _("Pests, disease"),
            ]  # fmt: skip
        else:
            counts = [
                _("Alive"), _("Born"), _("Bought"), _("Dead, lost"), _("Sold"), _("Revolved"), _("Sick"),
            ]  # fmt: skip
        narrow = [title.replace(" ", "\n", 1) for title in (*counts, _("Income (đ)"), _("Visited on"))]
        return [_("Household"), *narrow, _("Problem"), _("Next step")]

    def row_count(self) -> int:
        """The participants and the sum."""
        return len(self.table.lines) + 1 if self.table.lines else 0

    def _line(self, row: int) -> MonthLine | None:
        return self.table.lines[row] if row < len(self.table.lines) else None

    def text(self, row: int, column: int) -> str:
        """What was typed, else what was noted."""
        line, field = self._line(row), FIELDS[column]
        if line is None:
            return self._sum(field)
        if field == NAME:
            return line.name
        return self._typed.get((line.participant.id, field), _noted(line, field))

    def shown(self, row: int, column: int) -> str:
        """The text, a day of the month itself without its year; a visit that is overdue says so."""
        text = self.text(row, column)
        if FIELDS[column] == "visited_on" and re.fullmatch(r"\d\d/\d\d/\d{4}", text):
            return text.removesuffix(f"/{self.table.month[:4]}")
        return text or (_("Overdue") if self._late(row, column) else "")

    def _late(self, row: int, column: int) -> bool:
        line = self._line(row)
        return line is not None and FIELDS[column] == "visited_on" and line.overdue and not self.text(row, column)

    def _sum(self, field: str) -> str:
        if field == NAME:
            return _("Total")
        if field not in COUNTS:
            return ""
        noted = []
        for row in range(len(self.table.lines)):
            try:
                noted.append(parse_number(self.text(row, FIELDS.index(field))))
            except ValueError:
                continue
        counted = [number for number in noted if number is not None]
        return format_number(sum(counted)) if counted else ""

    def editable(self, row: int, column: int) -> bool:
        """Everything but the names and the sum."""
        return self._line(row) is not None and FIELDS[column] != NAME

    def numeric(self, column: int) -> bool:
        """Counts and money stand at the right."""
        return FIELDS[column] in (*COUNTS, "visited_on")

    def problem(self, row: int, column: int) -> str:
        """What is wrong with the cell."""
        line = self._line(row)
        return "" if line is None else self._problems.get((line.participant.id, FIELDS[column]), "")

    def mark(self, row: int, column: int) -> str:
        """The sum is strong; an overdue visit is late."""
        if self._line(row) is None:
            return "strong"
        return "late" if self._late(row, column) else ""

    def put(self, row: int, column: int, text: str) -> None:
        """Take *text*; a day may be typed as ``14`` or ``14/11``, sums get their dots."""
        line, field = self._line(row), FIELDS[column]
        if line is None or field == NAME:
            return
        tidied = self._completed(field, text)
        if tidied == _noted(line, field):
            self._typed.pop((line.participant.id, field), None)
        else:
            self._typed[line.participant.id, field] = tidied
        self._check(row, line)

    def _completed(self, field: str, text: str) -> str:
        text = typed_text(text)
        if field == "visited_on":
            year, month = self.table.month.split("-")
            if re.fullmatch(r"\d{1,2}", text):
                return f"{int(text):02d}/{month}/{year}"
            if match := re.fullmatch(r"(\d{1,2})[/.\-](\d{1,2})", text):
                return f"{int(match[1]):02d}/{int(match[2]):02d}/{year}"
        if field in COUNTS:
            try:
                number = parse_number(text)
            except ValueError:
                return text
            return "" if number is None else format_number(number)
        return text

    def _check(self, row: int, line: MonthLine) -> None:
        problems: list[Problem] = []
        if self._changed(line):
            judge_follow_up(self._input(row), line.participant.commune_code, self._today, problems)
        self._keep(line, problems)

    def _keep(self, line: MonthLine, problems: list[Problem]) -> None:
        for field in FIELDS:
            self._problems.pop((line.participant.id, field), None)
        for problem in problems:
            field = problem.field if problem.field in FIELDS else NAME
            known = self._problems.get((line.participant.id, field), "")
            self._problems[line.participant.id, field] = " ".join(filter(None, (known, problem.message)))

    def _changed(self, line: MonthLine) -> bool:
        return any((line.participant.id, field) in self._typed for field in FIELDS)

    def dirty(self) -> bool:
        """Was anything typed that is not saved?"""
        return bool(self._typed)

    def wrong(self) -> list[str]:
        """What is wrong, each with the household's name."""
        names = {line.participant.id: line.name for line in self.table.lines}
        return [f"{names[participant]}: {text}" for (participant, _field), text in self._problems.items()]

    def inputs(self) -> list[FollowUpInput]:
        """The follow-ups to save: those of lines that were typed into."""
        return [self._input(row) for row, line in enumerate(self.table.lines) if self._changed(line)]

    def refuse(self, problems: tuple[Problem, ...]) -> list[str]:
        """Put the problems of a refused save (``rows.<number>.<field>`` of :meth:`inputs`) to their cells.

        Returns those that belong to no cell.
        """
        changed = [line for line in self.table.lines if self._changed(line)]
        by_line: dict[int, list[Problem]] = {}
        homeless = []
        for problem in problems:
            match = re.fullmatch(r"rows\.(\d+)\.(\w+)", problem.field)
            if match and int(match[1]) < len(changed):
                by_line.setdefault(int(match[1]), []).append(replace(problem, field=match[2]))
            else:
                homeless.append(problem.message)
        for number, some in by_line.items():
            self._keep(changed[number], some)
        return homeless

    def _input(self, row: int) -> FollowUpInput:
        line = self.table.lines[row]
        texts = {field: self.text(row, FIELDS.index(field)) for field in FIELDS if field != NAME}
        return FollowUpInput(line.participant.id, self.table.month, **texts)


def _noted(line: MonthLine, field: str) -> str:
    if line.noted is None:
        return ""
    value = getattr(line.noted, field)
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if value is None:
        return ""
    return format_number(value) if isinstance(value, int) else str(value)
