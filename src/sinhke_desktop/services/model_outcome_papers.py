"""The whole file of a model on paper, and the sheet to do the model elsewhere."""

from __future__ import annotations

from sinhke_desktop.domain.economics import economics
from sinhke_desktop.domain.model_paper import InputLine, ModelPaperFacts, SourceLine
from sinhke_desktop.domain.report import HerdMonth
from sinhke_desktop.domain.timeline import timeline
from sinhke_desktop.progress import SILENT, Progress
from sinhke_desktop.services import candidates, communes, follow_ups, model_totals
from sinhke_desktop.services.model_targets import plan
from sinhke_desktop.services.workspace import Workspace


def facts(workspace: Workspace, model_id: str = "", progress: Progress = SILENT) -> ModelPaperFacts:
    """What both papers say; a task for big communes. Raises NotFound (MH-13) where no model was chosen."""
    totals = model_totals.of_model(workspace, model_id, progress)
    file, outcome = totals.outcome.file, totals.outcome
    model = file.model
    lines, cycle = file.of("economic_line"), model.cycle_months or model.duration_months
    herd = follow_ups.herd_by_month(workspace, model.id, f"{file.today:%Y-%m}", 24)
    return ModelPaperFacts(
        commune=communes.current(workspace),
        area=candidates.areas(workspace).get(model.area_code, ""),
        file=file,
        plan=plan(),
        results=outcome.results,
        exits=outcome.exits,
        targets=outcome.targets,
        happened=timeline(file, outcome.results),
        papers=[line for one in totals.board.stages for line in one.lines],
        sources=[SourceLine(one.name, one.sums, one.carried, one.share) for one in totals.money.sources],
        total=totals.money.total,
        inputs=[
            InputLine(one.kind, one.unit, one.quantity, one.unit_price, one.households) for one in totals.status.inputs
        ],
        herd=totals.status.herd,
        fund=totals.fund,
        economics=economics(lines, cycle) if lines and cycle else None,
        income=totals.status.income,
        herd_months=[HerdMonth(month, alive) for month, alive in herd],
    )


def render_model_file(workspace: Workspace, model_id: str, _subject: str = "") -> bytes:
    """The whole file as PDF."""
    from sinhke_desktop.documents.model_file_paper import render_model_file as render

    return render(facts(workspace, model_id))


def render_replication_sheet(workspace: Workspace, model_id: str, _subject: str = "") -> bytes:
    """The sheet as PDF."""
    from sinhke_desktop.documents.replication_sheet import render_replication_sheet as render

    return render(facts(workspace, model_id))
