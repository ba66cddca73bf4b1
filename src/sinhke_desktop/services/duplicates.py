"""People who look registered twice, to be asked about before a household is saved."""

from __future__ import annotations

from sinhke_desktop.domain.household import Birth, Household, parse_birth
from sinhke_desktop.errors import Problem
from sinhke_desktop.i18n import _
from sinhke_desktop.services import households
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import households as stored


def _same(first: Birth, second: Birth) -> bool:
    """The same day, or the same year where one of the two is only known by its year."""
    if not first.month or not second.month:
        return first.year == second.year
    return first == second


def namesakes(workspace: Workspace, household: Household) -> list[Problem]:
    """Members who have the name and the birth of somebody in another household (``HO-06``)."""
    names = sorted({member.full_name for member in household.members if member.birth})
    if not names:
        return []
    with workspace.database.read() as connection:
        known = stored.namesakes(connection, household.commune_code, names)
    found = []
    for number, member in enumerate(household.members):
        for household_id, name, birth_text in known:
            birth = parse_birth(birth_text)
            if household_id == household.id or name != member.full_name or not member.birth or not birth:
                continue
            if _same(member.birth, birth):
                message = _("{name}, born {birth}, is in another household already.")
                message = message.format(name=name, birth=member.birth)
                found.append(Problem(f"members.{number}.full_name", message, "HO-06"))
                break
    return found


def warnings(workspace: Workspace, household: Household) -> list[Problem]:
    """All that looks odd about *household* but may be right: citizen ids, and people who look registered twice."""
    return households.warnings(workspace, household) + namesakes(workspace, household)
