"""Reports of every period: facts that are the pages' own, sentences that follow the data, PDF, workbook, deadlines."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import openpyxl
import pypdfium2
import pytest

from sinhke_desktop.documents.report_words import references
from sinhke_desktop.domain.follow_up import FollowUpInput
from sinhke_desktop.domain.funding import BudgetLineInput, PaymentInput
from sinhke_desktop.domain.livelihood import ModelInput
from sinhke_desktop.domain.report_paper import ReportPaper, judge_paper
from sinhke_desktop.domain.report_period import PeriodKind
from sinhke_desktop.domain.report_text import sections_of
from sinhke_desktop.domain.review import CLASS_NAMES
from sinhke_desktop.domain.visit_record import VisitInput
from sinhke_desktop.errors import InvalidInput, NotFound
from sinhke_desktop.services import (
    candidates,
    exits,
    follow_ups,
    funding,
    issued_papers,
    livelihood,
    losses,
    market,
    overview,
    participants,
    report_steps,
    reports,
    reviews,
    visits,
)
from sinhke_desktop.services.printing import DocumentNotWritten
from sinhke_desktop.storage import journal


def test_the_facts_of_a_month_are_the_records(sample):
    workspace, model = sample
    report = reports.facts(workspace, "11/2025")
    assert (report.period.key, report.model.name, report.unit) == ("2025-11", model.name, "con bò")
    assert report.decision == "Quyết định số 3578/QĐ-UBND ngày 22/12/2023"
    assert report.stage == "Đang nuôi"
    assert (report.planned, report.paid) == (440_300_000, 422_580_000)
    assert len(report.participants) == 7
    by_name = {one.name: one for one in report.participants}
    assert by_name["Đỗ Đức Dũng"].sick == 1
    assert by_name["Trần Văn Đức"].alive is None
    assert by_name["Trần Văn Đức"].last_visit == date(2025, 9, 11)
    assert report.total("income") == sum(
        line.noted.income for line in follow_ups.table(workspace, model.id, "2025-11").lines if line.noted
    )
    (cows,) = report.inputs
    assert (cows.name, cows.amount, cows.source) == (
        "Bò cái sinh sản", 264_180_000, "Chương trình MTQG giảm nghèo bền vững",
    )  # fmt: skip
    assert [one.month for one in report.herd][-1] == "2025-11"
    assert (report.targets, report.rates, report.deprived) == ((), (), ())
    assert report.mark.startswith("Dấu dữ liệu ")


def test_figures_are_those_of_the_models_own_pages(sample):
    workspace, model = sample
    report = reports.facts(workspace, "2025")
    status = livelihood.status(workspace, model.id)
    assert report.totals.flows.end == status.herd.alive
    budget = funding.budget(workspace, model.id)
    assert [(one.name, one.planned, one.paid) for one in report.sources] == [
        (one.name, one.planned, one.paid) for one in budget.sources
    ]
    assert report.exits == exits.of_model(workspace, model.id)[1]
    since = reports.facts(workspace, "final")
    assert since.totals.losses == losses.summary(workspace, model.id).total.count
    assert since.totals.income == sum(one.income.total for one in exits.of_model(workspace, model.id)[0])
    assert sum(one.amount for one in market.summary(workspace, model.id).sales) == sum(
        one.amount for one in since.file.of("delivery")
    )
    months = dict(follow_ups.herd_by_month(workspace, model.id, "2025-11"))
    assert {one.month: one.alive for one in report.herd} == {month: months[month] for month in
                                                             (one.month for one in report.herd)}  # fmt: skip
    for one in report.participants:
        assert one.class_now == participants.class_on(workspace, one.household_id, date(2025, 11, 20))


def test_months_add_up_to_quarters_half_years_and_the_year(sample):
    workspace, _model = sample
    months = [reports.facts(workspace, f"2025-{number:02d}") for number in range(1, 12)]
    halves = [reports.facts(workspace, key) for key in ("2025-H1", "2025-H2")]
    quarters = [reports.facts(workspace, f"2025-Q{number}") for number in (1, 2, 3, 4)]
    year = reports.facts(workspace, "2025")
    for some in (months, quarters, halves):
        for name in ("income", "paid", "trainings", "findings", "losses", "visits", "joined", "left"):
            assert sum(getattr(one.totals, name) for one in some) == getattr(year.totals, name), name
        for name in ("handed", "born", "bought", "lost", "sold", "passed_on", "difference"):
            assert sum(getattr(one.totals.flows, name) for one in some) == getattr(year.totals.flows, name), name
        assert some[0].totals.flows.start == year.totals.flows.start
        assert some[-1].totals.flows.end == year.totals.flows.end
        for before, after in pairwise(some):
            assert after.totals.flows.start == before.totals.flows.end
            assert after.before == before.totals


def test_a_period_under_way_says_so_and_an_earlier_one_knows_nothing_of_what_came_later(sample):
    workspace, _model = sample
    now = reports.facts(workspace, "2025-H2")
    assert (now.as_of, now.unfinished) == (date(2025, 11, 20), True)
    assert "chưa kết thúc" in " ".join(reports.texts(workspace, now)["general"].lines)
    early = reports.facts(workspace, "2024-05")
    assert (early.participants, early.paid, early.inputs, early.herd) == ((), 0, (), ())
    assert (early.stage, early.before, early.unfinished) == ("Phê duyệt", None, False)


def test_a_visit_of_its_own_counts_beside_follow_ups_but_the_same_day_once(sample):
    workspace, model = sample
    first = participants.of_model(workspace, model.id)[0]
    before = reports.facts(workspace, "2025-11").totals
    mine = next(one for one in reports.facts(workspace, "2025-11").participants if one.participant == first)
    visits.record(workspace, VisitInput(first.household_id, visited_on="19/11/2025"))
    after = reports.facts(workspace, "2025-11").totals
    assert after.visits == before.visits + 1
    assert after.visited == before.visited + (mine.visits == 0)
    visits.record(workspace, VisitInput(first.household_id, visited_on="19/11/2025"))
    visits.plan(workspace, first.household_id, "28/11/2025")
    assert reports.facts(workspace, "2025-11").totals.visits == after.visits


def test_a_household_that_left_is_reported_in_its_last_period_and_not_after(sample):
    workspace, model = sample
    first = participants.of_model(workspace, model.id)[0]
    participants.leave(workspace, first.id, "31/10/2025", "chuyển đi")
    october, november = reports.facts(workspace, "2025-10"), reports.facts(workspace, "2025-11")
    assert (len(october.participants), october.totals.left, october.totals.households) == (7, 1, 6)
    assert (len(november.participants), november.totals.left) == (6, 0)
    text = " ".join(reports.texts(workspace, october)["general"].lines)
    assert "01 hộ thôi tham gia [3]" in text
    assert [one.value for one in october.trace(3).rows] == ["31/10/2025, chuyển đi"]


@pytest.mark.parametrize("typed", ["20255", "13/2025", "2025-12", "quý 4/2026", "tháng này"])
def test_a_period_that_is_none_or_has_not_begun_is_refused(sample, typed):
    workspace, _model = sample
    with pytest.raises(InvalidInput) as error:
        reports.facts(workspace, typed)
    assert error.value.problems[0].code == "MH-07"


def test_a_review_runs_from_the_start_to_its_noted_day_or_the_day_asked(sample):
    workspace, model = sample
    interim = reports.facts(workspace, "sơ kết")
    assert (interim.period.key, interim.period.first) == ("interim", model.started_on)
    noted = model.interim_reviewed_on or date(2025, 11, 20)
    assert interim.period.last == noted
    asked = reports.facts(workspace, "interim", until=date(2025, 3, 1))
    assert (asked.period.last, asked.before, asked.exits_before) == (date(2025, 3, 1), None, None)
    assert reports.facts(workspace, "final").period.last == date(2025, 11, 20)
    with pytest.raises(InvalidInput):
        reports.facts(workspace, "final", until=model.started_on - timedelta(days=1))


def test_a_candidate_without_decision_and_thing_is_reported_as_it_is(workspace):
    model = candidates.add(workspace, ModelInput("Trồng nho", unit="gốc"))
    report = reports.facts(workspace, "2025-11", model.id)
    assert (report.decision, report.unit, report.stage) == ("", "gốc", "Đề xuất")
    assert reports.periods(workspace, PeriodKind.MONTH, model.id) == []
    assert reports.render(workspace, report).startswith(b"%PDF")


def test_without_a_model_there_is_no_report(workspace):
    for typed in ("2025-11", "interim"):
        with pytest.raises(NotFound):
            reports.facts(workspace, typed)


def test_an_edited_paragraph_stays_while_the_others_follow_the_facts(sample):
    workspace, model = sample
    report = reports.facts(workspace, "2025-11")
    lines = list(reports.texts(workspace, report)["results"].lines)
    income = next(place for place, line in enumerate(lines) if line.startswith("Thu nhập"))
    lines[income] = "Thu nhập  tốt."
    reports.word(workspace, report, "results", "\n".join(lines))
    first = participants.of_model(workspace, model.id)[0]
    follow_ups.record(
        workspace, FollowUpInput(first.id, "2025-11", "20/11/2025", "3", income="9.999.000", next_step="Bán bê")
    )
    later = reports.facts(workspace, "2025-11")
    after = reports.texts(workspace, later)
    assert after["results"].lines[income] == "Thu nhập tốt."
    assert after["results"].sentences[income].stale
    assert after["results"].lines[0] == reports.drafted(later)["results"][0].text
    assert any("Bán bê" in line for line in after["next_work"].lines)
    other = reports.texts(workspace, reports.facts(workspace, "2025-10"))
    assert not any(one.own for some in other.values() for one in some.sentences)


def test_one_paragraph_or_the_whole_section_goes_back_to_the_draft_and_that_can_be_undone(sample):
    workspace, _model = sample
    report = reports.facts(workspace, "2025-Q3")
    draft = reports.texts(workspace, report)["money"]
    lines = ["Một.", *draft.lines[1:], "Của tôi."]
    reports.word(workspace, report, "money", "\n".join(lines))
    one_back = reports.redraft(workspace, report, "money", 0)
    assert one_back.lines == (*draft.lines, "Của tôi.")
    kept = reports.kept_of(workspace, report, "money")
    assert reports.redraft(workspace, report, "money") == draft
    assert reports.kept_of(workspace, report, "money") == ""
    assert reports.put_back(workspace, report, "money", kept).lines == (*draft.lines, "Của tôi.")
    assert reports.redraft(workspace, report, "money", len(draft.lines)).lines == draft.lines


def test_wording_that_equals_the_draft_is_not_kept(sample):
    workspace, _model = sample
    report = reports.facts(workspace, "2025-11")
    with workspace.database.read() as connection:
        before = journal.count_operations(connection)
    for section, some in reports.texts(workspace, report).items():
        assert reports.word(workspace, report, section, "\n".join(some.lines)) == some
    with workspace.database.read() as connection:
        assert journal.count_operations(connection) == before


def test_a_part_that_the_report_does_not_have_is_refused(sample):
    workspace, _model = sample
    report = reports.facts(workspace, "2025-11")
    for section in ("weather", "lessons"):
        with pytest.raises(InvalidInput):
            reports.word(workspace, report, section, "nắng")


def test_every_kind_drafts_every_part_with_sentences_whose_references_are_known(sample):
    workspace, _model = sample
    for typed in ("2025-10", "2025-Q3", "2025-H1", "2025", "interim", "final"):
        report = reports.facts(workspace, typed)
        texts = reports.texts(workspace, report)
        assert tuple(texts) == sections_of(report.period.kind) == tuple(reports.titles(report))
        known = {one.number for one in report.traces}
        for some in texts.values():
            assert some.lines
            for line in some.lines:
                assert line.endswith(".")
                assert "None" not in line
                assert "  " not in line
                assert set(references(line)) <= known, line


def test_the_printed_report_is_kept_with_number_day_and_households_and_is_the_same_every_time(sample, tmp_path):
    workspace, _model = sample
    report = reports.facts(workspace, "2025-11")
    reports.word(workspace, report, "proposals", "Đề nghị hỗ trợ giống cỏ voi.")
    paper = judge_paper("25", "05/02/2026", "Sở Nông nghiệp và Môi trường\n\nỦy ban MTTQ Việt Nam tỉnh")
    path = reports.write_pdf(workspace, report, tmp_path / "báo cáo" / "tháng 11.pdf", paper)
    document = pypdfium2.PdfDocument(path)
    text = " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())
    document.close()
    for words in ("Nuôi bò cái sinh sản", "440.300.000", "264.180.000", "Đỗ Đức Dũng", "giống cỏ voi", "3578/QĐ-UBND",
                  "Số: 25/BC-UBND", "ngày 05 tháng 02 năm 2026", "Sở Nông nghiệp và Môi trường"):  # fmt: skip
        assert words in text
    assert reports.render(workspace, report, paper) == path.read_bytes()
    (kept,) = [one for one in issued_papers.listed(workspace) if one.kind == reports.KIND]
    assert (kept.title, kept.number, kept.dated_on) == ("Báo cáo tháng 11 năm 2025", "25", date(2026, 2, 5))
    assert issued_papers.of_household(workspace, report.participants[0].household_id) == [kept]
    with pytest.raises(InvalidInput):
        judge_paper("1", "31/02/2026")
    assert reports.title_of(reports.facts(workspace, "final").period).startswith("Báo cáo tổng kết từ ngày ")


def test_the_workbook_holds_the_tables_and_a_sheet_for_each_reference_and_no_formula(sample, tmp_path):
    workspace, model = sample
    first = participants.of_model(workspace, model.id)[0]
    follow_ups.record(workspace, FollowUpInput(first.id, "2025-11", "20/11/2025", "3", problem="=1+1"))
    report = reports.facts(workspace, "2025")
    reports.word(workspace, report, "proposals", "=cmd|' /C calc'!A0")
    path = reports.write_excel(workspace, report, tmp_path / "x" / "năm.xlsx")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames[:3] == ["Báo cáo", "Biểu tổng hợp", "Hộ tham gia"]
    for trace in report.traces:
        sheet = next(one for one in book if one.title.startswith(f"({trace.number}) "))
        cells = {str(cell.value) for row in sheet for cell in row if cell.value is not None}
        assert {one.name for one in trace.rows if one.name} <= cells
    assert all(cell.data_type != "f" for sheet in book for row in sheet for cell in row)
    people = book["Hộ tham gia"]
    assert any("=1+1" in str(cell.value) for row in people for cell in row)
    money = book["Kinh phí"]
    assert 264_180_000 in {cell.value for row in money for cell in row}
    book.close()
    blocked = tmp_path / "tệp"
    blocked.write_text("")
    with pytest.raises(DocumentNotWritten):
        reports.write_excel(workspace, report, blocked / "năm.xlsx")


def test_an_ended_model_can_still_be_reported(sample):
    workspace, model = sample
    livelihood.end(workspace, model.id, "hết thời gian")
    assert reports.facts(workspace, "2025-11", model.id).model.name == model.name
    assert reports.render_of_model(workspace, model.id, "2025-Q4").startswith(b"%PDF")


def test_periods_are_offered_since_the_model_began(sample):
    workspace, model = sample
    months = reports.periods(workspace, PeriodKind.MONTH)
    assert (months[0].key, months[-1].key) == ("2025-11", f"{model.started_on:%Y-%m}")
    assert [one.key for one in reports.periods(workspace, PeriodKind.YEAR)] == ["2025", "2024"]
    halves = [one.key for one in reports.periods(workspace, PeriodKind.HALF)]
    assert halves == ["2025-H2", "2025-H1", "2024-H2", "2024-H1"]
    assert list(reports.periods_of(PeriodKind.FINAL)(workspace, model.id)) == ["final"]


def test_a_yearly_budget_is_compared_where_its_lines_name_the_year(sample):
    workspace, model = sample
    assert reports.facts(workspace, "2025").year_money is None
    line = funding.add_line(workspace, model.id, BudgetLineInput("NSX", planned="50.000.000", year="2025"))
    funding.pay(workspace, line.id, PaymentInput("10/10/2025", "20.000.000"))
    report = reports.facts(workspace, "2025")
    assert report.year_money == (50_000_000, 20_000_000)
    text = " ".join(reports.texts(workspace, report)["money"].lines)
    assert "năm 2025 là 50.000.000 đồng; đã giải ngân 20.000.000 đồng, đạt 40,00% kế hoạch năm." in text
    assert reports.facts(workspace, "2025-Q4").year_money is None


def test_what_households_lack_is_compared_where_they_were_reviewed_before_and_after(sample):
    workspace, model = sample
    first = participants.of_model(workspace, model.id)[0]
    before = reports.facts(workspace, "2025")
    reviews.record(workspace, reviews.ReviewInput(first.household_id, "2025", income_points="150",
                                                  deprivation_points="10", deprived=frozenset({"cleanWater"}),
                                                  reviewed_on="15/10/2025"))  # fmt: skip
    report = reports.facts(workspace, "2025")
    assert first.household_id in dict(report.lacking)
    assert dict(report.lacking)[first.household_id] == {"cleanWater"}
    water = next(one for one in report.deprived if one.key == "cleanWater")
    assert water.now == sum("cleanWater" in now for now in dict(report.lacking).values())
    assert water.before == 0
    assert len(report.lacking) == len(before.lacking) + 1
    state = next(one for one in report.participants if one.participant == first)
    assert CLASS_NAMES[state.class_now] != CLASS_NAMES[first.class_at_entry]


def test_a_printed_report_is_no_longer_asked_for_on_the_first_page(sample, tmp_path):
    workspace, _model = sample
    today = date(2025, 11, 20)
    assert "report-due" in {step.key for step in overview.overview(workspace, today).next_steps}
    reports.write_pdf(workspace, reports.facts(workspace, "10/2025"), tmp_path / "báo cáo.pdf")
    assert reports.made(workspace, "2025-10")
    reports.mark_made(workspace, "final", "m")
    assert reports.made(workspace, "final", "m")
    assert not reports.made(workspace, "final", "another")
    assert "report-due" not in {step.key for step in overview.overview(workspace, today).next_steps}


@pytest.mark.parametrize(("today", "told"), [
    (date(2025, 4, 30), {}), (date(2025, 5, 1), {"report-half-year": False}),
    (date(2025, 6, 1), {"report-half-year": True}), (date(2025, 7, 1), {}),
    (date(2025, 10, 30), {}), (date(2025, 10, 31), {"report-year": False}),
    (date(2025, 12, 1), {"report-year": True}),
])  # fmt: skip
def test_the_programmes_reports_are_named_before_their_last_day_and_urged_after(sample, today, told):
    workspace, model = sample
    found = {one.key: one.urgent for one in report_steps.steps(workspace, model, today) if one.key != "report-due"}
    assert found == told
    for key in ("2025-H1", "2025"):
        reports.mark_made(workspace, key)
    assert not [one for one in report_steps.steps(workspace, model, today) if one.key != "report-due"]


def test_a_model_that_began_after_the_last_day_owes_no_such_report(sample):
    workspace, model = sample
    late = replace(model, started_on=date(2025, 6, 2))
    assert not [one for one in report_steps.steps(workspace, late, date(2025, 6, 10)) if one.key != "report-due"]
    assert ReportPaper() == judge_paper()
