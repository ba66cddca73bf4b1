"""Layouts of visit forms: everything lies on the page, alone, under a key of its own."""

from __future__ import annotations

from itertools import combinations

import pytest

from sinhke_desktop.domain.form_layout import Box, FieldKind, FormField
from sinhke_desktop.domain.form_layouts import VERSIONS, geometry, layout, without_side
from sinhke_desktop.domain.form_layouts.geometry import COUNTS, Ruled
from sinhke_desktop.domain.household_lists import NEEDS as NEEDS_OF_THE_RECORD
from sinhke_desktop.domain.review import INDICATORS
from sinhke_desktop.domain.visit import NEEDS

PAGES = 3
NEW = VERSIONS[1:]


def _apart(one: Box, other: Box, gap: float = 0.0) -> bool:
    return (
        one.right + gap <= other.left + 1e-6
        or other.right + gap <= one.left + 1e-6
        or one.bottom + gap <= other.top + 1e-6
        or other.bottom + gap <= one.top + 1e-6
    )


def _fields(version: str) -> list[FormField]:
    return [field for page in range(1, PAGES + 1) for field in layout(version).fields(page, PAGES)]


@pytest.mark.parametrize("version", VERSIONS)
def test_every_field_lies_inside_its_page_and_clear_of_markers_and_qr(version: str) -> None:
    found = layout(version)
    assert found.version == version
    for field in _fields(version):
        box = field.box
        assert box.left >= 5, field
        assert box.top >= 5, field
        assert box.right <= found.width - 5, field
        assert box.bottom <= found.height - 5, field
        for other in (*found.markers.values(), found.qr):
            assert _apart(box, other, 1.3), field


@pytest.mark.parametrize("version", VERSIONS)
def test_keys_are_unique_and_labelled_and_every_field_names_its_page(version: str) -> None:
    keys = [(field.key, field.page if field.key == "notes" else 0) for field in _fields(version)]
    assert len(keys) == len(set(keys))
    for page in range(1, PAGES + 1):
        assert {field.page for field in layout(version).fields(page, PAGES)} == {page}
    assert all(field.label for field in _fields(version))


@pytest.mark.parametrize("version", NEW)
def test_no_two_fields_of_a_page_overlap(version: str) -> None:
    for page in range(1, PAGES + 1):
        for one, other in combinations(layout(version).fields(page, PAGES), 2):
            assert _apart(one.box, other.box), (one, other)


@pytest.mark.parametrize("version", NEW)
def test_tick_boxes_are_large_and_stand_apart_from_each_other(version: str) -> None:
    boxes = [field.box for field in layout(version).fields(1, 1) if field.kind is FieldKind.TICK]
    boxes += [place.before for place in geometry(version).first.indicators.values()]
    for box in boxes:
        assert box.width == box.height >= 3.8
    for one, other in combinations(boxes, 2):
        assert _apart(one, other, 0.9), (one, other)


@pytest.mark.parametrize("version", NEW)
def test_the_first_page_asks_for_everything_in_the_order_of_the_paper(version: str) -> None:
    keys = [field.key for field in layout(version).fields(1, 1)]
    order = [
        "visited_on",
        "kept:1:done",
        "kept:1:not",
        "member:1:correction",
        *(f"indicator:{key}" for key in INDICATORS),
    ]
    if "M" in version:
        order += [*(f"count:{key}" for key in COUNTS), "income", "problem", "next_step"]
    else:
        order.append("notes")
    order += [*(f"need:{key}" for key in NEEDS), "needs_text", "agreed:1", "agreed:2", "next_visit_on"]
    assert [key for key in keys if key in order] == order


@pytest.mark.parametrize("version", VERSIONS)
def test_numbers_of_members_and_agreements_go_on_over_the_pages(version: str) -> None:
    keys = [field.key for field in _fields(version)]
    members = [int(key.split(":")[1]) for key in keys if key.startswith("member:")]
    kept = [int(key.split(":")[1]) for key in keys if key.endswith(":done")]
    assert members == list(range(1, len(members) + 1))
    assert kept == list(range(1, len(kept) + 1))


def test_a_form_takes_as_many_pages_as_its_members_and_agreements_need() -> None:
    form = geometry("TH2")
    assert [form.pages(members, 0) for members in (0, 6, 7, 20, 21)] == [1, 1, 2, 2, 3]
    assert [form.pages(1, agreements) for agreements in (3, 4, 12, 13)] == [1, 2, 2, 3]
    assert (form.first_member(1), form.first_member(2), form.first_member(3)) == (1, 7, 21)
    assert (form.first_agreement(1), form.first_agreement(2), form.first_agreement(3)) == (1, 4, 13)


@pytest.mark.parametrize("version", NEW)
def test_twenty_members_and_twelve_agreements_take_two_pages(version: str) -> None:
    assert geometry(version).pages(20, 12) == 2


def test_left_and_right_hand_forms_differ_by_their_markers_alone() -> None:
    for left, right in (("TN1", "TN1R"), ("TN1M", "TN1MR")):
        assert list(layout(left).markers) == [0, 1, 2, 3]
        assert list(layout(right).markers) == [4, 5, 6, 7]
        assert list(layout(left).markers.values()) == list(layout(right).markers.values())
        assert layout(left).fields(1, 1) == layout(right).fields(1, 1)
        assert without_side(right) == left == without_side(left)


def test_markers_lie_in_the_four_corners_in_reading_order() -> None:
    for version in VERSIONS:
        found = layout(version)
        upper_left, upper_right, lower_left, lower_right = found.markers.values()
        assert upper_left.left == lower_left.left < found.width / 2 < upper_right.left == lower_right.left
        assert upper_left.top == upper_right.top < found.height / 2 < lower_left.top == lower_right.top


def test_the_first_version_keeps_its_places() -> None:
    boxes = {field.key: field.box for field in layout("TH1").fields(1, 1)}
    assert boxes["kept:1:done"] == Box(155.0, 69.1, 3.8, 3.8)
    assert boxes["indicator:employment"] == Box(31.0, 152.5, 3.8, 3.8)
    assert boxes["indicator:informationAccessAssets"] == Box(117.0, 177.5, 3.8, 3.8)
    assert boxes["need:loan"] == Box(22.0, 235.0, 3.8, 3.8)
    assert boxes["need:other"] == Box(158.0, 240.0, 3.8, 3.8)
    assert boxes["income"] == Box(152.0, 207.8, 38.0, 7.0)


@pytest.mark.parametrize("version", VERSIONS)
def test_a_page_that_the_form_does_not_have_is_refused(version: str) -> None:
    for page, pages in ((0, 1), (2, 1)):
        with pytest.raises(ValueError):
            layout(version).fields(page, pages)


@pytest.mark.parametrize("version", ["", "TH3", "TN1MRR"])
def test_an_unknown_version_is_a_key_error(version: str) -> None:
    with pytest.raises(KeyError):
        layout(version)


def test_the_first_version_is_no_longer_drawn() -> None:
    with pytest.raises(KeyError):
        geometry("TH1")


def test_needs_of_the_form_are_needs_of_the_record_but_for_technique() -> None:
    assert set(NEEDS) - set(NEEDS_OF_THE_RECORD) == {"technique"}


def test_dotted_lines_fill_a_place_from_its_lower_edge() -> None:
    assert Ruled(Box(0, 10, 50, 21), 7.0).baselines == (16.0, 23.0, 30.0)
