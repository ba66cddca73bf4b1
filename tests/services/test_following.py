"""Following a model: visits due, training, market, losses, supervision, early warning, on a real store."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from sinhke_desktop.domain.early_warning import WarningKind
from sinhke_desktop.domain.follow_up import FollowUpInput
from sinhke_desktop.domain.funding import BudgetLineInput, HandoverInput, PaymentInput
from sinhke_desktop.domain.livelihood import ModelInput, Stage
from sinhke_desktop.domain.market import ContractState
from sinhke_desktop.domain.repaying import ScheduleInput
from sinhke_desktop.domain.visit_record import VisitInput
from sinhke_desktop.errors import InvalidInput, NotFound
from sinhke_desktop.services import (
    candidates,
    early_warnings,
    exchange,
    follow_up_limits,
    follow_ups,
    funding,
    livelihood,
    losses,
    market,
    model_records,
    next_steps,
    participants,
    repay_schedules,
    reviews,
    revolving,
    supervision,
    trainings,
    visits,
    visits_due,
)
from sinhke_desktop.services.visits_due import VisitState
from sinhke_desktop.services.workspace import author
from sinhke_desktop.storage import journal, records

TODAY = date(2025, 11, 20)
NAMES = ("Đỗ Đức Dũng", "Lê Văn Bình", "Hồ Thị Lan")


@pytest.fixture
def followed(village):
    """Three households with two cows each since June. Returns (workspace, model, participants by head)."""
    workspace, ids = village
    model = candidates.add(workspace, ModelInput("Nuôi bò", thing="bò", proposed_on="01/06/2023", cycle_months="12"))
    candidates.choose(workspace, model.id, "Hợp đất", "12/QĐ-UBND", "01/11/2023")
    livelihood.advance(workspace, model.id, Stage.HANDED_OVER, "01/06/2025")
    joined = {
        name: participants.add(workspace, model.id, ids[name], "01/06/2025", "01/06/2025").participant for name in NAMES
    }
    funding.hand_over(
        workspace, [HandoverInput(one.id, "2", "18000000", "01/06/2025") for one in joined.values()]
    )  # fmt: skip
    return workspace, model, joined


def note(workspace, one, month="11/2025", **more):
    return follow_ups.record(workspace, FollowUpInput(one.id, month, **more))


def add(workspace, model, kind, /, **typed):
    return model_records.add(workspace, kind, typed, model.id)


def states(workspace, model):
    return {one.name: (one.state, one.planned_on) for one in visits_due.of_model(workspace, model.id)}


def reasons(workspace, name=""):
    found = early_warnings.of_model(workspace).warnings
    return {reason.kind: reason.text for one in found if one.name == name for reason in one.reasons}


def test_a_visit_of_this_month_is_done_and_one_of_months_ago_overdue(followed):
    workspace, model, joined = followed
    note(workspace, joined[NAMES[0]], visited_on="03/11/2025", alive="2")
    note(workspace, joined[NAMES[1]], "10/2025", visited_on="03/10/2025", alive="2")
    found = states(workspace, model)
    assert found == {
        NAMES[2]: (VisitState.OVERDUE, None), NAMES[1]: (VisitState.DUE, None), NAMES[0]: (VisitState.DONE, None),
    }  # fmt: skip
    assert list(found) == [NAMES[2], NAMES[1], NAMES[0]]
    assert [one.wanted for one in visits_due.of_model(workspace, model.id)] == [True, True, False]


def test_plans_for_many_households_are_made_at_once_and_shown(followed):
    workspace, model, joined = followed
    wanted = [joined[name].household_id for name in NAMES[:2]]
    assert visits_due.plan(workspace, wanted, "25/11/2025") == 2
    found = states(workspace, model)
    assert found[NAMES[0]] == (VisitState.PLANNED, date(2025, 11, 25))
    assert found[NAMES[2]] == (VisitState.OVERDUE, None)
    visits_due.plan(workspace, wanted[:1], "26/11/2025")
    assert states(workspace, model)[NAMES[0]] == (VisitState.PLANNED, date(2025, 11, 26))


def test_the_next_visit_agreed_at_the_last_one_is_a_plan(followed):
    workspace, model, joined = followed
    household_id = joined[NAMES[0]].household_id
    visits.record(workspace, VisitInput(household_id, visited_on="10/10/2025", next_visit_on="21/11/2025"))
    assert states(workspace, model)[NAMES[0]] == (VisitState.PLANNED, date(2025, 11, 21))
    note(workspace, joined[NAMES[0]], "10/2025", visited_on="12/10/2025")
    assert states(workspace, model)[NAMES[0]] == (VisitState.DUE, None)


@pytest.mark.parametrize("day", ["19/11/2025", "", "hôm nay"])
def test_a_plan_needs_a_day_from_today_on(followed, day):
    workspace, model, joined = followed
    with pytest.raises(InvalidInput):
        visits_due.plan(workspace, [joined[NAMES[0]].household_id], day)
    assert states(workspace, model)[NAMES[0]][1] is None


def test_a_plan_needs_a_household(followed):
    with pytest.raises(InvalidInput):
        visits_due.plan(followed[0], [], "25/11/2025")


def test_households_that_left_are_not_to_be_visited(followed):
    workspace, model, joined = followed
    participants.leave(workspace, joined[NAMES[0]].id, "01/11/2025", "chuyển đi")
    assert NAMES[0] not in states(workspace, model)


def test_households_never_taught_are_named_and_costs_checked_against_their_line(followed):
    workspace, model, joined = followed
    line = funding.add_line(workspace, model.id, BudgetLineInput("GNBV", planned="5000000"))
    who = f"{joined[NAMES[0]].id},{joined[NAMES[1]].id}"
    course = {"kind": "course", "topic": "Trồng cỏ", "on": "01/07/2025"}
    add(workspace, model, "training", **course, participant_ids=who, cost="2000000", budget_line_id=line.id)
    add(workspace, model, "training", **course, participant_ids=joined[NAMES[0]].id, cost="500000")
    found = trainings.summary(workspace, model.id)
    assert [one.name.split(" · ")[0] for one in found.never] == [NAMES[2]]
    assert [one.count for one in found.reached if one.participant_id == joined[NAMES[0]].id] == [2]
    assert [(one.cost, one.planned, one.paid) for one in found.costs] == [(2_000_000, 5_000_000, 0), (500_000, 0, 0)]
    assert found.cost == 2_500_000
    assert len(found.warnings) == 2
    funding.pay(workspace, line.id, PaymentInput("02/07/2025", "2000000"))
    assert len(trainings.summary(workspace, model.id).warnings) == 1
    add(workspace, model, "training", **course, cost="4000000", budget_line_id=line.id)
    assert any("6.000.000" in text for text in trainings.summary(workspace, model.id).warnings)


def test_a_contract_is_compared_with_what_was_delivered(followed):
    workspace, model, joined = followed
    deal = {"buyer": "HTX An Hải", "kind": "cooperative", "product": "bò thịt", "unit": "con", "quantity": "10",
            "unit_price": "20000000"}  # fmt: skip
    ended = add(workspace, model, "market_contract", **deal, valid_to="01/11/2025")
    ending = add(workspace, model, "market_contract", **{**deal, "quantity": ""}, valid_to="01/12/2025")
    over = add(workspace, model, "market_contract", **{**deal, "quantity": "1"}, valid_to="01/11/2025")
    add(workspace, model, "market_contract", **deal)
    sale = {"product": "bò thịt", "unit": "con", "participant_id": joined[NAMES[0]].id}
    add(workspace, model, "delivery", **sale, on="05/10/2025", quantity="1", unit_price="19000000",
        contract_id=ended.id)  # fmt: skip
    add(workspace, model, "delivery", **sale, on="06/10/2025", quantity="1", unit_price="21000000", contract_id=over.id)
    add(workspace, model, "delivery", **{**sale, "unit": "kg"}, on="07/10/2025", quantity="100", unit_price="80000",
        contract_id=ending.id)  # fmt: skip
    found = market.summary(workspace, model.id)
    by_id = {one.contract.id: one for one in found.contracts}
    assert (by_id[ended.id].state, by_id[ended.id].left, len(by_id[ended.id].cheap)) == (ContractState.ENDED, 9, 1)
    assert by_id[ending.id].state is ContractState.ENDING
    assert found.amount == 48_000_000
    assert [(one.sold, one.noted, one.deliveries) for one in found.households] == [(48_000_000, 0, 3)]
    assert len(found.warnings) == 6
    note(workspace, joined[NAMES[0]], "10/2025", income="48000000")
    assert len(market.summary(workspace, model.id).warnings) == 5


def test_losses_left_alone_and_losses_that_the_month_does_not_say_are_named(followed):
    workspace, model, joined = followed
    dead = {"participant_id": joined[NAMES[0]].id, "on": "03/10/2025", "kind": "disease", "what": "bò chết",
            "quantity": "1", "unit": "con", "worth": "18000000"}  # fmt: skip
    loss = add(workspace, model, "loss", **dead)
    note(workspace, joined[NAMES[1]], "09/2025", lost="1")
    found = losses.summary(workspace, model.id)
    assert (found.total.open, found.total.worth, found.total.compensated) == (1, 18_000_000, 0)
    assert len(found.warnings) == 3
    model_records.change(workspace, "loss", loss.id, {"done": "Đã mời thú y", "compensated": "5000000"})
    note(workspace, joined[NAMES[0]], "10/2025", lost="1")
    found = losses.summary(workspace, model.id)
    assert (found.total.open, found.total.compensated) == (0, 5_000_000)
    assert ["09/2025" in text for text in found.warnings] == [True]


@pytest.fixture
def finding(followed):
    workspace, model, _joined = followed
    return add(
        workspace, model, "supervision_finding", body="farmers", on="01/10/2025", finding="Chuồng dột",
        demand="Lợp lại mái chuồng\nBáo cáo lại", deadline="01/11/2025",
    )  # fmt: skip


def test_an_overdue_finding_is_told_with_its_body_and_deadline(followed, finding):
    workspace, _model, _joined = followed
    (late,) = supervision.overdue(workspace)
    assert (late.finding.id, late.days, late.model_name) == (finding.id, 19, "Nuôi bò")
    assert "Lợp lại mái chuồng" in late.text
    assert "Báo cáo" not in late.text
    assert supervision.overdue(workspace, date(2025, 11, 1)) == []


def test_the_first_page_asks_for_overdue_findings_until_they_are_mended(followed, finding):
    workspace, _model, _joined = followed

    def keys():
        found = next_steps.next_steps(
            workspace, TODAY, all_hamlets=[], newest_year=None, totals={}, status=livelihood.status(workspace),
            exchanged=exchange.state(workspace),
            backup_at=None, anything=True,
        )  # fmt: skip
        return {one.key: dict(one.args) for one in found}

    assert keys()["supervision-overdue"] == {"section": "supervision", "area": "22828"}
    mended = supervision.mend(workspace, finding.id, "", "Đã lợp lại")
    assert (mended.mended_on, mended.mending) == (TODAY, "Đã lợp lại")
    assert "supervision-overdue" not in keys()


def test_nothing_is_mended_without_words(followed, finding):
    with pytest.raises(InvalidInput) as wrong:
        supervision.mend(followed[0], finding.id, "20/11/2025", "")
    assert wrong.value.problems[0].field == "mending"


def test_every_reason_to_look_at_a_household_is_told(followed):
    workspace, model, joined = followed
    one = joined[NAMES[0]]
    income = {"side": "income", "name": "bán bê", "quantity": "1", "unit_price": "1000000"}
    add(workspace, model, "economic_line", **income, first_month="1", every_months="1")
    revolving.agree(workspace, model.id, revolving.Agreement("20"))
    schedule = ScheduleInput(first_on="01/09/2025")
    repay_schedules.make_schedule(workspace, model.id, schedule, [one.id])
    note(workspace, one, "09/2025", visited_on="02/09/2025", alive="1", lost="1", sick="1", income="1000000")
    assert WarningKind.INCOME_BEHIND not in reasons(workspace, NAMES[0])
    later = replace(workspace, clock=lambda: datetime(2025, 12, 5, 3, 0, tzinfo=UTC))
    found = reasons(later, NAMES[0])
    assert set(found) == {
        WarningKind.NOT_VISITED, WarningKind.HERD_SHRINKING, WarningKind.SICK, WarningKind.INCOME_BEHIND,
        WarningKind.REPAYMENT_OVERDUE, WarningKind.NO_TRAINING,
    }  # fmt: skip
    assert "6.000.000" in found[WarningKind.INCOME_BEHIND]
    assert "7.200.000 đ" in found[WarningKind.REPAYMENT_OVERDUE]
    warned = early_warnings.of_model(later)
    assert warned.warnings[0].name == NAMES[0]
    assert (warned.behind, warned.sliding_back) == (3, 0)
    assert warned.marks


def escaped(workspace, household_id, **more):
    reviews.record(workspace, reviews.ReviewInput(household_id, "2024", reviewed_on="01/11/2024", **more))


def test_a_newly_escaped_household_near_the_line_or_with_a_loss_may_slide_back(followed):
    workspace, model, joined = followed
    first, second = joined[NAMES[0]], joined[NAMES[1]]
    escaped(workspace, first.household_id, income_points="160", income_per_head="1550000")
    escaped(workspace, second.household_id, income_points="142")
    add(workspace, model, "loss", participant_id=first.id, on="03/10/2025", kind="theft", what="mất bò")
    found = reasons(workspace, NAMES[0])
    assert {WarningKind.NEAR_LINE, WarningKind.LOSS} <= set(found)
    assert "1.550.000" in found[WarningKind.NEAR_LINE]
    assert "142" in reasons(workspace, NAMES[1])[WarningKind.NEAR_LINE]
    assert early_warnings.of_model(workspace).sliding_back == 2


def test_a_household_well_over_the_line_is_not_near_it(followed):
    workspace, _model, joined = followed
    escaped(workspace, joined[NAMES[0]].household_id, income_points="160", income_per_head="1700000")
    escaped(workspace, joined[NAMES[1]].household_id, income_points="150")
    for name in NAMES[:2]:
        assert WarningKind.NEAR_LINE not in reasons(workspace, name)


def test_without_a_standard_of_the_day_no_household_is_near_a_line(followed):
    workspace, _model, joined = followed
    in_force = replace(workspace, clock=lambda: datetime(2030, 12, 31, 3, 0, tzinfo=UTC))
    household_id = joined[NAMES[0]].household_id
    lacking = frozenset({"employment", "nutrition", "healthInsurance"})
    for year, per_head, deprived in (("2029", "1000000", lacking), ("2030", "2300000", frozenset())):
        reviews.record(
            in_force,
            reviews.ReviewInput(household_id, year, income_per_head=per_head, deprived=deprived),
        )
    assert WarningKind.NEAR_LINE in reasons(in_force, NAMES[0])
    later = replace(workspace, clock=lambda: datetime(2031, 2, 5, 3, 0, tzinfo=UTC))
    assert WarningKind.NEAR_LINE not in reasons(later, NAMES[0])


def test_without_a_cycle_or_a_model_nothing_is_expected(followed, workspace):
    store, model, _joined = followed
    candidates_model = livelihood.current(store, model.id)
    assert candidates_model.cycle_months == 12
    assert all(WarningKind.INCOME_BEHIND not in reasons(store, name) for name in NAMES)
    livelihood.end(store, model.id, "hết giai đoạn")
    with pytest.raises(NotFound):
        early_warnings.of_model(store)


def test_the_shipped_limits_say_that_they_are_proposals():
    known = follow_up_limits.limits()
    assert set(known.weights) == set(WarningKind)
    assert "đề xuất" in known.marks[0]


GOOD = follow_up_limits.resource("process", follow_up_limits.FILE).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("unvisited_months = 2", "unvisited_months = 0", "unvisited_months"),
        ("unvisited_months = 2", "unvisited_months = true", "unvisited_months"),
        ("herd_months = 6", "herd_months = 6\nfoo = 1", "foo"),
        ('id = "THEO-DOI-MO-HINH-1"', "", "id"),
        ("sick = 3", "", "weights"),
        ("sick = 3", "sick = 6", "weights"),
        ("[unverified]", "[unverified]\nx = 1", "unverified"),
        ("[weights]", "[weights", "line"),
    ],
)
def test_a_wrong_file_of_limits_is_refused_with_the_place(tmp_path, old, new, named):
    path = tmp_path / "limits.toml"
    path.write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(follow_up_limits.LimitsFileWrong) as wrong:
        follow_up_limits.read_limits(path)
    assert named in wrong.value.message
    assert wrong.value.code == "MH-50"


def test_an_area_that_does_not_add_up_is_told_in_words_of_areas(followed):
    workspace, model, joined = followed
    changed = replace(model, unit="sào", thing="nho")
    with workspace.database.write() as connection:
        journal.save(connection, author(workspace), records.drafts(connection, [changed]))
    note(workspace, joined[NAMES[0]], alive="3", sick="1", born="0")
    told = follow_ups.table(workspace, model.id).warnings
    said = [text for text in told if text.startswith(NAMES[0])]
    assert len(said) == 2
    assert any("sào" in text and "đo được" in text for text in said)
    assert any("sâu bệnh" in text for text in said)


def test_the_month_takes_what_was_bought_and_passed_on(followed):
    workspace, model, joined = followed
    note(workspace, joined[NAMES[0]], alive="2", bought="1", passed_on="1")
    (line,) = [one for one in follow_ups.table(workspace, model.id).lines if one.name == NAMES[0]]
    assert (line.herd.expected, line.herd.bought, line.herd.passed_on) == (2, 1, 1)


def test_a_finding_is_not_mended_before_it_was_found(followed, finding):
    with pytest.raises(InvalidInput) as wrong:
        supervision.mend(followed[0], finding.id, "30/09/2025", "Đã lợp lại")
    assert wrong.value.problems[0].field == "mended_on"


def test_a_model_without_a_cycle_expects_no_income(village):
    workspace, ids = village
    model = candidates.add(workspace, ModelInput("Nuôi dê", proposed_on="01/06/2023"))
    candidates.choose(workspace, model.id, "Hợp đất", "12/QĐ-UBND", "01/11/2023")
    participants.add(workspace, model.id, ids[NAMES[0]], "01/12/2023")
    assert WarningKind.INCOME_BEHIND not in reasons(workspace, NAMES[0])


def test_a_household_that_escaped_in_two_reviews_counts_from_the_first(followed):
    workspace, _model, joined = followed
    household_id = joined[NAMES[0]].household_id
    escaped(workspace, household_id, income_points="142")
    reviews.record(
        workspace, reviews.ReviewInput(household_id, "2025", reviewed_on="01/11/2025", income_points="141")
    )  # fmt: skip
    assert "141" in reasons(workspace, NAMES[0])[WarningKind.NEAR_LINE]
