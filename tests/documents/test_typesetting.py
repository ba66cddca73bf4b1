"""Text that always fits."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfbase.pdfmetrics import stringWidth

from sinhke_desktop.documents import fonts
from sinhke_desktop.documents.fonts import REGULAR
from sinhke_desktop.documents.typesetting import fit

WORDS = st.lists(st.sampled_from(["Chamaléa", "Katơr", "Thị", "Nguyễn", "1.234.567.890", "ở"]), min_size=1, max_size=40)


@given(words=WORDS, width=st.floats(20, 400), lines=st.integers(1, 3))
@settings(max_examples=300, deadline=None)
def test_every_text_fits_whole_whatever_the_width(words: list[str], width: float, lines: int) -> None:
    fonts.register()
    text = " ".join(words)
    fitted = fit(text, REGULAR, 11, width, lines)
    assert " ".join(" ".join(fitted.lines).split()).replace(" ", "") == text.replace(" ", "")
    assert len(fitted.lines) <= lines
    for line in fitted.lines:
        assert stringWidth(line, REGULAR, fitted.size) * fitted.scale / 100 <= width + 0.01


def test_text_that_fits_is_left_as_it_is() -> None:
    fonts.register()
    fitted = fit("Thôn Tân Tiến", REGULAR, 11, 200)
    assert (fitted.lines, fitted.size, fitted.scale) == (("Thôn Tân Tiến",), 11, 100)


def test_text_grows_smaller_before_it_grows_narrower() -> None:
    fonts.register()
    width = stringWidth("Chamaléa Katơr Thị Nguyễn", REGULAR, 9.2)
    fitted = fit("Chamaléa Katơr Thị Nguyễn", REGULAR, 11, width)
    assert (fitted.size, fitted.scale) == (9.0, 100)
    assert fit("Chamaléa Katơr Thị Nguyễn", REGULAR, 11, width / 2).scale == pytest.approx(61.3, abs=0.2)
