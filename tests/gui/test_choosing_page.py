"""Choosing on the real page: the library, a household's economics, meetings, and how it was chosen afterwards."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from sinhke_desktop.domain.economics import CashFlow
from sinhke_desktop.domain.livelihood import ChoiceStatus, ModelInput
from sinhke_desktop.gui.livelihood.cash_flow_chart import spans
from sinhke_desktop.gui.livelihood.page import LivelihoodPage
from sinhke_desktop.services import (
    candidates,
    community_meetings,
    economics,
    livelihood,
    model_library,
    model_records,
)
from sinhke_desktop.services.library_files import read_library


@pytest.fixture
def two(workspace, hamlet_here):
    """Cows from the library, goats without lines. Returns (cows, goats)."""
    source = model_library.entry(workspace, "bo-cai-sinh-san").typed()
    cows = model_library.propose(workspace, source)
    goats = candidates.add(workspace, ModelInput("Nuôi dê xã ta", proposed_on="01/06/2023", households_wanted=9))
    return cows, goats


def into(dialog, **texts):
    for name, text in texts.items():
        dialog.form.set_text(name, text)


def test_a_model_taken_from_the_library_fills_the_form_and_brings_its_lines(open_page, workspace):
    frame = open_page(LivelihoodPage)
    frame.page.new()
    dialog = frame.page.candidates.dialog
    dialog.from_library.click()
    library = dialog.library_dialog
    keys = [one.key for one in model_library.shipped()]
    library.list.setCurrentRow(keys.index("nho"))
    assert library.entry.key == "nho"
    assert not library.remove_button.isVisible()
    library.confirm()
    assert dialog.form.text("name") == "Trồng nho"
    assert dialog.mark.isVisible()
    into(dialog, name="Trồng nho thôn ta", households_wanted="14")
    dialog.confirm()
    (made,) = candidates.all_models(workspace)
    assert (made.name, made.library_key, made.households_wanted, made.unit) == ("Trồng nho thôn ta", "nho", 14, "sào")
    assert len(economics.of_model(workspace, made.id).lines) == len(model_library.entry(workspace, "nho").lines)


def test_the_communes_own_file_is_saved_edited_added_and_removed_in_the_library(open_page, workspace, tmp_path):
    frame = open_page(LivelihoodPage)
    frame.page.new()
    dialog = frame.page.candidates.dialog
    dialog.from_library.click()
    library = dialog.library_dialog
    library.save_template(tmp_path)
    path = tmp_path / f"{library.entry.key}.toml"
    assert read_library(path)[0].key == library.entry.key
    path.write_text(path.read_text(encoding="utf-8").replace("Nuôi bò cái", "Nuôi bò lai"), encoding="utf-8")
    library.add_file(path)
    assert library.entry.name == "Nuôi bò lai sinh sản"
    library.add_file(path)
    assert library.notice.isVisible()
    library.remove_file()
    assert library.entry.name == "Nuôi bò cái sinh sản"
    library.remove_file()
    assert library.notice.isVisible()
    path.write_text("[a\n", encoding="utf-8")
    library.add_file(path)
    assert "1" in library.notice.text()
    library.save_template(tmp_path / "khong-co")
    assert library.notice.isVisible()


def test_economics_stand_side_by_side_and_lines_are_added(open_page, workspace, two):
    cows, goats = two
    frame = open_page(LivelihoodPage)
    choosing = frame.page.choosing
    choosing.look_at("economics")
    choosing.look_at("khong-co")
    assert [row.model.name for row in choosing.economics_table.model.rows] == [cows.name, goats.name]
    model = choosing.economics_table.model
    cells = [[str(model.index(row, column).data()) for column in range(model.columnCount())] for row in range(2)]
    assert cells[0][2] == "70.700.000"
    assert cells[1][2:] == ["–", "–", "–", "–", "–", "9"]
    choosing.economics_table.table.choose(0)
    assert frame.page.presenter.choosing.looked_at.id == cows.id
    assert choosing.economics.mark.isVisible()
    assert choosing.economics.chart.isVisible()
    assert "70,7" not in choosing.economics.chart.accessibleDescription()
    choosing.economics_table.table.choose(1)
    assert not choosing.economics.chart.isVisible()
    assert choosing.economics.lines.nothing.isVisible()
    choosing.economics.lines.new()
    dialog = choosing.economics.lines.dialog
    into(dialog, side="income", name="Bán dê", unit_price="1.800.000", first_month="8")
    dialog.confirm()
    assert economics.of_model(workspace, goats.id).figures.expected.income == 1_800_000
    assert not choosing.economics.mark.isVisible()


def test_a_line_after_the_cycle_is_told_and_the_candidate_kept_in_the_library(open_page, workspace, two):
    cows, _goats = two
    typed = {"side": "income", "name": "Bán chuồng", "quantity": 1, "unit_price": 9, "first_month": 99}
    model_records.add(workspace, "economic_line", typed, cows.id)
    frame = open_page(LivelihoodPage)
    choosing = frame.page.choosing
    choosing.look_at("economics")
    choosing.economics_table.table.choose(0)
    assert "Bán chuồng" in choosing.economics._words.text()
    choosing.economics.keep_button.click()
    assert model_library.entry(workspace, "bo-cai-sinh-san").own
    assert frame.toasts
    (workspace.folders.data / "models" / "bo-cai-sinh-san.toml").rename(workspace.folders.data / "models" / "xa.toml")
    choosing.economics.keep_button.click()
    assert "xa.toml" in choosing.economics.mark.text()


def test_a_meeting_is_invited_to_and_recorded_with_votes_on_all_candidates_in_one_go(
    open_page, workspace, two, hamlet_here
):
    cows, goats = two
    frame = open_page(LivelihoodPage)
    meetings = frame.page.choosing.meetings
    frame.page.open(section="meetings")
    meetings.ask(invite=True)
    into(meetings.dialog, hamlet_id=hamlet_here.id, planned_on="20/11/2025", place="Nhà văn hóa")
    meetings.dialog.confirm()
    assert [row.place for row in meetings.model.rows] == ["Nhà văn hóa"]
    assert meetings.model.index(0, 1).data() == meetings._state(meetings.model.rows[0])
    meetings.open(meetings.model.rows[0])
    dialog = meetings.dialog
    assert dialog.form.text("held_on") == "20/11/2025"
    wrong = {f"votes.{cows.id}.votes_for": "50", f"votes.{cows.id}.votes_against": "1"}
    into(dialog, households_all="60", households_present="40", **wrong)
    QTest.keyClick(dialog.form.fields["place"].editor, Qt.Key.Key_Return)
    assert dialog.form.fields[f"votes.{cows.id}.votes_for"].problem() != ""
    into(dialog, **{f"votes.{cows.id}.votes_for": "31"})
    dialog.confirm()
    assert [(one.votes_for, one.votes_against) for one in candidates.votes(workspace, cows.id)] == [(31, 1)]
    assert candidates.votes(workspace, goats.id) == []
    said = {row.model.id: row.said for row in meetings.consensus.model.rows}
    assert (said[cows.id].agreed, said[goats.id].present) == (True, 0)
    meetings.open(meetings.model.rows[0])
    meetings.dialog._take_away()
    assert community_meetings.of_area(workspace) == []
    _text, undo = frame.toasts[-1]
    undo()
    assert candidates.votes(workspace, cows.id)[0].votes_for == 31


def test_the_papers_of_the_meetings_open_at_the_chosen_one(qtbot, open_page, workspace, two, hamlet_here):
    community_meetings.record(workspace, {"hamlet_id": hamlet_here.id, "planned_on": "20/12/2025"})
    community_meetings.record(workspace, {"hamlet_id": hamlet_here.id, "planned_on": "01/10/2025"})
    frame = open_page(LivelihoodPage)
    meetings = frame.page.choosing.meetings
    frame.page.open(section="meetings")
    assert {meetings._tone(row) for row in meetings.model.rows} == {"near-poor", "accent"}
    meetings.table.choose(0)
    meetings.print_papers()
    assert meetings.dialog.kind == "meeting_invitation"
    qtbot.waitUntil(lambda: not frame.runner.busy(), timeout=60_000)
    meetings.dialog.reject()


def test_after_the_choice_the_file_shows_how_it_came_about_and_changes_need_a_reason(
    open_page, workspace, two, hamlet_here
):
    cows, goats = two
    typed = {"hamlet_id": hamlet_here.id, "held_on": "12/10/2025", "households_present": 40}
    community_meetings.record(workspace, typed, {cows.id: (31, 5)})
    candidates.choose(workspace, cows.id, "Hợp đất, dân đồng ý", "35/QĐ-UBND", "20/11/2025")
    frame = open_page(LivelihoodPage)
    frame.page.running.look_at("choice")
    section = frame.page.running.section("choice")
    assert "35/QĐ-UBND" in section.decided.text()
    assert "Hợp đất" in section.reason.text()
    assert {row.model.id: row.model.status for row in section.ranking.rows} == {
        cows.id: ChoiceStatus.ACTIVE, goats.id: ChoiceStatus.DECLINED,
    }  # fmt: skip
    assert [row.votes_for for row in section.votes.rows] == [31]
    assert section.economics.chart.isVisible()
    section.others.new()
    into(section.others.dialog, subject="participants", hamlet_id=hamlet_here.id, held_on="20/11/2025")
    section.others.dialog.confirm()
    assert len(section.others.model.rows) == 1
    section.change.click()
    dialog = frame.page.questions.dialog
    into(dialog, name="Nuôi bò lai", repay_percent="20")
    dialog.confirm()
    assert dialog.form.fields["reason"].problem() != ""
    into(dialog, reason="Dân đề nghị")
    dialog.confirm()
    found = livelihood.current(workspace)
    assert (found.name, found.repay_percent, found.period) == ("Nuôi bò lai", 20, "2023-2025")
    assert found.decision_date == date(2025, 11, 20)


def test_months_are_drawn_together_where_there_are_too_many():
    flow = CashFlow((5, *[1] * 48), (0, *[2] * 48))
    some = spans(flow)
    assert [one.month for one in some[:3]] == [0, 3, 6]
    assert sum(one.cost for one in some) == flow.cost
    assert some[-1].running == flow.net
    assert [one.month for one in spans(CashFlow((1, 2), (0, 9)))] == [0, 1]
    assert len(spans(CashFlow((1,) * 241, (0,) * 241))) <= 37
