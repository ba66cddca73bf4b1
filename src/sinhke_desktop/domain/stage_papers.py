"""The stages' due days and papers: what each stage needs, what is there, what is missing, what is overdue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sinhke_desktop.domain import typed_record as form
from sinhke_desktop.domain.livelihood import STAGE_NAMES, STAGES, ChoiceStatus, LivelihoodModel, Stage
from sinhke_desktop.domain.typed_values import derived_id
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
    program's own proposal that no source was read for."""

    stage: Stage
    key: str
    name: str
    source: str = ""
    own: bool = True


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
    here = STAGES.index(model.stage)
    return [line for line in lines if line.missing and STAGES.index(line.stage) <= here]


def overdue_stages(model: LivelihoodModel, dues: Sequence[StageDue], today: date) -> list[StageDue]:
    """The due days that have passed for stages not yet reached, earliest first; none for a model that is not run."""
    if model.status not in (ChoiceStatus.ACTIVE, ChoiceStatus.CANDIDATE):
        return []
    late = [
        due
        for due in dues
        if not due.removed and due.due_on < today and model.day_of(due.stage) is None
        and STAGES.index(due.stage) > STAGES.index(model.stage)
    ]  # fmt: skip
    return sorted(late, key=lambda due: (due.due_on, STAGES.index(due.stage)))
