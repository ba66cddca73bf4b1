"""The period that a report is about: month, quarter, half-year, year, and the mid-term and final reviews.

Programme monitoring wants half-yearly and yearly reports, the province one of each month, the Front the reviews sơ kết
and tổng kết (domain.md 4.1, 4.2). Names are Vietnamese: they stand in the subject of the paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sinhke_desktop.domain.typed_values import last_day, month_of, next_month
from sinhke_desktop.domain.vietnamese import fold


class PeriodKind(StrEnum):
    """What kind of report it is."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half-year"
    YEAR = "year"
    INTERIM = "interim"
    FINAL = "final"


KIND_NAMES = {
    PeriodKind.MONTH: "Báo cáo tháng",
    PeriodKind.QUARTER: "Báo cáo quý",
    PeriodKind.HALF: "Báo cáo 6 tháng",
    PeriodKind.YEAR: "Báo cáo năm",
    PeriodKind.INTERIM: "Báo cáo sơ kết",
    PeriodKind.FINAL: "Báo cáo tổng kết",
}
REVIEWS = frozenset({PeriodKind.INTERIM, PeriodKind.FINAL})
"""Reports on the model since its start."""
_MONTHS = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.HALF: 6, PeriodKind.YEAR: 12}
_QUARTERS = ("I", "II", "III", "IV")
_REVIEW_NAMES = {PeriodKind.INTERIM: "sơ kết", PeriodKind.FINAL: "tổng kết"}


@dataclass(frozen=True, slots=True)
class ReportPeriod:
    """One period with its first and its last day; the review periods run from the model's start."""

    kind: PeriodKind
    first: date
    last: date

    @property
    def key(self) -> str:
        """``2025-10``, ``2025-Q3``, ``2025-H1``, ``2025``, ``interim`` or ``final``: at most 7 characters."""
        year, month = self.first.year, self.first.month
        if self.kind is PeriodKind.MONTH:
            return month_of(self.first)
        if self.kind is PeriodKind.QUARTER:
            return f"{year:04d}-Q{(month + 2) // 3}"
        if self.kind is PeriodKind.HALF:
            return f"{year:04d}-H{1 if month < 7 else 2}"
        return f"{year:04d}" if self.kind is PeriodKind.YEAR else self.kind.value

    @property
    def name(self) -> str:
        """As papers name it: ``tháng 10 năm 2025`` (01 and 02 with a zero), ``quý III năm 2025``, ``6 tháng đầu năm
        2025``, ``năm 2025``, ``từ ngày 19/06/2024 đến ngày 20/06/2025``.
        """
        year, month = self.first.year, self.first.month
        if self.kind is PeriodKind.MONTH:
            return f"tháng {month:02d} năm {year}" if month < 3 else f"tháng {month} năm {year}"
        if self.kind is PeriodKind.QUARTER:
            return f"quý {_QUARTERS[(month - 1) // 3]} năm {year}"
        if self.kind is PeriodKind.HALF:
            return f"6 tháng {'đầu' if month < 7 else 'cuối'} năm {year}"
        if self.kind is PeriodKind.YEAR:
            return f"năm {year}"
        return f"từ ngày {self.first:%d/%m/%Y} đến ngày {self.last:%d/%m/%Y}"

    @property
    def noun(self) -> str:
        """What sentences call it: ``tháng``, ``quý``, ``6 tháng``, ``năm``, ``giai đoạn``."""
        nouns = {PeriodKind.MONTH: "tháng", PeriodKind.QUARTER: "quý", PeriodKind.HALF: "6 tháng",
                 PeriodKind.YEAR: "năm"}  # fmt: skip
        return nouns.get(self.kind, "giai đoạn")

    @property
    def review(self) -> str:
        """``sơ kết`` or ``tổng kết`` for the reviews, else nothing."""
        return _REVIEW_NAMES.get(self.kind, "")

    @property
    def before(self) -> ReportPeriod | None:
        """The period of the same kind before it; a review has none."""
        return self._moved(-1)

    @property
    def after(self) -> ReportPeriod | None:
        """The period to come; a review has none."""
        return self._moved(1)

    def _moved(self, count: int) -> ReportPeriod | None:
        months = _MONTHS.get(self.kind)
        return None if months is None else _from_month(self.kind, next_month(month_of(self.first), months * count))

    @property
    def months(self) -> tuple[str, ...]:
        """Every month that it touches, as ``2025-10``."""
        return tuple(_months(month_of(self.first), month_of(self.last)))

    def holds(self, day: date | None) -> bool:
        """True for a day within it."""
        return day is not None and self.first <= day <= self.last


def _months(first: str, last: str) -> Iterator[str]:
    while first <= last:
        yield first
        first = next_month(first)


def _from_month(kind: PeriodKind, month: str) -> ReportPeriod:
    first = date(int(month[:4]), int(month[5:7]), 1)
    return ReportPeriod(kind, first, last_day(next_month(month, _MONTHS[kind] - 1)))


def period_of(kind: PeriodKind, day: date) -> ReportPeriod:
    """The month, quarter, half-year or year that *day* lies in; raises KeyError for a review."""
    months = _MONTHS[kind]
    month = (day.month - 1) // months * months + 1
    return _from_month(kind, f"{day.year:04d}-{month:02d}")


def review_period(kind: PeriodKind, started_on: date, until: date) -> ReportPeriod:
    """The period of a review from the model's start; one asked for before the start is that day alone."""
    return ReportPeriod(kind, min(started_on, until), until)


_KEY = re.compile(r"(\d{4})(?:-(?:(\d{2})|q([1-4])|h([12])))?")
_TYPED = (
    (re.compile(r"(?:thang )?0?(\d{1,2})[/ ](\d{4})"), PeriodKind.MONTH),
    (re.compile(r"thang 0?(\d{1,2}) nam (\d{4})"), PeriodKind.MONTH),
    (re.compile(r"(?:quy|q) ?([1-4]|iv|i{1,3})[/ ](?:nam )?(\d{4})"), PeriodKind.QUARTER),
)
_HALF = re.compile(r"(?:6|sau) thang (dau|cuoi)(?: nam)? (\d{4})")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_REVIEW_WORDS = {
    "interim": PeriodKind.INTERIM, "so ket": PeriodKind.INTERIM, "giua ky": PeriodKind.INTERIM,
    "final": PeriodKind.FINAL, "tong ket": PeriodKind.FINAL, "cuoi ky": PeriodKind.FINAL,
}  # fmt: skip


def parse_period(text: str) -> ReportPeriod | PeriodKind:
    """A key or what a person types: ``10/2025``, ``quý 3/2025``, ``6 tháng đầu năm 2025``, ``năm 2025``, ``sơ kết``.

    A review is returned as its kind alone, for only the model knows its days (:func:`review_period`). Raises
    ValueError for anything else.
    """
    typed = " ".join(fold(text).split())
    if typed in _REVIEW_WORDS:
        return _REVIEW_WORDS[typed]
    if match := _KEY.fullmatch(typed.removeprefix("nam ")):
        year, month, quarter, half = match.groups()
        if month:
            return _checked(PeriodKind.MONTH, year, int(month))
        if quarter:
            return _checked(PeriodKind.QUARTER, year, int(quarter) * 3)
        return _checked(PeriodKind.HALF, year, int(half) * 6) if half else _checked(PeriodKind.YEAR, year, 1)
    if match := _HALF.fullmatch(typed):
        return _checked(PeriodKind.HALF, match[2], 1 if match[1] == "dau" else 7)
    for form, kind in _TYPED:
        if match := form.fullmatch(typed):
            number = _ROMAN.get(match[1]) or int(match[1])
            return _checked(kind, match[2], number if kind is PeriodKind.MONTH else number * 3)
    raise ValueError(text)


def _checked(kind: PeriodKind, year: str, month: int) -> ReportPeriod:
    return period_of(kind, date(int(year), month, 1))
