"""A whole round read in one pass: every household with its state, its results side by side, what is missing.

The preliminary result is the one first announced; a household surveyed again (after a meeting or an objection) keeps
it beside the newer one, for a survey made again always states its reason in the journal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeVar

from sinhke_desktop.domain.commune import Area
from sinhke_desktop.domain.operations import CHANGE, Operation, fold
from sinhke_desktop.domain.poverty import class_of, current_class, judge
from sinhke_desktop.domain.review import PovertyClass, ResultStatus, Review, ReviewKind
from sinhke_desktop.domain.round_movement import Turn, turn
from sinhke_desktop.domain.round_state import HouseholdFacts, HouseholdState, Missing, agrees, missing, state_of
from sinhke_desktop.domain.rounds import (
    Certificate,
    Complaint,
    ComplaintOutcome,
    MeetingVote,
    PublicPosting,
    ReviewRound,
    RoundEntry,
    VillageMeeting,
)
from sinhke_desktop.domain.rule_set import RuleSet
from sinhke_desktop.domain.vietnamese import name_sort_key
from sinhke_desktop.services import communes, rounds
from sinhke_desktop.services.review_process import process
from sinhke_desktop.services.reviews import Classes
from sinhke_desktop.services.workspace import Workspace, today
from sinhke_desktop.storage import journal, places, records
from sinhke_desktop.storage import reviews as stored_reviews
from sinhke_desktop.storage import rounds as stored
from sinhke_desktop.storage.rounds import Connection, HouseholdLine

Owned = TypeVar("Owned", MeetingVote, Complaint)


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One household of a round.

    ``preliminary`` is the result first announced, ``current`` the newest one and, after the decision, ``official``.
    ``before`` is the class before the round, ``why`` the reason for a result that differs from the preliminary one.
    """

    entry: RoundEntry
    head_name: str
    hamlet_id: str
    hamlet_name: str
    members: int
    state: HouseholdState
    before: PovertyClass
    preliminary: Review | None
    preliminary_class: PovertyClass
    current: Review | None
    current_class: PovertyClass
    official: Review | None
    meeting: VillageMeeting | None
    vote: MeetingVote | None
    posting: PublicPosting | None
    complaints: tuple[Complaint, ...]
    why: str = ""

    @property
    def household_id(self) -> str:
        """Whose row it is."""
        return self.entry.household_id

    @property
    def official_class(self) -> PovertyClass | None:
        """The class of the official result, None before the decision."""
        return self.current_class if self.official is not None else None

    @property
    def changed(self) -> bool:
        """True where the newest class is not the one first announced."""
        return self.preliminary is not None and self.current_class is not self.preliminary_class

    @property
    def turn(self) -> Turn | None:
        """What the household left or fell into."""
        return turn(self.before, self.current_class)


@dataclass(frozen=True, slots=True)
class Board:
    """A round with its households by hamlet and head, and the number of households in each state.

    ``earlier`` holds the classes of each household before the round, oldest first.
    """

    round: ReviewRound
    rows: tuple[BoardRow, ...]
    meetings: tuple[VillageMeeting, ...]
    postings: tuple[PublicPosting, ...]
    complaints: tuple[Complaint, ...]
    certificates: Mapping[str, Certificate]
    hamlets: Mapping[str, str]
    area: Area
    rules: RuleSet | None
    earlier: Mapping[str, tuple[PovertyClass, ...]] = field(default_factory=dict)
    states: Mapping[HouseholdState, int] = field(default_factory=dict)

    @property
    def missing(self) -> list[Missing]:
        """What stands against the decision; nothing once it was made."""
        return [] if self.round.decision_number else missing(self.states)

    def explanation(self, row: BoardRow) -> str:
        """Why the household is in its class, in words."""
        if row.current is None:
            return ""
        return judge(row.current, self.area, self.rules).explanation

    def row(self, household_id: str) -> BoardRow | None:
        """The household's row, if it is on the list."""
        return next((one for one in self.rows if one.household_id == household_id), None)

    def agreed(self, row: BoardRow) -> bool | None:
        """Did the last meeting agree with the household's result? None without a vote."""
        if row.vote is None or row.meeting is None:
            return None
        return agrees(row.vote, row.meeting, process().agreement_percent)


def read(workspace: Workspace, round_id: str, on: date | None = None) -> Board:
    """The round as of *on* (today); raises NotFound."""
    day = on or today(workspace)
    area = communes.current(workspace).area
    with workspace.database.read() as connection:
        found = records.get(connection, ReviewRound, round_id)
        return _Reading(workspace, connection, found, area, day).board()


class _Reading:
    """Everything of one round, put together household by household."""

    def __init__(self, workspace: Workspace, connection: Connection, round_: ReviewRound, area: Area, day: date):
        self.round, self.area, self.day, self.connection = round_, area, day, connection
        code = workspace.commune_code
        self.rules = rounds.rules_of(workspace, round_)
        self.hamlets = {one.id: one.name for one in places.all_hamlets(connection, code)}
        self.lines = stored.household_lines(connection, code)
        self.entries = records.all_of(connection, RoundEntry, code, round_id=round_.id)
        meetings = records.all_of(connection, VillageMeeting, code, round_id=round_.id)
        self.meetings = sorted(meetings, key=lambda one: (one.attempt, one.held_on, one.id))
        ids = [one.id for one in meetings]
        votes = records.all_of(connection, MeetingVote, code, meeting_id=ids) if ids else []
        order = {one.id: place for place, one in enumerate(self.meetings)}
        self.votes = {one.household_id: one for one in sorted(votes, key=lambda one: order[one.meeting_id])}
        self.ever_failed = {one.household_id for one in votes if not self._agreed(one)}
        postings = records.all_of(connection, PublicPosting, code, round_id=round_.id)
        self.postings = sorted(postings, key=lambda one: (one.posted_on, one.id))
        complaints = records.all_of(connection, Complaint, code, round_id=round_.id)
        self.complaints = sorted(complaints, key=lambda one: (one.received_on, one.id))
        self.by_household = _grouped(self.complaints)
        self.preliminary, self.official = self._results()
        history = reviews_before(workspace, connection, round_)
        self.earlier = {one: tuple(its for _review, its in some) for one, some in history.items()}
        eve = round_.started_on - timedelta(days=1)
        self.before = {one: current_class(some, eve) for one, some in history.items()}
        self.first, self.reasons = self._first_results()
        certificates = records.all_of(connection, Certificate, code)
        live = (one for one in certificates if one.withdrawn_on is None)
        self.certificates = {one.household_id: one for one in sorted(live, key=lambda one: (one.issued_on, one.id))}

    def _agreed(self, vote: MeetingVote) -> bool:
        meeting = next(one for one in self.meetings if one.id == vote.meeting_id)
        return agrees(vote, meeting, process().agreement_percent)

    def _results(self) -> tuple[dict[str, Review], dict[str, Review]]:
        found = sorted(stored.reviews_of_round(self.connection, self.round), key=lambda one: (one.as_of, one.id))
        found.sort(key=lambda one: bool(one.round_id))
        preliminary = {one.household_id: one for one in found if one.status is ResultStatus.PRELIMINARY}
        return preliminary, {one.household_id: one for one in found if one.status is ResultStatus.OFFICIAL}

    def _first_results(self) -> tuple[dict[str, Review], dict[str, str]]:
        """Household → the result first announced and why it was replaced, where it was; few are."""
        upheld = {one.household_id for one in self.complaints if one.outcome is ComplaintOutcome.CHANGED}
        again = {
            review.id: review
            for household_id in self.ever_failed | upheld
            if (review := self.preliminary.get(household_id)) is not None
        }
        corrected = {
            one.id: one
            for household_id, one in self.official.items()
            if (before := self.preliminary.get(household_id)) is not None and _differ(before, one)
        }
        first: dict[str, Review] = {}
        reasons: dict[str, str] = {}
        history: dict[str, list[Operation]] = {}
        for stamped in journal.operations_of(self.connection, sorted(again.keys() | corrected.keys())):
            history.setdefault(stamped.operation.entity_id, []).append(stamped.operation)
        for review_id, operations in history.items():
            review = again.get(review_id) or corrected[review_id]
            at = [place for place, one in enumerate(operations) if one.action == CHANGE and one.reason]
            if not at:
                continue
            reasons[review.household_id] = operations[at[-1]].reason
            if review_id in again:
                fields = fold(operations[: at[0]]).fields
                row = {**stored_reviews.review_fields(review), **dict.fromkeys(_RESULT, None), **fields}
                row |= {name: row[name] or "" for name in ("deprived", "derived", "overrides", "reviewed_on")}
                first[review.household_id] = stored_reviews.review_from(
                    {**row, "id": review.id, "commune_code": review.commune_code}
                )
        return first, reasons

    def _class(self, review: Review | None) -> PovertyClass:
        if review is None:
            return PovertyClass.UNKNOWN
        return class_of(review, self.area, self.rules)

    def _row(self, entry: RoundEntry, line: HouseholdLine | None) -> BoardRow:
        household_id = entry.household_id
        latest = self.preliminary.get(household_id)
        official = self.official.get(household_id)
        first = self.first.get(household_id, latest)
        current = official or latest
        vote = self.votes.get(household_id)
        meeting = next((one for one in self.meetings if vote and one.id == vote.meeting_id), None)
        hamlet_id = line.hamlet_id if line else ""
        posting = self._posting(hamlet_id, meeting)
        complaints = tuple(self.by_household.get(household_id, ()))
        days = [one for one in (entry.surveyed_on, latest.reviewed_on if latest else None) if one is not None]
        facts = HouseholdFacts(
            entry=entry,
            alive=line is not None and line.alive,
            surveyed=latest is not None and (latest.income_points is not None or latest.income_per_head is not None),
            surveyed_on=max(days, default=None),
            official=official is not None,
            meeting=meeting,
            vote=vote,
            posting=posting,
            complaints=complaints,
        )
        decided = bool(self.round.decision_number)
        return BoardRow(
            entry=entry,
            head_name=line.head_name if line else "",
            hamlet_id=hamlet_id,
            hamlet_name=self.hamlets.get(hamlet_id, ""),
            members=line.members if line else 0,
            state=state_of(facts, process(), self.round.posting_days, self.day, decided=decided),
            before=self.before.get(household_id, PovertyClass.UNKNOWN),
            preliminary=first,
            preliminary_class=self._class(first),
            current=current,
            current_class=self._class(current),
            official=official,
            meeting=meeting,
            vote=vote,
            posting=posting,
            complaints=complaints,
            why=self.reasons.get(household_id, ""),
        )

    def _posting(self, hamlet_id: str, meeting: VillageMeeting | None) -> PublicPosting | None:
        """The first list hung out after the household's last meeting, of its hamlet or of the commune."""
        fitting = (one for one in self.postings if one.hamlet_id in (hamlet_id, ""))
        return next((one for one in fitting if meeting is None or one.posted_on >= meeting.held_on), None)

    def board(self) -> Board:
        order = {hamlet_id: place for place, hamlet_id in enumerate(self.hamlets)}
        rows = [self._row(entry, self.lines.get(entry.household_id)) for entry in self.entries]
        rows.sort(key=lambda row: (order.get(row.hamlet_id, len(order)), name_sort_key(row.head_name), row.entry.id))
        return Board(
            self.round, tuple(rows), tuple(self.meetings), tuple(self.postings), tuple(self.complaints),
            self.certificates, self.hamlets, self.area, self.rules, self.earlier, Counter(row.state for row in rows),
        )  # fmt: skip


_RESULT = ("income_points", "deprivation_points", "income_per_head")


def _differ(one: Review, other: Review) -> bool:
    return any(getattr(one, name) != getattr(other, name) for name in (*_RESULT, "deprived", "average_living"))


def _grouped(some: Sequence[Owned]) -> dict[str, list[Owned]]:
    found: dict[str, list[Owned]] = {}
    for one in some:
        found.setdefault(one.household_id, []).append(one)
    return found


def reviews_before(
    workspace: Workspace, connection: Connection, round_: ReviewRound
) -> dict[str, list[tuple[Review, PovertyClass]]]:
    """Household → its results from before the round with their classes, oldest first, those that count only."""
    classes = Classes(workspace)
    known: dict[str, list[tuple[Review, PovertyClass]]] = {}
    for review in stored_reviews.all_reviews(connection, round_.commune_code):
        mine = review.round_id == round_.id or (
            round_.kind is ReviewKind.YEARLY and (review.kind, review.year) == (round_.kind, round_.year)
        )
        if not mine and review.as_of < round_.started_on:
            known.setdefault(review.household_id, []).append((review, classes.of(review)))
    return known


def classes_before(workspace: Workspace, connection: Connection, round_: ReviewRound) -> dict[str, PovertyClass]:
    """Household → its class on the day before the round began, newly escaped included."""
    eve = round_.started_on - timedelta(days=1)
    history = reviews_before(workspace, connection, round_)
    return {household_id: current_class(some, eve) for household_id, some in history.items()}
