"""Hamlets and the number of all their households by year."""

from __future__ import annotations

import re

from sinhke_desktop.domain.hamlet import KINDS, Hamlet
from sinhke_desktop.domain.hamlet_names import split_kind
from sinhke_desktop.domain.operations import CREATE, REMOVE, REMOVED, RESTORE
from sinhke_desktop.domain.vietnamese import fold, tidy
from sinhke_desktop.errors import InvalidInput, NotFound, Problem
from sinhke_desktop.i18n import _
from sinhke_desktop.services.workspace import Workspace, author
from sinhke_desktop.storage import households as stored_households
from sinhke_desktop.storage import journal, places
from sinhke_desktop.storage.exchange import Connection


def all_hamlets(workspace: Workspace) -> list[Hamlet]:
    """The commune's hamlets in their order."""
    with workspace.database.read() as connection:
        return places.all_hamlets(connection, workspace.commune_code)


def _free_name(name: str, hamlets: list[Hamlet], but: str = "") -> str:
    name = tidy(name)
    if not name:
        raise InvalidInput([Problem("name", _("Type the hamlet's name."), "TH-02")])
    if any((fold(one.name) == fold(name) and one.name != name) or one.name == name for one in hamlets if one.id != but):
        raise InvalidInput([Problem("name", _("There already is a hamlet of this name."), "TH-03")])
    return name


def add(workspace: Workspace, name: str, kind: str = KINDS[0], old_commune_code: str = "") -> Hamlet:
    """Add a hamlet at the end of the list; raises :class:`InvalidInput` for an empty or known name."""
    hamlets = all_hamlets(workspace)
    last = max((one.position for one in hamlets), default=0)
    hamlet = Hamlet(
        workspace.new_id(), workspace.commune_code, _free_name(name, hamlets), tidy(kind), last + 1, old_commune_code
    )
    with workspace.database.write() as connection:
        draft = journal.Draft("hamlet", hamlet.id, places.hamlet_fields(hamlet), CREATE, new=True)
        journal.save(connection, author(workspace), [draft])
    return hamlet


def add_named(workspace: Workspace, text: str) -> list[Hamlet]:
    """Add the hamlets that *text* names, separated by commas, semicolons or lines, each with or without its kind.

    A name that is known, or stands twice, is passed over. Raises :class:`InvalidInput` where nothing is named.
    """
    named = [split_kind(part) for part in re.split(r"[,;\n]", text)]
    if not any(name for _kind, name in named):
        raise InvalidInput([Problem("name", _("Type the hamlet's name."), "TH-02")])
    known = {fold(one.name) for one in all_hamlets(workspace)}
    added = []
    for kind, name in named:
        if name and fold(name) not in known:
            known.add(fold(name))
            added.append(add(workspace, name, kind or KINDS[0]))
    return added


def any_household(workspace: Workspace) -> bool:
    """Whether any household lives in any hamlet."""
    known = all_hamlets(workspace)
    with workspace.database.read() as connection:
        return any(stored_households.count_in_hamlet(connection, one.id) for one in known)


def rename(workspace: Workspace, hamlet_id: str, name: str, kind: str = "") -> Hamlet:
    """Give a hamlet another name (and kind)."""
    hamlets = all_hamlets(workspace)
    hamlet = _one(hamlets, hamlet_id)
    name, kind = _free_name(name, hamlets, but=hamlet_id), tidy(kind) or hamlet.kind
    if (name, kind) != (hamlet.name, hamlet.kind):
        with workspace.database.write() as connection:
            journal.save(
                connection, author(workspace), [journal.Draft("hamlet", hamlet_id, {"name": name, "kind": kind})]
            )
    return _one(all_hamlets(workspace), hamlet_id)


def remove(workspace: Workspace, hamlet_id: str) -> None:
    """Remove a hamlet; raises :class:`InvalidInput` while households live in it."""
    _one(all_hamlets(workspace), hamlet_id)
    with workspace.database.write() as connection:
        inside = stored_households.count_in_hamlet(connection, hamlet_id)
        if inside:
            message = _("{count} households live in this hamlet; move them first.").format(count=inside)
            raise InvalidInput([Problem("hamlet", message, "TH-04")])
        journal.save(connection, author(workspace), [journal.Draft("hamlet", hamlet_id, {"removed": True}, REMOVE)])


def come_back(connection: Connection, hamlet_id: str) -> tuple[str, list[journal.Draft]]:
    """Where a household of *hamlet_id* lives when it comes back, and what has to be written for it.

    A hamlet that was removed meanwhile comes back with it, unless there is another of the same name by now.
    """
    found = places.find_hamlet(connection, hamlet_id)
    if found is None or not found.removed:
        return hamlet_id, []
    for one in places.all_hamlets(connection, found.commune_code):
        if fold(one.name) == fold(found.name):
            return one.id, []
    return hamlet_id, [journal.Draft("hamlet", hamlet_id, {REMOVED: False}, RESTORE)]


def _one(hamlets: list[Hamlet], hamlet_id: str) -> Hamlet:
    for hamlet in hamlets:
        if hamlet.id == hamlet_id:
            return hamlet
    raise NotFound(_("This hamlet is not in the store."), "", "TH-05")


def set_total(workspace: Workspace, hamlet_id: str, year: int, households: int) -> None:
    """State how many households, poor or not, lived in the hamlet in *year*."""
    if households < 0 or households > 100_000:
        raise InvalidInput([Problem("households", _("Type a number of households from 0 to 100.000."), "TH-06")])
    with workspace.database.write() as connection:
        known = [
            one for one in places.hamlet_years(connection, workspace.commune_code, year) if one.hamlet_id == hamlet_id
        ]
        if known and known[0].households == households:
            return
        draft = (
            journal.Draft("hamlet_year", known[0].id, {"households": households})
            if known
            else journal.Draft(
                "hamlet_year", workspace.new_id(),
                {"hamlet_id": hamlet_id, "year": year, "households": households}, CREATE, new=True,
            )
        )  # fmt: skip
        journal.save(connection, author(workspace), [draft])


def totals(workspace: Workspace, year: int) -> dict[str, int]:
    """Hamlet id → all its households in *year*, where stated."""
    with workspace.database.read() as connection:
        return {one.hamlet_id: one.households for one in places.hamlet_years(connection, workspace.commune_code, year)}


def years_with_totals(workspace: Workspace) -> list[int]:
    """The years in which some hamlet's number of households is stated, oldest first."""
    with workspace.database.read() as connection:
        return sorted({one.year for one in places.hamlet_years(connection, workspace.commune_code)})


def totals_by_year(workspace: Workspace) -> dict[int, int]:
    """Year → all households of the commune, for the years in which every hamlet's number is stated."""
    with workspace.database.read() as connection:
        known = places.hamlet_years(connection, workspace.commune_code)
        wanted = {hamlet.id for hamlet in places.all_hamlets(connection, workspace.commune_code)}
    by_year: dict[int, dict[str, int]] = {}
    for one in known:
        by_year.setdefault(one.year, {})[one.hamlet_id] = one.households
    return {year: sum(some.values()) for year, some in sorted(by_year.items()) if wanted <= some.keys()}
