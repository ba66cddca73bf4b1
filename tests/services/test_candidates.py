"""Proposing, scoring, voting, choosing the one model."""

from datetime import date

import pytest

from sinhke_desktop.domain.choosing import VoteInput
from sinhke_desktop.domain.livelihood import ChoiceStatus, ModelInput, Stage
from sinhke_desktop.errors import InvalidInput, NotFound
from sinhke_desktop.services import candidates, communes, hamlets, lists, livelihood, model_records
from sinhke_desktop.storage import journal
from sinhke_desktop.storage import livelihood as stored

DECISION = ("dân đồng ý", "12/QĐ-UBND", "01/11/2025")


@pytest.fixture
def two(workspace):
    """Two candidates: cows and goats."""
    cows = candidates.add(workspace, ModelInput("Nuôi bò", thing="bò", proposed_on="01/09/2025"))
    goats = candidates.add(workspace, ModelInput("Nuôi dê", thing="dê", proposed_on="01/09/2025"))
    return workspace, cows, goats


def operations(workspace):
    with workspace.database.read() as connection:
        return journal.count_operations(connection)


def test_a_candidate_takes_period_and_area_from_the_commune(two):
    workspace, cows, goats = two
    assert (cows.period, cows.area_code) == ("2023-2025", "22828")
    assert candidates.all_models(workspace, "2023-2025") == [cows, goats]
    assert candidates.all_models(workspace, "2026-2030") == []
    assert candidates.get(workspace, cows.id) == cows


def test_an_area_is_the_commune_or_one_of_its_former_communes(workspace):
    named = candidates.areas(workspace)
    assert named["22828"] == "Xã Anh Dũng"
    assert any("Hòa Sơn" in name for name in named.values())
    old = next(code for code, name in named.items() if "Ma Nới" in name)
    assert candidates.add(workspace, ModelInput("Trồng mía", area_code=old)).area_code == old
    with pytest.raises(InvalidInput) as error:
        candidates.add(workspace, ModelInput("Trồng mía", area_code="00001"))
    assert error.value.problems[0].field == "area_code"


def test_changing_a_candidate_writes_only_what_differs(two):
    workspace, cows, _goats = two
    before = operations(workspace)
    typed = ModelInput("Nuôi bò", thing="bò", proposed_on="01/09/2025")
    assert candidates.change(workspace, cows.id, typed) == cows
    assert operations(workspace) == before
    changed = candidates.change(workspace, cows.id, ModelInput("Nuôi bò lai", thing="bò", proposed_on="01/09/2025"))
    assert candidates.get(workspace, cows.id) == changed
    assert operations(workspace) == before + 1


def test_a_removed_candidate_comes_back(two):
    workspace, cows, goats = two
    candidates.remove(workspace, cows.id, "trùng")
    assert candidates.all_models(workspace) == [goats]
    with pytest.raises(NotFound):
        candidates.get(workspace, cows.id)
    assert candidates.restore(workspace, cows.id) == cows
    assert candidates.all_models(workspace) == [cows, goats]
    with pytest.raises(NotFound):
        candidates.restore(workspace, "0" * 32)


def test_weights_begin_as_proposed_and_stay_as_set(workspace):
    proposed = candidates.criteria(workspace)
    assert [one.key for one in proposed] == [one.key for one in lists.criteria()]
    assert operations(workspace) == 1
    candidates.set_weights(workspace, {"market": "9", "risk": 0})
    weights = {one.key: one.weight for one in candidates.criteria(workspace)}
    assert (weights["market"], weights["risk"], weights["labour"]) == (9, 0, 4)
    assert [one.key for one in candidates.criteria(workspace)] == [one.key for one in proposed]
    with pytest.raises(InvalidInput) as error:
        candidates.set_weights(workspace, {"market": "11", "moon": "1"})
    assert {problem.field for problem in error.value.problems} == {"market", "moon"}


def test_scores_are_kept_once_for_each_criterion(two):
    workspace, cows, _goats = two
    candidates.set_scores(workspace, cows.id, {"market": "3", "risk": 4}, {"market": "thương lái đến mua"})
    candidates.set_scores(workspace, cows.id, {"market": "5"})
    kept = candidates.scores(workspace, cows.id)
    assert {key: one.score for key, one in kept.items()} == {"market": 5, "risk": 4}
    with pytest.raises(InvalidInput) as error:
        candidates.set_scores(workspace, cows.id, {"market": "7", "risk": "x"})
    assert {problem.field for problem in error.value.problems} == {"market", "risk"}
    assert candidates.scores(workspace, cows.id) == kept


def test_a_vote_brings_the_candidate_to_the_meeting_stage(two):
    workspace, cows, _goats = two
    vote = candidates.record_vote(workspace, cows.id, VoteInput("h" * 32, "10/09/2025", 40, 30, 5))
    model = candidates.get(workspace, cows.id)
    assert (model.stage, model.consulted_on) == (Stage.CONSULTED, date(2025, 9, 10))
    candidates.record_vote(workspace, cows.id, VoteInput("h" * 32, "12/09/2025", 20, 18, 0))
    assert candidates.get(workspace, cows.id).consulted_on == date(2025, 9, 10)
    assert len(candidates.votes(workspace, cows.id)) == 2
    candidates.remove_vote(workspace, vote.id, "nhập nhầm")
    assert [one.households_present for one in candidates.votes(workspace, cows.id)] == [20]


def test_the_comparison_ranks_what_is_stored(two):
    workspace, cows, goats = two
    keys = [one.key for one in lists.criteria()]
    candidates.set_scores(workspace, cows.id, dict.fromkeys(keys, 3))
    candidates.set_scores(workspace, goats.id, dict.fromkeys(keys, 5))
    candidates.record_vote(workspace, goats.id, VoteInput("h" * 32, "10/09/2025", 40, 10, 30))
    first, second = candidates.compare(workspace)
    assert (first.model.id, first.share, first.agreement) == (goats.id, "100,0%", "25,0%")
    assert (second.model.id, second.share) == (cows.id, "60,0%")
    assert len(candidates.warnings_before_choosing(workspace, goats.id)) == 1
    assert len(candidates.warnings_before_choosing(workspace, cows.id)) == 2


def test_choosing_one_declines_the_others_in_one_step(two):
    workspace, cows, goats = two
    elsewhere = candidates.add(workspace, ModelInput("Trồng nho", period="2026-2030"))
    model = candidates.choose(workspace, cows.id, *DECISION)
    assert (model.status, model.decision_number) == (ChoiceStatus.ACTIVE, "12/QĐ-UBND")
    assert candidates.get(workspace, goats.id).status is ChoiceStatus.DECLINED
    assert candidates.get(workspace, elsewhere.id).status is ChoiceStatus.CANDIDATE
    assert livelihood.active(workspace) == [model]


def test_a_second_choice_in_the_area_and_period_is_refused_and_changes_nothing(two):
    workspace, cows, _goats = two
    candidates.choose(workspace, cows.id, *DECISION)
    sheep = candidates.add(workspace, ModelInput("Nuôi cừu"))
    before = operations(workspace)
    with pytest.raises(stored.SecondActiveModel) as error:
        candidates.choose(workspace, sheep.id, "x", "1", "20/11/2025")
    assert error.value.code == "MH-01"
    assert operations(workspace) == before
    assert candidates.get(workspace, sheep.id) == sheep


def test_with_the_service_blind_the_database_refuses_in_the_same_words(two, monkeypatch):
    workspace, cows, _goats = two
    candidates.choose(workspace, cows.id, *DECISION)
    sheep = candidates.add(workspace, ModelInput("Nuôi cừu"))
    monkeypatch.setattr(candidates, "active_models", lambda connection, code: [])
    before = operations(workspace)
    with pytest.raises(stored.SecondActiveModel) as error:
        candidates.choose(workspace, sheep.id, "x", "1", "20/11/2025")
    assert error.value.code == "MH-01"
    assert operations(workspace) == before


def test_after_the_end_another_can_be_chosen_in_the_same_period(two):
    workspace, cows, _goats = two
    candidates.choose(workspace, cows.id, *DECISION)
    with pytest.raises(InvalidInput):
        candidates.remove(workspace, cows.id, "x")
    livelihood.end(workspace, cows.id, "dịch bệnh")
    sheep = candidates.add(workspace, ModelInput("Nuôi cừu"))
    assert candidates.choose(workspace, sheep.id, "x", "1", "20/11/2025").status is ChoiceStatus.ACTIVE


def test_a_former_commune_has_its_own_model(two):
    workspace, cows, _goats = two
    candidates.choose(workspace, cows.id, *DECISION)
    old = next(code for code, name in candidates.areas(workspace).items() if "Ma Nới" in name)
    corn = candidates.add(workspace, ModelInput("Trồng bắp", area_code=old))
    candidates.choose(workspace, corn.id, "x", "1", "20/11/2025")
    assert {one.name for one in livelihood.active(workspace)} == {"Nuôi bò", "Trồng bắp"}
    with pytest.raises(stored.SecondActiveModel):
        candidates.change(workspace, corn.id, ModelInput("Trồng bắp"), "gộp vào xã")


def test_after_a_merger_each_former_area_keeps_its_model_until_its_period_ends(two):
    workspace, cows, goats = two
    ours, theirs = "22828-old", next(code for code, name in candidates.areas(workspace).items() if "Hòa Sơn" in name)
    first = candidates.add(workspace, ModelInput("Nuôi bò", area_code=ours))
    second = candidates.add(workspace, ModelInput("Nuôi cừu", area_code=theirs))
    for one in (first, second):
        candidates.choose(workspace, one.id, *DECISION[:2], "20/11/2025")
    third = candidates.add(workspace, ModelInput("Trồng nho", area_code=theirs))
    with pytest.raises(stored.SecondActiveModel):
        candidates.choose(workspace, third.id, *DECISION[:2], "20/11/2025")
    for area in (ours, theirs):
        with pytest.raises(InvalidInput) as error:
            candidates.add(workspace, ModelInput("Trồng nho", period="2026-2030", area_code=area))
        assert [one.code for one in error.value.problems] == ["MH-28"]
    whole = candidates.add(workspace, ModelInput("Trồng nho", period="2026-2030"))
    candidates.choose(workspace, whole.id, *DECISION[:2], "20/11/2025")
    assert {(one.area_code, one.period) for one in livelihood.active(workspace)} == {
        (ours, "2023-2025"), (theirs, "2023-2025"), ("22828", "2026-2030"),
    }  # fmt: skip
    livelihood.end(workspace, second.id, "hết giai đoạn", "20/11/2025")
    candidates.choose(workspace, third.id, *DECISION[:2], "20/11/2025")
    assert third.id in {one.id for one in livelihood.active(workspace)}
    assert {one.status for one in candidates.all_models(workspace) if one.id in (cows.id, goats.id)} == {
        ChoiceStatus.CANDIDATE
    }


def test_a_chosen_model_is_changed_only_with_a_reason_that_the_journal_keeps(two):
    workspace, cows, _goats = two
    candidates.choose(workspace, cows.id, *DECISION)
    changed = ModelInput("Nuôi bò lai", thing="bò lai", proposed_on="01/09/2025")
    with pytest.raises(InvalidInput) as error:
        candidates.change(workspace, cows.id, changed, " ")
    assert [(one.field, one.code) for one in error.value.problems] == [("reason", "MH-25")]
    same = ModelInput("Nuôi bò", thing="bò", proposed_on="01/09/2025")
    candidates.change(workspace, cows.id, same)
    found = candidates.change(workspace, cows.id, changed, "đổi giống theo ý kiến dân")
    assert (found.name, found.status, found.decision_number) == ("Nuôi bò lai", ChoiceStatus.ACTIVE, "12/QĐ-UBND")
    with workspace.database.read() as connection:
        (*_before, last) = journal.operations_of(connection, [cows.id])
    assert last.operation.reason == "đổi giống theo ý kiến dân"
    livelihood.end(workspace, cows.id, "xong", "20/11/2025")
    with pytest.raises(InvalidInput):
        candidates.change(workspace, cows.id, same)


def test_the_hamlets_of_a_former_area_are_those_noted_in_it_else_all(workspace):
    one, two = hamlets.add(workspace, "Tân Hòa"), hamlets.add(workspace, "Ma Nới")
    both = {one.id: "Thôn Tân Hòa", two.id: "Thôn Ma Nới"}
    assert candidates.area_hamlets(workspace, "22828") == both
    assert candidates.area_hamlets(workspace, "22825") == both
    communes.absorb(workspace, "22825", communes.OLD_LIST, "01/07/2025", [one.id], "Nghị quyết 202/2025/QH15")
    communes.absorb(workspace, "22828", communes.OLD_LIST, "01/07/2025", [two.id], "Nghị quyết 202/2025/QH15")
    assert candidates.area_hamlets(workspace, "22825") == {one.id: "Thôn Tân Hòa"}
    assert candidates.area_hamlets(workspace, "22828-old") == {two.id: "Thôn Ma Nới"}
    assert candidates.area_hamlets(workspace, "22828") == both


def test_hamlets_not_consulted_and_a_bad_worst_case_are_said_before_choosing(two):
    workspace, cows, _goats = two
    asked, waiting = hamlets.add(workspace, "Tân Hòa"), hamlets.add(workspace, "Ma Nới")
    candidates.record_vote(workspace, cows.id, VoteInput(asked.id, "12/10/2025", 40, 30, 5))
    told = candidates.warnings_before_choosing(workspace, cows.id)
    assert any(waiting.name in one for one in told)
    assert not any(asked.name in one for one in told)
    typed = {"side": "cost", "name": "Bò", "quantity": 2, "unit_price": 18_870_000, "first_month": 0}
    model_records.add(workspace, "economic_line", typed, cows.id)
    assert any("37.740.000" in one for one in candidates.warnings_before_choosing(workspace, cows.id))
