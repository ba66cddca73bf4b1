"""Training and technical visits of a model: when, on what, by whom, who came."""

from __future__ import annotations

from collections.abc import Sequence
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


@dataclass(frozen=True, slots=True)
class Coverage:
    """How often one household was taught, and when last."""

    participant_id: str
    count: int
    last: date | None


def coverage(trainings: Sequence[Training], participant_ids: Sequence[str]) -> list[Coverage]:
    """One line for each of *participant_ids*, in their order; removed trainings count for nothing."""
    found = []
    for participant_id in participant_ids:
        days = [one.on for one in trainings if not one.removed and participant_id in one.attended]
        found.append(Coverage(participant_id, len(days), max(days, default=None)))
    return found


def cost_by_line(trainings: Sequence[Training]) -> dict[str, int]:
    """Budget line id (empty where none was named) → đồng of all trainings."""
    found: dict[str, int] = {}
    for one in trainings:
        if not one.removed and one.cost:
            found[one.budget_line_id] = found.get(one.budget_line_id, 0) + one.cost
    return found
