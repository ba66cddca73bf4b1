"""Households in words: classes, dates, members. Knows no Qt."""

from __future__ import annotations

from datetime import date, datetime

from sinhke_desktop.domain.household import Member, Sex
from sinhke_desktop.domain.review import CLASS_NAMES, INDICATORS, PovertyClass
from sinhke_desktop.services.workspace import VIETNAM

NOTHING = "–"
TONES = {
    PovertyClass.POOR: "poor",
    PovertyClass.NEAR_POOR: "near-poor",
    PovertyClass.NEWLY_ESCAPED: "escaped",
    PovertyClass.NONE: "neutral",
    PovertyClass.UNKNOWN: "neutral",
}
CLASS_ORDER = tuple(TONES)
SEXES = {Sex.MALE: "Nam", Sex.FEMALE: "Nữ"}


def number(value: int) -> str:
    """``1.464``."""
    return f"{value:,}".replace(",", ".")


def class_word(poverty_class: PovertyClass) -> str:
    """``Nghèo``, ``Cận nghèo``, ``Mới thoát nghèo``, short enough for a pill."""
    word = CLASS_NAMES[poverty_class].removeprefix("Hộ ")
    return word[0].upper() + word[1:]


def day(iso: str) -> str:
    """``14/11/2025`` from ISO text (date or time), a dash for none."""
    return date.fromisoformat(iso[:10]).strftime("%d/%m/%Y") if iso else NOTHING


def moment(iso: str) -> str:
    """``14/11/2025 10:32`` in Vietnam, where days are counted too, from ISO text with its zone."""
    try:
        return datetime.fromisoformat(iso).astimezone(VIETNAM).strftime("%d/%m/%Y %H:%M")
    except ValueError:
        return iso


def of_twelve(deprived: int | None) -> str:
    """``4 / 12``, a dash without a review."""
    return NOTHING if deprived is None else f"{deprived} / {len(INDICATORS)}"


def indicators(keys: frozenset[str]) -> str:
    """The names of *keys* in the form's order."""
    return ", ".join(name for key, name in INDICATORS.items() if key in keys)


def member_line(member: Member) -> str:
    """``Vợ · Nữ · 1983``, what is known of a member besides the name."""
    parts = (member.relation, SEXES[member.sex] if member.sex else "", str(member.birth) if member.birth else "")
    return " · ".join(part for part in parts if part)
