"""Stacks of forms: numbered, in walking order, kept when they leave and not before."""

from dataclasses import replace
from datetime import date

import pypdfium2
import pytest

from sinhke_desktop.domain.form_sheet import FormSheet, form_number
from sinhke_desktop.domain.form_stack import FormPaper, StackChoice
from sinhke_desktop.domain.visit import Agreement
from sinhke_desktop.domain.visit_record import VisitInput
from sinhke_desktop.domain.visit_route import WalkingOrder
from sinhke_desktop.errors import InvalidInput
from sinhke_desktop.progress import Cancelled
from sinhke_desktop.services import (
    data_requests,
    form_stacks,
    households,
    issued_papers,
    participants,
    visit_routes,
    visits,
)
from sinhke_desktop.services.printing import DocumentNotWritten
from sinhke_desktop.services.workspace import author
from sinhke_desktop.storage import journal, records

BARE = StackChoice(route_list=False)


def sheets_of(workspace):
    with workspace.database.read() as connection:
        return records.all_of(connection, FormSheet, workspace.commune_code)


def texts_of(pdf):
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    finally:
        document.close()


def names_of(workspace, stack):
    return [households.get(workspace, one).head.full_name for one in stack.household_ids]


def test_every_form_of_a_stack_has_a_number_of_its_own(village):
    workspace, ids = village
    stack = form_stacks.make(workspace, list(ids.values()), StackChoice(spare=2))
    numbers = [sheet.number for sheet in stack.sheets]
    assert len(set(numbers)) == len(numbers) == 11
    assert [form_number(one) for one in numbers] == numbers
    assert [sheet.household_id for sheet in stack.sheets][-2:] == ["", ""]
    assert {sheet.printed_on for sheet in stack.sheets} == {date(2025, 11, 20)}


def test_making_a_stack_saves_nothing(village):
    workspace, ids = village
    form_stacks.make(workspace, list(ids.values()))
    assert sheets_of(workspace) == []
    assert issued_papers.listed(workspace) == []


def test_issuing_notes_the_forms_and_keeps_the_paper(sample):
    workspace, model = sample
    inside = visits.in_hamlet(workspace, model.hamlet_id)
    stack = form_stacks.make(workspace, inside, StackChoice(spare=1))
    form_stacks.issue(workspace, stack)
    assert {one.id: one for one in sheets_of(workspace)} == {one.id: one for one in stack.sheets}
    (paper,) = issued_papers.listed(workspace)
    assert (paper.kind, paper.title) == ("visit_forms", "Phiếu thăm hộ")
    assert paper.subject == "Thôn Tân Tiến: 7 hộ, 1 phiếu dự phòng"
    assert issued_papers.pdf_of(workspace, paper.id) == stack.pdf
    assert [one.id for one in issued_papers.of_household(workspace, inside[0])] == [paper.id]
    joined = {one.household_id: one.id for one in participants.of_model(workspace, model.id) if one.left_on is None}
    for sheet in stack.sheets:
        assert sheet.participant_id == joined.get(sheet.household_id, "")
        assert sheet.version == ("TH2M" if sheet.participant_id else "TH2")


def test_the_list_on_top_says_whom_to_visit_and_why(sample):
    workspace, model = sample
    inside = visits.in_hamlet(workspace, model.hamlet_id)
    stack = form_stacks.make(workspace, inside)
    text = texts_of(stack.pdf)[0]
    assert "Thôn Tân Tiến: 7 hộ" in text
    assert "Theo dõi tháng" in text
    for sheet in stack.sheets:
        assert f"{sheet.number[:4]} {sheet.number[4:]}" in text
    assert "DANH SÁCH" not in texts_of(form_stacks.make(workspace, inside, BARE).pdf)[0]


def test_forms_follow_the_walking_order_of_their_hamlet(village):
    workspace, ids = village
    tan_tien = visits.hamlet_of(workspace, "Tân Tiến").id
    visit_routes.keep(workspace, tan_tien, [ids["Hồ Thị Lan"], ids["Đỗ Đức Dũng"]])
    chosen = [ids[name] for name in ("Đỗ Đức Dũng", "Lê Văn Bình", "Hồ Thị Lan", "Katơr Thị Nga")]
    kept = form_stacks.make(workspace, chosen)
    assert names_of(workspace, kept) == ["Katơr Thị Nga", "Hồ Thị Lan", "Đỗ Đức Dũng", "Lê Văn Bình"]
    by_name = form_stacks.make(workspace, chosen, StackChoice(order=WalkingOrder.NAME))
    assert names_of(workspace, by_name) == ["Katơr Thị Nga", "Lê Văn Bình", "Đỗ Đức Dũng", "Hồ Thị Lan"]


def test_many_hamlets_are_named_by_the_first_three(village):
    workspace, ids = village
    forms = visits.forms_for(workspace, list(ids.values()))
    five = [replace(forms[0], hamlet_name=f"Thôn {number}") for number in range(5)]
    assert form_stacks._subject(five, 0) == "Thôn 0, Thôn 1, Thôn 2 và 2 thôn khác: 5 hộ"
    assert form_stacks._subject([], 3) == "3 phiếu dự phòng"


def test_a_lost_form_printed_again_keeps_its_number(village):
    workspace, ids = village
    first = form_stacks.make(workspace, [ids["Lê Văn Bình"]])
    form_stacks.issue(workspace, first)
    again = form_stacks.make(workspace, [ids["Lê Văn Bình"]])
    assert again.sheets == first.sheets
    assert again.pdf == first.pdf
    form_stacks.issue(workspace, again)
    assert len(sheets_of(workspace)) == 1
    assert issued_papers.listed(workspace)[0].times == 2


def test_a_form_with_other_questions_gets_a_number_of_its_own(village):
    workspace, ids = village
    household_id = ids["Lê Văn Bình"]
    first = form_stacks.make(workspace, [household_id])
    form_stacks.issue(workspace, first)
    smaller = form_stacks.make(workspace, [household_id], StackChoice(FormPaper.A5))
    assert smaller.sheets[0].number != first.sheets[0].number
    assert smaller.sheets[0].version == "TN1"
    agreed = (Agreement("Sửa chuồng bò", "hộ"),)
    visits.record(workspace, VisitInput(household_id, visited_on="19/11/2025", agreements=agreed))
    changed = form_stacks.make(workspace, [household_id])
    assert changed.sheets[0].number != first.sheets[0].number
    assert changed.sheets[0].agreements == "Sửa chuồng bò\thộ\t"


def test_a_form_that_came_back_is_followed_by_one_with_a_new_number(village):
    workspace, ids = village
    first = form_stacks.make(workspace, [ids["Lê Văn Bình"]])
    form_stacks.issue(workspace, first)
    returned = replace(first.sheets[0], returned_on=date(2025, 11, 20))
    with workspace.database.write() as connection:
        journal.save(connection, author(workspace), records.drafts(connection, [returned]))
    assert form_stacks.make(workspace, [ids["Lê Văn Bình"]]).sheets[0].number != first.sheets[0].number
    with pytest.raises(InvalidInput) as error:
        form_stacks.issue(workspace, first)
    assert error.value.problems[0].code == "TV-08"
    assert sheets_of(workspace) == [returned]


def test_a_number_given_away_meanwhile_is_refused(village):
    workspace, ids = village
    first, second = (form_stacks.make(workspace, [ids[name]]) for name in ("Lê Văn Bình", "Hồ Thị Lan"))
    form_stacks.issue(workspace, first)
    same = replace(second, sheets=(replace(second.sheets[0], number=first.sheets[0].number),))
    with pytest.raises(InvalidInput):
        form_stacks.issue(workspace, same)
    assert len(sheets_of(workspace)) == 1


def test_a_number_that_is_taken_is_not_given_again(village):
    workspace, ids = village
    form_stacks.issue(workspace, form_stacks.make(replace(workspace, new_id=lambda: "5"), [ids["Hồ Thị Lan"]]))
    given = iter(["5", "6", "a" * 32])
    stack = form_stacks.make(replace(workspace, new_id=lambda: next(given)), [ids["Lê Văn Bình"]])
    assert [sheet.number[:7] for sheet in stack.sheets] == ["0000006"]


def test_the_printed_forms_carry_every_name(sample, tmp_path):
    workspace, model = sample
    path = tmp_path / "phiếu" / "thăm hộ.pdf"
    inside = visits.in_hamlet(workspace, model.hamlet_id)
    stack = form_stacks.print_to(workspace, inside, path, BARE)
    assert path.read_bytes() == stack.pdf
    for household_id, page in zip(inside, texts_of(path), strict=True):
        assert households.get(workspace, household_id).head.full_name in page
    assert stack.file_name == "phieu-tham-ho-2025-11-20.pdf"


@pytest.mark.parametrize("spare", [-1, form_stacks.MOST_SPARE + 1, 0])
def test_nothing_or_too_much_chosen_prints_nothing(village, tmp_path, spare):
    workspace, _ids = village
    with pytest.raises(InvalidInput) as error:
        form_stacks.print_to(workspace, [], tmp_path / "x.pdf", StackChoice(spare=spare))
    assert error.value.problems[0].code == "TV-02"
    assert list(tmp_path.glob("*.pdf")) == []


def test_a_household_whose_data_are_restricted_gets_no_form_and_is_counted(village):
    workspace, ids = village
    first, second, *_rest = ids.values()
    data_requests.restrict(workspace, first, "Theo yêu cầu của hộ")
    stack = form_stacks.make(workspace, [first, second])
    assert stack.household_ids == (second,)
    assert stack.left_out == 1
    with pytest.raises(InvalidInput) as refused:
        form_stacks.make(workspace, [first])
    assert refused.value.problems[0].code == "TV-10"
    spare = form_stacks.make(workspace, [first], StackChoice(spare=1))
    assert (spare.household_ids, spare.left_out, len(spare.sheets)) == ((), 1, 1)


def test_spare_forms_alone_are_a_stack_too(village, tmp_path):
    workspace, _ids = village
    stack = form_stacks.print_to(workspace, [], tmp_path / "x.pdf", StackChoice(spare=3))
    assert len(texts_of(stack.pdf)) == 4
    assert stack.household_ids == ()
    assert len(sheets_of(workspace)) == 3


def test_a_file_that_cannot_be_written_leaves_no_form_printed(village, tmp_path):
    workspace, ids = village
    (tmp_path / "tệp").write_text("")
    with pytest.raises(DocumentNotWritten) as error:
        form_stacks.print_to(workspace, list(ids.values()), tmp_path / "tệp" / "x.pdf")
    assert error.value.code == "IN-01"
    assert sheets_of(workspace) == []
    assert issued_papers.listed(workspace) == []


def test_a_reprint_that_cannot_be_written_leaves_the_first_print_as_it_was(village, tmp_path):
    workspace, ids = village
    stack = form_stacks.make(workspace, list(ids.values()))
    form_stacks.issue(workspace, stack)
    before = sheets_of(workspace)
    (tmp_path / "tệp").write_text("")
    with pytest.raises(DocumentNotWritten):
        form_stacks.write(workspace, stack, tmp_path / "tệp" / "x.pdf")
    assert sheets_of(workspace) == before
    assert len(issued_papers.listed(workspace)) == 1


def test_a_paper_that_cannot_be_kept_leaves_no_form_printed(village, monkeypatch):
    workspace, ids = village

    def full(*_args, **_options):
        raise DocumentNotWritten("Đĩa đầy.", "Dọn bớt.")

    monkeypatch.setattr(issued_papers, "issue", full)
    stack = form_stacks.make(workspace, list(ids.values()))
    with pytest.raises(DocumentNotWritten):
        form_stacks.issue(workspace, stack)
    assert sheets_of(workspace) == []


class GivesUp:
    def step(self, done, total):
        if done == 3:
            raise Cancelled


def test_cancelling_leaves_no_file_and_no_form(village, tmp_path):
    workspace, ids = village
    with pytest.raises(Cancelled):
        form_stacks.print_to(workspace, list(ids.values()), tmp_path / "x.pdf", StackChoice(), GivesUp())
    assert list(tmp_path.glob("*.pdf*")) == []
    assert sheets_of(workspace) == []
    assert issued_papers.listed(workspace) == []
