"""The commands of choosing the model, from the library to the decision."""

import pytest

from sinhke_desktop.paths import folders
from sinhke_desktop.services import hamlets, model_library
from sinhke_desktop.services import workspace as workspaces
from sinhke_desktop.services.workspace import as_officer

PASSWORD = "mật khẩu dòng lệnh"
OWN = """[nuoi-vit]
name = "Nuôi vịt"
thing = "vịt"
unit = "con"
cycle_months = 4
"""


def test_the_library_is_listed_with_figures_and_what_is_not_verified(commune):
    found = {one["key"]: one for one in commune.json("model", "library")["models"]}
    cows = found["bo-cai-sinh-san"]
    assert cows["lines"][0] | {"source": ""} == {
        "side": "cost", "name": "Bò cái giống", "amount": 37_740_000, "first_month": 0, "every_months": None,
        "last_month": None, "source": "", "verified": True,
    }  # fmt: skip
    assert any(not line["verified"] for line in cows["lines"])
    assert cows["expected"]["net"] > cows["worst"]["net"]
    assert commune.run("model", "library") == 0
    assert "Nuôi bò cái sinh sản" in commune.out


def test_a_file_of_ones_own_is_checked_added_removed_and_a_wrong_one_named_by_line(commune, tmp_path):
    path = tmp_path / "xa.toml"
    path.write_text(OWN, encoding="utf-8")
    assert commune.json("model", "library", "--check", str(path))["models"][0]["key"] == "nuoi-vit"
    commune.json("model", "library", "--add", str(path))
    assert "nuoi-vit" in {one["key"] for one in commune.json("model", "library")["models"]}
    wrong = commune.folder / "models" / "hong.toml"
    wrong.parent.mkdir(parents=True, exist_ok=True)
    data = next(commune.folder.rglob("xa.toml")).parent
    (data / "hong.toml").write_text(OWN.replace('"vịt"', "4"), encoding="utf-8")
    assert commune.run("model", "library") == 1
    assert "hong.toml" in commune.out
    (data / "hong.toml").unlink()
    assert commune.json("model", "library", "--remove", "xa.toml") == {"removed": "xa.toml"}
    path.write_text(OWN + "gia = 1\n", encoding="utf-8")
    error = commune.error("model", "library", "--check", str(path))
    assert (error["code"], "6" in error["message"]) == ("MH-22", True)


def test_the_shipped_library_is_written_to_begin_a_file_of_ones_own(commune, tmp_path):
    path = tmp_path / "mau.toml"
    commune.json("model", "library", "--template", str(path))
    assert path.read_text(encoding="utf-8") == model_library.template()


@pytest.fixture
def proposed(commune):
    """Two hamlets and two candidates, one of them from the library."""
    opened = workspaces.open_with_password(folders(commune.folder), PASSWORD)
    for name in ("Tân Hòa", "Tân Tiến"):
        hamlets.add(as_officer(opened, "Nguyễn Thị Thử", "22828"), name)
    workspaces.close(opened)
    cows = commune.json("model", "propose", "--from", "bo-cai-sinh-san", "--wanted", "12", "--on", "01/09/2025")
    goats = commune.json("model", "propose", "--name", "Nuôi dê", "--thing", "dê", "--on", "01/09/2025")
    return commune, cows, goats


def test_from_the_library_to_the_decision_by_commands(proposed):
    commune, cows, goats = proposed
    assert (cows["library_key"], cows["households_wanted"], goats["thing"]) == ("bo-cai-sinh-san", 12, "dê")
    vote = ("--hamlet", "tan tien", "--on", "12/10/2025", "--present", "40", "--for", "31", "--against", "5")
    commune.json("model", "vote", cows["name"], *vote)
    first, second = commune.json("model", "candidates")["candidates"]
    assert (first["name"], first["present"], first["votes_for"], first["agreed"]) == (cows["name"], 40, 31, True)
    assert (first["hamlets_met"], first["hamlets_waiting"]) == (["Tân Tiến"], ["Tân Hòa"])
    assert (first["lines"] > first["proposed_lines"], second["lines"]) == (True, 0)
    assert commune.run("model", "candidates") == 0
    chosen = commune.json(
        "model", "choose", cows["id"], "--reason", "dân đồng ý", "--number", "12/QĐ-UBND", "--on", "01/11/2025"
    )
    assert chosen["status"] == "active"
    assert any("Tân Hòa" in one for one in chosen["warnings"])
    error = commune.error("model", "choose", "Nuôi dê", "--reason", "x", "--number", "1", "--on", "01/11/2025")
    assert error["code"] == "NH-01"


def test_a_name_that_fits_no_candidate_or_hamlet_is_told(proposed):
    commune, cows, _goats = proposed
    vote = ("--hamlet", "Tân Mỹ", "--on", "12/10/2025", "--present", "40", "--for", "31", "--against", "5")
    assert commune.error("model", "vote", "Nuôi voi", *vote)["code"] == "NH-01"
    assert commune.error("model", "vote", cows["id"], *vote)["code"] == "NH-01"
