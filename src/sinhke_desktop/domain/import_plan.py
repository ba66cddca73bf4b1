"""What importing a review list would do to the store, household by household, before anything is written.

Empty cells never erase stored values, members missing from the list stay, and the same list twice changes nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from sinhke_desktop.domain.commune import Area
from sinhke_desktop.domain.hamlet import Hamlet
from sinhke_desktop.domain.household import Household, Member
from sinhke_desktop.domain.import_merge import merged_household, merged_member, new_member, one_head, record_of
from sinhke_desktop.domain.import_words import FieldChange, changes_of_household, changes_of_member, changes_of_review
from sinhke_desktop.domain.matching import Matches, match_households, match_members
from sinhke_desktop.domain.poverty import RuleSet, class_of
from sinhke_desktop.domain.review import ALL_INDICATORS, Review
from sinhke_desktop.domain.review_list import ListedHousehold, ListProblem, ReviewList, Severity
from sinhke_desktop.i18n import _


class RowKind(StrEnum):
    """What becomes of one household or member of the list."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class StoredHousehold:
    """A household of the store that is not removed, with its yearly review of the list's year, if any."""

    household: Household
    review: Review | None = None


@dataclass(frozen=True, slots=True)
class NewIds:
    """Where ids come from: 32 hexadecimal digits for entities, 16 for members."""

    entity: Callable[[], str]
    member: Callable[[], str]


@dataclass(frozen=True, slots=True)
class PlannedHousehold:
    """One household of the list. ``household`` and ``review`` are what the store will hold, None for a wrong one.

    ``reasons`` say why it is wrong, or what else a person should know; ``changes`` are in words for people.
    ``members`` gives the kind of each listed member in the list's order. ``household_id`` is empty for a wrong one.
    """

    kind: RowKind
    listed: ListedHousehold
    household_id: str = ""
    household: Household | None = None
    review: Review | None = None
    stored: StoredHousehold | None = None
    reasons: tuple[str, ...] = ()
    changes: tuple[FieldChange, ...] = ()
    members: tuple[RowKind, ...] = ()

    @property
    def household_changed(self) -> bool:
        """True if the household itself must be written."""
        return self.household is not None and (self.stored is None or self.stored.household != self.household)

    @property
    def review_changed(self) -> bool:
        """True if the review must be written."""
        return self.review is not None and (self.stored is None or self.stored.review != self.review)


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """Everything an import writes: ``new_hamlets`` first, then each new or changed row's household and review.

    ``households`` and ``members`` count by ``new``, ``changed``, ``same``, ``wrong``; ``not_listed`` are households of
    the store that the list does not name (they stay as they are).
    """

    year: int
    commune_code: str
    rows: tuple[PlannedHousehold, ...]
    new_hamlets: tuple[Hamlet, ...]
    households: Mapping[str, int]
    members: Mapping[str, int]
    problems: tuple[ListProblem, ...]
    not_listed: int = 0
    title: str = ""

    @property
    def changes_nothing(self) -> bool:
        """True if applying it would write nothing."""
        return not self.households[RowKind.NEW] and not self.households[RowKind.CHANGED]


def plan_import(
    listed: ReviewList,
    stored: Sequence[StoredHousehold],
    hamlets: Sequence[Hamlet],
    *,
    year: int,
    commune_code: str,
    ids: NewIds,
    rules: RuleSet | None = None,
    area: Area = Area.RURAL,
) -> ImportPlan:
    """Compare *listed* with *stored* (removed households left out) and say what an import for *year* would do.

    With *rules*, a class that the program computed itself and wrote into its own list does not come back as declared.
    """
    hamlet_ids, new_hamlets = _hamlets(listed, hamlets, commune_code, ids)
    matches = match_households(
        [household for household in listed.households if not household.wrong],
        [one.household for one in stored],
        hamlet_ids,
        listed.columns,
    )
    by_id = {one.household.id: one for one in stored}
    why = _reasons(listed)
    asked = frozenset(key for key in ALL_INDICATORS if key in listed.columns)
    planner = _Planner(year, commune_code, ids, hamlet_ids, matches, by_id, asked, rules, area)
    rows = tuple(planner.planned(household, why.get(household.row, ())) for household in listed.households)
    members = Counter(kind for row in rows for kind in row.members)
    kinds = Counter(row.kind for row in rows)
    return ImportPlan(
        year=year,
        commune_code=commune_code,
        rows=rows,
        new_hamlets=new_hamlets,
        households={kind.value: kinds[kind] for kind in RowKind},
        members={kind.value: members[kind] for kind in RowKind},
        problems=tuple(sorted((*listed.problems, *matches.problems), key=lambda one: (one.row, one.column, one.code))),
        not_listed=len(stored) - len(matches.stored_ids),
        title=listed.title,
    )


def _reasons(listed: ReviewList) -> dict[int, tuple[str, ...]]:
    """The messages of errors and warnings by the household's first row."""
    first_row = {member.row: household.row for household in listed.households for member in household.members}
    reasons: dict[int, list[str]] = {}
    for problem in listed.problems:
        row = first_row.get(problem.row)
        if row is not None and problem.severity is not Severity.INFO:
            reasons.setdefault(row, []).append(problem.message)
    return {row: tuple(messages) for row, messages in reasons.items()}


def _hamlets(
    listed: ReviewList, hamlets: Sequence[Hamlet], commune_code: str, ids: NewIds
) -> tuple[dict[str, str], tuple[Hamlet, ...]]:
    """Ids by the names the list uses, and the hamlets to be created: only those that an importable household names."""
    hamlet_ids = {hamlet.name: hamlet.id for hamlet in hamlets if not hamlet.removed}
    position = max((hamlet.position for hamlet in hamlets), default=0)
    created: list[Hamlet] = []
    for household in listed.households:
        if household.wrong or household.hamlet in hamlet_ids:
            continue
        position += 1
        kind = household.hamlet_kind or "Thôn"
        created.append(Hamlet(ids.entity(), commune_code, household.hamlet, kind, position))
        hamlet_ids[household.hamlet] = created[-1].id
    return hamlet_ids, tuple(created)


@dataclass(frozen=True, slots=True)
class _Planner:
    """Plans one household at a time."""

    year: int
    commune_code: str
    ids: NewIds
    hamlet_ids: Mapping[str, str]
    matches: Matches
    stored: Mapping[str, StoredHousehold]
    asked: frozenset[str]
    rules: RuleSet | None
    area: Area

    def planned(self, listed: ListedHousehold, reasons: tuple[str, ...]) -> PlannedHousehold:
        """What becomes of *listed*."""
        if listed.wrong:
            wrong = (RowKind.WRONG,) * len(listed.members)
            return PlannedHousehold(RowKind.WRONG, listed, reasons=reasons, members=wrong)
        match = self.matches.by_row.get(listed.row)
        if match is None:
            household = self._new_household(listed)
            return PlannedHousehold(
                RowKind.NEW,
                listed,
                household.id,
                household,
                self._review(listed, household.id, None),
                reasons=reasons + self.matches.notes.get(listed.row, ()),
                members=(RowKind.NEW,) * len(listed.members),
            )
        return self._compared(listed, self.stored[match], reasons + self.matches.notes.get(listed.row, ()))

    def _new_household(self, listed: ListedHousehold) -> Household:
        members = tuple(new_member(one, place, self.ids.member()) for place, one in enumerate(listed.members, 1))
        return Household(
            id=self.ids.entity(),
            commune_code=self.commune_code,
            hamlet_id=self.hamlet_ids[listed.hamlet],
            members=members,
            list_number=None if listed.household_id else listed.number,
            note=listed.note,
            **record_of(listed),
        )

    def _compared(self, listed: ListedHousehold, stored: StoredHousehold, reasons: tuple[str, ...]) -> PlannedHousehold:
        before = stored.household
        members, kinds, changes = self._members(listed, before)
        household = merged_household(before, listed, self.hamlet_ids[listed.hamlet], members)
        review = self._review(listed, before.id, stored)
        if stored.review is not None and stored.review.recognised and review != stored.review:
            review = stored.review
            text = _("The list differs from the result that a decision recognised; the recognised result stays.")
            reasons = (*reasons, text)
        if household == before and review == stored.review:
            kind = RowKind.SAME
        else:
            kind = RowKind.CHANGED
            names = {hamlet_id: name for name, hamlet_id in self.hamlet_ids.items()}
            changes = [
                *changes_of_household(before, household, names),
                *changes,
                *(changes_of_review(stored.review, review) if review else ()),
            ]  # fmt: skip
        return PlannedHousehold(
            kind, listed, before.id, household, review, stored, reasons, tuple(changes), tuple(kinds)
        )  # fmt: skip

    def _members(
        self, listed: ListedHousehold, before: Household
    ) -> tuple[tuple[Member, ...], list[RowKind], list[FieldChange]]:
        """The members after the import, the kind of each listed one, and what changes in words."""
        kept = {member.id: member for member in before.members}
        added: list[Member] = []
        kinds: list[RowKind] = []
        changes: list[FieldChange] = []
        position = max((member.position for member in before.members), default=0)
        for one, match in zip(listed.members, match_members(listed.members, before.members), strict=True):
            if match is None:
                position += 1
                added.append(new_member(one, position, self.ids.member()))
                kinds.append(RowKind.NEW)
                changes.append(FieldChange(_("New member"), "", one.full_name))
                continue
            merged = merged_member(match, one)
            kinds.append(RowKind.SAME if merged == match else RowKind.CHANGED)
            if merged != match:
                kept[match.id] = merged
                changes.extend(changes_of_member(match, merged))
        members, demoted = one_head((*kept.values(), *added), listed.head.citizen_id, listed.head.full_name)
        return members, kinds, [*changes, *demoted]

    def _review(self, listed: ListedHousehold, household_id: str, stored: StoredHousehold | None) -> Review | None:
        """The year's review after the import; None where neither the store nor the list says anything of it."""
        before = stored.review if stored else None
        if before is None:
            if stored is not None and not _states_anything(listed):
                return None
            return Review(
                id=self.ids.entity(),
                commune_code=self.commune_code,
                household_id=household_id,
                year=self.year,
                income_points=listed.income_points,
                deprivation_points=listed.deprivation_points,
                deprived=listed.deprived or frozenset(),
                declared_class=listed.poverty_class,
                movement=listed.movement,
            )
        after = replace(
            before,
            income_points=before.income_points if listed.income_points is None else listed.income_points,
            deprivation_points=(
                before.deprivation_points if listed.deprivation_points is None else listed.deprivation_points
            ),
            deprived=before.deprived if listed.deprived is None else listed.deprived | (before.deprived - self.asked),
            movement=listed.movement or before.movement,
        )
        computed = before.declared_class is None and listed.household_id == household_id
        if computed and listed.poverty_class is class_of(before, self.area, self.rules):
            return after
        return replace(after, declared_class=listed.poverty_class or before.declared_class)


def _states_anything(listed: ListedHousehold) -> bool:
    """True where the list says anything about the household's review."""
    said = (listed.poverty_class, listed.movement, listed.income_points, listed.deprivation_points)
    return any(one is not None for one in said) or bool(listed.deprived)
