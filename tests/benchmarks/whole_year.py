"""The year's work at 20,000 households: a workbook in, the 15 tables, a record opened and saved."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import invented
import xlsxwriter

from sinhke_desktop.domain.household import Household, HouseholdInput, MemberInput
from sinhke_desktop.domain.review import INDICATORS
from sinhke_desktop.services import households, poverty_tables, register, reviews
from sinhke_desktop.services.workspace import Workspace

SIDE = Path(__file__).with_name("workbook_side.py")
HEAD = ["STT hộ", "STT thành viên", "Họ và tên", "Giới tính", "Quan hệ với chủ hộ", "Ngày sinh", "Dân tộc", "Số CCCD",
        "Thôn", "Phân loại", "Điểm A", "Điểm B", *INDICATORS.values()]  # fmt: skip
SEX = {"male": "Nam", "female": "Nữ"}
CLASS = {"poor": "N", "near-poor": "CN"}


def write_workbook(path: Path, count: int, seed: int) -> int:
    """A review list of *count* invented households as a commune keeps it; returns the number of people."""
    listed = invented.review_list(count, seed)
    people = 0
    with xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("Danh sách")
        sheet.write_row(0, 0, ["DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO NĂM 2025"])
        sheet.write_row(1, 0, HEAD)
        line = 2
        for number, household in enumerate(listed.households, start=1):
            for at, member in enumerate(household.members):
                row: list[object] = [
                    number, at + 1, member.full_name, SEX[member.sex.value] if member.sex else "", member.relation,
                    str(member.birth or ""), member.ethnic_group, member.citizen_id,
                ]  # fmt: skip
                if at == 0:
                    poor = household.poverty_class
                    row += [f"Thôn {household.hamlet}", CLASS.get(poor.value if poor else "", ""),
                            household.income_points, household.deprivation_points]  # fmt: skip
                    row += ["x" if key in (household.deprived or ()) else "" for key in INDICATORS]
                sheet.write_row(line, 0, row)
                line += 1
                people += 1
    return people


def workbook_side(way: str, store: Path, workbook: Path) -> dict[str, Any]:
    """What :mod:`workbook_side` measured."""
    words = [sys.executable, str(SIDE), way, str(store), str(workbook)]
    done = subprocess.run(words, stdout=subprocess.PIPE, check=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def typed(household: Household, note: str) -> HouseholdInput:
    """The household as a form gives it back, with another note."""
    people = tuple(
        MemberInput(one.full_name, one.relation, one.sex.value if one.sex else "", str(one.birth or ""),
                    one.ethnic_group, one.citizen_id, one.phone, one.note, id=one.id)
        for one in household.members
    )  # fmt: skip
    return HouseholdInput(household.hamlet_id, people, household.address, household.phone, note)


def opening_and_saving(workspace: Workspace, times: int = 100) -> tuple[float, float]:
    """(median milliseconds to read one record with its reviews and history, to save one change of it)."""
    rows = register.load(workspace).rows
    step = max(1, len(rows) // times)
    opened, saved = [], []
    for number, row in enumerate(rows[::step][:times]):
        opened.append(_milliseconds(lambda r=row: _open(workspace, r.household_id)))
        household = households.get(workspace, row.household_id)
        change = typed(household, f"lần {number}")
        saved.append(_milliseconds(lambda h=household, c=change: households.change(workspace, h.id, c)))
    return statistics.median(opened), statistics.median(saved)


def bare_update(workspace: Workspace, times: int = 100) -> float:
    """Median milliseconds of one UPDATE of one household in a transaction of its own."""
    with workspace.database.read() as connection:
        ids = [str(one[0]) for one in connection.exec_driver_sql(f"SELECT id FROM household LIMIT {times}")]
    taken = []
    for one in ids:
        begun = time.perf_counter()
        with workspace.database.write() as connection:
            connection.exec_driver_sql("UPDATE household SET note = note WHERE id = ?", (one,))
        taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken)


def bare_rows(workspace: Workspace) -> int:
    """Every household, member and review of the store, read as plain rows; returns how many."""
    with workspace.database.read() as connection:
        return sum(
            len(connection.exec_driver_sql(f"SELECT * FROM {name}").fetchall())
            for name in ("household", "member", "review")
        )


def every_table(workspace: Workspace) -> int:
    """All 15 tables of the year; returns how many rows they have."""
    found = poverty_tables.load(workspace, invented.YEAR)
    return sum(len(table.rows) for table in poverty_tables.tables(found))


def _open(workspace: Workspace, household_id: str) -> None:
    households.get(workspace, household_id)
    reviews.of_household(workspace, household_id)
    households.history(workspace, household_id)


def _milliseconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000
