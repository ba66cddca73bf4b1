"""Marks drawn one by one on a clean print: what is decided, and what is asked."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import pytest
from printed_forms import PER_MM, sheets

from sinhke_desktop.domain.read_page import TickState
from sinhke_desktop.scans.page_reading import read_picture

KEY = "indicator:nutrition"
Line = Sequence[tuple[float, float]]


def state_with(*lines: Line, dots: Sequence[tuple[float, float]] = (), key: str = KEY) -> TickState:
    """How the box of *key* on an A5 form is read with *lines* and *dots*, in shares of the box from its middle."""
    sheet = sheets()["A5 cut"][0]
    (form,) = sheet.forms
    page = sheet.picture.copy()
    box = next(one.box for one in form.fields if one.key == key)
    middle = np.array([box.left + box.width / 2, box.top + box.height / 2])
    for line in lines:
        places = np.round((middle + np.array(line) * box.width) * PER_MM * 16).astype(np.int32)
        cv2.polylines(page, [places.reshape(-1, 1, 2)], False, 40, 5, cv2.LINE_AA, 4)
    for dot in dots:
        x, y = np.round((middle + np.array(dot) * box.width) * PER_MM).astype(int).tolist()
        cv2.circle(page, (x, y), 5, 40, -1, cv2.LINE_AA)
    (read,) = read_picture(page, "x.png", 1)
    return next(one.state for one in read.ticks if one.key == key)


CHECK = ((-0.3, 0.0), (-0.1, 0.3), (0.3, -0.3))


@pytest.mark.parametrize("key", [KEY, "need:loan", "kept:1:not"])
def test_an_untouched_box_is_empty_and_a_tick_and_a_cross_are_marks(key: str) -> None:
    assert state_with(key=key) is TickState.EMPTY
    assert state_with(CHECK, key=key) is TickState.MARKED
    assert state_with(((-0.3, -0.3), (0.3, 0.3)), ((-0.3, 0.3), (0.3, -0.3)), key=key) is TickState.MARKED


def test_a_tick_whose_tail_leaves_the_box_is_a_mark() -> None:
    assert state_with((*CHECK[:2], (0.8, -0.8))) is TickState.MARKED


def test_a_dot_and_specks_at_the_edges_are_asked_and_are_no_stroke() -> None:
    assert state_with(dots=[(-0.32, -0.3), (0.0, 0.05), (0.32, 0.32)]) is TickState.DOUBTFUL


def test_a_loop_that_comes_in_through_the_lower_edge_is_asked() -> None:
    loop = [(-0.2, 1.2), (-0.25, 0.2), (-0.1, -0.25), (0.1, -0.25), (0.25, 0.2), (0.2, 1.2)]
    assert state_with(loop) is TickState.DOUBTFUL


def test_a_stroke_through_three_boxes_marks_none_of_them() -> None:
    assert state_with([(-0.1, -1.6), (0.1, 0.0), (-0.05, 1.6)]) is TickState.DOUBTFUL


def test_a_tick_beside_its_box_is_asked_on_either_side() -> None:
    for way in (-0.85, 0.85):
        assert state_with([(x + way, y) for x, y in CHECK]) is TickState.DOUBTFUL


def test_words_above_a_box_do_not_make_it_doubtful() -> None:
    assert state_with([(-1.5, -0.78), (1.5, -0.78)], key="indicator:employment") is TickState.EMPTY
