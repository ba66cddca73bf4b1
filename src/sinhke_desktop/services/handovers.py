"""What was handed to the households: corrected, drawn by lot so that anybody can check, printed as minutes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from sinhke_desktop.documents.handover_minutes import HandedRow, HandoverPaper, render_handover_minutes
from sinhke_desktop.domain.funding import HandoverInput, InputHandover, judge_handover
from sinhke_desktop.domain.livelihood import LivelihoodModel
from sinhke_desktop.domain.lots import Lot, judge_named, lots_for, parse_lot, shared_out
from sinhke_desktop.domain.participant import Participant
from sinhke_desktop.domain.raised_things import RaisedThing
from sinhke_desktop.domain.thing_counts import parse_tags
from sinhke_desktop.domain.typed_values import Typed, typed_text
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.i18n import _
from sinhke_desktop.services import communes, funding, hamlets, livelihood, participants
from sinhke_desktop.services.workspace import Workspace, author, today
from sinhke_desktop.storage import households as stored_households
from sinhke_desktop.storage import journal, records

WHOLE_DAY = "Cả ngày, mọi hộ"
EACH_HOUSEHOLD = "Từng hộ một bản"
ALL, EACH = "", "each"


def change(workspace: Workspace, handover_id: str, typed: HandoverInput, reason: str = "") -> InputHandover:
    """Correct a handover; it stays with its household. Raises InvalidInput.

    MH-49 where its things are followed one by one and quantity, unit or day would no longer be theirs.
    """
    with workspace.database.write() as connection:
        now = records.get(connection, InputHandover, handover_id)
        participant = records.get(connection, Participant, now.participant_id)
        model = records.get(connection, LivelihoodModel, participant.model_id)
        wanted = replace(typed, participant_id=now.participant_id)
        judged = judge_handover(wanted, handover_id, now.commune_code, model.thing, model.unit, today(workspace))
        made = records.all_of(connection, RaisedThing, now.commune_code, handover_id=handover_id)
        other = (judged.quantity, judged.unit, judged.handed_on) != (now.quantity, now.unit, now.handed_on)
        if made and other:
            text = _("Its animals or plots are followed one by one; correct those instead.")
            raise InvalidInput([Problem("quantity", text, "MH-49")])
        journal.save(connection, author(workspace), records.drafts(connection, [judged], typed_text(reason)))
    return judged


def to_draw(workspace: Workspace, model_id: str, day: date, kind: str) -> list[InputHandover]:
    """The handovers of one kind on a day, in the order of the list that lots are drawn for."""
    order = {participant_id: place for place, participant_id in enumerate(people(workspace, model_id))}
    found = [one for one in funding.handovers(workspace, model_id) if (one.handed_on, one.kind) == (day, kind)]
    return sorted(found, key=lambda one: (order.get(one.participant_id, len(order)), one.id))


def draw(workspace: Workspace, model_id: str, day: date, kind: str, named: Typed) -> list[InputHandover]:
    """Draw lots for the households that get *kind* on *day* with the number that those present *named*.

    Each handover keeps its lot, from which anybody can check it; where there are as many tags as animals, they are
    dealt out anew, lot 1 first. Raises InvalidInput: MH-46 for a number that is none, MH-49 where there is nobody to
    draw for, lots were drawn already, or the animals are followed one by one already.
    """
    number = judge_named(named)
    chosen = to_draw(workspace, model_id, day, kind)
    with workspace.database.write() as connection:
        if len(chosen) < 2:
            raise _refused(_("Lots are drawn among two households or more."))
        if any(one.lot for one in chosen):
            raise _refused(_("Lots were drawn for this handover already; they stay as they fell."))
        if records.all_of(connection, RaisedThing, workspace.commune_code, handover_id=[one.id for one in chosen]):
            raise _refused(_("The animals are followed one by one already; draw lots before that."))
        lots = lots_for(number, len(chosen))
        dealt = _dealt(chosen, lots)
        drawn = [replace(one, lot=lot.text, tag=tag) for one, lot, tag in zip(chosen, lots, dealt, strict=True)]
        journal.save(connection, author(workspace), records.drafts(connection, drawn))
    return drawn


def _refused(text: str) -> InvalidInput:
    return InvalidInput([Problem("named", text, "MH-49")])


def _dealt(chosen: Sequence[InputHandover], lots: Sequence[Lot]) -> list[str]:
    tags = [tag for one in chosen for tag in parse_tags(one.tag)]
    quantities = [one.quantity for one in chosen]
    if len(tags) != sum(quantities):
        return [one.tag for one in chosen]
    return [", ".join(some) for some in shared_out(sorted(tags), lots, quantities)]


def people(workspace: Workspace, model_id: str) -> dict[str, tuple[str, str]]:
    """Participant id → the head's name and ``Thôn Tân Tiến``, by given name."""
    joined = participants.of_model(workspace, model_id)
    where = {one.id: f"{one.kind} {one.name}".strip() for one in hamlets.all_hamlets(workspace)}
    with workspace.database.read() as connection:
        found = stored_households.get_households(connection, [one.household_id for one in joined])
    known = {one.id: (one.head.full_name, where.get(one.hamlet_id, "")) for one in found}
    return {one.id: known.get(one.household_id, ("–", "")) for one in joined}


def decision_of(model: LivelihoodModel) -> str:
    """The decision on the model in words, or nothing."""
    if not model.decision_number:
        return ""
    day = f" ngày {model.decision_date:%d/%m/%Y}" if model.decision_date else ""
    return f"Quyết định số {model.decision_number}{day}"


def subjects(workspace: Workspace, model_id: str) -> Mapping[str, str]:
    """What minutes can be made of: each day as a whole, each day with a copy for each household, single households."""
    names = people(workspace, model_id)
    by_day: dict[date, dict[str, None]] = {}
    for one in funding.handovers(workspace, model_id):
        by_day.setdefault(one.handed_on, {})[one.participant_id] = None
    found: dict[str, str] = {}
    for day in sorted(by_day, reverse=True):
        found[f"{day.isoformat()}|{ALL}"] = f"{day:%d/%m/%Y} · {WHOLE_DAY}"
        found[f"{day.isoformat()}|{EACH}"] = f"{day:%d/%m/%Y} · {EACH_HOUSEHOLD}"
        for participant_id in (one for one in names if one in by_day[day]):
            found[f"{day.isoformat()}|{participant_id}"] = f"{day:%d/%m/%Y} · {names[participant_id][0]}"
    return found


def minutes(workspace: Workspace, model_id: str, subject: str) -> bytes:
    """The minutes of one of :func:`subjects` as PDF."""
    written, _bar, who = subject.partition("|")
    day = date.fromisoformat(written)
    handed = [one for one in funding.handovers(workspace, model_id) if one.handed_on == day]
    if who == ALL:
        return render_handover_minutes([_paper(workspace, model_id, day, handed)])
    receivers = [one for one in people(workspace, model_id) if who in (EACH, one)]
    papers = [
        _paper(workspace, model_id, day, mine, household=one)
        for one in receivers
        if (mine := [handover for handover in handed if handover.participant_id == one])
    ]
    return render_handover_minutes(papers)


def _paper(
    workspace: Workspace, model_id: str, day: date, handed: Sequence[InputHandover], household: str = ""
) -> HandoverPaper:
    model = livelihood.current(workspace, model_id)
    names = people(workspace, model_id)
    sources = funding.source_names()
    paid = {line.id: sources.get(line.source_code, "") for line in funding.lines(workspace, model_id)}
    order = {participant_id: place for place, participant_id in enumerate(names)}
    handed = sorted(handed, key=lambda one: (order.get(one.participant_id, len(order)), one.kind, one.id))
    rows = []
    for one in handed:
        name, place = names.get(one.participant_id, ("–", ""))
        lot = parse_lot(one.lot)
        rows.append(
            HandedRow(name, place, one.kind, one.unit, one.quantity, one.unit_price, one.tag, one.received_by, lot,
                      "" if lot else one.lot)
        )  # fmt: skip
    return HandoverPaper(
        communes.current(workspace), model.name, decision_of(model), day,
        ", ".join(dict.fromkeys(one.minutes_number for one in handed if one.minutes_number)),
        tuple(dict.fromkeys(one.supplier for one in handed if one.supplier)),
        tuple(dict.fromkeys(paid[one.budget_line_id] for one in handed if paid.get(one.budget_line_id))),
        tuple(rows), ", ".join(filter(None, names.get(household, ("", "")))),
    )  # fmt: skip
