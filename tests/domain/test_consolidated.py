"""Numbers of communes added up, with what is missing and what was sent in two ways."""

import pytest

from sinhke_desktop.domain.commune_totals import CommuneTotal, TotalCell, TotalColumn, TotalRow
from sinhke_desktop.domain.consolidated import Given, added, in_order, poverty_table
from sinhke_desktop.domain.consolidated_models import models, months, standing, supports, targets

NUMBER, RATE = TotalColumn("Số lượng"), TotalColumn("Tỷ lệ (%)", rate=True)


def counted(value, whole=100, subtitle="Kết quả chính thức", columns=(NUMBER, RATE)):
    cells = (TotalCell(value), TotalCell(value, whole))[: len(columns)]
    return CommuneTotal("table-1", "2025", "Biểu thử", subtitle, columns, (TotalRow("all", "Tổng cộng", cells),))


def lines(table):
    return [(row.label, [row.text(place) for place in range(len(row.cells))]) for row in table.rows]


def test_a_sum_is_known_where_every_commune_that_sent_has_the_number():
    table = poverty_table(1, 2025, [
        Given("1", "Xã A", counted(10)), Given("2", "Xã B", counted(30, None)), Given("3", "Xã C", silent=True),
    ])  # fmt: skip
    assert lines(table) == [
        ("Xã A", ["10", "10,00"]), ("Xã B", ["30", "–"]), ("Xã C (chưa gửi)", ["–", "–"]), ("Tổng cộng", ["40", "–"]),
    ]  # fmt: skip
    assert table.notes == (
        "Cộng số liệu của 2 trong 3 xã.", "Chưa gửi: Xã C.", "Tổng để trống (–) ở cột mà xã sau chưa có số: Xã B.",
    )  # fmt: skip
    assert not table.by_unit


def test_what_nobody_knows_is_nobodys_fault():
    table = poverty_table(1, 2025, [Given("1", "Xã A", counted(10, None)), Given("2", "Xã B", counted(3, None))])
    assert table.notes == ("Cộng số liệu của 2 trong 2 xã.",)


def test_numbers_sent_alone_stand_beside_those_of_the_rows_and_only_one_counts():
    table = poverty_table(1, 2025, [
        Given("1", "Xã A", counted(10), alone=counted(12)), Given("2", "Xã B", counted(5), sent_alone=True),
        Given("3", "Xã C", counted(1), stale=True), Given("4", "Xã D"),
    ])  # fmt: skip
    assert lines(table) == [
        ("Xã A", ["10", "10,00"]), ("Xã A (số gửi riêng)", ["12", "12,00"]), ("Xã B (số gửi riêng)", ["5", "5,00"]),
        ("Xã C (đang tính lại)", ["1", "1,00"]), ("Xã D", ["–", "–"]), ("Tổng cộng", ["16", "5,33"]),
    ]  # fmt: skip
    assert len(table.notes) == 5
    assert [row.number for row in table.rows] == ["1", "", "2", "3", "4", ""]


def test_nobody_gave_the_table():
    assert poverty_table(1, 2025, [Given("1", "Xã A")]) is None
    with pytest.raises(ValueError, match="nothing"):
        added([])


def test_official_and_preliminary_results_are_named_together():
    table = poverty_table(1, 2025, [Given("1", "A", counted(1)), Given("2", "B", counted(1, 9, "Kết quả sơ bộ"))])
    assert table.subtitle == "Kết quả chính thức và sơ bộ"


def test_a_column_that_one_commune_does_not_have_stays_open_in_its_line():
    table = poverty_table(1, 2025, [Given("1", "A", counted(1)), Given("2", "B", counted(4, columns=(NUMBER,)))])
    assert lines(table) == [("A", ["1", "1,00"]), ("B", ["4", "–"]), ("Tổng cộng", ["5", "1,00"])]


def test_lines_are_sorted_by_number_with_unknown_ones_last():
    table = poverty_table(1, 2025, [
        Given("1", "B", counted(10)), Given("2", "A", silent=True), Given("3", "C", counted(30), alone=counted(31)),
    ])  # fmt: skip
    down = [row.label for row in in_order(table, 0, descending=True).rows]
    assert down == ["C", "C (số gửi riêng)", "B", "A (chưa gửi)", "Tổng cộng"]
    up = [row.label for row in in_order(table, 1, descending=False).rows]
    assert up == ["B", "C", "C (số gửi riêng)", "A (chưa gửi)", "Tổng cộng"]
    names = [row.label for row in in_order(table, -1, descending=False).rows]
    assert names == ["A (chưa gửi)", "B", "C", "C (số gửi riêng)", "Tổng cộng"]


def figures(**values):
    rows = [
        TotalRow("name", "", (TotalCell(),), "", "Nuôi bò"),
        TotalRow("stage", "", (TotalCell(),), "running", "Đang nuôi"),
    ]
    rows += [TotalRow(key.replace("_", "/"), key, (TotalCell(value),), "con") for key, value in values.items()]
    return CommuneTotal("model", columns=(TotalColumn("Giá trị"),), rows=tuple(rows))


def test_the_four_dearest_sources_have_columns_and_the_others_one_together():
    paid = {f"paid_S{number}": number for number in range(1, 7)}
    table = models([
        Given("1", "A", figures(participants=7, planned=90, paid=21, alive=17, out=2, **paid)),
        Given("2", "B", figures(participants=3, paid_S9=100)), Given("3", "C"),
    ])  # fmt: skip
    titles = [column.title for column in table.columns if column.group.startswith("Đã chi theo")]
    assert titles == ["paid_S9", "paid_S6", "paid_S5", "paid_S4", "Nguồn khác"]
    first, second, none, whole = (
        dict(zip([c.title for c in table.columns], row, strict=True)) for _l, row in lines(table)
    )
    assert (first["Nguồn khác"], second["paid_S9"], second["Nguồn khác"]) == ("6", "100", "0")
    assert (first["Hiện có"], second["Hiện có"], none["Mô hình"]) == ("17 con", "", "–")
    assert (whole["Hộ tham gia"], whole["Mô hình"], whole["Giai đoạn"]) == ("10", "2 mô hình", "Đang thực hiện: 2")
    assert whole["Hộ cần xem"] == "–"


def test_targets_add_up_households_and_rates_and_count_the_communes_that_reached_them():
    def told(state, out, before, now):
        columns = (TotalColumn("Trước", rate=True), TotalColumn("Nay", rate=True))
        rows = (
            TotalRow("effective//0", "", (TotalCell(), TotalCell()), state),
            TotalRow("participants-out//1", "", (TotalCell(), TotalCell(out, 10)), state),
            TotalRow("poverty-fall/2025/2", "", (TotalCell(*before), TotalCell(*now)), state),
            TotalRow("poverty-fall/2024/3", "", (TotalCell(), TotalCell()), "another"),
        )
        return CommuneTotal("targets", columns=columns, rows=rows)

    given = [
        Given("1", "A", told("reached", 4, (20, 100), (10, 100))),
        Given("2", "B", told("not-reached", 1, (30, 100), (30, 100))),
        Given("3", "C"),
    ]
    table = targets(2025, "Kế hoạch thử", given)
    assert table.notes[0] == "Chỉ tiêu theo kế hoạch thử."
    rows = dict(lines(table))
    assert rows["A"][:9] == ["Đạt", "10", "4", "40,00", "Đạt", "20,00", "10,00", "10,00", "Đạt"]
    assert rows["C"] == ["–"] * 13
    assert rows["Tổng cộng"] == ["1 / 2", "20", "5", "25,00", "1 / 2", "25,00", "20,00", "5,00", "1 / 2"] + ["–"] * 4
    assert dict(lines(targets(2024, "K", given)))["A"][5:9] == ["–", "–", "–", "–"]
    open_whole = [Given("1", "A", told("reached", 4, (20, None), (10, 100)))]
    assert dict(lines(targets(2025, "K", open_whole)))["Tổng cộng"][5:8] == ["–", "10,00", "–"]


def test_months_and_supports_are_added_up_by_commune():
    columns = tuple(TotalColumn(str(number)) for number in range(3))
    month = CommuneTotal("months", columns=columns, rows=(
        TotalRow("2025-03", "", (TotalCell(7), TotalCell(1_000), TotalCell(50))),
        TotalRow("2024-12", "", (TotalCell(9), TotalCell(9_000), TotalCell(9))),
    ))  # fmt: skip
    rows = dict(lines(months(2025, [Given("1", "A", month), Given("2", "B")])))
    assert rows["A"] == ["0", "0", "7", *["0"] * 9, "1.000", "50"]
    assert rows["B"] == ["–"] * 14
    given = CommuneTotal("supports", "2025", columns=columns, rows=(
        TotalRow("all", "", (TotalCell(5), TotalCell(6), TotalCell(7_000))),
        TotalRow("health", "", (TotalCell(5), TotalCell(6), TotalCell(0))),
    ))  # fmt: skip
    rows = dict(lines(supports(2025, [Given("1", "A", given), Given("2", "B"), Given("3", "C", given)])))
    assert rows["Tổng cộng"][:4] == ["10", "12", "14.000", "10"]
    assert rows["B"][0] == "–"


def test_where_the_communes_stand_tells_the_last_round_and_when_something_came():
    columns = (TotalColumn("Hộ"), TotalColumn("Nhân khẩu"))
    register = CommuneTotal("register", columns=columns, rows=(
        TotalRow("all", "", (TotalCell(9), TotalCell(40))), TotalRow("poor", "", (TotalCell(4), TotalCell(20))),
    ))  # fmt: skip
    decided = CommuneTotal("rounds", rows=(TotalRow("yearly/2025", "Rà soát 2025", unit="decided", text="10/12/2025"),))
    running = CommuneTotal("rounds", rows=(TotalRow("yearly/2025", "Rà soát 2025"),))
    rows = dict(lines(standing(
        [Given("1", "A", register), Given("2", "B", register), Given("3", "C")],
        [Given("1", "A", decided), Given("2", "B", running), Given("3", "C", CommuneTotal("rounds"))],
        {"1": "27/11/2025"},
    )))  # fmt: skip
    assert rows["A"][-2:] == ["Rà soát 2025: đã quyết định 10/12/2025", "27/11/2025"]
    assert rows["B"][-2:] == ["Rà soát 2025: đang làm", ""]
    assert rows["C"][-2:] == ["", ""]
    assert (rows["Tổng cộng"][0], rows["Tổng cộng"][1], rows["Tổng cộng"][6], rows["Tổng cộng"][-1]) == (
        "18",
        "8",
        "80",
        "",
    )
