"""The active livelihood model: its stages, its end, and where it stands in all."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sinhke_desktop.domain.follow_up import Herd, all_herds
from sinhke_desktop.domain.funding import InputHandover
from sinhke_desktop.domain.livelihood import LivelihoodModel, Stage, stage_name
from sinhke_desktop.domain.model_stages import StageMark, at_stage, ended, stage_line
from sinhke_desktop.domain.participant import Participant
from sinhke_desktop.domain.review import PovertyClass
from sinhke_desktop.domain.typed_values import Typed, last_day, month_name, month_of
from sinhke_desktop.errors import NotFound
from sinhke_desktop.i18n import _
from sinhke_desktop.services import follow_ups, funding
from sinhke_desktop.services.workspace import Workspace, author, today
from sinhke_desktop.storage import journal, records
from sinhke_desktop.storage import livelihood as stored


@dataclass(frozen=True, slots=True)
class InputTotal:
    """Inputs of one kind and price: how many, worth what, to how many households, when first."""

    kind: str
    unit: str
    quantity: int
    unit_price: int
    households: int
    handed_on: date
    budget_line_ids: tuple[str, ...]

    @property
    def amount(self) -> int:
        """Quantity times unit price, in đồng."""
        return self.quantity * self.unit_price


@dataclass(frozen=True, slots=True)
class NextDue:
    """What has to be done next for the model, and by when."""

    on: date
    text: str


@dataclass(frozen=True, slots=True)
class ModelStatus:
    """Where a model stands; money in đồng, ``herd`` over all who take part, ``month`` the follow-up's month."""

    model: LivelihoodModel
    stage_name: str
    stages: tuple[StageMark, ...]
    participants: int
    by_class: dict[PovertyClass, int]
    budget: funding.Budget
    inputs: tuple[InputTotal, ...]
    herd: Herd
    income: int
    month: str
    followed_up: int
    next_due: NextDue | None
    warnings: tuple[str, ...]

    @property
    def name(self) -> str:
        """The model's name."""
        return self.model.name


def active(workspace: Workspace) -> list[LivelihoodModel]:
    """The commune's active models: one for each area and period at most."""
    with workspace.database.read() as connection:
        return stored.active_models(connection, workspace.commune_code)


def current(workspace: Workspace, model_id: str = "") -> LivelihoodModel:
    """The model asked for, or the commune's active one; raises NotFound (MH-13) where none was chosen."""
    with workspace.database.read() as connection:
        if model_id:
            return records.get(connection, LivelihoodModel, model_id)
        found = stored.active_models(connection, workspace.commune_code)
    if not found:
        raise NotFound(
            _("The commune has not chosen its livelihood model yet."),
            _("Compare the candidates and choose one."),
            "MH-13",
        )
    return found[0]


def advance(workspace: Workspace, model_id: str, stage: Stage, on: Typed) -> LivelihoodModel:
    """Let the model reach *stage* on a day, or correct the day of an earlier stage; raises InvalidInput."""
    with workspace.database.write() as connection:
        model = at_stage(records.get(connection, LivelihoodModel, model_id), stage, on, today(workspace))
        journal.save(connection, author(workspace), records.drafts(connection, [model]))
    return model


def end(workspace: Workspace, model_id: str, reason: str, on: Typed = "") -> LivelihoodModel:
    """End the active model, so that another can be chosen; raises InvalidInput."""
    with workspace.database.write() as connection:
        model = ended(records.get(connection, LivelihoodModel, model_id), reason, on, today(workspace))
        journal.save(connection, author(workspace), records.drafts(connection, [model], model.end_reason))
    return model


def input_totals(handovers: list[InputHandover]) -> tuple[InputTotal, ...]:
    """Handovers of the same kind, unit and price together, dearest first."""
    groups: dict[tuple[str, str, int], list[InputHandover]] = {}
    for one in handovers:
        groups.setdefault((one.kind, one.unit, one.unit_price), []).append(one)
    found = [
        InputTotal(
            kind=kind,
            unit=unit,
            quantity=sum(one.quantity for one in some),
            unit_price=price,
            households=len({one.participant_id for one in some}),
            handed_on=min(one.handed_on for one in some),
            budget_line_ids=tuple(sorted({one.budget_line_id for one in some if one.budget_line_id})),
        )
        for (kind, unit, price), some in groups.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.amount, one.kind)))


def status(workspace: Workspace, model_id: str = "") -> ModelStatus:
    """Where the active model (or the one asked for) stands today; raises NotFound (MH-13) where none was chosen."""
    model = current(workspace, model_id)
    now = today(workspace)
    month = follow_ups.table(workspace, model.id, month_of(model.ended_on or now))
    money = funding.budget(workspace, model.id)
    with workspace.database.read() as connection:
        joined = records.all_of(connection, Participant, workspace.commune_code, model_id=model.id)
        noted = stored.follow_ups_of(connection, workspace.commune_code, joined)
    taking_part = [one for one in joined if one.left_on is None or one.left_on > now]
    return ModelStatus(
        model=model,
        stage_name=stage_name(model, model.stage),
        stages=stage_line(model),
        participants=len(taking_part),
        by_class=dict(Counter(one.class_at_entry for one in taking_part)),
        budget=money,
        inputs=input_totals(funding.handovers(workspace, model.id)),
        herd=all_herds([line.herd for line in month.lines]),
        income=sum(one.income or 0 for one in noted),
        month=month.month,
        followed_up=month.noted,
        next_due=_next_due(model, month, now),
        warnings=(*money.warnings, *month.warnings),
    )


def _next_due(model: LivelihoodModel, month: follow_ups.MonthTable, now: date) -> NextDue | None:
    if model.stage in (Stage.PROPOSED, Stage.CONSULTED, Stage.APPRAISED, Stage.APPROVED):
        return None
    if model.stage in (Stage.HANDED_OVER, Stage.RUNNING):
        missing = len(month.lines) - month.noted
        if missing:
            text = _("Follow-up of month {month}: {missing} of {all} households are still missing.")
            facts = {"month": month_name(month.month), "missing": missing, "all": len(month.lines)}
            return NextDue(last_day(month.month), text.format(**facts))
        if model.ends_on is not None:
            text = _("The model's {count} months end; then comes the acceptance.")
            return NextDue(model.ends_on, text.format(count=model.duration_months))
    return None
