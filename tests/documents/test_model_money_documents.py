"""Papers of a model's money and inputs with as little or as much as can stand on them."""

from datetime import date

import pypdfium2
import pytest

from sinhke_desktop.documents.handover_minutes import HandedRow, HandoverPaper, render_handover_minutes
from sinhke_desktop.documents.payment_list import PaymentListPaper, PaymentRow, render_payment_list
from sinhke_desktop.documents.settlement_table import SettledLine, SettledYear, SettlementPaper, render_settlement
from sinhke_desktop.domain.commune import Area, Commune
from sinhke_desktop.domain.lots import lots_for
from sinhke_desktop.domain.settlement import Sums

COMMUNE = Commune("22828", "Xã Anh Dũng", "Tỉnh Khánh Hòa", Area.RURAL, "2025", signer_title="Chủ tịch")
DAY = date(2025, 7, 1)
LONG = "Chamaléa Thị Nguyễn Katơr Pinăng Hoàng Thị Thanh Thảo Phương"


def pages(pdf):
    document = pypdfium2.PdfDocument(pdf)
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def test_a_list_without_decision_papers_and_notes_is_whole():
    (page,) = pages(render_payment_list(PaymentListPaper(COMMUNE, "Nuôi bò", "Quỹ", "", DAY, (
        PaymentRow("Hộ A", "", "", "", 5),
    ))))  # fmt: skip
    assert "Căn cứ" not in page
    assert "Năm đồng" in page


def test_a_long_list_repeats_its_head_and_keeps_each_sum_beside_its_words():
    rows = tuple(PaymentRow(f"{LONG} {n}", "Thôn Tân Tiến", LONG, "BK 05/2025", 1_234_567, LONG) for n in range(1, 41))
    found = pages(render_payment_list(PaymentListPaper(COMMUNE, "Nuôi bò", LONG, "QĐ 1", DAY, rows)))
    assert len(found) > 3
    assert all("Người nhận" in page for page in found[:-1])
    assert sum(page.count("Một triệu hai trăm ba mươi tư nghìn năm trăm sáu mươi bảy đồng") for page in found) == 40
    assert "49.382.680" in " ".join(found)


def test_minutes_without_number_source_supplier_and_price_are_open_to_write_on():
    row = HandedRow("Hộ A", "", "cỏ giống", "kg", 20, 0)
    (page,) = pages(render_handover_minutes([HandoverPaper(COMMUNE, "Nuôi bò", "", DAY, "", (), (), (row,))]))
    assert "Nguồn vốn" not in page
    assert "Không đồng" in page
    assert "Bốc thăm" not in page


def test_two_drawings_on_one_day_are_told_apart():
    first, second = lots_for("1234", 2), lots_for("5678", 2)
    rows = tuple(
        HandedRow(f"Hộ {at}", "", kind, "con", 1, 5, lot=lots[at])
        for kind, lots in (("bò", first), ("dê", second))
        for at in range(2)
    )
    text = " ".join(pages(render_handover_minutes([HandoverPaper(COMMUNE, "Nuôi", "", DAY, "", (), (), rows)])))
    assert "Số do người dự họp nêu: 1234" in text
    assert "Lần bốc thăm theo số 5678" in text


def test_no_minutes_at_all_are_refused():
    with pytest.raises(ValueError, match="papers"):
        render_handover_minutes([])


def test_a_settlement_of_many_lines_goes_on_over_pages_and_adds_up():
    sums = Sums(planned=100, carried_in=10, allotted=90, paid=80, settled=70, carried_over=20, returned=5)
    lines = tuple(SettledLine(f"{LONG} {n}", n % 2 == 1, sums) for n in range(30))
    found = pages(
        render_settlement(SettlementPaper(COMMUNE, "Nuôi bò", "QĐ 1", (SettledYear(2025, lines),), lines, 2025))
    )
    assert len(found) > 2
    assert all("Nguồn vốn" in page for page in found[:2])
    text = " ".join(found)
    assert "Tổng cộng 3.000 150 1.350 2.400 2.100 300 75 75" in text
    assert "Hai nghìn một trăm đồng" in text
