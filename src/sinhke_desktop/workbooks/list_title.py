"""What the lines above a list say: its title, its commune, its year."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sinhke_desktop.domain.cell_texts import text_of
from sinhke_desktop.domain.review_list import Cell
from sinhke_desktop.domain.vietnamese import fold, tidy

_COMMUNE = re.compile(r"uy ban nhan dan (xa|phuong|thi tran|dac khu) ")


def title_of(rows: Sequence[Sequence[Cell]]) -> tuple[str, str, int | None]:
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
