"""Columns corrected once and remembered, wrong rows handed back and mended, the untouched taken back."""

import shutil
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from sinhke_desktop.domain.column_mapping import ColumnMapping
from sinhke_desktop.domain.household import HouseholdInput, MemberInput
from sinhke_desktop.services import hamlets, households, imports, integrity, register, reviews
from sinhke_desktop.workbooks.reading import WorkbookRefused

DATA = Path(__file__).parents[1] / "data"
LIST = DATA / "ra-soat-2025.xlsx"
SPOILED = DATA / "ra-soat-2025-loi.xlsx"


def saved(path, rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


HEAD = ["Mục 1", "Ai", "Sinh", "Họ và tên người khai", "Là gì", "Ở đâu", "Diện hưởng", "Quan hệ", "Dân tộc"]
ROWS = [
    [1, "Lò Thị A", 1962, "Cán bộ X", None, "Bó", "N", "Chủ hộ", "Kinh"],
    [None, "Lò Văn B", 1990, None, None, None, None, "Con trai", "Kinh"],
    [2, "Lò Thị C", 1970, "Cán bộ X", None, "Bó", "CN", "Chủ hộ", "Kinh"],
    [3, "Lò Thị D", 1971, "Cán bộ X", None, "Bó", "CN", "Chủ hộ", "Kinh"],
]
RIGHT = {"household_number": "A", "full_name": "B", "birth": "C", "relation": "H", "hamlet": "F", "poverty_class": "G"}


def test_columns_corrected_once_are_proposed_the_next_time_in_any_order(workspace, tmp_path):
    path = saved(tmp_path / "la.xlsx", [["DANH SÁCH NĂM 2025"], HEAD, *ROWS])
    looked = imports.look(workspace, path)
    assert not looked.remembered
    mapping = ColumnMapping("Sheet", 2, 2, RIGHT)
    plan = imports.plan(workspace, path, mapping=mapping, looked=looked).plan
    assert [row.listed.head.full_name for row in plan.rows] == ["Lò Thị A", "Lò Thị C", "Lò Thị D"]
    order = [3, 8, 7, 6, 5, 4, 2, 1, 0]
    turned = saved(tmp_path / "khac.xlsx", [[row[at] for at in order] for row in (HEAD, *ROWS)])
    again = imports.look(workspace, turned)
    assert again.remembered
    assert again.mapping.columns == {
        "household_number": "I", "full_name": "H", "birth": "G", "relation": "C", "hamlet": "E", "poverty_class": "D",
    }  # fmt: skip
    plan = imports.plan(workspace, turned, 2025).plan
    assert plan.rows[0].listed.head.full_name == "Lò Thị A"


def test_a_proposed_mapping_that_is_kept_is_not_remembered(workspace, tmp_path):
    imports.plan(workspace, LIST)
    assert not imports.look(workspace, LIST).remembered


def test_every_sheet_is_offered_with_samples(workspace, tmp_path):
    book = openpyxl.load_workbook(LIST)
    book.create_sheet("Bìa", 0)["A1"] = "Phòng LĐ"
    book.save(tmp_path / "hai.xlsx")
    looked = imports.look(workspace, tmp_path / "hai.xlsx")
    assert [one.name for one in looked.sheets] == ["Bìa", "DS ho ngheo, can ngheo"]
    columns = {one.letter: one for one in looked.sheet(looked.mapping).columns}
    assert (columns["D"].wording, columns["D"].field) == ("Năm sinh / Nam", "male")
    assert (columns["E"].wording, columns["E"].field) == ("Năm sinh / Nữ", "female")
    assert columns["C"].samples == ("Bùi Thanh Dũng", "Phạm Thị Mỹ Dung", "Trần Ngọc Thủy")
    assert columns["N"].wording == "Các chỉ số thiếu hụt dịch vụ xã hội cơ bản / Việc làm"


# wrong rows


def test_wrong_rows_come_back_coloured_with_their_reasons(workspace, tmp_path):
    prepared = imports.plan(workspace, SPOILED)
    target = tmp_path / "dòng sai.xlsx"
    rows = imports.hand_back(workspace, prepared, target)
    book = openpyxl.load_workbook(target)
    assert book.sheetnames == ["DS ho ngheo, can ngheo", "Dòng sai"]
    whole, wrong = book.worksheets
    original = openpyxl.load_workbook(SPOILED).worksheets[0]
    for problem in prepared.plan.problems:
        if problem.severity == "error":
            cell = whole[f"{problem.column}{problem.row}"]
            assert cell.fill.fgColor.rgb == "FFFFC7CE"
            assert problem.code in cell.comment.text
            assert problem.message in whole.cell(problem.row, 27).value
    assert whole.cell(5, 27).value == "Lý do"
    for row in original.iter_rows(min_row=8, max_row=40):
        for cell in row:
            if isinstance(cell.value, (int, float)):
                assert whole[cell.coordinate].value == cell.value
    assert rows == len(list(wrong.iter_rows(min_row=4)))
    assert wrong.auto_filter.ref
    assert {str(one) for one in whole.merged_cells.ranges} == {str(one) for one in original.merged_cells.ranges}


def test_formulas_and_dangerous_texts_of_the_workbook_stay_texts(workspace, tmp_path):
    rows = [["STT hộ", "Họ và tên", "Năm sinh", "Quan hệ", "Thôn", "Ghi chú"]]
    rows.append([1, "@SUM(A1)", 1962, "Chủ hộ", "Bó", "x"])
    path = saved(tmp_path / "nguy-hiem.xlsx", rows)
    target = tmp_path / "tra-lai.xlsx"
    imports.hand_back(workspace, imports.plan(workspace, path, 2025), target)
    cell = openpyxl.load_workbook(target).worksheets[0]["B2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("@SUM(A1)", "s", True)


def test_the_copy_goes_in_when_it_was_mended(workspace, tmp_path):
    rows = [["STT hộ", "Họ và tên", "Năm sinh", "Quan hệ", "Thôn", "Dân tộc", "Phân loại"]]
    rows += [[number, f"Lò Thị {'ABCD'[number]}", 1960 + number, "Chủ hộ", "Bó", "Kinh", "CN"] for number in range(4)]
    rows[2][2] = 2200
    path = saved(tmp_path / "sai.xlsx", rows)
    target = tmp_path / "tra-lai.xlsx"
    first = imports.plan(workspace, path, 2025)
    assert first.plan.households == {"new": 3, "changed": 0, "same": 0, "wrong": 1}
    imports.apply(workspace, first)
    assert imports.hand_back(workspace, first, target) == 1
    book = openpyxl.load_workbook(target)
    book.worksheets[0]["C3"] = 1961
    book.save(target)
    again = imports.plan(workspace, target, 2025)
    assert again.plan.households == {"new": 1, "changed": 0, "same": 3, "wrong": 0}
    book.worksheets[1]["C2"] = 1961
    book.save(target)
    only = imports.look(workspace, target).sheets[1].mapping
    assert imports.plan(workspace, target, 2025, mapping=only).plan.households["new"] == 1


def test_the_copy_never_replaces_the_officers_file(workspace, tmp_path):
    path = Path(shutil.copy(SPOILED, tmp_path / "của tôi.xlsx"))
    before = path.read_bytes()
    with pytest.raises(WorkbookRefused) as caught:
        imports.hand_back(workspace, imports.plan(workspace, path), path)
    assert caught.value.code == "EX-11"
    assert path.read_bytes() == before


def test_a_copy_that_cannot_be_written_leaves_nothing(workspace, tmp_path):
    prepared = imports.plan(workspace, SPOILED)
    with pytest.raises(OSError):
        imports.hand_back(workspace, prepared, tmp_path / "không có" / "x.xlsx")
    assert list(tmp_path.glob("**/*.xlsx")) == []


# against the store


def test_a_person_of_another_household_is_named_by_row_and_column(workspace, tmp_path):
    hamlet = hamlets.add(workspace, "Bó")
    head = MemberInput("Lò Thị A", "Chủ hộ", "female", "1962")
    wife = MemberInput("Vì Thị B", "Vợ", "female", "1970", citizen_id="058170000001")
    households.register(workspace, HouseholdInput(hamlet.id, (head, wife)))
    other = hamlets.add(workspace, "Pá")
    rows = [["STT hộ", "Họ và tên", "Năm sinh", "Quan hệ", "Thôn", "Số CCCD", "Phân loại"]]
    rows.append([1, "Lò Thị A", 1962, "Chủ hộ", other.name, None, "CN"])
    rows.append([2, "Hà Văn C", 1980, "Chủ hộ", other.name, None, "CN"])
    rows.append([None, "Vì Thị B", 1970, "Vợ", None, "058170000001", None])
    rows.append([None, "Hà Văn D", 2001, "Con trai", None, "058201000009", None])
    plan = imports.plan(workspace, saved(tmp_path / "trùng.xlsx", rows), 2025).plan
    found = {(one.row, one.column, one.code, str(one.severity)) for one in plan.problems if one.code.startswith("DU")}
    assert (2, "B", "DU-05", "warning") in found
    assert not any(row.kind == "wrong" for row in plan.rows)


# undo


def test_what_nobody_touched_is_taken_back_and_the_rest_named(workspace):
    result = imports.apply(workspace, imports.plan(workspace, LIST))
    row = register.load(workspace).rows[0]
    reviews.record(workspace, reviews.ReviewInput(row.household_id, "2024", income_points="100"))
    with pytest.raises(imports.UndoBlocked) as caught:
        imports.undo(workspace, result.import_id)
    assert caught.value.names[-1:] != ()
    assert caught.value.others > 200
    assert imports.changed_since(workspace, result.import_id) == caught.value.names
    undone = imports.undo_untouched(workspace, result.import_id)
    left = register.load(workspace).rows
    assert [one.head_name for one in left] == [row.head_name]
    assert row.head_name in undone.kept
    assert row.hamlet_name in undone.kept
    assert [one.name for one in hamlets.all_hamlets(workspace)] == [row.hamlet_name]
    assert reviews.of_household(workspace, row.household_id)
    assert integrity.check(workspace).ok


def test_with_nothing_touched_both_ways_of_taking_back_are_one(workspace):
    before = integrity.check(workspace).state_hash
    result = imports.apply(workspace, imports.plan(workspace, LIST))
    assert imports.changed_since(workspace, result.import_id) == ()
    assert imports.undo_untouched(workspace, result.import_id).kept == ()
    assert integrity.check(workspace).state_hash == before


NAMES = st.sampled_from(["Lò Thị A", "Hà Văn Đức", "Vừ A Páo", "Katơr Thị Nga", "Nguyễn Thị Hường"])


@st.composite
def lists(draw):
    """Rows of one small list: households of one to three people, some cells empty or odd."""
    rows = [["STT hộ", "Họ và tên", "Năm sinh", "Quan hệ", "Thôn", "Số CCCD", "Phân loại", "Điểm A", "Việc làm"]]
    for number in range(1, draw(st.integers(3, 7))):
        hamlet = draw(st.sampled_from(["Bó", "Pá"]))
        for place in range(draw(st.integers(1, 3))):
            first = place == 0
            rows.append(
                [
                    number if first else None,
                    name := draw(NAMES),
                    year := draw(st.sampled_from([1962, 1990, "03/05/1962", None, 2999])),
                    "Chủ hộ" if first else draw(st.sampled_from(["Con trai", "Vợ", None])),
                    hamlet if first else None,
                    draw(st.sampled_from([None, f"0580{len(name):02}{str(year)[-2:]:0>2}0011"])),
                    draw(st.sampled_from(["N", "CN", None])) if first else None,
                    draw(st.sampled_from([60, 120, None])) if first else None,
                    draw(st.sampled_from(["x", None])),
                ]
            )
    return rows


@settings(
    max_examples=12,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    report_multiple_bugs=False,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(lists(), lists())
def test_any_list_twice_changes_nothing_and_undone_leaves_the_state(workspace, tmp_path, first, second):
    for name in ("Bó", "Pá"):
        if name not in {one.name for one in hamlets.all_hamlets(workspace)}:
            hamlets.add(workspace, name)
    empty = integrity.check(workspace).state_hash
    begun = imports.apply(workspace, imports.plan(workspace, saved(tmp_path / "1.xlsx", first), 2025))
    before = integrity.check(workspace).state_hash
    path = saved(tmp_path / "2.xlsx", second)
    result = imports.apply(workspace, imports.plan(workspace, path, 2025))
    again = imports.plan(workspace, path, 2025)
    assert again.plan.households["changed"] == again.plan.households["new"] == 0
    if result.import_id:
        imports.undo(workspace, result.import_id)
    assert integrity.check(workspace).state_hash == before
    if begun.import_id:
        imports.undo(workspace, begun.import_id)
    assert integrity.check(workspace).state_hash == empty


def test_old_letters_and_text_tables_come_back_as_workbooks_in_unicode(workspace, tmp_path):
    old = imports.plan(workspace, DATA / "ra-soat-2012-vntime.xls")
    imports.hand_back(workspace, old, tmp_path / "cũ.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "cũ.xlsx").worksheets[0]
    assert sheet["C6"].value == old.plan.rows[0].listed.head.full_name
    table = tmp_path / "bảng.csv"
    table.write_text("STT hộ;Họ và tên;Năm sinh;Quan hệ;Thôn\n1;=HYPERLINK(1);1962;Chủ hộ;Bó\n", encoding="utf-8")
    imports.hand_back(workspace, imports.plan(workspace, table, 2025), tmp_path / "b.xlsx")
    cell = openpyxl.load_workbook(tmp_path / "b.xlsx").worksheets[0]["B2"]
    assert (cell.value, cell.data_type, cell.fill.fgColor.rgb) == ("=HYPERLINK(1)", "s", "FFFFC7CE")
