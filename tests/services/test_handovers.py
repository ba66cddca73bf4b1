"""Handovers corrected, drawn by lot, printed."""

from datetime import date

import pypdfium2
import pytest

from sinhke_desktop.domain.funding import BudgetLineInput, HandoverInput
from sinhke_desktop.domain.livelihood import ModelInput
from sinhke_desktop.domain.lots import parse_lot
from sinhke_desktop.errors import InvalidInput
from sinhke_desktop.services import (
    candidates,
    funding,
    handovers,
    livelihood,
    model_papers,
    participants,
    raised_things,
)

DAY = date(2024, 6, 19)
HEADS = ("Lê Văn Bình", "Nguyễn Thị Kim Cúc", "Trần Văn Đức")


def text_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    return " ".join(page.get_textpage().get_text_range() for page in document).split()


def says(pdf, words):
    return words in " ".join(text_of(pdf))


def codes(raised):
    return [(one.field, one.code) for one in raised.value.problems]


@pytest.fixture
def handed(village):
    """(workspace, model, participants): each of three was handed two cows, tags 1 to 6, from the Fund."""
    workspace, ids = village
    model = candidates.add(workspace, ModelInput("Nuôi bò", thing="bò cái", proposed_on="01/06/2023"))
    candidates.choose(workspace, model.id, "Hợp đất", "35/QĐ-UBND", "22/12/2023")
    joined = [participants.add(workspace, model.id, ids[name], "01/06/2024").participant for name in HEADS]
    fund = funding.add_line(workspace, model.id, BudgetLineInput("QVNN-XA", planned="120.000.000"))
    funding.hand_over(
        workspace,
        [
            HandoverInput(one.id, "2", "18.870.000", DAY, tag=f"T{2 * n + 1}, T{2 * n + 2}", budget_line_id=fund.id,
                          supplier="Trại giống Ninh Sơn", minutes_number="02/BB", received_by="" if n else "Lê Thị Vợ")
            for n, one in enumerate(joined)
        ],
    )  # fmt: skip
    return workspace, livelihood.current(workspace), joined


def test_lots_are_drawn_by_the_number_named_and_the_tags_follow_them(handed):
    workspace, model, _joined = handed
    listed = handovers.to_draw(workspace, model.id, DAY, "bò cái")
    drawn = handovers.draw(workspace, model.id, DAY, "bò cái", "582 913")
    assert [one.participant_id for one in drawn] == [one.participant_id for one in listed]
    lots = [parse_lot(one.lot) for one in drawn]
    assert sorted(lot.number for lot in lots) == [1, 2, 3]
    assert all(lot.right and (lot.count, lot.named) == (3, "582913") for lot in lots)
    first = next(one for one, lot in zip(drawn, lots, strict=True) if lot.number == 1)
    assert first.tag == "T1, T2"
    assert sorted(tag for one in drawn for tag in one.tag.split(", ")) == ["T1", "T2", "T3", "T4", "T5", "T6"]
    with pytest.raises(InvalidInput) as refused:
        handovers.draw(workspace, model.id, DAY, "bò cái", "582914")
    assert codes(refused) == [("named", "MH-49")]


def test_without_a_tag_for_each_animal_the_tags_stay_where_they_are(handed):
    workspace, model, joined = handed
    funding.hand_over(workspace, [HandoverInput(one.id, "3", "320.000", DAY, "thức ăn", "bao") for one in joined])
    assert [one.tag for one in handovers.draw(workspace, model.id, DAY, "thức ăn", "4711")] == ["", "", ""]


def test_lots_need_two_households_a_number_and_no_lives_yet(handed):
    workspace, model, joined = handed
    with pytest.raises(InvalidInput) as refused:
        handovers.draw(workspace, model.id, DAY, "bò cái", "12")
    assert codes(refused) == [("named", "MH-46")]
    funding.hand_over(workspace, [HandoverInput(joined[0].id, "1", "5.000.000", DAY, "máy băm cỏ", "cái")])
    with pytest.raises(InvalidInput) as refused:
        handovers.draw(workspace, model.id, DAY, "máy băm cỏ", "4711")
    assert codes(refused) == [("named", "MH-49")]
    raised_things.make_from_handovers(workspace, model.id)
    with pytest.raises(InvalidInput) as refused:
        handovers.draw(workspace, model.id, DAY, "bò cái", "4711")
    assert codes(refused) == [("named", "MH-49")]


def test_a_handover_is_corrected_and_stays_with_its_household(handed):
    workspace, model, joined = handed
    one = next(one for one in funding.handovers(workspace, model.id) if one.participant_id == joined[0].id)
    typed = HandoverInput(joined[1].id, "2", "18.000.000", DAY, tag="T1, T2", supplier="Trại khác")
    changed = handovers.change(workspace, one.id, typed, "Ghi nhầm giá")
    assert (changed.participant_id, changed.unit_price, changed.supplier) == (joined[0].id, 18_000_000, "Trại khác")
    raised_things.make_from_handovers(workspace, model.id)
    handovers.change(workspace, one.id, typed)
    with pytest.raises(InvalidInput) as refused:
        handovers.change(workspace, one.id, HandoverInput(quantity="3", unit_price="1", handed_on=DAY))
    assert codes(refused) == [("quantity", "MH-49")]


def test_minutes_of_the_day_say_who_got_what_and_how_the_lots_are_checked(handed):
    workspace, model, _joined = handed
    handovers.draw(workspace, model.id, DAY, "bò cái", "582913")
    pdf = model_papers.render(workspace, "handover_minutes", model.id, "2024-06-19|")
    for words in ("BIÊN BẢN BÀN GIAO", *HEADS, "113.220.000", "Trại giống Ninh Sơn", "02/BB", "35/QĐ-UBND",
                  "Số do người dự họp nêu: 582913", "SHA-256", "BÊN GIAO", "BÊN NHẬN", "NGƯỜI CHỨNG KIẾN",
                  "Lê Thị Vợ", "Thôn Tân Tiến"):  # fmt: skip
        assert says(pdf, words), words


def test_each_household_gets_its_own_copy_with_its_name_under_the_signature(handed):
    workspace, model, joined = handed
    offered = model_papers.subjects(workspace, "handover_minutes", model.id)
    assert len(offered) == 2 + len(joined)
    each = model_papers.render(workspace, "handover_minutes", model.id, "2024-06-19|each")
    assert all(says(each, name) for name in HEADS)
    mine = model_papers.render(workspace, "handover_minutes", model.id, f"2024-06-19|{joined[1].id}")
    assert says(mine, "Nguyễn Thị Kim Cúc")
    assert not says(mine, "Trần Văn Đức")
    assert says(mine, "37.740.000")
    assert not says(mine, "Bốc thăm")


def test_a_lot_drawn_by_hand_stands_as_it_was_written(village, handed):
    workspace, model, joined = handed
    one = next(one for one in funding.handovers(workspace, model.id) if one.participant_id == joined[0].id)
    typed = HandoverInput("", "2", "18.870.000", DAY, tag="T1, T2", lot="số 7", unit="con")
    handovers.change(workspace, one.id, typed)
    pdf = model_papers.render(workspace, "handover_minutes", model.id, "2024-06-19|")
    assert says(pdf, "thăm: số 7")
    assert handovers.decision_of(model) == "Quyết định số 35/QĐ-UBND ngày 22/12/2023"


def test_a_model_without_a_decision_is_printed_without_one(village):
    workspace, _ids = village
    model = candidates.add(workspace, ModelInput("Nuôi dê", proposed_on="01/06/2023"))
    assert handovers.decision_of(model) == ""
    assert handovers.subjects(workspace, model.id) == {}
