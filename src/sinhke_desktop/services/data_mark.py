"""The mark of the data at the foot of reports, and whether a mark on paper is one of this store's."""

from __future__ import annotations

from sinhke_desktop.domain.data_mark import SHOWN, DataMark, parse_data_mark
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.i18n import _
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import exchange as store


def current(workspace: Workspace) -> DataMark:
    """Where the data stand now."""
    with workspace.database.read() as connection:
        state = store.sender_state(connection)
    return DataMark(state.counter, state.chain, state.sequence, max(state.counter - state.bundle_counter, 0))


def holds(workspace: Workspace, text: str) -> bool:
    """True where this store holds the very operations that a mark on paper stands for, its own or received ones.

    Raises InvalidInput (IN-04) for a text that is no mark.
    """
    try:
        counter, start = parse_data_mark(text)
    except ValueError:
        raise InvalidInput([Problem("mark", _("Type the mark as 1204-7F3A92C14B08."), "IN-04")]) from None
    with workspace.database.read() as connection:
        return any(chain[:SHOWN] == start for chain in store.chains_at(connection, counter))
