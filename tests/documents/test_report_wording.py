"""The drafted sentences say what the facts say, in the singular too, and nothing where nothing is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented_reports import CATTLE, PLANTS, report_of, whole_file

from sinhke_desktop.documents.report_results import grows
from sinhke_desktop.documents.report_wording import draft, titles
from sinhke_desktop.documents.report_words import compared, joined, linked, names, references, sentence, two
from sinhke_desktop.domain.exits import Exits
from sinhke_desktop.domain.losses import Loss, LossKind
from sinhke_desktop.domain.model_targets import TargetState
from sinhke_desktop.domain.report import Flows, ProgressReport, SourceMoney
from sinhke_desktop.domain.report_period import PeriodKind, period_of
from sinhke_desktop.domain.report_traces import traces
from sinhke_desktop.domain.whole_file import WholeFile

NOTHING = WholeFile(date(2025, 10, 28), replace(PLANTS, households_wanted=None, started_on=None, duration_months=None))


def said(report: ProgressReport, section: str) -> dict[str, str]:
    return {one.key: one.text for one in draft(report)[section]}


def september() -> ProgressReport:
    return report_of(period_of(PeriodKind.MONTH, date(2025, 9, 1)))


def test_a_whole_month_is_compared_with_the_one_before() -> None:
    results = said(september(), "results")
    assert results["visited"] == (
        "Trong tháng 9 năm 2025, cán bộ đã đến thăm và ghi nhận tình hình của 07/07 hộ tham gia [4], bằng tháng 8 năm "
        "2025."
    )
    assert results["herd"] == (
        "Đầu kỳ có 14 con bò; trong kỳ sinh thêm 7 [7]; cuối kỳ có 21 con bò [6], tăng 7 con bò (50,00%) so với đầu kỳ."
    )
    assert results["income"] == (
        "Thu nhập từ mô hình ghi nhận trong tháng là 31.500.000 đồng [14], tăng 3.500.000 đồng (12,50%) so với tháng 8 "
        "năm 2025."
    )
    assert said(september(), "money")["period"] == (
        "Trong tháng không phát sinh giải ngân, giảm 7.000.000 đồng (100,00%) so với tháng 8 năm 2025."
    )


def test_a_period_under_way_is_not_measured_against_a_whole_one() -> None:
    october = report_of(PeriodKind.MONTH)
    results = said(october, "results")
    assert results["visited"].endswith("06/07 hộ tham gia [4] (tháng 9 năm 2025: 07 hộ).")
    assert results["income"].endswith("30.500.000 đồng [14] (tháng 9 năm 2025: 31.500.000 đồng).")
    assert "đến ngày 28/10/2025 có 21 con bò [6]" in results["herd"]
    assert said(october, "general")["unfinished"] == ("Số liệu tính đến ngày 28/10/2025; tháng báo cáo chưa kết thúc.")


def test_every_part_of_the_work_is_told_with_its_figures() -> None:
    results = said(report_of(PeriodKind.QUARTER), "results")
    assert results["sales"] == "Giao bán sản phẩm 02 lần, trị giá 18.500.000 đồng [15]."
    assert results["training"].endswith("có 05 hộ [19] tham gia dự.")
    assert results["supervision"] == (
        "Giám sát: trong quý có 01 lượt giám sát [21]; khắc phục xong 01 kiến nghị; còn 01 kiến nghị [22] chưa "
        "khắc phục."
    )
    assert results["losses"].endswith(
        "01 vụ thiệt hại [23], giá trị 3.000.000 đồng, đã hỗ trợ, bồi thường 1.000.000 đồng."
    )
    assert results["repaid"] == "Các hộ hoàn trả quay vòng: 5.000.000 đồng, 1 con bê [24]."
    assert results["passed"] == "Đã chuyển cho hộ tiếp theo: 1 con bê [25]."
    assert "01/07 hộ [26] (14,29%)" in results["exits"]
    assert results["classes"].endswith("Katơr Văn Hươu (từ hộ nghèo sang hộ cận nghèo).")
    assert results["sick"] == "Lần theo dõi gần nhất ghi nhận 1 con bò [13] đang ốm."


def test_a_model_that_grows_speaks_of_its_area() -> None:
    report = report_of(PeriodKind.QUARTER, whole_file(PLANTS))
    assert grows(report)
    assert "mất trắng hoặc hư hại 1 [9]" in said(report, "results")["herd"]
    assert "bị sâu bệnh" in said(report, "results")["sick"]
    assert "phòng trừ sâu bệnh" in said(report, "proposals")["health"]
    assert "thú y" not in " ".join(one.text for some in draft(report).values() for one in some)


def test_nothing_is_claimed_where_nothing_is_known() -> None:
    report = report_of(PeriodKind.FINAL, NOTHING, bare=True)
    texts = {section: [one.text for one in some] for section, some in draft(report).items()}
    assert texts == {
        "general": [
            "Mô hình sinh kế: Trồng măng tây xanh, thực hiện theo Quyết định số 3578/QĐ-UBND ngày 22/12/2023.",
            "Đơn vị thực hiện: Nhóm cộng đồng thôn Tân Tiến.",
            "Giai đoạn hiện nay: Đang thực hiện.",
            "Đến ngày 28/10/2025 chưa có hộ tham gia được ghi nhận.",
        ],
        "results": ["Trong giai đoạn chưa có hộ tham gia được ghi nhận."],
        "money": ["Chưa có số liệu về kinh phí."],
        "plan": ["Chưa có chỉ tiêu của kế hoạch để so sánh."],
        "assessment": [
            "Trong thời gian từ ngày 28/10/2025 đến ngày 28/10/2025, qua 01 tháng, chưa ghi nhận kết quả của mô hình.",
            "Hồ sơ mô hình chưa ghi ưu điểm, hạn chế và nguyên nhân.",
        ],
        "difficulties": ["Trong giai đoạn chưa ghi nhận khó khăn, vướng mắc."],
        "lessons": ["Hồ sơ mô hình chưa ghi bài học kinh nghiệm."],
        "proposals": ["Không có kiến nghị, đề xuất."],
        "next_work": ["Hướng dẫn các hộ duy trì kết quả của mô hình sau khi kết thúc."],
    }


def test_households_that_nobody_followed_are_not_said_to_be_without_change() -> None:
    file = whole_file()
    report = report_of(period_of(PeriodKind.MONTH, date(2025, 5, 1)), file)
    results = said(report, "results")
    assert results["visited"] == "Trong tháng 5 năm 2025 chưa ghi nhận lượt thăm hộ nào trong 07 hộ tham gia."
    assert results["herd"] == (
        "Trong tháng chưa có hộ nào được kiểm đếm; số lượng theo lần ghi gần nhất là 14 con bò [6]."
    )
    assert "income" not in results
    assert said(report, "difficulties")["missed"] == "Chưa thăm được 07 hộ [5] trong tháng."


def test_income_that_stopped_is_said() -> None:
    report = replace(september(), totals=replace(september().totals, income=0))
    assert said(report, "results")["income"].startswith(
        "Trong tháng chưa ghi nhận thu nhập từ mô hình, giảm 28.000.000"
    )


def test_a_herd_that_stayed_or_fell_is_compared_with_its_start() -> None:
    report = september()
    same = replace(report, totals=replace(report.totals, flows=Flows(5, 0, 0, 0, 0, 0, 0, 5)))
    assert said(same, "results")["herd"].startswith(
        "Đầu kỳ có 5 con bò; trong kỳ không ghi nhận biến động; cuối kỳ có 5"
    )
    assert said(same, "results")["herd"].endswith("bằng đầu kỳ.")
    less = replace(report, totals=replace(report.totals, flows=Flows(8, 1, 0, 2, 1, 3, 1, 6)))
    assert said(less, "results")["herd"].endswith("giảm 2 con bò (25,00%) so với đầu kỳ.")
    first = replace(report, totals=replace(report.totals, flows=Flows(0, 6, 0, 0, 0, 0, 0, 6)))
    assert said(first, "results")["herd"].startswith("Trong kỳ giao thêm 6; cuối kỳ có 6 con bò")
    none = replace(report, totals=replace(report.totals, flows=Flows(0, 0, 0, 0, 0, 0, 0, None)))
    assert "herd" not in said(none, "results")


def test_households_that_moved_or_lack_money_are_told() -> None:
    report = report_of(PeriodKind.QUARTER)
    moved = replace(report, totals=replace(report.totals, joined=1, left=2))
    assert said(moved, "general")["moves"] == "Trong quý có 01 hộ tham gia mới và 02 hộ thôi tham gia."
    assert "Đối ứng" not in said(report, "proposals")["funds"]
    assert said(report, "next_work")["own"].endswith("Đối ứng của hộ bằng hiện vật.")
    paid = replace(report, sources=(SourceMoney("A", 5, 5),), year_money=(50, 20))
    assert "funds" not in said(paid, "proposals")
    assert (
        said(paid, "money")["year"]
        == "Kế hoạch vốn của năm 2025 là 50 đồng; đã giải ngân 20 đồng, đạt 40,00% kế hoạch năm."
    )
    unplanned = replace(report, sources=(SourceMoney("A", 0, 5),), year_money=(0, 5), inputs=())
    assert said(unplanned, "money")["plan"].endswith("đã giải ngân 5 đồng [16].")
    assert said(unplanned, "money")["year"].endswith("đã giải ngân 5 đồng.")
    assert "inputs" not in said(unplanned, "money")
    many = replace(report, inputs=report.inputs * 5)
    assert "và các vật tư khác" in said(many, "money")["inputs"]


def test_exits_are_told_with_their_change_and_their_state() -> None:
    report = report_of(PeriodKind.QUARTER)
    before = replace(report, exits_before=Exits(7, {}, 3, 0, 0), exits=replace(report.exits, preliminary=2))
    text = said(before, "results")["exits"]
    assert "01 hộ có kết quả chính thức, 02 hộ mới có kết quả sơ bộ" in text
    assert text.endswith("không tái nghèo, tăng 01 hộ so với đầu kỳ.")
    early = replace(report, exits=replace(report.exits, official=0, preliminary=1))
    assert "(01 hộ mới có kết quả sơ bộ)" in said(early, "results")["exits"]
    assert "commended" not in said(replace(report, totals=replace(report.totals, commended=0)), "results")


def test_the_plan_names_the_latest_year_and_counts_what_is_unknown() -> None:
    report = report_of(PeriodKind.YEAR)
    plan = said(report, "plan")
    assert plan["target.poverty-fall.2.2025"] == (
        "Tỷ lệ hộ nghèo của xã giảm mỗi năm (2025): yêu cầu giảm 1,5 đến 2 điểm %/năm; kết quả: 5,43% → 5,26%: giảm "
        "0,17 điểm %. Đánh giá: chưa đạt. Có kết quả sơ bộ, chờ kết quả chính thức."
    )
    assert not [key for key in plan if key.endswith(".2024")]
    assert plan["rate"] == (
        "Tỷ lệ hộ nghèo của xã năm 2025 là 5,26% [30] (sơ bộ), giảm 0,17 điểm % so với năm 2024 (5,43%)."
    )
    unknown = replace(report, targets=tuple(
        replace(one, state=TargetState.NOT_KNOWN) if one.year == 2024 else one for one in report.targets
    ))  # fmt: skip
    assert said(unknown, "plan")["targets-unknown"] == (
        "Còn 01 chỉ tiêu của các năm khác chưa đủ số liệu, nêu trong bảng."
    )
    assert [key for key in said(report_of(PeriodKind.FINAL), "plan") if key.endswith(".2024")]
    alone = replace(report, rates=report.rates[1:2])
    assert said(alone, "plan")["rate"] == "Tỷ lệ hộ nghèo của xã năm 2023 là 7,32% [30]."
    same = replace(report, rates=(report.rates[1], replace(report.rates[1], year=2024)))
    assert said(same, "plan")["rate"].endswith("bằng năm 2023 (7,32%).")
    worse = replace(report, rates=(report.rates[2], replace(report.rates[1], year=2025)))
    assert "tăng 1,89 điểm %" in said(worse, "plan")["rate"]
    assert "rate" not in said(replace(report, rates=()), "plan")


def test_a_review_assesses_and_learns_only_what_was_noted() -> None:
    report = report_of(PeriodKind.FINAL)
    found = said(report, "assessment")
    assert found["reached"].startswith(
        "Trong thời gian từ ngày 19/06/2024 đến ngày 28/10/2025, qua 17 tháng, mô hình có 07"
    )
    assert found["targets"] == (
        "So với 03 chỉ tiêu của kế hoạch: 01 chỉ tiêu đạt, 01 chưa đạt, 01 chưa đủ số liệu để đánh giá."
    )
    assert found["strength"] == "Kết quả, cách làm hay: bốc thăm công khai."
    assert found["praised"] == "Khen thưởng: tập thể Nhóm cộng đồng (Giấy khen)."
    assert said(report, "lessons") == {"lesson.n-lesson": "Trồng cỏ trước khi giao bò."}
    known = replace(report, targets=report.targets[1:], file=replace(report.file, records={}))
    assert "chưa đủ số liệu" not in said(known, "assessment")["targets"]
    assert "none" in said(known, "assessment")
    assert "targets" not in said(replace(report, targets=report.targets[:1]), "assessment")
    assert said(report, "next_work")["keep-up"]
    assert "lesson.n-proposal" in said(report, "proposals")


def test_the_next_period_brings_what_falls_due() -> None:
    october = said(report_of(PeriodKind.MONTH), "next_work")
    assert october["repay"] == "Đôn đốc 01 kỳ hạn hoàn trả quay vòng đến hạn trong tháng 11 năm 2025."
    assert next(text for key, text in october.items() if key.startswith("step.")) == (
        "Tiêm phòng đợt 2 (hộ Pi Năng Thị Mỡ, Đàng Năng Bảo Hộ)."
    )
    ends = report_of(PeriodKind.MONTH, whole_file(replace(CATTLE, duration_months=17)))
    assert said(ends, "next_work")["accept"].endswith("hết thời gian thực hiện ngày 19/11/2025.")


def test_many_difficulties_are_counted_and_the_first_are_told() -> None:
    file = whole_file(households=20)
    noted = [replace(one, problem=f"Thiếu cỏ {one.participant_id}") for one in file.follow_ups]
    report = report_of(PeriodKind.MONTH, replace(file, follow_ups=noted))
    found = said(report, "difficulties")
    assert len([key for key in found if key.startswith("problem.")]) == 8
    assert found["more-problems"] == "Ngoài ra còn 10 hộ có khó khăn, nêu trong bảng."
    steps = [replace(one, next_step=f"Việc {one.participant_id}") for one in file.follow_ups]
    many = said(report_of(PeriodKind.MONTH, replace(file, follow_ups=steps)), "next_work")
    assert len([key for key in many if key.startswith("step.")]) == 8


def test_illness_is_proposed_about_only_where_there_was_some() -> None:
    file = whole_file(households=1)
    assert "health" not in said(report_of(PeriodKind.MONTH, file), "proposals")
    ill = Loss("x", "22828", "p0000", date(2025, 10, 3), LossKind.DISEASE, "1 con bò")
    sick = replace(file, records={**file.records, "loss": [ill]})
    assert "health" in said(report_of(PeriodKind.MONTH, sick), "proposals")


def test_a_household_without_a_hamlet_is_named_without_brackets() -> None:
    file = replace(whole_file(), places=dict.fromkeys(whole_file().places, ""))
    problem = next(text for key, text in said(report_of(PeriodKind.MONTH, file), "difficulties").items()
                   if key.startswith("problem."))  # fmt: skip
    assert problem == "Hộ Pi Năng Thị Mỡ: Bò mẹ bị tiêu chảy."


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.sampled_from(["hộ", "đồng"]))
def test_a_comparison_says_the_very_difference(now: int, before: int, unit: str) -> None:
    text = compared(september(), now, before, unit)
    if now == before == 0:
        assert text == ""
    elif now == before:
        assert text == ", bằng tháng 8 năm 2025"
    else:
        word = "tăng" if now > before else "giảm"
        size = f"{abs(now - before):,}".replace(",", ".")
        if unit == "hộ" and abs(now - before) < 10:
            size = f"0{size}"
        assert text.startswith(f", {word} {size} {unit}")
    assert compared(september(), now, None, unit) == ""


def test_small_words() -> None:
    assert (two(0), two(9), two(10), two(1234)) == ("00", "09", "10", "1.234")
    assert joined([]) == ""
    assert joined(["a"]) == "a"
    assert joined(["a", "b", "c"]) == "a, b và c"
    assert names(list("abcdefg")) == "a, b, c, d, e và 02 hộ khác"
    assert sentence(" thiếu \n cỏ ") == "Thiếu cỏ."
    assert sentence("Được chưa?") == "Được chưa?"
    assert references("x [3] y [12] [abc]") == [3, 12]
    assert linked(september(), "a < b [999]") == "a &lt; b [999]"


@pytest.mark.parametrize("kind", list(PeriodKind))
def test_no_sentence_has_an_empty_place_or_an_unknown_reference(kind: PeriodKind) -> None:
    for file in (whole_file(), whole_file(PLANTS), whole_file(households=1), whole_file(households=0), NOTHING):
        report = report_of(kind, file)
        assert set(draft(report)) == set(titles(report))
        for some in draft(report).values():
            keys = [one.key for one in some]
            assert len(keys) == len(set(keys))
            for one in some:
                assert one.text.endswith((".", "?"))
                assert not {"None", "  ", " .", " ,", "()", ": ."} & {bad for bad in
                       ("None", "  ", " .", " ,", "()", ": .") if bad in one.text}  # fmt: skip
                assert all(report.trace(number) for number in references(one.text)), one.text


def test_rows_behind_a_figure_add_up_to_it() -> None:
    for kind in PeriodKind:
        report = report_of(kind, whole_file(households=9))
        by_number = {one.number: one for one in report.traces}
        for number, unit in ((14, " đồng"), (15, " đồng"), (16, " đồng"), (17, " đồng"), (6, " con bò"), (7, " con bò"),
                             (9, " con bò"), (12, " con bò"), (13, " con bò")):  # fmt: skip
            trace = by_number.get(number)
            if trace is None:
                continue
            whole = sum(int(one.value.removesuffix(unit).replace(".", "")) for one in trace.rows)
            assert f"{whole:,}".replace(",", ".") + unit == trace.figure, (kind, trace)
        for number in (1, 2, 4, 5, 18, 19, 20, 26, 27):
            if number in by_number:
                trace = by_number[number]
                assert trace.figure == f"{len(trace.household_ids)} hộ"


def test_what_no_household_is_named_for_stands_last_in_the_list() -> None:
    report = report_of(PeriodKind.MONTH)
    paid = report.trace(16)
    assert paid is not None
    assert paid.rows[-1].name == "Không ghi riêng cho hộ nào"
    assert paid.rows[-1].value == "150.000.000 đồng"
    sold = report.trace(15)
    assert sold is not None
    assert [one.household_id for one in sold.rows] == ["h0", ""]
    assert traces(report) == report.traces
