"""The same numbered steps make the same tables on a server, and what a file keeps is kept there."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import exc, inspect, text
from sqlmodel import SQLModel

from sinhke_desktop.storage import schema
from sinhke_desktop.storage.bulk import insert_rows
from sinhke_desktop.storage.database import open_file
from sinhke_desktop.storage.local_values import Seat
from sinhke_desktop.storage.server import open_server
from sinhke_desktop.storage.server_address import parse_address
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


def test_step_after_step_leads_to_the_same_tables(postgres):
    store = open_server(parse_address(postgres.url(postgres.new_database())), "", Seat("máy 1", bytes(32)))
    for step in schema.KNOWN:
        with store.write() as connection:
            schema.run_steps(connection, step)
        with store.read() as connection:
            assert schema.stored_version(connection) == step
    with store.read() as connection:
        assert compare_metadata(MigrationContext.configure(connection), SQLModel.metadata) == []
    store.close()


def test_a_step_that_fails_leaves_the_tables_as_they_were(postgres):
    store = open_server(parse_address(postgres.url(postgres.new_database())), "", Seat("máy 1", bytes(32)))
    with store.write() as connection:
        schema.run_steps(connection, schema.KNOWN[0])
        connection.execute(text("CREATE TABLE form_sheet (id TEXT)"))
    with pytest.raises(exc.ProgrammingError):
        schema.upgrade(store)
    with store.read() as connection:
        assert schema.stored_version(connection) == schema.KNOWN[0]
        assert not inspect(connection).has_table("issued_paper")
    store.close()


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


def test_rows_that_the_server_refuses_are_refused_as_by_a_statement_and_not_repeated_in_the_words(fresh):
    table = table_of(HamletRow)
    columns = tuple(column.name for column in table.c)
    row = ("1" * 32, "22828", False, "Bí Mật", "", 0, "", "")
    with pytest.raises(exc.IntegrityError) as refused, fresh.write() as connection:
        insert_rows(connection, table, columns, [row, row])
    assert "Bí Mật" not in str(refused.value)
    with pytest.raises(exc.DBAPIError) as refused, fresh.write() as connection:
        insert_rows(connection, table, columns, [(*row[:3], "Bí Mật\0", *row[4:])])
    assert "Bí Mật" not in str(refused.value)
    with fresh.read() as connection:
        assert connection.execute(table.select()).all() == []


def test_columns_out_of_the_tables_order_are_a_mistake_of_ours(tmp_path):
    store = open_file(tmp_path / "x.db", bytes(32))
    schema.upgrade(store)
    with pytest.raises(ValueError, match="hamlet"), store.write() as connection:
        insert_rows(connection, table_of(HamletRow), ("name", "id"), [("x", "y")])
    store.close()
