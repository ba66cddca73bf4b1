"""Sums on every page: those of the page, those so far, and at the end that of all; nothing counted twice or lost."""

import re

import pypdfium2 as pdfium
import pytest

from sinhke_desktop.documents import fonts, tables
from sinhke_desktop.documents.page_totals import PageTotals, Sum
from sinhke_desktop.documents.paper import render_papers

WIDTHS = (12, 100, 50)
HEAD = ("TT", "Người nhận", "Số tiền")


def table(amounts, words="Katơr Thị Ngọc Ánh"):
    fonts.register()
    rows = [
        [tables.centred(str(number)), tables.text(words), Sum(amount, f"{amount:,}".replace(",", "."))]
        for number, amount in enumerate(amounts, 1)
    ]
    return PageTotals(tables.ruled(HEAD, rows, WIDTHS), _row)


def _row(words, amount):
    return ["", tables.text(words), tables.number(f"{amount:,}".replace(",", "."))]


def pages(flowable):
    pdf = render_papers([("Thử", [flowable])], name="Thử", author="Xã Anh Dũng")
    document = pdfium.PdfDocument(pdf)
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def sums(page, words):
    return [int(found.replace(".", "")) for found in re.findall(rf"{words} ([\d.]+)", page)]


def test_one_page_has_only_the_sum_of_all():
    (page,) = pages(table([10, 20, 30]))
    assert sums(page, "Tổng cộng") == [60]
    assert "Cộng trang" not in page
    assert "lũy kế" not in page


@pytest.mark.parametrize("count", [40, 41, 42, 43, 44, 45, 100, 137])
def test_the_sums_of_all_pages_are_the_sum_of_all(count):
    amounts = [1_000 + number for number in range(count)]
    found = pages(table(amounts))
    assert len(found) > 1
    assert all("Người nhận" in page for page in found)
    each = [sums(page, "Cộng trang") for page in found]
    assert [len(one) for one in each] == [1] * len(found)
    running = 0
    for page, (one,) in zip(found, each, strict=True):
        running += one
        expected = sums(page, "Tổng cộng") or sums(page, "Cộng lũy kế")
        assert expected == [running]
    assert running == sum(amounts)
    assert sums(found[-1], "Tổng cộng") == [sum(amounts)]


def test_totals_never_stand_alone_on_a_page():
    for count in range(36, 50):
        assert all("Katơr" in page for page in pages(table([1] * count)))


def test_without_room_for_a_row_nothing_is_split_off():
    assert table([1, 2]).split(400, 20) == []
    assert table([1]).split(400, 1000) == []
