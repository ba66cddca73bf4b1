"""Personal data on this machine: the access log, its term, and whether screens hide sensitive fields.

Requests, restriction and erasure are in :mod:`.data_requests` and :mod:`.erasure`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from sinhke_desktop.domain.access import FEWEST_MONTHS, MONTHS_KEPT, MOST_MONTHS, Access, Action
from sinhke_desktop.domain.round_calendar import Deadline
from sinhke_desktop.domain.vietnamese import tidy
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.i18n import _
from sinhke_desktop.services.workspace import VIETNAM, Workspace
from sinhke_desktop.settings import Settings
from sinhke_desktop.storage import access_log
from sinhke_desktop.storage.local_values import get_value, set_value

MONTHS = "privacy.months_kept"
HIDDEN = "privacy.hidden"
ONE_BY_ONE = 50


def note_access(
    workspace: Workspace, action: str, household_id: str = "", fields: str = "", detail: str = ""
) -> Access:
    """Write one entry of the access log, in a transaction of its own.

    Call it before the data are shown or handed out and never inside a ``database.write()``. *action* is one of
    :class:`~sinhke_desktop.domain.access.Action`; *fields* are names of fields, *detail* names the list, paper or
    file. Raises StorageRefused where the disk refuses; then nothing should be handed out.
    """
    entry = Access(moment(workspace), workspace.officer, str(action), household_id, fields, tidy(detail))
    with workspace.database.write() as connection:
        access_log.add(connection, [entry])
    return entry


def note_accesses(
    workspace: Workspace, action: str, household_ids: Sequence[str], fields: str = "", detail: str = ""
) -> None:
    """One entry for each of *household_ids*, in one transaction: forms printed for chosen households."""
    at, words = moment(workspace), tidy(detail)
    with workspace.database.write() as connection:
        access_log.add(
            connection, [Access(at, workspace.officer, str(action), one, fields, words) for one in household_ids]
        )


def note_printed(workspace: Workspace, household_ids: Sequence[str], detail: str) -> None:
    """A paper that tells of households: an entry for each of a few, one with the number for more, one for none."""
    if 0 < len(household_ids) <= ONE_BY_ONE:
        note_accesses(workspace, Action.PRINTED, household_ids, detail=detail)
    else:
        many = f" ({len(household_ids)} hộ)" if household_ids else ""
        note_access(workspace, Action.PRINTED, detail=f"{detail}{many}")


def moment(workspace: Workspace) -> str:
    """Now, as the log writes it: ISO, UTC, whole seconds."""
    return workspace.clock().astimezone(UTC).isoformat(timespec="seconds")


def here(moment_of: str) -> datetime:
    """A moment as the log writes it, in Vietnam's time."""
    return datetime.fromisoformat(moment_of).astimezone(VIETNAM)


def accesses(
    workspace: Workspace,
    *,
    since: date | None = None,
    until: date | None = None,
    actions: Sequence[str] = (),
    officer: str = "",
    household_id: str = "",
    limit: int = 0,
) -> list[Access]:
    """The log newest first; *since* and *until* are days in Vietnam, both included."""
    with workspace.database.read() as connection:
        return access_log.entries(
            connection,
            since=_start_of(since) if since else "",
            until=_start_of(until, 1) if until else "",
            actions=actions,
            officer=officer,
            household_id=household_id,
            limit=limit,
        )


def _start_of(day: date, later: int = 0) -> str:
    found = datetime.fromordinal(day.toordinal() + later)
    return datetime.combine(found.date(), time(), VIETNAM).astimezone(UTC).isoformat(timespec="seconds")


def officers(workspace: Workspace) -> list[str]:
    """Everybody who stands in the log."""
    with workspace.database.read() as connection:
        return access_log.officers(connection)


def months_kept(workspace: Workspace) -> int:
    """For how many months the log is kept."""
    with workspace.database.read() as connection:
        return int(get_value(connection, MONTHS) or MONTHS_KEPT)


def keep_months(workspace: Workspace, months: int) -> None:
    """Choose the term; raises InvalidInput (CN-01) outside 6 to 120 months. Nothing is deleted by this."""
    if not FEWEST_MONTHS <= months <= MOST_MONTHS:
        text = _("Choose between {fewest} and {most} months.").format(fewest=FEWEST_MONTHS, most=MOST_MONTHS)
        raise InvalidInput([Problem("months", text, "CN-01")])
    with workspace.database.write() as connection:
        set_value(connection, MONTHS, str(months))


def _oldest_kept(workspace: Workspace) -> str:
    here = workspace.clock().astimezone(VIETNAM)
    year, month = divmod(here.year * 12 + here.month - 1 - months_kept(workspace), 12)
    return _start_of(date(year, month + 1, 1))


def past_term(workspace: Workspace) -> int:
    """How many entries are older than the term."""
    with workspace.database.read() as connection:
        return access_log.count_before(connection, _oldest_kept(workspace))


def purge(workspace: Workspace) -> int:
    """Delete what is older than the term; says how many, and leaves an entry that says so."""
    oldest = _oldest_kept(workspace)
    with workspace.database.write() as connection:
        count = access_log.drop_before(connection, oldest)
        if count:
            entry = Access(moment(workspace), workspace.officer, Action.PURGED, detail=str(count))
            access_log.add(connection, [entry])
    return count


def deadlines(workspace: Workspace, day: date) -> list[Deadline]:
    """The open requests about personal data as things that are due, soonest first; for the overview."""
    from sinhke_desktop.services import data_requests

    return data_requests.deadlines(workspace, day)


def hidden(settings: Settings) -> bool:
    """True if screens of this machine hide sensitive fields until somebody asks."""
    return bool(settings.get(HIDDEN, False))


def hide(settings: Settings, hiding: bool) -> None:
    """Choose whether screens hide sensitive fields."""
    settings.set(HIDDEN, hiding)
