"""Households and their members as the yearly review lists them (decision 24/2021/QĐ-TTg; domain.md 2.4, 6)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

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
    """One person (nhân khẩu). ``id`` is 16 hexadecimal digits, ``position`` the order on the list from 1."""

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

    @property
    def is_head(self) -> bool:
        """True for the head of the household (chủ hộ)."""
        return self.relation == HEAD


@dataclass(frozen=True, slots=True)
class Household:
    """A household (hộ) of one commune; ``list_number`` is its number on the last imported list, if any."""

    id: str
    commune_code: str
    hamlet_id: str
    members: tuple[Member, ...]
    list_number: int | None = None
    address: str = ""
    phone: str = ""
    note: str = ""
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
    id: str = ""


@dataclass(frozen=True, slots=True)
class HouseholdInput:
    """A household as typed: text only."""

    hamlet_id: str = ""
    members: Sequence[MemberInput] = field(default_factory=tuple)
    address: str = ""
    phone: str = ""
    note: str = ""
    list_number: int | None = None


_PHONE = re.compile(r"0\d{9,10}")


def _judged_birth(text: str, path: str, today: date, problems: list[Problem]) -> Birth | None:
    try:
        birth = parse_birth(text)
    except ValueError:
        problems.append(Problem(path, _("Type the birth as a year (1962) or a date (03/05/1962)."), "NK-02"))
        return None
    if birth and birth.year > today.year:
        problems.append(Problem(path, _("The birth year lies in the future."), "NK-03"))
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
    return Member(
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
    if problems:
        raise InvalidInput(problems)
    return Household(
        id=household_id,
        commune_code=commune_code,
        hamlet_id=typed.hamlet_id,
        members=members,
        list_number=typed.list_number,
        address=tidy(typed.address),
        phone=phone,
        note=tidy(typed.note),
    )
