"""What a commune of today gave where its records lie under several codes, so that nothing is counted twice.

Numbers that a merged commune sends alone under today's code are those of all its codes: its store shows all of them
together. They therefore never stand in a sum beside the rows, or the earlier numbers, of a code that they cover: the
rows win and the numbers are shown beside them; where there are no rows at all, the numbers win.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sinhke_desktop.domain.commune_totals import CommuneTotal
from sinhke_desktop.domain.consolidated import added


@dataclass(frozen=True, slots=True)
class CodeTotal:
    """One code's part of a total: *counted* from its rows, if there are rows (``has_rows``), and *sent* alone.

    ``sent_at`` and ``merged_at`` (of the code into today's commune, empty for today's own code) are labels to compare.
    """

    code: str
    has_rows: bool = False
    counted: CommuneTotal | None = None
    sent: CommuneTotal | None = None
    sent_at: str = ""
    merged_at: str = ""


@dataclass(frozen=True, slots=True)
class MergedTotal:
    """``total`` goes into sums, ``alone`` is shown beside it; ``sent_alone`` if *total* is not of rows only."""

    total: CommuneTotal | None
    alone: CommuneTotal | None
    sent_alone: bool


def merged_total(now: str, parts: Sequence[CodeTotal]) -> MergedTotal:
    """What the commune *now* gave, of the *parts* of all its codes."""
    covered = _covered(now, parts)
    rows_win = any(one.has_rows for one in covered)
    whole = next((one.sent for one in covered if one.code == now), None)
    apart = [one for one in parts if one not in covered]
    mine = [(one, _part(one, now, rows_win=rows_win)) for one in covered]
    used = [(one, part) for one, part in (*mine, *((one, _own(one)) for one in apart)) if part is not None]
    beside = [total for total in (whole, *(one.sent or _own(one) for one in apart)) if total is not None]
    counted = [part for _one, part in mine if part is not None]
    differs = any(one.has_rows and _differ(one.counted, one.sent) for one in apart) or (
        rows_win and bool(counted) and _differ(added(counted), whole)
    )
    return MergedTotal(
        added([part for _one, part in used]) if used else None,
        added(beside) if differs else None,
        any(not one.has_rows for one, _part in used),
    )


def _covered(now: str, parts: Sequence[CodeTotal]) -> list[CodeTotal]:
    """The codes that the numbers sent under *now* stand for: its own and those merged into it before they were sent."""
    own = next((one for one in parts if one.code == now and one.sent is not None), None)
    if own is None:
        return []
    return [one for one in parts if one.code == now or one.merged_at <= own.sent_at]


def _part(one: CodeTotal, now: str, *, rows_win: bool) -> CommuneTotal | None:
    """What a covered code adds: its rows or, without any, what it sent before it was merged; else the whole's own."""
    if rows_win:
        return one.sent if not one.has_rows and one.code != now else one.counted
    return one.sent if one.code == now else None


def _own(one: CodeTotal) -> CommuneTotal | None:
    return one.counted if one.has_rows else one.sent


def _differ(counted: CommuneTotal | None, sent: CommuneTotal | None) -> bool:
    """Other numbers, whatever is remarked on them."""
    if counted is None or sent is None:
        return False
    return (counted.columns, counted.rows) != (sent.columns, sent.rows)
