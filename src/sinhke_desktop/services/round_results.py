"""The results of a round in numbers: preliminary and official side by side, movements, rates, standards compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from sinhke_desktop.domain.money import NO_SHARE, format_percent
from sinhke_desktop.domain.review import Movement, PovertyClass
from sinhke_desktop.domain.round_movement import Turn, movement
from sinhke_desktop.services import hamlets, round_board
from sinhke_desktop.services.round_board import Board, BoardRow
from sinhke_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ResultCounts:
    """Households of one hamlet or of the commune; ``all_households`` is None where their number is not stated."""

    hamlet_id: str
    name: str
    listed: int
    preliminary: Counter[PovertyClass]
    now: Counter[PovertyClass]
    members: Counter[PovertyClass]
    turns: Counter[Turn]
    all_households: int | None

    def rate(self, poverty_class: PovertyClass, *, preliminary: bool = False) -> str:
        """Per cent of all households, two decimals, comma; a dash where these are not stated."""
        counted = self.preliminary if preliminary else self.now
        return format_percent(counted[poverty_class], self.all_households, 2) if self.all_households else NO_SHARE


@dataclass(frozen=True, slots=True)
class RoundResults:
    """The rows, their counts by hamlet and in all, and those whose class changed since the preliminary result."""

    rows: tuple[BoardRow, ...]
    by_hamlet: tuple[ResultCounts, ...]
    total: ResultCounts
    changed: tuple[BoardRow, ...]
    movements: Counter[tuple[PovertyClass, Movement]] = field(default_factory=Counter)


def results(workspace: Workspace, round_id: str) -> RoundResults:
    """The round's results; raises NotFound."""
    return of_board(workspace, round_board.read(workspace, round_id))


def of_board(workspace: Workspace, board: Board) -> RoundResults:
    """The results of a round already read."""
    totals = hamlets.totals(workspace, board.round.year)
    rows = tuple(row for row in board.rows if row.current is not None)
    by_hamlet: dict[str, list[BoardRow]] = {hamlet_id: [] for hamlet_id in board.hamlets}
    for row in rows:
        by_hamlet.setdefault(row.hamlet_id, []).append(row)
    counts = tuple(
        _counted(hamlet_id, board.hamlets.get(hamlet_id, ""), some, totals.get(hamlet_id))
        for hamlet_id, some in by_hamlet.items()
    )
    whole = sum(totals.values()) if board.hamlets and board.hamlets.keys() <= totals.keys() else None
    return RoundResults(
        rows, counts, _counted("", "", rows, whole), tuple(row for row in rows if row.changed),
        _movements(board, rows),
    )  # fmt: skip


def _counted(hamlet_id: str, name: str, rows: Iterable[BoardRow], households: int | None) -> ResultCounts:
    preliminary: Counter[PovertyClass] = Counter()
    now: Counter[PovertyClass] = Counter()
    members: Counter[PovertyClass] = Counter()
    turns: Counter[Turn] = Counter()
    listed = 0
    for row in rows:
        listed += 1
        preliminary[row.preliminary_class] += 1
        now[row.current_class] += 1
        members[row.current_class] += row.members
        if row.turn is not None:
            turns[row.turn] += 1
    return ResultCounts(hamlet_id, name, listed, preliminary, now, members, turns, households)


def _movements(board: Board, rows: Iterable[BoardRow]) -> Counter[tuple[PovertyClass, Movement]]:
    """(class, old, new or relapsed) → households; before the decision as it would be decided."""
    found: Counter[tuple[PovertyClass, Movement]] = Counter()
    for row in rows:
        how = movement(row.current_class, board.earlier.get(row.household_id, ()))
        if how is not None:
            found[row.current_class, how] += 1
    return found
