"""Review rounds: opened once a year and once a month where needed, changed, removed, and what is due when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sinhke_desktop.domain.review import PovertyClass, ResultStatus, ReviewKind
from sinhke_desktop.domain.round_calendar import Deadline, ReviewProcess, ad_hoc_window, yearly_window
from sinhke_desktop.domain.round_forms import required_reason
from sinhke_desktop.domain.round_state import RoundStage, display_ends
from sinhke_desktop.domain.rounds import (
    Certificate,
    Complaint,
    ComplaintOutcome,
    EntryOrigin,
    PublicPosting,
    ReviewRound,
    RoundEntry,
    Screening,
)
from sinhke_desktop.domain.rule_set import RuleSet, rule_set_for, rule_set_named
from sinhke_desktop.domain.typed_values import Typed, derived_id, judged_number, month_name, parse_month, typed_text
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.i18n import _
from sinhke_desktop.services import round_steps
from sinhke_desktop.services.review_process import process
from sinhke_desktop.services.reviews import Classes
from sinhke_desktop.services.rules import rule_sets_for
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import records
from sinhke_desktop.storage.rounds import Connection, drafts_of_records, reviews_named, rounds_with_entries

MOST_POSTING_DAYS = 60


def rules_of(workspace: Workspace, round_: ReviewRound) -> RuleSet | None:
    """The poverty standard that decides in the round; where it is gone, the one in force when the round began."""
    known = rule_sets_for(workspace)
    return rule_set_named(known, round_.rule_set) or rule_set_for(known, round_.started_on)


def round_id(commune_code: str, kind: ReviewKind, when: str) -> str:
    """The id of the one round of a year (``2026``) or month (``2026-10``), the same on every machine."""
    return derived_id("review_round", commune_code, kind.value, when)


def official_id(round_id: str, household_id: str) -> str:
    """The id of a household's official result, the same on every machine."""
    return derived_id("review", household_id, round_id, ResultStatus.OFFICIAL.value)


def round_name(round_: ReviewRound) -> str:
    """``Rà soát định kỳ năm 2026``, ``Rà soát thường xuyên tháng 10/2026``."""
    if round_.kind is ReviewKind.AD_HOC:
        return _("Ad-hoc review of {month}").format(month=month_name(round_.month))
    return _("Yearly review of {year}").format(year=round_.year)


def open_round(
    workspace: Workspace, kind: ReviewKind, year: Typed = "", month: str = "", rule_set_id: str = "",
    second_rule_set: str = "", plan_paper: str = "",
) -> ReviewRound:  # fmt: skip
    """Open the round of a year or of a month; without *rule_set_id* the standard in force on its first day decides.

    Raises InvalidInput: RD-01 for a wrong year, month or standard, RD-02 where it was opened already.
    """
    constants = process()
    problems: list[Problem] = []
    first, last, when = _window(constants, kind, year, month, problems)
    known = rule_sets_for(workspace)
    rules = rule_set_named(known, rule_set_id) if rule_set_id else rule_set_for(known, first)
    if rules is None and not problems:
        problems.append(Problem("rule_set", _("Choose a poverty standard of this program."), "RD-01"))
    _check_second(known, second_rule_set, rules.id if rules else "", problems)
    if problems or rules is None:
        raise InvalidInput(problems)
    wanted = ReviewRound(
        id=round_id(workspace.commune_code, kind, when),
        commune_code=workspace.commune_code,
        year=first.year,
        kind=kind,
        month=when if kind is ReviewKind.AD_HOC else "",
        started_on=first,
        due_on=last,
        rule_set=rules.id,
        second_rule_set=second_rule_set,
        plan_paper=typed_text(plan_paper),
        posting_days=constants.posting_working_days,
    )
    with workspace.database.write() as connection:
        there = records.find(connection, ReviewRound, wanted.id)
        if there is not None and not there.removed:
            field = "month" if kind is ReviewKind.AD_HOC else "year"
            raise InvalidInput([Problem(field, _("This round was opened already."), "RD-02")])
        round_steps.save(workspace, connection, drafts_of_records(connection, [wanted]))
    return wanted


def _window(
    constants: ReviewProcess, kind: ReviewKind, year: Typed, month: str, problems: list[Problem]
) -> tuple[date, date, str]:
    if kind is ReviewKind.AD_HOC:
        try:
            when = parse_month(month)
        except ValueError:
            problems.append(Problem("month", _("Type the month as 10/2026."), "RD-01"))
            return date.min, date.min, ""
        return *ad_hoc_window(constants, when), when
    number = judged_number(year, "year", problems, least=2000, most=2099, required=True)
    if number is None:
        return date.min, date.min, ""
    return *yearly_window(constants, number), str(number)


def _check_second(known: Sequence[RuleSet], second: str, first: str, problems: list[Problem]) -> None:
    if not second:
        return
    if rule_set_named(known, second) is None:
        problems.append(Problem("second_rule_set", _("Choose a poverty standard of this program."), "RD-01"))
    elif second == first:
        problems.append(Problem("second_rule_set", _("The second standard must be another one."), "RD-01"))


def all_rounds(workspace: Workspace) -> list[ReviewRound]:
    """Every round, newest first."""
    with workspace.database.read() as connection:
        found = records.all_of(connection, ReviewRound, workspace.commune_code)
    return sorted(found, key=lambda one: (one.started_on, one.kind, one.id), reverse=True)


def get(workspace: Workspace, round_id: str) -> ReviewRound:
    """One round; raises NotFound."""
    with workspace.database.read() as connection:
        return records.get(connection, ReviewRound, round_id)


def undecided(connection: Connection, round_id: str) -> ReviewRound:
    """The round, ready to be worked on; raises NotFound, RD-03 once it was decided."""
    found = records.get(connection, ReviewRound, round_id)
    if found.decision_number:
        text = _("This round was decided; take the decision back first.")
        raise InvalidInput([Problem("round", text, "RD-03")])
    return found


def change(
    workspace: Workspace, round_id: str, plan_paper: str, second_rule_set: str, posting_days: Typed, note: str = ""
) -> str:
    """Change what a round states of itself; returns the step. Raises InvalidInput."""
    problems: list[Problem] = []
    days = judged_number(posting_days, "posting_days", problems, least=1, most=MOST_POSTING_DAYS, required=True)
    with workspace.database.write() as connection:
        now = undecided(connection, round_id)
        _check_second(rule_sets_for(workspace), second_rule_set, now.rule_set, problems)
        if problems or days is None:
            raise InvalidInput(problems)
        wanted = replace(
            now, plan_paper=typed_text(plan_paper), second_rule_set=second_rule_set, posting_days=days,
            note=typed_text(note),
        )  # fmt: skip
        return round_steps.save(workspace, connection, drafts_of_records(connection, [wanted]))


def remove(workspace: Workspace, round_id: str, reason: str) -> str:
    """Put a round that was not decided into the recycle bin; opened again, it has its list, meetings and results."""
    problems: list[Problem] = []
    why = required_reason(reason, "reason", problems)
    if problems:
        raise InvalidInput(problems)
    with workspace.database.write() as connection:
        now = undecided(connection, round_id)
        gone = replace(now, removed=True)
        return round_steps.save(workspace, connection, drafts_of_records(connection, [gone], why))


def deadlines(workspace: Workspace, today: date) -> list[Deadline]:
    """What of the review rounds is due, soonest first: rounds to open and to decide, lists, objections, refusals.

    A month's round in which nobody is reviewed is not due.
    """
    constants = process()
    with workspace.database.read() as connection:
        rounds = records.all_of(connection, ReviewRound, workspace.commune_code)
        working = [one for one in rounds if not one.decision_number]
        found = _to_open(workspace, rounds, constants, today)
        listed = rounds_with_entries(connection, workspace.commune_code)
        for one in working:
            if one.kind is ReviewKind.AD_HOC and one.id not in listed:
                continue
            text = _("{round}: recognise the results").format(round=round_name(one))
            found.append(_due("round", text, one.due_on, today, one.id, RoundStage.DECISION))
        found += _postings_due(connection, workspace, working, today)
        found += _complaints_due(connection, workspace, rounds, today)
        found += _papers_due(connection, workspace, rounds, today)
    return sorted(found, key=lambda one: (one.due_on, one.key, one.text))


def _due(key: str, text: str, due: date, today: date, round_id: str = "", section: str = "") -> Deadline:
    return Deadline(key, text, due, (due - today).days, round_id, section)


def _to_open(workspace: Workspace, rounds: list[ReviewRound], constants: ReviewProcess, today: date) -> list[Deadline]:
    first, last = yearly_window(constants, today.year)
    wanted = round_id(workspace.commune_code, ReviewKind.YEARLY, str(today.year))
    if not first <= today <= last or any(one.id == wanted for one in rounds):
        return []
    text = _("Open the yearly review of {year} ({first:%d/%m} to {last:%d/%m})")
    return [_due("open-round", text.format(year=today.year, first=first, last=last), last, today)]


def _postings_due(
    connection: Connection, workspace: Workspace, working: list[ReviewRound], today: date
) -> list[Deadline]:
    days = {one.id: one.posting_days for one in working}
    if not days:
        return []
    hung = records.all_of(connection, PublicPosting, workspace.commune_code, round_id=list(days))
    found = []
    for one in hung:
        ends = display_ends(one, days[one.round_id])
        if one.taken_down_on is None and today <= ends:
            text = _("The list at {place} hangs until then").format(place=one.place)
            found.append(_due("posting", text, ends, today, one.round_id, RoundStage.POSTING))
    return found


def _complaints_due(
    connection: Connection, workspace: Workspace, rounds: list[ReviewRound], today: date
) -> list[Deadline]:
    live = {one.id for one in rounds}
    waiting = records.all_of(connection, Complaint, workspace.commune_code, outcome=ComplaintOutcome.OPEN.value)
    text = _("Answer the objection of {name}")
    return [
        _due("complaint", text.format(name=one.complainant), one.due_on, today, one.round_id, RoundStage.COMPLAINTS)
        for one in waiting
        if one.round_id in live
    ]


def _papers_due(connection: Connection, workspace: Workspace, rounds: list[ReviewRound], today: date) -> list[Deadline]:
    """Refusals not written yet, and the certificates of ad-hoc rounds, which are due with the decision."""
    due = {one.id: one.due_on for one in rounds}
    if not due:
        return []
    unwritten = Counter(one.round_id for one in _refused(connection, workspace) if one.round_id in due)
    text = _("{count} refusals to be written, with the reason")
    found = [
        _due("refusal", text.format(count=count), due[one], today, one, RoundStage.LIST)
        for one, count in unwritten.items()
    ]
    issued = {one.issued_on for one in records.all_of(connection, Certificate, workspace.commune_code)}
    for round_ in rounds:
        decided = round_.decision_date
        if round_.kind is ReviewKind.AD_HOC and decided and not any(day >= decided for day in issued):
            words = _("{round}: issue the certificates").format(round=round_name(round_))
            stage = RoundStage.CERTIFICATES
            found.append(_due("certificates", words, round_.due_on, today, round_.id, stage))
    return found


def _refused(connection: Connection, workspace: Workspace) -> list[RoundEntry]:
    """Who waits for a refusal in writing: screened out, or applied and by the official result in no class."""
    code = workspace.commune_code
    out = records.all_of(connection, RoundEntry, code, screening=Screening.OUT.value)
    applied = records.all_of(connection, RoundEntry, code, origin=EntryOrigin.APPLIED.value)
    by_result = {
        official_id(one.round_id, one.household_id): one
        for one in applied
        if one.refused_on is None and one.screening is not Screening.OUT
    }
    classes = Classes(workspace)
    results = reviews_named(connection, list(by_result))
    declined = [by_result[one.id] for one in results if classes.of(one) is PovertyClass.NONE]
    return [one for one in out if one.refused_on is None] + declined
