from sinhke_desktop.cli.answers import fields, table, thousands


def test_columns_are_aligned_and_numbers_stand_to_the_right():
    assert table(("Thôn", "Số hộ"), [("Tân Tiến", 20), ("Gòn 1", 1234)]) == [
        "Thôn      Số hộ",
        "--------  -----",
        "Tân Tiến     20",
        "Gòn 1     1.234",
    ]


def test_a_table_without_rows_is_no_line():
    assert table(("Thôn",), []) == []


def test_nothing_known_is_an_empty_cell():
    assert table(("A", "B"), [(None, "x")])[2] == "   x"


def test_fields_without_a_value_are_left_out_and_zero_stays():
    assert fields([("Xã", "Anh Dũng"), ("Ghi chú", ""), ("Số hộ", 0)]) == ["Xã:    Anh Dũng", "Số hộ: 0"]


def test_sums_are_written_with_points():
    assert thousands(264180000) == "264.180.000"
