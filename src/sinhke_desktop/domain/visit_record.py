"""Visits (thăm hộ): planned, made, what was agreed and when the next one is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sinhke_desktop.domain.typed_values import Typed, judged_day, typed_text
from sinhke_desktop.domain.visit import Agreement
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.i18n import _


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit to a household, planned or made; ``agreements`` is one line each (see :func:`parse_agreements`).

    What its form said when it came back: ``sheet_number`` of the form; ``deprived`` are indicator keys joined by
    commas, which count only where ``indicators_seen``; ``kept`` says of the agreements of the visit before, in their
    order, ``+`` done, ``-`` not done, ``?`` not said; ``need_keys`` are keys of :data:`.visit.NEEDS`, joined by commas.
    """

    id: str
    commune_code: str
    household_id: str
    planned_on: date | None = None
    visited_on: date | None = None
    agreements: str = ""
    needs: str = ""
    next_visit_on: date | None = None
    officer: str = ""
    note: str = ""
    sheet_number: str = ""
    indicators_seen: bool = False
    deprived: str = ""
    kept: str = ""
    need_keys: str = ""
    removed: bool = False


@dataclass(frozen=True, slots=True)
class VisitInput:
    """A visit as typed: a plan has ``planned_on``, a record ``visited_on``."""

    household_id: str = ""
    planned_on: Typed = ""
    visited_on: Typed = ""
    agreements: Sequence[Agreement] = ()
    needs: str = ""
    next_visit_on: Typed = ""
    note: str = ""


def format_agreements(agreements: Sequence[Agreement]) -> str:
    """As kept: a line each, of text, who and day with tabs between."""
    return "\n".join(
        "\t".join((typed_text(one.text), typed_text(one.who), one.due.isoformat() if one.due else ""))
        for one in agreements
        if typed_text(one.text)
    )


def parse_agreements(text: str) -> tuple[Agreement, ...]:
    """The agreements of :func:`format_agreements`."""
    found = []
    for line in text.splitlines():
        what, who, due = (*line.split("\t"), "", "")[:3]
        found.append(Agreement(what, who, date.fromisoformat(due) if due else None))
    return tuple(found)


def judge_visit(typed: VisitInput, visit_id: str, commune_code: str, officer: str, today: date) -> Visit:
    """A visit, or :class:`InvalidInput` (TV-01): it has a household and a planned day or a day on which it was made."""
    problems: list[Problem] = []
    if not typed.household_id:
        problems.append(Problem("household_id", _("Choose the household."), "TV-01"))
    planned = judged_day(typed.planned_on, "planned_on", problems)
    visited = judged_day(typed.visited_on, "visited_on", problems, latest=today)
    following = judged_day(typed.next_visit_on, "next_visit_on", problems)
    if planned is None and visited is None and not problems:
        problems.append(Problem("visited_on", _("Type the day of the visit, or the day it is planned for."), "TV-01"))
    if visited and following and following <= visited:
        problems.append(Problem("next_visit_on", _("The next visit lies after this one."), "TV-01"))
    if problems:
        raise InvalidInput(problems)
    return Visit(
        visit_id, commune_code, typed.household_id, planned, visited, format_agreements(typed.agreements),
        typed_text(typed.needs), following, officer, typed_text(typed.note),
    )  # fmt: skip
