"""The fifteen tables over invented histories: sums, movements and lists agree with counting by hand."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sinhke_desktop.domain.hamlet import Hamlet, HamletYear
from sinhke_desktop.domain.life_act import ActKind, LifeAct
from sinhke_desktop.domain.movement import LOSSES, BreakKind, Way, movements
from sinhke_desktop.domain.poverty_facts import facts
from sinhke_desktop.domain.poverty_records import HouseholdLine, Person, Received, Records
from sinhke_desktop.domain.poverty_tables import NUMBERS, build
from sinhke_desktop.domain.poverty_tables.table import Unit
from sinhke_desktop.domain.review import INDICATORS, Movement, PovertyClass, ResultStatus, Review

YEAR = 2025
POOR, NEAR, NONE, UNKNOWN = PovertyClass.POOR, PovertyClass.NEAR_POOR, PovertyClass.NONE, PovertyClass.UNKNOWN
HAMLETS = tuple(Hamlet(f"{number:032x}", "22828", name) for number, name in enumerate(("Tân Tiến", "Đá Bàn", "Gòn 1")))
TOTALS = tuple(HamletYear(f"t{one.id}", "22828", one.id, YEAR, 400, 1600, 90, 350, 10, 40) for one in HAMLETS)


def line(number, hamlet=0, **more):
    fields = dict.fromkeys(HouseholdLine._fields, "") | {
        "id": f"{number:032x}", "removed": False, "hamlet_id": HAMLETS[hamlet].id, "list_number": number,
    }  # fmt: skip
    return HouseholdLine(**(fields | more))


def people(number, count, **more):
    found = []
    for place in range(count):
        fields = dict.fromkeys(Person._fields, "") | {
            "id": f"{number:08x}{place:08x}", "household_id": f"{number:032x}", "removed": False, "position": place,
            "name": f"Người {number} {place}", "relation": "Con trai" if place else "Chủ hộ", "sex": "male",
            "birth": "1980" if not place else "2015", "ethnic_group": "Kinh",
        }  # fmt: skip
        found.append(Person(**(fields | more)))
    return found


def review(number, year, cls, **more):
    return Review(f"{year}{number:028x}", "22828", f"{number:032x}", year, declared_class=cls, **more)


def act(kind, number, day, **more):
    return LifeAct(f"act{number}{kind}{day}", "22828", kind, f"{number:032x}", day, "lý do", **more)


def counted(lines, members, reviews, acts=(), received=(), totals=TOTALS, removed_on=None):
    records = Records(
        YEAR, HAMLETS, totals, lines, {f"{number:032x}": some for number, some in members.items()},
        sorted(reviews, key=lambda one: one.year), acts, received, removed_on or {},
    )  # fmt: skip
    return facts(records, lambda one: one.declared_class, lambda text: text)


def total(table, unit=None):
    return next(row for row in table.rows if row.total and row.unit is unit)


def values(row):
    return [cell.value for cell in row.cells]


LACKS = st.frozensets(st.sampled_from(list(INDICATORS)))
STATUSES = st.sampled_from(list(ResultStatus))


@st.composite
def histories(draw):
    """Households with whatever may have happened to them in two years and before."""
    lines, members, reviews, acts = [], {}, [], []
    classes = st.sampled_from([None, POOR, NEAR, NONE])
    for number in range(draw(st.integers(1, 12))):
        hamlet = draw(st.integers(0, 2))
        ended = draw(st.sampled_from(["", "", "", f"{YEAR}-05-01", f"{YEAR - 1}-05-01", f"{YEAR + 1}-02-01"]))
        arrived = draw(st.sampled_from(["", "", "", f"{YEAR}-03-01"]))
        lines.append(
            line(number, hamlet, ended_on=ended, removed=bool(ended), arrived_on=arrived,
                 no_labour=draw(st.sampled_from(["", "yes", "no"])), causes=draw(st.sampled_from(["", "land,capital"])))
        )  # fmt: skip
        members[number] = people(
            number, draw(st.integers(1, 4)), ethnic_group=draw(st.sampled_from(["Kinh", "Ra-glai", ""])),
            merit=draw(st.sampled_from(["", "yes"])),
        )  # fmt: skip
        for year, known in ((YEAR - 2, classes), (YEAR - 1, classes), (YEAR, st.one_of(classes, st.just(UNKNOWN)))):
            cls = draw(known)
            if cls is not None:
                moved = draw(st.sampled_from([None, *Movement])) if year == YEAR else None
                reviews.append(
                    review(number, year, cls, movement=moved, deprived=draw(LACKS), status=draw(STATUSES))
                )  # fmt: skip
        when = date(draw(st.integers(YEAR - 1, YEAR + 1)), 6, 1)
        happened = draw(st.sampled_from([None, None, ActKind.MOVED, ActKind.BORN, ActKind.DIED]))
        if happened is ActKind.MOVED:
            acts.append(act(happened, number, when, from_hamlet_id=HAMLETS[(hamlet + 1) % 3].id))
        elif happened is ActKind.BORN:
            acts.append(act(happened, number, when, member_ids=members[number][-1].id))
        elif happened is ActKind.DIED:
            gone = people(number, 5)[4]._replace(removed=True)
            members[number].append(gone)
            acts.append(act(happened, number, when, member_ids=gone.id))
    return counted(lines, members, reviews, acts)


@given(histories())
@settings(max_examples=150, deadline=None)
def test_the_sum_of_the_movement_holds_exactly_where_no_household_breaks_it(found):
    entries, breaks = movements(found)
    for number, cls in ((2, POOR), (3, NEAR)):
        table = build(found, number)
        for row in table.rows:
            opening, *middle, closing = [cell.value for cell in row.cells]
            if not found.opening_known:
                assert opening is None
                assert not row.broken
                continue
            losses, gains = middle[: len(LOSSES)], middle[len(LOSSES) :]
            mine = {one.household_id for one in table.breaks if row.total or one.hamlet_id == row.hamlet_id}
            unexplained = sum(
                (1 if one.way is Way.OPENING else -1) * (one.size if row.unit is Unit.PERSONS else 1)
                for one in entries
                if one.poverty_class is cls and one.household_id in mine and one.way in (Way.OPENING, Way.CLOSING)
                and (row.total or one.hamlet_id == row.hamlet_id)
            )  # fmt: skip
            assert opening - sum(losses) + sum(gains) - closing == unexplained
            assert row.broken == bool(mine)
    assert {one.poverty_class for one in breaks} <= {POOR, NEAR}


@given(histories())
@settings(max_examples=60, deadline=None)
def test_hamlets_add_up_to_the_commune_in_every_table(found):
    for number in range(1, 14):
        table = build(found, number)
        for unit in {row.unit for row in table.rows}:
            rows = [row for row in table.rows if row.unit is unit]
            for place, column in enumerate(table.columns):
                parts = [row.cells[place].value for row in rows if not row.total]
                whole = rows[-1].cells[place].value
                if column.kind.value == "number" and whole is not None:
                    assert sum(parts) == whole, (number, column)


@given(histories())
@settings(max_examples=60, deadline=None)
def test_poor_who_became_near_poor_are_the_same_in_both_movement_tables(found):
    if not found.opening_known:
        return
    poor, near = build(found, 2), build(found, 3)
    for unit in Unit:
        assert total(poor, unit).cells[1].value == total(near, unit).cells[4].value
        assert total(near, unit).cells[1].value == total(poor, unit).cells[4].value


@given(histories())
@settings(max_examples=60, deadline=None)
def test_tables_agree_with_each_other_and_with_counting_by_hand(found):
    here = [one for one in found.households if one.now is not None]
    by_class = Counter(one.now.poverty_class for one in here)
    row = total(build(found, 1))
    assert (row.cells[2].value, row.cells[4].value) == (by_class[POOR], by_class[NEAR])
    assert len(build(found, 15).rows) == row.cells[8].value
    assert len(build(found, 14).rows) == row.cells[10].value
    assert total(build(found, 2), Unit.HOUSEHOLDS).cells[-1].value == by_class[POOR]
    assert total(build(found, 3), Unit.PERSONS).cells[-1].value == row.cells[10].value
    for number, cls in ((4, POOR), (6, NEAR)):
        lacking = Counter(key for one in here if one.now.poverty_class is cls for key in one.now.review.deprived)
        cells = values(total(build(found, number)))
        assert cells[0] == by_class[cls]
        assert cells[1] == lacking.total()
        assert cells[2:] == [lacking[key] for key in INDICATORS]


@given(histories())
@settings(max_examples=60, deadline=None)
def test_every_number_of_households_leads_to_that_many_households(found):
    for number in (1, 4, 6, 9, 10):
        for row in build(found, number).rows:
            for place, column in enumerate(row.cells):
                people_column = number == 1 and place >= 8
                if column.count is not None and not column.is_rate and not people_column and place != 1:
                    assert len(row.household_ids(place)) == column.value, (number, place)


def test_rates_are_taken_of_the_hamlets_own_totals():
    lines = [line(1), line(2), line(3, 1)]
    members = {1: people(1, 3), 2: people(2, 2), 3: people(3, 4)}
    found = counted(lines, members, [review(1, YEAR, POOR), review(2, YEAR, NEAR), review(3, YEAR, POOR)])
    rows = build(found, 1).rows
    assert [rows[0].text(place) for place in range(6)] == ["400", "1.600", "1", "0,25", "1", "0,25"]
    assert [rows[0].text(place) for place in (8, 9)] == ["3", "0,19"]
    assert [rows[-1].text(place) for place in (0, 2, 3, 8, 9)] == ["1.200", "2", "0,17", "7", "0,15"]


def test_a_missing_total_leaves_its_rate_open_and_says_so():
    found = counted([line(1), line(3, 1)], {1: people(1, 1), 3: people(3, 1)},
                    [review(1, YEAR, POOR), review(3, YEAR, POOR)], totals=TOTALS[:1])  # fmt: skip
    table = build(found, 1)
    assert table.rows[0].text(3) == "0,25"
    assert table.rows[1].text(3) == "–"
    assert table.rows[-1].text(3) == "–"
    assert any("Chưa nhập tổng số hộ" in note and "Đá Bàn" in note and "Tân Tiến" not in note for note in table.notes)


def test_a_total_smaller_than_its_part_gives_no_rate():
    small = HamletYear("t", "22828", HAMLETS[0].id, YEAR, 1, 1600)
    found = counted([line(1), line(2)], {1: people(1, 1), 2: people(2, 1)},
                    [review(1, YEAR, POOR), review(2, YEAR, POOR)], totals=(small,))  # fmt: skip
    table = build(found, 1)
    assert table.rows[0].text(3) == "–"
    assert any("ít hơn 2" in note for note in table.notes)


@pytest.mark.parametrize(
    ("before", "now", "more", "column"),
    [
        (POOR, NEAR, {}, 1),
        (POOR, NONE, {}, 2),
        (NEAR, POOR, {}, 4),
        (NONE, POOR, {}, 6),
        (None, POOR, {"movement": Movement.RELAPSED}, 5),
    ],
)
def test_each_way_has_its_column_in_the_table_of_poor_households(before, now, more, column):
    reviews = [review(1, YEAR, now, **more), review(2, YEAR - 1, NONE), review(2, YEAR, NONE)]
    if before:
        reviews.append(review(1, YEAR - 1, before))
    found = counted([line(1), line(2)], {1: people(1, 2), 2: people(2, 1)}, reviews)
    cells = values(total(build(found, 2), Unit.HOUSEHOLDS))
    assert [place for place in range(1, 8) if cells[place]] == [column]


def test_a_household_that_was_poor_once_and_not_last_year_has_relapsed():
    reviews = [review(1, YEAR - 2, POOR), review(1, YEAR - 1, NONE), review(1, YEAR, POOR)]
    found = counted([line(1)], {1: people(1, 2)}, reviews)
    assert total(build(found, 2), Unit.HOUSEHOLDS).cells[5].value == 1
    assert build(found, 15).rows[0].cells[7] == "tái"


def test_households_that_left_or_came_are_other_losses_and_gains():
    reviews = [review(1, YEAR - 1, POOR), review(2, YEAR, POOR), review(3, YEAR - 1, POOR), review(3, YEAR, POOR)]
    lines = [line(1, removed=True, ended_on=f"{YEAR}-04-02"), line(2), line(3)]
    split = act(ActKind.SPLIT, 3, date(YEAR, 5, 1), other_household_id=f"{2:032x}", member_ids="old:" + "0" * 15 + "2")
    found = counted(lines, {1: people(1, 2), 2: people(2, 1), 3: people(3, 2)}, reviews, [split])
    assert values(total(build(found, 2), Unit.HOUSEHOLDS)) == [2, 0, 0, 1, 0, 0, 0, 1, 2]
    assert not build(found, 2).breaks


def test_a_removed_household_counts_until_the_day_it_was_removed():
    reviews = [review(1, YEAR - 1, POOR), review(1, YEAR, POOR)]
    gone = counted([line(1, removed=True)], {1: people(1, 2)}, reviews, removed_on={f"{1:032x}": f"{YEAR}-10-01"})
    assert values(total(build(gone, 2), Unit.HOUSEHOLDS)) == [1, 0, 0, 1, 0, 0, 0, 0, 0]
    later = counted([line(1, removed=True)], {1: people(1, 2)}, reviews, removed_on={f"{1:032x}": f"{YEAR + 1}-10-01"})
    assert values(total(build(later, 2), Unit.HOUSEHOLDS)) == [1, 0, 0, 0, 0, 0, 0, 0, 1]


@pytest.mark.parametrize(
    ("reviews", "kind"),
    [
        ([review(1, YEAR - 1, POOR)], BreakKind.NOT_REVIEWED),
        ([review(1, YEAR - 1, POOR), review(1, YEAR, UNKNOWN)], BreakKind.NO_CLASS),
        ([review(1, YEAR, POOR, movement=Movement.OLD), review(2, YEAR - 1, NONE)], BreakKind.NO_ORIGIN),
    ],
)
def test_what_breaks_the_sum_is_named_with_its_household(reviews, kind):
    found = counted([line(1), line(2)], {1: people(1, 2), 2: people(2, 1)}, reviews)
    table = build(found, 2)
    assert [(one.household_id, one.kind) for one in table.breaks] == [(f"{1:032x}", kind)]
    assert [row.broken for row in table.rows] == [True, True, False, False, False, False, True, True]
    assert any("Không khớp: 1 hộ" in note for note in table.notes)


def test_without_results_of_the_year_before_there_is_no_start():
    found = counted([line(1)], {1: people(1, 2)}, [review(1, YEAR, POOR, movement=Movement.NEW)])
    table = build(found, 2)
    assert [table.rows[-2].text(place) for place in (0, 1, 6, 8)] == ["–", "–", "1", "1"]
    assert not table.breaks
    assert any("không có số đầu kỳ" in note for note in table.notes)


def test_minorities_have_their_own_whole_by_head_for_households_and_by_person_for_people():
    members = {1: [*people(1, 1, ethnic_group="Ra-glai"), *people(1, 3)[1:]]}
    found = counted([line(1, local_minority="yes")], members, [review(1, YEAR, POOR)])
    table = build(found, 12)
    households, persons = table.rows[0], table.rows[1]
    assert [households.text(place) for place in range(12)] == [
        "400", "310", "90", "10", "1", "0,25", "0", "0,00", "1", "1,11", "1", "10,00",
    ]  # fmt: skip
    assert [persons.text(place) for place in (4, 6, 8, 9, 10)] == ["3", "2", "1", "0,29", "1"]


def test_a_person_without_a_group_counts_as_the_head_and_foreigners_are_neither_kinh_nor_a_minority():
    rows = {
        1: ["Ra-glai", "", "Kinh"],
        2: ["Kinh", "", "Chăm"],
        3: ["Người nước ngoài", "", "Kinh"],
        4: ["", "", "Thái"],
    }
    members = {
        number: [one._replace(ethnic_group=group) for one, group in zip(people(number, 3), groups, strict=True)]
        for number, groups in rows.items()
    }
    found = counted([line(number) for number in rows], members, [review(number, YEAR, POOR) for number in rows])
    households, persons = (total(build(found, 12), unit) for unit in Unit)
    assert [households.cells[place].value for place in (4, 6, 8)] == [4, 1, 1]
    assert [persons.cells[place].value for place in (4, 6, 8)] == [12, 4, 4]
    assert "1 hộ chưa ghi dân tộc của chủ hộ, chỉ tính vào tổng số." in build(found, 12).notes


def test_eight_minorities_are_named_and_the_others_stand_together():
    names = ["Chăm", "Ra-glai", "Cơ-ho", "Hoa", "Tày", "Nùng", "Thái", "Mường", "Dao", "Khác", "Kinh", ""]
    numbers = [*range(1, 13), *range(101, 110)]
    groups = dict(zip(numbers, [*names, *names[:9]], strict=True)) | {109: "Khác"}
    members = {number: people(number, 1, ethnic_group=group) for number, group in groups.items()}
    found = counted([line(one) for one in numbers], members, [review(one, YEAR, POOR) for one in numbers])
    table = build(found, 9)
    titles = [column.title for column in table.columns if column.group == "Hộ nghèo"]
    assert titles == ["Tổng số", "Kinh", "Tổng số DTTS", *sorted(names[:8]), "Khác"]
    assert values(total(table))[:12] == [21, 1, 19, *[2] * 8, 3]


def test_only_indicators_of_the_years_standard_are_counted():
    lacks = frozenset({"employment", "informationAccessAssets", "wasteTreatment"})
    records = counted([line(1)], {1: people(1, 1)}, [review(1, YEAR, POOR, deprived=lacks)])
    table = build(records, 4)
    assert [column.title for column in table.columns[2:]] == list(INDICATORS.values())
    assert (total(table).text(1), total(table).text(13)) == ("2", "1")


def test_groups_larger_than_their_stated_total_are_told_and_have_no_rate():
    small = HamletYear("t", "22828", HAMLETS[0].id, YEAR, 3, 9, 1, 1)
    members = {number: people(number, 2, ethnic_group="Ra-glai") for number in (1, 2)}
    found = counted([line(1), line(2)], members, [review(1, YEAR, POOR), review(2, YEAR, POOR)], totals=(small,))
    table = build(found, 12)
    assert [table.rows[0].text(place) for place in (5, 9)] == ["66,67", "–"]
    told = [note for note in table.notes if "cần nhập lại" in note]
    assert told == [
        "Thôn Tân Tiến: số hộ DTTS đã nhập là 1, ít hơn 2 đếm được; tỷ lệ để trống (–), cần nhập lại.",
        "Thôn Tân Tiến: số nhân khẩu DTTS đã nhập là 1, ít hơn 4 đếm được; tỷ lệ để trống (–), cần nhập lại.",
    ]


def test_a_total_smaller_than_poor_and_near_poor_together_gives_no_rate():
    small = HamletYear("t", "22828", HAMLETS[0].id, YEAR, 1, 1600)
    found = counted([line(1), line(2)], {1: people(1, 1), 2: people(2, 1)},
                    [review(1, YEAR, POOR), review(2, YEAR, NEAR)], totals=(small,))  # fmt: skip
    row = build(found, 1).rows[0]
    assert (row.text(3), row.text(5), row.text(9)) == ("–", "–", "0,06")


def test_children_count_by_their_own_answers_and_else_by_the_households():
    members = {
        1: [*people(1, 1), *people(1, 2, birth="2015", insured="no", schooling="primary")[1:]],
        2: [*people(2, 1), *people(2, 2, birth="2015")[1:]],
    }
    lacks = frozenset({"childSchoolAttendance"})
    found = counted([line(1), line(2)], members, [review(1, YEAR, POOR), review(2, YEAR, POOR, deprived=lacks)])
    assert values(total(build(found, 11)))[:3] == [2, 1, 1]


def test_lists_tell_needs_and_what_was_received():
    received = [Received(f"{1:032x}", "", "housing"), Received(f"{1:032x}", f"{1:08x}{1:08x}", "training")]
    found = counted([line(1, needs="loan,housing")], {1: people(1, 2)}, [review(1, YEAR, POOR)], received=received)
    head, child = build(found, 15).rows
    assert head.cells[11:] == ("", "", "", "N", "N, Đ", "")
    assert child.cells[11:] == ("", "", "", "", "", "Đ")
    assert (head.cells[3], head.cells[4]) == ("1980", "")


def test_names_of_restricted_households_are_not_listed():
    found = counted([line(1, restricted="yes")], {1: people(1, 1)}, [review(1, YEAR, POOR)])
    assert build(found, 15).rows[0].cells[2] == "(hạn chế xử lý)"


def test_one_hamlet_or_one_unit_can_be_shown_alone():
    found = counted([line(1), line(2, 1)], {1: people(1, 1), 2: people(2, 2)},
                    [review(1, YEAR, POOR), review(2, YEAR, POOR)])  # fmt: skip
    alone = build(found, 8, HAMLETS[1].id, Unit.PERSONS)
    assert [(row.label, row.number, row.text(0)) for row in alone.rows] == [("Thôn Đá Bàn", "2", "2")]


@pytest.mark.parametrize("number", NUMBERS)
def test_every_table_says_what_could_not_be_verified(number):
    found = counted([line(1)], {1: people(1, 1)}, [review(1, YEAR, POOR)])
    table = build(found, number)
    assert any("chưa đối chiếu" in mark for mark in table.marks)
    assert all(len(row.cells) == len(table.columns) for row in table.rows)


def test_a_household_that_left_and_came_back_within_the_year_is_there_all_along():
    reviews = [review(1, YEAR - 1, POOR), review(1, YEAR, POOR)]
    acts = [act(ActKind.LEFT, 1, date(YEAR, 3, 1)), act(ActKind.ARRIVED, 1, date(YEAR, 9, 1))]
    found = counted([line(1, arrived_on=f"{YEAR}-09-01")], {1: people(1, 2)}, reviews, acts)
    assert values(total(build(found, 2), Unit.HOUSEHOLDS)) == [1, 0, 0, 0, 0, 0, 0, 0, 1]
