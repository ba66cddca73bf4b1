import pytest

from sinhke_desktop.errors import InvalidInput
from sinhke_desktop.services import saved_filters
from sinhke_desktop.services.register import Mark, Sought
from sinhke_desktop.services.saved_filters import SavedFilter
from sinhke_desktop.storage.local_values import set_value

WOMEN = SavedFilter("Chủ hộ nữ thiếu thẻ", Sought("h" * 32, "poor", "healthInsurance", "land", "loan",
                                                  frozenset({Mark.FEMALE_HEAD, Mark.MINORITY})), 2025)  # fmt: skip


def names(workspace):
    return [one.name for one in saved_filters.all_filters(workspace)]


def test_a_saved_filter_comes_back_the_same(workspace):
    saved_filters.save(workspace, WOMEN)
    assert saved_filters.all_filters(workspace) == [WOMEN]


def test_the_same_name_replaces_and_names_stand_in_order(workspace):
    for name in ("Đá Bàn", "  bò  ", "An", "da ban"):
        saved_filters.save(workspace, SavedFilter(name, Sought()))
    assert names(workspace) == ["An", "bò", "da ban"]
    saved_filters.remove(workspace, "BÒ")
    assert names(workspace) == ["An", "da ban"]


def test_only_one_holds_at_start(workspace):
    assert saved_filters.start_filter(workspace) is None
    saved_filters.save(workspace, SavedFilter("A", Sought(), at_start=True))
    saved_filters.save(workspace, SavedFilter("B", Sought(), at_start=True))
    assert saved_filters.start_filter(workspace).name == "B"
    assert [one.at_start for one in saved_filters.all_filters(workspace)] == [False, True]


@pytest.mark.parametrize(("name", "code"), [("", "LF-01"), (" \u200b ", "LF-01"), ("x" * 61, "LF-01")])
def test_a_name_is_needed(workspace, name, code):
    with pytest.raises(InvalidInput) as refused:
        saved_filters.save(workspace, SavedFilter(name, Sought()))
    assert refused.value.problems[0].code == code
    assert names(workspace) == []


def test_there_is_an_end_to_their_number_but_known_ones_can_be_saved_again(workspace):
    for number in range(saved_filters.MOST):
        saved_filters.save(workspace, SavedFilter(f"Lọc {number}", Sought()))
    with pytest.raises(InvalidInput) as refused:
        saved_filters.save(workspace, SavedFilter("Một nữa", Sought()))
    assert refused.value.problems[0].code == "LF-02"
    saved_filters.save(workspace, SavedFilter("Lọc 1", Sought(need="job")))


@pytest.mark.parametrize("stored", ["{", "3", '[1, {"marks": 3}, {"name": "x", "marks": ["new mark"], "year": "k"}]'])
def test_damaged_filters_are_left_out(workspace, stored):
    with workspace.database.write() as connection:
        set_value(connection, saved_filters.KEY, stored)
    assert all(one == SavedFilter("x", Sought()) for one in saved_filters.all_filters(workspace))
