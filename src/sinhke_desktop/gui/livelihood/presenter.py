"""Which side of the page is shown, the candidates' comparison, the model's month. Knows no Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from sinhke_desktop.domain.choosing import Criterion, Ranked, VillageVote
from sinhke_desktop.domain.livelihood import ChoiceStatus, LivelihoodModel, Stage
from sinhke_desktop.domain.money import format_percent
from sinhke_desktop.domain.typed_values import month_name, month_of, next_month
from sinhke_desktop.errors import InvalidInput
from sinhke_desktop.gui.context import Runs, Toasts
from sinhke_desktop.gui.livelihood.follow_up_sheet import FollowUpSheet
from sinhke_desktop.gui.livelihood.records import ModelRecords, ParticipantRow
from sinhke_desktop.gui.livelihood.scoring_sheet import ScoringSheet
from sinhke_desktop.i18n import _
from sinhke_desktop.services.follow_ups import MonthTable
from sinhke_desktop.services.livelihood import ModelStatus

OVER = "ended:"
"""Before the id of an ended model that is looked at like an area."""


@dataclass(frozen=True, slots=True)
class VoteRow:
    """A hamlet's vote on the candidate looked at."""

    vote: VillageVote
    hamlet: str

    @property
    def agreement(self) -> str:
        """Households in favour of those present."""
        return format_percent(self.vote.votes_for, self.vote.households_present, 1)


class LivelihoodView(Protocol):
    """What the presenters need of the page."""

    def show_areas(self, areas: dict[str, str], chosen: str) -> None:
        """Offer the areas that can have a model of their own; one alone is not offered."""
        ...

    def show_nothing(self) -> None:
        """No candidate was proposed yet."""
        ...

    def show_scoring(self, sheet: ScoringSheet) -> None:
        """Show the comparison."""
        ...

    def show_candidate(self, ranked: Ranked, votes: Sequence[VoteRow], warnings: Sequence[str]) -> None:
        """Show the candidate looked at."""
        ...

    def show_model(
        self, status: ModelStatus, participants: Sequence[ParticipantRow], dues: Mapping[Stage, date]
    ) -> None:
        """Show the active model, with the days by which its stages are due."""
        ...

    def show_month(self, sheet: FollowUpSheet, *, first: bool, last: bool) -> None:
        """Show a month's follow-up; *first* and *last* say that there is none before or after it."""
        ...

    def show_typing(self, wrong: Sequence[str], *, dirty: bool) -> None:
        """Say what is wrong in the month's grid and whether something is not saved."""
        ...


@dataclass(frozen=True, slots=True)
class ModelRead:
    """A model as it is shown, with one month of its follow-up."""

    model: LivelihoodModel
    status: ModelStatus
    participants: Sequence[ParticipantRow]
    dues: Mapping[Stage, date]
    month: MonthTable


@dataclass(frozen=True, slots=True)
class LivelihoodRead:
    """What can be chosen like an area (code or ended model → name), which one is looked at, and its model."""

    areas: dict[str, str]
    area: str
    model: ModelRead | None


class LivelihoodPresenter:
    """Chooses between the comparison and the active model of an area; reads in the worker."""

    def __init__(self, view: LivelihoodView, records: ModelRecords, toast: Toasts, run: Runs) -> None:
        self._view = view
        self.records = records
        self._run = run
        self._turn = 0
        self._area = ""
        self.choosing = ChoosingPresenter(view, records)
        self.running = RunningPresenter(view, records, toast)

    def refresh(self) -> None:
        """Read everything again; a month with unsaved typing is left alone.

        A model that was ended is chosen like an area; one that has just been ended stays in sight. What is shown stays
        until the answer is there; an answer to an older question is dropped.
        """
        self._turn += 1
        turn, area, shown, month = self._turn, self._area, self.running.model, self.running.month

        def show(read: LivelihoodRead) -> None:
            if turn == self._turn:
                self._show(read, month)

        self._run(lambda _progress: self._read(area, shown, month), show)

    def _read(self, area: str, shown: LivelihoodModel | None, month: str) -> LivelihoodRead:
        active = {model.area_code: model for model in self.records.active()}
        ended = {OVER + model.id: model for model in self.records.ended()}
        areas = self.records.areas()
        if area in areas and area not in active and shown is not None:
            just = OVER + shown.id
            area = just if just in ended and ended[just].area_code == area else area
        if area not in areas and area not in ended:
            area = next(iter(active), next(iter(areas)))
        text = _("{name} (ended)")
        names = areas | {key: text.format(name=one.name) for key, one in ended.items()}
        model = ended.get(area) or active.get(area)
        if model is None:
            return LivelihoodRead(names, area, None)
        same = shown is not None and shown.id == model.id
        last = month_limits(model, self.records.today())[1]
        table = self.records.month(model.id, min(month, last) if same and month else last)
        rows, dues = self.records.participants(model.id), self.records.dues(model.id)
        return LivelihoodRead(names, area, ModelRead(model, self.records.status(model.id), rows, dues, table))

    def _show(self, read: LivelihoodRead, month: str) -> None:
        self._area = read.area
        self._view.show_areas(read.areas, read.area)
        if read.model is None:
            self.choosing.refresh(read.area)
        else:
            self.running.show(read.model, month)

    def choose_area(self, code: str) -> None:
        """Look at the model or the candidates of another area."""
        if code != self._area:
            self._area = code
            self.running.model = None
            self.refresh()

    @property
    def area(self) -> str:
        """The area looked at."""
        return self._area


class ChoosingPresenter:
    """Compares the candidates of an area."""

    def __init__(self, view: LivelihoodView, records: ModelRecords) -> None:
        self._view = view
        self._records = records
        self._area = ""
        self._looked_at = ""
        self.sheet: ScoringSheet | None = None

    def refresh(self, area: str) -> None:
        """Read the comparison again."""
        self._area = area
        criteria, ranked, scores = self._read()
        if not ranked:
            self.sheet = None
            self._view.show_nothing()
            return
        self.sheet = ScoringSheet(criteria, ranked, scores, self._records.set_weight, self._records.set_score)
        self._view.show_scoring(self.sheet)
        self.look_at(self._looked_at)

    def _read(self) -> tuple[list[Criterion], list[Ranked], dict[str, dict[str, int]]]:
        ranked = [one for one in self._records.compare(self._area) if one.model.status is ChoiceStatus.CANDIDATE]
        ranked = [replace(one, place=1 + sum(other.place < one.place for other in ranked)) for one in ranked]
        return self._records.criteria(), ranked, {one.model.id: self._records.scores(one.model.id) for one in ranked}

    def typed(self) -> None:
        """A weight or score was typed: the sums and places are other ones now."""
        if self.sheet is not None:
            self.sheet.read_again(*self._read())
            self.look_at(self._looked_at)

    def look_at(self, model_id: str) -> None:
        """Show one candidate; the best one where it is not there."""
        if self.sheet is None:
            return
        best = min(self.sheet.ranked, key=lambda one: one.place)
        ranked = next((one for one in self.sheet.ranked if one.model.id == model_id), best)
        self._looked_at = ranked.model.id
        names = {one.id: f"{one.kind} {one.name}" for one in self._records.hamlets()}
        votes = [VoteRow(vote, names.get(vote.hamlet_id, "–")) for vote in self._records.votes(ranked.model.id)]
        self._view.show_candidate(ranked, votes, self._records.warnings_before_choosing(ranked.model.id))

    @property
    def looked_at(self) -> LivelihoodModel | None:
        """The candidate looked at."""
        if self.sheet is None:
            return None
        return next((one.model for one in self.sheet.ranked if one.model.id == self._looked_at), None)


class RunningPresenter:
    """The active model: its month can be typed over and is saved as a whole."""

    def __init__(self, view: LivelihoodView, records: ModelRecords, toast: Toasts) -> None:
        self._view = view
        self._records = records
        self._toast = toast
        self.model: LivelihoodModel | None = None
        self.month = ""
        self.sheet: FollowUpSheet | None = None

    def show(self, read: ModelRead, month: str) -> None:
        """Show the model; the month too, unless something typed is not saved or *month* is not looked at any more."""
        if self.model is None or self.model.id != read.model.id:
            self.month, self.sheet = "", None
        self.model = read.model
        self._view.show_model(read.status, read.participants, read.dues)
        if not self.dirty() and self.month in ("", month):
            self._show_table(read.month)

    def dirty(self) -> bool:
        """Was a month typed over and not saved?"""
        return self.sheet is not None and self.sheet.dirty()

    def step(self, months: int) -> bool:
        """Go *months* on; False (and nothing happens) while typing is not saved or there is no such month."""
        if self.dirty() or not self.month:
            return False
        month = next_month(self.month, months)
        first, last = self._limits()
        if not first <= month <= last:
            return False
        self._show_month(month)
        return True

    def _limits(self) -> tuple[str, str]:
        return month_limits(self.model, self._records.today())

    def _show_month(self, month: str) -> None:
        if self.model is None:
            return
        self._show_table(self._records.month(self.model.id, month))

    def _show_table(self, table: MonthTable) -> None:
        month = self.month = table.month
        self.sheet = FollowUpSheet(table, self._records.today())
        first, last = self._limits()
        self._view.show_month(self.sheet, first=month <= first, last=month >= last)
        self.typed()

    def typed(self) -> None:
        """Something was typed into the month."""
        if self.sheet is not None:
            self._view.show_typing(self.sheet.wrong(), dirty=self.sheet.dirty())

    def save(self) -> bool:
        """Save the month, all lines or none; True if nothing is left unsaved."""
        if self.sheet is None or self.model is None or not self.sheet.dirty():
            return True
        typed = self.sheet.inputs()
        try:
            self._records.save_month(typed)
        except InvalidInput as wrong:
            others = self.sheet.refuse(wrong.problems)
            self._view.show_typing([*self.sheet.wrong(), *others], dirty=True)
            return False
        saved = _("Follow-up of month {month} saved: {count} households.")
        self._toast(saved.format(month=month_name(self.month), count=len(typed)))
        self._show_month(self.month)
        model_id = self.model.id
        self._view.show_model(
            self._records.status(model_id), self._records.participants(model_id), self._records.dues(model_id)
        )
        return True

    def forget_typing(self) -> None:
        """Throw away what was typed and not saved."""
        self._show_month(self.month)


def month_limits(model: LivelihoodModel | None, today: date) -> tuple[str, str]:
    """The first and the last month of a model that can be looked at."""
    last = month_of(model.ended_on if model and model.ended_on else today)
    begun = model.started_on or model.approved_on if model else None
    return (min(month_of(begun), last) if begun else next_month(last, -120)), last
