"""The class that a list states against its points and indicators.

PL-01 poor with too few indicators, PL-02 near-poor with too many, PL-03 no class, PL-05 points over the line, PL-07
points B against the indicators, PL-09 not poor although its points are, PL-11 points missing that others have.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sinhke_desktop.domain.commune import Area
from sinhke_desktop.domain.listed_values import At, Notes
from sinhke_desktop.domain.poverty import RuleSet, class_of
from sinhke_desktop.domain.review import CLASS_NAMES, PovertyClass, Review
from sinhke_desktop.domain.review_list import ListedHousehold
from sinhke_desktop.i18n import _

_USUAL = 0.8
"""Marks and points that this share of the households has are missed in the others."""
_CLASS_COLUMNS = ("poverty_class", "poor_mark", "near_poor_mark")
_UNDER_THE_LINE = (PovertyClass.POOR, PovertyClass.NEAR_POOR)


def _class_column(columns: Mapping[str, str]) -> str:
    return next((columns[name] for name in _CLASS_COLUMNS if name in columns), "")


def say_no_class(households: Sequence[ListedHousehold], columns: Mapping[str, str], notes: Notes) -> None:
    """PL-03 for each household without a class; where classes are marks, only if nearly all others have one."""
    refused = {one.row for one in notes.problems if one.code in ("PL-04", "PL-10")}
    missing = [one for one in households if one.poverty_class is None]
    column = _class_column(columns)
    if not column or ("poverty_class" not in columns and len(missing) > len(households) * (1 - _USUAL)):
        return
    for household in missing:
        if refused.isdisjoint(member.row for member in household.members):
            message = _("The class is missing; it is computed from points and indicators.")
            notes.warning(household.row, column, "PL-03", message)


def say_no_points(households: Sequence[ListedHousehold], columns: Mapping[str, str], notes: Notes) -> None:
    """PL-11 for each household without points where nearly all others have them."""
    refused = {(one.row, one.column) for one in notes.problems}
    for name, message in (
        ("income_points", _("Points A are missing, the other households have them.")),
        ("deprivation_points", _("Points B are missing, the other households have them.")),
    ):
        missing = [one for one in households if getattr(one, name) is None]
        if name not in columns or len(missing) > len(households) * (1 - _USUAL):
            continue
        for household in missing:
            if not any((member.row, columns[name]) in refused for member in household.members):
                notes.warning(household.row, columns[name], "PL-11", message)


@dataclass(frozen=True, slots=True)
class ClassCheck:
    """Compares one household after the other under the list's year's *rules*."""

    columns: Mapping[str, str]
    rules: RuleSet
    area: Area
    notes: Notes

    def look_at(self, household: ListedHousehold) -> None:
        """Say where points, indicators and class do not agree."""
        self._check_points(household)
        deprived = household.deprived if household.deprived is not None else self._deprived_by_points(household)
        if deprived is None or household.income_points is None:
            return
        review = Review("", "", "", 0, income_points=household.income_points, deprived=deprived)
        self._compare(household, class_of(review, self.area, self.rules), len(deprived))

    def _deprived_by_points(self, household: ListedHousehold) -> frozenset[str] | None:
        """As many indicators as points B stand for, in a list that does not name them."""
        points = household.deprivation_points
        if points is None or points % self.rules.points_per_indicator:
            return None
        count = points // self.rules.points_per_indicator
        return frozenset(self.rules.indicators[:count]) if count <= len(self.rules.indicators) else None

    def _check_points(self, household: ListedHousehold) -> None:
        points, deprived = household.deprivation_points, household.deprived
        if points is None:
            return
        at = At(household.row, self.columns.get("deprivation_points", ""), self.notes)
        if deprived is None:
            if self._deprived_by_points(household) is None:
                message = _("{points} points B stand for no number of indicators, {each} each.")
                at.warning("PL-07", message.format(points=points, each=self.rules.points_per_indicator))
        elif points != len(deprived) * self.rules.points_per_indicator:
            message = _("{points} points B do not agree with {count} indicators marked.")
            at.warning("PL-07", message.format(points=points, count=len(deprived)))

    def _compare(self, household: ListedHousehold, computed: PovertyClass, count: int) -> None:
        declared = household.poverty_class
        at = At(household.row, _class_column(self.columns), self.notes)
        facts = {"count": count, "needed": self.rules.poor_indicators, "points": household.income_points}
        if declared in _UNDER_THE_LINE and computed is PovertyClass.NONE:
            message = _("{points} points A lie over the line, yet the list calls the household poor or near-poor.")
            column = self.columns.get("income_points", "")
            self.notes.error(household.row, column, "PL-05", message.format(**facts))
        elif declared is PovertyClass.POOR and computed is PovertyClass.NEAR_POOR:
            at.error("PL-01", _("Called poor (N) with {count} indicators marked; {needed} are needed.").format(**facts))
        elif declared is PovertyClass.NEAR_POOR and computed is PovertyClass.POOR:
            message = _("Called near-poor (CN) with {count} indicators marked; {needed} mean poor.")
            at.error("PL-02", message.format(**facts))
        elif declared in (PovertyClass.NONE, PovertyClass.NEWLY_ESCAPED) and computed in _UNDER_THE_LINE:
            message = _("Called “{declared}”, yet {points} points A and {count} indicators mean “{computed}”.")
            names = {"declared": CLASS_NAMES[declared], "computed": CLASS_NAMES[computed]}
            at.error("PL-09", message.format(**facts, **names))
