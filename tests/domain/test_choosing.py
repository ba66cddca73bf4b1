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
    consensus,
    judge_score,
    judge_vote,
    judge_weight,
    standing_votes,
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


def hamlet_vote(hamlet, day, in_favour, present=40, of=None, **more):
    of = of or model(1)
    return VillageVote(
        f"{hamlet}{day}", "22828", of.id, hamlet, date(2025, 8, day), present, in_favour, 40 - in_favour, **more
    )


def test_the_latest_vote_of_a_hamlet_counts_and_removed_ones_do_not():
    first, again = hamlet_vote("t1", 1, 10), hamlet_vote("t1", 20, 30)
    other, gone = hamlet_vote("t2", 5, 25), hamlet_vote("t2", 25, 1, removed=True)
    assert standing_votes([again, gone, first, other]) == [other, again]
    (ranked,) = comparison([model(1)], criteria((1, 1, 1)), [], [first, again, other, gone])
    assert (ranked.present, ranked.votes_for, ranked.votes_against) == (80, 55, 25)


def test_consensus_is_over_all_hamlets_and_names_those_that_have_not_met():
    votes = [hamlet_vote("t1", 1, 30), hamlet_vote("t9", 2, 20), hamlet_vote("t2", 2, 1, of=model(2))]
    found = consensus(model(1).id, votes, ["t1", "t2", "t3"])
    assert found.waiting == ("t2", "t3")
    assert [one.hamlet_id for one in found.votes] == ["t1", "t9"]
    assert (found.present, found.votes_for, found.votes_against, found.share) == (80, 50, 30, "62,5%")
    assert found.agreed
    nobody = consensus(model(3).id, votes, ["t1"])
    assert (nobody.share, nobody.agreed, nobody.waiting) == ("–", False, ("t1",))


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 28), st.integers(0, 40)), max_size=20))
def test_no_household_is_counted_twice_however_often_a_hamlet_met(meetings):
    votes = [hamlet_vote(f"t{hamlet}", day, in_favour) for hamlet, day, in_favour in meetings]
    found = consensus(model(1).id, votes, [f"t{n}" for n in range(1, 5)])
    assert found.present == 40 * len({hamlet for hamlet, _day, _count in meetings})
    assert len(found.votes) + len(found.waiting) == 4
    assert found.agreed == (found.votes_for * 2 > found.present)


def test_hamlets_not_asked_and_a_loss_at_the_worst_are_said_before_choosing():
    one = model(1)
    ranked = comparison([one], criteria((1, 0, 0)), [score(one, "land", 5)], [vote(one, 40, 30, 10)])
    assert choice_warnings(ranked, one.id, [], 0) == []
    (asked,) = choice_warnings(ranked, one.id, ["Thôn A", "Thôn B"])
    assert "Thôn A, Thôn B" in asked
    (asked,) = choice_warnings(ranked, one.id, [f"Thôn {n}" for n in range(9)])
    assert [f"Thôn {n} " in f"{asked.replace(',', ' ')} " for n in (5, 6)] == [True, False]
    assert "3" in asked
    (loss,) = choice_warnings(ranked, one.id, [], -1_500_000)
    assert "1.500.000" in loss
    unasked = comparison([one], criteria((1, 0, 0)), [score(one, "land", 5)], [])
    assert len(choice_warnings(unasked, one.id, ["Thôn A"])) == 1
