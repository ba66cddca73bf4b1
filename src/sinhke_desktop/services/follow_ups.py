"""The monthly follow-up of the model's participants: recording many at once, the month's table, the herd."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sinhke_desktop.domain.follow_up import (
    FollowUp,
    FollowUpInput,
    Herd,
    counted_as_area,
    herd_of,
    herd_warning,
    judge_follow_ups,
)
from sinhke_desktop.domain.funding import InputHandover
from sinhke_desktop.domain.hamlet import Hamlet
from sinhke_desktop.domain.household import Household
from sinhke_desktop.domain.livelihood import ChoiceStatus, LivelihoodModel
from sinhke_desktop.domain.participant import Participant
from sinhke_desktop.domain.typed_values import month_name, month_of, next_month, parse_month, typed_text
from sinhke_desktop.domain.vietnamese import name_sort_key
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.i18n import _
from sinhke_desktop.services.follow_up_limits import limits
from sinhke_desktop.services.workspace import Workspace, author, today
from sinhke_desktop.storage import households as stored_households
from sinhke_desktop.storage import journal, places, records
from sinhke_desktop.storage.livelihood import follow_ups_of, handovers_of


@dataclass(frozen=True, slots=True)
class MonthLine:
    """One participant in the table of a month: ``noted`` is its follow-up, ``last`` the newest one up to that month."""

    participant: Participant
    household: Household
    hamlet: Hamlet | None
    noted: FollowUp | None
    last: FollowUp | None
    herd: Herd
    overdue: bool

    @property
    def name(self) -> str:
        """The head's name."""
        return self.household.head.full_name


@dataclass(frozen=True, slots=True)
class MonthTable:
    """All participants in one month, by the head's given name, and what needs a look."""

    model: LivelihoodModel
    month: str
    lines: tuple[MonthLine, ...]
    warnings: tuple[str, ...]

    @property
    def noted(self) -> int:
        """How many participants have their follow-up of the month."""
        return sum(line.noted is not None for line in self.lines)


def record(workspace: Workspace, typed: FollowUpInput) -> FollowUp:
    """Record or change one follow-up; raises InvalidInput."""
    return record_many(workspace, [typed])[0]


def record_many(workspace: Workspace, typed: Sequence[FollowUpInput]) -> list[FollowUp]:
    """Record follow-ups, all of them or none; one of the same household and month is changed.

    Raises InvalidInput with problems under ``rows.<number>.``; MH-07 for a month before the household joined or after
    it left.
    """
    judged = judge_follow_ups(typed, workspace.commune_code, today(workspace))
    with workspace.database.write() as connection:
        problems = []
        for number, one in enumerate(judged):
            participant = records.get(connection, Participant, one.participant_id)
            if not participant.took_part_in(one.month):
                text = _("The household did not take part in month {month}.").format(month=month_name(one.month))
                problems.append(Problem(f"rows.{number}.month", text, "MH-07"))
        if problems:
            raise InvalidInput(problems)
        journal.save(connection, author(workspace), records.drafts(connection, judged))
    return judged


def remove(workspace: Workspace, follow_up_id: str, reason: str) -> None:
    """Take back a follow-up recorded by mistake; its history stays."""
    with workspace.database.write() as connection:
        gone = replace(records.get(connection, FollowUp, follow_up_id), removed=True)
        journal.save(connection, author(workspace), records.drafts(connection, [gone], typed_text(reason)))


def of_participant(workspace: Workspace, participant_id: str) -> list[FollowUp]:
    """The follow-ups of one participant, newest first."""
    with workspace.database.read() as connection:
        found = records.all_of(connection, FollowUp, workspace.commune_code, participant_id=participant_id)
    return sorted(found, key=lambda one: one.month, reverse=True)


def table(workspace: Workspace, model_id: str, month: str = "") -> MonthTable:
    """The participants of *month* (this month without one) with their follow-ups, herds and warnings."""
    month = parse_month(month) if month else month_of(today(workspace))
    code = workspace.commune_code
    with workspace.database.read() as connection:
        model = records.get(connection, LivelihoodModel, model_id)
        joined = records.all_of(connection, Participant, code, model_id=model_id)
        joined = [one for one in joined if one.took_part_in(month)]
        households = {
            one.id: one for one in stored_households.get_households(connection, [one.household_id for one in joined])
        }
        hamlets = {hamlet.id: hamlet for hamlet in places.all_hamlets(connection, code)}
        noted: defaultdict[str, list[FollowUp]] = defaultdict(list)
        for one in follow_ups_of(connection, code, joined):
            if one.month <= month:
                noted[one.participant_id].append(one)
        handed: defaultdict[str, list[InputHandover]] = defaultdict(list)
        for handover in handovers_of(connection, code, joined):
            handed[handover.participant_id].append(handover)
    found = []
    for participant in joined:
        household = households[participant.household_id]
        mine = noted[participant.id]
        seen = [one for one in mine if one.visited_on is not None]
        quiet_since = next_month(month, -limits().unvisited_months)
        waited = month_of(participant.joined_on) <= quiet_since and not any(one.month > quiet_since for one in seen)
        overdue = waited and model.status is not ChoiceStatus.ENDED
        found.append(
            MonthLine(
                participant=participant,
                household=household,
                hamlet=hamlets.get(household.hamlet_id),
                noted=next((one for one in mine if one.month == month), None),
                last=mine[-1] if mine else None,
                herd=herd_of(handed[participant.id], mine, month),
                overdue=overdue,
            )
        )
    found.sort(key=lambda line: (name_sort_key(line.name), line.participant.id))
    return MonthTable(model, month, tuple(found), tuple(_warnings(model, found)))


def _warnings(model: LivelihoodModel, lines: Sequence[MonthLine]) -> list[str]:
    found = []
    for line in lines:
        if line.overdue:
            text = _("{name} has not been visited for {count} months.")
            found.append(text.format(name=line.name, count=limits().unvisited_months))
        if line.noted is not None and line.noted.sick:
            area = counted_as_area(model.unit)
            text = _("{name}: {sick} {unit} attacked by pests.") if area else _("{name}: {sick} {unit} sick.")
            text = text.format(name=line.name, sick=line.noted.sick, unit=model.unit)
            if line.noted.next_step:
                text += " " + _("Next step: {step}.").format(step=line.noted.next_step.rstrip("."))
            found.append(text)
        if warning := herd_warning(line.herd, line.name, model.unit):
            found.append(warning)
    return found


def herd_by_month(workspace: Workspace, model_id: str, until: str, months: int = 12) -> list[tuple[str, int]]:
    """(month, all alive) of the last *months* months up to *until* in which anything was counted.

    A household that was not counted in a month stands with its last count before it, or what was handed to it.
    """
    code = workspace.commune_code
    with workspace.database.read() as connection:
        joined = records.all_of(connection, Participant, code, model_id=model_id)
        noted = follow_ups_of(connection, code, joined)
        handed = handovers_of(connection, code, joined)
    counted = sorted({one.month for one in noted if one.alive is not None and one.month <= until})[-months:]
    found = []
    for month in counted:
        total = 0
        for participant in joined:
            if not participant.took_part_in(month):
                continue
            herd = herd_of(
                [one for one in handed if one.participant_id == participant.id],
                [one for one in noted if one.participant_id == participant.id],
                month,
            )
            total += herd.expected if herd.alive is None else herd.alive
        found.append((month, total))
    return found
