"""What a household's data say about each indicator, on a day and by a rule set, with the members named.

Every test has three answers: where a needed answer is missing and it matters, the verdict is UNKNOWN, never a guess.
Sources: domain facts 1.3 (annex of decree 07/2021/NĐ-CP); ages and thresholds come from the rule set's bands.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sinhke_desktop.domain.household import Household, Member, area_text
from sinhke_desktop.domain.household_lists import NO, UNCLEAN_WATER, UNHYGIENIC_TOILETS, YES, split_keys, words_of
from sinhke_desktop.domain.member_tests import (
    age_between,
    dependant,
    in_working_age,
    lacks_adult_education,
    lacks_insurance,
    lacks_schooling,
    lacks_work,
    malnourished,
)
from sinhke_desktop.domain.rule_set import RuleSet
from sinhke_desktop.i18n import _

NAMED = 4


class Verdict(StrEnum):
    """Thiếu, không thiếu, chưa rõ."""

    LACKING = "lacking"
    NOT_LACKING = "not-lacking"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Finding:
    """What the data say about one indicator and why; ``unverified`` where its wording or ages were not verified."""

    indicator: str
    verdict: Verdict
    reason: str
    unverified: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """The findings of all indicators of a rule set, in its order, and what B (points) they make."""

    rule_set: str
    by_indicator: Mapping[str, Finding]
    points: int

    @property
    def deprived(self) -> frozenset[str]:
        """The keys that the data say are lacking."""
        return self._keys(Verdict.LACKING)

    @property
    def unknown(self) -> frozenset[str]:
        """The keys about which the data say nothing certain."""
        return self._keys(Verdict.UNKNOWN)

    @property
    def not_lacking(self) -> frozenset[str]:
        """The keys that the data say are not lacking."""
        return self._keys(Verdict.NOT_LACKING)

    def _keys(self, verdict: Verdict) -> frozenset[str]:
        return frozenset(key for key, finding in self.by_indicator.items() if finding.verdict is verdict)


def propose(household: Household, day: date, rules: RuleSet, keys: Collection[str] | None = None) -> Proposal:
    """What the data of *household* say on *day* about every indicator of *rules*, or only about *keys* of them."""
    found = {}
    for key in rules.indicators:
        if keys is not None and key not in keys:
            continue
        verdict, reason = _TESTS[key](household, day, rules)
        found[key] = Finding(key, verdict, reason, rules.doubtful_ground(key))
    lacking = sum(finding.verdict is Verdict.LACKING for finding in found.values())
    return Proposal(rules.id, found, lacking * rules.points_per_indicator)


def names_of(members: Sequence[Member]) -> str:
    """Up to four names, and how many more there are."""
    named = ", ".join(member.full_name for member in members[:NAMED])
    if len(members) <= NAMED:
        return named
    return _("{names} and {count} other members").format(names=named, count=len(members) - NAMED)


Answer = tuple[Verdict, str]
Test = Callable[[Household, date, RuleSet], Answer]


def _sorted_out(
    household: Household, test: Callable[[Member], bool | None]
) -> tuple[list[Member], list[Member], list[Member]]:
    """Members for whom *test* is True, None, False."""
    found: dict[bool | None, list[Member]] = {True: [], None: [], False: []}
    for member in household.members:
        found[test(member)].append(member)
    return found[True], found[None], found[False]


def _any_member(
    household: Household, test: Callable[[Member], bool | None], lacking: str, unknown: str, fine: str
) -> Answer:
    """LACKING as soon as one member is known to lack; UNKNOWN while one may."""
    yes, maybe, _no = _sorted_out(household, test)
    if yes:
        return Verdict.LACKING, lacking.format(names=names_of(yes))
    if maybe:
        return Verdict.UNKNOWN, unknown.format(names=names_of(maybe))
    return Verdict.NOT_LACKING, fine


def _employment(household: Household, day: date, rules: RuleSet) -> Answer:
    yes, maybe, _no = _sorted_out(household, lambda member: lacks_work(member, day, rules.bands))
    if yes:
        said = "; ".join(
            _("{name}: {work}").format(name=member.full_name, work=_lower(words_of("work", member.work)))
            for member in yes[:NAMED]
        )
        return Verdict.LACKING, said + "."
    if maybe:
        return Verdict.UNKNOWN, _("Work, labour capacity or age not noted: {names}.").format(names=names_of(maybe))
    workers = [member for member in household.members if in_working_age(member, day, rules.bands) is not False]
    if not workers:
        return Verdict.NOT_LACKING, _("Nobody is of working age.")
    return Verdict.NOT_LACKING, _("Everyone of working age who can and wants to work has a job.")


def _dependants(household: Household, day: date, rules: RuleSet) -> Answer:
    yes, maybe, _no = _sorted_out(household, lambda member: dependant(member, day, rules.bands))
    total, share = len(household.members), rules.bands.dependants_over_percent
    facts = {"count": len(yes), "total": total, "names": names_of(yes), "open": names_of(maybe), "share": share}
    if len(yes) * 100 > share * total:
        return Verdict.LACKING, _("{count} of {total} members are dependants, over {share} %: {names}.").format(**facts)
    if (len(yes) + len(maybe)) * 100 > share * total:
        text = _("It matters whether they depend on others (birth, disability, allowance not noted): {open}.")
        return Verdict.UNKNOWN, text.format(**facts)
    if not yes:
        return Verdict.NOT_LACKING, _("None of {total} members is known to be a dependant.").format(**facts)
    text = _("{count} of {total} members are dependants, not over {share} %: {names}.")
    return Verdict.NOT_LACKING, text.format(**facts)


def _nutrition(household: Household, day: date, rules: RuleSet) -> Answer:
    below = rules.bands.child_below
    return _any_member(
        household,
        lambda member: malnourished(member, day, rules.bands),
        _("Stunted or underweight child: {names}."),
        _("Nutrition or birth of a child not noted: {names}."),
        _no_children_or(household, day, below, _("No child under {age} is stunted or underweight.")),
    )


def _no_children_or(household: Household, day: date, below: int, fine: str) -> str:
    children = [one for one in household.members if age_between(one, day, 0, below) is not False]
    text = fine if children else _("There is no child under {age}.")
    return text.format(age=below)


def _insurance(household: Household, day: date, rules: RuleSet) -> Answer:
    since = rules.bands.insured_from
    return _any_member(
        household,
        lambda member: lacks_insurance(member, day, rules.bands),
        _("Without health insurance: {names}."),
        _("Health insurance or birth not noted: {names}."),
        _("Everyone from {age} on has health insurance.").format(age=since),
    )


def _adult_education(household: Household, day: date, rules: RuleSet) -> Answer:
    bands = rules.bands
    nobody = all(age_between(one, day, bands.adult_from, bands.adult_to + 1) is False for one in household.members)
    fine = (
        _("Nobody is between {first} and {last}.")
        if nobody
        else _("Everyone between {first} and {last} studies or has the certificate for the age.")
    )
    return _any_member(
        household,
        lambda member: lacks_adult_education(member, day, bands),
        _("Neither studying nor with the certificate for the age: {names}."),
        _("Schooling, certificate or birth not noted: {names}."),
        fine.format(first=bands.adult_from, last=bands.adult_to),
    )


def _school_attendance(household: Household, day: date, rules: RuleSet) -> Answer:
    bands = rules.bands
    nobody = all(age_between(one, day, bands.preschool_from, bands.child_below) is False for one in household.members)
    fine = (
        _("There is no child between {first} and {last}.")
        if nobody
        else _("Every child between {first} and {last} attends the level for its age.")
    )
    return _any_member(
        household,
        lambda member: lacks_schooling(member, day, bands),
        _("Child not attending the level for its age: {names}."),
        _("Schooling or birth of a child not noted: {names}."),
        fine.format(first=bands.preschool_from, last=bands.child_below - 1),
    )


def _housing_quality(household: Household, _day: date, rules: RuleSet) -> Answer:
    parts = {_("wall"): household.wall, _("pillar"): household.pillar, _("roof"): household.roof}
    fragile = [name for name, state in parts.items() if state == "fragile"]
    missing = [name for name, state in parts.items() if not state]
    needed = rules.bands.fragile_parts
    if len(fragile) >= needed:
        return Verdict.LACKING, _("Not durable: {names}.").format(names=", ".join(fragile))
    if len(fragile) + len(missing) >= needed:
        return Verdict.UNKNOWN, _("Not noted: {names}.").format(names=", ".join(missing))
    return Verdict.NOT_LACKING, _("Fewer than {needed} of wall, pillar and roof are not durable.").format(needed=needed)


def _housing_area(household: Household, _day: date, rules: RuleSet) -> Answer:
    if household.dwelling_area is None:
        return Verdict.UNKNOWN, _("The area of the dwelling was not noted.")
    people, least = len(household.members), rules.bands.area_below
    facts = {
        "area": area_text(household.dwelling_area), "people": people, "least": area_text(least),
        "each": area_text(household.dwelling_area // max(people, 1)),
    }  # fmt: skip
    if household.dwelling_area < least * people:
        text = _("{area} m² for {people} people is {each} m² each, less than {least}.")
        return Verdict.LACKING, text.format(**facts)
    return Verdict.NOT_LACKING, _("{area} m² for {people} people is {each} m² each.").format(**facts)


def _answered(field: str, lacking: frozenset[str], missing: Callable[[], str]) -> Test:
    """A test of one answer of the household."""

    def test(household: Household, _day: date, _rules: RuleSet) -> Answer:
        keys = split_keys(getattr(household, field))
        if not keys:
            return Verdict.UNKNOWN, missing()
        said = words_of(field, ",".join(keys)) + "."
        return (Verdict.LACKING if all(key in lacking for key in keys) else Verdict.NOT_LACKING), said

    return test


def _telecommunication(household: Household, _day: date, _rules: RuleSet) -> Answer:
    if household.internet == NO:
        return Verdict.LACKING, _("No member uses the internet.")
    if household.internet == YES:
        return Verdict.NOT_LACKING, _("A member uses the internet.")
    return Verdict.UNKNOWN, _("Use of the internet was not noted.")


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


_TESTS: Mapping[str, Test] = {
    "employment": _employment,
    "dependentPerson": _dependants,
    "nutrition": _nutrition,
    "healthInsurance": _insurance,
    "adultEducation": _adult_education,
    "childSchoolAttendance": _school_attendance,
    "housingQuality": _housing_quality,
    "housingArea": _housing_area,
    "cleanWater": _answered("water_source", UNCLEAN_WATER, lambda: _("The source of water was not noted.")),
    "hygienicToilet": _answered("toilet", UNHYGIENIC_TOILETS, lambda: _("The toilet was not noted.")),
    "telecommunication": _telecommunication,
    "informationAccessAssets": _answered("devices", frozenset({"none"}), lambda: _("Devices were not noted.")),
    "wasteTreatment": _answered("waste", frozenset({"untreated"}), lambda: _("Handling of waste was not noted.")),
}
