"""The plan's targets beside what the register, the reviews and the model's file say is reached."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from sinhke_desktop.domain.economics import economics
from sinhke_desktop.domain.exits import Exits
from sinhke_desktop.domain.follow_up import FollowUp, herd_of
from sinhke_desktop.domain.funding import InputHandover
from sinhke_desktop.domain.model_targets import (
    Measure,
    Plan,
    PlanTarget,
    Sign,
    TargetLine,
    YearRate,
    effective_line,
    fall_line,
    participants_line,
)
from sinhke_desktop.domain.poverty_facts import Fact, Facts
from sinhke_desktop.domain.poverty_tables.scopes import scopes
from sinhke_desktop.domain.review import PovertyClass
from sinhke_desktop.domain.whole_file import WholeFile
from sinhke_desktop.paths import resource
from sinhke_desktop.progress import SILENT, Progress
from sinhke_desktop.services import lists, poverty_tables
from sinhke_desktop.services.workspace import Workspace

FILE = "model-targets.toml"


@dataclass(frozen=True, slots=True)
class CommuneRates:
    """The commune's rates by year, oldest first: of all households, and of the ethnic minorities'."""

    all: tuple[YearRate, ...]
    minority: tuple[YearRate, ...]


@lru_cache(maxsize=1)
def plan() -> Plan:
    """The plan as it ships with the program."""
    return read_plan(resource("process", FILE))


def read_plan(path: Path) -> Plan:
    """The plan of a file; raises KeyError, ValueError or TOMLDecodeError for one that is wrong."""
    read = tomllib.loads(path.read_text(encoding="utf-8"))
    targets = tuple(
        PlanTarget(
            measure=Measure(one["measure"]),
            name=one["name"],
            least=Decimal(one["least"]) if "least" in one else None,
            most=Decimal(one["most"]) if "most" in one else None,
            strictly=one.get("strictly", False),
            districts=tuple(one.get("districts", ())),
            reading=one.get("reading", ""),
        )
        for one in read["targets"]
    )
    return Plan(
        read["id"], read["name"], read["source"], read["first_year"], read["last_year"], targets,
        tuple(read.get("provinces", ())), read.get("unverified", ""),
    )  # fmt: skip


def commune_rates(workspace: Workspace, first: int, last: int, progress: Progress = SILENT) -> CommuneRates:
    """The rates of the years *first* to *last*, each from the tables of its year with its own total of households.

    20,000 households take seconds a year: call it in a task.
    """
    known = poverty_tables.years(workspace)
    everyone: list[YearRate] = []
    minority: list[YearRate] = []
    for number, year in enumerate(range(first, last + 1)):
        progress.step(number, last - first + 1)
        if year not in known:
            everyone.append(YearRate(year, None, None))
            minority.append(YearRate(year, None, None))
            continue
        both = year_rates(poverty_tables.load(workspace, year))
        everyone.append(both[0])
        minority.append(both[1])
    progress.step(last - first + 1, last - first + 1)
    return CommuneRates(tuple(everyone), tuple(minority))


def year_rates(found: Facts) -> tuple[YearRate, YearRate]:
    """The rates at the end of the facts' year: of all households, and of the ethnic minorities'."""
    totals = scopes(found, found.households)[-1].totals
    some = [fact for fact in found.households if fact.minority]
    return _rate(found, totals.households, found.households), _rate(found, totals.minority_households, some)


def _rate(found: Facts, whole: int | None, some: Sequence[Fact]) -> YearRate:
    poor = sum(fact.poverty_class is PovertyClass.POOR for fact in some)
    return YearRate(found.year, poor, whole, preliminary=found.preliminary > 0)


def targets(workspace: Workspace, file: WholeFile, found: Exits, known: CommuneRates) -> list[TargetLine]:
    """Every target that holds for the commune, yearly ones for each year of the plan."""
    unit = lists.units()[workspace.commune_code]
    old = unit.made_from
    area = file.model.area_code.removesuffix("-old")
    if file.model.area_code != unit.code:
        old = tuple(one for one in old if one.code == area)
    asked = plan()
    lines: list[TargetLine] = []
    for target in asked.for_district([one.district for one in old]):
        if target.measure is Measure.EFFECTIVE:
            lines.append(effective_line(target, signs(file)))
        elif target.measure is Measure.PARTICIPANTS_OUT:
            lines.append(participants_line(target, found, file.model))
        else:
            by_year = known.minority if target.measure is Measure.MINORITY_FALL else known.all
            lines += [fall_line(target, before, now) for before, now in pairwise(by_year)]
    return lines


def of_model(workspace: Workspace, file: WholeFile, found: Exits, progress: Progress = SILENT) -> list[TargetLine]:
    """The same, with the rates of the plan's years read; a task for big communes."""
    asked = plan()
    known = commune_rates(workspace, asked.first_year - 1, asked.last_year, progress)
    return targets(workspace, file, found, known)


def signs(file: WholeFile) -> list[Sign]:
    """What tells whether the model works, each a fact of the file: income, net income, nobody lost all, acceptance."""
    lines, cycle = file.of("economic_line"), file.model.cycle_months or file.model.duration_months
    income = sum(one.income or 0 for one in file.follow_ups) + sum(one.amount for one in file.of("delivery"))
    net = economics(lines, cycle).expected.net > 0 if lines and cycle else None
    return [
        Sign("đã có thu nhập từ mô hình", True if income else None if not file.follow_ups else False),
        Sign("hạch toán một chu kỳ có lãi", net),
        Sign("không hộ nào mất trắng", _nobody_lost_all(file)),
        Sign("đã nghiệm thu", True if file.model.accepted_on else None),
    ]


def _nobody_lost_all(file: WholeFile) -> bool | None:
    handed: defaultdict[str, list[InputHandover]] = defaultdict(list)
    noted: defaultdict[str, list[FollowUp]] = defaultdict(list)
    for handover in file.handovers:
        handed[handover.participant_id].append(handover)
    for month in file.follow_ups:
        noted[month.participant_id].append(month)
    herds = [herd_of(handed[one.id], noted[one.id]) for one in file.staying]
    counted = [one for one in herds if one.handed and one.alive is not None]
    if not counted:
        return None
    return not any(one.alive == 0 and one.lost >= one.handed for one in counted)
