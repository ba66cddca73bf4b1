"""The sample office: communes in different states, and a stick with what an office must tell apart."""

from pathlib import Path

import pytest

from sinhke_desktop.errors import SinhkeError
from sinhke_desktop.paths import folders
from sinhke_desktop.progress import Cancelled
from sinhke_desktop.services import conflicts, demo_office, integrity, office_standing, staging
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.services.stick_files import found_on

PASSWORD = "mật-khẩu-mẫu"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    from sinhke_desktop.storage import keyslots

    top = tmp_path_factory.mktemp("office")
    with pytest.MonkeyPatch.context() as cheap:
        cheap.setattr(keyslots, "MEMORY_KIB", 64)
        cheap.setattr(keyslots, "PASSES", 1)
        sample = demo_office.build_office_sample(folders(top / "data"), PASSWORD, top / "USB")
    return top / "data", sample.stick


def test_the_sample_has_a_commune_in_every_state_and_a_stick_to_try(made: tuple[Path, Path]) -> None:
    data, stick = made
    office = workspaces.open_with_password(folders(data), PASSWORD)
    try:
        known = {one.commune_code: one for one in office_standing.standing(office)}
        assert {code: (one.machines, one.received_up_to > 0) for code, one in known.items()} == {
            "22828": (1, True), "22810": (2, True), "22822": (1, False), "22813": (0, False),
        }  # fmt: skip
        assert conflicts.count(office) == known["22810"].conflicts == 1
        assert known["22810"].open_returns == 1
        assert integrity.check(office).problems == ()
        lying = found_on(stick)
        assert (len(lying.bundles), len(lying.key_files)) == (2, 1)
        states = sorted(one.state.value for one in staging.stage(office, lying.bundles))
        assert states == ["refused", "waiting"]
    finally:
        workspaces.close(office)


def test_a_folder_that_holds_a_store_is_not_touched(made: tuple[Path, Path]) -> None:
    data, stick = made
    with pytest.raises(SinhkeError) as refused:
        demo_office.build_office_sample(folders(data), PASSWORD, stick)
    assert refused.value.code == "DL-08"


def test_a_sample_that_is_stopped_leaves_no_half_office(tmp_path: Path) -> None:
    class Stops:
        def step(self, _done: int, _total: int) -> None:
            raise Cancelled

    places = folders(tmp_path / "data")
    with pytest.raises(Cancelled):
        demo_office.build_office_sample(places, PASSWORD, tmp_path / "USB", Stops())
    assert not workspaces.exists(places)
    assert [path.name for path in tmp_path.iterdir()] == ["USB"]
