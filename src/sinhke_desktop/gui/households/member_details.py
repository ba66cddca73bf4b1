"""What is asked about a member besides the quick row: which fields make sense at which age, and all of it in words.

Knows no Qt.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from sinhke_desktop.domain.citizen_id import masked
from sinhke_desktop.domain.household import MemberInput, parse_birth
from sinhke_desktop.domain.household_lists import NO, YES, words_of
from sinhke_desktop.domain.vietnamese import tidy
from sinhke_desktop.i18n import _

FIELDS = (
    "insured", "health_insurance_number", "schooling", "education", "work", "labour_capacity", "disability",
    "social_allowance", "merit", "nutrition", "card_issued_on", "old_citizen_id", "phone", "note",
)  # fmt: skip
"""In the paper form's order."""
ADULT, CHILD_UNTIL, SCHOOL_FROM, SCHOOL_UNTIL = 15, 16, 3, 30
_ASKED_AT: Mapping[str, Callable[[int], bool]] = {
    "schooling": lambda age: SCHOOL_FROM <= age <= SCHOOL_UNTIL,
    "education": lambda age: age >= ADULT,
    "work": lambda age: age >= ADULT,
    "labour_capacity": lambda age: age >= ADULT,
    "nutrition": lambda age: age < CHILD_UNTIL,
}


def age_on(birth: str, day: date) -> int | None:
    """The age that a typed birth gives; None where it cannot be read."""
    try:
        found = parse_birth(tidy(birth))
    except ValueError:
        return None
    return found.age_on(day) if found else None


def asked(member: MemberInput, day: date) -> tuple[str, ...]:
    """The fields to show: those that make sense at the member's age, and whatever is filled already."""
    age = age_on(member.birth, day)
    return tuple(
        field
        for field in FIELDS
        if age is None or field not in _ASKED_AT or _ASKED_AT[field](age) or getattr(member, field)
    )


def summary(member: MemberInput) -> str:
    """What is filled, in one line of words; empty if nothing is."""
    return " · ".join(part for part in (_in_words(field, member) for field in FIELDS) if part)


def _in_words(field: str, member: MemberInput) -> str:
    value = tidy(getattr(member, field))
    if not value:
        return ""
    if field == "insured":
        return _("insured") if value == YES else _("not insured")
    if field == "health_insurance_number":
        return _("card {number}").format(number=value)
    if field == "schooling":
        return words_of(field, value) if value == "none" else _("attends: {words}").format(words=words_of(field, value))
    if field == "disability":
        return "" if value == "no" else _("disability: {words}").format(words=words_of(field, value).lower())
    if field in ("social_allowance", "merit"):
        return "" if value == NO else _("social allowance") if field == "social_allowance" else _("person of merit")
    if field == "nutrition":
        return "" if value == "normal" else words_of(field, value).lower()
    if field == "card_issued_on":
        return _("card of {day}").format(day=value)
    if field == "old_citizen_id":
        return _("old number {number}").format(number=masked(value))
    if field == "phone":
        return _("tel. {number}").format(number=value)
    return value if field == "note" else words_of(field, value)
