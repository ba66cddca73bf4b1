"""Which stored household and member a listed one is: by citizen id first, then by name and birth. Each at most once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sinhke_desktop.domain.household import Birth, Household, Member
from sinhke_desktop.domain.listed_values import folded
from sinhke_desktop.domain.review_list import ListedHousehold, ListedMember
from sinhke_desktop.i18n import _


@dataclass(frozen=True, slots=True)
class Matches:
    """Stored household id by the listed household's first row; ``notes`` are things to know about a row."""

    by_row: Mapping[int, str]
    notes: Mapping[int, tuple[str, ...]] = field(default_factory=dict)

    @property
    def stored_ids(self) -> frozenset[str]:
        """The stored households that the list names."""
        return frozenset(self.by_row.values())


def _birth_key(name: str, birth: Birth | None) -> tuple[str, int]:
    """Name without accents and the year of birth (0 if unknown): lists often hold no more."""
    return folded(name), birth.year if birth else 0


def match_households(
    listed: Sequence[ListedHousehold], stored: Sequence[Household], hamlet_ids: Mapping[str, str]
) -> Matches:
    """Three passes over all: head's citizen id; most members' citizen ids; head's name, birth year and hamlet.

    The second needs at least half of the listed citizen ids in one stored household, so that a person who married into
    another household does not take the old one along. Two equally good candidates are no match.
    """
    by_row: dict[int, str] = {}
    taken: set[str] = set()

    def take(household: ListedHousehold, stored_id: str) -> None:
        by_row[household.row] = stored_id
        taken.add(stored_id)

    heads = {one.head.citizen_id: one.id for one in stored if one.members and one.head.citizen_id}
    for household in listed:
        found = heads.get(household.head.citizen_id, "")
        if found and found not in taken:
            take(household, found)
    holders: dict[str, str] = {
        member.citizen_id: one.id for one in stored for member in one.members if member.citizen_id
    }
    for household in listed:
        if household.row not in by_row and (found := _by_members(household, holders, taken)):
            take(household, found)
    names = _by_name(stored)
    for household in listed:
        if household.row in by_row:
            continue
        head = household.head
        key = (*_birth_key(head.full_name, head.birth), hamlet_ids.get(household.hamlet, ""))
        candidates = [
            one for one in names.get(key, ()) if one.id not in taken and _may_be(head.citizen_id, one.head.citizen_id)
        ]
        if len(candidates) == 1:
            take(household, candidates[0].id)
    return Matches(by_row, _held_elsewhere(listed, by_row, holders))


def _may_be(first: str, second: str) -> bool:
    """False where both citizen ids are known and differ: then a like name is another person's."""
    return not first or not second or first == second


def _by_members(household: ListedHousehold, holders: Mapping[str, str], taken: set[str]) -> str:
    numbers = [member.citizen_id for member in household.members if member.citizen_id]
    votes = Counter(holder for number in numbers if (holder := holders.get(number)) is not None and holder not in taken)
    best = votes.most_common(2)
    if not best or best[0][1] * 2 < len(numbers) or (len(best) > 1 and best[1][1] == best[0][1]):
        return ""
    return best[0][0]


def _by_name(stored: Sequence[Household]) -> dict[tuple[str, int, str], list[Household]]:
    names: dict[tuple[str, int, str], list[Household]] = {}
    for one in stored:
        if one.members:
            key = (*_birth_key(one.head.full_name, one.head.birth), one.hamlet_id)
            names.setdefault(key, []).append(one)
    return names


def _held_elsewhere(
    listed: Sequence[ListedHousehold], by_row: Mapping[int, str], holders: Mapping[str, str]
) -> dict[int, tuple[str, ...]]:
    """For each row the members whose citizen id belongs to someone in another stored household."""
    notes: dict[int, tuple[str, ...]] = {}
    for household in listed:
        own = by_row.get(household.row)
        names = [
            member.full_name
            for member in household.members
            if member.citizen_id and holders.get(member.citizen_id, own) != own
        ]
        if names:
            text = _("Already recorded in another household by their citizen id: {names}.")
            notes[household.row] = (text.format(names=", ".join(names)),)
    return notes


def match_members(listed: Sequence[ListedMember], stored: Sequence[Member]) -> list[Member | None]:
    """The stored member for each listed one: by citizen id, then by name and birth year, each stored one once."""
    found: list[Member | None] = [None] * len(listed)
    free = list(stored)
    by_id = {member.citizen_id: member for member in stored if member.citizen_id}
    for place, one in enumerate(listed):
        match = by_id.pop(one.citizen_id, None) if one.citizen_id else None
        if match is not None:
            found[place] = match
            free.remove(match)
    for strict in (True, False):
        for place, one in enumerate(listed):
            if found[place] is None and free:
                found[place] = match = _like(one, free, strict=strict)
                if match is not None:
                    free.remove(match)
    return found


def _like(listed: ListedMember, free: Sequence[Member], *, strict: bool) -> Member | None:
    """A free member of the same name and birth year; where one of the births is unknown, of the same name alone.

    *strict* asks that their citizen ids do not differ; without it a differing id is one that was mistyped.
    """
    possible = [
        member
        for member in free
        if folded(member.full_name) == folded(listed.full_name)
        and (not strict or _may_be(listed.citizen_id, member.citizen_id))
    ]
    year = listed.birth.year if listed.birth else None
    for member in possible:
        if (member.birth.year if member.birth else None) == year:
            return member
    if not strict:
        return None
    return next((member for member in possible if member.birth is None or year is None), None)
