"""One way of getting a workbook of 20,000 households into a store, in a process of its own: ``program`` or ``raw``.

Prints a JSON line with the seconds of each part and the peak memory of this process in KiB. ``raw``
reads the cells with calamine and inserts the register's rows with ``executemany``: no checks, no journal, no plan.
"""

from __future__ import annotations

import json
import secrets
import sys
import time
from pathlib import Path

YEAR = 2025
PASSWORD = "mật-khẩu-thử-1"


def program(store: Path, workbook: Path) -> dict[str, float]:
    """Plan and apply, as the window and the command line do."""
    from sinhke_desktop.paths import folders
    from sinhke_desktop.services import imports
    from sinhke_desktop.services import workspace as workspaces

    workspace = workspaces.open_with_password(folders(store), PASSWORD)
    begun = time.perf_counter()
    prepared = imports.plan(workspace, workbook, YEAR)
    planned = time.perf_counter()
    imports.apply(workspace, prepared)
    done = time.perf_counter()
    workspaces.close(workspace)
    return {"plan": planned - begun, "apply": done - planned, "whole": done - begun}


def raw(store: Path, workbook: Path) -> dict[str, float]:
    """The floor: the cells as they are, into the same tables of a fresh encrypted file, in one transaction."""
    from python_calamine import CalamineWorkbook

    from sinhke_desktop.storage import database, schema

    store.mkdir(parents=True)
    file = database.open_file(store / "raw.db", bytes(32))
    schema.upgrade(file)
    file.close()
    connection = database._connect(store / "raw.db", bytes(32))
    defaults = {name: _defaults(connection, name) for name in ("household", "member", "review")}
    begun = time.perf_counter()
    rows = CalamineWorkbook.from_path(workbook).get_sheet_by_index(0).to_python()
    read = time.perf_counter()
    found: dict[str, list[tuple[object, ...]]] = {"household": [], "member": [], "review": []}

    def add(table: str, **values: object) -> None:
        found[table].append(tuple((defaults[table] | values).values()))

    household_id = ""
    for row in rows[2:]:
        if row[4] == "Chủ hộ":
            household_id = secrets.token_hex(16)
            add("household", id=household_id, commune_code="22828", hamlet_id=row[8])
            add("review", id=secrets.token_hex(16), commune_code="22828", household_id=household_id, year=YEAR,
                income_points=row[10], deprivation_points=row[11])  # fmt: skip
        add("member", id=secrets.token_hex(8), commune_code="22828", household_id=household_id, full_name=row[2],
            relation=row[4], birth=str(row[5]), ethnic_group=row[6], citizen_id=row[7])  # fmt: skip
    connection.execute("BEGIN IMMEDIATE")
    for table, some in found.items():
        places = ", ".join("?" * len(defaults[table]))
        connection.executemany(f"INSERT INTO {table} ({', '.join(defaults[table])}) VALUES ({places})", some)
    connection.execute("COMMIT")
    done = time.perf_counter()
    connection.close()
    return {"read": read - begun, "insert": done - read, "whole": done - begun}


def _defaults(connection: object, table: str) -> dict[str, object]:
    columns = connection.execute(f"PRAGMA table_info({table})").fetchall()  # type: ignore[attr-defined]
    return {str(one[1]): None if not one[3] else 0 if one[2] in ("INTEGER", "BOOLEAN") else "" for one in columns}


if __name__ == "__main__":
    way, store, workbook = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    seconds = (program if way == "program" else raw)(store, workbook)
    status = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM:"))
    print(json.dumps({"seconds": seconds, "peak_kib": peak}))
