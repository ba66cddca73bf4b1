"""Households: register, change, remove, restore, and what happened to each."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sinhke_desktop.domain.citizen_id import warnings_for
from sinhke_desktop.domain.household import UNTYPED_FIELDS, Household, HouseholdInput, judge_household
from sinhke_desktop.domain.operations import CREATE, REMOVE, REMOVED, RESTORE, Operation, Value, differences, fold
from sinhke_desktop.domain.vietnamese import tidy
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.i18n import _
from sinhke_desktop.services import hamlets
from sinhke_desktop.services.lists import canonical_ethnic_group
from sinhke_desktop.services.workspace import Workspace, author, today
from sinhke_desktop.storage import households as stored
from sinhke_desktop.storage import journal, lives


def new_member_id() -> str:
    """16 random hexadecimal digits."""
    return secrets.token_hex(8)


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One value that changed: ``path`` as in the journal, values before and after, who, when by the clock's claim.

    ``act`` is the kind of the act in the household's life that it belongs to, or empty; ``operation`` the entry's uid.
    """

    when: str
    officer: str
    action: str
    path: str
    old: Value
    new: Value
    reason: str
    batch: str = ""
    act: str = ""
    operation: str = ""


def judged(workspace: Workspace, typed: HouseholdInput, household_id: str) -> Household:
    """The household that was typed, names of ethnic groups as in the list; raises :class:`InvalidInput`."""
    ids = [member.id or new_member_id() for member in typed.members]
    household = judge_household(typed, household_id, workspace.commune_code, ids, today(workspace))
    return replace(household, members=tuple(
        replace(member, ethnic_group=canonical_ethnic_group(member.ethnic_group) or member.ethnic_group)
        for member in household.members
    ))  # fmt: skip


def register(workspace: Workspace, typed: HouseholdInput) -> Household:
    """Store a new household from typed text; raises :class:`InvalidInput` with every problem."""
    household = judged(workspace, typed, workspace.new_id())
    with workspace.database.write() as connection:
        draft = journal.Draft(stored.KIND, household.id, stored.household_fields(household), CREATE, new=True)
        journal.save(connection, author(workspace), [draft])
    return household


def changes_between(now: Household, wanted: Household) -> dict[str, Value]:
    """The journal's paths that turn *now* into *wanted*; members that are gone are marked removed."""
    changes = differences(stored.household_fields(now), stored.household_fields(wanted))
    kept = {member.id for member in wanted.members}
    gone = {f"member/{member.id}/{REMOVED}": True for member in now.members if member.id not in kept}
    return changes | gone


def change(workspace: Workspace, household_id: str, typed: HouseholdInput) -> Household:
    """Store what was changed in a household; nothing is written where nothing differs."""
    wanted = judged(workspace, typed, household_id)
    with workspace.database.write() as connection:
        now = stored.get_household(connection, household_id)
        if typed.list_number is None:
            wanted = replace(wanted, list_number=now.list_number)
        wanted = replace(wanted, **{name: getattr(now, name) for name in UNTYPED_FIELDS})
        changes = changes_between(now, wanted)
        if changes:
            journal.save(connection, author(workspace), [journal.Draft(stored.KIND, household_id, changes)])
    return wanted


def remove(workspace: Workspace, household_id: str, reason: str) -> None:
    """Put a household into the recycle bin with a reason; its history stays."""
    reason = tidy(reason)
    if not reason:
        raise InvalidInput([Problem("reason", _("Say why the household is removed."), "HO-05")])
    with workspace.database.write() as connection:
        now = stored.get_household(connection, household_id)
        if not now.removed:
            draft = journal.Draft(stored.KIND, household_id, {REMOVED: True}, REMOVE, reason)
            journal.save(connection, author(workspace), [draft])


def restore(workspace: Workspace, household_id: str) -> Household:
    """Take a household out of the recycle bin.

    One that an act ended is refused (DS-13): its people may live elsewhere by now, so the act has to be undone.
    A hamlet that was removed meanwhile comes back too.
    """
    with workspace.database.write() as connection:
        now = stored.get_household(connection, household_id)
        if now.removed and now.ended_how:
            message = _("This household ended by an act; undo the act, or record what holds now as a new one.")
            raise InvalidInput([Problem("household_id", message, "DS-13")])
        if not now.removed:
            return now
        hamlet_id, drafts = hamlets.come_back(connection, now.hamlet_id)
        wanted = replace(now, removed=False, hamlet_id=hamlet_id)
        drafts.append(journal.Draft(stored.KIND, household_id, changes_between(now, wanted), RESTORE))
        journal.save(connection, author(workspace), drafts)
    return wanted


def get(workspace: Workspace, household_id: str) -> Household:
    """One household, removed or not; raises NotFound."""
    with workspace.database.read() as connection:
        return stored.get_household(connection, household_id)


def get_many(workspace: Workspace, household_ids: Sequence[str]) -> list[Household]:
    """The households that exist among the ids, in their order."""
    with workspace.database.read() as connection:
        return stored.get_households(connection, household_ids)


def removed(workspace: Workspace) -> list[Household]:
    """The recycle bin."""
    with workspace.database.read() as connection:
        return stored.get_households(connection, stored.removed_ids(connection, workspace.commune_code))


def history(workspace: Workspace, household_id: str) -> list[HistoryEntry]:
    """Every value that ever changed in the household, newest first."""
    with workspace.database.read() as connection:
        operations = [one.operation for one in journal.operations_of(connection, [household_id])]
        acts = lives.acts(connection, sorted({one.batch for one in operations if one.batch}))
    entries: list[HistoryEntry] = []
    before: list[Operation] = []
    for operation in operations:
        old = fold(before).fields
        entries += [
            HistoryEntry(
                operation.claimed_time, operation.officer, operation.action, path, old.get(path), value,
                operation.reason, operation.batch,
                acts[operation.batch].kind.value if operation.batch in acts else "", operation.uid,
            )
            for path, value in operation.changes.items()
            if (old.get(path) != value and value not in ("", None)) or old.get(path) not in (None, "", False, value)
        ]  # fmt: skip
        before.append(operation)
    return entries[::-1]


def warnings(workspace: Workspace, household: Household) -> list[Problem]:
    """What looks odd but may be right: citizen ids against birth and sex, or carried by somebody else too."""
    found: list[Problem] = []
    with workspace.database.read() as connection:
        for number, member in enumerate(household.members):
            path = f"members.{number}.citizen_id"
            year = member.birth.year if member.birth else None
            found += [replace(one, field=path) for one in warnings_for(member.citizen_id, member.sex, year)]
            if not member.citizen_id:
                continue
            others = [
                name
                for household_id, name in stored.citizen_id_holders(
                    connection, household.commune_code, member.citizen_id
                )
                if household_id != household.id
            ]
            if others:
                message = _("{name} of another household carries the same citizen id.").format(name=others[0])
                found.append(Problem(path, message, "CC-04"))
    return found
