"""The data file: its key, its settings, and the system's refusals in plain words."""

import os
import shutil

import pytest
from sqlalchemy import exc, text

from sinhke_desktop.domain.operations import CREATE
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.storage import database, journal, schema
from sinhke_desktop.storage.database import DatabaseDamaged, DatabaseTooNew, copy_whole, integrity_problems, open_file
from sinhke_desktop.storage.journal import Author, Draft

KEY = bytes(range(32))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "sinhke.db"


@pytest.fixture
def store(path):
    made = open_file(path, KEY)
    schema.upgrade(made)
    with made.write() as connection:
        journal.begin_epoch(connection, "e" * 32)
    yield made
    made.close()


def add_hamlet(store, number):
    draft = Draft("hamlet", f"{number:032x}", {"name": f"Thôn {number}"}, CREATE, new=True)
    with store.write() as connection:
        journal.save(connection, Author("22828", "Thử", "2025-11-20"), [draft])


def count(store):
    with store.read() as connection:
        return connection.execute(text("SELECT count(*) FROM hamlet")).scalar_one()


def test_the_file_is_unreadable_without_its_key(store, path):
    add_hamlet(store, 1)
    store.close()
    assert not path.read_bytes().startswith(b"SQLite format 3")
    with pytest.raises(DatabaseDamaged) as caught:
        open_file(path, bytes(32))
    assert caught.value.code == "DL-01"


def test_the_settings_that_keep_data_safe_are_in_force(store):
    expected = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "trusted_schema": 0, "secure_delete": 1,
                "temp_store": 2, "cell_size_check": 1}  # fmt: skip
    with store.read() as connection:
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in expected}
    assert found == expected


def test_a_failed_transaction_leaves_nothing(store):
    def fail():
        with store.write() as connection:
            journal.begin_epoch(connection, "f" * 32)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with store.read() as connection:
        assert journal.place(connection).epoch == "e" * 32


def test_what_is_taken_back_within_a_transaction_is_not_stored_and_no_mistake(store):
    with store.write() as connection:
        journal.begin_epoch(connection, "f" * 32)
        connection.rollback()
    with store.read() as connection:
        assert journal.place(connection).epoch == "e" * 32


def test_a_reader_sees_one_state_while_another_writes(store):
    add_hamlet(store, 1)
    with store.read() as connection:
        query = text("SELECT count(*) FROM hamlet")
        before = connection.execute(query).scalar_one()
        add_hamlet(store, 2)
        assert connection.execute(query).scalar_one() == before == 1
    assert count(store) == 2


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("database or disk is full", "DL-04"),
        ("attempt to write a readonly database", "DL-05"),
        ("database is locked", "DL-06"),
        ("database disk image is malformed", "DL-01"),
        ("disk I/O error", "DL-03"),
    ],
)
def test_the_systems_refusals_are_told_with_a_code_and_advice(words, code):
    def refuse():
        with database.translated():
            raise exc.OperationalError("SELECT 1", {}, database.sqlcipher.OperationalError(words))

    with pytest.raises(SinhkeError) as caught:
        refuse()
    assert caught.value.code == code
    assert caught.value.message
    assert caught.value.advice


def test_a_mistake_of_ours_is_not_dressed_up_as_the_systems(store):
    with pytest.raises(exc.OperationalError), store.read() as connection:
        connection.execute(text("SELECT nothing FROM nowhere"))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_write_protected_file_is_told(store, path):
    store.close()
    path.chmod(0o400)
    with pytest.raises(SinhkeError) as caught:
        add_hamlet(open_file(path, KEY), 1)
    assert caught.value.code == "DL-05"


def test_a_second_program_that_holds_the_file_is_told(store, path, monkeypatch):
    monkeypatch.setattr(database, "PRAGMAS", (*database.PRAGMAS, "busy_timeout = 1"))
    other = open_file(path, KEY)
    with store.write() as connection:
        journal.begin_epoch(connection, "f" * 32)
        with pytest.raises(SinhkeError) as caught:
            add_hamlet(other, 1)
    other.close()
    assert caught.value.code == "DL-06"


def test_a_store_of_a_newer_program_is_refused_and_stays_as_it_was(store):
    with store.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseTooNew) as caught:
        schema.needs_upgrade(store)
    assert caught.value.code == "DL-02"
    with store.read() as connection:
        assert schema.stored_version(connection) == "9999"


def test_an_empty_file_needs_every_step_and_then_none(path):
    made = open_file(path, KEY)
    assert schema.needs_upgrade(made)
    schema.upgrade(made)
    assert not schema.needs_upgrade(made)
    with made.read() as connection:
        assert schema.stored_version(connection) == schema.NEWEST == schema.KNOWN[-1]
    made.close()


def test_a_whole_copy_holds_the_same_and_is_one_file(store, tmp_path):
    for number in range(1, 30):
        add_hamlet(store, number)
    copy_whole(store, tmp_path / "copy.db", KEY)
    assert not (tmp_path / "copy.db-wal").exists()
    copy = open_file(tmp_path / "copy.db", KEY)
    assert count(copy) == 29
    assert integrity_problems(copy) == []
    copy.close()


def test_a_sound_file_has_no_problems_and_a_damaged_page_is_one(store, path, tmp_path):
    for number in range(1, 200):
        add_hamlet(store, number)
    assert integrity_problems(store) == []
    store.close()
    damaged = tmp_path / "damaged.db"
    shutil.copyfile(path, damaged)
    content = bytearray(damaged.read_bytes())
    content[-2000] ^= 1
    damaged.write_bytes(content)
    copy = open_file(damaged, KEY)
    with pytest.raises(DatabaseDamaged):
        integrity_problems(copy)
    copy.close()
