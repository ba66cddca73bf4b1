"""Where a review list's table begins and which column holds what, found by the wording of its header."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from sinhke_desktop.domain.cell_texts import folded, text_of, tidied
from sinhke_desktop.domain.household import RELATIONS
from sinhke_desktop.domain.review_list import Cell
from sinhke_desktop.domain.vietnamese import fold
from sinhke_desktop.workbooks.wording import exact_field, label_key, likely_fields

SEARCHED_ROWS = 60
DEEPEST = 4
_NUMBER_CELL = re.compile(r"\(?\d{1,2}\)?|\(?[a-z]\)?")
_COUNTED = re.compile(r"\(?(\d{1,2})\)?(?: ?=.*)?")
_FEWEST_NUMBERS = 4
_VALUE_TEXT = re.compile(r"\d{3,}|\d{1,4}[/.\-]\d{1,2}[/.\-]\d{1,4}")
_FAMILY_NAME = re.compile(r"ho( (va )?(ten )?(chu )?(dem|lot))?")
_ONLY_HEADS = re.compile(r"\bchu ho$")
_RELATION_WORDS = frozenset(fold(relation) for relation in RELATIONS) - {"ong", "ba", "khac", "chu ho"}


@dataclass(frozen=True, slots=True)
class Header:
    """``columns`` maps a field to its column index; ``first`` and ``after`` bound the header's rows (indices)."""

    columns: dict[str, int]
    first: int
    after: int


def is_column_numbers(row: Sequence[Cell]) -> bool:
    """True for the row ``(1) (2) (3)`` under a header."""
    cells = [folded(tidied(text_of(cell))) for cell in row if cell not in (None, "")]
    if len(cells) < _FEWEST_NUMBERS:
        return False
    return all(_NUMBER_CELL.fullmatch(cell) for cell in cells) or _counts_on(cells)


def _counts_on(cells: Sequence[str]) -> bool:
    """True for mostly numbers that go up by one, among them ``(13)=(11)+(12)``."""
    numbers = [int(found[1]) for cell in cells if (found := _COUNTED.fullmatch(cell))]
    steps = sum(after == before + 1 for before, after in pairwise(numbers))
    return steps + 1 >= max(_FEWEST_NUMBERS, len(cells) * 0.7)


def holds_values(row: Sequence[Cell]) -> bool:
    """True for a row of a person, not of a header: years, dates, long numbers, relations to the head."""
    for cell in row:
        if cell is None or isinstance(cell, bool):
            continue
        if isinstance(cell, date) or (isinstance(cell, (int, float)) and cell > 100):
            return True
        text = folded(tidied(text_of(cell)))
        if _VALUE_TEXT.fullmatch(text) or text in _RELATION_WORDS:
            return True
    return False


def find_header(rows: Sequence[Sequence[Cell]]) -> Header | None:
    """The best header in the first rows: it names people and at least three other fields; None where there is none."""
    best: Header | None = None
    for index, row in enumerate(rows[:SEARCHED_ROWS]):
        if sum(cell is not None for cell in row) < 3 or holds_values(row):
            continue
        for depth in range(1, DEEPEST + 1):
            if index + depth > len(rows) or (depth > 1 and _ends_header(rows[index + depth - 1])):
                break
            columns = columns_of(rows[index : index + depth])
            if "full_name" not in columns or len(columns) < 4:
                continue
            if best is None or len(columns) > len(best.columns):
                best = Header(columns, index, index + depth)
    if best is None:
        return None
    return Header(settled(best.columns), best.first, body_start(rows, best.after))


def _ends_header(row: Sequence[Cell]) -> bool:
    return holds_values(row) or is_column_numbers(row)


def body_start(rows: Sequence[Sequence[Cell]], after: int) -> int:
    """*after*, or behind the rows of column numbers that follow the header."""
    while after < len(rows) and is_column_numbers(rows[after]):
        after += 1
    return after


def columns_of(labels: Sequence[Sequence[Cell]]) -> dict[str, int]:
    """Fields by column from the header's rows; the lowest wording counts first, sure wordings before likely ones."""
    found: dict[str, int] = {}
    wordings = column_wordings(labels)
    for column, (own, over) in enumerate(wordings):
        group = " ".join(over[:-1])
        for wording in (*reversed(own), " ".join(own), " ".join(over)):
            name = exact_field(wording, group)
            if name is not None and name not in found:
                found[name] = column
                break
    _prefer_members(wordings, found)
    _join_names(wordings, found)
    _join_dates(wordings, found)
    taken = set(found.values())
    for column, (own, _over) in enumerate(wordings):
        if column in taken or not own:
            continue
        for wording in (own[-1], " ".join(own)):
            name = next((one for one in likely_fields(wording) if one not in found), None)
            if name is not None:
                found[name] = column
                break
    return found


def _prefer_members(wordings: Sequence[tuple[list[str], list[str]]], found: dict[str, int]) -> None:
    """Beside a column with only the heads' names, the one with everybody's names is the one to read."""
    chosen = found.get("full_name")
    if chosen is None or not any(_ONLY_HEADS.search(one) for one in wordings[chosen][0]):
        return
    for column, (own, _over) in enumerate(wordings):
        if column == chosen or column in found.values() or not own or _ONLY_HEADS.search(own[-1]):
            continue
        if exact_field(own[-1]) == "full_name" or "full_name" in likely_fields(own[-1]):
            found["full_name"] = column
            return


def _join_names(wordings: Sequence[tuple[list[str], list[str]]], found: dict[str, int]) -> None:
    """Two columns “Họ và chữ đệm”, “Tên” beside each other hold one name."""
    last = [own[-1] if own else "" for own, _over in wordings]
    for column in range(len(last) - 1):
        if last[column + 1] == "ten" and _FAMILY_NAME.fullmatch(last[column]):
            for name in [name for name, at in found.items() if column <= at <= column + 1]:
                del found[name]
            found |= {"full_name": column, "given_name": column + 1}
            return


def _join_dates(wordings: Sequence[tuple[list[str], list[str]]], found: dict[str, int]) -> None:
    """Three columns “Ngày”, “Tháng”, “Năm” beside each other hold one date of birth."""
    last = [own[-1] if own else "" for own, _over in wordings]
    for column in range(len(last) - 2):
        if last[column : column + 3] == ["ngay", "thang", "nam"]:
            for name in [name for name, at in found.items() if column <= at <= column + 2]:
                del found[name]
            found |= {"birth_day": column, "birth_month": column + 1, "birth_year": column + 2}
            return


def column_wordings(labels: Sequence[Sequence[Cell]]) -> list[tuple[list[str], list[str]]]:
    """For each column its own header cells, and those with the merged headings over it, as :func:`label_key`."""
    width = max((len(row) for row in labels), default=0)
    parents = [_spread(row, width) for row in labels]
    wordings = []
    for column in range(width):
        own = [label_key(row[column]) for row in labels if column < len(row) and row[column] not in (None, "")]
        over = [label_key(row[column]) for row in parents if row[column] not in (None, "")]
        wordings.append((own, over))
    return wordings


def _spread(row: Sequence[Cell], width: int) -> list[Cell]:
    """A row with each merged label repeated over the empty cells to its right."""
    spread: list[Cell] = []
    last: Cell = None
    for column in range(width):
        cell = row[column] if column < len(row) else None
        last = cell if cell not in (None, "") else last
        spread.append(last)
    return spread


def settled(columns: dict[str, int]) -> dict[str, int]:
    """Columns whose wording is open made definite: STT alone, ``Năm`` folded like ``Nam``, a birth column over two."""
    settled = dict(columns)
    number = settled.pop("any_number", None)
    if number is not None and "household_number" not in settled:
        settled["household_number"] = number
    elif number is not None and "member_number" not in settled:
        settled["member_number"] = number
    if settled.get("birth") in (settled.get("male"), settled.get("female")):
        settled.pop("birth", None)
    return settled
