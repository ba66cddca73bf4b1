"""Weighted criteria, scores, votes and the ranking."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinhke_desktop.domain.choosing import (
    CandidateScore,
    Criterion,
    VillageVote,
    VoteInput,
    choice_warnings,
    comparison,
    judge_score,
    judge_vote,
    judge_weight,
)
from sinhke_desktop.domain.livelihood import LivelihoodModel
from sinhke_desktop.errors import InvalidInput

TODAY = date(2025, 11, 20)
KEYS = ("land", "market", "risk")


def model(number):
    return LivelihoodModel(f"{number:032x}", "22828", "22828", "2023-2025", f"Mô hình {number}")


def criteria(weights):
    return [Criterion(key, "22828", "2023-2025", key, key, weight) for key, weight in zip(KEYS, weights, strict=True)]


def score(of, key, value):
    return CandidateScore(of.id[-4:] + key, "22828", of.id, key, value)


def vote(of, present, in_favour, against):
    return VillageVote("v" + of.id[-4:], "22828", of.id, "h" * 32, TODAY, present, in_favour, against)


def test_points_are_weighted_and_shares_are_of_the_most_reachable():
    one, two = model(1), model(2)
    scores = [score(one, "land", 5), score(one, "market", 1), score(two, "land", 1), score(two, "market", 5)]
    first, second = comparison([one, two], criteria((5, 2, 0)), scores, [])
    assert (first.model, first.points, first.most, first.share) == (one, 27, 35, "77,1%")
    assert (second.model, second.points, second.place) == (two, 15, 2)
    assert first.complete
    assert first.agreement == "–"


@given(
    st.lists(st.integers(0, 10), min_size=3, max_size=3),
    st.lists(st.tuples(*[st.integers(1, 5)] * 3, st.integers(0, 40)), min_size=1, max_size=6),
)
def test_the_ranking_is_the_one_recomputed_by_hand(weights, rows):
    models = [model(n) for n in range(len(rows))]
    scores = [score(one, key, row[k]) for one, row in zip(models, rows, strict=True) for k, key in enumerate(KEYS)]
    votes = [vote(one, 40, row[3], 0) for one, row in zip(models, rows, strict=True)]
    ranked = comparison(models, criteria(weights), scores, votes)
    worth = {
        one.id: (sum(w * s for w, s in zip(weights, row, strict=False)), row[3])
        for one, row in zip(models, rows, strict=True)
    }
    assert sorted(one.model.id for one in ranked) == sorted(worth)
    for one in ranked:
        assert (one.points, one.votes_for) == worth[one.model.id]
        assert one.place == 1 + sum(other > worth[one.model.id] for other in worth.values())
        assert one.agreed == (one.votes_for > 20)
    assert [one.place for one in ranked] == sorted(one.place for one in ranked)


def test_what_speaks_against_a_choice_is_said():
    one, two = model(1), model(2)
    scores = [score(one, key, 5) for key in KEYS] + [score(two, "land", 1)]
    ranked = comparison([one, two], criteria((1, 1, 1)), scores, [vote(one, 40, 20, 20)])
    assert len(choice_warnings(ranked, one.id)) == 1
    assert "50,0%" in choice_warnings(ranked, one.id)[0]
    assert len(choice_warnings(ranked, two.id)) == 3
    assert choice_warnings(ranked, "x") == []
    agreed = comparison([one], criteria((1, 1, 1)), scores, [vote(one, 40, 21, 19)])
    assert choice_warnings(agreed, one.id) == []


def test_more_votes_than_households_are_refused():
    with pytest.raises(InvalidInput) as error:
        judge_vote(VoteInput("h", "12/08/2023", "40", "30", "11"), "v", "22828", "m", TODAY)
    assert error.value.problems[0].code == "MH-05"
    good = judge_vote(VoteInput("h", "12/08/2023", "40", "30", "4"), "v", "22828", "m", TODAY)
    assert good.abstained == 6


def test_every_missing_part_of_a_vote_is_named():
    with pytest.raises(InvalidInput) as error:
        judge_vote(VoteInput(), "v", "22828", "m", TODAY)
    assert {problem.field for problem in error.value.problems} == {
        "hamlet_id", "held_on", "households_present", "votes_for", "votes_against",
    }  # fmt: skip


@pytest.mark.parametrize("value", ["0", "6", "", "x"])
def test_scores_lie_between_one_and_five(value):
    with pytest.raises(InvalidInput):
        judge_score("22828", "m", "land", value, "")


def test_weights_lie_between_nothing_and_ten():
    problems = []
    assert judge_weight("10", "land", problems) == 10
    assert judge_weight("0", "land", problems) == 0
    assert problems == []
    judge_weight("11", "land", problems)
    assert len(problems) == 1
