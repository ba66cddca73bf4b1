"""Commands about visit forms that come back: which are out, and entering one."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from dataclasses import replace

from sinhke_desktop.cli.answers import Answer, table
from sinhke_desktop.cli.opening import opened
from sinhke_desktop.domain.form_sheet import shown_number
from sinhke_desktop.domain.returned_form import MONTH_FIELDS, AgreedInput, ReturnedInput, keys_of
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.i18n import _
from sinhke_desktop.services import form_entry, form_standing, households, returned_forms
from sinhke_desktop.services.form_entry import MonthChoice
from sinhke_desktop.services.returned_forms import OutForm, PaperForm
from sinhke_desktop.services.workspace import Workspace

NONE = "none"
MOST_AGREED = 3


def listed(arguments: argparse.Namespace) -> Answer:
    """How many forms were printed and came back; with ``--open`` those that are out, spare ones last."""
    with opened(arguments) as workspace:
        stack = returned_forms.stack(workspace)
    out = [*stack.out, *stack.spare]
    header = (_("Number"), _("Household"), _("Hamlet"), _("Printed on"))
    text = _("{done} of {all} forms entered today, {out} not back")
    total = text.format(done=stack.today, all=stack.printed, out=len(stack.out))
    content: dict[str, object] = {"entered_today": stack.today, "printed": stack.printed, "out": len(stack.out)}
    if not arguments.open:
        return Answer(content, [total])
    return Answer(content | {"open": [_content(one) for one in out]}, [*table(header, map(_line, out)), total])


def _content(one: OutForm) -> dict[str, object]:
    sheet = one.sheet
    return {
        "number": sheet.number, "version": sheet.version, "household_id": sheet.household_id, "name": one.name,
        "hamlet": one.hamlet, "printed_on": sheet.printed_on.isoformat() if sheet.printed_on else "",
    }  # fmt: skip


def _line(one: OutForm) -> tuple[str, ...]:
    day = f"{one.sheet.printed_on:%d/%m/%Y}" if one.sheet.printed_on else ""
    return shown_number(one.sheet.number), one.name or _("spare form"), one.hamlet, day


def entry(arguments: argparse.Namespace) -> Answer:
    """Enter one form; raises InvalidInput, MonthNoted where ``--month`` does not decide."""
    with opened(arguments) as workspace:
        form = _form(workspace, arguments.number, arguments.household)
        typed = _typed(arguments, form.household_id)
        correcting = ""
        if arguments.correct:
            entered = form_standing.standing(workspace, form).entered
            correcting = entered.visit.id if entered else ""
        saved = form_entry.save(workspace, form, typed, correcting=correcting, month=MonthChoice(arguments.month))
    visit = saved.visit
    lines = [_("The form is entered: visit on {day:%d/%m/%Y}.").format(day=visit.visited_on)]
    if saved.changed:
        text = _("{count} indicators were seen otherwise than at the last review. A visit changes no class.")
        lines.append(text.format(count=len(saved.changed)))
    content = {
        "visit_id": visit.id, "household_id": visit.household_id, "number": visit.sheet_number,
        "visited_on": visit.visited_on.isoformat() if visit.visited_on else "",
        "month": saved.follow_up.month if saved.follow_up else "", "seen_otherwise": sorted(saved.changed),
    }  # fmt: skip
    return Answer(content, lines)


def _form(workspace: Workspace, number: str, whose: str) -> PaperForm:
    form = returned_forms.find(workspace, number).form
    if form is None:
        text = _("Give the number of the form or what its QR says.")
        raise InvalidInput([Problem("code", text, "TV-05")])
    if form.household_id or not whose:
        return form
    if re.fullmatch(r"[0-9a-f]{32}", whose):
        return replace(form, household_id=households.get(workspace, whose).id)
    known = returned_forms.find(workspace, whose).candidates
    if len(known) != 1:
        text = _("{count} households are called “{name}”; name one more exactly.")
        raise InvalidInput([Problem("household_id", text.format(count=len(known), name=whose), "TV-03")])
    return replace(form, household_id=known[0].household_id)


def _typed(arguments: argparse.Namespace, household_id: str) -> ReturnedInput:
    return ReturnedInput(
        household_id, arguments.visited_on, arguments.kept, arguments.corrections, bool(arguments.deprived),
        keys_of("" if arguments.deprived == NONE else arguments.deprived), _figures(arguments.count),
        arguments.notes, keys_of(arguments.needs), arguments.needs_text,
        [AgreedInput(*words[:MOST_AGREED]) for words in arguments.agreed], arguments.next_visit_on,
    )  # fmt: skip


def _figures(given: Sequence[str]) -> dict[str, str]:
    found = dict(one.partition("=")[::2] for one in given)
    unknown = sorted(set(found) - set(MONTH_FIELDS))
    if unknown:
        text = _("The form has no such mark: {keys}.").format(keys=", ".join(unknown))
        raise InvalidInput([Problem("count", text, "TV-04")])
    return found
