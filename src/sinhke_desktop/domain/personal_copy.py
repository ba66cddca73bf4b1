"""The copy of personal data that a person may ask for: every filled field in words, record by record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any

from sinhke_desktop.domain.commune import Commune
from sinhke_desktop.domain.data_request import REQUEST_NAMES
from sinhke_desktop.domain.household import Household, Member, Sex, area_text
from sinhke_desktop.domain.household_lists import LABELS_OF_FIELD, words_of
from sinhke_desktop.domain.life_act import ACT_NAMES
from sinhke_desktop.domain.money import format_number
from sinhke_desktop.domain.personal_fields import FIELDS, RECORD_NAMES, Mark
from sinhke_desktop.domain.review import ALL_INDICATORS, CLASS_NAMES, ResultStatus, Review, ReviewKind
from sinhke_desktop.domain.round_movement import MOVEMENT_NAMES
from sinhke_desktop.domain.rounds import ORIGIN_NAMES, OUTCOME_NAMES, SCREENING_NAMES
from sinhke_desktop.domain.support import SUPPORT_NAMES, Support
from sinhke_desktop.domain.visit import NEEDS as VISIT_NEEDS

_OTHER_WORDS: Mapping[StrEnum, str] = {
    Sex.MALE: "Nam", Sex.FEMALE: "Nữ",
    ReviewKind.YEARLY: "Định kỳ", ReviewKind.AD_HOC: "Thường xuyên",
    ResultStatus.PRELIMINARY: "Sơ bộ", ResultStatus.OFFICIAL: "Chính thức",
}  # fmt: skip
_TABLES: Sequence[Mapping[Any, str]] = (
    SUPPORT_NAMES, ACT_NAMES, CLASS_NAMES, ORIGIN_NAMES, SCREENING_NAMES, OUTCOME_NAMES, REQUEST_NAMES,
    MOVEMENT_NAMES, _OTHER_WORDS,
)  # fmt: skip
_KEYED: Mapping[str, Mapping[str, str]] = {"deprived": ALL_INDICATORS, "need_keys": VISIT_NEEDS}
"""Fields of a visit that hold several keys as text."""
_KEPT = {"+": "đã làm", "-": "chưa làm", "?": "chưa rõ"}
_ALSO = {Review: ("year", "kind", "status", "reviewed_on"), Support: ("quantity", "unit", "programme")}
"""Fields that are no personal data but say which record it is."""


@dataclass(frozen=True, slots=True)
class CopySection:
    """One record: its title and its lines (name of the field, value in words)."""

    title: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PersonalCopy:
    """All that the program holds of a household; of one person where ``person`` names her or him."""

    commune: Commune
    head: str
    hamlet: str
    made_on: date
    sections: tuple[CopySection, ...]
    person: str = ""


def in_words(name: str, value: object) -> str:
    """A field's value as it is printed; nothing for an empty one."""
    if value is None or value == "" or value == frozenset():
        return ""
    if isinstance(value, StrEnum):
        return next((table[value] for table in _TABLES if _holds(table, value)), value.value)
    if isinstance(value, bool):
        return "Có" if value else ""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, frozenset):
        return ", ".join(ALL_INDICATORS.get(key, key) for key in sorted(value))
    if name == "dwelling_area" and isinstance(value, int):
        return f"{area_text(value)} m²"
    if isinstance(value, int):
        return str(value) if name in ("year", "position") else format_number(value)
    return _text_in_words(name, value) if isinstance(value, str) else str(value)


def _text_in_words(name: str, text: str) -> str:
    """Keys of a list as its words; other text as it stands."""
    if name in LABELS_OF_FIELD:
        return words_of(name, text)
    if name in _KEYED:
        return ", ".join(_KEYED[name].get(key, key) for key in text.split(","))
    if name == "kept":
        return ", ".join(_KEPT.get(mark, mark) for mark in text)
    return text.replace("\t", ", ")


def _holds(table: Mapping[Any, str], value: StrEnum) -> bool:
    return any(type(key) is type(value) for key in table) and value in table


def _lines(record: Any) -> tuple[tuple[str, str], ...]:
    marks = FIELDS[type(record)]
    wanted = _ALSO.get(type(record), ())
    found = []
    for one in fields(record):
        field = marks[one.name]
        if one.name.endswith("hamlet_id") or (field.mark is Mark.NONE and one.name not in wanted):
            continue
        text = in_words(one.name, getattr(record, one.name))
        if text:
            found.append((field.words, text))
    return tuple(found)


def sections_of(
    household: Household, hamlet: str, reviews: Sequence[Review], others: Sequence[Any], member_id: str = ""
) -> tuple[CopySection, ...]:
    """Everything about *household*, its members, results and *others* (records of :data:`.personal_fields.FIELDS`).

    With *member_id* only the household's own fields, that member, and records that name the member.
    """
    own = (("Thôn", hamlet), *_lines(household))
    found = [CopySection(RECORD_NAMES[Household], own)]
    found += [
        CopySection(f"{RECORD_NAMES[Member]}: {one.full_name}", _lines(one))
        for one in household.members
        if member_id in ("", one.id)
    ]
    if member_id:
        others = [one for one in others if member_id in _members_named(one)]
    else:
        found += [CopySection(f"{RECORD_NAMES[Review]} {one.year}", _lines(one)) for one in reviews]
    found += [CopySection(RECORD_NAMES[type(one)], lines) for one in others if (lines := _lines(one))]
    return tuple(found)


def _members_named(record: Any) -> list[str]:
    text = getattr(record, "member_id", "") or getattr(record, "member_ids", "")
    return str(text).split(",")
