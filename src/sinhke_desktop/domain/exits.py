"""What became of each household of a model: its income before, now and hoped for, and whether it left poverty.

A household leaves poverty by its reviews, never by the officer's word: the results after it joined are the evidence,
told apart by preliminary and official. Official tables count a poor household that became near-poor as one that left
poverty (hộ thoát nghèo, domain.md 1.6), and a near-poor one above the line as one that left near-poverty.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sinhke_desktop.domain.follow_up import FollowUp
from sinhke_desktop.domain.market import Delivery
from sinhke_desktop.domain.participant import Participant
from sinhke_desktop.domain.review import PovertyClass, ResultStatus, Review
from sinhke_desktop.domain.typed_values import month_of


class Exit(StrEnum):
    """Where a household stands by its last review after it joined."""

    ESCAPED = "escaped"
    NEAR_POOR = "near-poor"
    KEPT = "kept"
    STAYED = "stayed"
    SLID_BACK = "slid-back"
    NOT_REVIEWED = "not-reviewed"
    UNKNOWN = "unknown"


EXIT_NAMES = {
    Exit.ESCAPED: "Thoát nghèo, thoát cận nghèo",
    Exit.NEAR_POOR: "Thoát nghèo, còn cận nghèo",
    Exit.KEPT: "Không tái nghèo",
    Exit.STAYED: "Chưa thoát",
    Exit.SLID_BACK: "Tái nghèo, tái cận nghèo",
    Exit.NOT_REVIEWED: "Chưa rà soát",
    Exit.UNKNOWN: "Chưa đủ dữ liệu",
}
OUT = frozenset({Exit.ESCAPED, Exit.NEAR_POOR, Exit.KEPT})
"""What counts as out of poverty."""
_RANK = {PovertyClass.POOR: 0, PovertyClass.NEAR_POOR: 1, PovertyClass.NEWLY_ESCAPED: 2, PovertyClass.NONE: 2}


@dataclass(frozen=True, slots=True)
class Evidence:
    """A review after the household joined: what it found and why, in words; ``final`` after the model's acceptance."""

    review: Review
    poverty_class: PovertyClass
    explanation: str = ""
    final: bool = False

    @property
    def official(self) -> bool:
        """True for an official result."""
        return self.review.status is ResultStatus.OFFICIAL


def exit_of(at_entry: PovertyClass, after: Sequence[PovertyClass]) -> Exit:
    """What the classes *after* joining, oldest first, say of a household that joined as *at_entry*.

    It slid back where the last class is worse than the one at entry or any in between. Classes that are not known are
    passed over; a household whose class at entry is not known is judged from its first known class.
    """
    if not after:
        return Exit.NOT_REVIEWED
    known = [_RANK[one] for one in after if one in _RANK]
    if not known:
        return Exit.UNKNOWN
    last = known[-1]
    entry = _RANK.get(at_entry)
    if last < max(known if entry is None else [entry, *known]):
        return Exit.SLID_BACK
    if entry is None:
        return Exit.UNKNOWN
    if last > entry:
        return Exit.ESCAPED if last == _RANK[PovertyClass.NONE] else Exit.NEAR_POOR
    return Exit.KEPT if last == _RANK[PovertyClass.NONE] else Exit.STAYED


@dataclass(frozen=True, slots=True)
class ModelIncome:
    """What the model brought a household, in đồng, over how many months that something is known of."""

    total: int
    months: int

    @property
    def per_month(self) -> int | None:
        """The average of those months; None where nothing is known."""
        return self.total // self.months if self.months else None


def income_by_month(follow_ups: Sequence[FollowUp], deliveries: Sequence[Delivery]) -> dict[str, int]:
    """Month → what the model brought one household (or all of them, given theirs).

    A follow-up's income says what came in that month altogether, sales included; deliveries count only where no
    follow-up of the same household and month states an income, so that no sale is counted twice.
    """
    noted: dict[tuple[str, str], int] = {}
    for one in follow_ups:
        if not one.removed and one.income is not None:
            noted[one.participant_id, one.month] = one.income
    sold: dict[tuple[str, str], int] = {}
    for sale in deliveries:
        key = (sale.participant_id, month_of(sale.on))
        if not sale.removed and key not in noted:
            sold[key] = sold.get(key, 0) + sale.amount
    found: dict[str, int] = {}
    for (_who, month), amount in sorted([*noted.items(), *sold.items()], key=lambda pair: pair[0][1]):
        found[month] = found.get(month, 0) + amount
    return found


def model_income(
    participant: Participant, follow_ups: Sequence[FollowUp], deliveries: Sequence[Delivery]
) -> ModelIncome:
    """What the model brought one participant.

    The months are those with an income noted or a sale. Where only sales are known, every month from joining to the
    last sale counts, as the months between harvests bring nothing.
    """
    months = income_by_month(follow_ups, deliveries)
    if not months:
        return ModelIncome(0, 0)
    if any(one.income is not None for one in follow_ups):
        return ModelIncome(sum(months.values()), len(months))
    first, last = month_of(participant.joined_on), max(months)
    between = (int(last[:4]) - int(first[:4])) * 12 + int(last[5:7]) - int(first[5:7]) + 1
    return ModelIncome(sum(months.values()), max(between, len(months)))


@dataclass(frozen=True, slots=True)
class HouseholdResult:
    """One household's result: incomes in đồng a month, the exit with its evidence, oldest first."""

    participant: Participant
    name: str
    hamlet: str
    income: ModelIncome
    exit: Exit
    evidence: tuple[Evidence, ...] = ()

    @property
    def last(self) -> Evidence | None:
        """The evidence that decides."""
        return self.evidence[-1] if self.evidence else None

    @property
    def first(self) -> Evidence | None:
        """The first review after joining."""
        return self.evidence[0] if self.evidence else None

    @property
    def final(self) -> Evidence | None:
        """The first review after the model's acceptance."""
        return next((one for one in self.evidence if one.final), None)

    @property
    def income_now(self) -> int | None:
        """The household's income at the end where it was noted, else before the model and what the model brings."""
        if self.participant.income_at_end is not None:
            return self.participant.income_at_end
        before, more = self.participant.income_before, self.income.per_month
        return None if before is None or more is None else before + more

    @property
    def left(self) -> bool:
        """True for a household that left the model."""
        return self.participant.left_on is not None

    @property
    def out(self) -> bool:
        """True if it is out of poverty."""
        return self.exit in OUT


@dataclass(frozen=True, slots=True)
class Exits:
    """The households of a model that did not leave it: how many stand where."""

    households: int
    counts: dict[Exit, int]
    official: int
    preliminary: int
    left: int

    @property
    def out(self) -> int:
        """How many are out of poverty."""
        return sum(self.counts.get(one, 0) for one in OUT)

    @property
    def reviewed(self) -> int:
        """How many were reviewed since they joined."""
        return self.households - self.counts.get(Exit.NOT_REVIEWED, 0)


def exits(results: Sequence[HouseholdResult], today: date) -> Exits:
    """The sums over *results*; a household that left by *today* counts under ``left`` alone."""
    staying = [one for one in results if one.participant.left_on is None or one.participant.left_on > today]
    decided = [one.last for one in staying if one.last is not None]
    return Exits(
        households=len(staying),
        counts=dict(Counter(one.exit for one in staying)),
        official=sum(one.official for one in decided),
        preliminary=sum(not one.official for one in decided),
        left=len(results) - len(staying),
    )
