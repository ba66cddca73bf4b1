"""Poverty rule sets as data, and the class of a review with its explanation.

Sources: decree 07/2021/NĐ-CP Điều 3 and circular TT 07/2021 (points 140/175, 30), decree 351/2025/NĐ-CP (validity to
31/12/2026, the norm of 2027). What could not be verified carries a mark in the rule file and in every explanation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sinhke_desktop.domain.commune import Area
from sinhke_desktop.domain.review import INDICATORS, PovertyClass, Review
from sinhke_desktop.i18n import _

NEWLY_ESCAPED_MONTHS = 36


@dataclass(frozen=True, slots=True)
class AreaLine:
    """The income line of one kind of area: đồng a person a month, and the points A (B1) that stand for it, if known."""

    income: int
    points: int | None


@dataclass(frozen=True, slots=True)
class RuleSet:
    """One poverty standard: from when to when, lines by area, how many indicators make a household poor."""

    id: str
    name: str
    legal_source: str
    valid_from: date
    valid_to: date
    lines: dict[Area, AreaLine]
    poor_indicators: int
    points_per_indicator: int
    indicators: tuple[str, ...]
    unverified: tuple[str, ...] = field(default_factory=tuple)

    def holds_on(self, day: date) -> bool:
        """True on every day from ``valid_from`` to ``valid_to``, both included."""
        return self.valid_from <= day <= self.valid_to


@dataclass(frozen=True, slots=True)
class Standing:
    """A class with its reasons: ``explanation`` in words a villager understands, ``marks`` of what is unverified."""

    poverty_class: PovertyClass
    explanation: str
    rule_set: str = ""
    legal_source: str = ""
    marks: tuple[str, ...] = ()


def rule_set_for(rule_sets: Sequence[RuleSet], day: date) -> RuleSet | None:
    """The rule set in force on *day*, or None."""
    return next((rules for rules in rule_sets if rules.holds_on(day)), None)


def money(amount: int) -> str:
    """``1.500.000 đ``."""
    return f"{amount:,}".replace(",", ".") + " đ"


def class_of(review: Review, area: Area, rules: RuleSet | None) -> PovertyClass:
    """The class alone: A over the line is none, else poor from ``poor_indicators`` deprivations on, else near-poor."""
    line = rules.lines.get(area) if rules else None
    if rules is None or line is None or line.points is None or review.income_points is None:
        return PovertyClass.UNKNOWN
    if review.income_points > line.points:
        return PovertyClass.NONE
    return PovertyClass.POOR if len(review.deprived) >= rules.poor_indicators else PovertyClass.NEAR_POOR


def judge(review: Review, area: Area, rules: RuleSet | None) -> Standing:
    """The class of *review* with its explanation; UNKNOWN names what is missing. Source: ``rules.legal_source``."""
    poverty_class = class_of(review, area, rules)
    if rules is None:
        return Standing(
            poverty_class, _("No poverty standard of this program covers {day:%d/%m/%Y}.").format(day=review.as_of)
        )
    line = rules.lines.get(area)
    marks = rules.unverified
    if review.income_points is None:
        text = _("The income points (A) are missing, so the class cannot be computed yet.")
    elif line is None or line.points is None:
        text = _("The points that stand for the income line of {name} are not published yet.").format(name=rules.name)
    else:
        count = len(review.deprived)
        facts = {
            "points": review.income_points, "limit": line.points, "income": money(line.income),
            "count": count, "needed": rules.poor_indicators,
        }  # fmt: skip
        if poverty_class is PovertyClass.NONE:
            text = _("Estimated income above {income} a person a month ({points} > {limit} points).").format(**facts)
        elif poverty_class is PovertyClass.POOR:
            text = _(
                "Estimated income at most {income} a person a month ({points} ≤ {limit} points) "
                "and {count} indicators lacking, {needed} or more."
            ).format(**facts)
        else:
            text = _(
                "Estimated income at most {income} a person a month ({points} ≤ {limit} points) "
                "and {count} indicators lacking, fewer than {needed}."
            ).format(**facts)
    return Standing(poverty_class, text, rules.id, rules.legal_source, marks)


def doubts(review: Review, area: Area, rules: RuleSet | None) -> list[str]:
    """Contradictions of one review in plain words: B against ticks, the stated class against the computed one."""
    found = []
    per_indicator = rules.points_per_indicator if rules else 10
    ticked = len(review.deprived) * per_indicator
    if review.deprivation_points is not None and review.deprivation_points != ticked:
        found.append(
            _("Points B are {points}, but {count} ticked indicators make {ticked}.").format(
                points=review.deprivation_points, count=len(review.deprived), ticked=ticked
            )
        )
    computed = class_of(review, area, rules)
    if review.declared_class and computed is not PovertyClass.UNKNOWN and review.declared_class != computed:
        found.append(_("The class on the list is not the one that the points give."))
    unknown = review.deprived - set(INDICATORS)
    if unknown:
        found.append(_("Unknown indicators: {names}.").format(names=", ".join(sorted(unknown))))
    return found


def months_between(earlier: date, later: date) -> int:
    """Full months from *earlier* to *later*."""
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    return months - 1 if later.day < earlier.day else months


def current_class(reviews: Sequence[tuple[Review, PovertyClass]], today: date) -> PovertyClass:
    """The class today from a household's reviews, oldest first, each with its class.

    Newly escaped: the last review says none, an earlier one said poor or near-poor, and fewer than 36 full months
    have passed since the first review that said none (QĐ 28/2015/QĐ-TTg; the start of the count is a convention).
    """
    if not reviews:
        return PovertyClass.UNKNOWN
    last = reviews[-1][1]
    if last is not PovertyClass.NONE:
        return last
    escaped: Review | None = None
    for review, poverty_class in reversed(reviews):
        if poverty_class in (PovertyClass.POOR, PovertyClass.NEAR_POOR):
            if escaped and months_between(escaped.as_of, today) < NEWLY_ESCAPED_MONTHS:
                return PovertyClass.NEWLY_ESCAPED
            return PovertyClass.NONE
        escaped = review
    return PovertyClass.NONE
