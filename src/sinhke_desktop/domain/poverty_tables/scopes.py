"""Facts by hamlet, the commune last, and what is known of everybody who lives there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from typing import Any

from sinhke_desktop.domain.hamlet import Hamlet
from sinhke_desktop.domain.poverty_facts import Facts
from sinhke_desktop.domain.poverty_tables.table import Scope, Totals
from sinhke_desktop.domain.review import PovertyClass

NO_HAMLET = "Chưa rõ thôn"
ALL = "Tổng cộng"
SHORT = {PovertyClass.POOR: "Hộ nghèo", PovertyClass.NEAR_POOR: "Hộ cận nghèo"}
MOST_NAMED = 8


def hamlet_words(hamlet: Hamlet) -> str:
    """``Thôn Tân Tiến``; a name that already begins with its kind stays."""
    if hamlet.name.casefold().startswith(hamlet.kind.casefold()):
        return hamlet.name
    return f"{hamlet.kind} {hamlet.name}".strip()


def scopes(found: Facts, items: Iterable[Any], hamlet_id: str = "") -> list[Scope]:
    """A scope for every hamlet in the commune's order, then the commune; with *hamlet_id*, that hamlet alone."""
    by_hamlet: dict[str, list[Any]] = {hamlet.id: [] for hamlet in found.hamlets}
    everything = list(items)
    for item in everything:
        by_hamlet.setdefault(item.hamlet_id, []).append(item)
    names = {hamlet.id: hamlet_words(hamlet) for hamlet in found.hamlets}
    made = [
        Scope(one, str(number), names.get(one, NO_HAMLET), some, totals_of(found, one))
        for number, (one, some) in enumerate(by_hamlet.items(), 1)
    ]
    if hamlet_id:
        return [one for one in made if one.hamlet_id == hamlet_id]
    return [*made, Scope("", "", ALL, everything, _together([one.totals for one in made if one.hamlet_id]), total=True,
                         parts=tuple(made))]  # fmt: skip


def totals_of(found: Facts, hamlet_id: str) -> Totals:
    """What was stated of the hamlet in the year."""
    stated = found.totals.get(hamlet_id)
    if stated is None:
        return Totals()
    return Totals(**{one.name: getattr(stated, one.name) for one in fields(Totals)})


def _together(some: Sequence[Totals]) -> Totals:
    """The commune's totals: known where every hamlet's is."""
    sums: dict[str, int | None] = {}
    for one in fields(Totals):
        values = [getattr(totals, one.name) for totals in some]
        sums[one.name] = sum(values) if values and None not in values else None
    return Totals(**sums)


def missing_notes(found: Facts, shown: Sequence[Scope], wanted: dict[str, str]) -> list[str]:
    """A sentence for the totals (field → words) that the same hamlets lack."""
    words_by_place: dict[str, list[str]] = {}
    homes = [one for one in shown if one.hamlet_id]
    for name, words in wanted.items():
        lacking = [one.label for one in homes if getattr(one.totals, name) is None]
        if lacking:
            place = "mọi thôn" if len(lacking) == len(homes) > 1 else listed(lacking)
            words_by_place.setdefault(place, []).append(words)
    return [
        f"Chưa nhập {', '.join(words)} năm {found.year} của {place}, nên chưa tính được tỷ lệ (–)."
        for place, words in words_by_place.items()
    ]


def listed(names: Sequence[str], most: int = MOST_NAMED) -> str:
    """The names, at most *most* of them, and how many more."""
    more = len(names) - most
    return ", ".join(names[:most]) + (f" và {more} nơi khác" if more > 0 else "")


def too_small_notes(shown: Sequence[Scope], name: str, words: str, part: Callable[[Scope], int]) -> list[str]:
    """A sentence for every hamlet whose stated total is smaller than the part that was counted."""
    return [
        f"{one.label}: {words} đã nhập là {stated}, ít hơn {part(one)} đếm được; tỷ lệ để trống (–), cần nhập lại."
        for one in shown
        if one.hamlet_id and (stated := getattr(one.totals, name)) is not None and stated < part(one)
    ]
