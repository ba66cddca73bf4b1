"""All cells of a workbook, for tests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook


def cells(path: Path) -> list[Any]:
    """Every cell that is not empty, sheet by sheet, row by row."""
    workbook = CalamineWorkbook.from_path(path)
    return [cell for name in workbook.sheet_names for row in workbook.get_sheet_by_name(name).to_python()
            for cell in row if cell != ""]  # fmt: skip
