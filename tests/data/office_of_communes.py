"""Communes' records written straight into an office's store, each through its own view of it. Invented people."""

from __future__ import annotations

from dataclasses import replace

from sinhke_desktop.domain.commune import Area, Commune
from sinhke_desktop.domain.household import HouseholdInput, MemberInput
from sinhke_desktop.domain.operations import CREATE
from sinhke_desktop.services import denominators, hamlets, households, reviews
from sinhke_desktop.services.workspace import Workspace, author
from sinhke_desktop.storage import journal, places

LACKING = frozenset({"employment", "nutrition", "healthInsurance"})


def add_commune(office: Workspace, code: str, name: str) -> Workspace:
    """The office's store as a new commune sees it, with one hamlet."""
    view = replace(office, commune_code=code, officer="Cán bộ xã")
    commune = Commune(code, name, "Tỉnh Khánh Hòa", Area.RURAL, "2026-04-30", "2023-2025")
    with office.database.write() as connection:
        draft = journal.Draft("commune", code, places.commune_fields(commune), CREATE, new=True)
        journal.save(connection, author(view), [draft])
    hamlets.add(view, f"Thôn {name}")
    return view


def add_household(view: Workspace, head: str, *, poor: bool, year: str = "2025", members: int = 2) -> str:
    """A poor or near-poor household of *members* people; returns its id."""
    [hamlet] = hamlets.all_hamlets(view)
    people = tuple(
        MemberInput(head if place == 0 else f"{head} {place}", "Chủ hộ" if place == 0 else "Con trai", "Nam", "1980",
                    "Kinh" if poor else "Chăm") for place in range(members)
    )  # fmt: skip
    household = households.register(view, HouseholdInput(hamlet.id, people))
    reviews.record(
        view,
        reviews.ReviewInput(household.id, year, income_points="120" if poor else "135", deprivation_points="30",
                            deprived=LACKING if poor else frozenset({"employment"})),
    )  # fmt: skip
    return household.id


def state_totals(view: Workspace, households_: int, persons: int, year: int = 2025) -> None:
    """Everybody who lives in the commune's hamlet."""
    [hamlet] = hamlets.all_hamlets(view)
    numbers = {"households": str(households_), "persons": str(persons)}
    denominators.state(view, year, [denominators.Typed(hamlet.id, numbers)])
