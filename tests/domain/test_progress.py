"""Progress passed on: a part of a longer way, and a step now and then while going through many."""

import pytest

from sinhke_desktop.progress import OFTEN, WHOLE, Cancelled, Stretch, watched


class Told:
    """Keeps what it is told; cancels at *last*."""

    def __init__(self, last: int = -1) -> None:
        self.steps: list[tuple[int, int]] = []
        self._last = last

    def step(self, done: int, total: int) -> None:
        self.steps.append((done, total))
        if done == self._last:
            raise Cancelled


def test_a_stretch_tells_its_part_of_the_whole_way():
    told = Told()
    stretch = Stretch(told, 200, 400)
    stretch.step(0, 10)
    stretch.step(5, 10)
    stretch.step(10, 10)
    assert told.steps == [(200, WHOLE), (300, WHOLE), (400, WHOLE)]


def test_a_stretch_of_nothing_is_at_its_end_and_none_goes_beyond():
    told = Told()
    stretch = Stretch(told, 200, 400)
    stretch.step(0, 0)
    stretch.step(11, 10)
    assert told.steps == [(400, WHOLE), (400, WHOLE)]


def test_watched_items_come_unchanged_with_a_step_after_some_hundreds():
    told = Told()
    assert list(watched(range(OFTEN + 2), told, OFTEN + 2)) == list(range(OFTEN + 2))
    assert told.steps == [(0, OFTEN + 2), (OFTEN, OFTEN + 2)]


def test_watched_items_can_be_cancelled():
    seen = []
    with pytest.raises(Cancelled):
        seen.extend(watched(range(3 * OFTEN), Told(last=OFTEN), 3 * OFTEN))
    assert len(seen) <= OFTEN
