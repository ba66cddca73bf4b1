"""The same numbered steps make the same tables on a server, and what a file keeps is kept there."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect
from sqlmodel import SQLModel

from sinhke_desktop.storage import schema
from sinhke_desktop.storage.bulk import insert_rows
from sinhke_desktop.storage.tables import HamletRow, HouseholdRow, table_of


@pytest.fixture
def fresh(new_server_database):
    return new_server_database()


def test_the_steps_make_exactly_the_tables_of_the_program(fresh):
    with fresh.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_every_index_of_the_program_is_made(fresh):
    with fresh.read() as connection:
        inspector = inspect(connection)
        for table in SQLModel.metadata.sorted_tables:
            made = {one["name"] for one in inspector.get_indexes(table.name)}
            assert {index.name for index in table.indexes} <= made


def test_an_upgraded_store_needs_no_upgrade(fresh):
    assert not schema.needs_upgrade(fresh)


def test_texts_of_any_length_are_kept_as_in_a_file(fresh):
    table = table_of(HouseholdRow)
    row = {column.name: None for column in table.c} | dict.fromkeys(
        (column.name for column in table.c if not column.nullable), ""
    )
    row |= {"id": "1" * 40, "removed": False, "commune_code": "228281", "list_number": 2**31 - 1, "dwelling_area": None}
    with fresh.write() as connection:
        insert_rows(connection, table, tuple(row), [tuple(row.values())])
    with fresh.read() as connection:
        assert connection.execute(table.select().where(table.c.id == "1" * 40)).mappings().one() == row


def test_the_order_of_texts_is_that_of_their_bytes(fresh):
    table = table_of(HamletRow)
    names = ["Đông", "a", "B", "_", "-x", "Ă"]
    with fresh.write() as connection:
        for number, name in enumerate(names):
            connection.execute(table.insert(), [{"id": str(number), "commune_code": "", "removed": False, "name": name,
                                                 "kind": "", "position": 0, "old_commune_code": "",
                                                 "old_list_version": ""}])  # fmt: skip
    with fresh.read() as connection:
        assert list(
            connection.scalars(table.select().with_only_columns(table.c.name).order_by(table.c.name))
        ) == sorted(names)
