"""What a form of a model's file can be linked to, in words: participants by name, sources, hamlets, contracts…"""

from __future__ import annotations

from datetime import date

from sinhke_desktop.domain.funding import FORM_NAMES
from sinhke_desktop.domain.household import HEAD
from sinhke_desktop.domain.money import format_dong
from sinhke_desktop.domain.vietnamese import name_sort_key
from sinhke_desktop.services import funding, hamlets, model_records, participants
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import households as stored_households
from sinhke_desktop.storage import register as stored_register


def household_names(workspace: Workspace, household_ids: list[str]) -> dict[str, str]:
    """Household id → its head's name and hamlet, also of households that are no longer in the register."""
    where = {one.id: one.name for one in hamlets.all_hamlets(workspace)}
    with workspace.database.read() as connection:
        found = stored_households.get_households(connection, household_ids)
    return {one.id: " · ".join(filter(None, (one.head.full_name, where.get(one.hamlet_id, "")))) for one in found}


def participant_names(workspace: Workspace, model_id: str) -> dict[str, str]:
    """Participant id → head's name and hamlet, by given name; those that left too."""
    joined = participants.of_model(workspace, model_id)
    names = household_names(workspace, [one.household_id for one in joined])
    return {one.id: names.get(one.household_id, "–") for one in joined}


def line_names(workspace: Workspace, model_id: str) -> dict[str, str]:
    """Budget line id → source, form, planned sum, note."""
    sources = funding.source_names()
    found = {}
    for line in funding.lines(workspace, model_id):
        year = str(line.year) if line.year else ""
        parts = (sources.get(line.source_code, line.source_code), FORM_NAMES[line.form],
                 f"{format_dong(line.planned)} đ", year, line.note)  # fmt: skip
        found[line.id] = " · ".join(filter(None, parts))
    return found


def choices_for(workspace: Workspace, link: str, model_id: str) -> dict[str, str]:
    """Id → words of everything that a field linking to *link* may hold; raises KeyError for an unknown link."""
    if link == "participant":
        return participant_names(workspace, model_id)
    if link == "budget_line":
        return line_names(workspace, model_id)
    if link == "hamlet":
        return {one.id: f"{one.kind} {one.name}".strip() for one in hamlets.all_hamlets(workspace)}
    if link == "household":
        return _households(workspace)
    people = participant_names(workspace, model_id)
    if link == "input_handover":
        return {
            one.id: " · ".join(
                filter(None, (people.get(one.participant_id, ""), one.kind, one.tag, _day(one.handed_on)))
            )
            for one in funding.handovers(workspace, model_id)
        }
    found = {}
    for one in model_records.of_model(workspace, link, model_id):
        if link == "raised_thing":
            words = (one.tag, one.kind, people.get(one.participant_id, ""))
        elif link == "repayment_due":
            words = (people.get(one.participant_id, ""), _day(one.due_on), _size(one.amount, one.quantity, one.unit))
        elif link == "market_contract":
            words = (one.buyer, one.product, one.number)
        else:
            words = (one.name, "", "")
        found[one.id] = " · ".join(filter(None, words))
    return found


def _households(workspace: Workspace) -> dict[str, str]:
    """Every live household; read with few columns, as there may be thousands."""
    where = {one.id: one.name for one in hamlets.all_hamlets(workspace)}
    with workspace.database.read() as connection:
        homes = {
            str(line[0]): str(line[1]) for line in stored_register.household_lines(connection, workspace.commune_code)
        }
        heads: dict[str, str] = {}
        for household_id, name, relation, *_rest in stored_register.member_lines(connection, workspace.commune_code):
            if household_id in homes and (household_id not in heads or relation == HEAD):
                heads[household_id] = name
    ordered = sorted(heads, key=lambda one: (name_sort_key(heads[one]), one))
    return {one: " · ".join(filter(None, (heads[one], where.get(homes[one], "")))) for one in ordered}


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def _size(amount: int | None, quantity: int | None, unit: str) -> str:
    return f"{format_dong(amount)} đ" if amount else f"{quantity or ''} {unit}".strip()
