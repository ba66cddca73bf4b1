"""What is typed in a review round, judged: meetings, votes, lists hung out, objections, the decision.

Codes RD-xx: days (RD-09), more voices than people (RD-06), more represented than listed (RD-07), reasons (RD-05).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sinhke_desktop.domain.round_calendar import ReviewProcess, after_working_days
from sinhke_desktop.domain.rounds import (
    Complaint,
    ComplaintOutcome,
    MeetingVote,
    PublicPosting,
    ReviewRound,
    VillageMeeting,
)
from sinhke_desktop.domain.typed_values import Typed, derived_id, judged_day, judged_number, typed_lines, typed_text
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.i18n import _

MOST_PEOPLE = 100_000


@dataclass(frozen=True, slots=True)
class MeetingInput:
    """A village meeting as typed; ``attempt`` 1 is the first of the hamlet in this round."""

    hamlet_id: str = ""
    held_on: Typed = ""
    attempt: Typed = 1
    place: str = ""
    chair: str = ""
    secretary: str = ""
    present: Typed = ""
    listed_households: Typed = ""
    represented: Typed = ""
    officials: str = ""
    reviewers: str = ""
    front: str = ""
    opinions: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class VoteTyped:
    """How many agreed with one household's result and how many did not, as typed; both empty: not voted on."""

    agreed: Typed = ""
    disagreed: Typed = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PostingInput:
    """A list hung out, as typed; without a hamlet it is the whole commune's."""

    hamlet_id: str = ""
    place: str = ""
    posted_on: Typed = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ComplaintInput:
    """An objection as typed; an empty day of answering is worked out from the rules."""

    household_id: str = ""
    complainant: str = ""
    about: str = ""
    received_on: Typed = ""
    due_on: Typed = ""
    phone: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class AnswerInput:
    """How an objection ended, as typed."""

    outcome: str = ""
    answered_on: Typed = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class DecisionInput:
    """The decision as typed; ``override_reason`` says why it is made although something is missing."""

    number: str = ""
    day: Typed = ""
    signer: str = ""
    override_reason: str = ""


def required_reason(reason: str, field: str, problems: list[Problem]) -> str:
    """The tidied reason; RD-05 where it is empty."""
    text = typed_text(reason)
    if not text:
        problems.append(Problem(field, _("Say why."), "RD-05"))
    return text


def day_in_round(
    value: Typed, field: str, problems: list[Problem], round_: ReviewRound, today: date, *, required: bool = True
) -> date | None:
    """A day from the round's first day to *today*; RD-09 before the round began."""
    day = judged_day(value, field, problems, required=required, latest=today)
    if day is not None and day < round_.started_on:
        text = _("The round began on {day:%d/%m/%Y}; this day lies before it.").format(day=round_.started_on)
        problems.append(Problem(field, text, "RD-09"))
        return None
    return day


def judge_meeting(typed: MeetingInput, round_: ReviewRound, today: date) -> VillageMeeting:
    """A meeting, or InvalidInput: RD-07 where more households were represented than are listed or people present."""
    problems: list[Problem] = []
    if not typed.hamlet_id:
        problems.append(Problem("hamlet_id", _("Choose the hamlet."), "MH-02"))
    held = day_in_round(typed.held_on, "held_on", problems, round_, today)
    attempt = judged_number(typed.attempt, "attempt", problems, least=1, most=9, required=True)
    present = judged_number(typed.present, "present", problems, least=1, most=MOST_PEOPLE, required=True)
    listed = judged_number(typed.listed_households, "listed_households", problems, most=MOST_PEOPLE)
    represented = judged_number(typed.represented, "represented", problems, most=MOST_PEOPLE)
    if listed is not None and represented is not None and represented > listed:
        text = _("{count} households represented, but only {listed} are listed.")
        problems.append(Problem("represented", text.format(count=represented, listed=listed), "RD-07"))
    elif represented is not None and present is not None and represented > present:
        text = _("{count} households represented, but only {present} people were there.")
        problems.append(Problem("represented", text.format(count=represented, present=present), "RD-07"))
    if problems or held is None or attempt is None or present is None:
        raise InvalidInput(problems)
    return VillageMeeting(
        id=derived_id("village_meeting", round_.id, typed.hamlet_id, str(attempt)),
        commune_code=round_.commune_code,
        round_id=round_.id,
        hamlet_id=typed.hamlet_id,
        held_on=held,
        attempt=attempt,
        place=typed_text(typed.place),
        chair=typed_text(typed.chair),
        secretary=typed_text(typed.secretary),
        present=present,
        listed_households=listed or 0,
        represented=represented or 0,
        officials=typed_lines(typed.officials),
        reviewers=typed_lines(typed.reviewers),
        front=typed_lines(typed.front),
        opinions=typed_lines(typed.opinions),
        note=typed_text(typed.note),
    )


def judge_votes(meeting: VillageMeeting, typed: Mapping[str, VoteTyped]) -> list[MeetingVote]:
    """The votes by household id, or InvalidInput with fields ``<household>.agreed``; one left empty gives no vote.

    RD-06 where more agreed and disagreed than were present.
    """
    problems: list[Problem] = []
    found: list[MeetingVote] = []
    for household_id, vote in typed.items():
        field = f"{household_id}.agreed"
        agreed = judged_number(vote.agreed, field, problems, most=MOST_PEOPLE)
        disagreed = judged_number(vote.disagreed, f"{household_id}.disagreed", problems, most=MOST_PEOPLE)
        if agreed is None:
            if disagreed is not None:
                problems.append(Problem(field, _("State how many agreed too."), "RD-06"))
            continue
        voices = agreed + (disagreed or 0)
        if voices > meeting.present:
            text = _("{votes} voices, but only {present} people were present.")
            problems.append(Problem(field, text.format(votes=voices, present=meeting.present), "RD-06"))
            continue
        vote_id = derived_id("meeting_vote", meeting.id, household_id)
        note = typed_text(vote.note)
        found.append(MeetingVote(vote_id, meeting.commune_code, meeting.id, household_id, agreed, disagreed or 0, note))
    if problems:
        raise InvalidInput(problems)
    return found


def judge_posting(typed: PostingInput, posting_id: str, round_: ReviewRound, today: date) -> PublicPosting:
    """A list hung out, or InvalidInput."""
    problems: list[Problem] = []
    place = typed_text(typed.place)
    if not place:
        problems.append(Problem("place", _("State where the list hangs."), "MH-02"))
    posted = day_in_round(typed.posted_on, "posted_on", problems, round_, today)
    if problems or posted is None:
        raise InvalidInput(problems)
    note = typed_text(typed.note)
    return PublicPosting(posting_id, round_.commune_code, round_.id, typed.hamlet_id, place, posted, note=note)


def judge_complaint(
    typed: ComplaintInput, complaint_id: str, round_: ReviewRound, process: ReviewProcess, today: date
) -> Complaint:
    """An objection, or InvalidInput; without a due day it is answered within the rules' working days."""
    problems: list[Problem] = []
    complainant, about = typed_text(typed.complainant), typed_lines(typed.about)
    if not complainant:
        problems.append(Problem("complainant", _("State who objects."), "MH-02"))
    if not about:
        problems.append(Problem("about", _("State what is objected to."), "MH-02"))
    received = day_in_round(typed.received_on, "received_on", problems, round_, today)
    due = judged_day(typed.due_on, "due_on", problems)
    if received is not None and due is not None and due < received:
        problems.append(Problem("due_on", _("This day lies before the objection came."), "RD-09"))
    if problems or received is None:
        raise InvalidInput(problems)
    return Complaint(
        id=complaint_id,
        commune_code=round_.commune_code,
        round_id=round_.id,
        household_id=typed.household_id,
        complainant=complainant,
        about=about,
        received_on=received,
        due_on=due or after_working_days(received, process.complaint_working_days),
        phone=typed_text(typed.phone),
        note=typed_text(typed.note),
    )


def answered(complaint: Complaint, typed: AnswerInput, today: date) -> Complaint:
    """*complaint* with its answer, or InvalidInput; an empty outcome opens it again."""
    problems: list[Problem] = []
    outcome = ComplaintOutcome(typed.outcome)
    if outcome is ComplaintOutcome.OPEN:
        return replace(complaint, outcome=outcome, answered_on=None, answer="")
    day = judged_day(typed.answered_on, "answered_on", problems, required=True, latest=today)
    if day is not None and day < complaint.received_on:
        problems.append(Problem("answered_on", _("This day lies before the objection came."), "RD-09"))
    answer = typed_lines(typed.answer)
    if not answer:
        problems.append(Problem("answer", _("Write the answer."), "RD-05"))
    if problems:
        raise InvalidInput(problems)
    return replace(complaint, outcome=outcome, answered_on=day, answer=answer)


def judge_decision(typed: DecisionInput, round_: ReviewRound, today: date) -> ReviewRound:
    """The round with its decision, or InvalidInput."""
    problems: list[Problem] = []
    number, signer = typed_text(typed.number), typed_text(typed.signer)
    if not number:
        problems.append(Problem("number", _("Type the number of the decision."), "MH-02"))
    if not signer:
        problems.append(Problem("signer", _("State who signs."), "MH-02"))
    day = day_in_round(typed.day, "day", problems, round_, today)
    if problems:
        raise InvalidInput(problems)
    return replace(round_, decision_number=number, decision_date=day, signer=signer)
