"""The commands on poverty standards."""

from sinhke_desktop.paths import resource

RIGHT = (resource("rules") / "vn-2022.toml").read_text(encoding="utf-8")
LOCAL = (
    RIGHT.replace('"VN-2022"', '"KH-2025"')
    .replace("2022-01-01", "2025-01-01")
    .replace("1_500_000", "1_800_000")
    .replace("points = 140", "points = 150")
    + '\n[province]\nname = "Khánh Hòa"\ncode = "56"\n'
)


def written(folder, text):
    path = folder / "khanh-hoa.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_standards_are_listed_added_and_removed(commune, tmp_path):
    ids = [one["id"] for one in commune.json("rules", "list")["standards"]]
    assert ids == ["VN-2022", "VN-2027"]
    added = commune.json("rules", "add", written(tmp_path, LOCAL))
    assert (added["id"], added["here"], added["province"]) == ("KH-2025", True, "Khánh Hòa")
    assert commune.run("rules", "list") == 0
    assert "khanh-hoa.toml" in commune.out
    assert "1.800.000" in commune.out
    assert commune.json("rules", "remove", "khanh-hoa.toml") == {"removed": "khanh-hoa.toml"}
    assert len(commune.json("rules", "list")["standards"]) == 2


def test_a_file_is_checked_without_a_store(terminal, tmp_path):
    assert terminal.json("rules", "check", written(tmp_path, LOCAL))["lines"]["rural"]["income"] == 1_800_000
    told = terminal.error("rules", "check", written(tmp_path, LOCAL.replace("[lines.urban]", "[lines.urban")))
    line = LOCAL.splitlines().index("[lines.urban]") + 1
    assert told["code"] == "QT-01"
    assert f"dòng {line}:" in told["message"]


def test_a_broken_file_in_the_folder_is_listed_with_its_line(commune):
    folder = commune.folder / "rules"
    folder.mkdir()
    written(folder, "id = \n")
    assert commune.run("rules", "list") == 1
    assert "khanh-hoa.toml, dòng 1:" in commune.out


def test_a_year_without_reviews_changes_nobody(commune):
    found = commune.json("rules", "compare", "--year", "2026")
    assert (found["first"], found["second"], found["households"], found["changed"]) == ("VN-2022", "VN-2027", 0, [])
    assert commune.error("rules", "compare", "--year", "2026", "--second", "VN-1")["code"] == "NH-02"
