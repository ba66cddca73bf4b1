"""The commune this store belongs to, and how its papers are headed (decree 30/2020/NĐ-CP)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Area(StrEnum):
    """Which income line holds: nông thôn or thành thị."""

    RURAL = "rural"
    URBAN = "urban"


@dataclass(frozen=True, slots=True)
class OldUnit:
    """A unit that a current commune was made from; ``whole`` is False where only part of it went there."""

    code: str
    name: str
    district: str
    province: str
    whole: bool = True


@dataclass(frozen=True, slots=True)
class CommuneUnit:
    """A current commune of the official list (QĐ 19/2025/QĐ-TTg); a code means nothing without ``list_version``."""

    code: str
    name: str
    kind: str
    province_code: str
    province_name: str
    list_version: str
    made_from: tuple[OldUnit, ...] = ()

    @property
    def full_name(self) -> str:
        """``Xã Anh Dũng``."""
        return f"{self.kind} {self.name}"

    @property
    def default_area(self) -> Area:
        """Phường is urban, the others rural (domain.md 1.2); how đặc khu is treated was not found."""
        return Area.URBAN if self.kind == "Phường" else Area.RURAL


@dataclass(frozen=True, slots=True)
class Commune:
    """The commune as set up; the last group heads and closes its papers and can be changed at any time."""

    code: str
    name: str
    province_name: str
    area: Area
    list_version: str
    period: str = ""
    governing_body: str = ""
    issuing_body: str = ""
    place: str = ""
    report_to: str = ""
    signer_authority: str = ""
    signer_title: str = ""
    signer_name: str = ""
    recipients: str = ""
