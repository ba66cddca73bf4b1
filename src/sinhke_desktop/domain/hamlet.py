"""Hamlets (thôn, ấp, khóm, khu phố) and the number of all their households by year, the denominator of every rate."""

from __future__ import annotations

from dataclasses import dataclass

KINDS = ("Thôn", "Ấp", "Khóm", "Khu phố", "Bản", "Buôn", "Tổ dân phố")


@dataclass(frozen=True, slots=True)
class Hamlet:
    """One hamlet; ``old_commune_code`` names the commune it lay in before the merger of 01/07/2025, if known."""

    id: str
    commune_code: str
    name: str
    kind: str = "Thôn"
    position: int = 0
    old_commune_code: str = ""
    removed: bool = False


@dataclass(frozen=True, slots=True)
class HamletYear:
    """All households living in a hamlet in a year, poor or not."""

    id: str
    commune_code: str
    hamlet_id: str
    year: int
    households: int
