"""The tables from the command line: lines, JSON, PDF and Excel."""

from pathlib import Path

import pytest

LIST = Path(__file__).parents[1] / "data" / "ra-soat-2025.xlsx"


@pytest.fixture
def listed(commune):
    commune.json("import-households", str(LIST))
    return commune


def test_json_tells_numbers_and_the_lines_what_is_missing(listed):
    found = listed.json("tables", "--year", "2025", "--table", "1")
    (one,) = found["tables"]
    assert one["rows"][-1]["cells"][:6] == [None, None, 69, None, 51, None]
    assert listed.run("tables", "--year", "2025", "--table", "1", "--table", "15") == 0
    assert "Biểu 15" in listed.out
    assert "Chưa nhập tổng số hộ" in listed.out


def test_what_breaks_a_sum_is_named_and_what_is_not_verified_is_said(listed):
    everybody = listed.json("tables", "--year", "2026", "--table", "2")["tables"][0]["breaks"]
    assert len(everybody) == 69
    assert all(one["head"] and "Hộ nghèo" in one["why"] for one in everybody)
    listed.run("tables", "--year", "2026", "--table", "2")
    assert f"  {everybody[0]['head']}: Hộ nghèo: " in listed.out
    assert "Chưa xác minh: " in listed.out


@pytest.mark.parametrize(("ending", "magic"), [("pdf", b"%PDF"), ("xlsx", b"PK")])
def test_all_tables_are_written_by_the_files_ending(listed, tmp_path, ending, magic):
    out = tmp_path / f"biểu.{ending}"
    found = listed.json("tables", "--year", "2025", "--out", str(out))
    assert len(found["tables"]) == 15
    assert out.read_bytes().startswith(magic)


def test_wrong_wishes_are_refused(listed, tmp_path):
    assert listed.error("tables", "--year", "2025", "--table", "16")["problems"][0]["code"] == "BB-01"
    wrong = listed.error("tables", "--year", "2025", "--out", str(tmp_path / "x.doc"))
    assert wrong["problems"][0]["code"] == "BB-03"
    assert listed.error("tables", "--year", "2019", "--out", str(tmp_path / "x.pdf"))["code"] == "BB-02"
