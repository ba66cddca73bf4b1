"""Every current commune's first bundle received into one office's store, in a file and on a server.

Beside them PostgreSQL's own COPY of the very rows that the receiving wrote, into empty tables in one transaction.
``python office_receiving.py side FOLDER file|server [ADDRESS]`` is one store's run, in a process of its own.
"""
# ruff: noqa: E402 - the invented people must be found first

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1] / "data")]

import invented
import psycopg
from local_postgres import LocalPostgres, local_postgres

from sinhke_desktop.bundles import pairing as papers
from sinhke_desktop.bundles.header import SYNC
from sinhke_desktop.bundles.keys import Keys, keys_from_text, new_keys
from sinhke_desktop.bundles.lines import operation_line
from sinhke_desktop.bundles.sealing import new_header, seal
from sinhke_desktop.domain import operations as ops
from sinhke_desktop.domain.commune import Area, Commune, CommuneUnit
from sinhke_desktop.domain.hamlet import Hamlet
from sinhke_desktop.domain.household import Household, Member
from sinhke_desktop.domain.operations import CREATE, Operation, Stamp, StampedOperation
from sinhke_desktop.domain.review import ResultStatus, Review
from sinhke_desktop.paths import folders
from sinhke_desktop.services import lists, machines, receiving, server_store
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage.exchange import KEYS
from sinhke_desktop.storage.households import household_fields
from sinhke_desktop.storage.local_values import set_value
from sinhke_desktop.storage.places import commune_fields, hamlet_fields
from sinhke_desktop.storage.reviews import review_fields

PASSWORD, OFFICE_NAME = "mật-khẩu-thử-1", "Đơn vị tiếp nhận Thử"
HOUSEHOLDS, HAMLETS = 40, 4
ENDS = 300
PAGE = 1 << 16


def _contents(unit: CommuneUnit, seed: int) -> Iterator[tuple[str, str, dict[str, ops.Value]]]:
    """(kind, id, fields) of everything in one commune."""
    chance = random.Random(f"{seed} {unit.code}")
    yield (
        "commune",
        unit.code,
        commune_fields(
            Commune(unit.code, unit.full_name, unit.province_name, Area.RURAL, unit.list_version, "2026-2030")
        ),
    )
    places = [f"{chance.getrandbits(128):032x}" for _ in range(HAMLETS)]
    for position, place in enumerate(places, 1):
        yield "hamlet", place, hamlet_fields(Hamlet(place, unit.code, f"Số {position}", "Thôn", position))
    for number, listed in enumerate(invented.review_list(HOUSEHOLDS, chance.getrandbits(64)).households, 1):
        home = f"{chance.getrandbits(128):032x}"
        people = tuple(
            Member(f"{chance.getrandbits(64):016x}", position, one.full_name, one.relation, one.sex, one.birth,
                   one.ethnic_group, one.citizen_id, one.phone)
            for position, one in enumerate(listed.members, 1)
        )  # fmt: skip
        found = Household(home, unit.code, places[number % HAMLETS], people, list_number=number)
        yield "household", home, household_fields(found)
        review = Review(
            f"{chance.getrandbits(128):032x}", unit.code, home, invented.YEAR, status=ResultStatus.OFFICIAL,
            income_points=listed.income_points, deprivation_points=listed.deprivation_points,
            deprived=listed.deprived, declared_class=listed.poverty_class,
        )  # fmt: skip
        yield "review", review.id, review_fields(review)


def write_bundle(folder: Path, unit: CommuneUnit, office: Keys, seed: int) -> None:
    """One commune's key file and first bundle, sealed as its own machine would."""
    chance, keys = random.Random(f"{seed} numbers {unit.code}"), new_keys()
    (folder / f"{unit.code}.xxk").write_bytes(papers.write_request(keys, unit.code, unit.full_name))
    epoch = f"{chance.getrandbits(128):032x}"
    chain, lines, states, heads = ops.chain_start(epoch), [], [], []
    for counter, (kind, entity_id, fields) in enumerate(_contents(unit, seed), 1):
        said = ops.meaningful(fields)
        uid, salt = f"{chance.getrandbits(128):032x}", f"{chance.getrandbits(128):032x}"
        one = Operation(uid, unit.code, kind, entity_id, CREATE, (), said, "Cán bộ Thử", "2026-11-20T03:00:00", salt)
        stamp = Stamp(epoch, counter)
        chain = ops.chain_next(chain, stamp, uid, unit.code, one.entity, (), one.commit())
        lines.append(operation_line(StampedOperation(one, stamp, chain)))
        states.append((one.entity, said))
        heads.append((one.entity, [uid]))
    header = replace(
        new_header(SYNC, keys, (office.public.signing,)), epoch=epoch, seq=1, base_chain=ops.chain_start(epoch),
        last_ctr=len(lines), last_chain=chain,
    )  # fmt: skip
    end = {"commune": unit.code, "heads_hash": ops.heads_hash(heads), "state_hash": ops.state_hash(states)}
    recipients = (office.public.recipient, keys.public.recipient)
    (folder / f"{unit.code}.xxb").write_bytes(seal(header, lines, keys, recipients, end)[1])


def _opened(folder: Path, kind: str, address: str) -> Workspace:
    if kind == "file":
        office = receiving.office_init(folders(folder / kind), PASSWORD, OFFICE_NAME).workspace
    else:
        office = server_store.office_init(folders(folder / kind), PASSWORD, OFFICE_NAME, address).workspace
    with office.database.write() as connection:
        set_value(connection, KEYS, (folder / "office-keys").read_text())
    return office


def side(folder: Path, kind: str, address: str) -> None:
    """Pair every machine, receive every bundle, and print what it cost."""
    office = _opened(folder, kind, address)
    out = folder / f"{kind}-out"
    out.mkdir()
    begun = time.perf_counter()
    for request in sorted(folder.glob("*.xxk")):
        machines.office_pair(office, request, confirmed=True, folder=out)
    paired = time.perf_counter() - begun
    seconds, worked, same, operations = [], [], 0, 0
    for bundle in sorted(folder.glob("*.xxb")):
        begun, busy = time.perf_counter(), time.process_time()
        done = receiving.office_receive(office, bundle, out)
        seconds.append(time.perf_counter() - begun)
        worked.append(time.process_time() - busy)
        if len(seconds) % ENDS == 0:
            recent = 1000 * _mean(seconds[-ENDS:]), 1000 * _mean(worked[-ENDS:])
            print(f"{kind}: {len(seconds)} communes, {recent[0]:.0f} ms ({recent[1]:.0f} ms)", file=sys.stderr)
        same += done.same_state is True
        operations += done.new_operations
    workspaces.close(office)
    stored = folders(folder / kind).data / "sinhke.db"
    print(json.dumps({
        "communes": len(seconds), "same": same, "operations": operations, "pairing": paired, "receiving": sum(seconds),
        "first": _mean(seconds[:ENDS]), "last": _mean(seconds[-ENDS:]), "processor": sum(worked),
        "first_processor": _mean(worked[:ENDS]), "last_processor": _mean(worked[-ENDS:]),
        "peak_kib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
        "size": stored.stat().st_size if stored.exists() else 0,
    }))  # fmt: skip


def _mean(seconds: list[float]) -> float:
    return sum(seconds) / len(seconds)


def _side(folder: Path, kind: str, address: str = "") -> dict[str, float]:
    words = [sys.executable, __file__, "side", str(folder), kind, address]
    done = subprocess.run(words, stdout=subprocess.PIPE, check=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def copied(server: LocalPostgres, source: str, target: str) -> tuple[float, int]:
    """(seconds, rows) of PostgreSQL's own COPY of all rows of *source* into the emptied tables of *target*."""
    where = {"host": "127.0.0.1", "port": server.port, "user": "quan_tri"}
    kept: list[tuple[str, list[bytes]]] = []
    with psycopg.connect(**where, dbname=source) as connection:  # type: ignore[arg-type]
        names = [str(row[0]) for row in connection.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace "
            "ORDER BY relname IN ('member', 'sealed_receipt', 'stream', 'received_bundle'), relname = 'received_bundle'"
        )]  # fmt: skip
        for name in names:
            with connection.cursor() as cursor, cursor.copy(f"COPY {name} TO STDOUT".encode()) as out:
                kept.append((name, [bytes(part) for part in out]))
    with psycopg.connect(**where, dbname=target) as connection:  # type: ignore[arg-type]
        connection.execute(f"TRUNCATE {', '.join(names)}".encode())
        connection.commit()
        begun, rows = time.perf_counter(), 0
        for name, parts in kept:
            with connection.cursor() as cursor:
                with cursor.copy(f"COPY {name} FROM STDIN".encode()) as into:
                    waiting = iter(parts)
                    while some := b"".join(islice(waiting, 2000)):
                        into.write(some)
                rows += cursor.rowcount
        connection.commit()
        return time.perf_counter() - begun, rows


def measure(top: Path, communes: int, seed: int) -> dict[str, dict[str, float]]:
    """Both stores' figures and the floor: ``file``, ``server``, ``copy`` (seconds, rows), ``sealing`` (seconds)."""
    top.mkdir(parents=True, exist_ok=True)
    office = new_keys()
    (top / "office-keys").write_text(office.secret_text())
    begun = time.perf_counter()
    for unit in islice(lists.units().values(), communes):
        write_bundle(top, unit, keys_from_text((top / "office-keys").read_text()), seed)
    sealing = time.perf_counter() - begun
    found = {"sealing": {"seconds": sealing}, "file": _side(top, "file")}
    with local_postgres(settings=()) as server:
        filled, empty = server.new_database(), server.new_database()
        found["server"] = _side(top, "server", server.url(filled))
        server_store.office_init(folders(top / "empty"), PASSWORD, OFFICE_NAME, server.url(empty))
        taken = [copied(server, filled, empty) for _ in range(3)]
        with psycopg.connect(host="127.0.0.1", port=server.port, user="quan_tri", dbname=filled) as connection:
            found["server"]["size"] = connection.execute("SELECT pg_database_size(current_database())").fetchone()[0]
        found["copy"] = {"seconds": sorted(one[0] for one in taken)[1], "rows": taken[0][1]}
    return found


if __name__ == "__main__":
    if sys.argv[1] == "side":
        side(Path(sys.argv[2]), sys.argv[3], sys.argv[4])
    else:
        print(json.dumps(measure(Path(sys.argv[2]), int(sys.argv[3]), 2026), indent=1))
