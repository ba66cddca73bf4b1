"""The commune's livelihood model (mô hình sinh kế): a candidate until one is chosen, and its stages.

Plan 249/KHPH-UBND-MTTQ of 21/03/2023: each commune one model in 2023-2025 (domain.md 3.1); types of project after
decree 27/2022/NĐ-CP, Điều 21-23.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from sinhke_desktop.domain.typed_values import (
    Typed,
    judged_day,
    judged_number,
    last_day,
    month_of,
    next_month,
    typed_lines,
    typed_text,
)
from sinhke_desktop.domain.vietnamese import fold
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.i18n import _

LONGEST_MONTHS = 120
LONGEST_CYCLE = 240


class ChoiceStatus(StrEnum):
    """Candidate until the choice; then active or declined; an active one is ended one day."""

    CANDIDATE = "candidate"
    ACTIVE = "active"
    DECLINED = "declined"
    ENDED = "ended"


STATUS_NAMES = {
    ChoiceStatus.CANDIDATE: "Đang xem xét",
    ChoiceStatus.ACTIVE: "Đang triển khai",
    ChoiceStatus.DECLINED: "Không được chọn",
    ChoiceStatus.ENDED: "Đã kết thúc",
}


class ModelKind(StrEnum):
    """The three types of production projects of decree 27/2022/NĐ-CP, and others."""

    COMMUNITY = "community"
    VALUE_CHAIN = "value-chain"
    ASSIGNED = "assigned"
    OTHER = "other"


KIND_NAMES = {
    ModelKind.COMMUNITY: "Phát triển sản xuất cộng đồng",
    ModelKind.VALUE_CHAIN: "Liên kết sản xuất theo chuỗi giá trị",
    ModelKind.ASSIGNED: "Sản xuất theo nhiệm vụ",
    ModelKind.OTHER: "Hình thức khác",
}


class Stage(StrEnum):
    """Where a model stands, in this order."""

    PROPOSED = "proposed"
    CONSULTED = "consulted"
    APPRAISED = "appraised"
    APPROVED = "approved"
    HANDED_OVER = "handed-over"
    RUNNING = "running"
    INTERIM_REVIEWED = "interim-reviewed"
    ACCEPTED = "accepted"
    SETTLED = "settled"
    REVIEWED = "reviewed"
    ENDED = "ended"
    REPLICATED = "replicated"


STAGES = tuple(Stage)
STAGE_NAMES = {
    Stage.PROPOSED: "Đề xuất",
    Stage.CONSULTED: "Họp dân",
    Stage.APPRAISED: "Thẩm định",
    Stage.APPROVED: "Phê duyệt",
    Stage.HANDED_OVER: "Bàn giao",
    Stage.RUNNING: "Đang thực hiện",
    Stage.INTERIM_REVIEWED: "Sơ kết",
    Stage.ACCEPTED: "Nghiệm thu",
    Stage.SETTLED: "Quyết toán",
    Stage.REVIEWED: "Tổng kết",
    Stage.ENDED: "Kết thúc",
    Stage.REPLICATED: "Nhân rộng",
}
NOT_ALWAYS = frozenset({Stage.APPRAISED, Stage.INTERIM_REVIEWED, Stage.ENDED, Stage.REPLICATED})
"""Stages that the short line leaves out until they are reached."""
ANIMAL_UNIT = "con"


@dataclass(frozen=True, slots=True)
class LivelihoodModel:
    """One model of one commune area and period.

    ``area_code`` is the commune's code, or that of a commune before the merger of 01/07/2025 with a model of its own.
    ``thing`` is what is raised or grown (``bò cái sinh sản``), ``unit`` what it is counted in (``con``).
    ``cycle_months`` is the length of one production cycle, ``households_wanted`` how many households asked for it,
    ``library_key`` the entry of the library of models that it was taken from. ``repay_percent`` is the share of the
    support that comes back (quay vòng) as the people agreed, ``fund_keeper`` who keeps it.
    """

    id: str
    commune_code: str
    area_code: str
    period: str
    name: str
    kind: ModelKind = ModelKind.COMMUNITY
    group_name: str = ""
    hamlet_id: str = ""
    thing: str = ""
    unit: str = ANIMAL_UNIT
    status: ChoiceStatus = ChoiceStatus.CANDIDATE
    stage: Stage = Stage.PROPOSED
    proposed_on: date | None = None
    consulted_on: date | None = None
    appraised_on: date | None = None
    approved_on: date | None = None
    handed_over_on: date | None = None
    running_on: date | None = None
    interim_reviewed_on: date | None = None
    accepted_on: date | None = None
    settled_on: date | None = None
    reviewed_on: date | None = None
    decision_number: str = ""
    decision_date: date | None = None
    started_on: date | None = None
    duration_months: int | None = None
    choice_reason: str = ""
    ended_on: date | None = None
    end_reason: str = ""
    replicated_on: date | None = None
    cycle_months: int | None = None
    households_wanted: int | None = None
    library_key: str = ""
    risks: str = ""
    repay_percent: int | None = None
    repay_rules: str = ""
    fund_keeper: str = ""
    note: str = ""
    removed: bool = False

    def day_of(self, stage: Stage) -> date | None:
        """The day on which *stage* was reached, if noted."""
        day: date | None = getattr(self, day_field(stage))
        return day

    @property
    def ends_on(self) -> date | None:
        """The day after ``duration_months`` months from the start, if both are known."""
        if self.started_on is None or self.duration_months is None:
            return None
        return months_after(self.started_on, self.duration_months)

    def month_number(self, day: date) -> int | None:
        """Which month of the model *day* lies in, from 1; None before the start or without one."""
        if self.started_on is None or day < self.started_on:
            return None
        months = (day.year - self.started_on.year) * 12 + day.month - self.started_on.month
        return months + (1 if day.day >= self.started_on.day else 0)


def months_after(day: date, months: int) -> date:
    """The same day *months* months later, the last of its month where that is shorter."""
    month = next_month(month_of(day), months)
    return date(int(month[:4]), int(month[5:7]), min(day.day, last_day(month).day))


def day_field(stage: Stage) -> str:
    """The name of the field that holds the day of *stage*."""
    return stage.value.replace("-", "_") + "_on"


def stage_name(model: LivelihoodModel, stage: Stage) -> str:
    """The stage in words; animals are being raised (``Đang nuôi``)."""
    return "Đang nuôi" if stage is Stage.RUNNING and fold(model.unit) == ANIMAL_UNIT else STAGE_NAMES[stage]


def stage_on(model: LivelihoodModel, day: date) -> Stage:
    """The furthest stage reached by *day*; proposed where none was noted so early.

    That it was replicated counts only once it has ended, for a model can be replicated while it runs.
    """
    reached = [stage for stage in STAGES if (noted := model.day_of(stage)) and noted <= day]
    if Stage.REPLICATED in reached and Stage.ENDED not in reached:
        reached.remove(Stage.REPLICATED)
    return reached[-1] if reached else Stage.PROPOSED


@dataclass(frozen=True, slots=True)
class ModelInput:
    """A model as typed; empty ``period`` and ``area_code`` mean the commune's own."""

    name: str = ""
    kind: str = ModelKind.COMMUNITY.value
    group_name: str = ""
    hamlet_id: str = ""
    thing: str = ""
    unit: str = ANIMAL_UNIT
    period: str = ""
    area_code: str = ""
    proposed_on: Typed = ""
    started_on: Typed = ""
    duration_months: Typed = ""
    cycle_months: Typed = ""
    households_wanted: Typed = ""
    library_key: str = ""
    risks: str = ""
    repay_percent: Typed = ""
    repay_rules: str = ""
    fund_keeper: str = ""
    note: str = ""


def judge_model(typed: ModelInput, model_id: str, commune_code: str, today: date) -> LivelihoodModel:
    """A candidate from what was typed, or :class:`InvalidInput` (MH-02 to MH-04)."""
    problems: list[Problem] = []
    name = typed_text(typed.name)
    if not name:
        problems.append(Problem("name", _("Give the model a name."), "MH-02"))
    period = typed_text(typed.period)
    years = re.fullmatch(r"(\d{4})-(\d{4})", period)
    if not years or years[1] > years[2]:
        problems.append(Problem("period", _("Type the period as 2023-2025."), "MH-02"))
    area_code = typed_text(typed.area_code) or commune_code
    if typed.kind not in tuple(ModelKind):
        problems.append(Problem("kind", _("Choose the kind of project from the list."), "MH-02"))
    proposed = judged_day(typed.proposed_on, "proposed_on", problems, latest=today)
    started = judged_day(typed.started_on, "started_on", problems)
    duration = judged_number(typed.duration_months, "duration_months", problems, least=1, most=LONGEST_MONTHS)
    cycle = judged_number(typed.cycle_months, "cycle_months", problems, least=1, most=LONGEST_CYCLE)
    wanted = judged_number(typed.households_wanted, "households_wanted", problems, most=10**6)
    percent = judged_number(typed.repay_percent, "repay_percent", problems, most=100)
    if problems:
        raise InvalidInput(problems)
    return LivelihoodModel(
        id=model_id, commune_code=commune_code, area_code=area_code, period=period, name=name,
        kind=ModelKind(typed.kind), group_name=typed_text(typed.group_name), hamlet_id=typed.hamlet_id,
        thing=typed_text(typed.thing), unit=typed_text(typed.unit) or ANIMAL_UNIT, proposed_on=proposed or today,
        started_on=started, duration_months=duration, cycle_months=cycle, households_wanted=wanted,
        library_key=typed.library_key, risks=typed_lines(typed.risks), repay_percent=percent,
        repay_rules=typed_lines(typed.repay_rules), fund_keeper=typed_text(typed.fund_keeper),
        note=typed_text(typed.note),
    )  # fmt: skip


def retyped(model: LivelihoodModel, judged: LivelihoodModel) -> LivelihoodModel:
    """*model* with what its form can change taken from *judged*; stages, choice and end stay."""
    return replace(
        model, area_code=judged.area_code, period=judged.period, name=judged.name, kind=judged.kind,
        group_name=judged.group_name, hamlet_id=judged.hamlet_id, thing=judged.thing, unit=judged.unit,
        proposed_on=judged.proposed_on, started_on=judged.started_on, duration_months=judged.duration_months,
        cycle_months=judged.cycle_months, households_wanted=judged.households_wanted, risks=judged.risks,
        library_key=judged.library_key or model.library_key, repay_percent=judged.repay_percent,
        repay_rules=judged.repay_rules, fund_keeper=judged.fund_keeper, note=judged.note,
    )  # fmt: skip


def chosen(
    model: LivelihoodModel, reason: str, decision_number: str, decision_date: Typed, today: date
) -> LivelihoodModel:
    """*model* as the one that was chosen and approved; MH-09 for one that is no candidate, MH-02 without a reason."""
    problems: list[Problem] = []
    if model.status is not ChoiceStatus.CANDIDATE:
        problems.append(Problem("model", _("Only a candidate can be chosen."), "MH-09"))
    why = typed_text(reason)
    if not why:
        problems.append(Problem("reason", _("Say why this model is chosen."), "MH-02"))
    number = typed_text(decision_number)
    if not number:
        problems.append(Problem("decision_number", _("Type the number of the decision."), "MH-02"))
    day = judged_day(decision_date, "decision_date", problems, required=True, latest=today)
    earlier = [noted for one in (Stage.PROPOSED, Stage.CONSULTED, Stage.APPRAISED) if (noted := model.day_of(one))]
    if day is not None and earlier and day < max(earlier):
        text = _("The decision lies before an earlier stage ({day:%d/%m/%Y}).").format(day=max(earlier))
        problems.append(Problem("decision_date", text, "MH-04"))
    if problems or day is None:
        raise InvalidInput(problems)
    return replace(
        model, status=ChoiceStatus.ACTIVE, stage=Stage.APPROVED, approved_on=day, decision_number=number,
        decision_date=day, choice_reason=why,
    )  # fmt: skip
