"""Which stored household and member a listed one is: by citizen id first, then by name and birth. Each at most once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sinhke_desktop.domain.cell_texts import folded
from sinhke_desktop.domain.household import Birth, Household, Member
from sinhke_desktop.domain.review_list import ListedHousehold, ListedMember, ListProblem, Severity
from sinhke_desktop.i18n import _


@dataclass(frozen=True, slots=True)
class Matches:
    """Stored household id by the listed household's first row; ``notes`` are things to know about a row.

    ``problems`` say the same by row and column: DU-04 a person whom another stored household has by the citizen id,
    DU-05 a new head of the same name and birth as somebody in the store.
    """

    by_row: Mapping[int, str]
    notes: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    problems: tuple[ListProblem, ...] = ()

    @property
    def stored_ids(self) -> frozenset[str]:
        """The stored households that the list names."""
        return frozenset(self.by_row.values())


def _birth_key(name: str, birth: Birth | None) -> tuple[str, int]:
    """Name without accents and the year of birth (0 if unknown): lists often hold no more."""
    return folded(name), birth.year if birth else 0


class _Pairing:
    """Which stored household each listed one is; each pass takes what the earlier ones left."""

    def __init__(
        self, listed: Sequence[ListedHousehold], stored: Sequence[Household], hamlet_ids: Mapping[str, str]
    ) -> None:
        self.by_row: dict[int, str] = {}
        self.holders = {member.citizen_id: one.id for one in stored for member in one.members if member.citizen_id}
        self._listed = listed
        self._stored = stored
        self._hamlet_ids = hamlet_ids
        self._taken: set[str] = set()

    def _take(self, household: ListedHousehold, stored_id: str) -> None:
        self.by_row[household.row] = stored_id
        self._taken.add(stored_id)

    def _left(self) -> Iterator[ListedHousehold]:
        return (one for one in self._listed if one.row not in self.by_row)

    def by_number(self) -> None:
        """The program's own number, which only its own lists have."""
        known = {one.id for one in self._stored}
        for household in self._left():
            if household.household_id in known and household.household_id not in self._taken:
                self._take(household, household.household_id)

    def by_head(self) -> None:
        """The head's citizen id, unless it must be mistyped."""
        heads = {one.head.citizen_id: one for one in self._stored if one.members and one.head.citizen_id}
        for household in self._left():
            theirs = heads.get(household.head.citizen_id)
            if theirs and theirs.id not in self._taken and _likely_one(household.head, theirs.head):
                self._take(household, theirs.id)

    def by_members(self) -> None:
        """Most members' citizen ids."""
        for household in self._left():
            if found := _by_members(household, self.holders, self._taken):
                self._take(household, found)

    def by_name(self) -> None:
        """The head's name, birth year and hamlet, then all the people."""
        names = _by_name(self._stored)
        alike: dict[tuple[str, int, str], list[ListedHousehold]] = {}
        for household in self._left():
            head = household.head
            key = (*_birth_key(head.full_name, head.birth), self._hamlet_ids.get(household.hamlet, ""))
            alike.setdefault(key, []).append(household)
        for key, group in alike.items():
            free = [one for one in names.get(key, ()) if one.id not in self._taken]
            for household, stored_id in _paired(group, free):
                self._take(household, stored_id)


def match_households(
    listed: Sequence[ListedHousehold],
    stored: Sequence[Household],
    hamlet_ids: Mapping[str, str],
    columns: Mapping[str, str] | None = None,
) -> Matches:
    """Passes over all: the program's own number; head's citizen id; most members' ids; head's name, birth, hamlet.

    The third needs at least half of the listed citizen ids in one stored household, so that a person who married into
    another household does not take the old one along.
    """
    pairing = _Pairing(listed, stored, hamlet_ids)
    pairing.by_number()
    pairing.by_head()
    pairing.by_members()
    pairing.by_name()
    by_row, holders = pairing.by_row, pairing.holders
    doubts = _held_elsewhere(listed, by_row, holders, columns or {})
    doubts += _namesakes(listed, by_row, stored, columns or {})
    notes: dict[int, tuple[str, ...]] = {}
    for first_row, problem in doubts:
        notes[first_row] = (*notes.get(first_row, ()), problem.message)
    return Matches(by_row, notes, tuple(problem for _row, problem in doubts))


def _likely_one(listed: ListedMember, stored: Member) -> bool:
    """False where a citizen id is the same but neither name nor birth year is: then one of the ids is mistyped."""
    if folded(listed.full_name) == folded(stored.full_name):
        return True
    return listed.birth is None or stored.birth is None or listed.birth.year == stored.birth.year


def _may_be(first: str, second: str) -> bool:
    """False where both citizen ids are known and differ: then a like name is another person's."""
    return not first or not second or first == second


def _likeness(listed: ListedHousehold, stored: Household) -> tuple[int, bool, int]:
    """People in common, the same number on the list, and (negative) stored people whom the list does not name."""
    people = [_birth_key(one.full_name, one.birth) for one in listed.members]
    known = Counter(_birth_key(one.full_name, one.birth) for one in stored.members)
    common = (Counter(people) & known).total()
    return common, listed.number is not None and listed.number == stored.list_number, common - known.total()


def _paired(listed: Sequence[ListedHousehold], stored: Sequence[Household]) -> Iterator[tuple[ListedHousehold, str]]:
    """Households whose heads are alike, paired by the likeness of all their people, the surest first.

    Of several that are equally like, none is taken, unless they name just the listed people.
    """
    pairs = sorted(
        (
            (_likeness(mine, theirs), mine, theirs)
            for mine in listed
            for theirs in stored
            if _may_be(mine.head.citizen_id, theirs.head.citizen_id)
        ),
        key=lambda pair: pair[0],
        reverse=True,
    )
    used: set[str] = set()
    rows: set[int] = set()
    for score, mine, theirs in pairs:
        if mine.row in rows or theirs.id in used:
            continue
        rivals = [one for likeness, other, one in pairs if other is mine and likeness == score and one.id not in used]
        if len(rivals) > 1 and (score[0] < len(mine.members) or score[2]):
            continue
        rows.add(mine.row)
        used.add(theirs.id)
        yield mine, theirs.id


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
    listed: Sequence[ListedHousehold], by_row: Mapping[int, str], holders: Mapping[str, str], columns: Mapping[str, str]
) -> list[tuple[int, ListProblem]]:
    """Members whose citizen id belongs to someone in another stored household, with their household's first row."""
    found = []
    for household in listed:
        own = by_row.get(household.row)
        for member in household.members:
            if member.citizen_id and holders.get(member.citizen_id, own) != own:
                message = _("{name} is already recorded in another household by the citizen id.")
                found.append((household.row, _doubt(member, columns.get("citizen_id", ""), "DU-04", message)))
    return found


def _namesakes(
    listed: Sequence[ListedHousehold],
    by_row: Mapping[int, str],
    stored: Sequence[Household],
    columns: Mapping[str, str],
) -> list[tuple[int, ListProblem]]:
    """New heads who have the name and birth of somebody in the store, unless both citizen ids are known."""
    new = [household for household in listed if household.row not in by_row and household.head.birth]
    if not new:
        return []
    people: dict[tuple[str, int], list[Member]] = {}
    for one in stored:
        for member in one.members:
            if member.birth:
                people.setdefault(_birth_key(member.full_name, member.birth), []).append(member)
    found = []
    for household in new:
        head = household.head
        alike = people.get(_birth_key(head.full_name, head.birth), ())
        if any(not head.citizen_id or not one.citizen_id for one in alike):
            message = _("The store already has a {name} with this birth; look whether it is the same person.")
            found.append((household.row, _doubt(head, columns.get("full_name", ""), "DU-05", message)))
    return found


def _doubt(member: ListedMember, column: str, code: str, message: str) -> ListProblem:
    return ListProblem(member.row, column, code, Severity.WARNING, message.format(name=member.full_name))


def match_members(listed: Sequence[ListedMember], stored: Sequence[Member]) -> list[Member | None]:
    """The stored member for each listed one: by the program's number, by citizen id, by name and birth; each once."""
    found: list[Member | None] = [None] * len(listed)
    free = list(stored)
    own = {member.id: member for member in stored}
    for place, one in enumerate(listed):
        match = own.pop(one.member_id, None) if one.member_id else None
        if match is not None:
            found[place] = match
            free.remove(match)
    by_id = {member.citizen_id: member for member in free if member.citizen_id}
    for place, one in enumerate(listed):
        if found[place] is not None:
            continue
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
