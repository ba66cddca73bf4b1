"""A household's life map: one page in a villager's words, without points and codes. The program's own paper.

What the law calls sensitive (health, ethnic group, why a household is poor; domain.md 8) stands on it only where it was
asked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sinhke_desktop.domain.commune import Commune
from sinhke_desktop.domain.household import Household, Member, area_text
from sinhke_desktop.domain.household_lists import UNCLEAN_WATER, UNHYGIENIC_TOILETS, split_keys, words_of
from sinhke_desktop.domain.indicator_words import WORDS
from sinhke_desktop.domain.money import format_dong, format_number
from sinhke_desktop.domain.review import ALL_INDICATORS, PovertyClass
from sinhke_desktop.domain.support import Support

OF_HEALTH = frozenset({"nutrition"})
"""Indicators that tell of somebody's health."""
MANY = 6
"""Of more things that are lacking each is only named."""
LEVELS: Mapping[PovertyClass, int] = {
    PovertyClass.POOR: 0,
    PovertyClass.NEAR_POOR: 1,
    PovertyClass.NEWLY_ESCAPED: 2,
    PovertyClass.NONE: 2,
}
LEVEL_NAMES = ("Hộ nghèo", "Hộ cận nghèo", "Thoát nghèo")
"""How high a class stands on the way, from below."""


@dataclass(frozen=True, slots=True)
class LifeMap:
    """Everything on one household's page, each line as it is read.

    ``ahead`` are (when, what) in order of time, ``years`` the class of each year, oldest first; ``wish`` is what the
    household said it wants, ``wish_year`` the next year.
    """

    commune: Commune
    hamlet: str
    head: str
    made_on: date
    people: tuple[str, ...]
    have: tuple[str, ...]
    lack: tuple[str, ...]
    received: tuple[str, ...]
    agreed: tuple[str, ...]
    ahead: tuple[tuple[str, str], ...]
    years: tuple[tuple[int, PovertyClass], ...]
    wish: str = ""

    @property
    def wish_year(self) -> int:
        """The year that the page looks ahead to."""
        return max([self.made_on.year, *(year for year, _class in self.years)]) + 1


def people_lines(members: Sequence[Member], day: date, *, private: bool = False) -> tuple[str, ...]:
    """``Đỗ Đức Dũng (chủ hộ), 46 tuổi``; with *private* also the ethnic group and a disability."""
    return tuple(_person(one, day, private=private) for one in members)


def _person(member: Member, day: date, *, private: bool) -> str:
    said = [f"{member.full_name} ({member.relation.lower()})" if member.relation else member.full_name]
    if member.birth is not None:
        age = member.birth.age_on(day)
        said.append(f"{age} tuổi" if age > 0 else "dưới 1 tuổi")
    if private and member.ethnic_group:
        said.append(f"dân tộc {member.ethnic_group}")
    if private and member.disability not in ("", "no"):
        said.append(f"khuyết tật {words_of('disability', member.disability).lower()}")
    return ", ".join(said)


def have_lines(household: Household, herd: str = "") -> tuple[str, ...]:
    """What the household has: dwelling, water, toilet, devices, what it raises (*herd*, in words)."""
    found = []
    if household.dwelling_area:
        found.append(f"Nhà ở rộng {area_text(household.dwelling_area)} mét vuông")
    if household.water_source and household.water_source not in UNCLEAN_WATER:
        found.append(f"Nước dùng: {words_of('water_source', household.water_source).lower()}")
    if household.toilet and household.toilet not in UNHYGIENIC_TOILETS:
        found.append(f"Nhà tiêu: {words_of('toilet', household.toilet).lower()}")
    devices = [one for one in split_keys(household.devices) if one != "none"]
    if devices:
        found.append(words_of("devices", ",".join(devices)).capitalize())
    working = sum(one.work in ("contract", "no_contract", "own") for one in household.members)
    if working:
        found.append(f"{working} người có việc làm")
    studying = sum(one.schooling not in ("", "none") for one in household.members)
    if studying:
        found.append(f"{studying} người đang đi học")
    return (*found, herd) if herd else tuple(found)


def lack_lines(deprived: frozenset[str], *, private: bool = False) -> tuple[str, ...]:
    """What the household lacks, in the form's order; with *private* also what tells of somebody's health.

    Where it lacks much, each thing is only named, so that all of them find room.
    """
    keys = [key for key in ALL_INDICATORS if key in deprived and (private or key not in OF_HEALTH)]
    return tuple(ALL_INDICATORS[key] if len(keys) > MANY else _capital(WORDS[key]) for key in keys)


def received_line(support: Support) -> str:
    """``06/2024: 2 con bò cái sinh sản, trị giá 37.740.000 đồng``."""
    count = f"{format_number(support.quantity)} {support.unit} ".replace("  ", " ") if support.quantity else ""
    worth = f", trị giá {format_dong(support.value)} đồng" if support.value else ""
    return f"{support.received_on:%m/%Y}: {count}{support.what}{worth}"


def class_by_year(known: Sequence[tuple[date, PovertyClass]], most: int = 8) -> tuple[tuple[int, PovertyClass], ...]:
    """The last class of each year that has a level on the way, oldest first, at most the newest *most* years."""
    found = {day.year: one for day, one in sorted(known, key=lambda pair: pair[0]) if one in LEVELS}
    return tuple(sorted(found.items())[-most:])


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
