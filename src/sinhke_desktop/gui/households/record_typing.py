"""What stands in the record's form and what stood there when it was last stored. Knows no Qt."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sinhke_desktop.domain.household import Household, HouseholdInput, judge_household
from sinhke_desktop.domain.review import Review
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.gui.households.inputs import is_empty_review, without_blank
from sinhke_desktop.gui.households.record_terms import Surroundings
from sinhke_desktop.services.half_filled import HalfFilled
from sinhke_desktop.services.reviews import ReviewInput, judge_review

NO_ID = "0" * 32


@dataclass
class Typing:
    """One form; ``token`` names it among the half-filled ones, ``kept`` says that it may be among them."""

    household: HouseholdInput = field(default_factory=HouseholdInput)
    stored: HouseholdInput = field(default_factory=HouseholdInput)
    reviews: dict[int, ReviewInput] = field(default_factory=dict)
    stored_reviews: Mapping[int, ReviewInput] = field(default_factory=dict)
    token: str = field(default_factory=lambda: secrets.token_hex(8))
    kept: bool = False

    @property
    def household_changed(self) -> bool:
        """True if the household differs from what is stored, blank rows not counted."""
        return without_blank(self.household)[0] != without_blank(self.stored)[0]

    def changed_reviews(self) -> list[ReviewInput]:
        """The reviews that differ from what is stored, by year."""
        return [
            typed
            for year, typed in sorted(self.reviews.items())
            if typed != self.stored_reviews.get(year) and (year in self.stored_reviews or not is_empty_review(typed))
        ]

    def half_filled(self, household_id: str) -> HalfFilled:
        """The form as it is put away for the case of a crash."""
        reviews = {int(one.year): one for one in self.changed_reviews()}
        return HalfFilled(self.token, household_id, self.household, self.stored, reviews)

    def judged(self, household_id: str, around: Surroundings, year: int) -> tuple[Household | None, list[Problem]]:
        """The household, if it can be stored, and every problem; those of a review of another *year* name it."""
        typed, places = without_blank(self.household)
        problems: list[Problem] = []
        household = None
        try:
            household = judge_household(
                typed,
                household_id or NO_ID,
                around.commune_code,
                [member.id or f"{at:016x}" for at, member in enumerate(typed.members)],
                around.today,
            )
        except InvalidInput as error:
            problems += [moved(problem, places) for problem in error.problems]
        for review in self.changed_reviews():
            try:
                judge_review(review, NO_ID, around.commune_code, around.today)
            except InvalidInput as error:
                problems += [
                    one if review.year == str(year) else replace(one, field="", message=f"{review.year}: {one.message}")
                    for one in error.problems
                ]
        return household, problems


def readable(typed: ReviewInput, around: Surroundings) -> Review:
    """The typed review, without what cannot be read or stored yet: the class that the rest gives."""
    unreasoned = replace(typed, overrides="", derived=frozenset())
    for one in (typed, unreasoned):
        try:
            return judge_review(one, NO_ID, around.commune_code, around.today)
        except InvalidInput:
            continue
    plain = replace(unreasoned, income_points="", deprivation_points="", income_per_head="", reviewed_on="")
    return judge_review(plain, NO_ID, around.commune_code, around.today)


def moved(problem: Problem, places: Sequence[int]) -> Problem:
    """The problem with its member's place in the form, where blank rows still stand."""
    parts = problem.field.split(".")
    if len(parts) == 3 and parts[0] == "members" and int(parts[1]) < len(places):
        return replace(problem, field=f"members.{places[int(parts[1])]}.{parts[2]}")
    return problem
