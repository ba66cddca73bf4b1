"""Counting a period of a model's file with the rules of the model's own pages, so that both say the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from sinhke_desktop.domain.exits import HouseholdResult, exit_of, income_by_month
from sinhke_desktop.domain.follow_up import FollowUp, Herd, all_herds, herd_of
from sinhke_desktop.domain.funding import InputHandover
from sinhke_desktop.domain.losses import loss_sum
from sinhke_desktop.domain.money import format_number
from sinhke_desktop.domain.participant import Participant
from sinhke_desktop.domain.report import Flows, PeriodTotals
from sinhke_desktop.domain.report_period import ReportPeriod
from sinhke_desktop.domain.revolving import Measure, PassOn, Repayment, RepaymentForm, given_back, measure_of
from sinhke_desktop.domain.typed_values import month_of, next_month
from sinhke_desktop.domain.whole_file import WholeFile

_DAY_FIELDS = {
    "community_meeting": "held_on", "stage_paper": "dated_on", "raised_thing": "since", "market_contract": "signed_on",
    "replication": "begun_on", "stage_due": "", "repayment_due": "", "economic_line": "", "producer_group": "",
}  # fmt: skip
"""The field with the day of a kind's records where it is not ``on``; empty for what has no day of its own."""
Visited = Mapping[str, Collection[date]]
"""Household id → the days on which it was visited."""


def known_on(file: WholeFile, day: date) -> WholeFile:
    """*file* as it would read if nothing after *day* had happened; a record without a day stays."""
    month = month_of(day)

    def come(kind: str, one: Any) -> bool:
        name = _DAY_FIELDS.get(kind, "on")
        on = getattr(one, name) if name else None
        return on is None or on <= day

    return replace(
        file,
        today=min(file.today, day),
        participants=[one for one in file.participants if one.joined_on <= day],
        payments=[one for one in file.payments if one.paid_on <= day],
        handovers=[one for one in file.handovers if one.handed_on <= day],
        follow_ups=[one for one in file.follow_ups if one.month <= month],
        votes=[one for one in file.votes if one.held_on is None or one.held_on <= day],
        records={kind: [one for one in some if come(kind, one)] for kind, some in file.records.items()},
    )


def results_on(results: Sequence[HouseholdResult], file: WholeFile, day: date) -> list[HouseholdResult]:
    """What was known of the exits of *file*'s households on *day*."""
    here = {one.id for one in file.participants}
    found = []
    for one in results:
        if one.participant.id not in here:
            continue
        seen = tuple(some for some in one.evidence if some.review.as_of <= day)
        exit_now = exit_of(one.participant.class_at_entry, [some.poverty_class for some in seen])
        found.append(replace(one, exit=exit_now, evidence=seen))
    return found


@dataclass(slots=True)
class ByParticipant:
    """The follow-ups and handovers of a file by participant, each read once."""

    file: WholeFile
    follow_ups: dict[str, list[FollowUp]] = field(default_factory=lambda: defaultdict(list))
    handovers: dict[str, list[InputHandover]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for one in self.file.follow_ups:
            self.follow_ups[one.participant_id].append(one)
        for handover in self.file.handovers:
            self.handovers[handover.participant_id].append(handover)

    def herd(self, participant: Participant, month: str) -> Herd:
        """The participant's herd at the end of *month*."""
        return herd_of(self.handovers[participant.id], self.follow_ups[participant.id], month)

    def whole_herd(self, month: str) -> Herd:
        """All that took part in *month* together."""
        return all_herds([self.herd(one, month) for one in self.file.participants if one.took_part_in(month)])


def flows(some: ByParticipant, period: ReportPeriod) -> Flows:
    """The herd over the months of *period*, no further than the file's own day."""
    file = some.file
    last = min(period.months[-1], month_of(file.today))
    start = some.whole_herd(next_month(period.months[0], -1)).alive or 0
    noted = [one for one in file.follow_ups if period.months[0] <= one.month <= last]

    def summed(name: str) -> int:
        return sum(getattr(one, name) or 0 for one in noted)

    handed = sum(
        one.quantity for one in file.handovers
        if one.in_herd and period.months[0] <= month_of(one.handed_on) <= last
    )  # fmt: skip
    return Flows(
        start, handed, summed("born"), summed("bought"), summed("lost"), summed("sold"), summed("passed_on"),
        some.whole_herd(last).alive,
    )  # fmt: skip


def staying_on(file: WholeFile, day: date) -> list[Participant]:
    """The participants that take part on *day*."""
    return [one for one in file.participants if one.joined_on <= day and (one.left_on is None or one.left_on > day)]


def reported(file: WholeFile, period: ReportPeriod) -> list[Participant]:
    """The participants that took part at some time of *period*, in the file's order."""
    months = period.months
    return [
        one for one in file.participants
        if one.joined_on <= period.last and (one.left_on is None or month_of(one.left_on) >= months[0])
    ]  # fmt: skip


def noted_in(follow_ups: Iterable[FollowUp], period: ReportPeriod) -> list[FollowUp]:
    """The follow-ups of the months of *period*, oldest first."""
    months = set(period.months)
    return sorted((one for one in follow_ups if one.month in months), key=lambda one: (one.month, one.id))


def income_in(follow_ups: Iterable[FollowUp], deliveries: Iterable[Any], period: ReportPeriod) -> dict[str, int]:
    """Month of *period* → đồng that the model brought, sales counted as the model's results count them."""
    months = set(period.months)
    found = income_by_month(noted_in(follow_ups, period), [one for one in deliveries if month_of(one.on) in months])
    return {month: amount for month, amount in found.items() if month in months}


def visits_in(file: WholeFile, visited: Visited, period: ReportPeriod) -> dict[str, list[date]]:
    """Household id → the days within *period* on which it was visited as a participant, oldest first."""
    found = {}
    for one in reported(file, period):
        days = sorted(day for day in visited.get(one.household_id, ()) if period.holds(day) and day >= one.joined_on)
        if days:
            found[one.household_id] = days
    return found


def by_measure(records: Iterable[Repayment | PassOn]) -> dict[Measure, int]:
    """Sums by form and unit, money first."""
    found: dict[Measure, int] = {}
    for one in records:
        key, size = measure_of(one)
        found[key] = found.get(key, 0) + size
    return dict(sorted(found.items(), reverse=True))


def measured(sums: Mapping[Measure, int]) -> str:
    """``5.000.000 đồng, 1 con bê``."""
    return ", ".join(
        f"{format_number(size)} {'đồng' if form is RepaymentForm.MONEY else unit}"
        for (form, unit), size in sums.items()
    )


def totals(whole: WholeFile, visited: Visited, period: ReportPeriod) -> PeriodTotals:
    """Everything that is counted of *period*, from the file as it was known at its end."""
    file = known_on(whole, period.last)
    day = file.today
    some = ByParticipant(file)

    def within(kind: str) -> list[Any]:
        return [one for one in file.of(kind) if period.holds(one.on)]

    days = visits_in(file, visited, period)
    noted = noted_in(file.follow_ups, period)
    trainings, losses = within("training"), loss_sum(within("loss"))
    attended = {participant_id for one in trainings for participant_id in one.attended}
    findings = file.of("supervision_finding")
    last_noted = {one.participant_id: one for one in noted}
    staying = {one.id for one in staying_on(file, day)}
    return PeriodTotals(
        households=len(staying),
        joined=sum(period.holds(one.joined_on) for one in file.participants),
        left=sum(period.holds(one.left_on) for one in file.participants),
        visited=len(days),
        visits=sum(len(some) for some in days.values()),
        followed=len(last_noted),
        income=sum(income_in(file.follow_ups, file.of("delivery"), period).values()),
        paid=sum(one.amount for one in file.payments if period.holds(one.paid_on)),
        flows=flows(some, period),
        sick=sum(one.sick or 0 for one in last_noted.values() if one.participant_id in staying),
        trainings=len(trainings),
        taught=len(attended & {one.id for one in file.participants}),
        findings=sum(period.holds(one.on) for one in findings),
        findings_mended=sum(period.holds(one.mended_on) for one in findings),
        findings_open=sum(open_on(one, day) for one in findings),
        losses=losses.count,
        losses_worth=losses.worth,
        losses_compensated=losses.compensated,
        losses_open=sum(one.open for one in file.of("loss")),
        repaid=by_measure(one for one in given_back(file.of("repayment"), file.of("pass_on")) if period.holds(one.on)),
        passed=by_measure(within("pass_on")),
        commended=len(within("commendation")),
    )


def open_on(finding: Any, day: date) -> bool:
    """True if a supervision finding was not mended by *day*."""
    return bool(finding.demand) and (finding.mended_on is None or finding.mended_on > day)


def day_before(period: ReportPeriod) -> date:
    """The last day before *period*."""
    return period.first - timedelta(days=1)
