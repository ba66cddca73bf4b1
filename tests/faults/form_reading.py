"""Filled-in forms scanned badly and read back: a box is read right or asked. The twin guesses what it should ask."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest import mock

sys.path.append(str(Path(__file__).parents[1] / "scans"))

from paper_scans import CONDITIONS, JUDGED, Figures, measure

from sinhke_desktop.domain.read_page import ReadTick, TickState
from sinhke_desktop.scans import page_reading

__all__ = ["JUDGED", "Figures", "guessing", "in_words", "measure"]
SOME_INK = 0.02
"""A guess: so much of a box is dark, so somebody ticked it."""


def guessing(seed: int, pages: int) -> Figures:
    """The same with no doubt: every box that would be asked is decided by its ink."""
    careful = page_reading.read_ticks

    def bold(*page: Any, **limits: Any) -> tuple[ReadTick, ...]:
        return tuple(map(_guessed, careful(*page, **limits)))

    with mock.patch.object(page_reading, "read_ticks", bold):
        return measure(seed, pages)


def _guessed(tick: ReadTick) -> ReadTick:
    if tick.state is not TickState.DOUBTFUL:
        return tick
    return replace(tick, state=TickState.MARKED if tick.ink > SOME_INK else TickState.EMPTY)


def in_words(figures: Figures) -> str:
    """Pages found, with their code and read, boxes asked, and what was asked under each condition."""
    asked = ", ".join(
        f"{name} {one.asked / max(one.boxes, 1):.0%}" for name in CONDITIONS if (one := figures.by.get(name))
    )
    return (
        f"{figures.pages} pages: {figures.found} straightened, {figures.codes} codes, {figures.read} read; "
        f"{figures.asked / max(figures.boxes, 1):.1%} of the boxes asked ({asked}), "
        f"of those nobody wrote near {figures.asked_empty / max(figures.empty, 1):.1%}"
    )
