"""Criteria by candidates: weights and scores to type, places and votes below. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from sinhke_desktop.domain.choosing import BEST_SCORE, Criterion, Ranked
from sinhke_desktop.domain.money import format_number
from sinhke_desktop.domain.vietnamese import sort_key
from sinhke_desktop.errors import InvalidInput
from sinhke_desktop.i18n import _

SUMS = ("points", "share", "place", "agreement", "wanted")
FIRST_CANDIDATE = 2


class ScoringSheet:
    """One line a criterion: name, weight, a score of 1 to 5 for each candidate; below the weighted points.

    Candidates keep their order while one types (by name), whatever their place. What is typed is saved at once with
    *set_weight* (key, text) and *set_score* (model id, key, text); what they refuse stays in its cell with the reason.
    """

    def __init__(
        self,
        criteria: Sequence[Criterion],
        ranked: Sequence[Ranked],
        scores: Mapping[str, Mapping[str, int]],
        set_weight: Callable[[str, str], object],
        set_score: Callable[[str, str, str], object],
    ) -> None:
        self.criteria = list(criteria)
        self.ranked = sorted(ranked, key=lambda one: (sort_key(one.model.name), one.model.id))
        self._scores = scores
        self._set_weight = set_weight
        self._set_score = set_score
        self._refused: dict[tuple[int, int], tuple[str, str]] = {}

    def titles(self) -> list[str]:
        """Criterion, weight, then the candidates' names."""
        return [_("Criterion"), _("Weight"), *(one.model.name for one in self.ranked)]

    def row_count(self) -> int:
        """The criteria and the five lines of sums."""
        return len(self.criteria) + len(SUMS)

    def text(self, row: int, column: int) -> str:
        """What stands in the cell."""
        if (row, column) in self._refused:
            return self._refused[row, column][0]
        if row >= len(self.criteria):
            return self._sum(SUMS[row - len(self.criteria)], column)
        criterion = self.criteria[row]
        if column == 0:
            return criterion.name
        if column == 1:
            return str(criterion.weight)
        score = self._scores.get(self.ranked[column - FIRST_CANDIDATE].model.id, {}).get(criterion.key)
        return "" if score is None else str(score)

    def shown(self, row: int, column: int) -> str:
        """A missing score is a dash."""
        return self.text(row, column) or ("–" if column >= FIRST_CANDIDATE else "")

    def _sum(self, name: str, column: int) -> str:
        if column == 0:
            return {
                "points": _("Weighted points"),
                "share": _("Of the most reachable"),
                "place": _("Place"),
                "agreement": _("Households in favour"),
                "wanted": _("Households wanting it"),
            }[name]
        if column == 1:
            most = BEST_SCORE * sum(one.weight for one in self.criteria)
            return format_number(most) if name == "points" else ""
        one = self.ranked[column - FIRST_CANDIDATE]
        return {
            "points": format_number(one.points),
            "share": one.share,
            "place": str(one.place) if one.points else "–",
            "agreement": one.agreement,
            "wanted": "–" if one.model.households_wanted is None else format_number(one.model.households_wanted),
        }[name]

    def editable(self, row: int, column: int) -> bool:
        """Weights and scores."""
        return row < len(self.criteria) and column > 0

    def numeric(self, column: int) -> bool:
        """Everything but the names."""
        return column > 0

    def problem(self, row: int, column: int) -> str:
        """Why what was typed was not taken."""
        return self._refused.get((row, column), ("", ""))[1]

    def mark(self, row: int, column: int) -> str:
        """Points and place are strong, weights quiet."""
        if row >= len(self.criteria):
            return "strong" if SUMS[row - len(self.criteria)] in ("points", "place") else ""
        return "quiet" if column == 1 else ""

    def put(self, row: int, column: int, text: str) -> None:
        """Save a weight or a score; refused ones stay in their cell."""
        key = self.criteria[row].key
        self._refused.pop((row, column), None)
        try:
            if column == 1:
                self._set_weight(key, text)
            else:
                self._set_score(self.ranked[column - FIRST_CANDIDATE].model.id, key, text)
        except InvalidInput as wrong:
            self._refused[row, column] = (text, wrong.message)

    def read_again(
        self, criteria: Sequence[Criterion], ranked: Sequence[Ranked], scores: Mapping[str, Mapping[str, int]]
    ) -> None:
        """The sums after a change; what was refused stays."""
        by_id = {one.model.id: one for one in ranked}
        self.criteria = list(criteria)
        self.ranked = [by_id[one.model.id] for one in self.ranked if one.model.id in by_id]
        self._scores = scores
