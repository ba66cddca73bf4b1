"""The time line of a model, and what its charts show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sinhke_desktop.domain.budget_entries import EntryKind
from sinhke_desktop.domain.exits import income_by_month
from sinhke_desktop.domain.funding import by_source
from sinhke_desktop.domain.timeline import EventKind, Happened, timeline
from sinhke_desktop.domain.whole_file import WholeFile
from sinhke_desktop.services import exits, follow_ups, whole_file
from sinhke_desktop.services.workspace import Workspace

MOST_MONTHS = 24


@dataclass(frozen=True, slots=True)
class SourceBars:
    """One source's money in đồng."""

    name: str
    planned: int
    paid: int
    settled: int


@dataclass(frozen=True, slots=True)
class Charts:
    """What is drawn: money by source, what lives (or the area) and the income by month, the last 24 that are known."""

    money: tuple[SourceBars, ...]
    herd: tuple[tuple[str, int], ...]
    income: tuple[tuple[str, int], ...]
    unit: str


def of_model(workspace: Workspace, model_id: str = "", kinds: Sequence[EventKind] = ()) -> list[Happened]:
    """Everything that happened to the model, oldest first; only *kinds* where some are given."""
    file = whole_file.read(workspace, model_id)
    found = timeline(file, exits.results(workspace, file))
    return [one for one in found if not kinds or one.kind in kinds]


def charts(workspace: Workspace, model_id: str = "") -> Charts:
    """What the charts of the model show."""
    file = whole_file.read(workspace, model_id)
    until = f"{file.today:%Y-%m}"
    income = income_by_month(file.follow_ups, file.of("delivery"))
    return Charts(
        money=money_by_source(file),
        herd=tuple(follow_ups.herd_by_month(workspace, file.model.id, until, MOST_MONTHS)),
        income=tuple(income.items())[-MOST_MONTHS:],
        unit=file.model.unit,
    )


def money_by_source(file: WholeFile) -> tuple[SourceBars, ...]:
    """Planned, paid and settled by source in the order of the list of sources."""
    settled: dict[str, int] = {}
    code_of = {line.id: line.source_code for line in file.lines}
    for entry in file.of("budget_entry"):
        if entry.kind is EntryKind.SETTLED:
            code = code_of.get(entry.budget_line_id, "")
            settled[code] = settled.get(code, 0) + entry.amount
    return tuple(
        SourceBars(one.name, one.planned, one.paid, settled.get(one.code, 0))
        for one in by_source(file.lines, file.payments, file.sources)
    )
