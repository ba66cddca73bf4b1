"""Real stores of an office and a commune's machines, paired with each other, and what two of them must agree on."""

from __future__ import annotations

import os
import random
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from unittest import mock

from sqlalchemy import Connection, select

from sinhke_desktop.domain.commune import Area
from sinhke_desktop.paths import folders
from sinhke_desktop.services import communes, machines, pairing, place, receiving, units
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import journal, keyslots
from sinhke_desktop.storage.rows import live_entities

PASSWORD, CODE = "mật-khẩu-thử-1", "22828"
OFFICE, MAIN, OTHER, SECOND = "office", "main", "other", "second"
HOUSEHOLDS = tuple(f"{number:032x}" for number in range(1, 4))
REVIEW = f"{9:032x}"

Clock = Callable[[], datetime]


def true_clock() -> datetime:
    """A day on which all clocks are right."""
    return datetime(2025, 11, 20, 3, 0, tzinfo=UTC)


def make_template(top: Path) -> Path:
    """An office, a main and another machine paired with it, a second one paired with the main one; all closed."""
    keyslots.MEMORY_KIB, keyslots.PASSES = 64, 1
    stick = top / "pairing"
    stick.mkdir(parents=True)
    office = receiving.office_init(folders(top / OFFICE), PASSWORD, "Phòng Kinh tế Thử").workspace
    made = {OFFICE: office}
    for name, officer in ((MAIN, "Nguyễn Thị Một"), (OTHER, "Trần Văn Hai"), (SECOND, "Lê Thị Ba")):
        fresh = workspaces.create(folders(top / name), PASSWORD).workspace
        made[name] = communes.set_up(fresh, units.unit(CODE), Area.RURAL, "2023-2025", officer)
        place.check(made[name])
        receiver = made[MAIN] if name == SECOND else office
        key_file = pairing.write_key_file(made[name], stick)
        certificate = machines.office_pair(receiver, key_file.path, confirmed=True)
        pairing.accept_certificate(made[name], certificate, confirmed=True)
    for one in made.values():
        workspaces.close(one)
    return top


@contextmanager
def repeatable(seed: int) -> Iterator[None]:
    """Identities and salts come from *seed*, so that the same play is the same again (never outside of tests)."""
    chance = random.Random(seed)
    with (
        mock.patch.object(os, "urandom", chance.randbytes),
        mock.patch.object(secrets, "token_hex", lambda size=32: chance.randbytes(size).hex()),
    ):
        yield


@dataclass
class Seen:
    """How many were tried and what was wrong."""

    count: int = 0
    failures: list[str] = field(default_factory=list)
    note: str = ""


def digest(workspace: Workspace) -> dict[str, object]:
    """What two stores of a commune must agree on, the order of arrival left out."""
    with workspace.database.read() as connection:
        row = journal.OPERATION.c
        held = connection.execute(select(row.uid, row.commitment, row.payload == "").where(row.commune_code == CODE))
        asked = connection.execute(select(journal.CONFLICT).where(journal.CONFLICT.c.commune_code == CODE))
        return {
            "state": journal.state_hash(connection, CODE),
            "heads": journal.heads_hash(connection, CODE),
            "operations": {(uid, commitment, bool(empty)) for uid, commitment, empty in held},
            "conflicts": {tuple(one) for one in asked},
        }


def shown(connection: Connection) -> set[tuple[str, str]]:
    """(kind, id) of what pages show."""
    return {
        (kind, entity_id) for kind, _, entity_id in (one[0].partition(":") for one in live_entities(connection, CODE))
    }


def order(workspace: Workspace) -> list[str]:
    """The operations in the order in which the store took them in."""
    with workspace.database.read() as connection:
        return list(connection.scalars(select(journal.OPERATION.c.uid).order_by(journal.OPERATION.c.position)))
