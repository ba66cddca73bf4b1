"""The gate: rows and operations are written together, one by one or in bulk, and received in any order alike."""

import ast
import random
from itertools import permutations
from pathlib import Path

import pytest

import sinhke_desktop
from sinhke_desktop.domain import operations as ops
from sinhke_desktop.domain.operations import CREATE, Operation, Stamp, StampedOperation
from sinhke_desktop.storage import audit, journal, rows
from sinhke_desktop.storage.database import WRITING, open_file
from sinhke_desktop.storage.journal import Author, Draft
from sinhke_desktop.storage.local_values import set_value
from sinhke_desktop.storage.schema import upgrade

OFFICER = Author("22828", "Nguyễn Thị Thử", "2025-11-20T03:00:00+00:00")
H1, H2, M1, M2 = "1" * 32, "2" * 32, "a" * 16, "b" * 16


@pytest.fixture(params=["file", "server"])
def new_store(request, tmp_path):
    """Makes empty stores, in files and on a server; all are closed at the end."""
    made = []

    def make():
        if request.param == "server":
            store = request.getfixturevalue("new_server_database")()
        else:
            store = open_file(tmp_path / f"{len(made)}.db", bytes(32))
            upgrade(store)
        made.append(store)
        with store.write() as connection:
            journal.begin_epoch(connection, f"{len(made):032x}")
        return store

    yield make
    for store in made:
        store.close()


@pytest.fixture
def store(new_store):
    return new_store()


def household(household_id=H1, member=M1, name="Đỗ Đức Dũng", **other):
    person = {f"member/{member}/full_name": name, f"member/{member}/relation": "Chủ hộ"}
    return Draft("household", household_id, {"hamlet_id": "c" * 32, **person, **other}, CREATE, new=True)


def change(household_id=H1, **changes):
    return Draft("household", household_id, changes)


def save(store, *drafts, batch=""):
    with store.write() as connection:
        return journal.save(connection, OFFICER, drafts, batch)


def operations(store):
    with store.read() as connection:
        return journal.recent_operations(connection, 1000)[::-1]


def sound(store):
    with store.read() as connection:
        return audit.chain_problems(connection) + audit.row_problems(connection)


def fields(store, entity):
    with store.read() as connection:
        return dict(rows.stored_entities(connection))[entity]


def test_a_saved_draft_is_a_row_and_an_operation(store):
    [uid] = save(store, household(note="gần suối"))
    assert fields(store, f"household:{H1}")["note"] == "gần suối"
    [one] = operations(store)
    assert (one.operation.uid, one.operation.base, one.stamp.counter) == (uid, (), 1)
    assert one.operation.officer == "Nguyễn Thị Thử"
    assert sound(store) == []


def test_each_change_replaces_the_head_before_it(store):
    [first] = save(store, household())
    [second] = save(store, change(note="a"))
    third, fourth = save(store, change(note="b"), change(phone="0912345678"))
    assert [one.operation.base for one in operations(store)] == [(), (first,), (second,), (third,)]
    with store.read() as connection:
        assert journal.heads_of(connection, [H1, H2]) == {H1: [fourth]}
    assert fields(store, f"household:{H1}")["note"] == "b"
    assert sound(store) == []


def test_many_at_once_are_what_they_are_one_by_one(new_store):
    drafts = [household(f"{n:032x}", f"{n:016x}", f"Người {n}", list_number=n) for n in range(1, 40)]
    drafts.insert(20, change(f"{5:032x}", note="giữa chừng"))
    drafts.append(change(f"{7:032x}", **{f"member/{7:016x}/note": "ốm", f"member/{'f' * 16}/full_name": "Mới"}))
    bulk, single = new_store(), new_store()
    save(bulk, *drafts, batch="d" * 32)
    for draft in drafts:
        save(single, draft)
    with bulk.read() as here, single.read() as there:
        assert journal.state_hash(here) == journal.state_hash(there)
        assert audit.counts(here) == audit.counts(there)
        assert len(journal.operations_in_batch(here, "d" * 32)) == len(drafts)
    assert sound(bulk) == sound(single) == []


@pytest.mark.parametrize("path", ["colour", "id", "commune_code", f"member/{M1}/colour", f"cow/{M1}/name"])
@pytest.mark.parametrize("new", [True, False])
def test_a_path_without_a_column_is_refused_and_nothing_stays(store, path, new):
    save(store, household())
    with pytest.raises(KeyError):
        save(store, household(H2, M2), Draft("household", "3" * 32 if new else H1, {path: "x"}, new=new))
    assert len(operations(store)) == 1
    assert sound(store) == []


def test_nothing_stays_of_a_transaction_that_fails_later(store):
    def fail():
        with store.write() as connection:
            journal.save(connection, OFFICER, [household()])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert operations(store) == []
    save(store, household())
    assert [one.stamp.counter for one in operations(store)] == [1]


def foreign(uid, base=(), entity_id=H1, **changes):
    """An operation of another machine, each in its own epoch."""
    operation = Operation(
        uid * 32, "22828", "household", entity_id, ops.CHANGE, tuple(sorted(one * 32 for one in base)), changes,
        "Máy khác", "2025-11-20T03:00:00", "0" * 32,
    )  # fmt: skip
    stamp = Stamp(uid * 31 + "0", 1)
    chain = ops.chain_next(
        ops.chain_start(stamp.epoch),
        stamp,
        operation.uid,
        "22828",
        operation.entity,
        operation.base,
        operation.commit(),
    )
    return StampedOperation(operation, stamp, chain)


BRANCHES = (
    foreign("a", hamlet_id="c" * 32, note="1", **{f"member/{M1}/full_name": "A"}),
    foreign("b", "a", note="2"),
    foreign("c", "a", note="3", phone="9"),
    foreign("d", "a", **{f"member/{M1}/full_name": "B"}),
    foreign("e", entity_id=H2, hamlet_id="c" * 32, note="x"),
)


def receive(store, *incoming):
    with store.write() as connection:
        return journal.receive(connection, incoming)


def hashes(store):
    with store.read() as connection:
        conflicts = sorted(connection.execute(journal.CONFLICT.select()).mappings(), key=str)
        return audit.hashes(connection), [dict(one) for one in conflicts]


def test_any_order_of_arrival_gives_one_state(new_store):
    whole = new_store()
    assert receive(whole, *BRANCHES).conflicts == 1
    expected = hashes(whole)
    assert expected[1][0]["path"] == "note"
    chance = random.Random(4)
    orders = list(permutations(BRANCHES))
    for order in chance.sample(orders, 10):
        store = new_store()
        while order:
            taken = chance.randrange(1, len(order) + 1)
            receive(store, *order[:taken])
            order = order[taken:]
        assert hashes(store) == expected
        assert sound(store) == []


def test_received_twice_changes_nothing(store):
    first = receive(store, *BRANCHES)
    before = hashes(store)
    assert (first.new_operations, len(first.entities)) == (5, 2)
    again = receive(store, *BRANCHES, *BRANCHES[:2])
    assert (again.new_operations, again.entities, again.conflicts) == (0, (), 0)
    assert hashes(store) == before


def test_a_local_change_settles_a_received_conflict(store):
    receive(store, *BRANCHES)
    save(store, change(phone="0"))
    assert len(hashes(store)[1]) == 1
    save(store, change(note="đã chọn"))
    assert hashes(store)[1] == []
    assert fields(store, f"household:{H1}")["note"] == "đã chọn"
    with store.read() as connection:
        assert len(journal.heads_of(connection, [H1])[H1]) == 1
    assert sound(store) == []


def test_an_unknown_kind_is_refused_whole(store):
    from dataclasses import replace

    strange = replace(BRANCHES[1], operation=replace(BRANCHES[1].operation, entity_kind="spaceship"))
    with pytest.raises(KeyError):
        receive(store, BRANCHES[0], replace(strange, operation=replace(strange.operation, entity_id=H2)))
    assert operations(store) == []


def test_hands_off_the_rows_the_audit_sees_every_kind_of_meddling(store):
    save(store, household(), household(H2, M2), change(note="a"))
    meddling = {
        "UPDATE household SET note = 'x'": "does not match its operations",
        "DELETE FROM member": "does not match its operations",
        f"DELETE FROM household WHERE id = '{H2}'": "no row",
        "INSERT INTO hamlet (id, commune_code, removed, name, kind, position, old_commune_code) "
        "VALUES ('z', '22828', false, 'X', '', 1, '')": "without any operation",
        "UPDATE operation SET payload = replace(payload, '\"a\"', '\"b\"') "
        "WHERE counter = 3": "not match its commitment",
        "UPDATE operation SET chain = 'x' WHERE counter = 2": "the chain breaks here",
        "DELETE FROM operation WHERE counter = 3": "not where it was left",
        "DELETE FROM operation WHERE counter = 2": "number 3 follows 1",
        "UPDATE operation SET is_head = false": "heads do not match",
    }
    for statement, expected in meddling.items():
        found = problems_after(store, statement)
        assert any(expected in problem for problem in found), (statement, found)
    assert any("not where it was left" in problem for problem in problems_after(store, ""))
    assert sound(store) == []


def problems_after(store, statement):
    """What the audit finds after *statement* (or another number as the journal's last), which is taken back."""
    with store.engine.connect().execution_options(**{WRITING: True, **store.writing}) as connection:
        if statement.startswith("DELETE FROM household"):
            connection.exec_driver_sql(f"DELETE FROM member WHERE household_id = '{H2}'")
        if statement:
            connection.exec_driver_sql(statement)
        else:
            set_value(connection, journal.COUNTER, "2")
        found = audit.chain_problems(connection) + audit.row_problems(connection)
        connection.rollback()
    return found


WRITERS = {
    "rows.py": {"insert", "update"},
    "journal.py": {"insert", "update", "delete"},
    "bulk.py": {"insert"},
    "erasure.py": {"update", "delete"},
    "withdrawing.py": {"update", "delete"},
}
"""Modules of storage that may write entity rows and operations, all behind the gate."""
OWN_TABLES = {
    "LOCAL", "BATCH", "OUTBOX", "DEVICE", "STREAM", "RESTAMPED", "RECEIVED", "QUARANTINE", "RECEIPT", "AUDIT",
    "ACCESS", "PHOTO", "PAPER", "NAMED", "PAGE", "TOTAL", "MERGER", "KEY", "STAGED",
}  # fmt: skip
"""Tables of this store alone, which any module of storage may write."""
RENUMBERING = {"exchange.py": {"OPERATION"}}
"""Gives operations new numbers and nothing else."""


def writes(path):
    """(statement, table expression) of every insert, update and delete in a module."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        if isinstance(node.func, ast.Name) and node.func.id in ("insert", "update", "delete"):
            yield node.func.id, ast.unparse(node.args[0])


def test_no_row_can_change_without_its_operation():
    source = Path(sinhke_desktop.__file__).parent
    seen = set()
    for path in sorted(source.rglob("*.py")):
        found = set(writes(path))
        if not found:
            continue
        seen.add(path.name)
        assert path.parent.name == "storage", path
        if path.name in WRITERS:
            assert {statement for statement, _ in found} <= WRITERS[path.name]
        else:
            assert {table for _, table in found} <= OWN_TABLES | RENUMBERING.get(path.name, set()), path
    assert seen >= {*WRITERS, *RENUMBERING}


def test_no_text_statement_writes_rows():
    source = Path(sinhke_desktop.__file__).parent
    for path in sorted(source.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                words = node.value.upper().split()
                assert words[:2] not in (["INSERT", "INTO"], ["DELETE", "FROM"]), path
                assert not (words[:1] == ["UPDATE"] and "SET" in words), path


def test_a_store_without_an_epoch_takes_nothing(tmp_path):
    store = open_file(tmp_path / "bare.db", bytes(32))
    upgrade(store)
    with pytest.raises(RuntimeError):
        save(store, household())
    store.close()
