"""Progress reports with sums and names at their largest and longest."""

from __future__ import annotations

from collections.abc import Callable

LETTERS: dict[str, tuple[str, Callable[[], bytes]]] = {}
