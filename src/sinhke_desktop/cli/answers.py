"""What a command answers, and how tables of it look as text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

GAP = "  "


@dataclass(frozen=True, slots=True)
class Answer:
    """``content`` is printed with ``--json``, ``lines`` without; ``exit_code`` 1: not in order."""

    content: Mapping[str, Any]
    lines: Sequence[str] = ()
    exit_code: int = 0


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    """Lines with aligned columns, numbers to the right; no line at all without rows."""
    cells = [[_cell(value) for value in row] for row in rows]
    if not cells:
        return []
    numeric = [all(_is_number(row[column]) for row in cells) for column in range(len(header))]
    widths = [max(len(header[column]), *(len(row[column]) for row in cells)) for column in range(len(header))]
    return [_line(line, widths, numeric) for line in (header, ["-" * width for width in widths], *cells)]


def _cell(value: object) -> str:
    if value is None:
        return ""
    return thousands(value) if type(value) is int else str(value)


def thousands(number: int) -> str:
    """``264.180.000``, as written in Vietnamese."""
    return f"{number:,}".replace(",", ".")


def _is_number(text: str) -> bool:
    return not text or text.replace(".", "").lstrip("-").isdigit()


def _line(cells: Sequence[str], widths: Sequence[int], numeric: Sequence[bool]) -> str:
    padded = (
        cell.rjust(width) if number else cell.ljust(width)
        for cell, width, number in zip(cells, widths, numeric, strict=True)
    )
    return GAP.join(padded).rstrip()


def fields(pairs: Iterable[tuple[str, object]]) -> list[str]:
    """``label: value`` lines, aligned; pairs without a value are left out."""
    kept = [(label, _cell(value)) for label, value in pairs if value not in (None, "")]
    width = max((len(label) for label, _value in kept), default=0)
    return [f"{label + ':':<{width + 1}} {value}" for label, value in kept]
