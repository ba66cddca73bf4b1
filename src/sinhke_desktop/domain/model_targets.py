"""The targets of the plan "one model for each commune" beside what is reached.

Targets are data (``resources/process/model-targets.toml``) with their source. Rates are those of the year's tables with
two decimals; a change is the difference of the rounded rates, in points (domain.md 4.3). The words stand on papers too
and are Vietnamese.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from sinhke_desktop.domain.exits import Exits
from sinhke_desktop.domain.livelihood import STAGES, ChoiceStatus, LivelihoodModel, Stage
from sinhke_desktop.domain.money import format_percent
from sinhke_desktop.domain.rates import change, comma, rate


class Measure(StrEnum):
    """What a target is measured by."""

    EFFECTIVE = "effective"
    PARTICIPANTS_OUT = "participants-out"
    POVERTY_FALL = "poverty-fall"
    MINORITY_FALL = "minority-fall"


class TargetState(StrEnum):
    """Whether a target is reached; not known where something is missing or it is too early."""

    REACHED = "reached"
    NOT_REACHED = "not-reached"
    NOT_KNOWN = "not-known"


STATE_NAMES = {
    TargetState.REACHED: "Đạt",
    TargetState.NOT_REACHED: "Chưa đạt",
    TargetState.NOT_KNOWN: "Chưa rõ",
}


@dataclass(frozen=True, slots=True)
class PlanTarget:
    """One target: ``least`` (and ``most``) in per cent or points; ``strictly`` more than the least.

    ``districts`` name the former districts that it is for, all without one. ``reading`` says how it is understood.
    """

    measure: Measure
    name: str
    least: Decimal | None = None
    most: Decimal | None = None
    strictly: bool = False
    districts: tuple[str, ...] = ()
    reading: str = ""

    @property
    def wanted(self) -> str:
        """What is asked for, in words."""
        if self.least is None:
            return "có hiệu quả"
        if self.measure is Measure.PARTICIPANTS_OUT:
            return f"{comma(self.least)}% số hộ"
        if self.most is not None:
            return f"giảm {comma(self.least)} đến {comma(self.most)} điểm %/năm"
        return f"giảm {'trên' if self.strictly else 'từ'} {comma(self.least)} điểm %/năm"

    def met(self, value: Decimal) -> bool:
        """True if *value* reaches the target; more than ``most`` is more than was asked for."""
        least = self.least or Decimal(0)
        return value > least if self.strictly else value >= least


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan with its years, its source, and what could not be verified about it."""

    id: str
    name: str
    source: str
    first_year: int
    last_year: int
    targets: tuple[PlanTarget, ...]
    provinces: tuple[str, ...] = ()
    unverified: str = ""

    def for_district(self, districts: Sequence[str]) -> list[PlanTarget]:
        """The targets that hold where the commune lay in *districts* before 01/07/2025."""
        return [one for one in self.targets if not one.districts or set(one.districts) & set(districts)]


@dataclass(frozen=True, slots=True)
class YearRate:
    """The poor households of one group (all, or an ethnic minority's) at a year's end; ``whole`` None: not stated."""

    year: int
    poor: int | None
    whole: int | None
    preliminary: bool = False

    @property
    def rate(self) -> Decimal | None:
        """In per cent with two decimals; None where it is not known."""
        return None if self.poor is None else rate(self.poor, self.whole)

    @property
    def missing(self) -> str:
        """Why there is no rate."""
        if self.poor is None:
            return f"chưa có kết quả rà soát năm {self.year}"
        if self.whole is None:
            return f"chưa nhập đủ tổng số hộ năm {self.year}"
        return f"tổng số hộ năm {self.year} nhỏ hơn số hộ nghèo"


@dataclass(frozen=True, slots=True)
class TargetLine:
    """One target beside what is reached; ``year`` for yearly ones, ``reason`` where it is not known or early."""

    target: PlanTarget
    reached: str
    state: TargetState
    reason: str = ""
    year: int | None = None

    @property
    def name(self) -> str:
        """The target's name, with the year."""
        return f"{self.target.name} ({self.year})" if self.year else self.target.name


def fall_line(target: PlanTarget, before: YearRate, now: YearRate) -> TargetLine:
    """By how many points the rate fell within the year of *now*."""
    first, last = before.rate, now.rate
    if first is None or last is None:
        why = "; ".join(one.missing for one in (before, now) if one.rate is None)
        return TargetLine(target, "–", TargetState.NOT_KNOWN, f"{why[:1].upper()}{why[1:]}.", now.year)
    fell = -change(first, last)
    words = "giảm" if fell >= 0 else "tăng"
    reached = f"{comma(first)}% → {comma(last)}%: {words} {comma(abs(fell))} điểm %"
    state = TargetState.REACHED if target.met(fell) else TargetState.NOT_REACHED
    reason = "Có kết quả sơ bộ, chờ kết quả chính thức." if before.preliminary or now.preliminary else ""
    return TargetLine(target, reached, state, reason, now.year)


def participants_line(target: PlanTarget, found: Exits, model: LivelihoodModel) -> TargetLine:
    """The share of the households that are out of poverty; final once the model was accepted and all were reviewed."""
    if not found.households:
        return TargetLine(target, "–", TargetState.NOT_KNOWN, "Chưa có hộ tham gia.")
    share = format_percent(found.out, found.households, 1)
    reached = f"{found.out} trong {found.households} hộ ({share})"
    whole = found.out == found.households or target.met(Decimal(100 * found.out) / found.households)
    reasons = []
    if model.status is not ChoiceStatus.ENDED and STAGES.index(model.stage) < STAGES.index(Stage.ACCEPTED):
        reasons.append("Mô hình chưa kết thúc, số liệu đến nay.")
    if waiting := found.households - found.reviewed:
        reasons.append(f"{waiting} hộ chưa được rà soát sau khi tham gia.")
    if found.preliminary:
        reasons.append(f"{found.preliminary} hộ mới có kết quả sơ bộ.")
    if reasons:
        return TargetLine(target, reached, TargetState.NOT_KNOWN, " ".join(reasons))
    return TargetLine(target, reached, TargetState.REACHED if whole else TargetState.NOT_REACHED)


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that tells whether the model works: in words; ``good`` None where it is not known."""

    text: str
    good: bool | None


def effective_line(target: PlanTarget, signs: Sequence[Sign]) -> TargetLine:
    """Effective where every sign is good, not where one is bad, else not known; the signs are named."""
    marks = {True: "có", False: "không", None: "chưa rõ"}
    reached = "; ".join(f"{sign.text}: {marks[sign.good]}" for sign in signs)
    if any(sign.good is False for sign in signs):
        state = TargetState.NOT_REACHED
    elif signs and all(sign.good for sign in signs):
        state = TargetState.REACHED
    else:
        state = TargetState.NOT_KNOWN
    return TargetLine(target, reached or "–", state, "Suy ra từ các việc đã ghi; cán bộ đánh giá lại khi tổng kết.")
