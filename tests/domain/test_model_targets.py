"""The plan's targets beside what is reached."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from sinhke_desktop.domain.exits import Exit, Exits
from sinhke_desktop.domain.livelihood import ChoiceStatus, LivelihoodModel, Stage
from sinhke_desktop.domain.model_targets import (
    Measure,
    Plan,
    PlanTarget,
    Sign,
    TargetState,
    YearRate,
    effective_line,
    fall_line,
    participants_line,
)

FALL = PlanTarget(Measure.POVERTY_FALL, "Giảm nghèo", Decimal("1.5"), Decimal(2))
MINORITY = PlanTarget(Measure.MINORITY_FALL, "Giảm nghèo DTTS", Decimal(3), strictly=True)
ALL_OUT = PlanTarget(Measure.PARTICIPANTS_OUT, "Thoát nghèo", Decimal(100))
WORKS = PlanTarget(Measure.EFFECTIVE, "Hiệu quả")
POOR_DISTRICT = replace(FALL, districts=("Huyện Bác Ái",))
RUNNING = LivelihoodModel("m", "22828", "22828", "2023-2025", "Bò", status=ChoiceStatus.ACTIVE, stage=Stage.RUNNING)
OVER = replace(RUNNING, stage=Stage.ACCEPTED, accepted_on=date(2025, 6, 1))


def test_what_is_asked_for_is_said_in_words():
    assert FALL.wanted == "giảm 1,5 đến 2 điểm %/năm"
    assert MINORITY.wanted == "giảm trên 3 điểm %/năm"
    assert replace(MINORITY, strictly=False).wanted == "giảm từ 3 điểm %/năm"
    assert ALL_OUT.wanted == "100% số hộ"
    assert WORKS.wanted == "có hiệu quả"


def test_a_fall_is_the_difference_of_the_rounded_rates():
    line = fall_line(FALL, YearRate(2022, 4_247, 295_000), YearRate(2023, 2_808, 295_000))
    assert line.reached == "1,44% → 0,95%: giảm 0,49 điểm %"
    assert (line.state, line.name) == (TargetState.NOT_REACHED, "Giảm nghèo (2023)")


@pytest.mark.parametrize(
    ("target", "poor", "state"),
    [
        (FALL, 850, TargetState.REACHED),
        (FALL, 851, TargetState.NOT_REACHED),
        (MINORITY, 700, TargetState.NOT_REACHED),
        (MINORITY, 699, TargetState.REACHED),
    ],
)
def test_least_is_reached_at_it_and_more_than_only_beyond_it(target, poor, state):
    assert fall_line(target, YearRate(2023, 1000, 10_000), YearRate(2024, poor, 10_000)).state is state


def test_a_rate_that_rose_says_so():
    line = fall_line(FALL, YearRate(2023, 10, 1000), YearRate(2024, 20, 1000))
    assert line.reached.endswith("tăng 1,00 điểm %")


def test_without_results_or_denominators_it_is_not_known_and_why():
    none, no_whole, too_few = YearRate(2022, None, None), YearRate(2023, 5, None), YearRate(2024, 5, 2)
    line = fall_line(FALL, none, no_whole)
    assert line.state is TargetState.NOT_KNOWN
    assert line.reason == "Chưa có kết quả rà soát năm 2022; chưa nhập đủ tổng số hộ năm 2023."
    assert "nhỏ hơn" in fall_line(FALL, YearRate(2023, 1, 100), too_few).reason


def test_preliminary_results_are_said():
    line = fall_line(FALL, YearRate(2023, 100, 1000), YearRate(2024, 50, 1000, preliminary=True))
    assert "sơ bộ" in line.reason
    assert line.state is TargetState.REACHED


def sums(out, households, **more):
    counts = {Exit.ESCAPED: out, Exit.STAYED: households - out - more.pop("waiting", 0)}
    counts[Exit.NOT_REVIEWED] = households - sum(counts.values())
    return Exits(households, counts, more.pop("official", households), more.pop("preliminary", 0), 0)


def test_all_out_after_the_acceptance_reaches_the_target():
    assert participants_line(ALL_OUT, sums(7, 7), OVER).state is TargetState.REACHED
    line = participants_line(ALL_OUT, sums(6, 7), OVER)
    assert (line.state, line.reached) == (TargetState.NOT_REACHED, "6 trong 7 hộ (85,7%)")


def test_before_the_end_or_all_reviews_it_is_not_known_yet():
    assert "chưa kết thúc" in participants_line(ALL_OUT, sums(7, 7), RUNNING).reason
    assert "1 hộ chưa được rà soát" in participants_line(ALL_OUT, sums(6, 7, waiting=1), OVER).reason
    assert "2 hộ mới có kết quả sơ bộ" in participants_line(ALL_OUT, sums(7, 7, preliminary=2), OVER).reason
    assert participants_line(ALL_OUT, sums(0, 0), OVER).reached == "–"


def test_a_model_that_was_ended_is_judged_though_it_was_never_accepted():
    ended = replace(RUNNING, status=ChoiceStatus.ENDED, stage=Stage.ENDED)
    assert participants_line(ALL_OUT, sums(0, 7), ended).state is TargetState.NOT_REACHED


def test_effective_is_what_every_sign_says():
    good, bad, open_ = Sign("có thu nhập", True), Sign("không mất trắng", False), Sign("đã nghiệm thu", None)
    assert effective_line(WORKS, [good]).state is TargetState.REACHED
    assert effective_line(WORKS, [good, bad]).state is TargetState.NOT_REACHED
    assert effective_line(WORKS, [good, open_]).state is TargetState.NOT_KNOWN
    assert effective_line(WORKS, []).state is TargetState.NOT_KNOWN
    assert effective_line(WORKS, [good, bad, open_]).reached == (
        "có thu nhập: có; không mất trắng: không; đã nghiệm thu: chưa rõ"
    )


def test_the_poor_districts_target_holds_only_there():
    plan = Plan("p", "Kế hoạch", "nguồn", 2023, 2025, (FALL, POOR_DISTRICT))
    assert plan.for_district(["Huyện Ninh Sơn"]) == [FALL]
    assert plan.for_district(["Huyện Ninh Sơn", "Huyện Bác Ái"]) == [FALL, POOR_DISTRICT]
