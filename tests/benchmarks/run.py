"""Every speed as a ratio measured in one run: ``python tests/benchmarks/run.py [--households 20000] [--only import]``.

Medians of interleaved rounds on this machine; invented people from a fixed seed; a row each in a table.
"""
# ruff: noqa: E402 - the invented people must be found first

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "data")]

import all_communes
import form_reading
import invented
import large_bundle
import office_receiving
import package_sizes
import pyrage
import visit_forms
import whole_year
import yearly_report

from sinhke_desktop.domain.commune import Area
from sinhke_desktop.domain.household import HouseholdInput, MemberInput
from sinhke_desktop.paths import folders
from sinhke_desktop.services import (
    communes,
    exchange,
    hamlets,
    households,
    imports,
    machines,
    pairing,
    place,
    receiving,
    units,
)
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage import database, journal, schema
from sinhke_desktop.storage.tables import ENTITY_TABLES

SEED = 2026
PASSWORD = "mật-khẩu-thử-1"
ROUNDS = 5
WINDOW_SIDE = Path(__file__).with_name("window_side.py")
PAUSES = Path(__file__).with_name("pauses.py")
REGISTER = ("hamlet", "household", "member", "review")


class Report:
    """The table."""

    def __init__(self) -> None:
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
        print(
            f"Machine: {os.cpu_count()} × {platform.machine()}, {memory:.0f} GiB, Python {platform.python_version()}; "
            f"load {os.getloadavg()[0]:.1f}. Seed {SEED}. Windows: {os.environ.get('QT_QPA_PLATFORM', 'shown')}.\n"
        )
        print("| What | here | compared with | ratio | bar |\n|---|---|---|---|---|", flush=True)

    def row(self, what: str, here: str, floor: str, ratio: str, bar: str) -> None:
        """One line."""
        print(f"| {what} | {here} | {floor} | {ratio} | {bar} |", flush=True)


@contextmanager
def commune(top: Path) -> Iterator[Workspace]:
    """A commune's fresh store."""
    created = workspaces.create(folders(top), PASSWORD)
    ready = communes.set_up(created.workspace, units.unit("22828"), Area.RURAL, "2023-2025", "Nguyễn Thị Thử")
    place.check(ready)
    yield ready
    workspaces.close(ready)


def seconds(work: Callable[[], object]) -> float:
    """How long *work* takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def installed() -> dict[str, str]:
    """The environment of an installed program, whose modules are compiled once and not anew at every start."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def first_paint(words: list[str]) -> tuple[float, int]:
    """(seconds from starting the process to its first painted window, peak KiB then)."""
    begun = time.perf_counter()
    child = subprocess.Popen([sys.executable, str(WINDOW_SIDE), *words], stdout=subprocess.PIPE, env=installed())
    with child:
        line = child.stdout.readline() if child.stdout else b""
        taken = time.perf_counter() - begun
    return taken, json.loads(line)["peak_kib"]


def start(report: Report, top: Path) -> None:
    """Start to the first painted window."""
    with commune(top / "start"):
        pass
    rounds = 9
    ours, floor = [], []
    first_paint(["bare"])
    first_paint(["program", str(top / "start")])
    for _ in range(rounds):
        floor.append(first_paint(["bare"])[0])
        ours.append(first_paint(["program", str(top / "start")])[0])
    here, bare = statistics.median(ours), statistics.median(floor)
    report.row(
        "start to first painted window", f"{here * 1000:.0f} ms", f"bare PySide6 window {bare * 1000:.0f} ms",
        f"{here / bare:.2f}", "≤ 1.5",
    )  # fmt: skip


def _tables(workspace: Workspace) -> dict[str, tuple[list[str], list[tuple[object, ...]]]]:
    """Table → (columns, rows) of what the import wrote."""
    found = {}
    names = [table.name for entity in ENTITY_TABLES.values()
             for table in (entity.table, *(part.table for part in entity.parts.values()))]  # fmt: skip
    with workspace.database.read() as connection:
        for name in [*names, "operation", "import_batch"]:
            rows = connection.exec_driver_sql(f"SELECT * FROM {name}")
            found[name] = (list(rows.keys()), [tuple(row) for row in rows])
    return {name: (columns, rows) for name, (columns, rows) in found.items() if rows and name != "commune"}


def _raw(folder: Path, tables: dict[str, tuple[list[str], list[tuple[object, ...]]]]) -> float:
    """Seconds to insert *tables* by ``executemany`` into a fresh file with the same settings, in one transaction."""
    folder.mkdir(parents=True)
    file = database.open_file(folder / "raw.db", bytes(32))
    schema.upgrade(file)
    file.close()
    connection = database._connect(folder / "raw.db", bytes(32))
    try:
        begun = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        for name, (columns, rows) in tables.items():
            places = ", ".join("?" * len(columns))
            connection.executemany(f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({places})", rows)
        connection.execute("COMMIT")
        return time.perf_counter() - begun
    finally:
        connection.close()


def bulk_import(report: Report, top: Path, count: int) -> None:
    """An import's writing against raw inserts of the same rows."""
    listed = invented.review_list(count, SEED)
    ours, rows_alone, everything = [], [], []
    for number in range(ROUNDS):
        with commune(top / f"import-{number}") as workspace:
            prepared = invented.prepared(workspace, listed)
            ours.append(seconds(lambda w=workspace, p=prepared: imports.apply(w, p)))
            tables = _tables(workspace)
        rows_alone.append(_raw(top / f"rows-{number}", {name: tables[name] for name in REGISTER}))
        everything.append(_raw(top / f"all-{number}", tables))
    here = statistics.median(ours)
    total = sum(len(rows) for _, rows in tables.values())
    register = sum(len(tables[name][1]) for name in REGISTER)
    for what, floor, number, bar in (
        ("register rows alone", statistics.median(rows_alone), register, "≤ 2.5"),
        ("every row written, journal included", statistics.median(everything), total, ""),
    ):
        report.row(
            f"{count:,} households imported", f"{here:.2f} s", f"raw executemany, {what} ({number:,}) {floor:.2f} s",
            f"{here / floor:.2f}", bar,
        )  # fmt: skip


def searching(report: Report, top: Path, count: int) -> None:
    """A key in the search field to painted rows, and memory, with the whole register loaded."""
    with commune(top / "held") as workspace:
        imports.apply(workspace, invented.prepared(workspace, invented.review_list(count, SEED)))
    words = [sys.executable, str(WINDOW_SIDE), "held", str(top / "held"), PASSWORD]
    done = subprocess.run(words, stdout=subprocess.PIPE, check=True)
    facts = json.loads(done.stdout.splitlines()[-1])
    keys = sorted(facts["keys_ms"])
    p50, p99 = keys[len(keys) // 2], keys[min(len(keys) - 1, int(len(keys) * 0.99))]
    report.row(
        f"search key to painted rows, {facts['rows']:,} households",
        f"{len(keys)} keys: p50 {p50:.1f} ms, p99 {p99:.1f} ms",
        "a frame, 16 ms", f"{p99 / 16:.2f}", "≤ 1",
    )  # fmt: skip
    report.row("register read and painted", f"{facts['read_s']:.2f} s", "", "", "")
    bare = statistics.median(first_paint(["bare"])[1] for _ in range(3))
    report.row(
        f"peak memory with {count:,} households", f"{facts['peak_kib'] / 1024:.0f} MiB",
        f"bare window {bare / 1024:.0f} MiB", f"{facts['peak_kib'] / bare:.2f}", "",
    )  # fmt: skip


def pauses(report: Report, top: Path, count: int) -> None:
    """How long the window answers nothing while its pages are opened; a plain page beside it, in the same run."""
    with commune(top / "pauses") as workspace:
        imports.apply(workspace, invented.prepared(workspace, invented.review_list(count, SEED)))

    def said(*words: str) -> dict[str, float]:
        done = subprocess.run([sys.executable, str(PAUSES), *words], stdout=subprocess.PIPE, check=True)
        found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
        return found

    bare = statistics.median(said("bare")["page"] for _ in range(ROUNDS))
    for what, here in said("program", str(top / "pauses"), PASSWORD).items():
        report.row(f"longest pause: {what}", f"{here:.0f} ms", f"a plain page {bare:.0f} ms", f"{here / bare:.1f}", "")


def all_communes_together(report: Report, top: Path) -> None:
    """Every current commune's numbers in one office: read and added up, and how long their page answers nothing."""
    where = top / "all-communes"
    count = all_communes.office_of_all(where, PASSWORD, 1_000, SEED)
    for what, (seconds, worked) in all_communes.reading(where, PASSWORD).items():
        report.row(f"{what} over {count:,} communes", f"{seconds:.2f} s", f"processor {worked:.2f} s", "", "")
    done = subprocess.run(
        [sys.executable, str(PAUSES), "communes", str(where), PASSWORD], stdout=subprocess.PIPE, check=True
    )
    for what, here in json.loads(done.stdout.splitlines()[-1]).items():
        report.row(f"longest pause over {count:,} communes: {what}", f"{here:.0f} ms", "", "", "")


def workbook(report: Report, top: Path, count: int) -> None:
    """A workbook from its file into the store, against its bare cells into the same tables."""
    path = top / "danh-sach.xlsx"
    people = whole_year.write_workbook(path, count, SEED)
    ours, floor = [], []
    for number in range(3):
        with commune(top / f"workbook-{number}"):
            pass
        ours.append(whole_year.workbook_side("program", top / f"workbook-{number}", path))
        floor.append(whole_year.workbook_side("raw", top / f"bare-{number}", path))
    here, bare = (statistics.median(one["seconds"]["whole"] for one in side) for side in (ours, floor))
    report.row(
        f"workbook of {count:,} households, {people:,} people: read, judged, planned, imported", f"{here:.1f} s",
        f"calamine + executemany of the same cells {bare:.1f} s", f"{here / bare:.1f}", "",
    )  # fmt: skip
    most, least = (max(one["peak_kib"] for one in side) / 1024 for side in (ours, floor))
    report.row("its peak memory", f"{most:.0f} MiB", f"the same {least:.0f} MiB", f"{most / least:.1f}", "")


def record(report: Report, top: Path, count: int) -> None:
    """One record opened, and saved with one change, among *count* households."""
    with commune(top / "record") as workspace:
        imports.apply(workspace, invented.prepared(workspace, invented.review_list(count, SEED)))
        opened, saved = whole_year.opening_and_saving(workspace)
        bare = whole_year.bare_update(workspace)
    report.row(f"a record opened among {count:,}, with reviews and history", f"{opened:.1f} ms", "a frame, 16 ms",
               f"{opened / 16:.2f}", "≤ 1")  # fmt: skip
    report.row("one change of it saved", f"{saved:.1f} ms", f"one bare UPDATE, committed {bare:.1f} ms",
               f"{saved / bare:.1f}", "")  # fmt: skip


def tables(report: Report, top: Path, count: int) -> None:
    """All 15 tables of *count* households, against reading the rows that they count."""
    with commune(top / "tables") as workspace:
        imports.apply(workspace, invented.prepared(workspace, invented.review_list(count, SEED)))
        ours, floor = [], []
        for _ in range(3):
            floor.append(seconds(lambda: whole_year.bare_rows(workspace)))
            ours.append(seconds(lambda: whole_year.every_table(workspace)))
    here, bare = statistics.median(ours), statistics.median(floor)
    report.row(f"all 15 tables of {count:,} households, each number with its households", f"{here:.1f} s",
               f"the same rows read bare {bare:.1f} s", f"{here / bare:.1f}", "")  # fmt: skip


def forms(report: Report) -> None:
    """Visit forms a second, beside other ways to make the same PDF."""
    for row in visit_forms.rows(visit_forms.measure_all()):
        report.row(*row)


def yearly(report: Report, top: Path) -> None:
    """A yearly report of 5,000 households, from the records to the PDF."""
    count = 5_000
    found = yearly_report.measure(top, count)
    ours, bare = found["program_seconds"], found["floor_seconds"]
    report.row(
        f"yearly report of {count:,} households, {found['pages']:.0f} pages", f"{ours:.2f} s",
        f"the same rows and lines of text bare {bare:.2f} s", f"{ours / bare:.1f}", "",
    )  # fmt: skip
    most, least = found["program_peak_kib"] / 1024, found["floor_peak_kib"] / 1024
    report.row("its peak memory", f"{most:.0f} MiB", f"the same {least:.0f} MiB", f"{most / least:.1f}", "")


def scans(report: Report, top: Path) -> None:
    """Scanned forms read, against decoding them and finding their markers alone."""
    found = form_reading.measure(top)
    ours, bare = found["program_ms"], found["floor_ms"]
    report.row(
        f"{found['pages']:.0f} pages of scanned forms read in the child", f"{ours:.0f} ms a page",
        f"decoded, markers found {bare:.0f} ms", f"{ours / bare:.1f}", "",
    )  # fmt: skip
    most, least = found["program_peak_kib"] / 1024, found["floor_peak_kib"] / 1024
    report.row("its peak memory", f"{most:.0f} MiB", f"the same {least:.0f} MiB", f"{most / least:.1f}", "")


def office(report: Report, top: Path, communes: int) -> None:
    """Every commune's first bundle received into an office's store, in a file and on a server."""
    found = office_receiving.measure(top / "offices", communes, SEED)
    copied = found["copy"]["seconds"]
    for name, what in (("file", "one file (SQLCipher)"), ("server", "PostgreSQL")):
        side = found[name]
        if side["same"] != side["communes"]:
            raise AssertionError(f"{what}: not every state is the sender's")
        report.row(
            f"{side['communes']:,.0f} communes of 40 households ({side['operations']:,.0f} operations) into {what}",
            f"{side['receiving']:.0f} s ({side['processor']:.0f} s of a processor), "
            f"{60 * side['communes'] / side['receiving']:.0f} communes a minute, {side['size'] / 2**20:.0f} MiB stored",
            f"PostgreSQL's COPY of the same {found['copy']['rows']:,.0f} rows {copied:.1f} s",
            f"{side['receiving'] / copied:.0f}", "",
        )  # fmt: skip
        report.row(
            f"its cost of a commune at the end, {what}",
            f"{1000 * side['last']:.0f} ms ({1000 * side['last_processor']:.0f} ms of a processor)",
            f"at the beginning {1000 * side['first']:.0f} ms ({1000 * side['first_processor']:.0f} ms)",
            f"{side['last'] / side['first']:.2f} ({side['last_processor'] / side['first_processor']:.2f})", "≤ 1.1",
        )  # fmt: skip
        report.row(f"its peak memory, {what}", f"{side['peak_kib'] / 1024:.0f} MiB", "", "", "≤ 300 MiB")


def receiving_one(report: Report, top: Path) -> None:
    """A first bundle of 10,000 households at an office: sealed, planned and received."""
    count = 10_000
    found = large_bundle.measure(top / "large", count, SEED)
    sealing, floor, idle = found["seal"], found["floor"], found["program"]["peak_kib"] / 1024
    report.row(
        f"bundle of {count:,} households sealed from its lines", f"{sealing['seconds']:.2f} s",
        f"{sealing['size'] / 2**20:.1f} MiB", "", "≤ 2 s",
    )  # fmt: skip
    for side, what in (("receive", "received, with its receipt"), ("plan", "planned")):
        ours = found[side]
        report.row(
            f"the same {what}", f"{ours['seconds']:.1f} s ({ours['processor']:.1f} s of a processor)",
            f"its lines read by json, its rows by executemany {floor['seconds']:.1f} s",
            f"{ours['seconds'] / floor['seconds']:.1f}", "≤ 10 s",
        )  # fmt: skip
        report.row(
            "its peak memory", f"{ours['peak_kib'] / 1024:.0f} MiB", f"the program alone {idle:.0f} MiB", "",
            "≤ 300 MiB",
        )  # fmt: skip
    report.row("the longest wait for Cancel while planning it", f"{found['plan']['longest']:.2f} s", "", "", "≤ 1 s")


def bundle(report: Report, top: Path, count: int) -> None:
    """A bundle sealed, copied and verified against JSON, zlib and age over the same operations."""
    stick = top / "stick"
    stick.mkdir()
    ours, floor = [], []
    office = receiving.office_init(folders(top / "office"), PASSWORD, "Phòng Kinh tế Thử").workspace
    with commune(top / "sender") as workspace:
        key_file = pairing.write_key_file(workspace, stick)
        certificate = machines.office_pair(office, key_file.path, confirmed=True)
        pairing.accept_certificate(workspace, certificate, confirmed=True)
        imports.apply(workspace, invented.prepared(workspace, invented.review_list(count, SEED)))
        hamlet = hamlets.all_hamlets(workspace)[0]
        for number in range(ROUNDS):
            typed = HouseholdInput(hamlet.id, (MemberInput(f"Người {number}", "Chủ hộ"),))
            households.register(workspace, typed)
            ours.append(seconds(lambda: exchange.export_to(workspace, stick)))
            floor.append(seconds(lambda: _plain_export(workspace, stick / "plain")))
    workspaces.close(office)
    here, plain = statistics.median(ours), statistics.median(floor)
    report.row(
        f"bundle of {count:,} households exported and verified", f"{here:.2f} s",
        f"JSON + zlib + age of the same operations {plain:.2f} s", f"{here / plain:.2f}", "≤ 3",
    )  # fmt: skip


def _plain_export(workspace: Workspace, path: Path) -> None:
    with workspace.database.read() as connection:
        rows = [dict(row) for row in connection.execute(journal.OPERATION.select()).mappings()]
    text = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode()
    path.write_bytes(pyrage.encrypt(zlib.compress(text), [pyrage.x25519.Identity.generate().to_public()]))


def main() -> None:
    """Measure everything, or what was named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--households", type=int, default=20_000)
    parser.add_argument("--communes", type=int, default=3_321)
    parser.add_argument("--only", nargs="*", default=[])
    chosen = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")
    report = Report()
    with tempfile.TemporaryDirectory() as folder:
        top = Path(folder)
        work: dict[str, Callable[[], None]] = {
            "start": lambda: start(report, top),
            "import": lambda: bulk_import(report, top, chosen.households),
            "workbook": lambda: workbook(report, top, chosen.households),
            "record": lambda: record(report, top, chosen.households),
            "tables": lambda: tables(report, top, chosen.households),
            "search": lambda: searching(report, top, chosen.households),
            "pauses": lambda: pauses(report, top, chosen.households),
            "communes": lambda: all_communes_together(report, top),
            "forms": lambda: forms(report),
            "yearly": lambda: yearly(report, top),
            "scans": lambda: scans(report, top),
            "office": lambda: office(report, top, chosen.communes),
            "bundle": lambda: bundle(report, top, chosen.households),
            "receive": lambda: receiving_one(report, top),
            "packages": lambda: package_sizes.measure(report.row, top),
        }
        for name, measure in work.items():
            if not chosen.only or name in chosen.only:
                measure()


if __name__ == "__main__":
    main()
