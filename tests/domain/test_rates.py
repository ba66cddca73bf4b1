"""The published figures of domain.md 9 recompute, and the wrong ones are found."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinhke_desktop.domain.rates import (
    Attainment,
    Figure,
    Published,
    Sum,
    change,
    common,
    contradictions,
    feasible,
    rate,
    rate_text,
)
from sinhke_desktop.domain.review import ResultStatus

D = Decimal


def codes(**published):
    return [one.code for one in contradictions(Published(**published))]


def test_vinh_long_2023_recomputes_o1():
    assert [rate_text(count, 295_000) for count in (4_247, 2_808, 1_571)] == ["1,44", "0,95", "0,53"]
    assert change(D("1.44"), D("0.95")) == D("-0.49")
    possible = common([feasible(4_247, D("1.44")), feasible(2_808, D("0.95")), feasible(1_571, D("0.53"))])
    assert (possible[0], possible[-1]) == (294_032, 295_958)
    assert rate(2_808, 294_031) == D("0.96")


def test_hamlets_of_vinh_long_add_up_o2():
    assert not codes(sums=[Sum("Ấp, khóm, khu", 752, (652, 100))])


def test_ninh_thuan_2022_recomputes_o5():
    possible = common([feasible(11_015, D("5.93")), feasible(10_087, D("5.43"))])
    assert (possible[0], possible[-1]) == (185_594, 185_907)
    figures = [Figure("HN", 11_015, D("5.93"), "hộ 2022"), Figure("HCN", 10_087, D("5.43"), "hộ 2022")]
    sums = [Sum("Thoát nghèo", 3_507, (1_833, 1_630, 44)), Sum("Thoát cận nghèo", 5_295, (81, 5_187, 27))]
    assert not codes(figures=figures, sums=sums)
    assert (change(D("7.82"), D("5.93")), change(D("7.09"), D("5.43"))) == (D("-1.89"), D("-1.66"))


def test_the_country_in_2023_recomputes_o9():
    sums = [
        Sum("Hộ nghèo và cận nghèo", 1_586_336, (815_101, 771_235)),
        Sum("Các vùng", 1_586_336, (587_952, 129_779, 460_456, 195_795, 10_791, 201_563)),
        Sum("Tỷ lệ", D("5.71"), (D("2.93"), D("2.78"))),
    ]
    figures = [
        Figure("HN", 815_101, D("2.93"), "cả nước 2023"),
        Figure("HCN", 771_235, D("2.78"), "cả nước 2023"),
        Figure("HN và HCN", 1_586_336, D("5.71"), "cả nước 2023"),
    ]
    assert not codes(figures=figures, sums=sums)


def test_the_country_in_2022_recomputes_o10():
    sums = [
        Sum("Cả nước", D("7.52"), (D("4.03"), D("3.49"))),
        Sum("Trung du, miền núi phía Bắc", D("21.92"), (D("14.23"), D("7.69"))),
        Sum("Đông Nam Bộ", D("0.34"), (D("0.21"), D("0.13"))),
    ]
    assert not codes(sums=sums)


def test_huong_do_2025_recomputes_o15():
    sums = [Sum("Hộ nghèo", 75, (97, 2), (24,)), Sum("Hộ cận nghèo", 118, (139, 22), (43,))]
    assert not codes(sums=sums)
    assert rate_text(75, 3_909) == "1,92"
    assert 3_909 in feasible(75, D("1.9"))


def test_swapped_digits_of_a_rate_are_found_d1():
    figures = [Figure("HN", 14_208, D("7.28"), "hộ đầu 2022"), Figure("HCN", 12_887, D("7.09"), "hộ đầu 2022")]
    found = contradictions(Published(figures, [Sum("HN đầu năm", D("7.28"), (D("5.93"), D("1.89")))]))
    assert [one.code for one in found] == ["TL-01", "TL-03"]
    assert "195.165" in found[0].message
    assert "181.763" in found[0].message
    assert any("7,82" in proposal for proposal in found[0].proposals)


def test_a_digit_too_many_is_found_d4():
    figures = [Figure("HCN", 22_405, D("2.81"), "hộ 2022"), Figure("HN", 2_444, D("2.86"), "hộ 2022")]
    (found,) = contradictions(Published(figures))
    assert found.code == "TL-01"
    assert any("2.405" in proposal for proposal in found.proposals)


def test_sources_that_differ_are_found_d7():
    figures = [
        Figure("Trung du, miền núi phía Bắc 2023", 587_952, D("18.20"), source="quyết định"),
        Figure("Trung du, miền núi phía Bắc 2023", 587_952, D("1.87"), source="báo mạng"),
    ]
    (found,) = contradictions(Published(figures))
    assert found.code == "TL-02"
    assert "1,87" in found.message


def test_preliminary_and_final_results_may_differ_d8():
    figures = [
        Figure("HN 2023", 8_253, source="sơ bộ", status=ResultStatus.PRELIMINARY),
        Figure("HN 2023", 7_874, source="chính thức"),
        Figure("HCN 2023", 8_887, source="sơ bộ", status=ResultStatus.PRELIMINARY),
        Figure("HCN 2023", 8_620, source="chính thức"),
    ]
    assert not codes(figures=figures)


def test_a_wrong_share_of_the_plan_is_found_d9():
    (found,) = contradictions(Published(attainments=[Attainment("Giảm nghèo 2022", D("1.89"), D("1.5"), D(125))]))
    assert found.code == "TL-04"
    assert "126" in found.message
    assert not codes(attainments=[Attainment("Giảm nghèo 2022", D("1.89"), D("1.5"), D("126.0"))])


@pytest.mark.parametrize(("part", "whole"), [(3, None), (0, 0), (5, 4)])
def test_a_rate_without_a_right_whole_is_a_dash(part, whole):
    assert rate_text(part, whole) == "–"


@pytest.mark.parametrize(
    ("part", "whole", "text"), [(1, 800, "0,13"), (1, 200, "0,50"), (0, 7, "0,00"), (7, 7, "100,00"), (1, 3, "33,33")]
)
def test_rates_have_two_decimals_and_are_rounded_half_up(part, whole, text):
    assert rate_text(part, whole) == text


@given(st.integers(1, 50_000), st.integers(1, 400_000))
def test_a_whole_is_feasible_exactly_when_it_gives_the_printed_rate(part, extra):
    whole = part + extra
    printed = rate(part, whole)
    if printed == 0:
        return
    possible = feasible(part, printed)
    assert whole in possible
    assert rate(part, possible[-1]) == printed
    assert rate(part, possible[-1] + 1) != printed
    if possible[0] > part:
        assert rate(part, possible[0] - 1) != printed
