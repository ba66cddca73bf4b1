"""A commune that became part of another: which code its records count under now (exchange.md b.37)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CommuneMerger:
    """An old code and the one that its records count under; ``basis`` names the decision, ``told_at`` is a label."""

    old_code: str
    new_code: str
    basis: str
    told_at: str = ""
    officer: str = ""
