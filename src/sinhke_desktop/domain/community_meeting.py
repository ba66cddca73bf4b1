"""Meetings of the villagers about the livelihood model: invited, held, who was there, what was decided.

The fields follow the pattern of the forms of decree 59/2023/NĐ-CP (invitation 01, counting of votes 02, minutes 03:
households represented and not represented); the exact forms were not seen (domain.md 2.4), which the papers say.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sinhke_desktop.domain import typed_record as form
from sinhke_desktop.domain.typed_record import PersonalMark
from sinhke_desktop.errors import Problem
from sinhke_desktop.i18n import _


class Subject(StrEnum):
    """What the meeting is about."""

    CHOICE = "choice"
    PARTICIPANTS = "participants"
    REVOLVING = "revolving"
    LOTS = "lots"
    REVIEW = "review"
    OTHER = "other"


SUBJECT_NAMES = {
    Subject.CHOICE: "Lựa chọn mô hình sinh kế",
    Subject.PARTICIPANTS: "Bình chọn hộ tham gia",
    Subject.REVOLVING: "Thống nhất quay vòng",
    Subject.LOTS: "Bốc thăm, bàn giao",
    Subject.REVIEW: "Sơ kết, tổng kết",
    Subject.OTHER: "Nội dung khác",
}


@dataclass(frozen=True, slots=True)
class CommunityMeeting:
    """One meeting of a hamlet or group; ``model_id`` is empty while several candidates are compared."""

    id: str
    commune_code: str
    period: str
    area_code: str
    subject: Subject
    hamlet_id: str = ""
    model_id: str = ""
    invited_on: date | None = None
    invitation_number: str = ""
    planned_on: date | None = None
    begins_at: str = ""
    place: str = ""
    held_on: date | None = None
    chair: str = ""
    secretary: str = ""
    households_all: int | None = None
    households_present: int | None = None
    others_present: str = ""
    content: str = ""
    opinions: str = ""
    conclusion: str = ""
    votes_for: int | None = None
    votes_against: int | None = None
    minutes_number: str = ""
    note: str = ""
    removed: bool = False

    def check(self, problems: list[Problem], _today: date) -> None:
        """MH-05 where counts contradict each other, MH-04 where the meeting lies before its invitation."""
        present, everyone = self.households_present, self.households_all
        if present is not None and everyone is not None and present > everyone:
            text = _("{present} households were present, but the hamlet has {all}.")
            problems.append(Problem("households_present", text.format(present=present, all=everyone), "MH-05"))
        votes = (self.votes_for or 0) + (self.votes_against or 0)
        if votes and present is not None and votes > present:
            text = _("{votes} votes, but only {present} households were present.")
            problems.append(Problem("votes_for", text.format(votes=votes, present=present), "MH-05"))
        if self.held_on and self.invited_on and self.held_on < self.invited_on:
            problems.append(Problem("held_on", _("The meeting lies before its invitation."), "MH-04"))

    @property
    def absent(self) -> int | None:
        """Households that were not represented, where both counts are known."""
        if self.households_all is None or self.households_present is None:
            return None
        return self.households_all - self.households_present


COMMUNITY_MEETING = (
    form.choice("subject", "Nội dung họp", SUBJECT_NAMES),
    form.link("hamlet_id", "Thôn", "hamlet"),
    form.day("invited_on", "Ngày mời", past=True),
    form.text("invitation_number", "Số giấy mời"),
    form.day("planned_on", "Ngày dự kiến họp"),
    form.text("begins_at", "Giờ họp"),
    form.text("place", "Địa điểm"),
    form.day("held_on", "Ngày họp", past=True),
    form.text("chair", "Chủ trì", personal=PersonalMark.BASIC),
    form.text("secretary", "Thư ký", personal=PersonalMark.BASIC),
    form.number("households_all", "Tổng số hộ"),
    form.number("households_present", "Số hộ có đại diện dự họp"),
    form.lines("others_present", "Thành phần khác (cấp ủy, Mặt trận, đoàn thể…)", personal=PersonalMark.BASIC),
    form.lines("content", "Nội dung đã trình bày"),
    form.lines("opinions", "Ý kiến thảo luận", personal=PersonalMark.SENSITIVE),
    form.lines("conclusion", "Kết luận"),
    form.number("votes_for", "Số hộ tán thành"),
    form.number("votes_against", "Số hộ không tán thành"),
    form.text("minutes_number", "Số biên bản"),
    form.text("note", "Ghi chú"),
)
