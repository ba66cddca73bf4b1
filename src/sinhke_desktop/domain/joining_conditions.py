"""What is looked at before a household joins a model: its class, labour, restriction, other support.

Newly escaped counts 36 full months from the first review that found the household neither poor nor near-poor (domain.md
9.3): escaped by a review of 10/12/2023, the last day is 09/12/2026. Where the count begins is a convention.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sinhke_desktop.domain.livelihood import months_after
from sinhke_desktop.domain.poverty import NEWLY_ESCAPED_MONTHS, current_class, months_between
from sinhke_desktop.domain.review import PovertyClass, Review
from sinhke_desktop.i18n import _

Known = Sequence[tuple[Review, PovertyClass]]
"""A household's reviews that count, oldest first, each with its class."""
IN_POVERTY = frozenset({PovertyClass.POOR, PovertyClass.NEAR_POOR})
MEANT_FOR = IN_POVERTY | {PovertyClass.NEWLY_ESCAPED}
"""Whom the programme is for: poor, near-poor and newly escaped households (circular 09/2022, domain.md 3.2)."""


class ConditionKind(StrEnum):
    """What is looked at."""

    CLASS = "class"
    LABOUR = "labour"
    RESTRICTED = "restricted"
    OTHER_MODEL = "other-model"
    RECEIVED = "received"
    DOUBLE = "double"
    TAKES_PART = "takes-part"


class Weight(StrEnum):
    """Fulfilled, to be looked at, or in the way of joining."""

    MET = "met"
    LOOK = "look"
    AGAINST = "against"


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition as it stands for a household: ``text`` a sentence, ``short`` the same in a few words."""

    kind: ConditionKind
    weight: Weight
    text: str
    short: str


@dataclass(frozen=True, slots=True)
class HouseholdFacts:
    """What the store knows of a household that might join: names of other active models that it is in, what other
    models handed over and what two sources seem to pay for, in words; ``takes_part``: in this model already."""

    known: Known = ()
    no_labour: bool = False
    restricted: bool = False
    takes_part: bool = False
    other_models: tuple[str, ...] = ()
    received: tuple[str, ...] = ()
    doubles: tuple[str, ...] = ()


def entry_class(known: Known, day: date) -> PovertyClass:
    """The class on *day* from the reviews until then; where there is none so old, from the first review."""
    until = [one for one in known if one[0].as_of <= day]
    return current_class(until or known[:1], day)


def escaped_since(known: Known, day: date) -> date | None:
    """The day of the review since which the household is newly escaped on *day*; None where it is not."""
    if entry_class(known, day) is not PovertyClass.NEWLY_ESCAPED:
        return None
    since: date | None = None
    for review, poverty_class in known:
        if review.as_of > day:
            break
        if poverty_class in IN_POVERTY:
            since = None
        elif since is None:
            since = review.as_of
    return since


def escaped_until(since: date) -> date:
    """The last day that counts as newly escaped, 36 full months from *since*."""
    last = months_after(since, NEWLY_ESCAPED_MONTHS)
    return last - timedelta(days=1) if months_between(since, last) >= NEWLY_ESCAPED_MONTHS else last


def conditions(facts: HouseholdFacts, day: date) -> tuple[Condition, ...]:
    """Every condition of joining on *day*, the class first, fulfilled ones too."""
    found = [_of_class(facts, day)]
    if facts.takes_part:
        text, short = _("This household takes part in the model already."), _("takes part already")
        found.append(Condition(ConditionKind.TAKES_PART, Weight.AGAINST, text, short))
    if facts.no_labour:
        text = _("The household is marked as having nobody able to work.")
        found.append(Condition(ConditionKind.LABOUR, Weight.LOOK, text, _("no labour capacity")))
    if facts.restricted:
        text = _("The data of this household are restricted: they are not to be shown or passed on.")
        found.append(Condition(ConditionKind.RESTRICTED, Weight.LOOK, text, _("data restricted")))
    text = _("It already takes part in the model “{name}”; check that it is not supported twice.")
    found += [
        Condition(ConditionKind.OTHER_MODEL, Weight.LOOK, text.format(name=name), _("in another model"))
        for name in facts.other_models
    ]
    found += [
        Condition(ConditionKind.RECEIVED, Weight.LOOK, said, _("received from another model"))
        for said in facts.received
    ]
    found += [Condition(ConditionKind.DOUBLE, Weight.LOOK, said, _("support paid twice?")) for said in facts.doubles]
    return tuple(found)


def _of_class(facts: HouseholdFacts, day: date) -> Condition:
    poverty_class = entry_class(facts.known, day)
    if poverty_class is PovertyClass.UNKNOWN:
        text = _("This household has no reviewed class yet.")
        return Condition(ConditionKind.CLASS, Weight.LOOK, text, _("not reviewed"))
    since = escaped_since(facts.known, day)
    if since is not None:
        text = _("Newly escaped since {since:%d/%m/%Y}; the 36 months run until {last:%d/%m/%Y}.")
        said = text.format(since=since, last=escaped_until(since))
        return Condition(ConditionKind.CLASS, Weight.MET, said, _("newly escaped"))
    if poverty_class in MEANT_FOR:
        text = _("The household is poor or near-poor by its review.")
        return Condition(ConditionKind.CLASS, Weight.MET, text, _("poor or near-poor"))
    text = _("This household is neither poor, near-poor nor newly escaped from poverty.")
    return Condition(ConditionKind.CLASS, Weight.LOOK, text, _("not poor"))


def to_look_at(found: Sequence[Condition]) -> list[Condition]:
    """The conditions that are not simply fulfilled."""
    return [one for one in found if one.weight is not Weight.MET]
