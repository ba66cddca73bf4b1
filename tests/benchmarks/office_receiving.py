"""Every current commune's first bundle received into one office's store, in a file and on a server.

Beside them PostgreSQL's own COPY of the very rows that the receiving wrote, into empty tables in one transaction.
``python office_receiving.py side FOLDER file|server [ADDRESS]`` is one store's run, in a process of its own.
"""
# ruff: noqa: E402 - the invented people must be found first

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from itertools import islice
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1] / "data")]

import psycopg
from local_postgres import LocalPostgres, local_postgres
from sealed_communes import write_bundle

from sinhke_desktop.bundles.keys import new_keys
from sinhke_desktop.paths import folders
from sinhke_desktop.services import lists, machines, receiving, server_store
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage.exchange import KEYS
from sinhke_desktop.storage.local_values import set_value

PASSWORD, OFFICE_NAME = "mật-khẩu-thử-1", "Đơn vị tiếp nhận Thử"
ENDS = 300


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
        write_bundle(top, unit, office.public, seed)
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
