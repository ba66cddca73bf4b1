"""Sums of a report: flows of a herd, money, and counts that agree with an independent recount."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from sinhke_desktop.domain.commune import Area, Commune
from sinhke_desktop.domain.exits import Exits
from sinhke_desktop.domain.follow_up import FollowUp
from sinhke_desktop.domain.funding import BudgetLine, FundForm, InputHandover, Payment
from sinhke_desktop.domain.livelihood import LivelihoodModel
from sinhke_desktop.domain.losses import Loss, LossKind
from sinhke_desktop.domain.market import Delivery
from sinhke_desktop.domain.participant import Participant
from sinhke_desktop.domain.report import (
    Flows,
    InputHandedOver,
    ParticipantState,
    ProgressReport,
    SourceMoney,
    Trace,
    TraceRow,
)
from sinhke_desktop.domain.report_period import PeriodKind, ReportPeriod, period_of
from sinhke_desktop.domain.report_totals import (
    ByParticipant,
    flows,
    income_in,
    known_on,
    open_on,
    reported,
    staying_on,
    totals,
    visits_in,
)
from sinhke_desktop.domain.report_traces import herds
from sinhke_desktop.domain.review import PovertyClass
from sinhke_desktop.domain.supervision import Body, SupervisionFinding
from sinhke_desktop.domain.training import Training, TrainingKind
from sinhke_desktop.domain.typed_values import last_day, month_of
from sinhke_desktop.domain.whole_file import WholeFile

COMMUNE = Commune("22828", "Xã Anh Dũng", "Khánh Hòa", Area.RURAL, "2025")
MODEL = LivelihoodModel("m", "22828", "22828", "2023-2025", "Nuôi bò", thing="bò cái sinh sản")
TODAY = date(2025, 12, 31)
MONTHS = [f"{year}-{month:02d}" for year in (2024, 2025) for month in range(1, 13)]
DAYS = st.dates(date(2024, 1, 1), TODAY)
COUNT = st.none() | st.integers(0, 9)


@st.composite
def files(draw: st.DrawFn) -> WholeFile:
    """A model's file of up to five households over two years, each record wherever it likes."""
    people, noted, handed, paid, lost, sold = [], [], [], [], [], []
    for number in range(draw(st.integers(0, 5))):
        joined = draw(DAYS)
        left = draw(st.none() | st.dates(joined, TODAY))
        person = Participant(f"p{number}", "22828", "m", f"h{number}", PovertyClass.POOR, joined, left_on=left)
        people.append(person)
        for month in draw(st.lists(st.sampled_from(MONTHS), unique=True, max_size=6)):
            if person.took_part_in(month):
                seen = draw(st.none() | st.integers(1, 28))
                noted.append(FollowUp(
                    f"f{number}{month}", "22828", person.id, month, seen and date(int(month[:4]), int(month[5:]), seen),
                    draw(COUNT), draw(COUNT), draw(COUNT), draw(COUNT), draw(COUNT), draw(COUNT),
                    bought=draw(COUNT), passed_on=draw(COUNT),
                ))  # fmt: skip
        handed += [InputHandover(f"i{number}", "22828", person.id, "bò", "con", draw(st.integers(1, 5)), 7, draw(DAYS),
                                 in_herd=draw(st.booleans()))]  # fmt: skip
        lost += [Loss(f"l{number}", "22828", person.id, draw(DAYS), LossKind.DISEASE, "bò", worth=draw(COUNT))]
        sold += [Delivery(f"d{number}", "22828", "m", draw(DAYS), "bê", draw(st.integers(1, 3)), 11,
                          participant_id=draw(st.sampled_from([person.id, ""])))]  # fmt: skip
    paid = [
        Payment(f"t{n}", "22828", "b", draw(DAYS), draw(st.integers(1, 99))) for n in range(draw(st.integers(0, 4)))
    ]
    found = [SupervisionFinding(f"g{n}", "22828", "m", Body.FRONT, day, "x", demand=draw(st.sampled_from(["", "sửa"])),
                                mended_on=draw(st.none() | st.dates(day, TODAY)), mending="đã sửa")
             for n, day in enumerate(draw(st.lists(DAYS, max_size=3)))]  # fmt: skip
    taught = [Training(f"k{n}", "22828", "m", TrainingKind.COURSE, day, "x",
                       participant_ids=",".join(one.id for one in people if draw(st.booleans())))
              for n, day in enumerate(draw(st.lists(DAYS, max_size=3)))]  # fmt: skip
    return WholeFile(
        TODAY, MODEL, people, [BudgetLine("b", "22828", "m", "NSX", FundForm.MONEY, 100)], paid, handed, noted,
        records={"loss": lost, "delivery": sold, "supervision_finding": found, "training": taught},
    )  # fmt: skip


PERIODS = st.builds(
    period_of, st.sampled_from([PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF, PeriodKind.YEAR]), DAYS
)


def recounted_herd(file: WholeFile, month: str) -> int:
    """All that took part in *month*, each by its last count, else what came and went until then; written anew."""
    whole = 0
    for one in file.participants:
        gone = one.left_on is not None and one.left_on.isoformat()[:7] < month
        if one.joined_on.isoformat()[:7] > month or gone:
            continue
        mine = sorted((some.month, some) for some in file.follow_ups if some.participant_id == one.id
                      and some.month <= month)  # fmt: skip
        counted = [some.alive for _month, some in mine if some.alive is not None]
        if counted:
            whole += counted[-1]
            continue
        for some in file.handovers:
            if some.participant_id == one.id and some.in_herd and some.handed_on.isoformat()[:7] <= month:
                whole += some.quantity
        for _month, some in mine:
            whole += (some.born or 0) + (some.bought or 0) - (some.lost or 0) - (some.sold or 0) - (some.passed_on or 0)
    return whole


def visited_days(file: WholeFile) -> dict[str, set[date]]:
    found: dict[str, set[date]] = {}
    for one in file.follow_ups:
        if one.visited_on:
            found.setdefault("h" + one.participant_id[1:], set()).add(one.visited_on)
    return found


@settings(max_examples=150, deadline=None)
@given(files(), PERIODS)
def test_what_a_period_counts_is_what_an_independent_recount_finds(file: WholeFile, period: ReportPeriod) -> None:
    found = totals(file, visited_days(file), period)
    within = [one for one in file.follow_ups if period.first <= date.fromisoformat(one.month + "-01") <= period.last]
    assert found.flows.born == sum(one.born or 0 for one in within)
    assert found.flows.passed_on == sum(one.passed_on or 0 for one in within)
    assert found.flows.handed == sum(
        one.quantity for one in file.handovers if one.in_herd and period.first <= one.handed_on <= period.last
    )
    before = month_of(period.first - timedelta(days=1))
    assert found.flows.start == recounted_herd(file, before)
    assert (found.flows.end or 0) == recounted_herd(file, period.months[-1])
    assert found.flows.expected + found.flows.difference == (found.flows.expected if found.flows.end is None
                                                             else found.flows.end)  # fmt: skip
    assert found.paid == sum(one.amount for one in file.payments if period.first <= one.paid_on <= period.last)
    noted = {(one.participant_id, one.month): one.income for one in file.follow_ups if one.income is not None}
    income = sum(amount for (_who, month), amount in noted.items() if month in period.months)
    for sale in file.of("delivery"):
        if period.holds(sale.on) and (sale.participant_id, month_of(sale.on)) not in noted:
            income += sale.amount
    assert found.income == income
    assert found.households == sum(
        one.joined_on <= period.last and not (one.left_on and one.left_on <= period.last) for one in file.participants
    )
    assert found.joined == sum(period.first <= one.joined_on <= period.last for one in file.participants)
    losses = [one for one in file.of("loss") if period.holds(one.on)]
    assert (found.losses, found.losses_worth) == (len(losses), sum(one.worth or 0 for one in losses))
    assert found.findings == sum(period.holds(one.on) for one in file.of("supervision_finding"))
    assert found.findings_open == sum(
        bool(one.demand) and one.on <= period.last and (one.mended_on is None or one.mended_on > period.last)
        for one in file.of("supervision_finding")
    )
    assert found.visits == sum(
        sum(period.holds(day) and day >= one.joined_on for day in visited_days(file).get(one.household_id, ()))
        for one in reported(file, period)
    )


@settings(max_examples=60, deadline=None)
@given(files(), st.sampled_from([PeriodKind.QUARTER, PeriodKind.HALF, PeriodKind.YEAR]), DAYS)
def test_a_longer_period_is_the_sum_of_its_months(file: WholeFile, kind: PeriodKind, day: date) -> None:
    whole = period_of(kind, day)
    months = [period_of(PeriodKind.MONTH, last_day(month)) for month in whole.months]
    found, parts = totals(file, {}, whole), [totals(file, {}, one) for one in months]
    for name in ("income", "paid", "joined", "left", "losses", "trainings", "findings", "findings_mended"):
        assert getattr(found, name) == sum(getattr(one, name) for one in parts)
    for name in ("handed", "born", "bought", "lost", "sold", "passed_on"):
        assert getattr(found.flows, name) == sum(getattr(one.flows, name) for one in parts)
    assert (found.flows.start, found.flows.end) == (parts[0].flows.start, parts[-1].flows.end)


@settings(max_examples=60, deadline=None)
@given(files(), DAYS)
def test_nothing_after_a_day_is_known_on_it(file: WholeFile, day: date) -> None:
    known = known_on(file, day)
    assert known.today == day
    assert all(one.joined_on <= day for one in known.participants)
    assert all(one.paid_on <= day for one in known.payments)
    assert all(one.on <= day for kind in known.records for one in known.of(kind))
    assert known_on(known, day) == known
    for one in known.of("supervision_finding"):
        assert open_on(one, day) == (bool(one.demand) and not (one.mended_on and one.mended_on <= day))


def test_what_came_and_went_gives_what_should_be_there() -> None:
    some = Flows(10, 4, 3, 1, 2, 1, 1, 13)
    assert (some.expected, some.difference, some.moved) == (14, -1, True)
    assert Flows(3, 0, 0, 0, 0, 0, 0, None).difference == 0
    assert not Flows(3, 0, 0, 0, 0, 0, 0, 3).moved


def test_a_file_without_households_has_no_herd() -> None:
    file = WholeFile(TODAY, MODEL)
    assert flows(ByParticipant(file), period_of(PeriodKind.YEAR, TODAY)).end is None
    assert staying_on(file, TODAY) == []
    assert visits_in(file, {}, period_of(PeriodKind.YEAR, TODAY)) == {}
    assert income_in([], [], period_of(PeriodKind.YEAR, TODAY)) == {}


def report(**changes: object) -> ProgressReport:
    file = WholeFile(TODAY, MODEL)
    period = period_of(PeriodKind.MONTH, date(2025, 10, 1))
    made = ProgressReport(COMMUNE, period, period.last, file, totals(file, {}, period), Exits(0, {}, 0, 0, 0))
    return replace(made, **changes)  # type: ignore[arg-type]


def test_money_adds_up_over_sources() -> None:
    some: Sequence[SourceMoney] = (SourceMoney("a", 264_180_000, 1), SourceMoney("b", 176_120_000, 2))
    made = report(sources=tuple(some))
    assert (made.planned, made.paid) == (440_300_000, 3)
    assert InputHandedOver("Bò", "con", 14, 18_870_000, 7).amount == 264_180_000
    assert (made.unit, made.decision, made.unfinished) == ("con bò", "", False)


def test_what_nobody_noted_has_no_total() -> None:
    assert report().total("alive") is None


def test_only_those_who_take_part_at_the_end_make_up_the_herd() -> None:
    gone = Participant("p0", "22828", "m", "h0", PovertyClass.POOR, date(2025, 1, 1), left_on=date(2025, 9, 30))
    here = replace(gone, id="p1", household_id="h1", left_on=None)
    handed = [InputHandover(f"i{one.id}", "22828", one.id, "bò", "con", 2, 7, date(2025, 2, 1)) for one in (gone, here)]
    file = WholeFile(TODAY, MODEL, [gone, here], handovers=handed)
    states = tuple(ParticipantState(one, "A", "", PovertyClass.POOR) for one in (gone, here))
    made = report(file=known_on(file, date(2025, 10, 31)), participants=states)
    assert [(one.household_id, herd) for one, herd in herds(made)] == [("h1", 2)]


def test_a_decision_without_a_day_is_named_by_its_number() -> None:
    file = WholeFile(TODAY, replace(MODEL, decision_number="35/QĐ-UBND"))
    assert report(file=file).decision == "Quyết định số 35/QĐ-UBND"


def test_a_trace_names_each_household_once() -> None:
    rows = (TraceRow("h1", "A", ""), TraceRow("", "Nhóm", ""), TraceRow("h1", "A", ""), TraceRow("h2", "B", ""))
    made = report(traces=(Trace(4, "Thăm", "02 hộ", "", rows),))
    found = made.trace(4)
    assert found is not None
    assert found.household_ids == ("h1", "h2")
    assert made.trace(5) is None
