"""Money, handovers and animals in the window: payments corrected, many paid at once, lots drawn, lives noted."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from sinhke_desktop.domain.funding import BudgetLineInput, HandoverInput, PaymentInput
from sinhke_desktop.domain.livelihood import ModelInput, Stage
from sinhke_desktop.domain.lots import parse_lot
from sinhke_desktop.domain.raised_things import HAPPENING_NAMES, STATE_NAMES, Happening, State
from sinhke_desktop.gui.livelihood.page import LivelihoodPage
from sinhke_desktop.gui.livelihood.pay_sheet import PaySheet
from sinhke_desktop.gui.widgets import DangerButton, LinkButton
from sinhke_desktop.services import candidates, funding, livelihood, model_records, participants, raised_things

HANDED = date(2025, 9, 2)


@pytest.fixture
def model(workspace, two_poor):
    """The chosen model with two households, a budget line and two cows handed to each."""
    one = candidates.add(workspace, ModelInput("Nuôi bò", thing="bò cái", proposed_on="01/06/2023"))
    candidates.choose(workspace, one.id, "Hợp đất", "35/QĐ-UBND", "22/12/2023")
    livelihood.advance(workspace, one.id, Stage.HANDED_OVER, HANDED)
    joined = [participants.add(workspace, one.id, it.id, date(2025, 9, 1)).participant for it in two_poor]
    line = funding.add_line(workspace, one.id, BudgetLineInput("QVNN-XA", planned="100.000.000"))
    funding.hand_over(
        workspace,
        [
            HandoverInput(it.id, "2", "18.870.000", HANDED, tag=tags, budget_line_id=line.id)
            for it, tags in zip(joined, ("HS-01, HS-02", "HS-03, HS-04"), strict=True)
        ],
    )
    return livelihood.current(workspace)


@pytest.fixture
def line(workspace, model):
    return funding.lines(workspace, model.id)[0]


@pytest.fixture
def page(open_page, model):
    return open_page(LivelihoodPage).page


def into(dialog, **texts):
    for name, text in texts.items():
        dialog.form.set_text(name, text)


def click(button):
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def people(workspace, model):
    return [one.id for one in participants.of_model(workspace, model.id)]


def test_a_payment_for_a_household_is_recorded_corrected_and_taken_back(page, workspace, model, line):
    page.running.look_at("money")
    page.questions.pay("")
    dialog = page.questions.dialog
    first, second = people(workspace, model)
    into(dialog, amount="1.600.000", paid_on="19/09/2025", participant_id=first, payee="Bà Lan", paper="BK 05")
    dialog.confirm()
    (paid,) = funding.payments(workspace, model.id)
    assert (paid.participant_id, paid.payee, paid.paper) == (first, "Bà Lan", "BK 05")
    card = page.running.section("money").payments
    assert card.model.rows[0].amount == 1_600_000
    card.table.opened.emit(0)
    dialog = page.questions.dialog
    assert dialog.form.text("amount") == "1.600.000"
    into(dialog, participant_id=second, amount="1.700.000")
    dialog.confirm()
    (paid,) = funding.payments(workspace, model.id)
    assert (paid.participant_id, paid.amount) == (second, 1_700_000)
    page.questions.pay("QVNN-XA")
    dialog = page.questions.dialog
    correct, undo = dialog.findChildren(LinkButton)
    correct.click()
    assert dialog.form.text("payee") == "Bà Lan"
    undo.click()
    assert funding.payments(workspace, model.id) == []
    dialog.reject()
    assert page.running.section("money").payments.nothing.isVisible()


def test_the_same_payment_twice_asks_whether_it_is_meant(page, workspace, model, line):
    funding.pay(workspace, line.id, PaymentInput("19/09/2025", "5.000.000", "PC 01"))
    page.questions.pay("")
    dialog = page.questions.dialog
    assert not dialog.form.fields["meant"].isVisible()
    into(dialog, amount="5.000.000", paid_on="19/09/2025", paper="PC 01")
    dialog.confirm()
    assert dialog.form.fields["meant"].isVisible()
    assert len(funding.payments(workspace, model.id)) == 1
    into(dialog, meant="1")
    dialog.confirm()
    assert len(funding.payments(workspace, model.id)) == 2


def test_a_settled_payment_cannot_be_taken_back_and_says_why(page, workspace, model, line):
    funding.pay(workspace, line.id, PaymentInput("19/09/2025", "5.000.000", "PC 01"))
    for kind in ("allotted", "settled"):
        typed = {"budget_line_id": line.id, "kind": kind, "on": "20/09/2025", "amount": "5.000.000", "year": "2025"}
        model_records.add(workspace, "budget_entry", typed, model.id)
    page.questions.pay("")
    dialog = page.questions.dialog
    dialog.findChildren(LinkButton)[1].click()
    assert "5.000.000" in dialog.notice.text()
    assert len(funding.payments(workspace, model.id)) == 1
    dialog.reject()


def test_every_household_is_paid_the_same_or_what_is_typed_for_it(page, workspace, model, line):
    page.running.look_at("money")
    page.running.section("money").all_paid_asked.emit()
    dialog = page.questions.dialog
    dialog.confirm()
    assert dialog.form.fields["amount"].problem() != ""
    into(dialog, amount="2.500.000", paper="BK 06", paid_on="19/09/2025")
    assert dialog.sheet.shown(2, 1) == "5.000.000"
    dialog.rows.setData(dialog.rows.index(1, 1), "1000000")
    dialog.confirm()
    assert sorted(one.amount for one in funding.payments(workspace, model.id)) == [1_000_000, 2_500_000]
    page.running.section("money").all_paid_asked.emit()
    dialog = page.questions.dialog
    into(dialog, amount="2.500.000", paper="BK 06", paid_on="19/09/2025")
    dialog.confirm()
    assert dialog.form.fields["meant"].isVisible()
    dialog.rows.setData(dialog.rows.index(0, 1), "viết chữ")
    into(dialog, meant="1")
    dialog.confirm()
    assert dialog.sheet.problem(0, 1) != ""
    assert len(funding.payments(workspace, model.id)) == 2
    dialog.reject()


def test_paying_many_begins_with_a_source_and_a_household(open_page, workspace, two_poor):
    one = candidates.add(workspace, ModelInput("Nuôi bò", thing="bò", proposed_on="01/06/2023"))
    candidates.choose(workspace, one.id, "Hợp đất", "35/QĐ-UBND", "22/12/2023")
    page = open_page(LivelihoodPage).page
    page.questions.pay_all()
    assert "source_code" in page.questions.dialog.form.fields
    page.questions.dialog.reject()


def test_the_sheet_of_sums_keeps_what_was_typed_for_one_when_the_sum_for_all_changes():
    sheet = PaySheet({"a": "Bà Lan", "b": "Ông Đức"})
    sheet.put_all("5")
    sheet.put(0, 1, " 7 ")
    sheet.put_all("6")
    assert sheet.paid() == [("a", "7"), ("b", "6")]
    assert (sheet.total(), sheet.shown(2, 1), sheet.text(2, 0)) == (13, "13", "Cộng")
    sheet.refuse(1, "Sai")
    assert (sheet.problem(1, 1), sheet.problem(0, 1), sheet.problem(2, 1), sheet.problem(0, 0)) == ("Sai", "", "", "")
    sheet.put(1, 1, "")
    assert sheet.paid() == [("a", "7")]
    sheet.put(1, 1, "x")
    assert sheet.problem(1, 1) != ""
    assert sheet.shown(1, 1) == "x"
    assert (sheet.editable(0, 1), sheet.editable(0, 0), sheet.editable(2, 1)) == (True, False, False)
    assert (sheet.mark(2, 1), sheet.mark(0, 1), sheet.numeric(1), sheet.numeric(0)) == ("strong", "", True, False)
    assert PaySheet({}).row_count() == 0
    assert len(sheet.titles()) == 2


def test_what_does_not_fit_together_stands_above_the_money(page, workspace, model, line):
    funding.pay(workspace, line.id, PaymentInput("19/09/2025", "200.000.000", "PC 01"))
    page.refresh()
    page.running.look_at("money")
    assert "200.000.000" in page.running.section("money").notice.text()
    assert [row.share for row in page.running.section("money").money.rows] == [10_000, 10_000]


def test_the_money_s_papers_are_offered_there(qtbot, page):
    page.running.look_at("money")
    page.running.section("money")._print()
    dialog = page.running.section("money").dialog
    assert dialog.kinds == ["payment_list", "settlement_table"]
    qtbot.waitUntil(lambda: not page.context.runner.busy(), timeout=60_000)
    dialog.reject()


def test_tags_are_dealt_out_where_all_are_handed_their_own(page, workspace, model):
    page.running.look_at("inputs")
    page.questions.hand_over()
    dialog = page.questions.dialog
    into(dialog, quantity="1", unit_price="9.000.000", handed_on="10/10/2025", kind="bê", tag="B-1 đến B-2")
    dialog.confirm()
    assert sorted(one.tag for one in funding.handovers(workspace, model.id) if one.kind == "bê") == ["B-1", "B-2"]


def test_a_handover_is_corrected_or_taken_back_from_its_row(page, workspace, model):
    page.running.look_at("inputs")
    inputs = page.running.section("inputs")
    inputs.handovers.table.opened.emit(0)
    into(inputs.dialog, supplier="Trại giống Ninh Sơn", quantity="0")
    inputs.dialog.confirm()
    assert inputs.dialog.form.fields["quantity"].problem() != ""
    into(inputs.dialog, quantity="2")
    inputs.dialog.confirm()
    assert sorted(one.supplier for one in funding.handovers(workspace, model.id)) == ["", "Trại giống Ninh Sơn"]
    inputs.handovers.table.opened.emit(0)
    inputs.dialog.findChild(DangerButton).click()
    assert len(funding.handovers(workspace, model.id)) == 1
    inputs.handovers.table.opened.emit(0)
    funding.remove_handover(workspace, inputs.handovers.model.rows[0].id, "ở máy khác")
    inputs.dialog.findChild(DangerButton).click()
    assert inputs.dialog.notice.text() != ""
    inputs.dialog.reject()


def test_lots_are_drawn_once_and_shown(page, workspace, model):
    page.running.look_at("inputs")
    inputs = page.running.section("inputs")
    inputs._draw()
    dialog = inputs.dialog
    assert "1. Đỗ Đức Dũng" in dialog.result_words.text()
    into(dialog, named="12")
    dialog.confirm()
    assert dialog.form.fields["named"].problem() != ""
    into(dialog, named="582 913")
    dialog.confirm()
    assert dialog.isVisible()
    assert "582913" in dialog.result_words.text()
    assert not dialog.primary.isEnabled()
    assert all(parse_lot(one.lot).right for one in funding.handovers(workspace, model.id))
    dialog.reject()
    inputs._draw()
    assert page.context.toast.__self__.toasts[-1][1] is None
    inputs.correct(inputs.handovers.model.rows[0])
    assert inputs.dialog.form.fields["lot"].editor.isReadOnly()
    inputs.dialog.reject()


def test_one_click_makes_the_animals_and_a_press_notes_their_lives(qtbot, page, workspace, model):
    page.running.look_at("inputs")
    card = page.running.section("inputs").things
    assert card.make.isVisible()
    click(card.make)
    assert [row.tag for row in card.model.rows] == ["HS-01", "HS-02", "HS-03", "HS-04"]
    assert not card.make.isVisible()
    card.table.opened.emit(0)
    life = card.life
    click(life.quick[Happening.GAVE_BIRTH])
    into(life.asking, on="10/10/2025", young="B-1")
    life.asking.confirm()
    click(life.quick[Happening.SICK])
    into(life.asking, on="11/10/2025", cause="Tiêu chảy", done="Cho uống thuốc")
    life.asking.confirm()
    assert life.pill.text() == STATE_NAMES[State.SICK]
    assert Happening.RECOVERED in life.quick
    click(life.quick[Happening.DEAD])
    into(life.asking, on="12/10/2025")
    life.asking.confirm()
    assert life.asking.form.fields["cause"].problem() != ""
    into(life.asking, cause="Không rõ", amount="18.000.000")
    life.asking.confirm()
    assert life.quick == {}
    undo = life.findChildren(LinkButton)[-1]
    undo.click()
    assert life.pill.text() == STATE_NAMES[State.SICK]
    life.reject()
    found = {one.thing.tag: one for one in raised_things.of_model(workspace, model.id)}
    assert found["B-1"].thing.mother_tag == "HS-01"
    assert found["HS-01"].events[-1].cause == "Tiêu chảy"


def test_passing_on_replacing_selling_and_harvesting_ask_what_they_need(page, workspace, model):
    raised_things.make_from_handovers(workspace, model.id)
    page.refresh()
    page.running.look_at("inputs")
    card = page.running.section("inputs").things
    _first, second = people(workspace, model)
    for tag, kind, typed in (
        ("HS-01", Happening.PASSED_ON, {"to": second}), ("HS-02", Happening.REPLACED, {"new_tag": "HS-22"}),
        ("HS-03", Happening.SOLD, {"amount": "9.500.000"}), ("HS-04", Happening.HARVESTED, {"amount": "500.000"}),
    ):  # fmt: skip
        row = next(row for row in card.model.rows if row.tag == tag)
        card.live(row.id)
        card.life.ask(kind)
        into(card.life.asking, on="10/10/2025", **typed)
        card.life.asking.confirm()
        card.life.reject()
    found = {
        (one.thing.participant_id, one.thing.tag): one.state for one in raised_things.of_model(workspace, model.id)
    }
    assert found[second, "HS-01"] is State.ALIVE
    assert sorted(found.values()) == sorted(
        [State.PASSED_ON, State.ALIVE, State.REPLACED, State.ALIVE, State.SOLD, State.ALIVE]
    )


def test_things_are_filtered_by_household_and_state_with_their_sums(page, workspace, model):
    raised_things.make_from_handovers(workspace, model.id)
    first, _second = people(workspace, model)
    cow = raised_things.of_model(workspace, model.id)[0].thing
    raised_things.happen(workspace, cow.id, raised_things.HappeningInput("sold", "10/10/2025", "9.000.000"))
    page.refresh()
    page.running.look_at("inputs")
    card = page.running.section("inputs").things
    card.state.setCurrentIndex(card.state.findData("sold"))
    assert [row.id for row in card.model.rows] == [cow.id]
    card.state.setCurrentIndex(card.state.findData("dead"))
    assert card.nothing.isVisible()
    card.state.setCurrentIndex(0)
    card.household.setCurrentIndex(card.household.findData(first))
    assert {row.participant_id for row in card.model.rows} == {first}
    assert card.sums.text().startswith("còn nuôi: ")
    page.refresh()
    assert card.household.currentData() == first


def test_an_event_that_made_others_with_a_life_is_not_taken_back(page, workspace, model):
    raised_things.make_from_handovers(workspace, model.id)
    mother = raised_things.of_model(workspace, model.id)[0].thing
    typed = raised_things.HappeningInput("gave-birth", "10/10/2025", young="B-1")
    raised_things.happen(workspace, mother.id, typed)
    calf = next(one.thing for one in raised_things.of_model(workspace, model.id) if one.thing.tag == "B-1")
    raised_things.happen(workspace, calf.id, raised_things.HappeningInput("sick", "11/10/2025"))
    page.refresh()
    page.running.look_at("inputs")
    card = page.running.section("inputs").things
    card.live(mother.id)
    card.life.findChildren(LinkButton)[-1].click()
    assert card.life.notice.text() != ""
    card.life._change()
    assert card.dialog.form.text("tag") == mother.tag
    card.dialog.reject()


def test_the_minutes_are_printed_from_the_inputs(qtbot, page):
    page.running.look_at("inputs")
    page.running.section("inputs")._print()
    dialog = page.running.section("inputs").dialog
    qtbot.waitUntil(lambda: dialog.paper.pdf != b"")
    assert dialog.kinds == ["handover_minutes"]
    dialog.reject()


def test_every_happening_has_its_button_words():
    assert all(HAPPENING_NAMES[kind] for kind in Happening)
