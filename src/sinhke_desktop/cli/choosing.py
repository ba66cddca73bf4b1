"""Commands on choosing the commune's model: the library, the candidates, votes, the choice."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sinhke_desktop.cli.answers import Answer, table
from sinhke_desktop.cli.opening import opened
from sinhke_desktop.domain.choosing import Consensus, Ranked, VoteInput
from sinhke_desktop.domain.economics import CashFlow, Economics
from sinhke_desktop.domain.livelihood import STATUS_NAMES, LivelihoodModel, ModelInput
from sinhke_desktop.domain.model_library import LibraryModel
from sinhke_desktop.domain.vietnamese import fold
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.files import write_whole
from sinhke_desktop.i18n import _
from sinhke_desktop.services import candidates as stored
from sinhke_desktop.services import community_meetings, economics, hamlets, model_library
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage.records import wire_fields


def library(arguments: argparse.Namespace) -> Answer:
    """Every entry of the library, or what became of a file of one's own."""
    if arguments.template:
        write_whole(arguments.template, model_library.template().encode())
        text = _("Written to {file}.").format(file=arguments.template)
        return Answer({"file": str(arguments.template)}, [text])
    if arguments.check:
        return _told(
            _("{file} is in order: {models}."), arguments.check.name, model_library.check_file(arguments.check)
        )
    with opened(arguments) as workspace:
        if arguments.add:
            added = model_library.add_file(workspace, arguments.add)
            return _told(_("{file} was added: {models}."), arguments.add.name, added)
        if arguments.remove:
            model_library.remove_file(workspace, arguments.remove)
            return Answer({"removed": arguments.remove}, [_("{name} was removed.").format(name=arguments.remove)])
        found = model_library.library(workspace)
    header = (_("Key"), _("Model"), _("Cycle (months)"), _("Costs (đ)"), _("Remains of a household (đ)"),
              _("At the worst (đ)"), _("Own file"))  # fmt: skip
    rows = [
        (one.key, one.name, one.cycle_months, one.figures().cost, one.figures().expected.net,
         one.figures().worst.net, one.file if one.own else "")
        for one in found.models
    ]  # fmt: skip
    content = {
        "models": [_entry(one) for one in found.models],
        "wrong": [
            {"file": one.file, "line": one.line, "code": one.code, "message": one.message} for one in found.wrong
        ],
    }
    return Answer(content, [*table(header, rows), *(str(one) for one in found.wrong)], 1 if found.wrong else 0)


def _told(text: str, file: str, models: Sequence[LibraryModel]) -> Answer:
    said = text.format(file=file, models=", ".join(one.name for one in models))
    return Answer({"file": file, "models": [_entry(one) for one in models]}, [said])


def _entry(one: LibraryModel) -> dict[str, Any]:
    return {
        "key": one.key,
        "name": one.name,
        "thing": one.thing,
        "unit": one.unit,
        "cycle_months": one.cycle_months,
        "own": one.own,
        "file": one.file,
        "inputs": list(one.inputs),
        "risks": list(one.risks),
        "market": list(one.market),
        "sources": list(one.sources),
        "lines": [
            {
                "side": line.side.value,
                "name": line.name,
                "amount": line.quantity * line.unit_price,
                "first_month": line.first_month,
                "every_months": line.every_months,
                "last_month": line.last_month,
                "source": line.source,
                "verified": bool(line.source),
            }
            for line in one.lines
        ],
        **_figures(one.figures()),
    }


def _figures(found: Economics) -> dict[str, Any]:
    return {"own_part": found.own, "expected": _flow(found.expected), "worst": _flow(found.worst)}


def _flow(flow: CashFlow) -> dict[str, Any]:
    return {
        "cost": flow.cost,
        "income": flow.income,
        "net": flow.net,
        "net_per_month": flow.net_per_month,
        "payback_month": flow.payback_month,
        "deepest": flow.deepest,
    }


def candidates(arguments: argparse.Namespace) -> Answer:
    """The models proposed for an area in a period with points, votes and the economics of a household."""
    with opened(arguments) as workspace:
        ranked = stored.compare(workspace, arguments.period, arguments.area)
        earned = {one.model.id: one for one in economics.compare(workspace, arguments.period, arguments.area)}
        said = community_meetings.said_of(workspace, arguments.period, arguments.area)
        names = {one.id: one.name for one in hamlets.all_hamlets(workspace)}
    header = ("id", _("Place"), _("Model"), _("State"), _("Points"), _("Share"), _("In favour"), _("Remains (đ)"),
              _("At the worst (đ)"), _("Households wanting it"))  # fmt: skip
    rows = [
        (one.model.id, one.place, one.model.name, STATUS_NAMES[one.model.status], one.points, one.share, one.agreement,
         earned[one.model.id].figures.expected.net, earned[one.model.id].figures.worst.net,
         one.model.households_wanted if one.model.households_wanted is not None else "")
        for one in ranked
    ]  # fmt: skip
    content = [
        {
            **_ranked(one),
            **_said(said[one.model.id], names),
            "lines": len(earned[one.model.id].lines),
            "proposed_lines": earned[one.model.id].proposed,
            **_figures(earned[one.model.id].figures),
        }
        for one in ranked
    ]
    return Answer({"candidates": content}, table(header, rows))


def _ranked(one: Ranked) -> dict[str, Any]:
    return {
        "id": one.model.id,
        "name": one.model.name,
        "status": one.model.status.value,
        "place": one.place,
        "points": one.points,
        "most_points": one.most,
        "scored_throughout": one.complete,
        "households_wanted": one.model.households_wanted,
        "library_key": one.model.library_key,
    }


def _said(one: Consensus, names: dict[str, str]) -> dict[str, Any]:
    return {
        "hamlets_met": [names.get(vote.hamlet_id, vote.hamlet_id) for vote in one.votes],
        "hamlets_waiting": [names.get(key, key) for key in one.waiting],
        "present": one.present,
        "votes_for": one.votes_for,
        "votes_against": one.votes_against,
        "agreed": one.agreed,
    }


def propose(arguments: argparse.Namespace) -> Answer:
    """Propose a candidate; from the library its costs and incomes come with it."""
    with opened(arguments) as workspace:
        typed = model_library.entry(workspace, arguments.key).typed() if arguments.key else ModelInput()
        given = {
            "name": arguments.name, "thing": arguments.thing, "unit": arguments.unit, "period": arguments.period,
            "households_wanted": arguments.wanted, "proposed_on": arguments.on, "area_code": arguments.area,
        }  # fmt: skip
        typed = replace(typed, **{name: value for name, value in given.items() if value})
        made = model_library.propose(workspace, typed)
    return Answer(_model(made), [_("Proposed: {name} ({id})").format(name=made.name, id=made.id)])


def vote(arguments: argparse.Namespace) -> Answer:
    """Record a hamlet's vote on a candidate."""
    with opened(arguments) as workspace:
        model = _meant(workspace, arguments.candidate)
        where = hamlets.all_hamlets(workspace)
        fits = [one for one in where if arguments.hamlet == one.id or fold(one.name) == fold(arguments.hamlet)]
        typed = VoteInput(
            fits[0].id if len(fits) == 1 else "", arguments.on, arguments.present, getattr(arguments, "for"),
            arguments.against,
        )  # fmt: skip
        made = stored.record_vote(workspace, model.id, typed)
    text = _("Vote recorded: {name}, {votes} of {present} households in favour.")
    told = text.format(name=model.name, votes=made.votes_for, present=made.households_present)
    return Answer({"id": made.id, **wire_fields(made)}, [told])


def choose(arguments: argparse.Namespace) -> Answer:
    """Choose a candidate; what should have been thought of before is told with it."""
    with opened(arguments) as workspace:
        model = _meant(workspace, arguments.candidate)
        warnings = stored.warnings_before_choosing(workspace, model.id)
        made = stored.choose(workspace, model.id, arguments.reason, arguments.number, arguments.on)
    text = _("Chosen: {name}, decision {number}.").format(name=made.name, number=made.decision_number)
    return Answer({**_model(made), "warnings": warnings}, [text, *warnings])


def _model(model: LivelihoodModel) -> dict[str, Any]:
    return {"id": model.id, **wire_fields(model)}


def _meant(workspace: Workspace, said: str) -> LivelihoodModel:
    """The model with this id, or the only one of this name."""
    models = stored.all_models(workspace)
    fits = [one for one in models if one.id == said] or [one for one in models if fold(one.name) == fold(said)]
    if len(fits) != 1:
        text = _("“{said}” fits {count} candidates; use the id.").format(said=said, count=len(fits))
        raise InvalidInput([Problem("candidate", text, "MH-16")])
    return fits[0]
