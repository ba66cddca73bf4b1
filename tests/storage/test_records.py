"""Plain records: their wire form, their rows, and what the journal is asked to say of them."""

from dataclasses import replace
from datetime import date

import pytest
from filled_records import CODE, filled

from sinhke_desktop.domain.follow_up import FollowUp
from sinhke_desktop.domain.livelihood import LivelihoodModel
from sinhke_desktop.domain.operations import CHANGE, CREATE, REMOVE, RESTORE
from sinhke_desktop.errors import NotFound
from sinhke_desktop.services.workspace import author
from sinhke_desktop.storage import journal, livelihood, records
from sinhke_desktop.storage.rows import columns
from sinhke_desktop.storage.tables import ENTITY_TABLES

EVERY = sorted(records.KINDS, key=lambda record: records.KINDS[record])


def stored(workspace, *kept, reason=""):
    with workspace.database.write() as connection:
        drafts = records.drafts(connection, kept, reason)
        journal.save(connection, author(workspace), drafts)
    return drafts


@pytest.mark.parametrize("record", EVERY, ids=lambda record: record.__name__)
def test_wire_names_are_the_columns(record):
    assert set(records.wire_fields(filled(record))) == set(columns(ENTITY_TABLES[records.KINDS[record]].table))


@pytest.mark.parametrize("optional", [True, False])
@pytest.mark.parametrize("record", EVERY, ids=lambda record: record.__name__)
def test_every_field_comes_back_from_the_store(workspace, record, optional):
    value = filled(record, optional=optional)
    stored(workspace, value)
    with workspace.database.read() as connection:
        assert records.get(connection, record, value.id) == value
        assert records.all_of(connection, record, CODE) == [value]
        assert records.all_of(connection, record, "00001") == []


@pytest.mark.parametrize("record", EVERY, ids=lambda record: record.__name__)
def test_the_journal_alone_rebuilds_every_record(workspace, record):
    value = filled(record)
    stored(workspace, value)
    with workspace.database.read() as connection:
        operations = journal.operations_of(connection, [value.id])
    (only,) = operations
    unsaid = columns(ENTITY_TABLES[records.KINDS[record]].table)
    row = {"id": value.id, "commune_code": CODE} | unsaid | dict(only.operation.changes)
    assert records.record_from(record, row) == value


def test_drafts_say_only_what_differs_and_nothing_twice(workspace):
    model = filled(LivelihoodModel)
    assert [draft.action for draft in stored(workspace, model)] == [CREATE]
    assert stored(workspace, model) == []
    (draft,) = stored(workspace, replace(model, name="Nuôi dê", ended_on=None), reason="đổi")
    assert (draft.action, dict(draft.changes), draft.reason) == (CHANGE, {"name": "Nuôi dê", "ended_on": ""}, "đổi")
    (draft,) = stored(workspace, replace(model, name="Nuôi dê", ended_on=None, removed=True))
    assert (draft.action, dict(draft.changes)) == (REMOVE, {"removed": True})
    (draft,) = stored(workspace, replace(model, name="Nuôi dê", ended_on=None))
    assert draft.action == RESTORE


def test_what_was_removed_is_found_but_not_got(workspace):
    model = replace(filled(LivelihoodModel), removed=True)
    stored(workspace, model)
    with workspace.database.read() as connection:
        assert records.find(connection, LivelihoodModel, model.id) == model
        assert records.all_of(connection, LivelihoodModel, CODE) == []
        with pytest.raises(NotFound):
            records.get(connection, LivelihoodModel, model.id)
        with pytest.raises(NotFound):
            records.get(connection, LivelihoodModel, "0" * 32)


def test_long_lists_of_values_find_the_same_as_short_ones(workspace):
    one, two = filled(FollowUp), replace(filled(FollowUp), id="f" * 32, participant_id="other")
    stored(workspace, one, two)
    many = [one.participant_id, *(f"none {number}" for number in range(1000))]
    with workspace.database.read() as connection:
        assert records.all_of(connection, FollowUp, CODE, participant_id=many) == [one]
        assert records.all_of(connection, FollowUp, CODE, participant_id=many[:3]) == [one]
        assert records.all_of(connection, FollowUp, CODE, participant_id=[]) == []


def test_the_last_visit_is_the_newest_of_visits_and_follow_ups(workspace):
    from sinhke_desktop.domain.participant import Participant
    from sinhke_desktop.domain.review import PovertyClass
    from sinhke_desktop.domain.visit_record import Visit

    stored(
        workspace,
        Participant("a" * 32, CODE, "m", "h1", PovertyClass.POOR, date(2024, 6, 19)),
        Visit("b" * 32, CODE, "h1", visited_on=date(2025, 3, 1)),
        Visit("c" * 32, CODE, "h2", visited_on=date(2025, 3, 1)),
        Visit("d" * 32, CODE, "h3", planned_on=date(2025, 3, 1)),
        FollowUp("e" * 32, CODE, "a" * 32, "2025-05", visited_on=date(2025, 5, 2)),
    )
    with workspace.database.read() as connection:
        assert livelihood.last_visits(connection, CODE) == {"h1": "2025-05-02", "h2": "2025-03-01"}
