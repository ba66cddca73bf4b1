"""The monthly report: facts, drafted and edited sentences, the PDF."""

from datetime import date

import pypdfium2
import pytest

from sinhke_desktop.domain.follow_up import FollowUpInput
from sinhke_desktop.domain.livelihood import ModelInput
from sinhke_desktop.domain.report_text import SECTIONS
from sinhke_desktop.errors import InvalidInput, NotFound
from sinhke_desktop.services import candidates, follow_ups, livelihood, overview, participants, reports
from sinhke_desktop.storage import journal


def test_the_facts_of_a_month_are_the_records(sample):
    workspace, model = sample
    report = reports.monthly(workspace, "11/2025")
    assert (report.month, report.model_name, report.unit) == ("2025-11", model.name, "con bò")
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


def test_an_earlier_month_knows_nothing_of_what_came_later(sample):
    workspace, _model = sample
    report = reports.monthly(workspace, "2024-05")
    assert (report.participants, report.paid, report.inputs, report.herd) == ((), 0, (), ())
    assert report.stage == "Phê duyệt"


def test_a_household_that_left_is_not_reported_any_more(sample):
    workspace, model = sample
    first = participants.of_model(workspace, model.id)[0]
    participants.leave(workspace, first.id, "31/10/2025", "chuyển đi")
    assert len(reports.monthly(workspace, "2025-10").participants) == 7
    assert len(reports.monthly(workspace, "2025-11").participants) == 6


@pytest.mark.parametrize("month", ["2025", "13/2025", "2025-12", "tháng này"])
def test_a_month_that_is_none_or_has_not_begun_is_refused(sample, month):
    workspace, _model = sample
    with pytest.raises(InvalidInput) as error:
        reports.monthly(workspace, month)
    assert error.value.problems[0].code == "MH-07"


def test_a_candidate_without_decision_and_thing_is_reported_as_it_is(workspace):
    model = candidates.add(workspace, ModelInput("Trồng nho", unit="gốc"))
    report = reports.monthly(workspace, "2025-11", model.id)
    assert (report.decision, report.unit, report.stage) == ("", "gốc", "Đề xuất")


def test_without_a_model_there_is_no_report(workspace):
    with pytest.raises(NotFound):
        reports.monthly(workspace, "2025-11")


def test_an_edited_part_stays_while_the_others_follow_the_facts(sample):
    workspace, model = sample
    before = reports.texts(workspace, "2025-11")
    reports.word(workspace, "2025-11", "proposals", "Đề nghị hỗ trợ  giống cỏ.\n\nĐề nghị tiêm phòng.")
    first = participants.of_model(workspace, model.id)[0]
    follow_ups.record(
        workspace, FollowUpInput(first.id, "2025-11", "20/11/2025", "3", income="9.999.000", next_step="Bán bê")
    )
    after = reports.texts(workspace, "2025-11")
    assert after.proposals == ("Đề nghị hỗ trợ giống cỏ.", "Đề nghị tiêm phòng.")
    assert after.results != before.results
    assert any("Bán bê" in line for line in after.next_work)
    assert reports.edited_sections(workspace, "2025-11") == {"proposals"}
    assert reports.texts(workspace, "2025-10").proposals != after.proposals


def test_redrafting_forgets_the_wording(sample):
    workspace, _model = sample
    drafted = reports.texts(workspace, "2025-11")
    reports.word(workspace, "2025-11", "money", "Khác.")
    assert reports.redraft(workspace, "2025-11", "money") == drafted
    assert reports.edited_sections(workspace, "2025-11") == frozenset()
    assert reports.word(workspace, "2025-11", "money", "Khác.").money == ("Khác.",)


def test_wording_equal_to_the_draft_is_not_kept(sample):
    workspace, _model = sample
    with workspace.database.read() as connection:
        before = journal.count_operations(connection)
    drafted = reports.texts(workspace, "2025-11")
    for section in SECTIONS:
        reports.word(workspace, "2025-11", section, "\n".join(getattr(drafted, section)))
    with workspace.database.read() as connection:
        assert journal.count_operations(connection) == before


def test_a_part_that_the_report_does_not_have_is_refused(sample):
    workspace, _model = sample
    with pytest.raises(InvalidInput):
        reports.word(workspace, "2025-11", "weather", "nắng")


def test_the_printed_report_carries_facts_and_wording_and_is_the_same_every_time(sample, tmp_path):
    workspace, _model = sample
    reports.word(workspace, "2025-11", "proposals", "Đề nghị hỗ trợ giống cỏ voi.")
    path = reports.print_monthly(workspace, "2025-11", tmp_path / "báo cáo" / "tháng 11.pdf")
    document = pypdfium2.PdfDocument(path)
    text = " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())
    document.close()
    for words in ("Nuôi bò cái sinh sản", "440.300.000", "264.180.000", "Đỗ Đức Dũng", "giống cỏ voi", "3578/QĐ-UBND"):
        assert words in text
    assert reports.render_monthly(workspace, "2025-11") == path.read_bytes()


def test_an_ended_model_can_still_be_reported(sample):
    workspace, model = sample
    livelihood.end(workspace, model.id, "hết thời gian")
    assert reports.monthly(workspace, "2025-11", model.id).model_name == model.name


def test_a_printed_report_is_no_longer_asked_for_on_the_first_page(sample, tmp_path):
    workspace, _model = sample
    today = date(2025, 11, 20)
    assert "report-due" in {step.key for step in overview.overview(workspace, today).next_steps}
    reports.print_monthly(workspace, "10/2025", tmp_path / "báo cáo.pdf")
    assert reports.made(workspace, "2025-10")
    assert "report-due" not in {step.key for step in overview.overview(workspace, today).next_steps}
