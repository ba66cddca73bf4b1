"""What the papers about a whole model say: its file, what came of it, its money by source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sinhke_desktop.domain.commune import Commune
from sinhke_desktop.domain.economics import Economics
from sinhke_desktop.domain.exits import Exits, HouseholdResult
from sinhke_desktop.domain.follow_up import Herd
from sinhke_desktop.domain.model_targets import Plan, TargetLine
from sinhke_desktop.domain.report import HerdMonth
from sinhke_desktop.domain.revolving import RevolvingFund
from sinhke_desktop.domain.settlement import Sums
from sinhke_desktop.domain.stage_papers import PaperLine
from sinhke_desktop.domain.timeline import Happened
from sinhke_desktop.domain.whole_file import WholeFile


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One source: its name, đồng, what was carried into another year, share in hundredths of a percent."""

    name: str
    sums: Sums
    carried: int
    share: int


@dataclass(frozen=True, slots=True)
class InputLine:
    """Inputs of one kind and price: how many, worth what, to how many households."""

    kind: str
    unit: str
    quantity: int
    unit_price: int
    households: int

    @property
    def amount(self) -> int:
        """Quantity times unit price, in đồng."""
        return self.quantity * self.unit_price


@dataclass(frozen=True, slots=True)
class ModelPaperFacts:
    """The facts of the papers. ``economics`` is None without lines or a cycle; ``area`` names the former commune."""

    commune: Commune
    area: str
    file: WholeFile
    plan: Plan
    results: Sequence[HouseholdResult]
    exits: Exits
    targets: Sequence[TargetLine]
    happened: Sequence[Happened]
    papers: Sequence[PaperLine]
    sources: Sequence[SourceLine]
    total: Sums
    inputs: Sequence[InputLine]
    herd: Herd
    fund: RevolvingFund
    economics: Economics | None
    income: int
    herd_months: Sequence[HerdMonth] = ()
