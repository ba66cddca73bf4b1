"""The mark of the data at the foot of papers, and whether a mark on paper is one of this store's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sinhke_desktop.domain.data_mark import DataMark, parse_data_mark
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.i18n import _
from sinhke_desktop.services.workspace import VIETNAM, Workspace
from sinhke_desktop.storage import data_marks as stored
from sinhke_desktop.storage import exchange as store


@dataclass(frozen=True, slots=True)
class Compared:
    """A mark on paper beside this store: ``held`` says that it holds the very operations that the mark stands for.

    ``made_on`` is the day (in Vietnam) of the last of them, None where it is not known any more.
    """

    mark: str
    held: bool
    counter: int
    made_on: date | None = None


def current(workspace: Workspace) -> DataMark:
    """Where the data stand now."""
    with workspace.database.read() as connection:
        state = store.sender_state(connection)
    return DataMark(state.counter, state.chain, state.sequence, max(state.counter - state.bundle_counter, 0))


def compare(workspace: Workspace, text: str) -> Compared:
    """A mark as it stands on paper beside what this store holds, its own operations or received ones.

    Raises InvalidInput (IN-04) for a text that is no mark.
    """
    try:
        counter, start = parse_data_mark(text)
    except ValueError:
        raise InvalidInput([Problem("mark", _("Type the mark as 1204-7F3A92C14B08."), "IN-04")]) from None
    with workspace.database.read() as connection:
        time = stored.time_of(connection, counter, start)
    return Compared(f"{counter}-{start.upper()}", time is not None, counter, _day(time or ""))


def _day(claimed: str) -> date | None:
    try:
        at = datetime.fromisoformat(claimed)
    except ValueError:
        return None
    return (at if at.tzinfo is None else at.astimezone(VIETNAM)).date()


def holds(workspace: Workspace, text: str) -> bool:
    """True where :func:`compare` finds the mark; raises InvalidInput (IN-04) for a text that is no mark."""
    return compare(workspace, text).held
