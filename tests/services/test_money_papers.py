"""Payment lists and settlement tables on paper: they say what is stored, and they add up."""

import re

import pypdfium2
import pytest

from sinhke_desktop.domain.funding import BudgetLineInput, PaymentInput
from sinhke_desktop.domain.livelihood import ModelInput
from sinhke_desktop.services import candidates, funding, model_papers, model_records, money_papers, participants


def text_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


@pytest.fixture
def paid(sample):
    """(workspace, model, the Fund's line): two households and a shop paid on one day, settled and carried over."""
    workspace, model = sample
    fund = funding.add_line(
        workspace, model.id, BudgetLineInput("QVNN-XA", planned="35.000.000", year="2025", note="Thức ăn")
    )
    first, second, *_others = participants.of_model(workspace, model.id)
    day = "01/07/2025"
    funding.pay_many(
        workspace, fund.id,
        [PaymentInput(day, "1.600.000", "BK 05", participant_id=first.id),
         PaymentInput(day, "1.700.000", "BK 05", participant_id=second.id, payee="Trần Thị Nhận Thay")],
    )  # fmt: skip
    funding.pay(
        workspace, fund.id, PaymentInput(day, "2.345.678", "HĐ 12", payee="Cửa hàng Hòa Bình", note="vận chuyển")
    )
    funding.pay(workspace, fund.id, PaymentInput(day, "5"))
    for kind, amount in (("allotted", "30.000.000"), ("settled", "5.000.000"), ("carried-over", "12.000.000")):
        typed = {"budget_line_id": fund.id, "kind": kind, "on": day, "amount": amount, "year": "2025"}
        model_records.add(workspace, "budget_entry", typed, model.id)
    return workspace, model, fund


def test_a_payment_list_has_every_sum_in_words_and_a_place_to_sign(paid):
    workspace, model, fund = paid
    subject = f"2025-07-01|{fund.id}"
    offered = model_papers.subjects(workspace, "payment_list", model.id)
    assert offered[subject] == "01/07/2025 · Quỹ “Vì người nghèo” cấp xã: Thức ăn · 5.645.683 đ"
    assert next(iter(offered)) == subject
    told = text_of(model_papers.render(workspace, "payment_list", model.id, subject))
    for words in ("DANH SÁCH CHI TRẢ", "Một triệu sáu trăm nghìn đồng", "Một triệu bảy trăm nghìn đồng",
                  "Năm triệu sáu trăm bốn mươi lăm nghìn sáu trăm tám mươi ba đồng", "5.645.683", "Ký nhận",
                  "người nhận tiền: Trần Thị Nhận Thay", "Cửa hàng Hòa Bình", "HĐ 12; vận chuyển", "BK 05",
                  "(chưa ghi người nhận)", "KẾ TOÁN", "3578/QĐ-UBND"):  # fmt: skip
        assert words in told, words


def test_the_settlement_of_a_year_adds_up_and_says_that_the_form_was_not_seen(paid):
    workspace, model, _fund = paid
    told = text_of(model_papers.render(workspace, "settlement_table", model.id, "2025"))
    assert "Năm 2025" in told
    assert "Năm 2024" not in told
    assert "55/2023/TT-BTC chưa đối chiếu được" in told
    row = re.search(r"cấp xã: Thức ăn ([\d. ]+)", told).group(1).split()
    numbers = [int(one.replace(".", "")) for one in row[:8]]
    assert numbers == [35_000_000, 0, 30_000_000, 5_645_683, 5_000_000, 12_000_000, 0, 13_000_000]
    planned, came, given, _paid, settled, over, back, left = numbers
    assert came + given == settled + over + back + left
    assert planned == 35_000_000
    assert "Năm triệu đồng" in told


def test_all_years_stand_one_below_the_other_with_the_whole_period_last(paid):
    workspace, model, _fund = paid
    offered = money_papers.settlement_years(workspace, model.id)
    assert offered[""] == "Cả giai đoạn"
    assert list(offered)[1:] == sorted(offered, reverse=True)[:-1]
    told = text_of(model_papers.render(workspace, "settlement_table", model.id, ""))
    assert told.index("Năm 2024") < told.index("Năm 2025") < told.index("Năm 2026") < told.index("Cả giai đoạn")
    assert "Cộng đối ứng của hộ" in told
    assert "Đối ứng của hộ không qua phân bổ dự toán" in told


def test_one_year_alone_is_the_whole(village):
    workspace, _ids = village
    model = candidates.add(workspace, ModelInput("Nuôi dê", proposed_on="01/06/2023"))
    assert money_papers.settlement_years(workspace, model.id) == {}
    assert money_papers.payment_days(workspace, model.id) == {}
    funding.add_line(workspace, model.id, BudgetLineInput("DU-TIEN", planned="5"))
    assert money_papers.settlement_years(workspace, model.id) == {"": "Không ghi năm"}
    told = text_of(model_papers.render(workspace, "settlement_table", model.id))
    assert "Không ghi năm" in told
    assert "Cả giai đoạn" not in told


def test_the_same_records_give_the_same_bytes(paid):
    workspace, model, fund = paid
    for kind, subject in (("payment_list", f"2025-07-01|{fund.id}"), ("settlement_table", "")):
        first = model_papers.render(workspace, kind, model.id, subject)
        assert model_papers.render(workspace, kind, model.id, subject) == first
