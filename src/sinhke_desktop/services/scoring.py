"""Scoring with the household's data beside it: what they say of each indicator, the next standard, what is doubtful."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sinhke_desktop.domain.commune import Area
from sinhke_desktop.domain.derivation import Proposal
from sinhke_desktop.domain.derivation import propose as derive
from sinhke_desktop.domain.household import Household
from sinhke_desktop.domain.poverty import Standing
from sinhke_desktop.domain.review import Review
from sinhke_desktop.domain.review_checks import Doubt, checks
from sinhke_desktop.domain.rounds import ReviewRound
from sinhke_desktop.domain.rule_set import RuleSet, rule_set_for
from sinhke_desktop.progress import SILENT, Progress
from sinhke_desktop.services import communes, past
from sinhke_desktop.services.rules import rule_sets_for
from sinhke_desktop.services.second_norm import by_second, following, of_round
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import households as stored_households
from sinhke_desktop.storage import places
from sinhke_desktop.storage import reviews as stored


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A household of a round with what in its review is to be looked at."""

    household_id: str
    head: str
    hamlet: str
    review: Review
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True)
class SecondLook:
    """What the form shows beside the first class: the other standard, its class, and what is doubtful."""

    rules: RuleSet | None
    standing: Standing | None
    doubts: tuple[Doubt, ...]


def propose_for(household: Household, day: date, rule_sets: Sequence[RuleSet]) -> Proposal | None:
    """What a household's data, stored or just typed, say about each indicator; None without a standard for *day*."""
    rules = rule_set_for(rule_sets, day)
    return derive(household, day, rules) if rules else None


def propose(workspace: Workspace, household_id: str, day: date) -> Proposal | None:
    """The same for a stored household by the standards of this commune; raises NotFound."""
    with workspace.database.read() as connection:
        household = stored_households.get_household(connection, household_id)
    return propose_for(household, day, rule_sets_for(workspace))


def second_look(review: Review, household: Household | None, area: Area, rule_sets: Sequence[RuleSet]) -> SecondLook:
    """The standard that follows the review's own one, the class by it, and the doubts about the review.

    Without a *household* the doubts are left out, and indicators that only the second standard has stay open.
    """
    first = rule_set_for(rule_sets, review.as_of)
    second = following(rule_sets, first)
    standing = by_second(review, household, area, first, second).standing if first and second else None
    found = tuple(checks(review, household, area, first)) if household is not None else ()
    return SecondLook(second, standing, found)


def doubtful(workspace: Workspace, which: int | ReviewRound, progress: Progress = SILENT) -> list[Doubtful]:
    """Every household whose review of a year, or of a round, holds something doubtful, by hamlet and head."""
    year = which.year if isinstance(which, ReviewRound) else which
    area, rule_sets = communes.current(workspace).area, rule_sets_for(workspace)
    with workspace.database.read() as connection:
        now = stored.all_reviews(connection, workspace.commune_code, year)
        earlier = stored.all_reviews(connection, workspace.commune_code, year - 1)
        households = {one.id: one for one in stored_households.all_households(connection, workspace.commune_code)}
        hamlets = {one.id: one.name for one in places.all_hamlets(connection, workspace.commune_code)}
    if isinstance(which, ReviewRound):
        now = [review for review in now if of_round(review, which)]
    before = {review.household_id: review for review in earlier}
    sizes: dict[str, int] = {}
    if before and now:
        then = past.register_as_of(workspace, max(review.as_of for review in earlier), progress)
        sizes = {one.id: len(one.members) for one in then}
    found = []
    for at, review in enumerate({review.household_id: review for review in now}.values()):
        if at % 500 == 0:
            progress.step(at, len(now))
        household = households.get(review.household_id)
        if household is None:
            continue
        rules = rule_set_for(rule_sets, review.as_of)
        doubts = checks(
            review, household, area, rules, before=before.get(household.id), size_before=sizes.get(household.id)
        )
        if doubts:
            hamlet = hamlets.get(household.hamlet_id, "")
            found.append(Doubtful(household.id, household.head.full_name, hamlet, review, tuple(doubts)))
    return sorted(found, key=lambda one: (one.hamlet, one.head, one.household_id))
