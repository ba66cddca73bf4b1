"""What the store says against a repayment or a passing on: the fund's balance, who may receive, which instalment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from sinhke_desktop.domain.funding import InputHandover
from sinhke_desktop.domain.livelihood import ChoiceStatus, LivelihoodModel
from sinhke_desktop.domain.money import format_number
from sinhke_desktop.domain.participant import Participant
from sinhke_desktop.domain.repaying import Ledger, in_words, ledger, lowest_balances
from sinhke_desktop.domain.revolving import PassOn, Repayment, RepaymentDue, given_back, measure_of
from sinhke_desktop.errors import Problem
from sinhke_desktop.i18n import _
from sinhke_desktop.storage import records
from sinhke_desktop.storage.exchange import Connection

Moved = TypeVar("Moved", Repayment, PassOn)


def joined(connection: Connection, commune_code: str, model_id: str) -> list[Participant]:
    """The participants of a model, also those that left."""
    return records.all_of(connection, Participant, commune_code, model_id=model_id)


def moves(connection: Connection, commune_code: str, model_id: str) -> tuple[list[Repayment], list[PassOn]]:
    """What came into the fund of a model and what was passed on."""
    ids = [one.id for one in joined(connection, commune_code, model_id)]
    came = records.all_of(connection, Repayment, commune_code, participant_id=ids)
    return came, records.all_of(connection, PassOn, commune_code, model_id=model_id)


def ledger_of(connection: Connection, commune_code: str, participant: Participant) -> Ledger:
    """One household's ledger."""
    dues = records.all_of(connection, RepaymentDue, commune_code, participant_id=participant.id)
    came = records.all_of(connection, Repayment, commune_code, participant_id=participant.id)
    went = records.all_of(connection, PassOn, commune_code, from_participant_id=participant.id)
    return ledger(dues, given_back(came, went))


def against_receiver(
    connection: Connection, commune_code: str, model_id: str, household_id: str, pass_on_id: str = ""
) -> list[Problem]:
    """Why a household cannot be the next one: MH-52 for one that still owes, MH-53 for one supported already."""
    found = []
    for part in records.all_of(connection, Participant, commune_code, household_id=household_id):
        owed = ledger_of(connection, commune_code, part).owed()
        if owed:
            text = _("This household itself still owes {what}; it cannot be the next one yet.")
            found.append(Problem("household_id", text.format(what=in_words(owed)), "MH-52"))
        elif _supported(connection, commune_code, part):
            text = _("A model already handed inputs to this household; it would be supported twice.")
            found.append(Problem("household_id", text, "MH-53"))
    before = records.all_of(connection, PassOn, commune_code, model_id=model_id, household_id=household_id)
    earlier = sorted((one for one in before if one.id != pass_on_id), key=lambda one: one.on)
    if earlier:
        text = _("Something was passed on to this household on {day:%d/%m/%Y} already; it would be supported twice.")
        found.append(Problem("household_id", text.format(day=earlier[0].on), "MH-53"))
    return found


def _supported(connection: Connection, commune_code: str, part: Participant) -> bool:
    model = records.find(connection, LivelihoodModel, part.model_id)
    if part.left_on is not None or model is None or model.status is not ChoiceStatus.ACTIVE:
        return False
    return bool(records.all_of(connection, InputHandover, commune_code, participant_id=part.id))


def check_pass_on(connection: Connection, on: PassOn, model_id: str, problems: list[Problem]) -> None:
    """MH-51 for more than the fund holds, MH-52 to MH-54 for a household that cannot be the next one."""
    problems += against_receiver(connection, on.commune_code, model_id, on.household_id, on.id)
    if on.from_participant_id:
        giver = records.get(connection, Participant, on.from_participant_id)
        if giver.household_id == on.household_id:
            text = _("The household that gives and the one that receives are the same.")
            problems.append(Problem("household_id", text, "MH-54"))
    came, went = moves(connection, on.commune_code, model_id)
    _check_balance(came, _with(went, on), "amount" if on.amount else "quantity", problems)


def check_repayment(connection: Connection, back: Repayment, model_id: str, problems: list[Problem]) -> None:
    """MH-55 for an instalment of another household or in another form, MH-51 where the fund would fall short."""
    if back.due_id:
        due = records.get(connection, RepaymentDue, back.due_id)
        if due.participant_id != back.participant_id or measure_of(due)[0] != measure_of(back)[0]:
            text = _("This instalment belongs to another household, or is due in another form or unit.")
            problems.append(Problem("due_id", text, "MH-55"))
    came, went = moves(connection, back.commune_code, model_id)
    if any(one.id == back.id for one in came):
        _check_balance(_with(came, back), went, "amount" if back.amount else "quantity", problems)


def repayment_gone(connection: Connection, back: Repayment, _model_id: str, problems: list[Problem]) -> None:
    """MH-51 where what was passed on would no longer be covered."""
    giver = records.get(connection, Participant, back.participant_id)
    came, went = moves(connection, back.commune_code, giver.model_id)
    _check_balance([one for one in came if one.id != back.id], went, "amount", problems)


def due_gone(connection: Connection, due: RepaymentDue, _model_id: str, problems: list[Problem]) -> None:
    """MH-12 while a repayment names the instalment."""
    if records.all_of(connection, Repayment, due.commune_code, due_id=due.id):
        problems.append(Problem("due_id", _("Something was repaid for this instalment; remove that first."), "MH-12"))


def _with(known: Sequence[Moved], one: Moved) -> list[Moved]:
    return [other for other in known if other.id != one.id] + [one]


def _check_balance(came: Sequence[Repayment], went: Sequence[PassOn], field: str, problems: list[Problem]) -> None:
    for (_form, unit), left in lowest_balances(came, went).items():
        if left < 0:
            text = _("The fund would be short of {missing} {unit}: it cannot pass on more than it holds on that day.")
            problems.append(Problem(field, text.format(missing=format_number(-left), unit=unit), "MH-51"))


RULES: dict[type[Any], Any] = {PassOn: check_pass_on, Repayment: check_repayment}
REMOVALS: dict[type[Any], Any] = {Repayment: repayment_gone, RepaymentDue: due_gone}
