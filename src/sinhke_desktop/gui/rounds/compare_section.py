"""So sánh chuẩn: the round by two poverty standards, who would change class, and of whom nothing can be said yet."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox

from sinhke_desktop.domain.review import Review
from sinhke_desktop.domain.vietnamese import fold
from sinhke_desktop.gui.privacy.masking import covered_text
from sinhke_desktop.gui.rounds.presenter import RoundRead, RoundsPresenter
from sinhke_desktop.gui.rounds.section import TableSection
from sinhke_desktop.gui.widgets import Column, label
from sinhke_desktop.i18n import _
from sinhke_desktop.services.round_board import Board
from sinhke_desktop.services.second_norm import OUTCOME_NAMES, ComparedHousehold, Comparison, Outcome

TONES = {Outcome.POOR: "poor", Outcome.NEAR_POOR: "near-poor", Outcome.UNKNOWN: ""}


class CompareSection(TableSection[ComparedHousehold]):
    """Those whose class changes; the others of whom a standard says nothing on demand."""

    def __init__(self, presenter: RoundsPresenter) -> None:
        columns: list[Column[ComparedHousehold]] = [
            Column(_("Head of household"), lambda row: row.head, strong=lambda row: True),
            Column(_("Hamlet"), lambda row: row.hamlet),
            Column(
                _("Standard in force"), lambda row: OUTCOME_NAMES[row.first.outcome],
                tone=lambda row: TONES.get(row.first.outcome, "neutral"),
            ),
            Column(
                _("The other standard"), lambda row: OUTCOME_NAMES[row.second.outcome],
                tone=lambda row: TONES.get(row.second.outcome, "neutral"),
            ),
        ]  # fmt: skip
        super().__init__(presenter, columns, (0,), _("Nobody changes class by the other standard."))
        self.unknown = QCheckBox(_("Those of whom nothing can be said yet"))
        self.unknown.toggled.connect(lambda _on: self._show_again())
        self.tools.add(self.unknown)
        self._found: Comparison | None = None
        self._board: Board | None = None
        self._filter = ("", "")
        self.reason = label("", "secondary")
        self.column.addWidget(self.reason)
        self.table.chosen.connect(self._explain)

    def show_read(self, read: RoundRead, text: str, hamlet_id: str) -> None:
        board = read.board
        if board is None or not board.round.second_rule_set:
            self._found = None
            self.show_rows(())
            return
        self._filter = (text, board.hamlets.get(hamlet_id, "") if hamlet_id else "")
        if self._board is not board:
            self._found = None
            self.show_rows(())
            self.say(_("Comparing the two standards."))
            self.presenter.compare(board, self._have_compared)
        self._show_again()

    def _have_compared(self, board: Board, found: Comparison) -> None:
        self._board, self._found = board, found
        self._show_again()

    def _explain(self, at: int) -> None:
        """Why the chosen household is in its two classes."""
        row = self.model.rows[at] if 0 <= at < len(self.model.rows) else None
        words = f"{row.first.standing.explanation}\n{row.second.standing.explanation}" if row else ""
        self.reason.setText(covered_text(words, Review, "deprived", row.household_id if row else ""))

    def _show_again(self) -> None:
        found = self._found
        if found is None:
            return
        text, hamlet = self._filter
        words = fold(text).split()
        rows = found.unknown if self.unknown.isChecked() else found.changed
        self.show_rows(
            [row for row in rows if hamlet in ("", row.hamlet) and all(word in fold(row.head) for word in words)]
        )
        said = _(
            "{first} beside {second}: {changed} of {total} households change class, of {unknown} it cannot be said."
        )
        if self.model.rows and self.table.current_row() < 0:
            self.table.choose(0)
        marks = " ".join(found.second.unverified)
        self.say(
            said.format(
                first=found.first.name, second=found.second.name, changed=len(found.changed), total=found.households,
                unknown=len(found.unknown),
            )
            + (f" {marks}" if marks else "")
        )  # fmt: skip
