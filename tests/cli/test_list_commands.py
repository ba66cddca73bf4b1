"""Lists in and out from the command line: columns, wrong rows, undo of the untouched, the register as Excel."""

import openpyxl
import pytest

HEAD = ["Mục", "Ai", "Sinh", "Ở đâu", "Diện hưởng", "Quan hệ với chủ hộ"]
ROWS = [
    [1, "Lò Thị A", 1962, "Bó", "N", "Chủ hộ"],
    [2, "Lò Thị C", 2999, "Bó", "CN", "Chủ hộ"],
    [3, "Lò Thị D", 1971, "Bó", "CN", "Chủ hộ"],
]
MAPS = ("household_number=A", "full_name=B", "birth=C", "hamlet=D", "poverty_class=e", "relation=F")


@pytest.fixture
def strange(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["DANH SÁCH NĂM 2025"])
    for row in [HEAD, *ROWS]:
        book.active.append(row)
    book.save(tmp_path / "la.xlsx")
    return str(tmp_path / "la.xlsx")


def mapped(strange):
    return ["import-households", strange, "--header-rows", "2", *(word for one in MAPS for word in ("--map", one))]


def test_columns_are_shown_before_anything_is_read(commune, strange):
    found = commune.json("import-households", strange, "--header-rows", "2", "--columns")
    assert [one["heading"] for one in found["columns"]] == HEAD
    assert found["columns"][1]["samples"] == ["Lò Thị A", "Lò Thị C", "Lò Thị D"]
    assert found["fields"]["full_name"] == "Họ và tên"
    assert commune.run("import-households", strange, "--header-rows", "2", "--columns") == 0
    assert "Lò Thị A" in commune.out


def test_a_strange_list_goes_in_as_mapped_and_the_mapping_is_kept(commune, strange, tmp_path):
    assert commune.error("import-households", strange)["code"] == "EX-07"
    copy = tmp_path / "sai.xlsx"
    first = commune.json(*mapped(strange), "--wrong-rows", str(copy))
    assert first["households"] == {"new": 2, "changed": 0, "same": 0, "wrong": 1}
    assert "NK-03" in openpyxl.load_workbook(copy).worksheets[0]["G4"].value
    assert commune.json("import-households", strange)["households"]["same"] == 2


@pytest.mark.parametrize(
    "words",
    [
        ("--map", "nonsense=A"),
        ("--map", "full_name=1"),
        ("--map", "full_name"),
        ("--sheet", "Không có"),
        ("--header-rows", "x"),
    ],
)
def test_what_cannot_be_mapped_is_told(commune, strange, words):
    assert commune.error("import-households", strange, *words)["code"] == "EX-10"


def test_the_register_is_written_and_reads_back_unchanged(commune, strange, tmp_path):
    commune.json(*mapped(strange))
    out = tmp_path / "so.xlsx"
    assert commune.json("export-households", "--out", str(out))["households"] == 2
    assert commune.json("import-households", str(out))["households"] == {"new": 0, "changed": 0, "same": 2, "wrong": 0}
    assert commune.json("export-households", "--out", str(out), "--hamlet", "bo", "--least")["households"] == 2
    assert commune.error("export-households", "--out", str(out), "--hamlet", "Không có")["code"] == "XD-01"


def test_only_what_nobody_touched_is_taken_back(commune, strange):
    batch = commune.json(*mapped(strange))["import_id"]
    found = commune.json("undo-import", batch, "--untouched-only")
    assert found["kept"] == []
    assert commune.json("households")["households"] == []
