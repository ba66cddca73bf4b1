"""An office that holds the counted numbers of every current commune: reading a table over all of them, and its page.

The numbers are those of one invented commune, each other commune's a seeded multiple of them.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import invented

from sinhke_desktop.domain.commune import Area, Commune
from sinhke_desktop.domain.commune_totals import CommuneTotal, TotalCell
from sinhke_desktop.domain.operations import CREATE
from sinhke_desktop.paths import folders
from sinhke_desktop.services import commune_figures, consolidated, imports, lists, receiving
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.services.workspace import Workspace, author
from sinhke_desktop.storage import commune_totals as stored
from sinhke_desktop.storage import journal, places


def office_of_all(top: Path, password: str, households: int, seed: int) -> int:
    """Make the office's store in *top*; returns how many communes it has."""
    office = receiving.office_init(folders(top), password, "Đơn vị tiếp nhận Thử").workspace
    draw = random.Random(seed)
    units = lists.units()
    with office.database.write() as connection:
        for code, unit in units.items():
            commune = Commune(code, unit.full_name, unit.province_name, Area.RURAL, unit.list_version, "2023-2025")
            draft = journal.Draft("commune", code, places.commune_fields(commune), CREATE, new=True)
            journal.save(connection, replace(author(office), commune_code=code), [draft])
    view = consolidated.of_commune(office, next(iter(units)))
    imports.apply(view, invented.prepared(view, invented.review_list(households, seed)))
    begun = time.perf_counter()
    counted = commune_figures.count(view)
    print(f"One commune of {households:,} households counted in {time.perf_counter() - begun:.2f} s", flush=True)
    with office.database.write() as connection:
        for code in units:
            stored.begin_counting(connection, code)
            some = _times(counted, draw.randrange(1, 40))
            stored.keep_counted(connection, code, some, "2025-11-20T00:00:00+00:00")
    workspaces.close(office)
    return len(units)


def _times(totals: Sequence[CommuneTotal], factor: int) -> list[CommuneTotal]:
    def cell(one: TotalCell) -> TotalCell:
        values = (None if number is None else number * factor // 10 for number in (one.value, one.whole))
        return TotalCell(*values)

    return [
        replace(one, rows=tuple(replace(row, cells=tuple(map(cell, row.cells))) for row in one.rows)) for one in totals
    ]  # fmt: skip


def reading(top: Path, password: str) -> dict[str, tuple[float, float]]:
    """What is read and added up → (seconds, seconds that the processor worked)."""
    office = workspaces.open_with_password(folders(top), password)
    communes = consolidated.shown_communes(office)
    [year, *_] = consolidated.years(office, communes)
    found = {
        f"table {number}": _timed(lambda number=number: _table(office, number, year, communes)) for number in (1, 2, 12)
    }  # fmt: skip
    found["models"] = _timed(lambda: consolidated.models(office, communes))
    workspaces.close(office)
    return found


def _table(office: Workspace, number: int, year: int, communes: Sequence[consolidated.ShownCommune]) -> object:
    return consolidated.poverty_table(office, number, year, communes)


def _timed(act: Callable[[], object]) -> tuple[float, float]:
    begun, busy = time.perf_counter(), time.process_time()
    act()
    return time.perf_counter() - begun, time.process_time() - busy
