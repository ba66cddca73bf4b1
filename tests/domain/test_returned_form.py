"""A form that came back, judged by the rules of visits and of the model's month."""

from datetime import date

import pytest

from sinhke_desktop.domain.follow_up import FollowUp, follow_up_id
from sinhke_desktop.domain.returned_form import (
    AgreedInput,
    Judging,
    ReturnedInput,
    cells_of,
    judge_returned,
    laid_over,
    months_differ,
    note_of,
    parse_note,
    typed_again,
    typed_from,
)
from sinhke_desktop.domain.visit import Agreement
from sinhke_desktop.domain.visit_record import parse_agreements
from sinhke_desktop.errors import InvalidInput

TODAY = date(2025, 11, 20)
BY = Judging("v" * 32, "22828", "Nguyễn Thị Thử", TODAY, "41290736", printed=2, participant_id="p" * 32)
WHOLE = ReturnedInput(
    household_id="h" * 32, visited_on="14", kept="+-", corrections="2. Hồ Thị Lan: sinh 1981",
    deprived=frozenset({"nutrition", "employment"}), month={"alive": "3", "born": "1", "income": "1.200.000",
    "problem": "một con ho", "next_step": "gọi thú y"}, notes="Nhà đi rẫy", need_keys=frozenset({"loan"}),
    needs="vay 20 triệu", agreed=(AgreedInput("Tiêm phòng", "Thú y xã", "30/11"), AgreedInput()), next_visit_on="5/12",
)  # fmt: skip


def refused(typed, by=BY):
    with pytest.raises(InvalidInput) as found:
        judge_returned(typed, by)
    return {(one.field, one.code) for one in found.value.problems}


def test_a_whole_form_becomes_a_visit_and_the_month():
    form = judge_returned(WHOLE, BY)
    visit, month = form.visit, form.follow_up
    assert (visit.visited_on, visit.next_visit_on) == (date(2025, 11, 14), date(2025, 12, 5))
    assert (visit.kept, visit.deprived, visit.indicators_seen) == ("+-", "employment,nutrition", True)
    assert (visit.need_keys, visit.needs, visit.sheet_number) == ("loan", "vay 20 triệu", "41290736")
    assert parse_agreements(visit.agreements) == (Agreement("Tiêm phòng", "Thú y xã", date(2025, 11, 30)),)
    assert visit.note == "Nhà đi rẫy. Sửa thông tin thành viên: 2. Hồ Thị Lan: sinh 1981"
    assert (month.id, month.month, month.visited_on) == (
        follow_up_id("p" * 32, "2025-11"), "2025-11", date(2025, 11, 14),
    )  # fmt: skip
    assert (month.alive, month.born, month.income, month.problem) == (3, 1, 1_200_000, "một con ho")


def test_a_form_that_was_entered_can_be_typed_again_and_says_the_same():
    form = judge_returned(WHOLE, BY)
    assert judge_returned(typed_again(form.visit, form.follow_up), BY) == form


def test_a_form_without_figures_has_no_month():
    typed = ReturnedInput("h" * 32, "14", month={"alive": " "})
    form = judge_returned(typed, BY)
    assert form.follow_up is None
    assert typed_again(form.visit, None).month == {}
    assert (form.visit.kept, form.visit.indicators_seen) == ("??", False)


def test_indicators_that_were_asked_and_none_is_lacking_are_seen():
    assert judge_returned(ReturnedInput("h" * 32, "14", seen=True), BY).visit.indicators_seen is True


def test_without_a_day_or_household_nothing_is_taken():
    assert refused(ReturnedInput()) == {("visited_on", "TV-01"), ("household_id", "TV-01")}


def test_a_day_ahead_is_refused_for_the_visit_and_leaves_the_month_alone():
    typed = ReturnedInput("h" * 32, "21/11/2025", month={"alive": "x"})
    assert refused(typed) == {("visited_on", "MH-04")}
    assert refused(ReturnedInput("h" * 32, "hôm qua", month={"alive": "3"})) == {("visited_on", "MH-04")}


def test_each_wrong_figure_stands_under_its_field():
    month = {"alive": "2", "sick": "3", "income": "nhiều"}
    assert refused(ReturnedInput("h" * 32, "14", month=month)) == {("count:sick", "MH-03"), ("income", "MH-03")}


def test_figures_of_a_household_without_a_part_in_the_model_are_refused():
    by = Judging("v" * 32, "22828", "Thử", TODAY)
    assert refused(ReturnedInput("h" * 32, "14", month={"alive": "3", "problem": "ho"}), by) == {
        ("count:alive", "MH-07"), ("problem", "MH-07"),
    }  # fmt: skip


@pytest.mark.parametrize("kept", ["+++", "x", "+ "])
def test_marks_of_agreements_are_plus_minus_or_not_said_and_no_more_than_were_printed(kept):
    assert refused(ReturnedInput("h" * 32, "14", kept=kept)) == {("kept", "TV-04")}


def test_unknown_marks_are_named():
    typed = ReturnedInput("h" * 32, "14", deprived=frozenset({"sun"}), need_keys=frozenset({"moon"}))
    assert refused(typed) == {("indicator", "TV-04"), ("need", "TV-04")}


def test_an_agreement_needs_its_words_and_a_day_that_is_one():
    lines = (AgreedInput(who="Thú y"), AgreedInput("Tiêm", due="mai"), AgreedInput(due="30/11"))
    assert refused(ReturnedInput("h" * 32, "14", agreed=lines)) == {
        ("agreed:1", "TV-01"), ("agreed:2:due", "TV-01"), ("agreed:3", "TV-01"),
    }  # fmt: skip


def test_the_next_visit_typed_short_lies_after_the_visit():
    form = judge_returned(ReturnedInput("h" * 32, "14/10", next_visit_on="14"), BY)
    assert form.visit.next_visit_on == date(2025, 11, 14)
    assert refused(ReturnedInput("h" * 32, "14", next_visit_on="1/11/2025")) == {("next_visit_on", "TV-01")}


@pytest.mark.parametrize(("notes", "corrections"), [("", ""), ("Đi rẫy", ""), ("", "2: sinh 1981"), ("Đi rẫy.", "x")])
def test_notes_and_corrections_come_apart_again(notes, corrections):
    assert parse_note(note_of(notes, corrections)) == (notes, corrections)


def test_the_form_lays_its_figures_over_what_was_noted_and_leaves_the_rest():
    noted = FollowUp("f" * 32, "22828", "p" * 32, "2025-11", alive=2, lost=1, problem="ho")
    form = FollowUp("f" * 32, "22828", "p" * 32, "2025-11", date(2025, 11, 14), alive=3, born=0, problem="ho")
    assert months_differ(noted, form) == ("alive",)
    laid = laid_over(noted, form)
    assert (laid.alive, laid.born, laid.lost, laid.visited_on) == (3, 0, 1, date(2025, 11, 14))


def test_what_was_typed_becomes_flat_texts_and_comes_back():
    cells = cells_of(WHOLE)
    assert cells["deprived"] == "employment,nutrition"
    assert cells["agreed:1:due"] == "30/11"
    assert "seen" not in cells
    assert cells_of(typed_from(cells, "h" * 32)) == cells
    assert judge_returned(typed_from(cells, "h" * 32), BY) == judge_returned(WHOLE, BY)
    assert cells_of(typed_from({"seen": "+"}, "")) == {"seen": "+"}
