"""Early warning: which households of a model fall behind, and which that escaped poverty may slide back, and why.

Every limit and weight is a proposal of the program kept as data (:class:`Limits`); no law sets them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sinhke_desktop.domain.follow_up import FollowUp, Herd
from sinhke_desktop.domain.losses import Loss
from sinhke_desktop.domain.money import format_dong, format_number
from sinhke_desktop.domain.poverty import months_between
from sinhke_desktop.domain.typed_values import month_name, month_of, next_month
from sinhke_desktop.domain.vietnamese import name_sort_key
from sinhke_desktop.i18n import _


class WarningKind(StrEnum):
    """What a warning is about; the last three say that a household may slide back."""

    NOT_VISITED = "not-visited"
    HERD_SHRINKING = "herd-shrinking"
    SICK = "sick"
    INCOME_BEHIND = "income-behind"
    REPAYMENT_OVERDUE = "repayment-overdue"
    NO_TRAINING = "no-training"
    NOT_SIGNED = "not-signed"
    INCOME_FALLING = "income-falling"
    LOSS = "loss"
    NEAR_LINE = "near-line"


SLIDING_BACK = frozenset({WarningKind.INCOME_FALLING, WarningKind.LOSS, WarningKind.NEAR_LINE})


@dataclass(frozen=True, slots=True)
class Limits:
    """From when on something is worth a warning, and how much each kind weighs (1 to 5); ``marks`` are shown."""

    unvisited_months: int
    herd_months: int
    herd_drop_percent: int
    income_after_months: int
    income_behind_percent: int
    falling_months: int
    falling_percent: int
    training_after_months: int
    loss_months: int
    contract_soon_days: int
    weights: Mapping[WarningKind, int]
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """All that is known of one household of a model on a day; money in đồng.

    ``expected_income`` is what the model's figures bring one household by this month, None where they are not given.
    ``overdue`` says in words what it owes after its day. ``escaped_on`` is set for a newly escaped household,
    ``near_line`` says in words how near the poverty line it lives, if it does. ``taking_part`` is False for one that
    left the model.
    """

    participant_id: str
    household_id: str
    name: str
    hamlet: str
    joined_on: date
    unit: str = ""
    taking_part: bool = True
    signed: bool = True
    last_visit: date | None = None
    herd: Herd | None = None
    follow_ups: tuple[FollowUp, ...] = ()
    expected_income: int | None = None
    overdue: str = ""
    trainings: int = 0
    losses: tuple[Loss, ...] = ()
    escaped_on: date | None = None
    near_line: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason to look at a household, in words."""

    kind: WarningKind
    text: str
    weight: int

    @property
    def sliding_back(self) -> bool:
        """True if the household may fall into poverty again."""
        return self.kind in SLIDING_BACK


@dataclass(frozen=True, slots=True)
class EarlyWarning:
    """A household with its reasons, heaviest first."""

    participant_id: str
    household_id: str
    name: str
    hamlet: str
    reasons: tuple[Reason, ...]

    @property
    def weight(self) -> int:
        """All weights together."""
        return sum(one.weight for one in self.reasons)

    @property
    def sliding_back(self) -> bool:
        """True if some reason says that it may slide back."""
        return any(one.sliding_back for one in self.reasons)


def early_warnings(seen: Sequence[Seen], limits: Limits, today: date) -> list[EarlyWarning]:
    """The households with a reason, heaviest first, then by given name."""
    found = []
    for one in seen:
        texts = _reasons(one, limits, today)
        reasons = [Reason(kind, text, limits.weights.get(kind, 1)) for kind, text in texts.items() if text]
        if reasons:
            reasons.sort(key=lambda reason: -reason.weight)
            found.append(EarlyWarning(one.participant_id, one.household_id, one.name, one.hamlet, tuple(reasons)))
    return sorted(found, key=lambda one: (-one.weight, name_sort_key(one.name), one.participant_id))


def _reasons(one: Seen, limits: Limits, today: date) -> dict[WarningKind, str]:
    found: dict[WarningKind, str] = {}
    if one.taking_part:
        found[WarningKind.NOT_VISITED] = _unvisited(one, limits, today)
        found[WarningKind.HERD_SHRINKING] = _shrinking(one, limits, month_of(today))
        found[WarningKind.SICK] = _sick(one)
        found[WarningKind.INCOME_BEHIND] = _behind(one, limits, today)
        found[WarningKind.NO_TRAINING] = _untrained(one, limits, today)
        found[WarningKind.NOT_SIGNED] = "" if one.signed else _("The commitment is not signed.")
    if one.overdue:
        text = _("Repayment overdue: {what}.")
        found[WarningKind.REPAYMENT_OVERDUE] = text.format(what=one.overdue)
    if one.escaped_on is not None:
        found[WarningKind.INCOME_FALLING] = _falling(one, limits, month_of(today))
        found[WarningKind.LOSS] = _lost(one, limits, today)
        found[WarningKind.NEAR_LINE] = one.near_line
    return found


def _unvisited(one: Seen, limits: Limits, today: date) -> str:
    since = one.last_visit or one.joined_on
    if months_between(since, today) < limits.unvisited_months:
        return ""
    if one.last_visit is None:
        return _("Never visited since it joined on {day:%d/%m/%Y}.").format(day=one.joined_on)
    return _("Last visited on {day:%d/%m/%Y}.").format(day=one.last_visit)


@dataclass(frozen=True, slots=True)
class Shrinking:
    """What was there at the beginning, in ``month`` (empty: at the handover), and what is left of it."""

    month: str
    before: int
    kept: int


def shrinking(follow_ups: Sequence[FollowUp], handed: int, since: str) -> Shrinking | None:
    """What became of the herd (or area) since month *since*; None without a count or with nothing to compare.

    What was sold or passed on in between is kept. Before is the last count up to *since*, else what was handed over.
    """
    noted = sorted((one for one in follow_ups if not one.removed), key=lambda one: one.month)
    counted = [one for one in noted if one.alive is not None]
    if not counted:
        return None
    now = counted[-1]
    first = next((one for one in reversed(counted) if one.month <= since), None)
    month, before = (first.month, first.alive or 0) if first is not None else ("", handed)
    if not before or month == now.month:
        return None
    gone = sum((one.sold or 0) + (one.passed_on or 0) for one in noted if month < one.month <= now.month)
    return Shrinking(month, before, (now.alive or 0) + gone)


def _shrinking(one: Seen, limits: Limits, month: str) -> str:
    handed = one.herd.handed if one.herd is not None else 0
    found = shrinking(one.follow_ups, handed, next_month(month, -limits.herd_months))
    if found is None or (found.before - found.kept) * 100 < limits.herd_drop_percent * found.before:
        return ""
    facts = {"before": format_number(found.before), "kept": format_number(found.kept), "unit": one.unit}
    if found.month:
        text = _("From {before} {unit} in month {month} only {kept} are left, with those sold and passed on.")
        return text.format(month=month_name(found.month), **facts)
    text = _("Of {before} {unit} handed over only {kept} are left, with those sold and passed on.")
    return text.format(**facts)


def _sick(one: Seen) -> str:
    noted = sorted((noted for noted in one.follow_ups if not noted.removed), key=lambda noted: noted.month)
    if not noted or not noted[-1].sick:
        return ""
    last = noted[-1]
    text = _("{sick} {unit} sick or attacked by pests in month {month}.")
    return text.format(sick=format_number(last.sick or 0), unit=one.unit, month=month_name(last.month))


def earned(follow_ups: Sequence[FollowUp], first: str = "", last: str = "9999-12") -> int:
    """The income noted from month *first* to month *last*, in đồng."""
    return sum(one.income or 0 for one in follow_ups if not one.removed and first <= one.month <= last)


def expected_by(incomes: Sequence[int], month_number: int) -> int:
    """What *incomes* of a cycle's months (from month 0) bring by the end of month *month_number*, cycle after cycle."""
    cycle = len(incomes) - 1
    if cycle < 1:
        return 0
    whole, rest = divmod(max(month_number, 0), cycle)
    return whole * sum(incomes) + sum(incomes[: rest + 1])


def _behind(one: Seen, limits: Limits, today: date) -> str:
    if not one.expected_income or months_between(one.joined_on, today) < limits.income_after_months:
        return ""
    has = earned(one.follow_ups)
    if has * 100 >= limits.income_behind_percent * one.expected_income:
        return ""
    text = _("The model brought {earned} đ so far; {expected} đ were expected by this month.")
    return text.format(earned=format_dong(has), expected=format_dong(one.expected_income))


def _untrained(one: Seen, limits: Limits, today: date) -> str:
    if one.trainings or months_between(one.joined_on, today) < limits.training_after_months:
        return ""
    return _("Took part in no training or technical visit yet.")


def _falling(one: Seen, limits: Limits, month: str) -> str:
    middle, first = next_month(month, -limits.falling_months), next_month(month, -2 * limits.falling_months)
    before, now = earned(one.follow_ups, next_month(first), middle), earned(one.follow_ups, next_month(middle), month)
    if not before or now * 100 >= limits.falling_percent * before:
        return ""
    text = _("Newly escaped, and its income fell: {now} đ in the last {count} months, {before} đ in those before.")
    return text.format(now=format_dong(now), before=format_dong(before), count=limits.falling_months)


def _lost(one: Seen, limits: Limits, today: date) -> str:
    recent = [
        loss for loss in one.losses if not loss.removed and months_between(loss.on, today) < limits.loss_months
    ]  # fmt: skip
    if not recent:
        return ""
    last = max(recent, key=lambda loss: (loss.on, loss.id))
    text = _("Newly escaped, and it suffered a loss on {day:%d/%m/%Y}: {what}.")
    return text.format(day=last.on, what=last.what)
