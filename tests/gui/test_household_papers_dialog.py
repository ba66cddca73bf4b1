"""The dialog with the papers of one household or of several: shown, for what, kept before it leaves."""

import pytest

from sinhke_desktop.domain.household import HouseholdInput, MemberInput
from sinhke_desktop.errors import NotFound
from sinhke_desktop.gui.households.page import HouseholdsPage
from sinhke_desktop.gui.households.papers_dialog import HouseholdPapersDialog
from sinhke_desktop.gui.widgets import paper_view
from sinhke_desktop.services import data_requests, household_papers, households, issued_papers
from sinhke_desktop.services.household_papers import PAPERS


def settled(frame, qtbot):
    qtbot.waitUntil(lambda: not frame.runner.busy(), timeout=10_000)


@pytest.fixture
def frame(open_page, two_poor):
    return open_page(HouseholdsPage)


@pytest.fixture
def dialog(frame, two_poor, qtbot):
    frame.page.open(household_id=two_poor[0].id)
    settled(frame, qtbot)
    record = frame.page.record
    record.papers_button.click()
    shown = record.findChild(HouseholdPapersDialog)
    settled(frame, qtbot)
    return shown


def test_the_record_lists_every_paper_and_shows_the_first_one(dialog, two_poor):
    assert [dialog.list.item(row).text() for row in range(dialog.list.count())] == [
        one.title for one in PAPERS.values()
    ]
    assert two_poor[0].head.full_name in dialog.windowTitle()
    assert dialog.paper.pdf.startswith(b"%PDF")
    assert dialog.private.isVisible()
    assert not dialog.subject.isVisible()


def test_another_paper_offers_what_it_can_be_made_for(dialog, frame, qtbot):
    dialog.list.setCurrentRow(dialog.kinds.index("request_review"))
    settled(frame, qtbot)
    filled = dialog.paper.pdf
    assert dialog.subject.isVisible()
    assert not dialog.private.isVisible()
    dialog.subject.setCurrentIndex(1)
    settled(frame, qtbot)
    assert dialog.subject_id == household_papers.BLANK_SUBJECT
    assert dialog.paper.pdf not in (b"", filled)
    assert dialog.paper.shown.household_ids == ()


def test_sensitive_data_stand_on_the_map_only_when_ticked(dialog, frame, qtbot):
    first = dialog.paper.pdf
    dialog.private.click()
    settled(frame, qtbot)
    assert dialog.paper.pdf not in (b"", first)


def test_visit_forms_are_made_where_they_get_their_numbers(dialog, frame, two_poor):
    dialog.forms.click()
    assert frame.went[-1] == ("visits", {"print_forms": two_poor[0].id})


def test_what_cannot_be_printed_yet_is_said(dialog, frame, qtbot):
    dialog.list.setCurrentRow(dialog.kinds.index("certificate"))
    settled(frame, qtbot)
    assert dialog.nothing.isVisible()
    assert PAPERS["certificate"].title in dialog.nothing.text()
    assert not dialog.paper.save.isEnabled()


def test_a_saved_paper_is_kept_with_its_household(dialog, frame, qtbot, workspace, two_poor, monkeypatch, tmp_path):
    path = tmp_path / "bản đồ.pdf"
    monkeypatch.setattr(paper_view, "pdf_to_write", lambda *_asked: path)
    dialog.paper.save.click()
    settled(frame, qtbot)
    (kept,) = issued_papers.of_household(workspace, two_poor[0].id)
    assert (kept.kind, kept.subject) == ("life_map", two_poor[0].head.full_name)
    assert path.read_bytes() == issued_papers.pdf_of(workspace, kept.id)


def test_a_paper_that_fails_says_why(dialog, frame, qtbot, monkeypatch):
    def refused(*_asked, **_more):
        raise NotFound("Chưa có số liệu.", "Ghi trước.")

    monkeypatch.setattr(household_papers, "render", refused)
    dialog.list.setCurrentRow(1)
    settled(frame, qtbot)
    assert "Chưa có số liệu." in dialog.notice.text()


def test_the_paper_looked_at_last_comes_first_next_time(dialog, frame, qtbot, two_poor):
    dialog.list.setCurrentRow(2)
    settled(frame, qtbot)
    again = HouseholdPapersDialog(frame.page, frame.page.context, [two_poor[1].id], "x")
    assert again.kind == dialog.kinds[2]
    settled(frame, qtbot)


def test_several_chosen_households_stand_in_one_file(frame, qtbot):
    register = frame.page.register
    register.table.selectAll()
    register.print_papers()
    shown = register.findChild(HouseholdPapersDialog)
    settled(frame, qtbot)
    assert "2 hộ" in shown.windowTitle()
    assert len(shown.paper.shown.household_ids) == 2


def test_without_a_choice_the_register_asks_for_one(frame):
    frame.page.register.table.clearSelection()
    frame.page.register.print_papers()
    assert frame.toasts
    assert frame.page.register.findChild(HouseholdPapersDialog) is None


def test_a_new_household_has_no_papers_and_unsaved_words_are_told(frame, qtbot, two_poor):
    frame.page.new()
    assert not frame.page.record.papers_button.isEnabled()
    frame.page.open(household_id=two_poor[0].id)
    settled(frame, qtbot)
    record = frame.page.record
    record.address.setText("Tổ 9")
    record.presenter.type_household(record.cards.typed(), "address")
    record.papers_button.click()
    shown = record.findChild(HouseholdPapersDialog)
    texts = [one.text() for one in shown.findChildren(type(shown.nothing))]
    assert any("chưa lưu" in text for text in texts)
    settled(frame, qtbot)


def test_restricted_households_are_left_out_of_maps(frame, qtbot, workspace, two_poor):
    data_requests.restrict(workspace, two_poor[0].id, "chủ hộ yêu cầu")
    shown = HouseholdPapersDialog(frame.page, frame.page.context, [two_poor[0].id], "x")
    settled(frame, qtbot)
    assert shown.paper.pdf == b""
    hamlet_id = two_poor[0].hamlet_id
    other = households.register(workspace, HouseholdInput(hamlet_id, (MemberInput("Lê An", "Chủ hộ"),)))
    both = HouseholdPapersDialog(frame.page, frame.page.context, [two_poor[0].id, other.id], "x")
    settled(frame, qtbot)
    assert both.paper.shown.household_ids == (other.id,)
