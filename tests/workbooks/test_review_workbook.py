"""Review lists found in whole workbooks: the samples and lists laid out otherwise."""

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from sinhke_desktop.domain.commune import Area
from sinhke_desktop.domain.ethnic_groups import EthnicGroup, canonical, spellings
from sinhke_desktop.domain.list_checks import ListContext
from sinhke_desktop.domain.poverty import AreaLine, RuleSet
from sinhke_desktop.domain.review import INDICATORS, PovertyClass
from sinhke_desktop.workbooks.reading import WorkbookRefused, read_workbook
from sinhke_desktop.workbooks.review_list import read_review_list

DATA = Path(__file__).parents[1] / "data"
RULES = RuleSet(
    "VN-2022",
    "",
    "",
    date(2022, 1, 1),
    date(2026, 12, 31),
    {Area.RURAL: AreaLine(1_500_000, 140)},
    3,
    10,
    tuple(INDICATORS),
)
GROUPS = spellings([EthnicGroup("Kinh"), EthnicGroup("Raglai", ("Ra-glai", "Raglay")), EthnicGroup("Chăm", ("Chàm",))])
CONTEXT = ListContext(date(2025, 11, 22), official_ethnic_group=lambda text: canonical(text, GROUPS), rules=RULES)


def read(path):
    return read_review_list(read_workbook(path), CONTEXT)


def facts(listed):
    classes = Counter(one.poverty_class for one in listed.households)
    return {
        "households": len(listed.households),
        "members": listed.member_count,
        "poor": classes[PovertyClass.POOR],
        "near_poor": classes[PovertyClass.NEAR_POOR],
        "by_hamlet": dict(Counter(one.hamlet for one in listed.households if one.hamlet)),
        "deprived": {name: sum(key in one.deprived for one in listed.households) for key, name in INDICATORS.items()},
        "first_head": listed.households[0].head.full_name,
        "problems": list(listed.problems),
    }


@pytest.mark.parametrize("name", ["ra-soat-2025.xlsx", "ra-soat-2012-vntime.xls"])
def test_a_clean_list_gives_exactly_what_it_holds(name):
    expected = json.loads((DATA / f"{name.partition('.')[0]}.expected.json").read_text("utf-8"))
    listed = read(DATA / name)
    assert facts(listed) == expected
    assert listed.year == 2025
    assert listed.commune_title == "Xã Hòa Sơn"


def test_the_legacy_encoding_is_named():
    assert read(DATA / "ra-soat-2012-vntime.xls").encoding == "TCVN3"
    assert read(DATA / "ra-soat-2025.xlsx").encoding == ""


CODES = {
    "cccd lost its leading zero": ("H", "CC-01", "warning"),
    "cccd disagrees with birth year": ("H", "CC-02", "warning"),
    "cccd disagrees with sex": ("H", "CC-03", "warning"),
    "cccd twice": ("H", "CC-04", "error"),
    "no head": ("G", "HO-03", "error"),
    "two heads": ("G", "HO-04", "error"),
    "birth year in the future": ("E", "NK-03", "error"),
    "name empty": ("C", "NK-01", "error"),
    "name with ETH Ð": ("C", "NK-11", "info"),
    "name in NFD": ("C", "NK-12", "info"),
    "ethnic group by alias": ("F", "ET-02", "info"),
    "ethnic group unknown": ("F", "ET-01", "error"),
    "hamlet unknown": ("I", "TH-01", "error"),
    "hamlet misspelt case and spaces": ("I", "TH-02", "info"),
    "class N with two indicators": ("J", "PL-01", "error"),
    "class CN with four indicators": ("J", "PL-02", "error"),
    "class missing": ("J", "PL-03", "warning"),
    "A points over the line": ("L", "PL-05", "error"),
    "member without household number": ("B", "HO-05", "warning"),
    "formula in the name": ("C", "NK-04", "error"),
    "soft hyphen and no-break space": ("C", "NK-13", "info"),
    "date instead of year": ("E", "NK-07", "info"),
    "same household twice": ("C", "DU-01", "error"),
    "year typed as text with spaces": ("D", "NK-06", "info"),
}


def test_the_24_planted_problems_are_found_and_no_others():
    expected = json.loads((DATA / "ra-soat-2025-loi.expected.json").read_text("utf-8"))
    listed = read(DATA / "ra-soat-2025-loi.xlsx")
    found = {(one.row, one.column, one.code, one.severity.value) for one in listed.problems}
    planted = {(one["row"], *CODES[one["what"]]) for one in expected["problems"]}
    assert len(planted) == 24
    also = {(141, "H", "CC-02", "warning")}  # the id copied from another person does not fit the birth year either
    assert found == planted | also
    assert len(listed.households) == expected["households"]
    assert listed.member_count == expected["members"]
    assert sum(one.wrong for one in listed.households) == sum(code[2] == "error" for code in CODES.values())


def test_what_is_repaired_is_stored_repaired():
    listed = read(DATA / "ra-soat-2025-loi.xlsx")
    names = {member.row: member for household in listed.households for member in household.members}
    assert names[90].full_name == "Đỗ Văn Đức"
    assert names[158].full_name == "Nguyễn Thị Hường"
    assert names[225].full_name == "Phạm Thị Mai"
    assert names[78].ethnic_group == "Raglai"
    assert names[88].birth.iso == "1971-08-15"
    assert names[179].birth.iso == "1968"
    assert names[210].citizen_id == "058188106984"
    assert next(one for one in listed.households if one.row == 206).hamlet == "Tân Tiến"


HEAD_ROW = [
    "Ghi chú",
    "Họ tên",
    "Quan hệ",
    "Giới tính",
    "Ngày sinh",
    "Phân loại hộ",
    "Thôn",
    "Số CCCD",
    "STT",
    "Nhà tiêu hợp vệ sinh",
]


def person(number, name, relation, sex, birth, hamlet="Thôn Đá Bàn", citizen_id=None, note=None):
    head = relation == "Chủ hộ"
    return [
        note,
        name,
        relation,
        sex,
        birth,
        "Hộ cận nghèo" if head else None,
        hamlet if head else None,
        citizen_id,
        number,
        "x" if head else None,
    ]


def test_columns_in_another_order_with_sex_apart_and_no_member_numbers_are_read(write_rows):
    rows = [["DANH SÁCH HỘ CẬN NGHÈO NĂM 2024"], HEAD_ROW]
    for number in range(1, 4):
        rows.append(person(number, "Cao Thị Hoa", "Chủ hộ", "Nữ", f"0{number}/05/1962", note="mẹ đơn thân"))
        rows.append(person(None, "Cao Văn Bình", "con trai", "Nam", 1990 + number))
    rows.append([None, "Tổng cộng", None, None, 6])
    rows.append([None, None, None, None, None, None, "CHỦ TỊCH"])
    listed = read(write_rows(rows, first=4))
    assert [one.row for one in listed.households] == [6, 8, 10]
    assert [len(one.members) for one in listed.households] == [2, 2, 2]
    first = listed.households[0]
    assert (first.hamlet, first.hamlet_kind, first.poverty_class) == ("Đá Bàn", "Thôn", PovertyClass.NEAR_POOR)
    assert first.members[0].birth.iso == "1962-05-01"
    assert first.members[1].relation == "Con trai"
    assert first.deprived == frozenset({"hygienicToilet"})
    assert first.note == "mẹ đơn thân"
    assert listed.year == 2024
    assert listed.new_hamlets == ("Đá Bàn",)
    assert not any(one.wrong for one in listed.households)


def test_a_workbook_without_a_list_says_so(write_rows):
    with pytest.raises(WorkbookRefused) as caught:
        read(write_rows([["Kế hoạch", "Tháng", "Số tiền"], ["Mua bò", 3, 5_000_000]]))
    assert caught.value.code == "EX-07"


def test_a_header_with_nothing_under_it_is_an_empty_list(write_rows):
    with pytest.raises(WorkbookRefused) as caught:
        read(write_rows([HEAD_ROW]))
    assert caught.value.code == "EX-06"


def test_a_row_between_people_that_holds_nobody_is_named(write_rows):
    rows = [
        HEAD_ROW,
        person(1, "Cao Thị Hoa", "Chủ hộ", "Nữ", 1962),
        ["kiểm tra lại"],
        person(2, "Cao Văn An", "Chủ hộ", "Nam", 1970),
    ]
    listed = read(write_rows(rows))
    assert (3, "A", "LS-02") in {(one.row, one.column, one.code) for one in listed.problems}
