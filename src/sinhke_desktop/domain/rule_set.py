"""A poverty standard as data: lines, indicators, the ages and thresholds that its indicators are derived with.

Everything here is filled from ``resources/rules/*.toml`` or a province's own file; the defaults of :class:`Bands` are
those of decree 07/2021/NĐ-CP as domain facts 1.3 restate it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sinhke_desktop.domain.commune import Area

MONTHS = 12


@dataclass(frozen=True, slots=True)
class AreaLine:
    """The income line of one kind of area: đồng a person a month, and the points A (B1) that stand for it, if known.

    ``average`` is the upper end of the average living standard in the same unit, where the standard publishes one.
    """

    income: int
    points: int | None
    average: int | None = None


@dataclass(frozen=True, slots=True)
class PensionAge:
    """From *year* on, working age ends at these ages in months (Labour Code 2019 Điều 169; a table of its own)."""

    year: int
    male: int
    female: int


@dataclass(frozen=True, slots=True)
class Bands:
    """Ages in full years and thresholds. ``*_below`` is not reached, ``*_from`` and ``*_to`` are included.

    ``dependants_over_percent`` must be exceeded; ``area_below`` is in dm² a person; ``fragile_parts`` of the three
    structures make a dwelling not durable. ``elderly_from`` is the age from which an allowance is one of old age.
    """

    child_below: int = 16
    dependants_over_percent: int = 50
    elderly_from: int = 60
    insured_from: int = 6
    adult_from: int = 16
    adult_upper_from: int = 18
    adult_to: int = 30
    preschool_from: int = 3
    primary_from: int = 6
    lower_secondary_from: int = 12
    area_below: int = 800
    fragile_parts: int = 2
    working_from: int = 15
    pension: tuple[PensionAge, ...] = ()
    unverified: frozenset[str] = frozenset()

    def pension_age(self, year: int) -> PensionAge | None:
        """The last entry that had begun in *year*; None where the file has none."""
        begun = [one for one in self.pension if one.year <= year]
        return max(begun, key=lambda one: one.year, default=None)


BAND_NUMBERS = (
    "child_below", "dependants_over_percent", "elderly_from", "insured_from", "adult_from", "adult_upper_from",
    "adult_to", "preschool_from", "primary_from", "lower_secondary_from", "area_below", "fragile_parts",
    "working_from",
)  # fmt: skip
BANDS_OF_INDICATOR: Mapping[str, tuple[str, ...]] = {
    "employment": ("working_from", "pension"),
    "dependentPerson": ("child_below", "dependants_over_percent", "elderly_from"),
    "nutrition": ("child_below",),
    "healthInsurance": ("insured_from",),
    "adultEducation": ("adult_from", "adult_upper_from", "adult_to"),
    "childSchoolAttendance": ("preschool_from", "primary_from", "lower_secondary_from", "child_below"),
    "housingQuality": ("fragile_parts",),
    "housingArea": ("area_below",),
}
"""Which bands an indicator is derived with; the others need none."""

CLASS_WORDS: Mapping[str, str] = {
    "poor": "Hộ nghèo",
    "near-poor": "Hộ cận nghèo",
    "newly-escaped": "Hộ mới thoát nghèo",
    "none": "Không thuộc diện",
    "unknown": "Chưa đủ dữ liệu",
    "average": "Hộ có mức sống trung bình",
}


@dataclass(frozen=True, slots=True)
class Province:
    """Where a province's own standard holds; ``code`` is its two digits, of the current list or, if ``old``, of the
    63 provinces before 01/07/2025."""

    name: str
    code: str
    old: bool = False


@dataclass(frozen=True, slots=True)
class RuleSet:
    """One poverty standard: from when to when, lines by area, how many indicators make a household poor.

    ``near_poor`` is False where the standard publishes no test for it. ``near_line_points`` and ``near_line_income``
    are the program's own convention for "near the line". ``unverified`` are sentences shown wherever a class is;
    ``unverified_indicators`` are keys whose wording was not seen, ``unverified_classes`` keys of :data:`CLASS_WORDS`
    whose bounds were not. ``province`` is None for a national standard.
    """

    id: str
    name: str
    legal_source: str
    valid_from: date
    valid_to: date
    lines: dict[Area, AreaLine]
    poor_indicators: int
    points_per_indicator: int
    indicators: tuple[str, ...]
    unverified: tuple[str, ...] = field(default_factory=tuple)
    near_poor: bool = True
    bands: Bands = field(default_factory=Bands)
    unverified_indicators: frozenset[str] = frozenset()
    unverified_classes: frozenset[str] = frozenset()
    class_words: Mapping[str, str] = field(default_factory=lambda: dict(CLASS_WORDS))
    near_line_points: int = 5
    near_line_income: int = 100_000
    province: Province | None = None
    file: str = ""

    def holds_on(self, day: date) -> bool:
        """True on every day from ``valid_from`` to ``valid_to``, both included."""
        return self.valid_from <= day <= self.valid_to

    def overlaps(self, other: RuleSet) -> bool:
        """True if some day has both."""
        return self.valid_from <= other.valid_to and other.valid_from <= self.valid_to

    def counted(self, deprived: frozenset[str]) -> list[str]:
        """The keys of *deprived* that this standard counts, in its order."""
        return [key for key in self.indicators if key in deprived]

    def doubtful_ground(self, indicator: str) -> bool:
        """True if the wording of *indicator*, or a band that it is derived with, was not verified."""
        return indicator in self.unverified_indicators or any(
            band in self.bands.unverified for band in BANDS_OF_INDICATOR.get(indicator, ())
        )


def rule_set_for(rule_sets: Sequence[RuleSet], day: date) -> RuleSet | None:
    """The first of *rule_sets* in force on *day*, or None; a province's own stands before the national one."""
    return next((rules for rules in rule_sets if rules.holds_on(day)), None)


def rule_set_named(rule_sets: Sequence[RuleSet], rule_set_id: str) -> RuleSet | None:
    """The standard with this id, or None."""
    return next((rules for rules in rule_sets if rules.id == rule_set_id), None)
