"""The class of a review by a rule set, with its explanation in short sentences.

Sources: decree 07/2021/NĐ-CP Điều 3 and circular TT 07/2021 (points 140/175, 30), decree 351/2025/NĐ-CP (validity to
31/12/2026, the norm of 2027). What could not be verified carries a mark in the rule file and in every explanation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sinhke_desktop.domain.commune import Area
from sinhke_desktop.domain.review import ALL_INDICATORS, PovertyClass, Review
from sinhke_desktop.domain.rule_set import AreaLine, RuleSet, rule_set_for
from sinhke_desktop.i18n import _

__all__ = [
    "AreaLine", "Income", "IncomeBasis", "RuleSet", "Standing", "class_of", "current_class", "doubts", "income_of",
    "judge", "lacking_and_income", "money", "months_between", "rule_set_for",
]  # fmt: skip

NEWLY_ESCAPED_MONTHS = 36


class IncomeBasis(StrEnum):
    """What told on which side of the line the income lies."""

    POINTS = "points"
    PER_HEAD = "per-head"
    EARLIER_POINTS = "earlier-points"
    MISSING = ""


@dataclass(frozen=True, slots=True)
class Income:
    """``within`` is True for an income at most the line, False above it, None where nothing tells."""

    within: bool | None
    basis: IncomeBasis


@dataclass(frozen=True, slots=True)
class Standing:
    """A class with its reasons: ``explanation`` in words a villager understands, ``marks`` of what is unverified.

    ``words`` is the class as this standard calls it, the average living standard included.
    """

    poverty_class: PovertyClass
    explanation: str
    rule_set: str = ""
    legal_source: str = ""
    marks: tuple[str, ...] = ()
    words: str = ""


def money(amount: int) -> str:
    """``1.500.000 đ``."""
    return f"{amount:,}".replace(",", ".") + " đ"


def income_of(review: Review, area: Area, rules: RuleSet, scored_by: RuleSet | None = None) -> Income:
    """On which side of the line of *rules* the income lies: by points A, without them by the income a person.

    *scored_by* is the standard whose point table the review was scored with, if that is another one: points at most
    its line stand for an income at most its line, so they tell also for a higher line that has no points yet.
    """
    line = rules.lines[area]
    own = scored_by is None or scored_by.id == rules.id
    if own and line.points is not None and review.income_points is not None:
        return Income(review.income_points <= line.points, IncomeBasis.POINTS)
    if review.income_per_head is not None:
        return Income(review.income_per_head <= line.income, IncomeBasis.PER_HEAD)
    if not own and scored_by is not None and review.income_points is not None:
        other = scored_by.lines[area]
        if other.points is not None:
            low = review.income_points <= other.points
            if low and other.income <= line.income:
                return Income(True, IncomeBasis.EARLIER_POINTS)
            if not low and other.income >= line.income:
                return Income(False, IncomeBasis.EARLIER_POINTS)
    return Income(None, IncomeBasis.MISSING)


def class_of(review: Review, area: Area, rules: RuleSet | None, scored_by: RuleSet | None = None) -> PovertyClass:
    """The class alone: income over the line is none, else poor from ``poor_indicators`` lacking on, else near-poor.

    Where the standard publishes no near-poor test, a household at most at the line with fewer lacking indicators is
    not poor, and whether near-poor is UNKNOWN.
    """
    if rules is None or area not in rules.lines:
        return PovertyClass.UNKNOWN
    within = income_of(review, area, rules, scored_by).within
    if within is None:
        return PovertyClass.UNKNOWN
    if not within:
        return PovertyClass.NONE
    if len(rules.counted(review.deprived)) >= rules.poor_indicators:
        return PovertyClass.POOR
    return PovertyClass.NEAR_POOR if rules.near_poor else PovertyClass.UNKNOWN


def lives_averagely(review: Review, area: Area, rules: RuleSet) -> bool:
    """True for an income a person over the line and at most the upper end of the average living standard."""
    line = rules.lines[area]
    if line.average is None or review.income_per_head is None:
        return False
    return income_of(review, area, rules).within is False and line.income < review.income_per_head <= line.average


def judge(review: Review, area: Area, rules: RuleSet | None, scored_by: RuleSet | None = None) -> Standing:
    """The class of *review* with its explanation; UNKNOWN names what is missing. Source: ``rules.legal_source``."""
    if rules is None:
        text = _("No poverty standard of this program covers {day:%d/%m/%Y}.").format(day=review.as_of)
        return Standing(PovertyClass.UNKNOWN, text)
    poverty_class = class_of(review, area, rules, scored_by)
    income = income_of(review, area, rules, scored_by)
    sentences = [lacking_and_income(review, area, rules, scored_by)]
    if income.within is not None:
        sentences.append(_conclusion(review, area, rules, poverty_class))
    averagely = poverty_class is PovertyClass.NONE and lives_averagely(review, area, rules)
    words = rules.class_words.get("average" if averagely else poverty_class.value, "")
    marks = (*rules.unverified, *_own_marks(rules, income))
    if ("average" if averagely else poverty_class.value) in rules.unverified_classes:
        marks = (*marks, _("The bounds of this class were not checked against the legal text."))
    return Standing(poverty_class, " ".join(sentences), rules.id, rules.legal_source, marks, words)


def lacking_and_income(review: Review, area: Area, rules: RuleSet, scored_by: RuleSet | None = None) -> str:
    """The facts of an explanation without its conclusion: the income against the line, what is lacking by name."""
    income = income_of(review, area, rules, scored_by)
    said = _income_sentence(review, rules.lines[area], income, rules, scored_by)
    return said if income.within is None else f"{said} {_lacking_sentence(review, rules)}"


def _income_sentence(review: Review, line: AreaLine, income: Income, rules: RuleSet, scored_by: RuleSet | None) -> str:
    facts = {
        "income": money(line.income), "points": review.income_points, "limit": line.points, "name": rules.name,
        "noted": money(review.income_per_head or 0), "other": scored_by.name if scored_by else "",
    }  # fmt: skip
    if income.basis is IncomeBasis.POINTS and income.within:
        text = _("Estimated income at most {income} a person a month ({points} points A, the line is {limit}).")
    elif income.basis is IncomeBasis.POINTS:
        text = _("Estimated income above {income} a person a month ({points} points A, the line is {limit}).")
    elif income.basis is IncomeBasis.PER_HEAD and income.within:
        text = _("Income noted {noted} a person a month, at most the line of {income}.")
    elif income.basis is IncomeBasis.PER_HEAD:
        text = _("Income noted {noted} a person a month, above the line of {income}.")
    elif income.basis is IncomeBasis.EARLIER_POINTS and income.within:
        text = _("{points} points A by {other} stand for an income within the line of {income} a person a month.")
    elif income.basis is IncomeBasis.EARLIER_POINTS:
        text = _("{points} points A by {other} stand for an income above the line of {income} a person a month.")
    elif line.points is None:
        text = _(
            "The points that stand for the income line of {name} are not published yet, and the income a person "
            "({income} is the line) was not noted, so the class cannot be computed."
        )
    else:
        text = _("The income points (A) are missing, so the class cannot be computed yet.")
    return text.format(**facts)


def _lacking_sentence(review: Review, rules: RuleSet) -> str:
    keys = rules.counted(review.deprived)
    if not keys:
        return _("No indicator is lacking.")
    names = ", ".join(ALL_INDICATORS.get(key, key) for key in keys)
    return _("{count} indicators are lacking: {names}.").format(count=len(keys), names=names)


def _conclusion(review: Review, area: Area, rules: RuleSet, poverty_class: PovertyClass) -> str:
    needed = rules.poor_indicators
    if poverty_class is PovertyClass.POOR:
        return _("At most the income line and {needed} or more indicators lacking: a poor household.").format(
            needed=needed
        )
    if poverty_class is PovertyClass.NEAR_POOR:
        return _("At most the income line but fewer than {needed} indicators lacking: near-poor.").format(needed=needed)
    if poverty_class is PovertyClass.UNKNOWN:
        return _(
            "Fewer than {needed} indicators are lacking, so the household is not poor; the test for near-poor of this "
            "standard is not published."
        ).format(needed=needed)
    if lives_averagely(review, area, rules):
        line = rules.lines[area]
        return _("Above the income line, within the average living standard (up to {average}).").format(
            average=money(line.average or 0)
        )
    return _("Above the income line, a household is neither poor nor near-poor, whatever it lacks.")


def _own_marks(rules: RuleSet, income: Income) -> list[str]:
    found = []
    if income.basis is IncomeBasis.PER_HEAD:
        found.append(
            _("By the income noted, not by points A: check it against the survey form.")
            if any(line.points is not None for line in rules.lines.values())
            else _("By the income noted, as no points are published.")
        )
    if income.basis is IncomeBasis.EARLIER_POINTS:
        found.append(_("By the points of another standard, whose table was used in the survey."))
    return found


def doubts(review: Review, area: Area, rules: RuleSet | None) -> list[str]:
    """Contradictions of one review in plain words: B against ticks, the stated class against the computed one."""
    found = []
    per_indicator = rules.points_per_indicator if rules else 10
    known = rules.indicators if rules else tuple(ALL_INDICATORS)
    counted = len(review.deprived & set(known))
    if review.deprivation_points is not None and review.deprivation_points != counted * per_indicator:
        found.append(
            _("Points B are {points}, but {count} ticked indicators make {ticked}.").format(
                points=review.deprivation_points, count=counted, ticked=counted * per_indicator
            )
        )
    computed = class_of(review, area, rules)
    if review.declared_class and computed is not PovertyClass.UNKNOWN and review.declared_class != computed:
        escaped = review.declared_class is PovertyClass.NEWLY_ESCAPED and computed is PovertyClass.NONE
        if not escaped:
            found.append(_("The class on the list is not the one that the points give."))
    other = [key for key in ALL_INDICATORS if key in review.deprived and key not in known]
    if other:
        names = ", ".join(ALL_INDICATORS[key] for key in other)
        found.append(_("Ticked but not an indicator of this standard: {names}.").format(names=names))
    unknown = review.deprived - set(ALL_INDICATORS)
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
