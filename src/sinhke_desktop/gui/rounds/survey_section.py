"""Khảo sát: results typed one after the other; who is not surveyed yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QCheckBox

from sinhke_desktop.domain.poverty import class_of
from sinhke_desktop.domain.review import ALL_INDICATORS, PovertyClass, Review
from sinhke_desktop.domain.round_state import HouseholdState
from sinhke_desktop.errors import InvalidInput
from sinhke_desktop.gui import errors
from sinhke_desktop.gui.privacy.masking import covered_text
from sinhke_desktop.gui.rounds.presenter import RoundRead, RoundsPresenter
from sinhke_desktop.gui.rounds.section import Section
from sinhke_desktop.gui.rounds.survey_sheet import SurveySheet, Typed, by_column, by_name
from sinhke_desktop.gui.rounds.words import found_among
from sinhke_desktop.gui.widgets import DataTable, QuietButton, label
from sinhke_desktop.gui.widgets.sheet import SheetModel, SheetTable
from sinhke_desktop.i18n import _
from sinhke_desktop.services import round_survey
from sinhke_desktop.services.round_board import Board, BoardRow

TO_SURVEY = (HouseholdState.SURVEY, HouseholdState.AGAIN, HouseholdState.RESURVEY)
NOT_HERE = (HouseholdState.OUT, HouseholdState.GONE, HouseholdState.SCREEN)
MOST_SHOWN = 300
KEEP_AFTER_MS = 1000


class SurveyGrid(SheetTable):
    """A grid that takes the room there is and scrolls inside."""

    def fit(self) -> None:
        """Only the columns; lines keep their height."""
        DataTable.fit(self)


class SurveySection(Section):
    """The grid of surveys; Ctrl+S saves what was typed."""

    def __init__(self, presenter: RoundsPresenter) -> None:
        super().__init__(presenter)
        self.waiting = QCheckBox(_("Only those to be surveyed"))
        self.waiting.toggled.connect(lambda _on: self._show_again())
        self.save_button = QuietButton(_("Save the surveys"), "save", self.save, key="Ctrl+S")
        self.count = label("", "secondary", wrap=False)
        for part in (self.save_button, self.waiting, self.count):
            self.tools.add(part)
        self.legend = label("", "secondary")
        self.column.addWidget(self.legend)
        self.sheet = SurveySheet((), {}, lambda _review: PovertyClass.UNKNOWN, {}, "")
        self.model = SheetModel(self.sheet)
        self.model.typed.connect(self._typed)
        self.grid = SurveyGrid(self.model, wrap=(0,), plain=False)
        self.column.addWidget(self.grid, 1)
        self.nobody = label("", "secondary")
        self.column.addWidget(self.nobody)
        self._read: RoundRead | None = None
        self._hidden: dict[str, dict[int, str]] = {}
        self._filter = ("", "")
        self._round_id = ""
        self._saving = False
        self._keeping = QTimer(self)
        self._keeping.setSingleShot(True)
        self._keeping.setInterval(KEEP_AFTER_MS)
        self._keeping.timeout.connect(self.keep)
        self.model.typed.connect(self._keeping.start)

    def show_read(self, read: RoundRead, text: str, hamlet_id: str) -> None:
        self._read, self._filter = read, (text, hamlet_id)
        if read.board is not None and read.board.round.id != self._round_id:
            self._round_id = read.board.round.id
            self._bring_back(read.board, read.kept)
        self._show_again()

    def _bring_back(self, board: Board, put_away: Mapping[str, Mapping[str, str]]) -> None:
        """What was typed into this round's sheet when the program ended stands in its cells again."""
        open_rows = {row.household_id for row in board.rows if row.official is None}
        kept = by_column(put_away)
        self.sheet.typed.clear()
        self._hidden = {one: cells for one, cells in kept.items() if one in open_rows and cells}
        if self._hidden:
            said = _("What was typed for {count} households but not saved stands in the sheet again.")
            self.presenter.say(said.format(count=len(self._hidden)))

    def keep(self) -> None:
        """Put away what is typed, so that a crash does not lose it."""
        self._keeping.stop()
        self.presenter.keep_cells(by_name({**self._hidden, **self.sheet.typed}))

    def hideEvent(self, event: QHideEvent) -> None:
        if self._keeping.isActive():
            self.keep()
        super().hideEvent(event)

    def _show_again(self) -> None:
        board = self._read.board if self._read else None
        if board is None:
            return
        rows = [row for row in found_among(board.rows, *self._filter) if row.state not in NOT_HERE]
        waiting = [row for row in rows if row.state in TO_SURVEY]
        shown = waiting if self.waiting.isChecked() else rows
        typed = {**self._hidden, **self.sheet.typed}
        self.sheet = self._sheet(board, shown[:MOST_SHOWN], typed)
        self._hidden = {one: cells for one, cells in typed.items() if one not in self.sheet.typed}
        at = self.grid.currentIndex()
        self.model.set_sheet(self.sheet)
        self.grid.fit()
        if at.isValid() and at.row() < len(shown):
            self.grid.setCurrentIndex(self.model.index(at.row(), at.column()))
        self.grid.setVisible(bool(shown))
        self.nobody.setVisible(not shown)
        names = [ALL_INDICATORS[key] for key in self.sheet.indicators]
        self.legend.setText("   ".join(f"{place} {name}" for place, name in enumerate(names, 1)))
        self.count.setText(_("{count} of {total} households still to be surveyed").format(
            count=len(waiting), total=len(rows)))  # fmt: skip
        more = len(shown) - MOST_SHOWN
        self.say(_("{count} more: choose a hamlet to see them.").format(count=more) if more > 0 else self._why(shown))
        self._typed()

    def _sheet(self, board: Board, rows: Sequence[BoardRow], typed: Typed) -> SurveySheet:
        names = self._read.indicators if self._read else {}

        def judged(review: Review) -> PovertyClass:
            return class_of(review, board.area, board.rules)

        def cover(household_id: str, text: str) -> str:
            return covered_text(text, Review, "deprived", household_id)

        return SurveySheet(rows, names, judged, typed, f"{self.presenter.today():%d/%m/%Y}", cover)

    def _whole(self) -> SurveySheet:
        """The sheet with every household for which something is typed, also those that the filter hides."""
        board = self._read.board if self._read else None
        if board is None or not self._hidden:
            return self.sheet
        typed = {**self._hidden, **self.sheet.typed}
        return self._sheet(board, [row for row in board.rows if row.household_id in typed], typed)

    def _why(self, shown: object) -> str:
        if not shown:
            return _("Nobody is to be surveyed here.")
        again = [row for row in self.sheet.rows if row.state in TO_SURVEY[1:]]
        words = [f"{row.head_name}: {round_survey.why_again(row)}" for row in again[:3]]
        return "\n".join(words)

    def _typed(self) -> None:
        count = len(self.sheet.typed) + len(self._hidden)
        words = _("Save {count} surveys").format(count=count) if count else _("Save the surveys")
        self.save_button.setText(words)
        self.save_button.setEnabled(bool(count) and not self._saving)

    def begin(self) -> None:
        self.waiting.setChecked(True)
        self.grid.begin()

    def dirty(self) -> bool:
        """Was something typed that is not saved?"""
        return bool(self.sheet.typed or self._hidden)

    def save(self) -> bool:
        """Hand what was typed to the worker; False where it cannot be stored as it stands.

        What is refused stays in its cell with the reason, what is typed meanwhile stays too, and until it is stored
        all of it is put away, so that nothing is lost if the program ends first.
        """
        whole = self._whole()
        inputs = whole.inputs()
        if whole.wrong_numbers():
            self.say(_("Type the numbers of the lacking indicators, for example 1 4 7."))
            return False
        if not inputs or self._saving:
            return True
        sent = {one: dict(cells) for one, cells in {**self._hidden, **self.sheet.typed}.items()}
        self.keep()
        self._saving = True
        self._typed()
        names = {row.household_id: row.head_name for row in whole.rows}
        self.presenter.survey(inputs, lambda: self._saved(sent), lambda error: self._refused(error, names))
        return True

    def _saved(self, sent: Typed) -> None:
        """Let go of what was stored; a cell typed into since then stays."""
        self._saving = False
        for typed in (self.sheet.typed, self._hidden):
            for household_id in [one for one in typed if one in sent]:
                left = {at: text for at, text in typed[household_id].items() if sent[household_id].get(at) != text}
                typed[household_id] = left
                if not left:
                    del typed[household_id]
        if self.dirty():
            self.keep()
        self._typed()

    def _refused(self, error: BaseException, names: Mapping[str, str]) -> None:
        self._saving = False
        self._typed()
        if not isinstance(error, InvalidInput):
            errors.show(self, error)
            return
        self.sheet.refuse(error)
        self.model.look_again()
        first = error.problems[0]
        said = f"{names.get(first.field.partition('.')[0], '')}: {first.message}"
        self.say(said)
        if not self.isVisible():
            self.presenter.say(_("Surveys not saved, they stay in the sheet. {reason}").format(reason=said))
