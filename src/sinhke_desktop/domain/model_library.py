"""The library of livelihood models to choose from: what one household needs, spends, earns and risks with each.

Only figures with a source are published ones (domain.md 3.4); all others are the program's own proposals and carry
:data:`PROPOSED` wherever they go.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sinhke_desktop.domain.economics import EconomicLine, Economics, Side, economics
from sinhke_desktop.domain.livelihood import LivelihoodModel, ModelInput

PROPOSED = "Số liệu gợi ý, chưa kiểm chứng; sửa theo thực tế"
"""The mark of every figure that no source gives."""
SOURCE = "Nguồn: "


@dataclass(frozen=True, slots=True)
class LibraryLine:
    """One cost or income of one household; amounts in đồng, months as in :class:`EconomicLine`.

    ``source`` is who published the figure, empty for the program's own proposal.
    """

    side: Side
    name: str
    quantity: int
    unit: str
    unit_price: int
    first_month: int
    every_months: int | None = None
    last_month: int | None = None
    worst_percent: int = 100
    own: bool = False
    source: str = ""

    @property
    def remark(self) -> str:
        """Where the figure comes from, or the mark of a proposal."""
        return f"{SOURCE}{self.source}" if self.source else PROPOSED


@dataclass(frozen=True, slots=True)
class LibraryModel:
    """One entry; ``own`` tells an entry of the commune's own file from a shipped one."""

    key: str
    name: str
    thing: str
    unit: str
    cycle_months: int
    summary: str = ""
    inputs: tuple[str, ...] = ()
    risks: tuple[str, ...] = ()
    market: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    lines: tuple[LibraryLine, ...] = ()
    own: bool = False
    file: str = ""

    def figures(self) -> Economics:
        """Costs and incomes of one household over the cycle."""
        return economics(self.economic_lines("", "", lambda: ""), self.cycle_months)

    def economic_lines(self, commune_code: str, model_id: str, new_id: Callable[[], str]) -> list[EconomicLine]:
        """The lines as those of a candidate, each with where it comes from as its note."""
        return [
            EconomicLine(
                new_id(), commune_code, model_id, one.side, one.name, one.quantity, one.unit, one.unit_price,
                one.first_month, one.every_months, one.last_month, one.worst_percent, one.own, one.remark,
            )
            for one in self.lines
        ]  # fmt: skip

    def typed(self) -> ModelInput:
        """What the entry fills into the form of a candidate; everything can be changed there."""
        return ModelInput(
            name=self.name, thing=self.thing, unit=self.unit, cycle_months=self.cycle_months,
            duration_months=self.cycle_months, library_key=self.key, risks="\n".join(self.risks),
        )  # fmt: skip


def is_proposed(line: EconomicLine) -> bool:
    """True for a figure of a candidate that still carries the mark of a proposal."""
    return PROPOSED in line.note


def entry_of(model: LivelihoodModel, lines: Sequence[EconomicLine], key: str) -> LibraryModel:
    """A candidate as an entry of the commune's own, the notes of its lines as sources; lines after its cycle are left
    out."""
    cycle = cycle_of(model, lines)
    kept = [
        LibraryLine(
            one.side, one.name, one.quantity, one.unit, one.unit_price, one.first_month, one.every_months,
            None if one.last_month is None else min(one.last_month, cycle), one.worst_percent, one.own,
            "" if is_proposed(one) else one.note.removeprefix(SOURCE),
        )
        for one in lines
        if one.first_month <= cycle
    ]  # fmt: skip
    return LibraryModel(
        key, model.name, model.thing or model.name, model.unit, cycle, " ".join(model.note.splitlines()),
        risks=tuple(model.risks.splitlines()), lines=tuple(kept), own=True,
    )  # fmt: skip


def cycle_of(model: LivelihoodModel, lines: Sequence[EconomicLine]) -> int:
    """The months that a candidate's figures are computed over: its cycle, else its duration, else its last line's."""
    last = max((one.last_month or one.first_month for one in lines if not one.removed), default=0)
    return model.cycle_months or model.duration_months or max(last, 1)
