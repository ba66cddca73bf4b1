"""Fixtures that every layer's tests may use: a fresh store in an empty folder."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

PASSWORD = "mật-khẩu-thử-1"


@pytest.fixture(autouse=True)
def _cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Key slots that cost little, as hundreds of stores are made; their cost is stored in each slot."""
    from sinhke_desktop.storage import keyslots

    monkeypatch.setattr(keyslots, "MEMORY_KIB", 64)
    monkeypatch.setattr(keyslots, "PASSES", 1)


@pytest.fixture
def data_folders(tmp_path: Path):
    """The folders of an empty installation."""
    from sinhke_desktop.paths import folders

    return folders(tmp_path / "dữ liệu")


@pytest.fixture
def workspace(data_folders) -> Iterator:
    """An open store of Xã Anh Dũng with an officer, a fixed clock, no hamlets and no households."""
    from dataclasses import replace

    from sinhke_desktop.domain.commune import Area
    from sinhke_desktop.services import communes, units
    from sinhke_desktop.services import workspace as workspaces

    created = workspaces.create(data_folders, PASSWORD)
    ready = replace(created.workspace, clock=lambda: datetime(2025, 11, 20, 3, 0, tzinfo=UTC))
    ready = communes.set_up(ready, units.unit("22828"), Area.RURAL, "2023-2025", "Nguyễn Thị Thử")
    yield ready
    workspaces.close(ready)
