"""Payment lists and settlements as workbooks: the same figures as on paper, as numbers."""

from datetime import date

import pytest
from workbook_cells import cells

from sinhke_desktop.documents.payment_list import PaymentListPaper, PaymentRow
from sinhke_desktop.documents.settlement_table import SettledLine, SettledYear, SettlementPaper
from sinhke_desktop.domain.settlement import Sums
from sinhke_desktop.services import communes, paper_workbooks
from sinhke_desktop.services.printing import DocumentNotWritten


@pytest.fixture
def list_paper(workspace):
    rows = (PaymentRow("Đỗ Đức Dũng", "Thôn Tân Tiến", "", "PC 01", 12_500_000, "đợt 1"),
            PaymentRow("=HYPERLINK(1)", "", "Hồ Thị Lan", "", 1_000_000))  # fmt: skip
    return PaymentListPaper(communes.current(workspace), "Nuôi bò", "Ngân sách tỉnh", "Quyết định số 1",
                            date(2025, 11, 5), rows)  # fmt: skip


def test_a_payment_list_holds_each_payment_the_total_and_its_words(list_paper, tmp_path):
    path = paper_workbooks.write_payment_list(tmp_path / "mới" / "chi.xlsx", list_paper)
    said = cells(path)
    for wanted in ("Đỗ Đức Dũng", "Thôn Tân Tiến", 12_500_000, "PC 01", "đợt 1", "=HYPERLINK(1)", "Hồ Thị Lan",
                   1_000_000, 13_500_000, "Ngân sách tỉnh, ngày 05/11/2025"):  # fmt: skip
        assert wanted in said
    assert any(str(one).startswith("Bằng chữ: Mười ba triệu năm trăm nghìn đồng") for one in said)
    assert "Căn cứ: Quyết định số 1." in said


def test_a_folder_that_cannot_be_written_is_said(list_paper, tmp_path):
    (tmp_path / "tệp").write_text("đây là tệp")
    with pytest.raises(DocumentNotWritten):
        paper_workbooks.write_payment_list(tmp_path / "tệp" / "a.xlsx", list_paper)


def settlement(workspace, *years):
    state = SettledLine("Ngân sách tỉnh", False, Sums(100, 10, 90, 80, 70, 5, 3))
    own = SettledLine("Đối ứng của hộ", True, Sums(20, 0, 0, 20, 20))
    by_year = tuple(SettledYear(year, (own, state)) for year in years)
    return SettlementPaper(communes.current(workspace), "Nuôi bò", "", by_year, (state, own), 2025)


def test_a_settlement_of_one_year_is_one_sheet_with_the_paper_s_totals(workspace, tmp_path):
    said = cells(paper_workbooks.write_settlement(tmp_path / "qt.xlsx", settlement(workspace, 2025)))
    assert said.count("BẢNG QUYẾT TOÁN") == 1
    at = said.index("Ngân sách tỉnh")
    assert said[at - 1 : at + 9] == [1, "Ngân sách tỉnh", 100, 10, 90, 80, 70, 5, 3, 22]
    at = said.index("Đối ứng của hộ")
    assert said[at - 1 : at + 4] == [2, "Đối ứng của hộ", 20, 20, 20]
    at = said.index("Tổng cộng")
    assert said[at : at + 9] == ["Tổng cộng", 120, 10, 90, 100, 90, 5, 3, 22]


def test_a_settlement_of_several_years_has_a_sheet_more_for_all(workspace, tmp_path):
    said = cells(paper_workbooks.write_settlement(tmp_path / "qt.xlsx", settlement(workspace, 2024, 2025)))
    assert said.count("BẢNG QUYẾT TOÁN") == 3
    assert "Cả giai đoạn (đơn vị tính: đồng)" in said
