"""The papers of a model's money, filled from what is stored: payment lists and settlement tables."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sinhke_desktop.documents.payment_list import PaymentListPaper, PaymentRow, render_payment_list
from sinhke_desktop.documents.settlement_table import (
    SettledLine,
    SettledYear,
    SettlementPaper,
    render_settlement,
    year_name,
)
from sinhke_desktop.domain.funding import BudgetLine
from sinhke_desktop.domain.money import format_dong
from sinhke_desktop.domain.settlement import whole_line
from sinhke_desktop.services import communes, funding, livelihood
from sinhke_desktop.services.handovers import decision_of, people
from sinhke_desktop.services.payment_rules import own_codes
from sinhke_desktop.services.settlement import settlement
from sinhke_desktop.services.workspace import Workspace, today

ALL_YEARS = "Cả giai đoạn"
NOBODY_NAMED = "(chưa ghi người nhận)"


def payment_days(workspace: Workspace, model_id: str) -> Mapping[str, str]:
    """What a payment list can be made of: each source on each day on which it paid, newest first."""
    lines = {line.id: line for line in funding.lines(workspace, model_id)}
    sums: dict[tuple[date, str], int] = {}
    for one in funding.payments(workspace, model_id):
        key = (one.paid_on, one.budget_line_id)
        sums[key] = sums.get(key, 0) + one.amount
    found = {}
    for day, line_id in sorted(sums, key=lambda one: (-one[0].toordinal(), one[1])):
        words = (f"{day:%d/%m/%Y}", line_words(lines[line_id]), f"{format_dong(sums[day, line_id])} đ")
        found[f"{day.isoformat()}|{line_id}"] = " · ".join(words)
    return found


def line_words(line: BudgetLine) -> str:
    """Source and, where it has one, the line's note: what tells it from the others on papers."""
    return ": ".join(filter(None, (funding.source_names().get(line.source_code, line.source_code), line.note)))


def payment_list(workspace: Workspace, model_id: str, subject: str) -> bytes:
    """The list of one of :func:`payment_days` as PDF."""
    return render_payment_list(payment_paper(workspace, model_id, subject))


def payment_paper(workspace: Workspace, model_id: str, subject: str) -> PaymentListPaper:
    """The list of one of :func:`payment_days`."""
    written, _bar, line_id = subject.partition("|")
    day = date.fromisoformat(written)
    model = livelihood.current(workspace, model_id)
    line = next(one for one in funding.lines(workspace, model_id) if one.id == line_id)
    names = people(workspace, model_id)
    order = {participant_id: place for place, participant_id in enumerate(names)}
    paid = [one for one in funding.payments(workspace, model_id) if (one.paid_on, one.budget_line_id) == (day, line_id)]
    rows = []
    for one in sorted(paid, key=lambda one: (order.get(one.participant_id, len(order)), one.payee, one.id)):
        name, place = names.get(one.participant_id, (one.payee or NOBODY_NAMED, ""))
        other = one.payee if one.participant_id and one.payee != name else ""
        rows.append(PaymentRow(name, place, other, one.paper, one.amount, one.note))
    return PaymentListPaper(
        communes.current(workspace), model.name, line_words(line), line.decision or decision_of(model), day,
        tuple(rows),
    )  # fmt: skip


def settlement_years(workspace: Workspace, model_id: str) -> Mapping[str, str]:
    """What a settlement can be made of: all years, and each of several."""
    years = settlement(workspace, model_id).years
    if not years:
        return {}
    single = {str(year): year_name(year) for year in reversed(years)} if len(years) > 1 else {}
    return {"": ALL_YEARS if len(years) > 1 else year_name(years[0]), **single}


def settlement_table(workspace: Workspace, model_id: str, subject: str) -> bytes:
    """The settlement of one of :func:`settlement_years` as PDF."""
    return render_settlement(settlement_paper(workspace, model_id, subject))


def settlement_paper(workspace: Workspace, model_id: str, subject: str) -> SettlementPaper:
    """The settlement of one of :func:`settlement_years`."""
    model, money, own = livelihood.current(workspace, model_id), settlement(workspace, model_id), own_codes()
    years = [year for year in money.years if subject in ("", str(year))]

    def settled(line: BudgetLine) -> SettledLine:
        mine = [row for row in money.rows if row.line.id == line.id]
        return SettledLine(line_words(line), line.source_code in own, whole_line(mine))

    by_year = tuple(
        SettledYear(
            year,
            tuple(
                SettledLine(line_words(row.line), row.line.source_code in own, row.sums)
                for row in money.rows
                if row.year == year
            ),
        )
        for year in years
    )
    return SettlementPaper(
        communes.current(workspace), model.name, decision_of(model), by_year, tuple(map(settled, money.lines)),
        today(workspace).year,
    )  # fmt: skip
