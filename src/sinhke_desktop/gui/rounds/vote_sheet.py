"""The votes of one meeting typed household by household. Knows no Qt."""

from __future__ import annotations

from collections.abc import Sequence

from sinhke_desktop.domain.review import CLASS_NAMES
from sinhke_desktop.domain.round_forms import VoteTyped
from sinhke_desktop.domain.round_state import votes_needed
from sinhke_desktop.domain.rounds import VillageMeeting
from sinhke_desktop.errors import InvalidInput
from sinhke_desktop.i18n import _
from sinhke_desktop.services.round_board import BoardRow

NAME, CLASS, AGREED, DISAGREED, RESULT = range(5)


class VoteSheet:
    """One line a household: class, how many agreed, how many did not, whether that is enough."""

    def __init__(self, rows: Sequence[BoardRow], meeting: VillageMeeting | None, percent: int) -> None:
        self.rows = list(rows)
        self._percent = percent
        self.present = meeting.present if meeting else 0
        self.cells: dict[tuple[str, int], str] = {}
        for row in rows:
            if meeting is not None and row.vote is not None and row.vote.meeting_id == meeting.id:
                self.cells[row.household_id, AGREED] = str(row.vote.agreed)
                self.cells[row.household_id, DISAGREED] = str(row.vote.disagreed) if row.vote.disagreed else ""
        self._refused: dict[tuple[str, int], str] = {}

    def titles(self) -> list[str]:
        """The columns' titles."""
        return [_("Head of household"), _("Class"), _("Agree"), _("Disagree"), _("Result")]

    def row_count(self) -> int:
        """One row a household."""
        return len(self.rows)

    def text(self, row: int, column: int) -> str:
        """What stands in the cell."""
        one = self.rows[row]
        if column == NAME:
            return one.head_name
        if column == CLASS:
            return CLASS_NAMES[one.current_class]
        return self.cells.get((one.household_id, column), "")

    def shown(self, row: int, column: int) -> str:
        """The result in words."""
        return self._result(row) if column == RESULT else self.text(row, column)

    def _result(self, row: int) -> str:
        agreed = self.text(row, AGREED)
        if not agreed.isdecimal() or not self.present:
            return ""
        needed = votes_needed(self.present, self._percent)
        if int(agreed) >= needed:
            return _("Agreed")
        return _("Below half")

    def editable(self, row: int, column: int) -> bool:
        """The two counts."""
        return row >= 0 and column in (AGREED, DISAGREED)

    def numeric(self, column: int) -> bool:
        """The two counts."""
        return column in (AGREED, DISAGREED)

    def problem(self, row: int, column: int) -> str:
        """Why the cell was refused."""
        return self._refused.get((self.rows[row].household_id, column), "")

    def mark(self, row: int, column: int) -> str:
        """Results below half stand out."""
        if column == RESULT:
            agreed = self.text(row, AGREED)
            below = (
                agreed.isdecimal() and bool(self.present) and int(agreed) < votes_needed(self.present, self._percent)
            )
            return "late" if below else ""
        return "strong" if column == NAME else "quiet" if column == CLASS else ""

    def put(self, row: int, column: int, text: str) -> None:
        """Keep what was typed."""
        household_id = self.rows[row].household_id
        self._refused.pop((household_id, column), None)
        self.cells[household_id, column] = text.strip()

    def everybody_agrees(self) -> None:
        """Fill the households without a vote with all who were present."""
        for row in self.rows:
            if not self.cells.get((row.household_id, AGREED)):
                self.cells[row.household_id, AGREED] = str(self.present)

    def votes(self) -> dict[str, VoteTyped]:
        """The votes by household; empty ones too, which takes them back."""
        return {
            row.household_id: VoteTyped(
                self.cells.get((row.household_id, AGREED), ""), self.cells.get((row.household_id, DISAGREED), "")
            )
            for row in self.rows
        }

    def refuse(self, wrong: InvalidInput) -> bool:
        """Mark the cells that were refused; were there any?"""
        known = {row.household_id for row in self.rows}
        for problem in wrong.problems:
            household_id, _dot, name = problem.field.partition(".")
            if household_id in known:
                self._refused[household_id, DISAGREED if name == "disagreed" else AGREED] = problem.message
        return bool(self._refused)
