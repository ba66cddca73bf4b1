"""Stored households and reviews as the text that is typed, and what counts as typed at all. Knows no Qt."""

from __future__ import annotations

from dataclasses import fields, replace

from sinhke_desktop.domain.household import (
    HOUSEHOLD_CHOICES,
    HOUSEHOLD_SEVERAL,
    HOUSEHOLD_TEXTS,
    MEMBER_CHOICES,
    Household,
    HouseholdInput,
    Member,
    MemberInput,
    area_text,
)
from sinhke_desktop.domain.review import Review
from sinhke_desktop.domain.vietnamese import tidy
from sinhke_desktop.services.reviews import ReviewInput


def member_input(member: Member) -> MemberInput:
    """A stored member as typed text."""
    return MemberInput(
        full_name=member.full_name,
        relation=member.relation,
        sex=member.sex.value if member.sex else "",
        birth=str(member.birth) if member.birth else "",
        ethnic_group=member.ethnic_group,
        citizen_id=member.citizen_id,
        phone=member.phone,
        note=member.note,
        health_insurance_number=member.health_insurance_number,
        card_issued_on=f"{member.card_issued_on:%d/%m/%Y}" if member.card_issued_on else "",
        old_citizen_id=member.old_citizen_id,
        id=member.id,
        **{name: getattr(member, name) for name in MEMBER_CHOICES},
    )


def household_input(household: Household) -> HouseholdInput:
    """A stored household as typed text."""
    return HouseholdInput(
        hamlet_id=household.hamlet_id,
        members=tuple(member_input(member) for member in household.members),
        phone=household.phone,
        dwelling_area=area_text(household.dwelling_area),
        list_number=household.list_number,
        **{name: getattr(household, name) for name in (*HOUSEHOLD_TEXTS, *HOUSEHOLD_CHOICES, *HOUSEHOLD_SEVERAL)},
    )


def review_input(review: Review) -> ReviewInput:
    """A stored review as typed text."""
    return ReviewInput(
        household_id=review.household_id,
        year=str(review.year),
        kind=review.kind.value,
        status=review.status.value,
        reviewed_on=review.reviewed_on.strftime("%d/%m/%Y") if review.reviewed_on else "",
        income_points="" if review.income_points is None else str(review.income_points),
        deprivation_points="" if review.deprivation_points is None else str(review.deprivation_points),
        deprived=review.deprived,
        declared_class=review.declared_class.value if review.declared_class else "",
        movement=review.movement.value if review.movement else "",
        note=review.note,
        income_per_head="" if review.income_per_head is None else str(review.income_per_head),
        derived=review.derived,
        overrides=review.overrides,
        average_living=review.average_living,
        round_id=review.round_id,
        id=review.id,
    )


PROPOSED = ("id", "relation", "sex", "ethnic_group")


def is_blank(member: MemberInput) -> bool:
    """True for a row in which nobody was typed; relation, sex and ethnic group may have been proposed."""
    return not member.id and not any(
        tidy(getattr(member, one.name)) for one in fields(member) if one.name not in PROPOSED
    )


def without_blank(typed: HouseholdInput) -> tuple[HouseholdInput, list[int]]:
    """The household without blank rows, and the place in the form of every row that is left.

    A form in which all rows are blank keeps its first one, so that its missing name is told.
    """
    places = [at for at, member in enumerate(typed.members) if not is_blank(member)]
    if not places and typed.members:
        places = [0]
    return replace(typed, members=tuple(typed.members[at] for at in places)), places


def is_empty_review(typed: ReviewInput) -> bool:
    """True if nothing of the paper was typed."""
    return (
        not typed.deprived
        and not typed.average_living
        and not any(
            tidy(text)
            for text in (
                typed.reviewed_on,
                typed.income_points,
                typed.deprivation_points,
                typed.declared_class,
                typed.movement,
                typed.note,
                typed.income_per_head,
            )
        )
    )


def with_own_fields(before: ReviewInput, typed: ReviewInput) -> ReviewInput:
    """What is typed, with the identity, household, year and kind of *before*."""
    return replace(
        typed,
        id=before.id,
        household_id=before.household_id,
        year=before.year,
        kind=before.kind,
        round_id=before.round_id,
    )
