"""What a row under a list's header is: a person, a heading, the header once more, a total, a signature."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache

from sinhke_desktop.domain.cell_texts import folded, text_of, tidied, whole_number
from sinhke_desktop.domain.household import OLDEST_YEAR, RELATIONS, canonical_relation
from sinhke_desktop.domain.listed_dates import read_birth
from sinhke_desktop.domain.listed_values import class_named
from sinhke_desktop.domain.review import PovertyClass
from sinhke_desktop.domain.review_list import Cell
from sinhke_desktop.workbooks.header import Header, is_column_numbers
from sinhke_desktop.workbooks.wording import label_key

_TOTAL = re.compile(r"(tổng|cộng|luỹ kế|lũy kế)(?!\w)|tong (cong|so)(?!\w)|(cong|tong)\s*:?$", re.IGNORECASE)
_NUMERAL = r"(?:[IVX]{1,8}|\d{1,2}|[A-Z])(?=[\s.):/–-])"
_BEFORE_HEADING = re.compile(rf"^(?:[*•+–-]\s*)?(?:{_NUMERAL}\s*[.):/–-]*\s*)?")
_HAMLET = re.compile(
    r"^(?:danh sách\s+)?((?:thôn|ấp|khóm|khu phố|bản|buôn|tổ dân phố|xóm|làng|sóc|plei)(?:\s*[:.]\s*|\s+)[^\s:].*)$",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"[IVX]+")
_COUNTS = re.compile(r"\s*(?:[(:,;–-]\s*)?\d+\s*(?:hộ|khẩu|người|nhân khẩu)\b.*$|\s*[:;,–-]\s*$", re.IGNORECASE)
_CLASS_TAIL = re.compile(r"\s*(?:năm\s+20\d\d\b.*|[(:,;–-].*|\d+ hộ.*)$", re.IGNORECASE)
_PERSONAL = ("male", "female", "birth", "birth_year", "relation", "citizen_id", "ethnic_group")
_NUMBERS = ("household_number", "member_number")
_LONGEST_BIRTH = 12
_KNOWN_RELATIONS = frozenset(RELATIONS)
_relation = lru_cache(maxsize=4096)(canonical_relation)


class RowKind(StrEnum):
    """What a row is; a ``DOUBTFUL`` one has something of a person, yet nothing that only a person has."""

    PERSON = "person"
    DOUBTFUL = "doubtful"
    HAMLET = "hamlet"
    CLASS = "class"
    SKIPPED = "skipped"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class KnownRow:
    """A worksheet row and its kind; ``text`` is the hamlet, ``poverty_class`` the class that a heading names."""

    number: int
    cells: Sequence[Cell]
    kind: RowKind
    text: str = ""
    poverty_class: PovertyClass | None = None


def hamlet_named(text: str) -> str:
    """``Thôn Tân Tiến`` from ``I. THÔN Tân Tiến: 20 hộ``; empty where *text* is no heading of a hamlet."""
    found = _HAMLET.match(_BEFORE_HEADING.sub("", tidied(text)))
    if found is None:
        return ""
    name = _COUNTS.sub("", found[1]).strip(" .,;:")
    return re.sub(r"[^\W\d_]+", _as_a_name, name) if name.isupper() else name


def _as_a_name(word: re.Match[str]) -> str:
    return word[0] if _ROMAN.fullmatch(word[0]) else word[0].capitalize()


def class_of_heading(text: str) -> PovertyClass | None:
    """The class that a heading such as ``II. HỘ CẬN NGHÈO (12 hộ)`` names."""
    plain = re.sub(r"^danh sách (chi tiết )?", "", _BEFORE_HEADING.sub("", tidied(text)), flags=re.IGNORECASE)
    return class_named(_CLASS_TAIL.sub("", plain)) if folded(plain).count("ngheo") == 1 else None


@dataclass(slots=True)
class RowKinds:
    """Tells rows apart under one header; ``labels`` are the header's own wordings by column."""

    header: Header
    labels: Mapping[int, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def under(cls, header: Header, rows: Sequence[Sequence[Cell]]) -> RowKinds:
        """For the header that stands in *rows*."""
        labels: dict[int, set[str]] = {}
        for row in rows[header.first : header.after]:
            for column, cell in enumerate(row):
                if cell is not None:
                    labels.setdefault(column, set()).add(label_key(cell))
        return cls(header, {column: frozenset(words) for column, words in labels.items()})

    def cell(self, row: Sequence[Cell], name: str) -> Cell:
        """The value of field *name* in *row*."""
        index = self.header.columns.get(name)
        return row[index] if index is not None and index < len(row) else None

    def known(self, number: int, row: Sequence[Cell]) -> KnownRow:
        """The row with what it is."""
        if self._surely_person(row):
            return KnownRow(number, row, RowKind.PERSON)
        if self._repeats_header(row) or is_column_numbers(row) or self._is_total(row):
            return KnownRow(number, row, RowKind.SKIPPED)
        heading = self._heading(number, row)
        if heading is not None:
            return heading
        return KnownRow(number, row, self._by_signs(row))

    def _surely_person(self, row: Sequence[Cell]) -> bool:
        """The usual row, told at once: a name, a year, a relation."""
        birth = self.cell(row, "male") or self.cell(row, "female") or self.cell(row, "birth")
        if not isinstance(birth, (int, float)) or birth < OLDEST_YEAR or not self.cell(row, "full_name"):
            return False
        return _relation(text_of(self.cell(row, "relation"))) in _KNOWN_RELATIONS

    def _repeats_header(self, row: Sequence[Cell]) -> bool:
        filled = [(column, label_key(cell)) for column, cell in enumerate(row) if cell is not None]
        return len(filled) >= 2 and all(key in self.labels.get(column, ()) for column, key in filled)

    def _is_total(self, row: Sequence[Cell]) -> bool:
        name = self.header.columns.get("full_name", 0)
        texts = [tidied(cell) for cell in row[: name + 1] if isinstance(cell, str)]
        named = any(_TOTAL.match(text) or _TOTAL.match(_BEFORE_HEADING.sub("", text)) for text in texts)
        return named and not self._has_kin(row)

    def _has_kin(self, row: Sequence[Cell]) -> bool:
        return _relation(text_of(self.cell(row, "relation"))) in _KNOWN_RELATIONS

    def _heading(self, number: int, row: Sequence[Cell]) -> KnownRow | None:
        if self._has_kin(row) or self._has_birth(row) or self._has_id(row):
            return None
        name = self.header.columns.get("full_name", 0)
        texts = [tidied(cell) for cell in row[: name + 1] if isinstance(cell, str) and tidied(cell)]
        for text in texts:
            if hamlet := hamlet_named(text):
                return KnownRow(number, row, RowKind.HAMLET, hamlet)
            if poverty_class := class_of_heading(text):
                return KnownRow(number, row, RowKind.CLASS, poverty_class=poverty_class)
        alone = len([cell for cell in row if isinstance(cell, str) and tidied(cell)]) == len(texts) == 2
        if alone and re.fullmatch(r"[IVX]{1,8}[.)]?", texts[0]):
            return KnownRow(number, row, RowKind.HAMLET, texts[1])
        return None

    def _has_birth(self, row: Sequence[Cell]) -> bool:
        for name in ("male", "female", "birth", "birth_year"):
            cell = self.cell(row, name)
            if cell is None or isinstance(cell, bool):
                continue
            if not isinstance(cell, str):
                return not isinstance(cell, (int, float)) or cell >= OLDEST_YEAR
            text = tidied(cell)
            if folded(text) == "x" or (len(text) <= _LONGEST_BIRTH and read_birth(text, 9999)[0] is not None):
                return True
        return False

    def _has_id(self, row: Sequence[Cell]) -> bool:
        return sum(char.isdigit() for char in text_of(self.cell(row, "citizen_id"))) >= 8

    def _numbered(self, row: Sequence[Cell]) -> bool:
        return any(whole_number(self.cell(row, name)) is not None for name in _NUMBERS)

    def _by_signs(self, row: Sequence[Cell]) -> RowKind:
        name = tidied(text_of(self.cell(row, "full_name")) or text_of(self.cell(row, "given_name")))
        if self._has_kin(row) and (self._has_birth(row) or self._has_id(row)):
            return RowKind.PERSON
        signs = sum(self.cell(row, field_name) is not None for field_name in _PERSONAL)
        if not ((signs >= 1 and (name or self._numbered(row))) or signs >= 3 or (name and self._numbered(row))):
            return RowKind.OTHER
        sure = self._has_kin(row) or self._has_birth(row) or self._has_id(row) or self._numbered(row)
        return RowKind.PERSON if sure else RowKind.DOUBTFUL


def people_and_headings(rows: Sequence[KnownRow | None]) -> list[KnownRow]:
    """The rows up to the last person; a doubtful one is a person only next to people, else it is a signature.

    None stands for an empty row.
    """
    found: list[KnownRow] = []
    end = 0
    beside = True
    for row in rows:
        if row is None or row.kind in (RowKind.SKIPPED, RowKind.OTHER):
            beside = False
        elif row.kind is not RowKind.DOUBTFUL:
            beside = True
        elif not beside:
            row = replace(row, kind=RowKind.OTHER)
        else:
            row = replace(row, kind=RowKind.PERSON)
        if row is not None:
            found.append(row)
            end = len(found) if row.kind is RowKind.PERSON else end
    return found[:end]
