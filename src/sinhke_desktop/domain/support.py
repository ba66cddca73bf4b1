"""Support that a household received: what, worth how much, from which source, when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class SupportKind(StrEnum):
    """What was given."""

    HEALTH = "health"
    EDUCATION = "education"
    PRODUCTION = "production"
    LOAN = "loan"
    HOUSING = "housing"
    WATER = "water"
    TRAINING = "training"
    JOB = "job"
    CASH = "cash"
    OTHER = "other"


SUPPORT_NAMES = {
    SupportKind.HEALTH: "Y tế, thẻ bảo hiểm y tế",
    SupportKind.EDUCATION: "Giáo dục, học phí",
    SupportKind.PRODUCTION: "Sản xuất: giống, vật tư, công cụ",
    SupportKind.LOAN: "Vay vốn",
    SupportKind.HOUSING: "Nhà ở",
    SupportKind.WATER: "Nước sạch, nhà tiêu",
    SupportKind.TRAINING: "Đào tạo nghề, tập huấn",
    SupportKind.JOB: "Việc làm",
    SupportKind.CASH: "Tiền mặt, trợ cấp",
    SupportKind.OTHER: "Khác",
}


@dataclass(frozen=True, slots=True)
class Support:
    """One thing that a household (or, with ``member_id``, one of its members) received.

    ``value`` is in đồng, None where it was not told; ``source_code`` is of the list of funding sources; ``what`` says
    what it was in words ("bò cái sinh sản"), ``programme`` which project paid, ``paper`` what proves it.
    """

    id: str
    commune_code: str
    household_id: str
    kind: SupportKind
    what: str
    source_code: str
    received_on: date
    member_id: str = ""
    quantity: int | None = None
    unit: str = ""
    value: int | None = None
    programme: str = ""
    paper: str = ""
    note: str = ""
    removed: bool = False


@dataclass(frozen=True, slots=True)
class SupportInput:
    """Support as typed."""

    household_id: str = ""
    kind: str = ""
    what: str = ""
    source_code: str = ""
    received_on: str = ""
    member_id: str = ""
    quantity: str = ""
    unit: str = ""
    value: str = ""
    programme: str = ""
    paper: str = ""
    note: str = ""
    id: str = ""
