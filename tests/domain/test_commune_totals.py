"""A commune's numbers as JSON values and back, whoever wrote them."""

import pytest

from sinhke_desktop.domain.commune_totals import CommuneTotal, TotalCell, TotalColumn, TotalRow, as_values, total_from

WHOLE = CommuneTotal(
    subject="table-12", period="2025", title="Kết quả", subtitle="Chính thức",
    columns=(TotalColumn("Số lượng", "Hộ nghèo"), TotalColumn("Tỷ lệ (%)", "Hộ nghèo", rate=True)),
    rows=(
        TotalRow("households", "Tổng cộng", (TotalCell(12), TotalCell(12, 340)), "households", "", marked=True),
        TotalRow("persons", "Tổng cộng", (TotalCell(None), TotalCell(50, None)), "persons", "lời"),
    ),
    notes=("Một ghi chú.",),
)  # fmt: skip


def changed(**more):
    return as_values(WHOLE) | more


def test_every_field_comes_back():
    assert total_from(as_values(WHOLE)) == WHOLE
    assert (WHOLE.key, CommuneTotal("model").key) == ("table-12:2025", "model")


def test_lines_are_found_by_their_key():
    assert WHOLE.number("households") == 12
    assert WHOLE.number("persons") is None
    assert WHOLE.number("nobody") is None
    assert (WHOLE.text("persons"), WHOLE.text("nobody")) == ("lời", "")
    assert TotalRow("bare").number is None


@pytest.mark.parametrize(
    "values",
    [
        None,
        [],
        {},
        changed(more=1),
        changed(subject="Table"),
        changed(subject=5),
        changed(period="nay"),
        changed(title=1),
        changed(title="x" * 1_001),
        changed(title="a\u202eb"),
        changed(subtitle="a\x00b"),
        changed(columns=[["a", "b"]]),
        changed(columns=[["a", "b", 1], ["a", "b", True]]),
        changed(columns=[["a", "b", False]] * 201),
        changed(rows=5),
        changed(rows=[["a", "b", "", "", False, [1, [1, 2]]]] * 2),
        changed(rows=[["a", "b", "", "", 0, [1, [1, 2]]]]),
        changed(rows=[["a", "b", "", "", False, [1]]]),
        changed(rows=[["a", "b", "", "", False, [True, [1, 2]]]]),
        changed(rows=[["a", "b", "", "", False, [1.5, [1, 2]]]]),
        changed(rows=[["a", "b", "", "", False, [10**16, [1, 2]]]]),
        changed(rows=[["a", "b", "", "", False, [1, 2]]]),
        changed(notes=[5]),
        changed(notes=["x"] * 61),
    ],
)
def test_anything_of_another_shape_is_refused(values):
    with pytest.raises(ValueError, match=r"\w"):
        total_from(values)
