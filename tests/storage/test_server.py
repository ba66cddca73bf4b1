"""A store on a real server: one writer, quiet readers, nothing half stored, and every refusal in plain words."""

import re
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager

import psycopg
import pytest
from sqlalchemy import exc, text

from sinhke_desktop.domain.operations import CREATE
from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.storage import audit, journal, schema, server, server_failures
from sinhke_desktop.storage.journal import Author, Draft
from sinhke_desktop.storage.local_values import AnotherKey, Seat, drop_value, get_value, seat_of, set_value
from sinhke_desktop.storage.server import open_server
from sinhke_desktop.storage.server_address import parse_address

SEAT = Seat("máy 1", bytes(32))
WRITER = """
import sys
from sinhke_desktop.storage import journal
from sinhke_desktop.storage.journal import Author, Draft
from sinhke_desktop.storage.local_values import Seat
from sinhke_desktop.storage.server import open_server
from sinhke_desktop.storage.server_address import parse_address
store = open_server(parse_address(sys.argv[1]), "", Seat("máy 2", bytes(32)))
for number in range(int(sys.argv[3])):
    with store.write() as connection:
        draft = Draft("hamlet", f"{sys.argv[2]}{number:028x}", {"name": "Thôn"}, "create", new=True)
        journal.save(connection, Author("22828", "Máy hai", "2025-11-20"), [draft])
        if sys.argv[4] == "hang":
            print("in the middle", flush=True)
            sys.stdin.read()
"""


@pytest.fixture
def store(new_server_database):
    made = new_server_database()
    with made.write() as connection:
        journal.begin_epoch(connection, "e" * 32)
    return made


@pytest.fixture
def address(store):
    return parse_address(store.engine.url.render_as_string().split("?")[0])


def add_hamlet(store, number):
    draft = Draft("hamlet", f"{number:032x}", {"name": f"Thôn {number}"}, CREATE, new=True)
    with store.write() as connection:
        journal.save(connection, Author("22828", "Thử", "2025-11-20"), [draft])


def count(store):
    with store.read() as connection:
        return connection.scalar(text("SELECT count(*) FROM hamlet"))


def sound(store):
    with store.read() as connection:
        return audit.chain_problems(connection) + audit.row_problems(connection)


def writing_process(address, first_digits, times, how):
    words = [sys.executable, "-c", WRITER, address.text(), first_digits, str(times), how]
    return subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


@contextmanager
def told(code):
    with pytest.raises(SinhkeError) as caught:
        yield
    assert caught.value.code == code
    assert caught.value.message
    assert caught.value.advice


def test_a_reader_sees_one_state_while_another_writes(store):
    add_hamlet(store, 1)
    with store.read() as connection:
        query = text("SELECT count(*) FROM hamlet")
        before = connection.scalar(query)
        add_hamlet(store, 2)
        assert connection.scalar(query) == before == 1
    assert count(store) == 2


def test_nothing_can_be_written_where_only_reading_was_asked(store):
    with told("DL-05"), store.read() as connection:
        connection.execute(text("DELETE FROM hamlet"))


def test_a_failed_transaction_leaves_nothing(store):
    def fail():
        with store.write() as connection:
            journal.begin_epoch(connection, "f" * 32)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with store.read() as connection:
        assert journal.place(connection).epoch == "e" * 32


def test_two_machines_that_write_at_once_make_one_unbroken_chain(store, address):
    others = [writing_process(address, digits, 15, "go on") for digits in ("aaaa", "bbbb")]
    for number in range(1, 16):
        add_hamlet(store, number)
    for one in others:
        one.communicate(timeout=60)
        assert one.returncode == 0
    assert count(store) == 45
    with store.read() as connection:
        assert journal.place(connection).counter == 45
    assert sound(store) == []


def test_whoever_waited_for_the_writer_sees_what_it_stored(store):
    counters = []

    def second():
        with store.write() as connection:
            counters.append(journal.place(connection).counter)

    with store.write() as connection:
        waiting = threading.Thread(target=second)
        waiting.start()
        while not connection.scalar(text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")):
            time.sleep(0.01)
        draft = Draft("hamlet", "1" * 32, {"name": "Thôn"}, CREATE, new=True)
        journal.save(connection, Author("22828", "Thử", "2025-11-20"), [draft])
    waiting.join()
    assert counters == [1]


def test_of_a_machine_that_dies_in_the_middle_nothing_stays_and_nobody_waits(store, address):
    other = writing_process(address, "dddd", 1, "hang")
    assert other.stdout.readline() == b"in the middle\n"
    other.send_signal(signal.SIGKILL)
    other.communicate()
    add_hamlet(store, 1)
    assert count(store) == 1
    assert sound(store) == []


def test_a_writer_that_holds_on_too_long_is_told_to_the_next(store, monkeypatch, address):
    monkeypatch.setattr(server, "WAIT_FOR_WRITER", "50ms")
    other = open_server(address, "", SEAT)
    with store.write(), told("DL-06"):
        add_hamlet(other, 1)
    other.close()
    assert count(store) == 0


def break_off(postgres, store):
    """End every connection to the store's database, as a cable would."""
    postgres.run(
        f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{store.engine.url.database}'"
    )


def test_a_connection_that_breaks_in_the_middle_leaves_nothing_and_the_next_try_works(store, postgres):
    with told("DL-23"), store.write() as connection:
        journal.begin_epoch(connection, "f" * 32)
        break_off(postgres, store)
        journal.place(connection)
    add_hamlet(store, 1)
    with store.read() as connection:
        assert journal.place(connection).epoch == "e" * 32


def test_a_connection_that_breaks_while_completing_is_told_as_undecided(store, postgres):
    with told("DL-27"), store.write() as connection:
        journal.begin_epoch(connection, "f" * 32)
        break_off(postgres, store)
    assert sound(store) == []


def test_a_server_that_is_down_is_told_and_work_goes_on_once_it_is_back():
    from local_postgres import local_postgres

    with local_postgres() as own:
        address = parse_address(own.url(own.new_database()))
        store = open_server(address, "", SEAT)
        schema.upgrade(store)
        with store.write() as connection:
            journal.begin_epoch(connection, "e" * 32)
        own.stop()
        with told("DL-21"):
            add_hamlet(store, 1)
        with told("DL-21"):
            open_server(address, "", SEAT)
        own.start()
        add_hamlet(store, 1)
        assert count(store) == 1
        store.close()


def test_a_wrong_password_is_told_and_the_right_one_lets_in(postgres):
    name = postgres.new_database()
    postgres.add_role(f"canbo_{name}", "bí mật", name)
    address = parse_address(postgres.url(name, f"canbo_{name}"))
    for wrong in ("", "sai"):
        with told("DL-26"):
            open_server(address, wrong, SEAT)
    store = open_server(address, "bí mật", SEAT)
    schema.upgrade(store)
    store.close()


def test_a_database_that_is_not_there_or_not_ones_own_is_told(postgres):
    with told("DL-24"):
        open_server(parse_address(postgres.url("khong_co")), "", SEAT)
    name = postgres.new_database()
    postgres.run(f"CREATE ROLE khach_{name} LOGIN")
    guest = open_server(parse_address(postgres.url(name, f"khach_{name}")), "", SEAT)
    with told("DL-24"):
        schema.upgrade(guest)
    guest.close()


def test_a_full_house_is_told(postgres):
    name = postgres.new_database()
    postgres.add_role(f"dong_{name}", "x", name)
    postgres.run(f"ALTER DATABASE {name} CONNECTION LIMIT 0")
    with told("DL-21"):
        open_server(parse_address(postgres.url(name, f"dong_{name}")), "x", SEAT)


@pytest.mark.parametrize(
    "how", ["ENCODING 'UTF8' LOCALE_PROVIDER icu ICU_LOCALE 'vi' LOCALE 'C'", "ENCODING 'SQL_ASCII'"]
)
def test_a_database_with_another_alphabet_or_order_is_refused(postgres, how):
    name = postgres.new_database() + "_la"
    postgres.run(f"CREATE DATABASE {name} TEMPLATE template0 {how}")
    with told("DL-24"):
        open_server(parse_address(postgres.url(name)), "", SEAT)


def test_a_server_that_is_too_old_is_refused(store, address, monkeypatch):
    monkeypatch.setattr(server, "OLDEST_VERSION", 990000)
    with told("DL-24"):
        open_server(address, "", SEAT)


def test_over_a_network_the_certificate_must_be_the_servers(postgres, store):
    """0.0.0.0 leads to this machine without being its loopback address."""
    start = postgres.url(store.engine.url.database, host="0.0.0.0")
    authority = f"sslrootcert={postgres.folder}/server.crt"
    with told("DL-22"):
        open_server(parse_address(start), "", SEAT)
    with told("DL-22"):
        open_server(parse_address(f"{start}?{authority}"), "", SEAT)
    encrypted = open_server(parse_address(f"{start}?sslmode=verify-ca&{authority}"), "", SEAT)
    with encrypted.read() as connection:
        assert connection.scalar(text("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")) is True
    encrypted.close()


def test_a_newer_programs_tables_are_refused_and_an_earlier_ones_are_seen(store):
    with store.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0004'"))
    assert schema.needs_upgrade(store)
    with store.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with told("DL-02"):
        schema.needs_upgrade(store)


def test_a_database_without_tables_has_no_store_in_it():
    server.check_has_store("0001")
    with told("DL-24"):
        server.check_has_store("")


def test_another_machine_at_work_is_seen(store, address):
    with store.read() as connection:
        server.check_alone(connection)
    other = open_server(address, "", SEAT)
    with store.read() as connection, told("DL-06"):
        server.check_alone(connection)
    other.close()


def test_a_store_put_back_from_a_dump_holds_the_same_and_is_known_as_put_back(store, postgres):
    add_hamlet(store, 1)
    with store.read() as connection:
        before, held = server.identity(connection), audit.hashes(connection)
    with store.read() as connection:
        assert server.identity(connection) == before
    postgres.put_back_from_dump(store.engine.url.database)
    assert re.fullmatch("[0-9a-f]{64}", before)
    with store.read() as connection:
        assert server.identity(connection) != before
        assert audit.hashes(connection) == held
    add_hamlet(store, 2)
    assert sound(store) == []


def test_a_copy_of_a_store_is_another_one(store, postgres):
    with store.read() as connection:
        own = server.identity(connection)
    store.engine.dispose()
    copy = postgres.new_database(template=store.engine.url.database)
    copied = open_server(parse_address(postgres.url(copy)), "", SEAT)
    with copied.read() as connection:
        assert server.identity(connection) != own
    copied.close()


def test_values_on_a_server_are_sealed_and_each_machine_has_its_own_officer(store, address):
    with store.write() as connection:
        set_value(connection, "exchange.keys", "bí mật")
        set_value(connection, "officer", "Bà A")
    other = open_server(address, "", Seat("máy 2", bytes(32)))
    with other.write() as connection:
        assert get_value(connection, "exchange.keys") == "bí mật"
        assert get_value(connection, "officer") == ""
        set_value(connection, "officer", "Ông B")
        drop_value(connection, "officer")
    with store.read() as connection:
        assert get_value(connection, "officer") == "Bà A"
        stored = list(connection.scalars(text("SELECT value FROM local_value")))
        assert stored
        assert not any("bí mật" in value or "Bà A" in value for value in stored)
    other.close()


def test_another_key_reads_nothing_and_says_so(store, address):
    stranger = open_server(address, "", Seat("máy 1", b"1" * 32))
    with told("DL-25"), stranger.read() as connection:
        get_value(connection, "journal.epoch")
    with pytest.raises(AnotherKey):
        SEAT.unseal("x", "không phải số")
    stranger.close()


def test_a_seat_never_shows_its_key(store):
    assert "00" not in repr(SEAT)
    with store.read() as connection:
        assert seat_of(connection) == SEAT


class Refused(psycopg.OperationalError):
    """A driver's error with a state of our choice."""


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ("08006", "DL-23"),
        ("57P01", "DL-23"),
        ("25P03", "DL-23"),
        ("28P01", "DL-26"),
        ("28000", "DL-26"),
        ("55P03", "DL-06"),
        ("40P01", "DL-06"),
        ("53100", "DL-04"),
        ("53300", "DL-21"),
        ("25006", "DL-05"),
        ("3D000", "DL-24"),
        ("42501", "DL-24"),
        ("58030", "DL-03"),
        ("XX001", "DL-03"),
    ],
)
def test_the_servers_refusals_are_told_with_a_code_and_advice(state, code):
    error = Refused("…")
    error.sqlstate = state
    known = server_failures.explain(error)
    assert known is not None
    assert (known.code, bool(known.message), bool(known.advice)) == (code, True, True)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("connection failed: server does not support SSL, but SSL was required", "DL-22"),
        ("connection failed: could not translate host name", "DL-21"),
        ("connection timeout expired", "DL-21"),
        ("server closed the connection unexpectedly", "DL-23"),
    ],
)
def test_what_the_connection_itself_says_is_told(words, code):
    known = server_failures.explain(psycopg.OperationalError(words))
    assert known is not None
    assert known.code == code


def test_a_login_refused_for_want_of_encryption_is_told_as_that():
    error = Refused('no pg_hba.conf entry for host "10.0.0.1", no SSL encryption')
    error.sqlstate = "28000"
    assert server_failures.explain(error).code == "DL-22"


def test_a_mistake_of_ours_is_not_dressed_up_as_the_servers(store):
    with pytest.raises(exc.ProgrammingError), store.read() as connection:
        connection.execute(text("SELECT nothing FROM nowhere"))
    assert server_failures.explain(None) is None
    assert server_failures.explain(psycopg.DataError("NUL")) is None
