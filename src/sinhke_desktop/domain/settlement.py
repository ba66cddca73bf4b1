"""What became of each source's money, year by year, and the rules by which no đồng counts twice.

For every budget line and budget year: carried in + allotted = settled + carried over + returned + left. Whole đồng
throughout. The shape follows what reports state (domain.md 3.2, 3.3); the forms of circular 55/2023/TT-BTC were not
seen.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace

from sinhke_desktop.domain.budget_entries import BudgetEntry, EntryKind
from sinhke_desktop.domain.funding import BudgetLine, InputHandover, Payment
from sinhke_desktop.domain.money import format_dong
from sinhke_desktop.domain.vietnamese import fold
from sinhke_desktop.errors import Problem
from sinhke_desktop.i18n import _

NO_YEAR = 0


@dataclass(frozen=True, slots=True)
class Sums:
    """Đồng planned, carried in from the year before, allotted, paid, settled, carried over, returned."""

    planned: int = 0
    carried_in: int = 0
    allotted: int = 0
    paid: int = 0
    settled: int = 0
    carried_over: int = 0
    returned: int = 0

    @property
    def available(self) -> int:
        """What could be spent: carried in and allotted."""
        return self.carried_in + self.allotted

    @property
    def out(self) -> int:
        """What is accounted for: settled, carried over, returned."""
        return self.settled + self.carried_over + self.returned

    @property
    def left(self) -> int:
        """Available and not accounted for yet."""
        return self.available - self.out


@dataclass(frozen=True, slots=True)
class YearMoney:
    """One budget line in one budget year; :data:`NO_YEAR` where neither the line nor anything of it names a year."""

    line: BudgetLine
    year: int
    sums: Sums


def add_up(some: Iterable[Sums]) -> Sums:
    """The sums of one year over several lines. Over several years use :func:`whole_line`, which does not count what
    was carried over twice.
    """
    total = Sums()
    for one in some:
        total = Sums(*(getattr(total, name) + getattr(one, name) for name in _NAMES))
    return total


_NAMES = tuple(one.name for one in fields(Sums))
_ENTRY_SUMS = {
    EntryKind.ALLOTTED: "allotted",
    EntryKind.SETTLED: "settled",
    EntryKind.CARRIED_OVER: "carried_over",
    EntryKind.RETURNED: "returned",
}


def by_year(
    lines: Sequence[BudgetLine], entries: Sequence[BudgetEntry], payments: Sequence[Payment]
) -> tuple[YearMoney, ...]:
    """Every line in every year in which something is known of it, by line (in their order) and year.

    A payment belongs to the year of its day, an entry to the budget year that it states, what is carried over also to
    the year after. The plan of a line without a year belongs to the first year of the others.
    """
    found = []
    for line in (one for one in lines if not one.removed):
        sums: dict[int, Sums] = {}

        def put(year: int, name: str, amount: int, sums: dict[int, Sums] = sums) -> None:
            now = sums.get(year, Sums())
            sums[year] = replace(now, **{name: getattr(now, name) + amount})

        for entry in entries:
            if entry.budget_line_id == line.id and not entry.removed:
                put(entry.year, _ENTRY_SUMS[entry.kind], entry.amount)
                if entry.kind is EntryKind.CARRIED_OVER:
                    put(entry.year + 1, "carried_in", entry.amount)
        for payment in payments:
            if payment.budget_line_id == line.id and not payment.removed:
                put(payment.paid_on.year, "paid", payment.amount)
        put(line.year or min(sums, default=NO_YEAR), "planned", line.planned)
        found += [YearMoney(line, year, sums[year]) for year in sorted(sums)]
    return tuple(found)


def whole_line(rows: Iterable[YearMoney]) -> Sums:
    """The sums of lines over all their years: what went from one year into the next is inside, so that
    ``carried_in`` and ``carried_over`` are both zero and ``left`` is allotted less settled and returned.
    """
    total = add_up(row.sums for row in rows)
    return replace(total, carried_in=0, carried_over=total.carried_over - total.carried_in)


def carried(rows: Iterable[YearMoney]) -> int:
    """Đồng that were carried from a year into the next, each time counted."""
    return sum(row.sums.carried_over for row in rows)


def line_problems(
    line: BudgetLine, entries: Sequence[BudgetEntry], payments: Sequence[Payment], *, own: bool
) -> list[Problem]:
    """What contradicts itself in one line's money: MH-41 more settled than paid, MH-42 more settled, carried over and
    returned in a year than was there.

    *own* lines are the households' own contribution, which nobody allots; MH-42 does not ask of them.
    """
    rows = by_year([line], entries, payments)
    total = add_up(row.sums for row in rows)
    found = []
    if total.settled > total.paid:
        text = _("{settled} đ would be settled, but only {paid} đ were paid from this line.")
        facts = {"settled": format_dong(total.settled), "paid": format_dong(total.paid)}
        found.append(Problem("amount", text.format(**facts), "MH-41"))
    for row in rows:
        if not own and row.sums.out > row.sums.available:
            text = _(
                "{out} đ would be settled, carried over or returned in {year}, but only {available} đ were allotted or "
                "carried in. Note the allotment first."
            )
            facts = {"out": format_dong(row.sums.out), "available": format_dong(row.sums.available)}
            found.append(Problem("amount", text.format(year=row.year, **facts), "MH-42"))
    return found


def line_warnings(
    lines: Sequence[BudgetLine],
    rows: Sequence[YearMoney],
    handovers: Sequence[InputHandover],
    name: Callable[[BudgetLine], str],
    own: Collection[str],
) -> list[str]:
    """A sentence for each line of which more was paid than planned or allotted, more allotted than planned, or for
    more handed over than planned; *name* names a line, *own* are codes of the households' own contribution.
    """
    found = []
    for line in lines:
        total = add_up(row.sums for row in rows if row.line.id == line.id)
        handed = handed_from(line.id, handovers)
        facts = {
            "name": name(line), "paid": format_dong(total.paid), "planned": format_dong(line.planned),
            "allotted": format_dong(total.allotted), "handed": format_dong(handed),
        }  # fmt: skip
        if total.paid > line.planned:
            found.append(_("{name}: paid {paid} đ, more than the {planned} đ planned.").format(**facts))
        if total.allotted and total.paid > total.allotted and line.source_code not in own:
            found.append(_("{name}: paid {paid} đ, more than the {allotted} đ allotted.").format(**facts))
        if total.allotted > line.planned:
            found.append(_("{name}: allotted {allotted} đ, more than the {planned} đ planned.").format(**facts))
        if handed > line.planned:
            found.append(
                _("{name}: inputs for {handed} đ were handed over, more than the {planned} đ planned.").format(**facts)
            )
    return found


def handed_from(line_id: str, handovers: Sequence[InputHandover]) -> int:
    """Đồng of what was handed over and is paid from the line."""
    return sum(one.amount for one in handovers if one.budget_line_id == line_id and not one.removed)


def twin_of(payment: Payment, others: Sequence[Payment]) -> Payment | None:
    """Another payment of the same paper, sum and day, which may be the same one counted twice, or None.

    Two that name different households, or different payees without a household, are not the same: one list pays many.
    Without a number of the paper nothing can be said; see :func:`unproved_twins`.
    """
    if not payment.paper:
        return None
    return next((one for one in others if one.id != payment.id and _alike(one, payment)), None)


def _alike(one: Payment, other: Payment) -> bool:
    same = (one.paid_on, one.amount, fold(one.paper)) == (other.paid_on, other.amount, fold(other.paper))
    households = {one.participant_id, other.participant_id} - {""}
    payees = {fold(one.payee), fold(other.payee)} - {""}
    apart = len(households) > 1 or (not households and len(payees) > 1)
    return same and not apart and not one.removed and not other.removed


def unproved_twins(payments: Sequence[Payment]) -> list[Payment]:
    """The later one of each two payments without a paper that are of one line, sum and day: to be looked at."""
    bare = [one for one in payments if not one.paper]
    return [
        other
        for place, other in enumerate(bare)
        if any(one.budget_line_id == other.budget_line_id and _alike(one, other) for one in bare[:place])
    ]


def beyond_handover(
    payment: Payment, payments: Sequence[Payment], handovers: Sequence[InputHandover]
) -> tuple[int, int] | None:
    """(paid, handed) where *payment* with all others that cite the same handover minutes comes to more than what was
    handed over by them, else None. Payments for one household are held against what that household got.
    """
    paper = fold(payment.paper)
    cited = [one for one in handovers if paper and fold(one.minutes_number) == paper and not one.removed]
    if not cited:
        return None
    with_it = [one for one in payments if fold(one.paper) == paper and one.id != payment.id and not one.removed]
    paid = payment.amount + sum(one.amount for one in with_it)
    handed = sum(one.amount for one in cited)
    if paid > handed:
        return paid, handed
    mine = payment.participant_id
    paid_for = payment.amount + sum(one.amount for one in with_it if one.participant_id == mine)
    got = sum(one.amount for one in cited if one.participant_id == mine)
    return (paid_for, got) if mine and paid_for > got else None


@dataclass(frozen=True, slots=True)
class HouseholdMoney:
    """One participant: đồng paid for it, worth of what it was handed, and its own contribution."""

    participant_id: str
    paid: int
    handed: int
    own: int

    @property
    def difference(self) -> int:
        """Paid beyond what was handed over; below zero for goods that are not paid yet."""
        return self.paid - self.handed


def by_household(
    participant_ids: Sequence[str],
    lines: Mapping[str, BudgetLine],
    payments: Sequence[Payment],
    handovers: Sequence[InputHandover],
    own: Collection[str],
) -> tuple[HouseholdMoney, ...]:
    """The participants in their order; payments that name no household are in none of them."""
    paid: dict[str, int] = dict.fromkeys(participant_ids, 0)
    mine, handed = dict(paid), dict(paid)
    for payment in payments:
        line = lines.get(payment.budget_line_id)
        if payment.participant_id in paid and line is not None and not payment.removed:
            into = mine if line.source_code in own else paid
            into[payment.participant_id] += payment.amount
    for handover in handovers:
        if handover.participant_id in handed and not handover.removed:
            handed[handover.participant_id] += handover.amount
    return tuple(HouseholdMoney(one, paid[one], handed[one], mine[one]) for one in participant_ids)


def household_warnings(found: Sequence[HouseholdMoney], names: Mapping[str, str]) -> list[str]:
    """A sentence for each household for which more was paid than it was handed, where it was handed anything."""
    text = _("{name}: {paid} đ were paid for it, but it was handed {handed} đ worth.")
    return [
        text.format(name=names.get(one.participant_id, "–"), paid=format_dong(one.paid), handed=format_dong(one.handed))
        for one in found
        if one.handed and one.difference > 0
    ]
