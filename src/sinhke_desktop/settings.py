"""What the window remembers between two starts: size, columns, filters, the last hamlet. No personal data."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from sinhke_desktop.files import write_whole

FILE = "settings.json"


class Settings:
    """A small key-value store in ``config/settings.json``; a damaged file counts as empty."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._values: dict[str, Any] = {}
        try:
            loaded = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            loaded = {}
        if isinstance(loaded, dict):
            self._values = loaded

    def get(self, key: str, default: Any = None) -> Any:
        """The remembered value of *key* (JSON types), or *default*."""
        return self._values.get(key, default)

    def remember(self, key: str, value: Any) -> None:
        """Like :meth:`set` for what is only a convenience: a disk that refuses means that it is forgotten."""
        with suppress(OSError):
            self.set(key, value)

    def set(self, key: str, value: Any) -> None:
        """Remember *value* (JSON types) and write the file whole; raises OSError when the disk refuses."""
        if self._values.get(key) == value:
            return
        self._values[key] = value
        self._path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(self._path, json.dumps(self._values, ensure_ascii=False, indent=1, sort_keys=True).encode())
