"""Number and symbol of papers as the decree writes them."""

from __future__ import annotations

import pytest

from sinhke_desktop.domain.paper_symbol import LetterKind, number_words, parse_number, symbol


@pytest.mark.parametrize(
    ("kind", "body", "expected"),
    [
        (LetterKind.REPORT, "Ủy ban nhân dân xã Anh Dũng", "BC-UBND"),
        (LetterKind.SUBMISSION, "UỶ BAN NHÂN DÂN XÃ ANH DŨNG", "TTr-UBND"),
        (LetterKind.DECISION, "Hội đồng nhân dân xã Anh Dũng", "QĐ-HĐND"),
        (LetterKind.REPORT, "Ban Chỉ đạo các chương trình mục tiêu quốc gia xã Anh Dũng", "BC-BCĐ"),
        (LetterKind.LETTER, "Ủy ban nhân dân xã Anh Dũng", "UBND-KT"),
    ],
)
def test_a_symbol_names_the_kind_and_the_body_that_issues(kind: LetterKind, body: str, expected: str) -> None:
    assert symbol(kind, body) == expected


def test_a_body_that_is_not_known_leaves_its_part_open_to_write_on() -> None:
    assert symbol(LetterKind.NOTICE, "Thôn Tân Tiến") == "TB-……"


@pytest.mark.parametrize(("typed", "written"), [("5", "05"), (" 12 ", "12"), ("0", "00"), ("5a", "5a"), ("", "")])
def test_numbers_below_ten_are_written_with_a_zero(typed: str, written: str) -> None:
    assert number_words(typed) == written


def test_a_typed_number_may_bring_its_symbol() -> None:
    assert parse_number("12 / QĐ-UBND") == ("12", "QĐ-UBND")
    assert parse_number("12") == ("12", "")
    assert parse_number("") == ("", "")
