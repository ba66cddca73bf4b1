"""The register as the review list that communes keep: the same columns, so that the program reads it back unchanged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sinhke_desktop.domain.household import Birth, Household, Member, Sex
from sinhke_desktop.domain.review import ALL_INDICATORS, INDICATORS, Movement, PovertyClass, Review
from sinhke_desktop.progress import SILENT, Progress
from sinhke_desktop.workbooks.export import Column, Entry, Form, SheetTable, write_tables

SHEET = "DS ho ngheo, can ngheo"
_CLASSES = {
    PovertyClass.POOR: "N",
    PovertyClass.NEAR_POOR: "CN",
    PovertyClass.NEWLY_ESCAPED: "MTN",
    PovertyClass.NONE: "K",
}
_MOVEMENTS = {Movement.OLD: "Nghèo cũ", Movement.NEW: "Nghèo mới", Movement.RELAPSED: "Tái nghèo"}
_INDICATOR_GROUP = "Các chỉ số thiếu hụt dịch vụ xã hội cơ bản"


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """A household with its hamlet's name, its review of the list's year and the class to print."""

    household: Household
    hamlet: str
    review: Review | None = None
    poverty_class: PovertyClass = PovertyClass.UNKNOWN


def write_register_list(
    path: Path,
    entries: Sequence[RegisterEntry],
    *,
    commune: str,
    year: int,
    least: bool = False,
    progress: Progress = SILENT,
) -> None:
    """Write the list to *path* (.xlsx). *least* leaves out citizen ids, telephones, ethnic groups and notes.

    A household without a review has empty cells there; a member of unknown sex has no birth year, as the list has one
    column for men and one for women. Raises OSError and what *progress* raises; then nothing is left behind.
    """
    keys = [key for key in ALL_INDICATORS if key in INDICATORS or _asked(entries, key)]
    table = SheetTable(
        name=SHEET,
        title=f"DANH SÁCH CHI TIẾT HỘ NGHÈO, HỘ CẬN NGHÈO NĂM {year}",
        columns=_columns(keys, least=least),
        rows=_rows(entries, keys, least=least),
        above=(f"ỦY BAN NHÂN DÂN {commune.upper()}",),
        numbered=True,
        frozen=3,
        row_count=sum(len(one.household.members) for one in entries),
    )
    write_tables(path, [table], progress)


def _asked(entries: Sequence[RegisterEntry], key: str) -> bool:
    return any(one.review is not None and key in one.review.deprived for one in entries)


def _columns(keys: Sequence[str], *, least: bool) -> list[Column]:
    columns = [
        Column("STT hộ", Form.CENTRED, 6),
        Column("STT thành viên", Form.CENTRED, 7),
        Column("Họ và tên", Form.TEXT, 26),
        Column("Nam", Form.CENTRED, 11, group="Năm sinh"),
        Column("Nữ", Form.CENTRED, 11, group="Năm sinh"),
        Column("Quan hệ với chủ hộ", Form.TEXT, 12),
        Column("Thôn", Form.TEXT, 16),
        Column("Phân loại (N/CN)", Form.CENTRED, 9),
        Column("Nghèo mới/tái nghèo/nghèo cũ", Form.CENTRED, 11),
        Column("Điểm A (B1)", Form.CENTRED, 7),
        Column("Điểm B (B2)", Form.CENTRED, 7),
        *(Column(ALL_INDICATORS[key], Form.CENTRED, 9, group=_INDICATOR_GROUP) for key in keys),
    ]
    if not least:
        columns[5:5] = [Column("Dân tộc", Form.TEXT, 10)]
        columns[7:7] = [Column("Số CCCD/CMND", Form.TEXT, 15), Column("Ngày cấp CCCD", Form.CENTRED, 11),
                        Column("Số CMND cũ", Form.TEXT, 12)]  # fmt: skip
        columns += [Column("Số điện thoại", Form.TEXT, 13), Column("Ghi chú", Form.TEXT, 24)]
    return [*columns, Column("Mã hộ trong máy", Form.TEXT, 12), Column("Mã người trong máy", Form.TEXT, 12)]


def _rows(entries: Sequence[RegisterEntry], keys: Sequence[str], *, least: bool) -> Iterator[Sequence[Entry]]:
    for number, entry in enumerate(entries, 1):
        for place, member in enumerate(entry.household.members, 1):
            yield _row(entry, member, number if place == 1 else None, place, keys, least=least)


def _birth(birth: Birth | None) -> Entry:
    if birth is None:
        return None
    return str(birth) if birth.month else birth.year


def _day(day: date | None) -> Entry:
    return f"{day:%d/%m/%Y}" if day else None


def _row(
    entry: RegisterEntry, member: Member, number: int | None, place: int, keys: Sequence[str], *, least: bool
) -> list[Entry]:
    first = number is not None
    review = entry.review if first else None
    row: list[Entry] = [
        number,
        place,
        member.full_name,
        _birth(member.birth) if member.sex is Sex.MALE else None,
        _birth(member.birth) if member.sex is Sex.FEMALE else None,
        member.relation,
        entry.hamlet if first else None,
        _CLASSES.get(entry.poverty_class) if first else None,
        _MOVEMENTS.get(review.movement) if review and review.movement else None,
        review.income_points if review else None,
        review.deprivation_points if review else None,
        *("x" if review and key in review.deprived else None for key in keys),
    ]
    if not least:
        row[5:5] = [member.ethnic_group]
        row[7:7] = [member.citizen_id, _day(member.card_issued_on), member.old_citizen_id or None]
        row += [member.phone, entry.household.note if first else member.note]
    return [*row, entry.household.id if first else None, member.id]
