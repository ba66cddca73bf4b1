"""Forms of one record: what is typed becomes a value or named problems, and a value becomes what was typed."""

from dataclasses import fields
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinhke_desktop.cli.model_options import KINDS
from sinhke_desktop.domain.losses import LOSS, Loss, LossKind
from sinhke_desktop.domain.model_records import MODEL_RECORDS, kind_of
from sinhke_desktop.domain.raised_things import THING_EVENT, Happening, ThingEvent
from sinhke_desktop.domain.training import TRAINING, Training
from sinhke_desktop.domain.typed_record import FieldKind, TypedField, judge_record, judged_values, own_fields, typed_of
from sinhke_desktop.errors import InvalidInput

TODAY = date(2025, 11, 20)
FIXED = {"id": "0" * 32, "commune_code": "22828"}
EVERY = list(MODEL_RECORDS.values())


def judged(record, form, **typed):
    return judge_record(record, form, typed, TODAY, **FIXED)


def wrong(record, form, **typed):
    with pytest.raises(InvalidInput) as caught:
        judged(record, form, **typed)
    return {(problem.field, problem.code) for problem in caught.value.problems}


def sample(one: TypedField) -> str:
    if one.kind is FieldKind.DAY:
        return "19/06/2024"
    if one.kind in (FieldKind.NUMBER, FieldKind.MONEY):
        return str(max(one.least, 2024 if one.name == "year" else 3))
    if one.kind is FieldKind.CHOICE:
        return str(next(iter(one.choices)))
    if one.kind is FieldKind.YES_NO:
        return "1"
    return "a" * 32 if one.kind in (FieldKind.LINK, FieldKind.LINKS) else f"{one.title} 1"


def whole(kind):
    """Everything that can be typed into the form at once."""
    typed = {one.name: sample(one) for one in kind.form}
    for name, value in (("quantity", "") if "form" in typed else ("", ""), ("votes_against", "0")):
        if name in typed:
            typed[name] = value
    return typed


def made(kind, typed):
    names = {one.name for one in kind.form}
    unsaid = {name: "b" * 32 for name in own_fields(kind.record) if name not in names}
    return judge_record(kind.record, kind.form, typed, TODAY, **FIXED, **unsaid)


@pytest.mark.parametrize("kind", EVERY, ids=lambda kind: kind.kind)
def test_every_form_fills_its_record_and_gives_back_what_was_typed(kind):
    typed = whole(kind)
    record = made(kind, typed)
    assert kind_of(record) is kind
    again = typed_of(record, kind.form)
    assert made(kind, again) == record
    assert {name: text for name, text in again.items() if text != typed[name]} == {}


@pytest.mark.parametrize("kind", EVERY, ids=lambda kind: kind.kind)
def test_every_field_of_a_form_is_one_of_its_record_and_has_words(kind):
    names = {one.name for one in fields(kind.record)}
    assert {one.name for one in kind.form} <= names
    assert all(one.title for one in kind.form)
    assert all(one.choices for one in kind.form if one.kind is FieldKind.CHOICE)
    assert all(one.link for one in kind.form if one.kind in (FieldKind.LINK, FieldKind.LINKS))


@pytest.mark.parametrize("kind", EVERY, ids=lambda kind: kind.kind)
def test_an_empty_form_names_every_field_that_must_be_filled_in(kind):
    names = {one.name for one in kind.form}
    with pytest.raises(InvalidInput) as caught:
        made(kind, {})
    assert {one.field for one in caught.value.problems} == {one.name for one in kind.form if one.required} & names


def test_the_commands_know_the_same_kinds():
    assert set(KINDS) == set(MODEL_RECORDS)


def test_what_cannot_be_read_is_named_by_field_and_code():
    found = wrong(Loss, LOSS, participant_id="p", on="31/02/2025", kind="fire", what="", worth="nhiều", colour="đỏ")
    assert found == {
        ("on", "MH-04"), ("kind", "MH-02"), ("what", "MH-02"), ("worth", "MH-03"), ("colour", "MH-15"),
    }  # fmt: skip


def test_a_day_after_today_is_refused_where_it_must_lie_behind():
    assert wrong(Loss, LOSS, participant_id="p", on="21/11/2025", kind="theft", what="bò") == {("on", "MH-04")}


def test_numbers_days_and_choices_become_values():
    loss = judged(Loss, LOSS, participant_id="p", on="1/9/2025", kind="disease", what=" bò  mẹ ", worth="18.870.000")
    assert (loss.on, loss.kind, loss.what, loss.worth) == (date(2025, 9, 1), LossKind.DISEASE, "bò mẹ", 18_870_000)
    assert loss.compensated is None


def test_ids_joined_by_commas_are_sorted_and_named_once():
    typed = {"kind": "course", "on": "01/09/2025", "topic": "Thú y", "participant_ids": "b, a,b,,"}
    training = judge_record(Training, TRAINING, typed, TODAY, model_id="m", **FIXED)
    assert training.participant_ids == "a,b"
    assert training.attended == ("a", "b")


def test_an_empty_number_leaves_a_default_of_its_own():
    economic = MODEL_RECORDS["economic_line"]
    line = made(economic, {"side": "cost", "name": "Cỏ", "quantity": "1", "unit_price": "5", "first_month": "0"})
    assert line.worst_percent == 100
    assert line.every_months is None


def test_the_record_has_the_last_word_on_fields_together():
    typed = {"thing_id": "t", "kind": Happening.DEAD.value, "on": "01/09/2025"}
    assert wrong(ThingEvent, THING_EVENT, **typed) == {("cause", "MH-02")}
    assert judged(ThingEvent, THING_EVENT, **typed, cause="chưa rõ").kind is Happening.DEAD


@given(st.dictionaries(st.sampled_from([one.name for one in LOSS]), st.text(max_size=20), max_size=9))
def test_whatever_is_typed_gives_a_value_or_problems_of_the_forms_fields(typed):
    problems = []
    values = judged_values(LOSS, typed, TODAY, problems)
    assert set(values) == {one.name for one in LOSS}
    assert {problem.field for problem in problems} <= set(values)
