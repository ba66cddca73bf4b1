"""The register as of an earlier day, and bringing back what stood in it.

A change counts from the day of its act where it belongs to one, else from the day in Vietnam on which the clock said it
was written. Among those that count, the order is that of the journal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sinhke_desktop.domain.household import HEAD, UNTYPED_FIELDS, Household
from sinhke_desktop.domain.life_act import ACT_NAMES, LifeAct, people_of
from sinhke_desktop.domain.operations import CREATE, REMOVED, Operation, Value, empty, fields_from
from sinhke_desktop.domain.review import Review, effective
from sinhke_desktop.domain.vietnamese import tidy
from sinhke_desktop.errors import InvalidInput, NotFound, Problem
from sinhke_desktop.i18n import _
from sinhke_desktop.progress import SILENT, Progress
from sinhke_desktop.services import hamlets
from sinhke_desktop.services.households import changes_between
from sinhke_desktop.services.workspace import VIETNAM, Workspace, author
from sinhke_desktop.storage import households as stored_households
from sinhke_desktop.storage import journal, lives, places
from sinhke_desktop.storage.rows import known_path

STEP = 500


@dataclass(frozen=True, slots=True)
class Difference:
    """A value that differs between two days: ``path`` as in the journal."""

    path: str
    old: Value
    new: Value


def counts_from(operation: Operation, act_days: Mapping[str, str]) -> str:
    """The day (ISO) from which *operation* counts; *act_days* has the days of acts by id."""
    if operation.batch in act_days:
        return act_days[operation.batch]
    try:
        claimed = datetime.fromisoformat(operation.claimed_time)
    except ValueError:
        return operation.claimed_time[:10]
    return claimed.astimezone(VIETNAM).date().isoformat()


def _fields(operations: Sequence[Operation], act_days: Mapping[str, str], day: str) -> dict[str, Value]:
    """What held at the end of *day*; nothing for what did not exist yet."""
    counted = {one.uid: one for one in operations if counts_from(one, act_days) <= day}
    if not any(one.action == CREATE for one in counted.values()):
        return {}
    return fields_from(operations, counted)


def _household(
    household_id: str, operations: Sequence[Operation], act_days: Mapping[str, str], day: str
) -> Household | None:
    fields = _fields(operations, act_days, day)
    return lives.household_of(household_id, operations[0].commune_code, fields) if fields else None


def as_of(workspace: Workspace, household_id: str, day: date) -> Household | None:
    """The household as it was at the end of *day*: None before it was registered; removed where it had ended."""
    with workspace.database.read() as connection:
        act_days = lives.act_days(connection)
        operations = [one.operation for one in journal.operations_of(connection, [household_id])]
    return _household(household_id, operations, act_days, day.isoformat()) if operations else None


def register_as_of(workspace: Workspace, day: date, progress: Progress = SILENT) -> list[Household]:
    """Every household that lived in the commune at the end of *day*, by id; reads the whole journal of households."""
    found = []
    with workspace.database.read() as connection:
        act_days = lives.act_days(connection)
        total = lives.count_histories(connection, workspace.commune_code)
        histories = lives.histories(connection, workspace.commune_code, stored_households.KIND)
        for number, (household_id, operations) in enumerate(histories):
            if number % STEP == 0:
                progress.step(number, max(total, number))
            household = _household(household_id, operations, act_days, day.isoformat())
            if household is not None and not household.removed:
                found.append(household)
    progress.step(total, total)
    return found


def reviews_as_of(workspace: Workspace, household_id: str, day: date) -> list[Review]:
    """The household's results that were stored at the end of *day* and counted then, oldest first."""
    found = []
    with workspace.database.read() as connection:
        act_days = lives.act_days(connection)
        histories: dict[str, list[Operation]] = {}
        for one in journal.operations_of(connection, lives.review_ids(connection, household_id)):
            histories.setdefault(one.operation.entity_id, []).append(one.operation)
    for review_id, operations in histories.items():
        fields = _fields(operations, act_days, day.isoformat())
        if fields and not fields.get(REMOVED) and fields.get("household_id") == household_id:
            found.append(lives.review_of(review_id, operations[0].commune_code, fields))
    return effective(found)


def changes_between_days(workspace: Workspace, household_id: str, first: date, last: date) -> list[Difference]:
    """What differs in the household between the ends of two days, by path; a member's fields stand together."""
    with workspace.database.read() as connection:
        act_days = lives.act_days(connection)
        operations = [one.operation for one in journal.operations_of(connection, [household_id])]
    before = _fields(operations, act_days, first.isoformat())
    after = _fields(operations, act_days, last.isoformat())
    return [
        Difference(path, before.get(path), after.get(path))
        for path in sorted(before.keys() | after.keys())
        if before.get(path) != after.get(path) and not (empty(before.get(path)) and empty(after.get(path)))
    ]


def written_value(workspace: Workspace, household_id: str, path: str, operation_uid: str) -> Value:
    """The value that the operation gave to *path*; raises NotFound."""
    with workspace.database.read() as connection:
        for one in journal.operations_of(connection, [household_id]):
            if one.operation.uid == operation_uid and path in one.operation.changes:
                return one.operation.changes[path]
    raise NotFound(_("This value is not in the history."), _("Open the history again."), "DS-14")


def restore_value(workspace: Workspace, household_id: str, path: str, value: Value, reason: str) -> Household:
    """Give a field of the household or of a member an earlier value again.

    Raises InvalidInput (DS-15) for what only an act may change: the head, people who came or went by an act, the end.
    """
    with workspace.database.write() as connection:
        now = stored_households.get_household(connection, household_id)
        known = {one.id for one in places.all_hamlets(connection, workspace.commune_code)}
        acts = [one for one in lives.acts_about(connection, household_id) if not one.removed]
        problem = _refused(now, path, value, known, acts)
        operations = [one.operation for one in journal.operations_of(connection, [household_id])]
        fields = fields_from(operations, {one.uid for one in operations})
        if problem:
            raise InvalidInput([Problem(path, problem, "DS-15")])
        changes: dict[str, Value] = {path: value}
        wanted = lives.household_of(household_id, now.commune_code, {**fields, **changes})
        _check(wanted)
        if fields.get(path) != value:
            draft = journal.Draft(stored_households.KIND, household_id, changes, reason=_told(reason))
            journal.save(connection, author(workspace), [draft])
    return wanted


def restore_state(workspace: Workspace, household_id: str, day: date, reason: str) -> Household:
    """Make the whole household again what it was at the end of *day*.

    Raises InvalidInput (DS-16) where acts since then still stand: they have to be undone first; NotFound (DS-14) where
    it was not registered yet.
    """
    with workspace.database.write() as connection:
        now = stored_households.get_household(connection, household_id)
        act_days = lives.act_days(connection)
        operations = [one.operation for one in journal.operations_of(connection, [household_id])]
        wanted = _household(household_id, operations, act_days, day.isoformat())
        if wanted is None or wanted.removed:
            raise NotFound(_("The household was not in the register on this day."), _("Choose a later day."), "DS-14")
        batches = lives.acts(connection, sorted({one.batch for one in operations if one.batch}))
        since = [one for one in batches.values() if not one.removed and not one.undoes and one.happened_on > day]
        if since:
            names = ", ".join(f"{ACT_NAMES[one.kind]} {one.happened_on:%d/%m/%Y}" for one in since)
            text = _("Acts since this day stand: {acts}. Undo them first.").format(acts=names)
            raise InvalidInput([Problem("day", text, "DS-16")])
        back = {f"member/{one.id}/{REMOVED}": False for one in wanted.members}
        present = {one.id for one in now.members}
        hamlet_id, drafts = hamlets.come_back(connection, wanted.hamlet_id)
        wanted = replace(wanted, hamlet_id=hamlet_id)
        changes = changes_between(now, wanted) | {path: no for path, no in back.items() if path[7:-8] not in present}
        _check(wanted)
        if changes:
            drafts.append(journal.Draft(stored_households.KIND, household_id, changes, reason=_told(reason)))
            journal.save(connection, author(workspace), drafts)
    return wanted


def _told(reason: str) -> str:
    reason = tidy(reason)
    if not reason:
        raise InvalidInput([Problem("reason", _("Say why."), "DS-03")])
    return reason


def _check(household: Household) -> None:
    """A restored household has members and exactly one head."""
    if not household.members:
        raise InvalidInput([Problem("members", _("A household has at least one member."), "HO-02")])
    heads = sum(member.is_head for member in household.members)
    if heads != 1:
        text = _("The household would have no head or two; record a change of head instead.")
        raise InvalidInput([Problem("members", text, "DS-15")])


def _refused(household: Household, path: str, value: Value, hamlets: set[str], acts: Sequence[LifeAct]) -> str:
    """Why *path* cannot simply be given *value*, or nothing."""
    field = path.rpartition("/")[2]
    if household.removed or path == REMOVED:
        return _("The household is in the recycle bin; take it out first.")
    if not known_path(stored_households.KIND, path) or path in UNTYPED_FIELDS:
        return _("Only an act changes this.")
    if path == "hamlet_id" and value not in hamlets:
        return _("This hamlet is no longer in the list.")
    if field == "relation" and value == HEAD:
        return _("Record a change of head instead, so that everybody's relation is asked for.")
    if path.startswith("member/"):
        member_id = path.split("/")[1]
        concerned = {one for act in acts for one in people_of(act)}
        if field == REMOVED and member_id in concerned:
            return _("This person came or went by an act; undo the act instead.")
        if field != REMOVED and member_id not in {one.id for one in household.members}:
            return _("This person is no longer in the household.")
    return ""
