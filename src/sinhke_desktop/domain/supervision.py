"""Supervision of a model by the Front, the mass organisations and the people's council: finding, deadline, mending."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sinhke_desktop.domain import typed_record as form
from sinhke_desktop.domain.typed_record import PersonalMark
from sinhke_desktop.errors import Problem
from sinhke_desktop.i18n import _


class Body(StrEnum):
    """Who supervises (seeds: giám sát và phản biện xã hội)."""

    FRONT = "front"
    FARMERS = "farmers"
    WOMEN = "women"
    VETERANS = "veterans"
    YOUTH = "youth"
    COUNCIL = "council"
    COMMUNITY = "community"
    SUPERIOR = "superior"
    OTHER = "other"


BODY_NAMES = {
    Body.FRONT: "Ủy ban MTTQ Việt Nam",
    Body.FARMERS: "Hội Nông dân",
    Body.WOMEN: "Hội Liên hiệp Phụ nữ",
    Body.VETERANS: "Hội Cựu chiến binh",
    Body.YOUTH: "Đoàn Thanh niên",
    Body.COUNCIL: "Hội đồng nhân dân",
    Body.COMMUNITY: "Ban giám sát cộng đồng",
    Body.SUPERIOR: "Cấp trên",
    Body.OTHER: "Khác",
}


@dataclass(frozen=True, slots=True)
class SupervisionFinding:
    """One finding of a supervision; ``finding`` may say that all is well, then nothing has to be mended."""

    id: str
    commune_code: str
    model_id: str
    body: Body
    on: date
    finding: str
    members: str = ""
    participant_id: str = ""
    demand: str = ""
    deadline: date | None = None
    mended_on: date | None = None
    mending: str = ""
    note: str = ""
    removed: bool = False

    def check(self, problems: list[Problem], _today: date) -> None:
        """MH-02 for a mending without words, MH-04 for days in the wrong order."""
        if self.mended_on and not self.mending:
            problems.append(Problem("mending", _("Say what was done about it."), "MH-02"))
        for name, one in (("deadline", self.deadline), ("mended_on", self.mended_on)):
            if one and one < self.on:
                problems.append(Problem(name, _("This day lies before the supervision."), "MH-04"))

    @property
    def open(self) -> bool:
        """True while something is demanded and was not mended."""
        return bool(self.demand) and self.mended_on is None

    def overdue(self, today: date) -> bool:
        """True if it is open after its deadline."""
        return self.open and self.deadline is not None and self.deadline < today


SUPERVISION_FINDING = (
    form.choice("body", "Cơ quan giám sát", BODY_NAMES),
    form.day("on", "Ngày", required=True, past=True),
    form.text("members", "Thành phần đoàn", personal=PersonalMark.BASIC),
    form.link("participant_id", "Tại hộ", "participant"),
    form.lines("finding", "Nhận xét, phát hiện", required=True, personal=PersonalMark.SENSITIVE),
    form.lines("demand", "Kiến nghị, yêu cầu"),
    form.day("deadline", "Hạn khắc phục"),
    form.day("mended_on", "Ngày khắc phục xong", past=True),
    form.lines("mending", "Đã khắc phục thế nào"),
    form.text("note", "Ghi chú"),
)
