"""Hamlets (thôn, ấp, khóm, khu phố) and the number of all their households by year, the denominator of every rate."""

from __future__ import annotations

from dataclasses import dataclass

KINDS = ("Thôn", "Ấp", "Khóm", "Khu phố", "Bản", "Buôn", "Tổ dân phố")


@dataclass(frozen=True, slots=True)
class Hamlet:
    """One hamlet; ``old_commune_code`` names the commune it lay in before the merger of 01/07/2025, if known.

    ``old_list_version`` is the list of units in which that code meant that commune: codes were used anew.
    """

    id: str
    commune_code: str
    name: str
    kind: str = "Thôn"
    position: int = 0
    old_commune_code: str = ""
    old_list_version: str = ""
    removed: bool = False


@dataclass(frozen=True, slots=True)
class HamletYear:
    """All households living in a hamlet in a year, poor or not, and what else rates are taken of, where it is known."""

    id: str
    commune_code: str
    hamlet_id: str
    year: int
    households: int
    persons: int | None = None
    minority_households: int | None = None
    minority_persons: int | None = None
    local_minority_households: int | None = None
    local_minority_persons: int | None = None
