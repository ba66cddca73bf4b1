"""The groups that carry a model: tổ, nhóm, hội, tổ hợp tác, hợp tác xã (decree 27/2022, domain.md 3.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sinhke_desktop.domain import typed_record as form
from sinhke_desktop.domain.typed_record import PersonalMark


class GroupKind(StrEnum):
    """What kind of group it is."""

    TEAM = "team"
    COMMUNITY = "community"
    ASSOCIATION = "association"
    COOPERATIVE_TEAM = "cooperative-team"
    COOPERATIVE = "cooperative"
    ENTERPRISE = "enterprise"


GROUP_KIND_NAMES = {
    GroupKind.TEAM: "Tổ",
    GroupKind.COMMUNITY: "Nhóm cộng đồng",
    GroupKind.ASSOCIATION: "Hội, chi hội",
    GroupKind.COOPERATIVE_TEAM: "Tổ hợp tác",
    GroupKind.COOPERATIVE: "Hợp tác xã",
    GroupKind.ENTERPRISE: "Doanh nghiệp",
}


@dataclass(frozen=True, slots=True)
class ProducerGroup:
    """A group of a model; households belong to it through their part in the model."""

    id: str
    commune_code: str
    model_id: str
    kind: GroupKind
    name: str
    leader: str = ""
    phone: str = ""
    founded_on: date | None = None
    decision: str = ""
    rules: str = ""
    note: str = ""
    removed: bool = False


PRODUCER_GROUP = (
    form.choice("kind", "Loại", GROUP_KIND_NAMES),
    form.text("name", "Tên", required=True),
    form.text("leader", "Người đứng đầu", personal=PersonalMark.BASIC),
    form.text("phone", "Điện thoại", personal=PersonalMark.BASIC),
    form.day("founded_on", "Ngày thành lập", past=True),
    form.text("decision", "Quyết định, biên bản thành lập"),
    form.lines("rules", "Quy chế hoạt động"),
    form.text("note", "Ghi chú"),
)
