"""How a model moves through its stages: reached on a day, corrected, taken back, ended, and the line that shows it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sinhke_desktop.domain.livelihood import (
    NOT_ALWAYS,
    STAGES,
    ChoiceStatus,
    LivelihoodModel,
    Stage,
    day_field,
    stage_name,
    stage_on,
)
from sinhke_desktop.domain.typed_values import Typed, judged_day, typed_text
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.i18n import _

IN_ORDER = tuple(stage for stage in STAGES if stage is not Stage.REPLICATED)
"""Stages that follow each other; a model can be replicated elsewhere while it still runs."""
KEPT = frozenset({Stage.PROPOSED, Stage.APPROVED, Stage.ENDED})
"""Stages whose days belong to the proposal, the decision and the end and are not simply taken back."""


def reached(model: LivelihoodModel, stage: Stage) -> bool:
    """True if the model stands at *stage*, has its day, or has passed it; stages of :data:`NOT_ALWAYS` and those that
    an ended model never came to count only with their day."""
    if model.day_of(stage) is not None or model.stage is stage:
        return True
    if stage in NOT_ALWAYS or model.status is ChoiceStatus.ENDED:
        return False
    return STAGES.index(stage) < STAGES.index(model.stage)


@dataclass(frozen=True, slots=True)
class StageMark:
    """One point of the line of stages; ``state`` is ``done``, ``current`` or ``open``."""

    stage: Stage
    name: str
    on: date | None
    state: str


def stage_line(model: LivelihoodModel, *, whole: bool = False) -> tuple[StageMark, ...]:
    """The line of stages; unless *whole*, without those of :data:`NOT_ALWAYS` that were not reached.

    A model that ended early never reached some stages: they stay open.
    """
    here = STAGES.index(model.stage)
    marks = []
    for place, stage in enumerate(STAGES):
        unreached = model.day_of(stage) is None and model.stage is not stage
        if not whole and stage in NOT_ALWAYS and unreached:
            continue
        state = "done" if place < here else "current" if place == here else "open"
        if unreached and model.status is ChoiceStatus.ENDED:
            state = "open"
        if stage is Stage.REPLICATED and not unreached and place > here:
            state = "done"
        marks.append(StageMark(stage, stage_name(model, stage), model.day_of(stage), state))
    return tuple(marks)


def at_stage(model: LivelihoodModel, stage: Stage, on: Typed, today: date) -> LivelihoodModel:
    """*model* with *stage* reached on a day; an earlier stage only gets its day corrected.

    Replication stands outside the order: a running model that is replicated goes on. Raises :class:`InvalidInput`:
    MH-04 for a day that is missing, future or out of the stages' order, MH-10 for a stage that only a chosen model
    reaches.
    """
    problems: list[Problem] = []
    day = judged_day(on, "on", problems, required=True, latest=today)
    place = STAGES.index(stage)
    if place >= STAGES.index(Stage.APPROVED) and model.status in (ChoiceStatus.CANDIDATE, ChoiceStatus.DECLINED):
        problems.append(Problem("stage", _("Choose the model first; then it can reach this stage."), "MH-10"))
    if stage is Stage.ENDED:
        problems.append(Problem("stage", _("A model is ended with its reason, not by a day alone."), "MH-10"))
    if day is not None:
        _check_order(model, stage, day, problems)
    if problems or day is None:
        raise InvalidInput(problems)
    furthest = STAGES[max(place, STAGES.index(model.stage))]
    if stage is Stage.REPLICATED and model.status is not ChoiceStatus.ENDED:
        furthest = model.stage
    moved = _with_day(replace(model, stage=furthest), stage, day)
    if stage is Stage.HANDED_OVER and moved.started_on is None:
        moved = replace(moved, started_on=day)
    return moved


def _check_order(model: LivelihoodModel, stage: Stage, day: date, problems: list[Problem]) -> None:
    """MH-04 for a day before that of an earlier stage or after that of a later one."""
    place = STAGES.index(stage)
    earlier = (Stage.APPROVED,) if stage is Stage.REPLICATED else IN_ORDER[:place]
    before = [noted for one in earlier if (noted := model.day_of(one))]
    after = [noted for one in IN_ORDER[place + 1 :] if (noted := model.day_of(one))]
    if before and day < max(before):
        text = _("This day lies before an earlier stage ({day:%d/%m/%Y}).").format(day=max(before))
        problems.append(Problem("on", text, "MH-04"))
    if after and day > min(after):
        text = _("This day lies after a later stage ({day:%d/%m/%Y}).").format(day=min(after))
        problems.append(Problem("on", text, "MH-04"))


def _with_day(model: LivelihoodModel, stage: Stage, day: date | None) -> LivelihoodModel:
    fields: dict[str, date | None] = {day_field(stage): day}
    return replace(model, **fields)  # type: ignore[arg-type]


def without_stage(model: LivelihoodModel, stage: Stage) -> LivelihoodModel:
    """*model* as if *stage* had not been reached; it then stands at the furthest stage that has a day.

    Raises :class:`InvalidInput` (MH-30) for the proposal, the decision and the end, and for a stage without a day.
    """
    if stage in KEPT:
        text = _("The day of this stage can be corrected, but not taken away.")
        raise InvalidInput([Problem("on", text, "MH-30")])
    if model.day_of(stage) is None:
        raise InvalidInput([Problem("on", _("This stage has no day yet."), "MH-30")])
    cleared = _with_day(model, stage, None)
    return replace(cleared, stage=stage_on(cleared, date.max))


def ended(model: LivelihoodModel, reason: str, on: Typed, today: date) -> LivelihoodModel:
    """*model* as ended; MH-09 for one that is not active, MH-02 without a reason, MH-04 for a day before its stages."""
    problems: list[Problem] = []
    if model.status is not ChoiceStatus.ACTIVE:
        problems.append(Problem("model", _("Only the active model can be ended."), "MH-09"))
    why = typed_text(reason)
    if not why:
        problems.append(Problem("reason", _("Say why the model ends."), "MH-02"))
    day = judged_day(on, "on", problems, latest=today) or today
    _check_order(model, Stage.ENDED, day, problems)
    if problems:
        raise InvalidInput(problems)
    final = Stage.REPLICATED if model.replicated_on else Stage.ENDED
    return replace(model, status=ChoiceStatus.ENDED, stage=final, ended_on=day, end_reason=why)
