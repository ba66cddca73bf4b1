"""How a model's money stands: by source, line and year, by household, and what does not fit together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sinhke_desktop.domain.budget_entries import BudgetEntry
from sinhke_desktop.domain.funding import BudgetLine, InputHandover, Payment, shares_of
from sinhke_desktop.domain.money import format_dong
from sinhke_desktop.domain.participant import Participant
from sinhke_desktop.domain.settlement import (
    HouseholdMoney,
    Sums,
    YearMoney,
    by_household,
    by_year,
    carried,
    handed_from,
    household_warnings,
    line_problems,
    line_warnings,
    unproved_twins,
    whole_line,
)
from sinhke_desktop.i18n import _
from sinhke_desktop.services import funding, model_links, model_records, participants, supports
from sinhke_desktop.services.payment_rules import own_codes
from sinhke_desktop.services.supports import Double
from sinhke_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class SourceMoney:
    """One source over all years, in đồng: ``carried`` is what went from a year into the next, each time counted.

    ``handed`` is the worth of what was handed over and is paid from it; ``share`` in hundredths of a percent of all
    that is planned.
    """

    code: str
    name: str
    own: bool
    sums: Sums
    carried: int
    handed: int
    share: int


@dataclass(frozen=True, slots=True)
class Settlement:
    """A model's money: rows by line and year, sources, households, and sentences on what does not fit together."""

    lines: tuple[BudgetLine, ...]
    entries: tuple[BudgetEntry, ...]
    payments: tuple[Payment, ...]
    handovers: tuple[InputHandover, ...]
    rows: tuple[YearMoney, ...]
    sources: tuple[SourceMoney, ...]
    households: tuple[HouseholdMoney, ...]
    names: Mapping[str, str]
    warnings: tuple[str, ...]
    doubles: tuple[Double, ...]

    @property
    def years(self) -> list[int]:
        """The budget years, oldest first; 0 stands for none told."""
        return sorted({row.year for row in self.rows})

    @property
    def total(self) -> Sums:
        """All sources over all years."""
        return whole_line(self.rows)


def settlement(workspace: Workspace, model_id: str) -> Settlement:
    """The money of one model as it is stored now."""
    lines = funding.lines(workspace, model_id)
    entries = model_records.of_model(workspace, "budget_entry", model_id)
    payments = funding.payments(workspace, model_id)
    handovers = funding.handovers(workspace, model_id)
    joined = participants.of_model(workspace, model_id)
    names = model_links.participant_names(workspace, model_id)
    own = own_codes()
    rows = by_year(lines, entries, payments)
    households = by_household([one.id for one in joined], {one.id: one for one in lines}, payments, handovers, own)
    words = model_links.line_names(workspace, model_id)
    problems = [
        f"{words[line.id]}: {problem.message}"
        for line in lines
        for problem in line_problems(
            line,
            [one for one in entries if one.budget_line_id == line.id],
            [one for one in payments if one.budget_line_id == line.id],
            own=line.source_code in own,
        )
    ]
    warnings = [
        *problems,
        *line_warnings(lines, rows, handovers, lambda line: words[line.id], own),
        *household_warnings(households, names),
        *_outside_their_years(lines),
        *_without_paper(payments),
    ]
    return Settlement(
        tuple(lines), tuple(entries), tuple(payments), tuple(handovers), rows, _sources(lines, rows, handovers, own),
        households, names, tuple(warnings), tuple(_doubles(workspace, joined)),
    )  # fmt: skip


def _sources(
    lines: list[BudgetLine], rows: tuple[YearMoney, ...], handovers: list[InputHandover], own: frozenset[str]
) -> tuple[SourceMoney, ...]:
    names = funding.source_names()
    codes = list(dict.fromkeys(line.source_code for line in lines))
    mine = {code: [row for row in rows if row.line.source_code == code] for code in codes}
    shares = shares_of([whole_line(mine[code]).planned for code in codes])
    return tuple(
        SourceMoney(
            code, names.get(code, code), code in own, whole_line(mine[code]), carried(mine[code]),
            sum(handed_from(line.id, handovers) for line in lines if line.source_code == code), share,
        )
        for code, share in zip(codes, shares, strict=True)
    )  # fmt: skip


def _outside_their_years(lines: list[BudgetLine]) -> list[str]:
    """A sentence for each line planned in a budget year in which its source does not exist."""
    known = supports.sources()
    text = _("{name} gives nothing in {year}: it holds from {first} to {last}. Choose another source or year.")
    found = []
    for line in lines:
        source = known.get(line.source_code)
        if source is None or line.year is None:
            continue
        first = source.valid_from.year if source.valid_from else line.year
        last = source.valid_to.year if source.valid_to else line.year
        if not first <= line.year <= last:
            days = [f"{day:%d/%m/%Y}" if day else "…" for day in (source.valid_from, source.valid_to)]
            found.append(text.format(name=source.name, year=line.year, first=days[0], last=days[1]))
    return found


def _without_paper(payments: list[Payment]) -> list[str]:
    """A sentence for each payment without a paper that equals another one."""
    text = _("Two payments of {amount} đ on {day} have no number of a paper; check that they are not the same.")
    return [
        text.format(amount=format_dong(one.amount), day=f"{one.paid_on:%d/%m/%Y}") for one in unproved_twins(payments)
    ]


def _doubles(workspace: Workspace, joined: list[Participant]) -> list[Double]:
    """Households of the model that seem to have got the same from another source."""
    return supports.doubles_among(workspace, [one.household_id for one in joined])
