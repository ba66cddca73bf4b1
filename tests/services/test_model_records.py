"""The records of a model's file through their one door: links, ids, changes, removal, and what the store refuses."""

import pytest

from sinhke_desktop.domain.funding import BudgetLineInput, HandoverInput
from sinhke_desktop.domain.household import HEAD, HouseholdInput, MemberInput
from sinhke_desktop.domain.livelihood import ModelInput
from sinhke_desktop.domain.model_records import MODEL_RECORDS
from sinhke_desktop.errors import InvalidInput, NotFound
from sinhke_desktop.services import (
    candidates,
    hamlets,
    households,
    integrity,
    livelihood,
    model_links,
    model_records,
    participants,
)
from sinhke_desktop.services.funding import add_line, hand_over
from sinhke_desktop.storage import journal

HANDED = "19/06/2025"


@pytest.fixture
def model(workspace):
    made = candidates.add(workspace, ModelInput("Nuôi bò", thing="bò cái", proposed_on="15/05/2025"))
    return candidates.choose(workspace, made.id, "Hợp đất", "35/QĐ-UBND", "01/06/2025")


@pytest.fixture
def joined(workspace, model, household):
    return participants.add(workspace, model.id, household.id, HANDED).participant


@pytest.fixture
def household(workspace):
    hamlet = hamlets.add(workspace, "Tân Tiến")
    head = MemberInput("Đỗ Đức Dũng", HEAD, "male", "1979", "Kinh")
    return households.register(workspace, HouseholdInput(hamlet.id, (head,)))


def refused(call, *args, **more):
    with pytest.raises(InvalidInput) as caught:
        call(*args, **more)
    return [(one.field, one.code) for one in caught.value.problems]


def a_loss(participant_id, **more):
    return {"participant_id": participant_id, "on": "01/09/2025", "kind": "disease", "what": "1 bê"} | more


def test_a_record_belongs_to_its_model_and_comes_back_in_order(workspace, model, joined):
    late = model_records.add(workspace, "loss", a_loss(joined.id, on="02/10/2025"), model.id)
    early = model_records.add(workspace, "loss", a_loss(joined.id), model.id)
    assert model_records.of_model(workspace, "loss", model.id) == [early, late]
    assert model_records.of_model(workspace, "loss", "0" * 32) == []
    assert model_records.get(workspace, "loss", late.id) == late


def test_a_change_keeps_everything_that_was_not_typed_and_its_reason(workspace, model, joined):
    loss = model_records.add(workspace, "loss", a_loss(joined.id, worth="5.000.000"), model.id)
    changed = model_records.change(workspace, "loss", loss.id, {"done": "Tiêm phòng cả đàn"}, "đã xử lý")
    assert (changed.id, changed.worth, changed.done) == (loss.id, 5_000_000, "Tiêm phòng cả đàn")
    with workspace.database.read() as connection:
        last = journal.operations_of(connection, [loss.id])[-1].operation
    assert (dict(last.changes), last.reason) == ({"done": "Tiêm phòng cả đàn"}, "đã xử lý")


def test_a_removed_record_is_gone_until_it_is_restored(workspace, model, joined):
    loss = model_records.add(workspace, "loss", a_loss(joined.id), model.id)
    model_records.remove(workspace, "loss", loss.id, "ghi nhầm")
    assert model_records.of_model(workspace, "loss", model.id) == []
    with pytest.raises(NotFound):
        model_records.change(workspace, "loss", loss.id, {"what": "2 bê"})
    assert model_records.restore(workspace, "loss", loss.id) == loss
    with pytest.raises(NotFound):
        model_records.restore(workspace, "loss", "0" * 32)


def test_many_are_added_whole_or_not_at_all(workspace, model, joined):
    good, bad = a_loss(joined.id), a_loss(joined.id, what="")
    assert refused(model_records.add_many, workspace, "loss", [good, bad], model.id) == [("rows.1.what", "MH-02")]
    assert model_records.of_model(workspace, "loss", model.id) == []
    assert len(model_records.add_many(workspace, "loss", [good, good], model.id)) == 2


@pytest.mark.parametrize("target", ["0" * 32, "không có"])
def test_a_link_to_what_is_not_there_is_refused(workspace, model, joined, target):
    assert refused(model_records.add, workspace, "loss", a_loss(target), model.id) == [("participant_id", "MH-16")]
    pass_on = {"household_id": target, "form": "money", "on": "01/09/2025", "amount": "5"}
    assert refused(model_records.add, workspace, "pass_on", pass_on, model.id) == [("household_id", "MH-16")]
    meeting = {"subject": "choice", "hamlet_id": target}
    assert refused(model_records.add, workspace, "community_meeting", meeting) == [("hamlet_id", "MH-16")]


def test_a_link_to_another_models_record_is_refused(workspace, model, joined):
    livelihood.end(workspace, model.id, "hết chu kỳ", "01/11/2025")
    other = candidates.add(workspace, ModelInput("Nuôi dê", proposed_on="02/11/2025"))
    assert refused(model_records.add, workspace, "loss", a_loss(joined.id), other.id) == [("participant_id", "MH-16")]


def test_meetings_about_candidates_belong_to_the_area_and_period(workspace):
    held = model_records.add(workspace, "community_meeting", {"subject": "choice", "held_on": "01/09/2025"})
    assert (held.period, held.area_code, held.model_id) == ("2023-2025", "22828", "")
    assert model_records.of_area(workspace, "2023-2025", "22828") == [held]
    assert model_records.of_area(workspace, "2026-2030", "22828") == []


def test_the_meetings_of_a_model_are_those_of_its_area_and_its_own(workspace, model):
    before = model_records.add(workspace, "community_meeting", {"subject": "choice", "held_on": "01/09/2025"})
    own = model_records.add(workspace, "community_meeting", {"subject": "lots", "held_on": "02/09/2025"}, model.id)
    assert own.model_id == model.id
    assert model_records.of_model(workspace, "community_meeting", model.id) == [before, own]


def test_one_due_day_for_a_stage_and_one_paper_for_a_wanted_one(workspace, model):
    due = {"stage": "accepted", "due_on": "01/06/2026"}
    first = model_records.add(workspace, "stage_due", due, model.id)
    again = model_records.add(workspace, "stage_due", due | {"due_on": "01/07/2026"}, model.id)
    assert first.id == again.id
    assert [one.due_on.month for one in model_records.of_model(workspace, "stage_due", model.id)] == [7]
    paper = {"stage": "approved", "name": "Quyết định", "state": "there", "key": "decision"}
    ids = {model_records.add(workspace, "stage_paper", paper, model.id).id for _again in range(2)}
    free = {model_records.add(workspace, "stage_paper", paper | {"key": ""}, model.id).id for _again in range(2)}
    assert (len(ids), len(free)) == (1, 2)


def thing(participant_id, **more):
    typed = {"participant_id": participant_id, "kind": "bò", "tag": "HS-01", "origin": "handed", "since": HANDED}
    return typed | more


def test_a_tag_stands_for_one_animal_of_a_household(workspace, model, joined):
    cow = model_records.add(workspace, "raised_thing", thing(joined.id), model.id)
    assert refused(model_records.add, workspace, "raised_thing", thing(joined.id), model.id) == [("tag", "MH-17")]
    assert model_records.change(workspace, "raised_thing", cow.id, {"note": "khoang trắng"}).note == "khoang trắng"


def test_an_animal_dies_once_and_nothing_happens_to_it_afterwards(workspace, model, joined):
    cow = model_records.add(workspace, "raised_thing", thing(joined.id), model.id)

    def event(kind, on, **more):
        return {"thing_id": cow.id, "kind": kind, "on": on} | more

    def add(*args, **more):
        return model_records.add(workspace, "thing_event", event(*args, **more), model.id)

    sick = add("sick", "01/08/2025")
    too_early = event("sick", "01/01/2025")
    assert refused(model_records.add, workspace, "thing_event", too_early, model.id) == [("on", "MH-18")]
    before = event("dead", "01/07/2025", cause="chưa rõ")
    assert refused(model_records.add, workspace, "thing_event", before, model.id) == [("on", "MH-18")]
    dead = add("dead", "03/08/2025", cause="tụ huyết trùng")
    for kind, on in (("sold", "04/08/2025"), ("recovered", "05/08/2025"), ("sold", "02/08/2025")):
        codes = {code for _field, code in refused(add, kind, on)}
        assert codes == {"MH-18"}
    assert refused(model_records.remove, workspace, "raised_thing", cow.id) == [("thing_id", "MH-12")]
    for one in (dead, sick):
        model_records.remove(workspace, "thing_event", one.id)
    model_records.remove(workspace, "raised_thing", cow.id)
    assert model_records.of_model(workspace, "thing_event", model.id) == []


def test_every_link_is_shown_in_words(workspace, model, joined, household):
    line = add_line(workspace, model.id, BudgetLineInput("NSTW-SN", "money", "264.180.000", "bò", "2024", "12/QĐ"))
    hand_over(workspace, [HandoverInput(joined.id, 1, 18_870_000, HANDED, tag="HS-01")])
    model_records.add(workspace, "raised_thing", thing(joined.id), model.id)
    model_records.add(workspace, "market_contract", {"buyer": "HTX An Hải", "kind": "cooperative", "product": "bò"},
                      model.id)  # fmt: skip
    owes = {"participant_id": joined.id, "form": "kind", "due_on": "01/06/2027", "quantity": "1", "unit": "con"}
    model_records.add(workspace, "repayment_due", owes, model.id)
    model_records.add(workspace, "producer_group", {"kind": "team", "name": "Tổ 1"}, model.id)
    assert model_links.choices_for(workspace, "budget_line", model.id)[line.id].endswith("264.180.000 đ · 2024 · bò")
    assert model_links.choices_for(workspace, "household", model.id) == {household.id: "Đỗ Đức Dũng · Tân Tiến"}
    shown = {
        link: list(model_links.choices_for(workspace, link, model.id).values())
        for link in ("participant", "hamlet", "input_handover", "raised_thing", "market_contract", "repayment_due",
                     "producer_group")
    }  # fmt: skip
    assert shown == {
        "participant": ["Đỗ Đức Dũng · Tân Tiến"],
        "hamlet": ["Thôn Tân Tiến"],
        "input_handover": ["Đỗ Đức Dũng · Tân Tiến · bò cái · HS-01 · 19/06/2025"],
        "raised_thing": ["HS-01 · bò · Đỗ Đức Dũng · Tân Tiến"],
        "market_contract": ["HTX An Hải · bò"],
        "repayment_due": ["Đỗ Đức Dũng · Tân Tiến · 01/06/2027 · 1 con"],
        "producer_group": ["Tổ 1"],
    }
    with pytest.raises(KeyError):
        model_links.choices_for(workspace, "moon", model.id)


def test_every_link_of_every_form_can_be_chosen_from(workspace, model, joined):
    links = {one.link for kind in MODEL_RECORDS.values() for one in kind.form if one.link}
    for link in links:
        assert isinstance(model_links.choices_for(workspace, link, model.id), dict)


def test_the_store_stays_whole_with_records_of_a_models_file(workspace, model, joined):
    model_records.add(workspace, "loss", a_loss(joined.id), model.id)
    line = add_line(workspace, model.id, BudgetLineInput("NSTW-SN", "money", "1.000.000"))
    entry = {"budget_line_id": line.id, "kind": "allotted", "on": "01/09/2025", "amount": "5", "year": "2025"}
    assert model_records.add(workspace, "budget_entry", entry, model.id).amount == 5
    assert len(model_records.of_model(workspace, "budget_entry", model.id)) == 1
    assert integrity.check(workspace).ok
