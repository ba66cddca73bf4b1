"""The households of all communes of an office as one list, searched as a commune searches its register."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sinhke_desktop.domain.access import Action
from sinhke_desktop.domain.consolidated import COMMUNES
from sinhke_desktop.domain.household import Household
from sinhke_desktop.domain.money import NO_SHARE
from sinhke_desktop.domain.poverty_tables.table import Cell, Column, Kind, Row, Table
from sinhke_desktop.domain.review import CLASS_NAMES, PovertyClass
from sinhke_desktop.progress import SILENT, Progress
from sinhke_desktop.services import hamlets, households, privacy, register, reviews
from sinhke_desktop.services.consolidated import ShownCommune, of_commune
from sinhke_desktop.services.register import Register, RegisterRow, Sought
from sinhke_desktop.services.reviews import ReviewStanding
from sinhke_desktop.services.workspace import Workspace

REGISTER_NUMBER = 106
"""The number of the list of households as a table; it stands on no paper."""


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """A household of the list, and its commune: ``code`` under which its records lie, the name of today's commune."""

    row: RegisterRow
    code: str
    commune: str


@dataclass(frozen=True, slots=True)
class OfficeRegister:
    """Households of one or many communes by the head's given name."""

    register: Register
    communes: Mapping[str, tuple[str, ShownCommune]]
    """Household id → (code under which it lies, its commune)."""

    def find(
        self,
        text: str = "",
        code: str = "",
        poverty_class: PovertyClass | None = None,
        ids: frozenset[str] | None = None,
    ) -> list[OfficeRow]:
        """Those that have every word of *text*, of a commune (its code of today), of a class, among *ids*."""
        found = []
        for row in self.register.find(text, poverty_class=poverty_class, sought=Sought(ids=ids)):
            lies, commune = self.communes[row.household_id]
            if not code or commune.code == code:
                found.append(OfficeRow(row, lies, commune.name))
        return found


def load(workspace: Workspace, communes: Sequence[ShownCommune], progress: Progress = SILENT) -> OfficeRegister:
    """Read the registers of *communes*; a task: 20,000 households take a few seconds."""
    rows: list[RegisterRow] = []
    known: dict[str, tuple[str, ShownCommune]] = {}
    lying = [(code, one) for one in communes for code in one.with_rows]
    for place, (code, commune) in enumerate(lying):
        progress.step(place, len(lying) + 1)
        mine = register.load(of_commune(workspace, code)).rows
        rows += mine
        known.update((row.household_id, (code, commune)) for row in mine)
    rows.sort(key=lambda row: row.sort_key)
    found = OfficeRegister(Register(rows).ready(), known)
    progress.step(len(lying) + 1, len(lying) + 1)
    return found


@dataclass(frozen=True, slots=True)
class ReadRecord:
    """A household as an office looks at it: its people, its hamlet's name, its reviews newest first."""

    household: Household
    commune: str
    hamlet: str
    poverty_class: PovertyClass
    reviews: tuple[ReviewStanding, ...]


def open_record(workspace: Workspace, household_id: str, code: str, commune: str) -> ReadRecord:
    """The household, after the access log noted that it was opened; raises NotFound, StorageRefused."""
    view = of_commune(workspace, code)
    household = households.get(view, household_id)
    privacy.note_access(workspace, Action.OPENED, household_id, detail=f"Tổng hợp, {commune}")
    names = {one.id: f"{one.kind} {one.name}" for one in hamlets.all_hamlets(view)}
    return ReadRecord(
        household,
        commune,
        names.get(household.hamlet_id, NO_SHARE),
        reviews.standing_of(view, household_id),
        tuple(reviews.of_household(view, household_id)),
    )


def note_listed(workspace: Workspace, count: int, text: str) -> None:
    """Let the access log say that a list of households was looked at outside the window."""
    privacy.note_access(
        workspace, Action.LISTED, detail=f"Sổ hộ các xã: {count} hộ" + (", có tìm kiếm" if text else "")
    )


def table(found: Sequence[OfficeRow], about: str = "") -> Table:
    """The list as a table for paper and workbook; *about* says what was asked for."""
    columns = (
        Column(COMMUNES, kind=Kind.TEXT, width=1.6),
        Column("Thôn, khu phố", kind=Kind.TEXT, width=1.6),
        Column("Dân tộc", kind=Kind.TEXT),
        Column("Số CCCD", kind=Kind.MARK, width=1.2, field="citizen_id"),
        Column("Nhân khẩu", width=0.7),
        Column("Loại hộ", kind=Kind.TEXT, width=1.3),
        Column("Chỉ số thiếu hụt", width=0.8),
    )
    rows = tuple(
        Row(
            str(number),
            one.row.head_name,
            (
                one.commune, one.row.hamlet_name, one.row.ethnic_group, one.row.citizen_id, Cell(one.row.members),
                CLASS_NAMES[one.row.poverty_class], Cell(one.row.deprived),
            ),
            household_id=one.row.household_id,
        )
        for number, one in enumerate(found, 1)
    )  # fmt: skip
    return Table(
        REGISTER_NUMBER, "Danh sách hộ của các xã", about, columns, rows, listing=True, label="Chủ hộ",
        notes=(f"Danh sách có {len(rows)} hộ.",),
    )  # fmt: skip
