"""One household's record: judged as it is typed, checked for doubles, saved whole. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from sinhke_desktop.domain.household import HEAD, Household, HouseholdInput, MemberInput
from sinhke_desktop.domain.poverty import Standing, doubts, judge, rule_set_for
from sinhke_desktop.domain.review import PovertyClass, ReviewKind
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.gui.context import Runs
from sinhke_desktop.gui.households.inputs import (
    household_input,
    is_empty_review,
    review_input,
    with_own_fields,
    without_blank,
)
from sinhke_desktop.gui.households.record_terms import Judged, Record, RecordServices, RecordView, Surroundings
from sinhke_desktop.gui.households.record_typing import NO_ID, Typing, moved, readable
from sinhke_desktop.i18n import _
from sinhke_desktop.services.half_filled import HalfFilled, merged
from sinhke_desktop.services.households import HistoryEntry
from sinhke_desktop.services.reviews import ReviewInput
from sinhke_desktop.services.scoring import propose_for

FIRST_YEAR = 2022
DOUBLES = ("CC-04", "HO-06")


class RecordPresenter:
    """Holds one record; nothing typed is lost before it is stored."""

    def __init__(
        self, view: RecordView, services: RecordServices, run: Runs, surroundings: Callable[[], Surroundings]
    ) -> None:
        self._view = view
        self._services = services
        self._run = run
        self._read_surroundings = surroundings
        self.around = surroundings()
        self.household_id = ""
        self._record: Record | None = None
        self._typed = Typing()
        self._touched: set[str] = set()
        self._tried = False
        self._asked = 0
        self._judged: Household | None = None
        self._review_day: date | None = None
        self.year = self.around.today.year

    # opening

    def begin(self, hamlet_id: str = "") -> None:
        """A new household with one empty head."""
        self.around = self._read_surroundings()
        known = {hamlet.id for hamlet in self.around.hamlets}
        typed = HouseholdInput(hamlet_id if hamlet_id in known else "", (MemberInput(relation=HEAD),))
        self._open(None, typed)

    def resume(self, form: HalfFilled) -> None:
        """Go on with a form that was not saved; what others stored meanwhile stays."""
        if form.household_id:
            self.open(form.household_id, form)
        else:
            self.around = self._read_surroundings()
            self._open(None, form.before, form)

    def open(self, household_id: str, form: HalfFilled | None = None) -> None:
        """Read a stored household, and put *form* over it."""
        self.around = self._read_surroundings()
        self._asked += 1
        asked = self._asked

        def take(record: Record) -> None:
            if asked == self._asked:
                self._open(record, household_input(record.household), form)

        self._run(lambda progress: self._services.load(household_id), take, failed=self._view.show_error)

    def _open(self, record: Record | None, typed: HouseholdInput, form: HalfFilled | None = None) -> None:
        self._asked += 1
        self._record = record
        self.household_id = record.household.id if record else ""
        reviews = {} if record is None else self._yearly(record)
        self._typed = Typing(typed, typed, dict(reviews), reviews)
        if form is not None:
            self._typed.household = typed = merged(form, typed) if record else form.typed
            self._typed.reviews |= form.reviews
            self._typed.token, self._typed.kept = form.token, True
            self.year = max(form.reviews, default=self.year)
        self._touched.clear()
        self._tried = False
        self._judged = None
        years = self.years()
        if self.year not in self._typed.reviews:
            self.year = max(reviews, default=self.around.today.year)
        self._view.show_household(record.household.head.full_name if record else "", typed)
        self._view.show_years(years, self.year)
        self._show_review()
        self._view.show_problems([], focus=False)
        self._view.show_warnings([])
        self._view.show_changed(changed=self.changed)
        self._view.show_history(record.household if record else None, [])
        if record is not None:
            self.check()
            self._read_history(record.household)

    def _yearly(self, record: Record) -> dict[int, ReviewInput]:
        return {
            one.review.year: review_input(one.review)
            for one in reversed(record.reviews)
            if one.review.kind is ReviewKind.YEARLY
        }

    def _read_history(self, household: Household) -> None:
        asked = self._asked

        def take(entries: Sequence[HistoryEntry]) -> None:
            if asked == self._asked:
                self._view.show_history(household, entries)

        self._run(lambda progress: self._services.history(household.id), take)

    def keep(self) -> None:
        """Put what is typed away, so that a crash does not lose it; it is forgotten once it is saved or discarded."""
        if not self.changed:
            self._forget()
            return
        self._typed.kept = True
        form = self._typed.half_filled(self.household_id)
        self._run(lambda progress: self._services.keep(form), lambda done: None, failed=self._view.show_error)

    def _forget(self) -> None:
        """Forget what was put away; where that fails (the file was closed meanwhile) it is offered once more."""
        if self._typed.kept:
            self._typed.kept = False
            token = self._typed.token
            self._run(lambda progress: self._services.drop(token), lambda done: None, failed=lambda error: None)

    def years(self) -> list[int]:
        """The years a review can be typed for, newest first."""
        return sorted({*range(FIRST_YEAR, self.around.today.year + 1), *self._typed.stored_reviews}, reverse=True)

    # typing

    def type_household(self, typed: HouseholdInput, touched: str = "") -> None:
        """The household's form changed at field *touched*."""
        self._typed.household = typed
        if touched:
            self._touched.add(touched)
        else:
            self._touched = {one for one in self._touched if not one.startswith("members.")}
        self._show_problems()
        self._view.show_changed(changed=self.changed)

    def type_review(self, typed: ReviewInput, touched: str = "") -> None:
        """The review's form changed; only what can be typed is taken from it."""
        before = self._typed.reviews.get(self.year, self._blank_review())
        self._typed.reviews[self.year] = with_own_fields(before, typed)
        self._touched.add(touched)
        self._show_problems()
        self._show_judged()
        self._view.show_changed(changed=self.changed)

    def choose_year(self, year: int) -> None:
        """Go to another year's review; what is typed for this one is kept."""
        if year != self.year:
            self.year = year
            self._touched -= {"income_points", "deprivation_points", "reviewed_on"}
            self._show_review()

    def _blank_review(self) -> ReviewInput:
        return ReviewInput(household_id=self.household_id, year=str(self.year))

    def _show_review(self) -> None:
        self._view.show_review(self._typed.reviews.get(self.year, self._blank_review()))
        self._show_judged()

    def _show_judged(self) -> None:
        typed = self._typed.reviews.get(self.year, self._blank_review())
        review = readable(typed, self.around)
        rules = rule_set_for(self.around.rule_sets, review.as_of)
        standing = judge(review, self.around.area, rules)
        if is_empty_review(typed):
            standing = Standing(PovertyClass.UNKNOWN, _("Nothing is typed for this year yet."))
        per_indicator = rules.points_per_indicator if rules else 10
        found = Judged(
            standing,
            len(review.deprived) * per_indicator,
            len(review.deprived),
            tuple(doubts(review, self.around.area, rules)),
        )
        self._view.show_judged(found)
        self.show_proposal(review.as_of)

    def show_proposal(self, day: date | None = None) -> None:
        """Show what the typed data say of the indicators, by the standard of the review's day."""
        household, _problems = self._judge()
        if household is not None:
            self._judged = household
        elif self._judged is not None and self._judged.id != (self.household_id or NO_ID):
            self._judged = None
        day = day or self._review_day
        self._review_day = day
        proposal = propose_for(self._judged, day, self.around.rule_sets) if self._judged and day else None
        self._view.show_proposal(proposal, self._judged)

    # judging

    @property
    def changed(self) -> bool:
        """True if something typed is not stored."""
        return self._typed.household_changed or bool(self._typed.changed_reviews())

    def _judge(self) -> tuple[Household | None, list[Problem]]:
        return self._typed.judged(self.household_id, self.around, self.year)

    def _show_problems(self) -> None:
        _household, problems = self._judge()
        shown = problems if self._tried else [one for one in problems if one.field in self._touched]
        self._view.show_problems(shown, focus=False)

    def check(self) -> None:
        """Look in the store for what is odd about the typed household; answers that come too late are dropped."""
        self.show_proposal()
        household, _problems = self._judge()
        if household is None:
            return
        asked, typed = self._asked, self._typed.household
        places = without_blank(typed)[1]

        def take(found: Sequence[Problem]) -> None:
            if asked == self._asked and typed == self._typed.household:
                self._view.show_warnings([moved(one, places) for one in found])

        self._run(lambda progress: self._services.warnings(household), take)

    # saving

    def save(self, *, confirmed: bool = False) -> None:
        """Store what changed; *confirmed* means that people who look registered twice are meant so."""
        self._tried = True
        household, problems = self._judge()
        self._view.show_problems(problems, focus=True)
        if problems or household is None:
            return
        if not self.changed:
            self._view.saved(household)
            return
        self._view.show_busy(busy=True)
        if confirmed or not self._typed.household_changed:
            self._store()
            return
        places = without_blank(self._typed.household)[1]

        def checked(found: Sequence[Problem]) -> None:
            self._view.show_warnings([moved(one, places) for one in found])
            doubles = [one for one in found if one.code in DOUBLES]
            if doubles:
                self._view.show_busy(busy=False)
                self._view.ask_doubles(doubles)
            else:
                self._store()

        self._run(lambda progress: self._services.warnings(household), checked, failed=self._failed)

    def _store(self) -> None:
        typed = without_blank(self._typed.household)[0] if self._typed.household_changed else None
        reviews, household_id = self._typed.changed_reviews(), self.household_id

        def done(record: Record) -> None:
            self._view.show_busy(busy=False)
            self._forget()
            self._open(record, household_input(record.household))
            self._view.saved(record.household)

        self._run(lambda progress: self._services.save(household_id, typed, reviews), done, failed=self._failed)

    def _failed(self, error: BaseException) -> None:
        self._view.show_busy(busy=False)
        if isinstance(error, InvalidInput):
            places = without_blank(self._typed.household)[1]
            self._view.show_problems([moved(one, places) for one in error.problems], focus=True)
        else:
            self._view.show_error(error)

    def discard(self) -> None:
        """Forget what was typed."""
        self._typed.household = self._typed.stored
        self._typed.reviews = dict(self._typed.stored_reviews)
        self._forget()
