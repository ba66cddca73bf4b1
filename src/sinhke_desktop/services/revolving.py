"""Revolving repayment (quay vòng) of a model: the agreement, schedules, ledgers, the fund, the next households.

The frame is the province's and the people's own (domain.md 3.2): the share is typed, never assumed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sinhke_desktop.domain.follow_up import FollowUp
from sinhke_desktop.domain.funding import BudgetLine
from sinhke_desktop.domain.livelihood import ChoiceStatus, LivelihoodModel
from sinhke_desktop.domain.money import format_dong, format_number
from sinhke_desktop.domain.participant import Participant
from sinhke_desktop.domain.repaying import (
    Ledger,
    in_words,
    ledger,
    months_without,
    rest_of,
    with_rest,
)
from sinhke_desktop.domain.review import CLASS_NAMES, PovertyClass
from sinhke_desktop.domain.revolving import (
    PassOn,
    Repayment,
    RepaymentDue,
    RepaymentForm,
    RevolvingFund,
    due_of_support,
    fund,
    given_back,
    measure_of,
)
from sinhke_desktop.domain.typed_values import Typed, judged_number, month_name, typed_text
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.i18n import _
from sinhke_desktop.services import lists, participants, reviews, supports
from sinhke_desktop.services.revolving_rules import against_receiver
from sinhke_desktop.services.workspace import Workspace, author, today
from sinhke_desktop.storage import households as stored_households
from sinhke_desktop.storage import journal, records
from sinhke_desktop.storage.livelihood import follow_ups_of, handovers_of, payments_of

LOANS = "Tín dụng chính sách"
"""The group of sources that are given back to the bank: no support that could come back to the fund."""
SUPPORTED_CLASSES = (PovertyClass.POOR, PovertyClass.NEAR_POOR, PovertyClass.NEWLY_ESCAPED)


@dataclass(frozen=True, slots=True)
class RepayingHousehold:
    """One participant: what it was given (``support``, đồng of sources not its own), its ledger, what it owes.

    ``wanted`` is the agreed share of that support, None while no share is agreed.
    """

    participant: Participant
    name: str
    support: int
    wanted: int | None
    ledger: Ledger
    owed: str
    late: str


@dataclass(frozen=True, slots=True)
class Revolving:
    """The revolving fund of a model with every household that owes or owed; ``rest`` is what becomes of it at the end.

    ``rules`` are the lines of the agreement without that one.
    """

    model: LivelihoodModel
    rules: str
    rest: str
    fund: RevolvingFund
    households: tuple[RepayingHousehold, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing asked of the next household: in words, and whether it is met (None: look yourself)."""

    text: str
    met: bool | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """What the people agreed on, as typed."""

    percent: Typed = ""
    rules: str = ""
    keeper: str = ""
    rest: str = ""


@dataclass(frozen=True, slots=True)
class _Read:
    """What the store holds of a model's repayment."""

    model: LivelihoodModel
    joined: list[Participant]
    dues: list[RepaymentDue]
    came: list[Repayment]
    went: list[PassOn]
    noted: list[FollowUp]
    names: dict[str, str]


def _read(workspace: Workspace, model_id: str) -> _Read:
    code = workspace.commune_code
    joined = participants.of_model(workspace, model_id)
    ids = [one.id for one in joined]
    with workspace.database.read() as connection:
        homes = stored_households.get_households(connection, [one.household_id for one in joined])
        return _Read(
            records.get(connection, LivelihoodModel, model_id), joined,
            records.all_of(connection, RepaymentDue, code, participant_id=ids),
            records.all_of(connection, Repayment, code, participant_id=ids),
            records.all_of(connection, PassOn, code, model_id=model_id),
            follow_ups_of(connection, code, joined), {one.id: one.head.full_name for one in homes},
        )  # fmt: skip


def overview(workspace: Workspace, model_id: str) -> Revolving:
    """The fund and its households today, by the heads' given names."""
    read, now = _read(workspace, model_id), today(workspace)
    supported = support_of(workspace, model_id)
    given = given_back(read.came, read.went)
    summed = fund(read.dues, read.came, read.went, now)
    found, warnings = [], list(summed.warnings)
    for one in read.joined:
        back = [some for some in given if some.participant_id == one.id]
        mine = ledger([due for due in read.dues if due.participant_id == one.id], back)
        support = supported.get(one.id, 0)
        wanted = None if read.model.repay_percent is None else due_of_support(support, read.model.repay_percent)
        name = read.names.get(one.household_id, "–")
        found.append(
            RepayingHousehold(one, name, support, wanted, mine, in_words(mine.owed()), in_words(mine.late(now)))
        )
        warnings += _warnings(found[-1], back, [some for some in read.noted if some.participant_id == one.id], read)
    rules, rest = rest_of(read.model.repay_rules)
    if not rest and read.model.status is ChoiceStatus.ENDED and any(line.balance > 0 for line in summed.lines):
        warnings.append(_("The model has ended and the fund still holds something; note what becomes of it."))
    return Revolving(read.model, rules, rest, summed, tuple(found), tuple(warnings))


def _warnings(one: RepayingHousehold, back: Sequence[Repayment], noted: Sequence[FollowUp], read: _Read) -> list[str]:
    """What does not fit together in one household's repayment."""
    found = []
    if one.late:
        found.append(_("{name}: overdue {what}.").format(name=one.name, what=one.late))
    money = [due for due in one.ledger.instalments if due.due.form is RepaymentForm.MONEY]
    agreed = sum(due.size for due in money)
    if one.wanted and money and len(money) == len(one.ledger.instalments) and agreed != one.wanted:
        text = _("{name}: the instalments add up to {agreed} đ, the agreed share is {wanted} đ.")
        facts = {"agreed": format_dong(agreed), "wanted": format_dong(one.wanted)}
        found.append(text.format(name=one.name, **facts))
    text = _("{name}: gave {given} {unit} back in month {month}, but the month's follow-up says {said} passed on.")
    for month, given, said in months_without(back, noted, read.model.unit):
        facts = {"given": format_number(given), "said": format_number(said), "unit": read.model.unit}
        found.append(text.format(name=one.name, month=month_name(month), **facts))
    straight = {one.id for one in read.went}
    for move in (move for move in back if move.id in straight):
        twin = next((other for other in back if other.id not in straight and _alike(other, move)), None)
        if twin is not None:
            text = _("{name}: what went to the next household on {day:%d/%m/%Y} is noted as a repayment too.")
            found.append(text.format(name=one.name, day=move.on))
    return found


def _alike(one: Repayment, other: Repayment) -> bool:
    return (one.on, *measure_of(one)) == (other.on, *measure_of(other))


def support_of(workspace: Workspace, model_id: str) -> dict[str, int]:
    """Participant → đồng that sources other than the household's own and bank loans gave it.

    What was handed over and what was paid for the same household from the same line are one sum: the larger counts.
    Payments beyond named handovers stand for handovers of which no source was named.
    """
    code = workspace.commune_code
    with workspace.database.read() as connection:
        joined = records.all_of(connection, Participant, code, model_id=model_id)
        lines = records.all_of(connection, BudgetLine, code, model_id=model_id)
        handed = handovers_of(connection, code, joined)
        paid = payments_of(connection, code, lines)
    given = {line.id for line in lines if line.source_code not in _not_given()}
    found = {}
    for one in joined:
        by_line: dict[str, list[int]] = {}
        for handover in (some for some in handed if some.participant_id == one.id):
            if not handover.budget_line_id or handover.budget_line_id in given:
                by_line.setdefault(handover.budget_line_id, [0, 0])[0] += handover.amount
        for payment in (some for some in paid if some.participant_id == one.id and some.budget_line_id in given):
            by_line.setdefault(payment.budget_line_id, [0, 0])[1] += payment.amount
        unnamed = by_line.pop("", [0, 0])[0]
        beyond = sum(max(money - goods, 0) for goods, money in by_line.values())
        found[one.id] = sum(goods for goods, _money in by_line.values()) + max(beyond, unnamed)
    return found


def _not_given() -> set[str]:
    loans = {one.code for one in lists.all_funding_sources() if one.group == LOANS}
    return loans | {code for code, one in supports.sources().items() if one.own}


def agree(workspace: Workspace, model_id: str, typed: Agreement) -> LivelihoodModel:
    """Note what the people agreed on: share, rules, keeper, what becomes of the fund at the end.

    Raises InvalidInput (MH-03) for the share.
    """
    problems: list[Problem] = []
    percent = judged_number(typed.percent, "percent", problems, most=100)
    if problems:
        raise InvalidInput(problems)
    with workspace.database.write() as connection:
        model = replace(
            records.get(connection, LivelihoodModel, model_id), repay_percent=percent,
            repay_rules=with_rest(typed.rules, typed.rest), fund_keeper=typed_text(typed.keeper),
        )  # fmt: skip
        journal.save(connection, author(workspace), records.drafts(connection, [model]))
    return model


def conditions(workspace: Workspace, model_id: str, household_id: str) -> list[Condition]:
    """What is asked of the next household, and whether *household_id* meets it."""
    with workspace.database.read() as connection:
        against = against_receiver(connection, workspace.commune_code, model_id, household_id)
    found = [Condition(problem.message, False) for problem in against]
    if not against:
        found.append(Condition(_("It owes nothing, and no model handed anything to it."), True))
    poverty_class = reviews.standing_of(workspace, household_id)
    text = _("Its class today: {name}.").format(name=CLASS_NAMES[poverty_class])
    found.append(Condition(text, poverty_class in SUPPORTED_CLASSES))
    known = [one.text for one in supports.doubles(workspace, household_id)]
    found += [Condition(_("Looks paid twice already: {text}.").format(text=text), None) for text in known]
    return found
