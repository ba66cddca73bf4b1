"""Cần xem lại: households whose review contradicts itself or their data, or lies near the line."""

from __future__ import annotations

from sinhke_desktop.domain.review import Review
from sinhke_desktop.domain.vietnamese import fold
from sinhke_desktop.gui.context import Context
from sinhke_desktop.gui.privacy.masking import covered_text
from sinhke_desktop.gui.rounds.presenter import RoundRead, RoundsPresenter
from sinhke_desktop.gui.rounds.section import TableSection
from sinhke_desktop.gui.widgets import Column, label
from sinhke_desktop.i18n import _
from sinhke_desktop.services.round_board import Board
from sinhke_desktop.services.scoring import Doubtful


class DoubtsSection(TableSection[Doubtful]):
    """Looked for anew whenever the round was read again; Enter opens the household's record."""

    def __init__(self, context: Context, presenter: RoundsPresenter) -> None:
        columns: list[Column[Doubtful]] = [
            Column(_("Head of household"), lambda row: row.head, strong=lambda row: True),
            Column(_("Hamlet"), lambda row: row.hamlet),
            Column(_("How many"), lambda row: str(len(row.doubts)), numeric=True),
            Column(_("What to look at"), lambda row: _shown(row, row.doubts[0].message), tip=_messages),
        ]
        super().__init__(presenter, columns, (3,), _("Nothing in this round needs a second look."))
        self.reason = label("", "secondary", tone="near-poor")
        self.column.addWidget(self.reason)
        self.table.chosen.connect(self._explain)
        self.table.opened.connect(
            lambda at: context.navigate("households", household_id=self.model.rows[at].household_id)
        )
        self._board: Board | None = None
        self._found: list[Doubtful] = []
        self._filter = ("", "")

    def show_read(self, read: RoundRead, text: str, hamlet_id: str) -> None:
        board = read.board
        if board is None:
            self._found = []
            self.show_rows(())
            return
        self._filter = (text, board.hamlets.get(hamlet_id, "") if hamlet_id else "")
        if self._board is not board:
            self.say(_("Looking through the reviews of the round."))
            self.presenter.doubts(board, self._have_looked)
        else:
            self._show_again()

    def _have_looked(self, board: Board, found: list[Doubtful]) -> None:
        self._board, self._found = board, found
        self._show_again()

    def _show_again(self) -> None:
        text, hamlet = self._filter
        words = fold(text).split()
        rows = [
            row for row in self._found if hamlet in ("", row.hamlet) and all(word in fold(row.head) for word in words)
        ]
        self.show_rows(rows)
        if rows and self.table.current_row() < 0:
            self.table.choose(0)
        said = _("{count} households to look at again; nothing here forbids a decision. Enter opens the record.")
        self.say(said.format(count=len(rows)) if rows else "")
        self._explain(self.table.current_row())

    def _explain(self, at: int) -> None:
        """Everything doubtful about the chosen household."""
        self.reason.setText(_messages(self.model.rows[at]) if 0 <= at < len(self.model.rows) else "")


def _messages(row: Doubtful) -> str:
    return "\n".join(dict.fromkeys(_shown(row, one.message) for one in row.doubts))


def _shown(row: Doubtful, text: str) -> str:
    return covered_text(text, Review, "deprived", row.household_id)
