"""Tests of one member that indicators ask for; each answers True, False, or None where a needed answer is missing.

A birth known by its year alone leaves two possible ages; a test answers only if both give the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from sinhke_desktop.domain.household import Member, Sex
from sinhke_desktop.domain.household_lists import NO, YES
from sinhke_desktop.domain.rule_set import MONTHS, Bands

SCHOOL_LEVELS = {"none": 0, "preschool": 1, "primary": 2, "lower_secondary": 3, "upper_secondary": 4, "vocational": 4,
                 "higher": 5}  # fmt: skip
OLDEST, LAST_DAY = 200, 31
ANY_AGE = tuple(range(0, 100 * MONTHS, MONTHS))
BELOW_LOWER_SECONDARY = frozenset({"none", "primary"})
BELOW_UPPER_SECONDARY = frozenset({"none", "primary", "lower_secondary"})


def both(first: bool | None, second: bool | None) -> bool | None:
    """And of three answers: one False decides, else one None leaves it open."""
    if first is False or second is False:
        return False
    return None if first is None or second is None else True


def either(first: bool | None, second: bool | None) -> bool | None:
    """Or of three answers: one True decides, else one None leaves it open."""
    if first is True or second is True:
        return True
    return None if first is None or second is None else False


def possible_ages(member: Member, day: date) -> Sequence[int]:
    """The ages in full months that the member may have on *day*: one for a birth date, lowest and highest for a year
    alone, every year of age where nothing is known."""
    birth = member.birth
    if birth is None:
        return ANY_AGE
    if not birth.month:
        highest = (day.year - birth.year) * MONTHS + day.month - 1
        lowest = highest - (MONTHS - 1) - (day.day < LAST_DAY)
        return max(lowest, 0), max(highest, 0)
    months = (day.year - birth.year) * MONTHS + day.month - birth.month
    return (max(months - (day.day < birth.day), 0),)


def _whatever_age(member: Member, day: date, test: Callable[[int], bool | None]) -> bool | None:
    """The answer of *test* if it is the same for every possible age, else None."""
    ages = possible_ages(member, day)
    first = test(ages[0])
    if len(ages) == 1 or first is None:
        return first
    return first if all(test(months) is first for months in ages[:0:-1]) else None


def age_between(member: Member, day: date, first: int, below: int) -> bool | None:
    """Whether the age in full years is at least *first* and less than *below*."""
    return _whatever_age(member, day, lambda months: first * MONTHS <= months < below * MONTHS)


def in_working_age(member: Member, day: date, bands: Bands) -> bool | None:
    """From ``working_from`` to the pension age of the day's year; open where the sex or the table is missing and it
    matters."""
    first, pension = bands.working_from * MONTHS, bands.pension_age(day.year)

    def working(months: int) -> bool | None:
        if months < first:
            return False
        if pension is None:
            return None
        if member.sex is None and months < max(pension.male, pension.female):
            return True if months < min(pension.male, pension.female) else None
        return months < (pension.female if member.sex is Sex.FEMALE else pension.male)

    return _whatever_age(member, day, working)


def lacks_work(member: Member, day: date, bands: Bands) -> bool | None:
    """Of working age, able and willing to work, and without a job or paid without a labour contract."""
    if member.labour_capacity == "none" or (not member.work and member.disability == "extreme"):
        return False
    wanting = member.work in ("unemployed", "no_contract") if member.work else None
    return False if wanting is False else both(in_working_age(member, day, bands), wanting)


def dependant(member: Member, day: date, bands: Bands) -> bool | None:
    """A child, or an elderly or disabled person who gets a monthly social allowance."""
    allowance = {YES: True, NO: False}.get(member.social_allowance)
    disabled = None if not member.disability else member.disability != "no"

    def depends(months: int) -> bool | None:
        if months < bands.child_below * MONTHS:
            return True
        return both(allowance, either(disabled, months >= bands.elderly_from * MONTHS))

    return _whatever_age(member, day, depends)


def malnourished(member: Member, day: date, bands: Bands) -> bool | None:
    """A child stunted or underweight."""
    found = None if not member.nutrition else member.nutrition != "normal"
    return False if found is False else both(age_between(member, day, 0, bands.child_below), found)


def lacks_insurance(member: Member, day: date, bands: Bands) -> bool | None:
    """From ``insured_from`` on and without health insurance now."""
    without = {YES: False, NO: True}.get(member.insured)
    return False if without is False else both(age_between(member, day, bands.insured_from, OLDEST), without)


def lacks_adult_education(member: Member, day: date, bands: Bands) -> bool | None:
    """Within the band, not studying, and without the certificate for the age."""
    idle = None if not member.schooling else member.schooling == "none"

    def lacks(months: int) -> bool | None:
        if not bands.adult_from * MONTHS <= months < (bands.adult_to + 1) * MONTHS:
            return False
        below = BELOW_LOWER_SECONDARY if months < bands.adult_upper_from * MONTHS else BELOW_UPPER_SECONDARY
        return both(idle, None if not member.education else member.education in below)

    return False if idle is False else _whatever_age(member, day, lacks)


def lacks_schooling(member: Member, day: date, bands: Bands) -> bool | None:
    """A child of school age that attends no school or a level below the one for its age."""
    level = SCHOOL_LEVELS.get(member.schooling)

    def lacks(months: int) -> bool | None:
        if not bands.preschool_from * MONTHS <= months < bands.child_below * MONTHS:
            return False
        if level is None:
            return None
        later = (months >= bands.primary_from * MONTHS) + (months >= bands.lower_secondary_from * MONTHS)
        return level < 1 + later

    return _whatever_age(member, day, lacks)
