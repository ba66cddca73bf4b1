"""A commune with hamlets, households and reviews, and the sample model entered into it."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import two_machines as two

from sinhke_desktop.domain.household import HouseholdInput, MemberInput
from sinhke_desktop.paths import Folders, folders
from sinhke_desktop.services import hamlets, households, reviews
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.services.workspace import Workspace

PASSWORD, OFFICE_NAME = "mật-khẩu-thử-1", "Phòng Kinh tế Thử"

HEADS = ("Đỗ Đức Dũng", "Lê Văn Bình", "Phạm Thị Thu Hường", "Nguyễn Thị Kim Cúc", "Trần Văn Đức", "Võ Hữu Thắng",
         "Hồ Thị Lan", "Katơr Thị Nga", "Chamaléa Sinh")  # fmt: skip
POOR = {1, 3, 8}
"""Places in HEADS of poor households; the others are near-poor."""
LACKING = frozenset({"employment", "nutrition", "healthInsurance"})


def register_household(workspace, hamlet_id, head, *, income="120", deprived=frozenset(), number=None, year="2023"):
    typed = HouseholdInput(
        hamlet_id=hamlet_id,
        members=(
            MemberInput(head, "Chủ hộ", "male", "1980", "Kinh"),
            MemberInput(f"{head} Con", "Con trai", "male", "2010", "Kinh"),
        ),
        list_number=number,
    )
    household = households.register(workspace, typed)
    reviews.record(
        workspace,
        reviews.ReviewInput(household.id, year, income_points=income, deprivation_points="30", deprived=deprived),
    )
    return household


@pytest.fixture
def village(workspace):
    """Nine households of two hamlets: heads of HEADS, seven of them in Tân Tiến. Returns (workspace, ids by head)."""
    tan_hoa = hamlets.add(workspace, "Tân Hòa")
    tan_tien = hamlets.add(workspace, "Tân Tiến")
    ids = {}
    for number, head in enumerate(HEADS):
        hamlet = tan_tien if number < 7 else tan_hoa
        deprived = LACKING if number in POOR else frozenset({"employment"})
        ids[head] = register_household(workspace, hamlet.id, head, deprived=deprived, number=number + 1).id
    return workspace, ids


@pytest.fixture
def sample(village):
    """The village with the published case of Hòa Sơn. Returns (workspace, model)."""
    from sinhke_desktop.services import model_sample

    workspace, _ids = village
    return workspace, model_sample.enter(workspace)


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Workspace]:
    """A machine of the commune with one hamlet, paired with nobody."""
    made = two.new_machine(tmp_path / "machine", "Trần Văn Một")
    hamlets.add(made, "Tân Tiến")
    yield made
    workspaces.close(made)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    """A receiving office that knows no machine yet."""
    made = two.new_office(tmp_path / "office")
    yield made
    workspaces.close(made)


@pytest.fixture(scope="session")
def _office_on_server(postgres, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """(data folder, database) of an office that was made and closed once; each test opens a copy of both."""
    from sinhke_desktop.services import server_store
    from sinhke_desktop.storage import keyslots

    top, database = tmp_path_factory.mktemp("office"), postgres.new_database()
    with pytest.MonkeyPatch.context() as cheap:
        cheap.setattr(keyslots, "MEMORY_KIB", 64)
        cheap.setattr(keyslots, "PASSES", 1)
        made = server_store.office_init(folders(top / "máy"), PASSWORD, OFFICE_NAME, postgres.url(database))
    workspaces.close(made.workspace)
    return top / "máy", database


@pytest.fixture(params=["file", "server"])
def open_office(request: pytest.FixtureRequest) -> Callable[[Path], Workspace]:
    """Makes and opens an office's store with its data folder there: rows in a file, then rows on a server."""
    from sinhke_desktop.services import receiving

    def in_file(top: Path) -> Workspace:
        return receiving.office_init(folders(top), PASSWORD, OFFICE_NAME).workspace

    def on_server(top: Path) -> Workspace:
        postgres = request.getfixturevalue("postgres")
        made, template = request.getfixturevalue("_office_on_server")
        shutil.copytree(made, top, dirs_exist_ok=True)
        lead_to(folders(top), postgres.url(postgres.new_database(template=template)))
        return workspaces.open_with_password(folders(top), PASSWORD)

    return on_server if request.param == "server" else in_file


def lead_to(places: Folders, address: str) -> None:
    """Let the data folder's rows lie at *address* from now on."""
    from sinhke_desktop.services import server_settings

    settings = server_settings.read(places.data)
    server_settings.write(places.data, replace(settings, address=server_settings.parse_address(address)))


@pytest.fixture
def copy_store(request: pytest.FixtureRequest) -> Callable[[Workspace, Path], Path]:
    """Copies a store to another data folder as it lies there while nothing is written, its database with it."""

    def copy(store: Workspace, to: Path) -> Path:
        if not store.database.on_server:
            with store.database.read() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copytree(store.folders.data, to, ignore=shutil.ignore_patterns("*.lock"))
        if store.database.on_server:
            postgres = request.getfixturevalue("postgres")
            template = store.database.engine.url.database
            store.database.engine.dispose()
            lead_to(folders(to), postgres.url(postgres.new_database(template=template)))
        return to

    return copy
