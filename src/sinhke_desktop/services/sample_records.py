"""The whole record of the sample commune's households: invented answers that agree with each one's last review."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sinhke_desktop.domain.household import Household, Member
from sinhke_desktop.domain.household_lists import NO, YES, joined
from sinhke_desktop.domain.review import Review
from sinhke_desktop.domain.support import SupportInput, SupportKind
from sinhke_desktop.services import supports
from sinhke_desktop.services.households import changes_between
from sinhke_desktop.services.reviews import latest_by_household
from sinhke_desktop.services.workspace import Workspace, author
from sinhke_desktop.storage import households as stored
from sinhke_desktop.storage import journal
from sinhke_desktop.storage import reviews as stored_reviews

SEED = 22828
CHILD, OLD = 16, 60
_SCHOOL = ((3, ""), (6, "preschool"), (11, "primary"), (15, "lower_secondary"), (18, "upper_secondary"))
_CLEAN = ("tap", "drilled_well", "protected_well", "protected_spring")
_HYGIENIC = ("septic", "pour_flush")
_STRUCTURE = ("wall", "pillar", "roof")
_SEVERAL_DEVICES = ("tv", "smartphone", "radio")


def enter(workspace: Workspace, year: int) -> int:
    """Fill in dwelling, members, causes and needs of every household reviewed in *year*; returns how many."""
    with workspace.database.write() as connection:
        reviews = latest_by_household(stored_reviews.all_reviews(connection, workspace.commune_code, year))
        known = sorted(
            (one for one in stored.all_households(connection, workspace.commune_code) if one.id in reviews),
            key=lambda one: (one.list_number or 0, one.head.full_name),
        )
        chance = random.Random(SEED)  # noqa: S311 - invented people, the same each time
        drafts = []
        for household in known:
            changes = changes_between(household, _filled(household, reviews[household.id], year, chance))
            if changes:
                drafts.append(journal.Draft(stored.KIND, household.id, changes))
        journal.save(connection, author(workspace), drafts)
    _support(workspace, [one.id for one in known], year)
    return len(drafts)


def _support(workspace: Workspace, ids: Sequence[str], year: int) -> None:
    """Insurance cards for all, a latrine for some; one of those is paid for by two sources, which the program notes."""
    card = SupportInput(kind=SupportKind.HEALTH.value, what="Thẻ bảo hiểm y tế", source_code="NSTW-SN",
                        received_on=f"02/01/{year}")  # fmt: skip
    supports.give_many(workspace, ids, card)
    latrine = SupportInput(kind=SupportKind.WATER.value, what="Xây nhà tiêu hợp vệ sinh", source_code="QVNN-XA",
                           received_on=f"15/05/{year}", value="6000000", quantity="1", unit="nhà tiêu")  # fmt: skip
    supports.give_many(workspace, ids[::9], latrine)
    again = replace(latrine, household_id=ids[0], source_code="XHH", received_on=f"20/08/{year}", value="5000000")
    supports.give(workspace, again)


def _filled(household: Household, review: Review, year: int, chance: random.Random) -> Household:
    lacks = review.deprived
    members = _members(household.members, lacks, date(year, 11, 1), chance)
    heads = len(members)
    able = any(member.labour_capacity == "full" for member in members)
    per_head = chance.randint(450, 780) if "housingArea" in lacks else chance.randint(900, 2200)
    fragile = chance.sample(_STRUCTURE, 2) if "housingQuality" in lacks else []
    structure: dict[str, Any] = {name: "fragile" if name in fragile else "durable" for name in _STRUCTURE}
    devices = ("none",) if "informationAccessAssets" in lacks else chance.sample(_SEVERAL_DEVICES, 2)
    return replace(
        household,
        members=members,
        dwelling_area=per_head * heads,
        **structure,
        water_source="unprotected" if "cleanWater" in lacks else chance.choice(_CLEAN),
        toilet=chance.choice(("unhygienic", "none")) if "hygienicToilet" in lacks else chance.choice(_HYGIENIC),
        waste=chance.choice(("collected", "untreated")),
        internet=NO if "telecommunication" in lacks else YES,
        devices=joined(devices),
        causes=joined(_causes(lacks, able=able, chance=chance)),
        needs=joined(_needs(lacks, chance)),
        no_labour=NO if able else YES,
        no_labour_reason="" if able else "Không còn người trong độ tuổi lao động có khả năng lao động",
    )


def _causes(lacks: frozenset[str], *, able: bool, chance: random.Random) -> Sequence[str]:
    found = [] if able else ["labour", "illness"]
    found += ["skills"] if "employment" in lacks else []
    found += chance.sample(("land", "capital", "tools", "knowledge"), 2)
    return found


def _needs(lacks: frozenset[str], chance: random.Random) -> Sequence[str]:
    wanted = {"housingQuality": "housing", "cleanWater": "water", "hygienicToilet": "toilet",
              "childSchoolAttendance": "education", "healthInsurance": "health", "employment": "job"}  # fmt: skip
    return [need for key, need in wanted.items() if key in lacks] + chance.sample(("production", "loan", "training"), 1)


def _members(members: Sequence[Member], lacks: frozenset[str], day: date, chance: random.Random) -> tuple[Member, ...]:
    filled = [_member(member, _age(member, day), chance) for member in members]
    ages = [_age(member, day) for member in members]
    grown = next((at for at, age in enumerate(ages) if CHILD <= age < OLD), 0)
    if "healthInsurance" in lacks:
        filled[grown] = replace(filled[grown], insured=NO)
    if "employment" in lacks:
        filled[grown] = replace(filled[grown], work=chance.choice(("unemployed", "no_contract")))
    young = [at for at, age in enumerate(ages) if CHILD <= age <= 30]
    for at in young:
        lacking = "adultEducation" in lacks and at == young[0]
        filled[at] = replace(filled[at], education="primary" if lacking else "upper_secondary")
    pupils = [at for at, age in enumerate(ages) if 3 <= age < CHILD]
    if pupils and "childSchoolAttendance" in lacks:
        filled[pupils[-1]] = replace(filled[pupils[-1]], schooling="none")
    small = [at for at, age in enumerate(ages) if age < CHILD]
    if small and "nutrition" in lacks:
        filled[small[-1]] = replace(filled[small[-1]], nutrition="stunted")
    return tuple(filled)


def _age(member: Member, day: date) -> int:
    return member.birth.age_on(day) if member.birth else 40


def _member(member: Member, age: int, chance: random.Random) -> Member:
    child = age < CHILD
    school = next((key for limit, key in _SCHOOL if age < limit), "")
    capacity = "none" if child or age >= 75 else "reduced" if age >= OLD else "full"
    return replace(
        member,
        insured=YES,
        schooling=school if age < 18 else "none",
        education="none" if child else chance.choice(("primary", "lower_secondary", "upper_secondary")),
        work="studying" if child and age >= 6 else "" if child else "unable" if capacity == "none" else "own",
        labour_capacity=capacity,
        disability="no",
        social_allowance=YES if age >= 80 else NO,
        merit=NO,
        nutrition="normal" if child else "",
    )
