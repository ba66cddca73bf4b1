"""The page of a round: which one is shown, its board read in the worker, every step with its undo. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from sinhke_desktop.domain.round_calendar import Deadline
from sinhke_desktop.domain.round_paper import PaperKind
from sinhke_desktop.domain.round_state import HouseholdState
from sinhke_desktop.domain.rounds import ReviewRound
from sinhke_desktop.gui.context import Runs, Toasts
from sinhke_desktop.i18n import _
from sinhke_desktop.services import (
    half_filled,
    register,
    round_board,
    round_issue,
    round_results,
    round_steps,
    round_survey,
    rounds,
    scoring,
    second_norm,
)
from sinhke_desktop.services.register import Register
from sinhke_desktop.services.round_board import Board
from sinhke_desktop.services.round_issue import RoundDrawn
from sinhke_desktop.services.round_results import RoundResults
from sinhke_desktop.services.round_survey import SurveyInput
from sinhke_desktop.services.second_norm import Comparison
from sinhke_desktop.services.workspace import Workspace, today


@dataclass(frozen=True, slots=True)
class RoundRead:
    """A round as it is shown: the board, its results, what is due; both None where no round was opened yet."""

    rounds: Sequence[ReviewRound]
    board: Board | None
    results: RoundResults | None
    deadlines: Sequence[Deadline]
    indicators: Mapping[str, str] = field(default_factory=dict)
    """Key → name of what a survey of the round asks, in the form's order."""
    kept: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """What was typed into the survey sheet and neither saved nor let go; household → column → text."""


class RoundsView(Protocol):
    """What the presenter needs of the page."""

    def show_round(self, read: RoundRead) -> None:
        """Show the round, or that there is none."""
        ...

    def show_error(self, error: BaseException) -> None:
        """Say what went wrong."""
        ...


class RoundsPresenter:
    """One round at a time; a step is stored, told with its undo, and the round is read again."""

    def __init__(
        self, view: RoundsView, workspace: Workspace, run: Runs, toast: Toasts, changed: Callable[[], object]
    ) -> None:
        """*changed* is called after every change, for the window's own line."""
        self._view, self.workspace, self._run, self._toast, self._changed = view, workspace, run, toast, changed
        self.round_id = ""
        self.board: Board | None = None
        self._turn = 0

    def today(self) -> date:
        """Today in Vietnam."""
        return today(self.workspace)

    def refresh(self, round_id: str = "") -> None:
        """Read the round again, in the worker; without one chosen the newest."""
        self.round_id = round_id or self.round_id
        self._turn += 1
        turn, wanted = self._turn, self.round_id
        self._run(
            lambda _progress: self._read(wanted),
            lambda read: self._have_read(turn, read),
            failed=self._view.show_error,
        )

    def _read(self, wanted: str) -> RoundRead:
        known = rounds.all_rounds(self.workspace)
        due = rounds.deadlines(self.workspace, self.today())
        chosen = next((one for one in known if one.id == wanted), known[0] if known else None)
        if chosen is None:
            return RoundRead(known, None, None, due)
        board = round_board.read(self.workspace, chosen.id)
        return RoundRead(
            known, board, round_results.of_board(self.workspace, board), due,
            round_survey.indicators(self.workspace, chosen), half_filled.kept_sheet(self.workspace, chosen.id),
        )  # fmt: skip

    def _have_read(self, turn: int, read: RoundRead) -> None:
        if turn != self._turn:
            return
        self.board = read.board
        self.round_id = read.board.round.id if read.board else ""
        self._view.show_round(read)

    def told(self, batch: str, said: str) -> None:
        """Tell of a step that was done, with its undo, and read again."""
        self._toast(said if batch else _("Nothing changed."), (lambda: self._undo(batch)) if batch else None)
        self._changed()

    @property
    def run(self) -> Runs:
        """Does work in the worker."""
        return self._run

    def long_step(self, act: Callable[[], str], said: str, done: Callable[[], object]) -> None:
        """Do a step that returns its batch in the worker; *done* is called before *said* is told with its undo."""

        def have_done(batch: str) -> None:
            done()
            self.told(batch, said)

        def have_failed(error: BaseException) -> None:
            self._view.show_error(error)
            self.refresh()

        self._run(lambda _progress: act(), have_done, failed=have_failed)

    def tell(self, said: str) -> None:
        """Tell of a change that has no undo of its own, and read again."""
        self._toast(said)
        self._changed()

    def _undo(self, batch: str) -> None:
        def undone(_done: object) -> None:
            self._toast(_("Taken back."))
            self._changed()

        self._run(lambda _progress: round_steps.undo(self.workspace, batch), undone, failed=self._view.show_error)

    def survey(
        self, typed: Mapping[str, SurveyInput], saved: Callable[[], object], refused: Callable[[BaseException], object]
    ) -> None:
        """Store surveys in the worker and forget what was put away of them; the one or the other is called."""
        round_id, said = self.round_id, _("{count} surveys saved.").format(count=len(typed))

        def work(_progress: object) -> str:
            step = round_survey.survey(self.workspace, round_id, typed)
            half_filled.keep_sheet(self.workspace, round_id, {})
            return step

        def done(step: str) -> None:
            saved()
            self.told(step, said)

        self._run(work, done, failed=refused)

    def keep_cells(self, cells: half_filled.Cells) -> None:
        """Put away what is typed in the survey sheet, so that a crash does not lose it; nothing typed forgets it."""
        round_id = self.round_id
        self._run(
            lambda _progress: half_filled.keep_sheet(self.workspace, round_id, cells),
            lambda _done: None,
            failed=self._view.show_error,
        )

    def say(self, said: str) -> None:
        """Tell of something for a moment."""
        self._toast(said)

    def with_register(self, done: Callable[[Register], object]) -> None:
        """Read the register in the worker and hand it to *done*."""
        self._run(lambda _progress: register.load(self.workspace).ready(), done, failed=self._view.show_error)

    def compare(self, board: Board, done: Callable[[Board, Comparison], object]) -> None:
        """Judge the round by its two standards in the worker."""
        self._run(
            lambda progress: second_norm.compare(self.workspace, board.round, progress=progress),
            lambda found: done(board, found),
            failed=self._view.show_error,
        )

    def doubts(self, board: Board, done: Callable[[Board, list[scoring.Doubtful]], object]) -> None:
        """Look in the worker for what is doubtful about the round's reviews."""
        self._run(
            lambda progress: scoring.doubtful(self.workspace, board.round, progress),
            lambda found: done(board, found),
            failed=self._view.show_error,
        )

    def draw(
        self, kind: PaperKind, hamlet_id: str, household_ids: Sequence[str], done: Callable[[RoundDrawn], object]
    ) -> None:
        """Draw papers in the worker and hand them to *done*."""
        board = self.board
        if board is None:
            return
        self._run(
            lambda _progress: round_issue.draw(self.workspace, board, kind, hamlet_id, household_ids),
            done,
            failed=self._view.show_error,
        )


def waiting_applicants(board: Board) -> list[str]:
    """The households that applied and were not screened."""
    return [row.household_id for row in board.rows if row.state is HouseholdState.SCREEN]
