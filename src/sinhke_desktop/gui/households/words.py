"""Households in words: classes, dates, members, and what changed in a record. Knows no Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sinhke_desktop.domain.household import HEAD, Household, Member, Sex, parse_birth
from sinhke_desktop.domain.operations import CREATE, REMOVE, REMOVED, RESTORE, Value
from sinhke_desktop.domain.review import CLASS_NAMES, INDICATORS, PovertyClass
from sinhke_desktop.i18n import N_, _
from sinhke_desktop.services.households import HistoryEntry

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
_FIELDS = {
    "hamlet_id": N_("Hamlet"),
    "list_number": N_("Number on the list"),
    "address": N_("Address"),
    "phone": N_("Telephone"),
    "note": N_("Note"),
    "position": N_("Place in the household"),
    "full_name": N_("Full name"),
    "relation": N_("Relation to the head"),
    "sex": N_("Sex"),
    "birth": N_("Birth"),
    "ethnic_group": N_("Ethnic group"),
    "citizen_id": N_("Citizen id"),
}


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
    """``14/11/2025 10:32`` by this machine's clock, from ISO text with its zone."""
    try:
        return datetime.fromisoformat(iso).astimezone().strftime("%d/%m/%Y %H:%M")
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


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One line of a household's history in words."""

    when: str
    officer: str
    what: str
    old: str
    new: str


def _value(field: str, value: Value, hamlets: Mapping[str, str]) -> str:
    if value in (None, ""):
        return NOTHING
    if field == "hamlet_id":
        return hamlets.get(str(value), NOTHING)
    if field == "sex":
        return SEXES[Sex(str(value))] if value in tuple(Sex) else str(value)
    if field == "birth":
        try:
            return str(parse_birth(str(value)))
        except ValueError:
            return str(value)
    return str(value)


def _names(entries: Sequence[HistoryEntry], household: Household) -> dict[str, str]:
    """The last known name of every member that ever was; entries come newest first."""
    names = {member.id: member.full_name for member in household.members}
    for entry in entries:
        parts = entry.path.split("/")
        if len(parts) == 3 and parts[2] == "full_name":
            names.setdefault(parts[1], str(entry.new))
    return names


def history_lines(
    entries: Sequence[HistoryEntry], household: Household, hamlets: Mapping[str, str]
) -> list[HistoryLine]:
    """The history, newest first: a new household or member is one line, every other change one line a field."""
    names = _names(entries, household)
    joined = {(one.when, one.path.split("/")[1]) for one in entries if _joins(one)}
    created = {one.when for one in entries if one.action == CREATE}
    heads = {(one.when, one.path.split("/")[1]) for one in entries if one.new == HEAD and "/" in one.path}
    lines: list[HistoryLine] = []
    told: set[str] = set()
    for one in entries:
        if one.when in created:
            if one.when not in told:
                told.add(one.when)
                first = [key for when, key in joined if when == one.when]
                head = next((names[key] for key in first if (one.when, key) in heads), NOTHING)
                people = _("{name} and {count} members in all").format(name=head, count=len(first))
                lines.append(HistoryLine(moment(one.when), one.officer, _("Household registered"), NOTHING, people))
            continue
        line = _line(one, names, joined, hamlets)
        if line is not None:
            lines.append(line)
    return lines


def _joins(one: HistoryEntry) -> bool:
    return one.path.startswith("member/") and one.path.endswith("/full_name") and one.old in (None, "")


def _line(
    one: HistoryEntry, names: Mapping[str, str], joined: set[tuple[str, str]], hamlets: Mapping[str, str]
) -> HistoryLine | None:
    when = moment(one.when)
    reason = one.reason or NOTHING
    if one.path == REMOVED:
        what = _("Put into the recycle bin") if one.new else _("Taken out of the recycle bin")
        return HistoryLine(when, one.officer, what, NOTHING, reason)
    if not one.path.startswith("member/"):
        return _change(one, when, _field_name(one.path), one.path, hamlets)
    _member, member_id, field = one.path.split("/", 2)
    name = names.get(member_id, NOTHING)
    if (one.when, member_id) in joined:
        if field != "full_name":
            return None
        return HistoryLine(when, one.officer, _("New member"), NOTHING, str(one.new))
    if field == REMOVED:
        what = _("Member left the household") if one.new else _("Member is back in the household")
        return HistoryLine(when, one.officer, what, name if one.new else NOTHING, NOTHING if one.new else name)
    return _change(one, when, f"{name} · {_field_name(field)}", field, hamlets)


def _change(one: HistoryEntry, when: str, what: str, field: str, hamlets: Mapping[str, str]) -> HistoryLine:
    if one.action in (REMOVE, RESTORE) and one.reason:
        what = f"{what} ({one.reason})"
    return HistoryLine(when, one.officer, what, _value(field, one.old, hamlets), _value(field, one.new, hamlets))


def _field_name(field: str) -> str:
    return _(_FIELDS[field]) if field in _FIELDS else field
