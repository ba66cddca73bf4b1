"""The facts of a progress report: one reading of the model's file, restricted to the period, counted by its rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sinhke_desktop.domain.exits import Exits, HouseholdResult, exits
from sinhke_desktop.domain.funding import by_source
from sinhke_desktop.domain.joining_conditions import entry_class
from sinhke_desktop.domain.livelihood import LivelihoodModel
from sinhke_desktop.domain.model_targets import TargetLine, YearRate
from sinhke_desktop.domain.participant import Participant
from sinhke_desktop.domain.report import (
    Deprived,
    HerdMonth,
    InputHandedOver,
    ParticipantState,
    ProgressReport,
    SourceMoney,
)
from sinhke_desktop.domain.report_period import (
    REVIEWS,
    PeriodKind,
    ReportPeriod,
    parse_period,
    review_period,
)
from sinhke_desktop.domain.report_totals import (
    ByParticipant,
    Visited,
    day_before,
    income_in,
    known_on,
    noted_in,
    reported,
    results_on,
    totals,
    visits_in,
)
from sinhke_desktop.domain.report_traces import traces
from sinhke_desktop.domain.review import INDICATORS
from sinhke_desktop.domain.settlement import add_up, by_year
from sinhke_desktop.domain.typed_values import month_of, next_month
from sinhke_desktop.domain.visit_record import Visit
from sinhke_desktop.domain.whole_file import WholeFile
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.i18n import _
from sinhke_desktop.progress import SILENT, Progress
from sinhke_desktop.services import communes, data_mark, lists, livelihood, model_targets, reviews, whole_file
from sinhke_desktop.services.exits import results_from
from sinhke_desktop.services.reviews import ReviewStanding
from sinhke_desktop.services.workspace import Workspace, today
from sinhke_desktop.storage import records

HERD_MONTHS = 12
Known = Mapping[str, Sequence[ReviewStanding]]


def period_for(workspace: Workspace, typed: str, model_id: str = "", until: date | None = None) -> ReportPeriod:
    """The period of a key or of what was typed, for the active model or the one asked for.

    A review ends on *until*, else on the day noted for it, else today. Raises InvalidInput (MH-07) for one that is
    none or has not begun, NotFound (MH-13) for a review where no model was chosen.
    """
    try:
        found = parse_period(typed)
    except ValueError:
        text = _("Type the period as 11/2025, quý 3/2025, 6 tháng đầu năm 2025, 2025, sơ kết or tổng kết.")
        raise InvalidInput([Problem("month", text, "MH-07")]) from None
    now = today(workspace)
    if isinstance(found, PeriodKind):
        return _review(livelihood.current(workspace, model_id), found, until, now)
    if found.first > now:
        text = _("This month has not begun yet.") if found.kind is PeriodKind.MONTH else _("It has not begun yet.")
        raise InvalidInput([Problem("month", text, "MH-07")])
    return found


def _review(model: LivelihoodModel, kind: PeriodKind, until: date | None, now: date) -> ReportPeriod:
    noted = model.interim_reviewed_on if kind is PeriodKind.INTERIM else model.reviewed_on
    started = model.started_on or model.decision_date or model.proposed_on or now
    last = min(until or noted or now, now)
    if started > last:
        raise InvalidInput([Problem("month", _("The model had not begun by that day."), "MH-07")])
    return review_period(kind, started, last)


@dataclass(frozen=True, slots=True)
class _Read:
    """What a report counts: the whole file, days of visits, reviews of its households, all read once."""

    file: WholeFile
    visited: Visited
    known: Known
    results: Sequence[HouseholdResult]


def _read(workspace: Workspace, model: LivelihoodModel) -> _Read:
    file = whole_file.read(workspace, model.id)
    ids = [one.household_id for one in file.participants]
    household_of = {one.id: one.household_id for one in file.participants}
    days: defaultdict[str, set[date]] = defaultdict(set)
    with workspace.database.read() as connection:
        for visit in records.all_of(connection, Visit, workspace.commune_code, household_id=ids):
            if visit.visited_on is not None:
                days[visit.household_id].add(visit.visited_on)
    for one in file.follow_ups:
        if one.visited_on is not None:
            days[household_of[one.participant_id]].add(one.visited_on)
    known = reviews.of_households(workspace, ids)
    return _Read(file, days, known, results_from(file, known))


def facts(
    workspace: Workspace, period: ReportPeriod, model_id: str = "", progress: Progress = SILENT
) -> ProgressReport:
    """The facts of *period* of a model, or of the active one; a task for big communes.

    Raises NotFound (MH-13) where no model was chosen.
    """
    model = livelihood.current(workspace, model_id)
    read = _read(workspace, model)
    day = min(period.last, today(workspace))
    file = known_on(read.file, day)
    results = results_on(read.results, file, day)
    sums = exits(results, day)
    month = period.kind is PeriodKind.MONTH
    rates, targets = ((), ()) if month else _plan(workspace, replace(file, today=day), results, day, progress)
    lacking = {} if month else _lacking_twice(read.known, file)
    before = period.before
    if before is not None and (model.started_on is None or before.last < model.started_on):
        before = None
    report = ProgressReport(
        commune=communes.current(workspace),
        period=period,
        as_of=day,
        file=file,
        totals=totals(read.file, read.visited, period),
        exits=sums,
        before=totals(read.file, read.visited, before) if before else None,
        exits_before=_exits_before(read, period),
        participants=_states(read, file, period, day),
        results=tuple(results),
        sources=_sources(file, period),
        inputs=_inputs(file, period),
        herd=_herd(file, period),
        targets=targets,
        rates=rates,
        deprived=_deprived(lacking),
        lacking=tuple((one, now) for one, (_before, now) in lacking.items()),
        year_money=_year_money(file, period),
        mark=data_mark.current(workspace).line(),
    )
    return replace(report, traces=traces(report))


def _exits_before(read: _Read, period: ReportPeriod) -> Exits | None:
    if period.kind in REVIEWS:
        return None
    day = day_before(period)
    file = known_on(read.file, day)
    return exits(results_on(read.results, file, day), day)


def _plan(
    workspace: Workspace, file: WholeFile, results: Sequence[HouseholdResult], day: date, progress: Progress
) -> tuple[tuple[YearRate, ...], tuple[TargetLine, ...]]:
    """The commune's rates of the plan's years and the year of the report, and the targets."""
    asked = model_targets.plan()
    first = asked.first_year - 1
    known = model_targets.commune_rates(workspace, first, max(asked.last_year, day.year), progress)
    within = replace(
        known,
        all=tuple(one for one in known.all if one.year <= min(day.year, asked.last_year)),
        minority=tuple(one for one in known.minority if one.year <= min(day.year, asked.last_year)),
    )
    targets = model_targets.targets(workspace, file, exits(results, day), within)
    return tuple(one for one in known.all if one.year <= day.year), tuple(targets)


def _states(read: _Read, file: WholeFile, period: ReportPeriod, day: date) -> tuple[ParticipantState, ...]:
    some, days = ByParticipant(file), visits_in(file, read.visited, period)
    sold = defaultdict(list)
    for one in file.of("delivery"):
        sold[one.participant_id].append(one)
    return tuple(
        _state(one, read, some, sold[one.id], days.get(one.household_id, []), period, day)
        for one in reported(file, period)
    )


def _state(
    one: Participant, read: _Read, some: ByParticipant, sold: Sequence[object], days: Sequence[date],
    period: ReportPeriod, day: date,
) -> ParticipantState:  # fmt: skip
    noted = noted_in(some.follow_ups[one.id], period)
    known = [(each.review, each.standing.poverty_class) for each in reversed(read.known.get(one.household_id, ()))]
    income = income_in(some.follow_ups[one.id], sold, period)
    seen = max((each for each in read.visited.get(one.household_id, ()) if each <= day), default=None)

    def summed(name: str) -> int | None:
        values = [value for each in noted if (value := getattr(each, name)) is not None]
        return sum(values) if values else None

    def last(name: str) -> int | None:
        return next((value for each in reversed(noted) if (value := getattr(each, name)) is not None), None)

    return ParticipantState(
        participant=one,
        name=some.file.names.get(one.household_id, "–"),
        hamlet=some.file.places.get(one.household_id, ""),
        class_now=entry_class(known, day),
        alive=last("alive"), born=summed("born"), bought=summed("bought"), lost=summed("lost"), sold=summed("sold"),
        passed_on=summed("passed_on"), sick=noted[-1].sick if noted else None,
        income=sum(income.values()) if income else None,
        visits=len(days),
        last_visit=seen,
        problems=tuple(dict.fromkeys(each.problem for each in noted if each.problem)),
        next_step=noted[-1].next_step if noted else "",
    )  # fmt: skip


def _sources(file: WholeFile, period: ReportPeriod) -> tuple[SourceMoney, ...]:
    groups = {one.code: one.group for one in lists.all_funding_sources()}
    now = [one for one in file.payments if period.holds(one.paid_on)]
    paid_now = {one.code: one.paid for one in by_source(file.lines, now, file.sources)}
    return tuple(
        SourceMoney(one.name, one.planned, one.paid, paid_now.get(one.code, 0), groups.get(one.code, ""))
        for one in by_source(file.lines, file.payments, file.sources)
    )


def _inputs(file: WholeFile, period: ReportPeriod) -> tuple[InputHandedOver, ...]:
    names = {line.id: file.source(line.id) for line in file.lines}
    found = []
    for one in livelihood.input_totals(list(file.handovers)):
        mine = [each for each in file.handovers
                if (each.kind, each.unit, each.unit_price) == (one.kind, one.unit, one.unit_price)]  # fmt: skip
        sources = ", ".join(dict.fromkeys(names[line_id] for line_id in one.budget_line_ids if line_id in names))
        now = sum(each.quantity for each in mine if period.holds(each.handed_on))
        name = f"{one.kind[:1].upper()}{one.kind[1:]}"
        found.append(InputHandedOver(name, one.unit, one.quantity, one.unit_price, one.households, one.handed_on,
                                     sources, now))  # fmt: skip
    return tuple(found)


def _herd(file: WholeFile, period: ReportPeriod) -> tuple[HerdMonth, ...]:
    """The herd at the end of the counted months of the period, of a short period with the months before it."""
    some, last = ByParticipant(file), min(period.months[-1], month_of(file.today))
    first = min(period.months[0], next_month(last, 1 - HERD_MONTHS))
    counted = sorted({one.month for one in file.follow_ups if one.alive is not None and first <= one.month <= last})
    return tuple(HerdMonth(month, some.whole_herd(month).alive or 0) for month in counted)


def _lacking(known: Known, household_id: str, day: date) -> frozenset[str]:
    """What the household lacks by its last review until *day*."""
    return next((one.review.deprived for one in known.get(household_id, ()) if one.review.as_of <= day), frozenset())


def _lacking_twice(known: Known, file: WholeFile) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """Household id → what it lacked when it joined and what it lacks now, of those reviewed before and after."""
    found = {}
    for one in file.participants:
        days = [each.review.as_of for each in known.get(one.household_id, ()) if each.review.as_of <= file.today]
        if days and days[0] > one.joined_on >= days[-1]:
            before = _lacking(known, one.household_id, one.joined_on)
            found[one.household_id] = (before, _lacking(known, one.household_id, file.today))
    return found


def _deprived(lacking: Mapping[str, tuple[frozenset[str], frozenset[str]]]) -> tuple[Deprived, ...]:
    """By indicator, those that any of the households lacked or lacks."""
    found = [
        Deprived(
            key, name, sum(key in before for before, _now in lacking.values()),
            sum(key in now for _before, now in lacking.values()),
        )
        for key, name in INDICATORS.items()
    ]  # fmt: skip
    return tuple(one for one in found if one.before or one.now)


def _year_money(file: WholeFile, period: ReportPeriod) -> tuple[int, int] | None:
    """(planned, paid) in the budget of a year's report; None for other periods and where no line is of that year."""
    if period.kind is not PeriodKind.YEAR:
        return None
    year = period.first.year
    if not any(line.year == year for line in file.lines):
        return None
    rows = [one for one in by_year(file.lines, file.of("budget_entry"), file.payments) if one.year == year]
    sums = add_up(one.sums for one in rows)
    return sums.planned, sums.paid
