"""Revolving repayment on a real store: schedules, ledgers, the fund that cannot pass on what it does not hold."""

from datetime import date

import pytest

from sinhke_desktop.domain.follow_up import FollowUpInput
from sinhke_desktop.domain.funding import BudgetLineInput, HandoverInput, PaymentInput
from sinhke_desktop.domain.livelihood import ModelInput, Stage
from sinhke_desktop.domain.repaying import ScheduleInput
from sinhke_desktop.errors import InvalidInput
from sinhke_desktop.services import (
    candidates,
    follow_ups,
    funding,
    livelihood,
    model_records,
    participants,
    repay_schedules,
    revolving,
)

START = "06/12/2023"
HEADS = ("Đỗ Đức Dũng", "Lê Văn Bình")


@pytest.fixture
def long_hoa(village):
    """Goats of Long Hòa: two households, ten goats each for 25 million of the State; 20 % come back.

    Returns (workspace, model, participants, State line, household ids by head)."""
    workspace, ids = village
    model = candidates.add(workspace, ModelInput("Nuôi dê sinh sản", thing="dê cái", proposed_on="01/06/2023"))
    candidates.choose(workspace, model.id, "Hợp đất", "12/QĐ-UBND", "01/11/2023")
    livelihood.advance(workspace, model.id, Stage.HANDED_OVER, START)
    joined = [participants.add(workspace, model.id, ids[head], START, START).participant for head in HEADS]
    state = funding.add_line(workspace, model.id, BudgetLineInput("GNBV", planned="50000000"))
    funding.hand_over(
        workspace,
        [HandoverInput(one.id, "10", "2500000", START, budget_line_id=state.id) for one in joined],
    )
    revolving.agree(workspace, model.id, revolving.Agreement("20", "Trả sau 18 tháng", "Trưởng thôn", ""))
    return workspace, model, joined, state, ids


def refused(act):
    with pytest.raises(InvalidInput) as wrong:
        act()
    return [(problem.field, problem.code) for problem in wrong.value.problems]


def schedule(workspace, model, **more):
    typed = ScheduleInput(**{"first_on": "06/06/2025", "count": "2", "every_months": "6", **more})
    return repay_schedules.make_schedule(workspace, model.id, typed)


def repay(workspace, model, who, amount="", on="10/06/2025", **more):
    typed = {"participant_id": who.id, "form": "money", "amount": amount, "on": on, **more}
    return model_records.add(workspace, "repayment", typed, model.id)


def pass_on(workspace, model, household_id, on="10/07/2025", **more):
    typed = {"household_id": household_id, "form": "money", "on": on, **more}
    return model_records.add(workspace, "pass_on", typed, model.id)


def kind(**more):
    return {"form": "kind", "unit": "con", **more}


def test_a_schedule_divides_a_fifth_of_every_households_support(long_hoa):
    workspace, model, joined, _state, _ids = long_hoa
    made = schedule(workspace, model)
    assert [(one.participant_id, one.due_on, one.amount) for one in made if one.participant_id == joined[0].id] == [
        (joined[0].id, date(2025, 6, 6), 2_500_000),
        (joined[0].id, date(2025, 12, 6), 2_500_000),
    ]
    found = revolving.overview(workspace, model.id)
    assert [(one.support, one.wanted, one.owed) for one in found.households] == [
        (25_000_000, 5_000_000, "5.000.000 đ")
    ] * 2
    assert (found.fund.lines[0].due, found.fund.lines[0].overdue) == (10_000_000, 5_000_000)
    assert all("2.500.000" in one.late for one in found.households)


def test_a_schedule_looked_at_first_saves_nothing(long_hoa):
    workspace, model, _joined, _state, _ids = long_hoa
    typed = ScheduleInput("kind", "06/06/2025", "1", quantity="2", unit="con")
    assert [one.quantity for one in repay_schedules.preview_schedule(workspace, model.id, typed)] == [2, 2]
    assert model_records.of_model(workspace, "repayment_due", model.id) == []


def test_without_an_agreed_share_there_is_no_schedule_of_money(long_hoa):
    workspace, model, _joined, _state, _ids = long_hoa
    revolving.agree(workspace, model.id, revolving.Agreement(""))
    assert refused(lambda: schedule(workspace, model)) == [("form", "MH-56")]
    assert revolving.overview(workspace, model.id).households[0].wanted is None
    assert refused(lambda: revolving.agree(workspace, model.id, revolving.Agreement("101"))) == [("percent", "MH-03")]


def test_a_household_with_instalments_gets_no_second_schedule(long_hoa):
    workspace, model, joined, _state, _ids = long_hoa
    typed = ScheduleInput(first_on="06/06/2025")
    repay_schedules.make_schedule(workspace, model.id, typed, [joined[0].id])
    again = lambda: repay_schedules.make_schedule(workspace, model.id, typed, [joined[0].id])  # noqa: E731
    assert refused(again) == [("participant_ids", "MH-57")]
    assert [one.participant_id for one in schedule(workspace, model)] == [joined[1].id] * 2
    assert refused(lambda: schedule(workspace, model)) == [("participant_ids", "MH-57")]


def test_a_household_that_got_nothing_owes_nothing(long_hoa):
    workspace, model, _joined, _state, ids = long_hoa
    late = participants.add(workspace, model.id, ids["Võ Hữu Thắng"], "01/06/2025").participant
    typed = ScheduleInput(first_on="06/06/2026")
    wanted = lambda: repay_schedules.make_schedule(workspace, model.id, typed, [late.id])  # noqa: E731
    assert refused(wanted) == [("participant_ids", "MH-57")]


def test_support_is_what_others_gave_and_counts_once(long_hoa):
    workspace, model, joined, state, _ids = long_hoa
    own = funding.add_line(workspace, model.id, BudgetLineInput("DU-VAT", "kind", "5000000"))
    loan = funding.add_line(workspace, model.id, BudgetLineInput("NHCSXH-HN", planned="9000000"))
    first = joined[0].id
    for line, amount in ((state, "25000000"), (own, "3000000"), (loan, "9000000")):
        funding.pay(workspace, line.id, PaymentInput(START, amount, participant_id=first))
    assert revolving.support_of(workspace, model.id)[first] == 25_000_000
    funding.pay(workspace, state.id, PaymentInput("07/12/2023", "2000000", participant_id=first))
    assert revolving.support_of(workspace, model.id)[first] == 27_000_000
    funding.hand_over(workspace, [HandoverInput(first, "1", "3000000", START, "cám", "bao")])
    assert revolving.support_of(workspace, model.id)[first] == 28_000_000
    funding.hand_over(workspace, [HandoverInput(first, "1", "4000000", START, "lưới", "cuộn", budget_line_id=own.id)])
    assert revolving.support_of(workspace, model.id)[first] == 28_000_000


def test_the_agreement_and_what_becomes_of_the_fund_are_kept_apart(long_hoa):
    workspace, model, _joined, _state, _ids = long_hoa
    typed = revolving.Agreement("20", "Trả sau 18 tháng\nHộ nghèo trước", "Trưởng thôn", "Mua dê cho hộ nghèo mới")
    kept = revolving.agree(workspace, model.id, typed)
    found = revolving.overview(workspace, model.id)
    assert (found.rules, found.rest) == ("Trả sau 18 tháng\nHộ nghèo trước", "Mua dê cho hộ nghèo mới")
    assert "Mua dê cho hộ nghèo mới" in kept.repay_rules
    assert found.model.fund_keeper == "Trưởng thôn"
    revolving.agree(workspace, model.id, revolving.Agreement("20", found.rules, "", ""))
    assert revolving.overview(workspace, model.id).rest == ""


def test_the_fund_never_passes_on_more_than_it_holds_on_that_day(long_hoa):
    workspace, model, joined, _state, ids = long_hoa
    schedule(workspace, model)
    following = ids["Hồ Thị Lan"]
    assert refused(lambda: pass_on(workspace, model, following, amount="1")) == [("amount", "MH-51")]
    repay(workspace, model, joined[0], "5000000")
    early = lambda: pass_on(workspace, model, following, on="09/06/2025", amount="5000000")  # noqa: E731
    assert refused(early) == [("amount", "MH-51")]
    pass_on(workspace, model, following, amount="5000000")
    assert revolving.overview(workspace, model.id).fund.lines[0].balance == 0


def test_what_was_passed_on_holds_its_repayment_in_place(long_hoa):
    workspace, model, joined, _state, ids = long_hoa
    back = repay(workspace, model, joined[0], "5000000")
    pass_on(workspace, model, ids["Hồ Thị Lan"], amount="4000000")
    assert refused(lambda: model_records.remove(workspace, "repayment", back.id)) == [("amount", "MH-51")]
    less = lambda: model_records.change(workspace, "repayment", back.id, {"amount": "3000000"})  # noqa: E731
    assert refused(less) == [("amount", "MH-51")]
    model_records.change(workspace, "repayment", back.id, {"amount": "4000000"})


def test_a_kid_that_goes_straight_to_the_next_household_needs_no_fund(long_hoa):
    workspace, model, joined, _state, ids = long_hoa
    schedule(workspace, model, **kind(quantity="2"))
    moved = pass_on(workspace, model, ids["Hồ Thị Lan"], **kind(quantity="1", from_participant_id=joined[0].id))
    found = revolving.overview(workspace, model.id)
    assert (found.fund.lines[0].balance, found.fund.lines[0].repaid) == (0, 1)
    assert found.households[0].owed == "1 con" or found.households[1].owed == "1 con"
    assert any("07/2025" in text for text in found.warnings)
    follow_ups.record(workspace, FollowUpInput(joined[0].id, "07/2025", alive="9", passed_on="1"))
    assert not any("07/2025" in text for text in revolving.overview(workspace, model.id).warnings)
    repay(workspace, model, joined[0], on="10/07/2025", **kind(quantity="1"))
    assert sum("10/07/2025" in text for text in revolving.overview(workspace, model.id).warnings) == 1
    to_itself = {"household_id": joined[0].household_id}
    codes = refused(lambda: model_records.change(workspace, "pass_on", moved.id, to_itself))
    assert ("household_id", "MH-54") in codes


def test_a_household_that_still_owes_is_not_the_next_one(long_hoa):
    workspace, model, joined, _state, _ids = long_hoa
    schedule(workspace, model)
    repay(workspace, model, joined[0], "5000000")
    owing = joined[1].household_id
    assert refused(lambda: pass_on(workspace, model, owing, amount="1000000")) == [("household_id", "MH-52")]
    shown = revolving.conditions(workspace, model.id, owing)
    assert [one.met for one in shown] == [False, True]
    assert "5.000.000 đ" in shown[0].text


def test_a_household_that_the_model_supported_or_that_received_is_not_the_next_one(long_hoa):
    workspace, model, joined, _state, ids = long_hoa
    repay(workspace, model, joined[0], "5000000")
    given = joined[1].household_id
    assert refused(lambda: pass_on(workspace, model, given, amount="1000000")) == [("household_id", "MH-53")]
    participants.leave(workspace, joined[1].id, "01/07/2025", "chuyển đi")
    pass_on(workspace, model, given, amount="1000000")
    pass_on(workspace, model, ids["Hồ Thị Lan"], amount="1000000")
    again = lambda: pass_on(workspace, model, ids["Hồ Thị Lan"], on="11/07/2025", amount="1000000")  # noqa: E731
    assert refused(again) == [("household_id", "MH-53")]


def test_conditions_of_a_household_that_may_be_the_next_one_are_met(long_hoa):
    workspace, model, _joined, _state, ids = long_hoa
    assert [one.met for one in revolving.conditions(workspace, model.id, ids["Hồ Thị Lan"])] == [True, True]


def test_what_two_sources_paid_is_shown_with_the_conditions(long_hoa):
    from sinhke_desktop.domain.support import SupportInput
    from sinhke_desktop.services import supports

    workspace, model, _joined, _state, ids = long_hoa
    for source in ("GNBV", "QVNN-XA"):
        typed = SupportInput(ids["Hồ Thị Lan"], "production", "dê cái sinh sản", source, "01/02/2024")
        supports.give(workspace, typed)
    assert [one.met for one in revolving.conditions(workspace, model.id, ids["Hồ Thị Lan"])] == [True, True, None]


def test_a_repayment_names_only_its_own_instalment(long_hoa):
    workspace, model, joined, _state, _ids = long_hoa
    dues = schedule(workspace, model)
    others = next(one for one in dues if one.participant_id == joined[1].id)
    wrong = lambda: repay(workspace, model, joined[0], "1", due_id=others.id)  # noqa: E731
    assert refused(wrong) == [("due_id", "MH-55")]
    mine = next(one for one in dues if one.participant_id == joined[0].id)
    repay(workspace, model, joined[0], "2500000", due_id=mine.id)
    assert refused(lambda: model_records.remove(workspace, "repayment_due", mine.id)) == [("due_id", "MH-12")]
    model_records.remove(workspace, "repayment_due", others.id)


def test_instalments_that_do_not_add_up_to_the_agreed_share_are_named(long_hoa):
    workspace, model, joined, _state, _ids = long_hoa
    typed = {"participant_id": joined[0].id, "form": "money", "amount": "1000000", "due_on": "01/01/2027"}
    model_records.add(workspace, "repayment_due", typed, model.id)
    assert any("1.000.000" in text for text in revolving.overview(workspace, model.id).warnings)


def test_an_ended_model_says_what_becomes_of_its_fund(long_hoa):
    workspace, model, joined, _state, _ids = long_hoa
    repay(workspace, model, joined[0], "5000000")
    assert revolving.overview(workspace, model.id).warnings == ()
    livelihood.end(workspace, model.id, "hết giai đoạn")
    assert len(revolving.overview(workspace, model.id).warnings) == 1
    revolving.agree(workspace, model.id, revolving.Agreement("20", rest="Mua dê cho hộ mới"))
    assert revolving.overview(workspace, model.id).warnings == ()


def test_a_removed_passing_on_comes_back_only_while_the_fund_holds_it(long_hoa):
    workspace, model, joined, _state, ids = long_hoa
    back = repay(workspace, model, joined[0], "5000000")
    moved = pass_on(workspace, model, ids["Hồ Thị Lan"], amount="5000000")
    model_records.remove(workspace, "pass_on", moved.id)
    model_records.remove(workspace, "repayment", back.id)
    assert refused(lambda: model_records.restore(workspace, "pass_on", moved.id)) == [("amount", "MH-51")]
    model_records.restore(workspace, "repayment", back.id)
    model_records.restore(workspace, "pass_on", moved.id)
