"""How wide the columns of a table are: as they are given, until what stands in them needs another share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

MOST_LINES = 3
"""A column of words whose longest cell has more lines asks for room that others do not use."""
TALL = 5
"""A column with more lines than these takes room from columns of words that are less high."""
_STEP = 4.0


@dataclass(frozen=True, slots=True)
class Need:
    """What one column needs, in points: ``least`` so that nothing is squeezed, ``whole`` for all on one line.

    Words may be broken into lines, figures may not.
    """

    least: float
    whole: float
    figures: bool = False


def adapt(given: Sequence[float], needs: Sequence[Need]) -> list[float]:
    """The widths for *needs*, with the sum of *given*; *given* itself where everything stands well in it."""
    least = [_least(width, need) for width, need in zip(given, needs, strict=True)]
    widths = _move(given, _over(given, least), _under(given, least))
    hard = [need.least for need in needs]
    widths = _move(widths, _over(widths, hard), _under(widths, hard))
    lacking = [_more(width, need) for width, need in zip(widths, needs, strict=True)]
    spare = [max(width - max(small, need.whole), 0.0) for width, small, need in zip(widths, least, needs, strict=True)]
    return _levelled(_move(widths, spare, lacking), least, needs)


def _over(widths: Sequence[float], least: Sequence[float]) -> list[float]:
    return [max(width - small, 0.0) for width, small in zip(widths, least, strict=True)]


def _under(widths: Sequence[float], least: Sequence[float]) -> list[float]:
    return [max(small - width, 0.0) for width, small in zip(widths, least, strict=True)]


def _least(given: float, need: Need) -> float:
    """Words need more than their longest one: a column grows no higher than is easy to read while it has its room."""
    return need.least if need.figures else max(need.least, min(need.whole / TALL, given))


def _more(width: float, need: Need) -> float:
    """What a column would use beyond its least: figures their full size, words no more lines than are easy to read."""
    wanted = need.whole if need.figures else need.whole / MOST_LINES
    return max(wanted - width, 0.0)


def _move(widths: Sequence[float], spare: Sequence[float], lacking: Sequence[float]) -> list[float]:
    """Give what is lacking from what is spare, both in equal shares, as far as it goes."""
    moved = min(sum(spare), sum(lacking))
    if moved <= 0.0:
        return list(widths)
    taken, given = moved / sum(spare), moved / sum(lacking)
    return [width - free * taken + short * given for width, free, short in zip(widths, spare, lacking, strict=True)]


def _levelled(widths: list[float], least: Sequence[float], needs: Sequence[Need]) -> list[float]:
    """Columns of words brought to like heights, as long as one is tall and another is not."""
    words = [place for place, need in enumerate(needs) if not need.figures and need.whole > 0.0]
    while words:
        tallest = max(words, key=lambda place: needs[place].whole / widths[place])
        givers = [place for place in words if widths[place] - _STEP >= least[place]]
        lowest = min(givers, key=lambda place: needs[place].whole / (widths[place] - _STEP), default=tallest)
        tall = needs[tallest].whole / widths[tallest]
        if tall <= TALL or needs[lowest].whole / (widths[lowest] - _STEP) >= tall - 1:
            return widths
        widths[tallest] += _STEP
        widths[lowest] -= _STEP
    return widths
