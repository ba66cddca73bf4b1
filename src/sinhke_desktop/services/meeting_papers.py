"""The papers of village meetings about the model: invitation, vote sheets, counting, minutes, from what is stored."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sinhke_desktop.documents import vote_sheet
from sinhke_desktop.documents.community_minutes import render_minutes
from sinhke_desktop.documents.meeting_invitation import render_invitation
from sinhke_desktop.domain.community_meeting import SUBJECT_NAMES, CommunityMeeting, Subject
from sinhke_desktop.domain.hamlet import Hamlet
from sinhke_desktop.domain.livelihood import ChoiceStatus, LivelihoodModel
from sinhke_desktop.domain.meeting_paper import CandidateVoice, MeetingPaper
from sinhke_desktop.errors import NotFound
from sinhke_desktop.i18n import _
from sinhke_desktop.services import communes, community_meetings, economics, hamlets, model_records
from sinhke_desktop.services.vote_papers import of_community_meeting
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import households as stored_households
from sinhke_desktop.storage import records

INVITATION, MINUTES = "meeting_invitation", "community_minutes"
BALLOT, OPINION, COUNTING = "vote_sheet", "opinion_sheet", "vote_counting"
TITLES = {
    INVITATION: "Giấy mời họp thôn",
    BALLOT: vote_sheet.BALLOT,
    OPINION: vote_sheet.OPINION,
    COUNTING: vote_sheet.COUNTING,
    MINUTES: "Biên bản họp thôn",
}
_RENDERED: Mapping[str, Callable[[MeetingPaper, int], bytes]] = {
    INVITATION: lambda paper, _households: render_invitation(paper),
    BALLOT: lambda paper, households: vote_sheet.render_vote_sheets([of_community_meeting(paper, households)]),
    OPINION: lambda paper, households: vote_sheet.render_vote_sheets(
        [of_community_meeting(paper, households, named=True)]
    ),
    COUNTING: lambda paper, households: vote_sheet.render_countings([of_community_meeting(paper, households)]),
    MINUTES: lambda paper, _households: render_minutes(paper),
}


def meetings(workspace: Workspace, model_id: str) -> dict[str, str]:
    """Id → words of the meetings in the model's file, newest first; without a model all that no model has yet."""
    names = {one.id: one for one in hamlets.all_hamlets(workspace)}
    if model_id:
        found = model_records.of_model(workspace, "community_meeting", model_id)
    else:
        with workspace.database.read() as connection:
            found = records.all_of(connection, CommunityMeeting, workspace.commune_code, model_id="")
    newest = sorted(found, key=lambda one: (str(one.held_on or one.planned_on or ""), one.id), reverse=True)
    return {one.id: _words(one, names.get(one.hamlet_id)) for one in newest}


def render(workspace: Workspace, kind: str, meeting_id: str) -> bytes:
    """A paper of :data:`TITLES` for a meeting as PDF; raises NotFound (MH-13) where the meeting is gone."""
    meeting = model_records.get(workspace, "community_meeting", meeting_id)
    named = {one.id: one for one in hamlets.all_hamlets(workspace)}
    if meeting.hamlet_id not in named:
        raise NotFound(_("The meeting names no hamlet."), _("Choose the hamlet of the meeting first."), "MH-13")
    hamlet = named[meeting.hamlet_id]
    paper = MeetingPaper(
        communes.current(workspace), f"{hamlet.kind} {hamlet.name}".strip(), meeting, _candidates(workspace, meeting)
    )
    with workspace.database.read() as connection:
        households = stored_households.count_in_hamlet(connection, hamlet.id)
    return _RENDERED[kind](paper, households)


def _candidates(workspace: Workspace, meeting: CommunityMeeting) -> tuple[CandidateVoice, ...]:
    """The candidates that the meeting judges; a choice made since does not take away those it voted on."""
    if meeting.subject is not Subject.CHOICE:
        return ()
    votes = {one.model_id: one for one in community_meetings.votes_of(workspace, meeting.id)}
    found = []
    for one in economics.compare(workspace, meeting.period, meeting.area_code):
        vote = votes.get(one.model.id)
        if vote is None and not _asked(one.model, bool(votes)):
            continue
        found.append(
            CandidateVoice(
                one.model.name, one.cycle, one.figures if one.lines else None, one.proposed > 0,
                vote.votes_for if vote else None, vote.votes_against if vote else None,
            )
        )  # fmt: skip
    return tuple(found)


def _asked(model: LivelihoodModel, voted: bool) -> bool:
    return not voted and model.status is ChoiceStatus.CANDIDATE


def _words(meeting: CommunityMeeting, hamlet: Hamlet | None) -> str:
    day = meeting.held_on or meeting.planned_on
    where = f"{hamlet.kind} {hamlet.name}".strip() if hamlet else "–"
    return " · ".join(filter(None, (where, f"{day:%d/%m/%Y}" if day else "", SUBJECT_NAMES[meeting.subject])))
