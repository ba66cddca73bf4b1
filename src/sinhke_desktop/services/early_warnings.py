"""Early warning over the households of a model: everything known of each, gathered and judged by the limits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import takewhile
from typing import Protocol, TypeVar

from sinhke_desktop.domain.early_warning import EarlyWarning, Seen, early_warnings, expected_by
from sinhke_desktop.domain.economics import EconomicLine, economics
from sinhke_desktop.domain.follow_up import herd_of
from sinhke_desktop.domain.livelihood import ChoiceStatus, LivelihoodModel
from sinhke_desktop.domain.money import format_dong
from sinhke_desktop.domain.participant import Participant
from sinhke_desktop.domain.poverty import current_class, months_between
from sinhke_desktop.domain.review import PovertyClass, Review, effective
from sinhke_desktop.domain.rule_set import RuleSet, rule_set_for
from sinhke_desktop.i18n import _
from sinhke_desktop.services import communes, livelihood, model_records, participants, revolving
from sinhke_desktop.services.follow_up_limits import limits
from sinhke_desktop.services.reviews import Classes
from sinhke_desktop.services.rules import rule_sets_for
from sinhke_desktop.services.workspace import Workspace, today
from sinhke_desktop.storage import households as stored_households
from sinhke_desktop.storage import places
from sinhke_desktop.storage.livelihood import follow_ups_of, handovers_of, last_visits
from sinhke_desktop.storage.reviews import reviews_of


class _OfParticipant(Protocol):
    @property
    def participant_id(self) -> str: ...


Owned = TypeVar("Owned", bound=_OfParticipant)


@dataclass(frozen=True, slots=True)
class ModelWarnings:
    """The households of a model with a reason to look at them, heaviest first; ``marks`` say what is not law."""

    model: LivelihoodModel
    warnings: tuple[EarlyWarning, ...]
    marks: tuple[str, ...]

    @property
    def behind(self) -> int:
        """How many fall behind."""
        return sum(any(not reason.sliding_back for reason in one.reasons) for one in self.warnings)

    @property
    def sliding_back(self) -> int:
        """How many may slide back into poverty."""
        return sum(one.sliding_back for one in self.warnings)


def of_model(workspace: Workspace, model_id: str = "") -> ModelWarnings:
    """Who falls behind and who may slide back, of everybody who takes or took part in the model; NotFound (MH-13)."""
    model = livelihood.current(workspace, model_id)
    known = limits()
    return ModelWarnings(
        model, tuple(early_warnings(_seen(workspace, model), known, today(workspace))), known.marks
    )  # fmt: skip


def _by_participant(some: Iterable[Owned]) -> dict[str, list[Owned]]:
    found: defaultdict[str, list[Owned]] = defaultdict(list)
    for one in some:
        found[one.participant_id].append(one)
    return found


def _seen(workspace: Workspace, model: LivelihoodModel) -> list[Seen]:
    code, now = workspace.commune_code, today(workspace)
    joined = participants.of_model(workspace, model.id)
    late = {one.participant.id: one.late for one in revolving.overview(workspace, model.id).households}
    taught = [one.attended for one in model_records.of_model(workspace, "training", model.id)]
    incomes = _expected(workspace, model)
    poverty = _Poverty(workspace, now)
    running = model.status is not ChoiceStatus.ENDED
    with workspace.database.read() as connection:
        homes = {
            one.id: one for one in stored_households.get_households(connection, [one.household_id for one in joined])
        }
        hamlets = {one.id: one.name for one in places.all_hamlets(connection, code)}
        noted = _by_participant(follow_ups_of(connection, code, joined))
        handed = _by_participant(handovers_of(connection, code, joined))
        visited = last_visits(connection, code)
        reviews = {key: effective(reviews_of(connection, key)) for key in homes}
    lost = _by_participant(model_records.of_model(workspace, "loss", model.id))
    found = []
    for one in joined:
        household = homes[one.household_id]
        mine = noted.get(one.id, [])
        escaped_on, near = poverty.escaped(reviews[household.id])
        found.append(
            Seen(
                participant_id=one.id, household_id=household.id, name=household.head.full_name,
                hamlet=hamlets.get(household.hamlet_id, ""), joined_on=one.joined_on, unit=model.unit,
                taking_part=running and (one.left_on is None or one.left_on > now),
                signed=one.commitment_signed_on is not None,
                last_visit=date.fromisoformat(visited[household.id]) if household.id in visited else None,
                herd=herd_of(handed.get(one.id, []), mine), follow_ups=tuple(mine),
                expected_income=_expected_of(one, incomes, model, now), overdue=late.get(one.id, ""),
                trainings=sum(one.id in who for who in taught), losses=tuple(lost.get(one.id, [])),
                escaped_on=escaped_on, near_line=near,
            )
        )  # fmt: skip
    return found


def _expected(workspace: Workspace, model: LivelihoodModel) -> tuple[int, ...]:
    """The income of each month of a cycle by the model's figures for one household; empty where they are missing."""
    if not model.cycle_months:
        return ()
    lines: list[EconomicLine] = model_records.of_model(workspace, "economic_line", model.id)
    return economics(lines, model.cycle_months).expected.incomes


def _expected_of(one: Participant, incomes: tuple[int, ...], model: LivelihoodModel, now: date) -> int | None:
    """What one household should have earned by now: full months since the start, or since it joined if later."""
    if not any(incomes) or model.started_on is None:
        return None
    return expected_by(incomes, months_between(max(model.started_on, one.joined_on), now))


class _Poverty:
    """Whether a household newly escaped poverty, and lives near the line of the standard of the day."""

    def __init__(self, workspace: Workspace, now: date) -> None:
        self._now = now
        self._classes = Classes(workspace)
        self._area = communes.current(workspace).area
        self._rules: RuleSet | None = rule_set_for(rule_sets_for(workspace), now)

    def escaped(self, reviews: list[Review]) -> tuple[date | None, str]:
        """The day of the first review since which it is not poor, and how near the line it lives, in words."""
        known = [(review, self._classes.of(review)) for review in reviews]
        if current_class(known, self._now) is not PovertyClass.NEWLY_ESCAPED:
            return None, ""
        free = list(takewhile(lambda pair: pair[1] is PovertyClass.NONE, reversed(known)))
        return free[-1][0].as_of, self._near(free[0][0])

    def _near(self, last: Review) -> str:
        rules = self._rules
        if rules is None:
            return ""
        line = rules.lines[self._area]
        if last.income_per_head is not None and last.income_per_head <= line.income + rules.near_line_income:
            text = _("Newly escaped, with {income} đ a head a month, near the line of {line} đ.")
            return text.format(income=format_dong(last.income_per_head), line=format_dong(line.income))
        points = last.income_points
        if (
            last.income_per_head is None
            and points is not None
            and line.points is not None
            and points <= line.points + rules.near_line_points
        ):
            text = _("Newly escaped, with {points} points of income, near the line of {line}.")
            return text.format(points=points, line=line.points)
        return ""
