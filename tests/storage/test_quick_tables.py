"""The quick tables of the tests' stores are those of the program's own steps, and nothing else."""

from pathlib import Path

from quick_tables import tables_of
from tests.conftest import PASSWORD

from sinhke_desktop.paths import folders
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.storage import schema
from sinhke_desktop.storage.database import open_file


def test_a_store_of_the_tests_has_the_tables_that_the_programs_own_steps_make(tmp_path: Path):
    stepped = open_file(tmp_path / "stepped.db", bytes(32))
    schema.upgrade(stepped)
    quick = workspaces.create(folders(tmp_path / "quick"), PASSWORD).workspace
    with stepped.read() as there, quick.database.read() as here:
        assert tables_of(here) == tables_of(there)
        rows = {
            name
            for name in there.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars()
            if there.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar()
        }
        assert rows == {"alembic_version"}
        assert schema.stored_version(here) == schema.stored_version(there) == schema.NEWEST
    assert not schema.needs_upgrade(quick.database)
    stepped.close()
    workspaces.close(quick)
