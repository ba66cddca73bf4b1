"""Village meetings about the choice of the model: invited, held, with the votes on every candidate in one record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sinhke_desktop.domain.choosing import Consensus, VillageVote, VoteInput, consensus, judge_vote
from sinhke_desktop.domain.community_meeting import COMMUNITY_MEETING, CommunityMeeting, Subject
from sinhke_desktop.domain.livelihood import LivelihoodModel
from sinhke_desktop.domain.typed_record import judge_record, typed_of
from sinhke_desktop.domain.typed_values import Typed, derived_id, typed_text
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.i18n import _
from sinhke_desktop.services import candidates
from sinhke_desktop.services.workspace import Workspace, author, today
from sinhke_desktop.storage import journal, places, records
from sinhke_desktop.storage.exchange import Connection

Votes = Mapping[str, tuple[Typed, Typed]]
"""Candidate's id → (in favour, against) as typed; both empty where the meeting did not vote on it."""


def record(
    workspace: Workspace,
    typed: Mapping[str, Typed],
    votes: Votes | None = None,
    *,
    meeting_id: str = "",
    area_code: str = "",
) -> CommunityMeeting:
    """Invite to a meeting, or record how it was held with its votes on all candidates; or change *meeting_id*.

    One transaction: the meeting, its votes (a vote that is emptied is taken away), and the candidates that reach the
    stage Họp dân by it. The votes on candidates that *votes* does not name follow the meeting's day, hamlet and
    attendance. Raises InvalidInput with every problem, the votes' under ``votes.<model id>.votes_for``.
    """
    with workspace.database.write() as connection:
        now = records.get(connection, CommunityMeeting, meeting_id) if meeting_id else None
        meeting = _judged(workspace, connection, typed, now, area_code)
        kept = _votes(connection, workspace.commune_code, meeting.id)
        counted: dict[str, tuple[Typed, Typed]] = {one.model_id: (one.votes_for, one.votes_against) for one in kept}
        changed: list[records.Record] = [meeting]
        problems: list[Problem] = []
        for model_id, counts in (counted | dict(votes or {})).items():
            changed += _voted(workspace, connection, meeting, model_id, counts, problems)
        if problems:
            raise InvalidInput(problems)
        said = {one.id for one in changed}
        changed += [replace(one, removed=True) for one in kept if one.id not in said]
        journal.save(connection, author(workspace), records.drafts(connection, changed))
    return meeting


def remove(workspace: Workspace, meeting_id: str, reason: str = "") -> None:
    """Put a meeting and its votes into the recycle bin; their history stays."""
    with workspace.database.write() as connection:
        meeting = records.get(connection, CommunityMeeting, meeting_id)
        votes = _votes(connection, workspace.commune_code, meeting_id)
        gone: list[records.Record] = [replace(meeting, removed=True), *(replace(one, removed=True) for one in votes)]
        drafts = records.drafts(connection, gone, typed_text(reason))
        journal.save(connection, author(workspace), drafts)


def restore(workspace: Workspace, meeting_id: str, vote_ids: tuple[str, ...] = ()) -> None:
    """Take a meeting and the votes that went with it out of the recycle bin; raises NotFound."""
    with workspace.database.write() as connection:
        found = records.find(connection, CommunityMeeting, meeting_id)
        meeting = found or records.get(connection, CommunityMeeting, meeting_id)
        votes = [records.find(connection, VillageVote, one) for one in vote_ids]
        back: list[records.Record] = [replace(meeting, removed=False)]
        back += [replace(one, removed=False) for one in votes if one is not None]
        journal.save(connection, author(workspace), records.drafts(connection, back))


def votes_of(workspace: Workspace, meeting_id: str) -> list[VillageVote]:
    """The votes that were taken at a meeting."""
    with workspace.database.read() as connection:
        return _votes(connection, workspace.commune_code, meeting_id)


def of_area(workspace: Workspace, period: str = "", area_code: str = "") -> list[CommunityMeeting]:
    """The meetings about the choice for an area in a period, oldest first; those not yet held by their planned day."""
    wanted = {"period": period or candidates.period_of(workspace), "area_code": area_code or workspace.commune_code}
    with workspace.database.read() as connection:
        found = records.all_of(
            connection, CommunityMeeting, workspace.commune_code, subject=Subject.CHOICE.value, **wanted
        )
    return sorted(found, key=lambda one: (str(one.held_on or one.planned_on or ""), one.id))


def said_of(workspace: Workspace, period: str = "", area_code: str = "") -> dict[str, Consensus]:
    """Model id → what all hamlets of the area say of it."""
    period, area_code = period or candidates.period_of(workspace), area_code or workspace.commune_code
    hamlets = list(candidates.area_hamlets(workspace, area_code))
    code = workspace.commune_code
    with workspace.database.read() as connection:
        ids = [one.id for one in records.all_of(connection, LivelihoodModel, code, period=period, area_code=area_code)]
        votes = records.all_of(connection, VillageVote, code, model_id=ids)
    return {one: consensus(one, votes, hamlets) for one in ids}


def _judged(
    workspace: Workspace,
    connection: Connection,
    typed: Mapping[str, Typed],
    now: CommunityMeeting | None,
    area_code: str,
) -> CommunityMeeting:
    whole: dict[str, Typed] = {"subject": Subject.CHOICE.value}
    if now is not None:
        whole = dict(typed_of(now, COMMUNITY_MEETING))
    meeting = judge_record(
        CommunityMeeting, COMMUNITY_MEETING, whole | dict(typed), today(workspace),
        id=now.id if now else workspace.new_id(), commune_code=workspace.commune_code,
        period=now.period if now else candidates.period_of(workspace),
        area_code=now.area_code if now else area_code or workspace.commune_code,
        model_id=now.model_id if now else "",
    )  # fmt: skip
    known = {one.id for one in places.all_hamlets(connection, workspace.commune_code)}
    if not meeting.hamlet_id or (meeting.hamlet_id not in known and (now is None or now.hamlet_id not in known)):
        raise InvalidInput([Problem("hamlet_id", _("Choose the hamlet."), "MH-02")])
    if meeting.held_on is None and meeting.planned_on is None:
        raise InvalidInput([Problem("planned_on", _("Give the day of the meeting, planned or held."), "MH-26")])
    return meeting


def _voted(
    workspace: Workspace,
    connection: Connection,
    meeting: CommunityMeeting,
    model_id: str,
    counts: tuple[Typed, Typed],
    problems: list[Problem],
) -> list[records.Record]:
    """The vote on one candidate and the candidate where it reaches a stage; nothing where it was not voted on."""
    in_favour, against = counts
    if not typed_text(in_favour) and not typed_text(against):
        return []
    path = f"votes.{model_id}."
    if meeting.held_on is None or not meeting.households_present:
        text = _("Votes need the day on which the meeting was held and the number of households present.")
        field = "held_on" if meeting.held_on is None else "households_present"
        if all(one.field != field for one in problems):
            problems.append(Problem(field, text, "MH-26"))
        return []
    found = records.find(connection, LivelihoodModel, model_id)
    model = found or records.get(connection, LivelihoodModel, model_id)
    if (model.period, model.area_code) != (meeting.period, meeting.area_code):
        problems.append(Problem(f"{path}votes_for", _("This model is not one of the meeting's candidates."), "MH-26"))
        return []
    typed = VoteInput(
        meeting.hamlet_id, meeting.held_on, meeting.households_present, in_favour or 0, against or 0, "", meeting.id
    )
    try:
        vote = judge_vote(
            typed, derived_id("village_vote", meeting.id, model_id), workspace.commune_code, model_id, today(workspace)
        )
    except InvalidInput as wrong:
        problems += [replace(problem, field=path + problem.field) for problem in wrong.problems]
        return []
    return [vote, *candidates.consulted(model, vote)]


def _votes(connection: Connection, commune_code: str, meeting_id: str) -> list[VillageVote]:
    return records.all_of(connection, VillageVote, commune_code, meeting_id=meeting_id)
