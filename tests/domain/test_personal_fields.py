"""No field of a record about people stays without a mark; what is sensitive is covered on shared screens."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import fields

import pytest

from sinhke_desktop.domain.household import Household, Member
from sinhke_desktop.domain.personal_fields import FIELDS, RECORD_NAMES, Mark, hidden_fields, marked


@pytest.mark.parametrize("record", list(FIELDS), ids=lambda record: record.__name__)
def test_every_field_is_marked_and_nothing_else(record):
    assert set(FIELDS[record]) == {one.name for one in fields(record)}
    assert record in RECORD_NAMES


def test_every_stored_record_about_a_household_is_marked():
    import sinhke_desktop.storage as storage

    for module in pkgutil.iter_modules(storage.__path__):
        if module.name != "migrations":
            importlib.import_module(f"sinhke_desktop.storage.{module.name}")
    from sinhke_desktop.storage.records import KINDS

    personal = {"household_id", "participant_id", "member_id"}
    about = {record for record in KINDS if personal & {one.name for one in fields(record)}}
    assert about <= set(FIELDS)


def test_every_mark_names_its_source_and_words():
    for record, name, field in marked():
        assert field.source, (record, name)
        assert field.words
        assert field.mark in (Mark.BASIC, Mark.SENSITIVE)


def test_sensitive_fields_the_citizen_id_and_the_telephone_are_covered():
    assert {"citizen_id", "phone", "ethnic_group", "disability", "nutrition"} <= hidden_fields(Member)
    assert {"phone", "causes", "local_minority"} <= hidden_fields(Household)
    assert "full_name" not in hidden_fields(Member)
    for _record, _name, field in marked():
        assert field.hidden or field.mark is Mark.BASIC
