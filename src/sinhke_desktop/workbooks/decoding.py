"""Sheets of old fonts turned into Unicode: by the cell's font where it tells, else by the letters, never by a guess."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache

from sinhke_desktop.domain.legacy_encodings import (
    TCVN3,
    VNI,
    decode_tcvn3,
    decode_vni,
    guess_legacy_encoding,
    is_vietnamese,
)
from sinhke_desktop.domain.review_list import Cell
from sinhke_desktop.domain.text_repair import (
    UTF8_TWICE,
    decode_by_font,
    encoding_of_font,
    has_lost_letters,
    is_certain,
    is_undecoded,
    reads_better,
    undo_second_reading,
)
from sinhke_desktop.workbooks.header import SEARCHED_ROWS
from sinhke_desktop.workbooks.reading import Sheet, Workbook
from sinhke_desktop.workbooks.wording import exact_field, label_key

_DECODERS: Mapping[str, Callable[[str], str]] = {TCVN3: decode_tcvn3, VNI: decode_vni}
_ENOUGH_TO_GUESS = 600
_FEW = 10
"""One Unicode cell among this many makes a column still one of old letters."""
_FEWEST_TOLD, _SHARE_TOLD = 3, 0.25
_Place = tuple[int, int]


def decoded(workbook: Workbook) -> Workbook:
    """Every sheet in Unicode; ``encodings`` says what it was, ``unknown`` which cells could not be told."""
    return Workbook(tuple(_sheet(sheet) for sheet in workbook.sheets))


def _sheet(sheet: Sheet) -> Sheet:
    texts = {
        (at, column): cell
        for at, row in enumerate(sheet.rows)
        for column, cell in enumerate(row)
        if isinstance(cell, str) and (not cell.isascii() or sheet.fonts or "?" in cell)
    }
    if not texts:
        return sheet
    found: Counter[str] = Counter()
    changed = _by_font(sheet, texts, found)
    rest = {place: text for place, text in texts.items() if place not in changed and not text.isascii()}
    changed |= _read_twice(rest, found)
    by_letters = _by_letters({place: text for place, text in rest.items() if place not in changed}, found)
    changed |= by_letters
    doubtful = _doubtful(rest, changed, by_letters)
    unknown = frozenset(
        place
        for place, text in texts.items()
        if place not in changed and (is_undecoded(text) or has_lost_letters(text))
    )
    rows = sheet.rows
    if changed:
        touched: dict[int, list[Cell]] = {}
        for (at, column), text in changed.items():
            touched.setdefault(at, list(rows[at]))[column] = text
        rows = tuple(tuple(touched[at]) if at in touched else row for at, row in enumerate(rows))
    return replace(sheet, rows=rows, encodings=tuple(sorted(found)), unknown=unknown, doubtful=doubtful)


def _by_font(sheet: Sheet, texts: Mapping[_Place, str], found: Counter[str]) -> dict[_Place, str]:
    changed: dict[_Place, str] = {}
    if not sheet.fonts:
        return changed
    decode = lru_cache(maxsize=65536)(decode_by_font)
    for (at, column), text in texts.items():
        font = sheet.fonts.at(at + sheet.first_row, column)
        known = encoding_of_font(font) if font else None
        if known is None:
            continue
        in_unicode = decode(text, font)
        if in_unicode != unicodedata.normalize("NFC", text):
            changed[at, column] = in_unicode
            if not text.isascii():
                found[known[0]] += 1
    return changed


def _read_twice(texts: Mapping[_Place, str], found: Counter[str]) -> dict[_Place, str]:
    changed = {}
    for place, text in texts.items():
        if (again := undo_second_reading(text)) != text:
            changed[place] = again
            found[UTF8_TWICE] += 1
    return changed


def _by_letters(texts: Mapping[_Place, str], found: Counter[str]) -> dict[_Place, str]:
    """A sheet without a Unicode letter as a whole, else a column without one, else the cells that say it themselves.

    In a column with few Unicode cells (its heading) those count as old that read no better as they stand.
    A heading that makes sense as it stands (``Thôn``) stays, whatever the cells under it are.
    """
    unicode_letters = lru_cache(maxsize=65536)(is_vietnamese)
    columns: dict[int, dict[_Place, str]] = {}
    mixed: Counter[int] = Counter()
    for place, text in texts.items():
        if unicode_letters(text):
            mixed[place[1]] += 1
        else:
            columns.setdefault(place[1], {})[place] = text
    whole = _guess([text for cells in columns.values() for text in cells.values()])
    changed: dict[_Place, str] = {}
    for column, cells in columns.items():
        own = _guess(list(cells.values()))
        encoding = own or whole
        if encoding is None:
            changed |= _one_by_one(cells, mixed[column], found)
            continue
        certain = not mixed or (own is not None and column not in mixed)
        leaning = mixed[column] * _FEW < len(cells)
        decode = lru_cache(maxsize=65536)(_DECODERS[encoding])
        for place, text in cells.items():
            if place[0] < SEARCHED_ROWS and exact_field(label_key(text)):
                continue
            in_unicode = decode(text)
            if certain or reads_better(in_unicode, text) or (leaning and not reads_better(text, in_unicode)):
                changed[place] = in_unicode
                found[encoding] += 1
    return changed


def _one_by_one(cells: Mapping[_Place, str], in_unicode: int, found: Counter[str]) -> dict[_Place, str]:
    """A column that mixes old encodings: each cell by its own letters, if enough of them tell."""
    needed = max(_FEWEST_TOLD, (len(cells) + in_unicode) * _SHARE_TOLD)
    if len(cells) < needed:
        return {}
    guess = lru_cache(maxsize=65536)(guess_legacy_encoding)
    told = {place: (encoding, text) for place, text in cells.items() if (encoding := guess(text)) is not None}
    if len(told) < needed:
        return {}
    found.update(encoding for encoding, _text in told.values())
    return {place: _DECODERS[encoding](text) for place, (encoding, text) in told.items()}


def _doubtful(
    texts: Mapping[_Place, str], changed: Mapping[_Place, str], by_letters: Mapping[_Place, str]
) -> dict[_Place, str]:
    """What cells might mean that stayed as they are in columns that mix old letters and Unicode.

    ``Cao Dòng`` makes sense as it stands and as old letters. A Unicode letter in its row tells, nothing else does.
    """
    decoders: dict[int, set[str]] = {}
    for place in by_letters:
        if (encoding := _guess([texts[place]])) is not None:
            decoders.setdefault(place[1], set()).add(encoding)
    unicode_rows = {at for (at, column), text in texts.items() if (at, column) not in changed and is_vietnamese(text)}
    doubtful = {}
    for place, text in texts.items():
        if place in changed or place[0] in unicode_rows or not is_certain(text):
            continue
        for encoding in sorted(decoders.get(place[1], ())):
            other = _DECODERS[encoding](text)
            if other != text and is_certain(other):
                doubtful[place] = other
    return doubtful


def _guess(texts: list[str]) -> str | None:
    sample = list(dict.fromkeys(texts))[:_ENOUGH_TO_GUESS]
    return guess_legacy_encoding(" ".join(sample)) if sample else None
