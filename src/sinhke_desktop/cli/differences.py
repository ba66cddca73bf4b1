"""Commands on differences, returned records, what leaves, and the other machines of a commune."""

from __future__ import annotations

import argparse
from typing import Any

from sinhke_desktop.cli.answers import Answer, fields, table
from sinhke_desktop.cli.exchange import confirmed
from sinhke_desktop.cli.opening import opened, progress
from sinhke_desktop.domain.return_request import ReturnState
from sinhke_desktop.errors import InvalidInput, NotFound, Problem
from sinhke_desktop.i18n import N_, _
from sinhke_desktop.services import conflicts as stored
from sinhke_desktop.services import decisions_made, machines, other_machines, outgoing_preview, returned_records
from sinhke_desktop.services.conflicts import EntityConflict
from sinhke_desktop.services.receiving_plan import ReceivingPlan
from sinhke_desktop.services.workspace import COMMUNE, OFFICE, Workspace

HOW = {"new": N_("new"), "changed": N_("changed"), "removed": N_("removed")}


def conflicts(arguments: argparse.Namespace) -> Answer:
    """List what waits for a decision, or what was decided lately."""
    with opened(arguments, role="") as workspace:
        if arguments.decided:
            return _decided(workspace)
        found = stored.open_conflicts(workspace, arguments.commune)
    lines: list[str] = []
    for one in found:
        lines.append(f"{one.title} ({one.entity_kind}:{one.entity_id})")
        for field in one.fields:
            mark = _(" [decision]") if field.decision else ""
            lines.append(f"  {field.path}: {field.label}{mark}")
            for number, choice in enumerate(field.choices, 1):
                who = ", ".join(part for part in (choice.officer, choice.claimed_time, choice.machine) if part)
                lines.append(f"    {number}. {choice.shown or '–'} ({who})")
    return Answer({"conflicts": [_conflict(one) for one in found]}, lines or [_("Nothing is to be decided.")])


def _conflict(one: EntityConflict) -> dict[str, Any]:
    return {
        "record": f"{one.entity_kind}:{one.entity_id}",
        "title": one.title,
        "commune": one.commune_code,
        "fields": [
            {
                "path": field.path,
                "label": field.label,
                "decision": field.decision,
                "choices": [
                    {
                        "side": number,
                        "value": choice.value,
                        "shown": choice.shown,
                        "officer": choice.officer,
                        "claimed_time": choice.claimed_time,
                        "machine": choice.machine,
                        "unaware": choice.unaware,
                    }
                    for number, choice in enumerate(field.choices, 1)
                ],
            }
            for field in one.fields
        ],
    }


def _decided(workspace: Workspace) -> Answer:
    made = decisions_made.decided(workspace)
    content = [
        {
            "id": one.uid, "record": f"{one.entity_kind}:{one.entity_id}", "title": one.title, "officer": one.officer,
            "claimed_time": one.claimed_time, "reason": one.reason, "fields": dict(one.fields),
        }
        for one in made
    ]  # fmt: skip
    rows = [
        (one.claimed_time, one.officer, one.title, "; ".join(f"{name}: {value}" for name, value in one.fields))
        for one in made
    ]
    header = (_("Decided on"), _("By"), _("Record"), _("Decided"))
    return Answer({"decided": content}, table(header, rows) or [_("Nothing was decided yet")])


def decide(arguments: argparse.Namespace) -> Answer:
    """Decide fields of one record by the number of the side, or take the newest decision back."""
    kind, _colon, entity_id = arguments.record.partition(":")
    with opened(arguments, role="") as workspace:
        if arguments.take_back:
            uid = next((one.uid for one in decisions_made.decided(workspace, 1000) if one.entity_id == entity_id), "")
            decisions_made.reopen(workspace, uid)
            return Answer({"taken_back": uid}, [_("Taken back: both values stand against each other again.")])
        record = next((one for one in stored.open_conflicts(workspace) if one.entity_id == entity_id), None)
        if record is None:
            raise NotFound(_("This difference has been decided meanwhile. Nothing was changed."))
        chosen = dict(_side(record, text) for text in arguments.choices)
        uid = stored.decide(workspace, kind, entity_id, chosen, arguments.reason)
        left = len(record.fields) - len(chosen)
    content = {"id": uid, "decided": sorted(chosen), "left": left}
    return Answer(content, [_("Decided; {count} fields of the record are still open.").format(count=left)])


def _side(record: EntityConflict, text: str) -> tuple[str, str]:
    path, _equals, number = text.partition("=")
    field = next((one for one in record.fields if one.path == path), None)
    if field is None or not number.isdecimal() or not 1 <= int(number) <= len(field.choices):
        message = _("{choice} is no field and side of this record. Nothing was changed.").format(choice=text)
        raise InvalidInput([Problem(path, message, "GB-29")])
    return path, field.choices[int(number) - 1].uid


def returned(arguments: argparse.Namespace) -> Answer:
    """List the returned records, or close one."""
    with opened(arguments, role="") as workspace:
        if arguments.close:
            returned_records.close(workspace, arguments.close)
        found = returned_records.requests(workspace, arguments.commune, open_only=not arguments.all)
    content = [
        {
            "id": one.request.id, "record": f"{one.request.subject_kind}:{one.request.subject_id}",
            "title": one.title, "field": one.request.path, "commune": one.request.commune_code,
            "state": one.request.state.value, "reason": one.request.reason, "answer": one.request.answer,
        }
        for one in found
    ]  # fmt: skip
    states = {
        ReturnState.OPEN: _("to be corrected"),
        ReturnState.ANSWERED: _("answered"),
        ReturnState.CLOSED: _("closed"),
    }
    rows = [
        (one.request.id, states[one.request.state], one.title, one.request.reason, one.request.answer) for one in found
    ]
    header = (_("Id"), _("State"), _("Record"), _("Reason"), _("Answer"))
    return Answer({"returned": content}, table(header, rows) or [_("Nothing was returned")])


def return_record(arguments: argparse.Namespace) -> Answer:
    """Return a record to its commune for correction."""
    kind, _colon, subject_id = arguments.record.partition(":")
    with opened(arguments, role=OFFICE) as workspace:
        made = returned_records.ask(
            workspace, arguments.commune, kind, subject_id, arguments.reason, arguments.field
        )  # fmt: skip
    return Answer({"id": made.id}, [_("Returned; the commune sees it with the next receipt"), made.id])


def answer(arguments: argparse.Namespace) -> Answer:
    """Answer a returned record."""
    with opened(arguments, role=COMMUNE) as workspace:
        made = returned_records.answer(workspace, arguments.id, arguments.text)
    return Answer({"id": made.id, "state": made.state.value}, [_("Answer recorded; it leaves with the next bundle")])


def outgoing(arguments: argparse.Namespace) -> Answer:
    """Say what leaves with the next bundle: kinds of personal data, and every record."""
    with opened(arguments) as workspace:
        found = outgoing_preview.preview(workspace, progress())
    content = {
        "personal": list(found.basic),
        "sensitive": list(found.sensitive),
        "restricted_households": found.restricted,
        "left_out": found.left_out,
        "records": [
            {
                "record": f"{one.entity_kind}:{one.entity_id}", "title": one.title, "how": one.how,
                "changed": list(one.changed), "restricted": one.restricted,
            }
            for one in found.records
        ],
    }  # fmt: skip
    lines = fields(
        [
            (_("Personal data"), ", ".join(found.basic) or None),
            (_("Sensitive data"), ", ".join(found.sensitive) or None),
            (_("Restricted households"), found.restricted or None),
        ]
    )
    lines += table(
        (_("Record"), _("How"), _("What changed")),
        [(one.title, _(HOW[one.how]), ", ".join(one.changed)) for one in found.records],
    )
    return Answer(content, lines or [_("Nothing leaves: the office has received everything.")])


def pair_machine(arguments: argparse.Namespace) -> Answer:
    """Pair another machine of the commune; its answer and all that it lacks go beside its key file."""
    with opened(arguments) as workspace:
        request = machines.read_key_file(arguments.file)
        other_machines.check(workspace, request)
        agreed = confirmed(request.number, arguments.number)
        made = other_machines.pair(workspace, arguments.file, confirmed=agreed)
        number = machines.office_number(workspace)
    receipt = made.receipt
    content = {
        "path": str(made.certificate),
        "receipt": str(receipt.path) if receipt else None,
        "carries": receipt.carries if receipt else 0,
        "number": number,
    }
    lines = fields(
        [
            (_("Answer for the other machine"), str(made.certificate)),
            (_("Receipt"), str(receipt.path) if receipt else None),
            (_("Number to read aloud"), number),
        ]
    )
    return Answer(content, lines)


def receive_machine(arguments: argparse.Namespace) -> Answer:
    """Look into another machine's bundle, and receive it unless told only to look."""
    with opened(arguments) as workspace:
        planned = other_machines.look(workspace, arguments.file, progress())
        if planned.code:
            return _refused(planned)
        counts = {kind: [one.new, one.changed, one.removed] for kind, one in planned.counts.items()}
        content: dict[str, Any] = {"number": planned.number, "counts": counts, "conflicts": planned.conflicts}
        if arguments.dry_run:
            told = _("Bundle {number} would change {count} records; nothing was received.")
            return Answer(content, [told.format(number=planned.number, count=len(planned.changes) + planned.left_out)])
        done = other_machines.receive(workspace, planned, arguments.file.parent, progress())
    content |= {
        "new_operations": done.outcome.new_operations,
        "same_state": done.outcome.same_state,
        "receipt": str(done.receipt.path) if done.receipt else None,
    }
    lines = fields([(_("Receipt"), str(done.receipt.path) if done.receipt else None)])
    return Answer(content, [done.outcome.message, *lines])


def _refused(planned: ReceivingPlan) -> Answer:
    told = " ".join(part for part in (planned.message, planned.advice, f"({planned.code})") if part)
    return Answer({"code": planned.code, "message": planned.message, "advice": planned.advice}, [told], 1)
