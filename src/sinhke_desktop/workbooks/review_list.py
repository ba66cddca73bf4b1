"""A review workbook turned into a :class:`ReviewList`: header found, rows grouped into households, problems by cell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TypeVar

from sinhke_desktop.domain.cell_texts import folded, text_of, tidied, whole_number
from sinhke_desktop.domain.column_mapping import ColumnMapping
from sinhke_desktop.domain.hamlet_names import split_kind
from sinhke_desktop.domain.household import HEAD, Birth, Sex, canonical_relation
from sinhke_desktop.domain.household_lists import joined
from sinhke_desktop.domain.legacy_encodings import TCVN3, with_lost_capitals
from sinhke_desktop.domain.list_checks import ListContext, judged
from sinhke_desktop.domain.listed_record import (
    parse_dwelling_area,
    parse_insurance_number,
    parse_listed,
    parse_listed_card_day,
    parse_listed_old_number,
    parse_phone,
)
from sinhke_desktop.domain.listed_values import (
    At,
    Notes,
    is_head,
    parse_birth_cell,
    parse_citizen_id,
    parse_class,
    parse_ethnic_group,
    parse_mark,
    parse_movement,
    parse_name,
    parse_points,
    say_spellings,
)
from sinhke_desktop.domain.review import ALL_INDICATORS, PovertyClass
from sinhke_desktop.domain.review_list import Cell, ListedHousehold, ListedMember, ReviewList, column_letter
from sinhke_desktop.i18n import _
from sinhke_desktop.progress import SILENT, Progress
from sinhke_desktop.workbooks.columns import header_of
from sinhke_desktop.workbooks.decoding import decoded
from sinhke_desktop.workbooks.header import Header
from sinhke_desktop.workbooks.list_choice import best_mapping, other_lists, say_other_lists
from sinhke_desktop.workbooks.list_rows import GatheredRows, ListRows
from sinhke_desktop.workbooks.list_title import ListTitle, title_of
from sinhke_desktop.workbooks.reading import Sheet, Workbook, WorkbookRefused
from sinhke_desktop.workbooks.row_checks import say_differing_rows, say_odd_numbers
from sinhke_desktop.workbooks.unread_cells import say_unread, without_odd

_HOUSEHOLD_PARSERS: dict[str, Callable[[Cell, At], str]] = {
    "household.address": lambda cell, at: tidied(text_of(cell)),
    "household.dwelling_area": parse_dwelling_area,
}
_MEMBER_PARSERS: dict[str, Callable[[Cell, At], str]] = {
    "member.card_issued_on": parse_listed_card_day,
    "member.old_citizen_id": parse_listed_old_number,
    "member.health_insurance_number": parse_insurance_number,
}
_Parsed = TypeVar("_Parsed")


def read_review_list(
    workbook: Workbook, context: ListContext, progress: Progress = SILENT, mapping: ColumnMapping | None = None
) -> ReviewList:
    """The list on the sheet with the fullest header, or as *mapping* says; *workbook* as it was read.

    Raises :class:`WorkbookRefused`: ``EX-07`` no header found, ``EX-06`` a header with no households under it,
    ``EX-10`` a mapping that does not fit, ``EX-12`` letters that cannot be told.
    """
    return read_decoded(decoded(workbook), context, progress, mapping)


def read_decoded(
    workbook: Workbook, context: ListContext, progress: Progress = SILENT, mapping: ColumnMapping | None = None
) -> ReviewList:
    """:func:`read_review_list` for a workbook that is in Unicode already."""
    mapping = mapping or best_mapping(workbook)
    sheet = _mapped_sheet(workbook, mapping)
    header = header_of(sheet, mapping)
    notes = Notes()
    others = other_lists(workbook, sheet.name)
    title = title_of(sheet, header.first, [one.name for one in context.hamlets], one_of_many=bool(others))
    reader = _ListReader(sheet, header, context, notes, title)
    households = reader.households(progress)
    if not households:
        raise WorkbookRefused(
            _("The list has a header but no households. Nothing was changed."),
            _("Choose the file that holds the review list."),
            "EX-06",
        )
    letters = {name: column_letter(index) for name, index in header.columns.items()}
    placed, new_hamlets = judged(households, letters, context, notes)
    say_other_lists(others, sheet.first_row + header.first, notes)
    notes.problems.sort(key=lambda one: (one.row, len(one.column), one.column, one.code))
    return ReviewList(
        title.title,
        title.commune,
        title.year,
        sheet.name,
        letters,
        placed,
        tuple(notes.problems),
        new_hamlets,
        ", ".join(sheet.encodings),
        (mapping.first_row, mapping.last_row),
    )


def year_of(workbook: Workbook, mapping: ColumnMapping) -> int | None:
    """The year that the lines above the list's header name."""
    sheet = next((one for one in workbook.sheets if one.name == mapping.sheet), None)
    return title_of(sheet, header_of(sheet, mapping).first).year if sheet else None


def _mapped_sheet(workbook: Workbook, mapping: ColumnMapping) -> Sheet:
    wrong = mapping.problems()
    sheet = next((one for one in workbook.sheets if one.name == mapping.sheet), None)
    if sheet is None:
        wrong.append(_("The workbook has no sheet “{name}”.").format(name=mapping.sheet))
    if wrong or sheet is None:
        raise WorkbookRefused(" ".join(wrong), _("Correct the columns and go on. Nothing was changed."), "EX-10")
    return sheet


class _ListReader:
    """Households under one header, parsed."""

    def __init__(self, sheet: Sheet, header: Header, context: ListContext, notes: Notes, title: ListTitle) -> None:
        self._sheet = sheet
        self._columns = header.columns
        self._notes = notes
        self._rows = ListRows(without_odd(sheet, header.columns), header, notes, title)
        self._cell = self._rows.cell
        self._at = self._rows.at
        self._today = context.today
        self._official: Callable[[str], str | None] = lru_cache(maxsize=4096)(
            context.official_ethnic_group or (lambda text: text)
        )
        self._marks = [(key, self._columns[key]) for key in ALL_INDICATORS if key in self._columns]
        self._member_record = [name for name in self._columns if name.startswith("member.")]
        self._household_record = [name for name in self._columns if name.startswith("household.")]
        self._reasons = {
            kind: [name for name in self._columns if name.startswith(f"{kind}.")] for kind in ("cause", "need")
        }
        self._ethnic_groups: list[tuple[At, str, str]] = []

    def households(self, progress: Progress) -> list[ListedHousehold]:
        """Every household of the list, in its order."""
        gathered = list(self._rows.gathered())
        households = []
        for index, one in enumerate(gathered):
            if index % 200 == 0:
                progress.step(index, len(gathered))
            households.append(self._household(one))
        progress.step(len(gathered), len(gathered))
        say_spellings(self._ethnic_groups)
        say_unread(self._sheet, self._columns, {number for one in gathered for number, _row in one.rows}, self._notes)
        return households

    def _household(self, gathered: GatheredRows) -> ListedHousehold:
        members = [self._member(number, row) for number, row in gathered.rows]
        for at, (_number, row) in enumerate(gathered.rows[1:], 1):
            if note := self._note(row):
                members[at] = replace(members[at], record={**members[at].record, "note": note})
        if "relation" not in self._columns and members:
            members[0] = _as_head(members[0])
        first = gathered.rows[0][0]
        say_odd_numbers(gathered, self._rows)
        say_differing_rows(gathered, self._rows)
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
            note=self._note(gathered.rows[0][1]),
            household_id=tidied(text_of(self._first(gathered, "household_id")[1])),
            record=self._record_of_household(gathered),
        )

    def _note(self, row: Sequence[Cell]) -> str:
        """The note of the first row is the household's, those of the others are their members'."""
        return tidied(text_of(self._cell(row, "note")))

    def _first(self, gathered: GatheredRows, name: str) -> tuple[int, Cell]:
        """Row number and value of the first of the household's cells in a column that is not empty."""
        for number, row in gathered.rows:
            cell = self._cell(row, name)
            if cell is not None:
                return number, cell
        return gathered.rows[0][0], None

    def _value(self, gathered: GatheredRows, name: str, parse: Callable[[Cell, At], _Parsed | None]) -> _Parsed | None:
        number, cell = self._first(gathered, name)
        return parse(cell, self._at(number, name))

    def _poverty_class(self, gathered: GatheredRows) -> PovertyClass | None:
        if "poverty_class" in self._columns:
            number, cell = self._first(gathered, "poverty_class")
            return parse_class(cell, self._at(number, "poverty_class")) or gathered.poverty_class
        meanings = {"poor_mark": PovertyClass.POOR, "near_poor_mark": PovertyClass.NEAR_POOR}
        marked = []
        for name, meaning in meanings.items():
            number, cell = self._first(gathered, name)
            if parse_mark(cell, self._at(number, name)):
                marked.append((number, name, meaning))
        if len(marked) > 1:
            number, name, _meaning = marked[-1]
            self._at(number, name).error("PL-10", _("Both poor and near-poor are marked."))
        return marked[0][2] if marked else gathered.poverty_class

    def _deprived(self, gathered: GatheredRows) -> frozenset[str] | None:
        if not self._marks:
            return None
        found = set()
        for number, row in gathered.rows:
            width = len(row)
            for key, index in self._marks:
                if index < width and row[index] is not None and parse_mark(row[index], self._at(number, key)):
                    found.add(key)
        return frozenset(found)

    def _record_of_household(self, gathered: GatheredRows) -> dict[str, str]:
        record = {}
        for name in self._household_record:
            number, cell = self._first(gathered, name)
            parse = _HOUSEHOLD_PARSERS.get(name)
            field_name, at = name.partition(".")[2], self._at(number, name)
            value = parse(cell, at) if parse else parse_listed(field_name, cell, at)
            if value:
                record[field_name] = value
        for kind, names in self._reasons.items():
            marked = []
            for name in names:
                number, cell = self._first(gathered, name)
                if parse_mark(cell, self._at(number, name)):
                    marked.append(name.partition(".")[2])
            if marked:
                record[f"{kind}s"] = joined((*record.get(f"{kind}s", "").split(","), *marked))
        return record

    def _record_of_member(self, number: int, row: Sequence[Cell]) -> dict[str, str]:
        record = {}
        for name in self._member_record:
            cell = self._cell(row, name)
            if cell is None:
                continue
            parse = _MEMBER_PARSERS.get(name)
            field_name, at = name.partition(".")[2], self._at(number, name)
            if value := parse(cell, at) if parse else parse_listed(field_name, cell, at):
                record[field_name] = value
        return record

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
        if "female" in self._columns and "male" not in self._columns and female is None and written is None:
            sex = Sex.MALE if self._rows.birth(row) is not None else None
        if "birth" in self._columns or "birth_year" in self._columns:
            name = "birth" if "birth" in self._columns else "birth_year"
            cell = self._rows.birth(row)
        elif isinstance(cell, str) and folded(tidied(cell)) == "x":
            cell = None
        return sex, parse_birth_cell(cell, self._today, self._at(number, name), from_1904=self._sheet.from_1904)

    def _ethnic_group(self, number: int, cell: Cell) -> str:
        at = self._at(number, "ethnic_group")
        name = parse_ethnic_group(cell, self._official, at)
        self._ethnic_groups.append((at, tidied(text_of(cell)), name))
        return name

    def _name(self, cell: Cell, at: At) -> str:
        name = parse_name(cell, at)
        return with_lost_capitals(name) if TCVN3 in self._sheet.encodings else name

    def _member(self, number: int, row: Sequence[Cell]) -> ListedMember:
        sex, birth = self._sex_and_birth(number, row)
        raw_name, raw_id = self._rows.name(row), self._cell(row, "citizen_id")
        relation = canonical_relation(text_of(self._cell(row, "relation")))
        if is_head(relation):
            relation = HEAD
        birth_cells = (self._rows.birth(row), self._cell(row, "male"), self._cell(row, "female"))
        phone = self._cell(row, "phone")
        return ListedMember(
            row=number,
            number=whole_number(self._cell(row, "member_number")),
            full_name=self._name(raw_name, self._at(number, "full_name")),
            relation=relation,
            sex=sex,
            birth=birth,
            ethnic_group=self._ethnic_group(number, self._cell(row, "ethnic_group")),
            citizen_id=parse_citizen_id(raw_id, sex, birth, self._at(number, "citizen_id")),
            phone=parse_phone(phone, self._at(number, "phone")) if phone is not None else "",
            raw_name=text_of(raw_name),
            raw_birth=text_of(next((cell for cell in birth_cells if cell is not None), None)),
            raw_citizen_id=text_of(raw_id),
            raw_ethnic_group=tidied(text_of(self._cell(row, "ethnic_group"))),
            raw_phone=text_of(phone),
            member_id=tidied(text_of(self._cell(row, "member_id"))),
            record=self._record_of_member(number, row),
        )


def _as_head(member: ListedMember) -> ListedMember:
    """A list without relations names the head first."""
    return replace(member, relation=HEAD)
