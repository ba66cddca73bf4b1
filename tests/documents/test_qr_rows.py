"""QR symbols made quickly read as those of the general encoder."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
import segno
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from sinhke_desktop.documents.qr_rows import MASK, qr_rows
from sinhke_desktop.domain.form_layouts import VERSIONS
from sinhke_desktop.domain.form_sheet import FormCode

HEX = st.text("0123456789abcdef", min_size=32, max_size=32)
DIGITS = st.text("0123456789", min_size=8, max_size=8)


def _read(rows: Sequence[str]) -> str:
    modules = np.array([[255 if module == "0" else 0 for module in row] for row in rows], np.uint8)
    picture = np.kron(np.pad(modules, 4, constant_values=255), np.ones((4, 4), np.uint8))
    (found,) = zxingcpp.read_barcodes(picture)
    return found.text


@given(
    version=st.sampled_from(VERSIONS[1:]), number=DIGITS, household=st.one_of(HEX, st.just("")), page=st.integers(1, 12)
)
@settings(max_examples=200, deadline=None)
def test_the_code_of_every_form_is_read_back(version: str, number: str, household: str, page: int) -> None:
    text = FormCode(version, number, household, page, 12).text()
    assert _read(qr_rows(text)) == text


@pytest.mark.parametrize("length", [1, 42, 43, 44, 61, 62, 63, 100])
def test_texts_of_every_length_are_read_back(length: int) -> None:
    text = ("a|" * length)[:length]
    assert _read(qr_rows(text)) == text


def test_letters_of_other_scripts_and_plain_numbers_go_to_the_general_encoder() -> None:
    for text in ("Thôn Tân Tiến, xã Anh Dũng, tỉnh Khánh Hòa, Việt Nam", "1" * 50):
        expected = segno.make_qr(text, error="m", mask=MASK, boost_error=False).matrix
        assert [[int(module) for module in row] for row in qr_rows(text)] == [list(row) for row in expected]


def test_the_places_are_those_of_the_general_encoder_where_no_padding_is_needed() -> None:
    """With 62 bytes nothing is padded, which may be done in more than one way: then every module must be the same."""
    text = "SK1|" + "a1b2c3d4" * 7 + "|9"
    assert len(text) == 62
    expected = segno.make_qr(text, error="m", mask=MASK, boost_error=False).matrix
    assert [[int(module) for module in row] for row in qr_rows(text)] == [list(row) for row in expected]
