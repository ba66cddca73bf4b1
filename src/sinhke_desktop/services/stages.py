"""The stages of a model with their days, due days and papers: what is there, what is missing, what is late."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sinhke_desktop.domain.livelihood import LivelihoodModel, Stage, stage_name
from sinhke_desktop.domain.model_stages import without_stage
from sinhke_desktop.domain.participant import Participant
from sinhke_desktop.domain.stage_papers import (
    PaperLine,
    PaperState,
    StageDue,
    StagePaper,
    StageStanding,
    WantedPaper,
    awaited,
    missing_papers,
    stage_due_id,
    stage_paper_id,
    standings,
)
from sinhke_desktop.domain.typed_values import Typed, typed_text
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.i18n import _
from sinhke_desktop.services import model_records
from sinhke_desktop.services.model_process import process
from sinhke_desktop.services.workspace import Workspace, author, today
from sinhke_desktop.storage import journal, records

SOON_DAYS = 14
DECISION_KEYS = ("decision", "value-chain-decision")
COMMITMENTS_KEY = "commitments"


@dataclass(frozen=True, slots=True)
class StageBoard:
    """All twelve stages of a model as they stand on a day."""

    model: LivelihoodModel
    on: date
    stages: tuple[StageStanding, ...]

    @property
    def missing(self) -> list[PaperLine]:
        """The papers missing of the stages that were reached."""
        return missing_papers(self.model, [line for one in self.stages for line in one.lines])

    @property
    def overdue(self) -> list[StageDue]:
        """The due days that have passed, earliest first."""
        late = [one.due for one in self.stages if one.overdue and one.due is not None]
        return sorted(late, key=lambda due: due.due_on)

    @property
    def soon(self) -> list[StageDue]:
        """The due days within the next two weeks."""
        dues = [one.due for one in self.stages if one.due is not None]
        last = self.on + timedelta(days=SOON_DAYS)
        return [due for due in awaited(self.model, dues) if self.on <= due.due_on <= last]

    @property
    def proposed(self) -> dict[Stage, date]:
        """The due days that the program proposes."""
        return {one.stage: one.proposed for one in self.stages if one.proposed is not None}

    def name(self, stage: Stage) -> str:
        """The stage in words."""
        return stage_name(self.model, stage)


def board(workspace: Workspace, model_id: str, on: date | None = None) -> StageBoard:
    """The stages as they stand today, or judged by the day *on*; raises NotFound."""
    code, now, rules = workspace.commune_code, on or today(workspace), process()
    with workspace.database.read() as connection:
        model = records.get(connection, LivelihoodModel, model_id)
        papers = records.all_of(connection, StagePaper, code, model_id=model_id)
        dues = records.all_of(connection, StageDue, code, model_id=model_id)
        joined = records.all_of(connection, Participant, code, model_id=model_id)
    stored = {one.key for one in papers}
    papers += [one for one in _noted_elsewhere(model, joined) if one.key not in stored]
    return StageBoard(model, now, standings(model, rules.papers, papers, dues, rules.dues, now))


def _noted_elsewhere(model: LivelihoodModel, joined: Sequence[Participant]) -> list[StagePaper]:
    """Papers that the file knows of anyhow: the decision with its number, commitments once all have signed."""
    known: dict[str, tuple[str, date | None]] = {}
    if model.decision_number:
        known |= dict.fromkeys(DECISION_KEYS, (model.decision_number, model.decision_date))
    staying = [one for one in joined if one.left_on is None]
    signed = [one.commitment_signed_on for one in staying if one.commitment_signed_on is not None]
    if signed and len(signed) == len(staying):
        words = _("{count} of {all} households").format(count=len(signed), all=len(staying))
        known[COMMITMENTS_KEY] = (words, max(signed))
    return [
        StagePaper(
            stage_paper_id(model.id, one.key), model.commune_code, model.id, one.stage, one.name, one.key,
            number=known[one.key][0], dated_on=known[one.key][1],
        )
        for one in process().papers
        if one.key in known and one.is_for(model)
    ]  # fmt: skip


def wanted(key: str) -> WantedPaper:
    """The paper of the checklist with this key; raises InvalidInput (MH-32)."""
    for one in process().papers:
        if one.key == key:
            return one
    raise InvalidInput([Problem("key", _("The checklist has no such paper."), "MH-32")])


def mark_there(
    workspace: Workspace, model_id: str, key: str, number: str = "", dated_on: Typed = "", note: str = ""
) -> StagePaper:
    """Note that a wanted paper is there, with its number and day; raises InvalidInput."""
    return _marked(workspace, model_id, key, PaperState.THERE, number=number, dated_on=dated_on, note=note)


def mark_not_needed(workspace: Workspace, model_id: str, key: str, reason: str) -> StagePaper:
    """Note that this model does not need a wanted paper, and why; raises InvalidInput."""
    return _marked(workspace, model_id, key, PaperState.NOT_NEEDED, reason=reason)


def _marked(workspace: Workspace, model_id: str, key: str, state: PaperState, **more: Typed) -> StagePaper:
    one = wanted(key)
    typed = {"stage": one.stage.value, "name": one.name, "key": key, "state": state.value, **more}
    paper: StagePaper = model_records.add(workspace, "stage_paper", typed, model_id)
    return paper


def unmark(workspace: Workspace, model_id: str, key: str) -> None:
    """A wanted paper is missing again; raises NotFound where nothing was noted of it."""
    model_records.remove(workspace, "stage_paper", stage_paper_id(model_id, key))


def set_dues(workspace: Workspace, model_id: str, dues: Mapping[Stage, Typed]) -> list[StageDue]:
    """Set the due days of some stages, all or none; raises InvalidInput."""
    typed = [{"stage": stage.value, "due_on": typed_text(day)} for stage, day in dues.items()]
    return model_records.add_many(workspace, "stage_due", typed, model_id)


def remove_due(workspace: Workspace, model_id: str, stage: Stage) -> None:
    """A stage has no due day any more; raises NotFound where it had none."""
    model_records.remove(workspace, "stage_due", stage_due_id(model_id, stage))


def take_back(workspace: Workspace, model_id: str, stage: Stage) -> LivelihoodModel:
    """A stage was noted by mistake: the model stands at the furthest one before; raises InvalidInput (MH-30)."""
    with workspace.database.write() as connection:
        model = without_stage(records.get(connection, LivelihoodModel, model_id), stage)
        journal.save(connection, author(workspace), records.drafts(connection, [model]))
    return model
