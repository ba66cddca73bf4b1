"""What the page asks of the services about the commune's models, bound to the open store. Knows no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sinhke_desktop.domain.choosing import Criterion, Ranked, VillageVote, VoteInput
from sinhke_desktop.domain.follow_up import FollowUpInput
from sinhke_desktop.domain.funding import (
    BudgetLine,
    BudgetLineInput,
    HandoverInput,
    InputHandover,
    Payment,
    PaymentInput,
)
from sinhke_desktop.domain.hamlet import Hamlet
from sinhke_desktop.domain.livelihood import ChoiceStatus, LivelihoodModel, ModelInput, Stage
from sinhke_desktop.domain.participant import Participant
from sinhke_desktop.domain.review import PovertyClass
from sinhke_desktop.services import (
    candidates,
    follow_ups,
    funding,
    hamlets,
    households,
    livelihood,
    model_library,
    participants,
    reviews,
    stages,
    workspace,
)
from sinhke_desktop.services.follow_ups import MonthTable
from sinhke_desktop.services.livelihood import ModelStatus
from sinhke_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ParticipantRow:
    """A participant with the household's name, hamlet and class today."""

    participant: Participant
    name: str
    hamlet: str
    class_now: PovertyClass


class ModelRecords:
    """The services of candidates, model, money, participants and follow-ups for one workspace."""

    def __init__(self, opened: Workspace) -> None:
        self._workspace = opened

    def today(self) -> date:
        """The officer's day."""
        return workspace.today(self._workspace)

    def period(self) -> str:
        """The programme period."""
        return candidates.period_of(self._workspace)

    def areas(self) -> dict[str, str]:
        """Code → name of the areas that can have a model in this period, or still have one."""
        running = {one.area_code for one in self.active()}
        period = self.period()
        return {
            code: name
            for code, name in candidates.areas(self._workspace).items()
            if code in running or candidates.has_own_model(self._workspace, code, period)
        }

    def hamlets(self) -> list[Hamlet]:
        """The commune's hamlets."""
        return hamlets.all_hamlets(self._workspace)

    def active(self) -> list[LivelihoodModel]:
        """The active models."""
        return livelihood.active(self._workspace)

    def ended(self) -> list[LivelihoodModel]:
        """The models that were ended, newest first."""
        found = [one for one in candidates.all_models(self._workspace) if one.status is ChoiceStatus.ENDED]
        return sorted(found, key=lambda one: (one.ended_on or date.min, one.id), reverse=True)

    def compare(self, area_code: str) -> list[Ranked]:
        """The models proposed for an area."""
        return candidates.compare(self._workspace, area_code=area_code)

    def criteria(self) -> list[Criterion]:
        """The criteria with their weights."""
        return candidates.criteria(self._workspace)

    def scores(self, model_id: str) -> dict[str, int]:
        """Criterion key → score."""
        return {key: one.score for key, one in candidates.scores(self._workspace, model_id).items()}

    def votes(self, model_id: str) -> list[VillageVote]:
        """The votes on a candidate."""
        return candidates.votes(self._workspace, model_id)

    def set_weight(self, key: str, text: str) -> None:
        """Another weight; raises InvalidInput."""
        candidates.set_weights(self._workspace, {key: text})

    def set_score(self, model_id: str, key: str, text: str) -> None:
        """Another score; raises InvalidInput."""
        candidates.set_scores(self._workspace, model_id, {key: text})

    def propose(self, typed: ModelInput, model_id: str = "") -> LivelihoodModel:
        """A new candidate, or the changed one of *model_id*; raises InvalidInput."""
        if model_id:
            return candidates.change(self._workspace, model_id, typed)
        return model_library.propose(self._workspace, typed)

    def change_chosen(self, model_id: str, typed: ModelInput, reason: str) -> LivelihoodModel:
        """Change a model that was chosen, with the reason; raises InvalidInput."""
        return candidates.change(self._workspace, model_id, typed, reason)

    def remove_candidate(self, model_id: str, reason: str) -> None:
        """Put a candidate into the recycle bin."""
        candidates.remove(self._workspace, model_id, reason)

    def restore_candidate(self, model_id: str) -> None:
        """Take it back."""
        candidates.restore(self._workspace, model_id)

    def vote(self, model_id: str, typed: VoteInput) -> VillageVote:
        """Record a hamlet's vote; raises InvalidInput."""
        return candidates.record_vote(self._workspace, model_id, typed)

    def remove_vote(self, vote_id: str, reason: str) -> None:
        """Take a vote away."""
        candidates.remove_vote(self._workspace, vote_id, reason)

    def warnings_before_choosing(self, model_id: str) -> list[str]:
        """What to think of before."""
        return candidates.warnings_before_choosing(self._workspace, model_id)

    def choose(self, model_id: str, reason: str, number: str, day: str) -> LivelihoodModel:
        """Choose a candidate; raises InvalidInput or MH-01."""
        return candidates.choose(self._workspace, model_id, reason, number, day)

    def status(self, model_id: str) -> ModelStatus:
        """Where the model stands."""
        return livelihood.status(self._workspace, model_id)

    def dues(self, model_id: str) -> dict[Stage, date]:
        """Stage → the day by which it is due."""
        found = stages.board(self._workspace, model_id).stages
        return {one.stage: one.due.due_on for one in found if one.due is not None}

    def end(self, model_id: str, reason: str, day: str) -> LivelihoodModel:
        """End the model; raises InvalidInput."""
        return livelihood.end(self._workspace, model_id, reason, day)

    def month(self, model_id: str, month: str) -> MonthTable:
        """The follow-up of a month."""
        return follow_ups.table(self._workspace, model_id, month)

    def save_month(self, typed: Sequence[FollowUpInput]) -> None:
        """Record follow-ups, all or none; raises InvalidInput."""
        follow_ups.record_many(self._workspace, typed)

    def sources(self) -> dict[str, str]:
        """Code → name of the funding sources."""
        return funding.source_names()

    def lines(self, model_id: str) -> list[BudgetLine]:
        """The budget lines."""
        return funding.lines(self._workspace, model_id)

    def payments(self, model_id: str) -> list[Payment]:
        """The payments of all lines."""
        return funding.payments(self._workspace, model_id)

    def plan_line(self, model_id: str, typed: BudgetLineInput, line_id: str = "") -> BudgetLine:
        """A new budget line, or the changed one of *line_id*; raises InvalidInput."""
        if line_id:
            return funding.change_line(self._workspace, line_id, typed)
        return funding.add_line(self._workspace, model_id, typed)

    def remove_line(self, line_id: str, reason: str) -> None:
        """Remove a line from which nothing was paid; raises InvalidInput."""
        funding.remove_line(self._workspace, line_id, reason)

    def pay_many(self, line_id: str, typed: Sequence[PaymentInput]) -> list[Payment]:
        """Record payments from one line, all or none; raises InvalidInput."""
        return funding.pay_many(self._workspace, line_id, typed)

    def change_payment(self, payment_id: str, line_id: str, typed: PaymentInput) -> Payment:
        """Correct a payment; raises InvalidInput."""
        return funding.change_payment(self._workspace, payment_id, line_id, typed)

    def remove_payment(self, payment_id: str, reason: str) -> None:
        """Take a payment back."""
        funding.remove_payment(self._workspace, payment_id, reason)

    def handovers(self, model_id: str) -> list[InputHandover]:
        """What was handed over."""
        return funding.handovers(self._workspace, model_id)

    def hand_over(self, typed: Sequence[HandoverInput]) -> list[InputHandover]:
        """Record handovers, all or none; raises InvalidInput."""
        return funding.hand_over(self._workspace, typed)

    def remove_handover(self, handover_id: str, reason: str) -> None:
        """Take a handover back."""
        funding.remove_handover(self._workspace, handover_id, reason)

    def participants(self, model_id: str) -> list[ParticipantRow]:
        """The participants with names and today's class; households that left come last."""
        names = {hamlet.id: f"{hamlet.kind} {hamlet.name}" for hamlet in self.hamlets()}
        rows = []
        for one in participants.of_model(self._workspace, model_id):
            household = households.get(self._workspace, one.household_id)
            now = reviews.standing_of(self._workspace, one.household_id)
            rows.append(ParticipantRow(one, household.head.full_name, names.get(household.hamlet_id, ""), now))
        return sorted(rows, key=lambda row: row.participant.left_on is not None)
