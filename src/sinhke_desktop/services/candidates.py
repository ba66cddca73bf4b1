"""Candidates for the commune's one livelihood model: proposed, scored, voted on, one of them chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from sinhke_desktop.domain.choosing import (
    CandidateScore,
    Criterion,
    Ranked,
    VillageVote,
    VoteInput,
    choice_warnings,
    comparison,
    consensus,
    judge_score,
    judge_vote,
    judge_weight,
)
from sinhke_desktop.domain.economics import EconomicLine, economics
from sinhke_desktop.domain.livelihood import (
    ChoiceStatus,
    LivelihoodModel,
    ModelInput,
    Stage,
    chosen,
    judge_model,
    retyped,
)
from sinhke_desktop.domain.model_library import cycle_of
from sinhke_desktop.domain.typed_values import Typed, derived_id, typed_text
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.i18n import _
from sinhke_desktop.services import communes, lists
from sinhke_desktop.services.workspace import Workspace, author, today
from sinhke_desktop.storage import journal, places, records
from sinhke_desktop.storage.livelihood import active_models, one_active_model, second_active_model

DEFAULT_PERIOD = "2023-2025"
MERGED_IN = int(communes.OLD_LIST[:4])
"""The year of the mergers; a former commune keeps its model until the period that it lies in ends."""


def period_of(workspace: Workspace) -> str:
    """The programme period that the commune works in."""
    return communes.current(workspace).period or DEFAULT_PERIOD


def areas(workspace: Workspace) -> dict[str, str]:
    """Code → name of the areas that can have a model of their own: the commune, and the ones it was made from.

    A merged commune often carries on the code of one of its former communes; that one is then told by ``-old``.
    """
    unit = lists.units()[workspace.commune_code]
    found = {unit.code: unit.full_name}
    for old in unit.made_from:
        if old.code:
            found[f"{old.code}-old" if old.code == unit.code else old.code] = old.name
    return found


def all_models(workspace: Workspace, period: str = "") -> list[LivelihoodModel]:
    """Every model of the period (or of all), candidates first, then by name."""
    wanted = {"period": period} if period else {}
    with workspace.database.read() as connection:
        found = records.all_of(connection, LivelihoodModel, workspace.commune_code, **wanted)
    return sorted(found, key=lambda one: (one.status is not ChoiceStatus.CANDIDATE, one.name, one.id))


def get(workspace: Workspace, model_id: str) -> LivelihoodModel:
    """One model; raises NotFound."""
    with workspace.database.read() as connection:
        return records.get(connection, LivelihoodModel, model_id)


def _judged(workspace: Workspace, typed: ModelInput, model_id: str) -> LivelihoodModel:
    typed = replace(typed, period=typed.period or period_of(workspace))
    model = judge_model(typed, model_id, workspace.commune_code, today(workspace))
    if model.area_code not in areas(workspace):
        raise InvalidInput([Problem("area_code", _("Choose the commune or one of its former communes."), "MH-02")])
    if not has_own_model(workspace, model.area_code, model.period):
        text = _("In {period} the merged commune has one model; a former commune kept its own until {year}.")
        told = text.format(period=model.period, year=MERGED_IN)
        raise InvalidInput([Problem("area_code", told, "MH-28")])
    return model


def has_own_model(workspace: Workspace, area_code: str, period: str) -> bool:
    """May the area choose a model in *period*? A former commune only in one that began before it was merged."""
    return area_code == workspace.commune_code or int(period[:4]) <= MERGED_IN


def add(
    workspace: Workspace,
    typed: ModelInput,
    more: Callable[[LivelihoodModel], Sequence[records.Record]] = lambda _model: (),
) -> LivelihoodModel:
    """Propose a model, together with what *more* makes for it; raises InvalidInput."""
    model = _judged(workspace, typed, workspace.new_id())
    with workspace.database.write() as connection:
        journal.save(connection, author(workspace), records.drafts(connection, [model, *more(model)]))
    return model


def change(workspace: Workspace, model_id: str, typed: ModelInput, reason: str = "") -> LivelihoodModel:
    """Change what was typed of a model; its stages, choice and end stay.

    Once it was chosen a change needs a *reason* (MH-25), which the journal keeps. Raises InvalidInput, MH-01.
    """
    judged = _judged(workspace, typed, model_id)
    why = typed_text(reason)
    with one_active_model(), workspace.database.write() as connection:
        now = records.get(connection, LivelihoodModel, model_id)
        model = retyped(now, judged)
        if model != now and now.status in (ChoiceStatus.ACTIVE, ChoiceStatus.ENDED) and not why:
            raise InvalidInput([Problem("reason", _("Say why the model is changed."), "MH-25")])
        journal.save(connection, author(workspace), records.drafts(connection, [model], why))
    return model


def remove(workspace: Workspace, model_id: str, reason: str) -> None:
    """Put a model that is not active into the recycle bin."""
    with workspace.database.write() as connection:
        model = records.get(connection, LivelihoodModel, model_id)
        if model.status is ChoiceStatus.ACTIVE:
            raise InvalidInput([Problem("model", _("The active model is ended, not removed."), "MH-09")])
        drafts = records.drafts(connection, [replace(model, removed=True)], typed_text(reason))
        journal.save(connection, author(workspace), drafts)


def restore(workspace: Workspace, model_id: str) -> LivelihoodModel:
    """Take a model out of the recycle bin."""
    with workspace.database.write() as connection:
        model = records.find(connection, LivelihoodModel, model_id)
        if model is None:
            return records.get(connection, LivelihoodModel, model_id)
        model = replace(model, removed=False)
        journal.save(connection, author(workspace), records.drafts(connection, [model]))
    return model


def criteria(workspace: Workspace, period: str = "") -> list[Criterion]:
    """The criteria of a period with the commune's weights; the program's proposals where nothing was set."""
    period = period or period_of(workspace)
    code = workspace.commune_code
    proposed = {
        one.key: Criterion(
            derived_id("criterion", code, period, one.key), code, period, one.key, one.name, one.weight, n
        )
        for n, one in enumerate(lists.criteria(), 1)
    }
    with workspace.database.read() as connection:
        stored = records.all_of(connection, Criterion, code, period=period)
    merged = proposed | {one.key: one for one in stored}
    return sorted(merged.values(), key=lambda one: (one.position, one.key))


def set_weights(workspace: Workspace, weights: Mapping[str, Typed], period: str = "") -> list[Criterion]:
    """Give criteria (by key) other weights of 0 to 10; raises InvalidInput."""
    known = {one.key: one for one in criteria(workspace, period)}
    problems: list[Problem] = []
    changed = []
    for key, value in weights.items():
        if key not in known:
            problems.append(Problem(key, _("This criterion is not on the list."), "MH-02"))
            continue
        changed.append(replace(known[key], weight=judge_weight(value, key, problems)))
    if problems:
        raise InvalidInput(problems)
    with workspace.database.write() as connection:
        journal.save(connection, author(workspace), records.drafts(connection, changed))
    return criteria(workspace, period)


def set_scores(
    workspace: Workspace, model_id: str, scores: Mapping[str, Typed], notes: Mapping[str, str] | None = None
) -> list[CandidateScore]:
    """Score a candidate on criteria (by key) from 1 to 5, with notes; raises InvalidInput with every problem."""
    problems: list[Problem] = []
    judged = []
    for key, score in scores.items():
        try:
            judged.append(judge_score(workspace.commune_code, model_id, key, score, (notes or {}).get(key, "")))
        except InvalidInput as wrong:
            problems += wrong.problems
    if problems:
        raise InvalidInput(problems)
    with workspace.database.write() as connection:
        records.get(connection, LivelihoodModel, model_id)
        journal.save(connection, author(workspace), records.drafts(connection, judged))
        return records.all_of(connection, CandidateScore, workspace.commune_code, model_id=model_id)


def record_vote(workspace: Workspace, model_id: str, typed: VoteInput) -> VillageVote:
    """Record a hamlet meeting's vote; the candidate's stage Họp dân is reached by it. Raises InvalidInput."""
    vote = judge_vote(typed, workspace.new_id(), workspace.commune_code, model_id, today(workspace))
    with workspace.database.write() as connection:
        model = records.get(connection, LivelihoodModel, model_id)
        journal.save(connection, author(workspace), records.drafts(connection, [vote, *consulted(model, vote)]))
    return vote


def consulted(model: LivelihoodModel, vote: VillageVote) -> list[LivelihoodModel]:
    """The candidate as it reaches the stage Họp dân by its first vote; nothing where it is further already."""
    proposed = model.proposed_on or vote.held_on
    if model.status is ChoiceStatus.CANDIDATE and model.stage is Stage.PROPOSED and vote.held_on >= proposed:
        return [replace(model, stage=Stage.CONSULTED, consulted_on=vote.held_on)]
    return []


def remove_vote(workspace: Workspace, vote_id: str, reason: str) -> None:
    """Take a wrongly recorded vote away; its history stays."""
    with workspace.database.write() as connection:
        vote = records.get(connection, VillageVote, vote_id)
        drafts = records.drafts(connection, [replace(vote, removed=True)], typed_text(reason))
        journal.save(connection, author(workspace), drafts)


def votes(workspace: Workspace, model_id: str) -> list[VillageVote]:
    """The votes on a model, oldest first."""
    with workspace.database.read() as connection:
        found = records.all_of(connection, VillageVote, workspace.commune_code, model_id=model_id)
    return sorted(found, key=lambda vote: (vote.held_on, vote.id))


def scores(workspace: Workspace, model_id: str) -> dict[str, CandidateScore]:
    """Criterion key → score of a model."""
    with workspace.database.read() as connection:
        found = records.all_of(connection, CandidateScore, workspace.commune_code, model_id=model_id)
    return {one.criterion_key: one for one in found}


def compare(workspace: Workspace, period: str = "", area_code: str = "") -> list[Ranked]:
    """The models proposed for an area in a period, ranked; those already chosen or declined too."""
    period, area_code = period or period_of(workspace), area_code or workspace.commune_code
    code = workspace.commune_code
    weighed = criteria(workspace, period)
    with workspace.database.read() as connection:
        models = records.all_of(connection, LivelihoodModel, code, period=period, area_code=area_code)
        ids = [model.id for model in models]
        scored = records.all_of(connection, CandidateScore, code, model_id=ids)
        voted = records.all_of(connection, VillageVote, code, model_id=ids)
    return comparison(models, weighed, scored, voted)


def warnings_before_choosing(workspace: Workspace, model_id: str) -> list[str]:
    """What to think of before this model is chosen: points, votes, hamlets not yet consulted, a bad worst case."""
    model = get(workspace, model_id)
    ranked = compare(workspace, model.period, model.area_code)
    asked = consensus(model_id, votes(workspace, model_id), list(area_hamlets(workspace, model.area_code)))
    names = area_hamlets(workspace, model.area_code)
    with workspace.database.read() as connection:
        lines = records.all_of(connection, EconomicLine, workspace.commune_code, model_id=model_id)
    return choice_warnings(
        [one for one in ranked if one.model.status is ChoiceStatus.CANDIDATE], model_id,
        [names[one] for one in asked.waiting],
        economics(lines, cycle_of(model, lines)).worst.net if lines else None,
    )  # fmt: skip


def area_hamlets(workspace: Workspace, area_code: str) -> dict[str, str]:
    """Id → name of the hamlets of an area: a former commune's where they are noted, else all of the commune."""
    with workspace.database.read() as connection:
        found = places.all_hamlets(connection, workspace.commune_code)
    old = area_code.removesuffix("-old")
    inside = [one for one in found if one.old_commune_code == old] if area_code != workspace.commune_code else []
    return {one.id: f"{one.kind} {one.name}".strip() for one in inside or found}


def choose(
    workspace: Workspace, model_id: str, reason: str, decision_number: str, decision_date: Typed
) -> LivelihoodModel:
    """Make a candidate the active model; the other candidates of its area and period are declined.

    Raises InvalidInput, or MH-01 where the area already has an active model in that period: the service looks first,
    and the database refuses by itself.
    """
    with one_active_model(), workspace.database.write() as connection:
        model = chosen(
            records.get(connection, LivelihoodModel, model_id), reason, decision_number, decision_date, today(workspace)
        )
        same = (model.area_code, model.period)
        if any((one.area_code, one.period) == same for one in active_models(connection, workspace.commune_code)):
            raise second_active_model()
        others = records.all_of(
            connection, LivelihoodModel, workspace.commune_code, period=model.period, area_code=model.area_code,
            status=ChoiceStatus.CANDIDATE.value,
        )  # fmt: skip
        declined = [replace(one, status=ChoiceStatus.DECLINED) for one in others if one.id != model.id]
        drafts = records.drafts(connection, [*declined, model], model.choice_reason)
        journal.save(connection, author(workspace), drafts)
    return model
