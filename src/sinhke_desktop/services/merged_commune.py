"""A commune's store whose commune became part of another: it learns so from its office's receipt (exchange.md b.37).

Old records keep the code that they were made with and may still be changed; new ones are made under the new code. The
store shows all of them together (:func:`sinhke_desktop.storage.commune_mergers.shown_codes`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sinhke_desktop.bundles.refusals import WrongContents
from sinhke_desktop.domain.commune_merger import CommuneMerger
from sinhke_desktop.domain.operations import CREATE
from sinhke_desktop.services import lists
from sinhke_desktop.services.pairing import Pairing, keep_pairing
from sinhke_desktop.services.workspace import COMMUNE_CODE, Workspace, author
from sinhke_desktop.storage import commune_mergers as store
from sinhke_desktop.storage import journal, places
from sinhke_desktop.storage.exchange import Connection
from sinhke_desktop.storage.local_values import set_value


def take_in(
    workspace: Workspace,
    connection: Connection,
    now: Pairing,
    communes: Sequence[str],
    mergers: Sequence[CommuneMerger],
) -> Pairing:
    """Keep what the office says this machine may send, and which code counts under which; the pairing from then on.

    Nothing without *communes*. Raises WrongContents where they leave out this store's own.
    """
    if not communes:
        return now
    if workspace.commune_code not in communes:
        raise WrongContents("communes")
    following = replace(now, commune_codes=tuple(communes))
    if following != now:
        keep_pairing(connection, following)
    for merger in mergers:
        store.keep_merger(connection, merger)
    return following


def go_over(workspace: Workspace, connection: Connection) -> str:
    """Let the store belong to the commune that its own became part of, from the next opening on.

    Returns the new code, or an empty text where nothing changes. The new commune begins with the old one's headings
    unless its own have come.
    """
    code = store.current_code(connection, workspace.commune_code)
    if code == workspace.commune_code:
        return ""
    set_value(connection, COMMUNE_CODE, code)
    before = places.find_commune(connection, workspace.commune_code)
    if before is not None and places.find_commune(connection, code) is None:
        unit = lists.units().get(code)
        after = replace(before, code=code)
        if unit is not None:
            after = replace(after, name=unit.full_name, province_name=unit.province_name, place=unit.name,
                            list_version=unit.list_version)  # fmt: skip
        writer = replace(author(workspace), commune_code=code)
        draft = journal.Draft("commune", code, places.commune_fields(after), CREATE, new=True)
        journal.save(connection, writer, [draft])
    return code
