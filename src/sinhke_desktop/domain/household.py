"""Households and their members as the yearly review lists them (decision 24/2021/QĐ-TTg; domain.md 2.4, 6)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from sinhke_desktop.domain.citizen_card import judged_card_day, judged_old_number
from sinhke_desktop.domain.household_lists import LABELS_OF_FIELD, YES, joined, split_keys
from sinhke_desktop.domain.vietnamese import fold, tidy
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.i18n import _

HEAD = "Chủ hộ"
RELATIONS = (HEAD, "Vợ", "Chồng", "Con trai", "Con gái", "Con dâu", "Con rể", "Cháu", "Bố", "Mẹ", "Ông", "Bà",
             "Anh", "Chị", "Em", "Khác")  # fmt: skip
OLDEST_YEAR = 1900


class Sex(StrEnum):
    """Nam, Nữ."""

    MALE = "male"
    FEMALE = "female"


@dataclass(frozen=True, slots=True, order=True)
class Birth:
    """A birth date, or the year alone (month and day 0) as many lists have it."""

    year: int
    month: int = 0
    day: int = 0

    def __str__(self) -> str:
        """``03/05/1962`` or ``1962``."""
        return f"{self.day:02d}/{self.month:02d}/{self.year}" if self.month else str(self.year)

    @property
    def iso(self) -> str:
        """``1962-05-03`` or ``1962``, as kept and carried."""
        return f"{self.year:04d}-{self.month:02d}-{self.day:02d}" if self.month else f"{self.year:04d}"

    def is_after(self, day: date) -> bool:
        """True if nobody born then can have been there on *day*; the year alone gives the benefit of the doubt."""
        known = (self.month, self.day) if self.month else (day.month, day.day)
        return (self.year, *known) > (day.year, day.month, day.day)

    def age_on(self, day: date) -> int:
        """Full years on *day*; from the year alone, the difference of years."""
        before = self.month and (day.month, day.day) < (self.month, self.day)
        return day.year - self.year - (1 if before else 0)


def parse_birth(text: str) -> Birth | None:
    """Read ``1962``, ``3/5/1962``, ``03-05-1962`` or ISO; empty gives None; raises ValueError on anything else."""
    text = text.strip()
    if not text:
        return None
    if re.fullmatch(r"\d{4}", text):
        return Birth(int(text))
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text):
        year, month, day = (int(part) for part in match.groups())
    elif match := re.fullmatch(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})", text):
        day, month, year = (int(part) for part in match.groups())
    else:
        raise ValueError(text)
    date(year, month, day)
    return Birth(year, month, day)


@dataclass(frozen=True, slots=True)
class Member:
    """One person (nhân khẩu). ``id`` is 16 hexadecimal digits, ``position`` the order on the list from 1.

    From ``insured`` to ``nutrition`` the fields hold keys of :mod:`.household_lists`, or nothing where it was not
    asked. ``card_issued_on`` is the day on the citizen card, ``old_citizen_id`` the number before it (CMND).
    """

    id: str
    position: int
    full_name: str
    relation: str
    sex: Sex | None = None
    birth: Birth | None = None
    ethnic_group: str = ""
    citizen_id: str = ""
    phone: str = ""
    note: str = ""
    insured: str = ""
    health_insurance_number: str = ""
    schooling: str = ""
    education: str = ""
    work: str = ""
    labour_capacity: str = ""
    disability: str = ""
    social_allowance: str = ""
    merit: str = ""
    nutrition: str = ""
    card_issued_on: date | None = None
    old_citizen_id: str = ""

    @property
    def is_head(self) -> bool:
        """True for the head of the household (chủ hộ)."""
        return self.relation == HEAD


@dataclass(frozen=True, slots=True)
class Household:
    """A household (hộ) of one commune; ``list_number`` is its number on the last imported list, if any.

    Most fields hold keys of :mod:`.household_lists`, empty where it was not asked; ``causes``, ``needs`` and
    ``devices`` several, joined by commas, ``causes`` with the weightiest first. ``dwelling_area`` is in dm².
    ``former_commune_code`` with ``former_list_version`` is the unit that it belonged to before a merger.
    ``ended_how`` says why a household that was removed is no more (an act of :mod:`.life_act`).
    ``restricted`` (``yes``) marks one whose data are not to be shown or passed on (Luật 91/2025/QH15).
    """

    id: str
    commune_code: str
    hamlet_id: str
    members: tuple[Member, ...]
    list_number: int | None = None
    address: str = ""
    phone: str = ""
    note: str = ""
    location: str = ""
    dwelling_area: int | None = None
    wall: str = ""
    pillar: str = ""
    roof: str = ""
    water_source: str = ""
    toilet: str = ""
    waste: str = ""
    internet: str = ""
    devices: str = ""
    causes: str = ""
    cause_note: str = ""
    needs: str = ""
    needs_note: str = ""
    no_labour: str = ""
    no_labour_reason: str = ""
    cannot_escape: str = ""
    cannot_escape_reason: str = ""
    local_minority: str = ""
    former_commune_code: str = ""
    former_list_version: str = ""
    arrived_on: str = ""
    ended_on: str = ""
    ended_how: str = ""
    restricted: str = ""
    removed: bool = False

    @property
    def head(self) -> Member:
        """The head; the first member where none is marked."""
        return next((member for member in self.members if member.is_head), self.members[0])


@dataclass(frozen=True, slots=True)
class MemberInput:
    """A member as typed: text only. ``id`` is empty for a new one."""

    full_name: str = ""
    relation: str = ""
    sex: str = ""
    birth: str = ""
    ethnic_group: str = ""
    citizen_id: str = ""
    phone: str = ""
    note: str = ""
    insured: str = ""
    health_insurance_number: str = ""
    schooling: str = ""
    education: str = ""
    work: str = ""
    labour_capacity: str = ""
    disability: str = ""
    social_allowance: str = ""
    merit: str = ""
    nutrition: str = ""
    card_issued_on: str = ""
    old_citizen_id: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class HouseholdInput:
    """A household as typed: text only, keys of lists as in :class:`Household`; ``dwelling_area`` in m², as ``45,5``."""

    hamlet_id: str = ""
    members: Sequence[MemberInput] = field(default_factory=tuple)
    address: str = ""
    phone: str = ""
    note: str = ""
    location: str = ""
    dwelling_area: str = ""
    wall: str = ""
    pillar: str = ""
    roof: str = ""
    water_source: str = ""
    toilet: str = ""
    waste: str = ""
    internet: str = ""
    devices: str = ""
    causes: str = ""
    cause_note: str = ""
    needs: str = ""
    needs_note: str = ""
    no_labour: str = ""
    no_labour_reason: str = ""
    cannot_escape: str = ""
    cannot_escape_reason: str = ""
    local_minority: str = ""
    list_number: int | None = None


MEMBER_CHOICES = ("insured", "schooling", "education", "work", "labour_capacity", "disability", "social_allowance",
                  "merit", "nutrition")  # fmt: skip
HOUSEHOLD_CHOICES = ("wall", "pillar", "roof", "water_source", "toilet", "waste", "internet", "no_labour",
                     "cannot_escape", "local_minority")  # fmt: skip
HOUSEHOLD_SEVERAL = ("devices", "causes", "needs")
HOUSEHOLD_TEXTS = ("address", "note", "location", "cause_note", "needs_note", "no_labour_reason",
                   "cannot_escape_reason")  # fmt: skip
UNTYPED_FIELDS = ("former_commune_code", "former_list_version", "arrived_on", "ended_on", "ended_how", "restricted")
"""Fields of a household that acts write, not the form."""


_PHONE = re.compile(r"0\d{9,10}")
_INSURANCE_NUMBER = re.compile(r"[A-Z]{2}[1-5]\d{12}|\d{10}")
_AREA = re.compile(r"(\d{1,5})(?:[.,](\d{1,2}))?(?:\s*m(?:2|²))?")


def parse_area(text: str) -> int | None:
    """``45``, ``45,5`` or ``45.5 m²`` as dm²; None where nothing was typed; ValueError for anything else."""
    text = tidy(text)
    if not text:
        return None
    match = _AREA.fullmatch(text)
    if not match:
        raise ValueError(text)
    return int(match[1]) * 100 + int((match[2] or "").ljust(2, "0"))


def area_text(area: int | None) -> str:
    """dm² as it is typed: ``45,5``."""
    if area is None:
        return ""
    whole, rest = divmod(area, 100)
    return f"{whole},{rest:02d}".rstrip("0").rstrip(",") if rest else str(whole)


def _judged_choices(
    typed: MemberInput | HouseholdInput, names: Sequence[str], path: str, problems: list[Problem]
) -> dict[str, str]:
    """The chosen keys of *names*; a key that its list does not have is a problem (NK-06)."""
    found = {}
    for name in names:
        key = tidy(getattr(typed, name))
        if key and key not in LABELS_OF_FIELD[name]:
            problems.append(Problem(f"{path}{name}", _("Choose one of the list."), "NK-06"))
            key = ""
        found[name] = key
    return found


def _judged_birth(text: str, path: str, today: date, problems: list[Problem]) -> Birth | None:
    try:
        birth = parse_birth(text)
    except ValueError:
        problems.append(Problem(path, _("Type the birth as a year (1962) or a date (03/05/1962)."), "NK-02"))
        return None
    if birth and birth.year > today.year:
        problems.append(Problem(path, _("The birth year lies in the future."), "NK-03"))
    elif birth and birth.is_after(today):
        problems.append(Problem(path, _("The birth lies in the future."), "NK-03"))
    elif birth and birth.year < OLDEST_YEAR:
        problems.append(Problem(path, _("The birth year lies before 1900."), "NK-03"))
    return birth


def judge_member(
    typed: MemberInput, position: int, member_id: str, today: date, path: str, problems: list[Problem]
) -> Member:
    """A member from typed text, tidied; what breaks a rule is added to *problems* under ``path.<field>``."""
    name = tidy(typed.full_name)
    if not name:
        problems.append(Problem(f"{path}.full_name", _("The name is missing."), "NK-01"))
    sex = Sex(typed.sex) if typed.sex in tuple(Sex) else None
    phone = re.sub(r"[ .\-]", "", tidy(typed.phone))
    if phone and not _PHONE.fullmatch(phone):
        problems.append(
            Problem(f"{path}.phone", _("A telephone number has 10 or 11 digits and starts with 0."), "NK-05")
        )
    insurance = re.sub(r"[ .\-]", "", tidy(typed.health_insurance_number)).upper()
    if insurance and not _INSURANCE_NUMBER.fullmatch(insurance):
        message = _("A health-insurance number has 15 characters (HN2581234567890) or 10 digits.")
        problems.append(Problem(f"{path}.health_insurance_number", message, "NK-07"))
    return Member(
        health_insurance_number=insurance,
        **_judged_choices(typed, MEMBER_CHOICES, f"{path}.", problems),
        id=member_id,
        position=position,
        full_name=name,
        relation=canonical_relation(typed.relation),
        sex=sex,
        birth=_judged_birth(tidy(typed.birth), f"{path}.birth", today, problems),
        ethnic_group=tidy(typed.ethnic_group),
        citizen_id=re.sub(r"[ .\-]", "", tidy(typed.citizen_id)),
        phone=phone,
        note=tidy(typed.note),
        card_issued_on=judged_card_day(typed.card_issued_on, f"{path}.card_issued_on", today, problems),
        old_citizen_id=judged_old_number(typed.old_citizen_id, f"{path}.old_citizen_id", problems),
    )


def canonical_relation(text: str) -> str:
    """The customary spelling of a relation, whatever the case or accents; unknown ones stay as typed."""
    text = tidy(text)
    return _RELATION_BY_FOLD.get(fold(text), text)


_RELATION_BY_FOLD = {fold(relation): relation for relation in RELATIONS if fold(relation) not in ("bo", "ba")} | {
    "bo": "Bố",
    "cha": "Bố",
    "ba": "Bà",
    "chu ho": HEAD,
}


def judge_household(
    typed: HouseholdInput, household_id: str, commune_code: str, member_ids: Sequence[str], today: date
) -> Household:
    """A household from typed text, or :class:`InvalidInput` with every problem and its field.

    *member_ids* gives one id for each typed member. Exactly one member is the head (form of circular TT 07/2021).
    """
    problems: list[Problem] = []
    if not typed.hamlet_id:
        problems.append(Problem("hamlet_id", _("Choose the hamlet."), "HO-01"))
    if not typed.members:
        problems.append(Problem("members", _("A household has at least one member."), "HO-02"))
    members = tuple(
        judge_member(one, number, member_ids[number - 1], today, f"members.{number - 1}", problems)
        for number, one in enumerate(typed.members, 1)
    )
    heads = sum(member.is_head for member in members)
    if members and heads == 0:
        problems.append(Problem("members", _("Mark one member as head of the household."), "HO-03"))
    if heads > 1:
        problems.append(Problem("members", _("A household has only one head."), "HO-04"))
    phone = re.sub(r"[ .\-]", "", tidy(typed.phone))
    if phone and not _PHONE.fullmatch(phone):
        problems.append(Problem("phone", _("A telephone number has 10 or 11 digits and starts with 0."), "NK-05"))
    area = _judged_area(typed.dwelling_area, problems)
    chosen = _judged_choices(typed, HOUSEHOLD_CHOICES, "", problems) | _judged_several(typed, problems)
    problems += [
        Problem(f"{name}_reason", _("Say why."), "HO-07")
        for name in ("no_labour", "cannot_escape")
        if chosen[name] == YES and not tidy(getattr(typed, f"{name}_reason"))
    ]
    if problems:
        raise InvalidInput(problems)
    texts: dict[str, Any] = {name: tidy(getattr(typed, name)) for name in HOUSEHOLD_TEXTS}
    household = Household(
        id=household_id,
        commune_code=commune_code,
        hamlet_id=typed.hamlet_id,
        members=members,
        list_number=typed.list_number,
        phone=phone,
        dwelling_area=area,
    )
    return replace(household, **{**chosen, **texts})


def _judged_area(text: str, problems: list[Problem]) -> int | None:
    try:
        return parse_area(text)
    except ValueError:
        problems.append(Problem("dwelling_area", _("Type the area in square metres, for example 45,5."), "HO-08"))
        return None


def _judged_several(typed: HouseholdInput, problems: list[Problem]) -> dict[str, str]:
    found = {}
    for name in HOUSEHOLD_SEVERAL:
        keys = split_keys(tidy(getattr(typed, name)).replace(" ", ""))
        if any(key not in LABELS_OF_FIELD[name] for key in keys):
            problems.append(Problem(name, _("Choose one of the list."), "NK-06"))
            keys = tuple(key for key in keys if key in LABELS_OF_FIELD[name])
        found[name] = joined(keys)
    return found
