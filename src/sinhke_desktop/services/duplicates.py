"""People who look registered twice, to be asked about before a household is saved."""

from __future__ import annotations

from enum import IntEnum
from itertools import combinations

from sinhke_desktop.domain.household import Birth, Household, Member, parse_birth
from sinhke_desktop.domain.vietnamese import fold, normalise_tone, tidy
from sinhke_desktop.errors import Problem
from sinhke_desktop.i18n import _
from sinhke_desktop.services import households
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import households as stored


class _Alike(IntEnum):
    """How much two names are the same."""

    NOT = 0
    BUT_FOR_ACCENTS = 1
    SAME = 2


def _spelling(name: str) -> str:
    """*name* without what only the hand of the typist makes different: tone position, case, spaces, form of Unicode."""
    return normalise_tone(tidy(name)).casefold()


def _alike(first: str, second: str) -> _Alike:
    if _spelling(first) == _spelling(second):
        return _Alike.SAME
    return _Alike.BUT_FOR_ACCENTS if fold(first) == fold(second) else _Alike.NOT


def _same_birth(first: Birth, second: Birth, alike: _Alike) -> bool:
    """The same day; for the same name also the same year where one of the two is only known by its year."""
    if first.month and second.month:
        return first == second
    return alike is _Alike.SAME and first.year == second.year


def _is_double(member: Member, name: str, birth: Birth | None) -> bool:
    alike = _alike(member.full_name, name)
    return bool(alike and member.birth and birth and _same_birth(member.birth, birth, alike))


def namesakes(workspace: Workspace, household: Household) -> list[Problem]:
    """Members who have the name and the birth of somebody in another household (``HO-06``).

    ``Hoà`` and ``Hòa`` are one name. Names that differ in accents alone count only where the whole date is the same.
    """
    years = sorted({member.birth.year for member in household.members if member.birth})
    if not years:
        return []
    with workspace.database.read() as connection:
        known = [
            one for one in stored.born_in(connection, household.commune_code, years) if one[0] != household.id
        ]  # fmt: skip
        found = [
            (number, member, match[0], match[1])
            for number, member in enumerate(household.members)
            if member.birth and (match := _double(member, known))
        ]
        heads = {one.id: one.head.full_name for one in stored.get_households(connection, [one[2] for one in found])}
    return [
        Problem(f"members.{number}.full_name", _told(member, name, heads.get(household_id, "")), "HO-06")
        for number, member, household_id, name in found
    ]


def _double(member: Member, known: list[tuple[str, str, str]]) -> tuple[str, str] | None:
    """(household id, name) of the first of *known* who looks like the same person."""
    folded = fold(member.full_name)
    for household_id, name, birth in known:
        if fold(name) == folded and _is_double(member, name, parse_birth(birth)):
            return household_id, name
    return None


def _told(member: Member, name: str, head: str) -> str:
    message = _("{name}, born {birth}, is in the household of {head} already.")
    return message.format(name=name, birth=member.birth, head=head)


def twice_inside(household: Household) -> list[Problem]:
    """Two members of one household with the same name and birth (``HO-06``) or the same citizen id (``CC-04``)."""
    found = []
    for (_at, first), (number, second) in combinations(enumerate(household.members), 2):
        if second.citizen_id and first.citizen_id == second.citizen_id:
            message = _("{name} of this household carries the same citizen id.").format(name=first.full_name)
            found.append(Problem(f"members.{number}.citizen_id", message, "CC-04"))
        if _is_double(second, first.full_name, first.birth):
            message = _("{name}, born {birth}, stands twice in this household.")
            message = message.format(name=second.full_name, birth=second.birth)
            found.append(Problem(f"members.{number}.full_name", message, "HO-06"))
    return found


def warnings(workspace: Workspace, household: Household) -> list[Problem]:
    """All that looks odd about *household* but may be right: citizen ids, and people who look registered twice."""
    return households.warnings(workspace, household) + namesakes(workspace, household) + twice_inside(household)
