"""Sums as Vietnamese papers write them."""

from __future__ import annotations

import pytest

from sinhke_desktop.domain.money import (
    LARGEST,
    amount_in_words,
    format_dong,
    format_millions,
    format_percent,
    number_in_words,
)


@pytest.mark.parametrize(
    ("amount", "written"),
    [(0, "0"), (999, "999"), (1000, "1.000"), (1_234_567, "1.234.567"), (-440_300_000, "-440.300.000")],
)
def test_thousands_are_grouped_with_dots(amount: int, written: str) -> None:
    assert format_dong(amount) == written


@pytest.mark.parametrize(
    ("part", "whole", "decimals", "written"),
    [
        (264_180_000, 440_300_000, 1, "60,0%"),
        (1, 3, 2, "33,33%"),
        (2, 3, 1, "66,7%"),
        (1, 800, 2, "0,13%"),  # 0,125 goes up
        (1, 2000, 1, "0,1%"),  # 0,05 goes up
        (1005, 100_000, 2, "1,01%"),  # 1,005 as a float would go down
        (-1, 800, 2, "-0,13%"),
        (-1, 100_000, 1, "0,0%"),
        (25, 2, 0, "1.250%"),
        (5, 0, 1, "–"),
        (0, 7, 1, "0,0%"),
    ],
)
def test_shares_have_a_comma_and_round_half_up(part: int, whole: int, decimals: int, written: str) -> None:
    assert format_percent(part, whole, decimals) == written


@pytest.mark.parametrize(
    ("amount", "written"), [(440_300_000, "440,3"), (1_250_000_000, "1.250,0"), (50_000, "0,1"), (-49_000, "0,0")]
)
def test_chart_labels_are_in_millions(amount: int, written: str) -> None:
    assert format_millions(amount) == written


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (4, "bốn"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (25, "hai mươi lăm"),
        (55, "năm mươi lăm"),
        (100, "một trăm"),
        (101, "một trăm lẻ một"),
        (105, "một trăm lẻ năm"),
        (110, "một trăm mười"),
        (115, "một trăm mười lăm"),
        (321, "ba trăm hai mươi mốt"),
        (1_001, "một nghìn không trăm lẻ một"),
        (1_010, "một nghìn không trăm mười"),
        (10_000, "mười nghìn"),
        (21_000, "hai mươi mốt nghìn"),
        (1_000_005, "một triệu không trăm lẻ năm"),
        (1_005_000, "một triệu không trăm lẻ năm nghìn"),
        (1_021_015, "một triệu không trăm hai mươi mốt nghìn không trăm mười lăm"),
        (1_000_000_000, "một tỷ"),
        (1_000_500_000, "một tỷ năm trăm nghìn"),
        (1_005_000_000, "một tỷ không trăm lẻ năm triệu"),
        (15_000_000_000_000, "mười lăm nghìn tỷ"),
        (-21, "âm hai mươi mốt"),
    ],
)
def test_numbers_are_read_as_vietnamese_reads_them(number: int, words: str) -> None:
    assert number_in_words(number) == words


def test_the_published_model_is_written_in_words() -> None:
    assert amount_in_words(440_300_000) == "Bốn trăm bốn mươi triệu ba trăm nghìn đồng"
    assert amount_in_words(264_180_000) == "Hai trăm sáu mươi tư triệu một trăm tám mươi nghìn đồng"


def test_every_word_list_reads_back_to_its_number() -> None:
    """The words of 0..99999 are all different, so no two sums read alike."""
    assert len({number_in_words(number) for number in range(100_000)}) == 100_000


def test_sums_beyond_the_largest_are_refused() -> None:
    assert number_in_words(LARGEST).startswith("chín trăm chín mươi chín triệu")
    with pytest.raises(ValueError):
        number_in_words(LARGEST + 1)
