"""Rows under a header that are no people, and where households begin where the numbers or heads are wrong."""

from datetime import date

import pytest

from sinhke_desktop.domain.hamlet_names import split_kind
from sinhke_desktop.domain.list_checks import ListContext
from sinhke_desktop.domain.review import PovertyClass
from sinhke_desktop.workbooks.reading import read_workbook
from sinhke_desktop.workbooks.review_list import read_review_list
from sinhke_desktop.workbooks.row_kinds import class_of_heading, hamlet_named

HEAD = ["STT", "Họ và tên thành viên", "Năm sinh", "Giới tính", "Quan hệ với chủ hộ", "Thôn", "Phân loại", "Điểm A"]
FULL = ["STT hộ", "STT thành viên", "Họ và tên", "Nam", "Nữ", "Dân tộc", "Quan hệ", "Số CCCD", "Thôn", "Phân loại"]


def read(path):
    return read_review_list(read_workbook(path), ListContext(date(2025, 11, 22)))


def codes(listed):
    return [(one.row, one.column, one.code) for one in listed.problems]


def homes(count, *, numbers="households"):
    """Rows of *count* households of three."""
    rows, person = [], 0
    for home in range(1, count + 1):
        for place, (name, sex, relation, year) in enumerate(
            (("Văn A", "Nam", "Chủ hộ", 1960), ("Thị B", "Nữ", "Vợ", 1962), ("Văn C", "Nam", "Con trai", 1990))
        ):
            person += 1
            number = {"people": person, "everywhere": home, "households": None if place else home}[numbers]
            own = ("Bó", "CN", 100) if place == 0 else (None, None, None)
            rows.append([number, f"{'LVHCM'[home - 1]}ò {name}", year + home, sex, relation, *own])
    return rows


def full_home(number, name, year):
    return [
        [number, 1, name, year, None, "Kinh", "Chủ hộ", None, "Bó", "CN"],
        [None, 2, f"{name} Hai", None, year + 1, "Kinh", "Vợ", None, None, None],
    ]


# no people


@pytest.mark.parametrize(
    "block",
    [
        [["Người lập"], [None, None, "NGƯỜI LẬP BIỂU", None, None, None, None, "TM. ỦY BAN NHÂN DÂN"],
         [None, None, "Lò Văn X", None, None, None, None, "Vì Văn Y"]],
        [[None, None, "NGƯỜI LẬP BIỂU", None, None, None, "TRƯỞNG THÔN"],
         [None, None, "Lò Văn X", None, None, None, "Vì Văn Y"]],
        [[None, "Người lập", None, None, "Trưởng thôn", None, None, "CHỦ TỊCH"],
         [None, "Lò X", None, None, "Vì Văn Y", "Hà Z", None, "Lò Văn K"]],
        [[None, None, None, None, None, None, "Bó, ngày 20 tháng 11 năm 2025"], [None, None, None, "(Ký tên)"]],
    ],
)  # fmt: skip
@pytest.mark.parametrize("gap", [[], [None, None, "Tổng cộng", 6]])
def test_a_block_of_signatures_is_not_taken_for_people(write_rows, gap, block):
    people = [*full_home(1, "Lò Văn A", 1960), *full_home(2, "Lò Văn B", 1970), *full_home(3, "Lò Văn C", 1975)]
    listed = read(write_rows([["NĂM 2025"], FULL, *people, gap, *block]))
    assert (listed.member_count, codes(listed)) == (6, [])


@pytest.mark.parametrize(
    "total",
    [
        [None, None, "Cộng thôn Bó: 1 hộ, 2 khẩu", 1, 1],
        ["Tổng", None, None, 4, 4, None, None, None, None, "4"],
        ["Tổng số hộ", 5, None, 5, 5],
        [None, "TỔNG CỘNG:", None, 5, 5, 3, 2],
        ["II", None, "Cộng", 1990, 1991],
    ],
)
def test_totals_between_people_are_left_out_without_a_word(write_rows, total):
    rows = [["NĂM 2025"], FULL]
    for number, letter in enumerate("ABC", 1):
        rows += [*full_home(number, f"Lò Văn {letter}", 1960 + number), total]
    listed = read(write_rows(rows))
    assert (listed.member_count, codes(listed)) == (6, [])


def test_people_whose_names_only_look_like_totals_stay(write_rows):
    rows = [FULL, *full_home(1, "Lò Văn A", 1960)]
    rows += [[None, 3, "Tống Thị Hoa", None, 2015, "Kinh"], [None, 4, "Công Văn Bê", 2016, None, "Kinh"]]
    listed = read(write_rows(rows))
    assert [one.full_name for one in listed.households[0].members[2:]] == ["Tống Thị Hoa", "Công Văn Bê"]
    assert [one for one in codes(listed) if one[2] == "QH-01"] == [(4, "G", "QH-01"), (5, "G", "QH-01")]


def test_the_header_printed_again_on_every_page_is_left_out(write_rows):
    over = ["STT hộ", "STT thành viên", "Họ và tên thành viên", "Năm sinh", None, *FULL[5:]]
    under = [None, None, None, "Nam", "Nữ"]
    numbers = [f"({at})" for at in range(1, 11)]
    rows = [["NĂM 2025"], over, under, numbers]
    for number, letter in enumerate("ABC", 1):
        rows += [*full_home(number, f"Lò Văn {letter}", 1960 + number), over, under, numbers]
    listed = read(write_rows(rows))
    assert (listed.member_count, codes(listed)) == (6, [])


def test_the_row_of_column_numbers_may_say_what_is_added_up(write_rows):
    numbers = ["A", "B", "(3)", "(4)", "(5)", "(6)=(4)+(5)", "(7)", "(8)", "(9)", "(10)"]
    rows = [["NĂM 2025"], FULL, numbers]
    for number, letter in enumerate("ABC", 1):
        rows += full_home(number, f"Lò Văn {letter}", 1960 + number)
    listed = read(write_rows(rows))
    assert (listed.member_count, codes(listed)) == (6, [])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Thôn Bó", "Thôn Bó"), ("I. THÔN TÂN HÒA II: 20 hộ", "Thôn Tân Hòa II"), ("Thôn Bó (20 hộ)", "Thôn Bó"),
        ("I - Thôn Bó", "Thôn Bó"), ("A. Thôn: Bó", "Thôn: Bó"), ("Thôn Bó - 3 hộ, 9 khẩu", "Thôn Bó"),
        ("* Ấp Gòn 1", "Ấp Gòn 1"), ("Xóm Mới", "Xóm Mới"), ("Bàn Văn Thôn", ""), ("Thôn", ""), ("Họp thôn Bó", ""),
    ],
)  # fmt: skip
def test_headings_of_hamlets_are_known_by_their_first_word(text, name):
    assert hamlet_named(text) == name


def test_a_colon_behind_the_kind_of_a_hamlet_is_no_part_of_its_name():
    assert split_kind("Thôn: Bó") == ("Thôn", "Bó")
    assert split_kind("thon Tan Tien") == ("Thôn", "Tan Tien")
    assert split_kind("Ban Me") == ("", "Ban Me")


@pytest.mark.parametrize(
    "heading", [["THÔN BÓ"], ["I", "Thôn Bó", 3, None, None, None, None, 300], [1, "Thôn Bó"], ["I.", "Bó"]]
)
def test_hamlets_in_lines_of_their_own_may_carry_numbers(write_rows, heading):
    people = [[*row[:5], None, *row[6:]] for row in homes(3)]
    listed = read(write_rows([["NĂM 2025"], HEAD, heading, *people]))
    assert ({one.hamlet for one in listed.households}, codes(listed)) == ({"Bó"}, [])


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("A. HỘ NGHÈO", PovertyClass.POOR), ("II. Hộ cận nghèo: 12 hộ", PovertyClass.NEAR_POOR),
        ("DANH SÁCH HỘ NGHÈO NĂM 2025", PovertyClass.POOR), ("Hộ mới thoát nghèo", PovertyClass.NEWLY_ESCAPED),
        ("Hộ nghèo và hộ cận nghèo", None), ("Thôn Bó", None), ("K", None),
    ],
)  # fmt: skip
def test_headings_of_classes_are_known_by_their_words(text, meaning):
    assert class_of_heading(text) is meaning


def test_the_class_may_stand_in_lines_of_their_own(write_rows):
    people = [row[:6] for row in homes(4)]
    rows = [["NĂM 2025"], HEAD[:6], ["A", "HỘ NGHÈO"], *people[:6], ["B", "HỘ CẬN NGHÈO"], *people[6:]]
    listed = read(write_rows(rows))
    poor, near = PovertyClass.POOR, PovertyClass.NEAR_POOR
    assert [one.poverty_class for one in listed.households] == [poor, poor, near, near]
    assert codes(listed) == []


# where households begin


@pytest.mark.parametrize("numbers", ["households", "people", "everywhere"])
def test_a_household_without_a_head_does_not_melt_into_the_one_before(write_rows, numbers):
    rows = homes(5, numbers=numbers)
    rows[6][4] = "Con trai"
    listed = read(write_rows([["NĂM 2025"], HEAD, *rows]))
    assert [len(one.members) for one in listed.households] == [3] * 5
    assert codes(listed) == [(9, "E", "HO-03")]
    assert [one.row for one in listed.households if one.wrong] == [9]


@pytest.mark.parametrize("numbers", ["households", "people", "everywhere"])
def test_a_second_head_does_not_begin_a_household(write_rows, numbers):
    rows = homes(5, numbers=numbers)
    rows[7][4] = "Chủ hộ"
    listed = read(write_rows([["NĂM 2025"], HEAD, *rows]))
    assert [len(one.members) for one in listed.households] == [3] * 5
    assert codes(listed) == [(9, "E", "HO-04")]


def test_a_second_head_is_doubted_where_only_one_value_tells(write_rows):
    people = [[*row[1:5], row[6]] for row in homes(5)]
    people[7][3] = "Chủ hộ"
    listed = read(write_rows([["NĂM 2025"], [*HEAD[1:5], HEAD[6]], ["Thôn Bó"], *people]))
    assert codes(listed) == [(11, "D", "HO-11"), (11, "E", "PL-03")]


def test_one_household_without_a_head_is_found_in_a_short_list_too(write_rows):
    rows = [[None, *row[1:]] for row in homes(3)]
    rows[3][4] = "Cháu"
    listed = read(write_rows([["NĂM 2025"], HEAD, *rows]))
    assert [one for one in codes(listed) if one[2] != "HO-06"] == [(6, "E", "HO-03")]


def test_a_head_without_a_number_but_with_a_class_begins_a_household(write_rows):
    rows = homes(5)
    rows[6][0] = None
    listed = read(write_rows([["NĂM 2025"], HEAD, *rows]))
    assert ([len(one.members) for one in listed.households], codes(listed)) == ([3] * 5, [(9, "A", "HO-06")])


@pytest.mark.parametrize("number", [-3, 0, 2.5])
def test_a_number_that_numbers_nothing_is_said(write_rows, number):
    rows = homes(5)
    rows[6][0] = number
    listed = read(write_rows([["NĂM 2025"], HEAD, *rows]))
    assert (codes(listed), listed.households[2].number) == ([(9, "A", "HO-08")], None)


def test_a_list_with_neither_numbers_nor_relations_has_a_household_on_each_row(write_rows):
    rows = [["Họ và tên chủ hộ", "Năm sinh", "Thôn", "Phân loại"]]
    rows += [[f"Lò Văn {letter}", 1960, "Bó", "CN"] for letter in "ABC"]
    assert [len(one.members) for one in read(write_rows(rows)).households] == [1, 1, 1]


@pytest.mark.parametrize("relation", ["Chủ hộ.", "C.hộ", "CH", "chủ  hộ", "Bản thân"])
def test_heads_are_known_in_every_spelling(write_rows, relation):
    rows = homes(5)
    rows[6][4] = relation
    listed = read(write_rows([["NĂM 2025"], HEAD, *rows]))
    assert ([one.head.relation for one in listed.households], codes(listed)) == (["Chủ hộ"] * 5, [])


def test_rows_of_a_household_that_contradict_each_other_are_said(write_rows):
    rows = [["NĂM 2025"], FULL]
    for number, letter in enumerate("ABC", 1):
        rows += full_home(number, f"Lò Văn {letter}", 1960 + number)
    rows[3][8], rows[3][9] = "thôn BÓ", "N"
    rows[5][1] = 1
    listed = read(write_rows(rows))
    assert codes(listed) == [(4, "J", "HO-10"), (6, "B", "HO-09")]


def test_a_household_marked_poor_and_near_poor_is_wrong(write_rows):
    rows = [["TT", "Họ và tên chủ hộ", "Năm sinh", "Thôn", "Hộ nghèo", "Hộ cận nghèo"]]
    rows += [[at, f"Lò Văn {letter}", 1960, "Bó", "x", None] for at, letter in enumerate("ABCDEF", 1)]
    rows[2][5], rows[3][4] = "x", None
    listed = read(write_rows(rows))
    assert codes(listed) == [(3, "F", "PL-10"), (4, "E", "PL-03")]


def test_the_note_of_a_members_row_is_the_members(write_rows):
    rows = [[*FULL, "Ghi chú"]]
    for number, letter in enumerate("ABC", 1):
        rows += full_home(number, f"Lò Văn {letter}", 1960 + number)
    rows[1].append("ở nhờ")
    rows[2].append("đi làm xa")
    rows[4].append("ốm nặng")
    first, second, _third = read(write_rows(rows)).households
    assert (first.note, first.members[1].record) == ("ở nhờ", {"note": "đi làm xa"})
    assert (second.note, second.members[1].record) == ("", {"note": "ốm nặng"})
