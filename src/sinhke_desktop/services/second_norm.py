"""One round by two poverty standards: whose class changes, why, and what cannot be said yet.

Reviews keep the answers, not the class (domain facts 1.5), so each is judged again by the other standard. Indicators
that only the second standard has are taken from the household's data; where these are silent and it matters, the
outcome stays open.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

from sinhke_desktop.domain.commune import Area
from sinhke_desktop.domain.derivation import propose
from sinhke_desktop.domain.household import Household
from sinhke_desktop.domain.poverty import Standing, class_of, income_of, judge, lacking_and_income
from sinhke_desktop.domain.review import ALL_INDICATORS, PovertyClass, Review, ReviewKind
from sinhke_desktop.domain.rounds import ReviewRound
from sinhke_desktop.domain.rule_set import RuleSet, rule_set_for, rule_set_named
from sinhke_desktop.errors import NotFound
from sinhke_desktop.i18n import _
from sinhke_desktop.progress import SILENT, Progress
from sinhke_desktop.services import communes
from sinhke_desktop.services.rules import rule_sets_for
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import households as stored_households
from sinhke_desktop.storage import places
from sinhke_desktop.storage import reviews as stored


class Outcome(StrEnum):
    """The class by one standard; NOT_POOR where it is sure that the household is not poor and its standard does not
    publish who is near-poor."""

    POOR = "poor"
    NEAR_POOR = "near-poor"
    NONE = "none"
    NOT_POOR = "not-poor"
    UNKNOWN = "unknown"


OUTCOME_NAMES: Mapping[Outcome, str] = {
    Outcome.POOR: "Hộ nghèo",
    Outcome.NEAR_POOR: "Hộ cận nghèo",
    Outcome.NONE: "Không thuộc diện",
    Outcome.NOT_POOR: "Không nghèo, chưa rõ cận nghèo",
    Outcome.UNKNOWN: "Chưa đủ dữ liệu",
}
_DECIDED = frozenset({Outcome.POOR, Outcome.NEAR_POOR, Outcome.NONE})


@dataclass(frozen=True, slots=True)
class Judgement:
    """A class by one standard. ``open`` are the indicators that the outcome waits for."""

    outcome: Outcome
    standing: Standing
    open: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ComparedHousehold:
    """One household of the round by both standards, each with its explanation in ``standing``."""

    household_id: str
    head: str
    hamlet: str
    review: Review
    first: Judgement
    second: Judgement

    @property
    def changes(self) -> bool:
        """True if the class surely changes; leaving poverty counts also where the new class is not published."""
        return _changes(self.first.outcome, self.second.outcome)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A round by two standards. ``changed`` and ``unknown`` do not overlap; ``counts`` covers every household.

    ``unknown`` are those of whom a standard gives no class; their explanations say what is missing.
    """

    first: RuleSet
    second: RuleSet
    changed: tuple[ComparedHousehold, ...]
    unknown: tuple[ComparedHousehold, ...]
    counts: Mapping[tuple[Outcome, Outcome], int]

    @property
    def households(self) -> int:
        """How many households were compared."""
        return sum(self.counts.values())


def following(rule_sets: Sequence[RuleSet], rules: RuleSet | None) -> RuleSet | None:
    """The standard in force on the day after *rules* ends, or None."""
    return rule_set_for(rule_sets, rules.valid_to + timedelta(days=1)) if rules else None


def _outcome(review: Review, area: Area, rules: RuleSet, scored_by: RuleSet) -> Outcome:
    poverty_class = class_of(review, area, rules, scored_by)
    if poverty_class is not PovertyClass.UNKNOWN:
        return Outcome(poverty_class.value)
    within = income_of(review, area, rules, scored_by).within
    return Outcome.UNKNOWN if within is None else Outcome.NOT_POOR


def _changes(first: Outcome, second: Outcome) -> bool:
    if first in _DECIDED and second in _DECIDED:
        return first is not second
    return first is Outcome.POOR and second is Outcome.NOT_POOR


@dataclass(frozen=True, slots=True)
class _Answers:
    """A review with what the data add to its ticks for another standard, and the indicators still open."""

    review: Review
    waits: tuple[str, ...]
    outcome: Outcome


def _answers(review: Review, household: Household | None, area: Area, scored_by: RuleSet, rules: RuleSet) -> _Answers:
    asked = {key for key in rules.indicators if key not in scored_by.indicators and key not in review.deprived}
    lacking: frozenset[str] = frozenset()
    opened = frozenset(asked)
    if asked and household is not None:
        proposal = propose(household, review.as_of, rules, asked)
        lacking, opened = proposal.deprived, proposal.unknown
    least = replace(review, deprived=review.deprived | lacking) if lacking else review
    outcome = _outcome(least, area, rules, scored_by)
    if opened:
        most = replace(least, deprived=least.deprived | opened)
        if _outcome(most, area, rules, scored_by) is not outcome:
            return _Answers(least, tuple(key for key in rules.indicators if key in opened), Outcome.UNKNOWN)
    return _Answers(least, (), outcome)


def by_second(review: Review, household: Household | None, area: Area, scored_by: RuleSet, rules: RuleSet) -> Judgement:
    """The review by *rules* although it was scored by *scored_by*; what only *rules* asks comes from the data."""
    return _explained(_answers(review, household, area, scored_by, rules), area, scored_by, rules)


def _explained(found: _Answers, area: Area, scored_by: RuleSet, rules: RuleSet) -> Judgement:
    standing = judge(found.review, area, rules, scored_by)
    if not found.waits:
        return Judgement(found.outcome, standing)
    names = ", ".join(ALL_INDICATORS[key] for key in found.waits)
    text = _("Whether it is poor depends on what was not asked: {names}.").format(names=names)
    open_standing = replace(
        standing,
        poverty_class=PovertyClass.UNKNOWN,
        words=rules.class_words.get("unknown", ""),
        explanation=f"{lacking_and_income(found.review, area, rules, scored_by)} {text}",
    )
    return Judgement(found.outcome, open_standing, found.waits)


def compare(
    workspace: Workspace, which: int | ReviewRound, first_id: str = "", second_id: str = "",
    progress: Progress = SILENT,
) -> Comparison:  # fmt: skip
    """The reviews of a year or of a round by two standards, told by id; a round knows its own two.

    Raises NotFound for an id that no standard of this commune has.
    """
    if isinstance(which, ReviewRound):
        first_id, second_id = first_id or which.rule_set, second_id or which.second_rule_set
    year = which.year if isinstance(which, ReviewRound) else which
    rule_sets, area = rule_sets_for(workspace), communes.current(workspace).area
    first, second = _named(rule_sets, first_id), _named(rule_sets, second_id)
    with workspace.database.read() as connection:
        reviews = stored.all_reviews(connection, workspace.commune_code, year)
        households = {one.id: one for one in stored_households.all_households(connection, workspace.commune_code)}
        hamlets = {one.id: one.name for one in places.all_hamlets(connection, workspace.commune_code)}
    if isinstance(which, ReviewRound):
        reviews = [one for one in reviews if of_round(one, which)]
    latest = {review.household_id: review for review in reviews}
    changed: list[ComparedHousehold] = []
    unknown: list[ComparedHousehold] = []
    counts: Counter[tuple[Outcome, Outcome]] = Counter()
    for at, review in enumerate(latest.values()):
        if at % 500 == 0:
            progress.step(at, len(latest))
        household = households.get(review.household_id)
        if household is None:
            continue
        scored_by = rule_set_for(rule_sets, review.as_of) or first
        both = [(rules, _answers(review, household, area, scored_by, rules)) for rules in (first, second)]
        outcomes = (both[0][1].outcome, both[1][1].outcome)
        counts[outcomes] += 1
        changes = _changes(*outcomes)
        if not changes and set(outcomes) <= _DECIDED:
            continue
        row = ComparedHousehold(
            household.id, household.head.full_name, hamlets.get(household.hamlet_id, ""), review,
            *(_explained(found, area, scored_by, rules) for rules, found in both),
        )  # fmt: skip
        (changed if changes else unknown).append(row)
    return Comparison(first, second, _in_order(changed), _in_order(unknown), dict(counts))


def of_round(review: Review, round_: ReviewRound) -> bool:
    """Its own reviews and, for a yearly round, those of a list brought in for that year, which names no round."""
    listed = not review.round_id and review.kind is round_.kind is ReviewKind.YEARLY
    return review.round_id == round_.id or (listed and review.year == round_.year)


def _in_order(rows: Sequence[ComparedHousehold]) -> tuple[ComparedHousehold, ...]:
    return tuple(sorted(rows, key=lambda row: (row.hamlet, row.head, row.household_id)))


def _named(rule_sets: Sequence[RuleSet], rule_set_id: str) -> RuleSet:
    found = rule_set_named(rule_sets, rule_set_id)
    if found is None:
        raise NotFound(
            _("There is no poverty standard “{name}”.").format(name=rule_set_id),
            _("Known standards: {names}.").format(names=", ".join(rules.id for rules in rule_sets)),
        )
    return found
