"""A commune's standing in words, and by what it is sorted and filtered. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sinhke_desktop.domain.money import format_number
from sinhke_desktop.domain.vietnamese import fold, sort_key
from sinhke_desktop.gui.office.words import change_words
from sinhke_desktop.gui.standing import local_time
from sinhke_desktop.i18n import _
from sinhke_desktop.services.entity_words import kind_label
from sinhke_desktop.services.office_standing import Standing
from sinhke_desktop.services.receiving_plan import KindCount


class Show(StrEnum):
    """Which communes are listed."""

    ALL = "all"
    MISSING = "missing"
    CONFLICTS = "conflicts"
    RETURNS = "returns"
    RECEIPT = "receipt"
    CHANGED = "changed"
    MACHINES = "machines"


class SortKey(StrEnum):
    """The columns."""

    NAME = "name"
    CODE = "code"
    STANDING = "standing"
    RECEIVED = "received"
    AT = "at"
    CHANGED = "changed"
    CONFLICTS = "conflicts"
    RETURNS = "returns"


@dataclass(frozen=True, slots=True)
class CommuneRow:
    """One commune in words; ``rank`` orders the standings, the one that needs somebody first."""

    standing: Standing
    name: str
    code: str
    word: str
    tone: str
    rank: int
    received: str
    at: str
    changed: str
    changes: int
    conflicts: str
    returns: str
    order: str
    found_by: str


def records(counts: Mapping[str, KindCount]) -> int:
    """How many records came new, changed or were removed."""
    return sum(one.new + one.changed + one.removed for one in counts.values())


def _standing(one: Standing) -> tuple[int, str, str]:
    """Rank, word and tone of what matters most."""
    if one.revoked:
        return 0, _("machine revoked"), "poor"
    if one.forks:
        return 1, _("two copies of a machine"), "poor"
    if not one.machines:
        return 3, _("not paired yet"), "neutral"
    if not one.received_up_to:
        return 2, _("never sent"), "poor"
    if one.conflicts:
        return 4, _("values to decide"), "warn"
    if one.missing:
        return 5, _("nothing since that day"), "warn"
    if one.open_returns:
        return 6, _("returned for correction"), "warn"
    if one.waiting_receipt:
        return 7, _("receipt waits"), "neutral"
    return 8, _("up to date"), "escaped"


def commune_row(one: Standing) -> CommuneRow:
    """A commune in words."""
    rank, word, tone = _standing(one)
    changes = records(one.changed_since)
    return CommuneRow(
        one,
        one.name,
        one.commune_code,
        word,
        tone,
        rank,
        str(one.received_up_to) if one.received_up_to else "–",
        local_time(one.last_received_at),
        format_number(changes) if changes else "–",
        changes,
        format_number(one.conflicts) if one.conflicts else "–",
        format_number(one.open_returns) if one.open_returns else "–",
        sort_key(one.name),
        fold(f"{one.name} {one.commune_code}"),
    )


FITS: Mapping[Show, Callable[[CommuneRow], bool]] = {
    Show.ALL: lambda row: True,
    Show.MISSING: lambda row: row.standing.missing or not row.standing.received_up_to,
    Show.CONFLICTS: lambda row: row.standing.conflicts > 0,
    Show.RETURNS: lambda row: row.standing.open_returns > 0,
    Show.RECEIPT: lambda row: row.standing.waiting_receipt,
    Show.CHANGED: lambda row: row.changes > 0,
    Show.MACHINES: lambda row: row.standing.revoked or row.standing.forks > 0,
}
SORTS: Mapping[SortKey, Callable[[CommuneRow], tuple[object, ...]]] = {
    SortKey.NAME: lambda row: (row.order, row.code),
    SortKey.CODE: lambda row: (row.code,),
    SortKey.STANDING: lambda row: (row.rank, row.order, row.code),
    SortKey.RECEIVED: lambda row: (row.standing.received_up_to, row.order, row.code),
    SortKey.AT: lambda row: (row.standing.last_received_at, row.order, row.code),
    SortKey.CHANGED: lambda row: (row.changes, row.order, row.code),
    SortKey.CONFLICTS: lambda row: (row.standing.conflicts, row.order, row.code),
    SortKey.RETURNS: lambda row: (row.standing.open_returns, row.order, row.code),
}


def standing_lines(one: Standing) -> list[str]:
    """What the pane beside the table says of a commune, a line each."""
    lines = []
    if one.received_up_to:
        text = _("Received up to bundle {number}, last on {when}.")
        lines.append(text.format(number=one.received_up_to, when=local_time(one.last_received_at)))
    elif one.machines:
        lines.append(_("Its machine is paired but has not sent anything yet."))
    else:
        lines.append(_("No machine of this commune is paired. Its key file comes on a stick."))
    if records(one.changed_since):
        lines.append(_("Since its last receipt: {counts}.").format(counts=change_words(one.changed_since)))
        for kind, count in sorted(one.changed_since.items()):
            words = change_words({kind: count})
            if words:
                lines.append(f"– {kind_label(kind)}: {words}")
    counted = (
        (one.conflicts, _("{count} records were changed on both sides and wait for a decision.")),
        (one.open_returns, _("{count} records are returned for correction.")),
        (one.forks, _("{count} runs of numbers were used by two copies of a machine; its next bundle mends it.")),
        (one.held_files, _("{count} files wait in the list of files to be received.")),
    )
    lines += [text.format(count=format_number(count)) for count, text in counted if count]
    if one.revoked:
        lines.append(_("No machine of this commune is believed any more."))
    if one.waiting_receipt:
        lines.append(_("Its newest receipt was not written to a stick yet."))
    return lines
