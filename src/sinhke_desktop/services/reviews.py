"""Reviews: record them, compute classes with reasons, sum up a round."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sinhke_desktop.domain.household import parse_birth
from sinhke_desktop.domain.operations import CREATE, REMOVE, differences
from sinhke_desktop.domain.poverty import RuleSet, Standing, class_of, current_class, doubts, judge, rule_set_for
from sinhke_desktop.domain.review import (
    ALL_INDICATORS,
    INDICATORS,
    Movement,
    PovertyClass,
    ResultStatus,
    Review,
    ReviewKind,
    effective,
)
from sinhke_desktop.domain.review_reasons import reasons_of, reasons_text
from sinhke_desktop.domain.typed_values import judged_number
from sinhke_desktop.domain.vietnamese import tidy
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.i18n import _
from sinhke_desktop.services import communes
from sinhke_desktop.services.rules import rule_sets_for
from sinhke_desktop.services.workspace import Workspace, author, today
from sinhke_desktop.storage import households as stored_households
from sinhke_desktop.storage import journal, places
from sinhke_desktop.storage import reviews as stored


@dataclass(frozen=True, slots=True)
class ReviewInput:
    """A review as typed: numbers and days as text; ``deprived`` are indicator keys; ``id`` is empty for a new one."""

    household_id: str = ""
    year: str = ""
    kind: str = ReviewKind.YEARLY.value
    status: str = ResultStatus.PRELIMINARY.value
    reviewed_on: str = ""
    income_points: str = ""
    deprivation_points: str = ""
    deprived: frozenset[str] = field(default_factory=frozenset)
    declared_class: str = ""
    movement: str = ""
    note: str = ""
    income_per_head: str = ""
    derived: frozenset[str] = field(default_factory=frozenset)
    overrides: str = ""
    average_living: bool = False
    round_id: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class ReviewStanding:
    """A review with its class, the reasons, and what in it contradicts itself."""

    review: Review
    standing: Standing
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReviewSummary:
    """One round in numbers; ``by_hamlet`` and ``deprived`` count poor and near-poor households."""

    year: int
    households: int
    members: int
    poor: int
    near_poor: int
    by_hamlet: dict[str, int]
    by_hamlet_class: dict[str, dict[PovertyClass, int]]
    deprived: dict[str, int]


def _points(text: str, name: str, highest: int, problems: list[Problem]) -> int | None:
    text = tidy(text)
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or int(text) > highest:
        problems.append(Problem(name, _("Type whole points from 0 to {highest}.").format(highest=highest), "RS-01"))
        return None
    return int(text)


def _judged_reasons(typed: ReviewInput, problems: list[Problem]) -> str:
    """The reasons as they are stored. Each needs words (RS-05), and so does every indicator of ``derived`` that is not
    ticked; an empty reason of the form says that one is still to be typed."""
    reasons = reasons_of(typed.overrides)
    if typed.overrides.strip() and not reasons and typed.overrides.strip() != "{}":
        problems.append(Problem("overrides", _("The reasons cannot be read."), "RS-06"))
    problems += [
        Problem(f"overrides.{key}", _("Say why you decide otherwise than the data of the household."), "RS-05")
        for key in ALL_INDICATORS
        if (key in reasons or key in typed.derived - typed.deprived) and not reasons.get(key)
    ]
    return reasons_text(reasons)


def judge_review(typed: ReviewInput, review_id: str, commune_code: str, on: date) -> Review:
    """A review from typed text, or :class:`InvalidInput` with every problem and its field."""
    problems: list[Problem] = []
    year = int(typed.year) if typed.year.strip().isdigit() else 0
    if not 2000 <= year <= on.year + 1:
        problems.append(Problem("year", _("Type the year of the review."), "RS-02"))
    day: date | None = None
    if tidy(typed.reviewed_on):
        try:
            birth = parse_birth(typed.reviewed_on)
            day = date(birth.year, birth.month, birth.day) if birth and birth.month else None
        except ValueError:
            day = None
        if day is None:
            problems.append(Problem("reviewed_on", _("Type the day as 15/11/2025."), "RS-03"))
    if (typed.deprived | typed.derived) - set(ALL_INDICATORS):
        problems.append(Problem("deprived", _("An indicator is not known."), "RS-04"))
    income = _points(typed.income_points, "income_points", 999, problems)
    per_head = judged_number(typed.income_per_head, "income_per_head", problems, most=10**9)
    deprivation = _points(typed.deprivation_points, "deprivation_points", 130, problems)
    overrides = _judged_reasons(typed, problems)
    if problems:
        raise InvalidInput(problems)
    return Review(
        id=review_id,
        commune_code=commune_code,
        household_id=typed.household_id,
        year=year,
        kind=ReviewKind(typed.kind),
        status=ResultStatus(typed.status),
        reviewed_on=day,
        income_points=income,
        deprivation_points=deprivation,
        deprived=typed.deprived,
        declared_class=PovertyClass(typed.declared_class) if typed.declared_class else None,
        movement=Movement(typed.movement) if typed.movement else None,
        note=tidy(typed.note),
        round_id=typed.round_id,
        income_per_head=per_head,
        derived=typed.derived,
        overrides=overrides,
        average_living=typed.average_living,
    )


def record(workspace: Workspace, typed: ReviewInput) -> Review:
    """Store a review, new or changed; a household has one yearly review a year, so a second one changes the first.

    Raises InvalidInput, RS-06 where a decision recognised the result: it is corrected in its round, with a reason.
    """
    with workspace.database.write() as connection:
        stored_households.get_household(connection, typed.household_id)
        known = effective(stored.reviews_of(connection, typed.household_id))
        wanted = judge_review(typed, typed.id or workspace.new_id(), workspace.commune_code, today(workspace))
        same = next((one for one in known if one.id == wanted.id), None) or next(
            (
                one
                for one in known
                if wanted.kind is ReviewKind.YEARLY and (one.kind, one.year) == (wanted.kind, wanted.year)
            ),
            None,
        )
        if same is None:
            draft = journal.Draft(stored.KIND, wanted.id, stored.review_fields(wanted), CREATE, new=True)
            journal.save(connection, author(workspace), [draft])
            return wanted
        wanted = replace(wanted, id=same.id)
        changes = differences(stored.review_fields(same), stored.review_fields(wanted))
        if changes and same.recognised:
            text = _("A decision recognised this result. Correct it on the page Reviews, with a reason.")
            raise InvalidInput([Problem("status", text, "RS-06")])
        if changes:
            journal.save(connection, author(workspace), [journal.Draft(stored.KIND, same.id, changes)])
        return wanted


def remove(workspace: Workspace, review_id: str, reason: str) -> None:
    """Remove a review with a reason; its history stays."""
    with workspace.database.write() as connection:
        draft = journal.Draft(stored.KIND, review_id, {"removed": True}, REMOVE, tidy(reason))
        journal.save(connection, author(workspace), [draft])


def with_standing(workspace: Workspace, reviews: Sequence[Review]) -> list[ReviewStanding]:
    """Each review with its class by the rules of its day."""
    area, rules = communes.current(workspace).area, rule_sets_for(workspace)
    found = []
    for review in reviews:
        rule_set = rule_set_for(rules, review.as_of)
        found.append(ReviewStanding(review, judge(review, area, rule_set), tuple(doubts(review, area, rule_set))))
    return found


def of_household(workspace: Workspace, household_id: str) -> list[ReviewStanding]:
    """The household's reviews that count, with their classes, newest first (:func:`.review.effective`)."""
    with workspace.database.read() as connection:
        reviews = effective(stored.reviews_of(connection, household_id))
    return with_standing(workspace, reviews)[::-1]


def of_households(workspace: Workspace, household_ids: Sequence[str]) -> dict[str, list[ReviewStanding]]:
    """The same for many households, each with its reviews newest first; the rules are read once for all."""
    with workspace.database.read() as connection:
        known = {one: effective(stored.reviews_of(connection, one)) for one in dict.fromkeys(household_ids)}
    judged = iter(with_standing(workspace, [review for some in known.values() for review in some]))
    return {one: [next(judged) for _review in some][::-1] for one, some in known.items()}


def standing_of(workspace: Workspace, household_id: str) -> PovertyClass:
    """The household's class today, newly escaped included; UNKNOWN without a review."""
    known = of_household(workspace, household_id)[::-1]
    return current_class([(one.review, one.standing.poverty_class) for one in known], today(workspace))


class Classes:
    """Classes of many reviews without their explanations, for lists of 20,000 households."""

    def __init__(self, workspace: Workspace) -> None:
        self._area = communes.current(workspace).area
        self._rules = rule_sets_for(workspace)
        self._by_day: dict[date, RuleSet | None] = {}

    def of(self, review: Review) -> PovertyClass:
        """The class by the rules of the review's day."""
        day = review.as_of
        if day not in self._by_day:
            self._by_day[day] = rule_set_for(self._rules, day)
        return class_of(review, self._area, self._by_day[day])


def years(workspace: Workspace) -> list[int]:
    """The years that have reviews, newest first."""
    with workspace.database.read() as connection:
        return stored.review_years(connection, workspace.commune_code)


def latest_by_household(reviews: Sequence[Review]) -> dict[str, Review]:
    """Each household's last review of the given ones (sorted oldest first)."""
    return {review.household_id: review for review in reviews}


def summary(workspace: Workspace, year: int) -> ReviewSummary:
    """Count the households reviewed in *year*, their members, classes, hamlets and lacking indicators."""
    classes = Classes(workspace)
    with workspace.database.read() as connection:
        reviews = latest_by_household(stored.all_reviews(connection, workspace.commune_code, year))
        hamlets = places.all_hamlets(connection, workspace.commune_code)
        lines = stored_households.hamlets_and_sizes(connection, workspace.commune_code)
    names = {hamlet.id: hamlet.name for hamlet in hamlets}
    members = 0
    counted: Counter[PovertyClass] = Counter()
    by_hamlet: dict[str, Counter[PovertyClass]] = {hamlet.name: Counter() for hamlet in hamlets}
    lacking: Counter[str] = Counter()
    households = 0
    for household_id, (hamlet_id, size) in lines.items():
        review = reviews.get(household_id)
        if review is None:
            continue
        households += 1
        members += size
        poverty_class = classes.of(review)
        counted[poverty_class] += 1
        if poverty_class in (PovertyClass.POOR, PovertyClass.NEAR_POOR):
            by_hamlet.setdefault(names.get(hamlet_id, ""), Counter())[poverty_class] += 1
            lacking.update(review.deprived)
    return ReviewSummary(
        year=year,
        households=households,
        members=members,
        poor=counted[PovertyClass.POOR],
        near_poor=counted[PovertyClass.NEAR_POOR],
        by_hamlet={name: sum(some.values()) for name, some in by_hamlet.items()},
        by_hamlet_class={name: dict(some) for name, some in by_hamlet.items()},
        deprived={name: lacking[key] for key, name in INDICATORS.items()},
    )
