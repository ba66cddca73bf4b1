"""How the pages of printed forms lie on sheets of paper: A4, or two A5 on one A4 across, on one or both sides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sinhke_desktop.domain.visit_route import WalkingOrder


class FormPaper(StrEnum):
    """The paper of a visit form."""

    A4 = "a4"
    A5 = "a5"


@dataclass(frozen=True, slots=True)
class StackChoice:
    """How a stack is printed; ``two_sided`` begins every form on a leaf of its own, ``spare`` forms lie below it."""

    paper: FormPaper = FormPaper.A4
    two_sided: bool = False
    spare: int = 0
    route_list: bool = True
    order: WalkingOrder = WalkingOrder.KEPT


@dataclass(frozen=True, slots=True)
class FormPlace:
    """Page ``page`` (from 1) of form ``form`` (from 0)."""

    form: int
    page: int


Side = tuple[FormPlace | None, ...]
"""One printed side of a sheet: one place on A4, left and right on A5; None is left white."""


def version_for(paper: FormPaper, *, with_model: bool) -> str:
    """The version of :mod:`.form_layouts` for a household without or with a part in the model."""
    return ("TH2" if paper is FormPaper.A4 else "TN1") + ("M" if with_model else "")


def impose(pages: Sequence[int], paper: FormPaper, *, two_sided: bool) -> list[Side]:
    """The sides in printing order of forms with so many *pages* each.

    Two A5 stand beside each other so that, the stack once cut through, the left pile laid on the right one is in order.
    Two-sided ones are made for turning over the short edge of the A4 sheet.
    """
    leaves = [leaf for form, count in enumerate(pages) for leaf in _leaves(form, count, two_sided=two_sided)]
    if paper is FormPaper.A4:
        return [(place,) for leaf in leaves for place in leaf]
    half = -(-len(leaves) // 2)
    sides: list[Side] = []
    for number in range(half):
        left = leaves[number]
        right = leaves[half + number] if half + number < len(leaves) else (None,) * len(left)
        sides.append((left[0], right[0]))
        if two_sided:
            sides.append((right[1], left[1]))
    return sides


def _leaves(form: int, pages: int, *, two_sided: bool) -> list[tuple[FormPlace | None, ...]]:
    places = [FormPlace(form, page) for page in range(1, pages + 1)]
    if not two_sided:
        return [(place,) for place in places]
    padded: list[FormPlace | None] = [*places, *([None] * (pages % 2))]
    return [(padded[first], padded[first + 1]) for first in range(0, len(padded), 2)]
