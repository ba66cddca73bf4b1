"""The stages' due days and papers: what each stage needs, what is there, what is missing, what is overdue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sinhke_desktop.domain import typed_record as form
from sinhke_desktop.domain.livelihood import (
    ANIMAL_UNIT,
    STAGE_NAMES,
    STAGES,
    ChoiceStatus,
    LivelihoodModel,
    ModelKind,
    Stage,
    months_after,
)
from sinhke_desktop.domain.model_stages import StageMark, reached, stage_line
from sinhke_desktop.domain.typed_values import derived_id
from sinhke_desktop.domain.vietnamese import fold
from sinhke_desktop.errors import Problem
from sinhke_desktop.i18n import _


class PaperState(StrEnum):
    """Whether a paper of a stage is there."""

    THERE = "there"
    NOT_NEEDED = "not-needed"


PAPER_STATE_NAMES = {PaperState.THERE: "Đã có", PaperState.NOT_NEEDED: "Không cần"}


@dataclass(frozen=True, slots=True)
class StageDue:
    """The day by which a stage should be reached; one for each stage of a model."""

    id: str
    commune_code: str
    model_id: str
    stage: Stage
    due_on: date
    note: str = ""
    removed: bool = False


@dataclass(frozen=True, slots=True)
class StagePaper:
    """A paper of a stage; ``key`` is of the checklist, empty for one that the officer added."""

    id: str
    commune_code: str
    model_id: str
    stage: Stage
    name: str
    key: str = ""
    state: PaperState = PaperState.THERE
    number: str = ""
    dated_on: date | None = None
    reason: str = ""
    note: str = ""
    removed: bool = False

    def check(self, problems: list[Problem], _today: date) -> None:
        """MH-02 where a paper is said not to be needed without a reason."""
        if self.state is PaperState.NOT_NEEDED and not self.reason:
            problems.append(Problem("reason", _("Say why this paper is not needed."), "MH-02"))


STAGE_DUE = (
    form.choice("stage", "Giai đoạn", STAGE_NAMES),
    form.day("due_on", "Phải xong trước ngày", required=True),
    form.text("note", "Ghi chú"),
)
STAGE_PAPER = (
    form.choice("stage", "Giai đoạn", STAGE_NAMES),
    form.text("name", "Tên giấy tờ", required=True),
    form.choice("state", "Tình trạng", PAPER_STATE_NAMES),
    form.text("number", "Số, ký hiệu"),
    form.day("dated_on", "Ngày ký", past=True),
    form.text("reason", "Lý do không cần"),
    form.text("note", "Ghi chú"),
    form.text("key", "Mã trong danh mục"),
)


@dataclass(frozen=True, slots=True)
class WantedPaper:
    """A paper that the checklist asks for at a stage; ``source`` names where the demand comes from, ``own`` the
    program's own proposal that no source was read for.

    ``kinds`` are the kinds of project that it is for, none meaning all; ``animals`` asks for it only where animals are
    raised.
    """

    stage: Stage
    key: str
    name: str
    source: str = ""
    own: bool = True
    kinds: frozenset[ModelKind] = frozenset()
    animals: bool = False

    def is_for(self, model: LivelihoodModel) -> bool:
        """True if *model* needs it."""
        raised = fold(model.unit) == ANIMAL_UNIT
        return (not self.kinds or model.kind in self.kinds) and (raised or not self.animals)


class Anchor(StrEnum):
    """What a proposed due day is counted from: the model's start, half of its months, its end."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True, slots=True)
class DueProposal:
    """A due day that the program proposes: *months* after the *anchor*; an officer confirms it."""

    stage: Stage
    anchor: Anchor
    months: int = 0


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One line of a stage's checklist: what is wanted and what is there."""

    stage: Stage
    name: str
    wanted: WantedPaper | None
    paper: StagePaper | None

    @property
    def missing(self) -> bool:
        """True if it is wanted and nothing was noted."""
        return self.wanted is not None and self.paper is None

    @property
    def not_needed(self) -> bool:
        """True if it was said, with a reason, not to be needed."""
        return self.paper is not None and self.paper.state is PaperState.NOT_NEEDED

    @property
    def there(self) -> bool:
        """True if it is there."""
        return self.paper is not None and self.paper.state is PaperState.THERE


@dataclass(frozen=True, slots=True)
class StageStanding:
    """One stage on a day: its day, its due day (or one to confirm), whether that has passed, and its papers."""

    mark: StageMark
    reached: bool
    due: StageDue | None
    proposed: date | None
    overdue: bool
    lines: tuple[PaperLine, ...]

    @property
    def stage(self) -> Stage:
        """Which stage."""
        return self.mark.stage

    @property
    def there(self) -> int:
        """How many papers are there."""
        return sum(line.there for line in self.lines)

    @property
    def missing(self) -> int:
        """How many wanted papers were not noted."""
        return sum(line.missing for line in self.lines)


def stage_paper_id(model_id: str, key: str) -> str:
    """The one id that a wanted paper of a model has on every machine."""
    return derived_id("stage_paper", model_id, key)


def stage_due_id(model_id: str, stage: Stage) -> str:
    """The one id that the due day of a model's stage has on every machine."""
    return derived_id("stage_due", model_id, stage.value)


def checklist(wanted: Sequence[WantedPaper], papers: Sequence[StagePaper]) -> list[PaperLine]:
    """The checklists of all stages in their order; papers that nobody asked for stand after those that are wanted."""
    known = {paper.key: paper for paper in papers if paper.key and not paper.removed}
    found = [PaperLine(one.stage, one.name, one, known.get(one.key)) for one in wanted]
    asked = {one.key for one in wanted}
    found += [
        PaperLine(paper.stage, paper.name, None, paper)
        for paper in papers
        if not paper.removed and paper.key not in asked
    ]
    return sorted(found, key=lambda line: STAGES.index(line.stage))


def missing_papers(model: LivelihoodModel, lines: Sequence[PaperLine]) -> list[PaperLine]:
    """What is missing of the stages that the model has reached."""
    return [line for line in lines if line.missing and reached(model, line.stage)]


def awaited(model: LivelihoodModel, dues: Sequence[StageDue]) -> list[StageDue]:
    """The due days of stages still to come, earliest first; none for a model that is not run."""
    if model.status not in (ChoiceStatus.ACTIVE, ChoiceStatus.CANDIDATE):
        return []
    here = STAGES.index(model.stage)
    to_come = [
        due
        for due in dues
        if not due.removed and model.day_of(due.stage) is None and STAGES.index(due.stage) > here
    ]  # fmt: skip
    return sorted(to_come, key=lambda due: (due.due_on, STAGES.index(due.stage)))


def overdue_stages(model: LivelihoodModel, dues: Sequence[StageDue], today: date) -> list[StageDue]:
    """The due days that have passed for stages not yet reached, earliest first; none for a model that is not run."""
    return [due for due in awaited(model, dues) if due.due_on < today]


def proposed_dues(
    model: LivelihoodModel, proposals: Sequence[DueProposal], dues: Sequence[StageDue] = ()
) -> dict[Stage, date]:
    """Stage → due day to confirm, for stages to come that have none; nothing before the model's start is known."""
    if model.started_on is None:
        return {}
    set_already = {due.stage for due in dues if not due.removed}
    found = {}
    for one in proposals:
        if one.stage in set_already or reached(model, one.stage):
            continue
        if one.anchor is Anchor.START:
            found[one.stage] = months_after(model.started_on, one.months)
        elif model.duration_months is not None:
            whole = model.duration_months
            counted = whole if one.anchor is Anchor.END else whole // 2
            found[one.stage] = months_after(model.started_on, counted + one.months)
    return found


def standings(
    model: LivelihoodModel,
    wanted: Sequence[WantedPaper],
    papers: Sequence[StagePaper],
    dues: Sequence[StageDue],
    proposals: Sequence[DueProposal],
    today: date,
) -> tuple[StageStanding, ...]:
    """All stages in their order, with the papers that this model needs."""
    lines = checklist([one for one in wanted if one.is_for(model)], papers)
    by_stage = {due.stage: due for due in dues if not due.removed}
    late = {due.stage for due in overdue_stages(model, dues, today)}
    proposed = proposed_dues(model, proposals, dues)
    return tuple(
        StageStanding(
            mark, reached(model, mark.stage), by_stage.get(mark.stage), proposed.get(mark.stage), mark.stage in late,
            tuple(line for line in lines if line.stage is mark.stage),
        )
        for mark in stage_line(model, whole=True)
    )  # fmt: skip
