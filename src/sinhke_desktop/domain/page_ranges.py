"""Which pages to print, as people type them: ``1-3, 7``."""

from __future__ import annotations

import re

_PART = re.compile(r"([0-9]{1,5})(?:\s*[-–]\s*([0-9]{1,5}))?")


def parse_pages(text: str, count: int) -> list[int]:
    """The pages (from 1) that *text* names of a paper of *count* pages, in the order typed, each once.

    An empty text means all. Raises ValueError for what is no number or range, or lies outside 1 to *count*.
    """
    parts = [part for part in re.split(r"[,;]", text) if part.strip()]
    if not parts:
        return list(range(1, count + 1))
    pages: dict[int, None] = {}
    for part in parts:
        match = _PART.fullmatch(part.strip())
        if match is None:
            raise ValueError(part)
        first = int(match[1])
        last = int(match[2] or first)
        if not 1 <= first <= last <= count:
            raise ValueError(part)
        pages.update(dict.fromkeys(range(first, last + 1)))
    return list(pages)
