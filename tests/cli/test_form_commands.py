"""Forms that come back, entered from the command line through the same service."""

from pathlib import Path

import pypdfium2
import pytest

LIST = Path(__file__).parents[1] / "data" / "ra-soat-2025.xlsx"


@pytest.fixture
def printed(commune, tmp_path):
    """The commune with one household's form and two spare ones printed; gives the terminal and what is out."""
    commune.json("import-households", str(LIST))
    row = commune.json("households", "--limit", "1")["households"][0]
    out = str(tmp_path / "phieu.pdf")
    commune.json("visit-forms", "--household", row["id"], "--spare", "2", "--out", out)
    return commune, commune.json("forms", "--open")["open"]


def test_forms_that_are_out_are_counted_and_listed(printed):
    terminal, out = printed
    assert [bool(one["household_id"]) for one in out] == [True, False, False]
    counted = terminal.json("forms")
    assert (counted["out"], counted["printed"], counted["entered_today"], "open" in counted) == (1, 1, 0, False)
    assert terminal.run("forms", "--open") == 0
    assert out[0]["name"] in terminal.out
    assert "phiếu trắng" in terminal.out


def test_a_form_is_entered_corrected_and_not_twice(printed):
    terminal, out = printed
    number = out[0]["number"]
    words = ("form-entry", number, "--visited-on", "01/10/2026", "--deprived", "nutrition,cleanWater", "--needs",
             "loan", "--agreed", "Tiêm phòng", "Thú y xã", "30/10/2026", "--next-visit-on", "15/10/2026")  # fmt: skip
    done = terminal.json(*words)
    assert (done["household_id"], done["visited_on"], done["month"]) == (out[0]["household_id"], "2026-10-01", "")
    assert terminal.json("forms")["entered_today"] == 1
    assert terminal.error(*words)["code"] == "NH-01"
    again = terminal.json("form-entry", number, "--visited-on", "02/10/2026", "--deprived", "none", "--correct")
    assert (again["visit_id"], again["visited_on"]) == (done["visit_id"], "2026-10-02")
    assert terminal.run("form-entry", number, "--visited-on", "02/10/2026", "--deprived", "none", "--correct") == 0
    assert "02/10/2026" in terminal.out


def test_a_spare_form_is_given_to_the_household_that_is_named_alone(printed):
    terminal, out = printed
    number = out[1]["number"]
    assert terminal.error("form-entry", number, "--visited-on", "01/10/2026")["code"] == "NH-01"
    many = terminal.error("form-entry", number, "--household", "a", "--visited-on", "01/10/2026")
    assert many["problems"][0]["code"] == "TV-03"
    done = terminal.json("form-entry", number, "--household", out[0]["household_id"], "--visited-on", "01/10/2026")
    assert done["household_id"] == out[0]["household_id"]
    alone = next(
        one
        for one in terminal.json("households", "--limit", "500")["households"]
        if one["head"] == "Patâu Axá Thị Kim Ánh"
    )
    by_name = terminal.json(
        "form-entry", out[2]["number"], "--household", alone["head"], "--visited-on", "01/10/2026", "--correct"
    )
    assert by_name["household_id"] == alone["id"]


def test_what_cannot_be_understood_is_refused(printed):
    terminal, out = printed
    number = out[0]["number"]
    assert terminal.error("form-entry", out[0]["hamlet"], "--visited-on", "1/10/2026")["problems"][0]["code"] == "TV-05"
    wrong = terminal.error("form-entry", number, "--visited-on", "01/10/2026", "--count", "cows=2")
    assert wrong["problems"][0]["code"] == "TV-04"
    no_model = terminal.error("form-entry", number, "--visited-on", "01/10/2026", "--count", "alive=2")
    assert no_model["problems"][0]["code"] == "MH-07"


def test_scans_are_read_told_in_words_and_as_json(printed, tmp_path):
    terminal, out = printed
    (tmp_path / "scans").mkdir()
    (tmp_path / "scans" / "hỏng.jpg").write_bytes(b"")
    scans = str(tmp_path / "scans")
    done = terminal.json("read-forms", str(tmp_path / "phieu.pdf"), scans)
    stack, broken = done["files"]
    assert (done["kept"], done["missing"]) == (len(stack["pages"]), [])
    assert stack["failure"] is None
    first, *_spare = [page for page in stack["pages"] if page["number"]]
    assert {one["number"] for one in stack["pages"] if one["number"]} == {one["number"] for one in out}
    assert (first["household"], first["page"], first["marked"], first["result"]) == (out[0]["name"], 1, 0, "kept")
    assert (broken["pages"], "không có nội dung nào" in broken["failure"]) == ([], True)
    assert terminal.run("read-forms", str(tmp_path / "phieu.pdf"), scans) == 0
    assert "không lưu lần thứ hai" in terminal.out
    assert "hỏng.jpg: " in terminal.out
    assert f"{out[0]['number'][:4]} {out[0]['number'][4:]} (trang 1/{first['pages']}) {out[0]['name']}" in terminal.out


def test_a_page_that_is_missing_among_the_scans_is_told(commune, tmp_path):
    pages = pypdfium2.PdfDocument(LIST.parent / "phieu-th1.pdf")
    lone = pypdfium2.PdfDocument.new()
    lone.import_pages(pages, [2])
    lone.save(tmp_path / "một tờ.pdf")
    assert commune.run("read-forms", str(tmp_path / "một tờ.pdf")) == 0
    assert "thiếu trang 2 (phiếu có 2 trang)" in commune.out
