"""One commune's first bundle of many households at an office: sealed, planned and received, and what it costs.

Beside them the same JSON lines read by ``json.loads`` and the rows that the receiving wrote inserted by ``executemany``
into an empty store. ``python large_bundle.py SIDE FOLDER`` is one side's run, in a process of its own.
"""
# ruff: noqa: E402 - the invented people must be found first

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1] / "data")]

from sealed_communes import write_bundle

from sinhke_desktop.bundles.container import split
from sinhke_desktop.bundles.keys import keys_from_text, new_keys
from sinhke_desktop.bundles.sealing import open_body, seal
from sinhke_desktop.paths import folders
from sinhke_desktop.services import lists, machines, receiving, receiving_plan, staging
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage.exchange import KEYS
from sinhke_desktop.storage.local_values import set_value

PASSWORD, CODE = "mật-khẩu-thử-1", "22828"
SIDES = ("receive", "plan", "floor", "program")


class Gaps:
    """The longest time between two moments at which Cancel is heard."""

    def __init__(self) -> None:
        self.longest, self._last = 0.0, time.perf_counter()

    def step(self, _done: int, _total: int) -> None:
        """Another such moment."""
        now = time.perf_counter()
        self.longest, self._last = max(self.longest, now - self._last), now


def _office(top: Path, side: str) -> Workspace:
    """A fresh office that has the machine's key file and nothing else."""
    office = receiving.office_init(folders(top / side), PASSWORD, "Đơn vị tiếp nhận Thử").workspace
    with office.database.write() as connection:
        set_value(connection, KEYS, (top / "office-keys").read_text())
    machines.office_pair(office, top / f"{CODE}.xxk", confirmed=True, folder=top / side)
    return office


def _lines(top: Path) -> list[bytes]:
    sealed = split((top / f"{CODE}.xxb").read_bytes())
    return open_body(sealed, keys_from_text((top / "office-keys").read_text())).lines


def _floor(top: Path) -> None:
    """Read the lines, and write the received store's rows into the empty tables of another."""
    for line in _lines(top):
        json.loads(line)
    rows = json.loads((top / "rows").read_text())
    empty = receiving.office_init(folders(top / "floor"), PASSWORD, "Trống").workspace
    with empty.database.write() as connection:
        for table, some in rows.items():
            places = ", ".join("?" * len(some[0]))
            connection.exec_driver_sql(f"INSERT INTO {table} VALUES ({places})", [tuple(row) for row in some])
    workspaces.close(empty)


def _keep_rows(office: Workspace, top: Path) -> None:
    with office.database.read() as connection:
        found = {
            table: [list(row) for row in connection.exec_driver_sql(f"SELECT * FROM {table}")]
            for table in ("operation", "household", "member", "review")
        }
    (top / "rows").write_text(json.dumps(found))


def _peak_kib() -> int:
    """The most memory that this process had since it began; ``ru_maxrss`` would count the one that started it."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))


def side(top: Path, which: str) -> None:
    """Run one side and print its cost; the longest wait for Cancel is the plan's."""
    gaps = Gaps()
    if which == "floor":
        begun, worked = time.perf_counter(), time.process_time()
        _floor(top)
    else:
        office = _office(top, which)
        begun, worked = time.perf_counter(), time.process_time()
        if which == "receive":
            done = receiving.office_receive(office, top / f"{CODE}.xxb", top / which)
            if not done.same_state:
                raise AssertionError("the state is not the sender's")
        elif which == "plan":
            [file] = staging.stage(office, [top / f"{CODE}.xxb"])
            gaps = Gaps()
            receiving_plan.plan(office, file.header_hash, gaps)
            gaps.step(1, 1)
    print(json.dumps({
        "seconds": time.perf_counter() - begun, "processor": time.process_time() - worked, "longest": gaps.longest,
        "peak_kib": _peak_kib(),
    }))  # fmt: skip
    if which == "receive":
        _keep_rows(office, top)
    if which != "floor":
        workspaces.close(office)


def _side(top: Path, which: str) -> dict[str, float]:
    done = subprocess.run([sys.executable, __file__, which, str(top)], stdout=subprocess.PIPE, check=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def measure(top: Path, households: int, seed: int) -> dict[str, dict[str, float]]:
    """The figures of every one of :data:`SIDES` and of ``seal`` (seconds, size in bytes)."""
    top.mkdir(parents=True)
    office = new_keys()
    (top / "office-keys").write_text(office.secret_text())
    write_bundle(top, lists.units()[CODE], office.public, seed, households)
    content = (top / f"{CODE}.xxb").read_bytes()
    opened = open_body(split(content), office)
    begun = time.perf_counter()
    seal(opened.header, opened.lines, office, (office.public.recipient,))
    sealing = {"seconds": time.perf_counter() - begun, "size": float(len(content))}
    return {"seal": sealing} | {which: _side(top, which) for which in SIDES}


if __name__ == "__main__":
    side(Path(sys.argv[2]), sys.argv[1])
