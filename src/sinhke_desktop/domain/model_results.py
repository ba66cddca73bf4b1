"""What remains of a model: commendations, lessons, and where it is done again (nhân rộng)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sinhke_desktop.domain import typed_record as form
from sinhke_desktop.domain.typed_record import PersonalMark


class Commended(StrEnum):
    """Who is commended."""

    COLLECTIVE = "collective"
    HOUSEHOLD = "household"
    INDIVIDUAL = "individual"


COMMENDED_NAMES = {
    Commended.COLLECTIVE: "Tập thể",
    Commended.HOUSEHOLD: "Hộ gia đình",
    Commended.INDIVIDUAL: "Cá nhân",
}


class CommendingLevel(StrEnum):
    """Which level commends."""

    COMMUNE = "commune"
    DISTRICT = "district"
    PROVINCE = "province"
    CENTRAL = "central"


COMMENDING_LEVEL_NAMES = {
    CommendingLevel.COMMUNE: "Cấp xã",
    CommendingLevel.DISTRICT: "Cấp huyện (trước 01/07/2025)",
    CommendingLevel.PROVINCE: "Cấp tỉnh",
    CommendingLevel.CENTRAL: "Trung ương",
}


class LessonKind(StrEnum):
    """What a lesson says."""

    STRENGTH = "strength"
    WEAKNESS = "weakness"
    CAUSE = "cause"
    LESSON = "lesson"
    PROPOSAL = "proposal"


LESSON_KIND_NAMES = {
    LessonKind.STRENGTH: "Kết quả, cách làm hay",
    LessonKind.WEAKNESS: "Tồn tại, hạn chế",
    LessonKind.CAUSE: "Nguyên nhân",
    LessonKind.LESSON: "Bài học kinh nghiệm",
    LessonKind.PROPOSAL: "Kiến nghị, đề xuất",
}


@dataclass(frozen=True, slots=True)
class Commendation:
    """A commendation (khen thưởng) given or proposed; proposed while ``on`` is open."""

    id: str
    commune_code: str
    model_id: str
    to: Commended
    name: str
    level: CommendingLevel
    award: str = ""
    participant_id: str = ""
    on: date | None = None
    number: str = ""
    reason: str = ""
    note: str = ""
    removed: bool = False


@dataclass(frozen=True, slots=True)
class Lesson:
    """One thing learned."""

    id: str
    commune_code: str
    model_id: str
    kind: LessonKind
    text: str
    on: date | None = None
    removed: bool = False


@dataclass(frozen=True, slots=True)
class Replication:
    """A place where the model is done again, or should be."""

    id: str
    commune_code: str
    model_id: str
    place: str
    households: int | None = None
    begun_on: date | None = None
    carried_by: str = ""
    changes: str = ""
    note: str = ""
    removed: bool = False


COMMENDATION = (
    form.choice("to", "Khen ai", COMMENDED_NAMES),
    form.text("name", "Tên tập thể, cá nhân", required=True, personal=PersonalMark.BASIC),
    form.link("participant_id", "Hộ tham gia", "participant"),
    form.choice("level", "Cấp khen", COMMENDING_LEVEL_NAMES),
    form.text("award", "Hình thức (giấy khen, bằng khen…)"),
    form.day("on", "Ngày quyết định", past=True, hint="Để trống khi mới đề nghị"),
    form.text("number", "Số quyết định"),
    form.lines("reason", "Thành tích"),
    form.text("note", "Ghi chú"),
)
LESSON = (
    form.choice("kind", "Loại", LESSON_KIND_NAMES),
    form.lines("text", "Nội dung", required=True),
    form.day("on", "Ngày", past=True),
)
REPLICATION = (
    form.text("place", "Nơi nhân rộng", required=True),
    form.number("households", "Số hộ"),
    form.day("begun_on", "Bắt đầu", past=True),
    form.text("carried_by", "Đơn vị thực hiện"),
    form.lines("changes", "Điều chỉnh so với mô hình gốc"),
    form.text("note", "Ghi chú"),
)
