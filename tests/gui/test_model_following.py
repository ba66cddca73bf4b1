"""Following a model in the window: the month's new columns, early warning, visits, sales, mending, revolving fund."""

from datetime import date

import pytest

from sinhke_desktop.domain.follow_up import FollowUpInput
from sinhke_desktop.domain.funding import BudgetLineInput, HandoverInput
from sinhke_desktop.domain.household import HEAD, HouseholdInput, MemberInput
from sinhke_desktop.domain.livelihood import ModelInput, Stage
from sinhke_desktop.domain.repaying import ScheduleInput
from sinhke_desktop.gui.livelihood.follow_up_sheet import FIELDS, FollowUpSheet
from sinhke_desktop.gui.livelihood.page import LivelihoodPage
from sinhke_desktop.services import (
    candidates,
    follow_ups,
    funding,
    households,
    livelihood,
    model_records,
    participants,
    repay_schedules,
    revolving,
    visits_due,
)
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.services.early_warnings import ModelWarnings

TODAY = date(2025, 11, 20)


@pytest.fixture
def model(workspace, two_poor):
    """Two households with two cows each of 18 million from the State since June."""
    made = candidates.add(workspace, ModelInput("Nuôi bò", thing="bò", proposed_on="15/05/2025"))
    candidates.choose(workspace, made.id, "Hợp đất", "35/QĐ-UBND", "01/06/2025")
    livelihood.advance(workspace, made.id, Stage.HANDED_OVER, "01/06/2025")
    joined = [participants.add(workspace, made.id, one.id, "01/06/2025").participant for one in two_poor]
    line = funding.add_line(workspace, made.id, BudgetLineInput("GNBV", planned="72000000"))
    funding.hand_over(
        workspace, [HandoverInput(one.id, "2", "18000000", "01/06/2025", budget_line_id=line.id) for one in joined]
    )
    return livelihood.current(workspace)


@pytest.fixture
def section(qtbot, open_page, model):
    """Called with a key: the section of the file, looked at, and its frame."""
    frame = open_page(LivelihoodPage)

    def look(key):
        frame.refresh()
        frame.page.running.look_at(key)
        qtbot.waitUntil(lambda: not frame.runner.busy(), timeout=60_000)
        return frame.page.running.section(key), frame

    return look


def add(workspace, model, kind, /, **typed):
    return model_records.add(workspace, kind, typed, model.id)


def joined(workspace, model):
    return participants.of_model(workspace, model.id)


def shown(rows, column):
    return [rows.columns[column].text(row) for row in rows.rows]


def test_the_months_columns_follow_the_visit_form_and_speak_of_areas_where_they_are_areas(workspace, model):
    from dataclasses import replace

    table = follow_ups.table(workspace, model.id)
    assert FIELDS[1:9] == ("alive", "born", "bought", "lost", "sold", "passed_on", "sick", "income")
    animals = FollowUpSheet(table, TODAY).titles()
    areas = FollowUpSheet(replace(table, model=replace(table.model, unit="m²")), TODAY).titles()
    assert len(animals) == len(areas) == len(FIELDS)
    assert animals[1:4] == ["Còn\nsống", "Sinh", "Mua\nthêm"]
    assert areas[1:3] == ["Còn\ntốt", "Trồng\nmới"]


def test_what_was_bought_and_passed_on_is_typed_summed_and_saved(workspace, model):
    sheet = FollowUpSheet(follow_ups.table(workspace, model.id), TODAY)
    for row, counts in ((0, {"alive": "2", "bought": "1", "passed_on": "1"}), (1, {"alive": "3", "bought": "2"})):
        for field, text in counts.items():
            sheet.put(row, FIELDS.index(field), text)
    assert [sheet.text(2, FIELDS.index(name)) for name in ("alive", "bought", "passed_on", "sold")] == [
        "5", "3", "1", "",
    ]  # fmt: skip
    follow_ups.record_many(workspace, sheet.inputs())
    found = follow_ups.table(workspace, model.id)
    assert [line.herd.expected for line in found.lines] == [2, 4]
    assert len([text for text in found.warnings if "đếm được" in text]) == 1


def test_a_day_of_the_month_is_shown_without_its_year(workspace, model):
    sheet = FollowUpSheet(follow_ups.table(workspace, model.id), TODAY)
    sheet.put(0, FIELDS.index("visited_on"), "14")
    assert sheet.shown(0, FIELDS.index("visited_on")) == "14/11"
    assert sheet.text(0, FIELDS.index("visited_on")) == "14/11/2025"


def test_early_warnings_open_the_household_they_are_about(section, workspace, model):
    follow, frame = section("follow")
    assert shown(follow.warnings.model, 0) == ["Đỗ Đức Dũng", "Hồ Thị Lan"]
    assert "Chưa ký cam kết." in shown(follow.warnings.model, 3)[0]
    assert "đề xuất" in follow.warnings.marks.text()
    follow.warnings.open_button.click()
    follow.warnings.table.opened.emit(1)
    first, second = (row.household_id for row in follow.warnings.model.rows)
    assert frame.went[-2:] == [("households", {"household_id": first}), ("households", {"household_id": second})]


def test_warnings_of_a_model_no_longer_looked_at_are_not_shown(section, workspace, model):
    from dataclasses import replace

    follow, _frame = section("follow")
    before = len(follow.warnings.model.rows)
    follow.warnings.show_warnings(ModelWarnings(replace(model, id="0" * 32), (), ()))
    assert len(follow.warnings.model.rows) == before == 2
    follow.warnings.show_warnings(ModelWarnings(model, (), ()))
    assert follow.warnings.nothing.isVisible()
    assert not follow.warnings.open_button.isVisible()


def test_forms_are_printed_for_exactly_the_households_still_to_be_visited(section, workspace, model):
    first, second = joined(workspace, model)
    follow_ups.record(workspace, FollowUpInput(first.id, "11/2025", "03/11/2025", "2"))
    follow, frame = section("follow")
    assert shown(follow.visits.model, 0) == ["Hồ Thị Lan"]
    assert shown(follow.visits.model, 4) == ["Quá hạn"]
    follow.visits.print_button.click()
    follow.visits.table.opened.emit(0)
    assert frame.went[-2:] == [
        ("visits", {"print_forms": second.household_id}), ("visits", {"household_id": second.household_id}),
    ]  # fmt: skip


def test_visits_are_planned_for_all_that_are_ticked(section, workspace, model):
    follow, frame = section("follow")
    follow.visits.plan_button.click()
    dialog = follow.visits.dialog
    assert len(dialog.form.text("household_id").split(",")) == 2
    dialog.form.set_text("planned_on", "01/11/2025")
    dialog.confirm()
    assert dialog.form.fields["planned_on"].problem()
    dialog.form.set_text("planned_on", "25/11/2025")
    dialog.confirm()
    assert [one.planned_on for one in visits_due.of_model(workspace, model.id)] == [date(2025, 11, 25)] * 2
    assert frame.toasts[-1][0] == "Đã hẹn thăm 2 hộ."
    assert shown(follow.visits.model, 4) == ["Đã hẹn"] * 2


def test_after_all_visits_nothing_is_left_to_print(section, workspace, model):
    for one in joined(workspace, model):
        follow_ups.record(workspace, FollowUpInput(one.id, "11/2025", "03/11/2025", "2"))
    follow, _frame = section("follow")
    assert follow.visits.nothing.text() == "Tháng này đã thăm đủ các hộ."
    assert not follow.visits.print_button.isVisible()


def test_losses_are_summed_with_what_was_compensated(section, workspace, model):
    one = joined(workspace, model)[0]
    loss = {"participant_id": one.id, "on": "01/11/2025", "kind": "theft", "what": "Mất bò", "worth": "18000000"}
    add(workspace, model, "loss", **loss)
    add(workspace, model, "loss", **{**loss, "on": "02/11/2025"}, done="Báo công an", compensated="4500000")
    follow, _frame = section("follow")
    assert "12,5%" in follow.loss_sums.text()
    assert shown(follow.losses.model, 5) == ["chưa làm gì", "Báo công an; đã hỗ trợ 4.500.000 đ"]
    assert follow.loss_notice.isVisible()


def test_deliveries_below_the_price_and_ended_contracts_stand_out(section, workspace, model):
    deal = {"buyer": "HTX An Hải", "kind": "cooperative", "product": "bò thịt", "unit": "con", "quantity": "10",
            "unit_price": "20000000"}  # fmt: skip
    contract = add(workspace, model, "market_contract", **deal, valid_to="01/11/2025")
    one = joined(workspace, model)[0]
    sale = {"product": "bò thịt", "unit": "con", "quantity": "1", "participant_id": one.id}
    add(workspace, model, "delivery", **sale, on="05/10/2025", unit_price="19000000", contract_id=contract.id)
    add(workspace, model, "delivery", **sale, on="06/10/2025", unit_price="21000000")
    add(workspace, model, "training", kind="course", topic="Trồng cỏ", on="01/07/2025", participant_ids=one.id,
        cost="500000")  # fmt: skip
    market, _frame = section("market")
    assert shown(market.contracts.model, 4) == ["1 con"]
    assert shown(market.contracts.model, 7) == ["đã hết hạn"]
    assert shown(market.deliveries.model, 7) == ["dưới giá cam kết", ""]
    assert shown(market.sales.model, 0) == ["Chưa ghi bên mua", "HTX An Hải", "Cộng"]
    assert shown(market.sales.model, 1)[-1] == ""
    assert "Hồ Thị Lan" in market.never.text()
    assert shown(market.reached.model, 3) == ["đã tập huấn", "chưa lần nào"]
    assert shown(market.costs.model, 2) == [""]
    assert "19.000.000" in market.notice.text() or "40.000.000" in market.notice.text()


def test_an_empty_market_shows_no_empty_tables(section):
    market, _frame = section("market")
    for card in (market.reached, market.costs, market.sales, market.sold_by):
        assert not card.isVisible()
    assert not market.never.isVisible()


@pytest.fixture
def findings(workspace, model):
    more = {"body": "farmers", "on": "01/10/2025"}
    add(workspace, model, "supervision_finding", **more, finding="Tốt")
    add(workspace, model, "supervision_finding", **more, finding="Dột", demand="Lợp lại", deadline="01/11/2025",
        participant_id=joined(workspace, model)[0].id)  # fmt: skip


def test_the_only_open_finding_is_mended_by_one_button(section, workspace, model, findings):
    watched, _frame = section("supervision")
    assert "Lợp lại" in watched.notice.text()
    assert any(text.startswith("Đỗ Đức Dũng") for text in shown(watched.findings.model, 0))
    watched.mend_button.click()
    watched.dialog.confirm()
    assert watched.dialog.form.fields["mending"].problem()
    watched.dialog.form.set_text("mending", "Đã lợp tôn")
    watched.dialog.confirm()
    assert watched.notice.text() == ""
    assert not watched.mend_button.isVisible()


def test_a_finding_with_nothing_to_mend_cannot_be_mended(section, workspace, model, findings):
    watched, _frame = section("supervision")
    at = next(n for n, row in enumerate(watched.findings.model.rows) if not row.open)
    watched.findings.table.choose(at)
    assert not watched.mend_button.isEnabled()
    watched.mend()
    assert watched.dialog is None
    watched.findings.table.choose(1 - at)
    assert watched.mend_button.isEnabled()
    assert [watched._tone(row) for row in watched.findings.model.rows if row.open] == ["poor"]


def test_the_agreement_is_noted_and_the_schedule_made_after_it(section, workspace, model):
    fund, frame = section("revolving")
    fund.schedule_button.click()
    fund.dialog.form.set_text("first_on", "01/12/2025")
    assert fund.dialog.preview.text() == ""
    fund.dialog.confirm()
    assert fund.dialog.form.fields["form"].problem()
    fund.dialog.reject()
    fund.agree_button.click()
    typed = {"percent": "20", "keeper": "Trưởng thôn", "rules": "Trả hai kỳ", "rest": "Mua bò cho hộ mới"}
    for name, text in typed.items():
        fund.dialog.form.set_text(name, text)
    fund.dialog.confirm()
    assert "20 %" in fund.share.text()
    fund.make_schedule()
    dialog = fund.dialog
    for name, text in {"first_on": "01/12/2025", "count": "2", "every_months": "12"}.items():
        dialog.form.set_text(name, text)
    assert "14.400.000 đ" in dialog.preview.text()
    dialog.confirm()
    assert len(model_records.of_model(workspace, "repayment_due", model.id)) == 4
    assert shown(fund.dues.model, 4) == ["chưa đến hạn"] * 4
    assert not fund.schedule_button.isVisible()
    assert frame.toasts[-1][0] == "Đã lưu"


def test_a_schedule_in_kind_asks_for_animals(section, workspace, model):
    fund, _frame = section("revolving")
    fund.make_schedule()
    dialog = fund.dialog
    assert not dialog.form.fields["quantity"].isEnabled()
    dialog.form.set_text("form", "kind")
    assert dialog.form.fields["quantity"].isEnabled()
    dialog.form.set_text("first_on", "01/12/2025")
    dialog.form.set_text("quantity", "1")
    assert "2 con" in dialog.preview.text()
    dialog.form.set_text("participant_ids", joined(workspace, model)[0].id)
    assert "1 con" in dialog.preview.text()


def test_the_fund_shows_who_is_late_and_what_it_holds(section, workspace, model):
    revolving.agree(workspace, model.id, revolving.Agreement("20"))
    repay_schedules.make_schedule(workspace, model.id, ScheduleInput(first_on="01/10/2025"))
    first = joined(workspace, model)[0]
    add(workspace, model, "repayment", participant_id=first.id, form="money", amount="7200000", on="05/10/2025")
    fund, _frame = section("revolving")
    assert shown(fund.dues.model, 4) in (["đã trả đủ", "quá hạn"], ["quá hạn", "đã trả đủ"])
    assert shown(fund.fund, 5) == ["7.200.000"]
    assert shown(fund.households.model, 4) == ["không nợ", "7.200.000 đ"]
    assert [fund._tone(row) for row in fund.dues.model.rows if fund._state(row) == "đã trả đủ"] == ["escaped"]
    assert "7.200.000 đ" in shown(fund.dues.model, 3)
    assert "quá hạn" in fund.notice.text()


def test_choosing_the_next_household_shows_what_is_asked_of_it(qtbot, section, workspace, model, hamlet_here):
    head = MemberInput("Võ Hữu Thắng", HEAD, "male", "1980", "Kinh")
    home = households.register(workspace, HouseholdInput(hamlet_here.id, (head,)))
    given = joined(workspace, model)[0].household_id
    fund, frame = section("revolving")
    fund.passed.new()
    qtbot.waitUntil(lambda: fund.passed.dialog is not None and not frame.runner.busy())
    dialog = fund.passed.dialog
    told = dialog.findChildren(type(dialog.notice))
    dialog.form.set_text("household_id", given)
    dialog.form.set_text("household_id", home.id)
    qtbot.waitUntil(lambda: not frame.runner.busy(), timeout=60_000)
    assert any("Không còn nợ" in one.text() for one in told)
    assert not any("hỗ trợ trùng" in one.text() for one in told)
    dialog.form.set_text("household_id", given)
    qtbot.waitUntil(lambda: any("hỗ trợ trùng" in one.text() for one in told))
    dialog.form.set_text("household_id", "")
    assert all(not one.text() for one in told)


def test_a_passing_on_that_is_opened_again_shows_no_conditions(qtbot, section, workspace, model, hamlet_here):
    head = MemberInput("Võ Hữu Thắng", HEAD, "male", "1980", "Kinh")
    home = households.register(workspace, HouseholdInput(hamlet_here.id, (head,)))
    first = joined(workspace, model)[0]
    add(workspace, model, "pass_on", household_id=home.id, form="kind", quantity="1", unit="con", on="05/10/2025",
        from_participant_id=first.id)  # fmt: skip
    fund, frame = section("revolving")
    fund.passed.open(fund.passed.model.rows[0])
    qtbot.waitUntil(lambda: fund.passed.dialog is not None and not frame.runner.busy())
    dialog = fund.passed.dialog
    dialog.form.set_text("household_id", first.household_id)
    assert all(not one.text() for one in dialog.findChildren(type(dialog.notice)))
    assert shown(fund.passed.model, 3)[0].startswith("Đỗ Đức Dũng")
    assert workspaces.today(workspace) == TODAY
