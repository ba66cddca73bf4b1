"""What a stored member or household becomes when a list says something about it: empty cells never erase anything."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

from sinhke_desktop.domain.cell_texts import tidied
from sinhke_desktop.domain.household import HEAD, RELATIONS, Birth, Household, Member, parse_area
from sinhke_desktop.domain.import_words import FieldChange
from sinhke_desktop.domain.review_list import ListedHousehold, ListedMember
from sinhke_desktop.i18n import _

OTHER = RELATIONS[-1]


def new_member(listed: ListedMember, position: int, member_id: str) -> Member:
    """A member of a household that the store does not have."""
    return Member(
        id=member_id,
        position=position,
        full_name=listed.full_name,
        relation=listed.relation,
        sex=listed.sex,
        birth=listed.birth,
        ethnic_group=listed.ethnic_group,
        citizen_id=listed.citizen_id,
        phone=listed.phone,
        **_record_of_member(listed),
    )


def merged_member(before: Member, listed: ListedMember) -> Member:
    """*before* with what the list says; a cell that holds just what is stored changes nothing, however it reads."""
    return replace(
        before,
        full_name=listed.full_name or before.full_name,
        relation=listed.relation or before.relation,
        sex=listed.sex or before.sex,
        birth=_birth(before.birth, listed.birth),
        ethnic_group=_kept(before.ethnic_group, listed.raw_ethnic_group, listed.ethnic_group),
        citizen_id=_kept(before.citizen_id, _compact(listed.raw_citizen_id), listed.citizen_id),
        phone=_kept(before.phone, _compact(listed.raw_phone), listed.phone),
        **_record_of_member(listed),
    )


def _record_of_member(listed: ListedMember) -> dict[str, Any]:
    """The wider fields of a member that the list gives, as the member keeps them."""
    record: dict[str, Any] = dict(listed.record)
    if "card_issued_on" in record:
        record["card_issued_on"] = date.fromisoformat(record["card_issued_on"])
    return record


def _kept(before: str, written: str, read: str) -> str:
    return before if not read or written == before else read


def _compact(text: str) -> str:
    return re.sub(r"[ .\-']", "", tidied(text))


def _birth(before: Birth | None, listed: Birth | None) -> Birth | None:
    """The listed birth, unless it is only the year of the date already known."""
    if listed is None or (before is not None and not listed.month and listed.year == before.year):
        return before
    return listed


def record_of(listed: ListedHousehold) -> dict[str, Any]:
    """The wider fields of a household that the list gives, as the household keeps them."""
    record: dict[str, Any] = dict(listed.record)
    if "dwelling_area" in record:
        record["dwelling_area"] = parse_area(record["dwelling_area"])
    return record


def merged_household(
    before: Household, listed: ListedHousehold, hamlet_id: str, members: tuple[Member, ...]
) -> Household:
    """*before* with what the list says; a running number in a list of the program's own is not the list's number."""
    own_list = listed.household_id == before.id
    return replace(
        before,
        hamlet_id=hamlet_id,
        members=members,
        list_number=before.list_number if listed.number is None or own_list else listed.number,
        note=listed.note or before.note,
        **record_of(listed),
    )


def one_head(members: tuple[Member, ...], head_id: str, head_name: str) -> tuple[tuple[Member, ...], list[FieldChange]]:
    """A former head whom the list does not name head any more becomes “Khác”: a household has one head."""
    heads = [member for member in members if member.is_head]
    if len(heads) < 2:
        return members, []
    named = (one for one in heads if one.full_name == head_name and (not head_id or one.citizen_id == head_id))
    stays = next(named, heads[-1])
    changes = [
        FieldChange(f"{one.full_name} · {_('Relation to the head')}", HEAD, OTHER) for one in heads if one is not stays
    ]
    return tuple(replace(one, relation=OTHER) if one.is_head and one is not stays else one for one in members), changes
