"""The columns of a list as they are shown to a person: wording, samples, what they were taken for."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sinhke_desktop.domain.cell_texts import text_of, tidied
from sinhke_desktop.domain.column_mapping import LIST_FIELDS, ColumnMapping
from sinhke_desktop.domain.review_list import Cell, column_index, column_letter
from sinhke_desktop.workbooks.header import (
    DEEPEST,
    SEARCHED_ROWS,
    Header,
    body_start,
    column_wordings,
    columns_of,
    find_header,
    holds_values,
    settled,
)
from sinhke_desktop.workbooks.reading import Sheet, Workbook
from sinhke_desktop.workbooks.wording import label_key

SAMPLES = 3
FEWEST_HEADINGS = 3
REASON_TITLE = "Lý do"
ROW_TITLE = "Dòng gốc"
WRONG_SHEET = "Dòng sai"
"""What the program adds to a copy that it gives back."""
_OURS = frozenset(map(label_key, (REASON_TITLE, ROW_TITLE)))
_LOOKED_ROWS = 200


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One column: ``wording`` as the header has it (``Năm sinh / Nam``), ``key`` the same for comparison.

    ``field`` is what it is taken for, empty if nothing; ``samples`` are its first different values.
    """

    letter: str
    wording: str
    key: str
    field: str
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LookedSheet:
    """One sheet of a workbook as a list: the proposed mapping and its columns; no columns where no header was found."""

    name: str
    rows: int
    mapping: ColumnMapping
    columns: tuple[ListColumn, ...] = ()


def looked_at(workbook: Workbook) -> tuple[LookedSheet, ...]:
    """Every sheet with the mapping proposed for it."""
    return tuple(propose(sheet) for sheet in workbook.sheets)


def propose(sheet: Sheet) -> LookedSheet:
    """The sheet with the header found by its wording."""
    header = find_header(sheet.rows)
    if header is None:
        return LookedSheet(sheet.name, len(sheet.rows), ColumnMapping(sheet.name, 0, 0))
    letters = {name: column_letter(index) for name, index in header.columns.items()}
    mapping = ColumnMapping(sheet.name, sheet.first_row + header.first, sheet.first_row + header.after - 1, letters)
    return shown(sheet, mapping)


def propose_rows(sheet: Sheet, first_row: int, last_row: int) -> LookedSheet:
    """The sheet with its header said to stand in these worksheet rows; ``last_row`` 0 for a list without one."""
    at = max(0, first_row - sheet.first_row)
    labels = sheet.rows[at : max(at, last_row - sheet.first_row + 1)] if last_row else ()
    letters = {name: column_letter(index) for name, index in settled(columns_of(labels)).items()}
    return shown(sheet, ColumnMapping(sheet.name, first_row, last_row, letters))


def shown(sheet: Sheet, mapping: ColumnMapping) -> LookedSheet:
    """The sheet's columns under *mapping*."""
    header = header_of(sheet, mapping)
    fields = {letter: name for name, letter in mapping.columns.items()}
    labels = sheet.rows[header.first : header.after]
    body = sheet.rows[header.after : header.after + _LOOKED_ROWS]
    columns = []
    for index in range(max((len(row) for row in (*labels, *body)), default=0)):
        letter = column_letter(index)
        samples = _samples(body, index)
        wording = _wording(labels, index)
        if wording or samples:
            columns.append(ListColumn(letter, wording, _key(labels, index), fields.get(letter, ""), samples))
    return LookedSheet(sheet.name, len(sheet.rows), mapping, tuple(columns))


def header_of(sheet: Sheet, mapping: ColumnMapping) -> Header:
    """*mapping* as the header of *sheet*, by indices."""
    columns = {name: column_index(letter) for name, letter in mapping.columns.items()}
    if not mapping.last_row:
        return Header(columns, 0, 0)
    first = max(0, mapping.first_row - sheet.first_row)
    after = max(first, mapping.last_row - sheet.first_row + 1)
    return Header(columns, first, body_start(sheet.rows, after))


def _samples(rows: Sequence[Sequence[Cell]], index: int) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for row in rows:
        if index < len(row) and (text := tidied(text_of(row[index]))):
            found[text] = None
            if len(found) == SAMPLES:
                break
    return tuple(found)


def _wording(labels: Sequence[Sequence[Cell]], index: int) -> str:
    words = [tidied(text_of(row[index])) for row in labels if index < len(row)]
    own = [word for word in words if word and not word.strip("()").isdigit()]
    if len(own) == 1 and labels and len(labels) > 1 and not words[0]:
        over = next((text for cell in reversed(labels[0][:index]) if (text := tidied(text_of(cell)))), "")
        own = [over, *own] if over else own
    return " / ".join(own)


def _key(labels: Sequence[Sequence[Cell]], index: int) -> str:
    rows = [row for row in labels if not all(_is_number(cell) for cell in row)]
    wordings = column_wordings(rows)
    return " ".join(wordings[index][0]) if index < len(wordings) else ""


def _is_number(cell: Cell) -> bool:
    return cell is None or text_of(cell).strip("() ").isdigit()


# remembering


def fingerprint(columns: Sequence[ListColumn]) -> str:
    """The header's wording, whatever the order of its columns; our own columns of reasons do not count."""
    return _fingerprint([column.key for column in columns])


def _fingerprint(keys: Iterable[str]) -> str:
    words = sorted(key for key in keys if key and key not in _OURS)
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:32]


def possible_headers(sheet: Sheet) -> Iterator[tuple[str, int, int]]:
    """Fingerprint, first and last worksheet row of everything in the first rows that may be a header."""
    for at, row in enumerate(sheet.rows[:SEARCHED_ROWS]):
        if sum(cell is not None for cell in row) < FEWEST_HEADINGS:
            continue
        for depth in range(1, DEEPEST + 1):
            if at + depth > len(sheet.rows) or holds_values(sheet.rows[at + depth - 1]):
                break
            labels = [one for one in sheet.rows[at : at + depth] if not all(_is_number(cell) for cell in one)]
            keys = [" ".join(own) for own, _over in column_wordings(labels)]
            yield _fingerprint(keys), sheet.first_row + at, sheet.first_row + at + depth - 1


def _places(columns: Sequence[ListColumn]) -> dict[str, tuple[str, int]]:
    """Letter → wording and how many columns of that wording stand before it."""
    seen: Counter[str] = Counter()
    places = {}
    for column in columns:
        places[column.letter] = (column.key, seen[column.key])
        seen[column.key] += 1
    return places


def to_remember(columns: Sequence[ListColumn], mapping: ColumnMapping) -> str:
    """JSON: field → wording and occurrence, so that the columns may stand in another order the next time."""
    places = _places(columns)
    return json.dumps({name: places[letter] for name, letter in mapping.columns.items() if letter in places})


def remembered(columns: Sequence[ListColumn], text: str) -> Mapping[str, str]:
    """Field → letter from what :func:`to_remember` wrote; what does not fit any more is left out."""
    letters = {place: letter for letter, place in _places(columns).items()}
    try:
        kept = json.loads(text)
        pairs = [(name, (str(place[0]), int(place[1]))) for name, place in kept.items()]
    except (ValueError, AttributeError, LookupError, TypeError):
        return {}
    return {name: letters[place] for name, place in pairs if place in letters and name in LIST_FIELDS}
