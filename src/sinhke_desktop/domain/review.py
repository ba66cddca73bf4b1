"""Reviews (rà soát): what was found about a household at one time; classes are computed from it, never stored.

Indicators keep the stable keys that an existing public implementation uses (domain.md 1.3).
"""

from __future__ import annotations

from collections.abc import Sequence
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


ALL_INDICATORS: dict[str, str] = {**INDICATORS, "wasteTreatment": "Xử lý rác thải"}
"""With what the norm from 2027 adds (decree 351/2025/NĐ-CP; the final wording was not seen)."""


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
    """One household's result in one round; a preliminary and an official one may stand side by side.

    ``income_points`` is the total A (B1) and ``deprivation_points`` the total B (B2) as on the paper; ``deprived`` are
    keys of :data:`ALL_INDICATORS`; ``declared_class`` is the class the paper states. A round may stay without a day.
    ``income_per_head`` is the estimated income in đồng a person a month, where it was noted. ``derived`` are the keys
    that the members' data say are lacking; ``overrides`` is a JSON object, key of an indicator → why the reviewer
    decided otherwise. ``average_living`` says that it was recognised as a household in farming, forestry, fishery or
    salt making with an average living standard (decision 24/2021/QĐ-TTg).
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
    round_id: str = ""
    income_per_head: int | None = None
    derived: frozenset[str] = frozenset()
    overrides: str = ""
    average_living: bool = False
    removed: bool = False

    @property
    def recognised(self) -> bool:
        """True for the official result of a round's decision, which only a correction with a reason may change."""
        return self.status is ResultStatus.OFFICIAL and bool(self.round_id)

    @property
    def as_of(self) -> date:
        """The day whose rules hold: the day of the review, else the last day of its year."""
        return self.reviewed_on or date(self.year, 12, 31)


def effective(reviews: Sequence[Review]) -> list[Review]:
    """*reviews* oldest first, without the preliminary ones that an official result of the same round replaces.

    A round is told by household, year, kind and, for ad-hoc ones, month.
    """
    official = {_round(review) for review in reviews if review.status is ResultStatus.OFFICIAL}
    kept = (one for one in reviews if one.status is ResultStatus.OFFICIAL or _round(one) not in official)
    return sorted(kept, key=lambda review: (review.as_of, review.status is ResultStatus.OFFICIAL, review.id))


def _round(review: Review) -> tuple[str, int, ReviewKind, int]:
    month = review.as_of.month if review.kind is ReviewKind.AD_HOC else 0
    return review.household_id, review.year, review.kind, month
