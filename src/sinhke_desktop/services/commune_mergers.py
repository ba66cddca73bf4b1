"""Communes that became part of others, as a receiving office is told: codes, certificates, what counts where (b.37).

What happened inside the new commune (which hamlet lay where) is the commune's own record, see
:func:`sinhke_desktop.services.communes.absorb`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sinhke_desktop.domain.commune_merger import CommuneMerger
from sinhke_desktop.domain.vietnamese import tidy
from sinhke_desktop.errors import InvalidInput, NotFound, Problem
from sinhke_desktop.i18n import _
from sinhke_desktop.services import lists, machines
from sinhke_desktop.services.pairing import own_keys
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import commune_mergers as store
from sinhke_desktop.storage import office
from sinhke_desktop.storage import paired_devices as devices
from sinhke_desktop.storage.exchange import Connection

_CODE = re.compile(r"\d{5}")


@dataclass(frozen=True, slots=True)
class MergerShown:
    """A merger with both names, where the lists know them; ``machines`` counts those that send for the new commune."""

    merger: CommuneMerger
    old_name: str
    new_name: str
    machines: int


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A paired code that is in no list of today, and the communes that it went into: several where it was split."""

    old_code: str
    old_name: str
    into: tuple[tuple[str, str], ...]


def mergers(workspace: Workspace) -> list[MergerShown]:
    """Every merger that was told, by old code."""
    with workspace.database.read() as connection:
        told = store.mergers(connection)
        paired = devices.paired_devices(connection)
    return [
        MergerShown(
            one,
            old_name(one.old_code),
            new_name(one.new_code),
            sum(one.new_code in device.commune_codes and not device.revoked for device in paired),
        )
        for one in told
    ]


def old_name(code: str) -> str:
    """The name of a unit of before 01/07/2025, or of today's; an empty text if no list has it."""
    known = {old.code: old.name for made_from in lists.old_units().values() for old in made_from}
    return known.get(code, "") or new_name(code)


def new_name(code: str) -> str:
    """The name of a commune of today, or an empty text."""
    unit = lists.units().get(code)
    return unit.full_name if unit is not None else ""


def suggestions(workspace: Workspace) -> list[Suggestion]:
    """Paired communes whose code is in no list of today and of which nothing was told yet."""
    with workspace.database.read() as connection:
        told = set(store.current_codes(connection))
        codes = {code for one in devices.paired_devices(connection) for code in one.commune_codes}
    found = []
    for code in sorted(codes - told - lists.units().keys()):
        into = [
            (new, old.name) for new, made_from in lists.old_units().items() for old in made_from if old.code == code
        ]
        if into:
            found.append(Suggestion(code, into[0][1], tuple((new, new_name(new)) for new, _name in into)))
    return found


def tell(workspace: Workspace, old_code: str, new_code: str, basis: str) -> MergerShown:
    """Count *old_code* under *new_code* from now on and give the machines of both certificates with all their codes.

    Their next receipts tell them. Raises InvalidInput: a code off the form (``GB-40``), a circle, no basis.
    """
    old_code, new_code, basis = old_code.strip(), new_code.strip(), tidy(basis)
    problems = [
        Problem(field, _("A commune's code has five digits."), "GB-40")
        for field, code in (("old_code", old_code), ("new_code", new_code))
        if not _CODE.fullmatch(code)
    ]
    if not basis:
        problems.append(Problem("basis", _("Name the decision that merged the communes."), "GB-40"))
    merger = CommuneMerger(old_code, new_code, basis, _now(workspace), workspace.officer)
    with workspace.database.write() as connection:
        if old_code == new_code or store.current_code(connection, new_code) == old_code:
            problems.append(Problem("new_code", _("A commune cannot become part of itself."), "GB-40"))
        if problems:
            raise InvalidInput(problems)
        store.keep_merger(connection, merger)
        count = _issue_again(workspace, connection, {old_code, new_code})
        office.note(connection, _now(workspace), "merge", old_code, new_code)
    return MergerShown(merger, old_name(old_code), new_name(new_code), count)


def _issue_again(workspace: Workspace, connection: Connection, codes: set[str]) -> int:
    """New certificates for every machine of these communes; returns how many."""
    count = 0
    for device in devices.paired_devices(connection):
        if codes & set(device.commune_codes):
            wider = store.widened(connection, device.commune_codes)
            machines.issue_again(workspace, connection, device, wider, own_keys(workspace))
            count += 1
    return count


def take_back(workspace: Workspace, old_code: str) -> None:
    """Let the old code count for itself again; its machines keep their wider certificates. Raises NotFound."""
    with workspace.database.write() as connection:
        if old_code not in store.current_codes(connection):
            raise NotFound(_("Nothing was told of this code."))
        store.forget_merger(connection, old_code)
        office.note(connection, _now(workspace), "unmerge", old_code)


def _now(workspace: Workspace) -> str:
    return workspace.clock().isoformat(timespec="seconds")
