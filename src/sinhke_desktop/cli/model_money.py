"""Commands that tell a model's money and its animals and plots."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from sinhke_desktop.cli.answers import Answer, table
from sinhke_desktop.cli.opening import opened
from sinhke_desktop.domain.raised_things import STATE_NAMES
from sinhke_desktop.domain.settlement import Sums
from sinhke_desktop.i18n import _
from sinhke_desktop.services import livelihood, money_papers, raised_things, settlement


def money(arguments: argparse.Namespace) -> Answer:
    """Money by source, by line and year, by household, with what does not fit together."""
    with opened(arguments) as workspace:
        model = livelihood.current(workspace, arguments.model)
        found = settlement.settlement(workspace, model.id)
    content = {
        "sources": [
            {"code": one.code, "name": one.name, "own": one.own, **asdict(one.sums), "carried": one.carried,
             "handed": one.handed, "share": one.share}
            for one in found.sources
        ],
        "years": [{"line": row.line.id, "source": row.line.source_code, "year": row.year, **asdict(row.sums),
                   "left": row.sums.left} for row in found.rows],
        "total": asdict(found.total),
        "households": [
            {"participant": one.participant_id, "name": found.names[one.participant_id], "paid": one.paid,
             "handed": one.handed, "own": one.own}
            for one in found.households
        ],
        "warnings": list(found.warnings),
        "doubles": [{"head": one.head_name, "text": one.text} for one in found.doubles],
    }  # fmt: skip
    rows = [(money_papers.line_words(row.line), row.year or "–", *_columns(row.sums)) for row in found.rows]
    header = (
        _("Source"), _("Year"), _("Planned"), _("Carried in"), _("Allotted"), _("Paid"), _("Settled"),
        _("Carried over"), _("Returned"), _("Left"),
    )  # fmt: skip
    twice = [f"{one.head_name}: {one.text}" for one in found.doubles]
    return Answer(content, [*table(header, rows), *found.warnings, *twice])


def _columns(sums: Sums) -> tuple[int, ...]:
    return (sums.planned, sums.carried_in, sums.allotted, sums.paid, sums.settled, sums.carried_over, sums.returned,
            sums.left)  # fmt: skip


def things(arguments: argparse.Namespace) -> Answer:
    """Every animal and plot with how it is, and the sums of each household and of all."""
    with opened(arguments) as workspace:
        model = livelihood.current(workspace, arguments.model)
        found = raised_things.things(workspace, model.id)
    content = {
        "things": [
            {"id": one.thing.id, "tag": one.thing.tag, "kind": one.thing.kind, "quantity": one.thing.quantity,
             "unit": one.thing.unit, "household": found.names[one.thing.participant_id], "state": one.state.value,
             "events": [{"kind": event.kind.value, "on": event.on.isoformat()} for event in one.events]}
            for one in found.lives
        ],
        "households": [{"name": one.name, **asdict(one.counted), "followed_up": one.followed_up}
                       for one in found.households],
        "total": asdict(found.total),
        "warnings": list(found.warnings),
    }  # fmt: skip
    rows = [
        (one.thing.tag, one.thing.kind, found.names[one.thing.participant_id], STATE_NAMES[one.state],
         f"{one.thing.since:%d/%m/%Y}")
        for one in found.lives
    ]  # fmt: skip
    header = (_("Tag"), _("What"), _("Household"), _("How it is"), _("Since"))
    return Answer(content, [*table(header, rows), *found.warnings])
