"""Finding a commune in the official list: by name without accents, by code, or by a unit it was made from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from sinhke_desktop.domain.commune import CommuneUnit
from sinhke_desktop.domain.vietnamese import fold, sort_key
from sinhke_desktop.errors import NotFound
from sinhke_desktop.i18n import _
from sinhke_desktop.services import lists

_NO_MATCH = 99


@dataclass(frozen=True, slots=True)
class _Searchable:
    """A unit with the spellings it is found by; names come with and without their kind.

    A phrase is one place with all that it lies in, a space before each word.
    """

    unit: CommuneUnit
    names: tuple[str, ...]
    old_names: tuple[str, ...]
    old_codes: tuple[str, ...]
    phrases: tuple[str, ...]
    sort_key: str

    def rank(self, query: str) -> int:
        """The smaller the better: exact, prefix, contained, all words; the unit itself before what it was made from."""
        if query == self.unit.code or query in self.names:
            return 0
        if query in self.old_codes or query in self.old_names:
            return 1
        for first, test in ((2, str.startswith), (4, str.__contains__)):
            if any(test(name, query) for name in self.names):
                return first
            if any(test(name, query) for name in self.old_names):
                return first + 1
        words = [f" {word}" for word in query.split()]
        return 6 if any(all(word in phrase for word in words) for phrase in self.phrases) else _NO_MATCH


def _key(text: str) -> str:
    return " ".join(re.sub(r"[^\w ]", " ", re.sub(r"['’ʼ]", "", fold(text))).split())


def _both(full_name: str) -> tuple[str, str]:
    key = _key(full_name)
    return key, re.sub(r"^(xa|phuong|thi tran|dac khu|huyen) ", "", key)


@lru_cache(maxsize=1)
def _searchables() -> tuple[_Searchable, ...]:
    found = []
    for unit in lists.units().values():
        names = _both(unit.full_name)
        old_names = tuple(name for old in unit.made_from for name in _both(old.name))
        here = unit.full_name
        phrases = {f"{here} {unit.province_name}"}
        for old in unit.made_from:
            phrases |= {f"{name} {old.district} {old.province}" for name in (here, old.name)}
        found.append(
            _Searchable(
                unit=unit,
                names=names,
                old_names=old_names,
                old_codes=tuple(old.code for old in unit.made_from if old.code),
                phrases=tuple(f" {_key(phrase)}" for phrase in sorted(phrases)),
                sort_key=sort_key(f"{unit.name} {unit.province_name}"),
            )
        )
    return tuple(found)


def find_units(query: str, limit: int = 20) -> list[CommuneUnit]:
    """At most *limit* current units for a name, a code or an old unit's name or code, best first.

    Accents, case, hyphens and apostrophes do not count; several words may mix commune, old unit, old district and
    province (``anh dung khanh hoa``). Empty for an empty query.
    """
    key = _key(query)
    if not key:
        return []
    ranked = ((item.rank(key), item.sort_key, item.unit) for item in _searchables())
    best = sorted((found for found in ranked if found[0] != _NO_MATCH), key=lambda found: found[:2])
    return [unit for _rank, _sort, unit in best[:limit]]


def unit(code: str) -> CommuneUnit:
    """The current unit with *code*; raises :class:`NotFound`."""
    try:
        return lists.units()[code]
    except KeyError:
        message = _("There is no commune with the code {code} in the list.").format(code=code)
        raise NotFound(message, _("Search it by name.")) from None
