"""Machines, keys and mergers as rows in words. Knows no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sinhke_desktop.domain.money import format_number
from sinhke_desktop.gui.standing import local_time
from sinhke_desktop.i18n import _
from sinhke_desktop.services.commune_mergers import MergerShown
from sinhke_desktop.services.machines import Machine
from sinhke_desktop.services.office_keys import OfficeKeyShown
from sinhke_desktop.storage.paired_devices import Position


@dataclass(frozen=True, slots=True)
class MachineRow:
    """A paired machine: *standing* with its tone, *key* says whether it uses the office's newest one."""

    machine: Machine
    commune: str
    number: str
    standing: str
    tone: str
    received: str
    key: str
    key_tone: str


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A pair of the office's keys in words."""

    key: OfficeKeyShown
    position: str
    number: str
    since: str
    standing: str
    tone: str
    used_by: str


@dataclass(frozen=True, slots=True)
class MergerRow:
    """A merger in words."""

    shown: MergerShown
    old: str
    new: str
    basis: str
    told: str
    machines: str


def machine_row(machine: Machine, keys: Sequence[OfficeKeyShown]) -> MachineRow:
    """A machine in words; *keys* are the office's, newest first (none for a commune's main machine)."""
    if machine.revoked:
        standing, tone = _("revoked"), "poor"
    elif machine.bundles:
        standing, tone = _("sends"), "escaped"
    else:
        standing, tone = _("has sent nothing yet"), "warn"
    last = machine.bundles[-1] if machine.bundles else None
    received = (
        _("bundle {number}, {when}").format(number=last.sequence, when=local_time(last.received_at)) if last else ""
    )
    key, key_tone = _key_words(machine, keys)
    codes = ", ".join(machine.commune_codes)
    return MachineRow(
        machine, f"{machine.name} ({codes})", _short(machine.number), standing, tone, received, key, key_tone
    )


def _key_words(machine: Machine, keys: Sequence[OfficeKeyShown]) -> tuple[str, str]:
    if len(keys) < 2 or machine.revoked:
        return "", ""
    used = next((one for one in keys if one.signing == machine.uses_key), keys[-1])
    if used.newest:
        return _("newest"), "escaped"
    if used.retired:
        return _("retired: pair anew"), "poor"
    return _("number {position}").format(position=used.position), "warn"


def _short(number: str) -> str:
    """The first two groups: enough to tell machines apart in a list."""
    return " ".join(number.split()[:2]) + "…"


def key_row(key: OfficeKeyShown) -> KeyRow:
    """A pair of keys in words."""
    if key.newest:
        standing, tone = _("in use"), "escaped"
    elif key.retired:
        standing, tone = _("retired"), "neutral"
    else:
        standing, tone = _("still opened"), "warn"
    used = ", ".join(key.used_by) if len(key.used_by) <= 3 else _("{count} machines").format(count=len(key.used_by))
    return KeyRow(
        key, str(key.position), _short(key.number), local_time(key.made_at) if key.made_at else _("from the beginning"),
        standing, tone, used or _("no machine"),
    )  # fmt: skip


def merger_row(shown: MergerShown) -> MergerRow:
    """A merger in words."""
    merger = shown.merger
    return MergerRow(
        shown,
        f"{merger.old_code} {shown.old_name}".strip(),
        f"{merger.new_code} {shown.new_name}".strip(),
        merger.basis,
        local_time(merger.told_at) if merger.told_at else "",
        format_number(shown.machines),
    )


def place_words(place: Position) -> str:
    """A received bundle as one that may be the last believed."""
    words = _("Bundle {number}, received on {when} ({count} changes)")
    return words.format(
        number=place.sequence, when=local_time(place.received_at), count=format_number(place.new_operations)
    )
