"""What changed in a household's record, in words: who, when, from what to what. Knows no Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sinhke_desktop.domain.household import HEAD, Household
from sinhke_desktop.domain.life_act import ACT_NAMES, ActKind
from sinhke_desktop.domain.operations import CREATE, REMOVED, Value
from sinhke_desktop.gui.households.field_words import HIDDEN, field_name, value_words
from sinhke_desktop.gui.households.words import NOTHING, moment
from sinhke_desktop.i18n import _
from sinhke_desktop.services.households import HistoryEntry

REVIEW = "review/"
"""Paths of a review's fields come as ``review/<year>/<field>``."""


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One line of a household's history in words; ``path`` with its two values where they can be given back."""

    when: str
    officer: str
    what: str
    old: str
    new: str
    path: str = ""
    before: Value = None
    after: Value = None


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
    """The history, newest first: a new household, member or review is one line, other changes one line a field."""
    own = [one for one in entries if not one.path.startswith(REVIEW)]
    reviews = [one for one in entries if one.path.startswith(REVIEW)]
    dated = _household_lines(own, household, hamlets) + _review_lines(reviews)
    return [line for _when, line in sorted(dated, key=lambda one: one[0], reverse=True)]


def _household_lines(
    entries: Sequence[HistoryEntry], household: Household, hamlets: Mapping[str, str]
) -> list[tuple[str, HistoryLine]]:
    names = _names(entries, household)
    joined = {(one.when, one.path.split("/")[1]) for one in entries if _joins(one)}
    heads = {(one.when, one.path.split("/")[1]) for one in entries if one.new == HEAD and "/" in one.path}
    created = {one.when: one for one in entries if one.action == CREATE}
    lines = []
    for when, one in created.items():
        first = [key for at, key in joined if at == when]
        head = next((names[key] for key in first if (when, key) in heads), NOTHING)
        people = _("{name} and {count} members in all").format(name=head, count=len(first))
        what = _by_act(one, _("Household registered"))
        lines.append((when, HistoryLine(moment(when), one.officer, what, NOTHING, people)))
    for one in entries:
        line = None if one.action == CREATE or _silent(one) else _line(one, names, joined, hamlets)
        if line is not None:
            lines.append((one.when, replace(line, what=_by_act(one, line.what))))
    return lines


def _silent(one: HistoryEntry) -> bool:
    """True for what says nothing beside the other lines of its act."""
    return bool(one.act) and one.path.endswith(("/position", "ended_how"))


def _by_act(one: HistoryEntry, what: str) -> str:
    """*what* with the act that it belongs to, and why."""
    if not one.act:
        return what
    why = f" ({one.reason})" if one.reason else ""
    return f"{ACT_NAMES[ActKind(one.act)]}{why} · {what}"


def _review_lines(entries: Sequence[HistoryEntry]) -> list[tuple[str, HistoryLine]]:
    points: dict[tuple[str, str], dict[str, HistoryEntry]] = {}
    lines = []
    for one in entries:
        _review, year, field = one.path.split("/", 2)
        named = _("Round of {year}").format(year=year)
        when = moment(one.when)
        if field in HIDDEN:
            continue
        if one.action == CREATE:
            points.setdefault((one.when, year), {})[field] = one
        elif field == REMOVED:
            what = _("{review}: removed").format(review=named)
            lines.append((one.when, HistoryLine(when, one.officer, what, NOTHING, one.reason or NOTHING)))
        else:
            what = f"{named} · {field_name(field)}"
            old, new = value_words(field, one.old, {}), value_words(field, one.new, {})
            lines.append((one.when, HistoryLine(when, one.officer, what, old, new)))
    for (at, year), typed in points.items():
        one = next(iter(typed.values()))
        told = " · ".join(
            f"{field_name(field)} {typed[field].new}"
            for field in ("income_points", "deprivation_points")
            if field in typed
        )
        what = _("{review}: entered").format(review=_("Round of {year}").format(year=year))
        lines.append((at, HistoryLine(moment(at), one.officer, what, NOTHING, told or NOTHING)))
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
        return _change(one, when, field_name(one.path), one.path, hamlets)
    _member, member_id, field = one.path.split("/", 2)
    name = names.get(member_id, NOTHING)
    if field == REMOVED:
        what = _("Member left the household") if one.new else _("Member is back in the household")
        old, new = (name, NOTHING) if one.new else (NOTHING, name)
        return HistoryLine(when, one.officer, what, old, new, one.path, bool(one.old), bool(one.new))
    if (one.when, member_id) in joined and one.old in (None, ""):
        if field != "full_name":
            return None
        return HistoryLine(when, one.officer, _("New member"), NOTHING, str(one.new))
    return _change(one, when, f"{name} · {field_name(field)}", field, hamlets)


def _change(one: HistoryEntry, when: str, what: str, field: str, hamlets: Mapping[str, str]) -> HistoryLine:
    old, new = value_words(field, one.old, hamlets), value_words(field, one.new, hamlets)
    return HistoryLine(when, one.officer, what, old, new, one.path, one.old, one.new)
