"""Half-typed forms survive the program's end and are forgotten with their household."""

from sinhke_desktop.services import form_drafts, half_filled
from sinhke_desktop.services.returned_forms import PaperForm


def test_a_half_typed_form_is_found_again_until_it_is_dropped(village):
    workspace, ids = village
    form = PaperForm(ids["Hồ Thị Lan"], "41290736", "TH2")
    form_drafts.keep(workspace, form, {"visited_on": "14", "kept": "+"})
    assert form_drafts.find(workspace, form) == {"visited_on": "14", "kept": "+"}
    (draft,) = form_drafts.waiting(workspace)
    assert (draft.household_id, draft.number, draft.words) == (form.household_id, "41290736", "Hồ Thị Lan")
    assert dict(draft.cells) == {"visited_on": "14", "kept": "+"}
    assert form_drafts.find(workspace, PaperForm(form.household_id, "")) == {}
    form_drafts.drop(workspace, form)
    form_drafts.drop(workspace, form)
    assert form_drafts.waiting(workspace) == []


def test_a_spare_form_is_kept_by_its_number_and_its_draft_keeps_no_household(village):
    workspace, _ids = village
    form_drafts.keep(workspace, PaperForm("", "41290736"), {"notes": "x"})
    (draft,) = form_drafts.waiting(workspace)
    assert (draft.household_id, draft.words) == ("", "4129 0736")


def test_erasing_a_household_forgets_its_draft(village):
    workspace, ids = village
    form_drafts.keep(workspace, PaperForm(ids["Hồ Thị Lan"], "41290736"), {"notes": "x"})
    form_drafts.keep(workspace, PaperForm(ids["Lê Văn Bình"]), {"notes": "y"})
    half_filled.drop_of(workspace, ids["Hồ Thị Lan"])
    assert [one.words for one in form_drafts.waiting(workspace)] == ["Lê Văn Bình"]
