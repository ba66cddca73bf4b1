"""The register of requests about personal data: typed, due, answered (Luật 91/2025/QH15; NĐ 356/2025/NĐ-CP [S92])."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sinhke_desktop.domain.data_request import DataRequest, RequestKind
from sinhke_desktop.domain.round_calendar import after_working_days
from sinhke_desktop.domain.typed_values import Typed, judged_day, typed_lines, typed_text
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.i18n import _

WORKING_DAYS = 2
"""To answer a request (NĐ 356/2025/NĐ-CP); NĐ 13/2023/NĐ-CP, now replaced, said 72 hours."""


@dataclass(frozen=True, slots=True)
class RequestInput:
    """A request as typed."""

    kind: str = ""
    requester: str = ""
    household_id: str = ""
    received_on: Typed = ""
    content: str = ""
    note: str = ""


def due_on(received_on: date) -> date:
    """The last day to answer: two working days after receipt; public holidays are not known."""
    return after_working_days(received_on, WORKING_DAYS)


def judge_request(typed: RequestInput, request_id: str, commune_code: str, today: date) -> DataRequest:
    """A request from typed text, or :class:`InvalidInput` with every problem and its field (CN-02, CN-03)."""
    problems: list[Problem] = []
    if typed.kind not in tuple(RequestKind):
        problems.append(Problem("kind", _("Choose what is asked for."), "CN-02"))
    requester = typed_text(typed.requester)
    if not requester:
        problems.append(Problem("requester", _("Type who asks."), "CN-03"))
    day = judged_day(typed.received_on, "received_on", problems, required=True, latest=today)
    if problems or day is None:
        raise InvalidInput(problems)
    return DataRequest(
        id=request_id,
        commune_code=commune_code,
        kind=RequestKind(typed.kind),
        requester=requester,
        household_id=typed.household_id,
        received_on=day,
        due_on=due_on(day),
        content=typed_lines(typed.content),
        note=typed_text(typed.note),
    )


def answered(request: DataRequest, done_on: Typed, answer: str, today: date, *, refused: bool) -> DataRequest:
    """*request* with its answer; raises :class:`InvalidInput` without words or for a day before its receipt."""
    problems: list[Problem] = []
    words = typed_lines(answer)
    if not words:
        text = _("Write why it is refused.") if refused else _("Write what was done.")
        problems.append(Problem("answer", text, "CN-04"))
    day = judged_day(done_on, "done_on", problems, required=True, latest=today)
    if day is not None and day < request.received_on:
        problems.append(Problem("done_on", _("This day lies before the request was received."), "CN-05"))
    if problems:
        raise InvalidInput(problems)
    return replace(request, done_on=day, answer=words, refused=refused)


def overdue(request: DataRequest, today: date) -> bool:
    """True for an open request past its day."""
    return request.done_on is None and today > request.due_on
