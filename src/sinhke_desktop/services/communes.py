"""The commune of this store: set up once, its paper headings changed at any time."""

from __future__ import annotations

from dataclasses import replace

from sinhke_desktop.domain.commune import Area, Commune, CommuneUnit
from sinhke_desktop.domain.operations import CREATE, differences
from sinhke_desktop.domain.vietnamese import tidy
from sinhke_desktop.errors import InvalidInput, NotFound, Problem
from sinhke_desktop.i18n import _
from sinhke_desktop.services.workspace import Workspace, as_officer, author
from sinhke_desktop.storage import journal, places


def set_up(workspace: Workspace, unit: CommuneUnit, area: Area, period: str, officer: str) -> Workspace:
    """Give an empty store its commune and officer; returns the workspace that knows both.

    Raises :class:`InvalidInput` without an officer's name, or when the store already has another commune.
    """
    officer = tidy(officer)
    if not officer:
        raise InvalidInput([Problem("officer", _("Type the officer's name."), "TL-01")])
    if workspace.commune_code and workspace.commune_code != unit.code:
        raise InvalidInput([Problem("commune", _("This store already belongs to another commune."), "TL-02")])
    ready = as_officer(workspace, officer, unit.code)
    commune = Commune(
        code=unit.code,
        name=unit.full_name,
        province_name=unit.province_name,
        area=area,
        list_version=unit.list_version,
        period=tidy(period),
        issuing_body=f"Ủy ban nhân dân {unit.kind.lower()} {unit.name}",
        place=unit.name,
        report_to="Ủy ban nhân dân tỉnh",
        signer_authority="TM. ỦY BAN NHÂN DÂN",
        signer_title="CHỦ TỊCH",
        recipients="Như trên;\nLưu: VT.",
    )
    with ready.database.write() as connection:
        known = places.find_commune(connection, unit.code)
        if known is None:
            draft = journal.Draft("commune", unit.code, places.commune_fields(commune), CREATE, new=True)
            journal.save(connection, author(ready), [draft])
    return ready


def current(workspace: Workspace) -> Commune:
    """The commune of this store; raises :class:`NotFound` before the set-up."""
    with workspace.database.read() as connection:
        found = places.find_commune(connection, workspace.commune_code)
    if found is None:
        raise NotFound(_("This store has no commune yet."), _("Finish the first set-up."), "TL-03")
    return found


def change(workspace: Workspace, commune: Commune) -> Commune:
    """Store the changed headings, area or period; the code stays. Texts are tidied line by line."""
    now = current(workspace)
    tidied = {
        name: "\n".join(tidy(line) for line in str(value).splitlines())
        for name, value in places.commune_fields(commune).items()
        if name != "area"
    }
    wanted = replace(now, area=commune.area, **tidied)
    changes = differences(places.commune_fields(now), places.commune_fields(wanted))
    if changes:
        with workspace.database.write() as connection:
            journal.save(connection, author(workspace), [journal.Draft("commune", now.code, changes)])
    return wanted
