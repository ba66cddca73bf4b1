"""What the store says against a village meeting: the votes that were taken at it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sinhke_desktop.domain.choosing import VillageVote
from sinhke_desktop.domain.community_meeting import CommunityMeeting
from sinhke_desktop.errors import Problem
from sinhke_desktop.i18n import _
from sinhke_desktop.storage import records
from sinhke_desktop.storage.exchange import Connection

Rule = Callable[[Connection, Any, str, list[Problem]], None]


def _meeting(connection: Connection, meeting: CommunityMeeting, _model_id: str, problems: list[Problem]) -> None:
    """MH-27: the votes of a meeting have its day, hamlet and attendance; they change with it, in its own dialog."""
    votes = records.all_of(connection, VillageVote, meeting.commune_code, meeting_id=meeting.id)
    for field in ("held_on", "hamlet_id", "households_present"):
        if any(getattr(one, field) != getattr(meeting, field) for one in votes):
            text = _("Votes were noted with this meeting; change it together with them, under Choosing.")
            problems.append(Problem(field, text, "MH-27"))


def _meeting_gone(connection: Connection, meeting: CommunityMeeting, _model_id: str, problems: list[Problem]) -> None:
    if records.all_of(connection, VillageVote, meeting.commune_code, meeting_id=meeting.id):
        text = _("Votes were noted with this meeting; remove it together with them, under Choosing.")
        problems.append(Problem("meeting_id", text, "MH-12"))


RULES: dict[type[Any], Rule] = {CommunityMeeting: _meeting}
REMOVALS: dict[type[Any], Rule] = {CommunityMeeting: _meeting_gone}
