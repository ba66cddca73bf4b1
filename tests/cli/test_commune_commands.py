import json
from pathlib import Path

import pytest

from sinhke_desktop.cli import visit_form_options
from sinhke_desktop.documents.preview import page_count
from sinhke_desktop.domain.form_stack import FormPaper
from sinhke_desktop.domain.review import PovertyClass
from sinhke_desktop.domain.visit_route import WalkingOrder

LIST = Path(__file__).parents[1] / "data" / "ra-soat-2025.xlsx"


@pytest.fixture
def filled(commune):
    commune.json("import-households", str(LIST))
    return commune


def test_init_names_the_commune_and_prints_the_recovery_code_once(terminal):
    made = terminal.json("init", "--commune-code", "22828", "--officer", "Nguyễn Thị Thử")
    assert made["commune"] == "Xã Anh Dũng"
    assert made["made_from"] == ["Xã Hòa Sơn", "Xã Ma Nới"]
    assert made["area"] == "rural"
    assert terminal.error("init", "--commune-code", "22828", "--officer", "Khác")["code"] == "DL-08"


def test_init_with_an_unknown_commune_makes_no_store(terminal):
    assert terminal.error("init", "--commune-code", "99999", "--officer", "Thử")["code"] == "NH-02"
    assert terminal.error("doctor")["code"] == "DL-07"


def test_the_recovery_code_sets_a_new_password(terminal, monkeypatch):
    code = terminal.json("init", "--commune-code", "22828", "--officer", "Thử")["recovery_code"]
    monkeypatch.setenv("SINHKE_PASSWORD", "mật khẩu mới hẳn")
    assert terminal.error("doctor")["code"].startswith("MK-")
    assert terminal.json("recover", "--code", code.lower()) == {"ok": True}
    assert terminal.json("doctor")["ok"] is True


def test_a_dry_run_tells_everything_and_changes_nothing(commune):
    before = commune.json("doctor")["state_hash"]
    told = commune.json("import-households", str(LIST), "--dry-run")
    assert told["households"] == {"new": 120, "changed": 0, "same": 0, "wrong": 0}
    assert told["import_id"] is None
    assert commune.json("doctor")["state_hash"] == before


def test_an_import_is_told_in_words_too(commune):
    assert commune.run("import-households", str(LIST)) == 0
    assert "120" in commune.out
    assert "464" in commune.out
    assert commune.run("review-summary", "--year", "2025") == 0
    assert "Tân Tiến" in commune.out


def test_rows_with_problems_are_named_by_row_column_and_code(commune):
    told = commune.json("import-households", str(LIST.with_name("ra-soat-2025-loi.xlsx")))
    assert told["problems"]
    assert set(told["problems"][0]) == {"row", "column", "code", "severity", "message"}
    assert {one["severity"] for one in told["problems"]} <= {"error", "warning", "info"}
    assert told["households"]["wrong"] > 0


def test_search_needs_no_accents_and_a_limit_leaves_the_total(filled):
    found = filled.json("households", "--search", "duc", "--limit", "3")
    assert len(found["households"]) == 3
    assert found["total"] > 3
    assert set(found["households"][0]) >= {"id", "head", "hamlet", "class", "members"}


def test_households_are_filtered_by_hamlet_and_class(filled):
    poor = filled.json("households", "--hamlet", "tan tien", "--class", "poor")
    near_poor = filled.json("households", "--hamlet", "Tân Tiến", "--class", "near-poor")
    assert poor["total"] + near_poor["total"] == 20
    assert {one["hamlet"] for one in poor["households"]} == {"Tân Tiến"}
    assert {one["class"] for one in poor["households"]} == {"poor"}
    assert filled.error("households", "--hamlet", "Không Có")["code"] == "NH-02"


def test_one_household_is_shown_with_members_reviews_and_history(filled):
    found = filled.json("households", "--search", "Bùi Thanh Dũng")["households"]
    household_id = next(one["id"] for one in found if one["head"] == "Bùi Thanh Dũng")
    one = filled.json("household", household_id)
    assert one["head"] == "Bùi Thanh Dũng"
    assert one["members"][0]["relation"] == "Chủ hộ"
    assert one["reviews"][0]["year"] == 2025
    assert one["reviews"][0]["class"] in ("poor", "near-poor")
    assert one["reviews"][0]["explanation"]
    assert one["history"][0]["officer"] == "Nguyễn Thị Thử"
    assert filled.run("household", household_id) == 0
    assert "Bùi Thanh Dũng" in filled.out
    assert filled.error("household", "0" * 32)["code"] == "NH-02"


def test_without_a_model_its_status_says_so(filled):
    assert filled.error("model", "status")["code"] == "MH-13"


def test_visit_forms_of_a_hamlet_and_of_one_household(filled, tmp_path):
    told = filled.json("visit-forms", "--hamlet", "Gòn 1", "--out", str(tmp_path / "phiếu.pdf"))
    assert told["forms"] == 23
    assert (tmp_path / "phiếu.pdf").read_bytes().startswith(b"%PDF")
    household_id = filled.json("households", "--limit", "1")["households"][0]["id"]
    assert filled.json("visit-forms", "--household", household_id, "--out", str(tmp_path / "1.pdf"))["forms"] == 1
    assert filled.error("visit-forms", "--household", "0" * 32, "--out", str(tmp_path / "2.pdf"))["code"] == "NH-02"
    assert not (tmp_path / "2.pdf").exists()


def test_visit_forms_are_narrowed_by_class_day_and_part_in_the_model(filled, tmp_path):
    out = str(tmp_path / "x.pdf")
    everybody = filled.json("visit-forms", "--out", out)["forms"]
    poor = filled.json("visit-forms", "--class", "poor", "--out", out)["forms"]
    both = filled.json("visit-forms", "--class", "poor", "--class", "near-poor", "--out", out)["forms"]
    assert 0 < poor < both <= everybody == 120
    due = filled.json("visit-forms", "--due-by", "31/12/2026", "--class", "poor", "--out", out)["forms"]
    assert due == poor
    assert filled.error("visit-forms", "--participants", "--out", out)["code"] == "NH-01"
    assert filled.error("visit-forms", "--due-by", "31/02/2026", "--out", out)["code"] == "NH-01"


def test_the_choices_of_visit_forms_are_those_of_the_domain():
    assert set(visit_form_options.CLASSES) == {one.value for one in PovertyClass}
    assert set(visit_form_options.PAPERS) == {one.value for one in FormPaper}
    assert set(visit_form_options.ORDERS) == {one.value for one in WalkingOrder}


def test_visit_forms_of_either_paper_with_spare_ones_have_their_numbers_told(filled, tmp_path):
    out = tmp_path / "dự phòng.pdf"
    told = filled.json("visit-forms", "--spare", "3", "--paper", "a5", "--no-route", "--two-sided", "--out", str(out))
    assert [(one["household"], one["version"], one["pages"]) for one in told["sheets"]] == [(None, "TN1", 1)] * 3
    assert len({one["number"] for one in told["sheets"]}) == 3
    assert page_count(out.read_bytes()) == 4
    told = filled.json("visit-forms", "--hamlet", "Gòn 1", "--spare", "1", "--order", "name", "--out", str(out))
    assert told["forms"] == 24
    assert page_count(out.read_bytes()) > 24


def test_the_whole_answer_is_one_json_value(filled):
    assert filled.run("households", "--json") == 0
    assert json.loads(filled.out)["total"] == 120


def test_a_list_with_many_problems_shows_the_first_and_counts_the_rest(commune):
    told = commune.json("import-households", str(LIST.with_name("ra-soat-2025-loi.xlsx")), "--dry-run")
    assert commune.run("import-households", str(LIST.with_name("ra-soat-2025-loi.xlsx")), "--dry-run") == 0
    shown = [line for line in commune.out.splitlines() if line.startswith("Dòng ")]
    assert len(shown) == min(20, len(told["problems"]))
    assert commune.out.endswith("Chỉ chạy thử: chưa có gì thay đổi.\n")


def test_an_import_is_taken_back_once(commune):
    import_id = commune.json("import-households", str(LIST))["import_id"]
    assert commune.run("undo-import", import_id) == 0
    assert commune.json("households")["total"] == 0
    assert commune.error("undo-import", import_id)["code"] == "NX-03"
