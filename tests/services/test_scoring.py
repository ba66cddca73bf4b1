"""Scoring with the data beside it, doubts about a whole round, and a round by two standards."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from sinhke_desktop.domain.household import HouseholdInput, MemberInput
from sinhke_desktop.domain.review import PovertyClass, ReviewKind
from sinhke_desktop.domain.rounds import ReviewRound
from sinhke_desktop.errors import InvalidInput, NotFound
from sinhke_desktop.progress import Cancelled
from sinhke_desktop.services import hamlets, households, reviews, scoring, second_norm
from sinhke_desktop.services.reviews import ReviewInput
from sinhke_desktop.services.second_norm import Outcome

POOR_THREE = frozenset({"employment", "nutrition", "healthInsurance"})
WITH_DEVICES = frozenset({"employment", "nutrition", "informationAccessAssets"})


@pytest.fixture
def hamlet(workspace):
    return hamlets.add(workspace, "Tân Tiến").id


def register(workspace, hamlet, head, review=None, **fields):
    """A household of one adult, with a review of 2026 where *review* gives its fields."""
    people = (MemberInput(head, "Chủ hộ", "male", "01/06/1985", "Kinh", **fields.pop("member", {})),)
    household = households.register(workspace, HouseholdInput(hamlet, people, **fields))
    if review is not None:
        reviews.record(workspace, ReviewInput(household.id, "2026", **review))
    return household.id


def test_the_data_of_a_stored_household_propose_its_indicators(workspace, hamlet):
    found = register(workspace, hamlet, "Lê Văn Bình", member={"insured": "no"}, internet="no")
    proposal = scoring.propose(workspace, found, date(2025, 11, 20))
    assert proposal.deprived == {"healthInsurance", "telecommunication"}
    assert proposal.points == 20
    assert "Lê Văn Bình" in proposal.by_indicator["healthInsurance"].reason
    assert "employment" in proposal.unknown
    assert scoring.propose(workspace, found, date(2020, 1, 1)) is None
    with pytest.raises(NotFound):
        scoring.propose(workspace, "0" * 32, date(2025, 11, 20))


def test_a_decision_against_the_data_needs_a_reason_and_keeps_it(workspace, hamlet):
    found = register(workspace, hamlet, "Lê Văn Bình")
    typed = ReviewInput(found, "2025", income_points="100", derived=frozenset({"healthInsurance"}))
    with pytest.raises(InvalidInput) as caught:
        reviews.record(workspace, typed)
    assert [(one.field, one.code) for one in caught.value.problems] == [("overrides.healthInsurance", "RS-05")]
    for wrong in ('{"cleanWater":" "}', '{"healthInsurance":""}'):
        with pytest.raises(InvalidInput):
            reviews.record(workspace, replace(typed, overrides=wrong))
    with pytest.raises(InvalidInput) as caught:
        reviews.record(workspace, replace(typed, overrides="[1]"))
    assert "RS-06" in {one.code for one in caught.value.problems}
    stored = reviews.record(workspace, replace(typed, overrides='{"healthInsurance": " Thẻ mới cấp "}'))
    assert stored.overrides == '{"healthInsurance":"Thẻ mới cấp"}'
    kept = reviews.of_household(workspace, found)[0].review
    assert (kept.derived, kept.overrides) == (frozenset({"healthInsurance"}), stored.overrides)


def test_a_round_lists_what_is_doubtful_by_household(workspace, hamlet):
    register(workspace, hamlet, "Võ Hữu Thắng", {"income_points": "138", "deprivation_points": "0"})
    wrong = register(workspace, hamlet, "Lê Văn Bình", {"income_points": "100", "deprivation_points": "30"})
    register(workspace, hamlet, "Trần Văn Đức", {"income_points": "100", "deprivation_points": "0"})
    register(workspace, hamlet, "Không Rà Soát")
    found = scoring.doubtful(workspace, 2026)
    assert [(one.head, [doubt.code for doubt in one.doubts]) for one in found] == [
        ("Lê Văn Bình", ["KN-01"]), ("Võ Hữu Thắng", ["KN-02"]),
    ]  # fmt: skip
    assert (found[0].household_id, found[0].hamlet, found[0].review.year) == (wrong, "Tân Tiến", 2026)
    assert scoring.doubtful(workspace, 2020) == []


def test_long_lists_can_be_stopped(workspace, hamlet):
    class GivesUp:
        def step(self, done, total):
            raise Cancelled

    register(workspace, hamlet, "Lê Văn Bình", {"income_points": "100"})
    with pytest.raises(Cancelled):
        scoring.doubtful(workspace, 2026, GivesUp())
    with pytest.raises(Cancelled):
        second_norm.compare(workspace, 2026, "VN-2022", "VN-2027", GivesUp())


@pytest.fixture
def round_of_2026(workspace, hamlet):
    """Eight households, each with another outcome by the two standards. Returns the workspace."""
    rows = {
        "A nghèo cả hai": ({"income_points": "120", "deprived": POOR_THREE}, {}),
        "B thoát nghèo vì phương tiện": ({"income_points": "120", "deprived": WITH_DEVICES}, {"waste": "collected"}),
        "C nghèo vì rác": ({"income_points": "120", "deprived": frozenset({"employment", "nutrition"})},
                           {"waste": "untreated"}),
        "D chưa rõ rác": ({"income_points": "120", "deprived": frozenset({"employment", "nutrition"})}, {}),
        "E điểm cao, không ghi thu nhập": ({"income_points": "150", "deprived": POOR_THREE}, {}),
        "F điểm cao, dưới mức mới": ({"income_points": "150", "income_per_head": "2000000", "deprived": POOR_THREE},
                                     {}),
        "G trên cả hai mức": ({"income_points": "300", "income_per_head": "4000000", "deprived": POOR_THREE}, {}),
        "H thiếu ba, có rác": ({"income_points": "120", "deprived": WITH_DEVICES}, {"waste": "untreated"}),
    }  # fmt: skip
    for head, (review, fields) in rows.items():
        register(workspace, hamlet, head, review, **fields)
    return workspace


def test_a_round_by_two_standards_tells_who_changes_class_and_of_whom_it_is_not_known(round_of_2026):
    found = second_norm.compare(round_of_2026, 2026, "VN-2022", "VN-2027")
    outcomes = {row.head[0]: (row.first.outcome, row.second.outcome) for row in (*found.changed, *found.unknown)}
    assert [row.head[0] for row in found.changed] == ["B", "C", "F"]
    assert outcomes["B"] == (Outcome.POOR, Outcome.NOT_POOR)
    assert outcomes["C"] == (Outcome.NEAR_POOR, Outcome.POOR)
    assert outcomes["F"] == (Outcome.NONE, Outcome.POOR)
    assert [row.head[0] for row in found.unknown] == ["D", "E"]
    assert outcomes["E"] == (Outcome.NONE, Outcome.UNKNOWN)
    assert found.households == sum(found.counts.values()) == 8
    assert found.counts[Outcome.POOR, Outcome.POOR] == 2
    assert found.counts[Outcome.NONE, Outcome.NONE] == 1


def test_both_explanations_stand_beside_each_other_and_name_what_is_open(round_of_2026):
    found = second_norm.compare(round_of_2026, 2026, "VN-2022", "VN-2027")
    by_head = {row.head[0]: row for row in (*found.changed, *found.unknown)}
    assert "1.500.000 đ" in by_head["C"].first.standing.explanation
    assert "2.200.000 đ" in by_head["C"].second.standing.explanation
    assert "Xử lý rác thải" in by_head["C"].second.standing.explanation
    assert by_head["C"].second.standing.marks[:3] == found.second.unverified
    assert by_head["D"].second.open == ("wasteTreatment",)
    assert by_head["D"].second.standing.poverty_class is PovertyClass.UNKNOWN
    assert by_head["D"].second.standing.explanation.endswith("Xử lý rác thải.")
    assert "chưa ghi thu nhập một người" in by_head["E"].second.standing.explanation


def test_a_round_knows_its_two_standards_and_counts_its_own_reviews_and_those_of_its_years_list(workspace, hamlet):
    now = ReviewRound(
        "f" * 32, "22828", 2026, ReviewKind.YEARLY, "", date(2026, 9, 1), date(2026, 12, 14), "VN-2022", "VN-2027"
    )
    register(workspace, hamlet, "Trong đợt", {"income_points": "120", "round_id": now.id})
    register(workspace, hamlet, "Từ danh sách", {"income_points": "120"})
    register(workspace, hamlet, "Đợt khác", {"income_points": "120", "round_id": "e" * 32})
    found = second_norm.compare(workspace, now)
    assert (found.first.id, found.second.id, found.households) == ("VN-2022", "VN-2027", 2)
    assert scoring.doubtful(workspace, now) == []
    with pytest.raises(NotFound):
        second_norm.compare(workspace, 2026, "VN-2022", "VN-1900")


def test_a_standard_compared_with_itself_changes_nobody(round_of_2026):
    found = second_norm.compare(round_of_2026, 2026, "VN-2022", "VN-2022")
    assert (found.changed, found.unknown) == ((), ())


def test_a_household_that_halved_since_its_last_review_is_doubted(workspace, hamlet):
    people = tuple(MemberInput(f"Người {at}", "Con trai" if at else "Chủ hộ", "male", "1985") for at in range(4))
    before = households.register(workspace, HouseholdInput(hamlet, people))
    same = households.register(workspace, HouseholdInput(hamlet, people[:2]))
    for household in (before, same):
        reviews.record(workspace, ReviewInput(household.id, "2025", income_points="100", reviewed_on="20/11/2025"))
    later = replace(workspace, clock=lambda: datetime(2026, 10, 1, 3, 0, tzinfo=UTC))
    kept = tuple(replace(one, id=member.id) for one, member in zip(people[:2], before.members[:2], strict=True))
    households.change(later, before.id, HouseholdInput(hamlet, kept))
    for household in (before, same):
        reviews.record(later, ReviewInput(household.id, "2026", income_points="100"))
    found = scoring.doubtful(later, 2026)
    assert [(one.household_id, [doubt.code for doubt in one.doubts]) for one in found] == [(before.id, ["KN-08"])]
    assert "4 người, nay có 2 người" in found[0].doubts[0].message
