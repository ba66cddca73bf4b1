"""Cells of worksheets as texts and whole numbers; folding and tidying that remembers, as lists repeat themselves."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache

from sinhke_desktop.domain.review_list import Cell
from sinhke_desktop.domain.vietnamese import fold, tidy

folded = lru_cache(maxsize=65536)(fold)
tidied = lru_cache(maxsize=65536)(tidy)


def text_of(cell: Cell) -> str:
    """The cell as text: whole numbers without ``.0``, dates as 03/05/1962, truth as 1 or 0; not tidied."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, (datetime, date)):
        return f"{cell:%d/%m/%Y}"
    return str(cell)


def whole_number(cell: Cell) -> int | None:
    """The cell as a whole number, or None for anything else."""
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() else None
    if isinstance(cell, int):
        return int(cell)
    text = tidied(text_of(cell)).rstrip(".")
    return int(text) if re.fullmatch(r"\d{1,9}", text) else None
