"""The monthly progress report: facts from the records, sentences drafted or as the officer worded them, the PDF."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from sinhke_desktop.domain.access import Action
from sinhke_desktop.domain.livelihood import ANIMAL_UNIT, LivelihoodModel, stage_name, stage_on
from sinhke_desktop.domain.report import (
    HerdMonth,
    InputHandedOver,
    MonthlyReport,
    ParticipantState,
    ReportTexts,
    SourceMoney,
)
from sinhke_desktop.domain.report_text import SECTIONS, ReportText, report_text_id
from sinhke_desktop.domain.review import CLASS_NAMES
from sinhke_desktop.domain.typed_values import last_day, month_of, parse_month, typed_lines
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.i18n import _
from sinhke_desktop.services import communes, follow_ups, funding, livelihood, participants, privacy
from sinhke_desktop.services.printing import write_document
from sinhke_desktop.services.workspace import Workspace, author, today
from sinhke_desktop.storage import journal, records
from sinhke_desktop.storage.local_values import get_value, set_value

HERD_MONTHS = 12

_MADE = "report."


def _month(workspace: Workspace, month: str) -> str:
    try:
        found = parse_month(month)
    except ValueError:
        raise InvalidInput([Problem("month", _("Type the month as 11/2025."), "MH-07")]) from None
    if found > month_of(today(workspace)):
        raise InvalidInput([Problem("month", _("This month has not begun yet."), "MH-07")])
    return found


def monthly(workspace: Workspace, month: str, model_id: str = "") -> MonthlyReport:
    """The facts of *month* (``2025-11`` or ``11/2025``) of the active model, or of the one asked for.

    Raises InvalidInput (MH-07) for a month that is none or has not begun, NotFound (MH-13) without a model.
    """
    month = _month(workspace, month)
    model = livelihood.current(workspace, model_id)
    last = last_day(month)
    budget = funding.budget(workspace, model.id, last.isoformat())
    return MonthlyReport(
        commune=communes.current(workspace),
        month=month,
        model_name=model.name,
        decision=_decision(model),
        group_name=model.group_name,
        started_on=model.started_on,
        duration_months=model.duration_months,
        stage=stage_name(model, stage_on(model, last)),
        unit=_counted(model),
        participants=_states(workspace, model, month),
        sources=tuple(SourceMoney(one.name, one.planned, one.paid) for one in budget.sources),
        inputs=_inputs(workspace, model, last),
        herd=tuple(
            HerdMonth(one, alive) for one, alive in follow_ups.herd_by_month(workspace, model.id, month, HERD_MONTHS)
        ),
    )


def _decision(model: LivelihoodModel) -> str:
    if not model.decision_number:
        return ""
    day = f" ngày {model.decision_date:%d/%m/%Y}" if model.decision_date else ""
    return f"Quyết định số {model.decision_number}{day}"


def _counted(model: LivelihoodModel) -> str:
    """``con bò`` for a model that raises ``bò cái sinh sản``."""
    animal = model.thing.split(" ", 1)[0] if model.unit == ANIMAL_UNIT else ""
    return f"{model.unit} {animal}".strip()


def _states(workspace: Workspace, model: LivelihoodModel, month: str) -> tuple[ParticipantState, ...]:
    found = []
    for line in follow_ups.table(workspace, model.id, month).lines:
        noted = line.noted
        seen = [one.visited_on for one in (noted, line.last) if one is not None and one.visited_on is not None]
        class_now = participants.class_on(workspace, line.participant.household_id, last_day(month))
        state = ParticipantState(
            name=line.name,
            hamlet=f"{line.hamlet.kind} {line.hamlet.name}" if line.hamlet else "",
            class_at_entry=CLASS_NAMES[line.participant.class_at_entry],
            class_now=CLASS_NAMES[class_now],
            last_visit=max(seen, default=None),
        )
        if noted is not None:
            state = replace(
                state, alive=noted.alive, born=noted.born, lost=noted.lost, sold=noted.sold, sick=noted.sick,
                income=noted.income, problem=noted.problem, next_step=noted.next_step,
            )  # fmt: skip
        found.append(state)
    return tuple(found)


def _inputs(workspace: Workspace, model: LivelihoodModel, until: date) -> tuple[InputHandedOver, ...]:
    names = funding.source_names()
    source_of = {line.id: names.get(line.source_code, "") for line in funding.lines(workspace, model.id)}
    handed = [one for one in funding.handovers(workspace, model.id) if one.handed_on <= until]
    return tuple(
        InputHandedOver(
            name=f"{one.kind[:1].upper()}{one.kind[1:]}",
            unit=one.unit,
            quantity=one.quantity,
            unit_price=one.unit_price,
            households=one.households,
            handed_on=one.handed_on,
            source=", ".join(filter(None, (source_of.get(line_id, "") for line_id in one.budget_line_ids))),
        )
        for one in livelihood.input_totals(handed)
    )


def drafted(report: MonthlyReport) -> ReportTexts:
    """The sentences that the program drafts from the facts."""
    from sinhke_desktop.documents.report_wording import draft

    return draft(report)


def _edited(workspace: Workspace, model_id: str, month: str) -> dict[str, ReportText]:
    with workspace.database.read() as connection:
        found = records.all_of(connection, ReportText, workspace.commune_code, model_id=model_id, month=month)
    return {one.section: one for one in found if one.section in SECTIONS}


def texts(workspace: Workspace, month: str, model_id: str = "") -> ReportTexts:
    """The report's sentences: as the officer worded them where that was done, else drafted."""
    return _texts(workspace, monthly(workspace, month, model_id), livelihood.current(workspace, model_id).id)


def _texts(workspace: Workspace, report: MonthlyReport, model_id: str) -> ReportTexts:
    edited = _edited(workspace, model_id, report.month)
    return replace(drafted(report), **{section: one.paragraphs for section, one in edited.items()})


def edited_sections(workspace: Workspace, month: str, model_id: str = "") -> frozenset[str]:
    """The sections that the officer worded."""
    model = livelihood.current(workspace, model_id)
    return frozenset(_edited(workspace, model.id, _month(workspace, month)))


def word(workspace: Workspace, month: str, section: str, text: str, model_id: str = "") -> ReportTexts:
    """Keep the officer's wording of a section (see ``SECTIONS``), a line for each paragraph; returns all texts.

    Wording that equals the draft is not kept, so that it follows the facts again. Raises InvalidInput.
    """
    if section not in SECTIONS:
        raise InvalidInput([Problem("section", _("The report has no such part."), "MH-02")])
    report, model = monthly(workspace, month, model_id), livelihood.current(workspace, model_id)
    wanted = typed_lines(text)
    follows = wanted == "\n".join(getattr(drafted(report), section))
    text_id = report_text_id(workspace.commune_code, model.id, report.month, section)
    record = ReportText(text_id, workspace.commune_code, model.id, report.month, section, wanted, removed=follows)
    with workspace.database.write() as connection:
        if not follows or records.find(connection, ReportText, text_id) is not None:
            journal.save(connection, author(workspace), records.drafts(connection, [record]))
    return _texts(workspace, report, model.id)


def redraft(workspace: Workspace, month: str, section: str, model_id: str = "") -> ReportTexts:
    """Forget the officer's wording of a section; its sentences follow the facts again."""
    draft = getattr(drafted(monthly(workspace, month, model_id)), section)
    return word(workspace, month, section, "\n".join(draft), model_id)


def render_monthly(workspace: Workspace, month: str, model_id: str = "") -> bytes:
    """The report as PDF; the same records and wording give the same bytes."""
    from sinhke_desktop.documents.progress_report import render_progress_report

    report, model = monthly(workspace, month, model_id), livelihood.current(workspace, model_id)
    return render_progress_report(report, _texts(workspace, report, model.id))


def print_monthly(workspace: Workspace, month: str, path: Path, model_id: str = "") -> Path:
    """Write the report as PDF to *path*; raises what :func:`monthly` raises, and DocumentNotWritten."""
    write_document(path, render_monthly(workspace, month, model_id))
    mark_made(workspace, month)
    return path


def mark_made(workspace: Workspace, month: str) -> None:
    """Remember on this machine that the report of *month* was printed or saved."""
    privacy.note_access(workspace, Action.PRINTED, detail=f"Báo cáo tháng {month}")
    with workspace.database.write() as connection:
        set_value(connection, _MADE + _month(workspace, month), author(workspace).claimed_time)


def made(workspace: Workspace, month: str) -> bool:
    """True if the report of *month* was printed or saved on this machine."""
    with workspace.database.read() as connection:
        return bool(get_value(connection, _MADE + _month(workspace, month)))
