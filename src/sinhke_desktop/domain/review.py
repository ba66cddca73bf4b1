"""Reviews (rà soát): what was found about a household at one time; classes are computed from it, never stored.

Indicators keep the stable keys that an existing public implementation uses (domain.md 1.3).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

INDICATORS: dict[str, str] = {
    "employment": "Việc làm",
    "dependentPerson": "Người phụ thuộc",
    "nutrition": "Dinh dưỡng",
    "healthInsurance": "Bảo hiểm y tế",
    "adultEducation": "Trình độ giáo dục người lớn",
    "childSchoolAttendance": "Tình trạng đi học của trẻ em",
    "housingQuality": "Chất lượng nhà ở",
    "housingArea": "Diện tích nhà ở",
    "cleanWater": "Nguồn nước sinh hoạt",
    "hygienicToilet": "Nhà tiêu hợp vệ sinh",
    "telecommunication": "Dịch vụ viễn thông",
    "informationAccessAssets": "Phương tiện tiếp cận thông tin",
}
"""Key and official Vietnamese name of the 12 indicators of decree 07/2021/NĐ-CP, in the form's order."""


class ReviewKind(StrEnum):
    """Yearly (01/09-14/12) or ad-hoc (monthly from the 15th), decision 24/2021/QĐ-TTg."""

    YEARLY = "yearly"
    AD_HOC = "ad-hoc"


class ResultStatus(StrEnum):
    """Sơ bộ or chính thức."""

    PRELIMINARY = "preliminary"
    OFFICIAL = "official"


class PovertyClass(StrEnum):
    """Hộ nghèo, hộ cận nghèo, hộ mới thoát nghèo, or none of them; UNKNOWN where a rule or an answer is missing."""

    POOR = "poor"
    NEAR_POOR = "near-poor"
    NEWLY_ESCAPED = "newly-escaped"
    NONE = "none"
    UNKNOWN = "unknown"


CLASS_NAMES = {
    PovertyClass.POOR: "Hộ nghèo",
    PovertyClass.NEAR_POOR: "Hộ cận nghèo",
    PovertyClass.NEWLY_ESCAPED: "Hộ mới thoát nghèo",
    PovertyClass.NONE: "Không thuộc diện",
    PovertyClass.UNKNOWN: "Chưa đủ dữ liệu",
}


class Movement(StrEnum):
    """Nghèo cũ, nghèo mới (phát sinh), tái nghèo, as the list states it."""

    OLD = "old"
    NEW = "new"
    RELAPSED = "relapsed"


@dataclass(frozen=True, slots=True)
class Review:
    """One household's result in one round.

    ``income_points`` is the total A (B1) and ``deprivation_points`` the total B (B2) as on the paper; ``deprived`` are
    keys of :data:`INDICATORS`; ``declared_class`` is the class the paper states. A round may stay without a day.
    """

    id: str
    commune_code: str
    household_id: str
    year: int
    kind: ReviewKind = ReviewKind.YEARLY
    status: ResultStatus = ResultStatus.PRELIMINARY
    reviewed_on: date | None = None
    income_points: int | None = None
    deprivation_points: int | None = None
    deprived: frozenset[str] = frozenset()
    declared_class: PovertyClass | None = None
    movement: Movement | None = None
    note: str = ""
    removed: bool = False

    @property
    def as_of(self) -> date:
        """The day whose rules hold: the day of the review, else the last day of its year."""
        return self.reviewed_on or date(self.year, 12, 31)
