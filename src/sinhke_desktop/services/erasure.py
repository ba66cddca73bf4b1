"""Erasing a household's, or a former member's, data on request: for good on this machine (Luật 91/2025/QH15).

What stays elsewhere is told, never hidden: backups made before, here and at the receiving office; the office erases
what it was sent with the next bundle. A
list of erased ids in the data folder (no personal data) lets the store erase them again after an old backup was
restored.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from sinhke_desktop.domain.access import Action
from sinhke_desktop.domain.data_request import DataRequest, RequestKind
from sinhke_desktop.domain.participant import Participant
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.files import write_whole
from sinhke_desktop.i18n import _
from sinhke_desktop.services import backups, data_requests, half_filled, privacy
from sinhke_desktop.services.workspace import COMMUNE, Workspace, author, folder_refused, today
from sinhke_desktop.storage import erasure as store
from sinhke_desktop.storage import exchange, issued_papers, journal, records
from sinhke_desktop.storage import households as stored_households
from sinhke_desktop.storage.database import compact
from sinhke_desktop.storage.exchange import Connection
from sinhke_desktop.storage.personal_records import entities_about, gone_members, named_member

LIST = "erased.json"
KEPT_KINDS = frozenset({"data_request"})
"""Who asked for what and what was answered stays: it proves that the law was kept."""
REASON = "Xóa theo yêu cầu của người có dữ liệu"


@dataclass(frozen=True, slots=True)
class Erased:
    """What an erasure did and what it could not reach.

    ``backups`` are the numbers of the backups that still hold the data; ``sent`` says that the receiving office has
    some of it; ``still_said`` is table → rows in which a name or number of these people is still found (namesakes too).
    ``papers`` are the official papers in the register of issued ones that still name the household: they stay, as on
    paper in the office's file; its visit forms, scans and other working papers went.
    """

    records: int
    operations: int
    backups: tuple[int, ...]
    sent: bool
    still_said: dict[str, int]
    papers: int = 0


@dataclass(frozen=True, slots=True)
class Erasable:
    """A household in the recycle bin, or a member who is gone (``member_id``), whose erasure was asked for."""

    request: DataRequest
    household_id: str
    name: str
    member_id: str = ""
    problem: str = ""


def erasable(workspace: Workspace) -> list[Erasable]:
    """For every open request to erase: whom it may concern, with the problem that stands against it, if any."""
    found = []
    for line in data_requests.listed(workspace):
        request = line.request
        if request.kind is not RequestKind.ERASE or request.done_on is not None or not request.household_id:
            continue
        with workspace.database.read() as connection:
            if not store.stored(connection, stored_households.KIND, request.household_id):
                continue
            problem = _problem(connection, workspace, request.household_id)
            gone = gone_members(connection, request.household_id)
        found.append(Erasable(request, request.household_id, line.head, problem=problem))
        found += [Erasable(request, request.household_id, name, member_id) for member_id, name in gone]
    return found


def _problem(connection: Connection, workspace: Workspace, household_id: str) -> str:
    if workspace.role != COMMUNE:
        return _("Erasing starts in the commune, not in the receiving office.")
    now = stored_households.get_household(connection, household_id)
    if not now.removed:
        return _("The household is still in the register. Remove it first, or restrict its data.")
    if records.all_of(connection, Participant, workspace.commune_code, household_id=household_id):
        return _(
            "The household takes or took part in a livelihood model. What was spent on it must stay accounted for; "
            "restrict its data instead."
        )
    return ""


def was_sent(workspace: Workspace, one: Erasable) -> bool:
    """True if the receiving office was, or may have been, sent anything about them."""
    with workspace.database.read() as connection:
        return _sent(connection, [entity_id for _kind, entity_id in _entities(connection, one.household_id)])


def erase_household(workspace: Workspace, request_id: str) -> Erased:
    """Erase everything about the household of an open request to erase; the request is answered by it.

    Raises InvalidInput (CN-06 to CN-08) where something stands against it, NotFound; nothing is changed then.
    """
    request = _asked(workspace, request_id)
    household_id = request.household_id
    with workspace.database.write() as connection:
        problem = _problem(connection, workspace, household_id)
        if problem:
            raise InvalidInput([Problem("household_id", problem, "CN-07")])
        words = _words(connection, household_id)
        entities = _entities(connection, household_id)
        sent = _sent(connection, [entity_id for _kind, entity_id in entities])
        store.forget_beside(connection, household_id)
        operations = store.erase_entities(connection, author(workspace), entities, REASON)
        left, papers = store.still_said(connection, words), len(issued_papers.naming(connection, household_id))
    _finish(workspace, request, household_id)
    return Erased(len(entities), operations, _old_backups(workspace), sent, left, papers)


def erase_member(workspace: Workspace, request_id: str, member_id: str) -> Erased:
    """Erase a member who is no longer in the household of an open request to erase.

    The household stays as it is now; its history from before goes, as other people's changes stand in the same entries.
    Raises InvalidInput (CN-06, CN-08), NotFound.
    """
    request = _asked(workspace, request_id)
    household_id = request.household_id
    with workspace.database.write() as connection:
        gone = dict(gone_members(connection, household_id))
        if member_id not in gone:
            text = _("Only a member who is no longer in the household can be erased.")
            raise InvalidInput([Problem("member_id", text, "CN-08")])
        entities = named_member(connection, household_id, member_id)
        sent = _sent(connection, [household_id, *[entity_id for _kind, entity_id in entities]])
        store.forget_beside(connection, household_id)
        operations = store.erase_entities(connection, author(workspace), entities, REASON)
        household = (stored_households.KIND, household_id)
        operations += store.erase_part(connection, author(workspace), household, ("member", member_id), REASON)
        left = store.still_said(connection, [gone[member_id]])
        papers = len(issued_papers.naming(connection, household_id))
    _finish(workspace, request, f"{household_id}/{member_id}")
    return Erased(len(entities) + 1, operations, _old_backups(workspace), sent, left, papers)


def _asked(workspace: Workspace, request_id: str) -> DataRequest:
    request = data_requests.get(workspace, request_id)
    if request.kind is not RequestKind.ERASE or request.done_on is not None or not request.household_id:
        text = _("Erasing needs an open request to erase that names the household.")
        raise InvalidInput([Problem("request", text, "CN-06")])
    if workspace.role != COMMUNE:
        raise InvalidInput(
            [Problem("request", _("Erasing starts in the commune, not in the receiving office."), "CN-07")]
        )
    return request


def _entities(connection: Connection, household_id: str) -> list[tuple[str, str]]:
    return [(kind, one) for kind, one in entities_about(connection, household_id) if kind not in KEPT_KINDS]


def _words(connection: Connection, household_id: str) -> set[str]:
    """Names and numbers by which the household's people are found again."""
    household = stored_households.get_household(connection, household_id)
    found = {
        text for one in household.members for text in (one.full_name, one.citizen_id, one.old_citizen_id, one.phone)
    }
    found |= {name for _member_id, name in gone_members(connection, household_id)}
    return {text for text in found if text}


def _sent(connection: Connection, entity_ids: list[str]) -> bool:
    """True if the office has a receipt for anything about these entities, or a bundle with it was copied."""
    state = exchange.sender_state(connection)
    held = journal.operations_of(connection, entity_ids)
    copied = [one for one in exchange.outbox(connection) if one.copied_at]
    return any(
        one.stamp.counter <= state.receipted.get(one.stamp.epoch, 0)
        or any(
            bundle.epoch == one.stamp.epoch and bundle.base_counter < one.stamp.counter <= bundle.last_counter
            for bundle in copied
        )
        for one in held
    )


def _finish(workspace: Workspace, request: DataRequest, entry: str) -> None:
    """Answer the request, note the erasure, remember it outside the data file, and let the bytes go."""
    half_filled.drop_of(workspace, request.household_id)
    _remember(workspace, entry)
    answer = _("Erased on this machine on {day:%d/%m/%Y}.").format(day=today(workspace))
    data_requests.answer(workspace, request.id, today(workspace), answer)
    privacy.note_access(workspace, Action.ERASED, request.household_id)
    compact(workspace.database)


def _old_backups(workspace: Workspace) -> tuple[int, ...]:
    return tuple(one.number for one in backups.stored(workspace))


def _list_file(workspace: Workspace) -> Path:
    return workspace.folders.data / LIST


def _remembered(workspace: Workspace) -> list[str]:
    try:
        found = json.loads(_list_file(workspace).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return []
    return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []


def _remember(workspace: Workspace, entry: str) -> None:
    known = _remembered(workspace)
    try:
        write_whole(_list_file(workspace), json.dumps([*known, entry]).encode("ascii"))
    except OSError as error:
        raise folder_refused(workspace.folders.data) from error


def reapply(workspace: Workspace) -> int:
    """Erase again what an older backup brought back; returns how many entries that were. Call after every opening."""
    again = 0
    for entry in _remembered(workspace):
        household_id, _slash, member_id = entry.partition("/")
        with workspace.database.write() as connection:
            if member_id and store.part_stored(connection, stored_households.KIND, "member", member_id):
                again += _member_again(workspace, connection, household_id, member_id)
            elif not member_id and store.stored(connection, stored_households.KIND, household_id):
                store.forget_beside(connection, household_id)
                store.erase_entities(connection, author(workspace), _entities(connection, household_id), REASON)
                again += 1
    if again:
        compact(workspace.database)
    return again


def _member_again(workspace: Workspace, connection: Connection, household_id: str, member_id: str) -> int:
    entities = named_member(connection, household_id, member_id)
    store.erase_entities(connection, author(workspace), entities, REASON)
    household = (stored_households.KIND, household_id)
    store.erase_part(connection, author(workspace), household, ("member", member_id), REASON)
    return 1
