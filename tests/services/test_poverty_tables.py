"""The tables over a real store: the sample list, acts between two reviews, PDF and Excel that read back the same."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from python_calamine import CalamineWorkbook

from sinhke_desktop.domain.household import HEAD, HouseholdInput, MemberInput
from sinhke_desktop.domain.poverty_records import Results
from sinhke_desktop.domain.poverty_tables import NUMBERS
from sinhke_desktop.domain.poverty_tables.table import Unit
from sinhke_desktop.errors import InvalidInput, NotFound
from sinhke_desktop.services import (
    denominators,
    hamlets,
    households,
    imports,
    issued_papers,
    lives,
    poverty_tables,
    privacy,
    reviews,
)
from sinhke_desktop.services.reviews import ReviewInput

DATA = Path(__file__).parents[1] / "data"
LACKING = frozenset({"employment", "nutrition", "healthInsurance"})
WHY = "Theo đơn của hộ"


@pytest.fixture
def listed(workspace):
    """The sample list of 120 households, totals of every hamlet stated."""
    imports.apply(workspace, imports.plan(workspace, DATA / "ra-soat-2025.xlsx"))
    typed = [
        denominators.Typed(one.id, {"households": "262", "persons": "1010", "minority_households": "90"})
        for one in hamlets.all_hamlets(workspace)
    ]
    denominators.state(workspace, 2025, typed)
    return workspace


def family(workspace, hamlet, name, years, *, members=2):
    """A household with its classes by year: poor, near-poor or none."""
    people = [MemberInput(name, HEAD, "female", "1975", "Kinh")]
    people += [MemberInput(f"{name} {place}", "Con trai", "male", "2012", "Kinh") for place in range(1, members)]
    made = households.register(workspace, HouseholdInput(hamlet.id, tuple(people)))
    for year, cls in years.items():
        result(workspace, made.id, year, cls)
    return made.id


def result(workspace, household_id, year, cls):
    points = "160" if cls == "none" else "100"
    deprived = LACKING if cls == "poor" else frozenset({"employment"})
    reviews.record(workspace, ReviewInput(household_id, str(year), income_points=points, deprived=deprived))


def sums(table, unit=None):
    return [cell.value for cell in next(row for row in table.rows if row.total and row.unit is unit).cells]


def table(workspace, number, **more):
    return poverty_tables.tables(poverty_tables.load(workspace, 2025, **more), [number])[0]


def test_the_sample_list_gives_the_expected_numbers(listed):
    expected = json.loads((DATA / "ra-soat-2025.expected.json").read_text(encoding="utf-8"))
    facts = poverty_tables.load(listed, 2025)
    found = {one.number: one for one in poverty_tables.tables(facts)}
    assert (sums(found[1])[2], sums(found[1])[4]) == (expected["poor"], expected["near_poor"])
    assert sums(found[1])[8] + sums(found[1])[10] == expected["members"]
    assert len(found[14].rows) + len(found[15].rows) == expected["members"]
    by_hamlet = {
        row.label.removeprefix("Thôn "): row.cells[2].value + row.cells[4].value
        for row in found[1].rows if not row.total
    }  # fmt: skip
    assert by_hamlet == expected["by_hamlet"]
    lacking = [poor + near for poor, near in zip(sums(found[4])[2:], sums(found[6])[2:], strict=True)]
    assert dict(zip((one.title for one in found[4].columns[2:]), lacking, strict=True)) == expected["deprived"]


def test_acts_between_two_reviews_are_other_losses_and_gains(workspace):
    here, there = hamlets.add(workspace, "Tân Tiến"), hamlets.add(workspace, "Đá Bàn")
    stays = family(workspace, here, "Đỗ Thị An", {2024: "poor", 2025: "poor"}, members=3)
    moves = family(workspace, here, "Hồ Thị Bình", {2024: "poor", 2025: "poor"})
    leaves = family(workspace, here, "Lê Thị Cúc", {2024: "poor"})
    rises = family(workspace, there, "Bá Thị Dung", {2024: "poor", 2025: "near-poor"})
    family(workspace, there, "Tain Thị Em", {2024: "none", 2025: "poor"})
    lives.leave(workspace, leaves, "01/06/2025", WHY)
    lives.move(workspace, moves, there.id, "01/07/2025", WHY)
    lives.born(workspace, stays, MemberInput("Đỗ Văn Mới", "Con trai", "male", "2025", "Kinh"), "02/08/2025", WHY)
    found = table(workspace, 2)
    assert not found.breaks
    assert not any(row.broken for row in found.rows)
    assert sums(found, Unit.HOUSEHOLDS) == [4, 1, 0, 2, 0, 0, 1, 1, 3]
    assert sums(found, Unit.PERSONS) == [9, 2, 0, 4, 0, 0, 2, 3, 8]
    assert found.rows[0].household_ids(3) in ((leaves, moves), (moves, leaves))
    assert sums(table(workspace, 3), Unit.HOUSEHOLDS) == [0, 0, 0, 0, 1, 0, 0, 0, 1]
    assert table(workspace, 3).rows[2].household_ids(4) == (rises,)


def test_a_household_split_from_a_poor_one_and_one_merged_away_keep_the_sum(workspace):
    here = hamlets.add(workspace, "Tân Tiến")
    old = family(workspace, here, "Đỗ Thị An", {2024: "poor", 2025: "poor"}, members=4)
    gone = family(workspace, here, "Hồ Thị Bình", {2024: "poor"})
    child = households.get(workspace, old).members[1].id
    split = lives.split(workspace, old, [child], child, here.id, "01/05/2025", WHY)
    result(workspace, split.other.id, 2025, "poor")
    wife, son = households.get(workspace, gone).members
    lives.merge(workspace, gone, old, {wife.id: "Chị", son.id: "Cháu"}, "02/05/2025", WHY)
    found = table(workspace, 2)
    assert not found.breaks
    assert sums(found, Unit.HOUSEHOLDS) == [2, 0, 0, 1, 0, 0, 0, 1, 2]
    assert sums(found, Unit.PERSONS) == [6, 0, 0, 3, 0, 0, 0, 3, 6]


def test_a_poor_household_not_reviewed_this_year_breaks_the_sum_and_is_named(workspace):
    here = hamlets.add(workspace, "Tân Tiến")
    family(workspace, here, "Đỗ Thị An", {2024: "poor", 2025: "poor"})
    missing = family(workspace, here, "Hồ Thị Bình", {2024: "poor"})
    found = table(workspace, 2)
    assert [one.household_id for one in found.breaks] == [missing]
    (named,) = poverty_tables.broken(workspace, found.breaks)
    assert (named.head_name, "chưa rà soát" in named.why) == ("Hồ Thị Bình", True)
    households.remove(workspace, missing, WHY)
    assert not table(workspace, 2).breaks
    assert sums(table(workspace, 2), Unit.HOUSEHOLDS) == [2, 0, 0, 1, 0, 0, 0, 0, 1]


def test_people_whose_group_is_not_known_or_foreign_are_no_minority(workspace):
    here = hamlets.add(workspace, "Tân Tiến")
    for number, group in enumerate(("Kinh (Việt)", "raglay", "Không rõ", "Người nước ngoài", "dân tộc khác", "H’Mông")):
        made = households.register(
            workspace, HouseholdInput(here.id, (MemberInput(f"Hồ Thị {number}", HEAD, "female", "1975", group),))
        )
        result(workspace, made.id, 2025, "poor")
    found = table(workspace, 9)
    columns = [column.title for column in found.columns[:6]]
    assert dict(zip(columns, sums(found), strict=False)) == {
        "Tổng số": 6, "Kinh": 1, "Tổng số DTTS": 3, "Mông": 1, "Ra-glai": 1, "Khác": 1
    }  # fmt: skip


def test_the_columns_of_indicators_are_those_of_the_years_standard(workspace):
    workspace = replace(workspace, clock=lambda: datetime(2027, 11, 20, tzinfo=UTC))
    here = hamlets.add(workspace, "Tân Tiến")
    one = family(workspace, here, "Đỗ Thị An", {2026: "poor"})
    lacks = frozenset({"employment", "nutrition", "wasteTreatment"})
    reviews.record(workspace, ReviewInput(one, "2027", income_per_head="1000000", deprived=lacks))
    titles = {
        year: [
            column.title for column in poverty_tables.tables(poverty_tables.load(workspace, year), [4])[0].columns[2:]
        ]
        for year in (2026, 2027)
    }
    assert (len(titles[2026]), len(titles[2027])) == (12, 12)
    assert set(titles[2026]) - set(titles[2027]) == {"Phương tiện tiếp cận thông tin"}
    assert set(titles[2027]) - set(titles[2026]) == {"Xử lý rác thải"}


def test_preliminary_results_can_be_seen_apart_from_official_ones(workspace):
    here = hamlets.add(workspace, "Tân Tiến")
    one = family(workspace, here, "Đỗ Thị An", {2025: "poor"})
    assert sums(table(workspace, 1))[2] == 1
    assert table(workspace, 1).subtitle == "Kết quả sơ bộ"
    assert sums(table(workspace, 1, results=Results.OFFICIAL))[2] == 0
    typed = ReviewInput(one, "2025", status="official", income_points="160")
    reviews.record(workspace, typed)
    assert sums(table(workspace, 1))[2] == 0
    assert table(workspace, 1).subtitle == "Kết quả chính thức"


def pdf_text(content):
    document = pdfium.PdfDocument(content)
    return [page.get_textpage().get_text_range() for page in document]


@pytest.mark.parametrize("number", NUMBERS)
def test_what_is_printed_reads_back_as_it_was_counted(listed, number):
    facts = poverty_tables.load(listed, 2025)
    one = poverty_tables.tables(facts, [number])[0]
    pages = pdf_text(poverty_tables.render(listed, facts, [one]))
    words = Counted(" ".join(pages).split())
    for row in one.rows:
        for place, column in enumerate(one.columns):
            for word in row.text(place).split():
                assert words.take(word), (row.label, column.title, word)
    state = poverty_tables.state_hash(listed)[:16]
    assert all(state in page for page in pages)
    assert f"Biểu {number}" in pages[0]
    assert not re.match(r"\d", pages[0])
    assert all(page.split()[0] == str(place) for place, page in enumerate(pages[1:], 2))


class Counted:
    """A bag of words from which each can be taken as often as it stands there."""

    def __init__(self, words):
        self._left = {}
        for word in words:
            self._left[word] = self._left.get(word, 0) + 1

    def take(self, word):
        left = self._left.get(word, 0)
        self._left[word] = left - 1
        return left > 0


def test_the_same_records_give_the_same_pdf_and_all_tables_have_a_bookmark(listed):
    facts = poverty_tables.load(listed, 2025)
    every = poverty_tables.tables(facts)
    first = poverty_tables.render(listed, facts, every)
    assert first == poverty_tables.render(listed, facts, every)
    outline = list(pdfium.PdfDocument(first).get_toc())
    assert len(outline) == 15


def test_the_workbook_holds_numbers_as_numbers(listed, tmp_path):
    facts = poverty_tables.load(listed, 2025)
    every = poverty_tables.tables(facts)
    path = poverty_tables.write_excel(listed, facts, every, tmp_path / "biểu" / "15.xlsx")
    workbook = CalamineWorkbook.from_path(path)
    assert workbook.sheet_names == [f"Biểu {number}" for number in NUMBERS]
    for one in every:
        lines = workbook.get_sheet_by_name(f"Biểu {one.number}").to_python(skip_empty_area=False)
        labels = (0 if one.listing else 1) + 1 + one.by_unit
        first = next(place for place, line in enumerate(lines) if one.rows[0].label in line)
        for row, line in zip(one.rows, lines[first:], strict=False):
            for cell, value in zip(row.cells, line[labels:], strict=True):
                wanted = cell if isinstance(cell, str) else cell.text if cell.number is None else cell.number
                if isinstance(wanted, str):
                    assert value == wanted
                else:
                    assert Decimal(str(value)) == wanted


def test_written_tables_are_kept_and_only_lists_name_households_in_the_access_log(listed, tmp_path):
    facts = poverty_tables.load(listed, 2025)
    counts, lists = poverty_tables.tables(facts, range(1, 14)), poverty_tables.tables(facts, [14])
    poverty_tables.write_pdf(listed, facts, counts, tmp_path / "13.pdf")
    assert [one.household_id for one in privacy.accesses(listed)] == [""]
    poverty_tables.write_pdf(listed, facts, lists, tmp_path / "14.pdf")
    named = poverty_tables.households_of(lists)
    assert named
    newest, oldest = issued_papers.listed(listed)
    assert (oldest.title, issued_papers.households_of(listed, oldest.id)) == ("13 biểu tổng hợp rà soát", [])
    assert newest.title == f"Biểu 14. {lists[0].title}"
    assert "2025" in newest.subject
    assert sorted(issued_papers.households_of(listed, newest.id)) == sorted(named)
    before = len(privacy.accesses(listed))
    poverty_tables.write_excel(listed, facts, poverty_tables.tables(facts, [14, 15]), tmp_path / "lists.xlsx")
    assert len(privacy.accesses(listed)) == before + 2


def test_a_table_that_is_none_and_a_year_without_reviews_are_refused(workspace, tmp_path):
    facts = poverty_tables.load(workspace, 2025)
    with pytest.raises(InvalidInput) as caught:
        poverty_tables.tables(facts, [16])
    assert caught.value.problems[0].code == "BB-01"
    with pytest.raises(NotFound) as none:
        poverty_tables.write_pdf(workspace, facts, poverty_tables.tables(facts), tmp_path / "x.pdf")
    assert none.value.code == "BB-02"


def test_what_was_counted_changes_its_stamp_with_every_change(workspace):
    before = poverty_tables.stamp(workspace)
    hamlets.add(workspace, "Tân Tiến")
    assert poverty_tables.stamp(workspace) != before
