"""Fixtures that every layer's tests may use: a fresh store in an empty folder."""

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.append(str(Path(__file__).parent / "data"))

PASSWORD = "mật-khẩu-thử-1"


@pytest.fixture(autouse=True)
def _cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Key slots that cost little, as hundreds of stores are made; their cost is stored in each slot."""
    from sinhke_desktop.storage import keyslots

    monkeypatch.setattr(keyslots, "MEMORY_KIB", 64)
    monkeypatch.setattr(keyslots, "PASSES", 1)


@pytest.fixture(autouse=True, scope="session")
def _quick_tables() -> Iterator[None]:
    """New stores' tables written from those of one store, which the program's own steps made."""
    from quick_tables import quick

    from sinhke_desktop.services import workspace as workspaces

    with pytest.MonkeyPatch.context() as quicker:
        quicker.setattr(workspaces, "make_tables", quick(workspaces.make_tables))
        yield


@pytest.fixture
def data_folders(tmp_path: Path):
    """The folders of an empty installation."""
    from sinhke_desktop.paths import folders

    return folders(tmp_path / "dữ liệu")


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """An empty folder that stands for a USB stick."""
    folder = tmp_path / "USB"
    folder.mkdir()
    return folder


NOW = datetime(2025, 11, 20, 3, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def _new_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folders of a store that was made and closed once; each test opens a copy, which costs a fraction."""
    from sinhke_desktop.domain.commune import Area
    from sinhke_desktop.paths import folders
    from sinhke_desktop.services import communes, units
    from sinhke_desktop.services import workspace as workspaces
    from sinhke_desktop.storage import keyslots

    top = tmp_path_factory.mktemp("store") / "dữ liệu"
    with pytest.MonkeyPatch.context() as cheap:
        cheap.setattr(keyslots, "MEMORY_KIB", 64)
        cheap.setattr(keyslots, "PASSES", 1)
        created = workspaces.create(folders(top), PASSWORD)
    ready = replace(created.workspace, clock=lambda: NOW)
    ready = communes.set_up(ready, units.unit("22828"), Area.RURAL, "2023-2025", "Nguyễn Thị Thử")
    workspaces.close(ready)
    return top


@pytest.fixture
def workspace(data_folders, _new_store: Path, tmp_path: Path) -> Iterator:
    """An open store of Xã Anh Dũng with an officer, a fixed clock, no hamlets and no households."""
    from sinhke_desktop.services import workspace as workspaces

    shutil.copytree(_new_store, tmp_path / "dữ liệu", dirs_exist_ok=True)
    ready = replace(workspaces.open_with_password(data_folders, PASSWORD), clock=lambda: NOW)
    yield ready
    workspaces.close(ready)


@pytest.fixture
def second(workspace, stick: Path, tmp_path: Path) -> Iterator:
    """A second machine of *workspace*'s commune, paired with it; both hold the hamlet Thôn Thử."""
    import two_machines as two

    from sinhke_desktop.services import hamlets, place
    from sinhke_desktop.services import workspace as workspaces

    made = two.new_machine(tmp_path / "second", "Trần Văn Hai")
    place.check(workspace)
    hamlets.add(workspace, "Thôn Thử")
    two.pair(made, workspace, stick)
    two.exchanged(made, workspace, stick)
    yield made
    workspaces.close(made)


@pytest.fixture(scope="session")
def postgres() -> Iterator:
    """A PostgreSQL server on loopback, started when the first test asks for it and gone with the last."""
    from local_postgres import local_postgres

    with local_postgres() as server:
        yield server


@pytest.fixture(scope="session")
def _tables_on_server(postgres) -> str:
    """The name of a database that has every table and no rows."""
    from sinhke_desktop.storage import schema
    from sinhke_desktop.storage.local_values import Seat
    from sinhke_desktop.storage.server import open_server
    from sinhke_desktop.storage.server_address import parse_address

    name = postgres.new_database()
    made = open_server(parse_address(postgres.url(name)), "", Seat("khuôn", bytes(32)))
    schema.upgrade(made)
    made.close()
    return name


@pytest.fixture
def new_server_database(postgres, _tables_on_server: str) -> Iterator:
    """Makes stores on a server with every table and no rows; all are closed at the end."""
    from sinhke_desktop.storage.local_values import Seat
    from sinhke_desktop.storage.server import open_server
    from sinhke_desktop.storage.server_address import parse_address

    made = []

    def make():
        name = postgres.new_database(template=_tables_on_server)
        made.append(open_server(parse_address(postgres.url(name)), "", Seat("máy 1", bytes(32))))
        return made[-1]

    yield make
    for store in made:
        store.close()
