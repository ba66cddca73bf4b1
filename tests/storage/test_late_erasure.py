"""What an erasing operation replaces is emptied also when it comes after it, by another way."""

import pytest

from sinhke_desktop.domain.operations import CREATE, ERASURE, REMOVE, Operation, Stamp, StampedOperation
from sinhke_desktop.storage import erasure, journal
from sinhke_desktop.storage.journal import CONFLICT
from sinhke_desktop.storage.tables import ENTITY_TABLES

HOUSEHOLD, EPOCH = "c" * 32, "e" * 32
HOUSEHOLDS = ENTITY_TABLES["household"].table


@pytest.fixture
def connection(workspace):
    with workspace.database.write() as connection:
        yield connection


def operation(number, base=(), action=CREATE, batch="", **changes):
    return Operation(
        f"{number:032x}", "22828", "household", HOUSEHOLD, action, base, changes, "Thử", "2025-11-20", "0" * 32,
        batch=batch,
    )  # fmt: skip


MADE = operation(1, note="Chamaléa Thị Bích Đào")
ERASING = operation(2, (MADE.uid,), REMOVE, ERASURE, removed=True)


def arrive(connection, counter, *operations):
    stamped = [StampedOperation(one, Stamp(EPOCH, counter + at), "f" * 64) for at, one in enumerate(operations)]
    journal.receive(connection, stamped)
    return erasure.follow(connection, operations)


def test_what_was_erased_before_it_came_is_emptied_and_has_no_row(connection):
    assert arrive(connection, 1, ERASING) == 0
    assert arrive(connection, 2, MADE) == 1
    assert journal.operations_of(connection, [HOUSEHOLD])[0].operation == ERASING
    assert connection.execute(HOUSEHOLDS.select()).all() == []


def test_the_usual_order_empties_it_once_and_another_record_is_left_alone(connection):
    other = Operation(
        **{name: getattr(MADE, name) for name in MADE.__slots__} | {"uid": "9" * 32, "entity_id": "d" * 32}
    )
    assert arrive(connection, 1, MADE, other) == 0
    assert arrive(connection, 3, ERASING) == 1
    assert arrive(connection, 4, operation(5, (ERASING.uid,), note="x")) == 0
    assert [row.id for row in connection.execute(HOUSEHOLDS.select().order_by(HOUSEHOLDS.c.id))] == [
        HOUSEHOLD,
        "d" * 32,
    ]


def test_what_another_changed_meanwhile_stays_without_anything_that_was_erased(connection):
    named, noted = operation(1, phone="0901", note="1"), operation(3, (MADE.uid,), note="2")
    second = operation(4, (MADE.uid,), note="3", address="Tổ 4")
    assert arrive(connection, 1, named, noted, second) == 0
    told = operation(5, (named.uid, second.uid), REMOVE, ERASURE, removed=True)
    assert arrive(connection, 4, told) == 2
    [row] = connection.execute(HOUSEHOLDS.select()).mappings().all()
    assert (row["note"], row["phone"], row["address"], row["removed"]) == ("2", "", "", True)
    choices = {row["path"]: row["choices"] for row in connection.execute(CONFLICT.select()).mappings()}
    assert set(choices) == {"removed"}
