"""What the store says against a payment: counted twice, beyond what was handed over, settled already."""

from __future__ import annotations

from collections.abc import Sequence

from sinhke_desktop.domain.budget_entries import BudgetEntry
from sinhke_desktop.domain.funding import BudgetLine, Payment
from sinhke_desktop.domain.money import format_dong
from sinhke_desktop.domain.participant import Participant
from sinhke_desktop.domain.settlement import beyond_handover, line_problems, twin_of
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.i18n import _
from sinhke_desktop.services import supports
from sinhke_desktop.storage import records
from sinhke_desktop.storage.exchange import Connection
from sinhke_desktop.storage.livelihood import handovers_of, payments_of

Books = tuple[Sequence[BudgetEntry], Sequence[Payment]]


def own_codes() -> frozenset[str]:
    """The sources that are the households' own contribution."""
    return frozenset(code for code, source in supports.sources().items() if source.own)


def check(
    connection: Connection, payment: Payment, line: BudgetLine, before: Sequence[Payment] = (), *, meant: bool
) -> None:
    """Raise InvalidInput where *payment* from *line* cannot be; *before* are others of the same act.

    MH-16 for a household of another model, MH-43 for the same payment twice unless *meant*, MH-44 for more than the
    handover whose minutes it cites.
    """
    code = line.commune_code
    participants = {one.id: one for one in records.all_of(connection, Participant, code, model_id=line.model_id)}
    problems: list[Problem] = []
    if payment.participant_id and payment.participant_id not in participants:
        problems.append(Problem("participant_id", _("Choose a household of this model."), "MH-16"))
    lines = records.all_of(connection, BudgetLine, code, model_id=line.model_id)
    others = [*(one for one in payments_of(connection, code, lines) if one.id != payment.id), *before]
    twin = twin_of(payment, others)
    if twin is not None and not meant:
        problems.append(Problem("meant", _same(twin), "MH-43"))
    beyond = beyond_handover(payment, others, handovers_of(connection, code, list(participants.values())))
    if beyond is not None:
        text = _("{paid} đ would be paid for this handover, but only {handed} đ worth was handed over.")
        paid, handed = (format_dong(one) for one in beyond)
        problems.append(Problem("amount", text.format(paid=paid, handed=handed), "MH-44"))
    if problems:
        raise InvalidInput(problems)


def _same(twin: Payment) -> str:
    text = _(
        "A payment of {amount} đ on {day} with the same paper is recorded already; it must not count twice. Say that "
        "it is meant if it is another one."
    )
    return text.format(amount=format_dong(twin.amount), day=f"{twin.paid_on:%d/%m/%Y}")


def check_settled(connection: Connection, now: Payment, wanted: Payment | None) -> None:
    """Raise InvalidInput (MH-41) where less would be paid from a line than is settled of it already."""
    line = records.find(connection, BudgetLine, now.budget_line_id)
    if line is None:
        return
    entries = records.all_of(connection, BudgetEntry, line.commune_code, budget_line_id=line.id)
    before = payments_of(connection, line.commune_code, [line])
    after = [one for one in before if one.id != now.id]
    if wanted is not None and wanted.budget_line_id == line.id:
        after.append(wanted)
    worse = _new_problems(line, (entries, before), (entries, after))
    if worse:
        raise InvalidInput(worse)


def entry_problems(connection: Connection, entry: BudgetEntry, *, gone: bool = False) -> list[Problem]:
    """MH-41 and MH-42 of the entry's line with *entry* in it, or without it (*gone*); then only what is new.

    The other line is looked at too where *entry* was moved from it.
    """
    code = entry.commune_code
    stored = records.find(connection, BudgetEntry, entry.id)
    found = []
    for line_id in dict.fromkeys([entry.budget_line_id, stored.budget_line_id if stored else entry.budget_line_id]):
        line = records.find(connection, BudgetLine, line_id)
        if line is None:
            continue
        before = records.all_of(connection, BudgetEntry, code, budget_line_id=line_id)
        after = [one for one in before if one.id != entry.id]
        moved = line_id != entry.budget_line_id
        if not gone and not moved:
            after.append(entry)
        payments = payments_of(connection, code, [line])
        if gone or moved:
            found += _new_problems(line, (before, payments), (after, payments))
        else:
            found += line_problems(line, after, payments, own=line.source_code in own_codes())
    return found


def _new_problems(line: BudgetLine, before: Books, after: Books) -> list[Problem]:
    """What the change makes wrong that was not wrong before, so that mistakes can always be taken back."""
    own = line.source_code in own_codes()
    known = {one.code for one in line_problems(line, *before, own=own)}
    return [one for one in line_problems(line, *after, own=own) if one.code not in known]
