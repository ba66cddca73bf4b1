"""Choosing among candidate models: weighted criteria, scores of 1 to 5, and what the villagers voted.

No law sets criteria or weights; the officer may change them. More than half of the households present is the agreement
that the program shows as reached. Where a hamlet met again about a candidate, its latest vote counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sinhke_desktop.domain.livelihood import LivelihoodModel
from sinhke_desktop.domain.money import format_dong, format_percent
from sinhke_desktop.domain.typed_values import Typed, derived_id, judged_day, judged_number, typed_text
from sinhke_desktop.domain.vietnamese import sort_key
from sinhke_desktop.errors import InvalidInput, Problem
from sinhke_desktop.i18n import _

BEST_SCORE = 5
HEAVIEST = 10
AGREEMENT_PERCENT = 50
NAMED = 6
"""So many hamlets are named in a warning."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion of a commune in a period; weight 0 leaves it out."""

    id: str
    commune_code: str
    period: str
    key: str
    name: str
    weight: int
    position: int = 0
    removed: bool = False


@dataclass(frozen=True, slots=True)
class CandidateScore:
    """How well a candidate meets a criterion, 1 (badly) to 5 (well)."""

    id: str
    commune_code: str
    model_id: str
    criterion_key: str
    score: int
    note: str = ""
    removed: bool = False


@dataclass(frozen=True, slots=True)
class VillageVote:
    """One hamlet meeting's vote on a candidate; each household present has one voice."""

    id: str
    commune_code: str
    model_id: str
    hamlet_id: str
    held_on: date
    households_present: int
    votes_for: int
    votes_against: int
    note: str = ""
    meeting_id: str = ""
    removed: bool = False

    @property
    def abstained(self) -> int:
        """Households present that said neither."""
        return self.households_present - self.votes_for - self.votes_against


@dataclass(frozen=True, slots=True)
class VoteInput:
    """A vote as typed."""

    hamlet_id: str = ""
    held_on: Typed = ""
    households_present: Typed = ""
    votes_for: Typed = ""
    votes_against: Typed = ""
    note: str = ""
    meeting_id: str = ""


def judge_weight(value: Typed, field: str, problems: list[Problem]) -> int:
    """A weight of 0 to 10."""
    return judged_number(value, field, problems, most=HEAVIEST, required=True) or 0


def judge_score(commune_code: str, model_id: str, key: str, score: Typed, note: str) -> CandidateScore:
    """A score, or :class:`InvalidInput` (MH-06 outside 1 to 5)."""
    problems: list[Problem] = []
    value = judged_number(score, key, problems, required=True)
    if value is not None and not 1 <= value <= BEST_SCORE:
        problems.append(Problem(key, _("A score lies between 1 and 5."), "MH-06"))
    if problems or value is None:
        raise InvalidInput(problems)
    return CandidateScore(
        derived_id("candidate_score", model_id, key), commune_code, model_id, key, value, typed_text(note)
    )


def judge_vote(typed: VoteInput, vote_id: str, commune_code: str, model_id: str, today: date) -> VillageVote:
    """A vote, or :class:`InvalidInput` (MH-05 where more voted than were present)."""
    problems: list[Problem] = []
    if not typed.hamlet_id:
        problems.append(Problem("hamlet_id", _("Choose the hamlet."), "MH-02"))
    held = judged_day(typed.held_on, "held_on", problems, required=True, latest=today)
    present = judged_number(typed.households_present, "households_present", problems, least=1, required=True)
    in_favour = judged_number(typed.votes_for, "votes_for", problems, required=True)
    against = judged_number(typed.votes_against, "votes_against", problems, required=True)
    if present is not None and in_favour is not None and against is not None and in_favour + against > present:
        text = _("{votes} votes, but only {present} households were present.")
        problems.append(Problem("votes_for", text.format(votes=in_favour + against, present=present), "MH-05"))
    if problems or held is None:
        raise InvalidInput(problems)
    return VillageVote(
        vote_id, commune_code, model_id, typed.hamlet_id, held, present or 0, in_favour or 0, against or 0,
        typed_text(typed.note), typed.meeting_id,
    )  # fmt: skip


def agrees(votes_for: int, present: int) -> bool:
    """True if more than half of the households present were in favour."""
    return votes_for * 100 > present * AGREEMENT_PERCENT


def standing_votes(votes: Sequence[VillageVote]) -> list[VillageVote]:
    """The vote that counts of every hamlet on every candidate: its latest one; oldest first."""
    latest: dict[tuple[str, str], VillageVote] = {}
    for vote in sorted(votes, key=lambda one: (one.held_on, one.id)):
        if not vote.removed:
            latest[vote.model_id, vote.hamlet_id] = vote
    return sorted(latest.values(), key=lambda one: (one.held_on, one.id))


@dataclass(frozen=True, slots=True)
class Consensus:
    """What all hamlets of an area say of a candidate: the votes that count, and the hamlets that have not met yet."""

    model_id: str
    votes: tuple[VillageVote, ...]
    waiting: tuple[str, ...]

    @property
    def present(self) -> int:
        """Households present at the meetings that count."""
        return sum(vote.households_present for vote in self.votes)

    @property
    def votes_for(self) -> int:
        """Households in favour."""
        return sum(vote.votes_for for vote in self.votes)

    @property
    def votes_against(self) -> int:
        """Households against."""
        return sum(vote.votes_against for vote in self.votes)

    @property
    def share(self) -> str:
        """Households in favour of those present: ``86,4%``; a dash without a vote."""
        return format_percent(self.votes_for, self.present, 1)

    @property
    def agreed(self) -> bool:
        """True if more than half of the households present at all meetings were in favour."""
        return agrees(self.votes_for, self.present)


def consensus(model_id: str, votes: Sequence[VillageVote], hamlet_ids: Sequence[str]) -> Consensus:
    """What the hamlets *hamlet_ids* say of a candidate; votes of other hamlets (since renamed or removed) count too."""
    counted = standing_votes([vote for vote in votes if vote.model_id == model_id])
    met = {vote.hamlet_id for vote in counted}
    return Consensus(model_id, tuple(counted), tuple(one for one in hamlet_ids if one not in met))


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate's place: weighted points of the most reachable, scores by criterion, the votes of all meetings."""

    place: int
    model: LivelihoodModel
    points: int
    most: int
    scores: dict[str, int]
    present: int
    votes_for: int
    votes_against: int
    complete: bool

    @property
    def share(self) -> str:
        """Points of the most reachable: ``78,2%``."""
        return format_percent(self.points, self.most, 1)

    @property
    def agreement(self) -> str:
        """Households in favour of those present: ``86,4%``; a dash without a vote."""
        return format_percent(self.votes_for, self.present, 1)

    @property
    def agreed(self) -> bool:
        """True if more than half of the households present were in favour."""
        return agrees(self.votes_for, self.present)


def comparison(
    candidates: Sequence[LivelihoodModel],
    criteria: Sequence[Criterion],
    scores: Sequence[CandidateScore],
    votes: Sequence[VillageVote],
) -> list[Ranked]:
    """The candidates by weighted points, then agreement, then name; equal points and agreement share a place."""
    weights = {one.key: one.weight for one in criteria if one.weight and not one.removed}
    most = BEST_SCORE * sum(weights.values())
    found: list[tuple[tuple[int, float], Ranked]] = []
    for model in candidates:
        mine = {one.criterion_key: one.score for one in scores if one.model_id == model.id and not one.removed}
        voted = standing_votes([vote for vote in votes if vote.model_id == model.id])
        ranked = Ranked(
            place=0,
            model=model,
            points=sum(weight * mine.get(key, 0) for key, weight in weights.items()),
            most=most,
            scores={key: mine[key] for key in weights if key in mine},
            present=sum(vote.households_present for vote in voted),
            votes_for=sum(vote.votes_for for vote in voted),
            votes_against=sum(vote.votes_against for vote in voted),
            complete=weights.keys() <= mine.keys(),
        )
        worth = (-ranked.points, -ranked.votes_for / ranked.present if ranked.present else 0.0)
        found.append((worth, ranked))
    found.sort(key=lambda one: (one[0], sort_key(one[1].model.name), one[1].model.id))
    placed: list[Ranked] = []
    for number, (worth, ranked) in enumerate(found, 1):
        shared = number > 1 and found[number - 2][0] == worth
        placed.append(_placed(ranked, placed[-1].place if shared else number))
    return placed


def _placed(ranked: Ranked, place: int) -> Ranked:
    return Ranked(
        place, ranked.model, ranked.points, ranked.most, ranked.scores, ranked.present, ranked.votes_for,
        ranked.votes_against, ranked.complete,
    )  # fmt: skip


def choice_warnings(
    ranked: Sequence[Ranked], model_id: str, waiting: Sequence[str] = (), worst_net: int | None = None
) -> list[str]:
    """What to think of before choosing: not scored throughout, no vote, no agreement, not the best.

    *waiting* are the names of the hamlets that have not met about it, *worst_net* what remains for a household in the
    worst case (đồng), None where nothing was computed.
    """
    mine = next((one for one in ranked if one.model.id == model_id), None)
    if mine is None:
        return []
    found = []
    if not mine.complete:
        found.append(_("Not every criterion has a score yet."))
    if not mine.present:
        found.append(_("The villagers have not voted on this model yet."))
    elif not mine.agreed:
        text = _("Only {share} of the households present agree; more than {threshold}% is usual.")
        found.append(text.format(share=mine.agreement, threshold=AGREEMENT_PERCENT))
    if mine.present and waiting:
        found.append(_("Not consulted yet: {hamlets}.").format(hamlets=_some(waiting)))
    if worst_net is not None and worst_net < 0:
        text = _("In the worst case a household loses {amount} đ over the cycle.")
        found.append(text.format(amount=format_dong(-worst_net)))
    if mine.place > 1:
        text = _("“{name}” has more points ({share}); say in the reason why it is not chosen.")
        found.append(text.format(name=ranked[0].model.name, share=ranked[0].share))
    return found


def _some(names: Sequence[str]) -> str:
    shown = ", ".join(names[:NAMED])
    more = len(names) - NAMED
    return _("{names} and {count} more hamlets").format(names=shown, count=more) if more > 0 else shown
