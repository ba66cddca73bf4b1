"""A review workbook turned into a :class:`ReviewList`: header found, rows grouped into households, problems by cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeVar

from sinhke_desktop.domain.hamlet_names import split_kind
from sinhke_desktop.domain.household import HEAD, OLDEST_YEAR, Birth, Sex, canonical_relation
from sinhke_desktop.domain.legacy_encodings import decode_tcvn3, decode_vni, guess_legacy_encoding
from sinhke_desktop.domain.list_checks import ListContext, judged
from sinhke_desktop.domain.listed_values import (
    At,
    Notes,
    folded,
    parse_birth_cell,
    parse_citizen_id,
    parse_class,
    parse_ethnic_group,
    parse_mark,
    parse_movement,
    parse_name,
    parse_points,
    say_spellings,
    text_of,
    tidied,
    whole_number,
)
from sinhke_desktop.domain.review import INDICATORS, PovertyClass
from sinhke_desktop.domain.review_list import Cell, ListedHousehold, ListedMember, ReviewList, column_letter
from sinhke_desktop.domain.vietnamese import fold, tidy
from sinhke_desktop.i18n import _
from sinhke_desktop.progress import SILENT, Progress
from sinhke_desktop.workbooks.header import Header, find_header, is_column_numbers, label_key
from sinhke_desktop.workbooks.reading import Sheet, Workbook, WorkbookRefused

_TOTAL = re.compile(r"^(tong cong|tong so|cong|tong)( |:|$)")
_HEADING = re.compile(r"^(?:[IVX\d]+[.)]?\s+)?((?:thôn|ấp|khóm|khu phố|bản|buôn|tổ dân phố)\s.+)$", re.IGNORECASE)
_COMMUNE = re.compile(r"uy ban nhan dan (xa|phuong|thi tran|dac khu) ")
_DECODERS: Mapping[str, Callable[[str], str]] = {"TCVN3": decode_tcvn3, "VNI": decode_vni}
_ENOUGH_TO_GUESS = 200
_Parsed = TypeVar("_Parsed")


def read_review_list(workbook: Workbook, context: ListContext, progress: Progress = SILENT) -> ReviewList:
    """The list on the sheet with the fullest header.

    Raises :class:`WorkbookRefused`: ``EX-07`` no header found, ``EX-06`` a header with no households under it.
    """
    best: tuple[Header, Sheet, str] | None = None
    for sheet in workbook.sheets:
        sheet, encoding = _decoded(sheet)
        header = find_header(sheet.rows)
        if header is not None and (best is None or len(header.columns) > len(best[0].columns)):
            best = header, sheet, encoding
    if best is None:
        raise WorkbookRefused(
            _("No review list was found in the workbook. Nothing was changed."),
            _("The list needs a header with “Họ và tên”, the birth year, the relation to the head and the class."),
            "EX-07",
        )
    header, sheet, encoding = best
    notes = Notes()
    reader = _ListReader(sheet, header, context, notes)
    households = reader.households(progress)
    if not households:
        raise WorkbookRefused(
            _("The list has a header but no households. Nothing was changed."),
            _("Choose the file that holds the review list."),
            "EX-06",
        )
    letters = {name: column_letter(index) for name, index in header.columns.items()}
    placed, new_hamlets = judged(households, letters, context, notes)
    title, commune, year = _heading(sheet.rows[: header.first])
    notes.problems.sort(key=lambda one: (one.row, len(one.column), one.column, one.code))
    return ReviewList(
        title, commune, year, sheet.name, letters, placed, tuple(notes.problems), new_hamlets, encoding
    )  # fmt: skip


def _decoded(sheet: Sheet) -> tuple[Sheet, str]:
    """The sheet in Unicode, and the name of the legacy encoding it was in, if any."""
    sample = [
        cell for row in sheet.rows[:_ENOUGH_TO_GUESS] for cell in row if isinstance(cell, str) and not cell.isascii()
    ]
    encoding = guess_legacy_encoding(" ".join(sample)) if sample else None
    if encoding is None:
        return sheet, ""
    decode = lru_cache(maxsize=65536)(_DECODERS[encoding])
    rows = tuple(tuple(decode(cell) if isinstance(cell, str) else cell for cell in row) for row in sheet.rows)
    return Sheet(sheet.name, rows, sheet.first_row), encoding


def _heading(rows: Sequence[Sequence[Cell]]) -> tuple[str, str, int | None]:
    """Title, commune (``Xã Hòa Sơn``) and year from the lines above the header."""
    lines = [tidy(text_of(cell)) for row in rows for cell in row if cell is not None]
    title = next((line for line in lines if "danh sach" in fold(line)), "")
    commune = ""
    for line in lines:
        if found := _COMMUNE.search(fold(line)):
            words = line.split()[len(fold(line)[: found.start(1)].split()) :]
            commune = " ".join(word[:1].upper() + word[1:].lower() for word in words)
            break
    years = [int(found[1]) for line in (title, *lines) if (found := re.search(r"nam (20\d\d)\b", fold(line)))]
    return title, commune, years[0] if years else None


@dataclass(slots=True)
class _Gathered:
    """The rows of one household before they are judged."""

    number: int | None
    label: str
    heading: str
    rows: list[tuple[int, Sequence[Cell]]] = field(default_factory=list)
    has_head: bool = False


class _ListReader:
    """Rows under one header, grouped and parsed."""

    def __init__(self, sheet: Sheet, header: Header, context: ListContext, notes: Notes) -> None:
        self._sheet = sheet
        self._header = header
        self._columns = header.columns
        self._letters = {name: column_letter(index) for name, index in header.columns.items()}
        self._notes = notes
        self._last_year = context.today.year
        self._official: Callable[[str], str | None] = lru_cache(maxsize=4096)(
            context.official_ethnic_group or (lambda text: text)
        )
        self._marks = [(key, self._columns[key]) for key in INDICATORS if key in self._columns]
        self._ethnic_groups: list[tuple[At, str, str]] = []

    def _cell(self, row: Sequence[Cell], name: str) -> Cell:
        index = self._columns.get(name)
        return row[index] if index is not None and index < len(row) else None

    def _at(self, row: int, name: str) -> At:
        return At(row, self._letters.get(name, ""), self._notes)

    def households(self, progress: Progress) -> list[ListedHousehold]:
        """Every household of the list, in its order."""
        gathered = list(self._gathered())
        households = []
        for index, one in enumerate(gathered):
            if index % 200 == 0:
                progress.step(index, len(gathered))
            households.append(self._household(one))
        progress.step(len(gathered), len(gathered))
        say_spellings(self._ethnic_groups)
        return households

    def _body(self) -> list[tuple[int, Sequence[Cell], str]]:
        """Worksheet row, cells and kind: ``person``, ``hamlet`` (a heading) or ``other``; ends at the last person."""
        body: list[tuple[int, Sequence[Cell], str]] = []
        end = 0
        for index in range(self._header.after, len(self._sheet.rows)):
            row = self._sheet.rows[index]
            if any(cell is not None for cell in row):
                kind = self._kind(row)
                body.append((self._sheet.first_row + index, row, kind))
                if kind == "person":
                    end = len(body)
        return body[:end]

    def _kind(self, row: Sequence[Cell]) -> str:
        cell = self._cell(row, "full_name")
        birth = self._cell(row, "male") or self._cell(row, "female") or self._cell(row, "birth")
        if cell and isinstance(birth, (int, float)) and birth >= OLDEST_YEAR and self._cell(row, "relation"):
            return "person"
        name = tidied(text_of(cell))
        signs = sum(
            self._cell(row, field_name) is not None
            for field_name in ("male", "female", "birth", "relation", "citizen_id", "ethnic_group")
        )
        numbered = any(
            whole_number(self._cell(row, field_name)) is not None
            for field_name in ("household_number", "member_number")
        )
        if (
            _TOTAL.match(folded(name))
            and signs <= 2
            and "relation" in self._columns
            and not self._cell(row, "relation")
        ):
            return "other"
        if (signs >= 1 and (name or numbered)) or signs >= 3 or (name and numbered):
            return "other" if label_key(name) in ("ho va ten", "ho ten") or is_column_numbers(row) else "person"
        texts = [cell for cell in row if cell is not None]
        if len(texts) <= 3 and any(isinstance(cell, str) and _HEADING.match(tidied(cell)) for cell in texts):
            return "hamlet"
        return "other"

    def _gathered(self) -> Iterator[_Gathered]:
        current: _Gathered | None = None
        heading = ""
        for number, row, kind in self._body():
            if kind == "hamlet":
                heading = next(
                    found[1] for cell in row if isinstance(cell, str) and (found := _HEADING.match(tidied(cell)))
                )
            elif kind == "other":
                self._say_left_out(number, row)
            else:
                starting = self._starting(row, current)
                if starting is not None:
                    if current is not None:
                        yield current
                    label, by_head = starting
                    current = _Gathered(whole_number(label), label, heading)
                    if by_head and "household_number" in self._columns:
                        message = _("A new household begins here without a household number.")
                        self._at(number, "household_number").warning("HO-06", message)
                elif current is None:
                    current = _Gathered(None, "", heading)
                    message = _("This member belongs to no household.")
                    self._at(number, "household_number").error("LS-01", message)
                current.rows.append((number, row))
                current.has_head = current.has_head or self._is_head(row)
        if current is not None:
            yield current

    def _say_left_out(self, number: int, row: Sequence[Cell]) -> None:
        first = next(index for index, cell in enumerate(row) if cell is not None)
        name = folded(tidied(text_of(self._cell(row, "full_name")) or text_of(row[first])))
        if not _TOTAL.match(name) and label_key(name) not in ("ho va ten", "ho ten") and not is_column_numbers(row):
            message = _("This row was not read: it holds no person.")
            self._notes.warning(number, column_letter(first), "LS-02", message)

    def _is_head(self, row: Sequence[Cell]) -> bool:
        return folded(tidied(text_of(self._cell(row, "relation")))) in ("chu ho", "ch")

    def _starting(self, row: Sequence[Cell], current: _Gathered | None) -> tuple[str, bool] | None:
        """The label of the household that begins with *row* and whether only its head says so; None if none begins."""
        label = tidied(text_of(self._cell(row, "household_number")))
        head = self._is_head(row)
        first_member = whole_number(self._cell(row, "member_number")) == 1
        if "relation" in self._columns and "member_number" not in self._columns:
            if head or current is None:
                return label, not label
            return None
        if label and (current is None or label != current.label or first_member):
            return label, False
        if not label and head and (first_member or "household_number" not in self._columns):
            return "", True
        return None

    def _household(self, gathered: _Gathered) -> ListedHousehold:
        members = [self._member(number, row) for number, row in gathered.rows]
        first = gathered.rows[0][0]
        missing = [
            number
            for number, row in gathered.rows
            if "member_number" in self._columns and self._cell(row, "member_number") is None
        ]
        if missing:
            rows = ", ".join(map(str, missing))
            message = _("A member of this household has no member number (row {rows}).").format(rows=rows)
            self._at(first, "member_number").warning("HO-05", message)
        hamlet = text_of(self._first(gathered, "hamlet")[1]) or gathered.heading
        return ListedHousehold(
            row=first,
            number=gathered.number,
            members=tuple(members),
            raw_hamlet=hamlet if split_kind(hamlet)[1] else "",
            poverty_class=self._poverty_class(gathered),
            movement=self._value(gathered, "movement", parse_movement),
            income_points=self._value(gathered, "income_points", parse_points),
            deprivation_points=self._value(gathered, "deprivation_points", parse_points),
            deprived=self._deprived(gathered),
            note=tidied(text_of(self._first(gathered, "note")[1])),
        )

    def _first(self, gathered: _Gathered, name: str) -> tuple[int, Cell]:
        """Row number and value of the first of the household's cells in a column that is not empty."""
        for number, row in gathered.rows:
            cell = self._cell(row, name)
            if cell is not None:
                return number, cell
        return gathered.rows[0][0], None

    def _value(self, gathered: _Gathered, name: str, parse: Callable[[Cell, At], _Parsed | None]) -> _Parsed | None:
        number, cell = self._first(gathered, name)
        return parse(cell, self._at(number, name))

    def _poverty_class(self, gathered: _Gathered) -> PovertyClass | None:
        if "poverty_class" in self._columns:
            number, cell = self._first(gathered, "poverty_class")
            return parse_class(cell, self._at(number, "poverty_class"))
        for name, meaning in (("poor_mark", PovertyClass.POOR), ("near_poor_mark", PovertyClass.NEAR_POOR)):
            number, cell = self._first(gathered, name)
            if parse_mark(cell, self._at(number, name)):
                return meaning
        return None

    def _deprived(self, gathered: _Gathered) -> frozenset[str] | None:
        if not self._marks:
            return None
        found = set()
        for number, row in gathered.rows:
            width = len(row)
            for key, index in self._marks:
                if index < width and row[index] is not None and parse_mark(row[index], self._at(number, key)):
                    found.add(key)
        return frozenset(found)

    def _sex_and_birth(self, number: int, row: Sequence[Cell]) -> tuple[Sex | None, Birth | None]:
        male, female = self._cell(row, "male"), self._cell(row, "female")
        written = {"nam": Sex.MALE, "nu": Sex.FEMALE}.get(folded(tidied(text_of(self._cell(row, "sex")))))
        sex = Sex.MALE if male is not None else Sex.FEMALE if female is not None else written
        if male is not None and female is not None:
            message = _("Both the column for men and the one for women are filled.")
            self._at(number, "female").error("NK-05", message)
            return None, None
        name = "male" if male is not None else "female"
        cell = male if male is not None else female
        if "birth" in self._columns:
            name, cell = "birth", self._cell(row, "birth")
        return sex, parse_birth_cell(cell, self._last_year, self._at(number, name))

    def _ethnic_group(self, number: int, cell: Cell) -> str:
        at = self._at(number, "ethnic_group")
        name = parse_ethnic_group(cell, self._official, at)
        self._ethnic_groups.append((at, tidied(text_of(cell)), name))
        return name

    def _member(self, number: int, row: Sequence[Cell]) -> ListedMember:
        sex, birth = self._sex_and_birth(number, row)
        raw_name, raw_id = self._cell(row, "full_name"), self._cell(row, "citizen_id")
        relation = canonical_relation(text_of(self._cell(row, "relation")))
        if folded(relation) == "ch":
            relation = HEAD
        birth_cells = (self._cell(row, name) for name in ("birth", "male", "female"))
        return ListedMember(
            row=number,
            number=whole_number(self._cell(row, "member_number")),
            full_name=parse_name(raw_name, self._at(number, "full_name")),
            relation=relation,
            sex=sex,
            birth=birth,
            ethnic_group=self._ethnic_group(number, self._cell(row, "ethnic_group")),
            citizen_id=parse_citizen_id(raw_id, sex, birth, self._at(number, "citizen_id")),
            phone=re.sub(r"[ .\-]", "", tidied(text_of(self._cell(row, "phone")))) if "phone" in self._columns else "",
            raw_name=text_of(raw_name),
            raw_birth=text_of(next((cell for cell in birth_cells if cell is not None), None)),
            raw_citizen_id=text_of(raw_id),
        )
