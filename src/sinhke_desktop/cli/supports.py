"""Commands on supports: record one, list a household's, show what two sources seem to have paid for."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import Any

from sinhke_desktop.cli.answers import Answer, table
from sinhke_desktop.cli.opening import opened
from sinhke_desktop.domain.money import format_dong
from sinhke_desktop.domain.support import SUPPORT_NAMES, Support, SupportInput
from sinhke_desktop.i18n import _
from sinhke_desktop.services import supports
from sinhke_desktop.services.supports import Received


def add(arguments: argparse.Namespace) -> Answer:
    """Record the same support for one household or several, all or none; warnings are told, never refused."""
    typed = SupportInput(
        "", arguments.kind, arguments.what, arguments.source, arguments.day, arguments.member, arguments.quantity,
        arguments.unit, arguments.value, arguments.programme, arguments.paper, arguments.note,
    )  # fmt: skip
    ids: list[str] = arguments.ids
    with opened(arguments) as workspace:
        warned = [double.text for double in supports.warnings_of_many(workspace, ids, _of_one(typed, ids))]
        given = (
            [supports.give(workspace, _of_one(typed, ids))]
            if len(ids) == 1
            else supports.give_many(workspace, ids, typed)
        )
    told = _("Recorded for {count} households.").format(count=len(given))
    return Answer({"supports": [_support(one) for one in given], "warnings": warned}, [told, *warned])


def _of_one(typed: SupportInput, ids: list[str]) -> SupportInput:
    return replace(typed, household_id=ids[0]) if len(ids) == 1 else typed


def listing(arguments: argparse.Namespace) -> Answer:
    """All that a household received, also from livelihood models, newest first."""
    with opened(arguments) as workspace:
        lines = supports.received(workspace, arguments.id)
    rows = [
        (f"{line.support.received_on:%d/%m/%Y}", SUPPORT_NAMES[line.support.kind], line.support.what, _value(line),
         line.source)
        for line in lines
    ]  # fmt: skip
    header = (_("Day"), _("Kind"), _("What"), _("Value (đ)"), _("Source"))
    content = [{**_support(line.support), "model": line.model or None, "member": line.member or None} for line in lines]
    return Answer({"supports": content}, table(header, rows))


def doubles(arguments: argparse.Namespace) -> Answer:
    """What two sources seem to have paid for, in the whole commune."""
    with opened(arguments) as workspace:
        found = supports.doubles(workspace)
    rows = [(one.head_name, one.hamlet_name, one.text) for one in found]
    lines = table((_("Head"), _("Hamlet"), _("Supports")), rows)
    content = [
        {"household": one.household_id, "head": one.head_name, "hamlet": one.hamlet_name,
         "first": _support(one.first), "second": _support(one.second)}
        for one in found
    ]  # fmt: skip
    return Answer({"doubles": content}, lines if rows else [_("No household seems to be paid twice.")])


def _value(line: Received) -> str:
    return "" if line.support.value is None else format_dong(line.support.value)


def _support(one: Support) -> dict[str, Any]:
    return {
        "id": one.id,
        "household": one.household_id,
        "kind": one.kind.value,
        "what": one.what,
        "source": one.source_code,
        "received_on": one.received_on.isoformat(),
        "member_id": one.member_id or None,
        "quantity": one.quantity,
        "unit": one.unit,
        "value": one.value,
        "programme": one.programme,
        "paper": one.paper,
        "note": one.note,
    }
