"""What is counted of one commune: the tables of each year, its model, the plan's targets, months, supports, rounds.

An office counts it from the rows that it holds; a commune sends the very same numbers alone. They name nobody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress

from sinhke_desktop.domain.commune_totals import CommuneTotal, TotalCell, TotalColumn, TotalRow
from sinhke_desktop.domain.consolidated import total_of
from sinhke_desktop.domain.model_targets import YearRate
from sinhke_desktop.domain.poverty_tables import build
from sinhke_desktop.domain.review import PovertyClass
from sinhke_desktop.domain.support import SUPPORT_NAMES, Support
from sinhke_desktop.errors import NotFound
from sinhke_desktop.progress import SILENT, Progress
from sinhke_desktop.services import model_figures, model_targets, poverty_tables, register, rounds
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import records

SUMMED = tuple(range(1, 14))
"""The tables that count; 14 and 15 are lists of people."""
MOST_YEARS = 8
REGISTER, TARGETS, MONTHS, RATES, ROUNDS, MODEL = "register", "targets", "months", "rates", "rounds", "model"
SUPPORTS = "supports"
CLASSES = (PovertyClass.POOR, PovertyClass.NEAR_POOR, PovertyClass.NEWLY_ESCAPED, PovertyClass.NONE,
           PovertyClass.UNKNOWN)  # fmt: skip


def table_key(number: int, year: int) -> str:
    """``table-4:2025``."""
    return f"table-{number}:{year}"


def supports_key(year: int) -> str:
    """``supports:2025``."""
    return f"{SUPPORTS}:{year}"


def count(workspace: Workspace, progress: Progress = SILENT) -> list[CommuneTotal]:
    """Everything that is counted of the workspace's commune, from its rows as they are now.

    A commune of 1,000 households takes about a second for every three years: call it in a task.
    """
    years = poverty_tables.years(workspace)[:MOST_YEARS]
    found = [_rounds(workspace)]
    rates: dict[int, tuple[YearRate, YearRate]] = {}
    for done, year in enumerate(years):
        progress.step(done, len(years) + 1)
        facts = poverty_tables.load(workspace, year)
        rates[year] = model_targets.year_rates(facts)
        found += [total_of(build(facts, number, every_group=True), year) for number in SUMMED]
    found.append(_rates(rates))
    found += _supports(workspace)
    with suppress(NotFound):
        found += model_figures.count(workspace, rates)
    found.insert(0, _register(workspace, years, found))
    progress.step(len(years) + 1, len(years) + 1)
    return found


def _register(workspace: Workspace, years: Sequence[int], others: Sequence[CommuneTotal]) -> CommuneTotal:
    """Households and people by class; the years of results, and those of which *others* tell work."""
    worked = {one.period for one in others if one.subject == SUPPORTS}
    worked |= {row.key[:4] for one in others if one.subject == MONTHS for row in one.rows}
    rows = register.load(workspace).rows
    households = Counter(row.poverty_class for row in rows)
    people: Counter[PovertyClass] = Counter()
    for row in rows:
        people[row.poverty_class] += row.members
    lines = [TotalRow("all", "", (TotalCell(len(rows)), TotalCell(sum(row.members for row in rows))))]
    lines += [
        TotalRow(one.value, "", (TotalCell(households[one]), TotalCell(people[one]))) for one in CLASSES
    ]  # fmt: skip
    for key, known in (("years", map(str, years)), ("work-years", sorted(worked))):
        lines.append(TotalRow(key, "", (TotalCell(), TotalCell()), text=",".join(known)))
    return CommuneTotal(REGISTER, columns=(TotalColumn("Hộ"), TotalColumn("Nhân khẩu")), rows=tuple(lines))


def _rounds(workspace: Workspace) -> CommuneTotal:
    rows = []
    for one in rounds.all_rounds(workspace):
        decided = f"{one.decision_date:%d/%m/%Y}" if one.decision_date else ""
        key, state = f"{one.kind.value}/{one.month or one.year}", "decided" if one.decision_number else ""
        rows.append(TotalRow(key, rounds.round_name(one), text=decided, unit=state))
    return CommuneTotal(ROUNDS, rows=tuple(rows[:100]))


def _rates(known: dict[int, tuple[YearRate, YearRate]]) -> CommuneTotal:
    rows = [
        TotalRow(f"{year}/{name}", "", (TotalCell(one.poor, one.whole),), unit="preliminary" if one.preliminary else "")
        for year, both in sorted(known.items())
        for name, one in zip(("all", "minority"), both, strict=True)
    ]
    return CommuneTotal(RATES, columns=(TotalColumn("Tỷ lệ hộ nghèo", rate=True),), rows=tuple(rows))


def _supports(workspace: Workspace) -> list[CommuneTotal]:
    with workspace.database.read() as connection:
        known = records.all_of(connection, Support, workspace.commune_code)
    by_year: dict[int, list[Support]] = {}
    for one in known:
        by_year.setdefault(one.received_on.year, []).append(one)
    columns = (TotalColumn("Số hộ"), TotalColumn("Lượt"), TotalColumn("Giá trị (đồng)"))
    return [
        CommuneTotal(
            SUPPORTS, str(year), columns=columns,
            rows=tuple(_given(kind, [one for one in some if kind in ("all", one.kind.value)])
                       for kind in ("all", *(one.value for one in SUPPORT_NAMES))),
        )
        for year, some in sorted(by_year.items())
        if 1900 < year < 2200
    ]  # fmt: skip


def _given(kind: str, some: Sequence[Support]) -> TotalRow:
    names = {one.value: name for one, name in SUPPORT_NAMES.items()}
    return TotalRow(
        kind, names.get(kind, "Tổng cộng"),
        (TotalCell(len({one.household_id for one in some})), TotalCell(len(some)),
         TotalCell(sum(one.value or 0 for one in some))),
    )  # fmt: skip
