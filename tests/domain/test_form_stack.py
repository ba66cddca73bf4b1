"""How pages of forms lie on sheets."""

from __future__ import annotations

import pytest

from sinhke_desktop.domain.form_layouts import VERSIONS
from sinhke_desktop.domain.form_stack import FormPaper, FormPlace, impose, version_for


def _said(sides: list[tuple[FormPlace | None, ...]]) -> list[str]:
    return [" ".join(f"{one.form}.{one.page}" if one else "-" for one in side) for side in sides]


def test_a4_pages_follow_each_other() -> None:
    assert _said(impose([1, 2], FormPaper.A4, two_sided=False)) == ["0.1", "1.1", "1.2"]


def test_two_sided_a4_forms_begin_on_a_leaf_of_their_own() -> None:
    assert _said(impose([1, 2, 3], FormPaper.A4, two_sided=True)) == [
        "0.1", "-", "1.1", "1.2", "2.1", "2.2", "2.3", "-",
    ]  # fmt: skip


def test_a_cut_stack_of_a5_is_in_order_with_the_left_pile_on_the_right_one() -> None:
    sides = impose([1, 2, 1, 1], FormPaper.A5, two_sided=False)
    assert _said(sides) == ["0.1 2.1", "1.1 3.1", "1.2 -"]
    piles = [side[0] for side in sides] + [side[1] for side in sides]
    assert [(one.form, one.page) for one in piles if one] == [(0, 1), (1, 1), (1, 2), (2, 1), (3, 1)]


@pytest.mark.parametrize("pages", [[1], [1, 1], [1, 2, 1], [3, 1, 2, 1]])
def test_behind_every_front_of_two_sided_a5_stands_its_own_back(pages: list[int]) -> None:
    sides = impose(pages, FormPaper.A5, two_sided=True)
    assert len(sides) % 2 == 0
    leaves = [(front[half], back[1 - half]) for half in (0, 1)
              for front, back in zip(sides[::2], sides[1::2], strict=True)]  # fmt: skip
    seen = []
    for front, back in leaves:
        if front is None:
            assert back is None
            continue
        assert front.page % 2 == 1
        seen.append((front.form, front.page))
        if back is not None:
            assert (back.form, back.page) == (front.form, front.page + 1)
            seen.append((back.form, back.page))
    assert seen == [(form, page) for form, count in enumerate(pages) for page in range(1, count + 1)]


def test_every_paper_has_a_version_with_and_without_the_model() -> None:
    found = [version_for(paper, with_model=model) for paper in FormPaper for model in (False, True)]
    assert found == ["TH2", "TH2M", "TN1", "TN1M"]
    assert set(found) <= set(VERSIONS)
