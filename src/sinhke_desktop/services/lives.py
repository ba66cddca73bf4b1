"""The life of households: arriving, leaving, splitting, merging, births, deaths, moves. Each is one act.

An act is a record of its own; its changes of households carry its id as batch and its reason, and count from the day
on which it happened. Wrong input raises InvalidInput with the problems' fields (``happened_on``, ``reason``,
``relations.<member id>``…); then nothing was written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sinhke_desktop.domain.household import Household, HouseholdInput, MemberInput
from sinhke_desktop.domain.life_act import ActKind, people_text
from sinhke_desktop.domain.operations import CREATE
from sinhke_desktop.domain.typed_values import Typed
from sinhke_desktop.domain.vietnamese import tidy
from sinhke_desktop.i18n import _
from sinhke_desktop.services import hamlets, households
from sinhke_desktop.services.households import new_member_id
from sinhke_desktop.services.life_rules import Acted, Recording, Told, ended
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import households as stored_households
from sinhke_desktop.storage import journal

NOBODY: Mapping[str, str] = {}


def _creation(household: Household, reason: str) -> journal.Draft:
    fields = stored_households.household_fields(household)
    return journal.Draft(stored_households.KIND, household.id, fields, CREATE, reason, new=True)


def arrive(
    workspace: Workspace, typed: HouseholdInput, on: Typed, reason: str, from_where: str = "", paper: str = ""
) -> Acted:
    """A household comes to live in the commune."""
    with workspace.database.write() as connection:
        recording = Recording(workspace, connection, ActKind.ARRIVED, Told(on, reason, paper, from_where))
        recording.check()
        household = households.judged(workspace, typed, workspace.new_id())
        household = replace(household, arrived_on=recording.day.isoformat())
        act = recording.save(
            household.id, [_creation(household, recording.reason)], to_hamlet_id=household.hamlet_id,
            member_ids=people_text({one.id: "" for one in household.members}),
        )  # fmt: skip
    return Acted(act, household)


def note_arrival(
    workspace: Workspace, household_id: str, on: Typed, reason: str, from_where: str = "", paper: str = ""
) -> Acted:
    """Note of a household that is registered already that it came to live in the commune on a day."""
    with workspace.database.write() as connection:
        recording = Recording(workspace, connection, ActKind.ARRIVED, Told(on, reason, paper, from_where))
        now = recording.household(household_id)
        if now.arrived_on:
            recording.wrong("household_id", _("The arrival of this household is noted already."), "DS-04")
        recording.not_before(now)
        recording.check()
        wanted = replace(now, arrived_on=recording.day.isoformat())
        act = recording.save(now.id, [recording.change(now, wanted)], to_hamlet_id=now.hamlet_id)
    return Acted(act, wanted)


def come_back(
    workspace: Workspace, household_id: str, on: Typed, reason: str, from_where: str = "", paper: str = ""
) -> Acted:
    """A household that had left comes to live here again, as it was registered."""
    with workspace.database.write() as connection:
        recording = Recording(workspace, connection, ActKind.ARRIVED, Told(on, reason, paper, from_where))
        now = stored_households.get_household(connection, household_id)
        if not now.removed or now.ended_how != ActKind.LEFT.value:
            recording.wrong("household_id", _("Only a household that has left can come back."), "DS-04")
        elif recording.day.isoformat() < now.ended_on:
            recording.wrong("happened_on", _("This day lies before the day on which it left."), "DS-02")
        recording.check()
        hamlet_id, drafts = hamlets.come_back(connection, now.hamlet_id)
        wanted = replace(
            now, removed=False, ended_on="", ended_how="", arrived_on=recording.day.isoformat(), hamlet_id=hamlet_id
        )
        act = recording.save(now.id, [*drafts, recording.change(now, wanted)], to_hamlet_id=hamlet_id)
    return Acted(act, wanted)


def leave(
    workspace: Workspace, household_id: str, on: Typed, reason: str, to_where: str = "", paper: str = ""
) -> Acted:
    """The whole household leaves the commune; it goes into the recycle bin with its day and reason."""
    with workspace.database.write() as connection:
        recording = Recording(workspace, connection, ActKind.LEFT, Told(on, reason, paper, to_where))
        now = recording.household(household_id)
        recording.not_before(now, (one.id for one in now.members))
        wanted = ended(now, recording)
        recording.check()
        act = recording.save(
            now.id, [recording.change(now, wanted)], from_hamlet_id=now.hamlet_id,
            member_ids=people_text({one.id: "" for one in now.members}),
        )  # fmt: skip
    return Acted(act, wanted)


def split(
    workspace: Workspace, household_id: str, member_ids: Sequence[str], new_head_id: str, hamlet_id: str, on: Typed,
    reason: str, *, relations: Mapping[str, str] = NOBODY, address: str = "", rest_head_id: str = "",
    rest_relations: Mapping[str, str] = NOBODY, paper: str = "", note: str = "",
) -> Acted:  # fmt: skip
    """Some members found a household of their own (tách hộ); ``other`` is the new one.

    The old one keeps its id and with it reviews, supports, visits and its place in the livelihood model. Everything
    that is said of the moved members goes with them under new ids. *relations* are those to the new head; where the
    head of the old household goes too, *rest_head_id* and *rest_relations* say who leads the rest.
    """
    with workspace.database.write() as connection:
        recording = Recording(workspace, connection, ActKind.SPLIT, Told(on, reason, paper, note))
        now = recording.household(household_id)
        recording.hamlet(hamlet_id)
        moving = recording.chosen(now, member_ids)
        gone = {one.id for one in moving}
        rest = tuple(one for one in now.members if one.id not in gone)
        if not rest:
            recording.wrong("member_ids", _("At least one member stays; for all, record a move instead."), "DS-08")
        elif now.head.id in gone:
            rest = recording.led_by(rest, rest_head_id, rest_relations, "rest_")
        moving = recording.led_by(moving, new_head_id, relations) if moving else moving
        recording.not_before(now, gone)
        recording.check()
        new_ids = {one.id: new_member_id() for one in moving}
        made = Household(
            id=workspace.new_id(), commune_code=now.commune_code, hamlet_id=hamlet_id, address=tidy(address),
            members=tuple(replace(one, id=new_ids[one.id]) for one in moving), local_minority=now.local_minority,
            former_commune_code=now.former_commune_code, former_list_version=now.former_list_version,
            restricted=now.restricted,
        )  # fmt: skip
        wanted = replace(now, members=rest)
        act = recording.save(
            now.id, [recording.change(now, wanted), _creation(made, recording.reason)], other_household_id=made.id,
            member_ids=people_text(new_ids), from_hamlet_id=now.hamlet_id, to_hamlet_id=hamlet_id,
        )  # fmt: skip
    return Acted(act, wanted, made)


def merge(
    workspace: Workspace, from_id: str, into_id: str, relations: Mapping[str, str], on: Typed, reason: str,
    paper: str = "", note: str = "",
) -> Acted:  # fmt: skip
    """All members of one household join another (nhập hộ); the first ends, ``other`` of the result.

    *relations* are those of everybody of the first household to the head of the second. What was recorded of the
    household that ends stays with it in the recycle bin.
    """
    with workspace.database.write() as connection:
        recording = Recording(workspace, connection, ActKind.MERGED, Told(on, reason, paper, note))
        into, leaving = recording.household(into_id), recording.household(from_id)
        if into.id == leaving.id:
            recording.wrong("into_id", _("Choose another household."), "DS-10")
        recording.not_before(into)
        recording.not_before(leaving, (one.id for one in leaving.members))
        new_ids = {one.id: new_member_id() for one in leaving.members}
        last = max(one.position for one in into.members)
        coming = tuple(
            replace(
                one, id=new_ids[one.id], position=last + number,
                relation=recording.relation(one, relations.get(one.id, ""), into.head, f"relations.{one.id}"),
            )
            for number, one in enumerate(leaving.members, 1)
        )  # fmt: skip
        wanted, gone = replace(into, members=(*into.members, *coming)), ended(leaving, recording)
        recording.check()
        act = recording.save(
            into.id, [recording.change(into, wanted), recording.change(leaving, gone)], other_household_id=leaving.id,
            member_ids=people_text(new_ids), from_hamlet_id=leaving.hamlet_id, to_hamlet_id=into.hamlet_id,
        )  # fmt: skip
    return Acted(act, wanted, gone)


def change_head(
    workspace: Workspace, household_id: str, new_head_id: str, relations: Mapping[str, str], on: Typed, reason: str,
    paper: str = "",
) -> Acted:  # fmt: skip
    """Another member becomes the head; everybody's relation to the new head was asked for."""
    with workspace.database.write() as connection:
        recording = Recording(workspace, connection, ActKind.HEAD_CHANGED, Told(on, reason, paper))
        now = recording.household(household_id)
        if now.head.id == new_head_id and now.head.is_head:
            recording.wrong("head_id", _("This person is the head of the household already."), "DS-07")
        recording.not_before(now, [new_head_id])
        wanted = replace(now, members=recording.led_by(now.members, new_head_id, relations))
        recording.check()
        act = recording.save(now.id, [recording.change(now, wanted)], member_ids=people_text({new_head_id: ""}))
    return Acted(act, wanted)


def die(
    workspace: Workspace, household_id: str, member_id: str, on: Typed, reason: str, *, new_head_id: str = "",
    relations: Mapping[str, str] = NOBODY, paper: str = "",
) -> Acted:  # fmt: skip
    """A member died. The death of the last one ends the household, that of the head needs a new one."""
    return _gone(workspace, ActKind.DIED, household_id, member_id, Told(on, reason, paper), new_head_id, relations)


def part(
    workspace: Workspace, household_id: str, member_id: str, on: Typed, reason: str, *, to_where: str = "",
    new_head_id: str = "", relations: Mapping[str, str] = NOBODY, paper: str = "",
) -> Acted:  # fmt: skip
    """A member leaves the household for somewhere outside the register (marriage, work far away…)."""
    told = Told(on, reason, paper, to_where)
    return _gone(workspace, ActKind.PARTED, household_id, member_id, told, new_head_id, relations)


def _gone(
    workspace: Workspace, kind: ActKind, household_id: str, member_id: str, told: Told, new_head_id: str,
    relations: Mapping[str, str],
) -> Acted:  # fmt: skip
    with workspace.database.write() as connection:
        recording = Recording(workspace, connection, kind, told)
        now = recording.household(household_id)
        leaving = recording.chosen(now, [member_id])
        recording.not_before(now, [member_id])
        rest = tuple(one for one in now.members if one.id != member_id)
        if not rest and kind is ActKind.PARTED:
            text = _("This is the last member; record that the household left instead.")
            recording.wrong("member_ids", text, "DS-08")
        elif rest and leaving and now.head.id == member_id:
            rest = recording.led_by(rest, new_head_id, relations)
        recording.check()
        wanted = replace(now, members=rest) if rest else ended(now, recording)
        act = recording.save(now.id, [recording.change(now, wanted)], member_ids=people_text({member_id: ""}))
    return Acted(act, wanted)


def born(workspace: Workspace, household_id: str, typed: MemberInput, on: Typed, reason: str, paper: str = "") -> Acted:
    """A child is born into the household on the day of the act."""
    return _joined(workspace, ActKind.BORN, household_id, typed, Told(on, reason, paper))


def join(
    workspace: Workspace, household_id: str, typed: MemberInput, on: Typed, reason: str, from_where: str = "",
    paper: str = "",
) -> Acted:  # fmt: skip
    """Somebody comes to live in the household."""
    return _joined(workspace, ActKind.JOINED, household_id, typed, Told(on, reason, paper, from_where))


def _joined(workspace: Workspace, kind: ActKind, household_id: str, typed: MemberInput, told: Told) -> Acted:
    with workspace.database.write() as connection:
        recording = Recording(workspace, connection, kind, told)
        now = recording.household(household_id)
        recording.not_before(now)
        if kind is ActKind.BORN and not recording.problems and not tidy(typed.birth):
            typed = replace(typed, birth=f"{recording.day:%d/%m/%Y}")
        member = recording.newcomer(now, typed)
        if kind is ActKind.BORN and member.birth and member.birth.iso not in recording.day.isoformat():
            text = _("The day of the act and the birth of the child are not the same day.")
            recording.wrong("member.birth", text, "DS-02")
        elif kind is ActKind.JOINED:
            recording.not_before_birth(member)
        recording.check()
        wanted = replace(now, members=(*now.members, member))
        act = recording.save(now.id, [recording.change(now, wanted)], member_ids=people_text({member.id: ""}))
    return Acted(act, wanted)


def move(
    workspace: Workspace, household_id: str, hamlet_id: str, on: Typed, reason: str, address: str = "", paper: str = ""
) -> Acted:
    """The household moves to another hamlet of the commune; *address* is the new one, if known."""
    with workspace.database.write() as connection:
        recording = Recording(workspace, connection, ActKind.MOVED, Told(on, reason, paper))
        now = recording.household(household_id)
        recording.hamlet(hamlet_id, now.hamlet_id)
        recording.not_before(now)
        recording.check()
        wanted = replace(now, hamlet_id=hamlet_id, address=tidy(address) or now.address)
        act = recording.save(
            now.id, [recording.change(now, wanted)], from_hamlet_id=now.hamlet_id, to_hamlet_id=hamlet_id
        )
    return Acted(act, wanted)
