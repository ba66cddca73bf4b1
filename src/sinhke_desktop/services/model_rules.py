"""What only the store can tell against a record of a model's file: what contradicts or repeats what is there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sinhke_desktop.domain.budget_entries import BudgetEntry
from sinhke_desktop.domain.raised_things import ENDS, RaisedThing, ThingEvent
from sinhke_desktop.errors import Problem
from sinhke_desktop.i18n import _
from sinhke_desktop.services import meeting_rules, payment_rules, revolving_rules
from sinhke_desktop.storage import records
from sinhke_desktop.storage.exchange import Connection

Rule = Callable[[Connection, Any, str, list[Problem]], None]


def check(connection: Connection, record: Any, model_id: str, problems: list[Problem]) -> None:
    """Add to *problems* what the store says against *record* of the model *model_id*."""
    rule = _RULES.get(type(record))
    if rule is not None:
        rule(connection, record, model_id, problems)


def before_removal(connection: Connection, record: Any, problems: list[Problem]) -> None:
    """Add to *problems* what hangs on *record* and stands against its removal (MH-12)."""
    rule = _REMOVALS.get(type(record))
    if rule is not None:
        rule(connection, record, "", problems)


def _thing(connection: Connection, thing: RaisedThing, _model_id: str, problems: list[Problem]) -> None:
    """MH-17: a tag stands for one thing of a household only."""
    others = records.all_of(connection, RaisedThing, thing.commune_code, participant_id=thing.participant_id)
    if any(one.tag == thing.tag and one.id != thing.id for one in others):
        problems.append(Problem("tag", _("This household already has one with that number."), "MH-17"))


def _event(connection: Connection, event: ThingEvent, _model_id: str, problems: list[Problem]) -> None:
    """MH-18: nothing happens before it came or after its end, and it ends once."""
    thing = records.get(connection, RaisedThing, event.thing_id)
    if event.on < thing.since:
        problems.append(Problem("on", _("This day lies before the household had it."), "MH-18"))
    others = records.all_of(connection, ThingEvent, event.commune_code, thing_id=event.thing_id)
    others = [one for one in others if one.id != event.id]
    end = next((one for one in others if one.kind in ENDS), None)
    if end is not None and (event.kind in ENDS or event.on > end.on):
        text = _("It ended on {day:%d/%m/%Y} already; nothing can happen to it afterwards.")
        problems.append(Problem("kind", text.format(day=end.on), "MH-18"))
    if event.kind in ENDS and any(one.on > event.on for one in others):
        problems.append(Problem("on", _("Something was noted of it after this day."), "MH-18"))


def _thing_gone(connection: Connection, thing: RaisedThing, _model_id: str, problems: list[Problem]) -> None:
    if records.all_of(connection, ThingEvent, thing.commune_code, thing_id=thing.id):
        text = _("Something was noted of it; remove that first.")
        problems.append(Problem("thing_id", text, "MH-12"))


def _entry(connection: Connection, entry: BudgetEntry, _model_id: str, problems: list[Problem]) -> None:
    """MH-41, MH-42: no đồng of a line is settled, carried over or returned twice."""
    problems += payment_rules.entry_problems(connection, entry)


def _entry_gone(connection: Connection, entry: BudgetEntry, _model_id: str, problems: list[Problem]) -> None:
    problems += payment_rules.entry_problems(connection, entry, gone=True)


_RULES: dict[type[Any], Rule] = {RaisedThing: _thing, ThingEvent: _event, BudgetEntry: _entry}
_REMOVALS: dict[type[Any], Rule] = {RaisedThing: _thing_gone, BudgetEntry: _entry_gone}
_RULES.update(revolving_rules.RULES)
_REMOVALS.update(revolving_rules.REMOVALS)
_RULES.update(meeting_rules.RULES)
_REMOVALS.update(meeting_rules.REMOVALS)
