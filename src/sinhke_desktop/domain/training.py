"""Training and technical visits of a model: when, on what, by whom, who came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sinhke_desktop.domain import typed_record as form
from sinhke_desktop.domain.typed_record import PersonalMark


class TrainingKind(StrEnum):
    """What kind of teaching it was."""

    COURSE = "course"
    TECHNICAL_VISIT = "technical-visit"
    STUDY_TOUR = "study-tour"


TRAINING_KIND_NAMES = {
    TrainingKind.COURSE: "Tập huấn",
    TrainingKind.TECHNICAL_VISIT: "Cán bộ kỹ thuật đến hộ",
    TrainingKind.STUDY_TOUR: "Tham quan mô hình",
}


@dataclass(frozen=True, slots=True)
class Training:
    """One training; ``participant_ids`` joined by commas, ``cost`` in đồng."""

    id: str
    commune_code: str
    model_id: str
    kind: TrainingKind
    on: date
    topic: str
    place: str = ""
    teacher: str = ""
    participant_ids: str = ""
    others: int | None = None
    cost: int | None = None
    budget_line_id: str = ""
    note: str = ""
    removed: bool = False

    @property
    def attended(self) -> tuple[str, ...]:
        """The ids of the participants who came."""
        return tuple(part for part in self.participant_ids.split(",") if part)


TRAINING = (
    form.choice("kind", "Hình thức", TRAINING_KIND_NAMES),
    form.day("on", "Ngày", required=True, past=True),
    form.text("topic", "Nội dung", required=True),
    form.text("place", "Địa điểm"),
    form.text("teacher", "Người, đơn vị hướng dẫn", personal=PersonalMark.BASIC),
    form.links("participant_ids", "Hộ tham dự", "participant"),
    form.number("others", "Người khác cùng dự"),
    form.money("cost", "Kinh phí (đ)"),
    form.link("budget_line_id", "Chi từ nguồn", "budget_line"),
    form.text("note", "Ghi chú"),
)
