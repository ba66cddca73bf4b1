"""Pages as pictures."""

from __future__ import annotations

import pytest

from sinhke_desktop.documents.preview import page_count, render_page
from sinhke_desktop.documents.visit_form import render_visit_forms
from sinhke_desktop.domain.visit import VisitForm


def test_a_page_is_rgb_without_padding(awkward_forms: list[VisitForm]) -> None:
    pdf = render_visit_forms(awkward_forms[:2])
    assert page_count(pdf) == 2
    for scale in (0.3, 1.0, 1.01, 1.7):
        width, height, pixels = render_page(pdf, 1, scale)
        assert (width, height) == pytest.approx((595.3 * scale, 841.9 * scale), abs=1.5)
        assert len(pixels) == 3 * width * height
        assert set(pixels[:3]) == {255}
    assert min(pixels) < 50


def test_a_page_beyond_the_last_is_refused(awkward_forms: list[VisitForm]) -> None:
    pdf = render_visit_forms(awkward_forms[:1])
    for page in (1, -1):
        with pytest.raises(IndexError):
            render_page(pdf, page, 1.0)
