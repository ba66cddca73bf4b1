"""The model's money and inputs: budget lines by source, payments, what was handed to which household."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from sinhke_desktop.domain.funding import (
    BudgetLine,
    BudgetLineInput,
    HandoverInput,
    InputHandover,
    Payment,
    PaymentInput,
    SourceBudget,
    by_source,
    judge_budget_line,
    judge_handover,
    judge_payment,
    money_warnings,
)
from sinhke_desktop.domain.livelihood import LivelihoodModel
from sinhke_desktop.domain.participant import Participant
from sinhke_desktop.domain.typed_values import typed_text
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.i18n import _
from sinhke_desktop.services import lists, payment_rules
from sinhke_desktop.services.workspace import Workspace, author, today
from sinhke_desktop.storage import journal, records
from sinhke_desktop.storage.livelihood import handovers_of, payments_of

Removable = TypeVar("Removable", BudgetLine, InputHandover)


@dataclass(frozen=True, slots=True)
class Budget:
    """A model's money in đồng, by source and in all."""

    sources: tuple[SourceBudget, ...]
    warnings: tuple[str, ...]

    @property
    def planned(self) -> int:
        """Planned from all sources."""
        return sum(source.planned for source in self.sources)

    @property
    def paid(self) -> int:
        """Paid from all sources."""
        return sum(source.paid for source in self.sources)


def source_names() -> dict[str, str]:
    """Code → name of every funding source, in the list's order."""
    return {source.code: source.name for source in lists.all_funding_sources()}


def add_line(workspace: Workspace, model_id: str, typed: BudgetLineInput) -> BudgetLine:
    """Plan money, goods or labour from a source; raises InvalidInput."""
    line = judge_budget_line(typed, workspace.new_id(), workspace.commune_code, model_id, source_names())
    with workspace.database.write() as connection:
        records.get(connection, LivelihoodModel, model_id)
        journal.save(connection, author(workspace), records.drafts(connection, [line]))
    return line


def change_line(workspace: Workspace, line_id: str, typed: BudgetLineInput) -> BudgetLine:
    """Change a budget line; its payments stay. Raises InvalidInput."""
    with workspace.database.write() as connection:
        now = records.get(connection, BudgetLine, line_id)
        line = judge_budget_line(typed, line_id, workspace.commune_code, now.model_id, source_names())
        journal.save(connection, author(workspace), records.drafts(connection, [line]))
    return line


def remove_line(workspace: Workspace, line_id: str, reason: str) -> None:
    """Remove a budget line from which nothing was paid; raises InvalidInput (MH-12) otherwise."""
    with workspace.database.write() as connection:
        line = records.get(connection, BudgetLine, line_id)
        if records.all_of(connection, Payment, workspace.commune_code, budget_line_id=line_id):
            text = _("Money was already paid from this line; remove the payments first.")
            raise InvalidInput([Problem("line", text, "MH-12")])
        drafts = records.drafts(connection, [replace(line, removed=True)], typed_text(reason))
        journal.save(connection, author(workspace), drafts)


def pay(workspace: Workspace, line_id: str, typed: PaymentInput) -> Payment:
    """Record what was paid or contributed from a budget line; raises InvalidInput (MH-43, MH-44, MH-16)."""
    return pay_many(workspace, line_id, [typed])[0]


def pay_many(workspace: Workspace, line_id: str, typed: Sequence[PaymentInput]) -> list[Payment]:
    """Record several payments from one line, all or none; with more than one, problems stand under ``rows.<number>.``.

    MH-43 for what may be the same payment twice, MH-44 for more than the handover that it cites, MH-16 for a household
    that is not in the model.
    """
    problems: list[Problem] = []
    made: list[Payment] = []
    with workspace.database.write() as connection:
        line = records.get(connection, BudgetLine, line_id)
        for number, one in enumerate(typed):
            path = f"rows.{number}." if len(typed) > 1 else ""
            try:
                payment = judge_payment(one, workspace.new_id(), line, today(workspace))
                payment_rules.check(connection, payment, line, made, meant=one.meant)
                made.append(payment)
            except InvalidInput as wrong:
                problems += [replace(problem, field=path + problem.field) for problem in wrong.problems]
        if problems:
            raise InvalidInput(problems)
        journal.save(connection, author(workspace), records.drafts(connection, made))
    return made


def change_payment(workspace: Workspace, payment_id: str, line_id: str, typed: PaymentInput) -> Payment:
    """Correct a payment, also from which line it was; raises InvalidInput (MH-41, MH-43, MH-44, MH-16)."""
    with workspace.database.write() as connection:
        now = records.get(connection, Payment, payment_id)
        line = records.get(connection, BudgetLine, line_id)
        payment = judge_payment(typed, payment_id, line, today(workspace))
        payment_rules.check(connection, payment, line, meant=typed.meant)
        payment_rules.check_settled(connection, now, payment)
        journal.save(connection, author(workspace), records.drafts(connection, [payment]))
    return payment


def remove_payment(workspace: Workspace, payment_id: str, reason: str) -> None:
    """Take back a payment recorded by mistake; its history stays. Raises InvalidInput (MH-41) where it is settled."""
    with workspace.database.write() as connection:
        payment = records.get(connection, Payment, payment_id)
        payment_rules.check_settled(connection, payment, None)
        gone = replace(payment, removed=True)
        journal.save(connection, author(workspace), records.drafts(connection, [gone], typed_text(reason)))


def hand_over(workspace: Workspace, typed: Sequence[HandoverInput]) -> list[InputHandover]:
    """Record handovers, all of them or none; raises InvalidInput with problems under ``rows.<number>.``."""
    problems: list[Problem] = []
    judged: list[InputHandover] = []
    with workspace.database.write() as connection:
        for number, one in enumerate(typed):
            participant = records.find(connection, Participant, one.participant_id)
            model = records.find(connection, LivelihoodModel, participant.model_id) if participant else None
            thing, unit = (model.thing, model.unit) if model else ("", "")
            wanted = one if participant and not participant.removed else replace(one, participant_id="")
            try:
                handover_id = workspace.new_id()
                judged.append(
                    judge_handover(wanted, handover_id, workspace.commune_code, thing, unit, today(workspace))
                )
            except InvalidInput as wrong:
                problems += [replace(problem, field=f"rows.{number}.{problem.field}") for problem in wrong.problems]
        if problems:
            raise InvalidInput(problems)
        journal.save(connection, author(workspace), records.drafts(connection, judged))
    return judged


def remove_handover(workspace: Workspace, handover_id: str, reason: str) -> None:
    """Take back a handover recorded by mistake; its history stays."""
    _removed(workspace, InputHandover, handover_id, reason)


def _removed(workspace: Workspace, kind: type[Removable], record_id: str, reason: str) -> None:
    with workspace.database.write() as connection:
        record = replace(records.get(connection, kind, record_id), removed=True)
        journal.save(connection, author(workspace), records.drafts(connection, [record], typed_text(reason)))


def lines(workspace: Workspace, model_id: str) -> list[BudgetLine]:
    """The model's budget lines in the order of the list of sources."""
    order = {code: place for place, code in enumerate(source_names())}
    with workspace.database.read() as connection:
        found = records.all_of(connection, BudgetLine, workspace.commune_code, model_id=model_id)
    return sorted(found, key=lambda line: (order.get(line.source_code, len(order)), line.id))


def payments(workspace: Workspace, model_id: str) -> list[Payment]:
    """What was paid from all lines of a model, oldest first."""
    with workspace.database.read() as connection:
        planned = records.all_of(connection, BudgetLine, workspace.commune_code, model_id=model_id)
        return payments_of(connection, workspace.commune_code, planned)


def budget(workspace: Workspace, model_id: str, until: str = "9999-12-31") -> Budget:
    """The model's money by source; payments up to the ISO day *until*."""
    paid = [payment for payment in payments(workspace, model_id) if payment.paid_on.isoformat() <= until]
    sources = by_source(lines(workspace, model_id), paid, source_names())
    return Budget(sources, tuple(money_warnings(sources)))


def handovers(workspace: Workspace, model_id: str) -> list[InputHandover]:
    """What was handed to the model's participants, oldest first."""
    with workspace.database.read() as connection:
        joined = records.all_of(connection, Participant, workspace.commune_code, model_id=model_id)
        return handovers_of(connection, workspace.commune_code, joined)
