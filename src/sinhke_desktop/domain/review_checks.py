"""What in one review contradicts itself, the household's data, or common sense: things to look at, never to forbid."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sinhke_desktop.domain.commune import Area
from sinhke_desktop.domain.derivation import Proposal, Verdict, propose
from sinhke_desktop.domain.household import Household
from sinhke_desktop.domain.member_tests import age_between
from sinhke_desktop.domain.poverty import class_of, doubts, income_of, money
from sinhke_desktop.domain.review import ALL_INDICATORS, PovertyClass, Review
from sinhke_desktop.domain.review_reasons import reasons_of
from sinhke_desktop.domain.rule_set import RuleSet
from sinhke_desktop.i18n import _

AGAINST_DATA = "KN-05"
"""A tick that the data contradict; the form shows it beside the tick."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing to look at: ``code`` is stable (``KN-01``), ``field`` the review's field or an indicator's key."""

    code: str
    field: str
    message: str


@dataclass(frozen=True, slots=True)
class Case:
    """What the checks look at. ``before`` is the household's review before this one, ``size_before`` the number of
    members at that time, where it is known."""

    review: Review
    household: Household
    area: Area
    rules: RuleSet
    proposal: Proposal
    before: Review | None = None
    size_before: int | None = None


Check = Callable[[Case], list[Doubt]]


def checks(
    review: Review,
    household: Household,
    area: Area,
    rules: RuleSet | None,
    *,
    proposal: Proposal | None = None,
    before: Review | None = None,
    size_before: int | None = None,
) -> list[Doubt]:
    """Everything doubtful about *review*, in the order of the form; empty without a standard for its day."""
    if rules is None:
        return []
    found = proposal or propose(household, review.as_of, rules)
    case = Case(review, household, area, rules, found, before, size_before)
    return [doubt for check in _CHECKS for doubt in check(case)]


def _points_and_class(case: Case) -> list[Doubt]:
    return [Doubt("KN-01", "deprivation_points", text) for text in doubts(case.review, case.area, case.rules)]


def _near_the_line(case: Case) -> list[Doubt]:
    review, rules, line = case.review, case.rules, case.rules.lines[case.area]
    if review.income_points is not None and line.points is not None:
        apart = review.income_points - line.points
        if abs(apart) <= rules.near_line_points:
            text = _("{points} points A lie near the line of {limit} (within {margin}): look at the answers again.")
            facts = {"points": review.income_points, "limit": line.points, "margin": rules.near_line_points}
            return [Doubt("KN-02", "income_points", text.format(**facts))]
        return []
    if review.income_per_head is not None and abs(review.income_per_head - line.income) <= rules.near_line_income:
        text = _("The income of {noted} lies near the line of {income}: look at the answers again.")
        return [
            Doubt(
                "KN-02",
                "income_per_head",
                text.format(noted=money(review.income_per_head), income=money(line.income)),
            )
        ]
    return []


def _one_short(case: Case) -> list[Doubt]:
    """One indicator decides between poor and near-poor, and the data leave some open."""
    counted = len(case.rules.counted(case.review.deprived))
    if counted != case.rules.poor_indicators - 1 or not income_of(case.review, case.area, case.rules).within:
        return []
    unknown = case.proposal.unknown
    opened = [ALL_INDICATORS[key] for key in case.rules.indicators if key in unknown - case.review.deprived]
    if not opened:
        return []
    text = _("One more indicator would make the household poor; the data leave open: {names}.")
    return [Doubt("KN-03", "deprived", text.format(names=", ".join(opened)))]


def _income_twice(case: Case) -> list[Doubt]:
    review, line = case.review, case.rules.lines[case.area]
    if review.income_points is None or review.income_per_head is None or line.points is None:
        return []
    if (review.income_points <= line.points) == (review.income_per_head <= line.income):
        return []
    text = _("{points} points A and an income of {noted} lie on different sides of the line.")
    return [
        Doubt(
            "KN-04",
            "income_per_head",
            text.format(points=review.income_points, noted=money(review.income_per_head)),
        )
    ]


def _against_data(case: Case) -> list[Doubt]:
    """Ticks that the data contradict, unless a reason was given."""
    reasons: Mapping[str, str] = reasons_of(case.review.overrides)
    found = []
    for key, finding in case.proposal.by_indicator.items():
        ticked = key in case.review.deprived
        against = (ticked and finding.verdict is Verdict.NOT_LACKING) or (
            not ticked and finding.verdict is Verdict.LACKING
        )
        if not against or reasons.get(key):
            continue
        text = (
            _("“{name}” is ticked, but the data say it is not lacking: {reason}")
            if ticked
            else _("“{name}” is not ticked, but the data say it is lacking: {reason}")
        )
        found.append(Doubt(AGAINST_DATA, key, text.format(name=ALL_INDICATORS[key], reason=finding.reason)))
    return found


def _children_without_children(case: Case) -> list[Doubt]:
    """A tick that needs a child, in a household where nobody can be one; told apart from the data as a sure mistake."""
    bands, day, household = case.rules.bands, case.review.as_of, case.household
    bounds = {"nutrition": (0, bands.child_below), "childSchoolAttendance": (bands.preschool_from, bands.child_below)}
    found = []
    for key, (first, below) in bounds.items():
        nobody = all(age_between(one, day, first, below) is False for one in household.members)
        if key in case.review.deprived and key in case.rules.indicators and nobody:
            text = _("“{name}” is ticked, but the household has no child between {first} and {last}.")
            facts = {"name": ALL_INDICATORS[key], "first": first, "last": below - 1}
            found.append(Doubt("KN-06", key, text.format(**facts)))
    return found


def _no_work_to_lack(case: Case) -> list[Doubt]:
    if case.household.no_labour == "yes" and "employment" in case.review.deprived:
        text = _("Marked as without labour capacity, yet “{name}” is ticked, which needs somebody able to work.")
        return [Doubt("KN-07", "employment", text.format(name=ALL_INDICATORS["employment"]))]
    return []


def _sudden_change(case: Case) -> list[Doubt]:
    """A size that halved or doubled, or a class two steps away from the one before, without a note."""
    found = []
    now, earlier = len(case.household.members), case.size_before
    if earlier and now != earlier and (now >= 2 * earlier or 2 * now <= earlier):
        text = _("The household had {before} members at the review before and has {now} now.")
        found.append(Doubt("KN-08", "members", text.format(before=earlier, now=now)))
    if case.before is not None and not case.review.note:
        was = class_of(case.before, case.area, case.rules)
        is_now = class_of(case.review, case.area, case.rules)
        steps = {PovertyClass.POOR: 0, PovertyClass.NEAR_POOR: 1, PovertyClass.NONE: 2}
        if was in steps and is_now in steps and abs(steps[was] - steps[is_now]) == 2:
            text = _("From “{was}” to “{now}” within one review, without a note.")
            words = case.rules.class_words
            found.append(Doubt("KN-09", "note", text.format(was=words[was.value], now=words[is_now.value])))
    return found


_CHECKS: tuple[Check, ...] = (
    _points_and_class, _near_the_line, _one_short, _income_twice, _children_without_children, _against_data,
    _no_work_to_lack, _sudden_change,
)  # fmt: skip
