"""A household's revolving repayment over time: instalments that add up, what was given back for each, what is late."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from sinhke_desktop.domain.follow_up import FollowUp
from sinhke_desktop.domain.money import format_dong, format_number
from sinhke_desktop.domain.revolving import (
    Measure,
    PassOn,
    Repayment,
    RepaymentDue,
    RepaymentForm,
    due_of_support,
    measure_of,
)
from sinhke_desktop.domain.typed_values import (
    Typed,
    judged_day,
    judged_number,
    last_day,
    month_of,
    next_month,
    typed_lines,
    typed_text,
)
from sinhke_desktop.domain.vietnamese import fold
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.i18n import _

REST = "Quỹ còn lại khi kết thúc: "
"""What the line of the agreement begins with that says what becomes of the fund at the end."""
MOST_INSTALMENTS = 60
MOST_MONTHS = 60
ROUND = 1_000
"""Instalments of money are whole thousands of đồng, but the last one."""


def with_rest(rules: str, rest: str) -> str:
    """The agreement's lines *rules* with *rest*, what becomes of the fund at the end, as the last one."""
    kept = [line for line in typed_lines(rules).splitlines() if not line.startswith(REST)]
    said = typed_text(rest)
    return "\n".join([*kept, REST + said] if said else kept)


def rest_of(rules: str) -> tuple[str, str]:
    """The lines of an agreement without the one on the end of the fund, and that one's words."""
    rest = [line.removeprefix(REST) for line in rules.splitlines() if line.startswith(REST)]
    return with_rest(rules, ""), " ".join(rest)


@dataclass(frozen=True, slots=True)
class ScheduleInput:
    """A schedule as typed: *count* instalments from *first_on* every *every_months* months.

    In money it divides the share of each household's support; in kind each household gives ``quantity`` of ``unit``
    in all.
    """

    form: str = RepaymentForm.MONEY.value
    first_on: Typed = ""
    count: Typed = "1"
    every_months: Typed = ""
    quantity: Typed = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Schedule:
    """A schedule that was judged: the days of its instalments, and in kind how much each household gives in all."""

    form: RepaymentForm
    days: tuple[date, ...]
    quantity: int = 0
    unit: str = ""


def judge_schedule(typed: ScheduleInput) -> Schedule:
    """The schedule, or :class:`InvalidInput` (MH-02 form and unit, MH-03 numbers, MH-04 day)."""
    problems: list[Problem] = []
    if typed.form not in tuple(RepaymentForm):
        problems.append(Problem("form", _("Choose money or goods."), "MH-02"))
    first = judged_day(typed.first_on, "first_on", problems, required=True)
    count = judged_number(typed.count, "count", problems, least=1, most=MOST_INSTALMENTS, required=True)
    several = count is not None and count > 1
    every = judged_number(typed.every_months, "every_months", problems, least=1, most=MOST_MONTHS, required=several)
    quantity, unit = 0, typed_text(typed.unit)
    if typed.form == RepaymentForm.KIND:
        goods = judged_number(typed.quantity, "quantity", problems, least=count or 1, most=10**7, required=True)
        quantity = goods or 0
        if not unit:
            problems.append(Problem("unit", _("Say in which unit it is counted."), "MH-02"))
    if problems or first is None or count is None:
        raise InvalidInput(problems)
    return Schedule(RepaymentForm(typed.form), instalment_days(first, count, every or 1), quantity, unit)


def instalment_days(first: date, count: int, every_months: int) -> tuple[date, ...]:
    """*count* days from *first*, *every_months* months apart; a month without that day takes its last one."""
    days = []
    for number in range(count):
        month = next_month(month_of(first), number * every_months)
        days.append(date(int(month[:4]), int(month[5:7]), min(first.day, last_day(month).day)))
    return tuple(days)


def divided(whole: int, parts: int, step: int = 1) -> list[int]:
    """*whole* in *parts* that add up to it exactly: equal multiples of *step*, and the rest in the last one.

    Where that would leave a part empty, parts differ by one at most.
    """
    each = whole // parts // step * step
    if each:
        return [each] * (parts - 1) + [whole - each * (parts - 1)]
    small, more = divmod(whole, parts)
    return [small + (number < more) for number in range(parts)]


def instalments(schedule: Schedule, support: int, percent: int) -> list[tuple[date, int, str]]:
    """(day, đồng or quantity, basis in words) of one household, which add up to what it gives back in all.

    In money that is *percent* of its *support* đồng, rounded up. Instalments of nothing are left out.
    """
    if schedule.form is RepaymentForm.MONEY:
        parts = divided(due_of_support(support, percent), len(schedule.days), ROUND)
        basis = f"{percent}% của {format_dong(support)} đ hỗ trợ"
    else:
        parts = divided(schedule.quantity, len(schedule.days))
        basis = f"Thỏa thuận trả {format_number(schedule.quantity)} {schedule.unit}"
    return [(day, size, basis) for day, size in zip(schedule.days, parts, strict=True) if size]


@dataclass(frozen=True, slots=True)
class Instalment:
    """One instalment with what was given back for it; sizes in đồng or in the instalment's unit."""

    due: RepaymentDue
    size: int
    given: int

    @property
    def left(self) -> int:
        """What is still owed of it."""
        return self.size - self.given

    def overdue(self, today: date) -> bool:
        """True if something of it is owed after its day."""
        return self.left > 0 and self.due.due_on < today


@dataclass(frozen=True, slots=True)
class Ledger:
    """A household's instalments, oldest first, and ``beyond``: what it gave back beyond them, by measure."""

    instalments: tuple[Instalment, ...]
    beyond: Mapping[Measure, int]

    def owed(self) -> dict[Measure, int]:
        """What it still owes, now or later, by measure; measures of which nothing is owed are left out."""
        return self._sums(self.instalments)

    def late(self, today: date) -> dict[Measure, int]:
        """What it owes after its day, by measure."""
        return self._sums([one for one in self.instalments if one.overdue(today)])

    def _sums(self, some: Sequence[Instalment]) -> dict[Measure, int]:
        found: dict[Measure, int] = {}
        for one in some:
            if one.left:
                key = measure_of(one.due)[0]
                found[key] = found.get(key, 0) + one.left
        return found


def ledger(dues: Sequence[RepaymentDue], given: Sequence[Repayment]) -> Ledger:
    """One household's ledger: what was given for an instalment goes to it, the rest to the oldest ones still open.

    Money never pays for goods, nor goods of one unit for those of another.
    """
    live = sorted((one for one in dues if not one.removed), key=lambda one: (one.due_on, one.id))
    paid = {one.id: 0 for one in live}
    size = {one.id: measure_of(one)[1] for one in live}
    measure = {one.id: measure_of(one)[0] for one in live}
    pool: dict[Measure, int] = {}
    for back in (one for one in given if not one.removed):
        key, amount = measure_of(back)
        if measure.get(back.due_id) == key:
            taken = min(amount, size[back.due_id] - paid[back.due_id])
            paid[back.due_id] += taken
            amount -= taken
        pool[key] = pool.get(key, 0) + amount
    for due in live:
        key = measure[due.id]
        taken = min(pool.get(key, 0), size[due.id] - paid[due.id])
        paid[due.id] += taken
        if taken:
            pool[key] -= taken
    found = tuple(Instalment(one, size[one.id], paid[one.id]) for one in live)
    return Ledger(found, {key: left for key, left in pool.items() if left})


def lowest_balances(came: Sequence[Repayment], went: Sequence[PassOn]) -> dict[Measure, int]:
    """The least that the fund held at the end of any day, by measure; below nothing: more went out than was there.

    What went straight from a household to the next one never was in the fund.
    """
    steps: dict[Measure, dict[date, int]] = {}
    moves: tuple[Repayment | PassOn, ...] = (*came, *went)
    for one in moves:
        if one.removed or (isinstance(one, PassOn) and one.from_participant_id):
            continue
        key, size = measure_of(one)
        days = steps.setdefault(key, {})
        days[one.on] = days.get(one.on, 0) + (-size if isinstance(one, PassOn) else size)
    return {key: min(accumulate(days[day] for day in sorted(days))) for key, days in steps.items()}


def in_words(sums: Mapping[Measure, int]) -> str:
    """``5.000.000 đ, 2 con``; empty where there is nothing."""
    money_first = sorted(sums, reverse=True)
    return ", ".join(f"{format_number(sums[key])} {key[1]}".strip() for key in money_first)


def months_without(given: Sequence[Repayment], noted: Sequence[FollowUp], unit: str) -> list[tuple[str, int, int]]:
    """(month, given back in kind, passed on by the month's follow-up) of one household, where the two differ.

    Only goods counted in *unit*, the model's, are in its herd.
    """
    wanted = fold(unit)
    gone: dict[str, int] = {}
    for one in given:
        if not one.removed and one.form is RepaymentForm.KIND and fold(one.unit) == wanted:
            gone[month_of(one.on)] = gone.get(month_of(one.on), 0) + (one.quantity or 0)
    said = {one.month: one.passed_on for one in noted if not one.removed and one.passed_on}
    return [
        (month, gone.get(month, 0), said.get(month) or 0)
        for month in sorted(gone.keys() | said.keys())
        if gone.get(month, 0) != (said.get(month) or 0)
    ]
