"""Forms that come back: found, entered in one step, taken back, corrected; nothing half-saved."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from sinhke_desktop.domain.access import Action
from sinhke_desktop.domain.commune import Area
from sinhke_desktop.domain.follow_up import FollowUp, FollowUpInput
from sinhke_desktop.domain.form_sheet import FormSheet, check_digit
from sinhke_desktop.domain.returned_form import AgreedInput, ReturnedInput
from sinhke_desktop.domain.scan_page import ScanPage, ScanState
from sinhke_desktop.domain.visit import Agreement
from sinhke_desktop.domain.visit_record import Visit, VisitInput, format_agreements
from sinhke_desktop.errors import InvalidInput, NotFound
from sinhke_desktop.paths import folders
from sinhke_desktop.services import (
    communes,
    data_requests,
    erasure,
    follow_ups,
    form_entry,
    form_standing,
    households,
    privacy,
    returned_forms,
    reviews,
    units,
    visits,
)
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.services.form_entry import ChangedSince, MonthChoice, MonthNoted
from sinhke_desktop.services.workspace import author
from sinhke_desktop.storage import journal, records, scan_pages

TODAY = date(2025, 11, 20)


def number_of(seven):
    return seven + check_digit(seven)


NUMBER = number_of("4129073")
AGREED = (Agreement("Tiêm phòng cho bò", "Thú y xã", date(2025, 11, 15)), Agreement("Sửa chuồng"))


def keep(workspace, record):
    with workspace.database.write() as connection:
        journal.save(connection, author(workspace), records.drafts(connection, [record]))
    return record


def printed(workspace, household_id="", number=NUMBER, version="TH2", **more):
    more = {"printed_on": date(2025, 11, 1), "agreements": format_agreements(AGREED)} | more
    sheet = FormSheet(workspace.new_id(), workspace.commune_code, number, version, household_id, **more)
    return keep(workspace, sheet)


def scanned(workspace, number=NUMBER, household_id="", page=1):
    found = ScanPage(workspace.new_id(), "a.pdf", page, "TH2", number, household_id, page, 2, "{}", f"s{page}", "2025")
    with workspace.database.write() as connection:
        scan_pages.put(connection, found, b"picture")
    return found


def stored(workspace, kind, record_id):
    with workspace.database.read() as connection:
        return records.find(connection, kind, record_id)


def content(workspace):
    with workspace.database.read() as connection:
        return journal.state_hash(connection)


@pytest.fixture
def binh(village):
    """Lê Văn Bình's household and his printed form."""
    workspace, ids = village
    printed(workspace, ids["Lê Văn Bình"])
    return workspace, ids["Lê Văn Bình"]


@pytest.fixture
def duc(sample, village):
    """A participant without this month's follow-up, with a printed form; the month before was noted."""
    workspace, model = sample
    line = next(one for one in follow_ups.table(workspace, model.id).lines if one.noted is None)
    sheet = printed(workspace, line.household.id, version="TH2M", participant_id=line.participant.id)
    return workspace, sheet, line.participant


def refused(act):
    with pytest.raises(InvalidInput) as found:
        act()
    return [(one.field, one.code) for one in found.value.problems]


# finding


def test_a_form_is_found_by_its_number_with_or_without_spaces(binh):
    workspace, household_id = binh
    for text in (NUMBER, f"{NUMBER[:4]} {NUMBER[4:]}", f" {NUMBER[:4]}-{NUMBER[4:]} "):
        form = returned_forms.find(workspace, text).form
        assert (form.household_id, form.number, form.version) == (household_id, NUMBER, "TH2")


def test_a_form_is_found_by_its_code_however_the_scanner_types_it(binh):
    workspace, household_id = binh
    for text in (f"SK1|TH2|{NUMBER}|1/2|{household_id}", f"sk1~th2~{NUMBER}~1-2~{household_id.upper()}",
                 f"SK1|TH2|{NUMBER}|1/2|ầêđx"):  # fmt: skip
        assert returned_forms.find(workspace, text).form.sheet.number == NUMBER
        assert returned_forms.find(workspace, text).form.household_id == household_id


def test_a_form_printed_elsewhere_is_known_by_its_code_but_not_by_its_number(village):
    workspace, ids = village
    household_id = ids["Hồ Thị Lan"]
    form = returned_forms.find(workspace, f"SK1|TH2|{NUMBER}|1/1|{household_id}").form
    assert (form.household_id, form.sheet) == (household_id, None)
    assert refused(lambda: returned_forms.find(workspace, NUMBER)) == [("code", "TV-05")]
    spoilt = household_id.replace("dd", "đ").replace("aa", "â").replace("ee", "ê").replace("1", "")
    assert returned_forms.find(workspace, f"SK1|TH1|{spoilt}|1/1").form.household_id == household_id
    assert refused(lambda: returned_forms.find(workspace, f"SK1|TH2|{NUMBER}|1/1|bêa"))


def test_the_same_number_from_two_machines_is_told_apart_by_the_household(binh):
    workspace, _household_id = binh
    with workspace.database.read() as connection:
        (first,) = returned_forms.sheets_of(connection, workspace.commune_code, NUMBER)
    other = next(iter(one.household_id for one in returned_forms.find(workspace, "Hồ Thị Lan").candidates))
    second = printed(workspace, other)
    assert returned_forms.find(workspace, f"SK1|TH2|{NUMBER}|1/1|{other}").form.sheet == second
    keep(workspace, replace(first, returned_on=TODAY))
    assert returned_forms.find(workspace, NUMBER).form.sheet == second


@pytest.mark.parametrize(
    "text", ["4129 0730", "412907", f"SK1|TH2|{NUMBER[:-1]}x|1/2", "SK1|TH2|41290730|1/2|", "", "Không Ai Cả"]
)
def test_a_mistyped_number_a_torn_code_and_an_unknown_name_say_what_to_do(binh, text):
    workspace, _household_id = binh
    assert refused(lambda: returned_forms.find(workspace, text)) == [("code", "TV-05")]


def test_a_name_or_hamlet_offers_its_households_with_the_forms_that_are_out(binh):
    workspace, household_id = binh
    (one,) = returned_forms.find(workspace, "le binh tan tien").candidates
    assert (one.household_id, one.name, one.hamlet, [form.number for form in one.forms]) == (
        household_id, "Lê Văn Bình", "Tân Tiến", [NUMBER],
    )  # fmt: skip
    assert len(returned_forms.find(workspace, "tan hoa").candidates) == 2


def test_a_form_of_a_household_that_left_the_register_is_not_entered(binh):
    workspace, household_id = binh
    households.remove(workspace, household_id, "chuyển đi")
    assert refused(lambda: returned_forms.find(workspace, NUMBER)) == [("code", "TV-05")]
    assert refused(lambda: returned_forms.find(workspace, f"SK1|TH2|{NUMBER}|1/2|{household_id}"))


def test_forms_that_are_out_are_listed_and_counted_until_they_come_back(binh):
    workspace, household_id = binh
    spare = printed(workspace, number=number_of("5000000"))
    later = printed(workspace, household_id, number_of("5000001"), printed_on=date(2025, 11, 9))
    stack = returned_forms.stack(workspace)
    assert [one.sheet.number for one in stack.out] == [NUMBER, later.number]
    assert [(one.sheet.id, one.name) for one in stack.spare] == [(spare.id, "")]
    assert (stack.today, stack.printed, stack.out[0].name, stack.out[0].hamlet) == (0, 2, "Lê Văn Bình", "Tân Tiến")
    assert [one.number for one in returned_forms.open_forms(workspace, household_id)] == [later.number, NUMBER]
    form = returned_forms.find(workspace, NUMBER).form
    form_entry.save(workspace, form, ReturnedInput(household_id, "14"))
    stack = returned_forms.stack(workspace)
    assert ([one.sheet.number for one in stack.out], stack.today, stack.printed) == ([later.number], 1, 2)


def test_a_form_that_will_not_come_back_is_counted_no_more_but_can_still_be_entered(binh):
    workspace, household_id = binh
    sheet = returned_forms.find(workspace, NUMBER).form.sheet
    returned_forms.write_off(workspace, sheet.id, "bị ướt")
    assert returned_forms.stack(workspace).out == ()
    returned_forms.expect_again(workspace, sheet.id)
    assert len(returned_forms.stack(workspace).out) == 1
    returned_forms.write_off(workspace, sheet.id, "bị ướt")
    form = returned_forms.find(workspace, NUMBER).form
    assert form_entry.save(workspace, form, ReturnedInput(household_id, "14")).sheet.note == ""


# what stands on it


def test_what_stands_on_the_paper_is_shown_and_opening_it_is_noted(duc):
    workspace, sheet, participant = duc
    standing = form_standing.standing(workspace, returned_forms.find(workspace, NUMBER).form)
    assert standing.agreements == AGREED
    assert standing.household.id == sheet.household_id
    assert standing.hamlet == "Thôn Tân Tiến"
    assert (standing.participant, standing.model.id) == (participant, participant.model_id)
    assert standing.last.month < "2025-11"
    assert standing.review.year == 2023
    assert (standing.entered, standing.restricted) == (None, False)
    assert standing.typed == ReturnedInput(sheet.household_id)
    (noted,) = privacy.accesses(workspace, household_id=sheet.household_id)
    assert (noted.action, noted.detail) == (Action.OPENED, "Nhập phiếu thăm hộ")


def test_a_spare_form_says_nothing_until_it_has_a_household(village):
    workspace, _ids = village
    printed(workspace)
    standing = form_standing.standing(workspace, returned_forms.find(workspace, NUMBER).form)
    assert (standing.household, standing.agreements, standing.restricted) == (None, (), False)


def test_a_form_of_the_first_version_shows_the_agreements_of_the_last_visit(village):
    workspace, ids = village
    household_id = ids["Hồ Thị Lan"]
    typed = VisitInput(household_id, visited_on="01/10/2025", agreements=AGREED)
    visits.record(workspace, typed)
    data_requests.restrict(workspace, household_id, "theo đơn")
    form = returned_forms.find(workspace, f"SK1|TH1|{household_id}|1/1").form
    standing = form_standing.standing(workspace, form)
    assert (standing.agreements, standing.restricted) == (AGREED, True)
    saved = form_entry.save(workspace, form, ReturnedInput(household_id, "14", kept="+"))
    assert (saved.visit.kept, saved.sheet, saved.visit.sheet_number) == ("+?", None, "")


def test_a_household_without_hamlet_review_or_visit_has_an_empty_standing(workspace):
    from sinhke_desktop.domain.household import HouseholdInput, MemberInput
    from sinhke_desktop.services import hamlets

    hamlet = hamlets.add(workspace, "Gòn")
    made = households.register(
        workspace, HouseholdInput(hamlet.id, (MemberInput("Hồ Thị Lan", "Chủ hộ", "female", "1979", "Kinh"),))
    )
    form = returned_forms.PaperForm(made.id)
    standing = form_standing.standing(workspace, form)
    assert (standing.agreements, standing.review, standing.last, standing.participant) == ((), None, None, None)
    saved = form_entry.save(workspace, form, ReturnedInput(made.id, "14", deprived=frozenset({"nutrition"})))
    assert saved.changed == frozenset()


# entering


def test_a_form_becomes_visit_month_and_returned_sheet_and_its_pages_are_settled(duc):
    workspace, sheet, participant = duc
    pages = [scanned(workspace, household_id=sheet.household_id), scanned(workspace, page=2)]
    typed = ReturnedInput(
        sheet.household_id, "14", kept="+-", month={"alive": "2", "problem": "ho"}, need_keys=frozenset({"loan"}),
        agreed=(AgreedInput("Tiêm lại", "", "30/11"),), deprived=frozenset({"employment", "cleanWater"}),
    )  # fmt: skip
    form = returned_forms.find(workspace, NUMBER).form
    saved = form_entry.save(workspace, form, typed, page_ids=[*(one.id for one in pages), "f" * 32])
    assert visits.of_household(workspace, sheet.household_id) == [saved.visit]
    assert (saved.visit.sheet_number, saved.visit.kept, saved.visit.deprived) == (
        NUMBER, "+-", "employment,cleanWater",
    )  # fmt: skip
    assert follow_ups.of_participant(workspace, participant.id)[0] == saved.follow_up
    assert (saved.follow_up.month, saved.follow_up.alive) == ("2025-11", 2)
    now = stored(workspace, FormSheet, sheet.id)
    assert (now.returned_on, now.visit_id) == (TODAY, saved.visit.id)
    with workspace.database.read() as connection:
        settled = scan_pages.of_household(connection, sheet.household_id)
    assert {one.visit_id for one in settled} == {saved.visit.id}
    assert len(settled) == 2
    assert saved.changed == frozenset({"cleanWater"})


def test_nothing_is_half_saved_when_the_month_is_refused(duc):
    workspace, sheet, _participant = duc
    page = scanned(workspace)
    before = content(workspace)
    typed = ReturnedInput(sheet.household_id, "14", month={"alive": "2", "sick": "3"})
    form = returned_forms.find(workspace, NUMBER).form
    assert refused(lambda: form_entry.save(workspace, form, typed, page_ids=[page.id])) == [("count:sick", "MH-03")]
    assert content(workspace) == before
    with workspace.database.read() as connection:
        assert scan_pages.find(connection, page.id).state is ScanState.WAITING


def test_a_day_that_is_none_is_refused_before_anything_is_looked_up_by_it(binh):
    workspace, household_id = binh
    form = returned_forms.find(workspace, NUMBER).form
    typed = ReturnedInput(household_id, "hôm qua")
    assert refused(lambda: form_entry.save(workspace, form, typed)) == [("visited_on", "MH-04")]


def test_one_act_takes_the_whole_form_back(duc):
    workspace, sheet, _participant = duc
    page = scanned(workspace)
    before = content(workspace)
    form = returned_forms.find(workspace, NUMBER).form
    typed = ReturnedInput(sheet.household_id, "14", month={"alive": "2"})
    saved = form_entry.save(workspace, form, typed, page_ids=[page.id])
    assert content(workspace) != before
    form_entry.take_back(workspace, saved)
    assert content(workspace) == before
    with workspace.database.read() as connection:
        assert scan_pages.find(connection, page.id) == page
    again = form_entry.save(workspace, form, typed)
    assert again.visit == saved.visit


def test_what_was_changed_since_is_not_taken_back(duc):
    workspace, sheet, _participant = duc
    form = returned_forms.find(workspace, NUMBER).form
    saved = form_entry.save(workspace, form, ReturnedInput(sheet.household_id, "14"))
    keep(workspace, replace(saved.visit, note="đã sửa"))
    before = content(workspace)
    with pytest.raises(ChangedSince):
        form_entry.take_back(workspace, saved)
    assert content(workspace) == before


def test_the_open_plan_becomes_the_visit_and_comes_back_with_undo(binh):
    workspace, household_id = binh
    plan = visits.plan(workspace, household_id, "15/11/2025")
    form = returned_forms.find(workspace, NUMBER).form
    saved = form_entry.save(workspace, form, ReturnedInput(household_id, "14"))
    assert (saved.visit.id, saved.visit.planned_on) == (plan.id, date(2025, 11, 15))
    assert stored(workspace, FormSheet, saved.sheet.id).visit_id == plan.id
    form_entry.take_back(workspace, saved)
    assert visits.of_household(workspace, household_id) == [plan]


def test_a_spare_form_gets_its_household_and_loses_it_with_undo(village):
    workspace, ids = village
    sheet = printed(workspace)
    form = returned_forms.find(workspace, f"SK1|TH2|{NUMBER}|1/1|").form
    assert form == returned_forms.find(workspace, NUMBER).form
    assert refused(lambda: form_entry.save(workspace, form, ReturnedInput("", "14"))) == [("household_id", "TV-03")]
    saved = form_entry.save(workspace, form, ReturnedInput(ids["Hồ Thị Lan"], "14"))
    assert stored(workspace, FormSheet, sheet.id).household_id == ids["Hồ Thị Lan"]
    form_entry.take_back(workspace, saved)
    assert stored(workspace, FormSheet, sheet.id) == sheet


def test_a_form_is_not_entered_for_another_household(village):
    workspace, ids = village
    printed(workspace, ids["Lê Văn Bình"])
    form = returned_forms.find(workspace, NUMBER).form
    typed = ReturnedInput(ids["Hồ Thị Lan"], "14")
    assert refused(lambda: form_entry.save(workspace, form, typed)) == [("household_id", "TV-03")]


# the month was noted before


def noted_before(workspace, participant, **figures):
    return follow_ups.record(workspace, FollowUpInput(participant.id, "2025-11", "03/11/2025", **figures))


def test_a_month_noted_otherwise_is_shown_and_asked_for_and_nothing_saved(duc):
    workspace, sheet, participant = duc
    noted = noted_before(workspace, participant, alive="4", lost="1")
    before = content(workspace)
    form = returned_forms.find(workspace, NUMBER).form
    typed = ReturnedInput(sheet.household_id, "14", month={"alive": "2", "born": "1"})
    with pytest.raises(MonthNoted) as found:
        form_entry.save(workspace, form, typed)
    assert (found.value.noted, found.value.form.alive, found.value.differing) == (noted, 2, ("alive",))
    assert content(workspace) == before
    kept = form_entry.save(workspace, form, typed, month=MonthChoice.NOTED)
    assert (kept.follow_up.alive, kept.follow_up.lost, kept.follow_up.born) == (4, 1, 1)
    assert kept.follow_up.visited_on == date(2025, 11, 3)
    form_entry.take_back(workspace, kept)
    assert follow_ups.of_participant(workspace, participant.id)[0] == noted
    taken = form_entry.save(workspace, form, typed, month=MonthChoice.FORM)
    assert (taken.follow_up.alive, taken.follow_up.lost, taken.follow_up.visited_on) == (2, 1, date(2025, 11, 14))


def test_figures_that_agree_are_not_asked_for(duc):
    workspace, sheet, participant = duc
    noted_before(workspace, participant, alive="2")
    form = returned_forms.find(workspace, NUMBER).form
    saved = form_entry.save(workspace, form, ReturnedInput(sheet.household_id, "14", month={"alive": "2"}))
    assert saved.follow_up.alive == 2


# correcting


def test_a_form_entered_before_says_when_and_by_whom_and_can_be_corrected(duc):
    workspace, sheet, participant = duc
    form = returned_forms.find(workspace, NUMBER).form
    typed = ReturnedInput(sheet.household_id, "14", month={"alive": "2", "born": "1"}, notes="Đi rẫy")
    first = form_entry.save(workspace, form, typed)
    form = returned_forms.find(workspace, NUMBER).form
    standing = form_standing.standing(workspace, form)
    assert (standing.entered.on, standing.entered.by) == (TODAY, "Nguyễn Thị Thử")
    assert standing.typed.month == {"alive": "2", "born": "1"}
    assert refused(lambda: form_entry.save(workspace, form, standing.typed)) == [("code", "TV-03")]
    corrected = replace(standing.typed, month={"alive": "3"})
    second = form_entry.save(workspace, form, corrected, correcting=first.visit.id)
    assert second.visit == first.visit
    assert (second.follow_up.alive, second.follow_up.born) == (3, None)
    moved = replace(corrected, visited_on="14/10/2025")
    third = form_entry.save(workspace, form, moved, correcting=first.visit.id, month=MonthChoice.FORM)
    months = {one.month: one for one in follow_ups.of_participant(workspace, participant.id)}
    assert "2025-11" not in months
    assert months["2025-10"] == third.follow_up
    last = form_entry.save(workspace, form, replace(moved, month={}), correcting=first.visit.id)
    assert last.follow_up is None
    assert stored(workspace, FollowUp, third.follow_up.id).removed is True


def test_a_form_without_figures_corrected_has_no_month_to_take_along(binh):
    workspace, household_id = binh
    form = returned_forms.find(workspace, NUMBER).form
    first = form_entry.save(workspace, form, ReturnedInput(household_id, "14"))
    standing = form_standing.standing(workspace, form)
    assert standing.typed.month == {}
    second = form_entry.save(
        workspace, form, replace(standing.typed, visited_on="13/11/2025"), correcting=first.visit.id
    )
    assert second.visit.visited_on == date(2025, 11, 13)


# two machines, erased data


@pytest.fixture
def other(tmp_path):
    """A second store of the same commune."""
    created = workspaces.create(folders(tmp_path / "máy hai"), "mật-khẩu-thử-2")
    ready = replace(created.workspace, clock=lambda: datetime(2025, 11, 20, 3, 0, tzinfo=UTC))
    ready = communes.set_up(ready, units.unit("22828"), Area.RURAL, "2023-2025", "Trần Thị Hai")
    yield ready
    workspaces.close(ready)


def tell(teller, hearer):
    with teller.database.read() as connection:
        written = journal.operations_after(connection, journal.place(connection).epoch, 0)
    with hearer.database.write() as connection:
        return journal.receive(connection, written)


def test_the_same_form_entered_on_two_machines_is_one_visit(binh, other):
    workspace, household_id = binh
    tell(workspace, other)
    for one, day in ((workspace, "14"), (other, "13")):
        form_entry.save(one, returned_forms.find(one, NUMBER).form, ReturnedInput(household_id, day))
    assert tell(other, workspace).conflicts > 0
    assert len(visits.of_household(workspace, household_id)) == 1


def test_a_form_entered_on_the_other_machine_counts_as_back_here(binh, other):
    workspace, household_id = binh
    tell(workspace, other)
    with other.database.write() as connection:
        visit = Visit("a" * 32, "22828", household_id, visited_on=TODAY, sheet_number=NUMBER, officer="Trần Thị Hai")
        journal.save(connection, author(other), records.drafts(connection, [visit]))
    tell(other, workspace)
    assert returned_forms.stack(workspace).out == ()
    entered = form_standing.standing(workspace, returned_forms.find(workspace, NUMBER).form).entered
    assert (entered.by, entered.on) == ("Trần Thị Hai", None)


def test_a_form_of_an_erased_household_is_unknown_and_cannot_be_entered(binh):
    workspace, household_id = binh
    form = returned_forms.find(workspace, NUMBER).form
    households.remove(workspace, household_id, "theo đơn")
    request = data_requests.add(
        workspace, data_requests.RequestInput("erase", "Lê Văn Bình", household_id, "20/11/2025")
    )
    erasure.erase_household(workspace, request.id)
    assert refused(lambda: returned_forms.find(workspace, NUMBER)) == [("code", "TV-05")]
    assert refused(lambda: form_entry.save(workspace, form, ReturnedInput(household_id, "14"))) == [("code", "TV-05")]
    with pytest.raises(NotFound):
        returned_forms.write_off(workspace, form.sheet.id, "x")


def test_what_is_seen_at_a_visit_changes_no_class(binh):
    workspace, household_id = binh
    before = reviews.of_household(workspace, household_id)
    form = returned_forms.find(workspace, NUMBER).form
    saved = form_entry.save(workspace, form, ReturnedInput(household_id, "14", seen=True))
    assert saved.changed == before[0].review.deprived
    assert reviews.of_household(workspace, household_id) == before
