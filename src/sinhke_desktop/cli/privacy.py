"""Commands on personal data: the access log, the register of requests, erasing."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from datetime import date
from typing import Any

from sinhke_desktop.cli.answers import Answer, table
from sinhke_desktop.cli.opening import opened
from sinhke_desktop.domain.data_request import REQUEST_NAMES, DataRequest
from sinhke_desktop.domain.request_register import RequestInput
from sinhke_desktop.domain.typed_values import parse_day
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.i18n import _
from sinhke_desktop.services import data_requests, erasure, privacy
from sinhke_desktop.services.workspace import VIETNAM, today


def log(arguments: argparse.Namespace) -> Answer:
    """The access log, newest first."""
    since = _day(arguments.since)
    with opened(arguments) as workspace:
        found = privacy.accesses(workspace, since=since, limit=arguments.limit)
    rows = [
        (f"{one.when.astimezone(VIETNAM):%d/%m/%Y %H:%M}", one.officer, one.words, one.household_id, one.detail)
        for one in found
    ]
    header = (_("When"), _("Officer"), _("What was done"), _("Household"), _("Detail"))
    return Answer({"entries": [asdict(one) for one in found]}, table(header, rows))


def _day(text: str) -> date | None:
    try:
        return parse_day(text)
    except ValueError:
        raise InvalidInput([Problem("since", _("Type the day as 15/11/2025."))]) from None


def requests(arguments: argparse.Namespace) -> Answer:
    """The register of requests, open ones first."""
    with opened(arguments) as workspace:
        found = data_requests.listed(workspace)
    rows = [
        (one.request.id, one.what, one.request.requester, one.head, f"{one.request.due_on:%d/%m/%Y}",
         f"{one.request.done_on:%d/%m/%Y}" if one.request.done_on else _("Overdue") if one.overdue else "")
        for one in found
    ]  # fmt: skip
    header = (_("Id"), _("What is asked for"), _("Who asks"), _("Household"), _("Due"), _("Answered"))
    content = {"requests": [_request(one.request) | {"overdue": one.overdue} for one in found]}
    return Answer(content, table(header, rows), 1 if any(one.overdue for one in found) else 0)


def add(arguments: argparse.Namespace) -> Answer:
    """Enter a request."""
    with opened(arguments) as workspace:
        received = arguments.received_on or today(workspace)
        typed = RequestInput(arguments.kind, arguments.requester, arguments.household, received, arguments.content)
        request = data_requests.add(workspace, typed)
    text = _("Entered; to be answered until {day:%d/%m/%Y}.").format(day=request.due_on)
    return Answer(_request(request), [text, request.id])


def erase(arguments: argparse.Namespace) -> Answer:
    """Erase what an open request to erase names, for good."""
    with opened(arguments) as workspace:
        if arguments.member:
            done = erasure.erase_member(workspace, arguments.request, arguments.member)
        else:
            done = erasure.erase_household(workspace, arguments.request)
    lines = [_("Erased: {count} records with their history.").format(count=done.records)]
    if done.backups:
        numbers = ", ".join(f"SL-{number:06d}" for number in done.backups)
        lines.append(_("These backups still hold the data: {numbers}.").format(numbers=numbers))
    if done.sent:
        lines.append(
            _(
                "The receiving office has it too: send the next bundle, with which it is erased there; "
                "its backups keep it."
            )
        )
    if done.papers:
        words = _("{count} issued papers still name the household, as they do in the office's file: see Issued papers.")
        lines.append(words.format(count=done.papers))
    return Answer(asdict(done), lines)


def _request(request: DataRequest) -> dict[str, Any]:
    return {
        "id": request.id,
        "kind": request.kind.value,
        "what": REQUEST_NAMES[request.kind],
        "requester": request.requester,
        "household_id": request.household_id,
        "received_on": request.received_on.isoformat(),
        "due_on": request.due_on.isoformat(),
        "done_on": request.done_on.isoformat() if request.done_on else None,
        "refused": request.refused,
    }
