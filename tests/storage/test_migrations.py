"""The numbered steps make exactly the tables that the program uses, and no step reads the program's own classes."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect
from sqlmodel import SQLModel

from sinhke_desktop.storage import database, keyslots, migrations, schema


@pytest.fixture
def fresh(tmp_path):
    made = database.open_file(tmp_path / "x.db", keyslots.new_key())
    schema.upgrade(made)
    yield made
    made.close()


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
    with fresh.read() as connection:
        assert schema.stored_version(connection) == schema.NEWEST == schema.KNOWN[-1]


def test_no_step_uses_the_live_classes():
    steps = Path(migrations.__file__).parent / "versions"
    for step in steps.glob("0*.py"):
        assert "sinhke_desktop" not in step.read_text(encoding="utf-8")
