"""Every paper that leaves the program is kept whole: to be found, numbered, printed again and, where wrong, deleted."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from pdf_samples import sample_pdf
from sqlalchemy import update

from sinhke_desktop.domain.access import Action
from sinhke_desktop.errors import InvalidInput, NotFound
from sinhke_desktop.services import backups, data_mark, hamlets, issued_papers, privacy
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.services.printing import DocumentNotWritten
from sinhke_desktop.storage.issued_papers import PAPER

PDF = sample_pdf(["Báo cáo tháng 10", "trang hai"])


def test_a_paper_is_kept_whole_with_its_mark_and_what_it_tells_of(workspace):
    hamlets.add(workspace, "Tân Tiến")
    paper = issued_papers.issue(
        workspace, "monthly_report", "Báo cáo", PDF, subject="10/2025", household_ids=["h1", "h1"],
        number=" 12/BC-UBND ", dated_on="05/11/2025",
    )  # fmt: skip
    assert issued_papers.pdf_of(workspace, paper.id) == PDF
    assert issued_papers.listed(workspace) == [paper]
    assert issued_papers.of_household(workspace, "h1") == [paper]
    assert issued_papers.of_household(workspace, "h2") == []
    assert (paper.pages, paper.size, paper.times) == (2, len(PDF), 1)
    assert (paper.number, paper.dated_on, paper.officer) == ("12/BC-UBND", date(2025, 11, 5), workspace.officer)
    assert paper.mark == data_mark.current(workspace).text()
    assert data_mark.holds(workspace, paper.mark)
    assert issued_papers.size_kept(workspace) == len(PDF)
    entry = privacy.accesses(workspace)[0]
    assert (entry.action, entry.household_id, entry.detail) == (Action.PRINTED, "h1", "Báo cáo · 10/2025")


def test_the_same_bytes_again_only_count_once_more(workspace):
    first = issued_papers.issue(workspace, "a", "A", PDF)
    second = issued_papers.issue(workspace, "a", "A", PDF)
    assert second == replace(first, times=2)
    assert issued_papers.listed(workspace) == [second]
    assert len(privacy.accesses(workspace, actions=[Action.PRINTED])) == 2


def test_a_paper_of_nobody_stands_in_the_access_log_too(workspace):
    issued_papers.issue(workspace, "a", "Quyết toán", PDF)
    assert [one.detail for one in privacy.accesses(workspace)] == ["Quyết toán"]


def test_a_paper_of_many_stands_there_once_with_their_number(workspace):
    issued_papers.issue(workspace, "a", "Danh sách", PDF, household_ids=[f"h{number}" for number in range(60)])
    assert [one.detail for one in privacy.accesses(workspace)] == ["Danh sách (60 hộ)"]


def test_a_day_that_is_none_keeps_nothing(workspace):
    with pytest.raises(InvalidInput):
        issued_papers.issue(workspace, "a", "A", PDF, dated_on="31/02/2025")
    assert issued_papers.listed(workspace) == []
    assert privacy.accesses(workspace) == []


def test_newest_papers_come_first(workspace):
    later = replace(workspace, clock=lambda: workspace.clock() + timedelta(minutes=5))
    first = issued_papers.issue(workspace, "a", "A", PDF)
    second = issued_papers.issue(later, "a", "A", sample_pdf(["b"]))
    assert issued_papers.listed(workspace) == [second, first]


def test_a_written_paper_is_the_kept_one(workspace, tmp_path):
    paper = issued_papers.write(workspace, tmp_path / "mới" / "a.pdf", "a", "A", PDF, household_ids=["h1"])
    assert (tmp_path / "mới" / "a.pdf").read_bytes() == PDF
    assert issued_papers.listed(workspace) == [paper]


def test_a_paper_that_could_not_be_written_is_kept_all_the_same(workspace, tmp_path):
    (tmp_path / "tệp").write_text("đây là tệp")
    with pytest.raises(DocumentNotWritten):
        issued_papers.write(workspace, tmp_path / "tệp" / "a.pdf", "a", "A", PDF)
    assert len(issued_papers.listed(workspace)) == 1


def test_printing_again_gives_the_same_bytes_and_is_noted(workspace):
    paper = issued_papers.issue(workspace, "a", "A", PDF, household_ids=["h1"])
    assert issued_papers.again(workspace, paper.id) == PDF
    assert issued_papers.listed(workspace)[0].times == 2
    assert [one.household_id for one in privacy.accesses(workspace)] == ["h1", "h1"]


def test_a_kept_copy_that_is_not_whole_any_more_is_not_handed_out(workspace):
    paper = issued_papers.issue(workspace, "a", "A", PDF)
    with workspace.database.write() as connection:
        connection.execute(update(PAPER).values(pdf=PDF[:-1]))
    for ask in (issued_papers.pdf_of, issued_papers.again):
        with pytest.raises(NotFound) as refused:
            ask(workspace, paper.id)
        assert refused.value.code == "IN-05"


def test_number_and_day_are_given_afterwards(workspace):
    paper = issued_papers.issue(workspace, "a", "A", PDF)
    given = issued_papers.give_number(workspace, paper.id, "12/BC-UBND", "05/11/2025")
    assert (given.number, given.dated_on) == ("12/BC-UBND", date(2025, 11, 5))
    assert issued_papers.listed(workspace) == [given]
    assert privacy.accesses(workspace)[0].action == Action.REGISTERED
    cleared = issued_papers.give_number(workspace, paper.id, "", "")
    assert (cleared.number, cleared.dated_on) == ("", None)


@pytest.mark.parametrize("day", ["21/11/2025", "x"])
def test_a_day_to_come_or_that_is_none_is_refused(workspace, day):
    paper = issued_papers.issue(workspace, "a", "A", PDF)
    with pytest.raises(InvalidInput):
        issued_papers.give_number(workspace, paper.id, "1", day)
    assert issued_papers.listed(workspace) == [paper]


def test_a_deleted_copy_can_be_put_back_whole(workspace):
    paper = issued_papers.issue(workspace, "a", "A", PDF, household_ids=["h1", "h2"])
    gone = issued_papers.forget(workspace, paper.id)
    assert issued_papers.listed(workspace) == []
    assert issued_papers.size_kept(workspace) == 0
    assert privacy.accesses(workspace)[0].action == Action.REGISTERED
    issued_papers.restore(workspace, gone)
    issued_papers.restore(workspace, gone)
    assert issued_papers.listed(workspace) == [paper]
    assert issued_papers.pdf_of(workspace, paper.id) == PDF
    assert issued_papers.of_household(workspace, "h2") == [paper]


def numbered(workspace, paper_id):
    issued_papers.give_number(workspace, paper_id, "1", "")


@pytest.mark.parametrize("act", [issued_papers.forget, issued_papers.again, issued_papers.pdf_of, numbered])
def test_what_is_gone_is_said(workspace, act):
    with pytest.raises(NotFound) as refused:
        act(workspace, "khong-co")
    assert refused.value.code == "IN-05"


def test_time_and_year_are_the_commune_s_own(workspace):
    paper = replace(issued_papers.issue(workspace, "a", "A", PDF), made_at="2025-12-31T18:30:00+00:00")
    assert f"{issued_papers.made_at(paper):%d/%m/%Y %H:%M}" == "01/01/2026 01:30"
    assert issued_papers.year_of(paper) == 2026
    assert issued_papers.year_of(replace(paper, dated_on=date(2025, 12, 31))) == 2025


def test_kept_papers_are_in_backups_and_come_back_with_them(workspace):
    paper = issued_papers.issue(workspace, "a", "A", PDF, household_ids=["h1"])
    made = backups.make(workspace)
    issued_papers.forget(workspace, paper.id)
    workspaces.close(workspace)
    backups.restore(workspace.folders, made.number, "mật-khẩu-thử-1")
    again = workspaces.open_with_password(workspace.folders, "mật-khẩu-thử-1")
    try:
        assert issued_papers.listed(again) == [paper]
        assert issued_papers.pdf_of(again, paper.id) == PDF
    finally:
        workspaces.close(again)
