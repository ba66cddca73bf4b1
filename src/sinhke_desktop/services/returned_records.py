"""Returned for correction: what the office asks a commune to correct, the commune's answer, and the end of it.

Each is a journalled record of the commune: the office's question goes down in receipts, the answer up in bundles
(exchange.md c.9).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sinhke_desktop.domain.report_period import PeriodKind, ReportPeriod, parse_period, period_of
from sinhke_desktop.domain.return_request import ReturnRequest, ReturnState
from sinhke_desktop.domain.vietnamese import tidy
from sinhke_desktop.errors import InvalidInput, NotFound, Problem, SinhkeError
from sinhke_desktop.i18n import _
from sinhke_desktop.services import entity_words
from sinhke_desktop.services.workspace import OFFICE, Workspace, author, today
from sinhke_desktop.storage import journal, records
from sinhke_desktop.storage import returned_records as stored
from sinhke_desktop.storage.exchange import Connection
from sinhke_desktop.storage.local_values import get_value, set_value
from sinhke_desktop.storage.personal_records import entities_about

REASONS = "returned.reasons"
MOST_REASONS = 12
REPORT = "report"
"""The subject kind of what is no record of the store; ``subject_id`` is then its period, ``2025-11``."""


class NotYourTurn(SinhkeError):
    """The other side has to answer or close first (``GB-29``)."""

    code = "GB-29"


@dataclass(frozen=True, slots=True)
class ReturnedShown:
    """A request with the words for what it is about; ``field`` names the one field meant, if any."""

    request: ReturnRequest
    title: str
    kind_label: str
    field: str = ""


def ask(
    workspace: Workspace, commune_code: str, subject_kind: str, subject_id: str, reason: str, path: str = ""
) -> ReturnRequest:
    """Return a record to its commune with the *reason*, which is remembered; office only.

    *subject_kind* is an entity's kind, or REPORT with the period as *subject_id*. Raises InvalidInput without a reason,
    NotFound for a record that is not the commune's.
    """
    words = tidy(reason)
    if not words:
        raise InvalidInput([Problem("reason", _("Say what has to be corrected."), "GB-29")])
    if subject_kind == REPORT and _report_name(subject_id) == subject_id:
        raise InvalidInput([Problem("period", _("This is no report period. Nothing was changed."), "GB-29")])
    request = ReturnRequest(
        workspace.new_id(), commune_code, subject_kind, subject_id, words, path, workspace.officer, today(workspace)
    )
    with workspace.database.write() as connection:
        if subject_kind != REPORT and not stored.holds(connection, commune_code, subject_kind, subject_id):
            raise NotFound(_("This record is not one of the commune's. Nothing was changed."))
        _write(workspace, connection, request)
        kept = [words, *(one for one in _reasons(connection) if one != words)][:MOST_REASONS]
        set_value(connection, REASONS, "\n".join(kept))
    return request


def reasons(workspace: Workspace) -> list[str]:
    """The reasons given so far, newest first."""
    with workspace.database.read() as connection:
        return _reasons(connection)


def _reasons(connection: Connection) -> list[str]:
    return [one for one in get_value(connection, REASONS).split("\n") if one]


def answer(workspace: Workspace, request_id: str, text: str) -> ReturnRequest:
    """What the commune did about it; may be said again while the office has not closed it. Raises InvalidInput,
    NotFound, :class:`NotYourTurn`."""
    words = tidy(text)
    if not words:
        raise InvalidInput([Problem("answer", _("Say what was done."), "GB-29")])
    with workspace.database.write() as connection:
        request = _still_open(connection, request_id)
        answered = replace(
            request, state=ReturnState.ANSWERED, answer=words, answered_by=workspace.officer,
            answered_on=today(workspace),
        )  # fmt: skip
        _write(workspace, connection, answered)
    return answered


def close(workspace: Workspace, request_id: str) -> ReturnRequest:
    """The office is content, or does not ask any more. Raises NotFound, :class:`NotYourTurn` at a commune."""
    with workspace.database.write() as connection:
        request = _still_open(connection, request_id)
        if workspace.role != OFFICE:
            raise NotYourTurn(
                _("Only the office that returned it can close it. Nothing was changed."),
                _("Answer it; the office sees the answer with the next bundle."),
            )
        closed = replace(request, state=ReturnState.CLOSED)
        _write(workspace, connection, closed)
    return closed


def ask_again(workspace: Workspace, request_id: str, reason: str) -> ReturnRequest:
    """Return an answered or closed request once more, with another *reason*; raises InvalidInput, NotFound."""
    words = tidy(reason)
    if not words:
        raise InvalidInput([Problem("reason", _("Say what has to be corrected."), "GB-29")])
    with workspace.database.write() as connection:
        request = records.get(connection, ReturnRequest, request_id)
        asked = replace(
            request, state=ReturnState.OPEN, reason=words, asked_by=workspace.officer, asked_on=today(workspace)
        )
        _write(workspace, connection, asked)
    return asked


def _still_open(connection: Connection, request_id: str) -> ReturnRequest:
    request = records.get(connection, ReturnRequest, request_id)
    if request.state is ReturnState.CLOSED:
        raise NotYourTurn(_("This request is closed already. Nothing was changed."), _("Open the page again."))
    return request


def _write(workspace: Workspace, connection: Connection, request: ReturnRequest) -> None:
    writer = replace(author(workspace), commune_code=request.commune_code)
    journal.save(connection, writer, records.drafts(connection, [request]))


def undo(workspace: Workspace, before: ReturnRequest | None, request_id: str) -> None:
    """Put a request back to what it was *before* the last act, or remove one that was only just made."""
    with workspace.database.write() as connection:
        now = records.get(connection, ReturnRequest, request_id)
        _write(workspace, connection, before if before is not None else replace(now, removed=True))


def requests(workspace: Workspace, commune_code: str = "", open_only: bool = True) -> list[ReturnedShown]:
    """The requests, open ones first, newest first among equals; *open_only* leaves out the closed ones."""
    with workspace.database.read() as connection:
        found = stored.requests(connection, commune_code, open_only=open_only)
        titles = entity_words.titles(
            connection, [f"{one.subject_kind}:{one.subject_id}" for one in found if one.subject_kind != REPORT]
        )
    order = [ReturnState.OPEN, ReturnState.ANSWERED, ReturnState.CLOSED]
    found.sort(key=lambda one: (one.asked_on.isoformat() if one.asked_on else "", one.id), reverse=True)
    found.sort(key=lambda one: order.index(one.state))
    return [_shown(one, titles) for one in found]


def _shown(request: ReturnRequest, titles: dict[str, str]) -> ReturnedShown:
    if request.subject_kind == REPORT:
        return ReturnedShown(request, _report_name(request.subject_id), _("Report"))
    kind = request.subject_kind
    field = entity_words.field_label(kind, request.path) if request.path else ""
    return ReturnedShown(request, titles.get(f"{kind}:{request.subject_id}", ""), entity_words.kind_label(kind), field)


def _report_name(text: str) -> str:
    """The period in words; what is no period as it was written."""
    try:
        period = parse_period(text)
    except ValueError:
        return text
    return period.name if isinstance(period, ReportPeriod) else text


def count_open(workspace: Workspace, commune_code: str = "") -> int:
    """How many wait for this side: at a commune the open ones, at an office the answered ones."""
    state = ReturnState.ANSWERED if workspace.role == OFFICE else ReturnState.OPEN
    with workspace.database.read() as connection:
        return stored.count(connection, state, commune_code)


def of_household(workspace: Workspace, household_id: str) -> list[ReturnRequest]:
    """The requests about the household and its reviews, visits... that are not closed, for a mark in its record."""
    with workspace.database.read() as connection:
        return stored.about(connection, [one for _kind, one in entities_about(connection, household_id)])


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """What leads to a record: the household and the review round that it belongs to, empty where there is none."""

    household_id: str
    round_id: str


def report_periods(day: date) -> list[tuple[str, str]]:
    """(key, name) of the months, half-years and years whose reports can be returned on *day*, newest first."""
    found: list[tuple[str, str]] = []
    for kind, count in ((PeriodKind.MONTH, 12), (PeriodKind.QUARTER, 4), (PeriodKind.HALF, 4), (PeriodKind.YEAR, 3)):
        period: ReportPeriod | None = period_of(kind, day)
        while period is not None and count:
            found.append((period.key, period.name))
            period, count = period.before, count - 1
    return found


def whereabouts(workspace: Workspace, subject_kind: str, subject_id: str) -> Whereabouts:
    """Where the record can be looked at."""
    if subject_kind == "household":
        return Whereabouts(subject_id, "")
    if subject_kind == "review_round":
        return Whereabouts("", subject_id)
    with workspace.database.read() as connection:
        return Whereabouts(
            stored.named_in(connection, subject_kind, subject_id, "household_id"),
            stored.named_in(connection, subject_kind, subject_id, "round_id"),
        )


def communes(workspace: Workspace) -> dict[str, str]:
    """Code → name of the communes whose data the store holds."""
    with workspace.database.read() as connection:
        return stored.commune_names(connection)
