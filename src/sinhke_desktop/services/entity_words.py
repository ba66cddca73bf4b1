"""What records, their fields and their values are called where people read of changes, conflicts and returns."""

from __future__ import annotations

from collections.abc import Sequence

from sinhke_desktop.domain.operations import Value
from sinhke_desktop.services.workspace import Workspace
from sinhke_desktop.storage.exchange import Connection


def kind_label(kind: str) -> str:
    """What an entity kind is called: "Hộ", "Kết quả rà soát"... The kind itself if this program does not know it."""
    raise NotImplementedError


def field_label(kind: str, path: str) -> str:
    """What a path is called; of a part with its name: "Nhân khẩu: Họ và tên"."""
    raise NotImplementedError


def shown(kind: str, path: str, value: Value) -> str:
    """A wire value as the record page shows it: days dd/mm/yyyy, classes and other keys in words, dotted thousands."""
    raise NotImplementedError


def titles(store: Workspace | Connection, entities: Sequence[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """(kind, id) -> title: "Hộ Nguyễn Văn Một, thôn Tân Tiến", "Kết quả rà soát 2025 của hộ Nguyễn Văn Một".

    What the store does not hold any more is called by its kind alone. Grouped queries, none per entity.
    """
    raise NotImplementedError
